// SPDX-License-Identifier: Apache-2.0
// Extensions that are processes and misbehave: each call ends in time with what went wrong, and the next one works.
#include "tests/engine/extensions/extension_fixture.h"

#include <csignal>

namespace beamline::runtime {
namespace {

/// Does what request.how says, an expression or statement of Python, and else answers.
constexpr const char* kObedient =
    "for line in sys.stdin:\n"
    "    asked = json.loads(line)\n"
    "    number = asked['id']\n"
    "    exec(asked['request'].get('how', 'pass'))\n"
    "    say(json.dumps({'id': number, 'response': {'pid': os.getpid()}}))\n"
    "    exec(asked['request'].get('then', 'pass'))\n";

class BrokenExtension : public ProcessTest {
protected:
    std::string how(const std::string& statement, std::chrono::milliseconds timeout = 30s) {
        return said(obedient, {{"how", statement}}, timeout);
    }
    /// The next call is answered, by a process that was started for it.
    void expectFresh() {
        const auto before = caller().counts().started;
        const auto answer = said(obedient);
        EXPECT_TRUE(has(answer, "\"pid\"")) << answer;
        EXPECT_EQ(caller().counts().started, before + 1);
    }

    routing::Extension obedient;

    void SetUp() override {
        ProcessTest::SetUp();
        obedient = program("obedient", kObedient);
    }
};

TEST_P(BrokenExtension, HangsAndIsEnded) {
    ASSERT_TRUE(has(said(obedient), "\"pid\""));
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(how("time.sleep(600)", 200ms), "timeout: 'obedient' did not answer within 200 ms.");
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
    expectFresh();
    EXPECT_TRUE(comes([&] { return caller().counts().ending == 0; }));
}

TEST_P(BrokenExtension, ThatDoesNotWantToEndHoldsNobodyUp) {
    ASSERT_TRUE(has(said(obedient), "\"pid\""));
    EXPECT_EQ(how("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)", 200ms),
              "timeout: 'obedient' did not answer within 200 ms.");
    EXPECT_EQ(caller().counts().ending, 1U) << "the call came back before it had ended";
    expectFresh();
    EXPECT_TRUE(comes([&] { return caller().counts().ending == 0; }));
}

TEST_P(BrokenExtension, IsLateAndItsAnswerIsNobodyElses) {
    ASSERT_TRUE(has(said(obedient), "\"pid\""));
    EXPECT_EQ(how("time.sleep(0.5)", 100ms), "timeout: 'obedient' did not answer within 100 ms.");
    expectFresh();
}

TEST_P(BrokenExtension, IsKilledInTheMiddle) {
    const auto answer = how("os.kill(os.getpid(), 9)");
    EXPECT_EQ(answer, "unavailable: 'obedient' ended before it answered.");
    EXPECT_EQ(caller().counts().started, 1U) << "what it has read is not asked twice";
    expectFresh();
}

TEST_P(BrokenExtension, EndsInTheMiddleOfALine) {
    EXPECT_EQ(
        how("sys.stdout.write('{\"id\": '); sys.stdout.flush(); print('last words', file=sys.stderr); sys.exit(3)"),
        "unavailable: 'obedient' ended before it answered; it said: last words ");
    expectFresh();
    const auto lines = caller().log("obedient");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "last words");
    EXPECT_EQ(lines[1], "[ended: 'obedient' ended before it answered; it said: last words ]");
}

TEST_P(BrokenExtension, ThatDiedWhileItWasIdleIsNotSeen) {
    for (int i = 0; i < 10; ++i) {  // dead, or about to be
        const auto answer = said(obedient, {{"then", "os.kill(os.getpid(), 9)"}});
        EXPECT_TRUE(has(answer, "\"pid\"")) << answer;
    }
    EXPECT_EQ(caller().counts().started, 10U);
}

TEST_P(BrokenExtension, ThatDiesBeforeItReadsIsAskedOnceMore) {
    ASSERT_TRUE(has(said(obedient, {{"then", "time.sleep(0.5); os._exit(0)"}}), "\"pid\""));
    expectFresh();  // it takes the request, and never reads it
    EXPECT_EQ(caller().counts().started, 2U);
}

TEST_P(BrokenExtension, WritesGarbage) {
    const std::pair<const char*, const char*> kCases[] = {
        {"say('Hello!')", "garbage: 'obedient' answered what is no JSON object: Hello!"},
        {"say('')", "garbage: 'obedient' answered what is no JSON object: "},
        {"say('[1]')", "garbage: 'obedient' answered what is no JSON object: [1]"},
        {"say('[' * 100000)", "garbage: 'obedient' answered what is no JSON object: [["},
        {"sys.stdout.buffer.write(b'\\xff\\x00\\n'); sys.stdout.flush()",
         "garbage: 'obedient' answered what is no JSON object: \xEF\xBF\xBD"},
        {"say('{}')", "garbage: 'obedient' answered with no id, not with that of the request."},
        {"number += 1", "garbage: 'obedient' answered with the id 2, not with that of the request."},
        {"number = 0", "garbage: 'obedient' answered with the id 0, not with that of the request."},
        {"number = '1'", "garbage: 'obedient' answered with the id \"1\", not with that of the request."},
        {"say('{\"id\": 1}')", "garbage: 'obedient' answered neither a 'response' that is an object nor an 'error'."},
        {"say('{\"id\": 1, \"response\": [1]}')",
         "garbage: 'obedient' answered neither a 'response' that is an object nor an 'error'."},
        {"say('x' * (2 << 20))", "garbage: 'obedient' wrote a line of more than 1114176 bytes."},
        {"say(json.dumps({'id': 1, 'response': {'text': 'x' * (2 << 20)}}))",
         "garbage: 'obedient' wrote a line of more"},
    };
    for (const auto& [statement, expected] : kCases) {
        made.reset();  // ids begin anew
        const auto answer = how(statement);
        EXPECT_EQ(answer.substr(0, std::string(expected).size()), expected) << statement;
        EXPECT_LT(answer.size(), 300U);
        expectFresh();
    }
}

TEST_P(BrokenExtension, WritesAFloodWithoutAnEnd) {
    EXPECT_TRUE(has(how("while True: sys.stdout.write('x' * 65536)"), "garbage: 'obedient' wrote a line of more than"));
    EXPECT_TRUE(has(how("while True: sys.stderr.write('x' * 65536)", 500ms), "timeout: "));
    expectFresh();
}

TEST_P(BrokenExtension, WritesWhatNobodyAsked) {
    EXPECT_TRUE(has(said(obedient, {{"then", "say('more'); print('done', file=sys.stderr, flush=True)"}}), "\"pid\""));
    ASSERT_TRUE(comes([&] { return !caller().log("obedient").empty(); }));
    expectFresh();
    EXPECT_EQ(caller().log("obedient"),
              (std::vector<std::string>{"done", "[ended: it wrote what nobody had asked for]"}));
}

TEST_P(BrokenExtension, ExitsAtOnce) {
    const auto gone = program("gone", "sys.exit('There is no configuration.')\n");
    EXPECT_EQ(said(gone), "unavailable: 'gone' ended before it answered; it said: There is no configuration. ");
    EXPECT_EQ(caller().log("gone").front(), "There is no configuration.");
    const auto wrong = program("wrong", "(\n");
    EXPECT_TRUE(has(said(wrong), "SyntaxError"));
    auto relative = program("relative", "");
    relative.instances[0].command = {"./main.py"};
    EXPECT_TRUE(has(said(relative), "unavailable: 'relative' ended before it answered; it said: ")) << "not executable";
}

TEST_P(BrokenExtension, CannotBeStarted) {
    auto lost = program("lost", "");
    const auto starts = [&](std::vector<std::string> command, const std::string& directory) {
        lost.instances[0].command = std::move(command);
        lost.instances[0].directory = directory;
        return said(lost);
    };
    EXPECT_EQ(starts({}, "lost"), "unavailable: 'lost' cannot be started: it has no command.");
    EXPECT_EQ(starts({"python3", "main.py"}, "elsewhere"),
              "unavailable: 'lost' cannot be started: there is no folder " + (folder / "elsewhere").string() +
                  "; install its package, or name its 'directory'.");
    EXPECT_TRUE(has(starts({"no-such-program"}, "lost"), "there is no program no-such-program in /usr/local/bin"));
    EXPECT_TRUE(has(starts({"./no"}, "lost"), "there is no ./no in "));
    EXPECT_TRUE(has(starts({"python3"}, "../root"), "its folder ../root leads out of "));
    EXPECT_TRUE(has(starts({"python3"}, "."), "its folder . leads out of "));
    std::filesystem::create_directory_symlink(root, folder / "link");
    EXPECT_TRUE(has(starts({"python3"}, "link"), "its folder link leads out of "));
    EXPECT_TRUE(has(starts({"/no/such/program"}, "elsewhere"), "unavailable: 'lost' "));
    EXPECT_TRUE(has(starts({std::string("/bin/e\0cho", 10)}, "lost"), "zero byte"));
    EXPECT_EQ(caller().counts().running, 0U);
}

TEST_P(BrokenExtension, WhoHasNoTimeIsToldSo) {
    EXPECT_EQ(said(obedient, {}, 0ms), "timeout: There was no time left to call 'obedient'.");
    EXPECT_EQ(said(obedient, {}, -1s), "timeout: There was no time left to call 'obedient'.");
    EXPECT_EQ(caller().counts().started, 0U);
}

INSTANTIATE_TEST_SUITE_P(Kept, BrokenExtension, ::testing::Values("required", "off"), keptName);

}  // namespace
}  // namespace beamline::runtime
