// SPDX-License-Identifier: Apache-2.0
#pragma once
// A router over a real engine and a real nats-server, and plain clients as the original's parts are. Test thread.

#include "engine/api/json_codec.h"
#include "engine/nats/messages.h"
#include "engine/nats/request.h"
#include "engine/nats/router_service.h"
#include "tests/engine/nats/nats_server.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

using namespace std::chrono_literals;
using Headers = std::map<std::string, std::string>;

/// What comes in on a subject.
class Overheard {
public:
    struct Message {
        std::string text;
        Headers headers;
        std::string reply;
        api::Json json() const {
            auto read = api::parseJson(text);
            EXPECT_TRUE(read.ok()) << text;
            return read.ok() ? *read : api::Json();
        }
    };
    Overheard(nats::SharedConnection& connection, const std::string& subject) {
        auto opened = nats::Listening::open(connection, subject, "", [this](natsMsg* message) {
            const auto* reply = natsMsg_GetReply(message);
            const std::lock_guard lock(m_mutex);
            m_messages.push_back({std::string(nats::dataOf(message)), nats::headersOf(message), reply ? reply : ""});
            m_changed.notify_all();
        });
        EXPECT_TRUE(opened.ok());
        m_listening = std::move(*opened);
        EXPECT_TRUE(connection.flush(10s).ok());
    }
    /// The first so many; fewer when no more come.
    std::vector<Message> await(std::size_t count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, 20s, [&] { return m_messages.size() >= count; });
        return m_messages;
    }
    std::size_t count() {
        const std::lock_guard lock(m_mutex);
        return m_messages.size();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Message> m_messages;
    std::unique_ptr<nats::Listening> m_listening;
};

/// Extensions that let everything pass.
class KindCaller : public routing::Caller {
public:
    Answer call(const routing::Extension&, const routing::Instance&, const boost::json::object&,
                std::chrono::milliseconds, const std::string&) override {
        return boost::json::object{{"status", "ok"}};
    }
};

class RouterTest : public EngineTest {
protected:
    static constexpr const char* kPolicy =
        R"({"version": "1.0", "providers": [{"name": "a", "weight": 50}, {"name": "b", "weight": 50}]})";
    static constexpr const char* kOnlyA = R"({"version": "1.0", "providers": [{"name": "a", "weight": 50}],
        "circuit_breaker": {"enabled": true, "failure_threshold": 2}})";
    static constexpr const char* kGuard =
        R"({"id": "guard", "type": "validator", "subject": "beamline.ext.validate.guard.v1", "version": "1.0.0"})";
    static constexpr const char* kGuarded = R"({"version": "1.0", "providers": [{"name": "a", "weight": 50}],
        "validators": [{"id": "guard"}]})";

    void SetUp() override {
        EngineTest::SetUp();
        m_server = nats::NatsServer::start(m_directory / "nats", "max_payload: 4194304");
        if (!m_server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        m_options.routing.caller = std::make_shared<KindCaller>();
        open();
        m_connection = connect();
        m_router = serve("n1");
    }
    void TearDown() override {
        m_router.reset();
        m_connection.reset();
        m_server.reset();
        EngineTest::TearDown();
    }
    std::shared_ptr<nats::SharedConnection> connect() {
        nats::Target target;
        target.address.servers = {m_server->url()};
        auto opened = nats::SharedConnection::open(target);
        EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
        return opened.ok() ? *opened : nullptr;
    }
    std::unique_ptr<nats::RouterService> serve(const std::string& node) {
        const auto with = connect();
        auto made = nats::RouterService::open(m_engine, with, {node, "prod"});
        EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
        EXPECT_TRUE(with->flush(10s).ok());
        return made.ok() ? std::move(*made) : nullptr;
    }
    void publish(const std::string& subject, const std::string& payload, const Headers& headers = {},
                 const char* reply = nullptr) {
        natsMsg* raw = nullptr;
        natsMsg_Create(&raw, subject.c_str(), reply, payload.data(), static_cast<int>(payload.size()));
        const nats::Owned<natsMsg> message(raw);
        for (const auto& [name, value] : headers) {
            natsMsgHeader_Set(raw, name.c_str(), value.c_str());
        }
        EXPECT_EQ(natsConnection_PublishMsg(m_connection->raw(), raw), NATS_OK);
    }
    /// What a client of any language does.
    api::Json request(const std::string& subject, const std::string& payload, const Headers& headers = {}) {
        natsMsg* raw = nullptr;
        natsMsg_Create(&raw, subject.c_str(), nullptr, payload.data(), static_cast<int>(payload.size()));
        const nats::Owned<natsMsg> message(raw);
        for (const auto& [name, value] : headers) {
            natsMsgHeader_Set(raw, name.c_str(), value.c_str());
        }
        natsMsg* reply = nullptr;
        const auto status = natsConnection_RequestMsg(&reply, m_connection->raw(), raw, 20'000);
        const nats::Owned<natsMsg> owned(reply);
        EXPECT_EQ(status, NATS_OK) << subject << ": " << natsStatus_GetText(status);
        auto json = reply ? api::parseJson(nats::dataOf(reply)) : api::Result<api::Json>(api::Json());
        EXPECT_TRUE(json.ok());
        return json.ok() ? *json : api::Json();
    }
    api::Json request(const std::string& subject, const char* payload, const Headers& headers = {}) {
        return request(subject, std::string(payload), headers);
    }
    api::Json request(const std::string& subject, const api::Json& payload, const Headers& headers = {}) {
        return request(subject, boost::json::serialize(payload), headers);
    }
    void put(const std::string& id, const std::string& document, const std::string& tenant = "acme") {
        api::RequestContext who;
        who.tenant = tenant;
        const auto stored = api::callAndWait(*m_engine, api::PutPolicy{id, *api::parseJson(document), "", -1}, who);
        EXPECT_TRUE(stored.ok()) << (stored.ok() ? "" : stored.error().message);
    }
    /// As a program writes it that knows the contract.
    static boost::json::object asked(const std::string& id, boost::json::object more = {}) {
        boost::json::object body{{"version", "1"},
                                 {"tenant_id", "acme"},
                                 {"request_id", id},
                                 {"policy_id", "p"},
                                 {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}};
        for (const auto& [name, value] : more) {
            body[name] = value;
        }
        return body;
    }
    static std::string result(const std::string& assignment, const std::string& provider,
                              const std::string& status = "success") {
        return boost::json::serialize(boost::json::object{{"version", "1"},
                                                          {"assignment_id", assignment},
                                                          {"request_id", "r-" + assignment},
                                                          {"tenant_id", "acme"},
                                                          {"provider_id", provider},
                                                          {"status", status},
                                                          {"job", {{"type", "chat"}}},
                                                          {"latency_ms", 12},
                                                          {"cost", 0.5}});
    }
    static std::string codeOf(const api::Json& answer) {
        const auto* error = answer.is_object() ? answer.as_object().if_contains("error") : nullptr;
        return error ? std::string(error->at("code").as_string()) : std::string();
    }
    static std::string intakeOf(const api::Json& answer) {
        const auto* error = answer.is_object() ? answer.as_object().if_contains("error") : nullptr;
        const auto* intake = error ? error->as_object().if_contains("intake_error_code") : nullptr;
        return intake && intake->is_string() ? std::string(intake->as_string()) : std::string();
    }

    std::unique_ptr<nats::NatsServer> m_server;
    std::shared_ptr<nats::SharedConnection> m_connection;
    std::unique_ptr<nats::RouterService> m_router;
};

}  // namespace beamline::test
