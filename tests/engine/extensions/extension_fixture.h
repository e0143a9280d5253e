// SPDX-License-Identifier: Apache-2.0
#pragma once
// Extensions that a test writes as small programs in Python, and how they are called. One thread unless said.

#include <thread>

#include "engine/runtime/extension_caller.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::runtime {

using Kind = routing::CallError::Kind;
using Answer = routing::Caller::Answer;
using namespace std::chrono_literals;

/// "garbage: …", or the answer as JSON text.
inline std::string saidBy(const Answer& answer) {
    if (const auto* object = std::get_if<boost::json::object>(&answer)) {
        return boost::json::serialize(*object);
    }
    constexpr const char* kWords[] = {"timeout", "unavailable", "garbage", "refused"};
    const auto& error = std::get<routing::CallError>(answer);
    return std::string(kWords[static_cast<int>(error.kind)]) + ": " + error.message;
}
inline bool isKind(const Answer& answer, Kind kind) {
    const auto* error = std::get_if<routing::CallError>(&answer);
    return error && error->kind == kind;
}

/// Waits for what must come, generously.
template <class Condition>
bool comes(const Condition& condition) {
    for (int i = 0; i < 3'000 && !condition(); ++i) {
        std::this_thread::sleep_for(10ms);
    }
    return condition();
}

class ExtensionTest : public blocks::BlockTest {
protected:
    ExtensionTest() {
        namespace fs = std::filesystem;
        folder = base / "extensions";
        fs::create_directories(folder);
        // Processes of an engine that is root are another user's.
        for (const auto& path : {base, folder}) {
            fs::permissions(path, fs::perms(0755));
        }
    }

    /// Writes the program of an extension that is a process. It may use serve(f), where f has {id, type, request} and
    /// gives a response, and say(text), which writes a line.
    routing::Extension program(const std::string& id, const std::string& code) {
        static constexpr const char* kPrelude =
            "import json, os, socket, sys, time\n"
            "def say(text):\n"
            "    sys.stdout.write(text + '\\n')\n"
            "    sys.stdout.flush()\n"
            "def serve(f):\n"
            "    for line in sys.stdin:\n"
            "        asked = json.loads(line)\n"
            "        say(json.dumps({'id': asked['id'], 'response': f(asked)}))\n";
        namespace fs = std::filesystem;
        put(folder / id / "main.py", kPrelude + code);
        fs::permissions(folder / id, fs::perms(0755));
        fs::permissions(folder / id / "main.py", fs::perms(0644));
        routing::Extension extension;
        extension.id = id;
        extension.version = "1.0.0";
        routing::Instance instance;
        instance.id = "1";
        instance.transport = routing::Transport::process;
        instance.command = {"python3", "main.py"};
        instance.directory = id;
        extension.instances = {instance};
        return extension;
    }

    ExtensionCaller& caller() {
        if (!made) {
            made = std::make_unique<ExtensionCaller>(settings, nats, folder, secrets, limits);
        }
        return *made;
    }
    Answer ask(const routing::Extension& extension, boost::json::object request = {},
               std::chrono::milliseconds timeout = 30s, const std::string& trace = {}) {
        return caller().call(extension, extension.instances.front(), request, timeout, trace);
    }
    std::string said(const routing::Extension& extension, boost::json::object request = {},
                     std::chrono::milliseconds timeout = 30s) {
        return saidBy(ask(extension, std::move(request), timeout));
    }
    static bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

    std::filesystem::path folder;
    blocks::BrokerAddress nats;
    SecretSource secrets;
    ExtensionProcessLimits limits;
    std::unique_ptr<ExtensionCaller> made;
};

/// With bubblewrap where it works, and with limits alone everywhere.
class ProcessTest : public ExtensionTest, public ::testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        settings.process.sandbox = GetParam();
        isolation = blocks::ProcessRunner(settings.process).isolation();
        if (settings.process.sandbox == "required" && !isolation.sandbox) {
            GTEST_SKIP() << "No sandbox on this machine: " << isolation.problem;
        }
        if (blocks::findProgram({"python3"}).empty()) {
            GTEST_SKIP() << "python3 is not installed; no process was tested.";
        }
    }
    /// The extension's process is there under this word of its command.
    static bool alive(const std::string& mark) {
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            const auto name = entry.path().filename().string();
            if (std::isdigit(static_cast<unsigned char>(name[0])) && std::atoi(name.c_str()) != ::getpid() &&
                has(slurp(entry.path() / "cmdline"), mark)) {
                return true;
            }
        }
        return false;
    }

    blocks::Isolation isolation;
};

inline std::string keptName(const ::testing::TestParamInfo<const char*>& kept) {
    return kept.param;
}

}  // namespace beamline::runtime
