// SPDX-License-Identifier: Apache-2.0
// The parts of the gateway that need no network.

#include <gtest/gtest.h>

#include "engine/gateway/alarm.h"
#include "engine/gateway/identity.h"
#include "engine/gateway/rate_limiter.h"
#include "engine/gateway/routes.h"
#include "tests/engine/wire/random_value.h"

namespace beamline::test {

using namespace gateway;

TEST(Target, IsTakenApartAndDecoded) {
    const auto target = readTarget("/a/b%2Fc/?x=1&y=a+b%2B&&z");
    ASSERT_TRUE(target.ok()) << target.error().message;
    EXPECT_EQ(target->path, (std::vector<std::string>{"a", "b/c", ""}));
    EXPECT_EQ(target->query, (Pairs{{"x", "1"}, {"y", "a b+"}, {"z", ""}}));
    for (const auto* wrong : {"", "a", "/%", "/%1", "/%gg", "/?a=%", "/%C3"}) {
        EXPECT_FALSE(readTarget(wrong).ok()) << wrong;
    }
    std::string many = "/?a";
    for (std::size_t i = 1; i < kMaxParameters; ++i) {
        many += "&a";
    }
    EXPECT_TRUE(readTarget(many).ok());
    EXPECT_FALSE(readTarget(many + "&a").ok());
}

TEST(Operations, ReadWhateverTheyWrite) {
    using Identities = boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>;
    boost::mp11::mp_for_each<Identities>([](auto identity) {
        using Op = typename decltype(identity)::type;
        for (std::uint32_t seed = 0; seed < 20; ++seed) {
            const auto op = RandomValue(seed).make<Op>();
            const auto* entry = findOperation(Op::kInfo.name);
            ASSERT_NE(entry, nullptr);
            const auto call = entry->read(api::toJson(op));
            ASSERT_TRUE(call.ok()) << Op::kInfo.name << ": " << call.error().message;
            const auto written = std::visit(
                [](const auto& some) { return std::visit([](const auto& o) { return api::toJson(o); }, some); }, *call);
            EXPECT_EQ(written, api::toJson(op));
        }
    });
}

TEST(Operations, MembersAreSetByTexts) {
    const auto* list = findOperation("list_runs");
    boost::json::object arguments;
    const auto set = [&](const char* name, const char* text) {
        return setParameter(arguments, *list->parameter(name), text).ok();
    };
    EXPECT_TRUE(set("phases", "waiting"));
    EXPECT_TRUE(set("phases", "faulted"));
    EXPECT_TRUE(set("labels", "team=a=b"));
    EXPECT_TRUE(set("createdFrom", "-5"));
    EXPECT_TRUE(set("descending", "false"));
    EXPECT_FALSE(set("descending", "true")) << "twice, and not the same";
    EXPECT_FALSE(set("labels", "team"));
    EXPECT_FALSE(set("limit", "1e3"));
    EXPECT_FALSE(set("order", "colour"));
    EXPECT_EQ(
        api::Json(arguments),
        (api::Json{{"filter", {{"phases", {"waiting", "faulted"}}, {"labels", {{"team", "a=b"}}}, {"createdFrom", -5}}},
                   {"descending", false}}));
}

TEST(RouteTable, ALiteralPartCountsMoreThanAMember) {
    EXPECT_EQ(findRoute("GET", {"api", "v1", "runs", "counts"}).route->operation->name, "count_runs");
    const auto match = findRoute("HEAD", {"api", "v1", "runs", "01A"});
    EXPECT_EQ(match.route->operation->name, "get_run");
    EXPECT_EQ(match.members, (Pairs{{"run", "01A"}}));
    EXPECT_EQ(findRoute("PUT", {"api", "v1", "runs"}).allowed, (std::vector<std::string>{"GET", "POST"}));
    EXPECT_TRUE(findRoute("GET", {"api", "v1", "runs", ""}).allowed.empty());
}

TEST(RouteTable, MembersOfPathsAreMembersOfOperations) {
    for (const auto& route : routes()) {
        for (const auto& part : route.parts) {
            if (part.starts_with('{')) {
                ASSERT_NE(route.operation, nullptr) << route.path;
                EXPECT_NE(route.operation->parameter(part.substr(1, part.size() - 2)), nullptr) << route.path;
            }
        }
        EXPECT_EQ(route.face == Face::operation || route.face == Face::publish, route.operation != nullptr)
            << route.path;
        EXPECT_EQ(route.summary.back(), '.') << route.path;
    }
}

TEST(Limiter, FillsAgainEvenly) {
    using namespace std::chrono_literals;
    RateLimiter limiter(2, 3);
    const RateLimiter::Clock::time_point start{};
    EXPECT_EQ(limiter.ask("a", start), 0ms);
    EXPECT_EQ(limiter.ask("a", start), 0ms);
    EXPECT_EQ(limiter.ask("a", start), 0ms);
    EXPECT_EQ(limiter.ask("a", start), 500ms);
    EXPECT_EQ(limiter.ask("b", start), 0ms);
    EXPECT_EQ(limiter.ask("a", start + 400ms), 100ms);
    EXPECT_EQ(limiter.ask("a", start + 500ms), 0ms);
    EXPECT_EQ(limiter.ask("a", start + 100ms), 500ms) << "a clock that went back gives nothing";
    EXPECT_EQ(RateLimiter(0, 0).ask("a", start), 0ms);
}

TEST(Limiter, RemembersNoMoreClientsThanAllowed) {
    RateLimiter limiter(0.001, 1);
    const RateLimiter::Clock::time_point start{};
    EXPECT_EQ(limiter.ask("first", start).count(), 0);
    for (std::size_t i = 0; i < kMaxClients; ++i) {
        limiter.ask("client " + std::to_string(i), start);
    }
    EXPECT_EQ(limiter.clients(), kMaxClients);
    EXPECT_GT(limiter.ask("client 1", start).count(), 0);
    EXPECT_EQ(limiter.ask("first", start).count(), 0) << "it was forgotten";
}

TEST(Hosts, AreThisMachineOrNamed) {
    for (const auto* own :
         {"localhost", "localhost:80", "127.0.0.1:8080", "127.9.9.9", "[::1]", "[::1]:8080", "gate.example:1"}) {
        EXPECT_TRUE(isOwnHost(own, {"gate.example"})) << own;
    }
    for (const auto* other :
         {"", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "[::2]", "[::1"}) {
        EXPECT_FALSE(isOwnHost(other, {"gate.example"})) << other;
    }
}

TEST(Permissions, MayEndInAStar) {
    Identity identity;
    EXPECT_TRUE(identity.may("engine.admin"));
    identity.permissions = {"run.*", "workflow.read"};
    EXPECT_TRUE(identity.may("run.start"));
    EXPECT_TRUE(identity.may("workflow.read"));
    EXPECT_FALSE(identity.may("workflow.deploy"));
    EXPECT_FALSE(identity.may("runs"));
    identity.permissions->clear();
    EXPECT_FALSE(identity.may("run.read"));
}

TEST(Alarms, ComeInTheirOrderAndCanBeForgotten) {
    std::mutex mutex;
    std::condition_variable changed;
    std::string rung;
    const auto ring = [&](char c) {
        return [&, c] {
            std::lock_guard lock(mutex);
            rung += c;
            changed.notify_all();
        };
    };
    Alarm alarm;
    const auto now = Alarm::Clock::now();
    alarm.at(now + std::chrono::milliseconds(40), ring('c'));
    alarm.at(now + std::chrono::milliseconds(20), ring('a'));
    alarm.forget(alarm.at(now + std::chrono::milliseconds(30), ring('b')));
    alarm.at(now + std::chrono::hours(1), ring('d'));
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_for(lock, std::chrono::seconds(20), [&] { return rung.size() == 2; }));
    EXPECT_EQ(rung, "ac");
}

}  // namespace beamline::test
