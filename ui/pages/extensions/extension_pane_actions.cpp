// SPDX-License-Identifier: Apache-2.0
// What is asked and stored of one extension.
#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPlainTextEdit>

#include "ui/models/extension_revision_model.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/pages/extensions/extension_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/table_view.h"

namespace beamline::ui {

namespace {
const api::Json* registered(const api::Json& document, const char* key) {
    const auto* object = document.if_object();
    return object ? object->if_contains(key) : nullptr;
}
}  // namespace

void ExtensionPane::tabChosen() {
    if (m_tabs->currentIndex() == 3) {
        askLog();
    }
    updateActions();
}

void ExtensionPane::askDetail() {
    m_session->call<api::GetExtension>({m_info.id, 0}, this,
                                       [this, token = ++m_token](api::Result<api::ExtensionDetail> reply) {
                                           if (token != m_token) {
                                               return;
                                           }
                                           if (reply.ok()) {
                                               takeDetail(std::move(*reply));
                                           } else {
                                               m_configBar->show(InfoBar::Error, toText(reply.error().message));
                                           }
                                           updateActions();
                                       });
}

/// What is being edited stays; storing it will say that there is a newer revision.
void ExtensionPane::takeDetail(api::ExtensionDetail detail) {
    if (m_edited) {
        if (m_saving || detail.info.revision == m_detail.info.revision) {
            return;
        }
        m_configBar->show(InfoBar::Warning, tr("Revision %1 was stored meanwhile. Saving yours will be refused; choose "
                                               "the extension anew to see theirs.")
                                                .arg(detail.info.revision));
        return;
    }
    m_filling = true;
    const auto* schema = registered(detail.document, "config_schema");
    const auto* config = registered(detail.document, "config");
    const auto* before = m_hasDetail ? registered(m_detail.document, "config_schema") : nullptr;
    if (!m_hasDetail || (schema ? *schema : api::Json()) != (before ? *before : api::Json())) {
        m_form->setSchema(schema ? *schema : api::Json());
    }
    m_form->setValue(config ? *config : api::Json(boost::json::object()));
    m_filling = false;
    m_detail = std::move(detail);
    m_hasDetail = true;
}

void ExtensionPane::saveConfig() {
    if (!m_saveConfig->isEnabled() || !m_form->validate()) {
        return;
    }
    m_saving = true;
    m_configBar->hide();
    updateActions();
    auto document = m_detail.document;
    if (document.is_object()) {
        document.get_object()["config"] = m_form->value();
    }
    api::PutExtension op{std::move(document), toUtf8(tr("Settings changed in the console")), m_detail.info.revision};
    m_session->call<api::PutExtension>(
        std::move(op), this, [this, id = m_info.id](const api::Result<api::ExtensionReply>& reply) {
            m_saving = false;
            if (id == m_info.id && reply.ok()) {
                m_edited = false;
                askDetail();
                m_configBar->show(InfoBar::Info,
                                  tr("The settings are saved as revision %1.").arg(reply->extension.revision));
            } else if (id == m_info.id) {
                std::vector<api::Problem> here;
                for (auto problem : problemsOf(reply.error())) {
                    if (problem.pointer.starts_with("/config/")) {
                        problem.pointer.erase(0, std::string("/config").size());
                        here.push_back(std::move(problem));
                    }
                }
                m_form->showProblems(here);
                m_configBar->show(reply.error().code == api::code::kStale ? InfoBar::Warning : InfoBar::Error,
                                  errorWithProblems(reply.error()));
            }
            updateActions();
            if (reply.ok()) {
                Q_EMIT stored(QString());
            }
        });
}

void ExtensionPane::rollBack() {
    const QModelIndex index = m_revisionTable->currentIndex();
    if (!m_rollback->isEnabled() || !index.isValid()) {
        return;
    }
    const auto revision = m_revisions->rowAt(index.row()).info.revision;
    m_saving = true;
    updateActions();
    m_session->call<api::ControlExtension>(
        {m_info.id, api::ExtensionAction::rollback, revision, {}}, this,
        [this, id = m_info.id, revision](const api::Result<api::ExtensionReply>& reply) {
            m_saving = false;
            if (id == m_info.id) {
                reply.ok() ? m_revisionBar->show(InfoBar::Info, tr("It is as in revision %1 again, as revision %2.")
                                                                    .arg(revision)
                                                                    .arg(reply->extension.revision))
                           : m_revisionBar->show(InfoBar::Error, toText(reply.error().message));
            }
            updateActions();
            if (reply.ok()) {
                Q_EMIT stored(QString());
            }
        });
}

void ExtensionPane::askLog() {
    if (m_info.id.empty()) {
        return;
    }
    if (m_info.transport != "process") {
        m_log->clear();
        m_log->hide();
        m_logNote->setText(tr("What it writes is kept where it runs: the engine hears only of its own processes."));
        return;
    }
    m_log->show();
    m_session->call<api::GetExtensionLog>(
        {m_info.id}, this, [this, id = m_info.id](const api::Result<api::ExtensionLog>& reply) {
            if (id != m_info.id) {
                return;
            }
            if (!reply.ok()) {
                m_logNote->setText(toText(reply.error().message));
                return;
            }
            constexpr std::size_t kMost = 2'000;
            const auto& lines = reply->lines;
            const auto now = Clock::now();
            QStringList texts;
            for (std::size_t i = lines.size() > kMost ? lines.size() - kMost : 0; i < lines.size(); ++i) {
                texts << QStringLiteral("%1  %2  %3")
                             .arg(formatTime(lines[i].at, now), toText(lines[i].instance),
                                  cutText(lines[i].text, kShownText));
            }
            m_logNote->setText(lines.empty() ? tr("It has written nothing on the node that answers.")
                                             : tr("What it wrote to its error output on the node that answers, "
                                                  "oldest first."));
            if (const QString text = texts.join(QLatin1Char('\n')); text != m_log->toPlainText()) {
                m_log->setPlainText(text);
                m_log->moveCursor(QTextCursor::End);
            }
        });
}

void ExtensionPane::updateActions() {
    const auto why = [this](const char* operation, const QString& none) {
        const QString away = m_session->obstacle(operation);
        return m_info.id.empty() ? tr("Select an extension first.")
               : !away.isEmpty() ? away
               : m_saving        ? tr("The engine is being asked…")
                                 : none;
    };
    const auto set = [](QAction* action, const QString& what, const QString& reason) {
        action->setEnabled(reason.isEmpty());
        action->setToolTip(reason.isEmpty() ? what : reason);
    };
    const QString unread = m_hasDetail ? QString() : tr("Its registration is being read…");
    set(m_saveConfig, tr("Store them as a new revision."),
        why(api::PutExtension::kInfo.name, !unread.isEmpty() ? unread
                                           : !m_edited       ? tr("Nothing was changed.")
                                                             : QString()));
    const QModelIndex index = m_revisionTable->currentIndex();
    set(m_rollback, tr("Make it the newest one again."),
        why(api::ControlExtension::kInfo.name, !index.isValid()                         ? tr("Select a revision first.")
                                               : m_revisions->rowAt(index.row()).newest ? tr("This one counts already.")
                                                                                        : QString()));
    m_form->setReadOnly(!m_session->obstacle(api::PutExtension::kInfo.name).isEmpty());
}

}  // namespace beamline::ui
