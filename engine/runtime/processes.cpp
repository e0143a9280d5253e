// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/processes.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/cpu_time.h"
#include "engine/runtime/activity.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

namespace {
constexpr int kPage = 100;

/// What a message tells, beside the activity's number.
struct Told {
    std::string definition;
    std::string task;
    std::string run;
    int attempt = 1;
    api::Json arguments;
    std::string key;
    api::Timestamp deadline = 0;
    int priority = 0;
    api::Json secrets;
};
BOOST_DESCRIBE_STRUCT(Told, (), (definition, task, run, attempt, arguments, key, deadline, priority, secrets))
}  // namespace

store::Message processMessage(const core::StartActivity& start, const core::Definition& definition,
                              const std::string& run, const core::Data& secrets, int priority) {
    Told told{definition.info.digest,
              definition.task(start.task).ref,
              run,
              start.attempt,
              *start.arguments,
              start.key,
              start.deadline,
              priority,
              secrets ? *secrets : api::Json()};
    store::Message message;
    message.kind = store::MessageKind::process;
    message.activity = start.activity;
    message.data = boost::json::serialize(api::toJson(told));
    return message;
}

bool Processes::full() {
    std::lock_guard lock(m_mutex);
    m_behind = m_inMotion.size() >= static_cast<std::size_t>(kMaxProcessesInMotion);
    return m_behind;
}

bool Processes::look() {
    if (m_services.stopping) {
        return true;
    }
    const bool told = tellAgain();
    {
        const std::lock_guard lock(m_mutex);
        m_read = std::exchange(m_anew, false) ? 0 : m_read;
    }
    return giveAll() && told;
}

bool Processes::giveAll() {
    for (;;) {
        const auto messages = m_services.journal.processes(m_read, kPage);
        if (!messages.ok()) {
            return false;
        }
        for (const auto& message : *messages) {
            if (full()) {
                return true;  // the end of one of them comes back here
            }
            const auto given = m_services.acts(message.run) && !known(message.position) ? give(message) : Given::yes;
            if (given == Given::later) {
                return false;
            }
            if (given == Given::never) {
                tellJournal(message.position, m_services.shardOf(message.run));
            }
            m_read = message.position;
        }
        if (messages->size() < static_cast<std::size_t>(kPage)) {
            return true;
        }
    }
}

Processes::Given Processes::give(const store::Message& message) {
    const auto never = [&](const std::string& why) {
        m_services.problems.put("process_not_started", "A process that nobody waits for was not started: " + why);
        return Given::never;
    };
    auto json = message.damaged ? api::Result<api::Json>(api::Error{{}, "its message is damaged.", {}, false})
                                : api::parseJson(message.data);
    auto told = json ? api::fromJson<Told>(*json) : api::Result<Told>(json.error());
    if (!told) {
        return never(told.error().message);
    }
    const auto definition = m_services.definitions.byDigest(told->definition);
    if (!definition) {
        return definition.error().retryable ? Given::later : never(definition.error().message);
    }
    const auto& tasks = (*definition)->tasks;
    const auto task = std::find_if(tasks.begin(), tasks.end(), [&](const auto& one) { return one.ref == told->task; });
    const auto* call = task == tasks.end() ? nullptr : std::get_if<core::CallTask>(&task->body);
    if (!call) {
        return never(told->task + " of " + (*definition)->info.name + " is no call.");
    }
    core::StartActivity start;
    start.task = task->index;
    start.attempt = told->attempt;
    start.arguments = core::makeData(std::move(told->arguments));
    start.key = std::move(told->key);
    start.deadline = told->deadline;
    auto invocation = invocationOf(m_services, **definition, told->run, start);
    const auto summary = m_services.journal.runSummaries({told->run});
    const auto tenant = summary && summary->front() ? tenantOf(summary->front()->labels) : std::string();
    const auto& info = (*definition)->info;
    const UsageKey usage{tenant.empty() ? api::kDefaultTenant : tenant, info.ns + '/' + info.name, {}};
    Job job;
    job.tenant = &m_services.quotas->slot(tenant);
    job.task = true;
    job.priority = told->priority;
    job.deadline = start.deadline;
    job.key = usage.workflow;
    job.run = [this, invocation, call, usage, kept = *definition, position = message.position,
               shard = m_services.shardOf(message.run),
               secrets = told->secrets.is_null() ? core::Data() : core::makeData(std::move(told->secrets))] {
        if (invocation.cancel.cancelled()) {
            return;
        }
        blocks::takeCpuSeconds();
        auto result = runBlock(m_services, *call, invocation, secrets);
        while (!result && !invocation.cancel.cancelled()) {  // few of them; each keeps its place in the pool
            std::this_thread::sleep_for(kSecretsAgain);
            result = runBlock(m_services, *call, invocation, secrets);
        }
        meterCpu(m_services, usage);
        const auto* error = result ? std::get_if<api::WorkflowError>(&*result) : nullptr;
        if (error && invocation.output) {
            invocation.output("stderr", error->detail);  // who listens is all that hears of it
        }
        if (!invocation.cancel.cancelled()) {
            ended(position, shard);
        }
    };
    {
        std::lock_guard lock(m_mutex);
        m_inMotion[message.position] = {invocation.cancel, m_services.shardOf(message.run)};
    }
    if (m_services.pool(call->pool).submit(std::move(job))) {
        return Given::yes;
    }
    std::lock_guard lock(m_mutex);
    m_inMotion.erase(message.position);
    return Given::later;
}

void Processes::ended(std::int64_t position, int shard) {
    tellJournal(position, shard);
    bool behind = false;
    {
        std::lock_guard lock(m_mutex);
        m_inMotion.erase(position);
        behind = std::exchange(m_behind, false);
    }
    if (behind) {
        m_services.messenger->wakeForProcesses();
    }
}

void Processes::tellJournal(std::int64_t position, int shard) {
    {
        std::lock_guard lock(m_mutex);
        m_telling.emplace(position, shard);
    }
    m_services.journal.processEnded(position, [this, position, shard](const api::Result<std::int64_t>& done) {
        {
            std::lock_guard lock(m_mutex);
            m_telling.erase(position);
            if (done.ok()) {
                return;
            }
            m_untold.emplace(position, shard);
        }
        m_services.messenger->wakeForProcesses();
    });
}

/// False: the journal has not taken all of them yet.
bool Processes::tellAgain() {
    std::map<std::int64_t, int> untold;
    {
        std::lock_guard lock(m_mutex);
        untold = m_untold;
    }
    for (const auto& [position, shard] : untold) {
        m_services.journal.processEnded(position, [this, at = position](const api::Result<std::int64_t>& done) {
            if (done.ok()) {
                std::lock_guard lock(m_mutex);
                m_untold.erase(at);
            }
        });
    }
    return untold.empty();
}

void Processes::stop() {
    tellAgain();
    std::lock_guard lock(m_mutex);
    for (const auto& [position, process] : m_inMotion) {
        process.cancel.cancel();
    }
}

void Processes::begin() {
    {
        const std::lock_guard lock(m_mutex);
        m_anew = true;
    }
    m_services.messenger->wakeForProcesses();
}

void Processes::forget(int shard) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_inMotion, [shard](const auto& one) {
        if (one.second.shard == shard) {
            one.second.cancel.cancel();
        }
        return one.second.shard == shard;
    });
    std::erase_if(m_untold, [shard](const auto& one) { return one.second == shard; });
}

/// In motion, or ended and the journal does not know it yet.
bool Processes::known(std::int64_t position) {
    const std::lock_guard lock(m_mutex);
    return m_inMotion.contains(position) || m_telling.contains(position) || m_untold.contains(position);
}

}  // namespace beamline::runtime
