// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many runs are run again: where each begins, on which version, and what becomes of those that faulted. GUI thread.

#include <QTimer>
#include <QWidget>

#include "engine/api/operations.h"

class QCheckBox;
class QComboBox;

namespace beamline::ui {

class EngineSession;

class RerunChoice : public QWidget {
    Q_OBJECT
public:
    static constexpr int kTypingMs = 300;  ///< after the last letter of a version until it counts

    /// `faulted`: some of the runs may be faulted, so that it can be said what becomes of those.
    explicit RerunChoice(bool faulted, QWidget* parent = nullptr);
    /// All runs are of this workflow: its versions can be chosen.
    void offerVersions(EngineSession* session, const QString& ns, const QString& workflow);
    api::BatchRerun value() const;

Q_SIGNALS:
    /// value() is another one now; `runs`: and so is what happens to them.
    void changed(bool runs);
    /// It will be another one, when the version has been typed.
    void changing();

private:
    QComboBox* m_start;
    QComboBox* m_version;  ///< may be typed
    QCheckBox* m_discard;
    QTimer m_typing{this};
};

}  // namespace beamline::ui
