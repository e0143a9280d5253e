// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/conversation.h"

#include <algorithm>

#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::chrono::milliseconds kGoodbye{1'000};    // for a process whose input was closed
constexpr std::chrono::milliseconds kLastWords{5'000};  // of a keeper whose process has closed its output
constexpr std::int64_t kPatienceMs = 100;               // until it is looked whether to go on

std::chrono::milliseconds patience(const Stop& stop) {
    return std::chrono::milliseconds(std::clamp<std::int64_t>(stop.remainingMs(), 0, kPatienceMs));
}
}  // namespace

Conversation::Conversation(std::unique_ptr<Talk> process, std::optional<WorkingFolder> folder,
                           const ProcessRequest& request, const ProcessSettings& settings)
    : m_folder(std::move(folder)), m_process(std::move(process)), m_what(request.what), m_settings(settings) {
    for (const auto& variable : request.environment) {
        m_secrets.push_back(variable.second);
    }
}

Conversation::~Conversation() {
    m_process->closeInput();
    if (!m_hurry) {
        m_process->end(kGoodbye);
    }
}

std::string Conversation::withoutSecrets(std::string text) const {
    return blackened(std::move(text), m_secrets);
}

api::Error Conversation::ended(const Stop& stop) {
    const auto left = std::chrono::milliseconds(std::max<std::int64_t>(stop.remainingMs(), 0));
    const auto answer = m_process->end(std::min(left, kLastWords));
    if (!answer.empty() && !answer.starts_with("code ")) {
        return notRun(m_what, answer, m_settings);
    }
    auto said = withoutSecrets(cleanUtf8(m_process->said()));
    std::replace_if(
        said.begin(), said.end(), [](char c) { return c >= 0 && c < 0x20; }, ' ');
    return fault("runtime", 500, m_what + " ended before it answered" + (said.empty() ? "." : "; it said: " + said));
}

api::Result<api::Unit> Conversation::write(std::string_view bytes, const Stop& stop) {
    while (!bytes.empty()) {
        if (stop.requested()) {
            m_hurry = true;
            return stop.error("Writing to " + m_what);
        }
        const auto before = bytes.size();
        const bool good = m_process->write(bytes, patience(stop));
        m_written += before - bytes.size();
        if (!good) {
            return ended(stop);
        }
    }
    return api::Unit{};
}

api::Result<std::string> Conversation::readLine(std::int64_t maxBytes, const Stop& stop) {
    for (std::size_t looked = 0;;) {
        if (const auto end = m_buffer.find('\n', looked); end != m_buffer.npos) {
            auto line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            return line;
        }
        looked = m_buffer.size();
        if (static_cast<std::int64_t>(looked) > maxBytes) {
            return fault("runtime", 500, m_what + " wrote a line of more than " + std::to_string(maxBytes) + " bytes.");
        }
        if (stop.requested()) {
            m_hurry = true;
            return stop.error("Waiting for " + m_what);
        }
        if (!m_process->read(m_buffer, patience(stop))) {
            return ended(stop);
        }
    }
}

bool Conversation::running() {
    using namespace std::chrono_literals;
    return m_process->read(m_buffer, 0ms) && m_process->end(0ms).empty();
}

}  // namespace beamline::blocks
