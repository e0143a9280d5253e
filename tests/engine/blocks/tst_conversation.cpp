// SPDX-License-Identifier: Apache-2.0
// Processes that are spoken to: lines go both ways, and what they try costs no more than it does in tst_process.cpp.
// Each test runs in the sandbox where bubblewrap works, and with limits alone everywhere.
#include "engine/blocks/conversation.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

class ConversationTest : public BlockTest, public ::testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        process.sandbox = GetParam();
        state = ProcessRunner(process).isolation();
        if (process.sandbox == "required" && !state.sandbox) {
            GTEST_SKIP() << "No sandbox on this machine: " << state.problem;
        }
    }
    Stop stopIn(std::int64_t ms) {
        Invocation invocation;
        invocation.deadline = api::wallClock() + ms;
        invocation.cancel = cancel;
        return {invocation, settings};
    }
    std::unique_ptr<Conversation> begin(const std::string& command,
                                        std::map<std::string, std::string> environment = {}) {
        ProcessRequest request;
        request.what = "The command";
        request.arguments = {"/bin/sh", "-c", command, "sh"};
        request.environment = std::move(environment);
        auto conversation = ProcessRunner(process).converse(request);
        EXPECT_TRUE(conversation.ok()) << conversation.error().message;
        return conversation.ok() ? std::move(*conversation) : nullptr;
    }
    /// The next line, or the error's text behind a "!".
    std::string hear(Conversation& conversation, std::int64_t ms = 60'000) {
        const auto line = conversation.readLine(1'000'000, stopIn(ms));
        return line.ok() ? *line : "!" + line.error().message;
    }
    std::string answer(const std::string& command, std::int64_t ms = 60'000) {
        const auto conversation = begin(command);
        return conversation ? hear(*conversation, ms) : "";
    }
    static bool alive(const std::string& mark) {
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            const auto name = entry.path().filename().string();
            if (std::isdigit(static_cast<unsigned char>(name[0])) && std::atoi(name.c_str()) != ::getpid() &&
                slurp(entry.path() / "cmdline").find(mark) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
    std::string mark() const { return "mark-" + std::to_string(::getpid()) + "-" + base.filename().string(); }

    ProcessSettings process;
    CancelToken cancel;
    Isolation state;
};

TEST_P(ConversationTest, LinesGoBothWays) {
    const auto conversation = begin("while read line; do echo \"<$line>\"; done; echo gone >&2", {{"WORD", "sesame"}});
    ASSERT_TRUE(conversation->write("one\ntwo\n", stopIn(60'000)).ok());
    EXPECT_EQ(hear(*conversation), "<one>");
    EXPECT_EQ(hear(*conversation), "<two>");
    const std::string large(300'000, 'x');
    std::thread writer([&] { EXPECT_TRUE(begin("cat >/dev/null; echo")->write(large, stopIn(60'000)).ok()); });
    writer.join();
    ASSERT_TRUE(conversation->write("three\n", stopIn(60'000)).ok());
    EXPECT_EQ(hear(*conversation), "<three>");
    EXPECT_EQ(conversation->withoutSecrets("open sesame"), "open ***");
}

TEST_P(ConversationTest, ItsEndAndItsLastWordsAreTold) {
    EXPECT_EQ(answer("echo oops >&2; exit 3"), "!The command ended before it answered; it said: oops ");
    const auto closed = begin("exec <&-; echo ready; sleep 600");
    EXPECT_EQ(hear(*closed), "ready");
    if (!state.sandbox) {  // whose own process keeps the other end
        EXPECT_FALSE(closed->write("x\n", stopIn(60'000)).ok());
    }
    const auto flood = begin("yes | tr -d '\\n'");
    EXPECT_EQ(hear(*flood), "!The command wrote a line of more than 1000000 bytes.");
    EXPECT_EQ(answer("yes >&2", 500).substr(0, 9), "!Waiting ");
}

TEST_P(ConversationTest, ItsTreeEndsWithIt) {
    const auto name = mark();
    const auto deaf = "trap '' TERM HUP; (setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 0.1; done; echo " + name +
                      "' >/dev/null 2>&1 &); echo ready; while :; do sleep 0.1; done; echo " + name;
    {
        const auto conversation = begin(deaf);
        ASSERT_EQ(hear(*conversation), "ready");
        ASSERT_TRUE(alive(name));
    }
    EXPECT_FALSE(alive(name));
    {
        const auto conversation = begin(deaf);
        ASSERT_EQ(hear(*conversation), "ready");
        cancel.cancel();
        EXPECT_EQ(hear(*conversation), "!Waiting for The command was cancelled.");
    }
    EXPECT_FALSE(alive(name));
}

TEST_P(ConversationTest, EndsWithTheEngine) {
    const auto name = mark();
    const auto engine = ::fork();
    if (engine == 0) {
        const auto conversation = begin("trap '' TERM HUP; while :; do sleep 0.1; done; echo " + name);
        hear(*conversation);
        ::_exit(1);
    }
    const auto becomes = [&](bool wanted) {
        for (int i = 0; i < 1500 && alive(name) != wanted; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return alive(name) == wanted;
    };
    ASSERT_TRUE(becomes(true));
    ::kill(engine, SIGKILL);
    ::waitpid(engine, nullptr, 0);
    EXPECT_TRUE(becomes(false));
}

TEST_P(ConversationTest, BombsHurtOnlyThemselves) {
    process.maxProcesses = 30;
    const auto name = mark();
    answer("b() { b | b & }; b 2>/dev/null; sleep 9; echo " + name, 3'000);
    EXPECT_FALSE(alive(name));
    EXPECT_EQ(answer("echo still here"), "still here");
    process.maxMemoryBytes = 64 * 1024 * 1024;
    const auto python = findProgram({"python3"});
    const auto memory = answer(python +
                               " -c 'import os, time\n"
                               "for i in range(8):\n"
                               "    if os.fork() == 0:\n"
                               "        x = bytearray(os.urandom(1 << 20) * 40)\n"
                               "        time.sleep(30)\n"
                               "time.sleep(30)'");
    EXPECT_NE(memory.find("process.maxMemoryBytes"), memory.npos) << memory;
}

TEST_P(ConversationTest, ReachesNothingThatIsNotItsOwn) {
    EXPECT_EQ(answer("grep NoNewPrivs /proc/self/status | tr -d '\\t'"), "NoNewPrivs:1");
    ::setenv("BEAMLINE_TEST_SECRET", "s3cret", 1);
    EXPECT_EQ(answer("env | cut -d= -f1 | sort | tr '\\n' ' '; echo"), "HOME LANG PATH PWD TMPDIR ");
    ::unsetenv("BEAMLINE_TEST_SECRET");
    EXPECT_EQ(answer("ls /proc/self/fd | tr '\\n' ' '; echo"), "0 1 2 3 4 ") << "0 to 3, and what ls has opened itself";
    if (!state.sandbox && !state.otherUser && state.landlock == 0) {
        GTEST_SKIP() << "Without bubblewrap, landlock and being root a process may read what this user may.";
    }
    put(base / "data" / "journal.db", "secret of the engine");
    std::filesystem::permissions(base / "data", std::filesystem::perms::owner_all);
    const auto own = (base / "data" / "journal.db").string();
    const auto self = std::to_string(::getpid());
    for (const auto& attack : {"cat /etc/shadow", "ls /root", "cat OWN", "echo x > OWN.new", "cat /proc/SELF/environ",
                               "ls -l /proc/SELF/fd/", "echo x > /usr/bin/x", "su -c id root </dev/null"}) {
        std::string command = attack;
        for (const auto& [word, value] : {std::pair<std::string, std::string>{"OWN", own}, {"SELF", self}}) {
            if (const auto at = command.find(word); at != command.npos) {
                command.replace(at, word.size(), value);
            }
        }
        EXPECT_EQ(answer("(" + command + ") >/dev/null 2>&1 && echo reached || echo no"), "no") << attack;
    }
    if (state.sandbox || state.landlock >= 4) {
        HttpServer server([](const std::string&) { return std::string(); });
        const auto connect = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + std::to_string(server.port()) +
                             "' 2>/dev/null && echo reached || echo no";
        EXPECT_EQ(answer(connect), "no");
        process.network = true;
        EXPECT_EQ(answer(connect), "reached");
    }
}

TEST_P(ConversationTest, ReadsWhatTheOwnerAllows) {
    std::filesystem::permissions(base, std::filesystem::perms(0755));
    put(base / "tools" / "data.txt", "allowed\n");
    std::filesystem::permissions(base / "tools", std::filesystem::perms(0755));
    std::filesystem::permissions(base / "tools" / "data.txt", std::filesystem::perms(0644));
    process.readable = {(base / "tools").string()};
    const auto file = (base / "tools" / "data.txt").string();
    EXPECT_EQ(answer("cat " + file), "allowed");
    if (state.sandbox || state.landlock > 0) {
        EXPECT_EQ(answer("(echo x > " + file + ") 2>/dev/null && echo reached || echo no"), "no");
    }
}

INSTANTIATE_TEST_SUITE_P(Kept, ConversationTest, ::testing::Values("required", "off"),
                         [](const auto& kept) { return std::string(kept.param); });

}  // namespace
}  // namespace beamline::blocks
