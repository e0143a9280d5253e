// SPDX-License-Identifier: Apache-2.0
// Tenants, roles and members as the engine keeps them.
#include "tests/engine/access/access_world.h"

namespace beamline::test {

namespace {

class AccessDeskTest : public AccessWorld {
protected:
    template <class Op>
    api::Error refused(Op op) {
        const auto name = Op::kInfo.name;
        const auto reply = call(std::move(op), "root");
        EXPECT_FALSE(reply.ok()) << name;
        return reply.ok() ? api::Error{} : reply.error();
    }
    static api::PutTenant tenantOf(const std::string& id, std::vector<std::string> namespaces = {}) {
        api::PutTenant put;
        put.tenant.id = id;
        put.tenant.namespaces = std::move(namespaces);
        return put;
    }
};

}  // namespace

TEST_F(AccessDeskTest, TenantsHaveRevisionsAndOutliveTheEngine) {
    open();
    auto put = tenantOf("acme", {"one", "two"});
    put.tenant.title = "Acme";
    put.tenant.quotas.activeRuns = 7;
    put.tenant.author = "somebody else";
    put.replaces = 0;
    const auto made = done(put);
    EXPECT_EQ(made.tenant.revision, 1);
    EXPECT_EQ(made.tenant.author, "root") << "what the engine knows itself is not read";
    EXPECT_EQ(refused(put).code, api::code::kStale);
    put.replaces = 1;
    put.tenant.suspended = true;
    EXPECT_EQ(done(put).tenant.revision, 2);
    reopen();
    const auto all = done(api::ListTenants{}).items;
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, "acme");
    EXPECT_EQ(all[0].quotas.activeRuns, 7);
    EXPECT_TRUE(all[0].suspended);
    EXPECT_EQ(all[0].revision, 2);
    EXPECT_EQ(all[1].id, api::kDefaultTenant);
}

TEST_F(AccessDeskTest, ANamespaceHasOneOwner) {
    open();
    done(tenantOf("acme", {"one"}));
    done(tenantOf("lab"));
    EXPECT_EQ(refused(tenantOf("other", {"one"})).code, api::code::kConflict);
    EXPECT_NE(refused(tenantOf("other", {"lab"})).message.find("belongs to the tenant lab"), std::string::npos);
    EXPECT_EQ(refused(tenantOf("one")).code, api::code::kConflict) << "its own would be that of acme";
    done(tenantOf("acme", {"two"}));
    done(tenantOf("one"));
    EXPECT_EQ(refused(tenantOf("other", {api::kBatchNamespace})).code, api::code::kConflict);
    for (const auto& wrong : {tenantOf(""), tenantOf("a b"), tenantOf(std::string(access::kMaxNameBytes + 1, 'a')),
                              tenantOf("x", {"Big"}), tenantOf("x", {"a", "a"}), tenantOf(api::kDefaultTenant, {"x"}),
                              tenantOf("x", std::vector<std::string>(access::kMaxNamespacesOfTenant + 1, "n"))}) {
        EXPECT_EQ(refused(wrong).code, api::code::kInvalidArgument) << wrong.tenant.id;
    }
    auto put = tenantOf("x");
    put.tenant.quotas.share = 0;
    EXPECT_EQ(refused(put).code, api::code::kInvalidArgument);
    put.tenant.quotas = {};
    put.tenant.quotas.tasksPerSecond = -1;
    EXPECT_EQ(refused(put).code, api::code::kInvalidArgument);
    put.tenant.quotas = {};
    put.tenant.budget.warnAt = 2;
    EXPECT_EQ(refused(put).code, api::code::kInvalidArgument);
    put.tenant.budget = {};
    put.tenant.title = "two\nlines";
    EXPECT_EQ(refused(put).code, api::code::kInvalidArgument);
}

TEST_F(AccessDeskTest, ATenantIsRemovedWhenItsRunsHaveEndedWithItsMembers) {
    open();
    done(tenantOf("acme", {"test"}));
    done(api::PutMember{"", "root", {"admin"}});
    done(api::PutMember{"acme", "ann", {"viewer"}});
    deploy("asks", "  - ask: {call: approval, with: {subject: Pay}}\n");
    const auto run = start("asks");
    ASSERT_TRUE(await(run, "approval.raised"));
    const auto why = refused(api::RemoveTenant{"acme"});
    EXPECT_EQ(why.code, api::code::kConflict);
    EXPECT_NE(why.message.find("1 run that has not ended"), std::string::npos) << why.message;
    done(api::CancelRun{run, ""});
    ASSERT_TRUE(await(run, "run.cancelled"));
    EXPECT_EQ(done(api::RemoveTenant{"acme"}).tenant.id, "acme");
    EXPECT_EQ(done(api::ListTenants{}).items.size(), 1U);
    EXPECT_EQ(done(api::ListMembers{}).items.size(), 1U);
    done(tenantOf("acme"));
    EXPECT_EQ(done(api::ListMembers{}).items.size(), 1U) << "another one of that name begins with nobody";
    EXPECT_EQ(refused(api::RemoveTenant{"never"}).code, api::code::kNotFound);
    EXPECT_EQ(refused(api::RemoveTenant{api::kDefaultTenant}).code, api::code::kConflict);
}

TEST_F(AccessDeskTest, SomebodyWhoMayDoEverythingIsAlwaysLeft) {
    open();
    EXPECT_TRUE(done(api::GetAccess{}).open);
    EXPECT_EQ(refused(api::PutMember{"", "ann", {"viewer"}}).code, api::code::kConflict);
    EXPECT_EQ(refused(api::PutMember{"default", "ann", {"admin"}}).code, api::code::kConflict);
    done(api::PutMember{"", "ann", {"admin"}});
    done(api::PutMember{"default", "bob", {"viewer", "viewer"}});
    EXPECT_FALSE(done(api::GetAccess{}).open);
    EXPECT_EQ(refused(api::PutMember{"", "ann", {}}).code, api::code::kConflict);
    EXPECT_EQ(refused(api::PutMember{"", "ann", {"operator"}}).code, api::code::kConflict);
    done(api::PutRole{"master", "", {"*"}});
    done(api::PutMember{"", "group:staff", {"master"}});
    done(api::PutMember{"", "ann", {}});
    EXPECT_EQ(refused(api::PutRole{"master", "", {"run.*"}}).code, api::code::kConflict) << "they are the last";
    done(api::PutMember{"default", "bob", {}});
    done(api::PutMember{"", "group:staff", {}});
    EXPECT_TRUE(done(api::GetAccess{}).open) << "with nobody left everybody may again";
    for (const auto& wrong : {api::PutMember{"", "", {"admin"}}, api::PutMember{"", "group:", {"admin"}},
                              api::PutMember{"", "run:1", {"admin"}}, api::PutMember{"", "ann", {"nothing"}}}) {
        EXPECT_EQ(refused(wrong).code, api::code::kInvalidArgument) << wrong.subject;
    }
    EXPECT_EQ(refused(api::PutMember{"never", "ann", {"admin"}}).code, api::code::kNotFound);
    EXPECT_EQ(refused(api::PutMember{"", "ann", {}}).code, api::code::kNotFound);
}

TEST_F(AccessDeskTest, RolesAreMadeOfPermissionsThatThereAre) {
    open();
    const auto first = done(api::PutRole{"starter", "Starts", {"run.start", "run.read"}});
    EXPECT_EQ(first.role.revision, 1);
    EXPECT_EQ(done(api::PutRole{"starter", "", {"run.*"}, 1}).role.revision, 2);
    EXPECT_EQ(refused(api::PutRole{"starter", "", {"run.*"}, 1}).code, api::code::kStale);
    EXPECT_EQ(refused(api::PutRole{"odd", "", {"run.fly"}}).code, api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::PutRole{"odd", "", {"fly.*"}}).code, api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::PutRole{"odd", "", {}}).code, api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::PutRole{"viewer", "", {"run.read"}}).code, api::code::kConflict);
    EXPECT_EQ(refused(api::RemoveRole{"admin"}).code, api::code::kConflict);
    EXPECT_EQ(refused(api::RemoveRole{"never"}).code, api::code::kNotFound);
    const auto roles = done(api::ListRoles{}).items;
    ASSERT_EQ(roles.size(), 5U);
    EXPECT_TRUE(roles[0].builtIn);
    EXPECT_EQ(roles[4].name, "starter");
    done(api::PutMember{"", "root", {"admin", "starter"}});
    EXPECT_EQ(refused(api::RemoveRole{"starter"}).code, api::code::kConflict);
    done(api::PutMember{"", "root", {"admin"}});
    done(api::RemoveRole{"starter"});
    EXPECT_EQ(done(api::ListRoles{}).items.size(), 4U);
}

TEST_F(AccessDeskTest, ChangesAreToldAndManyAtOnceAreMadeOneAfterTheOther) {
    open();
    done(api::PutMember{"", "root", {"admin"}});
    std::vector<std::future<bool>> answers;
    for (int i = 0; i < 40; ++i) {  // each is the only one that gets the namespace
        auto answer = std::make_shared<std::promise<bool>>();
        answers.push_back(answer->get_future());
        api::RequestContext who;
        who.user = "root";
        api::call<api::PutTenant>(*m_engine, tenantOf("t" + std::to_string(i), {"shared"}), who,
                                  [answer](const auto& reply) { answer->set_value(reply.ok()); });
    }
    EXPECT_EQ(std::count_if(answers.begin(), answers.end(), [](auto& one) { return one.get(); }), 1);
    EXPECT_TRUE(eventually([&] {
        const std::lock_guard lock(m_mutex);
        return std::count_if(m_events.begin(), m_events.end(), [](const auto& event) {
                   return event.kind == "access.changed" && event.data.is_object() &&
                          event.data.at("id") == api::Json(event.name);
               }) == 2;
    }));
}

}  // namespace beamline::test
