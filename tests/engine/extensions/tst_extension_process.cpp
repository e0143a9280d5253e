// SPDX-License-Identifier: Apache-2.0
// Extensions that are processes, as long as they do what they should: they are kept, shared and ended.
#include "tests/engine/extensions/extension_fixture.h"

namespace beamline::runtime {
namespace {

class KeptExtension : public ProcessTest {};

constexpr const char* kEcho = "serve(lambda asked: {'got': asked, 'pid': os.getpid()})\n";

TEST_P(KeptExtension, IsAskedInLinesAndKept) {
    auto echo = program("echo", "serve(lambda asked: {'type': asked['type'], 'request': asked['request']})\n");
    echo.type = routing::ExtensionType::validator;
    EXPECT_EQ(said(echo, {{"payload", "line\nwith \xE2\x80\xA8 ends"}}),
              "{\"type\":\"validator\",\"request\":{\"payload\":\"line\\nwith \xE2\x80\xA8 ends\"}}");
    EXPECT_EQ(said(echo, {{"n", 2}}), R"({"type":"validator","request":{"n":2}})");
    const auto counts = caller().counts();
    EXPECT_EQ(counts.started, 1U) << "the second call asks the same process";
    EXPECT_EQ(counts.running, 1U);
}

TEST_P(KeptExtension, MayRefuseAndStays) {
    const auto moody = program("moody",
                               "for line in sys.stdin:\n"
                               "    asked = json.loads(line)\n"
                               "    how = asked['request']['how']\n"
                               "    say(json.dumps({'id': asked['id'], **how}))\n");
    const auto answer = [&](std::string_view how) { return said(moody, {{"how", json(how)}}); };
    EXPECT_EQ(answer(R"({"error": {"code": "no_text", "message": "There is no text."}})"),
              "refused: no_text: There is no text.");
    EXPECT_EQ(answer(R"({"error": "broken"})"), "refused: broken");
    EXPECT_EQ(answer(R"({"error": {}})"), "refused: 'moody' answered with an error that it does not explain.");
    EXPECT_EQ(answer(R"({"response": {"error": {"message": "inside"}}})"), "refused: inside");
    EXPECT_EQ(answer(R"({"error": null, "response": {"fine": true}})"), R"({"fine":true})");
    EXPECT_EQ(caller().counts().started, 1U);
}

TEST_P(KeptExtension, TakesAndGivesAMebibyte) {
    const auto large = program("large", "serve(lambda asked: {'text': asked['request']['text'][::-1]})\n");
    const std::string text(routing::kMaxMessageBytes, 'x');
    EXPECT_EQ(said(large, {{"text", text}}).size(), text.size() + 11);
    EXPECT_EQ(caller().counts().started, 1U);
    EXPECT_TRUE(has(said(large, {{"text", std::string(kMaxCallBytes, 'x')}}), "unavailable: 'large' would be sent"));
}

TEST_P(KeptExtension, IsStartedAnewWhenItIsRegisteredAnew) {
    auto echo = program("echo", kEcho);
    EXPECT_TRUE(has(said(echo), "\"pid\""));
    echo.version = "1.0.1";
    EXPECT_TRUE(has(said(echo), "\"pid\""));
    EXPECT_EQ(caller().counts().started, 2U);
    echo.capabilities.network = true;
    EXPECT_TRUE(has(said(echo), "\"pid\""));
    EXPECT_EQ(caller().counts().started, 3U);
}

TEST_P(KeptExtension, HasAtMostFourProcessesAndCallersWaitNoLongerThanTheyMay) {
    put(base / "gate" / "closed", "");
    std::filesystem::permissions(base / "gate", std::filesystem::perms(0755));
    const auto gate = (base / "gate").string();
    auto busy = program("busy",
                        "def wait(asked):\n"
                        "    while not os.path.exists('" +
                            gate +
                            "/open'):\n"
                            "        time.sleep(0.01)\n"
                            "    return {'open': True}\n"
                            "print('ready', file=sys.stderr, flush=True)\n"
                            "serve(wait)\n");
    busy.capabilities.readable = {gate};
    std::vector<std::thread> callers;
    std::atomic<int> good = 0;
    for (int i = 0; i < 8; ++i) {  // four of them wait for a process
        callers.emplace_back([&] { good += said(busy, {}, 60s) == R"({"open":true})"; });
    }
    EXPECT_TRUE(comes([&] { return caller().counts().started == kMaxExtensionChildren; }));
    EXPECT_EQ(said(busy, {}, 50ms), "busy: All 4 processes of 'busy' were busy for 50 ms.");
    EXPECT_EQ(caller().counts().running, kMaxExtensionChildren);
    put(base / "gate" / "open", "");
    for (auto& one : callers) {
        one.join();
    }
    EXPECT_EQ(good, 8);
    EXPECT_EQ(caller().counts().started, kMaxExtensionChildren);
}

TEST_P(KeptExtension, EndsWhenItIsIdleAndSomebodyCalls) {
    limits.idle = 0ms;
    const auto echo = program("echo", kEcho);
    const auto other = program("other", kEcho);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(has(said(i == 2 ? other : echo), "\"pid\""));
    }
    EXPECT_EQ(caller().counts().started, 3U);
    EXPECT_TRUE(comes([&] { return caller().counts().running == 1 && caller().counts().ending == 0; }));
}

TEST_P(KeptExtension, EndsWithItsCaller) {
    const auto mark = "mark-" + std::to_string(::getpid()) + "-" + base.filename().string();
    auto deaf = program("deaf",
                        "import signal\n"
                        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                        "if os.fork() == 0:\n"
                        "    time.sleep(600)\n"
                        "serve(lambda asked: {})\n"
                        "time.sleep(600)\n");
    deaf.instances[0].command.push_back(mark);
    EXPECT_EQ(said(deaf), "{}");
    EXPECT_TRUE(alive(mark));
    made.reset();
    EXPECT_FALSE(alive(mark));
}

TEST_P(KeptExtension, MayTakeLongToStartWithoutBeingStartedForEver) {
    limits.start = 60s;
    const auto slow = program("slow", "time.sleep(2)\nserve(lambda asked: {'n': asked['request']['n']})\n");
    const std::string large(300'000, 'x');  // more than the system takes before it reads
    int calls = 0;
    Answer answer;
    do {
        answer = ask(slow, {{"large", large}, {"n", ++calls}}, 500ms);
        EXPECT_TRUE(std::holds_alternative<boost::json::object>(answer) || isKind(answer, Kind::timeout))
            << saidBy(answer);
    } while (calls < 100 && !std::holds_alternative<boost::json::object>(answer));
    EXPECT_EQ(saidBy(answer), "{\"n\":" + std::to_string(calls) + "}") << "answers nobody waits for are dropped";
    EXPECT_GT(calls, 1);
    EXPECT_EQ(caller().counts().started, 1U);
}

TEST_P(KeptExtension, MayNotTakeLongerToStartThanItsTime) {
    limits.start = 0ms;
    const auto never = program("never", "time.sleep(600)\n");
    EXPECT_EQ(said(never, {}, 20ms), "timeout: 'never' did not answer within 20 ms.");
    EXPECT_EQ(said(never, {}, 20ms), "timeout: 'never' did not answer within 20 ms.");
    EXPECT_EQ(caller().counts().started, 2U);
}

TEST_P(KeptExtension, WorksForManyAtOnce) {
    const auto echo = program("echo", "serve(lambda asked: {'n': asked['request']['n']})\n");
    std::vector<std::thread> callers;
    std::atomic<int> good = 0;
    for (int thread = 0; thread < 8; ++thread) {
        callers.emplace_back([&, thread] {
            for (int i = 0; i < 10; ++i) {
                const int n = thread * 100 + i;
                good += said(echo, {{"n", n}}, 60s) == "{\"n\":" + std::to_string(n) + "}";
            }
        });
    }
    for (auto& one : callers) {
        one.join();
    }
    EXPECT_EQ(good, 80);
    EXPECT_LE(caller().counts().started, kMaxExtensionChildren);
}

TEST_P(KeptExtension, WhatItWritesToStderrIsKeptToTheLastLines) {
    const auto chatty = program("chatty",
                                "def talk(asked):\n"
                                "    for i in range(250):\n"
                                "        print('line', i, file=sys.stderr)\n"
                                "    sys.stderr.write('x' * 10000 + '\\n')\n"
                                "    sys.stderr.flush()\n"
                                "    return {}\n"
                                "serve(talk)\n");
    EXPECT_TRUE(caller().log("chatty").empty());
    EXPECT_EQ(said(chatty), "{}");
    std::vector<std::string> lines;
    ASSERT_TRUE(comes([&] {
        lines = caller().log("chatty");
        return !lines.empty() && lines.back()[0] == 'x';
    }));
    EXPECT_EQ(lines.size(), kMaxExtensionLogLines);
    EXPECT_EQ(lines.front(), "line 51");
    EXPECT_EQ(lines[198], "line 249");
    EXPECT_EQ(lines.back(), std::string(kMaxExtensionLineBytes, 'x'));
    EXPECT_TRUE(caller().log("other").empty());
}

INSTANTIATE_TEST_SUITE_P(Kept, KeptExtension, ::testing::Values("required", "off"), keptName);

TEST(ExtensionLogTest, ForgetsTheExtensionThatWasSilentLongest) {
    ExtensionLog log;
    for (std::size_t i = 0; i < kMaxExtensionLogs; ++i) {
        log.add("e" + std::to_string(i), "1", "one");
    }
    log.add("e0", "2", "two");
    log.add("new", "1", "three");
    const auto lines = log.lines("e0");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].text + lines[1].text, "onetwo");
    EXPECT_EQ(lines[1].instance, "2");
    EXPECT_GT(lines[1].at, 0);
    EXPECT_TRUE(log.lines("e1").empty());
    EXPECT_EQ(log.lines("new").size(), 1U);
}

}  // namespace
}  // namespace beamline::runtime
