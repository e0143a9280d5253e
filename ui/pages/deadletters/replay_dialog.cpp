// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/deadletters/replay_dialog.h"

#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/pages/input_editor.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/info_bar.h"

namespace beamline::ui {

namespace {
constexpr QSize kReplaySize(640, 520);
}

ReplayDialog::ReplayDialog(EngineSession* session, const api::RunDetail& detail, QWidget* parent)
    : InputDialog(QStringLiteral("replay"), parent), m_session(session), m_run(detail.run.id) {
    setWindowTitle(tr("Edit and retry"));
    resize(kReplaySize);
    const auto point = detail.retry.value_or(api::RetryPoint{"/", detail.input});
    const QString what =
        point.task == "/" ? tr("The workflow refused its input. The run begins again with what stands here.")
                          : tr("%1 gets what stands here in place of its input; its schema and input.from apply. Tasks "
                               "before it stand.")
                                .arg(breakable(cutText(point.task, kShownTitle)));
    build({tr("Retry %1 from its failed task").arg(cutText(detail.run.workflow, kShownTitle)), what, tr("Retry"),
           tr("Kept in the history of the run")},
          isDryRun(detail.run));
    connect(input(), &InputEditor::changed, this, &ReplayDialog::check);
    connect(m_session, &EngineSession::healthChanged, this, &ReplayDialog::check);
    input()->setInput(point.input);
    input()->enter();
}

void ReplayDialog::check() {
    const QString away = m_session->obstacle(api::RetryRun::kInfo.name);
    setObstacle(!away.isEmpty()          ? away
                : m_sending              ? tr("The engine is being asked…")
                : !input()->value().ok() ? tr("Mend the JSON first.")
                                         : QString());
}

void ReplayDialog::send() {
    auto value = input()->value();
    if (!canSend() || !value.ok()) {
        return;
    }
    m_sending = true;
    bar()->hide();
    check();
    api::RetryRun op{m_run, reason(), {}};
    if (input()->isChanged()) {
        op.input = std::move(value.value());
    }
    m_session->call<api::RetryRun>(std::move(op), this, [this](api::Result<api::RunReply> reply) {
        m_sending = false;
        check();
        if (reply.ok()) {
            Q_EMIT replayed(reply->run);
            accept();
        } else {
            bar()->show(InfoBar::Error, errorWithProblems(reply.error()));
        }
    });
}

}  // namespace beamline::ui
