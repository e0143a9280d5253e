// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that is wrong now, in one list: of the engine, its cluster, its schedules, runs that are faulted, requests
// that are overdue, decisions the engine did not take, and what went wrong between it and this console. An entry goes
// with its cause. GUI thread.

#include <QAbstractTableModel>
#include <QStringList>
#include <QTimer>
#include <utility>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;
class WorkProblems;

struct OpenProblem {
    QString key;  ///< what it is, whatever its text
    api::Severity severity = api::Severity::warning;
    QString what;     ///< whose problem: "Engine", "Schedule of a/b"
    QString message;  ///< what happened and what to do
    api::Timestamp since = 0;
    QString place;  ///< where its cause is; empty: nowhere here
    QString code;
    qsizetype report = -1;  ///< of EngineSession::problems(): it stays until it is dismissed
    int count = 1;          ///< how many it stands for: an entry may sum up those for which there is no room
    bool operator==(const OpenProblem&) const = default;
};

class OpenProblemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kAskInterval = 10'000;  ///< ms between two questions for cluster and schedules while watched
    enum Columns { SeverityColumn, WhatColumn, MessageColumn, SinceColumn, ColumnCount };
    /// IdRole: the key. KindRole: int(api::Severity).

    /// `session` must outlive it.
    explicit OpenProblemModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks while somebody could see the answer.
    void setLive(bool live);
    void refresh();
    /// Ages as of now.
    void tick();
    const OpenProblem& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// All, and those of them that are errors: the one number that window, tray and page show.
    int count() const;
    int errors() const;
    /// Ids of the requests among them, also of those that an entry sums up.
    const QStringList& overdue() const { return m_overdue; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// There are more or fewer, or worse ones, or other requests among them.
    void countChanged();

private:
    /// One at a time; what is wanted meanwhile is asked once more, because the answer under way may be older.
    struct Question {
        bool open = false;
        bool again = false;
        /// Whether it is open already.
        bool begin() {
            again = open;
            return std::exchange(open, true);
        }
        /// Whether to ask again.
        bool end() {
            open = false;
            return std::exchange(again, false);
        }
    };

    void poll();
    void collect();
    void addOwn(std::vector<OpenProblem>& found) const;
    void addOfEngine(std::vector<OpenProblem>& found) const;
    void merge(std::vector<OpenProblem> found, QStringList overdue);
    void askCluster();
    void askSchedules();

    EngineSession* m_session;
    WorkProblems* m_work;
    QTimer m_timer;
    Question m_cluster;
    Question m_scheduled;
    std::vector<api::HealthProblem> m_warnings;
    std::vector<api::Schedule> m_schedules;  ///< those with a problem
    std::vector<OpenProblem> m_rows;
    QStringList m_overdue;
};

/// "Error", "Warning".
QString severityText(api::Severity severity);

}  // namespace beamline::ui
