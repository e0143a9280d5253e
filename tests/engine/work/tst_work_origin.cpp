// SPDX-License-Identifier: Apache-2.0
// Whose a task for a worker is, and to which trace it belongs: from the request, over the journal, to the assignment.
#include <gtest/gtest.h>

#include <future>

#include "engine/api/json_codec.h"
#include "engine/nats/messages.h"
#include "engine/nats/work_messages.h"
#include "engine/runtime/trace_context.h"
#include "tests/engine/work/work_fixture.h"

namespace beamline::test {

namespace {
constexpr const char* kTraceIdAsked = "0af7651916cd43dd8448eb211c80319c";
constexpr const char* kTraceAsked = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

/// Keeps what it is given.
class KeptWork : public blocks::WorkQueue {
public:
    bool submit(blocks::Assignment assignment, Done) override {
        const std::lock_guard lock(m_mutex);
        m_kept.push_back(std::move(assignment));
        return true;
    }
    void cancel(const std::string&) override {}
    void letGo(const std::string&) override {}
    std::vector<api::WorkPoolInfo> pools() const override { return {}; }
    void setPaused(const std::string&, bool, std::function<void(api::Result<api::Unit>)>) override {}
    void onProblem(std::function<void(const std::string&, const std::string&)>) override {}
    void onQueued(std::function<void(std::int64_t)>) override {}
    std::vector<blocks::Assignment> kept() const {
        const std::lock_guard lock(m_mutex);
        return m_kept;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<blocks::Assignment> m_kept;
};

api::StartRun startOf(const std::string& name) {
    api::StartRun op;
    op.ns = "test";
    op.workflow = name;
    op.input = boost::json::object();
    return op;
}

api::RequestContext asked(std::string tenant = "acme") {
    api::RequestContext context;
    context.user = "ann";
    context.tenant = std::move(tenant);
    context.trace = kTraceAsked;
    return context;
}
}  // namespace

class WorkOrigin : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.workQueue = m_queue;
        open();
    }
    api::Result<api::StartReply> startAs(const api::RequestContext& context, api::StartRun op) {
        return api::callAndWait(*m_engine, std::move(op), context);
    }
    std::shared_ptr<KeptWork> m_queue = std::make_shared<KeptWork>();
};

TEST_F(WorkOrigin, AnAssignmentHasTenantAndTraceOfItsRunAlsoAfterARestart) {
    deploy("ask", "  - ask:\n      call: worker\n      with: {type: echo}\n");
    ASSERT_TRUE(startAs(asked(), startOf("ask")).ok());
    ASSERT_TRUE(eventually([&] { return m_queue->kept().size() == 1; }));
    reopen();
    ASSERT_TRUE(eventually([&] { return m_queue->kept().size() == 2; }));
    const auto kept = m_queue->kept();
    for (const auto& one : kept) {
        EXPECT_EQ(one.tenant, "acme");
        EXPECT_EQ(one.trace, kTraceIdAsked);
        EXPECT_EQ(runtime::traceIdOf(one.parent), kTraceIdAsked);
        EXPECT_NE(one.parent, kTraceAsked) << "the attempt is a part of its own";
        EXPECT_TRUE(one.parent.ends_with("-00")) << "who asked decides whether it is sampled: " << one.parent;
    }
    EXPECT_EQ(kept[0].parent, kept[1].parent) << "it is the same attempt";
}

TEST_F(WorkOrigin, AChildRunIsOfTheSameTenantAndTrace) {
    deploy("child", "  - ask:\n      call: worker\n      with: {type: echo}\n");
    deploy("parent", "  - c: {run: {workflow: {namespace: test, name: child, version: latest}}}\n");
    ASSERT_TRUE(startAs(asked(), startOf("parent")).ok());
    ASSERT_TRUE(eventually([&] { return m_queue->kept().size() == 1; }));
    EXPECT_EQ(m_queue->kept()[0].tenant, "acme");
    EXPECT_EQ(m_queue->kept()[0].trace, kTraceIdAsked);
}

TEST_F(WorkOrigin, WithoutTheRequestsWordThereIsNone) {
    deploy("ask", "  - ask:\n      call: worker\n      with: {type: echo}\n");
    auto context = asked({});
    context.trace = "00-a-b-01";
    const auto run = startAs(context, startOf("ask"));
    ASSERT_TRUE(run.ok()) << "a trace that is none is no reason to refuse";
    ASSERT_TRUE(eventually([&] { return m_queue->kept().size() == 1; }));
    EXPECT_EQ(m_queue->kept()[0].tenant + m_queue->kept()[0].trace + m_queue->kept()[0].parent, "");
    EXPECT_TRUE(detail(run->run).run.labels.empty());
}

TEST_F(WorkOrigin, NobodyElseSaysWhoseARunIs) {
    deploy("ask", "  - ask:\n      call: worker\n      with: {type: echo}\n");
    for (const auto* label : {runtime::kTenantLabel, runtime::kTraceLabel}) {
        auto op = startOf("ask");
        op.labels[label] = "other";
        const auto refused = startAs(asked(), op);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().code, api::code::kInvalidArgument);
        EXPECT_NE(refused.error().message.find(label), std::string::npos) << refused.error().message;
    }
    EXPECT_FALSE(startAs(asked("a\r\nX-Other: b"), startOf("ask")).ok()) << "it goes into a header";
    EXPECT_FALSE(startAs(asked(std::string(runtime::kMaxTenantBytes + 1, 'x')), startOf("ask")).ok());
    EXPECT_TRUE(startAs(asked(std::string(runtime::kMaxTenantBytes, 'x')), startOf("ask")).ok());
}

TEST(TraceContext, OnlyWhatW3CCallsATraceparentIsOne) {
    const std::string trace = kTraceIdAsked;
    const std::string span = "b7ad6b7169203331";
    EXPECT_EQ(runtime::traceIdOf("00-" + trace + "-" + span + "-01"), trace);
    EXPECT_EQ(runtime::traceIdOf("01-" + trace + "-" + span + "-01-more"), trace) << "of a later version";
    EXPECT_EQ(runtime::childTrace("01-" + trace + "-" + span + "-01-more", "k").size(), 55U);
    for (const auto& wrong : {std::string(), "00-" + trace + "-" + span, "00-" + trace + "-" + span + "-01-more",
                              "ff-" + trace + "-" + span + "-01", "00-" + std::string(32, '0') + "-" + span + "-01",
                              "00-" + trace + "-" + std::string(16, '0') + "-01", "00-" + trace + "-" + span + "-0g",
                              "00_" + trace + "-" + span + "-01", "00-" + std::string(32, 'A') + "-" + span + "-01"}) {
        EXPECT_EQ(runtime::traceIdOf(wrong), "") << wrong;
        EXPECT_EQ(runtime::childTrace(wrong, "k"), "") << wrong;
    }
}

TEST_F(WorkTest, AnAssignmentSaysItsTenantAndTraceInHeadersAndText) {
    openWithQueue();
    auto other = connect("original");
    std::promise<std::pair<std::map<std::string, std::string>, api::Json>> heard;
    auto listening = nats::Listening::open(*other, "caf.exec.assign.v1", "", [&](natsMsg* message) {
        std::map<std::string, std::string> headers;
        for (const auto* name : {"traceparent", "trace_id", "tenant_id", "version"}) {
            const auto* value = nats::headerOf(message, name);
            headers[name] = value ? value : "";
        }
        heard.set_value({headers, *api::parseJson(nats::dataOf(message))});
    });
    ASSERT_TRUE(listening.ok());
    natsConnection_Flush(other->raw());
    deploy("ask", "  - ask:\n      call: worker\n      with: {type: echo}\n");
    ASSERT_TRUE(api::callAndWait(*m_engine, startOf("ask"), asked()).ok());
    auto arrived = heard.get_future();
    ASSERT_EQ(arrived.wait_for(20s), std::future_status::ready);
    const auto [headers, json] = arrived.get();
    EXPECT_EQ(headers.at("tenant_id"), "acme");
    EXPECT_EQ(headers.at("trace_id"), kTraceIdAsked);
    EXPECT_EQ(headers.at("version"), "1");
    EXPECT_EQ(runtime::traceIdOf(headers.at("traceparent")), kTraceIdAsked);
    EXPECT_EQ(json.at("tenant_id").as_string(), "acme");
    EXPECT_EQ(json.at("correlation").at("trace_id").as_string(), kTraceIdAsked);
    EXPECT_EQ(nats::readAssignment(boost::json::serialize(json), 0)->trace, kTraceIdAsked);
}

}  // namespace beamline::test
