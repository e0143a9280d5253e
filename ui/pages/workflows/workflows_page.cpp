// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/workflows_page.h"

#include <QAction>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/models/draft_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/secret_list_model.h"
#include "ui/models/workflow_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/schedules_panel.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/pages/workflows/workflow_editor.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

enum WorkflowTabs { GraphTab, SourceTab };

/// What was dropped, whatever it is: what cannot be deployed is named with the reason.
QStringList droppedFiles(const QMimeData& data) {
    QStringList paths;
    for (const QUrl& url : data.urls()) {
        paths << (url.isLocalFile() ? url.toLocalFile() : url.toString());
    }
    return paths;
}

/// Why a path is no definition; empty when it may be one.
QString notADefinition(const QString& path) {
    const QFileInfo info(path);
    if (info.isDir()) {
        return WorkflowsPage::tr("a folder");
    }
    if (!info.exists()) {
        return WorkflowsPage::tr("there is no such file");
    }
    const QString suffix = info.suffix().toLower();
    return suffix == QLatin1String("yaml") || suffix == QLatin1String("yml") || suffix == QLatin1String("json")
               ? QString()
               : WorkflowsPage::tr("not .yaml, .yml or .json");
}

}  // namespace

QString WorkflowsPage::namedFiles(const QStringList& files) {
    constexpr int kMaxNamed = 5;  // the others are counted
    const QString named = files.mid(0, kMaxNamed).join(QStringLiteral(", "));
    const auto rest = static_cast<int>(files.size()) - kMaxNamed;
    return rest > 0 ? tr("%1 and %n more", nullptr, rest).arg(named) : named;
}

WorkflowsPage::WorkflowsPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_drafts(DraftStore::folderFor(session->health().dataDir, session->profile())),
      m_draftList(new DraftListModel(&m_drafts, this)),
      m_model(new WorkflowListModel(session, this)),
      m_versions(new WorkflowListModel(session, this)),
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
    m_detailPage = buildDetail();
    m_refusedPage = buildRefused();
    m_detailStack = new ContentStack(m_detailPage, right);
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
    connect(m_versions, &PagedModel::loaded, this, &WorkflowsPage::fillVersions);
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
        for (int column : {WorkflowListModel::NamespaceColumn, WorkflowListModel::DeployedColumn}) {
            m_table->setColumnHidden(column, m_table->width() < extent::kWideList);
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
    m_card = new Card(tr("Workflow"), this);
    m_version = new QComboBox(m_card);
    m_version->setAccessibleName(tr("Version"));
    m_version->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_version->setMinimumContentsLength(16);
    m_card->addToHeader(m_version);
    m_card->addToHeader(new Button(m_edit, Button::Secondary, m_card));
    m_summary = new QLabel(m_card);
    m_summary->setWordWrap(true);
    m_summary->setProperty("muted", true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_card->addBody(m_summary, true, 0);
    m_secretBar = new InfoBar(m_card);
    m_secretBar->setObjectName(QStringLiteral("missingSecret"));
    connect(m_secretBar, &InfoBar::actionClicked, this,
            [this] { Q_EMIT navigate(QStringLiteral("secrets/") + m_missingSecret); });
    if (m_session->secrets()) {
        connect(m_session->secrets(), &SecretStore::changed, this, &WorkflowsPage::showSecrets);
    }
    auto* needs = new QWidget(m_card);
    auto* rows = new QVBoxLayout(needs);
    rows->setContentsMargins(space::k16, 0, space::k16, 0);
    rows->addWidget(m_secretBar);
    m_card->addBody(needs, false, 0);
    m_tabs = new QTabWidget(m_card);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("Graph or source"));
    m_tabs->setProperty("inset", true);
    m_graph = new GraphView(m_tabs);
    m_graph->setAccessibleName(tr("Graph of the tasks"));
    m_source = new CodeEditor(m_tabs);
    m_source->setReadOnly(true);
    m_tabs->addTab(m_graph, tr("Graph"));
    m_tabs->addTab(m_source, tr("Source"));
    m_card->addBody(m_tabs);
    connect(m_version, &QComboBox::activated, this, [this](int index) { load(m_version->itemData(index).toString()); });
    return m_card;
}

void WorkflowsPage::activated() {
    if (!std::exchange(m_asked, true)) {
        m_model->setText(m_search->text().trimmed());
    }
    showSecrets();  // files of secrets come and go unseen
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
        m_versions->refresh();
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
    m_shownSource.clear();
    m_version->clear();
    m_versions->setWorkflow(ns, name);
    load({});
    showState();
    updateActions();
}

void WorkflowsPage::load(const QString& version) {
    m_shownVersion = version;
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
    const api::WorkflowInfo& info = detail.info;
    m_shownVersion = toText(info.version);
    m_card->setTitle(toText(info.name));
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
    m_graph->setGraph(detail.graph);
    m_graph->setStates({});
    m_shownSource = toText(detail.source);
    m_source->setSource(m_shownSource);
    showSecrets();
    updateActions();
    m_detailStack->showContent();
    fillVersions();
}

void WorkflowsPage::showSecrets() {
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
                          .arg(namedFiles(missing)),
                      tr("Set value…"), false);
}

void WorkflowsPage::fillVersions() {
    m_version->clear();
    for (int row = 0; row < m_versions->rowCount(); ++row) {
        const auto& info = m_versions->itemAt(row);
        const QString version = toText(info.version);
        m_version->addItem(info.latest ? tr("%1 (latest)").arg(version) : version, version);
    }
    m_version->setCurrentIndex(m_version->findData(m_shownVersion));
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
    m_edit->setEnabled(!m_shownSource.isEmpty() && !hasRefused() && !isWriting() && !showsSchedules());
    m_edit->setProperty("command", tr("Edit %1").arg(m_name));
    m_edit->setToolTip(m_edit->isEnabled() ? tr("Write a new version of %1").arg(m_name)
                                           : tr("Select a workflow first."));
    m_start->setToolTip(!noStart.isEmpty() ? noStart
                        : m_name.isEmpty() ? tr("Select a workflow first.")
                                           : tr("Start a run of %1").arg(m_name));
}

void WorkflowsPage::startWorkflow(const QString& ns, const QString& name) {
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    const bool shown = ns == m_ns && name == m_name;
    m_dialog = new StartDialog(m_session, ns, name, shown && isVisible() ? m_shownVersion : QString(), window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &StartDialog::started, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
    m_dialog->open();
}

void WorkflowsPage::chooseFiles() {
    if (m_files) {
        return;
    }
    m_files = new QFileDialog(window(), tr("Deploy workflows"), {}, tr("Definitions (*.yaml *.yml *.json)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setFileMode(QFileDialog::ExistingFiles);
    connect(m_files, &QFileDialog::filesSelected, this, &WorkflowsPage::deployFiles);
    m_files->open();
}

void WorkflowsPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
        m_bar->show(InfoBar::Info, tr("Drop to deploy."), {}, false);
    }
}

void WorkflowsPage::dragLeaveEvent(QDragLeaveEvent*) {
    m_bar->hide();
}

void WorkflowsPage::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    deployFiles(droppedFiles(*event->mimeData()));
}

void WorkflowsPage::deployFiles(const QStringList& paths) {
    if (!m_deploying) {
        m_bar->hide();
        m_deployedCount = 0;
        m_deployedWarns = false;
        m_leftOut.clear();
    }
    for (const QString& path : paths) {
        const QString why = m_queue.size() >= kMaxFilesAtOnce
                                ? tr("only %1 files are deployed at once").arg(kMaxFilesAtOnce)
                                : notADefinition(path);
        if (why.isEmpty()) {
            m_queue << path;
        } else {
            m_leftOut << tr("%1 (%2)").arg(QFileInfo(path).fileName(), why);
        }
    }
    if (!m_deploying) {
        deployNext();
    }
}

/// One after the other, so that the order of the files is the order of the versions.
void WorkflowsPage::deployNext() {
    m_deploying = !m_queue.isEmpty();
    if (!m_deploying) {
        endDeploying();
        return;
    }
    const QString path = m_queue.takeFirst();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxSourceBytes) {
        const QString why = file.isOpen() ? tr("larger than %1 MB").arg(kMaxSourceBytes >> 20) : file.errorString();
        m_leftOut << tr("%1 (%2)").arg(QFileInfo(path).fileName(), why);
        deployNext();
        return;
    }
    const QString source = QString::fromUtf8(file.readAll());
    api::DeployWorkflow op;
    op.source = toUtf8(source);
    op.sourceName = toUtf8(QFileInfo(path).fileName());
    m_session->call<api::DeployWorkflow>(op, this, [this, path, source](api::Result<api::DeployReply> reply) {
        deployed(path, source, std::move(reply));
        deployNext();
    });
}

/// One message for all files of one drop: what was deployed, and what was not even tried.
void WorkflowsPage::endDeploying() {
    QStringList said;
    if (m_deployedCount > 1) {
        said << tr("%n workflow(s) deployed, last %1.", nullptr, m_deployedCount).arg(m_deployedLast);
    } else if (m_deployedCount == 1) {
        said << m_deployedText;
    }
    if (!m_leftOut.isEmpty()) {
        said << tr("Left out: %1.").arg(namedFiles(m_leftOut));
    }
    if (said.isEmpty()) {
        return;
    }
    m_bar->show(m_leftOut.isEmpty() && !m_deployedWarns ? InfoBar::Info : InfoBar::Warning,
                said.join(QLatin1Char(' ')));
}

void WorkflowsPage::deployed(const QString& path, const QString& source, api::Result<api::DeployReply> reply) {
    std::erase_if(m_refused, [&path](const Refused& draft) { return draft.path == path; });
    if (!reply.ok()) {
        showRefused(path, source, reply.error());
        return;
    }
    ++m_deployedCount;
    const api::WorkflowInfo& info = reply->workflow;
    m_deployedLast = QStringLiteral("%1 %2").arg(toText(info.name), toText(info.version));
    m_deployedWarns = m_deployedWarns || !reply->warnings.empty();
    m_deployedText =
        !reply->created ? tr("%1 was deployed before, with exactly this text.").arg(m_deployedLast)
        : reply->warnings.empty()
            ? tr("%1 is deployed.").arg(m_deployedLast)
            : tr("%1 is deployed, with a warning: %2").arg(m_deployedLast, toText(reply->warnings.front().message));
    if (hasRefused()) {
        m_model->refresh();  // another file has mistakes: they stay in sight
        showRefusals();
        return;
    }
    m_ns.clear();
    m_name.clear();
    m_model->refresh();
    showWorkflow(toText(info.ns), toText(info.name));
}

}  // namespace beamline::ui
