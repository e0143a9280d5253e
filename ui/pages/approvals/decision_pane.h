// SPDX-License-Identifier: Apache-2.0
#pragma once
// One approval with all that is needed to decide it, and the decision itself. GUI thread only.

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>
#include <optional>

#include "engine/api/operations.h"
#include "ui/widgets/card.h"

class QAction;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QScrollArea;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class JsonView;
class MarkdownView;
class Pill;
class SchemaForm;

class DecisionPane : public Card {
    Q_OBJECT
public:
    /// A request is on view this long before it can be decided: whoever presses a second time meant the one before it.
    static constexpr int kDecisionPauseMs = 700;

    static constexpr qsizetype kMaxDrafts = 200;  ///< half-written comments and forms kept; more: one is forgotten

    /// Its actions (approve A, reject R, claim, comment) are added to `host`.
    DecisionPane(EngineSession* session, QWidget* host, QWidget* parent = nullptr);

    /// Shows another approval, or what has changed of this one: then form and comment keep what was typed.
    void show(const api::Approval& approval);
    /// Ages and due dates have moved on.
    void tick();
    const std::optional<api::Approval>& approval() const { return m_approval; }
    /// A decision is under way.
    bool isDeciding() const { return m_deciding; }

Q_SIGNALS:
    /// A decision is on stable storage.
    void decided(const beamline::api::Approval& approval, beamline::api::Outcome outcome);
    void changed(const beamline::api::Approval& approval);
    void openRun(const QString& run);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildBody();
    QWidget* buildFoot();
    QLabel* heading(const QString& text, QWidget* parent);
    QLabel* paragraph(QWidget* parent);
    void makeActions(QWidget* host);
    void showHead();
    void showMeta();
    void keepDraft();
    void takeDraft(bool hasForm);
    void showState();
    void showRecord();
    void updateActions();
    /// Why this person cannot decide now; empty when they can.
    QString obstacle() const;
    /// The same of a decision: one that is taken while the engine cannot be reached is kept.
    QString decisionObstacle() const;
    bool isOffline() const;
    void showKept();
    void keep(const api::DecideApproval& decision);
    bool isConfirmed() const;
    /// The request has not been looked at yet: counts from the next time it is painted.
    void beginPause();
    bool isPausing() const;
    void decide(api::Outcome outcome);
    void claim();
    void comment();
    template <class Op>
    void send(Op op, const QString& what, std::function<void(const api::Approval&)> done);

    EngineSession* m_session;
    std::optional<api::Approval> m_approval;
    bool m_sending = false;
    bool m_deciding = false;
    QElapsedTimer m_onView;  ///< since the request was first painted; invalid before
    QTimer m_pause;
    struct Draft {
        QString comment;
        api::Json form;
    };
    QHash<std::string, Draft> m_drafts;  ///< by approval
    api::Json m_emptyForm;               ///< what the form's defaults give

    QScrollArea* m_scroll;
    QLabel* m_subject;
    Pill* m_state;
    Pill* m_risk;
    QLabel* m_meta;
    QLabel* m_claimed;
    MarkdownView* m_summary;
    QLabel* m_contextTitle;
    JsonView* m_context;
    QLabel* m_nextTitle;
    QLabel* m_next;
    QLabel* m_formTitle;
    SchemaForm* m_form;
    QLabel* m_recordTitle;
    QLabel* m_record;
    InfoBar* m_bar;
    InfoBar* m_kept;
    QWidget* m_foot;
    QLabel* m_confirmLabel;
    QLineEdit* m_confirm;
    QPlainTextEdit* m_comment;
    QLabel* m_hash;
    QAction* m_approve;
    QAction* m_reject;
    QAction* m_claim;
    QAction* m_commentOnly;
    QAction* m_openRun;
};

}  // namespace beamline::ui
