// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_editor.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/json_text.h"
#include "ui/models/policy_checker.h"
#include "ui/models/problem_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/policies/column_giver.h"
#include "ui/pages/policies/policy_form.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/severity_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

PolicyEditor::PolicyEditor(EngineSession* session, QWidget* parent)
    : QWidget(parent), m_checker(new PolicyChecker(session, this)), m_problems(new ProblemListModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    m_form = new PolicyForm(m_split);
    auto* scroll = scrolledPage(m_form, m_split);
    scroll->setMinimumWidth(extent::kListPane);
    m_split->addWidget(scroll);
    m_split->addWidget(buildText());
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({extent::kForm, extent::kForm});
    column->addWidget(m_split);
    m_mistake.setSingleShot(true);
    m_mistake.setInterval(PolicyChecker::kRestMs);
    connect(&m_mistake, &QTimer::timeout, this, [this] {
        const QString text = m_text->toPlainText();
        if (const auto parsed = api::parseJson(toUtf8(text)); !parsed.ok()) {
            showProblems({problemIn(text, parsed.error())});
        }
    });
    connect(m_form, &PolicyForm::edited, this, &PolicyEditor::formEdited);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PolicyEditor::textEdited);
    connect(m_checker, &PolicyChecker::checked, this, &PolicyEditor::checked);
    connect(m_checker, &PolicyChecker::busyChanged, this, &PolicyEditor::showVerdict);
    connect(m_checker, &PolicyChecker::failed, this, [this](const api::Error& error) {
        m_failure = toText(error.message);
        showVerdict();
    });
    connect(&Theme::current(), &Theme::changed, this, &PolicyEditor::showVerdict);
}

QWidget* PolicyEditor::buildText() {
    auto* whole = new QWidget(m_split);
    whole->setMinimumWidth(extent::kListPane);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* split = new QSplitter(Qt::Vertical, whole);
    split->setChildrenCollapsible(false);
    m_text = new CodeEditor(split);
    m_text->setTabChangesFocus(true);
    m_text->setObjectName(QStringLiteral("policy.json"));
    m_text->setAccessibleName(tr("JSON of the policy"));
    m_text->setAccessibleDescription(tr("F8 goes to the next problem. Escape, then Tab leaves the text."));
    m_text->setMinimumHeight(extent::kEditor);
    m_problemTable = new TableView(split);
    m_problemTable->setObjectName(QStringLiteral("policy.problems"));
    m_problemTable->setAccessibleName(tr("Problems"));
    m_problemTable->setModel(m_problems);
    m_problemTable->setItemDelegateForColumn(ProblemListModel::PlaceColumn, new SeverityDelegate(m_problemTable));
    m_problemTable->setItemDelegateForColumn(ProblemListModel::PointerColumn,
                                             new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_problemTable));
    m_problemTable->setColumnWidths({9, 0, 18});
    new ColumnGiver(m_problemTable, ProblemListModel::MessageColumn, extent::kListPane,
                    {ProblemListModel::PointerColumn});
    m_problemTable->setMinimumHeight(extent::kProblems);
    m_problemTable->hide();
    split->addWidget(m_text);
    split->addWidget(m_problemTable);
    split->setStretchFactor(0, 1);
    split->setSizes({4 * extent::kProblems, extent::kProblems});
    auto* foot = new QWidget(whole);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(space::k12, space::k4, space::k12, space::k8);
    row->setSpacing(space::k8);
    m_verdictIcon = new QLabel(foot);
    m_verdict = new QLabel(foot);
    m_verdict->setObjectName(QStringLiteral("policy.verdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setFont(Theme::current().font(TextRole::Small));
    m_verdict->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_verdictIcon);
    row->addWidget(m_verdict, 1);
    column->addWidget(split, 1);
    column->addWidget(foot);
    connect(m_problemTable, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { goToProblem(index.row()); });
    connect(m_problemTable, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        goToProblem(index.row());
        m_text->setFocus();
    });
    return whole;
}

void PolicyEditor::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_split->setOrientation(width() < kSideBySide ? Qt::Vertical : Qt::Horizontal);
}

void PolicyEditor::open(const api::Json& stored) {
    m_checker->stop();
    m_mistake.stop();
    m_stored = stored;
    m_document = stored;
    m_known = false;
    m_syncing = true;
    m_text->setSource(prettyJson(stored));
    m_syncing = false;
    m_form->setDocument(stored);
    m_form->showComplexity(std::nullopt);
    updateForm();
    showProblems({});
    check();
}

void PolicyEditor::setStored(const api::Json& stored) {
    m_stored = stored;
}

void PolicyEditor::write(const api::Json& document) {
    m_form->setDocument(document);
    formEdited(document);
}

bool PolicyEditor::isChanged() const {
    return !m_document || *m_document != m_stored;
}

void PolicyEditor::formEdited(const api::Json& document) {
    m_document = document;
    m_syncing = true;
    m_text->replaceAll(prettyJson(document));
    m_syncing = false;
    m_known = false;
    m_checker->check(document);
    Q_EMIT changed();
}

void PolicyEditor::textEdited() {
    if (m_syncing) {
        return;
    }
    auto parsed = api::parseJson(toUtf8(m_text->toPlainText()));
    m_known = false;
    const bool wasJson = m_document.has_value();
    if (parsed.ok()) {
        m_mistake.stop();
        const bool same = m_document && *m_document == parsed.value();
        m_document = parsed.value();
        if (!same) {
            m_form->setDocument(*m_document);
        }
        m_checker->check(*m_document);
    } else {
        m_document.reset();
        m_checker->stop();
        m_mistake.start();
    }
    if (wasJson != m_document.has_value()) {
        updateForm();
    }
    Q_EMIT changed();
}

void PolicyEditor::check() {
    if (m_document) {
        m_known = false;
        m_checker->check(*m_document);
    }
}

void PolicyEditor::updateForm() {
    m_form->setObstacle(!m_obstacle.isEmpty() ? m_obstacle
                        : m_document          ? QString()
                                              : tr("The text beside is no JSON now; the form follows when it is."));
}

void PolicyEditor::setObstacle(const QString& why) {
    if (std::exchange(m_obstacle, why) != why) {
        m_text->setReadOnly(!why.isEmpty());
        updateForm();
    }
}

void PolicyEditor::checked(const api::PolicyCheck& check) {
    m_known = true;
    m_failure.clear();
    m_form->showComplexity(check.valid ? std::optional(check.complexity) : std::nullopt);
    showProblems(check.problems);
}

void PolicyEditor::showRefusal(const api::Error& error) {
    m_checker->stop();
    m_known = true;
    showProblems(problemsOf(error));
}

/// The engine knows pointers; where they are in the text is known here.
void PolicyEditor::showProblems(std::vector<api::Problem> problems) {
    const QString text = m_text->toPlainText();
    for (auto& one : problems) {
        if (one.line == 0 && m_document) {
            const auto place = placeOfPointer(text, toText(one.pointer));
            one.line = place.line;
            one.column = place.column;
        }
    }
    m_text->setProblems(problems);
    m_form->showProblems(problems);
    m_problemTable->setVisible(!problems.empty());
    m_problems->setProblems(std::move(problems));
    showVerdict();
}

int PolicyEditor::errorCount() const {
    return m_problems->errorCount();
}

void PolicyEditor::goToProblem(int row) {
    const auto& one = m_problems->problems()[static_cast<std::size_t>(row)];
    m_text->goTo(one.line, one.column);
}

void PolicyEditor::showVerdict() {
    const int errors = errorCount();
    const int warnings = m_problems->rowCount() - errors;
    const bool busy = m_document && (m_checker->isBusy() || (!m_known && m_failure.isEmpty()));
    const QString text = busy                   ? tr("Checking…")
                         : errors > 0           ? tr("%n mistake(s)", nullptr, errors)
                         : !m_document          ? tr("No JSON")
                         : !m_failure.isEmpty() ? tr("Not checked: %1").arg(m_failure)
                         : warnings > 0         ? tr("No mistakes, %n warning(s)", nullptr, warnings)
                                                : tr("No mistakes");
    const bool bad = errors > 0 || !m_document;
    const auto role = busy       ? Icon::Role::Text2
                      : bad      ? Icon::Role::Faulted
                      : !m_known ? Icon::Role::Waiting
                                 : Icon::Role::Completed;
    const QString icon = busy                       ? QStringLiteral("refresh")
                         : bad                      ? QStringLiteral("error")
                         : warnings > 0 || !m_known ? QStringLiteral("warning")
                                                    : QStringLiteral("check");
    m_verdictIcon->setPixmap(Icon::get(icon, role).pixmap(space::kIcon, space::kIcon));
    m_verdict->setText(text);
    m_verdict->setToolTip(m_failure);
}

}  // namespace beamline::ui
