// SPDX-License-Identifier: Apache-2.0
// Contexts of the command line tools: every field is honoured or refused by its name.

#include <gtest/gtest.h>

#include <fstream>

#include "engine/api/ids.h"
#include "engine/nats/context.h"
#include "engine/nats/nkey.h"

namespace beamline::nats {
namespace {

class Context : public testing::Test {
protected:
    void SetUp() override {
        m_root = std::filesystem::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        m_directory = m_root / "context";
        std::filesystem::create_directories(m_directory);
    }
    void TearDown() override { std::filesystem::remove_all(m_root); }
    api::Result<Target> read(const std::string& json) {
        std::ofstream(m_directory / "c.json") << json;
        return readContext(m_directory, "c");
    }
    std::string refusal(const std::string& json) {
        const auto target = read(json);
        EXPECT_FALSE(target.ok()) << json;
        return target.ok() ? "" : target.error().message;
    }

    std::filesystem::path m_root;
    std::filesystem::path m_directory;
};

TEST_F(Context, WhatTheToolsWriteIsTakenOver) {
    const auto target =
        read(R"({"description":"d","url":"nats://a:1, tls://b:2","socks_proxy":"","token":"t","user":"u",
        "password":"p","creds":"","nkey":"","cert":"/c.pem","key":"/k.pem","ca":"/ca.pem","nsc":"","jetstream_domain":"hub",
        "jetstream_api_prefix":"","jetstream_event_prefix":"x","inbox_prefix":"_INBOX_ada","user_jwt":"","color_scheme":
        "red","tls_first":false,"windows_cert_store":"","windows_cert_match_by":"","windows_cert_match":"",
        "windows_ca_certs_match":null})");
    ASSERT_TRUE(target.ok()) << target.error().message;
    EXPECT_EQ(target->address.servers, (std::vector<std::string>{"nats://a:1", "tls://b:2"}));
    EXPECT_EQ(target->address.token, "t");
    EXPECT_EQ(target->address.user, "u");
    EXPECT_EQ(target->address.password, "p");
    EXPECT_EQ(target->certFile, "/c.pem");
    EXPECT_EQ(target->keyFile, "/k.pem");
    EXPECT_EQ(target->caFile, "/ca.pem");
    EXPECT_TRUE(target->usesTls());
    EXPECT_EQ(target->jetStreamDomain, "hub");
    EXPECT_EQ(target->inboxPrefix, "_INBOX_ada");
    EXPECT_EQ(read("{}")->address.servers, std::vector<std::string>{"nats://127.0.0.1:4222"});
    EXPECT_FALSE(read("{}")->usesTls());
    EXPECT_EQ(read(R"({"jetstream_api_prefix":"$JS.hub.API"})")->jetStreamPrefix, "$JS.hub.API");
    EXPECT_TRUE(read(R"({"ca":"file:///ca.pem"})")->caFile == "/ca.pem");
}

TEST_F(Context, WhatCannotBeHonouredIsRefusedByName) {
    for (const auto* field :
         {"socks_proxy", "nsc", "windows_cert_store", "windows_cert_match", "windows_cert_match_by", "something_new"}) {
        const auto text = refusal(std::string("{\"") + field + "\":\"x\"}");
        EXPECT_NE(text.find(std::string("The field ") + field), std::string::npos) << text;
    }
    EXPECT_NE(refusal(R"({"tls_first":true})").find("handshake_first"), std::string::npos);
    EXPECT_NE(refusal(R"({"windows_ca_certs_match":["x"]})").find("windows_ca_certs_match"), std::string::npos);
    EXPECT_NE(refusal(R"({"cert":"/c.pem"})").find("cert and key"), std::string::npos);
    EXPECT_NE(refusal(R"({"jetstream_domain":"a","jetstream_api_prefix":"b"})").find("Only one"), std::string::npos);
    EXPECT_NE(refusal(R"({"creds":"op://vault/x"})").find("kept elsewhere"), std::string::npos);
    EXPECT_NE(refusal(R"({"password":"env://PW"})").find("kept elsewhere"), std::string::npos);
    EXPECT_NE(refusal(R"({"user_jwt":"eyJ.x.y"})").find("user_seed"), std::string::npos);
    EXPECT_NE(refusal(R"({"user_seed":"SU"})").find("user_jwt"), std::string::npos);
    EXPECT_TRUE(read(R"({"url":7})").ok() == false);
}

TEST_F(Context, AJwtGoesWithItsSeed) {
    const auto target = read(R"({"user_jwt":"eyJ.x.y","user_seed":"SUANOTCHECKEDHERE"})");
    ASSERT_TRUE(target.ok()) << target.error().message;
    EXPECT_NE(target->address.credentials.find("eyJ.x.y"), std::string::npos);
    EXPECT_NE(target->address.credentials.find("SUANOTCHECKEDHERE"), std::string::npos);
}

TEST_F(Context, TheyAreListedWithTheSelectedOne) {
    std::ofstream(m_directory / "prod.json")
        << R"({"description":"Production","url":"nats://ada:secret@a:1","color_scheme":"red"})";
    std::ofstream(m_directory / "alpha.json") << R"({"socks_proxy":"x"})";
    std::ofstream(m_directory / "broken.json") << "[";
    std::ofstream(m_directory / "notes.txt") << "x";
    std::ofstream(m_root / "context.txt") << " prod\n";
    const auto all = listContexts(m_directory);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].name, "alpha");
    EXPECT_NE(all[0].problem.find("socks_proxy"), std::string::npos);
    EXPECT_NE(all[1].problem, "");
    EXPECT_EQ(all[2].name, "prod");
    EXPECT_EQ(all[2].description, "Production");
    EXPECT_EQ(all[2].color, "red");
    EXPECT_EQ(all[2].servers, "a:1") << "without what may be a secret";
    EXPECT_TRUE(all[2].selected);
    EXPECT_FALSE(all[0].selected);
    EXPECT_EQ(selectedContext(m_directory), "prod");
    EXPECT_TRUE(listContexts(m_root / "none").empty());
    EXPECT_EQ(selectedContext(m_root / "none" / "context"), "");
}

}  // namespace
}  // namespace beamline::nats
