// SPDX-License-Identifier: Apache-2.0
#pragma once
// A policy whose pipeline is being changed: what it was made from, what can be undone, what the engine thinks of it,
// and how it is stored. GUI thread.

#include <QTimer>
#include <QUndoStack>

#include "ui/models/pipeline_document.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

class PipelineDraft : public QObject {
    Q_OBJECT
public:
    static constexpr int kCheckMs = 250;  ///< of rest after the last change
    enum class State { Empty, Loading, Ready, Failed };

    explicit PipelineDraft(EngineSession* session, QObject* parent = nullptr);

    /// Reads the latest version; what was changed is gone.
    void load(const std::string& policy);
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    const std::string& policy() const { return m_policy; }
    /// That it was made from.
    std::int64_t version() const { return m_info.version; }
    const api::PolicyInfo& info() const { return m_info; }
    const api::Json& document() const { return m_document; }
    bool isChanged() const { return m_state == State::Ready && !m_undo.isClean(); }
    QUndoStack* undoStack() { return &m_undo; }

    void insert(PipelineLane lane, int row, const std::string& id);
    void remove(PipelineLane lane, int row);
    void move(PipelineLane lane, int from, int to);
    /// Further changes of the same member are one step of undo.
    void set(PipelineLane lane, int row, const char* member, const std::optional<api::Json>& value);

    /// What the engine found in document(); while one is checked, what it found before.
    const api::PolicyCheck& check() const { return m_check; }
    /// Why there is no check; empty: there is one.
    QString checkProblem() const { return m_checkProblem; }
    bool isChecking() const { return m_checkTimer.isActive() || m_checking; }

    /// Stores it as the version after version(); or, with `overwrite`, after whatever is there now.
    void save(const QString& comment, bool overwrite);
    bool isSaving() const { return m_saving; }

Q_SIGNALS:
    void stateChanged();
    void documentChanged();
    void checked();
    void saved(const beamline::api::PolicyReply& reply);
    /// kStale: somebody else has stored another version meanwhile.
    void refused(const beamline::api::Error& error);

private:
    friend class PipelineStep;
    void apply(const api::Json& document);
    void push(const QString& text, api::Json document, const QString& field = {});
    void askCheck();

    EngineSession* m_session;
    QUndoStack m_undo;
    QTimer m_checkTimer;
    State m_state = State::Empty;
    api::Error m_error;
    std::string m_policy;
    api::PolicyInfo m_info;
    api::Json m_document;
    api::PolicyCheck m_check;
    QString m_checkProblem;
    bool m_checking = false;
    bool m_saving = false;
    quint64 m_token = 0;       ///< of what is loaded
    quint64 m_checkToken = 0;  ///< of what is checked
};

}  // namespace beamline::ui
