// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words for one action on many runs. Pure, GUI thread.

#include <QCoreApplication>
#include <QString>

#include "engine/api/operations.h"

namespace beamline::ui {

/// How many of the runs that a batch was done with did not come to a good end since, by what became of them.
struct BatchFate {
    std::int64_t faulted = 0;
    std::int64_t cancelled = 0;  ///< or discarded
    bool isGood() const { return faulted == 0 && cancelled == 0; }
    bool operator==(const BatchFate&) const = default;
};

/// One thing has one name, here, on every other page and in beamctl, and it is the one that the field uses: *retry*
/// goes on at the task that faulted (Temporal's and Argo's word; "replay" is what an engine does with a history),
/// *re-run* starts a new run from an ended one, *discard* ends a faulted run for good, as of a dead letter, and
/// *cancel* ends one that goes on. In German: wiederholen, neu ausführen, verwerfen, abbrechen; in Russian: повторить,
/// перезапустить, отбросить, отменить.
class BatchText {
    Q_DECLARE_TR_FUNCTIONS(BatchText)

public:
    /// "Cancel", "Discard": what a button says.
    static QString verb(api::BatchAction action);
    /// "Cancel 38 runs".
    static QString title(api::BatchAction action, qint64 runs);
    /// What it does to each run, a sentence or two.
    static QString about(api::BatchAction action);
    /// Name of the action's icon.
    static QString icon(api::BatchAction action);
    /// It ends runs for good: asked for twice, and never the default.
    static bool isHard(api::BatchAction action);

    static QString state(api::BatchState state);
    /// In whose icon and colour a state is drawn.
    static api::Phase phaseOf(api::BatchState state);
    /// "36 done, 2 refused, 1 failed"; while it works "12 of 38".
    static QString result(const api::Batch& batch);
    /// The runs it is done with begin again, so that what faults has faulted again.
    static bool beginsAgain(api::BatchAction action);
    /// It is over, and what has become since of the runs it was done with is another thing than its end.
    static bool hasFate(const api::Batch& batch);
    /// "8 of 40 faulted again, 2 of 40 cancelled since".
    static QString fate(const api::Batch& batch, const BatchFate& fate);
    /// In place of "Completed" in few words: "Faulted again" of all, "Some faulted again" of fewer.
    static QString fateState(const api::Batch& batch, const BatchFate& fate);
    /// In whose icon and colour that is drawn.
    static api::Phase phaseOf(const api::Batch& batch, const BatchFate& fate);
    /// How its runs are run again: "on the latest version, from the task that faulted"; of other actions nothing.
    static QString how(const api::Batch& batch);
    /// "Cancel 38 runs", or what it takes back.
    static QString what(const api::Batch& batch);
    static bool isOver(api::BatchState state);

    /// What would happen to a run, or why it cannot be.
    static QString preview(const api::BatchItem& item, api::BatchAction action);
    /// What came of it.
    static QString outcome(const api::BatchItem& item);
};

}  // namespace beamline::ui
