// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/core/machine/state.h"

namespace beamline::core {

Activity& Machine::State::newActivity(ActivityKind kind, Frame& f, api::Timestamp dueAt) {
    busy += kind == ActivityKind::call || kind == ActivityKind::more ? 1 : 0;
    auto& activity = activities.emplace_back(Activity{++lastActivity, kind, false, &f, dueAt, {}});
    if (takeover && kind != ActivityKind::more) {
        const auto* name = kind == ActivityKind::listen ? "event" : boost::describe::enum_to_string(kind, "");
        activity.awaits = Takeover::keyOf(name, placeOf(f));
    }
    return activity;
}

void Machine::State::begin(ActivityId id) {
    if (const auto it = find(id); it->awaits.empty()) {
        announce(*it);
    }
}

/// Of all kinds but approvals and child runs.
void Machine::State::announce(const Activity& activity) {
    auto& f = *activity.frame;
    if (activity.kind == ActivityKind::call) {
        step.effects.emplace_back(startEffect(f));
    } else if (activity.kind == ActivityKind::listen) {
        step.effects.emplace_back(Subscribe{activity.id, std::get<ListenTask>(taskOf(f).body).to.types()});
    } else {
        step.effects.emplace_back(SetTimer{activity.id, activity.dueAt});
    }
}

ActivityId Machine::State::setTimer(ActivityKind kind, Frame& f, api::Timestamp dueAt) {
    const auto id = newActivity(kind, f, dueAt).id;
    begin(id);
    return id;
}

std::vector<Activity>::iterator Machine::State::find(ActivityId id) {
    const auto it = std::lower_bound(activities.begin(), activities.end(), id,
                                     [](const Activity& a, ActivityId wanted) { return a.id < wanted; });
    return it != activities.end() && it->id == id ? it : activities.end();
}

void Machine::State::settle(std::vector<Activity>::iterator it) {
    if (!it->held && (it->kind == ActivityKind::call || it->kind == ActivityKind::more)) {
        --busy;
    }
    activities.erase(it);
}

void Machine::State::revoke(ActivityId& id) {
    if (id == 0) {
        return;
    }
    if (const auto it = find(id); it != activities.end()) {
        if (!it->held && it->awaits.empty()) {
            if (it->kind == ActivityKind::call) {
                step.effects.emplace_back(CancelActivity{id});
            } else if (it->kind == ActivityKind::listen) {
                step.effects.emplace_back(Unsubscribe{id});
            } else if (it->kind == ActivityKind::child) {
                step.effects.emplace_back(
                    CancelChild{id, std::get<WorkflowTask>(taskOf(*it->frame).body).ns, keyOf(*it->frame)});
            } else {
                step.effects.emplace_back(ClearTimer{id, it->dueAt});
            }
        }
        settle(it);
    }
    id = 0;
}

bool Machine::State::armTimeout(Frame& f, const std::optional<Duration>& timeout) {
    std::int64_t ms = 0;
    if (!timeout) {
        return true;
    }
    if (!duration(f, *timeout, ms)) {
        return false;
    }
    const auto due = now + ms;
    f.timeout = setTimer(ActivityKind::timeout, f, due);
    f.deadline = f.deadline == 0 ? due : std::min(f.deadline, due);
    return true;
}

bool Machine::State::armAttempt(Frame& f) {
    const auto& retry = std::get<TryTask>(taskOf(f).body).retry;
    std::int64_t ms = 0;
    f.attempts->due = 0;
    if (!retry || !retry->attemptDuration) {
        return true;
    }
    if (!duration(f, *retry->attemptDuration, ms)) {
        return false;
    }
    f.attempts->due = now + ms;
    f.extra = setTimer(ActivityKind::attemptTimeout, f, f.attempts->due);
    return true;
}

api::Timestamp Machine::State::deadlineBelow(const Frame& parent) {
    const auto due = parent.attempts && !parent.attempts->inHandler ? parent.attempts->due : 0;
    return due == 0 || (parent.deadline != 0 && parent.deadline < due) ? parent.deadline : due;
}

}  // namespace beamline::core
