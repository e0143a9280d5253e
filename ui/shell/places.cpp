// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/places.h"

#include <QCoreApplication>
#include <QUrl>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/batches/batches_page.h"
#include "ui/pages/cluster/cluster_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/pages/deadletters/dead_letters_page.h"
#include "ui/pages/extensions/extensions_page.h"
#include "ui/pages/messages/messages_page.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/problems/problems_page.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/secrets/secrets_page.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/pages/tenants/tenants_page.h"
#include "ui/pages/usage/usage_page.h"
#include "ui/pages/welcome/welcome_page.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"

namespace beamline::ui {

namespace {
using Rail = PlaceRow::Rail;
using Needs = PlaceRow::Needs;

template <class P>
Page* makePage(const PageParts& parts) {
    return new P(parts.session);
}

/// `on` is told the page and what follows the head, when something does.
template <class P, class F>
auto onPage(F on) {
    return [on](Page& page, const QStringList& rest) {
        if (!rest.isEmpty()) {
            on(static_cast<P&>(page), rest);
        }
    };
}

template <class Op, class F>
auto askEngine(F op) {
    return [op](EngineSession& session, QObject* context, const QStringList& rest, std::function<void(bool)> done) {
        session.call<Op>(op(rest), context,
                         [done = std::move(done)](const api::Result<typename Op::Reply>& reply) { done(reply.ok()); });
    };
}

/// The key figures of an archive would be those of one run.
PlaceRow overviewRow() {
    return {QStringLiteral("overview"),
            {0},
            QStringLiteral("overview"),
            QT_TRANSLATE_NOOP("Places", "Overview"),
            QT_TRANSLATE_NOOP("Places", "Go to overview"),
            QStringLiteral("overview"),
            Rail::Top,
            Needs::LiveEngine,
            [](const PageParts& parts) -> Page* {
                auto* page = new OverviewPage(parts.session);
                page->remember(parts.settings);
                return page;
            }};
}

PlaceRow runsRow() {
    return {QStringLiteral("runs"),
            {0, 2, 3},  // "q", its filter; "retry": all of them are to be retried
            QStringLiteral("runs"),
            QT_TRANSLATE_NOOP("Places", "Runs"),
            QT_TRANSLATE_NOOP("Places", "Go to runs"),
            QStringLiteral("runs"),
            Rail::Top,
            Needs::Engine,
            [](const PageParts& parts) -> Page* {
                auto* page = new RunsPage(parts.session);
                page->remember(parts.settings);
                return page;
            },
            onPage<RunsPage>([](RunsPage& page, const QStringList& rest) {
                const QString query = QUrl::fromPercentEncoding(rest[1].toLatin1());
                rest.size() > 2 ? page.showToRetry(query) : page.showQuery(query);
            })};
}

PlaceRow batchesRow() {
    return {QStringLiteral("batches"),
            {0, 1, 2},  // its id; "faulted": those of its runs
            {},
            nullptr,
            QT_TRANSLATE_NOOP("Places", "Go to batches"),
            QStringLiteral("runs"),
            Rail::None,
            Needs::LiveEngine,
            makePage<BatchesPage>,
            onPage<BatchesPage>([](BatchesPage& page, const QStringList& rest) {
                rest.size() > 1 ? page.showFaulted(rest[0]) : page.showBatch(rest[0]);
            })};
}

PlaceRow runRow() {
    return {QStringLiteral("run"),
            {1},
            {},
            nullptr,
            nullptr,
            QStringLiteral("runs"),
            Rail::None,
            Needs::Engine,
            makePage<RunPage>,
            onPage<RunPage>([](RunPage& page, const QStringList& rest) { page.showRun(rest[0]); }),
            askEngine<api::GetRun>([](const QStringList& rest) { return api::GetRun{toUtf8(rest[0])}; })};
}

PlaceRow compareRow() {
    return {QStringLiteral("compare"),
            {2},
            {},
            nullptr,
            nullptr,
            QStringLiteral("runs"),
            Rail::None,
            Needs::LiveEngine,
            makePage<ComparePage>,
            onPage<ComparePage>([](ComparePage& page, const QStringList& rest) { page.showRuns(rest[0], rest[1]); })};
}

PlaceRow approvalsRow() {
    return {QStringLiteral("approvals"),
            {0, 1},
            QStringLiteral("approvals"),
            QT_TRANSLATE_NOOP("Places", "Approvals"),
            QT_TRANSLATE_NOOP("Places", "Go to approvals"),
            QStringLiteral("approvals"),
            Rail::Top,
            Needs::Engine,
            [](const PageParts& parts) -> Page* {
                auto* page = new ApprovalsPage(parts.session);
                auto& settings = parts.settings;
                page->remember(settings);
                const auto setUndo = [page, &settings] { page->setUndoWindow(settings.undoSeconds() * 1000); };
                QObject::connect(&settings, &Settings::changed, page, setUndo);
                setUndo();
                return page;
            },
            onPage<ApprovalsPage>([](ApprovalsPage& page, const QStringList& rest) { page.showApproval(rest[0]); }),
            askEngine<api::GetApproval>([](const QStringList& rest) { return api::GetApproval{toUtf8(rest[0])}; })};
}

PlaceRow workflowsRow() {
    return {QStringLiteral("workflows"),
            {0, 2},
            QStringLiteral("workflows"),
            QT_TRANSLATE_NOOP("Places", "Workflows"),
            QT_TRANSLATE_NOOP("Places", "Go to workflows"),
            QStringLiteral("workflows"),
            Rail::Top,
            Needs::Engine,
            makePage<WorkflowsPage>,
            onPage<WorkflowsPage>(
                [](WorkflowsPage& page, const QStringList& rest) { page.showWorkflow(rest[0], rest[1]); }),
            askEngine<api::GetWorkflow>([](const QStringList& rest) {
                return api::GetWorkflow{toUtf8(rest[0]), toUtf8(rest[1]), {}};
            })};
}

PlaceRow policiesRow() {
    return {QStringLiteral("policies"),
            {0, 1, 2},  // its name; a decision's id
            QStringLiteral("policy"),
            QT_TRANSLATE_NOOP("Places", "Policies"),
            QT_TRANSLATE_NOOP("Places", "Go to policies"),
            QStringLiteral("policies"),
            Rail::Top,
            Needs::LiveEngine,
            makePage<PoliciesPage>,
            onPage<PoliciesPage>([](PoliciesPage& page, const QStringList& rest) {
                rest.size() > 1 ? page.showDecision(rest[0], rest[1]) : page.showPolicy(rest[0]);
            }),
            askEngine<api::GetPolicy>([](const QStringList& rest) {
                return api::GetPolicy{toUtf8(rest[0]), 0};
            })};
}

PlaceRow extensionsRow() {
    return {QStringLiteral("extensions"),
            {0, 1, 2},  // its id; "pipeline" and the policy whose pipeline it is
            QStringLiteral("extension"),
            QT_TRANSLATE_NOOP("Places", "Extensions"),
            QT_TRANSLATE_NOOP("Places", "Go to extensions"),
            QStringLiteral("extensions"),
            Rail::Top,
            Needs::LiveEngine,
            makePage<ExtensionsPage>,
            onPage<ExtensionsPage>([](ExtensionsPage& page, const QStringList& rest) {
                rest.size() > 1 ? page.showPipeline(rest[1]) : page.showExtension(rest[0]);
            })};
}

PlaceRow startRow() {
    PlaceRow row{QStringLiteral("start"), {0, 2}, {}, nullptr, nullptr, QStringLiteral("workflows")};
    row.show = [](Page& page, const QStringList& rest) {
        static_cast<WorkflowsPage&>(page).startWorkflow(rest.value(0), rest.value(1));
    };
    row.passing = true;
    return row;
}

PlaceRow messagesRow() {
    return {QStringLiteral("messages"),
            {0, 1},
            QStringLiteral("message"),
            QT_TRANSLATE_NOOP("Places", "Messages"),
            QT_TRANSLATE_NOOP("Places", "Go to messages"),
            QStringLiteral("messages"),
            Rail::Top,
            Needs::LiveEngine,
            makePage<MessagesPage>,
            onPage<MessagesPage>([](MessagesPage& page, const QStringList& rest) { page.showMessage(rest[0]); })};
}

PlaceRow usageRow() {
    return {QStringLiteral("usage"),
            {0},
            QStringLiteral("usage"),
            QT_TRANSLATE_NOOP("Places", "Usage"),
            QT_TRANSLATE_NOOP("Places", "Go to usage"),
            QStringLiteral("usage"),
            Rail::Top,
            Needs::LiveEngine,
            makePage<UsagePage>};
}

PlaceRow tenantsRow() {
    return {QStringLiteral("tenants"),
            {0, 1},
            QStringLiteral("tenants"),
            QT_TRANSLATE_NOOP("Places", "Tenants and roles"),
            QT_TRANSLATE_NOOP("Places", "Go to tenants and roles"),
            QStringLiteral("tenants"),
            Rail::Top,
            Needs::LiveEngine,
            makePage<TenantsPage>,
            onPage<TenantsPage>([](TenantsPage& page, const QStringList& rest) { page.showTenant(rest[0]); })};
}

PlaceRow secretsRow() {
    return {QStringLiteral("secrets"),
            {0, 1},
            QStringLiteral("key"),
            QT_TRANSLATE_NOOP("Places", "Secrets"),
            QT_TRANSLATE_NOOP("Places", "Go to secrets"),
            QStringLiteral("secrets"),
            Rail::Top,
            Needs::LiveEngine,
            makePage<SecretsPage>,
            onPage<SecretsPage>([](SecretsPage& page, const QStringList& rest) { page.showSecret(rest[0]); })};
}

PlaceRow connectionsRow() {
    return {QStringLiteral("connections"),
            {0},
            QStringLiteral("connection"),
            QT_TRANSLATE_NOOP("Places", "Connections"),
            QT_TRANSLATE_NOOP("Places", "Go to connections"),
            QStringLiteral("connections"),
            Rail::Top,
            Needs::Nothing,
            [](const PageParts& parts) -> Page* {
                return parts.book ? new ConnectionsPage(parts.book, parts.opener) : nullptr;
            }};
}

/// Of an engine that lives: its menu is Help, and it is in front at the first start.
PlaceRow welcomeRow() {
    return {QStringLiteral("welcome"),
            {0},
            {},
            nullptr,
            nullptr,
            {},
            Rail::None,
            Needs::LiveEngine,
            [](const PageParts& parts) -> Page* {
                return new WelcomePage(parts.session, parts.settings, parts.shortcuts, parts.book != nullptr);
            }};
}

PlaceRow settingsRow() {
    return {QStringLiteral("settings"),
            {0, 1},
            QStringLiteral("settings"),
            QT_TRANSLATE_NOOP("Places", "Settings"),
            QT_TRANSLATE_NOOP("Places", "Go to settings"),
            QStringLiteral("settings"),
            Rail::Bottom,
            Needs::Nothing,
            [](const PageParts& parts) -> Page* { return new SettingsPage(parts.settings, parts.shortcuts); },
            onPage<SettingsPage>([](SettingsPage& page, const QStringList& rest) { page.showSection(rest[0]); })};
}
}  // namespace

const std::vector<PlaceRow>& placeRows() {
    static const std::vector<PlaceRow> kRows{
        overviewRow(),
        runsRow(),
        runRow(),
        batchesRow(),
        compareRow(),
        approvalsRow(),
        workflowsRow(),
        policiesRow(),
        extensionsRow(),
        {QStringLiteral("deadletters"),
         {0},
         QStringLiteral("error"),
         QT_TRANSLATE_NOOP("Places", "Dead letters"),
         QT_TRANSLATE_NOOP("Places", "Go to dead letters"),
         QStringLiteral("deadletters"),
         Rail::Top,
         Needs::LiveEngine,
         makePage<DeadLettersPage>},
        messagesRow(),
        usageRow(),
        tenantsRow(),
        {QStringLiteral("cluster"),
         {0},
         QStringLiteral("cluster"),
         QT_TRANSLATE_NOOP("Places", "Cluster"),
         QT_TRANSLATE_NOOP("Places", "Go to cluster"),
         QStringLiteral("cluster"),
         Rail::Top,
         Needs::LiveEngine,
         makePage<ClusterPage>},
        secretsRow(),
        connectionsRow(),
        settingsRow(),
        {QStringLiteral("problems"),
         {0},
         {},
         nullptr,
         QT_TRANSLATE_NOOP("Places", "Show problems"),
         {},
         Rail::None,
         Needs::Engine,
         [](const PageParts& parts) -> Page* { return new ProblemsPage(parts.session, parts.problems); }},
        welcomeRow(),
        startRow(),
    };
    return kRows;
}

QString PlaceRow::railText() const {
    return text ? QCoreApplication::translate("Places", text) : QString();
}

QString PlaceRow::commandText() const {
    return goes ? QCoreApplication::translate("Places", goes) : QString();
}

const PlaceRow* findPlace(const QString& place, QStringList* rest) {
    QStringList parts = place.split(QLatin1Char('/'));
    const QString head = parts.takeFirst();
    const auto& rows = placeRows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const PlaceRow& row) {
        return row.head == head && std::count(row.parts.begin(), row.parts.end(), parts.size()) > 0;
    });
    const bool isQuery = head == QLatin1String("runs") && !parts.isEmpty();
    const bool isOther = isQuery && (parts[0] != QLatin1String("q") ||
                                     parts.value(2, QStringLiteral("retry")) != QLatin1String("retry"));
    const bool isOfBatch = head == QLatin1String("batches") && parts.size() > 1;
    const bool isOtherOfExtension =
        head == QLatin1String("extensions") && parts.size() > 1 && parts[0] != QLatin1String("pipeline");
    if (found == rows.end() || isOtherOfExtension || parts.contains(QString()) || isOther ||
        (isOfBatch && parts[1] != QLatin1String("faulted"))) {
        return nullptr;
    }
    if (rest) {
        *rest = parts;
    }
    return &*found;
}

}  // namespace beamline::ui
