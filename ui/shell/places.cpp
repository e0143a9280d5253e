// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/places.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/cluster/cluster_page.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/pages/deadletters/dead_letters_page.h"
#include "ui/pages/problems/problems_page.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/secrets/secrets_page.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
using Rail = PlaceRow::Rail;
using Needs = PlaceRow::Needs;

struct Places {
    Q_DECLARE_TR_FUNCTIONS(Places)
};

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

PlaceRow runsRow() {
    return {QStringLiteral("runs"),
            {0},
            QStringLiteral("runs"),
            Places::tr("Runs"),
            Places::tr("Go to runs"),
            QStringLiteral("runs"),
            Rail::Top,
            Needs::Engine,
            [](const PageParts& parts) -> Page* {
                auto* page = new RunsPage(parts.session);
                page->remember(parts.settings);
                return page;
            }};
}

PlaceRow runRow() {
    return {QStringLiteral("run"),
            {1},
            {},
            {},
            {},
            QStringLiteral("runs"),
            Rail::None,
            Needs::Engine,
            makePage<RunPage>,
            onPage<RunPage>([](RunPage& page, const QStringList& rest) { page.showRun(rest[0]); }),
            askEngine<api::GetRun>([](const QStringList& rest) { return api::GetRun{toUtf8(rest[0])}; })};
}

PlaceRow approvalsRow() {
    return {QStringLiteral("approvals"),
            {0, 1},
            QStringLiteral("approvals"),
            Places::tr("Approvals"),
            Places::tr("Go to approvals"),
            QStringLiteral("approvals"),
            Rail::Top,
            Needs::Engine,
            makePage<ApprovalsPage>,
            onPage<ApprovalsPage>([](ApprovalsPage& page, const QStringList& rest) { page.showApproval(rest[0]); }),
            askEngine<api::GetApproval>([](const QStringList& rest) { return api::GetApproval{toUtf8(rest[0])}; })};
}

PlaceRow workflowsRow() {
    return {QStringLiteral("workflows"),
            {0, 2},
            QStringLiteral("workflows"),
            Places::tr("Workflows"),
            Places::tr("Go to workflows"),
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

PlaceRow startRow() {
    PlaceRow row{QStringLiteral("start"), {0, 2}, {}, {}, {}, QStringLiteral("workflows")};
    row.show = [](Page& page, const QStringList& rest) {
        static_cast<WorkflowsPage&>(page).startWorkflow(rest.value(0), rest.value(1));
    };
    row.passing = true;
    return row;
}

PlaceRow secretsRow() {
    return {QStringLiteral("secrets"),
            {0, 1},
            QStringLiteral("key"),
            Places::tr("Secrets"),
            Places::tr("Go to secrets"),
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
            Places::tr("Connections"),
            Places::tr("Go to connections"),
            QStringLiteral("connections"),
            Rail::Top,
            Needs::Nothing,
            [](const PageParts& parts) -> Page* {
                return parts.book ? new ConnectionsPage(parts.book, parts.opener) : nullptr;
            }};
}

PlaceRow settingsRow() {
    return {QStringLiteral("settings"),
            {0, 1},
            QStringLiteral("settings"),
            Places::tr("Settings"),
            Places::tr("Go to settings"),
            QStringLiteral("settings"),
            Rail::Bottom,
            Needs::Nothing,
            [](const PageParts& parts) -> Page* { return new SettingsPage(parts.settings, parts.shortcuts); },
            onPage<SettingsPage>([](SettingsPage& page, const QStringList& rest) { page.showSection(rest[0]); })};
}
}  // namespace

const std::vector<PlaceRow>& placeRows() {
    static const std::vector<PlaceRow> kRows{
        runsRow(),
        runRow(),
        approvalsRow(),
        workflowsRow(),
        {QStringLiteral("deadletters"),
         {0},
         QStringLiteral("error"),
         Places::tr("Dead letters"),
         Places::tr("Go to dead letters"),
         QStringLiteral("deadletters"),
         Rail::Top,
         Needs::LiveEngine,
         makePage<DeadLettersPage>},
        {QStringLiteral("cluster"),
         {0},
         QStringLiteral("cluster"),
         Places::tr("Cluster"),
         Places::tr("Go to cluster"),
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
         {},
         Places::tr("Show problems"),
         {},
         Rail::None,
         Needs::Engine,
         [](const PageParts& parts) -> Page* { return new ProblemsPage(parts.session, parts.problems); }},
        startRow(),
    };
    return kRows;
}

const PlaceRow* findPlace(const QString& place, QStringList* rest) {
    QStringList parts = place.split(QLatin1Char('/'));
    const QString head = parts.takeFirst();
    const auto& rows = placeRows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const PlaceRow& row) {
        return row.head == head && std::count(row.parts.begin(), row.parts.end(), parts.size()) > 0;
    });
    if (found == rows.end() || parts.contains(QString())) {
        return nullptr;
    }
    if (rest) {
        *rest = parts;
    }
    return &*found;
}

}  // namespace beamline::ui
