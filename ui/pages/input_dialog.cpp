// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/input_dialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/pages/input_editor.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

InputDialog::InputDialog(const QString& name, QWidget* parent)
    : QDialog(parent),
      m_form(new QFormLayout),
      m_input(new InputEditor(tr("Input where it begins"), name, this)),
      m_bar(new InfoBar(this)),
      m_reason(new QLineEdit(this)),
      m_send(new Button(QString(), Button::Primary, this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    m_bar->hide();
    m_form->setHorizontalSpacing(space::k12);
    m_form->setVerticalSpacing(space::k8);
    m_reason->setObjectName(name + QStringLiteral(".reason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_send->setObjectName(name + QStringLiteral(".send"));
    m_send->setDefault(true);
    connect(m_send, &QPushButton::clicked, this, [this] { send(); });
    for (const auto key : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, [this] { send(); });
    }
}

void InputDialog::build(const Words& words, bool dryRun, QWidget* body) {
    auto* title = new QLabel(words.title, this);
    title->setFont(Theme::current().font(TextRole::Heading));
    auto* about = new QLabel(words.about, this);
    about->setProperty("muted", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(title);
    if (dryRun) {
        auto* mark = new Pill(this);
        mark->setDryRun();
        column->addWidget(mark, 0, Qt::AlignLeft);
    }
    for (QLabel* label : {title, about}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_reason->setPlaceholderText(words.reason);
    m_form->addRow(tr("Reason"), m_reason);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_send->setText(words.act);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    column->addWidget(about);
    column->addWidget(m_bar);
    column->addLayout(m_form);
    column->addWidget(body ? body : m_input, 1);
    column->addLayout(buttons);
}

std::string InputDialog::reason() const {
    return toUtf8(m_reason->text().trimmed());
}

void InputDialog::setObstacle(const QString& why) {
    m_send->setEnabled(why.isEmpty());
    m_send->setToolTip(why);
}

bool InputDialog::canSend() const {
    return m_send->isEnabled();
}

}  // namespace beamline::ui
