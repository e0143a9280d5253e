// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/batch_worker.h"

#include <condition_variable>

#include "engine/api/json_codec.h"
#include "engine/api/moved.h"
#include "engine/runtime/batch_list.h"

namespace beamline::runtime {

using api::BatchAction;
using api::BatchOutcome;

namespace {

constexpr auto kLookAtCancel = std::chrono::milliseconds(50);
constexpr auto kBatchWholeWait = std::chrono::milliseconds(1'000);

core::FactKind factOf(BatchAction action) {
    switch (action) {
        case BatchAction::cancel:
            return core::FactKind::cancelled;
        case BatchAction::suspend:
            return core::FactKind::suspended;
        case BatchAction::resume:
            return core::FactKind::resumed;
        case BatchAction::retry:
            return core::FactKind::retried;
        default:
            return core::FactKind::discarded;
    }
}

/// BatchAnswers of commands that are under way, which may come when nobody waits any more.
struct BatchAnswers {
    explicit BatchAnswers(std::size_t count) : left(count), all(count, api::Error{}) {}
    void put(std::size_t at, api::Result<std::string> answer) {
        const std::lock_guard lock(mutex);
        all[at] = std::move(answer);
        if (--left == 0) {
            came.notify_all();
        }
    }
    std::mutex mutex;
    std::condition_variable came;
    std::size_t left;
    std::vector<api::Result<std::string>> all;  ///< the run that was made, or nothing
};

class ChunkWorker {
public:
    ChunkWorker(Services& services, const blocks::Invocation& invocation, BatchChunk chunk)
        : m_services(services),
          m_cancel(invocation.cancel),
          m_batch(blocks::originOf(invocation).run),
          m_chunk(std::move(chunk)),
          m_reason(batchReason(m_chunk.request, m_batch)) {}

    std::optional<blocks::BlockResult> run() {
        auto open = begin();
        auto delay = kBatchRetryFirst;
        for (int tries = 1; open && !open->empty(); ++tries) {
            open = attempt(*open, tries);
            if (open && !open->empty() && !pause(std::exchange(delay, delay * 2))) {
                return std::nullopt;
            }
        }
        return open ? std::optional(blocks::BlockResult(answer())) : std::nullopt;
    }

private:
    using Indexes = std::vector<std::size_t>;

    bool ending() const { return m_cancel.cancelled() || m_services.stopping; }

    /// Those that are to be done; the others have their outcome already.
    std::optional<Indexes> begin() {
        if (!caughtUp()) {
            return std::nullopt;
        }
        auto known = m_services.journal.runSummaries(m_chunk.runs);
        if (!known) {
            return std::nullopt;  // health says why
        }
        const auto scope = scopeOfBatch(m_services, m_chunk.request.who.tenant);
        Indexes open;
        for (std::size_t i = 0; i < m_chunk.runs.size(); ++i) {
            auto& run = (*known)[i];
            if (run && scope && !scope->contains(run->ns)) {  // of another tenant: as if it were not there
                run.reset();
            }
            auto& item = m_items.emplace_back();
            item.run = m_chunk.runs[i];
            item.outcome = BatchOutcome::refused;
            if (!run) {
                item.message = "There is no run '" + item.run + "'; it was removed or never was.";
                continue;
            }
            item.workflow = run->workflow;
            item.phase = run->phase;
            if (run->updatedAt >= m_chunk.request.at - kMaxClockSkew && isDone(item.run)) {
                item.outcome = BatchOutcome::done;
            } else if ((item.message = batchRefusal(m_chunk.request.action, *run)).empty()) {
                open.push_back(i);
            }
        }
        return open;
    }

    bool caughtUp() const {
        return runtime::caughtUp(m_services, [this] { return ending(); });
    }

    /// Whether the run's history tells that this batch did it.
    bool isDone(const std::string& run) {
        const auto key = m_chunk.request.action == BatchAction::rerun ? api::Result<store::RunKey>(api::Error{})
                                                                      : m_services.journal.findRun(run);
        bool found = false;
        if (key) {
            const auto read = m_services.journal.factsBack(*key, [&](const store::StoredFact& stored) {
                const auto fact = core::decodeFact(stored.payload);
                found = fact && fact->kind == factOf(m_chunk.request.action) && fact->text == m_reason;
                return fact && !found && fact->at >= m_chunk.request.at - kMaxClockSkew;
            });
            found = found && read.ok();
        }
        return found;
    }

    /// Sends the command for these; answers which are worth another try.
    std::optional<Indexes> attempt(const Indexes& open, int tries) {
        auto engine = m_services.whole.get();
        for (auto waited = kLookAtCancel; !engine && waited < kBatchWholeWait; waited += kLookAtCancel) {
            if (!pause(kLookAtCancel)) {
                return std::nullopt;
            }
            engine = m_services.whole.get();  // it is being put together, or taken apart
        }
        if (!engine || ending()) {
            return std::nullopt;
        }
        const auto answers = std::make_shared<BatchAnswers>(open.size());
        for (std::size_t i = 0; i < open.size(); ++i) {
            send(*engine, m_items[open[i]].run, [answers, i](auto answer) { answers->put(i, std::move(answer)); });
        }
        std::unique_lock lock(answers->mutex);
        while (!answers->came.wait_for(lock, kLookAtCancel, [&] { return answers->left == 0; })) {
            if (m_cancel.cancelled()) {
                return std::nullopt;
            }
        }
        const auto isLost = [](const auto& one) { return !one.ok() && api::isMoved(one.error()); };
        const bool failed = std::any_of(answers->all.begin(), answers->all.end(), [](auto& one) { return !one.ok(); });
        if (failed && (ending() || m_services.whole.get() != engine || !caughtUp() ||
                       std::any_of(answers->all.begin(), answers->all.end(), isLost))) {
            return std::nullopt;  // that says nothing of the runs
        }
        Indexes again;
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (!judge(m_items[open[i]], answers->all[i], tries)) {
                again.push_back(open[i]);
            }
        }
        return again;
    }

    /// False: it shall be tried again.
    bool judge(api::BatchItem& item, api::Result<std::string>& answer, int tries) {
        if (answer.ok() || isDone(item.run)) {
            item.outcome = BatchOutcome::done;
            item.made = answer.ok() ? std::move(*answer) : std::string();
            return true;
        }
        const auto& error = answer.error();
        if (error.retryable && tries < kMaxBatchTries) {
            return false;
        }
        const bool refused = error.code == api::code::kConflict || error.code == api::code::kNotFound ||
                             error.code == api::code::kInvalidArgument || error.code == api::code::kForbidden;
        item.outcome = refused ? BatchOutcome::refused : BatchOutcome::failed;
        item.message = error.message;
        return true;
    }

    using Answered = std::function<void(api::Result<std::string>)>;

    template <class Op>
    void send(api::Engine& engine, Op operation, Answered answered) {
        auto who = m_chunk.request.who;
        who.deadline = api::wallClock() + kBatchPatience.count();
        api::call<Op>(engine, std::move(operation), std::move(who), [answered = std::move(answered)](auto reply) {
            if (!reply.ok()) {
                answered(reply.error());
            } else if constexpr (std::is_same_v<typename Op::Reply, api::StartReply>) {
                answered(std::move(reply->run));
            } else {
                answered(std::string());
            }
        });
    }

    void send(api::Engine& engine, const std::string& run, Answered answered) {
        switch (m_chunk.request.action) {
            case BatchAction::cancel:
                return send(engine, api::CancelRun{run, m_reason}, std::move(answered));
            case BatchAction::suspend:
                return send(engine, api::SuspendRun{run, m_reason}, std::move(answered));
            case BatchAction::resume:
                return send(engine, api::ResumeRun{run, m_reason}, std::move(answered));
            case BatchAction::retry:
                return send(engine, api::RetryRun{run, m_reason}, std::move(answered));
            case BatchAction::discard:
                return send(engine, api::DiscardRun{run, m_reason}, std::move(answered));
            case BatchAction::rerun:
                break;
        }
        api::RerunRun again;
        again.run = run;
        again.version = m_chunk.request.rerun.version;
        again.task = m_chunk.request.rerun.task;
        again.discard = m_chunk.request.rerun.discard;
        again.reason = m_reason;
        again.idempotencyKey = "batch:" + m_batch + ':' + run;
        send(engine, std::move(again), std::move(answered));
    }

    /// False: the engine ends first.
    bool pause(std::chrono::milliseconds span) const {
        const auto until = std::chrono::steady_clock::now() + span;
        while (std::chrono::steady_clock::now() < until && !ending()) {
            std::this_thread::sleep_for(kLookAtCancel);
        }
        return !ending();
    }

    api::Json answer() {
        BatchStep step{m_chunk.so, std::move(m_items)};
        for (const auto& item : step.items) {
            ++(item.outcome == BatchOutcome::done      ? step.so.done
               : item.outcome == BatchOutcome::refused ? step.so.refused
                                                       : step.so.failed);
        }
        return api::toJson(step);
    }

    Services& m_services;
    const blocks::CancelToken m_cancel;
    const std::string m_batch;
    const BatchChunk m_chunk;
    const std::string m_reason;
    std::vector<api::BatchItem> m_items;
};

}  // namespace

std::string batchReason(const BatchRequest& request, const std::string& batch) {
    const auto what = "batch " + batch + (request.who.user.empty() ? "" : " of " + request.who.user);
    return request.reason.empty() ? what : request.reason + " (" + what + ')';
}

std::optional<blocks::BlockResult> carryOutBatch(Services& services, const blocks::Invocation& invocation) {
    auto chunk = api::fromJson<BatchChunk>(*invocation.arguments);
    if (!chunk) {
        return core::makeError("validation", "The batch cannot be read: " + chunk.error().message, {});
    }
    return ChunkWorker(services, invocation, std::move(*chunk)).run();
}

}  // namespace beamline::runtime
