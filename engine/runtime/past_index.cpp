// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/past_index.h"

#include <algorithm>

#include "engine/api/json_codec.h"

namespace beamline::runtime {

namespace {
core::RunIdentity identityOf(const store::StoredRun& run) {
    const auto& summary = run.row.summary;
    return {summary.id, summary.createdAt, summary.labels, run.startedBy};
}

api::Result<core::Machine> restored(const core::DefinitionPtr& definition, const std::string& text) {
    const auto snapshot = api::parseJson(text);
    return snapshot ? core::Machine::restore(definition, *snapshot) : api::Result<core::Machine>(snapshot.error());
}

api::Result<core::Step> applied(core::Machine& machine, const store::StoredFact& stored) {
    const auto fact = core::decodeFact(stored.payload);
    return fact ? machine.apply(*fact) : api::Result<core::Step>(fact.error());
}
}  // namespace

PastIndex::PastIndex(store::Journal& journal, core::DefinitionPtr definition, const store::StoredRun& run,
                     core::Machine machine, bool whole, PastLimits limits)
    : m_journal(journal),
      m_key(run.key),
      m_definition(std::move(definition)),
      m_identity(identityOf(run)),
      m_whole(whole),
      m_limits(limits),
      m_machine(std::move(machine)) {}

PastIndex::PastIndex(store::Journal& journal, core::DefinitionPtr definition, const store::StoredRun& run,
                     PastLimits limits)
    : PastIndex(journal, definition, run, core::Machine(definition, identityOf(run)), true, limits) {}

api::Result<std::unique_ptr<PastIndex>> PastIndex::endOf(store::Journal& journal, core::DefinitionPtr definition,
                                                         const store::StoredRun& run) {
    if (run.snapshot.empty() || run.facts.empty()) {
        return std::unique_ptr<PastIndex>();
    }
    auto machine = restored(definition, run.snapshot);
    if (!machine) {
        return machine.error();
    }
    std::unique_ptr<PastIndex> index(
        new PastIndex(journal, std::move(definition), run, std::move(machine).value(), false, {}));
    index->m_states.push_back({0, run.snapshot});
    index->m_stateBytes = index->m_dataBytes = index->m_mostDataBytes = run.snapshot.size();
    for (const auto& fact : run.facts) {
        if (auto added = index->add(fact); !added) {
            return added.error();
        }
    }
    return index;
}

api::Result<bool> PastIndex::follow() {
    std::vector<store::StoredFact> news;
    const auto known = m_folds.empty() ? api::Seq(0) : m_folds.back().seq;
    bool met = m_folds.empty();
    const auto read = m_journal.factsBack(m_key, [&](const store::StoredFact& fact) {
        if (fact.seq > known) {
            news.push_back(fact);
            return true;
        }
        met = fact.seq == known && std::hash<std::string>()(fact.payload) == m_last;
        return false;
    });
    if (!read) {
        return read.error();
    }
    if (!met) {
        return false;
    }
    for (; !news.empty(); news.pop_back()) {
        if (auto added = add(news.back()); !added) {
            return added.error();
        }
    }
    return true;
}

api::Result<api::Unit> PastIndex::add(const store::StoredFact& stored) {
    const auto fact = core::decodeFact(stored.payload);
    const auto step = fact ? m_machine.apply(*fact) : api::Result<core::Step>(fact.error());
    if (!step) {
        return step.error();
    }
    m_folds.push_back({stored.seq, fact->at, m_entries.size()});
    m_last = std::hash<std::string>()(stored.payload);
    note(*step);
    m_sinceState += 1 + step->transitions.size();
    m_dataBytes += stored.payload.size();
    m_mostDataBytes = std::max(m_mostDataBytes, m_dataBytes);
    keepState();
    m_mostDataBytes = std::max(m_mostDataBytes, m_dataBytes);  // a state tells also what was computed
    return api::Unit{};
}

void PastIndex::note(const core::Step& step) {
    for (const auto& transition : step.transitions) {
        auto& entry = m_entries.emplace_back();
        entry.task = transition.task;
        entry.iteration = transition.iteration;
        entry.attempt = transition.attempt;
        entry.kind = kindOf(transition.kind);
        entry.data = transition.data != nullptr;
        entry.detail = m_details.size();
        entry.length = static_cast<std::uint32_t>(transition.detail.size());
        m_details += transition.detail;
        if (!transition.kind.starts_with("approval.")) {
            continue;
        }
        for (const auto& effect : step.effects) {
            const auto* put = std::get_if<core::PutApproval>(&effect);
            if (put && transition.task >= 0 && put->approval.task == m_definition->task(transition.task).ref) {
                m_approvals.push_back({m_entries.size(), put->approval.id, api::isOpen(put->approval.state)});
            }
        }
    }
}

std::uint16_t PastIndex::kindOf(const std::string& kind) {
    auto known = std::find(m_kinds.begin(), m_kinds.end(), kind);  // there are a few dozen
    if (known == m_kinds.end()) {
        m_kinds.push_back(kind);
        known = m_kinds.end() - 1;
    }
    return static_cast<std::uint16_t>(known - m_kinds.begin());
}

void PastIndex::keepState() {
    const auto last = m_states.empty() ? 0 : m_states.back().snapshot.size();
    if (m_sinceState < m_limits.spacing || m_sinceState * kStateBytesPerStep < last ||
        api::isFinal(m_machine.phase())) {
        return;
    }
    m_sinceState = 0;
    m_states.push_back({m_folds.size(), boost::json::serialize(m_machine.snapshot())});
    m_dataBytes = m_states.back().snapshot.size();
    m_stateBytes += m_dataBytes;
    while (m_stateBytes > m_limits.stateBytes && m_states.size() > 1) {
        std::vector<State> kept;
        m_stateBytes = 0;
        for (std::size_t i = 0; i < m_states.size(); i += 2) {  // the first may be where this begins
            m_stateBytes += m_states[i].snapshot.size();
            kept.push_back(std::move(m_states[i]));
        }
        m_states = std::move(kept);
        m_limits.spacing *= 2;
    }
}

std::size_t PastIndex::bytes() const {
    // Machines and the open step hold what came with facts. To know how much of it is still there they would have to be
    // written down at each fact.
    const std::size_t holders = 1 + (m_then ? 1 : 0) + (m_open ? 1 : 0);
    constexpr std::size_t kPerText = 2;  // data takes more than its text
    const auto open = m_open ? m_open->transitions.size() * sizeof(core::Transition) : 0;
    return m_entries.capacity() * sizeof(Entry) + m_folds.capacity() * sizeof(Fold) + m_details.capacity() +
           m_approvals.capacity() * sizeof(ApprovalSeen) + m_stateBytes + holders * kPerText * m_mostDataBytes + open;
}

std::size_t PastIndex::endOfFold(std::size_t fold) const {
    return fold + 1 < m_folds.size() ? m_folds[fold + 1].before : m_entries.size();
}

/// Of the fact that the entry came of.
std::size_t PastIndex::foldOf(std::size_t place) const {
    const auto next = std::upper_bound(m_folds.begin(), m_folds.end(), place,
                                       [](std::size_t wanted, const Fold& fold) { return wanted < fold.before; });
    return static_cast<std::size_t>(next - m_folds.begin()) - 1;
}

core::EntryKey PastIndex::keyOf(std::size_t place, std::size_t fold) const {
    const auto& entry = m_entries[place];
    const auto& of = m_folds[fold];
    return {of.seq, static_cast<int>(place - of.before), of.at, m_kinds[entry.kind],
            entry.task < 0 ? std::string_view() : std::string_view(m_definition->task(entry.task).ref)};
}

api::HistoryEntry PastIndex::entryAt(std::size_t place, std::size_t fold) const {
    const auto& entry = m_entries[place];
    core::Transition transition;
    transition.kind = m_kinds[entry.kind];
    transition.task = entry.task;
    transition.iteration = entry.iteration;
    transition.attempt = entry.attempt;
    transition.detail = m_details.substr(entry.detail, entry.length);
    const auto& of = m_folds[fold];
    return core::entryOf(*m_definition, transition, of.seq, static_cast<int>(place - of.before), of.at);
}

/// Where a page begins to look; descending: behind that.
std::size_t PastIndex::firstPlace(const core::HistoryPager& pager) const {
    const bool down = pager.descending();
    if (!pager.after()) {
        return down ? m_entries.size() : 0;
    }
    const auto fold = std::lower_bound(m_folds.begin(), m_folds.end(), pager.after()->first,
                                       [](const Fold& one, api::Seq seq) { return one.seq < seq; });
    if (fold == m_folds.end()) {
        return m_entries.size();
    }
    return down ? endOfFold(static_cast<std::size_t>(fold - m_folds.begin())) : fold->before;
}

api::Result<std::optional<api::HistoryPage>> PastIndex::page(const api::GetHistory& query) {
    core::HistoryPager pager(query);
    const bool down = query.descending;
    const auto end = m_entries.size();
    std::vector<std::size_t> places;
    bool full = false;
    auto place = firstPlace(pager);
    auto fold = place < end ? foldOf(place) : m_folds.size() - 1;
    for (; !full && (down ? place > 0 : place < end); place += down ? 0 : 1) {
        place -= down ? 1 : 0;
        while (place < m_folds[fold].before) {
            --fold;
        }
        while (place >= endOfFold(fold)) {
            ++fold;
        }
        if (pager.wants(keyOf(place, fold))) {
            full = !pager.offer();
            if (!full) {
                places.push_back(place);
                pager.take(entryAt(place, fold));
            }
        }
    }
    if (!m_whole && !full) {
        return std::optional<api::HistoryPage>();
    }
    auto page = pager.page(end == 0 ? 0 : m_folds[foldOf(end - 1)].seq);
    if (query.withData) {
        if (down) {
            std::reverse(places.begin(), places.end());
        }
        auto data = dataOf(places);
        if (!data) {
            return data.error();
        }
        for (std::size_t i = 0; i < data->size(); ++i) {
            auto& item = page.items[down ? page.items.size() - 1 - i : i];
            item.data = (*data)[i] ? *(*data)[i] : item.data;
        }
    }
    return std::optional(std::move(page));
}

/// What was at these places, which ascend; null where there is none.
api::Result<std::vector<core::Data>> PastIndex::dataOf(const std::vector<std::size_t>& places) {
    std::vector<core::Data> found(places.size());
    for (std::size_t i = 0; i < places.size();) {
        if (!m_entries[places[i]].data) {
            ++i;
            continue;
        }
        // As far as no state is kept on the way, from which the rest is nearer.
        const auto from = foldOf(places[i]);
        const auto state = std::upper_bound(m_states.begin(), m_states.end(), from,
                                            [](std::size_t wanted, const State& one) { return wanted < one.folds; });
        const auto limit = state == m_states.end() ? m_folds.size() : state->folds;
        auto to = from + 1;
        for (auto j = i; j < places.size() && foldOf(places[j]) < limit; ++j) {
            to = m_entries[places[j]].data ? foldOf(places[j]) + 1 : to;
        }
        const auto walked = walk(from, to, [&](std::size_t fold, core::Step& step) {
            for (; i < places.size() && places[i] < endOfFold(fold); ++i) {
                found[i] = step.transitions[places[i] - m_folds[fold].before].data;
            }
        });
        if (!walked) {
            return walked.error();
        }
    }
    return found;
}

/// Shows what came of the facts from `from` to before `to`; m_then is behind them afterwards.
api::Result<api::Unit> PastIndex::walk(std::size_t from, std::size_t to, const Visit& visit) {
    const auto next = std::upper_bound(m_states.begin(), m_states.end(), from,
                                       [](std::size_t wanted, const State& state) { return wanted < state.folds; });
    const auto start = next == m_states.begin() ? 0 : (next - 1)->folds;
    if (!m_then || m_thenFolds > from || m_thenFolds < start) {
        auto machine = next == m_states.begin() ? api::Result<core::Machine>(core::Machine(m_definition, m_identity))
                                                : restored(m_definition, (next - 1)->snapshot);
        if (!machine) {
            return machine.error();
        }
        m_then = std::move(machine).value();
        m_thenFolds = start;
    }
    std::vector<store::StoredFact> facts;
    if (m_thenFolds < to) {
        const auto first = m_folds[m_thenFolds].seq;
        const auto read = m_journal.factsBack(
            m_key,
            [&](const store::StoredFact& fact) {
                facts.push_back(fact);
                return fact.seq > first;
            },
            m_folds[to - 1].seq);
        if (!read || facts.size() != to - m_thenFolds) {
            m_then.reset();
            return !read ? read.error()
                         : api::Error{api::code::kUnavailable, "The run's history has changed. Ask again.", {}, true};
        }
    }
    for (; !facts.empty(); facts.pop_back(), ++m_thenFolds) {
        auto step = applied(*m_then, facts.back());
        if (!step) {
            m_then.reset();
            return step.error();
        }
        if (m_thenFolds >= from && visit) {
            visit(m_thenFolds, *step);
        }
    }
    return api::Unit{};
}

api::Result<api::Unit> PastIndex::open(std::size_t fold, Tell tell) {
    if (m_open && m_open->fold == fold) {
        return api::Unit{};
    }
    m_open.reset();
    if (auto moved = walk(fold, fold, {}); !moved) {
        return moved.error();
    }
    OpenStep step;
    step.fold = fold;
    step.before = tell(*m_then);
    auto walked =
        walk(fold, fold + 1, [&](std::size_t, core::Step& taken) { step.transitions = std::move(taken.transitions); });
    if (walked) {
        m_open = std::move(step);
    }
    return walked;
}

api::Result<api::RunDetail> PastIndex::runAfter(std::int64_t count, Tell tell) {
    const auto entries = static_cast<std::size_t>(count);
    const auto fold = foldOf(entries - 1);
    api::RunDetail run;
    if (entries < endOfFold(fold)) {  // between two entries of a step only those tell what has become of the run
        if (const auto opened = open(fold, tell); !opened) {
            return opened.error();
        }
        run = m_open->before;
        for (auto place = m_folds[fold].before; place < entries; ++place) {
            const auto& data = m_open->transitions[place - m_folds[fold].before].data;
            core::advance(run, entryAt(place, fold), data.get());
        }
    } else if (fold + 1 == m_folds.size()) {
        run = tell(m_machine);
    } else {
        if (const auto moved = walk(fold + 1, fold + 1, {}); !moved) {
            return moved.error();
        }
        run = tell(*m_then);
    }
    run.seq = m_folds[fold].seq;
    core::ApprovalsSeen approvals;
    for (const auto& seen : m_approvals) {
        if (seen.entries <= entries) {
            approvals.see(seen.id, seen.open);
        }
    }
    run.approvals = approvals.ids();
    return run;
}

int PastIndex::lastIteration(std::int64_t count, core::TaskIndex task) const {
    for (auto place = static_cast<std::size_t>(count); place > 0; --place) {
        if (m_entries[place - 1].task == task) {
            return m_entries[place - 1].iteration;
        }
    }
    return 0;
}

api::Result<api::Unit> PastIndex::show(std::int64_t count, const Choose& wanted, const Choose& withData,
                                       const Use& use) {
    std::vector<std::size_t> shown;
    std::vector<std::size_t> full;
    for (std::size_t place = 0; place < static_cast<std::size_t>(count); ++place) {
        const auto& entry = m_entries[place];
        if (wanted(entry.task, entry.iteration)) {
            shown.push_back(place);
            if (entry.data && withData(entry.task, entry.iteration)) {
                full.push_back(place);
            }
        }
    }
    const auto data = dataOf(full);
    if (!data) {
        return data.error();
    }
    static const core::Json kNull;
    std::size_t next = 0;
    for (const auto place : shown) {
        const bool given = next < full.size() && full[next] == place;
        const auto* value = given ? (*data)[next].get() : m_entries[place].data ? &kNull : nullptr;
        use(entryAt(place, foldOf(place)), value);
        next += given ? 1 : 0;
    }
    return api::Unit{};
}

}  // namespace beamline::runtime
