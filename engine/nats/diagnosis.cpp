// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/diagnosis.h"

#include <condition_variable>
#include <cstdio>
#include <mutex>

#include "engine/api/json_codec.h"
#include "engine/api/values.h"
#include "engine/nats/failure.h"
#include "engine/nats/library.h"
#include "engine/nats/shared_connection.h"
#include "engine/nats/subjects.h"

namespace beamline::nats {

namespace {
using Ms = std::chrono::milliseconds;

std::string milliseconds(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f ms", value);
    return text;
}

class Examination {
public:
    Examination(const Target& target, Ms limit) : m_target(target), m_limit(limit) {}

    Diagnosis run() {
        if (address() && connect()) {
            permissions();
            jetStream();
            beamline();
        }
        for (std::size_t i = m_out.steps.size(); i < std::size(kNames); ++i) {
            m_out.steps.push_back({kNames[i], StepResult::notTried, "Not tried."});
        }
        return std::move(m_out);
    }

private:
    static constexpr const char* kNames[] = {"address",     "tls",       "authentication",
                                             "permissions", "jetstream", "beamline"};

    void add(StepResult result, std::string text) {
        m_out.steps.push_back({kNames[m_out.steps.size()], result, std::move(text)});
    }

    bool address() {
        std::string problems;
        std::string good;
        for (const auto& server : m_target.address.servers) {
            auto said = greet(server, static_cast<int>(m_limit.count()));
            if (!said.problem.empty()) {
                problems += (problems.empty() ? "" : " ") + said.problem;
                continue;
            }
            const auto [host, port] = hostPortOf(server);
            good += (good.empty() ? "" : ", ") + host + ":" + std::to_string(port);
            m_greeting = std::move(said);
        }
        add(good.empty() ? StepResult::failed : StepResult::ok,
            good.empty() ? problems
                         : good + " answers (nats-server " + m_greeting.version + ")." +
                               (problems.empty() ? "" : " Not all do: " + problems));
        return !good.empty();
    }

    /// The steps tls and authentication.
    bool connect() {
        ConnectionOptions options;
        options.name = "beamline connection test";
        options.connectTimeout = m_limit;
        auto opened = SharedConnection::open(m_target, options);
        const bool wanted = m_target.usesTls();
        const std::string noTls = "The server does not ask for TLS: what is sent can be read on the way.";
        if (!opened.ok()) {
            const auto& error = opened.error();
            const bool identity = error.code == api::code::kForbidden;
            if (!identity) {
                add(StepResult::failed, error.message);
                return false;
            }
            add(StepResult::ok, wanted ? "The server's certificate is trusted." : noTls);
            add(StepResult::failed, error.message);
            return false;
        }
        m_connection = *opened;
        add(StepResult::ok, wanted || m_greeting.needsTls ? "The server's certificate is trusted." : noTls);
        const auto trip = m_connection->roundTripMs();
        m_out.roundTripMs = trip.ok() ? *trip : 0;
        add(StepResult::ok, (m_greeting.needsIdentity ? "The server accepts " + identityOf(m_target.address)
                                                      : std::string("The server asks nobody who they are")) +
                                (trip.ok() ? "; there and back in " + milliseconds(*trip) : "") + ".");
        return true;
    }

    /// Asks for the health; what comes back tells of the permissions and of Beamline.
    void permissions() {
        std::mutex mutex;
        std::string denied;
        const auto watch = m_connection->watch({nullptr, nullptr, nullptr,
                                                [&](const std::string&, const api::Error& why) {
                                                    std::lock_guard lock(mutex);
                                                    denied = why.message;
                                                },
                                                nullptr});
        const auto inbox = m_connection->inbox();
        natsSubscription* raw = nullptr;
        auto status = natsConnection_SubscribeSync(&raw, m_connection->raw(), inbox.c_str());
        const Owned<natsSubscription> subscription(raw);
        if (status == NATS_OK) {
            status = natsConnection_PublishRequest(m_connection->raw(), healthSubject().c_str(), inbox.c_str(), "", 0);
        }
        const auto end = std::chrono::steady_clock::now() + m_limit;
        while (status == NATS_OK && std::chrono::steady_clock::now() < end) {
            natsMsg* message = nullptr;
            status = natsSubscription_NextMsg(&message, raw, kLookMs);
            const Owned<natsMsg> owned(message);
            std::lock_guard lock(mutex);
            if (!denied.empty()) {
                break;
            }
            if (status == NATS_OK && !natsMsg_IsNoResponders(message)) {
                m_answer.assign(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)));
            }
            if (status != NATS_TIMEOUT) {
                break;
            }
            status = NATS_OK;
        }
        std::lock_guard lock(mutex);
        if (!denied.empty()) {
            add(StepResult::failed,
                denied + " Beamline needs to publish to " + std::string(kApi) + ".> and to subscribe to its inbox.");
            return;
        }
        m_mayAsk = true;
        add(StepResult::ok, "Requests to " + std::string(kApi) + ".> are allowed, and so are their answers.");
    }

    void jetStream() {
        const Owned<jsCtx> context(m_connection->jetStream());
        jsOptions options;
        jsOptions_Init(&options);
        options.Wait = m_limit.count();
        jsAccountInfo* info = nullptr;
        jsErrCode code{};
        const auto status = context ? js_GetAccountInfo(&info, context.get(), &options, &code) : NATS_NO_MEMORY;
        if (status == NATS_OK) {
            add(StepResult::ok, "JetStream is there, with " + std::to_string(info->Streams) +
                                    (info->Streams == 1 ? " stream." : " streams."));
        } else if (code == JSNotEnabledForAccountErr || code == JSNotEnabledErr || status == NATS_NO_RESPONDERS) {
            add(StepResult::failed,
                "JetStream is not enabled for this account. A console does not need it; a node does: enable it in the "
                "server's configuration.");
        } else {
            add(StepResult::failed,
                "JetStream did not answer (" + std::string(natsStatus_GetText(status)) +
                    "). This user may not be allowed to ask it, which a console need not be; a node must.");
        }
        jsAccountInfo_Destroy(info);
    }

    void beamline() {
        if (!m_mayAsk) {
            return;
        }
        const auto json = m_answer.empty() ? api::Result<api::Json>(api::Error{}) : api::parseJson(m_answer);
        const auto* object = json.ok() ? json->if_object() : nullptr;
        const auto* value = object ? object->if_contains("value") : nullptr;
        const auto health =
            value ? api::fromJson<api::Health>(*value, api::Reading::newer) : api::Result<api::Health>(api::Error{});
        if (!health.ok()) {
            add(StepResult::failed, m_answer.empty()
                                        ? "No Beamline answers here. Start `beamlined` with this connection, or "
                                          "choose another account or server."
                                        : "What answers at " + healthSubject() + " is not a Beamline of this kind.");
            return;
        }
        m_out.usable = true;
        m_out.version = health->version;
        m_out.cluster = health->cluster;
        m_out.node = health->node;
        add(StepResult::ok, "Beamline " + health->version + " answers" +
                                (health->node.empty() ? "" : ", node " + health->node) +
                                (health->cluster.empty() ? "" : " of the cluster " + health->cluster) + ".");
    }

    const Target& m_target;
    const Ms m_limit;
    Diagnosis m_out;
    Greeting m_greeting;
    std::shared_ptr<SharedConnection> m_connection;
    bool m_mayAsk = false;
    std::string m_answer;
};
}  // namespace

Diagnosis diagnose(const Target& target, Ms limit) {
    return Examination(target, limit).run();
}

}  // namespace beamline::nats
