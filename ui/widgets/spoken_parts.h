// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a widget paints that screen readers should find as things of their own: the tasks of a graph, the shards of a
// map. GUI thread only.

#include <QRect>
#include <QString>

namespace beamline::ui {

class SpokenParts {
public:
    struct Part {
        QString name;
        QString description;
        QRect rect;  ///< in the widget
        bool selected = false;
        bool opens = false;  ///< has others inside
        bool open = false;
    };
    virtual ~SpokenParts() = default;
    virtual int partCount() const = 0;
    virtual Part part(int index) const = 0;
    /// As a click on it.
    virtual void choosePart(int index) = 0;
};

/// Screen readers are told of the parts, and what charts, labels and badges that we paint are. Once, before the first
/// of them is asked for.
void installSpokenParts();

}  // namespace beamline::ui
