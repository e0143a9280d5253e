// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_tenants.h"

#include <cmath>

namespace beamline::test {

void putTenants(FixtureEngine& engine) {
    api::TenantInfo acme;
    acme.id = "acme";
    acme.title = "Acme Corp.";
    acme.namespaces = {"sales", "billing"};
    acme.quotas.activeRuns = 50;
    acme.quotas.concurrency = 16;
    acme.quotas.storageBytes = 2'000'000'000;
    acme.quotas.cpuSeconds = 36'000;
    acme.quotas.share = 3;
    acme.budget = {250, 0.8, true};
    acme.use = {12, 5, 4'210, 640'000'000, 4, 221.4, 3};
    acme.at = kSampleNow - 3 * 86'400'000LL;
    acme.author = "anna";
    engine.access.put(acme);
    api::TenantInfo globex;
    globex.id = "globex";
    globex.namespaces = {"globex"};
    globex.quotas.activeRuns = 10;
    globex.quotas.storageBytes = 500'000'000;
    globex.suspended = true;
    globex.use = {0, 0, 12, 512'000'000, 1, 4.25, 18};
    globex.at = kSampleNow - 86'400'000LL;
    globex.author = "ben";
    engine.access.put(globex);
    auto first = *engine.access.tenant("default");
    first.title = "Everybody else";
    first.use = {7, 2, 812, 92'000'000, 2, 12.5, 0};
    engine.access.put(first);
}

void putMembers(FixtureEngine& engine) {
    (void)engine.access.answer(
        api::PutRole{"night-shift", "Watches runs at night", {"approval.read", "run.control", "run.read"}, 0});
    const api::Timestamp at = kSampleNow - 5 * 86'400'000LL;
    engine.access.put(api::MemberInfo{"", kSampleUser, {"admin"}, at, kSampleUser});
    engine.access.put(api::MemberInfo{"acme", "ben", {"operator", "viewer"}, at, kSampleUser});
    engine.access.put(api::MemberInfo{"acme", "group:finance", {"approver"}, at, kSampleUser});
}

api::UsageReply sampleUsage(const std::vector<std::string>& keys, api::Timestamp step) {
    api::UsageReply usage;
    usage.step = step;
    constexpr int kSteps = 28;
    const auto start = kSampleNow / step * step - (kSteps - 1) * step;
    for (std::size_t k = 0; k < keys.size(); ++k) {
        api::UsageRow sum;
        sum.key = keys[k];
        for (int i = 0; i < kSteps; ++i) {
            const double wave = (1.2 + std::sin(i * 0.9 + double(k))) / (double(k) + 1);
            api::UsageRow point;
            point.key = keys[k];
            point.at = start + i * step;
            point.runs = std::int64_t(20 * wave);
            point.tasks = std::int64_t(140 * wave);
            point.faulted = std::int64_t(2 * wave);
            point.cpuSeconds = 90 * wave;
            point.taskSeconds = 400 * wave;
            point.decisions = std::int64_t(30 * wave);
            point.calls = std::int64_t(28 * wave);
            point.failed = std::int64_t(wave);
            point.tokens = std::int64_t(9'500 * wave);
            point.cost = 1.4 * wave;
            sum.runs += point.runs;
            sum.tasks += point.tasks;
            sum.faulted += point.faulted;
            sum.cpuSeconds += point.cpuSeconds;
            sum.taskSeconds += point.taskSeconds;
            sum.decisions += point.decisions;
            sum.calls += point.calls;
            sum.failed += point.failed;
            sum.tokens += point.tokens;
            sum.cost += point.cost;
            usage.points.push_back(point);
        }
        usage.rows.push_back(sum);
    }
    return usage;
}

void putMessages(FixtureEngine& engine) {
    const auto put = [&engine](int number, const char* status, const char* subject, const char* error) {
        api::MessageInfo one;
        one.id = "01HFMSG000000000000000000" + std::to_string(number);
        one.at = kSampleNow - (10 - number) * 240'000LL;
        one.tenant = "acme";
        one.user = number % 2 ? "anna" : "ben";
        one.subject = subject;
        one.type = number % 2 ? "order" : "chat";
        one.policy = one.subject.empty() ? "default" : "";
        one.provider = one.subject.empty() && one.error.empty() ? "alpha" : "";
        one.decision = one.subject.empty() ? "01HFDEC0000000000000000001" : "";
        one.status = status;
        one.error = error;
        one.traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        one.tookMs = 4.2 * number;
        one.payload = boost::json::object{{"order", 4711 + number}, {"customer", "Nordwind GmbH"}, {"total", 2400.5}};
        one.headers = boost::json::object{{"Content-Type", "application/json"}, {"X-Priority", "high"}};
        if (one.status == "answered") {
            one.reply = boost::json::object{{"text", "Order accepted."}, {"tokens", 118}};
        }
        engine.messages.put(std::move(one));
    };
    put(1, "sent", "orders.new", "");
    put(2, "answered", "", "");
    put(3, "sent", "orders.cancelled", "");
    put(4, "answered", "pricing.ask", "");
    put(5, "failed", "pricing.ask",
        "Nobody listens to pricing.ask: start what answers it, or do not wait for a reply.");
    put(6, "answered", "", "");
}

std::shared_ptr<FixtureEngine> tenantEngine() {
    auto engine = sampleEngine();
    putTenants(*engine);
    putMembers(*engine);
    putMessages(*engine);
    engine->access.setUsage(sampleUsage({"acme", "default", "globex"}));
    return engine;
}

}  // namespace beamline::test
