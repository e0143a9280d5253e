// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the page Runs may look: a filter with its columns, order and grouping under a name. Those that come with the
// console, and those that people keep. Pure, GUI thread.

#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

#include "engine/api/operations.h"

namespace beamline::ui {

struct RunColumnPlace {
    QString id;     ///< as runColumnIds(), or "label.NAME"
    int width = 0;  ///< logical pixels; 0: the usual one
    bool operator==(const RunColumnPlace&) const = default;
};

/// Columns, order and grouping of a list of runs.
struct RunLayout {
    static constexpr int kMaxColumns = 24;
    static constexpr int kMaxLabels = 8;  ///< columns of labels

    QVector<RunColumnPlace> columns;  ///< in their order; empty: the usual ones
    api::RunOrder order = api::RunOrder::created;
    bool descending = true;
    std::optional<api::RunGrouping> grouping;
    QString label;  ///< its name, when grouped by label
    bool operator==(const RunLayout&) const = default;

    QString toJson() const;
    /// What is not understood keeps its default: settings may be of another version.
    static RunLayout fromJson(const QString& text);
};

struct RunView {
    QString name;
    QString query;
    RunLayout layout;
    bool operator==(const RunView&) const = default;
};

/// The views that people keep, in their order.
class RunViews {
public:
    static constexpr int kMaxViews = 24;
    static constexpr int kMaxName = 40;  ///< letters

    /// Those that come with the console; their layout is the usual one. The first asks for everything.
    static QVector<RunView> builtIn();

    const QVector<RunView>& all() const { return m_views; }
    /// Why no view can have this name, with what to do; empty: it can. `except`: the one that has it now.
    QString obstacle(const QString& name, int except = -1) const;
    /// False, and nothing changes, when obstacle() of its name says so.
    bool add(RunView view);
    bool rename(int at, const QString& name);
    void replace(int at, RunView view);
    void remove(int at);
    void move(int from, int to);

    QStringList toTexts() const;
    /// What cannot be read is left out, and what is too much.
    static RunViews fromTexts(const QStringList& texts);

private:
    QVector<RunView> m_views;
};

}  // namespace beamline::ui
