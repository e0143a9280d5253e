// SPDX-License-Identifier: Apache-2.0
#pragma once
// A real engine with two tenants that have everything there is to have, seeded; and every operation of the port with
// what one of them has for arguments. Test thread.

#include <random>

#include "engine/access/access_engine.h"
#include "engine/access/table.h"
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

/// Answers every extension and provider.
class KindCaller : public routing::Caller {
public:
    Answer call(const routing::Extension&, const routing::Instance&, const boost::json::object&,
                std::chrono::milliseconds, const std::string&) override {
        return boost::json::object{{"status", "ok"}};
    }
};

/// What a tenant has, by which its operations find it. What tells of it holds its mark; names that another tenant could
/// give to something of its own do not.
struct Belongings {
    std::string tenant;
    std::string mark;
    std::string ns;
    std::string workflow;
    std::string timed;  ///< a workflow with a schedule
    std::string policy;
    std::string extension;
    std::string provider;
    std::vector<std::string> runs;
    std::string approval;
    std::string hash;
    std::string batch;
    std::string decision;

    /// Everything that nobody else may hear of.
    std::vector<std::string> secrets() const {
        std::vector<std::string> all{mark, batch, decision};
        all.insert(all.end(), runs.begin(), runs.end());
        std::erase(all, std::string());
        return all;
    }
};

class AccessWorld : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.routing.caller = std::make_shared<KindCaller>();
    }

    template <class Op>
    api::Result<typename Op::Reply> as(const std::string& user, Op op, const std::string& tenant = {}) {
        api::RequestContext context;
        context.user = user;
        context.tenant = tenant;
        return api::callAndWait(*m_guarded, std::move(op), std::move(context));
    }
    /// What the engine itself does, whoever may.
    template <class Op>
    typename Op::Reply done(Op op, const std::string& tenant = {}, const std::string& user = "root") {
        api::RequestContext context;
        context.user = user;
        context.tenant = tenant;
        const auto name = Op::kInfo.name;
        auto reply = api::callAndWait(*m_engine, std::move(op), std::move(context));
        EXPECT_TRUE(reply.ok()) << name << ": " << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? std::move(*reply) : typename Op::Reply{};
    }

    void openGuarded() {
        open();
        m_guarded = std::make_shared<access::AccessEngine>(m_engine, m_engine->accessBook());
    }
    void TearDown() override {
        m_guarded.reset();
        EngineTest::TearDown();
    }

    static std::string source(const std::string& ns, const std::string& name, const std::string& mark,
                              const std::string& schedule = {}, const std::string& version = "1.0.0") {
        return "document: {dsl: '1.0.3', namespace: " + ns + ", name: " + name + ", version: '" + version +
               "', summary: of " + mark + "}\n" + schedule + "do:\n  - ask: {call: approval, with: {subject: Pay " +
               mark + "}}\n";
    }

    void makeTenant(const std::string& tenant, const std::string& ns) {
        api::PutTenant put;
        put.tenant.id = tenant;
        put.tenant.namespaces = {ns};
        done(put);
        for (const auto* role : {"admin", "operator", "approver", "viewer"}) {
            done(api::PutMember{tenant, tenant + "-" + role, {role}});
        }
    }

    /// `random` decides how much of it there is.
    Belongings fill(const std::string& tenant, const std::string& ns, std::mt19937& random) {
        Belongings has;
        has.tenant = tenant;
        has.mark = "zz" + tenant + "zz";
        has.ns = ns;
        has.workflow = "pay-" + has.mark;
        has.timed = "timed-" + has.mark;
        has.policy = "policy";
        has.extension = "guard";
        has.provider = "prov-" + has.mark;
        done(api::DeployWorkflow{source(ns, has.workflow, has.mark), "w.yaml"});
        done(api::DeployWorkflow{source(ns, has.timed, has.mark, "schedule: {every: {hours: 5}}\n"), "t.yaml"});
        for (unsigned i = 0; i < 4 + random() % 3; ++i) {
            api::StartRun start;
            start.ns = ns;
            start.workflow = has.workflow;
            start.input = boost::json::object{{"who", has.mark}, {"number", random() % 100}};
            start.labels["customer"] = has.mark;
            has.runs.push_back(done(start, tenant, tenant + "-operator").run);
            EXPECT_TRUE(await(has.runs.back(), "approval.raised"));
        }
        done(api::CancelRun{has.runs.front(), "of " + has.mark});
        EXPECT_TRUE(await(has.runs.front(), "run.cancelled"));
        has.approval = done(api::GetRun{has.runs.back()}).approvals.at(0);
        has.hash = done(api::GetApproval{has.approval}).approval.hash;
        api::StartBatch batch;
        batch.action = api::BatchAction::suspend;
        batch.runs = {has.runs[1]};
        batch.reason = "tidy up " + has.mark;
        has.batch = done(batch, tenant, tenant + "-operator").batch.id;
        EXPECT_TRUE(await(has.batch, "run.completed"));
        const auto policy = R"({"version": "1.0", "providers": [{"name": ")" + has.provider + R"(", "weight": 50}]})";
        done(api::PutPolicy{has.policy, boost::json::parse(policy), "for " + has.mark, -1}, tenant);
        const auto extension = R"({"id": ")" + has.extension +
                               R"(", "type": "validator", "subject": "beamline.ext.validate.)" + has.mark +
                               R"(.v1", "version": "1.0.0"})";
        done(api::PutExtension{boost::json::parse(extension), "for " + has.mark, -1}, tenant);
        has.decision = done(api::DecideRoute{request(has, "r-" + has.mark)}, tenant).decision;
        EXPECT_TRUE(eventually([&] { return !done(api::ListDecisions{}, tenant).items.empty(); }));
        return has;
    }

    static api::Json request(const Belongings& has, const std::string& id) {
        return boost::json::object{{"version", "1"},
                                   {"tenant_id", has.tenant},
                                   {"request_id", id},
                                   {"policy_id", has.policy},
                                   {"task", {{"type", "chat"}, {"payload", {{"text", "hello"}}}}}};
    }

    /// Everything that is kept of a tenant, to see whether something has become of it.
    api::Json stateOf(const Belongings& has) {
        boost::json::object all;
        api::ListRuns runs;
        runs.filter.ns = has.ns;
        runs.limit = api::kMaxPageSize;
        all["runs"] = api::toJson(done(runs).items);
        api::ListApprovals approvals;
        approvals.queue = api::ApprovalQueue::all;
        approvals.limit = api::kMaxPageSize;
        approvals.scope = api::NamespaceScope{{has.ns}, false};
        all["approvals"] = api::toJson(done(approvals).items);
        api::ListWorkflows workflows;
        workflows.ns = has.ns;
        all["workflows"] = api::toJson(done(workflows).items);
        all["schedules"] = api::toJson(done(api::ListSchedules{has.ns}).items);
        all["batches"] = api::toJson(done(api::ListBatches{100, {}, has.tenant}).items);
        all["policies"] = api::toJson(done(api::ListPolicies{}, has.tenant).items);
        all["extensions"] = api::toJson(done(api::ListExtensions{}, has.tenant).items);
        all["decisions"] = api::toJson(done(api::ListDecisions{}, has.tenant).items);
        auto tenants = done(api::ListTenants{}).items;
        std::erase_if(tenants, [&](const auto& one) { return one.id != has.tenant; });
        all["tenant"] = api::toJson(tenants);
        all["members"] = api::toJson(done(api::ListMembers{has.tenant}).items);
        return all;
    }

    /// The operation about what the tenant has: each member that names something is filled in by its name.
    template <class Op>
    static Op about(const Belongings& has, std::size_t variant) {
        Op op{};
        const auto& run = has.runs[variant % has.runs.size()];
        const std::map<std::string_view, std::string> texts{{"run", run},
                                                            {"ns", has.ns},
                                                            {"workflow", has.workflow},
                                                            {"name", has.workflow},
                                                            {"approval", has.approval},
                                                            {"batch", has.batch},
                                                            {"hash", has.hash},
                                                            {"policy", has.policy},
                                                            {"extension", has.extension},
                                                            {"provider", has.provider},
                                                            {"decision", has.decision},
                                                            {"tenant", has.tenant},
                                                            {"subject", "someone"},
                                                            {"task", "/do/0/ask"},
                                                            {"to", "someone"},
                                                            {"source", source(has.ns, "new-" + has.mark, has.mark)},
                                                            {"version", std::string()}};
        boost::mp11::mp_for_each<
            boost::describe::describe_members<Op, boost::describe::mod_public | boost::describe::mod_inherited>>(
            [&](auto member) {
                auto& value = op.*member.pointer;
                using Value = std::remove_cvref_t<decltype(value)>;
                if constexpr (std::is_same_v<Value, std::string>) {
                    if (const auto known = texts.find(member.name); known != texts.end()) {
                        value = known->second;
                    }
                }
            });
        refine(op, has, variant);
        return op;
    }

    template <class Op>
    static void refine(Op& op, const Belongings& has, std::size_t variant) {
        [[maybe_unused]] const auto tomorrow = api::wallClock() + 24 * 60 * 60 * 1000;
        if constexpr (std::is_same_v<Op, api::PreviewBatch> || std::is_same_v<Op, api::StartBatch>) {
            if (variant % 2 == 0) {
                op.runs = has.runs;
            } else {
                op.filter.emplace().ns = has.ns;
            }
            op.action = api::BatchAction::cancel;
        } else if constexpr (std::is_same_v<Op, api::ListRuns> || std::is_same_v<Op, api::CountRuns> ||
                             std::is_same_v<Op, api::GroupRuns>) {
            if (variant % 2 == 0) {
                op.filter.ns = has.ns;
            } else if (variant % 3 == 0) {
                op.filter.ns = api::kBatchNamespace;
            }
            if constexpr (std::is_same_v<Op, api::GroupRuns>) {
                op.by = variant % 2 == 0 ? api::RunGrouping::workflow : api::RunGrouping::label;
                op.label = "customer";
            }
        } else if constexpr (std::is_same_v<Op, api::ListApprovals>) {
            op.queue = api::ApprovalQueue::all;
            op.batch.clear();
            op.run = variant % 2 == 0 ? op.run : std::string();
            op.workflow = variant % 3 == 0 ? op.workflow : std::string();
        } else if constexpr (std::is_same_v<Op, api::ListWorkflows>) {
            op.ns = variant % 2 == 0 ? op.ns : std::string();
            op.name = variant % 3 == 0 ? op.name : std::string();
        } else if constexpr (std::is_same_v<Op, api::ListSchedules>) {
            op.ns = variant % 2 == 0 ? op.ns : std::string();
        } else if constexpr (std::is_same_v<Op, api::ControlSchedule>) {
            op.workflow = has.timed;
            op.action = variant % 2 == 0 ? api::ScheduleAction::pause : api::ScheduleAction::resume;
        } else if constexpr (std::is_same_v<Op, api::DelegateApproval> || std::is_same_v<Op, api::SnoozeApproval>) {
            op.until = tomorrow;
        } else if constexpr (std::is_same_v<Op, api::CommentApproval>) {
            op.text = "a remark";
        } else if constexpr (std::is_same_v<Op, api::DecideApproval>) {
            op.batch.clear();
        } else if constexpr (std::is_same_v<Op, api::PublishEvent>) {
            op.event = boost::json::object{{"specversion", "1.0"},
                                           {"id", std::to_string(variant)},
                                           {"source", "test"},
                                           {"type", "nobody.listens"}};
        } else if constexpr (std::is_same_v<Op, api::DecideRoute> || std::is_same_v<Op, api::DryRunRoute>) {
            op.request = request(has, "again-" + std::to_string(variant));
        } else if constexpr (std::is_same_v<Op, api::PutPolicy> || std::is_same_v<Op, api::ValidatePolicy>) {
            op.document = boost::json::parse(R"({"version": "1.0", "providers": [{"name": "plain", "weight": 1}]})");
        } else if constexpr (std::is_same_v<Op, api::PutExtension>) {
            op.document = boost::json::parse(
                R"({"id": ")" + has.extension +
                R"(", "type": "validator", "subject": "beamline.ext.validate.y.v1", "version": "2.0.0"})");
        } else if constexpr (std::is_same_v<Op, api::PutTenant>) {
            op.tenant.id = has.tenant;
            op.tenant.namespaces = {has.ns};
            op.tenant.title = "changed";
        } else if constexpr (std::is_same_v<Op, api::PutRole> || std::is_same_v<Op, api::RemoveRole>) {
            op.name = "extra";
            if constexpr (std::is_same_v<Op, api::PutRole>) {
                op.permissions = {"run.read"};
            }
        } else if constexpr (std::is_same_v<Op, api::PutMember>) {
            op.roles = {"viewer"};
        } else if constexpr (std::is_same_v<Op, api::SendMessage>) {
            op.subject = "chat";
            op.payload = "hello";
        } else if constexpr (std::is_same_v<Op, api::BackupEngine>) {
            op.path = "/tmp/never-" + std::to_string(variant);
        } else if constexpr (std::is_same_v<Op, api::ListDecisions>) {
            op.policy = variant % 2 == 0 ? op.policy : std::string();
            op.provider.clear();
        } else if constexpr (std::is_same_v<Op, api::ListMembers>) {
            op.tenant = variant % 2 == 0 ? op.tenant : std::string();
        } else if constexpr (std::is_same_v<Op, api::ListBatches>) {
            op.tenant = variant % 2 == 0 ? op.tenant : std::string();
        }
    }

    std::shared_ptr<access::AccessEngine> m_guarded;
};

}  // namespace beamline::test
