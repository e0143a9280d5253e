// SPDX-License-Identifier: Apache-2.0
// Processes under the keeper: what they get, what they give, and that nothing they do costs more than an error. Each
// test runs in the sandbox where bubblewrap works, and with limits alone everywhere.
#include "engine/blocks/process.h"

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class ProcessTest : public BlockTest, public ::testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        process.sandbox = GetParam();
        const auto state = ProcessRunner(process).isolation();
        sandboxed = state.sandbox;
        otherUser = state.otherUser;
        landlock = state.landlock;
        if (process.sandbox == "required" && !sandboxed) {
            GTEST_SKIP() << "No sandbox on this machine: " << state.problem;
        }
    }

    static ProcessRequest shell(const std::string& command, std::vector<std::string> arguments = {}) {
        ProcessRequest request;
        request.what = "The command";
        request.arguments = {"/bin/sh", "-c", command, "sh"};
        request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
        return request;
    }
    static ProcessRequest python(const std::string& code) {
        ProcessRequest request;
        request.what = "The script";
        request.arguments = {findProgram({"python3"}), "-I"};
        request.fileAt = 2;
        request.fileName = "script.py";
        request.file = code;
        return request;
    }

    api::Result<ProcessOutcome> run(const ProcessRequest& request, std::int64_t ms = 60'000) {
        Invocation invocation;
        invocation.deadline = api::wallClock() + ms;
        invocation.cancel = cancel;
        return ProcessRunner(process).run(request, Stop(invocation, settings), sink);
    }
    /// "code|stdout|stderr", or "type status" with the detail kept.
    std::string result(const ProcessRequest& request, std::int64_t ms = 60'000) {
        const auto outcome = run(request, ms);
        if (!outcome.ok()) {
            detail = outcome.error().message;
            return outcome.error().code + " " + boost::json::serialize(outcome.error().detail);
        }
        return std::to_string(outcome->code) + "|" + outcome->out + "|" + outcome->err;
    }
    /// Whether a process of this user, or of any for root, has this mark in its arguments.
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
    OutputSink sink;
    bool sandboxed = false;
    bool otherUser = false;
    int landlock = 0;
};

TEST_P(ProcessTest, GivesArgumentsInputAndEnvironmentAndTakesOutputAndCode) {
    auto request = shell("cat; echo \"$1|$2|$GREETING\"; echo oops >&2; exit 7", {"a b", "$(id)"});
    request.input = "input\n";
    request.environment = {{"GREETING", "hé"}};
    EXPECT_EQ(result(request), "7|input\na b|$(id)|hé\n|oops\n");
    EXPECT_EQ(result(shell("kill -KILL $$")), "137||");
    EXPECT_EQ(result(shell("printf '\\377a'")),
              "0|\xEF\xBF\xBD"
              "a|");
}

TEST_P(ProcessTest, HasACleanEnvironmentAndAnEmptyFolder) {
    ::setenv("BEAMLINE_TEST_SECRET", "s3cret", 1);
    auto request = shell("env | cut -d= -f1 | sort | tr '\\n' ' '; ls -A | wc -l; touch here && ls; test $HOME = $PWD");
    EXPECT_EQ(result(request), "0|HOME LANG PATH PWD TMPDIR 0\nhere\n|");
    ::unsetenv("BEAMLINE_TEST_SECRET");
    request.environment = {{"PATH", "/usr/bin:/bin"}, {"LD_PRELOAD", ""}};
    EXPECT_EQ(result(request), "0|HOME LANG LD_PRELOAD PATH PWD TMPDIR 0\nhere\n|");
    // Nor are descriptors of this process there: 0 to 3, and what ls has opened itself.
    EXPECT_EQ(result(shell("ls /proc/self/fd | wc -l")), "0|5\n|");
}

TEST_P(ProcessTest, ReadsItsFileAndWritesAResult) {
    auto request =
        python("import os, sys\nos.write(3, b'result')\nprint(open(sys.argv[0]).read().count('os'), sys.argv[1:])");
    request.arguments.push_back("x");
    const auto outcome = run(request);
    ASSERT_TRUE(outcome.ok()) << outcome.error().message;
    EXPECT_EQ(outcome->out, "3 ['x']\n") << outcome->err;
    EXPECT_EQ(outcome->result, "result");
}

TEST_P(ProcessTest, TellsLinesWhileItRuns) {
    std::vector<std::string> lines;
    sink = [&](std::string_view stream, std::string_view text) {
        lines.push_back(std::string(stream) + ":" + std::string(text));
    };
    ASSERT_TRUE(run(shell("echo one; echo two; printf three")).ok());
    EXPECT_EQ(lines, (std::vector<std::string>{"stdout:one", "stdout:two", "stdout:three"}));
    lines.clear();
    EXPECT_EQ(result(shell("seq 5000; head -c 20000 /dev/zero | tr '\\0' x >&2")).size(), 2U + 23'893 + 1 + 20'000);
    EXPECT_LE(lines.size(), 2U * kMaxOutputLinesPerSecond + 4 + 100);
    EXPECT_TRUE(std::all_of(lines.begin(), lines.end(), [](const auto& l) { return l.size() <= kMaxOutputLine + 8; }));
    EXPECT_NE(lines.back().find("lines not shown]"), std::string::npos) << lines.back();
}

TEST_P(ProcessTest, RefusesWhatNoProcessCanBeGiven) {
    EXPECT_EQ(result(shell(std::string("a\0b", 3))), "validation 400");
    auto request = shell("true");
    request.environment = {{"A=B", "c"}};
    EXPECT_EQ(result(request), "validation 400");
    request.environment.clear();
    request.input.assign(kMaxProcessInput + 1, 'x');
    EXPECT_EQ(result(request), "validation 413");
    request = shell("true");
    request.arguments = {"/nowhere/program"};
    if (!sandboxed) {
        EXPECT_EQ(result(request), "runtime 500");
        EXPECT_TRUE(said("No such file")) << detail;
    } else {
        EXPECT_EQ(result(request).substr(0, 2), "1|");  // bubblewrap says it on stderr
    }
}

TEST_P(ProcessTest, EndsAtTheDeadlineAlsoWhatIgnoresSigterm) {
    const auto name = mark();
    EXPECT_EQ(result(shell("trap '' TERM; while :; do :; done; echo " + name), 300), "timeout 408");
    EXPECT_FALSE(alive(name));
    EXPECT_EQ(result(shell("trap 'echo tidy; exit' TERM; while :; do sleep 0.05; done"), 300), "timeout 408");
}

TEST_P(ProcessTest, EndsWhenItIsCancelled) {
    std::thread other([this] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        cancel.cancel();
    });
    EXPECT_EQ(result(shell("sleep 600")), "runtime 499");
    other.join();
    EXPECT_TRUE(said("cancelled")) << detail;
}

TEST_P(ProcessTest, LeavesNoDaemonBehind) {
    const auto name = mark();
    // Twice forked, in a session of its own, deaf to SIGTERM and SIGHUP, with its output closed.
    const auto command = "setsid sh -c 'trap \"\" TERM HUP; (setsid sh -c \"trap \\\"\\\" TERM HUP; sleep 600; echo " +
                         name + "\" >/dev/null 2>&1 &) ; exit' & sleep 0.3; echo done";
    EXPECT_EQ(result(shell(command)), "0|done\n|");
    EXPECT_FALSE(alive(name));
    EXPECT_EQ(result(shell("(setsid sleep 600 &); sleep 600"), 400), "timeout 408");
}

TEST_P(ProcessTest, AForkBombHurtsOnlyItself) {
    process.maxProcesses = 30;
    const auto name = mark();
    const auto bomb = "b() { b | b & }; b; sleep 9; echo " + name;
    const auto before = std::chrono::steady_clock::now();
    const auto end = result(shell(bomb), 3'000);
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(60));
    EXPECT_TRUE(end == "runtime 500" || end == "timeout 408" || end.find("ork") != end.npos) << end;
    EXPECT_FALSE(alive(name));
    EXPECT_EQ(result(shell("echo still here")), "0|still here\n|");
    // The limit is there even before the watcher looks.
    EXPECT_NE(result(shell("for i in $(seq 200); do sleep 0.4 & done; wait")).substr(0, 2), "0|");
}

TEST_P(ProcessTest, AMemoryBombHurtsOnlyItself) {
    process.maxMemoryBytes = 64 * 1024 * 1024;
    const auto one = result(python("x = bytearray(1 << 30)"));
    EXPECT_TRUE(one.find("MemoryError") != one.npos || one == "runtime 500") << one;
    // Many processes that each stay below it.
    const auto many =
        result(python("import os, time\n"
                      "for i in range(8):\n"
                      "    if os.fork() == 0:\n"
                      "        x = bytearray(os.urandom(1 << 20) * 40)\n"
                      "        time.sleep(30)\n"
                      "time.sleep(30)\n"));
    EXPECT_EQ(many, "runtime 500");
    EXPECT_TRUE(said("memory")) << detail;
}

TEST_P(ProcessTest, ADiskFillerHurtsOnlyItself) {
    process.maxDiskBytes = 4 * 1024 * 1024;
    process.maxFileBytes = 1024 * 1024;
    const auto one = result(shell("head -c 3000000 /dev/zero > big"));
    EXPECT_NE(one.substr(0, 2), "0|") << one;
    const auto many =
        result(shell("for i in $(seq 60); do head -c 1000000 /dev/zero > f$i || exit 9; sleep 0.05; done; sleep 5"));
    EXPECT_TRUE(many.substr(0, 2) == "9|" || many == "runtime 500") << many;
    if (sandboxed) {
        EXPECT_EQ(
            result(shell("for d in / /dev /run /etc /usr /var; do touch $d/x 2>/dev/null && echo $d; done; true")),
            "0||");
    }
}

TEST_P(ProcessTest, AFloodOfOutputIsEnded) {
    process.maxOutputBytes = 100'000;
    EXPECT_EQ(result(shell("yes")), "runtime 500");
    EXPECT_TRUE(said("maxOutputBytes")) << detail;
    EXPECT_EQ(result(shell("yes >&2")), "runtime 500");
    EXPECT_EQ(result(shell("yes >&3")), "runtime 500");
}

TEST_P(ProcessTest, TimeOfTheProcessorAndOpenFilesAreLimited) {
    process.maxCpuSeconds = 1;
    EXPECT_EQ(result(shell("while :; do :; done"), 30'000), "137||");
    process.maxOpenFiles = 20;
    const auto files = result(python("f = [open('/dev/null') for i in range(100)]"));
    EXPECT_NE(files.find("Too many open files"), files.npos) << files;
}

TEST_P(ProcessTest, ReadsNothingThatIsNotItsOwn) {
    if (!sandboxed && !otherUser && landlock == 0) {
        GTEST_SKIP() << "Without bubblewrap, landlock and being root a process may read what this user may.";
    }
    put(base / "data" / "journal.db", "secret of the engine");
    std::filesystem::permissions(base / "data", std::filesystem::perms::owner_all);
    EXPECT_EQ(result(shell("cat /etc/shadow 2>/dev/null || echo no")), "0|no\n|");
    EXPECT_EQ(result(shell("cat " + (base / "data" / "journal.db").string() + " 2>/dev/null || echo no")), "0|no\n|");
    EXPECT_EQ(result(shell("ls /root 2>/dev/null || echo no")), "0|no\n|");
    EXPECT_EQ(result(shell("(echo x > " + (base / "data" / "new").string() + ") 2>/dev/null || echo no")), "0|no\n|");
    EXPECT_FALSE(std::filesystem::exists(base / "data" / "new"));
    // Nothing of this process: not its memory, its environment, its descriptors, and no signal.
    const auto self = std::to_string(::getpid());
    EXPECT_EQ(result(shell("cat /proc/" + self + "/environ 2>/dev/null || echo no")), "0|no\n|");
    if (sandboxed || otherUser || landlock >= 6) {
        EXPECT_EQ(result(shell("kill -0 " + self + " 2>/dev/null || echo no")), "0|no\n|");
    }
    EXPECT_EQ(result(shell("kill -0 $PPID 2>/dev/null && echo seen || echo no")).substr(0, 2), "0|");
}

TEST_P(ProcessTest, ReachesNoNetwork) {
    if (!sandboxed && landlock < 4) {
        GTEST_SKIP() << "Without bubblewrap, or landlock of Linux 6.7, nothing refuses the network.";
    }
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ASSERT_EQ(::bind(server, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(::listen(server, 4), 0);
    ASSERT_EQ(::getsockname(server, reinterpret_cast<sockaddr*>(&address), &size), 0);
    const auto code = "import socket\ns = socket.socket()\ns.settimeout(5)\nprint(s.connect_ex(('127.0.0.1', " +
                      std::to_string(ntohs(address.sin_port)) + ")))";
    // ECONNREFUSED, since its loopback is its own; EACCES by landlock.
    EXPECT_EQ(result(python(code)), sandboxed ? "0|111\n|" : "0|13\n|");
    process.network = true;
    EXPECT_EQ(result(python(code)), "0|0\n|");
    ::close(server);
}

TEST_P(ProcessTest, GainsNoRights) {
    EXPECT_EQ(result(shell("grep NoNewPrivs /proc/self/status | tr -d '\\t'")), "0|NoNewPrivs:1\n|");
    if (sandboxed || otherUser) {
        EXPECT_EQ(result(shell("grep CapEff /proc/self/status | tr -d '\\t'; test $(id -u) != 0")),
                  "0|CapEff:0000000000000000\n|");
        EXPECT_EQ(result(shell("su -c id root </dev/null >/dev/null 2>&1 || echo no")), "0|no\n|");
    }
    if (sandboxed) {
        EXPECT_EQ(result(shell("unshare -U true 2>/dev/null || echo no")), "0|no\n|");
        EXPECT_EQ(result(shell("ls -d /proc/[0-9]* | wc -l; hostname")).substr(0, 2), "0|");
    }
}

TEST_P(ProcessTest, EndsWithTheEngine) {
    const auto name = mark();
    const auto engine = ::fork();
    if (engine == 0) {
        const auto ended = run(shell("trap '' TERM HUP; sleep 600; echo " + name));
        ::_exit(ended.ok() ? 0 : 1);
    }
    for (int i = 0; i < 500 && !alive(name); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ASSERT_TRUE(alive(name));
    ::kill(engine, SIGKILL);
    ::waitpid(engine, nullptr, 0);
    for (int i = 0; i < 500 && alive(name); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_FALSE(alive(name));
}

TEST_P(ProcessTest, ManyAtOnceKeepApart) {
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 12; ++i) {
        threads.emplace_back([&, i] {
            const auto text = std::to_string(i);
            const auto outcome = run(shell("sleep 0.1; echo $1 | tee file; cat file", {text}));
            good += outcome.ok() && outcome->out == text + "\n" + text + "\n" ? 1 : 0;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(good, 12);
}

INSTANTIATE_TEST_SUITE_P(Kept, ProcessTest, ::testing::Values("required", "off"),
                         [](const auto& kept) { return std::string(kept.param); });

TEST(Process, WithoutAKeeperNothingIsRunAndItIsSaid) {
    ProcessSettings settings;
    settings.keeper = "/nowhere/beamline-keeper";
    const ProcessRunner runner(settings);
    ProcessRequest request;
    request.what = "The command";
    request.arguments = {"/bin/true"};
    const auto outcome = runner.run(request, Stop({}, {}), {});
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().code, "configuration");
    EXPECT_NE(outcome.error().message.find("beamline-keeper"), std::string::npos);
    EXPECT_EQ(runner.note().substr(0, 14), "not sandboxed:");
}

TEST(Process, TheOwnersProgramsRunAsTheOwner) {
    const ProcessRunner runner({});
    ProcessRequest request;
    request.what = "The command";
    request.arguments = {"/bin/sh", "-c", "id -u; echo $ONLY"};
    request.environment = {{"ONLY", "this"}};
    request.trust = Trust::owner;
    const auto outcome = runner.run(request, Stop({}, {}), {});
    ASSERT_TRUE(outcome.ok()) << outcome.error().message;
    EXPECT_EQ(outcome->out, std::to_string(::getuid()) + "\nthis\n");
}

}  // namespace
}  // namespace beamline::blocks
