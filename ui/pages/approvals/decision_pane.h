// SPDX-License-Identifier: Apache-2.0
#pragma once
// One approval with all that is needed to decide it, and the decision itself. GUI thread only.

#include <QElapsedTimer>
#include <QTimer>
#include <optional>

#include "engine/api/operations.h"
#include "ui/widgets/card.h"

class QAction;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QScrollArea;
class QVBoxLayout;

namespace beamline::ui {

class ApprovalActions;
class Button;
class ChangeView;
class DecisionDrafts;
class EngineSession;
class InfoBar;
class JsonView;
class MarkdownView;
class Pill;
class SchemaForm;
class SuspendedNote;

class DecisionPane : public Card {
    Q_OBJECT
public:
    /// How a request comes on view, and so how long it is there before it can be decided.
    enum class Coming {
        ByItself,       ///< kDecisionPauseMs
        AfterDecision,  ///< kNextPauseMs
        Chosen          ///< by a person, who means it: no longer than until it is painted
    };
    static constexpr int kDecisionPauseMs = 700;  ///< whoever presses within it meant the one before
    /// The second of a double press is none. Whoever goes on pressing without a look waits as long again.
    static constexpr int kNextPauseMs = 300;

    /// A decision waits so long before it is sent, and can be undone until then.
    static constexpr int kUndoWindowMs = 5000;

    /// Its actions (approve A, reject R, comment C and those of ApprovalActions) are added to `host`.
    DecisionPane(EngineSession* session, QWidget* host, QWidget* parent = nullptr);
    /// What was half written is on the disk.
    ~DecisionPane() override;

    /// In place of kUndoWindowMs; 0: decisions are sent at once. Without an outbox there is nowhere to keep one, and
    /// they are sent at once too.
    void setUndoWindow(int ms) { m_undoWindow = ms; }
    /// Shows another approval, or what has changed of this one: then form and comment keep what was typed.
    void show(const api::Approval& approval, Coming coming = Coming::ByItself);
    /// Is likely to be shown next: what has to be asked for it is asked now.
    void expect(const api::Approval& next);
    /// Nothing is on view, and nothing can be done; `why` is what the commands say then.
    void clear(const QString& why);
    /// Ages and due dates have moved on.
    void tick();
    const std::optional<api::Approval>& approval() const { return m_approval; }
    /// A decision is under way.
    bool isDeciding() const { return m_deciding; }
    /// Takes a decision back that the engine does not have yet; what was written with it is a draft again. False: it
    /// has gone.
    bool takeBack(const std::string& approval);
    /// Puts the cursor where something is to be written: the form, the name that has to be typed, the comment.
    void enter();
    ApprovalActions* actions() const { return m_actions; }

Q_SIGNALS:
    /// A decision is on stable storage.
    void decided(const beamline::api::Approval& approval, beamline::api::Outcome outcome);
    /// It is kept, and sent when nobody takes it back.
    void held(const beamline::api::Approval& approval, beamline::api::Outcome outcome);
    /// `said`: in a sentence, empty when it shows by itself.
    void changed(const beamline::api::Approval& approval, const QString& said);
    void openRun(const QString& run);
    /// All that were decided in one go with one of its decisions.
    void openBatch(const QString& batch);
    /// Escape, or a decision: what had the focus here has no use any more.
    void left();
    /// A key did nothing while nothing is on view.
    void ignored(const QString& why);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    /// Of its buttons: one that cannot be used answers a click as its key does.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildBody();
    QWidget* buildFoot();
    QWidget* buildWriting(QWidget* parent);
    QWidget* buildButtons(QWidget* parent);
    void fitButtons();
    void showMore();
    QLabel* heading(const QString& text, QWidget* parent);
    QLabel* paragraph(QWidget* parent);
    void makeActions(QWidget* host);
    void answerKey(QAction* action, QWidget* host);
    void answer(const QString& why);
    bool isFilledIn();
    void showHead();
    void showMeta();
    void keepDraft();
    void takeDraft(bool hasForm);
    void forgetDraft(const std::string& approval);
    void showState();
    void showRecord();
    void updateActions();
    /// Why this person cannot do `operation` (its wire name) to it now; empty when they can.
    QString obstacle(const char* operation) const;
    /// The same of a decision: one that is taken while the engine cannot be reached is kept.
    QString decisionObstacle() const;
    bool isOffline() const;
    void showKept();
    void keep(const api::DecideApproval& decision);
    bool isConfirmed() const;
    /// The request has not been looked at yet: counts from the next time it is painted.
    void beginPause(Coming coming = Coming::ByItself);
    bool isPausing() const;
    static QString lookFirst();
    void leave();
    void decide(api::Outcome outcome);
    bool hold(const api::DecideApproval& decision);
    void sendDecision(const api::DecideApproval& decision);
    void comment();
    template <class Op>
    void send(Op op, const QString& what, std::function<void(const api::Approval&)> done);

    EngineSession* m_session;
    std::optional<api::Approval> m_approval;
    QString m_nothing;  ///< why there is none
    bool m_sending = false;
    bool m_deciding = false;
    QElapsedTimer m_onView;  ///< since the request was first painted; invalid before
    qint64 m_pauseMs = kDecisionPauseMs;
    QTimer m_pause;
    bool m_early = false;  ///< somebody pressed on before the last decision was kept
    int m_undoWindow = kUndoWindowMs;
    ApprovalActions* m_actions;
    DecisionDrafts* m_drafts;
    api::Json m_emptyForm;  ///< what the form's defaults give

    QScrollArea* m_scroll;
    QLabel* m_subject;
    Pill* m_state;
    Pill* m_risk;
    QLabel* m_meta;
    InfoBar* m_danger;
    SuspendedNote* m_suspended;
    QLabel* m_people;
    MarkdownView* m_summary;
    ChangeView* m_change;
    QLabel* m_contextTitle;
    JsonView* m_context;
    QLabel* m_nextTitle;
    QLabel* m_next;
    QLabel* m_formTitle;
    SchemaForm* m_form;
    QVBoxLayout* m_column;  ///< of the body
    QLabel* m_recordTitle;
    QLabel* m_record;
    InfoBar* m_bar;
    InfoBar* m_kept;
    QWidget* m_foot;
    QLabel* m_confirmLabel;
    QLineEdit* m_confirm;
    QPlainTextEdit* m_comment;
    QLabel* m_hash;
    std::vector<Button*> m_spare;  ///< shown while there is room, the first longest
    Button* m_more;
    QAction* m_approve;
    QAction* m_reject;
    QAction* m_commentOnly;
};

}  // namespace beamline::ui
