// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/http_gateway.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
#include <sstream>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/gateway/event_intake.h"
#include "engine/gateway/figures.h"
#include "engine/gateway/openapi.h"
#include "engine/gateway/rate_limiter.h"
#include "engine/gateway/visit.h"
#include "engine/telemetry/rotating_file.h"

namespace beamline::gateway {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kGrace{250};            ///< for the engine's own word on a deadline to arrive
constexpr std::chrono::milliseconds kCountPatience{2'000};  ///< for the runs in /metrics
constexpr std::chrono::milliseconds kMaxFarewell{500};      ///< for the last answers to be sent

Visit& visitOf(const ExchangePtr& exchange) {
    return *static_cast<Visit*>(exchange->visit.get());
}

std::string timeNow() {
    return telemetry::utcTime(api::wallClock());
}

api::Error invalid(std::string message) {
    return {api::code::kInvalidArgument, std::move(message), {}, false};
}

api::Error closing() {
    return {api::code::kUnavailable, "The gateway is closing. Ask another node, or again in a moment.", {}, true};
}

HttpResponse text(const char* type, std::string body) {
    return {200,
            {{"Content-Type", type}, {"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}},
            std::move(body),
            nullptr};
}

api::Result<std::string> readPem(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    if (!in || !(out << in.rdbuf())) {
        return invalid("The file " + file.string() + " cannot be read. Check its name and rights.");
    }
    return std::move(out).str();
}

/// The identity that the options ask for, or why they must not be used.
api::Result<IdentityFunction> identityOf(const GatewayOptions& options) {
    const auto loopback = isLoopback(options.address);
    if (!loopback.ok()) {
        return loopback.error();
    }
    if (options.identity) {
        return options.identity;
    }
    if (!options.tokens.empty()) {
        return identityByTokens(options.tokens);
    }
    if (!*loopback) {
        return invalid("The gateway would serve other machines at " + options.address +
                       " without knowing who asks. Give it a file of tokens, or serve 127.0.0.1 only.");
    }
    return identityByWord();
}

api::Error lacks(const Identity& identity, const std::string& permission) {
    return {api::code::kForbidden, identity.user + " may not do this: it needs the permission " + permission + ".",
            boost::json::object{{"permission", permission}}, false};
}

}  // namespace

class HttpGateway::Core {
public:
    Core(std::shared_ptr<api::Engine> engine, GatewayOptions options, IdentityFunction identity)
        : m_engine(std::move(engine)),
          m_options(std::move(options)),
          m_identity(std::move(identity)),
          m_loopback(*isLoopback(m_options.address)),
          m_metrics(m_options.metrics ? m_options.metrics : std::make_shared<telemetry::Metrics>()),
          m_limiter(m_options.limits.requestsPerSecond, m_options.limits.burst),
          m_streams(m_engine, m_alarm, m_options.limits.heartbeat),
          m_openApi(api::printJson(openApi(BEAMLINE_VERSION))),
          m_docs(docsPage(BEAMLINE_VERSION)) {}

    api::Result<api::Unit> serve();
    int port() const { return m_server->port(); }
    std::string url() const {
        const bool six = m_options.address.find(':') != std::string::npos;
        return (m_options.certificate.empty() ? "http://" : "https://") +
               (six ? "[" + m_options.address + "]" : m_options.address) + ":" + std::to_string(port());
    }
    void stop(std::chrono::milliseconds drain);

private:
    std::size_t begin(const ExchangePtr& exchange);
    api::Result<api::Unit> admit(const HttpRequest& request, Visit& visit);
    api::Result<api::Unit> identify(const HttpRequest& request, Visit& visit);
    void complete(const ExchangePtr& exchange);
    void tooLarge(const ExchangePtr& exchange);
    void end(const ExchangePtr& exchange, int status);

    void answerOperation(const ExchangePtr& exchange);
    void answerEvents(const ExchangePtr& exchange);
    void answerPublish(const ExchangePtr& exchange);
    void answerMetrics(const ExchangePtr& exchange);
    HttpResponse health() const;
    HttpResponse ready() const;
    void tellFigures(const api::RunCounts* runs, telemetry::MetricSink& sink) const;
    void fail(const ExchangePtr& exchange, const api::Error& error) const;
    void watchDeadline(const ExchangePtr& exchange);
    void watchDeadline(const ExchangePtr& exchange, std::function<HttpResponse()> late);

    /// What an engine answers after the end must not come in.
    struct Door {
        std::mutex mutex;
        bool open = true;
    };

    const std::shared_ptr<Door> m_door = std::make_shared<Door>();
    const std::shared_ptr<api::Engine> m_engine;
    const GatewayOptions m_options;
    const IdentityFunction m_identity;
    const bool m_loopback;
    const std::shared_ptr<telemetry::Metrics> m_metrics;
    RateLimiter m_limiter;
    Alarm m_alarm;
    EventStreams m_streams;
    const std::string m_openApi;
    const std::string m_docs;
    std::atomic<bool> m_closing{false};
    std::unique_ptr<HttpServer> m_server;
};

api::Result<api::Unit> HttpGateway::Core::serve() {
    ServerOptions options;
    options.address = m_options.address;
    options.port = m_options.port;
    options.limits = m_options.limits;
    if (m_options.certificate.empty() != m_options.key.empty()) {
        return invalid("TLS needs a certificate and its key; only one of the two is given.");
    }
    if (!m_options.certificate.empty()) {
        auto certificate = readPem(m_options.certificate);
        auto key = readPem(m_options.key);
        if (!certificate.ok() || !key.ok()) {
            return certificate.ok() ? key.error() : certificate.error();
        }
        options.certificate = std::move(*certificate);
        options.key = std::move(*key);
    }
    auto server = HttpServer::start(
        std::move(options),
        {[this](const auto& e) { return begin(e); }, [this](const auto& e) { complete(e); },
         [this](const auto& e) { tooLarge(e); }, [this](const auto& e, int status) { end(e, status); }});
    if (!server.ok()) {
        return server.error();
    }
    m_server = std::move(*server);
    return api::Unit();
}

void HttpGateway::Core::stop(std::chrono::milliseconds drain) {
    m_closing = true;
    if (m_server) {
        m_server->stopAccepting();
        m_streams.closeAll();
        m_server->awaitEnd(drain);
        m_server->stop(errorResponse(closing(), {}), kMaxFarewell);
        std::lock_guard lock(m_door->mutex);
        m_door->open = false;
    }
}

std::size_t HttpGateway::Core::begin(const ExchangePtr& exchange) {
    auto visit = std::make_shared<Visit>();
    exchange->visit = visit;
    visit->correlation = readCorrelation(exchange->request());
    if (auto admitted = admit(exchange->request(), *visit); !admitted.ok()) {
        fail(exchange, admitted.error());
        return 0;
    }
    return m_options.limits.bodyBytes;
}

/// Who asks comes first: whether there is something at an address is told to those who may know.
api::Result<api::Unit> HttpGateway::Core::admit(const HttpRequest& request, Visit& visit) {
    auto target = readTarget(request.target);
    if (target.ok()) {
        visit.target = std::move(*target);
        visit.match = findRoute(request.method, visit.target.path);
    }
    const auto* route = visit.match.route;
    if (!route || !route->open) {
        if (auto known = identify(request, visit); !known.ok()) {
            return known;
        }
    }
    if (!target.ok()) {
        return target.error();
    }
    if (!route && visit.match.allowed.empty()) {
        return api::Error{
            api::code::kNotFound, "There is nothing at this address. See /docs for those there are.", {}, false};
    }
    if (!route) {
        return api::Error{kNoMethod, "This address does not take " + request.method + ".", {}, false};
    }
    const auto permission = route->operation ? route->operation->permission : std::string("run.read");
    if (!route->open && !visit.identity.may(permission)) {
        return lacks(visit.identity, permission);
    }
    if (m_closing && !route->open) {
        return closing();
    }
    return readContext(request, m_options.limits.deadline, visit);
}

api::Result<api::Unit> HttpGateway::Core::identify(const HttpRequest& request, Visit& visit) {
    const auto host = request.headerOr("host");
    if ((m_loopback || !m_options.hosts.empty()) && !isOwnHost(host, m_options.hosts)) {
        return api::Error{
            api::code::kForbidden,
            "The name of this host is not one that the gateway answers to. Ask 127.0.0.1, or add the name "
            "to its configuration.",
            {},
            false};
    }
    if (isForeignOrigin(request)) {
        return api::Error{api::code::kForbidden, "Pages of other origins may not ask this gateway.", {}, false};
    }
    auto identity = m_identity(request);
    const auto client = identity.ok() ? "user " + identity->user : "address " + request.peer;
    if (const auto wait = m_limiter.ask(client, Clock::now()); wait.count() > 0) {
        const auto seconds = (wait.count() + 999) / 1000;
        return api::Error{
            kRateLimited,
            "These are too many requests: " + std::to_string(static_cast<int>(m_options.limits.requestsPerSecond)) +
                " a second are allowed. Wait and ask again.",
            boost::json::object{{"endpoint", visit.match.route ? visit.match.route->path : ""},
                                {"limit", m_options.limits.requestsPerSecond},
                                {"retry_after_seconds", seconds}},
            true};
    }
    if (!identity.ok()) {
        return identity.error();
    }
    visit.identity = std::move(*identity);
    return api::Unit();
}

void HttpGateway::Core::fail(const ExchangePtr& exchange, const api::Error& error) const {
    const auto& visit = visitOf(exchange);
    auto response = errorResponse(error, visit.correlation);
    if (error.code == kRateLimited) {
        const auto seconds = std::to_string(error.detail.at("retry_after_seconds").to_number<std::int64_t>());
        response.headers.insert(
            response.headers.end(),
            {{"X-RateLimit-Limit", std::to_string(static_cast<int>(m_options.limits.requestsPerSecond))},
             {"X-RateLimit-Remaining", "0"},
             {"X-RateLimit-Reset", seconds},
             {"Retry-After", seconds}});
        m_metrics->counter("gateway_rate_limit_hits_total", "Requests that were refused because there were too many.")
            .add();
    }
    if (!visit.match.allowed.empty()) {
        std::string allowed;
        for (const auto& method : visit.match.allowed) {
            allowed += (allowed.empty() ? "" : ", ") + method + (method == "GET" ? ", HEAD" : "");
        }
        response.headers.emplace_back("Allow", allowed);
    }
    if (m_closing) {
        response.headers.emplace_back("Connection", "close");
    }
    exchange->answer(std::move(response));
}

void HttpGateway::Core::tooLarge(const ExchangePtr& exchange) {
    fail(exchange, {kTooLarge,
                    "The body of a request may have " + std::to_string(m_options.limits.bodyBytes) +
                        " bytes. Send less, or put the data where a task can fetch it.",
                    boost::json::object{{"limit", m_options.limits.bodyBytes}}, false});
}

void HttpGateway::Core::complete(const ExchangePtr& exchange) {
    switch (visitOf(exchange).match.route->face) {
        case Face::operation:
            return answerOperation(exchange);
        case Face::events:
            return answerEvents(exchange);
        case Face::publish:
            return answerPublish(exchange);
        case Face::metrics:
            return answerMetrics(exchange);
        case Face::health:
            exchange->answer(health());
            return;
        case Face::ready:
            exchange->answer(ready());
            return;
        case Face::openapi:
            exchange->answer(text("application/json", m_openApi));
            return;
        case Face::docs: {
            auto page = text("text/html; charset=utf-8", m_docs);
            page.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            exchange->answer(std::move(page));
            return;
        }
    }
}

/// The engine answers in time by itself, if it can; this is for one that cannot.
void HttpGateway::Core::watchDeadline(const ExchangePtr& exchange, std::function<HttpResponse()> late) {
    auto& visit = visitOf(exchange);
    visit.alarm =
        m_alarm.at(Clock::now() + visit.patience + kGrace, [weak = std::weak_ptr(exchange), late = std::move(late)] {
            if (const auto open = weak.lock()) {
                open->answer(late());
            }
        });
}

void HttpGateway::Core::watchDeadline(const ExchangePtr& exchange) {
    watchDeadline(exchange, [correlation = visitOf(exchange).correlation] {
        return errorResponse({api::code::kDeadline,
                              "The engine did not answer in time. What was asked may happen yet: look before asking "
                              "again.",
                              {},
                              true},
                             correlation);
    });
}

namespace {
/// Runs that are run again are started, which the permission of batches does not say, and may be discarded, which that
/// of starts does not.
std::string furtherPermission(const std::string& operation, const boost::json::object& arguments) {
    const auto is = [&](const char* name, const auto& value) {
        const auto* given = arguments.if_contains(name);
        return given && *given == value;
    };
    return operation == api::StartBatch::kInfo.name && is("action", "rerun") ? api::RerunRun::kInfo.permission
           : operation == api::RerunRun::kInfo.name && is("discard", true)   ? api::DiscardRun::kInfo.permission
                                                                             : std::string();
}
}  // namespace

void HttpGateway::Core::answerOperation(const ExchangePtr& exchange) {
    auto& visit = visitOf(exchange);
    const auto arguments = routeArguments(visit.match, visit.target.query, exchange->request());
    if (!arguments.ok()) {
        return fail(exchange, arguments.error());
    }
    if (const auto also = furtherPermission(visit.match.route->operation->name, arguments->get_object());
        !also.empty() && !visit.identity.may(also)) {
        return fail(exchange, lacks(visit.identity, also));
    }
    auto call = visit.match.route->operation->read(*arguments);
    if (!call.ok()) {
        return fail(exchange, call.error());
    }
    watchDeadline(exchange);
    send(*m_engine, std::move(*call), visit.context,
         [exchange, correlation = visit.correlation](const api::Result<api::Reply>& reply) {
             exchange->answer(reply.ok() ? jsonResponse(replyToJson(*reply), correlation)
                                         : errorResponse(reply.error(), correlation));
         });
}

void HttpGateway::Core::answerEvents(const ExchangePtr& exchange) {
    const auto& visit = visitOf(exchange);
    auto query =
        readEventQuery(visit.target.query, exchange->request().header("last-event-id"), m_engine->health().seq);
    if (!query.ok()) {
        return fail(exchange, query.error());
    }
    query->filter.user = visit.context.user;
    query->filter.groups = visit.context.groups;
    query->filter.tenant = visit.context.tenant;
    auto opened = m_streams.open(*exchange, std::move(*query), {{"X-Request-ID", visit.correlation.request}});
    if (!opened.ok()) {
        fail(exchange, opened.error());
    }
}

void HttpGateway::Core::answerPublish(const ExchangePtr& exchange) {
    const auto& visit = visitOf(exchange);
    auto intake = readEvents(exchange->request());
    if (!intake.ok()) {
        return fail(exchange, intake.error());
    }
    watchDeadline(exchange);
    publish(*m_engine, std::move(*intake), visit.context,
            [exchange, correlation = visit.correlation](const api::Result<api::Json>& reply) {
                exchange->answer(reply.ok() ? jsonResponse(*reply, correlation)
                                            : errorResponse(reply.error(), correlation));
            });
}

/// An engine that is stuck is when figures are wanted most: then they come without the runs.
void HttpGateway::Core::answerMetrics(const ExchangePtr& exchange) {
    auto& visit = visitOf(exchange);
    visit.patience = std::min(visit.patience, kCountPatience);
    auto context = visit.context;
    context.deadline = api::wallClock() + visit.patience.count();
    const auto figures = [this, door = m_door](const api::RunCounts* runs) {
        std::lock_guard lock(door->mutex);
        return text(telemetry::kMetricsContentType,
                    !door->open ? std::string() : m_metrics->text([&](auto& sink) { tellFigures(runs, sink); }));
    };
    watchDeadline(exchange, [figures] { return figures(nullptr); });
    api::call(m_options.figures ? *m_options.figures : *m_engine, api::CountRuns(), std::move(context),
              [exchange, figures](const api::Result<api::RunCounts>& counts) {
                  exchange->answer(figures(counts.ok() ? &*counts : nullptr));
              });
}

void HttpGateway::Core::tellFigures(const api::RunCounts* runs, telemetry::MetricSink& sink) const {
    engineFigures(m_engine->health(), runs, sink);
    telemetry::processFigures(sink);
    sink.gauge("gateway_streams", "Readers of events.", {}, static_cast<double>(m_streams.count()));
    sink.counter("gateway_stream_gaps_total", "Times that a reader of events was too slow and lost some.", {},
                 static_cast<double>(m_streams.gaps()));
    sink.gauge("gateway_rate_limit_clients", "Clients whose requests are counted.", {},
               static_cast<double>(m_limiter.clients()));
}

HttpResponse HttpGateway::Core::health() const {
    const auto engine = m_engine->health();
    return text("application/json", api::printJson(boost::json::object{{"status", "healthy"},
                                                                       {"timestamp", timeNow()},
                                                                       {"version", BEAMLINE_VERSION},
                                                                       {"engine", api::toJson(engine.state)}}));
}

HttpResponse HttpGateway::Core::ready() const {
    const auto engine = m_engine->health();
    auto reasons = m_options.readiness ? m_options.readiness() : std::vector<std::string>();
    if (engine.state != api::HealthState::healthy && engine.state != api::HealthState::degraded) {
        reasons.push_back("The engine is " + std::string(api::toJson(engine.state).get_string()) + ".");
        for (const auto& problem : engine.problems) {
            reasons.push_back(problem.message);
        }
    }
    if (m_closing) {
        reasons.push_back("The gateway is closing.");
    }
    auto response =
        text("application/json", api::printJson(boost::json::object{{"status", reasons.empty() ? "ready" : "not_ready"},
                                                                    {"timestamp", timeNow()},
                                                                    {"reasons", api::toJson(reasons)}}));
    response.status = reasons.empty() ? 200 : 503;
    return response;
}

void HttpGateway::Core::end(const ExchangePtr& exchange, int status) {
    const auto* visit = static_cast<Visit*>(exchange->visit.get());
    if (visit && visit->alarm) {
        m_alarm.forget(*visit->alarm);
    }
    const auto* route = visit ? visit->match.route : nullptr;
    const auto path = route ? route->path : std::string("unknown");
    const auto method = route ? route->method : std::string("unknown");
    m_metrics
        ->counter("gateway_http_requests_total", "Requests by their address and the status of the answer; 0: none.",
                  {{"route", path}, {"method", method}, {"status", std::to_string(status)}})
        .add();
    if (!route || route->face != Face::events) {
        m_metrics
            ->histogram("gateway_http_request_duration_seconds",
                        "From the headers of a request to the end of its answer.", telemetry::latencyBounds(),
                        {{"route", path}, {"method", method}})
            .observe(std::chrono::duration<double>(Clock::now() - exchange->arrived()).count());
    }
}

api::Result<std::unique_ptr<HttpGateway>> HttpGateway::start(std::shared_ptr<api::Engine> engine,
                                                             GatewayOptions options) {
    auto identity = identityOf(options);
    if (!identity.ok()) {
        return identity.error();
    }
    auto core = std::make_unique<Core>(std::move(engine), std::move(options), std::move(*identity));
    if (auto served = core->serve(); !served.ok()) {
        return served.error();
    }
    return std::unique_ptr<HttpGateway>(new HttpGateway(std::move(core)));
}

HttpGateway::HttpGateway(std::unique_ptr<Core> core) : m_core(std::move(core)) {}

HttpGateway::~HttpGateway() {
    stop(std::chrono::milliseconds(0));
}

int HttpGateway::port() const {
    return m_core->port();
}

std::string HttpGateway::url() const {
    return m_core->url();
}

void HttpGateway::stop(std::chrono::milliseconds drain) {
    m_core->stop(drain);
}

}  // namespace beamline::gateway
