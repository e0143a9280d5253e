// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/api_service.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <sstream>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/nats/messages.h"
#include "engine/nats/micro.h"
#include "engine/nats/request.h"
#include "engine/nats/subjects.h"
#include "engine/wire/codec.h"
#include "engine/wire/utf8.h"

namespace beamline::nats {

using api::Error;
using api::Result;
using Clock = std::chrono::steady_clock;

namespace {
constexpr const char* kService = "beamline";
constexpr const char* kApiGroup = "beamline-api";  // not kQueueGroup: one wildcard would take its requests for sessions
constexpr std::string_view kHealth = "health";
constexpr std::string_view kConnect = "connect";
constexpr std::int64_t kMaxDeadlineMs = 24 * 60 * 60 * 1000;

std::string oneLine(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
    return text;
}

std::string envelope(const Result<api::Json>& result) {
    auto text = boost::json::serialize(
        result.ok() ? boost::json::object{{"ok", true}, {"value", *result}}
                    : boost::json::object{{"ok", false}, {"error", api::toJson(result.error())}});
    wire::repairUtf8(text);
    return text;
}

std::vector<MicroService::Endpoint> endpoints() {
    std::vector<MicroService::Endpoint> out{{std::string(kHealth), healthSubject(), {{"permission", ""}}}};
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>>([&](auto identity) {
        using Op = typename decltype(identity)::type;
        out.push_back({Op::kInfo.name, apiSubject(Op::kInfo.name), {{"permission", Op::kInfo.permission}}});
    });
    return out;
}
}  // namespace

Result<api::RequestContext> callerOf(const RequestHeaders& headers) {
    const auto get = [&](const char* name) {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    };
    const auto invalid = [](std::string message) {
        return Error{api::code::kInvalidArgument, std::move(message), {}, false};
    };
    for (const auto& [name, value] : headers) {
        if (value.size() > kMaxIdentityHeader) {
            return invalid("The header " + name + " has more than " + std::to_string(kMaxIdentityHeader) + " bytes.");
        }
    }
    api::RequestContext context;
    context.user = get("beamline-user");
    context.tenant = get("beamline-tenant");
    context.trace = get("traceparent");
    context.client = get("beamline-client");
    context.client = context.client.empty() ? "nats" : context.client;
    std::istringstream groups(get("beamline-groups"));
    for (std::string group; std::getline(groups, group, ',');) {
        group.erase(0, group.find_first_not_of(' '));
        group.erase(group.find_last_not_of(' ') + 1);
        if (!group.empty()) {
            context.groups.push_back(std::move(group));
        }
    }
    if (context.groups.size() > kMaxCallerGroups) {
        return invalid("Beamline-Groups names more than " + std::to_string(kMaxCallerGroups) + " groups.");
    }
    if (const auto text = get("beamline-deadline-ms"); !text.empty()) {
        std::int64_t wait = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), wait);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size() || wait <= 0 || wait > kMaxDeadlineMs) {
            return invalid("Beamline-Deadline-Ms must be a whole number of milliseconds from 1 to " +
                           std::to_string(kMaxDeadlineMs) + ".");
        }
        context.deadline = api::wallClock() + wait;
    }
    return context;
}

int statusOf(const Error& error) {
    static const std::map<std::string, int, std::less<>> kStatus{{api::code::kInvalidDefinition, 400},
                                                                 {api::code::kInvalidInput, 400},
                                                                 {api::code::kInvalidArgument, 400},
                                                                 {api::code::kForbidden, 403},
                                                                 {api::code::kNotFound, 404},
                                                                 {api::code::kConflict, 409},
                                                                 {api::code::kStale, 409},
                                                                 {api::code::kOverloaded, 429},
                                                                 {api::code::kUnsupported, 501},
                                                                 {api::code::kUnavailable, 503},
                                                                 {api::code::kDeadline, 504}};
    const auto found = kStatus.find(error.code);
    return found == kStatus.end() ? 500 : found->second;
}

class ApiService::Core : public std::enable_shared_from_this<ApiService::Core> {
public:
    Core(std::shared_ptr<api::Engine> engine, std::shared_ptr<SharedConnection> connection, MicroService::About about)
        : m_engine(std::move(engine)), m_connection(std::move(connection)), m_micro(std::move(about), endpoints()) {}

    Result<api::Unit> open() {
        if (auto opened = listen(apiSubject("*"), kApiGroup, &Core::asked); !opened.ok()) {
            return opened;
        }
        for (const auto& subject : m_micro.subjects()) {
            if (auto opened = listen(subject, {}, &Core::discovered); !opened.ok()) {
                return opened;
            }
        }
        return api::Unit{};
    }

    void close() {
        m_listening.clear();
        std::unique_lock lock(m_mutex);
        m_idle.wait_for(lock, kMaxApiClosing, [this] { return m_inFlight == 0; });
    }

private:
    struct Asked {
        std::string operation;
        std::string reply;
        Clock::time_point since = Clock::now();
    };

    Result<api::Unit> listen(const std::string& subject, const std::string& group, void (Core::*use)(natsMsg*)) {
        auto opened = Listening::open(*m_connection, subject, group, [this, use](natsMsg* m) { (this->*use)(m); });
        if (!opened.ok()) {
            return opened.error();
        }
        m_listening.push_back(std::move(*opened));
        return api::Unit{};
    }

    /// The library's thread.
    void discovered(natsMsg* message) {
        const char* reply = natsMsg_GetReply(message);
        const auto answer = m_micro.answer(natsMsg_GetSubject(message));
        if (reply && answer && mayAnswerTo(reply)) {
            natsConnection_Publish(m_connection->raw(), reply, answer->data(), static_cast<int>(answer->size()));
        }
    }

    /// The library's thread.
    void asked(natsMsg* message) {
        const char* reply = natsMsg_GetReply(message);
        const std::string_view subject = natsMsg_GetSubject(message);
        Asked asked{std::string(subject.substr(kApi.size() + 1)), reply ? reply : "", Clock::now()};
        if (asked.operation == kConnect || !mayAnswerTo(asked.reply)) {
            return;  // a session, or nobody who could be answered
        }
        if (asked.operation == kHealth) {
            answer(asked, api::toJson(m_engine->health()));
            return;
        }
        const auto size = static_cast<std::size_t>(natsMsg_GetDataLength(message));
        call(asked, std::string_view(natsMsg_GetData(message), size), headersOf(message));
    }

    void call(const Asked& asked, std::string_view payload, const RequestHeaders& headers) {
        auto context = callerOf(headers);
        const auto arguments = payload.empty() ? Result<api::Json>(api::Json()) : api::parseJson(payload);
        if (!context.ok() || !arguments.ok()) {
            auto error = context.ok() ? arguments.error() : context.error();
            error.code = api::code::kInvalidArgument;
            answer(asked, std::move(error));
            return;
        }
        auto operation = wire::operationFromJson(asked.operation, *arguments);
        if (!operation.ok()) {
            answer(asked, operation.error());
            return;
        }
        if (!admit()) {
            answer(asked, Error{api::code::kOverloaded,
                                "More than " + std::to_string(kMaxApiInFlight) +
                                    " requests wait for an answer here. Ask again when some are answered.",
                                {},
                                true});
            return;
        }
        auto handler = [self = shared_from_this(), asked](const Result<api::Reply>& reply) {
            self->answer(asked, reply.ok() ? Result<api::Json>(wire::replyToJson(*reply)) : reply.error());
            self->leave();
        };
        std::visit(
            [&](auto& op) {
                using Op = std::remove_cvref_t<decltype(op)>;
                if constexpr (boost::mp11::mp_contains<api::Commands, Op>::value) {
                    m_engine->submit(std::move(op), std::move(*context), std::move(handler));
                } else {
                    m_engine->query(std::move(op), std::move(*context), std::move(handler));
                }
            },
            *operation);
    }

    bool admit() {
        std::lock_guard lock(m_mutex);
        return m_inFlight < kMaxApiInFlight && ++m_inFlight > 0;
    }

    void leave() {
        std::lock_guard lock(m_mutex);
        --m_inFlight;
        m_idle.notify_all();
    }

    void answer(const Asked& asked, Result<api::Json> result) {
        constexpr std::size_t kRoomForHeaders = 2'048;
        auto payload = envelope(result);
        if (const auto most = m_connection->maxPayload(); most > 0 && payload.size() + kRoomForHeaders > most) {
            result = Error{api::code::kInvalidArgument,
                           "The answer has " + std::to_string(payload.size()) +
                               " bytes, and this server of NATS takes messages of " + std::to_string(most) +
                               ". Ask for a smaller page (limit) or without data, or raise max_payload.",
                           {},
                           false};
            payload = envelope(result);
        }
        // Before it is sent: who has an answer finds it counted.
        m_micro.count(asked.operation, Clock::now() - asked.since, result.ok() ? "" : result.error().message);
        natsMsg* raw = nullptr;
        natsMsg_Create(&raw, asked.reply.c_str(), nullptr, payload.data(), static_cast<int>(payload.size()));
        const Owned<natsMsg> message(raw);
        if (!result.ok() && raw) {
            constexpr std::size_t kMaxErrorHeader = 1'024;
            natsMsgHeader_Set(raw, "Nats-Service-Error",
                              oneLine(result.error().message).substr(0, kMaxErrorHeader).c_str());
            natsMsgHeader_Set(raw, "Nats-Service-Error-Code", std::to_string(statusOf(result.error())).c_str());
        }
        if (raw) {
            natsConnection_PublishMsg(m_connection->raw(), raw);  // a client that is not told asks again
        }
    }

    const std::shared_ptr<api::Engine> m_engine;
    const std::shared_ptr<SharedConnection> m_connection;
    MicroService m_micro;
    std::vector<std::unique_ptr<Listening>> m_listening;
    std::mutex m_mutex;
    std::condition_variable m_idle;
    int m_inFlight = 0;
};

ApiService::ApiService(std::shared_ptr<Core> core) : m_core(std::move(core)) {}

ApiService::~ApiService() {
    m_core->close();
}

Result<std::unique_ptr<ApiService>> ApiService::open(std::shared_ptr<api::Engine> engine,
                                                     std::shared_ptr<SharedConnection> connection, Options options) {
    const auto end = connection->inbox();
    MicroService::About about;
    about.name = kService;
    about.id = subjectToken(end.substr(end.rfind('.') + 1));
    about.version = BEAMLINE_VERSION;
    about.description = "Runs workflows; each endpoint is an operation.";
    about.group = kApiGroup;
    about.started = api::wallClock();
    if (!options.node.empty()) {
        about.metadata.emplace("node", options.node);
    }
    if (!options.cluster.empty()) {
        about.metadata.emplace("cluster", options.cluster);
    }
    auto core = std::make_shared<Core>(std::move(engine), std::move(connection), std::move(about));
    if (auto opened = core->open(); !opened.ok()) {
        return opened.error();
    }
    return std::unique_ptr<ApiService>(new ApiService(std::move(core)));
}

}  // namespace beamline::nats
