// SPDX-License-Identifier: Apache-2.0
// Extensions around a task (dsl-reference, "Extension"). They see its data and do not change it: what their tasks give
// is dropped, but for `then: exit` before the task, which gives its output in its place.
#include "engine/core/machine/state.h"

namespace beamline::core {

void Machine::State::beginExtensions(Frame& f) {
    const auto& task = taskOf(f);
    auto extension = std::make_unique<ExtensionState>();
    for (const auto index : task.extensions) {
        const auto when = definition->extensions[static_cast<std::size_t>(index)].when;
        if (when >= 0) {
            // The specification's own example looks at `$task.call` and `$task.with`.
            scopeOf(f);
            if (scope.task && task.definition.is_object()) {
                auto merged = scope.task->get_object();
                for (const auto& member : task.definition.get_object()) {
                    merged.emplace(member.key(), member.value());
                }
                scope.task = makeData(std::move(merged));
            }
            const auto verdict = definition->program->evaluate(when, f.input, scope);
            if (!verdict) {
                raise(f, failed(verdict.error()));
                return;
            }
            if (!truthy(**verdict)) {
                continue;
            }
        }
        extension->active.push_back(index);
    }
    if (extension->active.empty()) {
        body(f);
        return;
    }
    f.extension = std::move(extension);
    nextExtension(f);
}

void Machine::State::nextExtension(Frame& f) {
    auto& state = *f.extension;
    while (state.next < state.active.size()) {
        // `after` unwinds what `before` has wound.
        const auto at = state.after ? state.active.size() - 1 - state.next : state.next;
        const auto& extension = definition->extensions[static_cast<std::size_t>(state.active[at])];
        const auto& list = state.after ? extension.after : extension.before;
        ++state.next;
        if (!list.empty()) {
            state.running = true;
            startChild(f, list.front(), state.after ? f.rawOutput : f.input);
            return;
        }
    }
    if (state.after) {
        finish(f);
    } else {
        body(f);
    }
}

void Machine::State::bypass(Frame& f, Data out) {
    f.extension->running = false;
    f.extension->after = true;
    f.extension->next = f.extension->active.size();
    f.rawOutput = std::move(out);
    f.stage = Stage::completing;
    finish(f);
}

const Frame& Machine::State::described(const Frame& f) {
    for (const auto* p = &f; p->parent; p = p->parent) {
        if (p->parent->extending()) {
            return *p->parent;
        }
    }
    return f;
}

}  // namespace beamline::core
