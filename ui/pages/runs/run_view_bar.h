// SPDX-License-Identifier: Apache-2.0
#pragma once
// The views of the page Runs as chips with how many runs fit each: chosen, saved, renamed, ordered, deleted. GUI thread
// only.

#include <QTimer>
#include <QWidget>
#include <functional>

#include "ui/models/run_views.h"

class QAbstractButton;
class QMenu;

namespace beamline::ui {

class ChipBar;
class EngineSession;
class Settings;

/// Views that come with the console share one layout, which is the page's own; those that people keep have their own
/// each, which only they change: another order or other columns are a look until somebody says to keep it. All windows
/// of a connection show the same views. Counts are asked one after the other while the bar is active: it does not
/// matter when they are a second old.
class RunViewBar : public QWidget {
    Q_OBJECT
public:
    static constexpr int kCountMs = 2000;  ///< between two rounds of questions at most often

    /// `now` is what ages count from.
    RunViewBar(EngineSession* session, std::function<api::Timestamp()> now, QWidget* parent = nullptr);

    /// Reads what is kept of this connection and keeps it from now on. `settings` lives longer than the bar.
    void remember(Settings& settings);
    /// Of the views that come with the console.
    const RunLayout& usualLayout() const { return m_usual; }
    /// What is on view now; the chip whose filter this is, is chosen.
    void setShown(const QString& query, const RunLayout& layout);
    void setActive(bool active);
    void askCounts();
    /// -1: none is on view.
    int current() const { return m_current; }
    QVector<RunView> views() const;
    /// Takes what was deleted last back to its place.
    void restore();
    /// Keeps what is on view under a name that it asks for.
    void save();

Q_SIGNALS:
    void chosen(const beamline::ui::RunView& view);
    /// Of all runs there are.
    void counted(const beamline::api::RunCounts& counts);
    void removed(const QString& name);

private:
    bool isOwn(int at) const { return at >= m_builtIn.size(); }
    int ownOf(int at) const { return at - static_cast<int>(m_builtIn.size()); }
    RunView viewAt(int at) const;
    void rebuild();
    void keep();
    void readOwn();
    void choose(int at);
    void askName(const QString& title, const QString& name, int except, std::function<void(const QString&)> done);
    void showMenu(int at, const QPoint& position);
    void askNext();
    void showAll(const api::RunCounts& counts);

    EngineSession* m_session;
    std::function<api::Timestamp()> m_now;
    Settings* m_settings = nullptr;
    ChipBar* m_chips;
    QAbstractButton* m_save;
    QVector<RunView> m_builtIn;
    RunViews m_own;
    RunLayout m_usual;
    QString m_query;
    RunLayout m_layout;
    int m_current = 0;
    RunView m_removed;
    int m_removedFrom = 0;
    bool m_active = false;
    bool m_asking = false;
    bool m_askAgain = false;
    quint64 m_token = 0;
    QVector<int> m_queue;
    QTimer m_timer;
};

}  // namespace beamline::ui
