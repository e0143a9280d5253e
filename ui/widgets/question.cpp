// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/question.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/widgets/theme.h"

namespace beamline::ui {

Question::Question(const QString& title, const QString& text, const QString& act, Button::Kind kind,
                   const QString& keep, QWidget* parent)
    : QDialog(parent) {
    constexpr int kTextWidth = 400;
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k24, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->setSizeConstraint(QLayout::SetFixedSize);
    m_title = new QLabel(title, this);
    m_title->setFont(Theme::current().font(TextRole::Heading));
    m_title->setTextFormat(Qt::PlainText);
    connect(this, &QWidget::windowTitleChanged, m_title, &QLabel::setText);  // what becomes known while it is asked
    m_text = new QLabel(text, this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setProperty("muted", true);
    m_text->setFixedWidth(kTextWidth);
    m_text->ensurePolished();
    m_text->setFixedHeight(m_text->heightForWidth(kTextWidth));
    auto* yes = new Button(act, kind, this);
    auto* no = new Button(keep, Button::Primary, this);
    yes->setAutoDefault(true);  // Enter presses what has the focus,
    no->setDefault(true);       // and before anybody moves it that is the safe answer
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(yes);
    buttons->addWidget(no);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(space::k8);
    column->addLayout(buttons);
    connect(yes, &QPushButton::clicked, this, &QDialog::accept);
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    no->setFocus();
    setAccessibleDescription(text);
}

QString Question::title() const {
    return m_title->text();
}

QString Question::text() const {
    return m_text->text();
}

}  // namespace beamline::ui
