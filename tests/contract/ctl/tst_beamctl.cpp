// SPDX-License-Identifier: Apache-2.0
// The command line as scripts rest on it: exit codes, what goes to stdout, the last line of stderr, events, two
// processes at once.

#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>

#include "engine/api/json_codec.h"
#include "tests/contract/ctl/program.h"
#include "tests/engine/wire/event_log.h"

namespace beamline::test {
namespace {

constexpr const char* kHead = "document: {dsl: '1.0.3', namespace: test, name: flow, version: '1.0.0'}\n";

class Beamctl : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamctl-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_directory = pattern;
        m_data = (m_directory / "data").string();
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }

    Outcome run(const std::vector<std::string>& arguments, const std::string& input = {}) {
        return Program(m_directory, arguments, input).wait();
    }
    /// With the data directory of this test.
    Outcome at(std::vector<std::string> arguments, const std::string& input = {}) {
        arguments.insert(arguments.end(), {"--data-dir", m_data});
        return run(arguments, input);
    }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(m_directory / name) << text;
        return name;
    }
    static api::Json json(const std::string& text) {
        const auto parsed = api::parseJson(text);
        EXPECT_TRUE(parsed.ok()) << text;
        return parsed.ok() ? *parsed : api::Json();
    }
    /// A run in another process that waits for an approval; its id.
    std::string awaitRun(const Program& program) {
        std::string id;
        const bool waiting = eventually([&] {
            std::smatch found;
            const auto text = program.errors();
            if (!std::regex_search(text, found, std::regex("beamctl approve ([0-9A-Z]{26})"))) {
                return false;
            }
            id = found[1];
            return true;
        });
        EXPECT_TRUE(waiting) << program.errors();
        return id;
    }

    std::filesystem::path m_directory;
    std::string m_data;
};

TEST_F(Beamctl, HelpExplainsOneCommand) {
    const auto outcome = run({"help", "list"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_NE(outcome.out.find("--status"), std::string::npos);
    EXPECT_NE(run({"help"}).out.find("approvals"), std::string::npos) << "all commands";
    EXPECT_EQ(run({"list", "--flying"}).err.substr(0, 9), "beamctl: ");
}

TEST_F(Beamctl, AMistypedDirectoryIsNotMade) {
    for (const char* command : {"list", "approvals"}) {
        const auto outcome = at({command});
        EXPECT_EQ(outcome.code, 6) << command;
        EXPECT_NE(outcome.err.find("There is no data directory"), std::string::npos) << outcome.err;
        EXPECT_FALSE(std::filesystem::exists(m_data));
    }
}

TEST_F(Beamctl, WrongUsageIsTwoAndSaysSoOnStderr) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                      {"fly"},
                                                      {"run"},
                                                      {"list", "--status", "flying"},
                                                      {"--profile", "../x", "list"},
                                                      {"--profile", "", "list"},
                                                      {"help", "flying"},
                                                      {"validate", "missing.yaml"}}) {
        const auto outcome = run(arguments);
        EXPECT_EQ(outcome.code, 2);
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err, "");
    }
    EXPECT_EQ(run({"--help"}).code, 0);
    EXPECT_EQ(run({"run", "--help"}).code, 0);
    EXPECT_EQ(run({"version"}).code, 0);
    EXPECT_EQ(run({"help"}).code, 0);
}

TEST_F(Beamctl, ValidateNamesEveryMistakeWithItsPlace) {
    const auto good = file("good.yaml", std::string(kHead) + "do:\n  - a: {set: {x: 1}}\n");
    const auto bad =
        file("bad.yaml", std::string(kHead) + "do:\n  - a: {set: {x: '${ .x | }'}}\n  - b: {call: nothing}\n");
    const auto outcome = run({"validate", good, bad});
    EXPECT_EQ(outcome.code, 3);
    EXPECT_NE(outcome.out.find("good.yaml"), std::string::npos);
    const std::regex form("bad\\.yaml:[0-9]+:[0-9]+: (error|warning): .+ \\(/.*\\)");
    const auto problems = lines(outcome.err);
    EXPECT_GE(problems.size(), 2u);
    for (const auto& line : problems) {
        EXPECT_TRUE(std::regex_match(line, form)) << line;
    }
    EXPECT_EQ(run({"validate", good}).code, 0);
    const auto machine = json(run({"validate", "-o", "json", bad}).out);
    EXPECT_FALSE(machine.at(0).at("valid").as_bool());
}

TEST_F(Beamctl, EvalReadsAndWritesJson) {
    const auto sum = run({"eval", "--language", "jq", ".a | add"}, R"({"a":[1,2]})");
    EXPECT_EQ(sum.code, 0);
    EXPECT_EQ(sum.out, "3\n");
    EXPECT_EQ(run({"eval", "--", "-1"}, "").out, "-1\n");
    EXPECT_EQ(run({"eval", "${ .b }"}, R"({"b":"x"})").out, "\"x\"\n");
    EXPECT_EQ(run({"eval", ".a |"}, "{}").code, 3);
    EXPECT_EQ(run({"eval", "."}, "{").code, 3);
    EXPECT_EQ(run({"eval", "--language", "cobol", "."}, "{}").code, 2);
    EXPECT_EQ(run({"eval", "--language", "jmespath", "a[?@ > `1`] | sum(@)"}, R"({"a":[1,2,3]})").out, "5\n");
    EXPECT_EQ(run({"eval", "--language", "jmespath", "a["}, "{}").code, 3);
    EXPECT_EQ(run({"eval", "--language", "jmespath", "abs(a)"}, "{}").code, 4);
    EXPECT_EQ(run({"eval", "--language", "javascript", "${ $.a.map(x => x + 1) }"}, R"({"a":[1,2]})").out, "[2,3]\n");
    EXPECT_EQ(run({"eval", "--language", "javascript", "$.a +"}, "{}").code, 3);
    EXPECT_EQ(run({"eval", "--language", "javascript", "$.a.b"}, "{}").code, 4);
    const auto failed = run({"eval", ".a + 1"}, R"({"a":"x"})");
    EXPECT_EQ(failed.code, 4);
    EXPECT_TRUE(json(lines(failed.err).back()).is_object());
}

TEST_F(Beamctl, RunsDefinitionsInEveryLanguage) {
    const std::string head(kHead);
    const auto said = [&](const std::string& body) {
        return run({"run", file("flow.yaml", head + body), "--input", "-"}, R"({"l":[1,2,3]})").out;
    };
    EXPECT_EQ(json(said("do:\n- a: {set: {n: '${ [.l[] | select(. > 1)] }'}}\n")), json(R"({"n":[2,3]})"));
    EXPECT_EQ(json(said("evaluate: {language: jmespath}\ndo:\n- a: {set: {n: '${ l[?@ > `1`] }'}}\n")),
              json(R"({"n":[2,3]})"));
    EXPECT_EQ(json(said("evaluate: {language: javascript}\ndo:\n- a: {set: {n: '${ $.l.filter(x => x > 1) }'}}\n"
                        "- b: {call: javascript, with: {code: 'return args.map(x => x * 10)', args: '${ $.n }'}}\n"
                        "- c: {set: '${ ({n: $, from: $workflow.definition.document.name}) }'}\n"))
                  .at("n"),
              json("[20,30]"));
}

TEST_F(Beamctl, RunPrintsTheOutputAndWritesLifecycleEvents) {
    const auto flow = file("flow.yaml", std::string(kHead) + "do:\n  - one: {set: {got: '${ .a }'}}\n");
    const auto outcome = run({"run", flow, "--input", "-", "--events", "events.jsonl"}, R"({"a":7})");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(json(outcome.out), (api::Json{{"got", 7}}));
    std::vector<std::string> types;
    std::set<std::string> ids;
    for (const auto& line : lines(readAll(m_directory / "events.jsonl"))) {
        const auto event = json(line);
        EXPECT_EQ(event.at("specversion"), "1.0");
        EXPECT_TRUE(ids.insert(event.at("id").as_string().c_str()).second);
        types.emplace_back(event.at("type").as_string().c_str());
        if (types.back().find(".task.") != std::string::npos) {
            EXPECT_EQ(event.at("data").at("task"), "/do/0/one");
        } else {
            EXPECT_NE(std::string(event.at("data").at("name").as_string()).find("flow-"), std::string::npos);
        }
    }
    EXPECT_EQ(types, (std::vector<std::string>{
                         "io.serverlessworkflow.workflow.started.v1", "io.serverlessworkflow.task.created.v1",
                         "io.serverlessworkflow.task.started.v1", "io.serverlessworkflow.task.completed.v1",
                         "io.serverlessworkflow.workflow.completed.v1"}));
    EXPECT_FALSE(std::filesystem::exists(m_data)) << "an engine of its own leaves nothing";
}

TEST_F(Beamctl, RunReadsFilesBelowTheCurrentDirectory) {
    file("data.txt", "content");
    const auto flow = file("flow.yaml", std::string(kHead) + "do:\n  - read: {call: fs.get, with: {path: data.txt}}\n");
    EXPECT_EQ(run({"run", flow}).code, 0);
    std::filesystem::create_directory(m_directory / "elsewhere");
    EXPECT_EQ(run({"run", flow, "--files", "elsewhere"}).code, 4);
}

TEST_F(Beamctl, AFaultIsFourWithItsErrorInTheLastLine) {
    const auto flow =
        file("flow.yaml",
             std::string(kHead) +
                 "do:\n  - fail: {raise: {error: {type: https://example.com/broken, status: 418, title: Broken, "
                 "detail: by design}}}\n");
    const auto outcome = run({"run", flow});
    EXPECT_EQ(outcome.code, 4);
    EXPECT_EQ(outcome.out, "");
    const auto error = json(lines(outcome.err).back());
    EXPECT_EQ(error.at("type"), "https://example.com/broken");
    EXPECT_EQ(error.at("status"), 418);
    EXPECT_EQ(error.at("title"), "Broken");
    EXPECT_EQ(error.at("detail"), "by design");
    EXPECT_EQ(error.at("instance"), "/do/0/fail");
}

TEST_F(Beamctl, InvalidDefinitionsAndInputsAreThreeWithPlaces) {
    const auto flow = file(
        "flow.yaml", std::string(kHead) +
                         "input: {schema: {format: json, document: {type: object, properties: {a: {type: integer}}}}}\n"
                         "do:\n  - one: {set: {x: 1}}\n");
    const auto input = file("input.json", "{\n  \"b\": [1],\n  \"a\": \"text\"\n}\n");
    const auto wrong = run({"run", flow, "--input", input});
    EXPECT_EQ(wrong.code, 3);
    EXPECT_EQ(wrong.err.rfind("input.json:3:8: error: ", 0), 0u) << wrong.err;
    EXPECT_NE(wrong.err.find("(/a)"), std::string::npos) << wrong.err;
    const auto broken = run({"run", flow, "--input", file("broken.json", "{\n  nonsense\n}")});
    EXPECT_EQ(broken.code, 3);
    EXPECT_EQ(broken.err.rfind("broken.json:2:", 0), 0u) << broken.err;
    const auto bad = run({"run", file("bad.yaml", std::string(kHead) + "do:\n  - a: {call: nothing}\n")});
    EXPECT_EQ(bad.code, 3);
    EXPECT_EQ(bad.err.rfind("bad.yaml:3:", 0), 0u) << bad.err;
}

TEST_F(Beamctl, AnApprovalMayBeAFault) {
    const auto flow =
        file("flow.yaml", std::string(kHead) + "do:\n  - ask: {call: approval, with: {subject: Really}}\n");
    const auto outcome = run({"run", flow, "--on-approval", "fail"});
    EXPECT_EQ(outcome.code, 4);
    EXPECT_EQ(json(lines(outcome.err).back()).at("instance"), "/do/0/ask");
}

TEST_F(Beamctl, AnotherProcessApprovesThroughTheOwnerOfTheDirectory) {
    const auto flow =
        file("flow.yaml", std::string(kHead) + "do:\n  - ask: {call: approval, with: {subject: Really}}\n");
    Program owner(m_directory, {"run", flow, "--data-dir", m_data});
    const auto run = awaitRun(owner);
    const auto page = json(at({"approvals", "-o", "json"}).out);
    ASSERT_EQ(page.at("items").as_array().size(), 1u);
    const std::string id = page.at("items").at(0).at("id").as_string().c_str();
    EXPECT_EQ(at({"approve", id, "--hash", "stale"}).code, 2);
    const auto approved = at({"approve", id, "--comment", "fine"});
    EXPECT_EQ(approved.code, 0) << approved.err;
    EXPECT_EQ(approved.out, id + " approved\n");
    const auto outcome = owner.wait();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(json(outcome.out).at("outcome"), "approved");
    EXPECT_EQ(at({"reject", id}).code, 2) << "it is decided";
    EXPECT_EQ(at({"watch", run}).code, 0);
}

TEST_F(Beamctl, AFormThatIsNotFilledInIsThree) {
    const auto flow = file("flow.yaml", std::string(kHead) +
                                            "do:\n  - ask: {call: approval, with: {subject: Really, form: {type: "
                                            "object, required: [n], properties: {n: {type: integer}}}}}\n");
    Program owner(m_directory, {"run", flow, "--data-dir", m_data});
    const auto id = awaitRun(owner) + ".1";
    const auto missing = at({"approve", id});
    EXPECT_EQ(missing.code, 3);
    EXPECT_EQ(missing.err.rfind("--data:1:1: error: ", 0), 0u) << missing.err;
    const auto wrong = at({"approve", id, "--data", R"({"n": "x"})"});
    EXPECT_EQ(wrong.code, 3);
    EXPECT_EQ(wrong.err.rfind("--data:1:7: error: ", 0), 0u) << wrong.err;
    EXPECT_EQ(at({"approve", id, "--data", R"({"n": 1})"}).code, 0);
    EXPECT_EQ(owner.wait().code, 0);
}

TEST_F(Beamctl, ACancelledRunIsFiveWhereverItIsFollowed) {
    const auto flow =
        file("flow.yaml", std::string(kHead) + "do:\n  - ask: {call: approval, with: {subject: Really}}\n");
    Program owner(m_directory, {"run", flow, "--data-dir", m_data});
    const auto id = awaitRun(owner);
    EXPECT_EQ(at({"suspend", id}).out, id + " suspended\n");
    EXPECT_EQ(at({"resume", id}).code, 0);
    EXPECT_EQ(at({"cancel", id, "--reason", "enough"}).code, 0);
    const auto outcome = owner.wait();
    EXPECT_EQ(outcome.code, 5);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(at({"watch", id}).code, 5);
    EXPECT_EQ(at({"cancel", id}).code, 2);
}

TEST_F(Beamctl, WhatIsChosenIsDoneAsOneBatch) {
    const auto flow =
        file("flow.yaml", std::string(kHead) + "do:\n  - ask: {call: approval, with: {subject: Really}}\n");
    Program owner(m_directory, {"run", flow, "--data-dir", m_data});
    const auto id = awaitRun(owner);
    EXPECT_EQ(at({"suspend"}).code, 2) << "neither runs nor which";
    EXPECT_EQ(at({"suspend", id, "--text", id}).code, 2) << "both";
    EXPECT_EQ(at({"retry", "--text", id, "--input", flow}).code, 2) << "an input for many";
    const auto preview = json(at({"suspend", "--text", id, "--dry-run", "-o", "json"}).out);
    EXPECT_EQ(preview.at("applicable"), 1);
    const auto suspended = json(at({"suspend", "--text", id, "--reason", "wait", "-o", "json"}).out).at("batch");
    EXPECT_EQ(suspended.at("state"), "completed");
    EXPECT_EQ(suspended.at("done"), 1);
    const std::string batch = suspended.at("id").as_string().c_str();
    EXPECT_NE(at({"batches"}).out.find(batch), std::string::npos);
    EXPECT_NE(at({"batch", batch}).out.find("resumes 1 run"), std::string::npos);
    EXPECT_EQ(json(at({"show", id, "-o", "json"}).out).at("run").at("phase"), "suspended");
    EXPECT_EQ(at({"batch", batch, "undo"}).code, 0);
    EXPECT_EQ(at({"batch", batch, "undo"}).code, 2) << "once";
    EXPECT_EQ(at({"cancel", "--text", id}).code, 0);
    EXPECT_EQ(owner.wait().code, 5);
}

TEST_F(Beamctl, AnInterruptCancelsARunOfItsOwnAndLeavesOthersAlone) {
    const auto flow =
        file("flow.yaml", std::string(kHead) + "do:\n  - ask: {call: approval, with: {subject: Really}}\n");
    Program own(m_directory, {"run", flow});
    awaitRun(own);
    own.signal(SIGINT);
    EXPECT_EQ(own.wait().code, 5);
    Program kept(m_directory, {"run", flow, "--data-dir", m_data});
    const auto id = awaitRun(kept);
    kept.signal(SIGTERM);
    EXPECT_EQ(kept.wait().code, 130);
    EXPECT_EQ(json(at({"show", id, "-o", "json"}).out).at("run").at("phase"), "waiting");
}

TEST_F(Beamctl, DeployStartListShowAndBackup) {
    const auto flow = file("flow.yaml", std::string(kHead) + "do:\n  - one: {set: {got: '${ .a }'}}\n");
    EXPECT_EQ(at({"deploy", flow}).out, "test/flow:1.0.0 deployed\n");
    EXPECT_EQ(at({"deploy", flow}).out, "test/flow:1.0.0 was deployed before\n");
    EXPECT_EQ(at({"deploy", file("other.yaml", std::string(kHead) + "do:\n  - two: {set: {b: 1}}\n")}).code, 2);
    const auto started = at({"start", "flow", "--input", "-", "--label", "team=blue", "--key", "k"}, R"({"a":3})");
    ASSERT_EQ(started.code, 0) << started.err;
    const auto id = lines(started.out).at(0);
    EXPECT_EQ(
        lines(at({"start", "test/flow", "--input", "-", "--label", "team=blue", "--key", "k"}, R"({"a":3})").out).at(0),
        id);
    EXPECT_EQ(at({"watch", id}).code, 0);
    EXPECT_EQ(at({"start", "test/flow:1.0.0", "--key", "k"}).code, 2) << "one key, other content";
    const auto listed =
        json(at({"list", "--label", "team=blue", "--status", "completed", "--since", "1h", "-o", "json"}).out);
    ASSERT_EQ(listed.at("items").as_array().size(), 1u);
    EXPECT_EQ(std::string(listed.at("items").at(0).at("id").as_string()), id);
    EXPECT_NE(at({"list"}).out.find(id), std::string::npos);
    EXPECT_EQ(json(at({"show", id, "-o", "json"}).out).at("output"), (api::Json{{"got", 3}}));
    EXPECT_NE(at({"show", id, "--history"}).out.find("run.completed"), std::string::npos);
    EXPECT_NE(at({"show", id, "--task", "/do/0/one"}).out.find("completed"), std::string::npos);
    EXPECT_EQ(at({"show", "nothing"}).code, 2);
    EXPECT_EQ(at({"start", "nothing"}).code, 2);
    EXPECT_EQ(at({"retry", id}).code, 2);
    EXPECT_EQ(at({"backup", "copy.db"}).code, 0);
    EXPECT_TRUE(std::filesystem::exists(m_directory / "copy.db"));
    EXPECT_NE(at({"backup", "copy.db"}).code, 0);
    EXPECT_EQ(run({"verify", "copy.db"}).code, 0);
    EXPECT_EQ(run({"verify", "missing.db"}).code, 2);
    EXPECT_EQ(run({"recover", "copy.db", "recovered.db"}).code, 0);
    EXPECT_EQ(run({"verify", "recovered.db"}).code, 0);
}

TEST_F(Beamctl, ShowsUnderAnAttemptWhatItSaid) {
    const auto flow = file("flow.yaml", std::string(kHead) + "do:\n  - one: {run: {shell: {command: echo hi}}}\n");
    ASSERT_EQ(at({"run", flow}).code, 0);
    const auto listed = json(at({"list", "-o", "json"}).out);
    const std::string id(listed.at("items").at(0).at("id").as_string());
    const auto shown = lines(at({"show", id, "--task", "/do/0/one"}).out);
    ASSERT_GE(shown.size(), 3U);
    EXPECT_TRUE(shown[shown.size() - 3].starts_with("ATTEMPT")) << shown[shown.size() - 3];
    EXPECT_TRUE(shown[shown.size() - 2].starts_with("1 ")) << shown[shown.size() - 2];
    EXPECT_NE(shown.back().find(" shell "), std::string::npos) << shown.back();
    EXPECT_TRUE(shown.back().ends_with("echo \u2192 exit code 0")) << shown.back();
}

TEST_F(Beamctl, RetriesWithAnotherInputAndDiscards) {
    const auto flow =
        file("flow.yaml",
             std::string(kHead) + "do:\n  - sum: {input: {from: '${ {m: (.n + 1)} }'}, set: {got: '${ .m }'}}\n");
    const auto bad = file("bad.json", R"({"n": "x"})");
    const auto good = file("good.json", R"({"n": 41})");
    std::vector<std::string> ids;
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(at({"run", flow, "--input", bad}).code, 4);
    }
    const auto listed = json(at({"list", "--status", "faulted", "-o", "json"}).out);
    for (const auto& item : listed.at("items").as_array()) {
        ids.emplace_back(item.at("id").as_string());
    }
    ASSERT_EQ(ids.size(), 2U);
    EXPECT_EQ(at({"retry", ids[0], ids[1], "--input", good}).code, 2) << "an input is for one run";
    EXPECT_EQ(at({"retry", ids[0], "--input", file("broken.json", "{")}).code, 3);
    EXPECT_EQ(at({"retry", ids[0], "--input", good}).code, 0);
    EXPECT_EQ(at({"watch", ids[0]}).code, 0);
    EXPECT_NE(at({"show", ids[0]}).out.find("42"), std::string::npos);
    EXPECT_EQ(at({"discard", ids[0]}).code, 2) << "it is completed";
    const auto discarded = at({"discard", ids[1], "--reason", "twice"});
    EXPECT_EQ(discarded.code, 0);
    EXPECT_NE(discarded.out.find("cancelled"), std::string::npos);
}

TEST_F(Beamctl, WhoWatchesTakesOverWhenTheOwnerGoes) {
    const auto flow =
        file("flow.yaml", std::string(kHead) + "do:\n  - ask: {call: approval, with: {subject: Really}}\n");
    Program owner(m_directory, {"run", flow, "--data-dir", m_data});
    const auto id = awaitRun(owner);
    Program watcher(m_directory, {"watch", id, "--data-dir", m_data});
    ASSERT_TRUE(eventually([&] { return watcher.output().find("run.waiting") != std::string::npos; }));
    owner.signal(SIGKILL);
    owner.wait();
    EXPECT_EQ(at({"approve", id + ".1"}).code, 0);
    const auto outcome = watcher.wait();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("run.completed"), std::string::npos) << outcome.out;
}

TEST_F(Beamctl, ResultsThatCannotBeWrittenAreNoSuccess) {
    const auto flow = file("flow.yaml", std::string(kHead) + "do:\n  - one: {set: {x: 1}}\n");
    EXPECT_EQ(run({"run", flow, "--events", "/dev/full"}).code, 1);
    const auto full = Program(m_directory, {"run", flow}, {}, "/dev/full").wait();
    EXPECT_EQ(full.code, 1);
    EXPECT_NE(full.err.find("could not be written"), std::string::npos) << full.err;
}

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

TEST_F(Beamctl, SlipsAreAnsweredWithWhatWasProbablyMeant) {
    EXPECT_NE(run({"lst"}).err.find("\"list\""), std::string::npos);
    EXPECT_NE(run({"fly"}).err.find("beamctl help"), std::string::npos);
    EXPECT_NE(run({}).err.find("approvals"), std::string::npos) << "all commands are listed";
    EXPECT_EQ(run({"run", "-", "--input", "-"}).code, 2);
    const auto data = run({"approve", "x", "--data", "{bad"});
    EXPECT_EQ(data.code, 3);
    EXPECT_EQ(data.err.rfind("--data:1:2: error: ", 0), 0u) << data.err;
    const auto both = json(run({"validate", "-o", "json", "missing.yaml"}).out);
    EXPECT_EQ(both.at(0).at("error").at("code"), "argument.invalid");
}

TEST_F(Beamctl, AnEngineThatCannotBeReachedIsSix) {
    const auto outcome = run({"list", "--data-dir", "/dev/null/data"});
    EXPECT_EQ(outcome.code, 6);
    EXPECT_NE(outcome.err.find("--data-dir"), std::string::npos) << outcome.err;
}

TEST_F(Beamctl, BashCompletesCommandsOptionsAndTheirValues) {
    file("completion.bash", run({"completion", "bash"}).out);
    file("try.bash", R"(source ./completion.bash
complete_words() { COMP_WORDS=(beamctl "$@"); COMP_CWORD=$#; COMPREPLY=(); _beamctl; echo "${COMPREPLY[*]}"; }
complete_words app
complete_words --prof
complete_words -o ''
complete_words --profile list sh
complete_words list --status comp
complete_words list --sta
complete_words completion ''
complete_words schedule b
complete_words run --input try
)");
    const auto command = "cd '" + m_directory.string() + "' && bash ./try.bash >completed.txt 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << readAll(m_directory / "completed.txt");
    EXPECT_EQ(
        readAll(m_directory / "completed.txt"),
        "approvals approve\n--profile\ntable json\nshow\ncompleted\n--status\nbash zsh fish\nbackfill\ntry.bash\n");
}

TEST_F(Beamctl, CompletionAndManualKnowEveryCommandAndOption) {
    EXPECT_EQ(run({"completion", "tcsh"}).code, 2);
    for (const char* shell : {"bash", "zsh", "fish"}) {
        EXPECT_GT(run({"completion", shell}).out.size(), 1000u) << shell;
    }
    auto manual = readAll(std::filesystem::path(BEAMLINE_SOURCE_DIR) / "installer/linux/beamctl.1");
    manual = std::regex_replace(manual, std::regex(R"(\\-)"), "-");
    manual = std::regex_replace(manual, std::regex(R"(\\f.)"), "");
    const auto script = run({"completion", "fish"}).out;
    const std::regex command("-a ([a-z]+) -d");
    const std::regex option(" -l ([a-z-]+)");
    int options = 0;
    for (const auto& line : lines(script)) {
        std::smatch found;
        if (line.find("__fish_use_subcommand") != std::string::npos && std::regex_search(line, found, command)) {
            EXPECT_TRUE(std::regex_search(manual, std::regex("\\b" + found[1].str() + "\\b"))) << found[1];
        } else if (std::regex_search(line, found, option)) {
            EXPECT_NE(manual.find("--" + found[1].str()), std::string::npos) << found[1];
            ++options;
        }
    }
    EXPECT_GT(options, 50);
}

TEST_F(Beamctl, FunctionsExplainsOneWithAnExampleThatRuns) {
    const auto list = run({"functions"});
    EXPECT_EQ(list.code, 0);
    EXPECT_NE(list.out.find("fs.copy"), std::string::npos);
    const auto one = run({"functions", "fs.checksum"});
    EXPECT_EQ(one.code, 0);
    for (const char* part :
         {"INPUT", "algorithm", "default \"sha256\"", "path  string  required", "OUTPUT", "EXAMPLE"}) {
        EXPECT_NE(one.out.find(part), std::string::npos) << part << one.out;
    }
    const auto example = one.out.substr(one.out.find("EXAMPLE\n") + 8);
    EXPECT_EQ(run({"validate", file("example.yaml", kHead + ("do:\n" + example))}).code, 0);
    const auto whole = json(run({"functions", "email", "--output", "json"}).out);
    EXPECT_EQ(whole.at("name"), "email");
    EXPECT_FALSE(whole.at("example").as_string().empty());
    EXPECT_EQ(run({"functions", "nothing"}).code, 2);
}

TEST_F(Beamctl, WorkflowsOfOwnEnginesLogToStderr) {
    const auto flow = file("log.yaml", std::string(kHead) + "do: [{say: {call: log, with: {message: heard}}}]\n");
    const auto done = run({"run", flow});
    EXPECT_EQ(done.code, 0) << done.err;
    EXPECT_EQ(json(done.out), "heard");
    bool found = false;
    for (const auto& line : lines(done.err)) {
        found = found || line.find("\"message\":\"heard\"") != std::string::npos;
    }
    EXPECT_TRUE(found) << done.err;
    EXPECT_EQ(at({"run", flow}).code, 0);
    EXPECT_NE(readAll(m_directory / "data/log/engine.jsonl").find("\"heard\""), std::string::npos);
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
