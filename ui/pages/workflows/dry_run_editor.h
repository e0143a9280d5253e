// SPDX-License-Identifier: Apache-2.0
#pragma once
// The plan of a dry run as JSON to be written, with what is wrong with it shown below. GUI thread only.

#include <QTimer>
#include <QWidget>
#include <optional>

#include "engine/api/operations.h"

namespace beamline::ui {

class CodeEditor;
class EngineSession;
class InfoBar;

class DryRunEditor : public QWidget {
    Q_OBJECT
public:
    explicit DryRunEditor(EngineSession* session, QWidget* parent = nullptr);

    /// Takes the place of what is written, as an edit that can be undone.
    void setPlan(const api::Json& plan);
    /// Asks the engine to suggest mocks for this workflow; `fill` puts them in, unless the text is edited meanwhile.
    void ask(const QString& ns, const QString& name, const QString& version, bool fill);
    /// Another workflow was chosen: an answer under way is not for it.
    void forget();
    /// Why no dry run can be started, empty once the engine has answered ask(): one that knows nothing of dry runs
    /// would overlook the plan and start a real run.
    QString obstacle() const;
    /// Selects the output of the last mock, to be filled in.
    void goToLastMock();
    bool isEmpty() const;
    /// Always an object. Nothing when it is none: then the editor says where, and has the focus.
    std::optional<api::Json> plan();
    /// Shows a refusal of the plan at its place; false: the error is about something else.
    bool showRefusal(const api::Error& error);

Q_SIGNALS:
    void obstacleChanged();
    /// The engine is to be asked again.
    void retryClicked();

private:
    static constexpr int kCheckMs = 400;  ///< of rest after the last key

    api::Result<api::Json> check();
    void showProblem(const api::Error& error);

    EngineSession* m_session;
    CodeEditor* m_text;
    InfoBar* m_bar;
    InfoBar* m_obstacle;
    bool m_answered = false;
    QTimer m_checkTimer;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
