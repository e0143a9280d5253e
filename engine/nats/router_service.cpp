// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/router_service.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/nats/assignment_publisher.h"
#include "engine/nats/messages.h"
#include "engine/nats/micro.h"
#include "engine/nats/request.h"
#include "engine/nats/router_admin.h"
#include "engine/nats/subjects.h"
#include "engine/nats/work_messages.h"
#include "engine/wire/utf8.h"

namespace beamline::nats {

using api::Error;
using api::Result;

namespace {
constexpr const char* kRouterName = kRouterUser;
constexpr std::size_t kRoomForRouterHeaders = 2'048;

std::string routerHealthSubject() {
    return std::string(kPolicyAdmin) + ".health";
}

/// What is behind the last dot; subjects of this service differ in that.
std::string endpointOf(std::string_view subject) {
    return std::string(subject.substr(subject.rfind('.') + 1));
}

std::vector<MicroService::Endpoint> routerEndpoints() {
    auto subjects = routerAdminSubjects();
    subjects.push_back(kDecideSubject);
    subjects.push_back(routerHealthSubject());
    std::vector<MicroService::Endpoint> out;
    for (const auto& subject : subjects) {
        out.push_back({endpointOf(subject), subject, {}});
    }
    return out;
}

std::string textOfAnswer(const api::Json& answer) {
    auto text = api::printJson(answer);
    wire::repairUtf8(text);
    return text;
}

std::string failureIn(const api::Json& answer) {
    const auto* whole = answer.if_object();
    const auto* error = whole ? whole->if_contains("error") : nullptr;
    const auto* message = error && error->is_object() ? error->get_object().if_contains("message") : nullptr;
    return message && message->is_string() ? std::string(message->get_string()) : std::string();
}

MicroService::About aboutRouter(const SharedConnection& connection, const RouterService::Options& options) {
    const auto end = connection.inbox();
    MicroService::About about;
    about.name = kRouterName;
    about.id = subjectToken(end.substr(end.rfind('.') + 1));
    about.version = BEAMLINE_VERSION;
    about.description = "Decides who does the work of a request, by policies.";
    about.group = kRouterGroup;
    about.started = api::wallClock();
    if (!options.node.empty()) {
        about.metadata.emplace("node", options.node);
    }
    if (!options.cluster.empty()) {
        about.metadata.emplace("cluster", options.cluster);
    }
    return about;
}
}  // namespace

class RouterService::Core : public std::enable_shared_from_this<RouterService::Core> {
public:
    Core(std::shared_ptr<api::Engine> engine, std::shared_ptr<SharedConnection> connection, Options options)
        : m_engine(std::move(engine)),
          m_connection(std::move(connection)),
          m_options(std::move(options)),
          m_micro(aboutRouter(*m_connection, m_options), routerEndpoints()),
          m_publisher(sendingOver(m_connection)) {}

    Result<api::Unit> open() {
        const auto all = [](std::string_view of) { return std::string(of) + ".*"; };
        std::vector<std::tuple<std::string, std::string, void (Core::*)(natsMsg*)>> wanted{
            {kDecideSubject, kRouterGroup, &Core::askedToDecide},
            {kGetDecisionSubject, kRouterGroup, &Core::asked},
            {all(kRouterAdmin), kRouterGroup, &Core::asked},
            {all(kPolicyAdmin), kRouterGroup, &Core::asked},
            {kResultSubject, kRouterResultGroup, &Core::told}};
        for (const auto& subject : m_micro.subjects()) {
            wanted.emplace_back(subject, "", &Core::discovered);
        }
        for (const auto& [subject, group, use] : wanted) {
            auto opened = Listening::open(*m_connection, subject, group,
                                          [this, use](natsMsg* message) { (this->*use)(message); });
            if (!opened.ok()) {
                return opened.error();
            }
            (*opened)->limit(-1, group == kRouterResultGroup ? kMaxWaitingResultBytes : kMaxWaitingRequestBytes);
            m_listening.push_back(std::move(*opened));
        }
        return api::Unit{};
    }

    void close() {
        m_listening.clear();
        {
            std::unique_lock lock(m_mutex);
            m_idle.wait_for(lock, kMaxRouterClosing, [this] { return m_inFlight == 0; });
        }
        m_publisher.stop(kMaxRouterClosing);
    }

    Result<std::string> handOut(const api::Json& request, const api::Json& decision, const std::string& tenant,
                                const std::string& subject) {
        auto made = makeAssignment(request, decision, tenant, subject);
        if (!made.ok()) {
            return made.error();
        }
        if (const auto most = m_connection->maxPayload();
            most > 0 && made->payload.size() + kRoomForRouterHeaders > most) {
            return Error{api::code::kInvalidArgument,
                         "The assignment has " + std::to_string(made->payload.size()) +
                             " bytes, and this server of NATS takes messages of " + std::to_string(most) +
                             ". Give the payload as payload_ref, or raise max_payload.",
                         {},
                         false};
        }
        auto id = made->id;
        const auto added = m_publisher.add(std::move(*made));
        return added.ok() ? Result<std::string>(std::move(id)) : added.error();
    }

    RouterFigures figures() const {
        return {m_deadLetters,        m_results,
                m_resultsRepeated,    m_resultsRefused,
                m_outcomesLost,       m_usage,
                m_usageLost,          m_publisher.published(),
                m_publisher.failed(), static_cast<std::int64_t>(m_publisher.waiting())};
    }

private:
    struct Asked {
        std::string subject;
        std::string reply;
        std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    };

    /// The library's thread, like all that take a message.
    void discovered(natsMsg* message) {
        const char* reply = natsMsg_GetReply(message);
        const auto answer = m_micro.answer(natsMsg_GetSubject(message));
        if (reply && answer && mayAnswerTo(reply)) {
            publish(reply, *answer);
        }
    }

    void askedToDecide(natsMsg* message) {
        const char* to = natsMsg_GetReply(message);
        const Asked asked{kDecideSubject, to ? to : std::string(kDecideSubject) + ".reply"};
        if (to && !mayAnswerTo(asked.reply)) {
            return;
        }
        const auto payload = dataOf(message);
        const auto hash = api::sha256(payload);
        auto read = readDecide(payload, headersOf(message));
        auto* call = std::get_if<RouterCall>(&read);
        if (!call) {
            answerDecide(asked, std::get<api::Json>(read), hash);
            return;
        }
        if (!admit(payload.size())) {
            answer(asked, overloaded(call->ids));
            return;
        }
        auto request = std::make_shared<const RouterCall>(std::move(*call));
        api::call<api::DecideRoute>(
            *m_engine, {request->body}, request->who,
            [self = shared_from_this(), asked, hash, request, size = payload.size()](Result<api::RouteReply> reply) {
                auto response = reply.ok() ? std::move(reply->response) : routerError(reply.error(), request->ids);
                if (request->push) {
                    self->push(*request, response);
                }
                self->answerDecide(asked, response, hash);
                self->leave(size);
            });
    }

    /// Adds the id of the assignment to the answer, or makes it the error of one that could not be handed out.
    void push(const RouterCall& request, api::Json& response) {
        auto* whole = response.if_object();
        auto* decision = whole ? whole->if_contains("decision") : nullptr;
        if (!decision || !decision->is_object()) {
            return;
        }
        const auto id = handOut(request.body, *decision, request.who.tenant, request.assignmentSubject);
        if (!id.ok()) {
            auto failed = id.error();
            failed.message = "It is decided, but the work was not handed out: " + failed.message;
            response = routerError(failed, request.ids);
            return;
        }
        auto& metadata = decision->get_object()["metadata"];
        if (metadata.is_null()) {
            metadata = boost::json::object();
        }
        if (auto* members = metadata.if_object()) {
            (*members)["assignment_id"] = *id;
        }
    }

    void answerDecide(const Asked& asked, const api::Json& response, const std::string& hash) {
        if (const auto reason = deadLetterReason(response); !reason.empty()) {
            ++m_deadLetters;
            publish(kDecideDeadLetters,
                    printIntakeDeadLetter(response, kDecideSubject, hash, m_options.node, api::wallClock()),
                    {{"x-dlq-reason", reason}, {"x-original-subject", kDecideSubject}});
        }
        answer(asked, response);
    }

    void asked(natsMsg* message) {
        const char* reply = natsMsg_GetReply(message);
        const Asked asked{natsMsg_GetSubject(message), reply ? reply : ""};
        if (!mayAnswerTo(asked.reply)) {
            return;  // nobody who could be answered
        }
        const auto payload = dataOf(message);
        const auto read = readRouterCall(payload, headersOf(message));
        const auto* call = std::get_if<RouterCall>(&read);
        if (!call) {
            answer(asked, std::get<api::Json>(read));
            return;
        }
        if (asked.subject == routerHealthSubject()) {
            answer(asked, health());
            return;
        }
        if (!admit(payload.size())) {
            answer(asked, overloaded(call->ids));
            return;
        }
        const auto done = [self = shared_from_this(), asked, size = payload.size()](const api::Json& json) {
            self->answer(asked, json);
            self->leave(size);
        };
        if (!answerRouterRequest(m_engine, asked.subject, *call, done)) {
            done(routerError("invalid_request", "The router knows no request " + asked.subject + ".", call->ids));
        }
    }

    /// What a worker says of work that was done. Who is no provider of a policy is metered, too.
    void told(natsMsg* message) {
        auto outcome = readOutcome(dataOf(message));
        if (!outcome.ok()) {
            ++m_resultsRefused;
            return;
        }
        if (outcome->tenant.empty()) {
            const auto* tenant = headerOf(message, "tenant_id");
            const bool good = tenant && std::string_view(tenant).size() <= kMaxRouterId && api::isUtf8(tenant);
            outcome->tenant = good ? tenant : "";
        }
        const auto key = outcomeKey(*outcome);
        const auto now = api::wallClock();
        {
            const std::lock_guard lock(m_mutex);
            if (!m_recent.add(key, now)) {
                ++m_resultsRepeated;
                return;
            }
        }
        ++m_results;
        learn(*outcome);
        // A stream of usage knows by the id what another router has told of already.
        const bool sent = publish(kUsageSubject, printUsage(*outcome, now),
                                  {{"Nats-Msg-Id", "usage-" + api::sha256(key).substr(0, 32)}});
        ++(sent ? m_usage : m_usageLost);
    }

    void learn(const ToldOutcome& outcome) {
        if (outcome.status == "cancelled") {
            return;  // that says nothing of who did it
        }
        if (m_outcomes.fetch_add(1) >= kMaxOutcomesInFlight) {
            --m_outcomes;
            ++m_outcomesLost;
            return;
        }
        api::RequestContext who;
        who.tenant = outcome.tenant;
        who.user = kRouterUser;
        who.client = kRouterName;
        api::call<api::ReportOutcome>(
            *m_engine, {outcome.provider, outcome.status == "success", outcome.latencyMs, outcome.cost, outcome.error},
            who,
            [self = shared_from_this()](const Result<api::Unit>&) { --self->m_outcomes; });  // a worker is no provider
    }

    api::Json health() const {
        const auto health = m_engine->health();
        const auto did = figures();
        boost::json::array problems;
        for (const auto& problem : health.problems) {
            problems.push_back(api::toJson(problem));
        }
        int inFlight = 0;
        {
            const std::lock_guard lock(m_mutex);
            inFlight = m_inFlight;
        }
        return {
            {"ok", true},
            {"status", api::toJson(health.state)},
            {"version", BEAMLINE_VERSION},
            {"node", m_options.node},
            {"cluster", m_options.cluster},
            {"timestamp", api::wallClock()},
            {"problems", std::move(problems)},
            {"requests_in_flight", inFlight},
            {"dead_letters", did.deadLetters},
            {"results", {{"taken", did.results}, {"repeated", did.resultsRepeated}, {"refused", did.resultsRefused}}},
            {"outcomes_lost", did.outcomesLost},
            {"usage", {{"emitted", did.usage}, {"failed", did.usageLost}}},
            {"assignments",
             {{"published", did.assignments}, {"failed", did.assignmentsFailed}, {"waiting", did.assignmentsWaiting}}}};
    }

    static api::Json overloaded(const RouterIds& ids) {
        return routerError("service_overloaded",
                           "More than " + std::to_string(kMaxRouterInFlight) + " requests, or " +
                               std::to_string(kMaxRouterBytesInFlight >> 20) +
                               " MiB of them, wait for an answer here. Ask again when some are answered.",
                           ids);
    }

    bool admit(std::size_t bytes) {
        const std::lock_guard lock(m_mutex);
        if (m_inFlight >= kMaxRouterInFlight || m_bytes + bytes > kMaxRouterBytesInFlight) {
            return false;
        }
        ++m_inFlight;
        m_bytes += bytes;
        return true;
    }

    void leave(std::size_t bytes) {
        const std::lock_guard lock(m_mutex);
        --m_inFlight;
        m_bytes -= bytes;
        m_idle.notify_all();
    }

    void answer(const Asked& asked, const api::Json& json) {
        auto text = textOfAnswer(json);
        auto failure = failureIn(json);
        if (const auto most = m_connection->maxPayload(); most > 0 && text.size() + kRoomForRouterHeaders > most) {
            failure = "The answer has " + std::to_string(text.size()) + " bytes, and this server of NATS takes " +
                      std::to_string(most) + ". Ask for less, or raise max_payload.";
            text = textOfAnswer(routerError("internal", failure, {}));
        }
        // Before it is sent: who has an answer finds it counted.
        m_micro.count(endpointOf(asked.subject), std::chrono::steady_clock::now() - asked.since, failure);
        publish(asked.reply, text);  // who is not told asks again
    }

    bool publish(const std::string& subject, const std::string& text,
                 const std::vector<std::pair<const char*, std::string>>& headers = {}) {
        natsMsg* raw = nullptr;
        natsMsg_Create(&raw, subject.c_str(), nullptr, text.data(), static_cast<int>(text.size()));
        const Owned<natsMsg> message(raw);
        for (const auto& [name, value] : headers) {
            if (raw) {
                natsMsgHeader_Set(raw, name, value.c_str());
            }
        }
        return raw && natsConnection_PublishMsg(m_connection->raw(), raw) == NATS_OK;
    }

    const std::shared_ptr<api::Engine> m_engine;
    const std::shared_ptr<SharedConnection> m_connection;
    const Options m_options;
    MicroService m_micro;
    AssignmentPublisher m_publisher;
    mutable std::mutex m_mutex;
    std::condition_variable m_idle;
    int m_inFlight = 0;
    std::size_t m_bytes = 0;
    RecentOutcomes m_recent;
    std::atomic<int> m_outcomes{0};
    std::atomic<std::int64_t> m_deadLetters{0};
    std::atomic<std::int64_t> m_results{0};
    std::atomic<std::int64_t> m_resultsRepeated{0};
    std::atomic<std::int64_t> m_resultsRefused{0};
    std::atomic<std::int64_t> m_outcomesLost{0};
    std::atomic<std::int64_t> m_usage{0};
    std::atomic<std::int64_t> m_usageLost{0};
    std::vector<std::unique_ptr<Listening>> m_listening;  ///< the first to go: they use all the others
};

RouterService::RouterService(std::shared_ptr<Core> core) : m_core(std::move(core)) {}

RouterService::~RouterService() {
    m_core->close();
}

Result<std::unique_ptr<RouterService>> RouterService::open(std::shared_ptr<api::Engine> engine,
                                                           std::shared_ptr<SharedConnection> connection,
                                                           Options options) {
    auto core = std::make_shared<Core>(std::move(engine), std::move(connection), std::move(options));
    if (auto opened = core->open(); !opened.ok()) {
        core->close();  // some of it may listen already
        return opened.error();
    }
    return std::unique_ptr<RouterService>(new RouterService(std::move(core)));
}

Result<std::string> RouterService::publishAssignment(const api::Json& request, const api::Json& decision) {
    const auto* body = request.if_object();
    const auto tenant = body ? idsOf(*body).tenant : std::string();
    const auto* named = body ? body->if_contains("assignment_subject") : nullptr;
    const auto subject = named && named->is_string() ? std::string(named->get_string()) : std::string();
    if (!subject.empty() && !mayAssignTo(subject)) {
        return Error{api::code::kInvalidArgument,
                     "Work cannot be handed out on '" + api::beginning(subject, 64) + "'.",
                     {},
                     false};
    }
    return m_core->handOut(request, decision, tenant, subject);
}

RouterFigures RouterService::figures() const {
    return m_core->figures();
}

}  // namespace beamline::nats
