// SPDX-License-Identifier: Apache-2.0
#include "engine/store/follower.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/store/offers.h"
#include "engine/store/schema.h"

namespace beamline::store {

namespace {

using boost::json::object;

object markJson(const Mark& mark) {
    return {{"place", mark.place}, {"accepted", mark.accepted}, {"chain", mark.chain}};
}

/// Numbers above 2^63 are read as unsigned ones, smaller ones as signed.
std::uint64_t number(const object& from, const char* name) {
    const auto* value = from.if_contains(name);
    return !value               ? 0
           : value->is_uint64() ? value->get_uint64()
           : value->is_int64()  ? static_cast<std::uint64_t>(value->get_int64())
                                : 0;
}

Mark readMark(const object& from) {
    return {number(from, "place"), number(from, "accepted"), number(from, "chain")};
}

api::Error notInOrder() {
    return {api::code::kUnavailable, "This node is not in the order of the cluster itself yet.", {}, true};
}

}  // namespace

Follower::Follower(Parts parts) : m_parts(std::move(parts)) {}

Follower::~Follower() {
    stop();
}

void Follower::start() {
    if (m_parts.options.peers) {
        m_parts.options.peers->serve([this](const std::string& question) { return answer(question); },
                                     [this](const std::string& what) { return file(what); });
    }
    m_thread = std::thread([this] { work(); });
    showState();
    m_parts.options.order->start({[this](Ordered word) { read(std::move(word)); },
                                  [this](const OrderOrigin& origin) { return begin(origin); },
                                  [this](bool reachable, const std::string& why) { state(reachable, why); }});
}

void Follower::stop() {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop) {
            return;
        }
        m_stop = true;
    }
    m_wake.notify_all();
    m_resumed.notify_all();
    m_parts.writer.stopReading();
    if (m_parts.options.peers) {
        m_parts.options.peers->stop();  // a journal on its way is not waited for
    }
    m_parts.options.order->stop();
    if (m_parts.options.peers) {
        m_parts.options.peers->serve({}, {});
    }
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

std::string Follower::order() {
    const std::lock_guard lock(m_mutex);
    return m_order;
}

// ---- the order's thread

void Follower::state(bool reachable, const std::string& why) {
    std::string news;
    {
        const std::lock_guard lock(m_mutex);
        m_unreachable = reachable ? std::string() : why.empty() ? "The order of the cluster cannot be reached." : why;
        const auto now = Clock::now();
        const bool tells =
            !m_unreachable.empty() && (m_unreachable != m_lost || !m_lostTold || now - *m_lostTold > kTellLostEvery);
        if (tells) {
            news = m_lost = m_unreachable;
            m_lostTold = now;
        }
    }
    if (!news.empty()) {
        notice(news);
    }
    showState();
}

void Follower::notice(const std::string& text) const {
    if (m_parts.options.notice) {
        m_parts.options.notice(text);
    }
}

void Follower::showState() {
    const std::lock_guard showing(m_showing);
    std::string why;
    std::string missing;
    std::string takeOver;
    {
        const std::lock_guard lock(m_mutex);
        why = m_unreachable;
        missing = m_missing;
        takeOver = m_takeOver.empty() ? m_takeOver : " " + m_takeOver;
    }
    if (!why.empty()) {
        m_parts.writer.waitsFor("order_unreachable",
                                why + " What is written waits until the cluster can be reached again.");
    } else if (!m_parts.standing.view().inside) {
        m_parts.writer.waitsFor(
            "not_in_order",
            missing.empty()
                ? "This node is finding its place in what the cluster wrote; what is written waits." + takeOver
                : "The order of the cluster has to begin anew, and " + missing +
                      " may know more than the nodes that answer: they are waited for, at most " +
                      std::to_string(m_parts.options.ownersPatience.count() / 1'000) +
                      " s. Start them, or go on without what only they have.");
    } else if (m_restoring) {
        m_parts.writer.waitsFor(
            "restoring", "This node had changes that the others lack, and tells them. Keep its disk until then.");
    } else {
        m_parts.writer.waitsFor({}, {});
    }
}

api::Result<std::uint64_t> Follower::begin(const OrderOrigin& origin) {
    m_parts.writer.flush();  // what was read before is stored
    bool waits = false;
    {
        const std::lock_guard lock(m_mutex);
        waits = m_paused;
        if (origin.id != m_order) {
            m_fetch.request_stop();  // it would be of an order that is gone
        }
    }
    if (waits) {
        notice("The order of the cluster is there; it is read when no journal is fetched any more.");
    }
    const std::lock_guard joining(m_joining);
    if (const auto problem = m_parts.writer.problem(); problem && !problem->retryable) {
        return *problem;
    }
    const auto view = m_parts.standing.view();
    const auto place = view.origin.mark.place;
    // It can go on where it was when the order still has what comes next, and has not gone back.
    const bool known = !view.origin.id.empty() && view.origin.id == origin.id;
    const bool follows = known && place <= origin.last && place + 1 >= origin.first;
    follows ? m_parts.standing.heardOf(origin.last) : m_parts.standing.restart(origin.last);
    m_parts.writer.pause([&](bool) {
        auto& acceptor = m_parts.writer.acceptor();
        follows ? acceptor.enter(origin.id) : acceptor.leave(origin.id, true);
        acceptor.committed();
        m_parts.writer.publish();
    });
    bool entered = false;
    {
        const std::lock_guard lock(m_mutex);
        m_order = origin.id;
        m_lastAtBegin = origin.last;
        m_readable = origin.first <= origin.last ? origin.last : 0;
        m_wanted = !follows;
        m_takeOver.clear();
        m_takeOverPause = {};
        m_notBefore.reset();
        m_verify.reset();
        if (follows && place >= origin.first && place > 0) {
            m_verify = {place, view.origin.word};
        } else {
            m_outsideSince = follows ? std::nullopt : std::optional(m_outsideSince.value_or(Clock::now()));
        }
        m_compare = follows;
        m_offer = true;
        m_passedBy = m_passedBy || !view.inside;
        entered = follows && !m_verify && std::exchange(m_passedBy, false);
    }
    m_wake.notify_all();
    if (entered) {
        m_parts.proposer.again();
    }
    showState();
    if (!follows && !view.origin.id.empty()) {
        notice(std::string("The order of the cluster ") + (known ? "does not go on where" : "is another one than") +
               " this journal has read it, to " + std::to_string(place) + ": it goes from " +
               std::to_string(origin.first) + " to " + std::to_string(origin.last) + '.');
    }
    if (follows) {
        return place >= origin.first && place > 0 ? place - 1 : place;
    }
    // Of an order that is known, only what comes now can lead back into it; of another one, its first era.
    return known ? origin.last : origin.first > 0 ? origin.first - 1 : 0;
}

void Follower::read(Ordered word) {
    bool strayed = false;
    bool entered = false;
    {
        std::unique_lock lock(m_mutex);
        m_resumed.wait(lock, [this] { return !m_paused || m_stop; });
        if (m_stop) {
            return;
        }
        if (m_verify) {
            if (word.place < m_verify->first) {
                return;
            }
            strayed = word.place != m_verify->first || hashOf(word.id) != m_verify->second;
            m_verify.reset();
            if (!strayed && m_parts.standing.inside()) {  // it may have been found to differ since it began
                m_outsideSince.reset();
                entered = std::exchange(m_passedBy, false);
            }
            if (!strayed && !entered) {
                return;
            }
        }
    }
    if (entered) {
        m_parts.proposer.again();
        return;
    }
    if (strayed) {
        notice("The order of the cluster has other words than this journal has read: at " + std::to_string(word.place) +
               " stands " + word.id + '.');
        // At the place of the last word that this journal has there is another one: the order went back meanwhile.
        m_parts.writer.pause([&](bool) {
            m_parts.writer.acceptor().leave(order(), true);
            m_parts.writer.acceptor().committed();
            m_parts.writer.publish();
        });
        {
            const std::lock_guard lock(m_mutex);
            m_outsideSince = m_outsideSince.value_or(Clock::now());
            m_wanted = true;
        }
        m_wake.notify_all();
        showState();
    }
    m_parts.writer.read(std::move(word));
}

// ---- the writer's thread

void Follower::told(const Outcome& outcome) {
    using Kind = Outcome::Kind;
    bool wake = false;
    bool joined = false;
    if (outcome.kind == Kind::joined || outcome.kind == Kind::lost) {
        const std::lock_guard lock(m_mutex);
        joined = outcome.kind == Kind::joined;
        m_outsideSince = joined ? std::nullopt : std::optional(m_outsideSince.value_or(Clock::now()));
        m_passedBy = !joined;
        m_wanted = !joined;
        m_offer = m_offer || joined;
        m_eraAt.reset();
        wake = true;
    } else if (outcome.kind == Kind::gap || (outcome.said && outcome.node != m_parts.options.node)) {
        // A gap may only be a word that overtook another one; whether it is more, others know.
        const auto own = outcome.said ? m_parts.standing.markAt(outcome.said->place) : std::nullopt;
        if (outcome.kind == Kind::gap ? outcome.node != m_parts.options.node : own && !own->sameState(*outcome.said)) {
            const std::lock_guard lock(m_mutex);
            m_compare = wake = true;
        }
    } else if (outcome.kind == Kind::stored && outcome.lease && outcome.lease->kind == core::LeaseKind::claim &&
               outcome.node == m_parts.options.node) {
        // Who is about to go on with runs should have all of them.
        const std::lock_guard lock(m_mutex);
        m_compare = wake = true;
    }
    if (wake) {
        m_wake.notify_all();
        showState();
    }
}

// ---- its own thread

void Follower::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        const auto due = [this] { return m_stop || m_wanted || m_compare || m_offer; };
        if (!m_order.empty() && !m_outsideSince && !m_parts.standing.inside()) {
            m_outsideSince = Clock::now();
        }
        if (m_outsideSince || m_restoring) {
            m_wake.wait_for(lock, kRejoinEvery, due);
        } else {
            m_wake.wait(lock, due);
        }
        if (m_stop) {
            return;
        }
        const bool look = !m_order.empty() && (m_wanted || m_compare || m_outsideSince);
        m_wanted = m_compare = false;
        const bool offers = std::exchange(m_offer, false) || m_restoring;
        lock.unlock();
        if (look) {
            rejoin();
        }
        if (offers) {
            offer();
        }
        lock.lock();
    }
}

void Follower::rejoin() {
    const std::lock_guard joining(m_joining);
    if (m_parts.writer.problem()) {
        return;  // nothing could be taken over
    }
    const auto view = m_parts.standing.view();
    const auto peers = askPeers(view);
    if (view.inside) {
        compare(view, peers);
    } else if (!m_parts.standing.inside()) {  // an era may have been read while they were asked
        enterOrOpen(view, peers);
    }
    showState();
}

std::vector<Follower::Peer> Follower::askPeers(const Standing::View& view) {
    std::vector<Peer> peers;
    if (!m_parts.options.peers) {
        return peers;
    }
    const object question{{"ask", "where"}, {"place", view.origin.mark.place}};
    for (const auto& reply : m_parts.options.peers->ask(boost::json::serialize(question), kPeerPatience)) {
        const auto json = api::parseJson(reply.data);
        if (!json || !json->is_object() || reply.node == m_parts.options.node) {
            continue;
        }
        const auto& told = json->get_object();
        auto& peer = peers.emplace_back();
        peer.node = reply.node;
        const auto* order = told.if_contains("order");
        peer.order = order && order->is_string() ? std::string(order->get_string()) : std::string();
        const auto* inside = told.if_contains("inside");
        peer.inside = inside && inside->is_bool() && inside->get_bool();
        peer.base = number(told, "base");
        peer.mark = readMark(told);
        if (const auto* then = told.if_contains("then"); then && then->is_object()) {
            peer.then = readMark(then->get_object());
        }
    }
    return peers;
}

/// A journal that is further than this has not noticed yet that the order went back.
std::uint64_t Follower::newestReadable() {
    const auto seen = m_parts.standing.view().seen;
    const std::lock_guard lock(m_mutex);
    return std::max(seen, m_lastAtBegin);
}

/// In the order: journals that have read as far must be alike. One that is not takes over a heavier one.
void Follower::compare(const Standing::View& view, const std::vector<Peer>& peers) {
    const auto readable = newestReadable();
    const Peer* heaviest = nullptr;
    for (const auto& peer : peers) {
        if (!peer.inside || peer.order != view.origin.id || peer.mark.place > readable) {
            continue;
        }
        const bool behind = peer.mark.place < view.origin.mark.place;
        const auto mine = behind ? m_parts.standing.markAt(peer.mark.place) : std::optional(view.origin.mark);
        const auto theirs = behind ? std::optional(peer.mark) : peer.then;
        const bool differs = mine && theirs && theirs->heavierThan(*mine);  // else it is too long ago
        if (differs && (!heaviest || peer.mark.heavierThan(heaviest->mark))) {
            heaviest = &peer;
        }
    }
    if (heaviest) {
        notice("The journal of " + heaviest->node +
               " has read the order otherwise than this one: " + std::to_string(heaviest->mark.accepted) +
               " changes to its place " + std::to_string(heaviest->mark.place) + ", here " +
               std::to_string(view.origin.mark.accepted) + " to " + std::to_string(view.origin.mark.place) + '.');
        m_parts.writer.pause([&](bool) {
            m_parts.writer.acceptor().leave(view.origin.id, false);
            m_parts.writer.acceptor().committed();
            m_parts.writer.publish();
        });
        {
            const std::lock_guard lock(m_mutex);
            m_outsideSince = Clock::now();
        }
        takeOver(*heaviest);
    }
}

void Follower::enterOrOpen(const Standing::View& view, const std::vector<Peer>& peers) {
    {
        const std::lock_guard lock(m_mutex);
        const bool patient = m_outsideSince && Clock::now() - *m_outsideSince < kEraPatience;
        if (patient && view.seen < m_readable && view.origin.id != m_order) {
            return;  // maybe an era is still to be read
        }
    }
    const auto readable = newestReadable();
    const Peer* heaviest = nullptr;
    std::uint64_t era = 0;
    bool unread = false;  // an era has begun that this journal has yet to read
    for (const auto& peer : peers) {
        if (!peer.inside || peer.order != order()) {
            continue;
        }
        era = std::max(era, peer.base + 1);
        const bool newer = peer.order != view.origin.id || peer.base > view.origin.base;
        if (peer.mark.place > readable) {
            unread = unread || newer;  // the others have not noticed that the order went back
        } else if (!heaviest || peer.mark.heavierThan(heaviest->mark)) {
            heaviest = &peer;
        }
    }
    m_parts.writer.pause([&](bool) {
        m_parts.writer.acceptor().learn(era);
        m_parts.writer.acceptor().committed();
    });
    if (heaviest && !view.origin.mark.heavierThan(heaviest->mark)) {
        takeOver(*heaviest);
    } else if (!unread) {
        openEra(view, peers);
    }
}

/// Those who may have acknowledged what nobody else has read: "a, b"; empty: all owners of shards have answered.
std::string Follower::missingOwners(const Standing::View& view, const std::vector<Peer>& peers) const {
    std::set<std::string> names;
    for (const auto& lease : view.leases) {
        names.insert(lease.owner);
    }
    names.erase(std::string());
    names.erase(m_parts.options.node);
    for (const auto& peer : peers) {
        names.erase(peer.node);
    }
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

/// Says that the order begins anew from the state of this journal, unless somebody else is to say it.
void Follower::openEra(const Standing::View& view, const std::vector<Peer>& peers) {
    const auto now = Clock::now();
    const auto missing = missingOwners(view, peers);
    {
        const std::lock_guard lock(m_mutex);
        const auto waited = m_outsideSince ? now - *m_outsideSince : Clock::duration::max();
        m_missing = waited < m_parts.options.ownersPatience ? missing : std::string();
        if (!m_missing.empty()) {
            return;
        }
        const bool patient = waited < std::max<Clock::duration>(kEraPatience, m_parts.options.ownersPatience);
        const bool better = std::any_of(peers.begin(), peers.end(), [&](const Peer& peer) {
            return peer.mark.heavierThan(view.origin.mark) ||
                   (!peer.inside && peer.mark.sameState(view.origin.mark) && peer.node < m_parts.options.node);
        });
        if ((patient && better) || (m_eraAt && now - *m_eraAt < kEraPatience)) {
            return;
        }
        m_eraAt = now;
    }
    auto base = view.origin.base + view.origin.mark.place;
    for (const auto& peer : peers) {
        base = std::max(base, peer.base + peer.mark.place);
    }
    base += base > 0 ? kEraLeap : 0;
    notice("The order of the cluster begins anew from this journal, which has " +
           std::to_string(view.origin.mark.accepted) + " changes.");
    std::uint64_t after = 0;
    m_parts.writer.pause([&](bool) { after = m_parts.writer.acceptor().era(); });
    Job none = Note{};
    (void)m_parts.proposer.propose("era", EraWord{base, view.origin.mark, m_parts.options.shards, after}, none);
}

// ---- what others ask

api::Result<std::string> Follower::answer(const std::string& question) {
    const auto json = api::parseJson(question);
    const auto* asked = json && json->is_object() ? &json->get_object() : nullptr;
    const auto* what = asked ? asked->if_contains("ask") : nullptr;
    if (!what || !what->is_string() || what->get_string() != "where") {
        return api::Error{api::code::kInvalidArgument, "This node does not understand the question.", {}, false};
    }
    const auto view = m_parts.standing.view();
    auto told = markJson(view.origin.mark);
    told["order"] = view.inside ? view.origin.id : order();
    told["inside"] = view.inside;
    told["base"] = view.origin.base;
    if (const auto then = m_parts.standing.markAt(number(*asked, "place"))) {
        told["then"] = markJson(*then);
    }
    return boost::json::serialize(told);
}

api::Result<std::filesystem::path> Follower::file(const std::string& what) {
    if (what != kJournalFile) {
        return api::Error{api::code::kNotFound, "This node has no file of that name.", {}, false};
    }
    if (!m_parts.standing.view().inside) {
        return notInOrder();
    }
    const std::filesystem::path target = m_parts.file.string() + ".given." + std::to_string(++m_given);
    std::error_code ignored;
    const auto size = std::filesystem::file_size(m_parts.file, ignored);
    const auto space = std::filesystem::space(m_parts.file.parent_path(), ignored);
    if (!ignored && space.available < 2 * size) {
        return api::Error{api::code::kUnavailable,
                          "The disk of " + m_parts.options.node + " has no room for a copy of its journal of " +
                              std::to_string(size) + " bytes; free some.",
                          {},
                          true};
    }
    std::filesystem::remove(target, ignored);  // of an earlier life
    if (const auto copied = m_parts.backup(target); !copied) {
        return copied.error();
    }
    return target;
}

}  // namespace beamline::store
