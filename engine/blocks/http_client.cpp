// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/blocks/encoding.h"
#include "engine/blocks/exchange_record.h"

namespace beamline::blocks {

namespace {
constexpr long kMaxConnectMs = 30'000;
constexpr long kConnectionsPerSession = 2;

struct Exchange {
    const HttpRequest& request;
    const Stop& stop;
    const NetworkPolicy& network;
    std::string host;
    std::int64_t maxBytes;
    const HttpSink& sink;
    HttpResponse response{};
    std::size_t headerBytes = 0;
    std::int64_t bodyBytes = 0;
    std::string problem{};                ///< why a callback stopped the transfer
    std::optional<api::Error> refused{};  ///< by the sink, or by the network policy
    bool enough = false;                  ///< the sink wants no more
    std::optional<ExchangeRecord> record{};

    std::size_t refuse(std::string why) {
        problem = std::move(why);
        return 0;
    }

    std::size_t header(std::string_view line) {
        const auto size = line.size();
        headerBytes += size;
        while (line.ends_with('\n') || line.ends_with('\r') || line.ends_with(' ')) {
            line.remove_suffix(1);
        }
        if (line.starts_with("HTTP/")) {   // also after an interim response, of which nothing is kept
            if (response.status >= 200) {  // the challenge of an authentication, which the library has answered
                answered();
                begin();
            }
            response.headers.clear();
            const auto reason = line.find(' ', std::min(line.size(), line.find(' ') + 1));
            response.reason = reason == line.npos ? std::string() : cleanUtf8(line.substr(reason + 1));
            const auto code = line.substr(std::min(line.size(), line.find(' ') + 1));
            response.status = 0;
            std::from_chars(code.data(), code.data() + code.size(), response.status);
        } else if (const auto colon = line.find(':'); colon != line.npos) {
            const auto value = line.find_first_not_of(" \t", colon + 1);
            response.headers.emplace_back(headerName(line.substr(0, colon)),
                                          value == line.npos ? std::string() : std::string(line.substr(value)));
        }
        if (headerBytes > kMaxResponseHeaderBytes || response.headers.size() > kMaxResponseHeaders) {
            return refuse("sends more than " + std::to_string(kMaxResponseHeaders) + " headers or " +
                          std::to_string(kMaxResponseHeaderBytes) + " bytes of them");
        }
        return size;
    }

    void begin() { record.emplace(stop, "http", request.method + " " + request.safeUrl(), request.place()); }

    /// "200 OK, application/json".
    void answered() {
        const auto* type = findHeader(response.headers, "content-type");
        const auto text = std::to_string(response.status) + (response.reason.empty() ? "" : " " + response.reason) +
                          (type ? ", " + cleanUtf8(*type) : "");
        record->answered(request.withoutSecrets(text), response.status >= 400);
    }

    std::size_t body(std::string_view bytes) {
        if (stop.requested()) {
            return 0;
        }
        bodyBytes += static_cast<std::int64_t>(bytes.size());
        if (bodyBytes > maxBytes) {
            return refuse("sends more than the " + std::to_string(maxBytes) +
                          " bytes that are accepted; ask it for less, or have the limit raised");
        }
        if (!sink || response.status < 200 || response.status > 299) {
            response.body.append(bytes);
            return bytes.size();
        }
        auto more = sink(response, bytes);
        if (!more.ok()) {
            refused = more.error();
        } else {
            enough = !*more;
        }
        return refused || enough ? 0 : bytes.size();
    }
};

/// The one door to the network: the address is the one that is connected to, whatever the name server says next.
curl_socket_t onOpenSocket(void* data, curlsocktype, curl_sockaddr* address) {
    auto& exchange = *static_cast<Exchange*>(data);
    if (auto allowed = exchange.network.checkAddress(&address->addr, exchange.host); !allowed.ok()) {
        exchange.refused = allowed.error();
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* exchange) {
    return static_cast<Exchange*>(exchange)->header({data, size * count});
}

std::size_t onBody(char* data, std::size_t size, std::size_t count, void* exchange) {
    return static_cast<Exchange*>(exchange)->body({data, size * count});
}

using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

HeaderList headerList(const HttpRequest& request) {
    HeaderList list(nullptr, curl_slist_free_all);
    const auto add = [&](const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); };
    for (const auto& [name, value] : request.headers) {
        add(value.empty() ? name + ";" : name + ": " + value);
    }
    add("Expect:");  // no second of waiting before a large body
    if (!findHeader(request.headers, "content-type")) {
        add("Content-Type:");
    }
    return list;
}

/// What went wrong below HTTP, in words that say what to do.
api::Error transferFault(CURLcode code, const char* text, const HttpRequest& request) {
    const auto place = request.place();
    const std::string why = text[0] != '\0' ? request.withoutSecrets(cleanUtf8(text)) : curl_easy_strerror(code);
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return fault("timeout", 408, place + " did not answer in time: " + why + ".");
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
            return fault("communication", 503,
                         place + " cannot be reached: " + why + ". Check the address, and that the service runs.");
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
            return fault("communication", 502,
                         place + " has no TLS connection that can be trusted: " + why +
                             ". Correct the certificate of the service, or have its authority added to the CA file.");
        case CURLE_SSL_CERTPROBLEM:
            return fault(
                "authentication", 401,
                place + " cannot be called with this client certificate: " + why +
                    ". Check that certificate and key are PEM, belong together, and that the password is right.");
        default:
            return fault("communication", 502, place + " failed: " + why + ".");
    }
}
}  // namespace

struct HttpClient::Session {
    explicit Session(std::string of) : origin(std::move(of)) {
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, kConnectionsPerSession);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }

    /// Nothing when an answer came, or as much of it as is wanted.
    std::optional<api::Error> transfer(const BlockSettings& settings, Exchange& exchange);
    void prepare(const BlockSettings& settings, curl_slist* headers, Exchange& exchange);
    void identify(const HttpRequest& request);
    CURLcode perform(const Stop& stop);

    std::string origin;
    CURLM* multi = curl_multi_init();
    CURL* easy = curl_easy_init();
    std::array<char, CURL_ERROR_SIZE> error{};
};

void HttpClient::Session::prepare(const BlockSettings& settings, curl_slist* headers, Exchange& exchange) {
    const auto& request = exchange.request;
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
    const auto milliseconds = static_cast<long>(std::clamp<std::int64_t>(exchange.stop.remainingMs(), 1, 0x7FFFFFFF));
    curl_easy_reset(easy);  // keeps the connections
    set(CURLOPT_ERRORBUFFER, error.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a cancelled call does not wait for a slow name server
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    set(CURLOPT_ACCEPT_ENCODING, "");
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_TIMEOUT_MS, milliseconds);
    set(CURLOPT_CONNECTTIMEOUT_MS, std::min(milliseconds, kMaxConnectMs));
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_HEADERFUNCTION, onHeader);
    set(CURLOPT_HEADERDATA, &exchange);
    set(CURLOPT_WRITEFUNCTION, onBody);
    set(CURLOPT_WRITEDATA, &exchange);
    set(CURLOPT_OPENSOCKETFUNCTION, onOpenSocket);
    set(CURLOPT_OPENSOCKETDATA, &exchange);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    identify(request);
    if (!settings.caFile.empty()) {
        set(CURLOPT_CAINFO, settings.caFile.c_str());
    }
    if (!settings.httpProxy.empty()) {
        set(CURLOPT_PROXY, settings.httpProxy.c_str());
    }
    if (request.hasBody || request.method == "POST" || request.method == "PUT" || request.method == "PATCH") {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.c_str());
    } else if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

/// Digest answers a challenge, so that only the library can do it; client certificates belong to its TLS.
void HttpClient::Session::identify(const HttpRequest& request) {
    if (request.digest) {
        curl_easy_setopt(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_DIGEST));
        curl_easy_setopt(easy, CURLOPT_USERNAME, request.digest->first.c_str());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, request.digest->second.c_str());
    }
    if (const auto* own = request.certificate.get()) {
        const auto blob = [this](CURLoption option, const std::string& text) {
            curl_blob bytes{const_cast<char*>(text.data()), text.size(), CURL_BLOB_COPY};
            curl_easy_setopt(easy, option, &bytes);
        };
        blob(CURLOPT_SSLCERT_BLOB, own->certificate);
        blob(CURLOPT_SSLKEY_BLOB, own->key.empty() ? own->certificate : own->key);
        curl_easy_setopt(easy, CURLOPT_SSLCERTTYPE, "PEM");
        curl_easy_setopt(easy, CURLOPT_SSLKEYTYPE, "PEM");
        // Also when it is empty: without one the TLS library would ask at the terminal.
        curl_easy_setopt(easy, CURLOPT_KEYPASSWD, own->password.c_str());
    }
}

CURLcode HttpClient::Session::perform(const Stop& stop) {
    curl_multi_add_handle(multi, easy);
    CURLcode result = CURLE_ABORTED_BY_CALLBACK;
    for (int running = 1; !stop.requested();) {
        if (curl_multi_perform(multi, &running) != CURLM_OK) {
            result = CURLE_OUT_OF_MEMORY;
            break;
        }
        if (running == 0) {
            int left = 0;
            const auto* message = curl_multi_info_read(multi, &left);
            result = message && message->msg == CURLMSG_DONE ? message->data.result : CURLE_RECV_ERROR;
            break;
        }
        curl_multi_poll(multi, nullptr, 0, kLookMs, nullptr);
    }
    curl_multi_remove_handle(multi, easy);
    return result;
}

std::optional<api::Error> HttpClient::Session::transfer(const BlockSettings& settings, Exchange& exchange) {
    const auto& request = exchange.request;
    const auto headers = headerList(request);
    prepare(settings, headers.get(), exchange);
    const auto code = perform(exchange.stop);
    if (code == CURLE_OK || exchange.enough) {
        return std::nullopt;
    }
    if (exchange.refused) {
        return exchange.refused;
    }
    if (!exchange.problem.empty()) {
        return fault("communication", 502, request.place() + " " + exchange.problem + ".");
    }
    if (exchange.stop.requested()) {
        return exchange.stop.error(request.place());
    }
    return transferFault(code, error.data(), request);
}

HttpClient::HttpClient(const BlockSettings& settings) : m_settings(settings), m_network(settings.network) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

HttpClient::~HttpClient() = default;

HttpClient::SessionPtr HttpClient::take(const std::string& origin) {
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_idle.rbegin(), m_idle.rend(),
                                        [&](const auto& session) { return session->origin == origin; });
        if (found != m_idle.rend()) {
            auto session = std::move(*found);
            m_idle.erase(std::next(found).base());
            return session;
        }
    }
    return std::make_unique<Session>(origin);
}

void HttpClient::giveBack(SessionPtr session) {
    SessionPtr oldest;  // closed after the lock
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(session));
    if (m_idle.size() > kMaxIdleSessions) {
        oldest = std::move(m_idle.front());
        m_idle.pop_front();
    }
}

api::Result<HttpResponse> HttpClient::send(const HttpRequest& request, const Stop& stop,
                                           const HttpSendOptions& options) {
    if (!request.policy.is_null()) {
        return fault("runtime", 500, request.place() + " was to be sent without its authentication.");
    }
    if (auto allowed = m_network.checkHost(request.host()); !allowed.ok()) {
        return allowed.error();
    }
    auto session = take(request.origin());
    if (!session->easy || !session->multi) {
        return fault("runtime", 500, request.place() + " could not be prepared: no memory is left.");
    }
    Exchange exchange{request,
                      stop,
                      m_network,
                      request.host(),
                      options.maxBytes > 0 ? options.maxBytes : m_settings.maxResponseBytes,
                      options.sink};
    exchange.begin();
    auto failure = session->transfer(m_settings, exchange);
    exchange.record->received(static_cast<std::size_t>(exchange.bodyBytes));
    if (failure) {
        failure->message = request.withoutSecrets(std::move(failure->message));  // a sink may repeat what was sent
        exchange.record->failed(*failure);
        return *failure;
    }
    exchange.record->sent(request.body.size());
    exchange.answered();
    if (!exchange.enough) {  // otherwise the connection is in the middle of a body and closes with the session
        giveBack(std::move(session));
    }
    return std::move(exchange.response);
}

}  // namespace beamline::blocks
