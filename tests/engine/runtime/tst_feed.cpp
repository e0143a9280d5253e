// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/feed.h"
#include "tests/engine/runtime/engine_fixture.h"
#include "tests/engine/runtime/memory_broadcast.h"

namespace beamline::test {

namespace {
runtime::EventBatch batchOf(std::size_t count, const std::string& kind = "run.started") {
    auto batch = std::make_shared<std::vector<api::Event>>(count);
    for (auto& event : *batch) {
        event.kind = kind;
        event.run = "r";
        event.data = "payload";
    }
    return batch;
}

/// Keeps what a sink was told; its sink can be held up like that of a slow reader.
class Listener {
public:
    api::EventSink sink() {
        return [this](const api::Event& event) {
            if (!std::exchange(m_passed, true)) {
                gate.pass(m_never);
            }
            std::lock_guard lock(m_mutex);
            m_events.push_back(event);
            m_changed.notify_all();
        };
    }
    std::vector<api::Event> until(api::Seq seq) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(20),
                           [&] { return !m_events.empty() && m_events.back().seq >= seq; });
        return m_events;
    }
    Gate gate;

private:
    blocks::CancelToken m_never;
    bool m_passed = false;  ///< the dispatcher's; one wait is enough, and a mutex for each event costs seconds
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<api::Event> m_events;
};

api::Event ofTheMoment(const char* kind, const std::string& run = {}) {
    api::Event event;
    event.kind = kind;
    event.run = run;
    event.seq = 900;  // of the node that tells it
    event.index = 7;
    event.data = "said";
    return event;
}

std::size_t gaps(const std::vector<api::Event>& events) {
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [](const auto& e) { return e.kind == api::kGapEvent; }));
}
}  // namespace

TEST(Feed, ASlowSinkGetsOneGapInPlaceOfWhatDoesNotFit) {
    runtime::Feed feed;
    Listener slow;
    const auto subscription = feed.subscribe({}, 0, slow.sink());
    feed.publish(batchOf(1), 1);
    ASSERT_TRUE(slow.gate.awaitArrivals(1));  // the dispatcher stands in the sink, everything else has to wait
    for (api::Seq seq = 2; seq < 5; ++seq) {
        feed.publish(batchOf(runtime::kMaxPendingEvents / 2), seq);
    }
    feed.publish(batchOf(1), 5);
    slow.gate.open();
    const auto events = slow.until(5);
    EXPECT_EQ(events.front().seq, 1u);
    EXPECT_EQ(gaps(events), 1u);
    EXPECT_LE(events.size(), runtime::kMaxPendingEvents + 2);
    EXPECT_EQ(events.back().seq, 5u);
}

TEST(Feed, WhoComesBackGetsWhatIsRememberedOrAGap) {
    runtime::Feed feed;
    Listener first;
    first.gate.open();
    const auto subscription = feed.subscribe({}, 0, first.sink());
    const auto half = runtime::kMaxRememberedEvents / 2;
    for (api::Seq seq = 1; seq <= 4; ++seq) {
        feed.publish(batchOf(half), seq);
    }
    first.until(4);
    Listener recent;
    recent.gate.open();
    const auto second = feed.subscribe({}, 2, recent.sink());
    const auto events = recent.until(4);
    EXPECT_EQ(gaps(events), 0u);
    EXPECT_EQ(events.front().seq, 3u);
    Listener old;
    old.gate.open();
    const auto third = feed.subscribe({}, 1, old.sink());
    EXPECT_EQ(gaps(old.until(4)), 1u);
}

TEST(Feed, WhatWasBuiltBeforeSomebodyListenedIsAGap) {
    runtime::Feed feed;
    const auto before = feed.wanted();  // a run builds nothing: nobody listens
    Listener listener;
    listener.gate.open();
    const auto subscription = feed.subscribe({}, 0, listener.sink());
    feed.publish({}, 1, before);
    EXPECT_EQ(gaps(listener.until(1)), 1u);
    feed.publish({}, 2, feed.wanted());
    feed.publish(batchOf(1), 3, feed.wanted());
    const auto events = listener.until(3);
    EXPECT_EQ(gaps(events), 1u);
    EXPECT_EQ(events.back().kind, "run.started");
}

TEST(Feed, DataTravelsOnlyToThoseWhoAskForIt) {
    runtime::Feed feed;
    EXPECT_EQ(feed.wanted(), 0u);
    Listener bare;
    bare.gate.open();
    api::EventFilter runsOnly;
    runsOnly.tasks = false;
    const auto subscription = feed.subscribe(runsOnly, 0, bare.sink());
    EXPECT_EQ(feed.wanted(), runtime::kRunsWanted);
    feed.publish(batchOf(1, "task.started"), 1);
    feed.publish(batchOf(1), 2);
    const auto events = bare.until(2);
    ASSERT_EQ(events.size(), 1u);
    EXPECT_TRUE(events[0].data.is_null());

    Listener full;
    full.gate.open();
    api::EventFilter all;
    all.withData = true;
    const auto second = feed.subscribe(all, 2, full.sink());
    EXPECT_EQ(feed.wanted(), runtime::kAllWanted);
    feed.publish(batchOf(1, "task.started"), 3);
    EXPECT_EQ(full.until(3).back().data, api::Json("payload"));
}

TEST(Feed, OtherNodesAreToldWhoseOutputIsLookedAtHereAndWhenNoMore) {
    MemoryBroadcast nodes;
    const auto here = nodes.node();
    const auto other = nodes.node();
    runtime::Feed feed(here);
    const auto look = [&](const std::string& run, bool tasks, bool data) {
        return feed.subscribe({run, tasks, data}, 0, [](const auto&) {});
    };
    using Runs = std::set<std::string>;
    auto bare = look("r", true, false);
    auto runsOnly = look("r", false, true);
    EXPECT_EQ(here->watched(), Runs{}) << "who asks for no data gets no output";
    EXPECT_FALSE(other->wanted("r"));
    auto first = look("r", true, true);
    auto second = look("r", true, true);
    EXPECT_TRUE(other->wanted("r"));
    EXPECT_FALSE(other->wanted("s"));
    EXPECT_FALSE(here->wanted("r")) << "what is wanted here is not wanted elsewhere";
    first.reset();
    EXPECT_EQ(here->watched(), Runs{"r"});
    auto all = look({}, true, true);
    EXPECT_EQ(here->watched(), Runs{""});
    all.reset();
    EXPECT_EQ(here->watched(), Runs{"r"});
    second.reset();
    EXPECT_EQ(here->watched(), Runs{});
    std::vector<std::unique_ptr<api::Subscription>> many;
    for (std::size_t i = 0; i < blocks::kMaxWatchedRuns; ++i) {
        many.push_back(look("r" + std::to_string(i), true, true));
    }
    EXPECT_EQ(here->watched().size(), blocks::kMaxWatchedRuns);
    many.push_back(look("one more", true, true));
    EXPECT_EQ(here->watched(), Runs{""});
}

TEST(Feed, OutputIsMadeWhenItIsWantedHereOrElsewhere) {
    MemoryBroadcast nodes;
    runtime::Feed feed(nodes.node());
    const auto other = nodes.node();
    EXPECT_FALSE(feed.wantsOutput("r"));
    other->watch({"r"});
    EXPECT_TRUE(feed.wantsOutput("r"));
    EXPECT_FALSE(feed.wantsOutput("s"));
    other->watch({});
    EXPECT_FALSE(feed.wantsOutput("r"));
    const auto subscription = feed.subscribe({{}, true, true}, 0, [](const auto&) {});
    EXPECT_TRUE(feed.wantsOutput("r"));
}

TEST(Feed, WhatAnotherNodeTellsComesOnceAndAfterWhatWasPublishedHere) {
    MemoryBroadcast nodes;
    runtime::Feed feed(nodes.node());
    const auto other = nodes.node();
    Listener listener;
    listener.gate.open();
    const auto subscription = feed.subscribe({{}, true, true}, 0, listener.sink());
    feed.publish(batchOf(1), 5);
    other->tell(ofTheMoment(api::kOutputEvent, "r"));
    other->tell(ofTheMoment(api::kNotifyEvent));
    feed.publish(batchOf(1), 6);
    const auto events = listener.until(6);
    std::vector<std::pair<std::string, api::Seq>> told;
    for (const auto& event : events) {
        told.emplace_back(event.kind, event.seq);
    }
    EXPECT_EQ(told, (std::vector<std::pair<std::string, api::Seq>>{
                        {"run.started", 5}, {api::kOutputEvent, 5}, {api::kNotifyEvent, 5}, {"run.started", 6}}));
    EXPECT_EQ(events[1].index, 0);
    EXPECT_EQ(nodes.sent(), 2U) << "it was sent back";
    Listener late;
    late.gate.open();
    const auto again = feed.subscribe({{}, true, true}, 0, late.sink());
    for (const auto& event : late.until(6)) {
        EXPECT_EQ(event.kind, "run.started") << "who comes later hears nothing of the moment";
    }
}

TEST(Feed, MuchOutputOfOtherNodesIsDroppedAndNoticesAreNot) {
    MemoryBroadcast nodes;
    runtime::Feed feed(nodes.node());
    const auto other = nodes.node();
    Listener slow;
    const auto subscription = feed.subscribe({{}, true, true}, 0, slow.sink());
    feed.publish(batchOf(1), 1);
    ASSERT_TRUE(slow.gate.awaitArrivals(1));
    for (std::size_t i = 0; i < 2 * runtime::kMaxPendingOutput; ++i) {
        other->tell(ofTheMoment(api::kOutputEvent, "r"));
    }
    other->tell(ofTheMoment(api::kNotifyEvent));
    feed.publish(batchOf(1), 2);
    slow.gate.open();
    const auto events = slow.until(2);
    EXPECT_EQ(events.size(), runtime::kMaxPendingOutput + 3);
    EXPECT_EQ(events[events.size() - 2].kind, api::kNotifyEvent);
    EXPECT_EQ(gaps(events), 0U);
}

}  // namespace beamline::test
