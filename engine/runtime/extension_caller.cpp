// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_caller.h"

#include <exception>

#include "engine/runtime/extension_answer.h"

namespace beamline::runtime {

namespace {
using routing::CallError;
}

/// One of the calls that an extension may have at once.
class ExtensionCaller::Place {
public:
    Place(ExtensionCaller& of, std::string key) : m_of(of), m_key(std::move(key)) {
        const std::lock_guard lock(m_of.m_mutex);
        auto& calls = m_of.m_calls[m_key];
        m_taken = calls < kMaxCallsPerExtension;
        calls += m_taken ? 1 : 0;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        const std::lock_guard lock(m_of.m_mutex);
        const auto found = m_of.m_calls.find(m_key);
        if (m_taken && --found->second == 0) {
            m_of.m_calls.erase(found);
        }
    }
    bool taken() const { return m_taken; }

private:
    ExtensionCaller& m_of;
    const std::string m_key;
    bool m_taken = false;
};

ExtensionCaller::ExtensionCaller(const blocks::BlockSettings& settings, blocks::BrokerAddress nats,
                                 std::filesystem::path extensions, SecretSource secrets, ExtensionProcessLimits limits)
    : m_nats(settings.broker, std::move(nats)),
      m_http(settings),
      m_processes(settings.process, std::move(extensions), std::move(secrets), limits) {}

ExtensionCaller::~ExtensionCaller() = default;

std::vector<std::string> ExtensionCaller::log(const std::string& key) {
    std::vector<std::string> texts;
    for (auto& line : lines(key)) {
        texts.push_back(std::move(line.text));
    }
    return texts;
}

routing::Caller::Answer ExtensionCaller::call(const routing::Extension& extension, const routing::Instance& instance,
                                              const boost::json::object& request, std::chrono::milliseconds timeout,
                                              const std::string& trace) {
    try {
        if (timeout.count() <= 0) {
            return CallError{CallError::Kind::timeout,
                             "There was no time left to call " + shownExtension(extension) + "."};
        }
        const Place place(*this, extension.key());
        if (!place.taken()) {
            return CallError{CallError::Kind::busy, shownExtension(extension) +
                                                        " is busy: " + std::to_string(kMaxCallsPerExtension) +
                                                        " calls of it are under way."};
        }
        return send({extension, instance, request, {}, timeout, trace, stopAfter(timeout)});
    } catch (const std::exception& exception) {
        return CallError{CallError::Kind::unavailable, std::string("It could not be called: ") + exception.what()};
    }
}

routing::Caller::Answer ExtensionCaller::send(ExtensionCall call) {
    call.text = boost::json::serialize(call.request);
    const auto unavailable = [&](const std::string& why) {
        return CallError{CallError::Kind::unavailable, shownExtension(call.extension) + why};
    };
    if (call.text.size() > kMaxCallBytes) {
        return unavailable(" would be sent " + std::to_string(call.text.size()) + " bytes; at most " +
                           std::to_string(kMaxCallBytes) + " are.");
    }
    switch (call.instance.transport) {
        case routing::Transport::nats:
            return m_nats.call(call);
        case routing::Transport::http:
            return m_http.call(call);
        case routing::Transport::process:
            return m_processes.call(call);
    }
    return unavailable(" has no address.");
}

}  // namespace beamline::runtime
