// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/archive_engine.h"

#include <algorithm>
#include <fstream>

#include "engine/api/run_filter.h"
#include "engine/core/approval/inbox.h"
#include "engine/core/archive/past.h"
#include "engine/core/archive/task_past.h"
#include "engine/runtime/pool.h"

namespace beamline::runtime {

namespace {
inline constexpr int kMaxQueuedQuestions = 10'000;  ///< beyond it callers get kOverloaded

api::Error notHere(const std::string& what) {
    return {api::code::kNotFound, what, {}, false};
}
}  // namespace

struct ArchiveEngine::Impl {
    explicit Impl(core::Archive given) : archive(std::move(given)) {}

    const core::Archive archive;
    Pool desk{"archive", {1, kMaxQueuedQuestions, 0}};

    api::Result<api::Unit> isRun(const std::string& run) const {
        if (run != archive.run.run.id) {
            return notHere("This archive holds the run " + archive.run.run.id + "; " + run + " is not in it.");
        }
        return api::Unit{};
    }
    bool isWorkflow(const std::string& ns, const std::string& name, const std::string& version) const {
        return ns == archive.workflow.ns && name == archive.workflow.name &&
               (version.empty() || version == archive.workflow.version);
    }
    api::Error noWorkflow() const {
        return notHere("This archive holds the workflow " + archive.workflow.ns + '/' + archive.workflow.name + ' ' +
                       archive.workflow.version + " only.");
    }

    api::Result<api::RunDetail> handle(const api::GetRun& query) const {
        const auto known = isRun(query.run);
        return known ? core::runAsOf(archive, query.asOf) : api::Result<api::RunDetail>(known.error());
    }
    api::Result<api::TaskDetail> handle(const api::GetTask& query) const {
        auto run = handle(api::GetRun{query.run, query.asOf});
        if (!run) {
            return run.error();
        }
        core::TaskPast past(query.task, query.iteration);
        std::int64_t seen = 0;
        for (const auto& step : archive.steps) {
            for (const auto& entry : step.entries) {
                if (query.asOf == 0 || seen++ < query.asOf) {
                    // Null is an output too; of a retry it means that the run was retried, and not a task.
                    const bool none = entry.data.is_null() && entry.kind == "task.retried";
                    past.see(entry, none ? nullptr : &entry.data);
                }
            }
        }
        for (auto& state : run->tasks) {
            if (state.ref == query.task) {
                past.detail.state = std::move(state);
                return std::move(past.detail);
            }
        }
        return core::noSuchTask(query.task);
    }
    api::Result<api::HistoryPage> handle(const api::GetHistory& query) const {
        core::HistoryPager pager(query);
        if (const auto known = isRun(query.run); !known) {
            return known.error();
        }
        if (auto checked = pager.check(); !checked) {
            return checked.error();
        }
        const auto see = [&](const api::HistoryEntry& entry) {
            if (!pager.wants({entry.seq, entry.index, entry.at, entry.kind, entry.task})) {
                return true;
            }
            const bool room = pager.offer();
            if (room) {
                auto shown = entry;
                shown.data = query.withData ? std::move(shown.data) : api::Json();
                pager.take(std::move(shown));
            }
            return room;
        };
        api::Seq last = 0;
        bool more = true;
        const auto count = archive.steps.size();
        for (std::size_t i = 0; i < count; ++i) {
            const auto& newest = archive.steps[count - 1 - i].entries;
            last = last == 0 && !newest.empty() ? newest.back().seq : last;
            const auto& entries = query.descending ? newest : archive.steps[i].entries;
            more = more && (query.descending ? std::all_of(entries.rbegin(), entries.rend(), see)
                                             : std::all_of(entries.begin(), entries.end(), see));
        }
        return pager.page(last);
    }
    api::Result<api::RunPage> handle(const api::ListRuns& query) const {
        api::RunPage page;
        if (api::fits(query.filter, archive.run.run) && query.after.empty()) {
            page.items.push_back(archive.run.run);
        }
        page.seq = archive.run.seq;
        return page;
    }
    api::Result<api::RunCounts> handle(const api::CountRuns& query) const {
        api::RunCounts counts;
        counts.byPhase[boost::describe::enum_to_string(archive.run.run.phase, "")] =
            api::fits(query.filter, archive.run.run) ? 1 : 0;
        counts.seq = archive.run.seq;
        return counts;
    }
    api::Result<api::WorkflowPage> handle(const api::ListWorkflows& query) const {
        api::WorkflowPage page;
        const auto& workflow = archive.workflow;
        if ((query.ns.empty() || query.ns == workflow.ns) && (query.name.empty() || query.name == workflow.name) &&
            workflow.name.find(query.text) != std::string::npos && query.after.empty()) {
            page.items.push_back(workflow);
        }
        return page;
    }
    api::Result<api::WorkflowDetail> handle(const api::GetWorkflow& query) const {
        return isWorkflow(query.ns, query.name, query.version)
                   ? api::WorkflowDetail{archive.workflow, archive.source, archive.run.graph}
                   : api::Result<api::WorkflowDetail>(noWorkflow());
    }
    api::Result<api::MocksReply> handle(const api::SuggestMocks& query) const {
        if (!isWorkflow(query.ns, query.workflow, query.version)) {
            return noWorkflow();
        }
        if (!archive.withData) {
            return api::Error{api::code::kConflict,
                              "The archive was made without data: it has no answers for a dry run. Export the run with "
                              "its data.",
                              {},
                              false};
        }
        return api::MocksReply{archive.mocks};
    }
    /// The queues of persons are those of who reads it, at the time the archive was taken.
    api::Result<api::ApprovalPage> handle(const api::ListApprovals& query, const api::RequestContext& who) const {
        api::ApprovalPage page;
        for (auto& approval : core::approvalsOf(archive)) {
            if (core::belongs(approval, query.queue, who.user, who.groups, archive.takenAt) &&
                core::fits(approval, query) && query.after.empty()) {
                page.items.push_back(std::move(approval));
            }
        }
        page.seq = archive.run.seq;
        return page;
    }
    api::Result<api::ApprovalReply> handle(const api::GetApproval& query) const {
        for (auto& approval : core::approvalsOf(archive)) {
            if (approval.id == query.approval) {
                return api::ApprovalReply{std::move(approval)};
            }
        }
        return notHere("This archive has no approval " + query.approval + ".");
    }
    /// Once more, with less in it.
    api::Result<api::ExportReply> handle(const api::ExportRun& query) const {
        if (const auto known = isRun(query.run); !known) {
            return known.error();
        }
        auto copy = archive;
        auto names = archive.redacted;
        names.insert(names.end(), query.redact.begin(), query.redact.end());
        core::redact(copy, names, archive.withData && query.withData);
        auto file = core::writeArchive(copy);
        return file ? api::Result<api::ExportReply>(api::ExportReply{std::move(*file)})
                    : api::Result<api::ExportReply>(file.error());
    }
    api::Result<api::FunctionPage> handle(const api::ListFunctions&) const { return api::FunctionPage{}; }
    api::Result<api::SchedulePage> handle(const api::ListSchedules&) const { return api::SchedulePage{}; }
    api::Result<api::ClusterReply> handle(const api::GetCluster&) const { return api::ClusterReply{}; }
    api::Result<api::RunGroups> handle(const api::GroupRuns& query) const {
        api::RunGrouper grouper(query.by, query.label);
        if (api::fits(query.filter, archive.run.run)) {
            grouper.add(archive.run.run);
        }
        auto groups = std::move(grouper).groups();
        groups.seq = archive.run.seq;
        return groups;
    }
    api::Result<api::PlanRerunReply> handle(const api::PlanRerun& query) const {
        const auto known = isRun(query.run);
        return known ? refusal() : known.error();
    }
    api::Result<api::BatchPreviewReply> handle(const api::PreviewBatch&) const { return refusal(); }
    api::Result<api::BatchPage> handle(const api::ListBatches&) const { return api::BatchPage{}; }
    api::Result<api::BatchDetail> handle(const api::GetBatch& query) const {
        return notHere("This archive has no batch " + query.batch + ".");
    }
    api::Result<api::BatchItemPage> handle(const api::ListBatchItems& query) const {
        return notHere("This archive has no batch " + query.batch + ".");
    }
    api::Result<api::ApprovalCounts> handle(const api::CountApprovals&, const api::RequestContext& who) const {
        api::ApprovalCounts counts;
        for (const auto& approval : core::approvalsOf(archive)) {
            core::count(counts, approval, who.user, who.groups, archive.takenAt);
        }
        counts.seq = archive.run.seq;
        return counts;
    }
    /// Of this run only: others are not in the archive.
    api::Result<api::PreviousReply> handle(const api::GetPreviousApproval& query) const {
        const auto found = handle(api::GetApproval{query.approval});
        if (!found) {
            return found.error();
        }
        const auto all = core::approvalsOf(archive);  // in the order they were raised
        const auto* previous = core::previousOf(found->approval, all);
        return api::PreviousReply{previous ? std::optional(*previous) : std::nullopt};
    }
    api::Result<api::StatisticsReply> handle(const api::GetStatistics&) const { return api::StatisticsReply{}; }
    api::Result<api::ValidateReply> handle(const api::ValidateWorkflow&) const { return refusal(); }
    template <class Op>
    requires(api::kIsRouting<Op> || api::kIsAccess<Op> ||
             api::kIsMessage<Op>) api::Result<typename Op::Reply> handle(const Op&)
    const { return refusal(); }

    api::Error refusal() const {
        return {api::code::kConflict,
                "This is an archive of the run " + archive.run.run.id +
                    ": it can be read, and nothing in it can be changed. Do that in the engine, or run it again with "
                    "mocks.",
                {},
                false};
    }
};

ArchiveEngine::ArchiveEngine(core::Archive archive) : m_impl(std::make_unique<Impl>(std::move(archive))) {}

api::Result<std::shared_ptr<ArchiveEngine>> ArchiveEngine::open(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::error_code ec;
    const auto size = std::filesystem::file_size(file, ec);
    if (!in || ec) {
        return api::Error{api::code::kUnavailable,
                          "The archive " + file.string() + " cannot be read. Check its name and rights.",
                          {},
                          false};
    }
    std::string text(std::min<std::size_t>(size, core::kMaxArchiveFileBytes + 1), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    auto archive = core::readArchiveText(text);
    if (!archive) {
        auto error = archive.error();
        error.message = file.string() + ": " + error.message;
        return error;
    }
    return std::make_shared<ArchiveEngine>(std::move(*archive));
}

ArchiveEngine::~ArchiveEngine() {
    m_impl->desk.drain(std::chrono::steady_clock::time_point::max());
}

void ArchiveEngine::submit(api::Command, api::RequestContext, api::ReplyHandler handler) {
    handler(m_impl->refusal());
}

void ArchiveEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    Job job;
    job.dropped = [handler] {
        handler(api::Error{api::code::kUnavailable, "The archive is being closed.", {}, false});
    };
    job.run = [&impl = *m_impl, query = std::move(query), context = std::move(context), handler] {
        std::visit(
            [&](const auto& op) {
                auto result = [&] {
                    if constexpr (requires { impl.handle(op, context); }) {
                        return impl.handle(op, context);
                    } else {
                        return impl.handle(op);
                    }
                }();
                result.ok() ? handler(api::Reply(std::move(*result))) : handler(result.error());
            },
            query);
    };
    if (!m_impl->desk.submit(std::move(job))) {
        handler(api::Error{api::code::kOverloaded, "The archive is asked too much at once. Try again.", {}, true});
    }
}

std::unique_ptr<api::Subscription> ArchiveEngine::subscribe(api::EventFilter, api::Seq, api::EventSink) {
    return std::make_unique<api::Subscription>();
}

api::Health ArchiveEngine::health() const {
    const auto& archive = m_impl->archive;
    api::Health health;
    health.state = api::HealthState::healthy;
    health.engine = "archive";
    health.version = archive.version;
    health.startedAt = archive.takenAt;
    health.seq = archive.run.seq;
    boost::mp11::mp_for_each<api::Queries>([&]<class Op>(const Op&) {
        if constexpr (!std::is_same_v<Op, api::ValidateWorkflow>) {
            health.operations.emplace_back(Op::kInfo.name);
        }
    });
    return health;
}

const core::Archive& ArchiveEngine::archive() const {
    return m_impl->archive;
}

}  // namespace beamline::runtime
