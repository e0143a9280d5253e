// SPDX-License-Identifier: Apache-2.0
// The pages over a journal of many runs: from a click to the rows on the screen, and the numbers beside them.
#include <array>
#include <cmath>

#include "engine/api/operations.h"
#include "tests/bench/budget.h"
#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/overview_model.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_query.h"
#include "ui/models/run_views.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/widgets/query_bar.h"

namespace beamline::bench {

namespace {
constexpr int kTimes = 11;
constexpr double kFirstPageMs = 50;
constexpr double kFilterMs = 100;
constexpr int kSettleMs = 1'500;

std::function<QMetaObject::Connection(std::function<void()>)> loadedBy(ui::PagedModel& model) {
    return [&model](std::function<void()> then) {
        return QObject::connect(&model, &ui::PagedModel::loaded, &model, std::move(then));
    };
}

/// `before` is done first each time, and not measured.
Shown again(QAbstractItemView& view, ui::PagedModel& model, const std::function<void()>& before,
            const std::function<void()>& act) {
    std::vector<Shown> all;
    for (int i = 0; i < kTimes; ++i) {
        before();
        spin(100);
        all.push_back(shown(view, act, loadedBy(model)));
    }
    return median(std::move(all));
}

void reportShown(const std::string& name, const Shown& shown, double limit, boost::json::object more = {}) {
    auto line = toJson(shown);
    line.insert(more.begin(), more.end());
    report(name, shown.own, limit, "ms", std::move(line));
}

void measureRuns(const Console& console) {
    auto& view = console.viewOf<ui::RunsPage, ui::RunListModel>();
    auto& model = *qobject_cast<ui::RunListModel*>(view.model());
    auto& page = console.part<ui::RunsPage>();
    auto& query = *page.findChild<ui::QueryBar*>();
    const auto nothing = [] {};
    const Shown fresh = again(view, model, nothing, [&page] { page.refresh(); });
    reportShown("runs: refresh", fresh, kFirstPageMs);
    const Shown back = again(
        view, model, [&] { console.window().open(QStringLiteral("cluster")); },
        [&] {
            console.window().open(QStringLiteral("runs"));
            page.refresh();
        });
    reportShown("runs: from another page", back, kFirstPageMs);
    constexpr std::array kFilters{"status:faulted",
                                  "status:waiting",
                                  "status:suspended",
                                  "workflow:data-import",
                                  "workflow:data*",
                                  "namespace:finance",
                                  "label.customer:c77",
                                  "age<2h",
                                  "age>20d",
                                  "status:faulted workflow:data-import age<7d",
                                  "invoice",
                                  "ledger",
                                  "\"pay invoice 123457\"",
                                  "\"nothing like this\""};
    for (const char* filter : kFilters) {
        const auto text = QString::fromUtf8(filter);
        const Shown filtered = again(
            view, model,
            [&] {
                query.setText({});
                spin(100);
            },
            [&] { query.setText(text); });
        reportShown(std::string("runs: filter ") + filter, filtered, kFilterMs,
                    {{"rows", model.rowCount()}, {"more", model.hasMore()}});
    }
}

void measureApprovals(const Console& console) {
    console.window().open(QStringLiteral("approvals"));
    auto& view = console.viewOf<ui::ApprovalsPage, ui::ApprovalListModel>();
    auto& model = *qobject_cast<ui::ApprovalListModel*>(view.model());
    auto& page = console.part<ui::ApprovalsPage>();
    spin(kSettleMs);
    const Shown fresh = again(
        view, model, [] {}, [&page] { page.refresh(); });
    reportShown("approvals: refresh", fresh, kFirstPageMs, {{"rows", model.rowCount()}});
    auto& query = *page.findChild<ui::QueryBar*>();
    for (const char* filter : {"risk:high", "workflow:data-import", "workflow:invoice* risk:high"}) {
        const Shown filtered = again(
            view, model,
            [&] {
                query.setText({});
                spin(100);
            },
            [&] { query.setText(QString::fromUtf8(filter)); });
        reportShown(std::string("approvals: filter ") + filter, filtered, kFilterMs, {{"rows", model.rowCount()}});
    }
}

/// Until every figure, chart and list of it has been answered.
void measureOverview(const Console& console) {
    auto& model = console.part<ui::OverviewModel>();
    std::vector<double> all;
    std::array<double, ui::OverviewModel::PartCount> parts{};
    for (int i = 0; i < 5; ++i) {
        console.window().open(QStringLiteral("cluster"));
        spin(kSettleMs);
        std::array<bool, ui::OverviewModel::PartCount> answered{};
        const double begin = seconds(CLOCK_MONOTONIC);
        const auto connection =
            QObject::connect(&model, &ui::OverviewModel::changed, &model, [&](ui::OverviewModel::Part part) {
                answered[part] = true;
                parts[part] = 1000 * (seconds(CLOCK_MONOTONIC) - begin);
            });
        console.window().open(QStringLiteral("overview"));
        while (!std::all_of(answered.begin(), answered.end(), [](bool one) { return one; })) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        all.push_back(1000 * (seconds(CLOCK_MONOTONIC) - begin));
        QObject::disconnect(connection);
    }
    std::sort(all.begin(), all.end());
    boost::json::array each;
    for (const double part : parts) {
        each.emplace_back(std::round(part));
    }
    report("overview: all figures", all[all.size() / 2], kFilterMs, "ms", {{"partsMs", each}});
}

std::int64_t sumOf(const api::RunCounts& counts) {
    std::int64_t sum = 0;
    for (const auto& [phase, count] : counts.byPhase) {
        sum += count;
    }
    return sum;
}
}  // namespace

void measurePages(const BudgetOptions& options) {
    const Console console(options.journal(), QStringLiteral("runs"));
    spin(kSettleMs);
    measureRuns(console);
    measureApprovals(console);
    measureOverview(console);
}

void measureNumbers(const BudgetOptions& options) {
    const Console console(options.journal(), QStringLiteral("cluster"));
    spin(kSettleMs);
    auto& session = console.session();
    const auto count = [&](const std::string& name, const QString& text) {
        api::RunCounts reply;
        const double ms = answerMs(session, api::CountRuns{ui::parseRunQuery(text, ui::Clock::now()).filter}, &reply);
        report("count: " + name, ms, kFilterMs, "ms", {{"runs", sumOf(reply)}, {"exact", !reply.more}});
    };
    for (const auto& view : ui::RunViews::builtIn()) {
        count("view " + ui::toUtf8(view.query), view.query);
    }
    for (const char* text :
         {"status:completed", "workflow:data-import", "status:faulted workflow:data-import", "namespace:finance",
          "workflow:data*", "label.customer:c77", "age<1d", "age<7d", "ledger"}) {
        count(text, QString::fromUtf8(text));
    }
    const auto group = [&](const char* name, api::GroupRuns op) {
        api::RunGroups reply;
        const double ms = answerMs(session, op, &reply);
        report(std::string("group: ") + name, ms, kFilterMs, "ms",
               {{"groups", reply.items.size()}, {"exact", !reply.more}});
    };
    api::RunFilter day;
    day.createdFrom = ui::Clock::now() - 24LL * 3600 * 1000;
    api::RunFilter faulted;
    faulted.phases = {api::Phase::faulted};
    group("all by workflow", {{}, api::RunGrouping::workflow, {}});
    group("all by version", {{}, api::RunGrouping::version, {}});
    group("last day by workflow", {day, api::RunGrouping::workflow, {}});
    group("faulted by error", {faulted, api::RunGrouping::error, {}});
    group("all by label", {{}, api::RunGrouping::label, "customer"});
    api::ApprovalCounts counts;
    const double ms = answerMs(session, api::CountApprovals{}, &counts);
    report("count: approvals", ms, kFilterMs, "ms", {{"open", counts.byQueue["open"]}, {"exact", !counts.more}});
    for (const auto queue : {api::ApprovalQueue::mine, api::ApprovalQueue::groups, api::ApprovalQueue::unclaimed,
                             api::ApprovalQueue::others, api::ApprovalQueue::open, api::ApprovalQueue::decided}) {
        api::ListApprovals op;
        op.queue = queue;
        op.limit = ui::PagedModel::kPageSize;
        api::ApprovalPage page;
        const double took = answerMs(session, op, &page);
        report(std::string("approvals: the engine's page of ") + boost::describe::enum_to_string(queue, ""), took,
               kFirstPageMs, "ms", {{"rows", page.items.size()}});
    }
}

}  // namespace beamline::bench
