// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the tasks of a run did with their time: attempts, waits and the pauses before a retry; and which way the run
// went from task to task. Read from its history and kept up with it. GUI thread.

#include <QObject>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/run_way.h"

namespace beamline::ui {

class EngineSession;

struct TimeSegment {
    enum class Kind { Work, Wait, Pause, Suspended };  ///< Pause: before the next attempt
    Kind kind = Kind::Work;
    api::Timestamp from = 0;
    api::Timestamp to = 0;  ///< 0: it goes on
    int attempt = 1;
    int iteration = 1;
    api::Phase phase = api::Phase::running;  ///< how work ended
    bool operator==(const TimeSegment&) const = default;
};
/// "Attempt 2, faulted, 21:44:06.114 – 21:44:08.300 (2.1 s)" for people; `until` ends what goes on.
QString segmentText(const TimeSegment& segment, api::Timestamp until);

/// Folds entries of a history, in order, into segments. What was seen before is never changed but for its end.
class SegmentFold {
public:
    static constexpr std::size_t kMaxSegments = 2000;  ///< of one task; of a longer loop the latest are kept

    void see(const api::HistoryEntry& entry);
    /// In order; empty when nothing is known.
    const std::vector<TimeSegment>& of(const std::string& ref) const;
    void clear();

private:
    struct Task {
        std::vector<TimeSegment> segments;
        bool open = false;                                        ///< the last one goes on
        bool paused = false;                                      ///< something inside has yet to begin
        TimeSegment::Kind interrupted = TimeSegment::Kind::Work;  ///< what a suspension has, and goes on behind it
    };
    static void begin(Task& task, TimeSegment::Kind kind, const api::HistoryEntry& entry, int attempt);
    static void end(Task& task, api::Timestamp at, api::Phase phase);
    static void closeApproval(Task& task, const api::HistoryEntry& entry, int attempt);
    void goOnAround(const api::HistoryEntry& entry);

    std::unordered_map<std::string, Task> m_tasks;
    std::vector<std::string> m_paused;  ///< tasks that wait for something inside them to begin again
};

/// Segments and way of one run, up to date with every refresh().
class RunTimes : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxEntries = 20'000;  ///< from the first one; later ones are not read

    explicit RunTimes(EngineSession* session, QObject* parent = nullptr);

    /// Forgets the last one. Ask with refresh().
    void setRun(const QString& run);
    /// Of the run; the way is known when it is.
    void setGraph(const api::Graph& graph);
    /// Reads what has happened since.
    void refresh();
    const std::vector<TimeSegment>& of(const std::string& ref) const { return m_fold.of(ref); }
    const RunWay& way() const { return m_way; }
    /// There is more than kMaxEntries.
    bool isCut() const { return m_cut; }

Q_SIGNALS:
    void changed();

private:
    using Key = std::pair<api::Seq, int>;
    void ask(api::Cursor after, bool descending);
    void see(const api::HistoryEntry& entry);
    void forget();
    void takeFirst(api::HistoryPage page);
    void takeNews(api::HistoryPage page);

    EngineSession* m_session;
    std::string m_run;
    SegmentFold m_fold;
    RunWay m_way;
    std::optional<api::Graph> m_graph;
    std::optional<Key> m_last;              ///< the last entry that was seen
    std::vector<api::HistoryEntry> m_news;  ///< newest first, until they reach what was seen
    std::size_t m_seen = 0;
    bool m_whole = false;  ///< the first pages were read to their end
    bool m_cut = false;
    bool m_asking = false;
    bool m_again = false;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
