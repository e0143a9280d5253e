// SPDX-License-Identifier: Apache-2.0
// Who may ask, how much, and what is answered to what makes no sense.

#include "engine/api/ids.h"
#include "engine/gateway/event_intake.h"
#include "tests/engine/gateway/gateway_fixture.h"

namespace beamline::test {

class Gateway : public GatewayTest {
protected:
    std::string refusal() {
        auto gateway = gateway::HttpGateway::start(m_engine, m_options);
        return gateway.ok() ? "it serves" : gateway.error().message;
    }
};

TEST_F(Gateway, TellsThatItLivesAndIsReady) {
    std::vector<std::string> reasons;
    m_options.readiness = [&] { return reasons; };
    serve();
    const auto health = get("/_health");
    EXPECT_EQ(health.status, 200);
    EXPECT_EQ(health.json().at("status"), "healthy");
    const std::string at(health.json().at("timestamp").get_string());
    EXPECT_EQ(at.size(), std::string_view("2026-11-27T13:48:31.032Z").size()) << at;
    EXPECT_EQ(get("/health").json().at("status"), "healthy");
    EXPECT_EQ(get("/_readyz").status, 200);
    EXPECT_EQ(ask({"HEAD", m_gateway->url() + "/_readyz", {}, {}, {}}).status, 200);
    reasons = {"The order is not read yet."};
    const auto ready = get("/_readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_EQ(ready.json().at("reasons").at(0), "The order is not read yet.");
    reasons.clear();
    m_engine->stop(std::chrono::seconds(5));
    EXPECT_EQ(get("/_readyz").status, 503);
    EXPECT_EQ(get("/_health").status, 200);
}

TEST_F(Gateway, TellsFigures) {
    m_options.metrics = std::make_shared<telemetry::Metrics>();
    m_options.metrics->addSource([](auto& sink) { sink.gauge("beamline_order_lag", "Behind.", {}, 3); });
    serve();
    deploy(kWaiting);
    ASSERT_TRUE(awaitPhase(start("waiting"), "waiting"));
    const auto answer = get("/metrics");
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    for (const auto* line : {"\nbeamline_order_lag 3\n", "\nbeamline_runs{phase=\"waiting\"} 1\n",
                             "\nbeamline_engine_state{state=\"healthy\"} 1\n", "\n# TYPE beamline_pool_queued gauge\n",
                             "\nprocess_resident_memory_bytes ", "\nprocess_cpu_seconds_total ",
                             "\ngateway_http_requests_total{method=\"POST\",route=\"/api/v1/runs\",status=\"201\"} 1\n",
                             "\ngateway_http_request_duration_seconds_bucket{method=\"POST\",route=\"/api/v1/"
                             "runs\",le=\"+Inf\"} 1\n"}) {
        EXPECT_NE(answer.body.find(line), std::string::npos) << line << "\nin\n" << answer.body;
    }
}

TEST_F(Gateway, AnErrorHasTheEnvelopeOfTheContract) {
    serve();
    const auto answer =
        get("/api/v1/runs/nobody", {"X-Request-ID: r-1", "X-Tenant-ID: acme",
                                    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"});
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.header("x-request-id"), "r-1");
    const auto body = answer.json();
    EXPECT_EQ(body.at("ok"), false);
    EXPECT_EQ(body.at("error").at("code"), "not_found");
    EXPECT_TRUE(body.at("error").at("message").is_string());
    EXPECT_TRUE(body.at("error").at("details").is_object());
    EXPECT_EQ(
        body.at("context"),
        (api::Json{{"request_id", "r-1"}, {"trace_id", "0af7651916cd43dd8448eb211c80319c"}, {"tenant_id", "acme"}}));
}

TEST_F(Gateway, WhatMakesNoSenseIsRefused) {
    serve();
    EXPECT_EQ(get("/").status, 404);
    EXPECT_EQ(get("/api/v1/runs/").status, 404);
    EXPECT_EQ(get("/api/v1/runs/%zz").status, 400);
    EXPECT_EQ(get("/api/v1/runs/%ff").status, 400);
    EXPECT_EQ(get("/api/v1/runs?limit=%").status, 400);
    EXPECT_EQ(post("/api/v1/runs", "{").status, 400);
    EXPECT_EQ(post("/api/v1/runs", "[]").status, 400);
    EXPECT_EQ(post("/api/v1/runs", R"({"ns":1})").json().at("error").at("details").at("pointer"), "/ns");
    EXPECT_EQ(post("/api/v1/runs", "ns=a", {}, "text/plain").status, 415);
    EXPECT_EQ(post("/api/v1/list_runs", R"({"filter":{"phase":"waiting"}})").status, 400);
    EXPECT_EQ(get("/api/v1/runs", {"X-Deadline-Ms: soon"}).status, 400);
    EXPECT_EQ(get("/api/v1/runs", {"X-Deadline-Ms: 0"}).status, 400);
    EXPECT_EQ(ask({"OPTIONS", m_gateway->url() + "/api/v1/runs", {}, {}, {}}).status, 405);
    const auto deep = std::string(100'000, '[');
    EXPECT_EQ(post("/api/v1/runs", deep).status, 400);
    BareSocket rubbish(m_gateway->port());
    rubbish.say("RUBBISH\r\n\r\n");
    rubbish.hear();
    BareSocket half(m_gateway->port());
    half.say("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
    EXPECT_EQ(get("/_health").status, 200);
}

TEST_F(Gateway, LongBodiesAreNotRead) {
    m_options.limits.bodyBytes = 1'000;
    serve();
    const auto is413 = [](const HttpAnswer& answer) {
        EXPECT_EQ(answer.status, 413) << answer.body;
        EXPECT_EQ(answer.error(), "payload_too_large");
    };
    is413(post("/api/v1/runs", std::string(1'001, ' ')));
    is413(post("/api/v1/runs", std::string(5'000'000, ' ')));
    EXPECT_EQ(post("/api/v1/runs", std::string(1'000, ' ')).status, 400);
    BareSocket chunked(m_gateway->port());
    chunked.say(
        "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" +
        std::string(2'000, ' ') + "\r\n0\r\n\r\n");
    EXPECT_NE(chunked.hear("payload_too_large").find(" 413 "), std::string::npos);
    BareSocket endless(m_gateway->port());
    endless.say("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 1'000; ++i) {
        endless.say("7d0\r\n" + std::string(2'000, ' ') + "\r\n");
    }
    endless.hear();  // hung up
    const auto headers = get("/_health", {"X-Long: " + std::string(60'000, 'x')});
    EXPECT_TRUE(headers.status == 431 || headers.status == 413) << headers.status;
}

TEST_F(Gateway, TooManyRequestsOfOneClientWait) {
    m_options.limits.requestsPerSecond = 0.01;
    m_options.limits.burst = 2;
    serve();
    EXPECT_EQ(get("/api/v1/cluster", {"X-Beamline-User: ann"}).status == 429, false);
    EXPECT_EQ(get("/api/v1/cluster", {"X-Beamline-User: ann"}).status == 429, false);
    auto third = get("/api/v1/cluster", {"X-Beamline-User: ann"});
    EXPECT_EQ(third.status, 429);
    EXPECT_EQ(third.error(), "rate_limit_exceeded");
    EXPECT_EQ(third.header("x-ratelimit-remaining"), "0");
    EXPECT_GE(std::stoi(third.header("retry-after")), 1);
    EXPECT_EQ(third.header("x-ratelimit-reset"), third.header("retry-after"));
    EXPECT_EQ(third.json().at("error").at("details").at("endpoint"), "/api/v1/cluster");
    EXPECT_NE(get("/api/v1/cluster", {"X-Beamline-User: bob"}).status, 429);
    EXPECT_EQ(get("/_health").status, 200);
}

TEST_F(Gateway, ConnectionsAreLimited) {
    m_options.limits.connectionsPerAddress = 1;
    m_options.limits.threads = 1;
    serve();
    const std::string question = "GET /_health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    {
        BareSocket first(m_gateway->port());
        first.say(question);
        EXPECT_NE(first.hear("healthy").find(" 200 "), std::string::npos);
        BareSocket second(m_gateway->port());
        second.say(question);
        EXPECT_EQ(second.hear(), "") << "hung up";
        first.say(question);
        EXPECT_NE(first.hear("healthy").find(" 200 "), std::string::npos);
    }
    std::string heard;
    while (heard.empty()) {  // until it is seen that the first has left
        BareSocket third(m_gateway->port());
        third.say(question);
        heard = third.hear("healthy");
    }
    EXPECT_NE(heard.find(" 200 "), std::string::npos);
}

TEST_F(Gateway, WhoSaysNothingIsHungUp) {
    m_options.limits.idle = std::chrono::seconds(1);
    m_options.limits.body = std::chrono::seconds(-1);
    serve();
    BareSocket silent(m_gateway->port());
    EXPECT_EQ(silent.hear(), "");
    BareSocket half(m_gateway->port());
    half.say("GET /_health HTTP/1.1\r\n");
    EXPECT_EQ(half.hear().find(" 200 "), std::string::npos);
    EXPECT_EQ(post("/api/v1/runs", "{}").status, 0) << "its body did not come in time";
}

TEST_F(Gateway, OtherMachinesNeedTokens) {
    m_options.address = "0.0.0.0";
    EXPECT_NE(refusal().find("without knowing who asks"), std::string::npos) << refusal();
    m_options.address = "example.com";
    EXPECT_NE(refusal().find("no address of IPv4 or IPv6"), std::string::npos);
    m_options.address = "127.0.0.1";
    m_options.tokens = write("tokens.json", R"({"tokens":[{"sha256":"beef","user":"ann"}]})");
    EXPECT_NE(refusal().find("64 hexadecimal digits"), std::string::npos) << refusal();
    m_options.tokens = write("tokens.json", R"({"tokens":[]})");
    EXPECT_NE(refusal().find("from 1 to"), std::string::npos) << refusal();
    m_options.tokens = m_directory / "nowhere";
    EXPECT_NE(refusal().find("cannot be read"), std::string::npos) << refusal();
}

TEST_F(Gateway, ABatchStartsRunsOnlyForWhoMay) {
    const std::string token = api::newUlid(api::wallClock());
    m_options.tokens = write("tokens.json", R"({"tokens":[{"sha256":")" + api::sha256(token) +
                                                R"(","user":"kit","permissions":["run.read","run.control"]}]})");
    serve();
    const auto batch = [&](const std::string& action) {
        return ask({"POST",
                    "http://127.0.0.1:" + std::to_string(m_gateway->port()) + "/api/v1/batches",
                    {"Authorization: Bearer " + token, "Content-Type: application/json"},
                    R"({"runs":["none"],"action":")" + action + R"("})",
                    {}});
    };
    EXPECT_EQ(batch("cancel").status, 200);
    EXPECT_EQ(batch("rerun").status, 403);
}

TEST_F(Gateway, ARunAgainDiscardsOnlyForWhoMay) {
    const std::string token = api::newUlid(api::wallClock());
    m_options.tokens = write("tokens.json", R"({"tokens":[{"sha256":")" + api::sha256(token) +
                                                R"(","user":"kit","permissions":["run.start"]}]})");
    serve();
    const auto rerun = [&](const std::string& body) {
        return ask({"POST",
                    "http://127.0.0.1:" + std::to_string(m_gateway->port()) + "/api/v1/runs/none/rerun",
                    {"Authorization: Bearer " + token, "Content-Type: application/json"},
                    body,
                    {}});
    };
    EXPECT_EQ(rerun(R"({"discard":false})").status, 404);
    EXPECT_EQ(rerun(R"({"discard":true})").status, 403);
}

TEST_F(Gateway, TokensSayWhoAsksAndWhatTheyMay) {
    const std::string ops = api::newUlid(api::wallClock());
    const std::string guest = api::newUlid(api::wallClock());
    m_options.tokens =
        write("tokens.json", R"({"tokens":[{"sha256":")" + api::sha256(ops) +
                                 R"(","user":"ann","groups":["ops"]},{"sha256":")" + api::sha256(guest) +
                                 R"(","user":"gus","tenant":"acme","permissions":["run.read","workflow.*"]}]})");
    m_options.address = "0.0.0.0";
    serve();
    const auto url = "http://127.0.0.1:" + std::to_string(m_gateway->port());
    const auto asks = [&](const std::string& method, const std::string& path, std::vector<std::string> headers) {
        headers.emplace_back("Content-Type: application/json");
        return ask({method, url + path, std::move(headers), "{}", {}});
    };
    const auto nobody = asks("GET", "/api/v1/runs", {"X-Beamline-User: ann"});
    EXPECT_EQ(nobody.status, 401);
    EXPECT_EQ(nobody.error(), "unauthorized");
    EXPECT_EQ(nobody.header("www-authenticate"), "Bearer");
    EXPECT_EQ(asks("GET", "/nowhere", {}).status, 401);
    EXPECT_EQ(asks("GET", "/api/v1/runs", {"Authorization: Bearer wrong"}).status, 401);
    EXPECT_EQ(asks("GET", "/api/v1/runs", {"Authorization: Basic " + ops}).status, 401);
    EXPECT_EQ(asks("GET", "/api/v1/runs", {"Authorization: bearer " + ops}).status, 200);
    EXPECT_EQ(asks("GET", "/_health", {}).status, 200);
    const std::string asGuest = "Authorization: Bearer " + guest;
    EXPECT_EQ(asks("GET", "/api/v1/runs", {asGuest}).status, 200);
    EXPECT_EQ(asks("GET", "/api/v1/workflows", {asGuest, "X-Tenant-ID: acme"}).status, 200);
    EXPECT_EQ(asks("GET", "/api/v1/workflows", {asGuest, "X-Tenant-ID: other"}).status, 403);
    const auto refused = asks("POST", "/api/v1/runs", {asGuest});
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.error(), "forbidden");
    EXPECT_NE(refused.body.find("run.start"), std::string::npos);
}

TEST_F(Gateway, PagesOfTheWebMayNotAsk) {
    serve();
    EXPECT_EQ(get("/api/v1/runs", {"Host: evil.example:8080"}).status, 403);
    EXPECT_EQ(get("/api/v1/runs", {"Host: localhost:1"}).status, 200);
    EXPECT_EQ(get("/api/v1/runs", {"Host: [::1]:1"}).status, 200);
    EXPECT_EQ(post("/api/v1/runs", "{}", {"Origin: https://evil.example"}).status, 403);
    EXPECT_EQ(post("/api/v1/runs", "{}", {"Origin: null"}).status, 403);
    EXPECT_EQ(get("/api/v1/runs", {"Sec-Fetch-Site: cross-site"}).status, 403);
    EXPECT_EQ(get("/api/v1/runs", {"Origin: " + m_gateway->url()}).status, 200);
    EXPECT_EQ(get("/api/v1/runs", {"Origin: " + m_gateway->url()}).headers.count("access-control-allow-origin"), 0U);
}

TEST_F(Gateway, CloudEventsComeInTheirThreeForms) {
    serve();
    const std::string structured = R"({"specversion":"1.0","id":"1","source":"/t","type":"a"})";
    EXPECT_EQ(post("/api/v1/events", structured, {}, "application/cloudevents+json").json().at("position"), 1);
    EXPECT_EQ(post("/api/v1/events", structured, {}, "application/cloudevents+json").json().at("position"), 1)
        << "again";
    const auto binary =
        post("/api/v1/events", R"({"n":1})", {"ce-specversion: 1.0", "ce-id: 2", "ce-source: /t", "ce-type: b"});
    EXPECT_EQ(binary.json().at("position"), 2) << binary.body;
    const auto batch = post("/api/v1/events",
                            R"([{"specversion":"1.0","id":"3","source":"/t","type":"c"},{"specversion":"1.0","id":"4",)"
                            R"("source":"/t","type":"d"}])",
                            {}, "application/cloudevents-batch+json");
    const auto results = batch.json();
    std::set<std::int64_t> positions;  // in whichever order
    for (const auto& result : results.at("results").get_array()) {
        positions.insert(result.at("position").to_number<std::int64_t>());
    }
    EXPECT_EQ(positions, (std::set<std::int64_t>{3, 4})) << batch.body;
    const auto bad = post("/api/v1/events", R"([{"specversion":"1.0","id":"5","source":"/t","type":"c"},{"id":"6"}])",
                          {}, "application/cloudevents-batch+json");
    EXPECT_EQ(bad.status, 400);
    EXPECT_EQ(bad.json().at("error").at("details").at("results").at(0).at("position"), 5) << bad.body;
    EXPECT_NE(bad.body.find("Event 1 of the batch"), std::string::npos);
    EXPECT_EQ(post("/api/v1/events", "[]", {}, "application/cloudevents-batch+json").status, 400);
    EXPECT_EQ(post("/api/v1/events", "hello", {}, "text/plain").status, 400);
    std::string many = "[1";
    for (std::size_t i = 0; i < gateway::kMaxBatch; ++i) {
        many += ",1";
    }
    EXPECT_EQ(post("/api/v1/events", many + "]", {}, "application/cloudevents-batch+json").status, 400);
}

TEST_F(Gateway, AnAddressThatIsTakenIsSaid) {
    serve();
    m_options.port = m_gateway->port();
    EXPECT_NE(refusal().find("Address already in use"), std::string::npos) << refusal();
}

TEST_F(Gateway, SpeaksTls) {
    const auto certificate = m_directory / "cert.pem";
    const auto key = m_directory / "key.pem";
    const auto made =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost "
        "-addext subjectAltName=IP:127.0.0.1 -keyout " +
        key.string() + " -out " + certificate.string() + " 2>/dev/null";
    ASSERT_EQ(std::system(made.c_str()), 0);
    m_options.certificate = certificate;
    EXPECT_NE(refusal().find("only one of the two"), std::string::npos) << refusal();
    m_options.key = certificate;
    EXPECT_NE(refusal().find("PEM files that belong together"), std::string::npos) << refusal();
    m_options.key = key;
    serve();
    EXPECT_TRUE(m_gateway->url().starts_with("https://"));
    const auto answer = ask({"GET", m_gateway->url() + "/api/v1/runs", {}, {}, certificate.string()});
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(ask({"GET", m_gateway->url() + "/_health", {}, {}, {}}).status, 0) << "not a certificate that is trusted";
}

}  // namespace beamline::test
