// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which way a run went through its graph, and what it took over from the run that it is a re-run of, read from its
// history entry by entry. Pure; any thread.

#include <QtGlobal>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/api/values.h"

namespace beamline::ui {

/// The history tells which task ended and which one was come to next in the same list: an edge was taken when both are
/// its ends. What the order cannot tell is not claimed: whether the last task of a loop jumped back or the loop came to
/// its next turn, and who called a function that several call at once.
class RunWay {
public:
    /// Begins anew. What is seen before the graph is known counts when it comes.
    void clear();
    /// The graph of a run stays the same.
    void setGraph(const api::Graph& graph);
    void see(const api::HistoryEntry& entry);

    /// By edge of the graph: after how many entries of the history it was first taken; 0: never, as far as is known.
    const std::vector<qint64>& taken() const { return m_taken; }
    /// The edges that were taken after so many entries, 0: now.
    std::vector<bool> takenAt(qint64 entries) const;
    /// Whether the task's last end after so many entries was that of the run before; 0: now.
    bool isTakenOver(const std::string& ref, qint64 entries = 0) const;
    bool hasTakenOver() const { return !m_over.empty(); }
    /// The task at which a re-run begins, empty: at none, or it has not come there.
    std::string beginsAt() const;

private:
    static constexpr int kNone = -1;
    struct Node {
        std::string name;
        std::string type;
        int parent = kNone;
        bool shared = false;     ///< of a function: called from several places
        std::vector<int> edges;  ///< that leave it
        int last = kNone;        ///< inside: what ended last, while nothing has begun since
        int open = 0;
        bool come = false;     ///< ever
        bool created = false;  ///< it was come to, and has not begun
        bool again = false;    ///< taken up by a retry: it was come to before
        bool skipped = false;
    };
    struct Over {
        qint64 entry = 0;
        bool over = false;
    };
    void fold(const api::HistoryEntry& entry, qint64 entries);
    void arrive(int at, qint64 entries);
    void leave(int at, bool skipped);
    void finish(qint64 entries);
    bool take(int from, int to, qint64 entries);
    int& lastIn(int parent) { return parent == kNone ? m_last : m_nodes[static_cast<std::size_t>(parent)].last; }
    bool leads(int from, int to) const;
    bool isLoop(int at) const;
    bool mayEnd(int at, bool& surely) const;

    bool m_known = false;  ///< the graph
    std::vector<Node> m_nodes;
    std::unordered_map<std::string, int> m_index;
    std::vector<int> m_targets;  ///< by edge: the node it leads to
    std::vector<qint64> m_taken;
    int m_start = kNone;
    int m_end = kNone;
    int m_last = kNone;        ///< as Node::last, of the outermost tasks
    std::vector<int> m_chain;  ///< what ended at last, each inside of the next
    qint64 m_seen = 0;
    std::string m_from;  ///< how the history says where a re-run begins: the task's name, then perhaps the reason
    std::unordered_map<std::string, std::vector<Over>> m_over;
    std::vector<api::HistoryEntry> m_waiting;  ///< for the graph
};

}  // namespace beamline::ui
