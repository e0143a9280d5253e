// SPDX-License-Identifier: Apache-2.0
#pragma once
// The history of one run as pages of it and moments of its past are asked for: its entries in a few bytes each, without
// their data, and the machine's state at some places, from which data and moments are folded again. Grows with the run.
// Blocking; one thread at a time.

#include <functional>
#include <memory>
#include <optional>

#include "engine/core/archive/past.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

/// Facts and entries between two places whose state is kept; more where the state is large, so that keeping it costs
/// less than what it saves.
inline constexpr std::size_t kStateSpacing = 1'000;
inline constexpr std::size_t kStateBytesPerStep = 100;           ///< that a state may have for each of those
inline constexpr std::size_t kMaxStateBytes = 16 * 1024 * 1024;  ///< of one run; beyond it every second state goes

struct PastLimits {
    std::size_t spacing = kStateSpacing;
    std::size_t stateBytes = kMaxStateBytes;
};

class PastIndex {
public:
    /// Of a run from its first fact on.
    PastIndex(store::Journal& journal, core::DefinitionPtr definition, const store::StoredRun& run,
              PastLimits limits = {});
    /// Its end only: what came after the snapshot that the journal has. Nothing when it has none.
    static api::Result<std::unique_ptr<PastIndex>> endOf(store::Journal& journal, core::DefinitionPtr definition,
                                                         const store::StoredRun& run);

    /// Reads what the journal has of the run since. False: its past is another one than what was read; this is of no
    /// use any more then, nor is it after an error.
    api::Result<bool> follow();

    bool whole() const { return m_whole; }
    std::int64_t entries() const { return static_cast<std::int64_t>(m_entries.size()); }
    /// That it takes in memory, roughly and rather too many than too few.
    std::size_t bytes() const;
    /// Of these, what the kept states take.
    std::size_t stateBytes() const { return m_stateBytes; }
    const core::Definition& definition() const { return *m_definition; }
    /// As it is now.
    const core::Machine& machine() const { return m_machine; }

    /// Nothing: the page goes back to before its beginning.
    api::Result<std::optional<api::HistoryPage>> page(const api::GetHistory& query);

    /// The run after that many of its entries, 1 to entries(); `tell` says what a machine shows. Of a whole one only,
    /// like all below.
    using Tell = api::RunDetail (*)(const core::Machine& machine);
    api::Result<api::RunDetail> runAfter(std::int64_t count, Tell tell);

    /// Of the task's last entry among the first `count`; 0: it has none.
    int lastIteration(std::int64_t count, core::TaskIndex task) const;
    using Choose = std::function<bool(core::TaskIndex task, int iteration)>;
    using Use = std::function<void(const api::HistoryEntry& entry, const core::Json* data)>;
    /// Shows those of the first `count` entries that `wanted` chooses, the oldest first. Where `withData` does not,
    /// null stands for whatever data there is.
    api::Result<api::Unit> show(std::int64_t count, const Choose& wanted, const Choose& withData, const Use& use);

private:
    struct Entry {
        std::uint64_t detail = 0;  ///< where it begins in m_details
        std::uint32_t length = 0;
        core::TaskIndex task = -1;
        std::int32_t iteration = 0;
        std::int32_t attempt = 0;
        std::uint16_t kind = 0;
        bool data = false;
    };
    struct Fold {
        api::Seq seq = 0;
        api::Timestamp at = 0;
        std::size_t before = 0;  ///< entries of those before it
    };
    struct State {
        std::size_t folds = 0;  ///< facts that it has seen
        std::string snapshot;
    };
    struct ApprovalSeen {
        std::size_t entries = 0;  ///< by then
        std::string id;
        bool open = false;
    };
    /// The step in the middle of which the run was asked for last.
    struct OpenStep {
        std::size_t fold = 0;
        api::RunDetail before;
        std::vector<core::Transition> transitions;
    };
    using Visit = std::function<void(std::size_t fold, core::Step& step)>;

    PastIndex(store::Journal& journal, core::DefinitionPtr definition, const store::StoredRun& run,
              core::Machine machine, bool whole, PastLimits limits);
    api::Result<api::Unit> add(const store::StoredFact& fact);
    void note(const core::Step& step);
    std::uint16_t kindOf(const std::string& kind);
    void keepState();
    std::size_t endOfFold(std::size_t fold) const;
    std::size_t foldOf(std::size_t place) const;
    std::size_t firstPlace(const core::HistoryPager& pager) const;
    core::EntryKey keyOf(std::size_t place, std::size_t fold) const;
    api::HistoryEntry entryAt(std::size_t place, std::size_t fold) const;
    api::Result<api::Unit> walk(std::size_t from, std::size_t to, const Visit& visit);
    api::Result<std::vector<core::Data>> dataOf(const std::vector<std::size_t>& places);
    api::Result<api::Unit> open(std::size_t fold, Tell tell);

    store::Journal& m_journal;
    const store::RunKey m_key;
    const core::DefinitionPtr m_definition;
    const core::RunIdentity m_identity;
    const bool m_whole;
    PastLimits m_limits;
    std::vector<Fold> m_folds;
    std::vector<Entry> m_entries;
    std::string m_details;
    std::vector<std::string> m_kinds;
    std::vector<ApprovalSeen> m_approvals;
    std::vector<State> m_states;
    std::size_t m_stateBytes = 0;
    std::size_t m_dataBytes = 0;          ///< as texts: the machine's last state and the facts since, which it may hold
    std::size_t m_mostDataBytes = 0;      ///< that this ever was: m_then and m_open may be there
    std::size_t m_sinceState = 0;         ///< facts and entries
    std::size_t m_last = 0;               ///< hash of the newest fact
    core::Machine m_machine;              ///< after all facts
    std::optional<core::Machine> m_then;  ///< where walk() was last
    std::size_t m_thenFolds = 0;
    std::optional<OpenStep> m_open;
};

}  // namespace beamline::runtime
