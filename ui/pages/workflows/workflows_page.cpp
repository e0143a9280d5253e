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
#include <QTabBar>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/workflow_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/source_view.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

enum Tabs { GraphTab, SourceTab };

constexpr int kMaxNamed = 5;  // files that a message names; the others are counted

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

QString namedFiles(const QStringList& files) {
    const QString named = files.mid(0, kMaxNamed).join(QStringLiteral(", "));
    const auto rest = static_cast<int>(files.size()) - kMaxNamed;
    return rest > 0 ? WorkflowsPage::tr("%1 and %n more", nullptr, rest).arg(named) : named;
}

}  // namespace

WorkflowsPage::WorkflowsPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_model(new WorkflowListModel(session, this)),
      m_versions(new WorkflowListModel(session, this)),
      m_problems(new ProblemListModel(this)) {
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_bar = new InfoBar(this);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    split->addWidget(buildList());
    auto* right = new QWidget(split);
    auto* rows = new QVBoxLayout(right);
    rows->setContentsMargins(0, 0, 0, 0);
    m_detailPage = buildDetail();
    m_draftPage = buildDraft();
    m_detailStack = new ContentStack(m_detailPage, right);
    m_detailStack->addWidget(m_draftPage);
    rows->addWidget(m_detailStack);
    split->addWidget(right);
    split->setStretchFactor(1, 1);
    split->setSizes({400, 760});
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(split, 1);

    connect(m_search, &SearchField::searchChanged, m_model, &WorkflowListModel::setText);
    connect(m_model, &PagedModel::stateChanged, this, &WorkflowsPage::showState);
    connect(m_model, &PagedModel::loaded, this, &WorkflowsPage::showState);
    connect(m_versions, &PagedModel::loaded, this, &WorkflowsPage::fillVersions);
    connect(m_listStack, &ContentStack::retryClicked, this, &WorkflowsPage::refresh);
    connect(m_listStack, &ContentStack::primaryClicked, this,
            [this] { m_search->text().isEmpty() ? chooseFiles() : m_search->clear(); });
    connect(m_detailStack, &ContentStack::retryClicked, this, [this] { load(m_shownVersion); });
    m_detailStack->showEmpty(QStringLiteral("workflows"), tr("No workflow selected"),
                             tr("Select one to see its graph, source and versions, and to start it."));
    updateActions();
}

QIcon WorkflowsPage::icon() const {
    return Icon::get(QStringLiteral("workflows"));
}

void WorkflowsPage::buildActions() {
    m_search = new SearchField(tr("Filter workflows"), this);
    m_search->setFixedWidth(extent::kSearch);
    m_deploy = new QAction(Icon::get(QStringLiteral("upload")), tr("Deploy…"), this);
    m_deploy->setObjectName(QStringLiteral("workflow.deploy"));
    m_deploy->setToolTip(tr("Deploy definitions from files. You can also drop them here."));
    m_deploy->setShortcut(QKeySequence(Qt::Key_D));
    m_deploy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_start = new QAction(tr("Start…"), this);
    m_start->setObjectName(QStringLiteral("workflow.start"));
    m_start->setShortcut(QKeySequence(Qt::Key_S));
    m_start->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addActions({m_deploy, m_start});
    m_header->addWidget(m_search);
    m_header->addWidget(new Button(m_deploy, Button::Secondary, this));
    m_header->addWidget(new Button(m_start, Button::Primary, this));
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
    m_summary = new QLabel(m_card);
    m_summary->setWordWrap(true);
    m_summary->setProperty("muted", true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_card->addBody(m_summary, true, 0);
    m_tabs = new QTabWidget(m_card);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("Graph or source"));
    m_tabs->setProperty("inset", true);
    m_graph = new GraphView(m_tabs);
    m_graph->setAccessibleName(tr("Graph of the tasks"));
    m_source = new SourceView(m_tabs);
    m_tabs->addTab(m_graph, tr("Graph"));
    m_tabs->addTab(m_source, tr("Source"));
    m_card->addBody(m_tabs);
    connect(m_version, &QComboBox::activated, this, [this](int index) { load(m_version->itemData(index).toString()); });
    return m_card;
}

QWidget* WorkflowsPage::buildDraft() {
    m_draftCard = new Card(tr("Draft"), this);
    auto* again = new Button(tr("Read and deploy again"), Button::Primary, m_draftCard);
    auto* discard = new Button(tr("Discard"), Button::Secondary, m_draftCard);
    m_draftChoice = new QComboBox(m_draftCard);
    m_draftChoice->setAccessibleName(tr("File with mistakes"));
    m_draftChoice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_draftChoice->setMinimumContentsLength(16);
    m_draftCard->addToHeader(m_draftChoice);
    m_draftCard->addToHeader(discard);
    m_draftCard->addToHeader(again);
    m_draftBar = new InfoBar(m_draftCard);
    m_draftCard->addBody(m_draftBar, true, 0);
    auto* split = new QSplitter(Qt::Vertical, m_draftCard);
    split->setChildrenCollapsible(false);
    m_draftSource = new SourceView(split);
    m_problemTable = new TableView(split);
    m_problemTable->setAccessibleName(tr("Problems"));
    m_problemTable->setModel(m_problems);
    m_problemTable->setItemDelegateForColumn(ProblemListModel::PointerColumn,
                                             new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_problemTable));
    m_problemTable->setColumnWidths({5, 0, 16});
    split->addWidget(m_draftSource);
    split->addWidget(m_problemTable);
    split->setSizes({380, 180});
    m_draftCard->addBody(split);
    connect(again, &QPushButton::clicked, this, [this] { deployFiles({m_draftChoice->currentData().toString()}); });
    connect(discard, &QPushButton::clicked, this, &WorkflowsPage::forgetDraft);
    connect(m_draftChoice, &QComboBox::currentIndexChanged, this, &WorkflowsPage::showDrafts);
    connect(m_problemTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid()) {
                    const auto& problem = m_problems->problems()[static_cast<std::size_t>(index.row())];
                    m_draftSource->goTo(problem.line, problem.column);
                }
            });
    return m_draftCard;
}

void WorkflowsPage::activated() {
    if (!std::exchange(m_asked, true)) {
        m_model->setText(m_search->text().trimmed());
    }
    m_table->setFocus();
}

void WorkflowsPage::refresh() {
    m_model->refresh();
    if (!m_name.isEmpty()) {
        m_versions->refresh();
        load(m_shownVersion);
    }
}

void WorkflowsPage::focusFilter() {
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
            if (!hasDrafts() && (row >= 0 || m_name.isEmpty())) {
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
               "here or choose one; six samples come with Beamline."),
            tr("Deploy…"));
    }
}

void WorkflowsPage::selectCurrent() {
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        return;
    }
    const auto& info = m_model->itemAt(index.row());
    showWorkflow(toText(info.ns), toText(info.name));
}

void WorkflowsPage::showWorkflow(const QString& ns, const QString& name) {
    if (ns == m_ns && name == m_name && !hasDrafts()) {
        return;
    }
    m_drafts.clear();
    m_ns = ns;
    m_name = name;
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
        if (token != m_token || hasDrafts()) {
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
    m_source->setSource(toText(detail.source));
    m_detailStack->showContent();
    fillVersions();
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
    m_start->setEnabled(!m_name.isEmpty());
    m_start->setProperty("command", tr("Start %1…").arg(m_name));
    m_start->setToolTip(m_name.isEmpty() ? tr("Select a workflow first.") : tr("Start a run of %1").arg(m_name));
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
    std::erase_if(m_drafts, [&path](const Draft& draft) { return draft.path == path; });
    if (!reply.ok()) {
        showDraft(path, source, reply.error());
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
    if (hasDrafts()) {
        m_model->refresh();  // another file has mistakes: they stay in sight
        showDrafts();
        return;
    }
    m_ns.clear();
    m_name.clear();
    m_model->refresh();
    showWorkflow(toText(info.ns), toText(info.name));
}

void WorkflowsPage::showDraft(const QString& path, const QString& source, const api::Error& error) {
    m_drafts.push_back({path, source, error});
    showDrafts();
}

void WorkflowsPage::forgetDraft() {
    const QString path = m_draftChoice->currentData().toString();
    std::erase_if(m_drafts, [&path](const Draft& draft) { return draft.path == path; });
    if (hasDrafts()) {
        showDrafts();
    } else if (m_name.isEmpty()) {
        m_detailStack->showEmpty(QStringLiteral("workflows"), tr("No workflow selected"), {});
        showState();
    } else {
        load(m_shownVersion);
    }
}

/// The chosen file with its problems; the first one when the chosen one has gone.
void WorkflowsPage::showDrafts() {
    {
        const QSignalBlocker block(m_draftChoice);
        const QString before = m_draftChoice->currentData().toString();
        m_draftChoice->clear();
        for (const Draft& draft : m_drafts) {
            m_draftChoice->addItem(tr("%1 (%n problem(s))", nullptr, static_cast<int>(problemsOf(draft.error).size()))
                                       .arg(QFileInfo(draft.path).fileName()),
                                   draft.path);
        }
        m_draftChoice->setCurrentIndex(std::max(0, m_draftChoice->findData(before)));
        m_draftChoice->setVisible(m_drafts.size() > 1);
    }
    const Draft& draft = m_drafts[static_cast<std::size_t>(m_draftChoice->currentIndex())];
    m_draftCard->setTitle(QFileInfo(draft.path).fileName());
    m_draftSource->setSource(draft.source);
    m_problems->setProblems(problemsOf(draft.error));
    m_draftSource->setProblems(m_problems->problems());
    const QString what = draft.error.code == api::code::kInvalidDefinition
                             ? tr("Nothing was deployed: the file has %n problem(s).", nullptr, m_problems->rowCount())
                             : tr("Nothing was deployed. %1").arg(toText(draft.error.message));
    QStringList others;
    for (const Draft& one : m_drafts) {
        if (one.path != draft.path) {
            others << QFileInfo(one.path).fileName();
        }
    }
    m_draftBar->show(InfoBar::Error,
                     others.isEmpty() ? what : tr("%1 Also with mistakes: %2.").arg(what, namedFiles(others)), {},
                     false);
    m_detailStack->setCurrentWidget(m_draftPage);
    m_problemTable->selectRow(0);
}

}  // namespace beamline::ui
