// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
constexpr std::size_t kMaxLabel = 40;

std::string shortText(const Json& value) {
    auto text = value.is_string() ? std::string(value.get_string()) : api::printJson(value);
    if (text.size() > kMaxLabel) {
        text.resize(kMaxLabel - 3);
        text += "...";
    }
    return text;
}

const char* typeName(TaskType type) {
    switch (type) {
        case TaskType::call:
            return "call";
        case TaskType::doTasks:
            return "do";
        case TaskType::emit:
            return "emit";
        case TaskType::forEach:
            return "for";
        case TaskType::fork:
            return "fork";
        case TaskType::listen:
            return "listen";
        case TaskType::raise:
            return "raise";
        case TaskType::run:
            return "run";
        case TaskType::set:
            return "set";
        case TaskType::switchTask:
            return "switch";
        case TaskType::tryCatch:
            return "try";
        case TaskType::wait:
            return "wait";
    }
    return "";
}

class GraphBuilder {
public:
    explicit GraphBuilder(const Definition& definition) : m_definition(definition) {
        for (const auto& task : definition.tasks) {
            m_children.emplace(task.parent, task.index);
        }
    }

    api::Graph build() {
        place();
        m_graph.nodes.push_back({"start", "", "start", "start", ""});
        for (const auto& task : m_definition.tasks) {
            const auto parent = m_parents[static_cast<std::size_t>(task.index)];
            if (parent != kHidden) {
                m_graph.nodes.push_back(
                    {task.ref, parent < 0 ? std::string() : ref(parent), task.name, typeName(task.type), detail(task)});
            }
        }
        m_graph.nodes.push_back({"end", "", "end", "end", ""});
        if (!m_definition.top.empty()) {
            edge("start", ref(m_definition.top.front()), "");
        }
        list(m_definition.top, "end");
        for (const auto& task : m_definition.tasks) {
            if (m_parents[static_cast<std::size_t>(task.index)] != kHidden) {
                inside(task);
            }
        }
        return std::move(m_graph);
    }

private:
    static constexpr TaskIndex kHidden = -2;

    /// The body of a function is drawn inside of the first call of it; extensions, and functions that nobody calls, are
    /// not drawn.
    void place() {
        m_parents.assign(m_definition.tasks.size(), kHidden);
        std::vector<TaskIndex> open = m_definition.top;
        for (const auto index : open) {
            m_parents[static_cast<std::size_t>(index)] = -1;
        }
        for (std::size_t i = 0; i < open.size(); ++i) {
            const auto index = open[i];
            const auto adopt = [&](TaskIndex child) {
                auto& parent = m_parents[static_cast<std::size_t>(child)];
                if (parent == kHidden) {
                    parent = index;
                    open.push_back(child);
                }
            };
            const auto* call = std::get_if<CallTask>(&m_definition.task(index).body);
            if (call && call->custom >= 0) {
                adopt(call->custom);
            }
            const auto children = m_children.equal_range(index);
            for (auto it = children.first; it != children.second; ++it) {
                adopt(it->second);
            }
        }
    }

    const std::string& ref(TaskIndex index) const { return m_definition.task(index).ref; }

    void edge(const std::string& from, const std::string& to, std::string label) {
        const auto same = [&](const auto& e) { return e.from == from && e.to == to && e.label == label; };
        if (std::none_of(
                m_graph.edges.rbegin(),
                m_graph.edges.rbegin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(m_graph.edges.size(), 16)),
                same)) {
            m_graph.edges.push_back({from, to, std::move(label)});
        }
    }

    /// Where a directive leads; empty when the list just ends inside another task.
    std::string target(const Task& task, const FlowDirective& flow, const std::string& after) const {
        switch (flow.kind) {
            case FlowDirective::Kind::gotoTask:
                return ref(flow.target);
            case FlowDirective::Kind::end:
                return "end";
            case FlowDirective::Kind::exit:
                return after;
            case FlowDirective::Kind::next:
                break;
        }
        return task.next >= 0 ? ref(task.next) : after;
    }

    void list(const TaskList& tasks, const std::string& after) {
        for (const auto index : tasks) {
            const auto& task = m_definition.task(index);
            const auto* choice = std::get_if<SwitchTask>(&task.body);
            bool otherwise = false;
            for (std::size_t i = 0; choice && i < choice->cases.size(); ++i) {
                const auto& one = choice->cases[i];
                otherwise = otherwise || one.when < 0;
                if (const auto to = target(task, one.then, after); !to.empty()) {
                    edge(task.ref, to, one.name);
                }
            }
            const auto* attempt = std::get_if<TryTask>(&task.body);
            if (attempt && attempt->caughtThen) {
                if (const auto to = target(task, *attempt->caughtThen, after); !to.empty()) {
                    edge(task.ref, to, "on error");
                }
            }
            if (const auto to = target(task, task.then, after); !to.empty() && !otherwise) {
                edge(task.ref, to, choice ? "otherwise" : task.condition >= 0 ? "" : "");
            }
        }
    }

    void inside(const Task& task) {
        const auto enter = [&](const TaskList& tasks, const char* label) {
            if (!tasks.empty()) {
                edge(task.ref, ref(tasks.front()), label);
                list(tasks, "");
            }
        };
        if (const auto* body = std::get_if<DoTask>(&task.body)) {
            enter(body->tasks, "");
        } else if (const auto* loop = std::get_if<ForTask>(&task.body)) {
            enter(loop->tasks, "each");
        } else if (const auto* attempt = std::get_if<TryTask>(&task.body)) {
            enter(attempt->tasks, "");
            enter(attempt->handler, "on error");
        } else if (const auto* each = iterationOf(task)) {
            enter(each->tasks, task.type == TaskType::listen ? "each event" : "each message");
        } else if (const auto* call = std::get_if<CallTask>(&task.body); call && call->custom >= 0) {
            if (m_parents[static_cast<std::size_t>(call->custom)] == task.index) {
                enter({call->custom}, "");
            }
        } else if (const auto* fork = std::get_if<ForkTask>(&task.body)) {
            for (const auto branch : fork->branches) {
                edge(task.ref, ref(branch), "");
            }
        }
    }

    std::string detail(const Task& task) const {
        const auto* written = task.definition.if_object();
        if (const auto* call = std::get_if<CallTask>(&task.body)) {
            return call->function;
        }
        if (const auto* loop = std::get_if<ForTask>(&task.body)) {
            return "for each " + loop->each;
        }
        if (const auto* fork = std::get_if<ForkTask>(&task.body)) {
            return std::to_string(fork->branches.size()) + (fork->compete ? " compete" : " branches");
        }
        if (const auto* run = std::get_if<WorkflowTask>(&task.body)) {
            return "workflow " + run->name;
        }
        if (const auto* emit = std::get_if<EmitTask>(&task.body); emit && emit->event.constant()) {
            const auto* attributes = emit->event.constantValue()->if_object();
            const auto* type = attributes ? attributes->if_contains("type") : nullptr;
            return type ? shortText(*type) : "emit";
        }
        if (const auto* listen = std::get_if<ListenTask>(&task.body)) {
            const auto types = listen->to.types();
            return types.empty() ? "any event" : shortText(Json(types.front())) + (types.size() > 1 ? ", ..." : "");
        }
        if (task.type == TaskType::wait && written) {
            return "wait " + shortText(written->at("wait"));
        }
        return typeName(task.type);
    }

    const Definition& m_definition;
    std::multimap<TaskIndex, TaskIndex> m_children;
    std::vector<TaskIndex> m_parents;  ///< where a task is drawn
    api::Graph m_graph;
};
}  // namespace

api::Graph graphOf(const Definition& definition) {
    return GraphBuilder(definition).build();
}

}  // namespace beamline::core
