// SPDX-License-Identifier: Apache-2.0
// subscribe: order, filters, starting points, the end of a subscription, and the page that events continue.

#include <algorithm>
#include <map>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

TEST_P(Contract, EventsComeInOrderAndCarryTheSummary) {
    deploy("flow", kEcho);
    const auto run = startAndEnd("flow", "run.completed", {{"a", 1}});
    std::vector<api::Event> own;
    for (const auto& event : events().events()) {
        if (event.run == run) {
            own.push_back(event);
        }
    }
    EXPECT_TRUE(std::is_sorted(own.begin(), own.end(), [](const auto& a, const auto& b) {
        return std::pair(a.seq, a.index) < std::pair(b.seq, b.index);
    }));
    EXPECT_EQ(own.front().kind, "run.created");
    ASSERT_TRUE(own.back().summary.has_value());
    EXPECT_EQ(own.back().summary->phase, api::Phase::completed);
    EXPECT_EQ(own.back().data, (api::Json{{"got", 1}}));
    EXPECT_EQ(own.back().workflow, "flow");
    const auto task =
        std::find_if(own.begin(), own.end(), [](const auto& event) { return event.kind == "task.completed"; });
    ASSERT_NE(task, own.end());
    EXPECT_EQ(task->task, "/do/0/echo");
    EXPECT_EQ(task->name, "echo");
}

TEST_P(Contract, WhatAWorkflowTellsComesToWhoWatchesNow) {
    deploy("teller", "  - tell: {call: notify, with: {title: Done, text: All of it, urgency: low}}\n");
    deploy("hushed", "  - tell: {call: notify, with: {title: Nowhere, link: false}}\n");
    EventLog bare;
    EventLog one;
    const auto everything = engine().subscribe({{}, false, false}, engine().health().seq, bare.sink());
    const auto other =
        engine().subscribe({"01ARZ3NDEKTSV4RRFFQ69G5FAV", true, true}, engine().health().seq, one.sink());
    const auto run = startAndEnd("teller");
    startAndEnd("hushed");
    ASSERT_TRUE(bare.waitFor([](const auto& all) {
        return std::any_of(all.begin(), all.end(), [](const auto& event) {
            return event.kind == api::kNotifyEvent && event.data.at("title") == "Nowhere";
        });
    })) << "with its data, whatever was asked for";
    std::vector<api::Json> told;
    for (const auto& event : bare.events()) {
        if (event.kind == api::kNotifyEvent) {
            EXPECT_TRUE(event.run.empty());
            EXPECT_GT(event.at, 0);
            told.push_back(event.data);
        }
    }
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0],
              (api::Json{
                  {"title", "Done"}, {"text", "All of it"}, {"urgency", "low"}, {"task", "/do/0/tell"}, {"run", run}}));
    EXPECT_FALSE(told[1].as_object().contains("run"));
    EventLog late;
    const auto again = engine().subscribe({}, 0, late.sink());
    ASSERT_TRUE(late.waitForKind("run.completed"));
    startAndEnd("hushed");
    ASSERT_TRUE(late.waitForKind(api::kNotifyEvent));
    int old = 0;
    for (const auto& event : late.events()) {
        old += event.kind == api::kNotifyEvent && event.data.at("title") == "Done" ? 1 : 0;
    }
    EXPECT_EQ(old, 0) << "who comes later hears nothing of it";
    for (const auto& event : one.events()) {
        EXPECT_NE(event.kind, api::kNotifyEvent) << "who watches one run is left alone";
    }
}

TEST_P(Contract, WhatAProcessPrintsComesWhileItRuns) {
    deploy("printer",
           "  - print: {run: {shell: {command: 'echo one; echo two >&2; echo three'}}}\n"
           "  - last: {set: {x: 1}}\n");
    EventLog bare;
    const auto withoutData = engine().subscribe({{}, true, false}, engine().health().seq, bare.sink());
    const auto run = startAndEnd("printer");
    ASSERT_TRUE(bare.waitForKind("run.completed"));
    std::map<std::string, std::vector<std::string>> lines;
    std::vector<std::string> kinds;
    std::vector<api::Seq> seqs;
    for (const auto& event : events().events()) {
        if (event.run == run) {
            seqs.push_back(event.seq);
        }
        if (event.run == run && event.task == "/do/0/print") {
            kinds.push_back(event.kind);
        }
        if (event.kind == api::kOutputEvent) {
            EXPECT_EQ(event.run, run);
            EXPECT_EQ(event.name, "print");
            EXPECT_GT(event.at, 0);
            lines[std::string(event.data.at("stream").as_string())].emplace_back(event.data.at("text").as_string());
        }
    }
    EXPECT_EQ(lines["stdout"], (std::vector<std::string>{"one", "three"}));
    EXPECT_EQ(lines["stderr"], std::vector<std::string>{"two"});
    EXPECT_LT(std::find(kinds.begin(), kinds.end(), "task.started"),
              std::find(kinds.begin(), kinds.end(), api::kOutputEvent));
    EXPECT_EQ(kinds.back(), "task.completed") << "its lines come before";
    EXPECT_TRUE(std::is_sorted(seqs.begin(), seqs.end()));
    for (const auto& event : bare.events()) {
        EXPECT_NE(event.kind, api::kOutputEvent) << "who asks for no data does not get them";
    }
}

TEST_P(Contract, FiltersKeepOtherRunsTasksAndDataAway) {
    deploy("flow", kEcho);
    deploy("sleeper", kLongWait);
    const auto watched = startAndEnd("sleeper", "run.waiting");
    EventLog log;
    const auto subscription = engine().subscribe({watched, false, false}, engine().health().seq, log.sink());
    startAndEnd("flow");
    must(api::CancelRun{watched, ""});
    ASSERT_TRUE(log.waitForKind("run.cancelled"));
    for (const auto& event : log.events()) {
        if (event.kind != api::kGapEvent) {
            EXPECT_EQ(event.run, watched);
            EXPECT_NE(event.kind.substr(0, 5), "task.");
            EXPECT_TRUE(event.data.is_null());
        }
    }
}

TEST_P(Contract, APageAndTheEventsAfterItMissNothing) {
    deploy("flow", kEcho);
    const auto before = startAndEnd("flow");
    const auto page = must(api::ListRuns{});
    ASSERT_EQ(page.items.size(), 1u);
    const auto after = startAndEnd("flow");
    EventLog log;
    const auto subscription = engine().subscribe({}, page.seq, log.sink());
    ASSERT_TRUE(log.waitFor([&](const auto& all) {
        return std::any_of(all.begin(), all.end(),
                           [&](const auto& event) { return event.run == after && event.kind == "run.completed"; });
    }));
    for (const auto& event : log.events()) {
        EXPECT_NE(event.kind, api::kGapEvent);
        EXPECT_TRUE(event.run != before || event.seq > page.seq);
    }
}

TEST_P(Contract, WhatIsNoLongerRememberedIsAGap) {
    deploy("flow",
           "  - loop:\n      for: {each: i, in: '${ [range(400)] }'}\n      do:\n        - a: {set: {x: 1}}\n        - "
           "b: {set: {x: 2}}\n");
    std::string last;
    for (int i = 0; i < 8; ++i) {
        last = startAndEnd("flow");
    }
    EventLog log;
    const auto subscription = engine().subscribe({}, 1, log.sink());
    ASSERT_TRUE(log.waitForKind(api::kGapEvent));
    EXPECT_EQ(log.events().front().kind, api::kGapEvent);
}

TEST_P(Contract, AnEndedSubscriptionIsSilent) {
    deploy("flow", kEcho);
    EventLog ended;
    engine().subscribe({}, engine().health().seq, ended.sink()).reset();
    const auto count = ended.events().size();
    startAndEnd("flow");
    EXPECT_EQ(ended.events().size(), count);
}

}  // namespace
}  // namespace beamline::test
