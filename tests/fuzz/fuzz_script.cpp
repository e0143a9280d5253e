// SPDX-License-Identifier: Apache-2.0
// Whatever a child answers its engine gets an answer or an error out of it, in time; whatever it is sent, a real
// beamline-script answers or ends and does not crash.

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/blocks/script_process.h"
#include "engine/blocks/script_protocol.h"

namespace {
using namespace beamline;
using namespace std::chrono_literals;

constexpr auto kTime = 20s;
const std::string kChild = BEAMLINE_BIN_DIR "/beamline-script";

std::string frame(std::string_view text) {
    std::string head(4, '\0');
    for (unsigned i = 0; i < 4; ++i) {
        head[i] = static_cast<char>(text.size() >> (24 - 8 * i));
    }
    return head + std::string(text);
}

/// A child that answers its first question, and the second one with these bytes.
void answers(std::string_view text) {
    const auto folder = std::filesystem::temp_directory_path();
    const auto base = folder / ("beamline-fuzz-" + std::to_string(::getpid()));
    std::ofstream(base.string() + ".bytes", std::ios::binary) << frame("{}\nnull") << text;
    std::ofstream(base) << "#!/bin/sh\nexec cat '" << base.string() << ".bytes'\n";
    std::filesystem::permissions(base, std::filesystem::perms::owner_all);
    if (const auto process = blocks::ScriptProcess::start(base); process.ok()) {
        (void)(*process)->ask({{"do", "evaluate"}}, "[]", std::chrono::steady_clock::now() + kTime);
    }
    std::filesystem::remove(base);
    std::filesystem::remove(base.string() + ".bytes");
}

/// Asks a child that was asked before; it may end, but not by a signal that a mistake in it sends.
void asked(std::string_view text) {
    int sockets[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
        std::abort();
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(sockets[1], STDIN_FILENO);
        ::dup2(sockets[1], STDOUT_FILENO);
        ::execl(kChild.c_str(), kChild.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(sockets[1]);
    const auto bytes = frame("{\"do\": \"ping\"}\nnull") + frame(text) + std::string(text);
    (void)::send(sockets[0], bytes.data(), bytes.size(), MSG_NOSIGNAL);
    ::shutdown(sockets[0], SHUT_WR);
    char said[4096];
    std::size_t size = 0;
    for (ssize_t got = 0; (got = ::read(sockets[0], said, sizeof said)) > 0;) {
        size += static_cast<std::size_t>(got);
    }
    ::close(sockets[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (size == 0 || (code != 0 && code != script::kExitMemory && code != script::kExitStuck)) {
        std::abort();
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    answers(text);
    asked(text);
    return 0;
}
