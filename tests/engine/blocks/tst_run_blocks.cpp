// SPDX-License-Identifier: Apache-2.0
// `shell`, `script` and `container` as tasks see them.
#include <sys/wait.h>

#include "engine/blocks/container_cleaner.h"
#include "engine/blocks/process_call.h"
#include "engine/blocks/script_block.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class RunBlocksTest : public BlockTest {
protected:
    std::string shown(const std::string& function, std::string_view arguments) {
        return boost::json::serialize(good(function, json(arguments)));
    }
    static bool has(const char* program) { return !findProgram({program}).empty(); }
};

TEST_F(RunBlocksTest, AShellCommandGetsAllThatTheTaskGives) {
    EXPECT_EQ(shown("shell", R"x({"command": "input=$(cat)\necho \"STDIN was: $input\"\necho \"ARGS are $1 $2 $N\"\n",
        "stdin": "Hello World", "arguments": ["Foo", 7], "environment": {"N": 1}})x"),
              R"x("STDIN was: Hello World\nARGS are Foo 7 1\n")x");
    EXPECT_EQ(shown("shell", R"x({"command": "cat", "stdin": {"a": [1]}})x"), R"x("{\"a\":[1]}")x");
    EXPECT_EQ(shown("shell", R"x({"command": "echo $@", "arguments": {"--user": "john", "-v": null}})x"),
              R"x("--user=john -v\n")x");
}

TEST_F(RunBlocksTest, ReturnSaysWhatComesOut) {
    const std::string failing = R"x({"command": "echo out; echo err >&2; exit 3", "return": )x";
    EXPECT_EQ(shown("shell", failing + R"x("code"})x"), "3");
    EXPECT_EQ(shown("shell", failing + R"x("all"})x"), R"x({"code":3,"stdout":"out\n","stderr":"err\n"})x");
    EXPECT_EQ(shown("shell", failing + R"x("stderr"})x"), R"x("err\n")x");
    EXPECT_EQ(bad("shell", json(failing + R"x("stdout"})x")), "runtime 500");
    EXPECT_TRUE(said("exit code 3: err")) << detail;
    EXPECT_EQ(bad("shell", json(failing + R"x("none"})x")), "runtime 500");
    EXPECT_EQ(bad("shell", json(R"x({"command": "exit 4"})x")), "runtime 500");
    EXPECT_TRUE(said("exit code 4, and wrote nothing")) << detail;
    EXPECT_EQ(shown("shell", R"x({"command": "echo out", "return": "none"})x"), "null");
    EXPECT_EQ(shown("shell", R"x({"command": "echo out", "return": "code"})x"), "0");
}

TEST_F(RunBlocksTest, JavaScriptIsAModuleWithArgumentsAndInput) {
    if (!has("node")) {
        GTEST_SKIP() << "This machine has no node.";
    }
    EXPECT_EQ(shown("script", R"json({"language": "javascript", "stdin": "Hello Workflow", "arguments": ["hello"],
        "environment": {"foo": "bar"}, "code": "import { readFileSync } from 'node:fs';\nconst stdin = readFileSync(process.stdin.fd, 'utf8');\nconsole.log('stdin > ', stdin)\nconst [_, __, arg] = process.argv;\nconsole.log('arg > ', arg)\nconsole.log('env > ', process.env.foo)"})json"),
              R"x("stdin >  Hello Workflow\narg >  hello\nenv >  bar\n")x");
    EXPECT_EQ(bad("script", json(R"x({"language": "js", "code": "throw new Error('oops')"})x")), "runtime 500");
    EXPECT_TRUE(said("oops")) << detail;
    EXPECT_EQ(bad("script", json(R"x({"language": "js", "code": "const x = ;"})x")), "runtime 500");
    EXPECT_TRUE(said("SyntaxError")) << detail;
}

TEST_F(RunBlocksTest, WithoutNodeFunctionsRunInTheBuiltInJavaScript) {
    const ScriptBlock block(settings, std::make_shared<ScriptPool>(), [](bool) { return std::string(); });
    std::string printed;
    const auto result = [&](std::string_view arguments) {
        auto invocation = call(json(arguments));
        invocation.output = [&](std::string_view, std::string_view line) { printed += std::string(line) + "|"; };
        const auto done = block.run(invocation);
        const auto* error = std::get_if<api::WorkflowError>(&done);
        detail = error ? error->detail : "";
        return error ? error->type.substr(error->type.rfind('/') + 1) + " " + std::to_string(error->status)
                     : boost::json::serialize(std::get<api::Json>(done));
    };
    const std::string start = R"x({"language": "js", "arguments": {"a": 1, "b": [2, "x'\"\n"]}, )x";
    EXPECT_EQ(result(start + R"x("code": "const c = a + b[0];\nreturn {c, b}; // end"})x"),
              R"x({"c":3,"b":[2,"x'\"\n"]})x");
    EXPECT_EQ(result(start + R"x("code": "return null"})x"), "null");
    EXPECT_EQ(result(start + R"x("code": "console.log(a, 'and', [b[0]]); console.log(true)"})x"),
              R"x("1 and [2]\ntrue\n")x");
    EXPECT_EQ(printed, "1 and [2]|true|");
    EXPECT_EQ(result(start + R"x("code": "return 5", "return": "none"})x"), "null");
    EXPECT_EQ(result(start + R"x("code": "const x = 1;\nreturn a +;"})x"), "validation 400");
    EXPECT_TRUE(said("in line 2") && said("no Node.js")) << detail;
    EXPECT_EQ(result(start + R"x("code": "return await a"})x"), "validation 400");
    EXPECT_EQ(result(start + R"x("code": "})(args); return 5; (function () {"})x"), "validation 400");
    EXPECT_TRUE(said("braces")) << detail;
    EXPECT_EQ(result(start + R"x("code": "})(args); return {printed: 5}; (function () {"})x"), R"x("")x");
    EXPECT_EQ(result(start + R"x("code": "throw new Error('oops')"})x"), "runtime 500");
    EXPECT_TRUE(said("oops")) << detail;
    EXPECT_EQ(result(R"x({"language": "js", "arguments": {"a b": 1}, "code": "return 1"})x"), "validation 400");
    for (const std::string other : {R"x("stdin": "x"})x", R"x("environment": {"A": 1}})x", R"x("return": "code"})x"}) {
        EXPECT_EQ(result(R"x({"language": "js", "arguments": {"a": 1}, "code": "return 1", )x" + other),
                  "configuration 500")
            << other;
        EXPECT_TRUE(said("only functions run")) << detail;
    }
    EXPECT_EQ(result(R"x({"language": "python", "arguments": {"a": 1}, "code": "return 1"})x"), "configuration 500");
    EXPECT_TRUE(said("no Python")) << detail;
}

TEST_F(RunBlocksTest, JavaScriptWithAMapOfArgumentsIsAFunction) {
    if (!has("node")) {
        GTEST_SKIP() << "This machine has no node.";
    }
    const std::string code =
        R"x("code": "function validateEmail(email) {\n const re = /^[a-zA-Z0-9._-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,6}$/;\n return re.test(email);\n}\nreturn { isValid: validateEmail(emailAddress) };\n")x";
    EXPECT_EQ(shown("script", R"x({"language": "js", "arguments": {"emailAddress": "a@b.org"}, )x" + code + "}"),
              R"x({"isValid":true})x");
    EXPECT_EQ(shown("script", R"x({"language": "js", "arguments": {"emailAddress": "a'\"\\`${x}\nb"}, )x" + code + "}"),
              R"x({"isValid":false})x");
    EXPECT_EQ(
        shown("script", R"x({"language": "js", "arguments": {"a": 1, "b": [2]}, "code": "console.log(a + b[0])"})x"),
        R"x("3\n")x");
    EXPECT_EQ(
        shown("script", R"x({"language": "js", "arguments": {"a": 1}, "code": "return await Promise.resolve(null)"})x"),
        "null");
    EXPECT_EQ(bad("script", json(R"x({"language": "js", "arguments": {"a b": 1}, "code": "return 1"})x")),
              "validation 400");
}

TEST_F(RunBlocksTest, PythonIsAScriptOrAFunction) {
    if (!has("python3")) {
        GTEST_SKIP() << "This machine has no python3.";
    }
    EXPECT_EQ(shown("script", R"x({"language": "python", "arguments": ["x", "y"], "stdin": "in",
        "code": "import sys\nprint(sys.stdin.read(), sys.argv[1:])"})x"),
              R"x("in ['x', 'y']\n")x");
    EXPECT_EQ(shown("script", R"x({"language": "python", "arguments": {"name": "Zoë", "list": [1, 2]},
        "code": "text = '''\nline'''\nif name:\n    return {'hi': name + text, 'sum': sum(list)}"})x"),
              R"x({"hi":"Zoë\nline","sum":3})x");
    EXPECT_EQ(shown("script", R"x({"language": "python", "arguments": {"a": 1}, "code": "print(a)"})x"), R"x("1\n")x");
    EXPECT_EQ(bad("script", json(R"x({"language": "python", "arguments": {"a": 1}, "code": "return float('nan')"})x")),
              "runtime 500");
    EXPECT_EQ(bad("script", json(R"x({"language": "python", "code": "import nothing_of_that_name"})x")), "runtime 500");
    EXPECT_TRUE(said("ModuleNotFoundError")) << detail;
}

TEST_F(RunBlocksTest, CodeComesFromAnExternalResource) {
    if (!has("python3")) {
        GTEST_SKIP() << "This machine has no python3.";
    }
    put(root / "scripts" / "hello.py", "print('hello from a file')");
    EXPECT_EQ(shown("script", R"x({"language": "python", "source": {"endpoint": "scripts/hello.py"}})x"),
              R"x("hello from a file\n")x");
    EXPECT_EQ(bad("script", json(R"x({"language": "python", "source": {"endpoint": "../outside.py"}})x")).substr(0, 13),
              "authorization");
}

TEST_F(RunBlocksTest, ASandboxCanBeRequired) {
    const auto state = ProcessRunner(settings.process).isolation();
    settings.process.sandbox = "required";
    if (state.sandbox) {
        EXPECT_EQ(shown("shell", R"x({"command": "echo in"})x"), R"x("in\n")x");
    } else {
        EXPECT_EQ(bad("shell", json(R"x({"command": "echo in"})x")), "configuration 500");
        EXPECT_TRUE(said("require a sandbox")) << detail;
    }
    // Without one it is said where functions are listed.
    settings.process.sandbox = "off";
    const auto all = Registry(settings).listWithNotes();
    const auto shell = std::find_if(all.begin(), all.end(), [](const auto& info) { return info.name == "shell"; });
    EXPECT_NE(shell->summary.find("[not sandboxed:"), std::string::npos) << shell->summary;
    const auto script = std::find_if(all.begin(), all.end(), [](const auto& info) { return info.name == "script"; });
    EXPECT_NE(script->summary.find("Python"), std::string::npos) << script->summary;
}

TEST(ContainerCleaner, RemovesWhenTheTimeHasCome) {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> gone;
    ContainerCleaner cleaner;
    const auto remove = [&](const std::string& name) {
        std::lock_guard lock(mutex);
        gone.push_back(name);
        changed.notify_all();
    };
    cleaner.removeAfter(3'600'000, "late", remove);
    cleaner.removeAfter(20, "second", remove);
    cleaner.removeAfter(0, "first", remove);
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return gone.size() == 2; });
    EXPECT_EQ(gone, (std::vector<std::string>{"first", "second"}));
}

/// Runs where podman or docker answers, with an image made of one static program.
class ContainerTest : public RunBlocksTest {
protected:
    static constexpr const char* kImage = "localhost/beamline-test:1";

    void SetUp() override {
        const auto all = Registry(settings).listWithNotes();
        const auto info = std::find_if(all.begin(), all.end(), [](const auto& i) { return i.name == "container"; });
        if (info->summary.find('[') != std::string::npos) {
            GTEST_SKIP() << "No container can be run here: " << info->summary;
        }
        engine = findProgram({"podman"}).empty() ? "docker" : "podman";
        const auto busybox = findProgram({"busybox"});
        if (busybox.empty()) {
            GTEST_SKIP() << "This machine has no busybox to make an image of.";
        }
        std::filesystem::create_directories(base / "image" / "bin");
        std::filesystem::copy_file(busybox, base / "image" / "bin" / "busybox");
        for (const auto* name : {"sh", "cat", "echo", "sleep", "env", "ls"}) {
            std::filesystem::create_symlink("busybox", base / "image" / "bin" / name);
        }
        if (sh("tar -C " + (base / "image").string() + " -c . | " + engine + " import - " + kImage) != 0) {
            GTEST_SKIP() << engine << " cannot import an image here.";
        }
        if (sh(engine + " run --rm " + kImage + " echo works") != 0) {
            GTEST_SKIP() << engine << " cannot run a container here.";
        }
    }
    static int sh(const std::string& command) {
        const auto status = std::system(("(" + command + ") >/dev/null 2>&1").c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    bool exists(const std::string& name) const { return sh(engine + " container inspect " + name) == 0; }
    std::string with(const std::string& more) const {
        return std::string(R"x({"image": ")x") + kImage + R"x(", "pullPolicy": "never", )x" + more + "}";
    }
    std::string engine;
};

TEST_F(ContainerTest, GetsAllThatTheTaskGivesAndGoesWithAlways) {
    std::filesystem::create_directories(root / "shared");
    put(root / "shared" / "file", "from outside");
    const std::string name = "beamline-test-" + std::to_string(::getpid());
    EXPECT_EQ(shown("container", with(R"x("name": ")x" + name + R"x(", "lifetime": {"cleanup": "always"},
        "command": "input=$(cat)\necho \"STDIN was: $input\"\necho \"ARGS are $1 $2 $N\"; cat /data/file",
        "stdin": "Hello World", "arguments": ["Foo", "Bar"], "environment": {"N": "a b"},
        "volumes": {"shared": "/data"})x")),
              R"x("STDIN was: Hello World\nARGS are Foo Bar a b\nfrom outside")x");
    EXPECT_FALSE(exists(name));
    EXPECT_EQ(shown("container", with(R"x("return": "all", "lifetime": {"cleanup": "always"},
        "command": "echo out; echo err >&2; exit 9")x")),
              R"x({"code":9,"stdout":"out\n","stderr":"err\n"})x");
}

TEST_F(ContainerTest, StaysWithNeverAndGoesLaterWithEventually) {
    auto invocation = call(json(with(R"x("command": "echo hi")x")));
    invocation.workflow = "greet";
    invocation.ns = "samples";
    invocation.task = "say it";
    invocation.key = "key-" + std::to_string(::getpid());
    for (int i = 0; i < 2; ++i) {  // again after a crash: the first makes way
        const auto result = run("container", invocation);
        ASSERT_TRUE(std::holds_alternative<api::Json>(result)) << std::get<api::WorkflowError>(result).detail;
    }
    auto id = api::sha256(invocation.key);
    const auto name = "greet-" + id.substr(0, 8);
    EXPECT_EQ(sh("test $(" + engine + " ps -aq --filter name=" + name + " | wc -l) = 1"), 0);
    EXPECT_EQ(sh(engine + " ps -a --format '{{.Names}}' | grep -qE '^" + name + "-[0-9a-f-]{27}\\.samples-say-it$'"),
              0);
    sh(engine + " rm -f $(" + engine + " ps -aq --filter name=" + name + ")");

    const auto late = "beamline-late-" + std::to_string(::getpid());
    const Registry registry(settings);  // which removes it while it lives
    const auto result =
        registry.block("container")
            ->run(call(json(with(
                R"x("name": ")x" + late +
                R"x(", "command": "echo hi", "lifetime": {"cleanup": "eventually", "after": {"milliseconds": 100}})x"))));
    ASSERT_TRUE(std::holds_alternative<api::Json>(result)) << std::get<api::WorkflowError>(result).detail;
    for (int i = 0; i < 200 && exists(late); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_FALSE(exists(late));
}

TEST_F(ContainerTest, EndsAtTheDeadlineAndRefusesWhatIsNotItsOwn) {
    const std::string name = "beamline-slow-" + std::to_string(::getpid());
    auto invocation =
        call(json(with(R"x("name": ")x" + name + R"x(", "command": "sleep 600", "lifetime": {"cleanup": "always"})x")));
    invocation.deadline = api::wallClock() + 2'000;
    EXPECT_EQ(bad("container", invocation), "timeout 408");
    EXPECT_FALSE(exists(name));
    EXPECT_EQ(bad("container", json(with(R"x("volumes": {"/etc": "/data"})x"))).substr(0, 13), "authorization");
    std::filesystem::create_symlink("/etc", root / "link");
    EXPECT_EQ(bad("container", json(with(R"x("volumes": {"link": "/data"})x"))), "configuration 400");
    EXPECT_EQ(bad("container", json(with(R"x("ports": {"80": "127.0.0.1:80"})x"))), "validation 400");
    EXPECT_EQ(bad("container",
                  json(R"x({"image": "localhost/beamline-nothing:1", "pullPolicy": "never", "return": "all"})x")),
              "runtime 500");
}

}  // namespace
}  // namespace beamline::blocks
