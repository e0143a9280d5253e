// SPDX-License-Identifier: Apache-2.0
#pragma once
// A field for a filter with a grammar: tells mistakes at their place, offers what may be written, remembers what was
// asked. What the grammar is its owner says. GUI thread only.

#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <functional>

#include "ui/models/run_query.h"
#include "ui/models/run_query_completion.h"

class QKeyEvent;
class QLabel;

namespace beamline::ui {

class CompletionPopup;
class QueryField;

class QueryBar : public QWidget {
    Q_OBJECT
public:
    static constexpr int kRestMs = 400;
    static constexpr int kMaxHistory = 20;

    using Reader = std::function<QVector<QueryMistake>(const QString& text)>;
    using Completer = std::function<QueryCompletions(const QString& text, qsizetype cursor)>;

    QueryBar(const QString& name, const QString& placeholder, Reader reader, Completer completer,
             QWidget* parent = nullptr);
    ~QueryBar() override;

    QString text() const;
    /// As if it were typed and Enter pressed, but it is not remembered.
    void setText(const QString& text);
    /// The last text without a mistake.
    QString applied() const { return m_applied; }
    QString mistake() const;
    void selectAll();

    /// Latest first. What is too long or too much is left out.
    QStringList history() const { return m_history; }
    void setHistory(const QStringList& history);

Q_SIGNALS:
    /// A text without a mistake: on Enter, and when typing rests on another one.
    void appliedChanged(const QString& text);
    /// What mistake() says is another one; empty: there is none.
    void mistakeChanged(const QString& mistake);
    void historyChanged(const QStringList& history);
    /// The cursor came in: now is the time to learn what can be offered.
    void entered();

private:
    friend class QueryField;
    bool takeKey(QKeyEvent* event);
    void left(Qt::FocusReason reason);
    void edited();
    void apply(bool finished);
    void showMistakes(const QVector<QueryMistake>& mistakes);
    void offer(bool asked);
    void insert(const Completion& completion);
    bool isChoosing() const;
    void closePopup();
    void remember(const QString& text);
    bool recall(int step);

    Reader m_reader;
    Completer m_completer;
    QueryField* m_field;
    QLabel* m_note;
    QPointer<CompletionPopup> m_popup;  ///< the window's
    QueryCompletions m_offered;
    QVector<QueryMistake> m_mistakes;  ///< those that are shown
    QString m_applied;
    QStringList m_history;
    int m_place = -1;  ///< in the history; -1: at what is being written
    QString m_draft;
    QTimer m_rest;
};

}  // namespace beamline::ui
