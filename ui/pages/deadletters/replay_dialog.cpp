// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/deadletters/replay_dialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr QSize kReplaySize(640, 520);
}

ReplayDialog::ReplayDialog(EngineSession* session, const api::RunDetail& detail, QWidget* parent)
    : QDialog(parent), m_session(session), m_run(detail.run.id) {
    setWindowTitle(tr("Edit and replay"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(kReplaySize);
    const auto point = detail.retry.value_or(api::RetryPoint{"/", detail.input});
    auto* title = new QLabel(tr("Replay %1 from its failed task").arg(cutText(detail.run.workflow, kShownTitle)), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setFont(Theme::current().font(TextRole::Heading));
    const QString what =
        point.task == "/" ? tr("The workflow refused its input. The run begins again with what stands here.")
                          : tr("%1 gets what stands here in place of its input; its schema and input.from apply. Tasks "
                               "before it stand.")
                                .arg(breakable(cutText(point.task, kShownTitle)));
    auto* about = new QLabel(what, this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setProperty("muted", true);
    m_bar = new InfoBar(this);
    m_bar->hide();
    m_text = new QPlainTextEdit(prettyJson(point.input), this);
    m_text->setFont(Theme::current().font(TextRole::Mono));
    m_text->setAccessibleName(tr("Input as JSON"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(extent::kEditor);
    m_verdict = new QLabel(this);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setProperty("muted", true);
    m_reason = new QLineEdit(this);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Kept in the history of the run"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::k12);
    form->addRow(tr("Reason"), m_reason);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    m_send = new Button(tr("Replay"), Button::Primary, this);
    m_send->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(title);
    if (isDryRun(detail.run)) {
        auto* mark = new Pill(this);
        mark->setDryRun();
        column->addWidget(mark, 0, Qt::AlignLeft);
    }
    column->addWidget(about);
    column->addWidget(m_bar);
    column->addWidget(m_text, 1);
    column->addWidget(m_verdict);
    column->addLayout(form);
    column->addLayout(buttons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ReplayDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &ReplayDialog::send);
    for (const auto key : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, &ReplayDialog::send);
    }
    m_text->setFocus();
    check();
}

void ReplayDialog::check() {
    const auto parsed = api::parseJson(toUtf8(m_text->toPlainText()));
    m_verdict->setText(parsed.ok() ? tr("This is JSON.") : toText(parsed.error().message));
    m_send->setEnabled(parsed.ok() && !m_sending);
    m_send->setToolTip(parsed.ok() ? QString() : tr("Mend the JSON first."));
}

void ReplayDialog::send() {
    auto parsed = api::parseJson(toUtf8(m_text->toPlainText()));
    if (m_sending || !parsed.ok()) {
        return;
    }
    m_sending = true;
    m_bar->hide();
    check();
    m_session->call<api::RetryRun>({m_run, toUtf8(m_reason->text().trimmed()), std::move(parsed.value())}, this,
                                   [this](api::Result<api::RunReply> reply) {
                                       m_sending = false;
                                       check();
                                       if (reply.ok()) {
                                           Q_EMIT replayed(reply->run);
                                           accept();
                                       } else {
                                           m_bar->show(InfoBar::Error, toText(reply.error().message));
                                       }
                                   });
}

}  // namespace beamline::ui
