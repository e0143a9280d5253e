// SPDX-License-Identifier: Apache-2.0
// Services on NATS as they were written for the router of before, which know nothing of this engine: a whole pipeline
// of them, over a real server.
#include "engine/api/engine.h"
#include "engine/nats/nats_broker.h"
#include "engine/runtime/local_engine.h"
#include "tests/engine/extensions/extension_fixture.h"
#include "tests/engine/nats/nats_server.h"

namespace beamline::runtime {
namespace {

/// Four of them in one program, over sockets. Like those, they send back the metadata that they got, leave a payload
/// alone that is no text, put no headers into an answer, and estimate tokens by letters.
constexpr const char* kServices = R"py(
import json, re, socket, sys

def normalize(asked):
    message = asked.get("payload") or {}
    text = message.get("payload") or ""
    if isinstance(text, str):
        text = re.sub(r"\s+", " ", text.lower().strip())
    return {"payload": {**message, "payload": text, "metadata": {**(message.get("metadata") or {}), "normalized": "true"}},
            "metadata": {**(asked.get("metadata") or {}), "detected_lang": "en"}}

def guard(asked):
    text = (asked.get("payload") or {}).get("payload") or ""
    found = re.search(r"\b\d{3}-\d{2}-\d{4}\b", text) if isinstance(text, str) else None
    if found:
        return {"status": "reject", "reason": "pii_detected", "details": {"field": "payload", "match": found[0]}}
    return {"status": "ok"}

def mask(asked):
    message = asked.get("payload") or {}
    text = message.get("payload") or ""
    if isinstance(text, str):
        text = re.sub(r"\b\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}\b", "[CARD_MASKED]", text)
    return {"payload": {**message, "payload": text, "metadata": {**(message.get("metadata") or {}), "pii_masked": "true"}},
            "metadata": {**(asked.get("metadata") or {})}}

def provide(asked):
    prompt = asked.get("prompt") or asked.get("body") or ""
    output = "Mock response to: " + prompt + ", paid by 4111 1111 1111 1111"
    return {"provider_id": "mock_provider", "output": output,
            "usage": {"prompt_tokens": len(prompt) / 4, "completion_tokens": len(output) / 4,
                      "total_tokens": (len(prompt) + len(output)) / 4},
            "metadata": {"source": "mock_provider", "model": "mock-v1"}}

services = {"1": ("beamline.ext.pre.normalize.v1", normalize), "2": ("beamline.ext.validate.guard.v1", guard),
            "3": ("beamline.ext.post.mask.v1", mask), "4": ("beamline.provider.mock_provider.v1", provide)}
link = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
lines = link.makefile("rb")
link.sendall(b'CONNECT {"verbose":false,"pedantic":false,"headers":true,"no_responders":true}\r\n')
for sid, (subject, _) in services.items():
    link.sendall(f"SUB {subject} {sid}\r\n".encode())
link.sendall(b"PING\r\n")
while line := lines.readline():
    words = line.decode().split()
    if words[0] == "PING":
        link.sendall(b"PONG\r\n")
    elif words[0] == "PONG":
        print("listening", flush=True)
    elif words[0] in ("MSG", "HMSG"):
        body = lines.read(int(words[-1]))
        lines.readline()
        body = body[int(words[-2]):] if words[0] == "HMSG" else body
        try:
            answer = services[words[2]][1](json.loads(body))
        except Exception as error:
            answer = {"error": {"code": "PROCESSING_ERROR", "message": str(error)}}
        told = json.dumps(answer).encode()
        link.sendall(f"PUB {words[3]} {len(told)}\r\n".encode() + told + b"\r\n")
)py";

class ServicesOfBefore : public ExtensionTest {
protected:
    void SetUp() override {
        server = beamline::nats::NatsServer::start(base / "server");
        const auto python = blocks::findProgram({"python3"});
        if (!server || python.empty()) {
            GTEST_SKIP() << "nats-server or python3 is not installed: tests/run installs it.";
        }
        put(base / "services.py", kServices);
        services = std::make_unique<blocks::ChildProcess>(
            std::vector<std::string>{python, (base / "services.py").string(), std::to_string(server->port())},
            (base / "services.log").string());
        ASSERT_TRUE(comes([&] { return has(slurp(base / "services.log"), "listening"); }))
            << slurp(base / "services.log");
        EngineOptions options;
        options.dataDir = base / "data";
        options.blocks.broker = std::make_shared<beamline::nats::NatsBroker>(base / "contexts");
        options.routing.address.servers = {server->url()};
        auto opened = LocalEngine::open(std::move(options));
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        engine = *opened;
        // The records of that router, as they stand in its registry.
        registered("normalize", "pre", "beamline.ext.pre.normalize.v1");
        registered("guard", "validator", "beamline.ext.validate.guard.v1");
        registered("mask", "post", "beamline.ext.post.mask.v1");
        registered("mock_provider", "provider", "beamline.provider.mock_provider.v1");
        const auto policy = ask(api::PutPolicy{"default", boost::json::parse(R"({"version": "1.0",
            "pre": [{"id": "normalize", "mode": "required"}],
            "validators": [{"id": "guard", "on_fail": "block"}],
            "providers": [{"name": "mock_provider", "weight": 100}],
            "post": [{"id": "mask", "mode": "required"}]})")});
        ASSERT_TRUE(policy.ok()) << policy.error().message << policy.error().detail;
    }
    void TearDown() override {
        if (engine) {
            engine->stop(10s);
        }
    }
    template <class Op>
    api::Result<typename Op::Reply> ask(Op op) {
        api::RequestContext who;
        who.user = "ann";
        return api::callAndWait(*engine, std::move(op), who);
    }
    void registered(const std::string& id, const std::string& type, const std::string& subject) {
        const auto put = ask(api::PutExtension{
            boost::json::object{{"id", id},
                                {"type", type},
                                {"subject", subject},
                                {"timeout_ms", 5'000},
                                {"retry", 0},
                                {"enabled", true},
                                {"version", "1.0.0"},
                                {"config", boost::json::object()},
                                {"metadata", {{"description", id}, {"version", "1.0.0"}, {"author", "somebody"}}}}});
        ASSERT_TRUE(put.ok()) << put.error().message << put.error().detail;
    }
    static boost::json::object request(const std::string& text) {
        return {{"version", "1"},
                {"tenant_id", "default"},
                {"request_id", "r1"},
                {"message",
                 {{"message_id", "m1"}, {"message_type", "chat"}, {"payload", text}, {"metadata", {{"k", "v"}}}}}};
    }

    std::unique_ptr<beamline::nats::NatsServer> server;
    std::unique_ptr<blocks::ChildProcess> services;
    std::shared_ptr<LocalEngine> engine;
};

TEST_F(ServicesOfBefore, DoAWholePipelineUnchanged) {
    const auto tried = ask(api::DryRunRoute{request("  Hello   THERE ")});
    ASSERT_TRUE(tried.ok()) << tried.error().message;
    EXPECT_EQ(tried->decision.errorMessage, "");
    EXPECT_EQ(tried->decision.provider, "mock_provider");
    ASSERT_EQ(tried->decision.stages.size(), 3U);
    for (const auto& stage : tried->decision.stages) {
        EXPECT_EQ(stage.status, "success") << stage.id << stage.error;
    }
    EXPECT_EQ(tried->decision.stages[0].after.at("payload").as_string(), "hello there");
    EXPECT_EQ(tried->decision.stages[0].after.at("metadata").at("normalized").as_string(), "true");

    const auto decided = ask(api::DecideRoute{request("Hello")});
    ASSERT_TRUE(decided.ok());
    EXPECT_TRUE(decided->response.at("ok").as_bool()) << decided->response;
    EXPECT_EQ(decided->response.at("decision").at("metadata").at("executed_extensions").as_array().size(), 3U);

    api::SendMessage message;
    message.payload = "  Hello   THERE ";
    message.type = "chat";
    const auto sent = ask(message);
    ASSERT_TRUE(sent.ok()) << sent.error().message;
    EXPECT_EQ(sent->message.status, "answered") << sent->message.error;
    EXPECT_EQ(sent->message.reply.as_string(), "Mock response to: hello there, paid by [CARD_MASKED]");
}

TEST_F(ServicesOfBefore, AGuardThatRefusesBlocks) {
    const auto decided = ask(api::DecideRoute{request("My number is 123-45-6789")});
    ASSERT_TRUE(decided.ok());
    EXPECT_FALSE(decided->response.at("ok").as_bool());
    EXPECT_EQ(decided->response.at("error").at("code").as_string(), "validator_blocked");
    EXPECT_TRUE(has(std::string(decided->response.at("error").at("message").as_string()), "pii_detected"))
        << decided->response;
}

TEST_F(ServicesOfBefore, OneThatIsGoneIsToldAsSuch) {
    services.reset();
    const auto decided = ask(api::DecideRoute{request("Hello")});
    ASSERT_TRUE(decided.ok());
    EXPECT_FALSE(decided->response.at("ok").as_bool());
    EXPECT_EQ(decided->response.at("error").at("code").as_string(), "extension_unavailable") << decided->response;
}

}  // namespace
}  // namespace beamline::runtime
