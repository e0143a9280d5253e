// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where blocks may connect to: lists of hosts and networks that the owner of the engine allows and denies. Checked by
// name before, and by the resolved address when the socket is opened, so that neither redirects nor a name server lead
// elsewhere. Immutable, any thread; errors come from fault().

#include <sys/socket.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"
#include "engine/blocks/block.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxNetworkRules = 1000;  ///< of each list

class NetworkPolicy {
public:
    /// A rule is an address ("10.0.0.7"), a network ("10.0.0.0/8", "fd00::/8"), a host name or "*.example.com" (every
    /// name below it). Rules that are none are left out; see mistake().
    explicit NetworkPolicy(const NetworkSettings& settings);
    /// What is wrong with the rules, as a sentence; empty: nothing.
    static std::string mistake(const NetworkSettings& settings);

    /// Before a name is resolved (or given to a proxy). A name that may be reached by its address only passes.
    api::Result<api::Unit> checkHost(std::string_view host) const;
    /// The address that `host` turned out to have. Unix sockets and families other than IP pass.
    ///   - what `deny` names is refused;
    ///   - link-local addresses and those of cloud metadata services are refused, unless `allow` names the address or a
    ///     network no wider than the built-in rule;
    ///   - when `allow` has rules, one of them must name the address or the host.
    api::Result<api::Unit> checkAddress(const sockaddr* address, std::string_view host) const;
    /// For libraries that open their own sockets: the numeric addresses of a host that may be connected to. Waits for
    /// the name server; an error when there is none.
    api::Result<std::vector<std::string>> resolve(const std::string& host, int port) const;

private:
    using Address = std::array<unsigned char, 16>;  ///< IPv4 as ::ffff:a.b.c.d
    struct Network {
        Address bytes;
        int bits;  ///< of the 128
    };
    struct Rule {
        std::string text;  ///< as written
        std::string name;  ///< lower case; empty for a network
        bool below = false;
        std::optional<Network> network;
    };
    static std::optional<Rule> parse(std::string_view text);
    static std::vector<Rule> builtIn();
    static Address mapped(const unsigned char* four);
    static Address canonical(Address address);
    static std::optional<Address> literal(std::string_view host, bool asReached);
    static bool inside(const Rule& rule, const Address& address);
    static bool named(const Rule& rule, std::string_view host);
    api::Result<api::Unit> check(const Address& address, std::string_view host) const;

    std::vector<Rule> m_allow;
    std::vector<Rule> m_deny;
    std::vector<Rule> m_builtIn = builtIn();
};

}  // namespace beamline::blocks
