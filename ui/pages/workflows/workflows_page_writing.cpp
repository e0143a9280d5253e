// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/models/draft_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/version_list_model.h"
#include "ui/models/workflow_text.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/new_workflow_dialog.h"
#include "ui/pages/workflows/schedules_panel.h"
#include "ui/pages/workflows/workflow_editor.h"
#include "ui/pages/workflows/workflow_pane.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/severity_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

QAction* WorkflowsPage::addCommand(const char* id, const QString& text, const QKeySequence& key) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    return action;
}

QWidget* WorkflowsPage::buildDrafts() {
    m_draftCard = new Card(tr("Drafts"), this);
    auto* discard = new Button(tr("Discard…"), Button::Plain, m_draftCard);
    m_draftCard->addToHeader(discard);
    m_draftTable = new TableView(m_draftCard);
    m_draftTable->setAccessibleName(tr("Drafts"));
    m_draftTable->setModel(m_draftList);
    m_draftTable->horizontalHeader()->hide();
    m_draftTable->setItemDelegateForColumn(DraftListModel::NameColumn, new BadgeDelegate(m_draftTable));
    m_draftTable->setItemDelegateForColumn(DraftListModel::ChangedColumn,
                                           new CellDelegate(TextRole::Body, Icon::Role::Text2, m_draftTable));
    m_draftTable->setColumnWidths({0, 11});
    m_draftCard->addBody(m_draftTable);
    m_draftCard->setMinimumHeight(extent::kDrafts);
    connect(m_draftTable, &TableView::rowActivated, this, [this](const QModelIndex& index) { openDraft(index.row()); });
    auto* remove = new QAction(tr("Discard the selected draft"), m_draftTable);
    remove->setShortcut(QKeySequence(Qt::Key_Delete));
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_draftTable->addAction(remove);
    connect(discard, &QPushButton::clicked, remove, &QAction::trigger);
    connect(remove, &QAction::triggered, this, [this] {
        const QModelIndex index = m_draftTable->currentIndex();
        if (!index.isValid()) {
            m_bar->show(InfoBar::Info, tr("Select the draft to discard first."));
            return;
        }
        auto* question = new Question(tr("Discard the draft of %1?").arg(index.siblingAtColumn(0).data().toString()),
                                      tr("Its text is deleted. What is deployed stays as it is."), tr("Discard"),
                                      Button::Danger, tr("Keep"), window());
        connect(question, &QDialog::accepted, this, [this, id = m_draftList->at(index.row()).id] {
            m_drafts.remove(id);
            showDraftList();
        });
        question->open();
    });
    return m_draftCard;
}

/// What is deployed, and what of it starts by itself.
QWidget* WorkflowsPage::buildSections(QWidget* deployed) {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_sections = new QTabBar(whole);
    m_sections->setDrawBase(false);
    m_sections->setExpanding(false);
    m_sections->setAccessibleName(tr("Deployed workflows or schedules"));
    m_sections->addTab(tr("Deployed"));
    m_sections->addTab(tr("Schedules"));
    m_sectionStack = new QStackedWidget(whole);
    m_schedules = new SchedulesPanel(m_session, m_scheduleList, m_sectionStack);
    m_sectionStack->addWidget(deployed);
    m_sectionStack->addWidget(m_schedules);
    column->addWidget(m_sections, 0, Qt::AlignLeft);
    column->addWidget(m_sectionStack, 1);
    addActions(m_schedules->actions());
    connect(m_sections, &QTabBar::currentChanged, this, &WorkflowsPage::sectionChosen);
    connect(m_schedules, &SchedulesPanel::workflowAsked, this, [this](const QString& ns, const QString& name) {
        showWorkflow(ns, name);
        m_table->setFocus();
    });
    connect(m_schedules, &SchedulesPanel::runStarted, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
    connect(m_schedules, &SchedulesPanel::deployAsked, this, &WorkflowsPage::chooseFiles);
    return whole;
}

bool WorkflowsPage::showsSchedules() const {
    return m_sections && m_sections->currentIndex() == 1;
}

void WorkflowsPage::showSchedules() {
    leaveEditor();
    m_sections->setCurrentIndex(1);
}

void WorkflowsPage::sectionChosen() {
    m_sectionStack->setCurrentIndex(m_sections->currentIndex());
    updateActions();
}

void WorkflowsPage::showDraftList() {
    const QString chosen = m_draftTable->currentIndex().siblingAtColumn(0).data(IdRole).toString();
    m_draftList->refresh();
    m_draftCard->setVisible(m_draftList->rowCount() > 0);
    m_draftCard->setTitle(tr("Drafts (%1)").arg(m_draftList->rowCount()));
    if (const int row = m_draftList->rowOf(chosen); row >= 0) {
        m_draftTable->selectRow(row);
    }
    if (m_draftList->unreadable() > 0) {
        m_bar->show(InfoBar::Warning, tr("%n draft(s) in %1 cannot be read. Their files were left as they are.",
                                         nullptr, m_draftList->unreadable())
                                          .arg(m_drafts.folder()));
    }
}

bool WorkflowsPage::isWriting() const {
    return m_modes->currentWidget() == m_editor;
}

/// The commands of one mode are out of reach in the other.
void WorkflowsPage::setWriting(bool writing) {
    m_modes->setCurrentWidget(writing ? static_cast<QWidget*>(m_editor) : m_browser);
    for (auto* action : {m_new, m_edit, m_deploy, m_start}) {
        action->setEnabled(!writing);
    }
    for (auto* action : m_editor->commands()) {
        action->setEnabled(writing);
    }
    updateActions();
}

void WorkflowsPage::write(Draft draft, bool changed) {
    m_editor->open(std::move(draft), changed);
    setWriting(true);
    m_editor->focusText();
}

void WorkflowsPage::leaveEditor() {
    if (!isWriting()) {
        return;
    }
    m_editor->flush();
    setWriting(false);
    showDraftList();
    m_table->setFocus();
}

void WorkflowsPage::writtenDeployed(const api::DeployReply& reply) {
    const QString what = QStringLiteral("%1 %2").arg(toText(reply.workflow.name), toText(reply.workflow.version));
    setWriting(false);
    showDraftList();
    m_bar->show(reply.warnings.empty() ? InfoBar::Info : InfoBar::Warning,
                reply.warnings.empty()
                    ? tr("%1 is deployed.").arg(what)
                    : tr("%1 is deployed, with a warning: %2").arg(what, toText(reply.warnings.front().message)));
    m_refused.clear();
    m_ns.clear();
    m_name.clear();
    m_model->refresh();
    showWorkflow(toText(reply.workflow.ns), toText(reply.workflow.name));
    m_table->setFocus();
}

void WorkflowsPage::openDraft(int row) {
    if (row >= 0 && row < m_draftList->rowCount()) {
        write(m_draftList->at(row), true);
    }
}

void WorkflowsPage::editVersion(const QString& version) {
    if (version == m_shownVersion) {
        editShown();
        return;
    }
    load(version);
    m_editWhenShown = true;
}

/// The shown version as the beginning of the next one. A draft that was begun from it before goes on instead.
void WorkflowsPage::editShown() {
    if (m_pane->source().isEmpty()) {
        return;
    }
    m_draftList->refresh();
    for (int row = 0; row < m_draftList->rowCount(); ++row) {
        const Draft& one = m_draftList->at(row);
        if (one.ns == m_ns && one.workflow == m_name && one.from == m_shownVersion) {
            openDraft(row);
            return;
        }
    }
    Draft draft;
    draft.ns = m_ns;
    draft.workflow = m_name;
    draft.from = m_shownVersion;
    draft.name = m_name;
    QString highest = m_shownVersion;
    for (int row = 0; row < m_pane->versions()->rowCount(); ++row) {
        const QString version = toText(m_pane->versions()->itemAt(row).version);
        highest = versionBefore(highest, version) ? version : highest;
    }
    const QString raised = withVersion(m_pane->source(), nextPatch(highest));
    draft.text = raised.isEmpty() ? m_pane->source() : raised;
    write(draft, false);
}

void WorkflowsPage::editRefused() {
    const auto at = static_cast<std::size_t>(std::max(0, m_refusedChoice->currentIndex()));
    if (at >= m_refused.size()) {
        return;
    }
    const Refused refused = m_refused[at];
    Draft draft;
    draft.path = refused.path;
    draft.text = refused.source;
    forgetRefused();
    write(draft, false);
    m_editor->showRefusal(refused.error);
    m_editor->check();
}

void WorkflowsPage::newWorkflow() {
    if (m_newDialog) {
        m_newDialog->raise();
        return;
    }
    m_newDialog = new NewWorkflowDialog(window());
    m_newDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_newDialog, &NewWorkflowDialog::fileAsked, this, &WorkflowsPage::openFile);
    connect(m_newDialog, &NewWorkflowDialog::chosen, this, [this](const QString& source) {
        Draft draft;
        draft.text = source;
        write(draft, false);
    });
    m_newDialog->open();
}

void WorkflowsPage::openFile() {
    if (m_files) {
        return;
    }
    m_files = new QFileDialog(window(), tr("Open a workflow"), {}, tr("Definitions (*.yaml *.yml *.json)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setFileMode(QFileDialog::ExistingFile);
    connect(m_files, &QFileDialog::fileSelected, this, &WorkflowsPage::readFile);
    m_files->open();
}

void WorkflowsPage::readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxSourceBytes) {
        const QString why =
            file.isOpen() ? tr("it is larger than %1 MB").arg(kMaxSourceBytes >> 20) : file.errorString();
        m_bar->show(InfoBar::Error, tr("%1 was not opened: %2.").arg(QFileInfo(path).fileName(), why));
        return;
    }
    Draft draft;
    draft.path = QFileInfo(path).absoluteFilePath();
    draft.text = QString::fromUtf8(file.readAll());
    write(draft, false);
}

QWidget* WorkflowsPage::buildRefused() {
    m_refusedCard = new Card(tr("Draft"), this);
    auto* again = new Button(tr("Read and deploy again"), Button::Primary, m_refusedCard);
    auto* discard = new Button(tr("Discard"), Button::Secondary, m_refusedCard);
    m_refusedChoice = new QComboBox(m_refusedCard);
    m_refusedChoice->setAccessibleName(tr("File with mistakes"));
    m_refusedChoice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_refusedChoice->setMinimumContentsLength(16);
    m_refusedCard->addToHeader(m_refusedChoice);
    m_refusedCard->addToHeader(discard);
    auto* mend = new Button(tr("Mend here"), Button::Secondary, m_refusedCard);
    mend->setToolTip(tr("Open the text in the editor. The file stays as it is."));
    m_refusedCard->addToHeader(mend);
    connect(mend, &QPushButton::clicked, this, &WorkflowsPage::editRefused);
    m_refusedCard->addToHeader(again);
    m_refusedBar = new InfoBar(m_refusedCard);
    m_refusedCard->addBody(m_refusedBar, true, 0);
    auto* split = new QSplitter(Qt::Vertical, m_refusedCard);
    split->setChildrenCollapsible(false);
    m_refusedSource = new CodeEditor(split);
    m_refusedSource->setReadOnly(true);
    m_problemTable = new TableView(split);
    m_problemTable->setAccessibleName(tr("Problems"));
    m_problemTable->setModel(m_problems);
    m_problemTable->setItemDelegateForColumn(ProblemListModel::PointerColumn,
                                             new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_problemTable));
    m_problemTable->setItemDelegateForColumn(ProblemListModel::PlaceColumn, new SeverityDelegate(m_problemTable));
    m_problemTable->setColumnWidths({9, 0, 16});
    split->addWidget(m_refusedSource);
    split->addWidget(m_problemTable);
    split->setSizes({380, 180});
    m_refusedCard->addBody(split);
    connect(again, &QPushButton::clicked, this, [this] { deployFiles({m_refusedChoice->currentData().toString()}); });
    connect(discard, &QPushButton::clicked, this, &WorkflowsPage::forgetRefused);
    connect(m_refusedChoice, &QComboBox::currentIndexChanged, this, &WorkflowsPage::showRefusals);
    connect(m_problemTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid()) {
                    const auto& problem = m_problems->problems()[static_cast<std::size_t>(index.row())];
                    m_refusedSource->goTo(problem.line, problem.column);
                }
            });
    return m_refusedCard;
}

void WorkflowsPage::showRefused(const QString& path, const QString& source, const api::Error& error) {
    m_refused.push_back({path, source, error});
    showRefusals();
}

void WorkflowsPage::forgetRefused() {
    const QString path = m_refusedChoice->currentData().toString();
    std::erase_if(m_refused, [&path](const Refused& draft) { return draft.path == path; });
    if (hasRefused()) {
        showRefusals();
    } else if (m_name.isEmpty()) {
        m_detailStack->showEmpty(QStringLiteral("workflows"), tr("No workflow selected"), {});
        showState();
    } else {
        load(m_shownVersion);
    }
}

/// The chosen file with its problems; the first one when the chosen one has gone.
void WorkflowsPage::showRefusals() {
    {
        const QSignalBlocker block(m_refusedChoice);
        const QString before = m_refusedChoice->currentData().toString();
        m_refusedChoice->clear();
        for (const Refused& draft : m_refused) {
            m_refusedChoice->addItem(tr("%1 (%n problem(s))", nullptr, static_cast<int>(problemsOf(draft.error).size()))
                                         .arg(QFileInfo(draft.path).fileName()),
                                     draft.path);
        }
        m_refusedChoice->setCurrentIndex(std::max(0, m_refusedChoice->findData(before)));
        m_refusedChoice->setVisible(m_refused.size() > 1);
    }
    const Refused& draft = m_refused[static_cast<std::size_t>(m_refusedChoice->currentIndex())];
    m_refusedCard->setTitle(QFileInfo(draft.path).fileName());
    m_refusedSource->setSource(draft.source);
    m_problems->setProblems(problemsOf(draft.error));
    m_refusedSource->setProblems(m_problems->problems());
    const QString what = draft.error.code == api::code::kInvalidDefinition
                             ? tr("Nothing was deployed: the file has %n problem(s).", nullptr, m_problems->rowCount())
                             : tr("Nothing was deployed. %1").arg(toText(draft.error.message));
    QStringList others;
    for (const Refused& one : m_refused) {
        if (one.path != draft.path) {
            others << QFileInfo(one.path).fileName();
        }
    }
    m_refusedBar->show(InfoBar::Error,
                       others.isEmpty() ? what : tr("%1 Also with mistakes: %2.").arg(what, namedFiles(others)), {},
                       false);
    m_detailStack->setCurrentWidget(m_refusedPage);
    m_problemTable->selectRow(0);
}

}  // namespace beamline::ui
