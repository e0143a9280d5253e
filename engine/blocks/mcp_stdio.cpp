// SPDX-License-Identifier: Apache-2.0
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/conversation.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/exchange_record.h"
#include "engine/blocks/json_rpc.h"
#include "engine/blocks/mcp_transport.h"
#include "engine/blocks/process_call.h"

namespace beamline::blocks {

namespace {

api::Result<std::unique_ptr<Conversation>> startServer(const boost::json::object& settings,
                                                       const ProcessSettings& limits) {
    const auto command = text(settings, "command");
    ProcessRequest request;
    request.what = "The command " + cleanUtf8(command);
    request.arguments = processArguments(settings);
    request.environment = processEnvironment(settings);
    const bool isPath = command.find('/') != command.npos;
    const auto program = command.starts_with('/') ? command : isPath ? "" : findProgram({command.c_str()});
    if (program.empty()) {
        return fault(
            "runtime", 500,
            request.what +
                " cannot be started: there is no such program in /usr/local/bin, /usr/bin and /bin. Install it "
                "there, or give the absolute path of one below /usr, or in a folder of the engine's setting "
                "process.readable.");
    }
    request.arguments.insert(request.arguments.begin(), program);
    return ProcessRunner(limits).converse(request);
}

class McpStdio : public McpTransport {
public:
    McpStdio(std::unique_ptr<Conversation> process, std::string command, std::int64_t maxBytes)
        : m_process(std::move(process)), m_command(std::move(command)), m_maxBytes(maxBytes) {}

    api::Result<api::Json> request(const boost::json::object& message, const Stop& stop) override {
        ExchangeRecord record(stop, "mcp", shown(message), place());
        auto answer = ask(message, stop, record);
        const auto result = answer.ok() ? rpcResult(*answer, place()) : answer;
        if (result.ok()) {
            record.answered("result");
        } else {
            record.failed({{}, withoutSecrets(result.error().message), {}, false});
        }
        return answer;
    }

    api::Result<api::Unit> notify(const boost::json::object& message, const Stop& stop) override {
        ExchangeRecord record(stop, "mcp", shown(message), place());
        return record.passed(write(message, stop, &record), [](api::Unit) { return "sent"; });
    }
    void agreed(const std::string&) override {}
    std::string place() const override { return "The MCP server " + cleanUtf8(m_command); }
    std::string withoutSecrets(std::string text) const override { return m_process->withoutSecrets(std::move(text)); }

private:
    /// "tools/call at server.py".
    std::string shown(const boost::json::object& message) const {
        return withoutSecrets(text(message, "method") + " at " + cleanUtf8(m_command));
    }

    api::Result<api::Unit> write(const boost::json::object& message, const Stop& stop, ExchangeRecord* record) {
        const auto line = boost::json::serialize(message) + "\n";
        if (record) {
            record->sent(line.size());
        }
        return m_process->write(line, stop);
    }

    api::Result<api::Json> ask(const boost::json::object& message, const Stop& stop, ExchangeRecord& record) {
        if (auto sent = write(message, stop, &record); !sent.ok()) {
            return sent.error();
        }
        std::int64_t left = m_maxBytes;
        for (std::size_t count = 0; count < kMaxServerMessages; ++count) {
            const auto line = m_process->readLine(left, stop);
            if (!line.ok()) {
                return line.error();
            }
            left -= static_cast<std::int64_t>(line->size());
            record.received(static_cast<std::size_t>(m_maxBytes - left));
            if (line->find_first_not_of(" \t\r") == line->npos) {
                continue;
            }
            auto received = api::parseJson(*line);
            if (!received.ok()) {
                return fault(
                    "runtime", 500,
                    place() + " wrote a line that is no JSON: " + cleanUtf8(std::string_view(*line).substr(0, 100)));
            }
            if (rpcAnswers(*received, message.at("id"))) {
                return received;
            }
            if (const auto reply = mcpAnswerTo(*received); !reply.is_null()) {
                if (auto sent = write(reply.get_object(), stop, nullptr); !sent.ok()) {
                    return sent.error();
                }
            }
        }
        return fault(
            "runtime", 500,
            place() + " wrote more than " + std::to_string(kMaxServerMessages) + " messages before its answer.");
    }

    std::unique_ptr<Conversation> m_process;
    std::string m_command;
    std::int64_t m_maxBytes;
};
}  // namespace

api::Result<std::unique_ptr<McpTransport>> makeMcpStdio(const boost::json::object& settings,
                                                        const BlockSettings& limits) {
    auto process = startServer(settings, limits.process);
    if (!process.ok()) {
        return process.error();
    }
    return std::unique_ptr<McpTransport>(
        std::make_unique<McpStdio>(std::move(process).value(), text(settings, "command"), limits.maxResponseBytes));
}

}  // namespace beamline::blocks
