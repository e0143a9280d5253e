// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/id_field.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// As wide as its text, and narrower when it must be.
class IdLine : public QLineEdit {
public:
    using QLineEdit::QLineEdit;
    QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(text()) + space::k16, QLineEdit::sizeHint().height()};
    }
    QSize minimumSizeHint() const override {
        constexpr int kLetters = 8;
        return {fontMetrics().averageCharWidth() * kLetters, QLineEdit::minimumSizeHint().height()};
    }
};
}  // namespace

IdField::IdField(const QString& name, QWidget* parent) : QWidget(parent), m_name(name) {
    m_text = new IdLine(this);
    m_text->setReadOnly(true);
    m_text->setFrame(false);
    m_text->setStyleSheet(QStringLiteral("background:transparent; padding:0"));  // of its own it has no ground
    m_text->setFont(Theme::current().font(TextRole::MonoSmall));
    m_text->setAccessibleName(name);
    m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_copy = new QToolButton(this);
    m_copy->setAutoRaise(true);
    m_copy->setIcon(Icon::get(QStringLiteral("copy")));
    m_copy->setAccessibleName(tr("Copy: %1").arg(name));
    m_copy->setToolTip(m_copy->accessibleName());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k2);
    row->addWidget(m_text);
    row->addWidget(m_copy);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(id()); });
    hide();
}

void IdField::setId(const QString& id) {
    m_text->setText(id);
    m_text->setCursorPosition(0);
    m_text->setToolTip(tr("%1: %2").arg(m_name, id));
    m_text->updateGeometry();
    setVisible(!id.isEmpty());
}

QString IdField::id() const {
    return m_text->text();
}

}  // namespace beamline::ui
