// SPDX-License-Identifier: Apache-2.0
// The port for any client of NATS: operations by subject, who asks, errors, and what the service tells about itself.

#include <gtest/gtest.h>

#include <set>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/nats/api_service.h"
#include "engine/nats/diagnosis.h"
#include "engine/nats/micro.h"
#include "engine/nats/request.h"
#include "engine/nats/subjects.h"
#include "tests/engine/nats/nats_server.h"
#include "tests/engine/wire/event_log.h"
#include "tests/engine/wire/fake_engine.h"

namespace beamline::nats {
namespace {

using namespace std::chrono_literals;
using test::FakeEngine;

struct Said {
    api::Json json;
    std::string error;  ///< header
    std::string code;
};

class Api : public testing::Test {
protected:
    void SetUp() override {
        m_directory = std::filesystem::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        std::filesystem::create_directory(m_directory);
        server = NatsServer::start(m_directory / "server", "max_payload: 65536");
        if (!server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        target.address.servers = {server->url()};
        connection = open();
        service = serve("n1");
    }
    void TearDown() override {
        service.reset();
        server.reset();
        std::filesystem::remove_all(m_directory);
    }
    std::shared_ptr<SharedConnection> open() {
        auto opened = SharedConnection::open(target);
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        return *opened;
    }
    std::unique_ptr<ApiService> serve(const std::string& node) {
        auto with = open();
        auto made = ApiService::open(engine, with, {node, "prod"});
        EXPECT_TRUE(made.ok()) << made.error().message;
        EXPECT_TRUE(with->flush(10s).ok());
        return std::move(*made);
    }
    /// What a client of any language does.
    Said request(const std::string& subject, const std::string& payload,
                 const std::map<std::string, std::string>& headers = {}) {
        natsMsg* raw = nullptr;
        natsMsg_Create(&raw, subject.c_str(), nullptr, payload.data(), static_cast<int>(payload.size()));
        const Owned<natsMsg> message(raw);
        for (const auto& [name, value] : headers) {
            natsMsgHeader_Set(raw, name.c_str(), value.c_str());
        }
        natsMsg* reply = nullptr;
        const auto status = natsConnection_RequestMsg(&reply, connection->raw(), raw, 20'000);
        const Owned<natsMsg> owned(reply);
        Said said;
        EXPECT_EQ(status, NATS_OK) << subject << ": " << natsStatus_GetText(status);
        if (status == NATS_OK) {
            auto json =
                api::parseJson({natsMsg_GetData(reply), static_cast<std::size_t>(natsMsg_GetDataLength(reply))});
            EXPECT_TRUE(json.ok());
            said.json = json.ok() ? *json : api::Json();
            const char* value = nullptr;
            said.error = natsMsgHeader_Get(reply, "Nats-Service-Error", &value) == NATS_OK ? value : "";
            said.code = natsMsgHeader_Get(reply, "Nats-Service-Error-Code", &value) == NATS_OK ? value : "";
        }
        return said;
    }
    /// All answers to a question that every service answers.
    std::vector<api::Json> askAll(const std::string& subject, std::size_t count) {
        const auto inbox = connection->inbox();
        natsSubscription* raw = nullptr;
        natsConnection_SubscribeSync(&raw, connection->raw(), inbox.c_str());
        const Owned<natsSubscription> subscription(raw);
        natsConnection_PublishRequest(connection->raw(), subject.c_str(), inbox.c_str(), "", 0);
        std::vector<api::Json> out;
        for (std::size_t i = 0; i < count; ++i) {
            natsMsg* message = nullptr;
            EXPECT_EQ(natsSubscription_NextMsg(&message, raw, 20'000), NATS_OK) << subject;
            const Owned<natsMsg> owned(message);
            if (message) {
                out.push_back(*api::parseJson(
                    {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))}));
            }
        }
        return out;
    }

    std::filesystem::path m_directory;
    std::unique_ptr<NatsServer> server;
    Target target;
    std::shared_ptr<FakeEngine> engine = std::make_shared<FakeEngine>();
    std::shared_ptr<SharedConnection> connection;
    std::unique_ptr<ApiService> service;
};

TEST_F(Api, OperationsAreSubjects) {
    const auto good = request("beamline.api.v1.start_run", R"({"workflow":"w"})", {{"Beamline-User", "ada"}});
    EXPECT_EQ(good.json, *api::parseJson(R"({"ok":true,"value":{"run":"w-ada","created":true}})"));
    EXPECT_EQ(good.code, "");
    const auto missing = request("beamline.api.v1.get_run", R"({"run":"x"})");
    EXPECT_EQ(missing.json.at("ok"), false);
    EXPECT_EQ(missing.json.at("error").at("code"), "not_found");
    EXPECT_EQ(missing.json.at("error").at("detail"), *api::parseJson(R"({"run":"x"})"));
    EXPECT_EQ(missing.code, "404");
    EXPECT_EQ(missing.error, "There is no run x.");
    const auto health = request("beamline.api.v1.health", "");
    EXPECT_EQ(health.json.at("value").at("dataDir"), "/data");
}

TEST_F(Api, WhatCannotBeReadIsRefused) {
    EXPECT_EQ(request("beamline.api.v1.start_run", "garbage").code, "400");
    EXPECT_EQ(request("beamline.api.v1.start_run", R"({"workflow":7})").code, "400");
    EXPECT_EQ(request("beamline.api.v1.start_run", "[1]").code, "400");
    const auto unknown = request("beamline.api.v1.fly_away", "{}");
    EXPECT_EQ(unknown.code, "501");
    EXPECT_EQ(unknown.json.at("error").at("code"), "unsupported");
    EXPECT_NE(unknown.error.find("fly_away"), std::string::npos);
    EXPECT_EQ(request("beamline.api.v1.get_run", R"({"run":"x"})", {{"Beamline-Deadline-Ms", "soon"}}).code, "400");
    EXPECT_EQ(request("beamline.api.v1.control_schedule", R"({"action":"explode"})").code, "400")
        << "what is asked for is never guessed";
}

TEST_F(Api, AnswersThatDoNotFitSaySo) {
    EXPECT_EQ(request("beamline.api.v1.get_workflow", R"({"name":"50000"})").code, "");
    const auto large = request("beamline.api.v1.get_workflow", R"({"name":"70000"})");
    EXPECT_EQ(large.code, "400");
    EXPECT_NE(large.error.find("max_payload"), std::string::npos) << large.error;
}

TEST_F(Api, TheServiceTellsAboutItself) {
    const auto other = serve("n2");
    request("beamline.api.v1.get_run", R"({"run":"x"})");
    request("beamline.api.v1.start_run", R"({"workflow":"w"})");
    std::set<std::string> ids;
    for (const auto& ping : askAll("$SRV.PING", 2)) {
        EXPECT_EQ(ping.at("type"), "io.nats.micro.v1.ping_response");
        EXPECT_EQ(ping.at("name"), "beamline");
        EXPECT_EQ(ping.at("version"), BEAMLINE_VERSION);
        EXPECT_EQ(ping.at("metadata").at("cluster"), "prod");
        ids.insert(std::string(ping.at("id").as_string()));
    }
    EXPECT_EQ(ids.size(), 2U);
    EXPECT_EQ(askAll("$SRV.PING.beamline", 2).size(), 2U);
    const auto info = askAll("$SRV.INFO.beamline." + *ids.begin(), 1).at(0);
    EXPECT_EQ(info.at("type"), "io.nats.micro.v1.info_response");
    std::set<std::string> subjects;
    for (const auto& endpoint : info.at("endpoints").as_array()) {
        subjects.insert(std::string(endpoint.at("subject").as_string()));
        EXPECT_EQ(endpoint.at("queue_group"), "beamline-api");
    }
    EXPECT_EQ(subjects.size(), boost::mp11::mp_size<api::Operations>::value + 1);
    EXPECT_TRUE(subjects.contains("beamline.api.v1.start_run"));
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    for (const auto& stats : askAll("$SRV.STATS", 2)) {
        EXPECT_EQ(stats.at("type"), "io.nats.micro.v1.stats_response");
        EXPECT_TRUE(stats.at("started").as_string().ends_with("Z"));
        for (const auto& endpoint : stats.at("endpoints").as_array()) {
            requests += endpoint.at("num_requests").as_int64();
            errors += endpoint.at("num_errors").as_int64();
            if (endpoint.at("num_errors") != 0) {
                EXPECT_EQ(endpoint.at("last_error"), "There is no run x.");
                EXPECT_GT(endpoint.at("processing_time").as_int64(), 0);
            }
        }
    }
    EXPECT_EQ(requests, 2);
    EXPECT_EQ(errors, 1);
}

TEST_F(Api, ADiagnosisFindsIt) {
    const auto found = diagnose(target, 10s);
    ASSERT_EQ(found.steps.size(), 6U);
    EXPECT_TRUE(found.usable);
    for (const auto& step : found.steps) {
        EXPECT_EQ(step.result, step.name == "jetstream" ? StepResult::failed : StepResult::ok)
            << step.name << ": " << step.text;
    }
    auto health = engine->health();
    health.state = api::kUnknown<api::HealthState>;  // one of a newer version
    engine->setHealth(health);
    EXPECT_TRUE(diagnose(target, 10s).usable);
    service.reset();
    const auto gone = diagnose(target, 10s);
    EXPECT_FALSE(gone.usable);
    EXPECT_EQ(gone.steps[5].result, StepResult::failed);
    EXPECT_NE(gone.steps[5].text.find("beamlined"), std::string::npos) << gone.steps[5].text;
}

TEST(ApiHeaders, SayWhoAsks) {
    const auto who = callerOf({{"beamline-user", "ada"},
                               {"beamline-groups", "ops, dev ,,"},
                               {"beamline-tenant", "t"},
                               {"traceparent", "00-a-b-01"},
                               {"beamline-deadline-ms", "5000"}});
    ASSERT_TRUE(who.ok());
    EXPECT_EQ(who->user, "ada");
    EXPECT_EQ(who->groups, (std::vector<std::string>{"ops", "dev"}));
    EXPECT_EQ(who->tenant, "t");
    EXPECT_EQ(who->trace, "00-a-b-01");
    EXPECT_EQ(who->client, "nats");
    EXPECT_GT(who->deadline, api::wallClock());
    EXPECT_EQ(callerOf({})->deadline, 0);
    for (const auto* wrong : {"0", "-5", "1x", "99999999999999999999"}) {
        EXPECT_FALSE(callerOf({{"beamline-deadline-ms", wrong}}).ok()) << wrong;
    }
    EXPECT_FALSE(callerOf({{"beamline-user", std::string(kMaxIdentityHeader + 1, 'x')}}).ok());
    std::string many;
    for (std::size_t i = 0; i <= kMaxCallerGroups; ++i) {
        many += "g,";
    }
    EXPECT_FALSE(callerOf({{"beamline-groups", many}}).ok());
}

TEST(ApiSubjects, AnAnswerDoesNotBecomeACommand) {
    EXPECT_TRUE(mayAnswerTo("_INBOX.abc.1"));
    EXPECT_TRUE(mayAnswerTo("ada.inbox.7"));
    for (const auto* subject :
         {"", "beamline.journal.v1.x", "$JS.API.STREAM.PURGE.X", "caf.exec.result.v1", "a b", "a.>"}) {
        EXPECT_FALSE(mayAnswerTo(subject)) << subject;
    }
    EXPECT_FALSE(mayAnswerTo(std::string(kMaxReplySubject + 1, 'x')));
    EXPECT_EQ(nodeConnectSubject("a.b>c"), "beamline.node.v1.a_b_c.connect");
    EXPECT_EQ(subjectToken(""), "_");
}

}  // namespace
}  // namespace beamline::nats
