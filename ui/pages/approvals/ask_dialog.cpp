// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/ask_dialog.h"

#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

AskDialog::AskDialog(const QString& title, const QString& text, const QString& act, Button::Kind kind, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(title);
    setMinimumWidth(extent::kForm);
    auto* head = new QLabel(breakable(title), this);
    head->setFont(Theme::current().font(TextRole::Heading));
    auto* about = new QLabel(text, this);
    about->setProperty("muted", true);
    for (QLabel* label : {head, about}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_bar = new InfoBar(this);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(space::k12);
    m_form->setVerticalSpacing(space::k8);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    m_act = new Button(act, kind, this);
    m_act->setObjectName(QStringLiteral("ask.act"));
    m_act->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setObjectName(QStringLiteral("ask.buttons"));
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_act);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(head);
    column->addWidget(about);
    column->addWidget(m_bar);
    column->addLayout(m_form);
    column->addLayout(buttons);
    setAccessibleDescription(text);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, [this] {
        check();
        if (m_act->isEnabled()) {
            Q_EMIT wanted();
        }
    });
}

QLineEdit* AskDialog::addLine(const QString& label, const QString& placeholder) {
    auto* line = new QLineEdit(this);
    line->setAccessibleName(label);
    line->setPlaceholderText(placeholder);
    line->setMinimumHeight(space::kControl);
    m_form->addRow(label, line);
    connect(line, &QLineEdit::textChanged, this, &AskDialog::check);
    return line;
}

QDateTimeEdit* AskDialog::addTime(const QString& label, api::Timestamp at, api::Timestamp most) {
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(Clock::now());
    auto* time = new QDateTimeEdit(QDateTime::fromMSecsSinceEpoch(at), this);
    time->setAccessibleName(label);
    time->setCalendarPopup(true);
    time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    time->setMinimumHeight(space::kControl);
    time->setDateTimeRange(now, now.addMSecs(most));
    m_form->addRow(label, time);
    connect(time, &QDateTimeEdit::dateTimeChanged, this, &AskDialog::check);
    return time;
}

void AskDialog::addField(const QString& label, QWidget* field) {
    m_form->addRow(label, field);
}

Button* AskDialog::addButton(const QString& text) {
    m_other = new Button(text, Button::Secondary, this);
    m_other->setAutoDefault(false);
    findChild<QHBoxLayout*>(QStringLiteral("ask.buttons"))->insertWidget(0, m_other);
    return m_other;
}

void AskDialog::setCheck(std::function<QString()> why) {
    m_check = std::move(why);
    check();
}

void AskDialog::check() {
    const QString why = m_busy ? tr("The engine is being asked…") : m_check ? m_check() : QString();
    m_act->setEnabled(why.isEmpty());
    m_act->setToolTip(why);
    if (m_other) {
        m_other->setEnabled(!m_busy);
    }
}

void AskDialog::showBusy() {
    m_busy = true;
    m_bar->hide();
    check();
}

void AskDialog::showError(const api::Error& error) {
    m_busy = false;
    m_bar->show(InfoBar::Error, toText(error.message), {}, false);
    check();
}

}  // namespace beamline::ui
