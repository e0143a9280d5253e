// SPDX-License-Identifier: Apache-2.0
#pragma once
// Before one action on many runs: what would happen to each, what is refused and why, and the reason. GUI thread only.

#include <QDialog>
#include <set>

#include "engine/api/operations.h"

class QCheckBox;
class QLabel;
class QLineEdit;

namespace beamline::ui {

class BatchPreviewModel;
class Button;
class EngineSession;
class InfoBar;
class RerunChoice;

/// Which runs an action is for: these, or all that fit.
struct RunSelection {
    std::vector<std::string> runs;
    std::optional<api::RunFilter> filter;  ///< in place of `runs`
    qint64 count = 0;
    bool more = false;                                ///< of a filter: at least so many
    bool group = false;                               ///< the filter is that of one group
    std::set<api::Phase> phases;                      ///< in which they are as far as is known here; empty: not known
    std::set<std::pair<QString, QString>> workflows;  ///< namespaces and names, as far as they are known to be all
    QString words;  ///< for the record: the filter as it was written; empty: the engine says how many
    bool isEmpty() const { return runs.empty() && !filter; }
};

class BulkDialog : public QDialog {
    Q_OBJECT
public:
    BulkDialog(EngineSession* session, api::BatchAction action, RunSelection selection, QWidget* parent = nullptr);

Q_SIGNALS:
    void started(const beamline::api::Batch& batch);

private:
    void build();
    QString which() const;
    QWidget* buildTable();
    void look();
    void take(api::Result<api::BatchPreviewReply> reply);
    void update();
    void start();

    EngineSession* m_session;
    api::BatchAction m_action;
    RunSelection m_selection;
    BatchPreviewModel* m_model;
    std::string m_key;  ///< pressing twice starts one batch
    std::optional<api::BatchPreviewReply> m_preview;
    int m_token = 0;  ///< of the last question
    bool m_looking = false;
    bool m_sending = false;
    QLabel* m_title = nullptr;
    QLabel* m_which = nullptr;
    QLabel* m_text = nullptr;
    InfoBar* m_bar = nullptr;
    RerunChoice* m_rerun = nullptr;
    QLineEdit* m_reason = nullptr;
    QCheckBox* m_sure = nullptr;  ///< of what cannot be taken back
    Button* m_act = nullptr;
    Button* m_close = nullptr;
};

}  // namespace beamline::ui
