// SPDX-License-Identifier: Apache-2.0
// `call: grpc` with a server of gRPC's own library: every kind of method, TLS, statuses, limits and stops.

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/wrappers.pb.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <map>
#include <thread>

#include "engine/blocks/grpc_block.h"
#include "engine/blocks/grpc_proto.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

using google::protobuf::StringValue;

std::string bytesOf(const grpc::ByteBuffer& buffer) {
    std::vector<grpc::Slice> slices;
    std::string out;
    EXPECT_TRUE(buffer.Dump(&slices).ok());
    for (const auto& slice : slices) {
        out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    }
    return out;
}

/// Answers every method by a function of what came, once the client has said all.
class Server : public grpc::CallbackGenericService {
public:
    struct Asked {
        std::string method;
        std::map<std::string, std::string> metadata;
        std::vector<std::string> messages;
    };
    struct Answer {
        grpc::Status status;
        std::vector<std::string> messages;
        bool never = false;
    };
    using Handler = std::function<Answer(const Asked&)>;

    explicit Server(Handler handler, std::shared_ptr<grpc::ServerCredentials> credentials = nullptr)
        : m_handler(std::move(handler)) {
        grpc::ServerBuilder builder;
        builder.AddListeningPort("127.0.0.1:0", credentials ? credentials : grpc::InsecureServerCredentials(), &m_port);
        builder.RegisterCallbackGenericService(this);
        m_server = builder.BuildAndStart();
    }
    ~Server() override { m_server->Shutdown(std::chrono::system_clock::now()); }
    int port() const { return m_port; }

    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
        return new Reactor(*this, context);
    }

private:
    class Reactor : public grpc::ServerGenericBidiReactor {
    public:
        Reactor(Server& server, grpc::GenericCallbackServerContext* context) : m_server(server) {
            m_asked.method = context->method();
            for (const auto& [name, value] : context->client_metadata()) {
                m_asked.metadata[std::string(name.data(), name.size())] = std::string(value.data(), value.size());
            }
            StartRead(&m_in);
        }
        void OnReadDone(bool ok) override {
            if (ok) {
                m_asked.messages.push_back(bytesOf(m_in));
                m_in.Clear();
                return StartRead(&m_in);
            }
            m_answer = m_server.m_handler(m_asked);
            if (!m_answer.never) {
                next();
            }
        }
        void OnWriteDone(bool ok) override {
            if (ok) {
                next();
            } else {
                Finish(grpc::Status::CANCELLED);
            }
        }
        void OnCancel() override {
            if (m_answer.never) {
                Finish(grpc::Status::CANCELLED);
            }
        }
        void OnDone() override { delete this; }

    private:
        void next() {
            if (m_written == m_answer.messages.size()) {
                return Finish(m_answer.status);
            }
            const grpc::Slice slice(m_answer.messages[m_written++]);
            m_out = grpc::ByteBuffer(&slice, 1);
            StartWrite(&m_out);
        }

        Server& m_server;
        Asked m_asked;
        Answer m_answer;
        grpc::ByteBuffer m_in;
        grpc::ByteBuffer m_out;
        std::size_t m_written = 0;
    };

    Handler m_handler;
    int m_port = 0;
    std::unique_ptr<grpc::Server> m_server;
};

constexpr std::string_view kProto = R"(
syntax = "proto3";
package greet;
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "shared/types.proto";
service Greeter {
  rpc SayHello (HelloRequest) returns (HelloReply);
  rpc Count (HelloRequest) returns (stream HelloReply);
  rpc Gather (stream HelloRequest) returns (HelloReply);
  rpc Chat (stream HelloRequest) returns (stream HelloReply);
  rpc Anything (google.protobuf.Struct) returns (google.protobuf.Struct);
  rpc Typed (shared.Everything) returns (shared.Everything);
}
message HelloRequest { string name = 1; }
message HelloReply { string message = 1; int32 times = 2; }
)";
constexpr std::string_view kTypes = R"(
syntax = "proto3";
package shared;
import "google/protobuf/timestamp.proto";
enum Colour { RED = 0; GREEN = 1; }
message Everything {
  int64 big = 1; double real = 2; bool yes = 3; bytes raw = 4; repeated string words = 5; map<string, int32> counts = 6;
  Colour colour = 7; google.protobuf.Timestamp at = 8; Everything inner = 9;
}
)";

std::string wire(const std::string& text) {
    StringValue value;  // field 1, a string: what HelloRequest and HelloReply are on the wire, too
    value.set_value(text);
    return value.SerializeAsString();
}
std::string unwire(const std::string& bytes) {
    StringValue value;
    EXPECT_TRUE(value.ParseFromString(bytes));
    return value.value();
}

Server::Answer greet(const Server::Asked& asked) {
    std::vector<std::string> out;
    if (asked.method == "/greet.Greeter/SayHello") {
        out.push_back(wire("Hello " + unwire(asked.messages.at(0))));
    } else if (asked.method == "/greet.Greeter/Count") {
        for (int i = 1; i <= 3; ++i) {
            out.push_back(wire(unwire(asked.messages.at(0)) + " " + std::to_string(i)));
        }
    } else if (asked.method == "/greet.Greeter/Gather") {
        std::string all;
        for (const auto& one : asked.messages) {
            all += unwire(one) + ".";
        }
        out.push_back(wire(all));
    } else {
        out = asked.messages;
    }
    return {grpc::Status::OK, out, false};
}

class Grpc : public BlockTest {
protected:
    void SetUp() override {
        put(root / "protos/greet.proto", kProto);
        put(root / "protos/shared/types.proto", kTypes);
    }
    static api::Json ask(const Server& server, std::string_view method, api::Json arguments = nullptr,
                         std::string_view host = "127.0.0.1") {
        api::Json all{{"proto", {{"endpoint", "file://protos/greet.proto"}}},
                      {"service", {{"name", "greet.Greeter"}, {"host", host}, {"port", server.port()}}},
                      {"method", method}};
        if (!arguments.is_null()) {
            all.as_object()["arguments"] = std::move(arguments);
        }
        return all;
    }
};

TEST_F(Grpc, EveryKindOfMethod) {
    const Server server(greet);
    EXPECT_EQ(good("grpc", ask(server, "SayHello", json(R"({"name":"Ünal"})"))),
              json(R"({"message":"Hello Ünal","times":0})"));
    EXPECT_EQ(good("grpc", ask(server, "SayHello")).at("message"), "Hello ");
    EXPECT_EQ(good("grpc", ask(server, "Count", json(R"({"name":"n"})"))),
              json(R"([{"message":"n 1","times":0},{"message":"n 2","times":0},{"message":"n 3","times":0}])"));
    EXPECT_EQ(good("grpc", ask(server, "Gather", json(R"([{"name":"a"},{"name":"b"}])"))).at("message"), "a.b.");
    EXPECT_EQ(good("grpc", ask(server, "Gather", json("[]"))).at("message"), "");
    EXPECT_EQ(good("grpc", ask(server, "Chat", json(R"([{"name":"a"},{"name":"b"}])"))),
              json(R"([{"message":"a","times":0},{"message":"b","times":0}])"));
    EXPECT_EQ(good("grpc", ask(server, "Chat", json("[]"))), json("[]"));
}

TEST_F(Grpc, EachCallIsTold) {
    const Server server(greet);
    good("grpc", ask(server, "Count", json(R"({"name":"n"})")));
    EXPECT_EQ(heard(), "grpc: 127.0.0.1:PORT/greet.Greeter/Count -> OK (1 message sent, 3 received)\n");
    EXPECT_EQ(exchanges.at(0).sent, 3);
    EXPECT_EQ(exchanges.at(0).received, 3 * 5);
    const Server refuses([](const Server::Asked&) {
        return Server::Answer{grpc::Status(grpc::StatusCode::NOT_FOUND, "no such name"), {}, false};
    });
    EXPECT_EQ(bad("grpc", ask(refuses, "SayHello")), "communication 404");
    EXPECT_EQ(heard(),
              "! grpc: 127.0.0.1:PORT/greet.Greeter/SayHello -> answered NOT_FOUND: no such name "
              "(1 message sent, 0 received)\n");
}

TEST_F(Grpc, MessagesAreJson) {
    const Server server(greet);
    const auto anything = json(R"({"a":[1,"x",null,{"b":true}],"c":1.5})");
    EXPECT_EQ(good("grpc", ask(server, "Anything", anything)), json(R"({"a":[1,"x",null,{"b":true}],"c":1.5})"));
    const auto typed = json(R"({"big":9007199254740993,"real":1.5,"yes":true,"raw":"AP8=","words":["a","b"],
                                "counts":{"x":1},"colour":"GREEN","at":"2026-01-31T08:00:00Z","inner":{"big":"1"}})");
    const auto back = good("grpc", ask(server, "Typed", typed));
    EXPECT_EQ(back.at("big"), "9007199254740993") << "exact, so a string";
    EXPECT_EQ(back.at("raw"), "AP8=");
    EXPECT_EQ(back.at("colour"), "GREEN");
    EXPECT_EQ(back.at("at"), "2026-01-31T08:00:00Z");
    EXPECT_EQ(back.at("counts"), json(R"({"x":1})"));
    EXPECT_EQ(back.at("inner").at("words"), json("[]"));
}

TEST_F(Grpc, ArgumentsMustFit) {
    const Server server(greet);
    EXPECT_EQ(bad("grpc", ask(server, "SayHello", json(R"({"nam":"x"})"))), "validation 400");
    EXPECT_TRUE(said("greet.HelloRequest")) << detail;
    EXPECT_EQ(bad("grpc", ask(server, "SayHello", json(R"([{"name":"x"}])"))), "validation 400");
    EXPECT_EQ(bad("grpc", ask(server, "Typed", json(R"({"colour":"BLUE"})"))), "validation 400");
    EXPECT_EQ(bad("grpc", ask(server, "Nothing")), "configuration 400");
    EXPECT_TRUE(said("SayHello, Count")) << detail;
    auto other = ask(server, "SayHello");
    other.as_object()["service"].as_object()["name"] = "None";
    EXPECT_EQ(bad("grpc", other), "configuration 400");
    EXPECT_TRUE(said("greet.Greeter")) << detail;
    other.as_object()["service"].as_object()["name"] = "Greeter";
    good("grpc", other);
}

TEST_F(Grpc, DocumentsAreChecked) {
    const Server server(greet);
    put(root / "protos/greet.proto", "syntax = \"proto3\";\nmessage X { strin g = 1 }");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "configuration 400");
    EXPECT_TRUE(said("the document:2:")) << detail;
    put(root / "protos/greet.proto", "syntax = \"proto3\"; message X { Nowhere g = 1; }");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "configuration 400");
    EXPECT_TRUE(said("Nowhere")) << detail;
    put(root / "secret.proto", kTypes);
    put(root / "protos/greet.proto", "syntax = \"proto3\"; import \"../secret.proto\";");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "configuration 400");
    put(root / "protos/greet.proto", "syntax = \"proto3\"; import \"missing.proto\";");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "runtime 404");
    put(root / "protos/greet.proto", "syntax = \"proto3\"; import \"a.proto\";");
    put(root / "protos/a.proto", "syntax = \"proto3\"; import \"b.proto\";");
    put(root / "protos/b.proto", "syntax = \"proto3\"; import \"a.proto\";");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "configuration 400") << "a circle";
    put(root / "protos/greet.proto", "package greet; service Greeter {}");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "configuration 400");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "") << "what a library thinks of a text is nobody's business";
    std::filesystem::remove(root / "protos/greet.proto");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "runtime 404");
}

TEST_F(Grpc, StatusesAreStandardErrors) {
    const std::vector<std::pair<grpc::StatusCode, std::string>> codes{
        {grpc::StatusCode::UNAUTHENTICATED, "authentication 401"},
        {grpc::StatusCode::PERMISSION_DENIED, "authorization 403"},
        {grpc::StatusCode::DEADLINE_EXCEEDED, "timeout 408"},
        {grpc::StatusCode::NOT_FOUND, "communication 404"},
        {grpc::StatusCode::INVALID_ARGUMENT, "communication 400"},
        {grpc::StatusCode::RESOURCE_EXHAUSTED, "communication 429"},
        {grpc::StatusCode::UNIMPLEMENTED, "communication 501"},
        {grpc::StatusCode::UNAVAILABLE, "communication 503"},
        {static_cast<grpc::StatusCode>(77), "communication 500"}};
    std::size_t now = 0;
    const Server server([&](const auto&) { return Server::Answer{{codes[now].first, "because"}, {}, false}; });
    for (; now < codes.size(); ++now) {
        EXPECT_EQ(bad("grpc", ask(server, "SayHello")), codes[now].second);
        EXPECT_TRUE(said("because")) << detail;
    }
}

TEST_F(Grpc, CredentialsAreMetadataAndNeverTold) {
    std::map<std::string, std::string> metadata;
    const Server server([&](const Server::Asked& asked) {
        metadata = asked.metadata;
        return Server::Answer{
            {grpc::StatusCode::UNAUTHENTICATED, "not " + asked.metadata.at("authorization")}, {}, false};
    });
    auto call = ask(server, "SayHello");
    call.as_object()["service"].as_object()["authentication"] = json(R"({"bearer":{"token":"tok-123456"}})");
    EXPECT_EQ(bad("grpc", call), "authentication 401");
    EXPECT_EQ(metadata["authorization"], "Bearer tok-123456");
    EXPECT_EQ(metadata["idempotency-key"], "run-1%2Fdo%2F0%2Fstep%2F1");
    EXPECT_FALSE(said("tok-123456")) << detail;
    call.as_object()["service"].as_object()["authentication"] =
        json(R"({"basic":{"username":"u","password":"passw"}})");
    EXPECT_EQ(bad("grpc", call), "authentication 401");
    EXPECT_EQ(metadata["authorization"], "Basic dTpwYXNzdw==");
    EXPECT_FALSE(said("dTpwYXNzdw==")) << detail;
}

TEST_F(Grpc, WhereAServiceIs) {
    const auto at = [](std::string_view service) {
        const auto server = grpcServer(json(service).as_object());
        return server.ok() ? server->shown() + (server->tls ? " tls" : "") : server.error().code;
    };
    EXPECT_EQ(at(R"({"host":"a.example"})"), "a.example:80");
    EXPECT_EQ(at(R"({"host":"a.example","port":443})"), "a.example:443 tls");
    EXPECT_EQ(at(R"({"host":"grpcs://a.example"})"), "a.example:443 tls");
    EXPECT_EQ(at(R"({"host":"https://a.example","port":8443})"), "a.example:8443 tls");
    EXPECT_EQ(at(R"({"host":"a.example","port":9,"authentication":{"bearer":{"token":"t"}}})"), "a.example:9 tls");
    EXPECT_EQ(at(R"({"host":"grpc://a.example","port":9,"authentication":{"bearer":{"token":"t"}}})"), "a.example:9");
    EXPECT_EQ(at(R"({"host":"localhost","port":9,"authentication":{"bearer":{"token":"t"}}})"), "localhost:9");
    EXPECT_EQ(at(R"({"host":"::1","port":9})"), "[::1]:9");
    for (const auto* host : {"a:1", "unix:/run/x", "xds://a", "a/b", "a b", "grpc://"}) {
        EXPECT_EQ(at(boost::json::serialize(api::Json{{"host", host}})), "configuration") << host;
    }
}

TEST_F(Grpc, Tls) {
    const auto shell =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " +
        (base / "key.pem").string() + " -out " + (base / "cert.pem").string() + " 2>/dev/null";
    ASSERT_EQ(std::system(shell.c_str()), 0);
    grpc::SslServerCredentialsOptions options;
    options.pem_key_cert_pairs.push_back({slurp(base / "key.pem"), slurp(base / "cert.pem")});
    const Server server(greet, grpc::SslServerCredentials(options));
    EXPECT_EQ(bad("grpc", ask(server, "SayHello", nullptr, "grpcs://localhost")), "communication 503") << "not trusted";
    settings.caFile = (base / "cert.pem").string();
    EXPECT_EQ(good("grpc", ask(server, "SayHello", json(R"({"name":"s"})"), "grpcs://localhost")).at("message"),
              "Hello s");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "communication 503") << "no TLS";
}

TEST_F(Grpc, AnswersAreBounded) {
    const Server server([](const auto&) {
        return Server::Answer{grpc::Status::OK, std::vector<std::string>(20, wire(std::string(1000, 'x'))), false};
    });
    settings.maxResponseBytes = 10'000;
    EXPECT_EQ(bad("grpc", ask(server, "Count")), "communication 413");
    settings.maxResponseBytes = 500;
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "communication 429") << "gRPC's own word for one that is too large";
    const Server endless([](const auto&) {
        return Server::Answer{grpc::Status::OK, std::vector<std::string>(kMaxGrpcMessages + 1, wire("x")), false};
    });
    settings.maxResponseBytes = 1'000'000;
    EXPECT_EQ(bad("grpc", ask(endless, "Count")), "communication 413");
    EXPECT_EQ(bad("grpc", ask(server, "Gather", boost::json::array(kMaxGrpcMessages + 1, boost::json::object()))),
              "validation 400");
}

TEST_F(Grpc, CallsStop) {
    const Server server([](const auto&) { return Server::Answer{grpc::Status::OK, {}, true}; });
    auto invocation = call(ask(server, "SayHello"));
    std::thread canceller([cancel = invocation.cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        cancel.cancel();
    });
    EXPECT_EQ(bad("grpc", invocation), "runtime 499");
    canceller.join();
    invocation = call(ask(server, "SayHello"));
    invocation.deadline = api::wallClock() + 100;
    EXPECT_EQ(bad("grpc", invocation), "timeout 408");
}

TEST_F(Grpc, ConnectsOnlyWhereItMay) {
    const Server server(greet);
    settings.network.deny = {"127.0.0.0/8"};
    EXPECT_EQ(bad("grpc", ask(server, "SayHello")), "authorization 403");
    EXPECT_EQ(bad("grpc", ask(server, "SayHello", nullptr, "localhost")), "authorization 403");
    settings.network = {{"localhost"}, {}};
    good("grpc", ask(server, "SayHello", nullptr, "localhost"));
}

TEST_F(Grpc, NobodyThere) {
    int port = 0;
    {
        const Server gone(greet);
        port = gone.port();
    }
    auto call = json(R"({"proto":{"endpoint":"protos/greet.proto"},"method":"SayHello"})");
    call.as_object()["service"] = {{"name", "greet.Greeter"}, {"host", "127.0.0.1"}, {"port", port}};
    EXPECT_EQ(bad("grpc", call), "communication 503");
}

}  // namespace
}  // namespace beamline::blocks
