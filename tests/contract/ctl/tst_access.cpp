// SPDX-License-Identifier: Apache-2.0
// Tenants, roles and members at the command line.
#include <pwd.h>
#include <unistd.h>

#include "tests/contract/ctl/beamctl_fixture.h"

namespace beamline::test {
namespace {

class BeamctlAccess : public Beamctl {
protected:
    /// With --output json.
    api::Json answered(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"-o", "json"});
        const auto outcome = at(std::move(arguments));
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return json(outcome.out);
    }
    static bool tells(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
    static std::string self() {
        const auto* user = ::getpwuid(::getuid());
        return user ? user->pw_name : std::to_string(::getuid());
    }
};

TEST_F(BeamctlAccess, TenantsAreMadeChangedSuspendedAndRemoved) {
    const auto made = at({"tenant", "put", "acme", "--title", "Acme Works", "--namespace", "acme", "--namespace", "lab",
                          "--quota", "activeRuns=100", "--quota", "share=2", "--budget", "500"});
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(made.out, "acme stored, revision 1\n");
    const auto table = at({"tenants"}).out;
    EXPECT_TRUE(tells(table, "acme") && tells(table, "acme, lab") && tells(table, "default")) << table;
    EXPECT_TRUE(tells(table, "activeRuns 100, share 2")) << table;
    const auto shown = answered({"tenant", "show", "acme"});
    EXPECT_EQ(shown.at("title"), "Acme Works");
    EXPECT_EQ(shown.at("quotas").at("activeRuns"), 100);
    EXPECT_EQ(shown.at("budget").at("monthly").to_number<double>(), 500);

    EXPECT_EQ(at({"tenant", "put", "acme", "--title", "Acme"}).out, "acme stored, revision 2\n");
    EXPECT_EQ(answered({"tenant", "show", "acme"}).at("namespaces").as_array().size(), 2U) << "what is not given stays";
    EXPECT_EQ(at({"tenant", "put", "acme", "--title", "x", "--replaces", "1"}).code, 2);
    EXPECT_EQ(at({"tenant", "put", "other", "--namespace", "lab"}).code, 2) << "it belongs to acme";
    EXPECT_EQ(at({"tenant", "put", "acme", "--quota", "speed=1"}).code, 2);
    EXPECT_TRUE(tells(at({"tenant", "suspend", "acme"}).out, "acme suspended"));
    EXPECT_TRUE(tells(at({"tenant", "show", "acme"}).out, "suspended"));
    EXPECT_EQ(at({"tenant", "resume", "acme"}).code, 0);
    EXPECT_EQ(at({"tenant", "suspend", "never"}).code, 2);
    EXPECT_EQ(at({"tenant", "show", "never"}).code, 2);
    EXPECT_EQ(at({"tenant", "remove", "acme"}).code, 0);
    EXPECT_EQ(at({"tenant", "remove", "acme"}).code, 2);
    EXPECT_EQ(at({"tenant", "remove", "default"}).code, 2);
}

TEST_F(BeamctlAccess, RolesAndMembersSayWhoMayDoWhat) {
    ASSERT_EQ(at({"tenant", "put", "acme"}).code, 0);
    const auto open = at({"whoami"});
    EXPECT_TRUE(tells(open.out, "everything: there are no members")) << open.out << open.err;
    EXPECT_EQ(at({"member", "put", "ann", "viewer"}).code, 2) << "the first must be one who may do everything";
    EXPECT_EQ(at({"member", "put", "ann", "viewer", "--tenant", "acme"}).code, 2);
    const auto first = at({"member", "put", self(), "admin"});
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_EQ(first.out, self() + " is admin in all tenants\n");
    EXPECT_EQ(at({"role", "put", "starter", "run.start", "run.read", "--title", "Starts"}).out,
              "starter stored, revision 1\n");
    EXPECT_EQ(at({"role", "put", "odd", "run.fly"}).code, 2);
    EXPECT_EQ(at({"role", "put", "viewer", "run.read"}).code, 2) << "it is built in";
    EXPECT_TRUE(tells(at({"roles"}).out, "run.start, run.read"));
    EXPECT_EQ(at({"member", "put", "group:staff", "starter", "--tenant", "acme"}).code, 0);
    EXPECT_EQ(at({"role", "remove", "starter"}).code, 2) << "somebody has it";
    const auto all = answered({"members"}).at("items");
    ASSERT_EQ(all.as_array().size(), 2U);
    EXPECT_EQ(all.at(1).at("subject"), "group:staff");
    EXPECT_EQ(answered({"members", "--tenant", "acme"}).at("items").as_array().size(), 1U);
    EXPECT_EQ(at({"member", "remove", self()}).code, 2) << "the last one who may do everything stays";
    const auto me = answered({"whoami"});
    EXPECT_EQ(me.at("user"), api::Json(self()));
    EXPECT_EQ(me.at("roles").at(0), "admin");
    EXPECT_EQ(me.at("open"), false);
    EXPECT_EQ(at({"member", "remove", "group:staff", "--tenant", "acme"}).code, 0);
    EXPECT_EQ(at({"role", "remove", "starter"}).code, 0);
    EXPECT_EQ(at({"member", "remove", self()}).code, 0) << "nobody is left, so everybody may again";
}

TEST_F(BeamctlAccess, AMemberOfATenantSeesItAlone) {
    const auto flow = [&](const std::string& ns) {
        return file(ns + ".yaml", "document: {dsl: '1.0.3', namespace: " + ns +
                                      ", name: flow, version: '1.0.0'}\ndo:\n  - set: {set: {a: 1}}\n");
    };
    ASSERT_EQ(at({"deploy", flow("acme"), flow("other")}).code, 0);
    ASSERT_EQ(at({"start", "acme/flow"}).code, 0);
    ASSERT_EQ(at({"start", "other/flow"}).code, 0);
    ASSERT_EQ(at({"tenant", "put", "acme"}).code, 0);
    ASSERT_EQ(at({"member", "put", self(), "admin"}).code, 0);
    EXPECT_EQ(answered({"list"}).at("items").as_array().size(), 2U);
    EXPECT_EQ(answered({"list", "--tenant", "acme"}).at("items").as_array().size(), 1U);
    ASSERT_EQ(at({"member", "put", "boss", "admin"}).code, 0);
    ASSERT_EQ(at({"member", "put", self(), "viewer", "--tenant", "acme"}).code, 0);
    ASSERT_EQ(at({"member", "remove", self()}).code, 0);
    const auto mine = answered({"list"}).at("items").as_array();
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine.at(0).at("ns"), "acme");
    const auto refused = at({"start", "acme/flow"});
    EXPECT_NE(refused.code, 0);
    EXPECT_TRUE(tells(refused.err, "run.start") && tells(refused.err, "viewer")) << refused.err;
    EXPECT_TRUE(tells(at({"start", "other/flow"}).err, "run.start"));
    EXPECT_TRUE(tells(at({"list", "--tenant", "other"}).err, "no member of the tenant other"));
}

}  // namespace
}  // namespace beamline::test
