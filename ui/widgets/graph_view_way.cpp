// SPDX-License-Identifier: Apache-2.0
// Which way a run went through the graph, and what it took over.
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/widgets/graph_view.h"

namespace beamline::ui {

void GraphView::setTaken(std::vector<bool> edges) {
    if (edges != m_taken) {
        m_taken = std::move(edges);
        describe();
        viewport()->update();
    }
}

void GraphView::setTakenOver(std::set<std::string> refs) {
    if (refs != m_takenOver) {
        m_takenOver = std::move(refs);
        showStates(false);
        describe();
    }
}

/// A line that stands for several edges was taken when one of them was.
bool GraphView::wasTaken(int line) const {
    const auto& sources = m_scene->lines[static_cast<std::size_t>(line)].sources;
    return std::any_of(sources.begin(), sources.end(), [this](int edge) {
        return static_cast<std::size_t>(edge) < m_taken.size() && m_taken[static_cast<std::size_t>(edge)];
    });
}

bool GraphView::isTaken(const QString& from, const QString& to) const {
    for (std::size_t i = 0; i < m_scene->lines.size(); ++i) {
        const auto& link = m_scene->graph.edges[static_cast<std::size_t>(m_scene->layout.edges[i].index)];
        if (link.from == toKey(from) && link.to == toKey(to) && wasTaken(static_cast<int>(i))) {
            return true;
        }
    }
    return false;
}

/// Names of the tasks that the way led from to this one.
QStringList GraphView::cameFrom(int at) const {
    QStringList names;
    for (std::size_t i = 0; !m_taken.empty() && i < m_scene->lines.size(); ++i) {
        const auto& link = m_scene->graph.edges[static_cast<std::size_t>(m_scene->layout.edges[i].index)];
        if (m_scene->lines[i].target == at && wasTaken(static_cast<int>(i))) {
            names += toText(m_scene->node(m_scene->byRef.value(toText(link.from))).name);
        }
    }
    names.removeDuplicates();
    return names;
}

}  // namespace beamline::ui
