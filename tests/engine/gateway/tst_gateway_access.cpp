// SPDX-License-Identifier: Apache-2.0
// People of two tenants over HTTP: each sees and steers what is theirs.
#include "engine/access/access_engine.h"
#include "tests/engine/gateway/gateway_fixture.h"

namespace beamline::test {

namespace {

class GatewayAccessTest : public GatewayTest {
protected:
    void serveGuarded() {
        auto guarded = std::make_shared<access::AccessEngine>(m_engine, m_engine->accessBook());
        m_options.figures = m_engine;
        auto gateway = gateway::HttpGateway::start(std::move(guarded), m_options);
        ASSERT_TRUE(gateway.ok()) << gateway.error().message;
        m_gateway = std::move(*gateway);
    }
    static std::vector<std::string> by(const std::string& user, const std::string& tenant = {}) {
        std::vector<std::string> headers{"X-Beamline-User: " + user};
        if (!tenant.empty()) {
            headers.push_back("X-Tenant-ID: " + tenant);
        }
        return headers;
    }
    static bool tells(const std::vector<SseFrame>& frames, const std::string& run) {
        return std::any_of(frames.begin(), frames.end(),
                           [&](const auto& frame) { return frame.data.find(run) != std::string::npos; });
    }
    template <class Op>
    void must(Op op) {
        api::RequestContext context;
        context.user = "root";
        const auto reply = api::callAndWait(*m_engine, std::move(op), context);
        ASSERT_TRUE(reply.ok()) << reply.error().message;
    }
    std::string startIn(const std::string& ns) {
        must(api::DeployWorkflow{"document: {dsl: '1.0.3', namespace: " + ns +
                                     ", name: waits, version: '1.0.0'}\ndo:\n  - wait: {wait: {hours: 9}}\n",
                                 "w.yaml"});
        const auto answer = post("/api/v1/runs", R"({"ns":")" + ns + R"(","workflow":"waits"})", by("root"));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return std::string(answer.json().at("run").get_string());
    }
};

}  // namespace

TEST_F(GatewayAccessTest, EachTenantSeesAndSteersWhatIsTheirs) {
    serveGuarded();
    for (const std::string tenant : {"a", "b"}) {
        api::PutTenant put;
        put.tenant.id = tenant;
        must(put);
    }
    must(api::PutMember{"", "root", {"admin"}});
    must(api::PutMember{"a", "ann", {"viewer"}});
    must(api::PutMember{"a", "oli", {"operator"}});
    must(api::PutMember{"b", "oli", {"viewer"}});
    SseReader heard(m_gateway->url() + "/api/v1/events", by("ann"));
    ASSERT_TRUE(heard.awaitComment("connected"));
    const auto theirs = startIn("b");
    const auto ours = startIn("a");
    EXPECT_TRUE(heard.await([&](const auto& frames) { return tells(frames, ours); }));
    EXPECT_TRUE(heard.await([&](const auto& frames) { return !tells(frames, theirs); }));

    const auto list = get("/api/v1/runs", by("ann"));
    ASSERT_EQ(list.status, 200) << list.body;
    EXPECT_NE(list.body.find(ours), std::string::npos);
    EXPECT_EQ(list.body.find(theirs), std::string::npos);
    EXPECT_EQ(get("/api/v1/runs/" + ours, by("ann")).status, 200);
    EXPECT_EQ(get("/api/v1/runs/" + theirs, by("ann")).status, 404);
    EXPECT_EQ(get("/api/v1/runs", by("ann", "b")).status, 403);
    EXPECT_EQ(get("/api/v1/runs", by("nobody")).status, 403);
    EXPECT_EQ(post("/api/v1/runs/" + ours + "/cancel", "{}", by("ann")).status, 403);
    EXPECT_EQ(post("/api/v1/runs/" + theirs + "/cancel", "{}", by("oli", "a")).status, 404);
    EXPECT_EQ(get("/api/v1/runs/" + theirs, by("oli", "b")).status, 200);
    EXPECT_EQ(get("/api/v1/runs", by("oli")).status, 403) << "they have to say as which";
    EXPECT_EQ(post("/api/v1/backups", R"({"path":"/tmp/never"})", by("oli", "a")).status, 403);
    EXPECT_EQ(post("/api/v1/runs/" + ours + "/cancel", "{}", by("oli", "a")).status, 200);
    EXPECT_NE(get("/metrics").body.find("beamline_"), std::string::npos);
}

}  // namespace beamline::test
