// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/link.h"

#include "engine/api/json_codec.h"
#include "engine/nats/link_hub.h"
#include "engine/nats/session_request.h"
#include "engine/nats/subjects.h"

namespace beamline::nats {

using api::Error;
using api::Result;

namespace {

class NatsConnector final : public wire::Connector {
public:
    NatsConnector(std::shared_ptr<SharedConnection> connection, LinkOptions options)
        : m_options(std::move(options)), m_connection(std::move(connection)) {}
    NatsConnector(Target target, ConnectionOptions how, LinkOptions options)
        : m_options(std::move(options)), m_target(std::move(target)), m_how(std::move(how)) {}
    ~NatsConnector() override { drop(); }

    Result<wire::ConnectionPtr> connect() override {
        if (auto ready = prepare(); !ready.ok()) {
            return ready.error();
        }
        const auto session = m_hub->make();
        const auto subject = m_options.node.empty() ? connectSubject() : nodeConnectSubject(m_options.node);
        const auto answer = ask(*m_connection, subject,
                                writeRequest({kLinkProtocols.oldest, session->subject(), m_options.window,
                                              m_options.client, kLinkProtocols.newest}),
                                m_options.connectTimeout);
        auto offer = answer.ok() ? readOffer(*answer) : Result<SessionOffer>(unanswered(answer.error()));
        if (!offer.ok()) {
            session->close();
            return offer.error();
        }
        session->begin(offer->to, offer->window);
        return wire::ConnectionPtr(session);
    }

private:
    Result<api::Unit> prepare() {
        if (m_target && (!m_connection || m_connection->closed())) {
            drop();
            auto opened = SharedConnection::open(*m_target, m_how);
            if (!opened.ok()) {
                return opened.error();
            }
            m_connection = std::move(*opened);
        }
        if (!m_connection->connected()) {
            return Error{api::code::kUnavailable,
                         "No server of NATS (" + m_connection->shown() +
                             ") can be reached. The connection comes back by itself.",
                         {},
                         true};
        }
        if (!m_hub) {
            auto hub = LinkHub::open(m_connection, m_options, m_connection->inbox());
            if (!hub.ok()) {
                return hub.error();
            }
            m_hub = std::move(*hub);
        }
        return api::Unit{};
    }

    Error unanswered(const Error& why) const {
        const auto who = m_options.node.empty() ? "No Beamline" : "The node " + m_options.node;
        if (why.code == api::code::kForbidden || why.code == api::code::kInvalidArgument) {
            return why;
        }
        return {api::code::kUnavailable,
                who + (m_options.node.empty() ? " answers at " : " does not answer at ") + m_connection->shown() +
                    ". Start `beamlined` with this connection, or check the account.",
                {},
                true};
    }

    void drop() {
        if (m_hub) {
            m_hub->stop();
        }
        m_hub.reset();
        if (m_target) {
            m_connection.reset();
        }
    }

    const LinkOptions m_options;
    const std::optional<Target> m_target;  ///< of a connection that is ours
    const ConnectionOptions m_how;
    std::shared_ptr<SharedConnection> m_connection;
    std::shared_ptr<LinkHub> m_hub;
};

class NatsListener final : public wire::Listener {
public:
    explicit NatsListener(std::shared_ptr<LinkHub> hub) : m_hub(std::move(hub)) {}
    ~NatsListener() override {
        stopAccepting();
        m_hub->stop();
    }

    void start(std::function<void(wire::ConnectionPtr)> accept) override {
        m_accept = std::move(accept);
        if (!m_hub->options().onlyNamed) {
            listen(connectSubject(), kQueueGroup);
        }
        if (!m_hub->options().node.empty()) {
            listen(nodeConnectSubject(m_hub->options().node), {});
        }
    }

    void stopAccepting() override { m_doors.clear(); }

private:
    void listen(const std::string& subject, const std::string& group) {
        auto door = Listening::open(m_hub->connection(), subject, group, [this](natsMsg* message) { knock(message); });
        if (door.ok()) {  // else the connection has been closed, and with it all is over
            m_doors.push_back(std::move(*door));
        }
    }

    /// The library's thread.
    void knock(natsMsg* message) {
        const char* reply = natsMsg_GetReply(message);
        if (!reply || !mayAnswerTo(reply)) {
            return;
        }
        const auto size = static_cast<std::size_t>(natsMsg_GetDataLength(message));
        const auto answer = admit(std::string_view(natsMsg_GetData(message), size));
        natsConnection_Publish(m_hub->connection().raw(), reply, answer.data(), static_cast<int>(answer.size()));
    }

    std::string admit(std::string_view request) {
        const auto wanted = readRequest(request);
        if (!wanted.ok()) {
            return writeRefusal(wanted.error());
        }
        if (m_hub->sessions() >= kMaxSessions) {
            return writeRefusal({api::code::kOverloaded,
                                 "This node has " + std::to_string(kMaxSessions) +
                                     " sessions, which is all it takes. Close some, or try again to get another node.",
                                 {},
                                 true});
        }
        const auto session = m_hub->make();
        session->begin(wanted->to, wanted->window);
        m_hub->post([session, accept = m_accept] { accept(session); });
        return writeOffer({wire::agreed(kLinkProtocols, {wanted->protocol, wanted->newest}), session->subject(),
                           m_hub->options().window, m_hub->options().node});
    }

    const std::shared_ptr<LinkHub> m_hub;
    std::function<void(wire::ConnectionPtr)> m_accept;
    std::vector<std::unique_ptr<Listening>> m_doors;
};

}  // namespace

std::unique_ptr<wire::Connector> natsConnector(Target target, ConnectionOptions connection, LinkOptions options) {
    return std::make_unique<NatsConnector>(std::move(target), std::move(connection), std::move(options));
}

std::unique_ptr<wire::Connector> natsConnector(std::shared_ptr<SharedConnection> connection, LinkOptions options) {
    return std::make_unique<NatsConnector>(std::move(connection), std::move(options));
}

Result<std::unique_ptr<wire::Listener>> natsListener(std::shared_ptr<SharedConnection> connection,
                                                     LinkOptions options) {
    const auto end = connection->inbox();  // unique among all programs; of it only the last token is used
    auto base = apiSubject("link." + subjectToken(end.substr(end.rfind('.') + 1)));
    auto hub = LinkHub::open(std::move(connection), std::move(options), std::move(base));
    if (!hub.ok()) {
        return hub.error();
    }
    return std::unique_ptr<wire::Listener>(std::make_unique<NatsListener>(std::move(*hub)));
}

}  // namespace beamline::nats
