// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/library.h"

#include <cstdlib>
#include <cstring>
#include <deque>
#include <mutex>
#include <vector>

#include "engine/blocks/encoding.h"

namespace beamline::nats {

namespace {
constexpr const char* kSystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";
constexpr std::string_view kLibraryInbox = "_INBOX.";

natsStatus giveJwt(char** jwt, char**, void* identity) {
    *jwt = ::strdup(static_cast<const Credentials*>(identity)->jwt.c_str());  // the library frees it
    return NATS_OK;
}

natsStatus sign(char**, unsigned char** signature, int* size, const char* nonce, void* identity) {
    return nats_Sign(static_cast<const Credentials*>(identity)->seed.c_str(), nonce, signature, size);
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
        text.pop_back();
    }
    return text;
}

/// NATS_INVALID_ARG: what should be a secret is none.
natsStatus identify(natsOptions* options, const blocks::BrokerAddress& address, Credentials& identity) {
    if (!address.user.empty()) {
        return natsOptions_SetUserInfo(options, address.user.c_str(), address.password.c_str());
    }
    if (!address.token.empty()) {
        return natsOptions_SetToken(options, address.token.c_str());
    }
    if (!address.credentials.empty()) {
        const auto read = readCredentials(address.credentials);
        if (!read) {
            return NATS_INVALID_ARG;
        }
        identity = *read;
        return natsOptions_SetUserCredentialsCallbacks(options, giveJwt, &identity, sign, &identity);
    }
    if (!address.nkeySeed.empty()) {
        identity.seed = trimmed(address.nkeySeed);
        const auto publicKey = publicKeyOf(identity.seed);
        return publicKey ? natsOptions_SetNKey(options, publicKey->c_str(), sign, &identity) : NATS_INVALID_ARG;
    }
    return NATS_OK;
}

api::Error sentence(std::string text) {
    return {api::code::kInvalidArgument, std::move(text), {}, false};
}

std::optional<api::Error> secure(natsOptions* options, const Target& target) {
    const std::string authorities = !target.caFile.empty() ? target.caFile : kSystemAuthorities;
    if (natsOptions_SetSecure(options, true) != NATS_OK) {
        return sentence("This build of the NATS library has no TLS.");
    }
    if (natsOptions_LoadCATrustedCertificates(options, authorities.c_str()) != NATS_OK) {
        return sentence("The certificates of authorities in " + authorities +
                        " cannot be read. Name a file in PEM format.");
    }
    if (!target.certFile.empty() &&
        natsOptions_LoadCertificatesChain(options, target.certFile.c_str(), target.keyFile.c_str()) != NATS_OK) {
        return sentence("The client certificate " + target.certFile + " and its key " + target.keyFile +
                        " cannot be used. Both must be PEM files, and belong to each other.");
    }
    return std::nullopt;
}
}  // namespace

void retire(natsSubscription* subscription) {
    using Clock = std::chrono::steady_clock;
    using Retired = std::deque<std::pair<Clock::time_point, natsSubscription*>>;
    static std::mutex mutex;
    static auto* retired = new Retired;  // what is left at the program's end is not worth an order of ends
    natsSubscription_Unsubscribe(subscription);
    const auto now = Clock::now();
    std::vector<natsSubscription*> over;
    {
        const std::lock_guard lock(mutex);
        retired->emplace_back(now + kRetired, subscription);
        for (; retired->front().first < now; retired->pop_front()) {
            over.push_back(retired->front().second);
        }
    }
    for (auto* one : over) {
        natsSubscription_Destroy(one);
    }
}

std::string shownAs(const blocks::BrokerAddress& address) {
    std::string out;
    for (const auto& server : address.servers) {
        const auto scheme = server.find("://");
        const auto begin = scheme == server.npos ? 0 : scheme + 3;
        const auto at = server.rfind('@');
        out += (out.empty() ? "" : ", ") + (at == server.npos ? server.substr(begin) : server.substr(at + 1));
    }
    return out;
}

HostPort hostPortOf(std::string server) {
    server.erase(0, server.find("://") == server.npos ? 0 : server.find("://") + 3);
    server.erase(0, server.rfind('@') == server.npos ? 0 : server.rfind('@') + 1);
    HostPort out;
    const auto colon = server.rfind(':');
    const bool hasPort = colon != server.npos && server.find(']', colon) == server.npos;
    out.host = hasPort ? server.substr(0, colon) : server;
    if (hasPort) {
        out.port = std::atoi(server.c_str() + colon + 1);
    }
    if (out.host.starts_with('[') && out.host.ends_with(']')) {
        out.host = out.host.substr(1, out.host.size() - 2);
    }
    return out;
}

api::Result<Owned<natsOptions>> basicOptions(const Target& target, Credentials& identity) {
    natsOptions* raw = nullptr;
    natsOptions_Create(&raw);
    Owned<natsOptions> made(raw);
    std::vector<const char*> servers;
    for (const auto& server : target.address.servers) {
        servers.push_back(server.c_str());
    }
    if (natsOptions_SetServers(raw, servers.data(), static_cast<int>(servers.size())) != NATS_OK) {
        return sentence("\"" + shownAs(target.address) +
                        "\" is no address of NATS. Write nats://host:port or tls://host:port.");
    }
    // Servers that a cluster tells of were not checked.
    natsOptions_SetIgnoreDiscoveredServers(
        raw, !target.address.network.allow.empty() || !target.address.network.deny.empty());
    if (!target.inboxPrefix.empty() && natsOptions_SetCustomInboxPrefix(raw, target.inboxPrefix.c_str()) != NATS_OK) {
        return sentence("\"" + target.inboxPrefix + "\" cannot begin the subjects of inboxes.");
    }
    if (identify(raw, target.address, identity) != NATS_OK) {
        return sentence("The nkey or the creds for " + shownAs(target.address) + " are not usable.");
    }
    if (target.usesTls()) {
        if (auto mistake = secure(raw, target)) {
            return *mistake;
        }
    }
    return made;
}

std::string newInbox(const std::string& prefix) {
    natsInbox* raw = nullptr;
    natsInbox_Create(&raw);
    const Owned<natsInbox> owned(raw);
    std::string name = raw ? raw : "";
    if (!prefix.empty() && name.starts_with(kLibraryInbox)) {
        name = prefix + "." + name.substr(kLibraryInbox.size());
    }
    return name;
}

natsStatus openJetStream(jsCtx** made, natsConnection* connection, const std::string& domain,
                         const std::string& prefix) {
    jsOptions options;
    jsOptions_Init(&options);
    if (!domain.empty()) {
        options.Domain = domain.c_str();
    } else if (!prefix.empty()) {
        options.Prefix = prefix.c_str();
    }
    return natsConnection_JetStream(made, connection, &options);
}

std::string lastText(natsStatus status) {
    natsStatus last = NATS_OK;
    const char* text = nats_GetLastError(&last);
    std::string_view shown = last == status && text && *text ? text : natsStatus_GetText(status);
    // "(sub.c:703): Timeout": where the library's own source says it means nothing to anybody here.
    const auto end = shown.find("): ");
    if (end != shown.npos && shown.starts_with('(') && shown.substr(0, end).find(".c:") != shown.npos) {
        shown.remove_prefix(end + 3);
    }
    return blocks::cleanUtf8(std::string(shown));
}

std::optional<std::string> deniedSubject(std::string_view text) {
    if (text.find("ermissions Violation") == text.npos) {
        return std::nullopt;
    }
    const auto begin = text.find('"');
    const auto end = begin == text.npos ? begin : text.find('"', begin + 1);
    return end == text.npos ? std::string() : std::string(text.substr(begin + 1, end - begin - 1));
}

}  // namespace beamline::nats
