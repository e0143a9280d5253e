// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a request asks in comparison with the last one of its kind that was approved: its amount, and its data line by
// line. GUI thread only.

#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>
#include <string>

#include "engine/api/engine.h"

class QLabel;

namespace beamline::ui {

class DiffView;
class EngineSession;

class ChangeView : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaxShownLines = 14;  ///< more are scrolled
    static constexpr int kAskAgainMs = 250;    ///< after another one was decided

    ChangeView(EngineSession* session, QWidget* parent = nullptr);
    /// The amount stands elsewhere: near the subject. Hidden while there is none.
    QWidget* amountLine() const { return m_amountLine; }
    /// Asks for the last approved one when `approval` is another, and again when one of the same workflow was decided.
    void setApproval(const api::Approval& approval);
    /// Asks ahead for what comes next, so that it is whole when it comes.
    void expect(const api::Approval& next);
    const std::optional<api::Approval>& previous() const { return m_previous; }

private:
    using Previous = api::Result<api::PreviousReply>;
    bool concerns(const api::Event& event) const;
    void ask();
    void askPrevious(const std::string& approval, std::function<void(const Previous&)> done);
    void take(const Previous& reply);
    void forgetNext();
    void showAmount();
    void showChange();

    EngineSession* m_session;
    quint64 m_token = 0;
    QTimer m_again;  ///< several decided at once are asked for once
    api::Approval m_approval;
    std::optional<api::Approval> m_previous;
    std::string m_next;               ///< id of what was asked for ahead
    std::optional<Previous> m_ahead;  ///< what came of it
    QString m_problem;                ///< why the last approved one is not known
    QWidget* m_amountLine;
    QLabel* m_amount;
    QLabel* m_change;
    QLabel* m_title;
    QLabel* m_about;
    DiffView* m_diff;
};

}  // namespace beamline::ui
