// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/network_policy.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "engine/blocks/encoding.h"
#include "engine/blocks/fault.h"

namespace beamline::blocks {

namespace {
/// IPv4 and IPv6 link-local networks (RFC 3927, RFC 4291), and the metadata services of clouds outside of these:
/// whoever reaches one may get the machine's own credentials.
constexpr const char* kBuiltIn[] = {"169.254.0.0/16",  "fe80::/10",      "fd00:ec2::254/128", "fd20:ce::254/128",
                                    "100.100.100.200", "192.0.0.192/32", "168.63.129.16/32"};
constexpr const char* kBuiltInNames[] = {"metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"};

std::string normalHost(std::string_view host) {
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    while (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    std::string out(host);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

bool nameLike(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
}

std::string shownAddress(const std::array<unsigned char, 16>& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool four = std::all_of(address.begin(), address.begin() + 10, [](auto b) { return b == 0; }) &&
                      address[10] == 0xFF && address[11] == 0xFF;
    ::inet_ntop(four ? AF_INET : AF_INET6, address.data() + (four ? 12 : 0), text.data(), text.size());
    return text.data();
}

api::Error refusal(std::string_view host, const std::string& address, const std::string& why) {
    auto what = cleanUtf8(host);
    if (!address.empty() && address != host) {
        what += (what.empty() ? "" : " (") + address + (what.empty() ? "" : ")");
    }
    return fault("authorization", 403,
                 what + " may not be connected to: " + why + ". The owner of the engine sets this in engine.json.");
}
}  // namespace

std::optional<NetworkPolicy::Rule> NetworkPolicy::parse(std::string_view text) {
    Rule rule{std::string(text), {}, false, std::nullopt};
    const auto slash = text.find('/');
    if (const auto address = literal(normalHost(text.substr(0, slash)), false)) {
        const bool four = text.substr(0, slash).find(':') == text.npos;
        int bits = four ? 32 : 128;
        if (slash != text.npos) {
            const auto number = text.substr(slash + 1);
            if (number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != number.npos ||
                std::stoi(std::string(number)) > bits) {
                return std::nullopt;
            }
            bits = std::stoi(std::string(number));
        }
        rule.network = Network{*address, bits + (four ? 96 : 0)};
        return rule;
    }
    rule.below = text.starts_with("*.");
    rule.name = normalHost(rule.below ? text.substr(2) : text);
    return nameLike(rule.name) ? std::optional(rule) : std::nullopt;
}

std::vector<NetworkPolicy::Rule> NetworkPolicy::builtIn() {
    std::vector<Rule> rules;
    for (const auto* text : kBuiltIn) {
        rules.push_back(*parse(text));
    }
    for (const auto* text : kBuiltInNames) {
        rules.push_back(*parse(text));
    }
    return rules;
}

NetworkPolicy::NetworkPolicy(const NetworkSettings& settings) {
    const auto read = [](const std::vector<std::string>& texts, std::vector<Rule>& rules) {
        for (const auto& text : texts) {
            if (auto rule = parse(text); rule && rules.size() < kMaxNetworkRules) {
                rules.push_back(std::move(*rule));
            }
        }
    };
    read(settings.allow, m_allow);
    read(settings.deny, m_deny);
}

std::string NetworkPolicy::mistake(const NetworkSettings& settings) {
    for (const auto* list : {&settings.allow, &settings.deny}) {
        const std::string name = list == &settings.allow ? "/network/allow" : "/network/deny";
        if (list->size() > kMaxNetworkRules) {
            return name + " has more than " + std::to_string(kMaxNetworkRules) + " rules.";
        }
        for (const auto& text : *list) {
            if (!parse(text)) {
                return name + " has \"" + text +
                       "\", which is no address, no network such as 10.0.0.0/8, and no name such as host.example or "
                       "*.example.";
            }
        }
    }
    return {};
}

NetworkPolicy::Address NetworkPolicy::mapped(const unsigned char* four) {
    Address out{};
    out[10] = out[11] = 0xFF;
    std::memcpy(out.data() + 12, four, 4);
    return out;
}

/// One form for all spellings of an address: mapped, translated (RFC 6052, RFC 3056) and unspecified ones are what they
/// lead to.
NetworkPolicy::Address NetworkPolicy::canonical(Address address) {
    constexpr unsigned char kTranslated[12] = {0x00, 0x64, 0xFF, 0x9B};
    auto out = address;
    if (std::memcmp(address.data(), kTranslated, 12) == 0) {
        out = mapped(address.data() + 12);
    } else if (address[0] == 0x20 && address[1] == 0x02) {
        out = mapped(address.data() + 2);
    } else if (std::all_of(out.begin(), out.end(), [](auto b) { return b == 0; })) {
        out[15] = 1;
    }
    constexpr unsigned char kAny[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::memcmp(out.data(), kAny, 16) == 0) {  // 0.0.0.0 reaches this machine
        out[12] = 127;
        out[15] = 1;
    }
    return out;
}

std::optional<NetworkPolicy::Address> NetworkPolicy::literal(std::string_view host, bool asReached) {
    const auto text = normalHost(host.substr(0, host.find('%')));
    std::array<unsigned char, 4> four{};
    Address out{};
    if (::inet_pton(AF_INET, text.c_str(), four.data()) == 1) {
        out = mapped(four.data());
    } else if (::inet_pton(AF_INET6, text.c_str(), out.data()) != 1) {
        return std::nullopt;
    }
    return asReached ? canonical(out) : out;
}

bool NetworkPolicy::inside(const Rule& rule, const Address& address) {
    if (!rule.network) {
        return false;
    }
    for (int bit = 0; bit < rule.network->bits; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
        if (((rule.network->bytes[byte] ^ address[byte]) & mask) != 0) {
            return false;
        }
    }
    return true;
}

bool NetworkPolicy::named(const Rule& rule, std::string_view host) {
    if (rule.name.empty()) {
        return false;
    }
    return rule.below ? host.size() > rule.name.size() + 1 && host.ends_with("." + rule.name) : host == rule.name;
}

api::Result<api::Unit> NetworkPolicy::checkHost(std::string_view host) const {
    if (const auto address = literal(host, true)) {
        return check(*address, host);
    }
    const auto name = normalHost(host);
    const auto byName = [&](const Rule& rule) { return named(rule, name); };
    if (const auto rule = std::find_if(m_deny.begin(), m_deny.end(), byName); rule != m_deny.end()) {
        return refusal(host, {}, "network.deny has \"" + rule->text + "\"");
    }
    const bool allowed = std::any_of(m_allow.begin(), m_allow.end(), byName);
    if (const auto rule = std::find_if(m_builtIn.begin(), m_builtIn.end(), byName);
        rule != m_builtIn.end() && !allowed) {
        return refusal(host, {}, "\"" + rule->text + "\" is a metadata service, denied unless network.allow names it");
    }
    const bool byAddress = std::any_of(m_allow.begin(), m_allow.end(), [](const Rule& rule) { return rule.network; });
    if (!m_allow.empty() && !allowed && !byAddress) {
        return refusal(host, {}, "network.allow does not name it");
    }
    return api::Unit{};
}

api::Result<api::Unit> NetworkPolicy::checkAddress(const sockaddr* address, std::string_view host) const {
    if (address->sa_family == AF_INET) {
        const auto& four = reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
        return check(canonical(mapped(reinterpret_cast<const unsigned char*>(&four))), host);
    }
    if (address->sa_family == AF_INET6) {
        Address six{};
        std::memcpy(six.data(), &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, six.size());
        return check(canonical(six), host);
    }
    return api::Unit{};
}

api::Result<api::Unit> NetworkPolicy::check(const Address& address, std::string_view host) const {
    const auto name = normalHost(host);
    const auto meant = [&](const Rule& rule) { return inside(rule, address) || named(rule, name); };
    if (const auto rule = std::find_if(m_deny.begin(), m_deny.end(), meant); rule != m_deny.end()) {
        return refusal(host, shownAddress(address), "network.deny has \"" + rule->text + "\"");
    }
    for (const auto& rule : m_builtIn) {
        const bool lifted = std::any_of(m_allow.begin(), m_allow.end(), [&](const Rule& allow) {
            return inside(allow, address) && rule.network && allow.network->bits >= rule.network->bits;
        });
        if (inside(rule, address) && !lifted) {
            return refusal(
                host, shownAddress(address),
                "\"" + rule.text + "\" is a link-local or metadata address, denied unless network.allow names it");
        }
    }
    if (!m_allow.empty() && std::none_of(m_allow.begin(), m_allow.end(), meant)) {
        return refusal(host, shownAddress(address), "network.allow names neither");
    }
    return api::Unit{};
}

api::Result<std::vector<std::string>> NetworkPolicy::resolve(const std::string& host, int port) const {
    if (auto allowed = checkHost(host); !allowed.ok()) {
        return allowed.error();
    }
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(normalHost(host).c_str(), std::to_string(port).c_str(), &hints, &found);
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
    if (code != 0) {
        return fault("communication", 503,
                     cleanUtf8(host) + " has no address: " + ::gai_strerror(code) +
                         ". Check its name, and that the name server is reached.");
    }
    std::vector<std::string> addresses;
    std::optional<api::Error> refused;
    for (const auto* entry = found; entry; entry = entry->ai_next) {
        if (const auto allowed = checkAddress(entry->ai_addr, host); !allowed.ok()) {
            refused = allowed.error();
            continue;
        }
        std::array<char, NI_MAXHOST> text{};
        if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) ==
            0) {
            addresses.emplace_back(text.data());
        }
    }
    if (addresses.empty() && refused) {
        return *refused;
    }
    return addresses;
}

}  // namespace beamline::blocks
