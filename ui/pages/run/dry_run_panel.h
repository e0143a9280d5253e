// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a dry run would have done to the world, in order, and with which arguments. GUI thread only.

#include <QWidget>
#include <optional>

#include "engine/api/operations.h"

namespace beamline::ui {

class ContentStack;
class DryRunModel;
class EngineSession;
class JsonView;
class TableView;

class DryRunPanel : public QWidget {
    Q_OBJECT
public:
    explicit DryRunPanel(EngineSession* session, QWidget* parent = nullptr);

    /// Shows another run, or none. Ask with refresh().
    void setRun(const QString& run);
    void refresh();
    /// What ended the run because nothing answered for it, once that is known.
    const std::optional<api::HistoryEntry>& refused() const { return m_refused; }

Q_SIGNALS:
    void taskChosen(const QString& ref);
    void refusedChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showState();
    void showArguments();
    void askRefused();
    void chooseRefused();

    EngineSession* m_session;
    DryRunModel* m_model;
    TableView* m_table;
    JsonView* m_arguments;
    ContentStack* m_stack;
    std::string m_run;
    std::optional<api::HistoryEntry> m_refused;
    QString m_shown;  ///< row whose arguments are shown
    quint64 m_token = 0;
    bool m_choosing = false;  ///< the selection is not the user's
};

}  // namespace beamline::ui
