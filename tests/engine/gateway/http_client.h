// SPDX-License-Identifier: Apache-2.0
#pragma once
// A client of HTTP on libcurl that checks nothing itself, a reader of server-sent events, and a bare socket. A reader
// has a thread of its own; the rest is the test's.

#include <arpa/inet.h>
#include <curl/curl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/api/json_codec.h"

namespace beamline::test {

struct HttpAnswer {
    long status = 0;
    std::map<std::string, std::string> headers;  ///< names in small letters
    std::string body;

    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
    api::Json json() const {
        const auto parsed = api::parseJson(body);
        EXPECT_TRUE(parsed.ok()) << body;
        return parsed.ok() ? *parsed : api::Json();
    }
    std::string error() const {  ///< error.code of the envelope
        const auto all = json();
        const auto* code = all.is_object() ? all.find_pointer("/error/code", m_ignored) : nullptr;
        return code && code->is_string() ? std::string(code->get_string()) : "no envelope: " + body;
    }

private:
    mutable boost::system::error_code m_ignored;
};

struct HttpQuestion {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> headers;  ///< "Name: value"
    std::string body;
    std::string ca;  ///< PEM file that is trusted
};

inline std::size_t appendTo(char* data, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(data, size * count);
    return size * count;
}

inline std::size_t readHeader(char* data, std::size_t size, std::size_t count, void* to) {
    const std::string line(data, size * count);
    if (const auto colon = line.find(':'); colon != line.npos) {
        std::string name = line.substr(0, colon);
        for (auto& c : name) {
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        const auto first = line.find_first_not_of(" ", colon + 1);
        (*static_cast<std::map<std::string, std::string>*>(to))[name] =
            line.substr(first, line.find_last_not_of("\r\n ") + 1 - first);
    }
    return size * count;
}

inline HttpAnswer ask(const HttpQuestion& question) {
    HttpAnswer answer;
    CURL* easy = curl_easy_init();
    curl_slist* headers = nullptr;
    for (const auto& header : question.headers) {
        headers = curl_slist_append(headers, header.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_URL, question.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, appendTo);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, readHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &answer.headers);
    if (question.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (question.method != "GET") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, question.body.c_str());
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, question.method.c_str());
    }
    if (!question.ca.empty()) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, question.ca.c_str());
    }
    const auto code = curl_easy_perform(easy);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
    if (code != CURLE_OK) {
        answer.body += curl_easy_strerror(code);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
    return answer;
}

/// One frame of a stream.
struct SseFrame {
    std::string id;
    std::string event;
    std::string data;
};

class SseReader {
public:
    explicit SseReader(const std::string& url, std::vector<std::string> headers = {})
        : m_thread([this, url, headers = std::move(headers)] { run(url, headers); }) {}
    ~SseReader() {
        m_leave = true;
        m_thread.join();
    }
    SseReader(const SseReader&) = delete;
    SseReader& operator=(const SseReader&) = delete;

    /// Waits until `wanted` holds for what has come so far.
    bool await(const std::function<bool(const std::vector<SseFrame>&)>& wanted) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return wanted(m_frames); });
    }
    bool awaitComment(const std::string& text) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_comments.contains(text); });
    }
    bool awaitEnd() {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_ended; });
    }
    std::vector<SseFrame> frames() {
        std::lock_guard lock(m_mutex);
        return m_frames;
    }

private:
    void run(const std::string& url, const std::vector<std::string>& wanted) {
        CURL* easy = curl_easy_init();
        curl_slist* headers = nullptr;
        for (const auto& header : wanted) {
            headers = curl_slist_append(headers, header.c_str());
        }
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &SseReader::onData);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
        curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &SseReader::onProgress);
        curl_easy_setopt(easy, CURLOPT_XFERINFODATA, this);
        curl_easy_perform(easy);
        curl_slist_free_all(headers);
        curl_easy_cleanup(easy);
        std::lock_guard lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }
    static int onProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        return static_cast<SseReader*>(self)->m_leave ? 1 : 0;
    }
    static std::size_t onData(char* data, std::size_t size, std::size_t count, void* self) {
        static_cast<SseReader*>(self)->read(std::string_view(data, size * count));
        return size * count;
    }
    void read(std::string_view data) {
        std::lock_guard lock(m_mutex);
        m_rest += data;
        for (auto end = m_rest.find("\n\n"); end != m_rest.npos; end = m_rest.find("\n\n")) {
            readBlock(m_rest.substr(0, end) + "\n");
            m_rest.erase(0, end + 2);
        }
        m_changed.notify_all();
    }
    void readBlock(const std::string& block) {
        SseFrame frame;
        for (std::size_t at = 0; at < block.size();) {
            const auto end = block.find('\n', at);
            const auto line = block.substr(at, end - at);
            at = end + 1;
            const auto colon = line.find(": ");
            const auto name = line.substr(0, colon);
            const auto value = colon == line.npos ? std::string() : line.substr(colon + 2);
            if (name.empty()) {
                m_comments.insert(value);
            } else if (name == "id") {
                frame.id = value;
            } else if (name == "event") {
                frame.event = value;
            } else if (name == "data") {
                frame.data = value;
            }
        }
        if (!frame.data.empty()) {
            m_frames.push_back(frame);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_rest;
    std::vector<SseFrame> m_frames;
    std::set<std::string> m_comments;
    bool m_ended = false;
    std::atomic<bool> m_leave{false};
    std::thread m_thread;
};

/// Says to a port on loopback what a client of HTTP would not.
class BareSocket {
public:
    explicit BareSocket(int port, int receiveBuffer = 0) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (receiveBuffer > 0) {
            ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        }
        const timeval patience{20, 0};
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        EXPECT_EQ(::connect(m_fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    }
    ~BareSocket() { ::close(m_fd); }
    BareSocket(const BareSocket&) = delete;
    BareSocket& operator=(const BareSocket&) = delete;

    void say(std::string_view text) {
        while (!text.empty()) {
            const auto sent = ::send(m_fd, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return;  // it has hung up, which hear() tells
            }
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// Until `mark` has come, or the other side has hung up.
    std::string hear(std::string_view mark = {}) {
        std::string all;
        char buffer[4096];
        for (;;) {
            const auto got = ::recv(m_fd, buffer, sizeof buffer, 0);
            if (got <= 0) {
                return all;
            }
            const auto known = all.size() - std::min(all.size(), mark.size());
            all.append(buffer, static_cast<std::size_t>(got));
            if (!mark.empty() && all.find(mark, known) != all.npos) {
                return all;
            }
        }
    }

private:
    const int m_fd;
};

}  // namespace beamline::test
