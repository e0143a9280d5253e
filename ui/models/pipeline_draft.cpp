// SPDX-License-Identifier: Apache-2.0
#include "ui/models/pipeline_draft.h"

#include "ui/models/formatting.h"

namespace beamline::ui {

/// One step: the document before and behind it. Documents are small, and only their lanes change.
class PipelineStep : public QUndoCommand {
public:
    PipelineStep(PipelineDraft& draft, const QString& text, api::Json after, QString field)
        : QUndoCommand(text),
          m_draft(draft),
          m_before(draft.m_document),
          m_after(std::move(after)),
          m_field(std::move(field)) {}

    void undo() override { m_draft.apply(m_before); }
    void redo() override { m_draft.apply(m_after); }
    int id() const override { return m_field.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const PipelineStep*>(other);
        if (next->m_field != m_field) {
            return false;
        }
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    PipelineDraft& m_draft;
    api::Json m_before;
    api::Json m_after;
    QString m_field;
};

PipelineDraft::PipelineDraft(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckMs);
    connect(&m_checkTimer, &QTimer::timeout, this, &PipelineDraft::askCheck);
}

void PipelineDraft::load(const std::string& policy) {
    const auto token = ++m_token;
    m_policy = policy;
    m_state = State::Loading;
    m_saving = false;
    Q_EMIT stateChanged();
    m_session->call<api::GetPolicy>({policy, 0}, this, [this, token](api::Result<api::PolicyDetail> reply) {
        if (token != m_token) {
            return;
        }
        if (!reply.ok()) {
            m_state = State::Failed;
            m_error = reply.error();
            Q_EMIT stateChanged();
            return;
        }
        m_info = reply->info;
        m_check = {true, {}, reply->complexity};
        m_checkProblem.clear();
        m_state = State::Ready;
        m_error = {};
        m_document = std::move(reply->document);
        m_undo.clear();
        Q_EMIT stateChanged();
        Q_EMIT documentChanged();
        Q_EMIT checked();
        askCheck();  // extensions that it names may have gone since it was stored
    });
}

void PipelineDraft::apply(const api::Json& document) {
    m_document = document;
    m_checkTimer.start();
    Q_EMIT documentChanged();
}

void PipelineDraft::push(const QString& text, api::Json document, const QString& field) {
    if (m_state == State::Ready && document != m_document) {
        m_undo.push(new PipelineStep(*this, text, std::move(document), field));
    }
}

void PipelineDraft::insert(PipelineLane lane, int row, const std::string& id) {
    push(tr("add %1").arg(toText(id)), withStage(m_document, lane, row, id));
}

void PipelineDraft::remove(PipelineLane lane, int row) {
    const auto stages = stagesOf(m_document, lane);
    if (row >= 0 && row < static_cast<int>(stages.size())) {
        push(tr("take out %1").arg(toText(stages[static_cast<std::size_t>(row)].id)),
             withoutStage(m_document, lane, row));
    }
}

void PipelineDraft::move(PipelineLane lane, int from, int to) {
    const auto stages = stagesOf(m_document, lane);
    const int count = static_cast<int>(stages.size());
    if (from != to && from >= 0 && from < count && to >= 0 && to < count) {
        push(tr("move %1").arg(toText(stages[static_cast<std::size_t>(from)].id)),
             withStageMoved(m_document, lane, from, to));
    }
}

void PipelineDraft::set(PipelineLane lane, int row, const char* member, const std::optional<api::Json>& value) {
    const auto stages = stagesOf(m_document, lane);
    if (row >= 0 && row < static_cast<int>(stages.size())) {
        push(tr("change %1").arg(toText(stages[static_cast<std::size_t>(row)].id)),
             withMember(m_document, lane, row, member, value),
             QStringLiteral("%1/%2/%3").arg(QLatin1String(laneMember(lane))).arg(row).arg(QLatin1String(member)));
    }
}

void PipelineDraft::askCheck() {
    m_checkTimer.stop();
    m_checking = true;
    const auto token = ++m_checkToken;
    m_session->call<api::ValidatePolicy>({m_document}, this, [this, token](api::Result<api::PolicyCheck> reply) {
        if (token != m_checkToken) {
            return;  // only the answer to the document as it is now counts
        }
        m_checking = false;
        m_checkProblem = reply.ok() ? QString() : toText(reply.error().message);
        if (reply.ok()) {
            m_check = std::move(*reply);
        }
        Q_EMIT checked();
    });
}

void PipelineDraft::save(const QString& comment, bool overwrite) {
    if (m_saving || m_state != State::Ready) {
        return;
    }
    m_saving = true;
    Q_EMIT stateChanged();
    const api::PutPolicy op{m_policy, m_document, toUtf8(comment), overwrite ? -1 : m_info.version};
    m_session->call<api::PutPolicy>(op, this, [this, token = m_token](api::Result<api::PolicyReply> reply) {
        if (token != m_token) {
            return;
        }
        m_saving = false;
        if (reply.ok()) {
            m_info = reply->policy;
            m_undo.setClean();
            Q_EMIT stateChanged();
            Q_EMIT saved(*reply);
        } else {
            Q_EMIT stateChanged();
            Q_EMIT refused(reply.error());
        }
    });
}

}  // namespace beamline::ui
