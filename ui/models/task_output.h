// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the tasks of a run have written while somebody watched: the newest of each, by stream. GUI thread.

#include <QHash>
#include <QString>
#include <QVector>

#include "engine/api/engine.h"

namespace beamline::ui {

class TaskOutput {
public:
    static constexpr int kMaxLetters = 64 << 10;  ///< kept of one task; older ones are forgotten
    static constexpr int kMaxTasks = 200;         ///< of further tasks nothing is kept

    struct Piece {
        bool error = false;  ///< of the error stream
        QString text;
    };

    /// Takes a "task.output" event, data {stream, text}; false for all others. Colours and other escapes of terminals
    /// are left out.
    bool take(const api::Event& event);
    /// Text was lost.
    void markGap();
    void clear() { m_tasks.clear(); }
    const QVector<Piece> pieces(const QString& task) const { return m_tasks.value(task).pieces; }
    /// The beginning is not there any more.
    bool isCut(const QString& task) const { return m_tasks.value(task).cut; }

private:
    struct Task {
        QVector<Piece> pieces;
        qsizetype letters = 0;
        bool cut = false;
    };
    QHash<QString, Task> m_tasks;
};

}  // namespace beamline::ui
