// SPDX-License-Identifier: Apache-2.0
// Every operation of the port by people of one tenant, with what another one has: they neither see nor change it.
#include "engine/api/access.h"
#include "tests/engine/access/access_world.h"

namespace beamline::test {

namespace {

constexpr std::size_t kVariants = 4;

template <class Use>
void forEveryOperation(Use use) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>>(use);
}

/// Without what the caller has said themselves, which an answer may repeat.
std::string withoutWords(std::string text, const std::string& said, const std::vector<std::string>& secrets) {
    for (const auto& secret : secrets) {
        if (said.find(secret) == std::string::npos) {
            continue;
        }
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
            text.erase(at, secret.size());
        }
    }
    return text;
}

std::string printed(const api::Result<api::Reply>& reply) {
    return boost::json::serialize(reply.ok() ? std::visit([](const auto& value) { return api::toJson(value); }, *reply)
                                             : api::toJson(reply.error()));
}

class AccessEngineTest : public AccessWorld {
protected:
    void SetUp() override {
        AccessWorld::SetUp();
        openGuarded();
        done(api::PutMember{"", "root", {"admin"}});
        makeTenant("a", "ns-a");
        makeTenant("b", "ns-b");
    }

    void makeWorld(unsigned seed) {
        std::mt19937 random(seed);
        m_a = fill("a", "ns-a", random);
        m_b = fill("b", "ns-b", random);
    }

    template <class Op>
    api::Result<api::Reply> asked(const std::string& user, const Op& op, const std::string& tenant = {}) {
        auto reply = as(user, op, tenant);
        return reply.ok() ? api::Result<api::Reply>(api::Reply(std::move(*reply))) : reply.error();
    }

    /// The same as for something that never was.
    template <class Op>
    void expectLikeNothing(const std::string& user, const Op& op, const api::Result<api::Reply>& reply) {
        constexpr auto kWay = access::wayOf<Op>();
        Belongings nothing = m_b;
        nothing.ns = "ns-nowhere";
        nothing.runs = {"01ARZ3NDEKTSV4RRFFQ69G5FAV"};
        nothing.approval = nothing.runs[0] + m_b.approval.substr(m_b.approval.rfind('.'));
        nothing.batch = nothing.runs[0];
        if constexpr (kWay == access::Way::run || kWay == access::Way::approval || kWay == access::Way::batch ||
                      kWay == access::Way::place) {
            ASSERT_FALSE(reply.ok()) << Op::kInfo.name;
            auto expected = asked(user, about<Op>(nothing, 0));
            ASSERT_FALSE(expected.ok()) << Op::kInfo.name;
            auto error = expected.error();
            const auto put = [&](const std::string& what, const std::string& by) {
                for (auto at = error.message.find(what); at != std::string::npos; at = error.message.find(what, at)) {
                    error.message.replace(at, what.size(), by);
                }
            };
            put(nothing.approval, m_b.approval);
            put(nothing.ns, m_b.ns);
            if constexpr (kWay == access::Way::run) {
                put(nothing.runs[0], op.run);
            } else {
                put(nothing.runs[0], m_b.batch);
            }
            EXPECT_EQ(reply.error(), error) << Op::kInfo.name;
            EXPECT_EQ(reply.error().code, api::code::kNotFound) << Op::kInfo.name << ' ' << reply.error().message;
        }
    }

    Belongings m_a;
    Belongings m_b;
};

}  // namespace

TEST_F(AccessEngineTest, NothingOfAnotherTenantIsSeenOrChanged) {
    makeWorld(20'26);
    std::mutex mutex;
    std::string heard;
    std::set<std::string> runs;
    api::EventFilter filter;
    filter.user = "a-viewer";
    filter.withData = true;
    const auto subscription = m_guarded->subscribe(filter, 0, [&](const api::Event& event) {
        const std::lock_guard lock(mutex);
        heard += boost::json::serialize(api::toJson(event)) + '\n';
        runs.insert(event.run);
    });
    const auto before = boost::json::serialize(stateOf(m_b));
    const auto secrets = m_b.secrets();
    for (const std::string user : {"a-viewer", "a-approver", "a-operator", "a-admin"}) {
        forEveryOperation([&]<class Op>(boost::mp11::mp_identity<Op>) {
            for (std::size_t variant = 0; variant < kVariants; ++variant) {
                const auto op = about<Op>(m_b, variant);
                const auto said = boost::json::serialize(api::toJson(op));
                const auto reply = asked(user, op);
                const auto answer = withoutWords(printed(reply), said, secrets);
                for (const auto& secret : secrets) {
                    EXPECT_EQ(answer.find(secret), std::string::npos)
                        << user << ' ' << Op::kInfo.name << ' ' << said << "\n"
                        << answer;
                }
                if (reply.ok() || reply.error().code != api::code::kForbidden) {
                    expectLikeNothing(user, op, reply);
                }
            }
            EXPECT_EQ(boost::json::serialize(stateOf(m_b)), before) << user << ' ' << Op::kInfo.name;
        });
    }
    // What happens elsewhere is not heard, what happens at home is.
    done(api::CancelRun{m_b.runs.back(), "theirs"});
    ASSERT_TRUE(await(m_b.runs.back(), "run.cancelled"));
    done(api::CancelRun{m_a.runs.back(), "ours"});
    ASSERT_TRUE(await(m_a.runs.back(), "run.cancelled"));
    EXPECT_TRUE(eventually([&] {
        const std::lock_guard lock(mutex);
        return heard.find("ours") != std::string::npos || heard.find(m_a.runs.back()) != std::string::npos;
    }));
    const std::lock_guard lock(mutex);
    for (const auto& run : m_b.runs) {  // a batch of theirs may hold the ids that they gave it
        EXPECT_FALSE(runs.contains(run));
    }
    for (const auto& secret : {m_b.mark, m_b.batch, m_b.decision, m_b.ns}) {
        EXPECT_EQ(heard.find(secret), std::string::npos) << secret;
    }
}

TEST_F(AccessEngineTest, EveryRoleIsRefusedWhatItsPermissionsDoNotCover) {
    makeWorld(7);
    const access::Knowledge known;
    for (const std::string role : {"viewer", "approver", "operator"}) {
        const auto user = "a-" + role;
        const auto given = known.permissionsOf({role});
        forEveryOperation([&]<class Op>(boost::mp11::mp_identity<Op>) {
            const std::string permission = Op::kInfo.permission;
            const bool machine = access::wayOf<Op>() == access::Way::machine;
            if (api::covers(given, permission) && !machine) {
                return;
            }
            const auto reply = asked(user, about<Op>(m_a, 0));
            ASSERT_FALSE(reply.ok()) << user << ' ' << Op::kInfo.name;
            EXPECT_EQ(reply.error().code, api::code::kForbidden) << Op::kInfo.name;
            EXPECT_FALSE(reply.error().retryable);
            for (const auto& word : {user, permission, role}) {
                EXPECT_NE(reply.error().message.find(word), std::string::npos) << reply.error().message;
            }
        });
    }
    EXPECT_EQ(as("stranger", api::ListRuns{}).error().code, api::code::kForbidden);
    EXPECT_TRUE(as("stranger", api::GetAccess{}).ok()) << "anybody may ask what they may";
}

TEST_F(AccessEngineTest, PeopleOfATenantDoTheirWork) {
    makeWorld(3);
    const auto runs = as("a-viewer", api::ListRuns{});
    ASSERT_TRUE(runs.ok());
    EXPECT_EQ(runs->items.size(), m_a.runs.size());
    EXPECT_EQ(as("root", api::ListRuns{})->items.size(), m_a.runs.size() + m_b.runs.size());
    EXPECT_EQ(as("root", api::ListRuns{}, "b")->items.size(), m_b.runs.size());
    const auto counts = as("a-viewer", api::CountRuns{});
    std::int64_t counted = 0;
    for (const auto& [phase, count] : counts->byPhase) {
        counted += count;
    }
    EXPECT_EQ(counted, static_cast<std::int64_t>(m_a.runs.size()));
    EXPECT_EQ(as("a-viewer", api::GroupRuns{})->items.size(), 1U);
    EXPECT_EQ(as("a-viewer", api::GetRun{m_a.runs.back()})->run.id, m_a.runs.back());
    EXPECT_TRUE(as("a-viewer", about<api::GetHistory>(m_a, 0)).ok());
    const auto batches = as("a-viewer", api::ListBatches{});
    ASSERT_EQ(batches->items.size(), 1U);
    EXPECT_EQ(batches->items[0].tenant, "a");
    EXPECT_EQ(as("root", api::ListBatches{})->items.size(), 2U);
    EXPECT_TRUE(as("a-viewer", api::GetBatch{m_a.batch}).ok());
    EXPECT_TRUE(as("a-viewer", about<api::ListBatchItems>(m_a, 0)).ok());
    EXPECT_EQ(as("a-viewer", api::ListSchedules{})->items.size(), 1U);
    EXPECT_EQ(as("a-viewer", api::ListWorkflows{})->items.size(), 2U);
    EXPECT_EQ(as("a-viewer", api::ListPolicies{})->items.size(), 1U);

    api::DecideApproval decide;
    decide.approval = m_a.approval;
    decide.hash = m_a.hash;
    EXPECT_EQ(as("a-viewer", decide).error().code, api::code::kForbidden);
    EXPECT_TRUE(as("a-approver", decide).ok());
    EXPECT_TRUE(as("a-operator", api::SuspendRun{m_a.runs[2], ""}).ok());
    api::StartRun start;
    start.ns = m_a.ns;
    start.workflow = m_a.workflow;
    const auto started = as("a-operator", start);
    ASSERT_TRUE(started.ok()) << started.error().message;
    EXPECT_EQ(as("a-viewer", api::GetRun{started->run})->run.labels.at(access::kTenantLabel), "a");
    EXPECT_TRUE(as("a-operator", api::DeployWorkflow{source(m_a.ns, "fresh", "x"), "f.yaml"}).ok());
    const auto foreign = as("a-operator", api::DeployWorkflow{source("anywhere", "fresh", "x"), "f.yaml"});
    EXPECT_EQ(foreign.error().code, api::code::kForbidden);
    EXPECT_NE(foreign.error().message.find("anywhere"), std::string::npos);
    EXPECT_EQ(as("a-operator", api::DeployWorkflow{"nonsense", "f.yaml"}).error().code, api::code::kInvalidDefinition);
}

TEST_F(AccessEngineTest, ABatchTakesOnlyRunsOfTheCallersTenant) {
    makeWorld(5);
    api::PreviewBatch preview;
    preview.action = api::BatchAction::cancel;
    preview.runs = {m_a.runs.back(), m_b.runs.back()};
    const auto shown = as("a-viewer", preview);
    ASSERT_TRUE(shown.ok());
    EXPECT_EQ(shown->applicable, 1);
    preview.runs.clear();
    preview.filter.emplace();
    EXPECT_EQ(as("a-viewer", preview)->total, static_cast<std::int64_t>(m_a.runs.size()));
    api::StartBatch start;
    start.action = api::BatchAction::cancel;
    start.runs = {m_a.runs.back(), m_b.runs.back()};
    start.idempotencyKey = "k";
    const auto begun = as("a-operator", start);
    ASSERT_TRUE(begun.ok()) << begun.error().message;
    ASSERT_TRUE(await(begun->batch.id, "run.completed"));
    EXPECT_EQ(done(api::GetRun{m_a.runs.back()}).run.phase, api::Phase::cancelled);
    EXPECT_EQ(done(api::GetRun{m_b.runs.back()}).run.phase, api::Phase::waiting);
    start.runs = {m_b.runs[2]};
    EXPECT_TRUE(as("b-operator", start).ok()) << "its keys are its own";
    EXPECT_EQ(as("b-operator", api::GetBatch{begun->batch.id}).error().code, api::code::kNotFound);
}

TEST_F(AccessEngineTest, ASuspendedTenantIsLookedAtOnly) {
    makeWorld(9);
    api::PutTenant put;
    put.tenant.id = "a";
    put.tenant.namespaces = {"ns-a"};
    put.tenant.suspended = true;
    ASSERT_TRUE(as("root", put).ok());
    EXPECT_TRUE(as("a-viewer", api::ListRuns{}).ok());
    const auto refused = as("a-admin", api::CancelRun{m_a.runs.back(), ""});
    EXPECT_EQ(refused.error().code, api::code::kForbidden);
    EXPECT_NE(refused.error().message.find("suspended"), std::string::npos);
    EXPECT_EQ(as("a-admin", api::PutMember{"a", "x", {"viewer"}}).error().code, api::code::kForbidden);
    EXPECT_TRUE(as("root", api::PutMember{"a", "x", {"viewer"}}).ok());
    put.tenant.suspended = false;
    ASSERT_TRUE(as("root", put).ok());
    EXPECT_TRUE(as("a-admin", api::CancelRun{m_a.runs.back(), ""}).ok());
}

TEST_F(AccessEngineTest, AnAdminOfATenantGivesRightsThereAndNoMoreThanTheirOwn) {
    ASSERT_TRUE(as("root", api::PutRole{"keeper", "", {"access.*"}}).ok());
    ASSERT_TRUE(as("a-admin", api::PutMember{"a", "kim", {"keeper", "viewer"}}).ok());
    EXPECT_TRUE(as("kim", api::PutMember{"a", "lee", {"viewer"}}).ok());
    EXPECT_EQ(as("kim", api::PutMember{"a", "kim", {"admin"}}).error().code, api::code::kForbidden);
    EXPECT_EQ(as("a-admin", api::PutMember{"b", "lee", {"viewer"}}).error().code, api::code::kForbidden);
    EXPECT_EQ(as("a-admin", api::PutMember{"", "lee", {"viewer"}}).error().code, api::code::kForbidden);
    EXPECT_EQ(as("a-admin", api::PutRole{"mine", "", {"run.read"}}).error().code, api::code::kForbidden);
    const auto members = as("a-viewer", api::ListMembers{});
    ASSERT_TRUE(members.ok());
    for (const auto& member : members->items) {
        EXPECT_EQ(member.tenant, "a");
    }
    EXPECT_EQ(as("a-viewer", api::ListTenants{})->items.size(), 1U);
    EXPECT_EQ(as("root", api::ListTenants{})->items.size(), 3U);
    EXPECT_EQ(as("a-operator", api::SendMessage{"beamline.api.v1.cancel_run"}).error().code, api::code::kForbidden);
}

TEST_F(AccessEngineTest, RunsOfATenantStartNoWorkflowOfAnother) {
    makeWorld(11);
    const auto deployed =
        as("a-operator", api::DeployWorkflow{"document: {dsl: '1.0.3', namespace: ns-a, name: reach, version: "
                                             "'1.0.0'}\ndo:\n  - call: {run: {workflow: {namespace: ns-b, name: " +
                                                 m_b.workflow + ", version: '1.0.0'}}}\n",
                                             "r.yaml"});
    ASSERT_TRUE(deployed.ok()) << deployed.error().message;
    api::StartRun start;
    start.ns = "ns-a";
    start.workflow = "reach";
    const auto started = as("a-operator", start);
    ASSERT_TRUE(started.ok());
    ASSERT_TRUE(await(started->run, "run.faulted"));
    EXPECT_EQ(done(about<api::ListRuns>(m_b, 0)).items.size(), m_b.runs.size());
}

TEST_F(AccessEngineTest, RightsThatAreTakenEndWhatIsHeard) {
    makeWorld(13);
    std::mutex mutex;
    std::vector<std::string> heard;
    api::EventFilter filter;
    filter.user = "a-viewer";
    const auto subscription = m_guarded->subscribe(filter, m_engine->health().seq, [&](const api::Event& event) {
        const std::lock_guard lock(mutex);
        heard.push_back(event.run);
    });
    const auto hears = [&](const std::string& run) {
        const std::lock_guard lock(mutex);
        return std::find(heard.begin(), heard.end(), run) != heard.end();
    };
    done(api::SuspendRun{m_a.runs[2], ""});
    EXPECT_TRUE(eventually([&] { return hears(m_a.runs[2]); }));
    ASSERT_TRUE(as("root", api::PutMember{"a", "a-viewer", {}}).ok());
    ASSERT_TRUE(as("root", api::PutMember{"b", "a-viewer", {"viewer"}}).ok());
    done(api::SuspendRun{m_a.runs.back(), ""});
    done(api::SuspendRun{m_b.runs.back(), ""});
    EXPECT_TRUE(eventually([&] { return hears(m_b.runs.back()); }));
    EXPECT_FALSE(hears(m_a.runs.back()));
}

}  // namespace beamline::test
