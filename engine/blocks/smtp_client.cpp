// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/smtp_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>

#include "engine/blocks/encoding.h"
#include "engine/blocks/exchange_record.h"

namespace beamline::blocks {

namespace {
constexpr long kMaxConnectMs = 30'000;
constexpr int kMaxRoundsToStop = 20;  // of kLookMs

struct Exchange {
    Exchange(const NetworkPolicy& policy, const std::string& server, std::string_view message)
        : network(policy), host(server), left(message) {}
    const NetworkPolicy& network;
    const std::string& host;
    std::string_view left;
    std::optional<api::Error> refused;  ///< by the network policy
    std::string reply;                  ///< what the server said last
    std::string refusal;                ///< the last time that it said no

    std::size_t read(char* buffer, std::size_t room) {
        const auto size = std::min(room, left.size());
        std::memcpy(buffer, left.data(), size);
        left.remove_prefix(size);
        return size;
    }
    std::size_t heard(std::string_view line) {
        const auto size = line.size();
        while (line.ends_with('\n') || line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        const bool continued = line.size() > 3 && line[3] == '-';
        if (!m_continued) {
            reply.clear();
        }
        m_continued = continued;
        if (reply.size() + line.size() < kMaxSmtpReplyBytes) {
            reply += (reply.empty() ? "" : " ") +
                     cleanUtf8(reply.empty() ? line : line.substr(std::min<std::size_t>(4, line.size())));
        }
        if (!continued && (reply.starts_with('4') || reply.starts_with('5'))) {
            refusal = reply;
        }
        return size;
    }

private:
    bool m_continued = false;
};

/// The address is the one that is connected to, whatever the name server says next.
curl_socket_t onOpenSocket(void* data, curlsocktype, curl_sockaddr* address) {
    auto& exchange = *static_cast<Exchange*>(data);
    if (auto allowed = exchange.network.checkAddress(&address->addr, exchange.host); !allowed.ok()) {
        exchange.refused = allowed.error();
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t onRead(char* buffer, std::size_t size, std::size_t count, void* exchange) {
    return static_cast<Exchange*>(exchange)->read(buffer, size * count);
}
std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* exchange) {
    return static_cast<Exchange*>(exchange)->heard({data, size * count});
}

int onProgress(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const Stop*>(stop)->requested() ? 1 : 0;
}

/// Who is asked and told while `easy` works; both must live as long.
void listen(CURL* easy, Exchange& exchange, const Stop& stop) {
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, onRead);
    curl_easy_setopt(easy, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, onProgress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &stop);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, onOpenSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
}

struct Handles {
    CURLM* multi = curl_multi_init();
    CURL* easy = curl_easy_init();
    curl_slist* recipients = nullptr;
    std::array<char, CURL_ERROR_SIZE> error{};

    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
        curl_slist_free_all(recipients);
    }
    CURLcode perform(const Stop& stop) const;
};

/// Stopping is left to onProgress: a handle that is merely taken away would end the message (".") and so send half of
/// it, and wait for the server's answer.
CURLcode Handles::perform(const Stop& stop) const {
    curl_multi_add_handle(multi, easy);
    CURLcode result = CURLE_ABORTED_BY_CALLBACK;
    int rounds = 0;
    for (int running = 1; rounds < kMaxRoundsToStop; rounds += stop.requested() ? 1 : 0) {
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

bool isThisMachine(const std::string& host) {
    return host == "localhost" || host.starts_with("127.") || host == "::1";
}

/// Checked before it becomes part of an address.
bool isHostName(const std::string& host) {
    return !host.empty() && host.size() <= 253 &&
           host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:") == host.npos;
}

api::Error failed(CURLcode code, const Handles& handles, const Exchange& exchange, const std::string& place,
                  const Stop& stop) {
    if (exchange.refused && code == CURLE_COULDNT_CONNECT) {
        return *exchange.refused;
    }
    if (stop.requested()) {
        return stop.error("Sending by " + place);
    }
    long status = 0;
    curl_easy_getinfo(handles.easy, CURLINFO_RESPONSE_CODE, &status);
    const std::string why = handles.error[0] != '\0' ? cleanUtf8(handles.error.data()) : curl_easy_strerror(code);
    if (code == CURLE_LOGIN_DENIED) {
        return fault("authentication", 401,
                     place + " does not accept the user name and password: " + exchange.refusal +
                         ". Correct them, or the security of the connection.");
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return fault("timeout", 408, place + " did not answer in time: " + why + ".");
    }
    if (code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
        code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR) {
        return fault("communication", 502,
                     place + " has no TLS connection that can be trusted: " + why +
                         ". Correct its certificate, have its authority added to the CA file, or choose another "
                         "security.");
    }
    if (status >= 400 && status <= 599) {
        const std::string hint = status < 500 ? "; the server asks to try again later" : "";
        return fault("communication", static_cast<int>(status),
                     place + " refused the message: " + exchange.refusal + hint + ". Nothing was sent.");
    }
    return fault("communication", 503,
                 place + " cannot be reached: " + why + ". Check the address, and that the server runs.");
}
}  // namespace

api::Result<api::Unit> sendMail(const SmtpServer& server, const NetworkPolicy& network, const std::string& caFile,
                                const std::string& from, const std::vector<std::string>& recipients,
                                const std::string& message, const Stop& stop) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    if (!isHostName(server.host)) {
        return fault("validation", 400,
                     "\"" + cleanUtf8(server.host.substr(0, 100)) + "\" is no name of a mail server.");
    }
    const bool tls = server.security == "tls";
    const auto port = server.port != 0 ? server.port : tls ? 465 : server.security == "none" ? 25 : 587;
    const auto place = server.host + ":" + std::to_string(port);
    if (!server.username.empty() && server.security == "none" && !isThisMachine(server.host)) {
        return fault("configuration", 400,
                     "A password is not sent to " + place + " without TLS; use the security starttls or tls.");
    }
    if (auto allowed = network.checkHost(server.host); !allowed.ok()) {
        return allowed.error();
    }
    if (stop.requested()) {
        return stop.error("Sending by " + place);
    }
    Handles handles;
    if (!handles.easy || !handles.multi) {
        return fault("runtime", 500, "The message could not be sent: no memory is left.");
    }
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handles.easy, option, value); };
    const auto host = server.host.find(':') == server.host.npos ? server.host : "[" + server.host + "]";
    const auto url = (tls ? "smtps://" : "smtp://") + host + ":" + std::to_string(port);
    const auto milliseconds = static_cast<long>(std::clamp<std::int64_t>(stop.remainingMs(), 1, 0x7FFFFFFF));
    for (const auto& recipient : recipients) {
        handles.recipients = curl_slist_append(handles.recipients, ("<" + recipient + ">").c_str());
    }
    Exchange exchange(network, server.host, message);
    set(CURLOPT_ERRORBUFFER, handles.error.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_USE_SSL, static_cast<long>(server.security == "none" ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_TIMEOUT_MS, milliseconds);
    set(CURLOPT_CONNECTTIMEOUT_MS, std::min(milliseconds, kMaxConnectMs));
    if (!caFile.empty()) {
        set(CURLOPT_CAINFO, caFile.c_str());
    }
    if (!server.username.empty()) {
        set(CURLOPT_USERNAME, server.username.c_str());
        set(CURLOPT_PASSWORD, server.password.c_str());
    }
    const auto sender = "<" + from + ">";
    set(CURLOPT_MAIL_FROM, sender.c_str());
    set(CURLOPT_MAIL_RCPT, handles.recipients);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    listen(handles.easy, exchange, stop);
    ExchangeRecord record(stop, "smtp",
                          place + ", " + counted(static_cast<std::int64_t>(recipients.size()), "recipient"), place);
    const auto code = handles.perform(stop);
    record.sent(message.size() - exchange.left.size());
    if (code == CURLE_OK) {
        record.answered(exchange.reply);
        return api::Unit{};
    }
    const auto error = failed(code, handles, exchange, place, stop);
    record.failed(error);
    return error;
}

}  // namespace beamline::blocks
