// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_times.h"

#include <algorithm>

#include "engine/api/pointer.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
using Kind = TimeSegment::Kind;
}  // namespace

QString segmentText(const TimeSegment& segment, api::Timestamp until) {
    const api::Timestamp end = segment.to != 0 ? segment.to : until;
    QString what;
    switch (segment.kind) {
        case Kind::Work:
            what = RunTimes::tr("Attempt %1, %2").arg(segment.attempt).arg(phaseText(segment.phase).toLower());
            break;
        case Kind::Wait:
            what = RunTimes::tr("Waits");
            break;
        case Kind::Pause:
            what = RunTimes::tr("Pause before attempt %1").arg(segment.attempt);
            break;
        case Kind::Suspended:
            what = RunTimes::tr("Suspended");
            break;
    }
    if (segment.iteration > 1) {
        what = RunTimes::tr("%1 (iteration %2)").arg(what).arg(segment.iteration);
    }
    return RunTimes::tr("%1\n%2 – %3 (%4)")
        .arg(what, formatTime(segment.from, Clock::now()),
             segment.to != 0 ? formatTime(segment.to, Clock::now()) : RunTimes::tr("goes on"),
             formatDuration(std::max<qint64>(0, end - segment.from)));
}

// ---- the fold -----------------------------------------------------------------------------------------------------
void SegmentFold::clear() {
    m_tasks.clear();
    m_paused.clear();
}

const std::vector<TimeSegment>& SegmentFold::of(const std::string& ref) const {
    static const std::vector<TimeSegment> kNone;
    const auto found = m_tasks.find(ref);
    return found == m_tasks.end() ? kNone : found->second.segments;
}

void SegmentFold::begin(Task& task, Kind kind, const api::HistoryEntry& entry, int attempt) {
    end(task, entry.at, api::Phase::running);
    if (task.segments.size() == kMaxSegments) {
        task.segments.erase(task.segments.begin());
    }
    task.segments.push_back(
        {kind, entry.at, 0, std::max(attempt, 1), std::max(entry.iteration, 1), api::Phase::running});
    task.open = true;
}

void SegmentFold::end(Task& task, api::Timestamp at, api::Phase phase) {
    if (task.open) {
        task.segments.back().to = at;
        task.segments.back().phase = phase;
        task.open = false;
    }
}

/// A `try` tells that it is retried; that its next attempt has begun, what is inside of it tells.
void SegmentFold::goOnAround(const api::HistoryEntry& entry) {
    std::erase_if(m_paused, [&](const std::string& ref) {
        if (!api::isWithin(entry.task, ref)) {
            return false;
        }
        Task& task = m_tasks[ref];
        if (task.open && ref != entry.task && task.segments.back().kind == Kind::Pause) {
            auto around = entry;
            around.iteration = task.segments.back().iteration;
            begin(task, Kind::Work, around, task.segments.back().attempt);
        }
        return true;
    });
}

/// People decide while a run is suspended, too; then there is nothing to wait for when it goes on.
void SegmentFold::closeApproval(Task& task, const api::HistoryEntry& entry, int attempt) {
    if (task.segments.back().kind == Kind::Wait) {
        begin(task, Kind::Work, entry, attempt);
    } else if (task.segments.back().kind == Kind::Suspended) {
        task.interrupted = Kind::Work;
    }
}

void SegmentFold::see(const api::HistoryEntry& entry) {
    if (entry.task.empty()) {
        return;
    }
    const std::string& kind = entry.kind;
    if (kind == "task.started") {
        goOnAround(entry);
    }
    Task& task = m_tasks[entry.task];
    const int attempt = task.segments.empty() ? 1 : task.segments.back().attempt;
    if (kind == "task.started") {
        begin(task, Kind::Work, entry, entry.attempt);
    } else if (kind == "task.retried" && task.open) {
        end(task, entry.at, api::Phase::faulted);
        // The number is that of the attempt that failed or of the next one, as who tells it counts.
        begin(task, Kind::Pause, entry, std::max(entry.attempt, attempt + 1));
        m_paused.push_back(entry.task);
    } else if (kind == "approval.raised") {
        begin(task, Kind::Wait, entry, attempt);
    } else if (kind == "approval.closed" && task.open) {
        closeApproval(task, entry, attempt);
    } else if (kind == "task.suspended" && task.open && task.segments.back().kind != Kind::Suspended) {
        task.interrupted = task.segments.back().kind;
        begin(task, Kind::Suspended, entry, attempt);
    } else if (kind == "task.resumed" && task.open && task.segments.back().kind == Kind::Suspended) {
        begin(task, task.interrupted, entry, attempt);
    } else if (kind == "task.faulted" || kind == "task.completed" || kind == "task.cancelled") {
        const auto phase = eventPhase(kind).value_or(api::Phase::completed);
        if (!task.open && kind == "task.faulted") {  // its `if` or its input failed
            begin(task, Kind::Work, entry, entry.attempt);
        }
        end(task, entry.at, phase);
    }
}

// ---- the reader ---------------------------------------------------------------------------------------------------
RunTimes::RunTimes(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {}

void RunTimes::setRun(const QString& run) {
    m_run = toUtf8(run);
    ++m_token;
    m_graph.reset();
    m_news.clear();
    forget();
    m_whole = m_cut = m_asking = m_again = false;
    Q_EMIT changed();
}

void RunTimes::setGraph(const api::Graph& graph) {
    if (!m_graph) {
        m_graph = graph;
        m_way.setGraph(graph);
        Q_EMIT changed();
    }
}

void RunTimes::see(const api::HistoryEntry& entry) {
    m_fold.see(entry);
    m_way.see(entry);
}

void RunTimes::forget() {
    m_fold.clear();
    m_way.clear();
    if (m_graph) {
        m_way.setGraph(*m_graph);
    }
    m_last.reset();
    m_seen = 0;
}

void RunTimes::refresh() {
    if (m_run.empty() || m_cut) {
        return;
    }
    if (m_asking) {
        m_again = true;
        return;
    }
    m_news.clear();
    if (!m_whole) {  // the first reading broke off: it begins anew
        forget();
    }
    ask({}, m_whole);
}

void RunTimes::ask(api::Cursor after, bool descending) {
    m_asking = true;
    api::GetHistory op;
    op.run = m_run;
    op.descending = descending;
    op.limit = descending ? api::kDefaultPageSize : api::kMaxPageSize;
    op.after = std::move(after);
    m_session->call<api::GetHistory>(op, this,
                                     [this, descending, token = m_token](api::Result<api::HistoryPage> reply) {
                                         if (token != m_token) {
                                             return;
                                         }
                                         m_asking = false;
                                         if (reply.ok()) {
                                             descending ? takeNews(std::move(*reply)) : takeFirst(std::move(*reply));
                                         }
                                         if (!m_asking && std::exchange(m_again, false)) {
                                             refresh();
                                         }
                                     });
}

void RunTimes::takeFirst(api::HistoryPage page) {
    for (const auto& entry : page.items) {
        see(entry);
        m_last = {entry.seq, entry.index};
    }
    m_seen += page.items.size();
    m_cut = !page.next.empty() && m_seen >= kMaxEntries;
    m_whole = page.next.empty();
    if (!page.next.empty() && !m_cut) {
        ask(std::move(page.next), false);
    }
    Q_EMIT changed();
}

void RunTimes::takeNews(api::HistoryPage page) {
    bool reached = !m_last;
    for (auto& entry : page.items) {
        reached = m_last && Key(entry.seq, entry.index) <= *m_last;
        if (reached) {
            break;
        }
        m_news.push_back(std::move(entry));
    }
    if (!reached && !page.next.empty() && m_news.size() < kMaxEntries) {
        return ask(std::move(page.next), true);
    }
    if (m_news.empty()) {
        return;
    }
    for (auto entry = m_news.rbegin(); entry != m_news.rend(); ++entry) {
        see(*entry);
    }
    m_last = {m_news.front().seq, m_news.front().index};
    m_seen += m_news.size();
    m_news.clear();
    Q_EMIT changed();
}

}  // namespace beamline::ui
