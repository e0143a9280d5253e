// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/history.h"

#include <array>
#include <string_view>

namespace beamline::ctl {

HistoryReader::HistoryReader(Client& client, std::string run, bool withData) : m_client(client) {
    m_query.run = std::move(run);
    m_query.withData = withData;
    m_query.limit = api::kMaxPageSize;
}

api::Result<api::Unit> HistoryReader::read(const std::function<void(const api::HistoryEntry&)>& use) {
    for (;;) {
        const auto page = m_client.call(m_query);
        if (!page.ok()) {
            return page.error();
        }
        for (const auto& entry : page->items) {
            const std::pair position(entry.seq, entry.index);
            if (position > m_last) {
                m_last = position;
                use(entry);
            }
        }
        if (page->next.empty()) {
            return api::Unit{};  // the last page is read again next time, and what is known of it skipped
        }
        m_query.after = page->next;
    }
}

api::Result<std::unique_ptr<LifecycleFile>> LifecycleFile::open(const std::string& path) {
    auto file = std::make_unique<LifecycleFile>();
    file->m_out.open(path, std::ios::binary | std::ios::trunc);
    if (!file->m_out) {
        return api::Error{api::code::kInvalidArgument,
                          "The file " + path + " cannot be written. Check its directory and rights.",
                          {},
                          false};
    }
    return file;
}

void LifecycleFile::write(const api::RunSummary& run, const api::HistoryEntry& entry) {
    const auto event = lifecycleEvent(run, entry);
    if (!event.is_null()) {
        m_out << api::printJson(event) << '\n';
    }
}

namespace {
/// Kinds with an event of their own; the time's member is named after the last word.
constexpr std::array<std::string_view, 16> kLifecycleKinds = {"run.correlation-started",
                                                              "run.correlation-completed",
                                                              "run.started",
                                                              "run.suspended",
                                                              "run.resumed",
                                                              "run.cancelled",
                                                              "run.faulted",
                                                              "run.completed",
                                                              "task.created",
                                                              "task.started",
                                                              "task.suspended",
                                                              "task.resumed",
                                                              "task.retried",
                                                              "task.cancelled",
                                                              "task.faulted",
                                                              "task.completed"};
}  // namespace

api::Json lifecycleEvent(const api::RunSummary& run, const api::HistoryEntry& entry) {
    bool known = false;
    for (const auto kind : kLifecycleKinds) {
        known = known || kind == entry.kind;
    }
    if (!known) {
        return nullptr;
    }
    const auto dot = entry.kind.find('.');
    const auto verb = entry.kind.substr(dot + 1);
    const bool isTask = entry.kind.compare(0, dot, "task") == 0;
    const auto qualified = run.workflow + "-" + run.id + "." + run.ns;
    boost::json::object data;
    if (isTask) {
        data["workflow"] = qualified;
        data["task"] = entry.task;
    } else {
        data["name"] = qualified;
        if (verb == "started") {
            data["definition"] = {{"name", run.workflow}, {"namespace", run.ns}, {"version", run.version}};
        }
    }
    const auto dash = verb.rfind('-');
    data[(dash == std::string::npos ? verb : verb.substr(dash + 1)) + "At"] = rfc3339(entry.at);
    if (verb == "correlation-completed" && entry.data.is_object()) {
        data["correlationKeys"] = entry.data.as_object().at("correlationKeys");
    }
    if (verb == "faulted" && entry.data.is_object()) {
        data["error"] = entry.data;
    }
    return boost::json::object{
        {"specversion", "1.0"},
        {"id", run.id + "-" + std::to_string(entry.seq) + "-" + std::to_string(entry.index)},
        {"source", "/workflows/" + run.ns + "/" + run.workflow + "/" + run.version},
        {"type", std::string("io.serverlessworkflow.") + (isTask ? "task." : "workflow.") + verb + ".v1"},
        {"time", rfc3339(entry.at)},
        {"subject", isTask ? entry.task : run.id},
        {"datacontenttype", "application/json"},
        {"data", data}};
}

}  // namespace beamline::ctl
