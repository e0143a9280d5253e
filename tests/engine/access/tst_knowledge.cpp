// SPDX-License-Identifier: Apache-2.0
// What follows from tenants, roles and members for whoever asks.
#include <gtest/gtest.h>

#include "engine/access/caller.h"
#include "engine/access/event_guard.h"
#include "engine/access/table.h"
#include "engine/api/access.h"

namespace beamline::access {

namespace {

api::TenantInfo knownTenant(std::string id, std::vector<std::string> namespaces = {}, bool suspended = false) {
    api::TenantInfo tenant;
    tenant.id = std::move(id);
    tenant.namespaces = std::move(namespaces);
    tenant.suspended = suspended;
    return tenant;
}

api::MemberInfo knownMember(std::string tenant, std::string subject, std::vector<std::string> roles) {
    return {std::move(tenant), std::move(subject), std::move(roles), 0, {}};
}

Knowledge twoTenants() {
    return Knowledge({knownTenant("a", {"one", "two"}), knownTenant("b")},
                     {{"starter", "", {"run.*"}, false, 0, 0, ""}},
                     {knownMember("", "root", {kAdminRole}), knownMember("a", "ann", {kViewerRole}),
                      knownMember("a", "bob", {"starter"}), knownMember("b", "bob", {kViewerRole}),
                      knownMember("b", "group:ops", {kOperatorRole}), knownMember("", "eve", {kViewerRole}),
                      knownMember("a", "eve", {kOperatorRole}), knownMember("gone", "old", {kAdminRole})});
}

/// A book whose page a test turns.
class PageBook : public AccessBook {
public:
    KnowledgePtr take() override { return page; }
    KnowledgePtr page;
};

}  // namespace

TEST(Knowledge, BuiltInRolesLeadFromLookingToEverything) {
    const Knowledge known;
    const auto may = [&](const char* role, const char* permission) {
        return api::covers(known.permissionsOf({role}), permission);
    };
    for (const auto& permission : api::allPermissions()) {
        EXPECT_TRUE(may(kAdminRole, permission.c_str())) << permission;
        EXPECT_EQ(may(kViewerRole, permission.c_str()), permission.ends_with(".read")) << permission;
        for (const auto* role : {kOperatorRole, kApproverRole}) {  // who does more can look, too
            EXPECT_TRUE(may(role, permission.c_str()) || !may(kViewerRole, permission.c_str())) << permission;
        }
    }
    EXPECT_TRUE(may(kApproverRole, "approval.decide"));
    EXPECT_FALSE(may(kApproverRole, "run.control"));
    for (const auto* permission : {"run.start", "run.control", "workflow.deploy", "message.send", "schedule.control"}) {
        EXPECT_TRUE(may(kOperatorRole, permission)) << permission;
    }
    for (const auto* permission :
         {"engine.admin", "access.admin", "tenant.admin", "policy.write", "extension.install"}) {
        EXPECT_FALSE(may(kOperatorRole, permission)) << permission;
    }
}

TEST(Knowledge, ANamespaceIsOfItsTenantOrOfTheDefaultOne) {
    const auto known = twoTenants();
    EXPECT_EQ(known.tenantOf("one"), "a");
    EXPECT_EQ(known.tenantOf("b"), "b") << "who names none owns that of its name";
    EXPECT_EQ(known.tenantOf("a"), api::kDefaultTenant) << "but only then";
    EXPECT_EQ(known.tenantNames(), (std::vector<std::string>{"a", "b", "default"}));
    EXPECT_EQ(known.scopeOf("a"), (api::NamespaceScope{{"one", "two"}, false}));
    const auto rest = known.scopeOf("default");
    ASSERT_TRUE(rest);
    EXPECT_TRUE(rest->contains("a"));
    for (const auto* ns : {"one", "two", "b", api::kBatchNamespace}) {
        EXPECT_FALSE(rest->contains(ns)) << ns;
    }
    EXPECT_EQ(known.scopeOf(""), std::nullopt);
    EXPECT_EQ(Knowledge().scopeOf("anything"), std::nullopt) << "nothing is separated without tenants";
    EXPECT_FALSE(known.scopeOf("unknown")->contains("one"));
}

TEST(Knowledge, ScopesMeetInWhatBothHold) {
    using Scope = api::NamespaceScope;
    EXPECT_EQ(intersect({}, {}), std::nullopt);
    EXPECT_EQ(intersect(Scope{{"x"}, true}, {}), (Scope{{"x"}, true}));
    const std::vector<std::string> all{"a", "b", "c", "d"};
    const std::vector<Scope> scopes{{{"a", "b"}, false}, {{"b", "c"}, false}, {{"b"}, true},
                                    {{"c", "a"}, true},  {{}, false},         {{}, true}};
    for (const auto& one : scopes) {
        for (const auto& two : scopes) {
            const auto both = intersect(one, two);
            for (const auto& ns : all) {
                EXPECT_EQ(both->contains(ns), one.contains(ns) && two.contains(ns)) << ns;
            }
        }
    }
}

TEST(Caller, IsTakenAsTheTenantThatTheyNameOrTheOnlyOneTheyAreIn) {
    const auto known = twoTenants();
    const auto ann = callerOf(known, "ann", {}, "");
    ASSERT_TRUE(ann.ok());
    EXPECT_EQ(ann->tenant, "a");
    EXPECT_EQ(ann->roles, std::vector<std::string>{kViewerRole});
    EXPECT_TRUE(ann->sees("one"));
    EXPECT_FALSE(ann->sees("b"));
    EXPECT_FALSE(ann->ofAll);
    EXPECT_TRUE(ann->everywhere.empty());

    const auto lost = callerOf(known, "ann", {}, "b");
    ASSERT_FALSE(lost.ok());
    EXPECT_EQ(lost.error().code, api::code::kForbidden);
    EXPECT_FALSE(lost.error().retryable);
    EXPECT_NE(lost.error().message.find("ann is no member of the tenant b"), std::string::npos);

    const auto bob = callerOf(known, "bob", {}, "");
    ASSERT_FALSE(bob.ok());
    EXPECT_NE(bob.error().message.find("Say as which to ask: a, b"), std::string::npos) << bob.error().message;
    EXPECT_EQ(callerOf(known, "bob", {}, "b")->roles, std::vector<std::string>{kViewerRole});
    EXPECT_TRUE(api::covers(callerOf(known, "bob", {}, "a")->permissions, "run.control"));

    EXPECT_EQ(callerOf(known, "carl", {"staff", "ops"}, "")->tenant, "b") << "by a group";
    EXPECT_FALSE(callerOf(known, "group:ops", {}, "").ok()) << "a name is no group";
    EXPECT_FALSE(callerOf(known, "", {}, "").ok());
    EXPECT_FALSE(callerOf(known, "old", {}, "gone").ok()) << "of a tenant that is gone nobody is a member";
    EXPECT_NE(callerOf(known, "zoe", {}, "a").error().message.find("zoe is no member here"), std::string::npos);
}

TEST(Caller, AMemberOfAllAsksAsAnyOrAsNone) {
    const auto known = twoTenants();
    const auto root = callerOf(known, "root", {}, "");
    EXPECT_TRUE(root->ofAll);
    EXPECT_EQ(root->tenant, "");
    EXPECT_EQ(root->scope, std::nullopt);
    EXPECT_FALSE(callerOf(known, "root", {}, "a")->sees("b"));
    const auto eve = callerOf(known, "eve", {}, "a");
    EXPECT_EQ(eve->roles, (std::vector<std::string>{kOperatorRole, kViewerRole})) << "both hold there";
    EXPECT_TRUE(api::covers(eve->permissions, "run.start"));
    EXPECT_FALSE(api::covers(eve->everywhere, "run.start"));
    EXPECT_FALSE(api::covers(callerOf(known, "eve", {}, "")->permissions, "run.start"));
    EXPECT_EQ(tenantsOf(known, "eve", {}), (std::vector<std::string>{"a", "b", "default"}));
    EXPECT_EQ(tenantsOf(known, "bob", {}), (std::vector<std::string>{"a", "b"}));
}

TEST(Caller, WithoutMembersEverybodyMayDoEverything) {
    const Knowledge known({knownTenant("a")});
    const auto anyone = callerOf(known, "", {}, "");
    EXPECT_TRUE(api::covers(anyone->permissions, "engine.admin"));
    EXPECT_TRUE(api::covers(anyone->everywhere, "engine.admin"));
    EXPECT_EQ(anyone->scope, std::nullopt);
    EXPECT_EQ(callerOf(known, "x", {}, "a")->scope, (api::NamespaceScope{{"a"}, false})) << "who asks as one sees that";
    const auto access = accessOf(known, "x", {}, "");
    EXPECT_TRUE(access.open);
    EXPECT_EQ(access.permissions, std::vector<std::string>{"*"});
}

TEST(Caller, IsToldWhatTheyMay) {
    const auto known = twoTenants();
    const auto bob = accessOf(known, "bob", {}, "");
    EXPECT_FALSE(bob.open);
    EXPECT_EQ(bob.tenants, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(bob.permissions.empty()) << "they have to choose first";
    EXPECT_EQ(accessOf(known, "bob", {}, "a").permissions, std::vector<std::string>{"run.*"});
    EXPECT_EQ(accessOf(known, "ann", {}, "").tenant, "a");
    const auto refused = lacks(*callerOf(known, "ann", {}, ""), "run.start");
    for (const auto* word : {"ann", "run.start", "viewer", "tenant a"}) {
        EXPECT_NE(refused.message.find(word), std::string::npos) << refused.message;
    }
    EXPECT_FALSE(refused.retryable);
}

TEST(Caller, LooksOnlyWhereTheTenantIsSuspended) {
    const Knowledge known({knownTenant("a", {}, true)}, {}, {knownMember("", "root", {kAdminRole})});
    EXPECT_TRUE(callerOf(known, "root", {}, "a")->looks);
    EXPECT_FALSE(callerOf(known, "root", {}, "")->looks);
}

TEST(Table, EveryOperationHasOneWayAndTheMachineIsForMembersOfAll) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>>(
        []<class Op>(boost::mp11::mp_identity<Op>) {
            const bool admin = std::string_view(Op::kInfo.permission) == "engine.admin" ||
                               std::string_view(Op::kInfo.permission) == "tenant.admin";
            EXPECT_TRUE(!admin || wayOf<Op>() == Way::machine) << Op::kInfo.name;
        });
}

TEST(EventGuard, TellsWhatIsSeenAndFollowsWhatIsGivenAndTaken) {
    const auto book = std::make_shared<PageBook>();
    book->page = std::make_shared<const Knowledge>(twoTenants());
    api::EventFilter filter;
    filter.user = "ann";
    EventGuard guard(book, filter);
    std::optional<api::Event> kept;
    const auto told = [&](const char* kind, const char* ns, api::Json data = {}) {
        api::Event event;
        event.kind = kind;
        event.ns = ns;
        event.run = *ns != '\0' ? "r" : "";
        event.data = std::move(data);
        return guard.show(event, kept) != nullptr;
    };
    const auto of = [](const char* tenant) { return boost::json::object{{"tenant", tenant}, {"id", "x"}}; };
    EXPECT_TRUE(told("run.started", "one"));
    EXPECT_FALSE(told("run.started", "b"));
    EXPECT_FALSE(told("workflow.deployed", "b"));
    EXPECT_FALSE(told("notify", ""));
    EXPECT_TRUE(told("engine.health", ""));
    EXPECT_TRUE(told(api::kGapEvent, ""));
    EXPECT_TRUE(told("policy.changed", "", of("a")));
    EXPECT_FALSE(told("policy.changed", "", of("b")));
    EXPECT_TRUE(told("access.changed", "", of("a")));
    EXPECT_FALSE(told("access.changed", "", of("b")));
    EXPECT_TRUE(told("access.changed", "", of(""))) << "their rights may have changed";
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->name, "");
    EXPECT_EQ(kept->data, (boost::json::object{{"tenant", "a"}, {"id", ""}}));

    book->page = std::make_shared<const Knowledge>(
        Knowledge({knownTenant("a"), knownTenant("b")}, {},
                  {knownMember("", "root", {kAdminRole}), knownMember("b", "ann", {kViewerRole})}));
    EXPECT_TRUE(told("run.started", "b"));
    EXPECT_FALSE(told("run.started", "one"));
    book->page = nullptr;
    EXPECT_FALSE(told("run.started", "b")) << "what cannot be known is not told";
    EXPECT_TRUE(told("engine.health", ""));
}

TEST(EventGuard, TellsOfABatchWhoStartedIt) {
    const auto book = std::make_shared<PageBook>();
    book->page = std::make_shared<const Knowledge>(twoTenants());
    api::EventFilter filter;
    filter.user = "ann";
    EventGuard guard(book, filter);
    std::optional<api::Event> kept;
    api::Event event;
    event.ns = api::kBatchNamespace;
    event.run = "mine";
    event.kind = "task.started";
    EXPECT_FALSE(guard.show(event, kept)) << "nobody has said yet whose it is";
    event.kind = "run.started";
    event.summary.emplace();
    event.summary->labels[kTenantLabel] = "a";
    EXPECT_TRUE(guard.show(event, kept));
    event.summary.reset();
    event.kind = "task.completed";
    EXPECT_TRUE(guard.show(event, kept));
    event.run = "theirs";
    event.kind = "run.started";
    event.summary.emplace();
    event.summary->labels[kTenantLabel] = "b";
    EXPECT_FALSE(guard.show(event, kept));
}

}  // namespace beamline::access
