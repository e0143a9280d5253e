// SPDX-License-Identifier: Apache-2.0
// The command line as scripts rest on it: exit codes, what goes to stdout, the last line of stderr, two processes at
// once.
#include <signal.h>

#include <set>

#include "tests/contract/ctl/beamctl_fixture.h"

namespace beamline::test {
namespace {

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
    EXPECT_NE(at({"batch", batch}).out.find("1 suspended"), std::string::npos) << "what has become of its runs";
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

TEST_F(Beamctl, AnEngineThatCannotBeReachedIsSix) {
    const auto outcome = run({"list", "--data-dir", "/dev/null/data"});
    EXPECT_EQ(outcome.code, 6);
    EXPECT_NE(outcome.err.find("--data-dir"), std::string::npos) << outcome.err;
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

}  // namespace
}  // namespace beamline::test
