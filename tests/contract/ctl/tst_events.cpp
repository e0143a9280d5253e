// SPDX-License-Identifier: Apache-2.0
// Events at the command line: what is published, what a schedule starts, and what is told while one watches.
#include "tests/contract/ctl/beamctl_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kListener =
    "do:\n- a: {listen: {to: {one: {with: {type: first}}}}}\n- b: {listen: {to: {one: {with: {type: second}}}}}\n";

TEST_F(Beamctl, EmitPublishesAnEventOnce) {
    EXPECT_EQ(at({"emit", "first"}).code, 6) << "there is no engine";
    ASSERT_EQ(at({"deploy", file("flow.yaml", std::string(kHead) + kListener)}).code, 0);
    const auto whole = json(at({"emit", "first", "-o", "json"}).out);
    EXPECT_EQ(whole.at("id").as_string().size(), 26u);
    const auto next = at({"emit", "first", "--id", "7", "--source", "/shop", "--data", "-"}, R"({"n":1})");
    EXPECT_EQ(next.code, 0) << next.err;
    EXPECT_GT(std::stoll(next.out), whole.at("position").as_int64());
    EXPECT_EQ(at({"emit", "first", "--id", "7", "--source", "/shop"}).out, next.out) << "the same event";
    EXPECT_EQ(at({"emit", "first", "--attribute", "Priority=1"}).code, 2);
    EXPECT_EQ(at({"emit", "first", "--attribute", "id=1"}).code, 2);
    EXPECT_EQ(at({"emit"}).code, 2);
    EXPECT_EQ(at({"emit", "first", "--file", "-"}).code, 2);
    const auto bad = at({"emit", "first", "--data", "@" + file("data.json", "{\n  bad\n}")});
    EXPECT_EQ(bad.code, 3);
    EXPECT_EQ(bad.err.rfind("data.json:2:", 0), 0u) << bad.err;
}

TEST_F(Beamctl, EmitPublishesFilesWholeOrNotAtAll) {
    ASSERT_EQ(at({"deploy", file("flow.yaml", std::string(kHead) + kListener)}).code, 0);
    const auto event = [](const std::string& id) {
        return R"({"specversion":"1.0","id":")" + id + R"(","source":"/s","type":"t"})";
    };
    const auto two = at({"emit", "--file", file("two.jsonl", event("1") + "\n\n" + event("2") + "\n"), "-o", "json"});
    EXPECT_EQ(two.code, 0) << two.err;
    ASSERT_EQ(lines(two.out).size(), 2u);
    const auto first = json(lines(two.out)[0]);
    EXPECT_EQ(first.at("id"), "1");
    EXPECT_EQ(lines(at({"emit", "--file", "-"}, "[" + event("1") + "," + event("3") + "]").out)[0],
              std::to_string(first.at("position").as_int64()));
    const auto wrong = at({"emit", "--file", file("wrong.jsonl", event("4") + "\n{\"id\":\"5\"}\nnonsense\n")});
    EXPECT_EQ(wrong.code, 3);
    EXPECT_EQ(wrong.out, "");
    ASSERT_EQ(lines(wrong.err).size(), 2u) << wrong.err;
    EXPECT_EQ(lines(wrong.err)[0].rfind("wrong.jsonl:2:1: error: ", 0), 0u) << wrong.err;
    EXPECT_EQ(lines(wrong.err)[1].rfind("wrong.jsonl:3:1: error: ", 0), 0u) << wrong.err;
    EXPECT_EQ(at({"emit", "--file", file("empty.jsonl", "\n")}).code, 2);
}

TEST_F(Beamctl, RunPublishesWhatItsWorkflowListensTo) {
    const auto flow = file("flow.yaml", std::string(kHead) + kListener);
    const auto events = file("events.jsonl",
                             R"({"specversion":"1.0","id":"0","source":"/s","type":"other"}
{"specversion":"1.0","id":"1","source":"/s","type":"first"}
{"specversion":"1.0","id":"2","source":"/s","type":"second","data":{"n":2}}
{"specversion":"1.0","id":"3","source":"/s","type":"second"}
)");
    const auto outcome = run({"run", flow, "--publish", events});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(json(outcome.out), json(R"([{"n":2}])"));
    EXPECT_NE(outcome.err.find("did not wait for 1 of the 4 events"), std::string::npos) << outcome.err;
    EXPECT_EQ(run({"run", flow, "--publish", file("wrong.jsonl", "{}\n")}).code, 3);
    EXPECT_EQ(run({"run", "-", "--publish", "-"}).code, 2);
}

TEST_F(Beamctl, SchedulesArePausedTriggeredAndFilled) {
    const auto flow = file("flow.yaml", std::string(kHead) + "schedule: {every: PT1H}\ndo:\n- one: {set: {x: 1}}\n");
    ASSERT_EQ(at({"deploy", flow}).code, 0);
    const auto list = json(at({"schedules", "--namespace", "test", "-o", "json"}).out);
    ASSERT_EQ(list.at("items").as_array().size(), 1u);
    EXPECT_EQ(list.at("items").at(0).at("kind"), "every");
    EXPECT_EQ(list.at("items").at(0).at("next").as_array().size(), 5u);
    EXPECT_NE(at({"schedules"}).out.find("test/flow"), std::string::npos);
    EXPECT_NE(at({"schedules", "--namespace", "other"}).err.find("no schedules"), std::string::npos);
    EXPECT_EQ(at({"schedule", "pause", "test/flow"}).out, "test/flow paused\n");
    EXPECT_NE(at({"schedules"}).out.find("paused"), std::string::npos);
    EXPECT_EQ(at({"schedule", "resume", "flow"}).out, "test/flow active\n");
    const auto triggered = at({"schedule", "trigger", "test/flow"});
    ASSERT_EQ(triggered.code, 0) << triggered.err;
    EXPECT_EQ(at({"watch", lines(triggered.out).at(0)}).code, 0);
    const std::vector<std::string> fill{"schedule", "backfill", "test/flow", "--from", "3h", "--to", "0s"};
    EXPECT_EQ(lines(at(fill).out).size(), 3u);
    const auto again = at(fill);
    EXPECT_EQ(again.code, 0);
    EXPECT_NE(again.err.find("Nothing was started"), std::string::npos) << again.err;
    EXPECT_EQ(at({"schedule", "backfill", "test/flow", "--from", "3h"}).code, 2);
    EXPECT_EQ(at({"schedule", "pause", "test/flow", "--from", "3h"}).code, 2);
    EXPECT_EQ(at({"schedule", "backfill", "test/flow", "--from", "1h", "--to", "2h"}).code, 2);
    EXPECT_EQ(at({"schedule", "stop", "test/flow"}).code, 2);
    EXPECT_EQ(at({"schedule", "pause", "nothing"}).code, 2);
    EXPECT_EQ(at({"schedule", "pause", "test/nothing"}).code, 2);
}

TEST_F(Beamctl, WatchPrintsWhatProcessesSay) {
    const auto flow = file(
        "say.yaml", std::string(kHead) + "do: [{say: {run: {shell: {command: 'sleep 1; echo here; sleep 1'}}}}]\n");
    ASSERT_EQ(at({"deploy", flow}).code, 0);
    const auto started = at({"start", "flow"});
    ASSERT_EQ(started.code, 0) << started.err;
    const auto watched = at({"watch", lines(started.out).at(0)});
    EXPECT_EQ(watched.code, 0) << watched.err;
    const auto said = watched.out.find("task.output  /do/0/say  here\n");
    EXPECT_NE(said, std::string::npos) << watched.out;
    EXPECT_LT(said, watched.out.find("task.completed")) << watched.out;
}

TEST_F(Beamctl, WatchPrintsWhatWorkflowsTell) {
    const auto flow =
        file("tell.yaml", std::string(kHead) + "do: [{tell: {call: notify, with: {title: Look here}}}]\n");
    Program watcher(m_directory, {"watch", "--data-dir", m_data});
    ASSERT_TRUE(eventually([&] { return watcher.errors().find("Watching") != std::string::npos; }));
    EXPECT_TRUE(eventually([&] {
        EXPECT_EQ(at({"run", flow}).code, 0);  // again: the subscription may begin after the first
        return watcher.output().find("notify  normal  Look here") != std::string::npos;
    })) << watcher.output();
}

}  // namespace
}  // namespace beamline::test
