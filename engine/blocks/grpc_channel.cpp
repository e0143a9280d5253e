// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/grpc_channel.h"

#include <grpc/support/log.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <numeric>
#include <sstream>

#include "engine/blocks/encoding.h"
#include "engine/blocks/exchange_record.h"

namespace beamline::blocks {

namespace {
constexpr auto kLook = std::chrono::milliseconds(50);  // how often a silent call looks at its cancel token
constexpr int kFirstBackoffMs = 200;
constexpr int kMaxBackoffMs = 5'000;
constexpr int kMaxMetadataBytes = 64 * 1024;

grpc::ByteBuffer toBuffer(const std::string& bytes) {
    const grpc::Slice slice(bytes);
    return {&slice, 1};
}

std::string toBytes(const grpc::ByteBuffer& buffer) {
    std::vector<grpc::Slice> slices;
    std::string out;
    if (buffer.Dump(&slices).ok()) {
        for (const auto& slice : slices) {
            out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
        }
    }
    return out;
}

/// One call from its start to its status. Writes and reads go on at the same time: a server that answers early must
/// not wait for a client that still writes.
class Conversation {
public:
    Conversation(grpc::GenericStub& stub, const GrpcExchange& exchange, std::int64_t maxBytes, const Stop& stop)
        : m_exchange(exchange), m_maxBytes(static_cast<std::size_t>(maxBytes)), m_stop(stop) {
        for (const auto& [name, value] : exchange.metadata) {
            m_context.AddMetadata(name, value);
        }
        m_context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(stop.remainingMs()));
        m_stream = stub.PrepareCall(&m_context, exchange.path, &m_queue);
    }
    ~Conversation() {
        m_queue.Shutdown();
        void* tag = nullptr;
        bool ok = false;
        while (m_queue.Next(&tag, &ok)) {
        }
    }

    grpc::Status run() {
        m_stream->StartCall(tagOf(Step::start));
        while (!m_done) {
            void* tag = nullptr;
            bool ok = false;
            const auto next = m_queue.AsyncNext(&tag, &ok, std::chrono::system_clock::now() + kLook);
            if (m_stop.requested() && !m_cancelled) {
                cancel();
            }
            if (next == grpc::CompletionQueue::GOT_EVENT) {
                handle(static_cast<Step>(reinterpret_cast<std::intptr_t>(tag)), ok);
            }
        }
        return m_status;
    }
    bool tooMuch() const { return m_tooMuch; }
    /// " (2 messages sent, 1 received)".
    std::string counts() const {
        return " (" + counted(static_cast<std::int64_t>(m_written), "message") + " sent, " +
               std::to_string(m_answers.size()) + " received)";
    }
    std::size_t sentBytes() const {
        return std::accumulate(m_exchange.requests.begin(),
                               m_exchange.requests.begin() + static_cast<std::ptrdiff_t>(m_written), std::size_t{0},
                               [](std::size_t sum, const auto& message) { return sum + message.size(); });
    }
    std::size_t receivedBytes() const { return m_receivedBytes; }
    std::vector<std::string> takeAnswers() { return std::move(m_answers); }

private:
    enum class Step : std::intptr_t { start = 1, write, read, finish };
    static void* tagOf(Step step) { return reinterpret_cast<void*>(static_cast<std::intptr_t>(step)); }

    void cancel() {
        m_cancelled = true;
        m_context.TryCancel();
    }

    void handle(Step step, bool ok) {
        switch (step) {
            case Step::start:
                if (ok) {
                    write();
                    read();
                }
                break;
            case Step::write:
                m_writing = false;
                if (ok && !m_saidAll) {
                    write();
                }
                break;
            case Step::read:
                m_reading = false;
                if (ok) {
                    keep();
                }
                break;
            case Step::finish:
                m_done = true;
                return;
        }
        if (!m_writing && !m_reading && !m_finishing) {
            m_finishing = true;
            m_stream->Finish(&m_status, tagOf(Step::finish));
        }
    }

    void write() {
        m_writing = true;
        if (m_written == m_exchange.requests.size()) {
            m_saidAll = true;
            m_stream->WritesDone(tagOf(Step::write));
            return;
        }
        m_stream->Write(toBuffer(m_exchange.requests[m_written++]), tagOf(Step::write));
    }

    void read() {
        m_reading = true;
        m_stream->Read(&m_buffer, tagOf(Step::read));
    }

    void keep() {
        m_receivedBytes += m_buffer.Length();
        if (m_receivedBytes > m_maxBytes || m_answers.size() == kMaxGrpcMessages) {
            m_tooMuch = true;
            cancel();
        } else {
            m_answers.push_back(toBytes(m_buffer));
        }
        read();  // until there is nothing more, also when it is given up
    }

    const GrpcExchange& m_exchange;
    std::size_t m_maxBytes;
    std::size_t m_receivedBytes = 0;
    const Stop& m_stop;
    grpc::ClientContext m_context;
    grpc::CompletionQueue m_queue;
    std::unique_ptr<grpc::GenericClientAsyncReaderWriter> m_stream;
    grpc::ByteBuffer m_buffer;
    grpc::Status m_status;
    std::vector<std::string> m_answers;
    std::size_t m_written = 0;
    bool m_saidAll = false;
    bool m_writing = false;
    bool m_reading = false;
    bool m_finishing = false;
    bool m_cancelled = false;
    bool m_tooMuch = false;
    bool m_done = false;
};

std::string withoutSecrets(std::string text, const std::vector<std::string>& secrets) {
    for (const auto& secret : secrets) {
        for (auto at = secret.size() < 4 ? text.npos : text.find(secret); at != text.npos;
             at = text.find(secret, at + 3)) {
            text.replace(at, secret.size(), "***");
        }
    }
    return text;
}
}  // namespace

namespace {
/// "ipv4:10.0.0.1:80,10.0.0.2:80": of one family, the first of which there is one. The library resolves nothing itself.
std::string targetOf(const GrpcServer& server) {
    std::string out;
    for (const bool six : {false, true}) {
        for (const auto& address : server.addresses) {
            if (six == (address.find(':') != address.npos)) {
                out += (out.empty() ? (six ? "ipv6:" : "ipv4:") : ",") + (six ? "[" + address + "]" : address) + ":" +
                       std::to_string(server.port);
            }
        }
        if (!out.empty()) {
            break;
        }
    }
    return out;
}
}  // namespace

struct GrpcClient::Channel {
    std::string key;
    std::shared_ptr<grpc::Channel> channel;
    std::unique_ptr<grpc::GenericStub> stub;
};

api::Error grpcFault(int code, const std::string& place, const std::string& message) {
    // By the number of the code; the status is the one of HTTP that says the same.
    static constexpr std::array<std::pair<const char*, int>, 17> kCodes{{{"OK", 200},
                                                                         {"CANCELLED", 499},
                                                                         {"UNKNOWN", 500},
                                                                         {"INVALID_ARGUMENT", 400},
                                                                         {"DEADLINE_EXCEEDED", 408},
                                                                         {"NOT_FOUND", 404},
                                                                         {"ALREADY_EXISTS", 409},
                                                                         {"PERMISSION_DENIED", 403},
                                                                         {"RESOURCE_EXHAUSTED", 429},
                                                                         {"FAILED_PRECONDITION", 400},
                                                                         {"ABORTED", 409},
                                                                         {"OUT_OF_RANGE", 400},
                                                                         {"UNIMPLEMENTED", 501},
                                                                         {"INTERNAL", 500},
                                                                         {"UNAVAILABLE", 503},
                                                                         {"DATA_LOSS", 500},
                                                                         {"UNAUTHENTICATED", 401}}};
    const bool known = code > 0 && code < static_cast<int>(kCodes.size());
    const auto& [name, status] = kCodes[known ? static_cast<std::size_t>(code) : 2];
    const auto* type = status == 401   ? "authentication"
                       : status == 403 ? "authorization"
                       : status == 408 ? "timeout"
                                       : "communication";
    return fault(type, status, place + " answered " + name + (message.empty() ? "." : ": " + message));
}

GrpcClient::GrpcClient(const BlockSettings& settings) : m_settings(settings) {
    static std::once_flag once;
    std::call_once(once, [] { gpr_set_log_function([](gpr_log_func_args*) {}); });  // stderr belongs to the program
}

GrpcClient::~GrpcClient() = default;

std::shared_ptr<GrpcClient::Channel> GrpcClient::channel(const GrpcServer& server) {
    const auto key = (server.tls ? "tls " : "plain ") + server.shown() + " " + targetOf(server);
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::find_if(m_channels.begin(), m_channels.end(), [&](const auto& one) { return one->key == key; });
    if (found != m_channels.end()) {
        auto kept = *found;
        m_channels.erase(found);
        m_channels.push_back(kept);
        return kept;
    }
    auto credentials = grpc::InsecureChannelCredentials();
    if (server.tls) {
        grpc::SslCredentialsOptions options;
        if (!m_settings.caFile.empty()) {
            std::ostringstream bundle;
            bundle << std::ifstream(m_settings.caFile, std::ios::binary).rdbuf();
            options.pem_root_certs = bundle.str();
        }
        credentials = grpc::SslCredentials(options);
    }
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(
        static_cast<int>(std::min<std::int64_t>(m_settings.maxResponseBytes, INT32_MAX)));
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstBackoffMs);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMaxBackoffMs);
    arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
    arguments.SetUserAgentPrefix("Beamline/" BEAMLINE_VERSION);
    arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, server.shown());
    arguments.SetSslTargetNameOverride(server.host);  // whose certificate it must be: the name, not the address
    auto made = std::make_shared<Channel>();
    made->key = key;
    made->channel = grpc::CreateCustomChannel(targetOf(server), credentials, arguments);
    made->stub = std::make_unique<grpc::GenericStub>(made->channel);
    m_channels.push_back(made);
    if (m_channels.size() > kMaxGrpcChannels) {
        m_channels.pop_front();  // calls on it keep it until they end
    }
    return made;
}

api::Result<std::vector<std::string>> GrpcClient::call(const GrpcServer& server, const GrpcExchange& exchange,
                                                       const Stop& stop) {
    const auto place = server.shown() + exchange.path;
    if (stop.requested()) {
        return stop.error("Calling " + place);
    }
    const auto kept = channel(server);
    Conversation conversation(*kept->stub, exchange, m_settings.maxResponseBytes, stop);
    ExchangeRecord record(stop, "grpc", place, place);
    const auto status = conversation.run();
    record.sent(conversation.sentBytes());
    record.received(conversation.receivedBytes());
    if (status.ok() && !conversation.tooMuch()) {
        record.answered("OK" + conversation.counts());
        return conversation.takeAnswers();
    }
    const auto error =
        conversation.tooMuch() ? fault("communication", 413,
                                       place + " sends more than " + std::to_string(kMaxGrpcMessages) +
                                           " messages or " + std::to_string(m_settings.maxResponseBytes) +
                                           " bytes; ask it for less, or have the limit raised.")
        : stop.requested()     ? stop.error("Calling " + place)
                               : grpcFault(status.error_code(), place,
                                           withoutSecrets(cleanUtf8(status.error_message()), exchange.secrets));
    auto told = error;
    told.message += conversation.counts();
    record.failed(told);
    return error;
}

}  // namespace beamline::blocks
