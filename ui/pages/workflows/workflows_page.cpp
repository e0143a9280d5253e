// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/workflows_page.h"

#include <QAction>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/models/draft_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/schedule_list_model.h"
#include "ui/models/workflow_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/schedules_panel.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/pages/workflows/workflow_editor.h"
#include "ui/pages/workflows/workflow_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

WorkflowsPage::WorkflowsPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_drafts(DraftStore::folderFor(session->health().dataDir, session->profile())),
      m_draftList(new DraftListModel(&m_drafts, this)),
      m_model(new WorkflowListModel(session, this)),
      m_scheduleList(new ScheduleListModel(session, this)),
      m_problems(new ProblemListModel(this)) {
    setAcceptDrops(true);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    m_modes = new QStackedWidget(this);
    m_browser = new QWidget(m_modes);
    m_editor = new WorkflowEditor(session, &m_drafts, m_modes);
    m_modes->addWidget(m_browser);
    m_modes->addWidget(m_editor);
    all->addWidget(m_modes);
    auto* column = new QVBoxLayout(m_browser);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("message"));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* left = new QSplitter(Qt::Vertical, split);
    left->setChildrenCollapsible(false);
    left->setHandleWidth(space::k12);
    left->addWidget(buildList());
    left->addWidget(buildDrafts());
    left->setStretchFactor(0, 1);
    left->setSizes({4 * extent::kDrafts, extent::kDrafts});
    split->addWidget(left);
    auto* right = new QWidget(split);
    auto* rows = new QVBoxLayout(right);
    rows->setContentsMargins(0, 0, 0, 0);
    m_refusedPage = buildRefused();
    m_detailStack = new ContentStack(buildDetail(), right);
    m_detailStack->addWidget(m_refusedPage);
    rows->addWidget(m_detailStack);
    split->addWidget(right);
    split->setStretchFactor(1, 1);
    split->setSizes({400, 760});
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(buildSections(split), 1);

    connect(m_search, &SearchField::searchChanged, m_model, &WorkflowListModel::setText);
    connect(m_model, &PagedModel::stateChanged, this, &WorkflowsPage::showState);
    connect(m_model, &PagedModel::loaded, this, &WorkflowsPage::showState);
    connect(m_listStack, &ContentStack::retryClicked, this, &WorkflowsPage::refresh);
    connect(m_listStack, &ContentStack::primaryClicked, this,
            [this] { m_search->text().isEmpty() ? chooseFiles() : m_search->clear(); });
    connect(m_listStack, &ContentStack::secondaryClicked, this, &WorkflowsPage::newWorkflow);
    connect(m_detailStack, &ContentStack::retryClicked, this, [this] { load(m_shownVersion); });
    m_detailStack->showEmpty(QStringLiteral("workflows"), tr("No workflow selected"),
                             tr("Select one to see its graph, source and versions, and to start it."));
    connect(session, &EngineSession::healthChanged, this, &WorkflowsPage::updateActions);
    connect(m_editor, &WorkflowEditor::closeAsked, this, &WorkflowsPage::leaveEditor);
    connect(m_editor, &WorkflowEditor::draftsChanged, this, &WorkflowsPage::showDraftList);
    connect(m_editor, &WorkflowEditor::deployed, this, &WorkflowsPage::writtenDeployed);
    addActions(m_editor->commands());
    setWriting(false);
    showDraftList();
    updateActions();
}

WorkflowsPage::~WorkflowsPage() {
    delete m_editor;  // it saves into m_drafts, so it must not outlive our members
}

QIcon WorkflowsPage::icon() const {
    return Icon::get(QStringLiteral("workflows"));
}

void WorkflowsPage::buildActions() {
    m_search = new SearchField(tr("Filter workflows"), this);
    m_search->setFixedWidth(extent::kSearch);
    m_new = addCommand("workflow.new", tr("New…"), QKeySequence(Qt::CTRL | Qt::Key_N));
    m_new->setToolTip(tr("Write a workflow, from a template or a file"));
    m_new->setProperty("command", tr("New workflow…"));
    m_edit = addCommand("workflow.edit", tr("Edit"), QKeySequence(Qt::Key_E));
    m_deploy = addCommand("workflow.deploy", tr("Deploy…"), QKeySequence(Qt::Key_D));
    m_deploy->setIcon(Icon::get(QStringLiteral("upload")));
    m_start = addCommand("workflow.start", tr("Start…"), QKeySequence(Qt::Key_S));
    m_header->addWidget(m_search);
    m_header->addWidget(new Button(m_new, Button::Secondary, this));
    m_header->addWidget(new Button(m_deploy, Button::Secondary, this));
    m_header->addWidget(new Button(m_start, Button::Primary, this));
    connect(m_new, &QAction::triggered, this, &WorkflowsPage::newWorkflow);
    connect(m_edit, &QAction::triggered, this, &WorkflowsPage::editShown);
    connect(m_deploy, &QAction::triggered, this, &WorkflowsPage::chooseFiles);
    connect(m_start, &QAction::triggered, this, [this] { startWorkflow(m_ns, m_name); });
}

bool WorkflowsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::Resize) {
        constexpr int kRoomForNames = 150;
        int room = m_table->width();
        const bool isWide = room >= extent::kWideList;
        for (int column : {WorkflowListModel::NamespaceColumn, WorkflowListModel::DeployedColumn}) {
            m_table->setColumnHidden(column, false);  // hidden ones have no width
            const int rest = room - m_table->columnWidth(column);
            const bool fits = isWide && rest >= kRoomForNames;
            m_table->setColumnHidden(column, !fits);
            room = fits ? rest : room;
        }
    }
    return Page::eventFilter(watched, event);
}

QWidget* WorkflowsPage::buildList() {
    auto* card = new Card(this);
    m_table = new TableView(card);
    m_table->setAccessibleName(tr("Workflows"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(WorkflowListModel::NameColumn, new BadgeDelegate(m_table));
    for (int column : {WorkflowListModel::NamespaceColumn, WorkflowListModel::DeployedColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setColumnWidths({0, 11, 11});
    m_table->installEventFilter(this);
    m_listStack = new ContentStack(m_table, card);
    card->addBody(m_listStack);
    card->setMinimumWidth(extent::kDetailPane);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WorkflowsPage::selectCurrent);
    connect(m_table, &TableView::rowActivated, m_start, &QAction::trigger);
    return card;
}

QWidget* WorkflowsPage::buildDetail() {
    m_pane = new WorkflowPane(m_session, m_edit, m_scheduleList, this);
    connect(m_pane, &WorkflowPane::versionAsked, this, &WorkflowsPage::load);
    connect(m_pane, &WorkflowPane::editAsked, this, &WorkflowsPage::editVersion);
    connect(m_pane, &WorkflowPane::startAsked, this,
            [this](const QString& version) { openStart(m_ns, m_name, version); });
    connect(m_pane, &WorkflowPane::startWithAsked, this,
            [this](const api::Json& input) { openStart(m_ns, m_name, m_shownVersion, input); });
    connect(m_pane, &WorkflowPane::navigate, this, &WorkflowsPage::navigate);
    connect(m_pane, &WorkflowPane::failed, this, [this](const QString& what) { m_bar->show(InfoBar::Error, what); });
    return m_pane;
}

void WorkflowsPage::activated() {
    if (!std::exchange(m_asked, true)) {
        m_model->setText(m_search->text().trimmed());
    }
    m_pane->showSecrets();  // files of secrets come and go unseen
    isWriting() ? m_editor->focusText() : showsSchedules() ? m_schedules->focusList() : m_table->setFocus();
}

void WorkflowsPage::refresh() {
    if (isWriting()) {
        m_editor->check();
        return;
    }
    if (showsSchedules()) {
        m_schedules->refresh();
    }
    showDraftList();
    m_model->refresh();
    if (!m_name.isEmpty()) {
        m_pane->refresh();
        load(m_shownVersion);
    }
}

void WorkflowsPage::focusFilter() {
    if (isWriting()) {
        m_editor->openFind(false);
        return;
    }
    m_sections->setCurrentIndex(0);
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void WorkflowsPage::showState() {
    m_header->setFigures({{formatCount(m_model->rowCount()) + (m_model->hasMore() ? QStringLiteral("+") : QString()),
                           tr("deployed"),
                           {},
                           false}});
    const auto state = m_model->state();
    if (m_model->rowCount() > 0) {
        m_listStack->showContent();
        const int row = m_model->rowOf(m_ns + QLatin1Char('/') + m_name);
        if (m_table->currentIndex().row() != row || row < 0) {
            if (!hasRefused() && (row >= 0 || m_name.isEmpty())) {
                m_table->selectRow(std::max(0, row));
            }
        }
    } else if (state == PagedModel::State::Failed) {
        m_listStack->showError(m_model->error());
    } else if (state != PagedModel::State::Ready) {
        m_listStack->showLoading(tr("Loading workflows…"));
    } else if (!m_search->text().isEmpty()) {
        m_listStack->showEmpty(QStringLiteral("search"), tr("No workflow fits"), tr("Nothing here matches the text."),
                               tr("Clear filter"));
    } else {
        m_listStack->showEmpty(
            QStringLiteral("workflows"), tr("No workflows yet"),
            tr("A workflow is a YAML or JSON document that says which tasks run in which order. Drop a file "
               "here, choose one, or write one here; six samples come with Beamline."),
            tr("Deploy…"), tr("New…"));
        updateActions();
    }
}

void WorkflowsPage::selectCurrent() {
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        return;
    }
    const auto& info = m_model->itemAt(index.row());
    choose(toText(info.ns), toText(info.name));
}

void WorkflowsPage::showWorkflow(const QString& ns, const QString& name) {
    m_sections->setCurrentIndex(0);
    choose(ns, name);
}

void WorkflowsPage::choose(const QString& ns, const QString& name) {
    leaveEditor();
    if (ns == m_ns && name == m_name && !hasRefused()) {
        return;
    }
    m_refused.clear();
    m_ns = ns;
    m_name = name;
    m_pane->setWorkflow(ns, name);
    load({});
    showState();
    updateActions();
}

void WorkflowsPage::load(const QString& version) {
    m_shownVersion = version;
    m_editWhenShown = false;
    api::GetWorkflow op;
    op.ns = toUtf8(m_ns);
    op.name = toUtf8(m_name);
    op.version = toUtf8(version);
    m_session->call<api::GetWorkflow>(op, this, [this, token = ++m_token](api::Result<api::WorkflowDetail> reply) {
        if (token != m_token || hasRefused()) {
            return;
        }
        reply.ok() ? showDetail(reply.value()) : m_detailStack->showError(reply.error());
    });
}

void WorkflowsPage::showDetail(const api::WorkflowDetail& detail) {
    m_shownVersion = toText(detail.info.version);
    m_pane->setDetail(detail);
    updateActions();
    m_detailStack->showContent();
    if (std::exchange(m_editWhenShown, false)) {
        editShown();
    }
}

void WorkflowsPage::updateActions() {
    m_schedules->setInFront(showsSchedules() && !isWriting());
    const QString noStart = m_session->obstacle(api::StartRun::kInfo.name);
    const QString noDeploy = m_session->obstacle(api::DeployWorkflow::kInfo.name);
    m_start->setEnabled(!m_name.isEmpty() && !isWriting() && !showsSchedules() && noStart.isEmpty());
    m_deploy->setEnabled(!isWriting() && noDeploy.isEmpty());
    m_deploy->setToolTip(!noDeploy.isEmpty() ? noDeploy
                                             : tr("Deploy definitions from files. You can also drop them here."));
    if (m_model->state() == PagedModel::State::Ready && m_model->rowCount() == 0 && m_search->text().isEmpty()) {
        m_listStack->note()->setPrimaryObstacle(noDeploy);
    }
    m_start->setProperty("command", tr("Start %1…").arg(m_name));
    m_edit->setEnabled(!m_pane->source().isEmpty() && !hasRefused() && !isWriting() && !showsSchedules());
    m_edit->setProperty("command", tr("Edit %1").arg(m_name));
    m_edit->setToolTip(m_edit->isEnabled() ? tr("Write a new version of %1").arg(m_name)
                                           : tr("Select a workflow first."));
    m_start->setToolTip(!noStart.isEmpty() ? noStart
                        : m_name.isEmpty() ? tr("Select a workflow first.")
                                           : tr("Start a run of %1").arg(m_name));
}

void WorkflowsPage::startWorkflow(const QString& ns, const QString& name) {
    const bool shown = ns == m_ns && name == m_name;
    openStart(ns, name, shown && isVisible() ? m_shownVersion : QString());
}

void WorkflowsPage::openStart(const QString& ns, const QString& name, const QString& version,
                              std::optional<api::Json> input) {
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    m_dialog = new StartDialog(m_session, ns, name, version, window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (input) {
        m_dialog->propose(std::move(*input));
    }
    connect(m_dialog, &StartDialog::started, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
    m_dialog->open();
}

}  // namespace beamline::ui
