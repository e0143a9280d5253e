// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/widgets/theme.h"

namespace beamline::ui {

Card::Card(QWidget* parent) : Card(QString(), parent) {}

Card::Card(const QString& title, QWidget* parent) : QFrame(parent) {
    m_body = new QVBoxLayout(this);
    m_body->setContentsMargins(1, 1, 1, 1);
    m_body->setSpacing(0);
    m_header = new QWidget(this);
    m_headerLayout = new QHBoxLayout(m_header);
    m_headerLayout->setContentsMargins(space::k16, space::k12, space::k12, space::k4);
    m_headerLayout->setSpacing(space::k8);
    m_title = new QLabel(m_header);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(Theme::current().font(TextRole::Strong));
    m_headerLayout->addWidget(m_title);
    m_headerLayout->addStretch(1);
    m_body->addWidget(m_header);
    setTitle(title);
}

void Card::setTitle(const QString& title) {
    m_title->setText(title);
    m_header->setVisible(!title.isEmpty() || m_headerLayout->count() > 2);
    if (!title.isEmpty()) {
        setAccessibleName(title);
    }
}

void Card::addToHeader(QWidget* widget) {
    m_headerLayout->addWidget(widget);
    m_header->show();
}

void Card::addBody(QWidget* widget, bool padded, int stretch) {
    if (padded) {
        auto* holder = new QVBoxLayout;
        holder->setContentsMargins(space::k16, m_header->isHidden() ? space::k12 : space::k4, space::k16, space::k12);
        holder->addWidget(widget);
        m_body->addLayout(holder, stretch);
    } else {
        m_headerLayout->setContentsMargins(space::k12, space::k12, space::k12, space::k4);  // as the cells of tables
        m_body->addWidget(widget, stretch);
    }
}

}  // namespace beamline::ui
