// SPDX-License-Identifier: Apache-2.0
// `foreach` of a subscription to messages: one call for each message, its tasks between one and the next. The function
// keeps what comes meanwhile; what it gave is in the journal.
#include "engine/core/machine/state.h"

namespace beamline::core {

MessageTurn Machine::State::turnOf(const Frame& f) const {
    const auto& listen = *f.listen;
    const auto taken = listen.outputs.items().size() + listen.queue.size() + (listen.item ? 1 : 0);
    return {keyOf(f), taken, f.startedAt, listen.message, false};
}

void Machine::State::nextMessage(Frame& f) {
    if (f.child || beginItem(f)) {
        return;
    }
    if (f.listen->closed) {
        completeListening(f);
        return;
    }
    f.activity = newActivity(ActivityKind::call, f).id;
    begin(f.activity);
}

void Machine::State::messageCame(Frame& f, const Data& data) {
    auto& listen = *f.listen;
    const auto* object = data->if_object();
    const auto* message = object ? object->if_contains("message") : nullptr;
    const auto* last = object ? object->if_contains("last") : nullptr;
    listen.closed = !message || !last || !last->is_bool() || last->get_bool();
    if (message) {
        listen.bytes += boost::json::serialize(*message).size();
        if (isOverfull(listen)) {
            raise(f, std::move(problem));
            return;
        }
        const auto item = makeData(*message);
        listen.message = std::get<CallTask>(taskOf(f).body).asksMessages ? item : Data{};
        listen.queue.push_back(item);
    }
    nextMessage(f);
}

/// Its tasks, or who waits for it, have ended before the subscription has.
void Machine::State::closeMessages(Frame& f) {
    if (!f.listen || f.listen->closed || inPast() || !std::holds_alternative<CallTask>(taskOf(f).body)) {
        return;
    }
    auto turn = turnOf(f);
    turn.close = true;
    turn.message.reset();
    StartActivity start;
    start.activity = ++lastActivity;
    start.task = f.task;
    start.attempt = f.attempt;
    start.arguments = f.arguments;
    start.key = keyOf(f) + '.' + std::to_string(start.activity);
    start.detached = true;
    start.turn = std::make_shared<const MessageTurn>(std::move(turn));
    step.effects.emplace_back(std::move(start));
}

}  // namespace beamline::core
