// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/http_content.h"
#include "engine/blocks/json_rpc.h"
#include "engine/blocks/mcp_transport.h"
#include "engine/blocks/sse_reader.h"

namespace beamline::blocks {

namespace {
constexpr int kMaxResumes = 5;  // of a stream that ended before its answer
constexpr std::int64_t kGoodbyeMs = 1000;
constexpr std::int64_t kHurriedMs = 200;  // when the call was stopped

/// What the transport itself says, in the spelling of headerName().
constexpr std::string_view kOwnHeaders[] = {"Accept", "Content-Type", "Mcp-Session-Id", "Mcp-Protocol-Version",
                                            "Last-Event-Id"};

class McpHttp : public McpTransport {
public:
    McpHttp(HttpAgentPtr agent, const boost::json::object& settings, std::string key)
        : m_agent(std::move(agent)), m_endpoint(member(settings, "endpoint")), m_key(std::move(key)) {
        const auto* headers = member(settings, "headers").if_object();
        for (const auto& header : headers ? *headers : boost::json::object()) {
            const auto name = headerName(header.key());
            if (std::find(std::begin(kOwnHeaders), std::end(kOwnHeaders), name) == std::end(kOwnHeaders)) {
                m_headers[header.key()] = header.value();
            }
        }
        const auto uri = m_endpoint.is_object() ? text(m_endpoint.get_object(), "uri")
                                                : std::string(m_endpoint.is_string() ? m_endpoint.get_string() : "");
        m_place = "The MCP server " + uri.substr(0, uri.find('?'));
    }
    ~McpHttp() override {
        if (m_session.empty()) {
            return;
        }
        Invocation goodbye;
        goodbye.deadline = api::wallClock() + (m_hurry ? kHurriedMs : kGoodbyeMs);
        goodbye.exchanged = m_told;
        const Stop stop(goodbye, m_agent->settings());
        if (m_hurry && !m_waiting.is_null() &&
            !m_version.empty()) {  // a server stops working for nobody ("Cancellation")
            (void)notify(rpcMessage(nullptr, "notifications/cancelled", boost::json::object{{"requestId", m_waiting}}),
                         stop);
        }
        (void)m_agent->call(call("delete", nullptr, ""), stop);  // a server may refuse it; the session then times out
    }

    api::Result<api::Json> request(const boost::json::object& message, const Stop& stop) override {
        Reading reading{message.at("id"), {}, {}, {}, 0};
        m_waiting = message.at("id");
        m_told = stop.told();
        auto answer = exchange("post", message, reading, stop);
        for (int resumes = 0;
             answer.ok() && reading.answer.is_null() && !reading.lastId.empty() && resumes < kMaxResumes; ++resumes) {
            reading.reader = SseReader();
            answer = exchange("get", nullptr, reading, stop);
        }
        if (!answer.ok()) {
            return answer.error();
        }
        if (reading.answer.is_null()) {
            return fault("runtime", 500, place() + " ended without an answer to " + text(message, "method") + ".");
        }
        m_waiting = nullptr;
        return std::move(reading.answer);
    }

    api::Result<api::Unit> notify(const boost::json::object& message, const Stop& stop) override {
        auto answer = m_agent->call(call("post", message, ""), stop);
        if (!answer.ok()) {
            return answer.error();
        }
        return answer->good(false) ? api::Result<api::Unit>(api::Unit{}) : rpcStatusFault(*answer);
    }

    void agreed(const std::string& protocolVersion) override { m_version = protocolVersion; }
    std::string place() const override { return m_place; }
    std::string withoutSecrets(std::string text) const override { return m_last.withoutSecrets(std::move(text)); }

private:
    struct Reading {
        api::Json id;
        api::Json answer;
        SseReader reader;
        std::string lastId;
        std::size_t messages;
    };

    HttpCall call(const char* method, const api::Json& body, const std::string& lastId) const {
        auto headers = m_headers;
        headers["Accept"] =
            method == std::string_view("get") ? "text/event-stream" : "application/json, text/event-stream";
        if (!body.is_null()) {
            headers["Content-Type"] = "application/json";
        }
        if (!m_session.empty()) {
            headers["Mcp-Session-Id"] = m_session;
        }
        if (!m_version.empty()) {
            headers["MCP-Protocol-Version"] = m_version;
        }
        if (!lastId.empty()) {
            headers["Last-Event-ID"] = lastId;
        }
        boost::json::object arguments{{"method", method}, {"endpoint", m_endpoint}, {"headers", std::move(headers)}};
        if (!body.is_null()) {
            arguments["body"] = body;
        }
        return {std::move(arguments), {}, false, {}};
    }

    api::Result<api::Unit> exchange(const char* method, const api::Json& body, Reading& reading, const Stop& stop) {
        auto sent = call(method, body, reading.lastId);
        const auto* members = body.if_object();
        sent.key = members && text(*members, "method") != "initialize" ? m_key : std::string();
        std::string plain;
        sent.options.sink = [&](const HttpResponse& head, std::string_view bytes) -> api::Result<bool> {
            if (mediaType(head) != "text/event-stream") {
                plain.append(bytes);
                return true;
            }
            for (const auto& event : reading.reader.feed(bytes)) {
                reading.lastId = event.id;
                if (auto taken = take(event.data, reading, stop); !taken.ok()) {
                    return taken.error();
                }
            }
            return reading.answer.is_null();  // what follows the answer is not for us
        };
        auto answer = m_agent->call(sent, stop);
        m_hurry = stop.requested();
        if (!answer.ok()) {
            return answer.error();
        }
        m_last.secrets = answer->request.secrets;
        if (!answer->good(false)) {
            return rpcStatusFault(*answer);
        }
        if (const auto* session = findHeader(answer->response.headers, "mcp-session-id");
            session && m_session.empty()) {
            m_session = *session;
        }
        const auto taken = plain.empty() ? api::Result<api::Unit>(api::Unit{}) : take(plain, reading, stop);
        removeToken(reading.answer, answer->token);
        return taken;
    }

    api::Result<api::Unit> take(const std::string& data, Reading& reading, const Stop& stop) {
        if (data.empty()) {
            return api::Unit{};  // only an event id, to resume from
        }
        auto message = api::parseJson(data);
        if (!message.ok()) {
            return fault("runtime", 500, place() + " sent what is no JSON: " + message.error().message);
        }
        if (++reading.messages > kMaxServerMessages) {
            return fault(
                "runtime", 500,
                place() + " sent more than " + std::to_string(kMaxServerMessages) + " messages before its answer.");
        }
        if (rpcAnswers(*message, reading.id)) {
            reading.answer = std::move(*message);
            return api::Unit{};
        }
        if (const auto reply = mcpAnswerTo(*message); !reply.is_null()) {
            return notify(reply.get_object(), stop);
        }
        return api::Unit{};
    }

    HttpAgentPtr m_agent;
    api::Json m_endpoint;
    std::string m_key;
    boost::json::object m_headers;
    std::string m_place;
    HttpRequest m_last;  ///< only its secrets
    std::string m_session;
    std::string m_version;
    api::Json m_waiting;  ///< the request that has no answer yet
    bool m_hurry = false;
    ExchangeSink m_told;  ///< hears of the goodbye too
};
}  // namespace

api::Json mcpAnswerTo(const api::Json& message) {
    const auto* members = message.if_object();
    if (!members || !members->contains("method") || !members->contains("id")) {
        return nullptr;
    }
    boost::json::object reply{{"jsonrpc", "2.0"}, {"id", members->at("id")}};
    if (text(*members, "method") == "ping") {
        reply["result"] = boost::json::object();
    } else {
        reply["error"] = {{"code", -32601}, {"message", "This client offers nothing."}};
    }
    return reply;
}

std::unique_ptr<McpTransport> makeMcpHttp(HttpAgentPtr agent, const boost::json::object& settings, std::string key) {
    return std::make_unique<McpHttp>(std::move(agent), settings, std::move(key));
}

}  // namespace beamline::blocks
