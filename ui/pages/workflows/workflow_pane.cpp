// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/workflow_pane.h"

#include <QComboBox>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/secret_list_model.h"
#include "ui/models/version_list_model.h"
#include "ui/pages/workflows/schedule_pane.h"
#include "ui/pages/workflows/versions_pane.h"
#include "ui/pages/workflows/workflow_runs_pane.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/widgets/button.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

WorkflowPane::WorkflowPane(EngineSession* session, QAction* edit, ScheduleListModel* schedules, QWidget* parent)
    : Card(tr("Workflow"), parent), m_session(session), m_versions(new VersionListModel(session, this)) {
    m_version = new QComboBox(this);
    m_version->setAccessibleName(tr("Version"));
    m_version->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_version->setMinimumContentsLength(16);
    addToHeader(m_version);
    addToHeader(new Button(edit, Button::Secondary, this));
    m_summary = new QLabel(this);
    m_summary->setWordWrap(true);
    m_summary->setProperty("muted", true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addBody(m_summary, true, 0);
    m_secretBar = new InfoBar(this);
    m_secretBar->setObjectName(QStringLiteral("missingSecret"));
    connect(m_secretBar, &InfoBar::actionClicked, this,
            [this] { Q_EMIT navigate(QStringLiteral("secrets/") + m_missingSecret); });
    if (m_session->secrets()) {
        connect(m_session->secrets(), &SecretStore::changed, this, &WorkflowPane::showSecrets);
    }
    auto* needs = new QWidget(this);
    auto* rows = new QVBoxLayout(needs);
    rows->setContentsMargins(space::k16, 0, space::k16, 0);
    rows->addWidget(m_secretBar);
    addBody(needs, false, 0);
    buildTabs(schedules);
    addBody(m_tabs);
    connect(m_version, &QComboBox::activated, this,
            [this](int index) { Q_EMIT versionAsked(m_version->itemData(index).toString()); });
    connect(m_versions, &PagedModel::loaded, this, &WorkflowPane::fillVersions);
    m_follow.setSingleShot(true);
    m_follow.setInterval(kFollowMs);
    connect(&m_follow, &QTimer::timeout, this, [this] {
        if (m_versionsPane->isVisible()) {
            m_versions->countRuns();
        } else if (m_runsPane->isVisible()) {
            m_runsPane->refresh();
        }
    });
    connect(m_session, &EngineSession::eventsArrived, this, &WorkflowPane::follow);
    m_ages.setInterval(kAgesMs);
    connect(&m_ages, &QTimer::timeout, this, &WorkflowPane::showSummary);
    connect(m_session, &EngineSession::gap, &m_follow, qOverload<>(&QTimer::start));
}

void WorkflowPane::showEvent(QShowEvent* event) {
    Card::showEvent(event);
    showSummary();
    m_ages.start();
}

void WorkflowPane::hideEvent(QHideEvent* event) {
    Card::hideEvent(event);
    m_ages.stop();
}

void WorkflowPane::buildTabs(ScheduleListModel* schedules) {
    m_tabs = new QTabWidget(this);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("Graph, source, versions, runs or schedule"));
    m_tabs->setProperty("inset", true);
    m_graph = new GraphView(m_tabs);
    m_graph->setAccessibleName(tr("Graph of the tasks"));
    m_source = new CodeEditor(m_tabs);
    m_source->setReadOnly(true);
    m_versionsPane = new VersionsPane(m_session, m_versions, m_tabs);
    m_runsPane = new WorkflowRunsPane(m_session, m_tabs);
    m_schedulePane = new SchedulePane(m_session, schedules, m_tabs);
    m_tabs->addTab(m_graph, tr("Graph"));
    m_tabs->addTab(m_source, tr("Source"));
    m_tabs->addTab(m_versionsPane, tr("Versions"));
    m_tabs->addTab(m_runsPane, tr("Runs"));
    m_tabs->addTab(m_schedulePane, tr("Schedule"));
    connect(m_versionsPane, &VersionsPane::navigate, this, &WorkflowPane::navigate);
    connect(m_versionsPane, &VersionsPane::failed, this, &WorkflowPane::failed);
    connect(m_versionsPane, &VersionsPane::editAsked, this, &WorkflowPane::editAsked);
    connect(m_versionsPane, &VersionsPane::startAsked, this, &WorkflowPane::startAsked);
    connect(m_versionsPane, &VersionsPane::showAsked, this, [this](const QString& version) {
        setTab(SourceTab);
        m_source->setFocus();
        Q_EMIT versionAsked(version);
    });
    connect(m_runsPane, &WorkflowRunsPane::navigate, this, &WorkflowPane::navigate);
    connect(m_runsPane, &WorkflowRunsPane::startAsked, this, &WorkflowPane::startWithAsked);
    connect(m_schedulePane, &SchedulePane::runStarted, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
}

void WorkflowPane::setWorkflow(const QString& ns, const QString& name) {
    m_ns = ns;
    m_name = name;
    m_shownSource.clear();
    m_shownVersion.clear();
    m_version->clear();
    m_versionsPane->setWorkflow(ns, name);
    m_versions->showVersionsOf(ns, name);
    m_runsPane->setWorkflow(ns, name);
    m_schedulePane->setWorkflow(ns, name);
    if (m_versionsPane->isVisible()) {
        m_versions->countRuns();
    }
}

void WorkflowPane::setTab(Tabs tab) {
    m_tabs->setCurrentIndex(tab);
}

void WorkflowPane::refresh() {
    m_versions->refresh();
    if (m_versionsPane->isVisible()) {
        m_versionsPane->refresh();
    }
    if (m_runsPane->isVisible()) {
        m_runsPane->refresh();
    }
}

/// What runs do changes the figures on view; those out of sight are asked for when they are seen.
void WorkflowPane::follow(const std::vector<api::Event>& batch) {
    if ((!m_versionsPane->isVisible() && !m_runsPane->isVisible()) || m_follow.isActive()) {
        return;
    }
    const std::string ns = toUtf8(m_ns);
    const std::string name = toUtf8(m_name);
    if (std::any_of(batch.begin(), batch.end(), [&](const api::Event& event) {
            return event.workflow == name && event.ns == ns && event.kind.starts_with("run.");
        })) {
        m_follow.start();
    }
}

void WorkflowPane::setDetail(const api::WorkflowDetail& detail) {
    const api::WorkflowInfo& info = detail.info;
    m_info = info;
    m_shownVersion = toText(info.version);
    setTitle(toText(info.name));
    showSummary();
    m_graph->setGraph(detail.graph);
    m_graph->setStates({});
    m_shownSource = toText(detail.source);
    m_source->setSource(m_shownSource);
    showSecrets();
    fillVersions();
}

void WorkflowPane::showSummary() {
    const api::WorkflowInfo& info = m_info;
    if (info.name.empty()) {
        return;
    }
    QStringList summary;
    if (!info.title.empty() && info.title != info.name) {
        summary << toText(info.title);
    }
    if (!info.summary.empty()) {
        summary << toText(info.summary);
    }
    summary << tr("%1 · deployed %2 · sha256 %3")
                   .arg(toText(info.ns), formatAge(info.deployedAt, Clock::now()), shortHash(info.digest));
    m_summary->setText(summary.join(QLatin1Char('\n')));
    m_summary->setToolTip(tr("Deployed %1\nsha256 %2").arg(formatExact(info.deployedAt), toText(info.digest)));
}

void WorkflowPane::showSecrets() {
    QStringList missing;
    for (const QString& name : secretsOf(m_shownSource)) {
        if (placeOfSecret(*m_session, name) == SecretPlace::Missing) {
            missing << name;
        }
    }
    m_missingSecret = missing.value(0);
    if (missing.isEmpty()) {
        m_secretBar->hide();
        return;
    }
    m_secretBar->show(InfoBar::Warning,
                      tr("Needs %n secret(s) with no value here: %1. Its runs fail at once.", nullptr,
                         static_cast<int>(missing.size()))
                          .arg(WorkflowsPage::namedFiles(missing)),
                      tr("Set value…"), false);
}

void WorkflowPane::fillVersions() {
    m_version->clear();
    for (int row = 0; row < m_versions->rowCount(); ++row) {
        const auto& info = m_versions->itemAt(row);
        const QString version = toText(info.version);
        m_version->addItem(info.latest ? tr("%1 (latest)").arg(version) : version, version);
    }
    m_version->setCurrentIndex(m_version->findData(m_shownVersion));
}

}  // namespace beamline::ui
