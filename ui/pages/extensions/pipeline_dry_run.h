// SPDX-License-Identifier: Apache-2.0
#pragma once
// A message sent through a pipeline as it is edited, before it is live: what each stage made of it, and which provider
// was chosen and why. Nothing is stored, and no provider is asked. GUI thread only.

#include <QWidget>
#include <optional>

#include "engine/api/routing_operations.h"

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QSplitter;

namespace beamline::ui {

class CodeEditor;
class ContentStack;
class DiffView;
class EngineSession;
class FoldingTabs;
class InfoBar;
class JsonView;
class Pill;
class PipelineDraft;
class PipelineRunModel;
class TableView;

class PipelineDryRun : public QWidget {
    Q_OBJECT
public:
    static constexpr qsizetype kMaxSamples = 10;           ///< remembered of a connection
    static constexpr qsizetype kMaxSampleText = 64 << 10;  ///< longer ones are not remembered

    PipelineDryRun(EngineSession* session, PipelineDraft* draft, QWidget* parent = nullptr);

    void enter();
    /// In front or not.
    void setLive(bool live);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateActions();
    QWidget* buildMessage();
    QWidget* buildOutcome();
    void run();
    void take(const api::Json& sent, const api::Result<api::DryRunReply>& reply);
    void showStep();
    void showSamples();
    void remember(const QString& text);
    QStringList samples() const;
    std::optional<api::Json> sample();

    EngineSession* m_session;
    PipelineDraft* m_draft;
    PipelineRunModel* m_model;
    std::optional<api::DryRunReply> m_reply;
    QStringList m_unkept;  ///< where nothing is kept
    bool m_live = false;
    bool m_running = false;
    bool m_stale = false;  ///< the pipeline has been changed since
    quint64 m_token = 0;
    QAction* m_run;
    QSplitter* m_split;
    QComboBox* m_samples;
    CodeEditor* m_text;
    QCheckBox* m_call;
    InfoBar* m_bar;
    Pill* m_verdict;
    QLabel* m_choice;
    QLabel* m_old;
    ContentStack* m_stack;
    TableView* m_table;
    FoldingTabs* m_tabs;
    DiffView* m_difference;
    JsonView* m_after;
    QPlainTextEdit* m_candidates;
};

}  // namespace beamline::ui
