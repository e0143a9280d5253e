// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <set>

#include "app/ctl/approval_prompt.h"
#include "app/ctl/commands.h"
#include "app/ctl/dry_run.h"
#include "app/ctl/event_queue.h"
#include "app/ctl/history.h"
#include "engine/api/ids.h"
#include "engine/core/machine/machine.h"
#include "engine/runtime/archive_engine.h"

namespace beamline::ctl {

namespace {

constexpr int kEventPatienceMs = 500;  ///< how long a run may need to take an event before it gets the next one
constexpr api::Timestamp kConnectionPatienceMs = 30'000;  ///< how long a lost engine may take to return

/// One run from its start to its end.
class Follower {
public:
    Follower(Client& client, EventQueue& events, const RunOptions& options, bool ephemeral,
             std::vector<api::Json> publish)
        : m_client(client),
          m_events(events),
          m_options(options),
          m_ephemeral(ephemeral),
          m_publish(std::move(publish)),
          m_prompt(client, events) {}

    int follow(const std::string& run, LifecycleFile* lifecycle, EffectReport* effects) {
        m_client.onRevived = [this] { m_events.follow(m_client.engine(), m_client.engine().health().seq); };
        HistoryReader history(m_client, run, true);
        HistoryReader rehearsed(m_client, run, true);
        for (;;) {
            const auto detail = m_client.call(api::GetRun{run});
            if (!detail.ok() && !(detail.error().retryable && patient())) {
                return fail(detail.error());
            }
            if (detail.ok()) {
                m_lostAt = 0;
                if (lifecycle) {
                    (void)history.read([&](const auto& entry) { lifecycle->write(detail->run, entry); });
                    if (!lifecycle->good()) {
                        note("The events cannot be written to " + m_options.events + ". Check the disk.");
                        return ctl::kInternal;
                    }
                }
                if (effects) {
                    (void)rehearsed.read([&](const auto& entry) { effects->tell(entry); });
                    if (!effects->good()) {
                        note("What would have happened cannot be written to " + m_options.effects +
                             ". Check the disk.");
                        return ctl::kInternal;
                    }
                }
                if (api::isFinal(detail->run.phase)) {
                    return finish(*detail);
                }
                if (const auto code = handleApprovals(*detail)) {
                    return *code;
                }
                if (const auto code = publishNext(*detail)) {
                    return *code;
                }
            }
            if (const auto code = waitForNews(run)) {
                return *code;
            }
        }
    }

private:
    bool patient() {
        m_lostAt = m_lostAt == 0 ? api::wallClock() : m_lostAt;
        return api::wallClock() - m_lostAt < kConnectionPatienceMs;
    }

    /// Returns when the run should be looked at again.
    std::optional<int> waitForNews(const std::string& run) {
        for (;;) {
            const bool soon = m_lostAt != 0 || m_published < m_publish.size();
            switch (m_events.wait(soon ? kEventPatienceMs : kLookEveryMs)) {
                case EventQueue::Wake::interrupted:
                    return interrupted(run);
                case EventQueue::Wake::timeout:
                case EventQueue::Wake::input:
                    return std::nullopt;
                case EventQueue::Wake::events:
                    break;
            }
            for (const auto& event : m_events.take()) {
                if (event.run == run || event.kind == api::kGapEvent) {
                    return std::nullopt;
                }
            }
        }
    }

    std::optional<int> interrupted(const std::string& run) {
        if (!m_ephemeral) {
            note("Left. Run " + run + " goes on: beamctl watch " + run + " " + m_client.arguments());
            return kInterrupted;
        }
        if (m_interrupted) {
            return kInterrupted;
        }
        m_interrupted = true;
        note("Cancelling run " + run + " …");
        const auto cancelled = m_client.call(api::CancelRun{run, "interrupted"});
        return cancelled.ok() ? std::nullopt : std::optional(fail(cancelled.error()));
    }

    std::optional<int> handleApprovals(const api::RunDetail& detail) {
        for (const auto& id : detail.approvals) {
            if (m_handled.count(id) > 0) {
                continue;
            }
            const auto approval = m_client.call(api::GetApproval{id});
            if (!approval.ok() || !api::isOpen(approval->approval.state)) {
                continue;
            }
            m_handled.insert(id);
            if (m_options.onApproval == OnApproval::fail) {
                return failOn(approval->approval);
            }
            if (m_options.onApproval == OnApproval::ask && ApprovalPrompt::possible() && !stdinIsInput()) {
                switch (m_prompt.ask(approval->approval)) {
                    case ApprovalPrompt::Outcome::interrupted:
                        return interrupted(detail.run.id);
                    case ApprovalPrompt::Outcome::left:
                        break;
                    default:
                        continue;
                }
            }
            note("Waiting for the approval \"" + approval->approval.subject + "\". Decide it with: beamctl approve " +
                 id + " " + m_client.arguments());
        }
        return std::nullopt;
    }

    static bool listens(const api::RunDetail& detail) {
        return std::any_of(detail.tasks.begin(), detail.tasks.end(), [](const api::TaskState& task) {
            return (task.type == "listen" || task.type == "run") && task.startedAt != 0 && task.endedAt == 0;
        });
    }

    /// An event counts for who listens when it comes, and a run may listen several times: the next one is published
    /// when the run has done something about the one before, or has had the time for it.
    std::optional<int> publishNext(const api::RunDetail& detail) {
        if (m_published == m_publish.size() || !listens(detail)) {
            return std::nullopt;
        }
        const auto last = m_client.call(api::GetHistory{detail.run.id, true, false, 1, {}, {}, {}});
        if (!last.ok() || last->items.empty()) {
            return std::nullopt;  // asked again soon
        }
        if (last->items.front().seq > detail.seq) {
            return std::nullopt;  // it has done something since, and may not listen any more
        }
        const auto now = api::wallClock();
        if (m_published > 0 && last->items.front().seq == m_publishedAfter && now < m_patientUntil) {
            return std::nullopt;
        }
        const auto reply = m_client.call(api::PublishEvent{m_publish[m_published]});
        if (!reply.ok()) {
            return reply.error().retryable ? std::nullopt : std::optional(fail(reply.error()));
        }
        ++m_published;
        m_publishedAfter = last->items.front().seq;
        m_patientUntil = now + kEventPatienceMs;
        return std::nullopt;
    }

    bool stdinIsInput() const { return m_options.input == "-" || m_options.publish == "-"; }

    int failOn(const api::Approval& approval) {
        (void)m_client.call(api::CancelRun{approval.run, "an approval was needed and --on-approval is fail"});
        printWorkflowError(core::makeError(
            "authorization", "The approval \"" + approval.subject + "\" is needed, and --on-approval is fail.",
            approval.task));
        return kFaulted;
    }

    int finish(const api::RunDetail& detail) const {
        if (m_published < m_publish.size()) {
            note("The run did not wait for " + std::to_string(m_publish.size() - m_published) + " of the " +
                 std::to_string(m_publish.size()) + " events; they were not published.");
        }
        switch (detail.run.phase) {
            case api::Phase::completed:
                printJson(detail.output);
                break;
            case api::Phase::faulted:
                printWorkflowError(detail.run.error.value_or(api::WorkflowError{}));
                break;
            default:
                note("The run was cancelled.");
                break;
        }
        return exitCodeOf(detail.run.phase);
    }

    Client& m_client;
    EventQueue& m_events;
    const RunOptions& m_options;
    const bool m_ephemeral;
    const std::vector<api::Json> m_publish;
    std::size_t m_published = 0;
    api::Seq m_publishedAfter = 0;
    api::Timestamp m_patientUntil = 0;
    ApprovalPrompt m_prompt;
    std::set<std::string> m_handled;
    api::Timestamp m_lostAt = 0;
    bool m_interrupted = false;
};

/// For another run of what it holds.
api::Result<core::Archive> readArchive(const std::string& file) {
    auto archive = runtime::ArchiveEngine::open(file);
    if (!archive.ok()) {
        return archive.error();
    }
    if (!(*archive)->archive().withData) {
        return api::Error{api::code::kInvalidArgument,
                          "The archive " + file +
                              " was made without data, so nothing is known of what was answered. "
                              "Export the run with its data.",
                          {},
                          false};
    }
    return (*archive)->archive();
}

/// Deploys, starts and follows on an open engine.
int runOn(Client& client, const RunOptions& options, bool ephemeral, LifecycleFile* lifecycle, EffectReport* effects,
          Interrupts& interrupts) {
    auto archive = options.archive.empty() ? api::Result<core::Archive>(core::Archive()) : readArchive(options.archive);
    if (!archive.ok()) {
        return fail(archive.error());
    }
    const auto source = options.archive.empty() ? readFile(options.file) : api::Result<std::string>(archive->source);
    if (!source.ok()) {
        return fail(source.error());
    }
    std::string inputText;
    auto input = readJson(options.input, core::rawInputOf(*archive), &inputText);
    if (!input.ok()) {
        return fail(input.error(), options.input);
    }
    auto labels = parseLabels(options.labels);
    if (!labels.ok()) {
        return fail(labels.error());
    }
    auto publish = options.publish.empty() ? api::Result<std::vector<api::Json>>(std::vector<api::Json>())
                                           : readEvents(options.publish);
    if (!publish.ok()) {
        return fail(publish.error(), options.publish);
    }
    auto plan = readPlan(options.dryRun, options.mocks);
    if (!plan.ok()) {
        return fail(plan.error(), options.mocks);
    }
    if (!options.archive.empty() && options.mocks.empty()) {
        plan = archive->mocks;
    }
    const auto deployed = client.call(api::DeployWorkflow{*source, options.file});
    if (!deployed.ok()) {
        return fail(deployed.error(), options.file);
    }
    for (const auto& warning : deployed->warnings) {
        printProblem(options.file, warning);
    }
    if (options.suggestMocks) {
        const auto suggested =
            client.call(api::SuggestMocks{deployed->workflow.ns, deployed->workflow.name, deployed->workflow.version});
        if (!suggested.ok()) {
            return fail(suggested.error());
        }
        printJson(suggested->plan);
        return kCompleted;
    }
    EventQueue events(client.engine(), client.events({}, lifecycle != nullptr, false), client.engine().health().seq,
                      interrupts);
    api::StartRun request;
    request.ns = deployed->workflow.ns;
    request.workflow = deployed->workflow.name;
    request.version = deployed->workflow.version;
    request.input = std::move(*input);
    request.labels = std::move(*labels);
    request.dryRun = *plan;
    const auto started = client.call(std::move(request));
    if (!started.ok()) {
        return fail(started.error(), options.input, inputText);
    }
    return Follower(client, events, options, ephemeral, std::move(*publish)).follow(started->run, lifecycle, effects);
}

}  // namespace

int runWorkflow(const Globals& globals, const RunOptions& options) {
    const bool ephemeral = !globals.namesAnEngine();
    if (options.file.empty() && options.archive.empty()) {
        note("Name the file of a definition, or an archive with --archive.");
        return kUsage;
    }
    if ((options.file == "-") + (options.input == "-") + (options.publish == "-") + (options.mocks == "-") > 1) {
        note(
            "Only one of the definition, the input, the events and the mocks can come from stdin. Give the others as "
            "files.");
        return kUsage;
    }
    if (options.events == "-" || options.effects == "-") {
        note("--events and --effects take a file; stdout is for the workflow's output.");
        return kUsage;
    }
    if (!ephemeral && (options.dryRun || options.suggestMocks)) {
        note(
            "run would deploy the file to the named engine, which a dry run must not. Leave out --data-dir and "
            "--profile, or deploy it and use: beamctl start WORKFLOW --dry-run, or --suggest-mocks.");
        return kUsage;
    }
    std::unique_ptr<LifecycleFile> lifecycle;
    if (!options.events.empty()) {
        auto file = LifecycleFile::open(options.events);
        if (!file.ok()) {
            return fail(file.error());
        }
        lifecycle = std::move(*file);
    }
    std::unique_ptr<EffectReport> effects;
    if (options.dryRun) {
        auto report = EffectReport::open(options.effects);
        if (!report.ok()) {
            return fail(report.error());
        }
        effects = std::move(*report);
    }
    Interrupts interrupts;
    auto client = Client::open(globals, ephemeral ? Client::Directory::temporary : Client::Directory::made);
    return client.ok() ? runOn(**client, options, ephemeral, lifecycle.get(), effects.get(), interrupts)
                       : fail(client.error());
}

}  // namespace beamline::ctl
