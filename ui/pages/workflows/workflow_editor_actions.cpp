// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QSaveFile>
#include <QTabWidget>
#include <QTextBlock>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/function_docs.h"
#include "ui/models/function_list_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/workflow_checker.h"
#include "ui/models/workflow_text.h"
#include "ui/pages/workflows/catalog_browser.h"
#include "ui/pages/workflows/deploy_dialog.h"
#include "ui/pages/workflows/workflow_editor.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"

namespace beamline::ui {

void WorkflowEditor::cursorMoved() {
    if (!m_loading) {
        m_outlineTimer.start();
    }
}

/// Says where the cursor is, and lights the task that it is in.
void WorkflowEditor::outline() {
    const DocumentLines lines = m_text->lines();
    const QTextCursor cursor = m_text->textCursor();
    if (std::exchange(m_spansStale, false)) {
        m_spans = pointerSpans(lines);
    }
    const int line = cursor.blockNumber();
    QString inside;
    QString innermost;
    for (const PointerSpan& span : std::as_const(m_spans)) {
        if (span.first > line) {
            break;
        }
        if (span.last >= line) {
            innermost = span.pointer;  // the innermost comes last
            inside = m_graph->knows(span.pointer) ? span.pointer : inside;
        }
    }
    QStringList steps;
    const auto parts = innermost.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        bool isItem = false;
        part.toInt(&isItem);
        if (!isItem) {
            steps << cutText(toUtf8(part), kLongestWord);
        }
    }
    m_where->setText(tr("Line %1, column %2").arg(line + 1).arg(cursor.positionInBlock() + 1) +
                     (steps.isEmpty() ? QString() : QStringLiteral("   ") + steps.join(QStringLiteral(" › "))));
    m_where->setToolTip(m_where->text());
    m_graph->select(inside);
}

void WorkflowEditor::goToTask(const QString& ref) {
    if (std::exchange(m_spansStale, false)) {
        m_spans = pointerSpans(m_text->lines());
    }
    const auto span =
        std::find_if(m_spans.begin(), m_spans.end(), [&](const PointerSpan& one) { return one.pointer == ref; });
    if (span != m_spans.end()) {
        const QString line = m_text->document()->findBlockByNumber(span->first).text();
        const auto name = line.indexOf(ref.section(QLatin1Char('/'), -1));
        m_text->goTo(span->first + 1, static_cast<int>(std::max<qsizetype>(0, name)) + 1);
    }
}

void WorkflowEditor::goToProblem(int row) {
    if (row >= 0 && row < m_problems->rowCount()) {
        const auto& problem = m_problems->problems()[static_cast<std::size_t>(row)];
        m_text->goTo(problem.line, std::max(1, problem.column));
    }
}

void WorkflowEditor::insertFunction(const api::FunctionInfo& function) {
    // A name that no task has yet: they must differ within their list.
    const QString base = taskNameOf(function.name);
    const QString text = m_text->toPlainText();
    QString name = base;
    for (int i = 2; text.contains(name + QLatin1Char(':')) && i < 1000; ++i) {
        name = base + QString::number(i);
    }
    m_text->insertItem(taskSkeleton(function, name));
}

void WorkflowEditor::openFind(bool replace) {
    m_find->open(replace);
}

void WorkflowEditor::replace() {
    m_find->open(true);
}

void WorkflowEditor::check() {
    m_checker->check();
    if (m_functions->state() == FunctionListModel::State::Failed) {
        m_functions->refresh();
    }
}

void WorkflowEditor::focusText() {
    m_text->setFocus();
}

void WorkflowEditor::nextProblem() {
    m_text->goToProblem(true);
    m_text->setFocus();
}

void WorkflowEditor::toggleCatalog() {
    if (m_side->currentWidget() == m_catalog && m_catalog->isAncestorOf(focusWidget())) {
        m_side->setCurrentIndex(0);
        m_text->setFocus();
    } else {
        m_side->setCurrentWidget(m_catalog);
        m_catalog->focusSearch();
    }
}

void WorkflowEditor::raiseVersion() {
    const auto version = documentMember(m_text->toPlainText(), QStringLiteral("version"));
    const QString next = version ? nextPatch(version->text) : QString();
    if (next.isEmpty()) {
        m_bar->show(InfoBar::Warning, tr("There is no document.version such as 1.0.0 to raise."));
        return;
    }
    m_text->replaceAll(withVersion(m_text->toPlainText(), next));
}

void WorkflowEditor::save() {
    if (m_files) {
        return;
    }
    m_files = new QFileDialog(window(), tr("Save the workflow"), m_draft.path, tr("Definitions (*.yaml *.yml *.json)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setAcceptMode(QFileDialog::AcceptSave);
    m_files->setDefaultSuffix(QStringLiteral("yaml"));
    if (m_draft.path.isEmpty() && !m_draft.name.isEmpty()) {
        m_files->selectFile(m_draft.name + QStringLiteral(".yaml"));
    }
    connect(m_files, &QFileDialog::fileSelected, this, &WorkflowEditor::saveFile);
    m_files->open();
}

void WorkflowEditor::saveFile(const QString& path) {
    const QByteArray bytes = m_text->toPlainText().toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        m_bar->show(InfoBar::Error, tr("%1 was not written: %2. The draft is kept.").arg(path, file.errorString()));
        return;
    }
    m_draft.path = path;
    m_bar->show(InfoBar::Info, tr("Saved to %1.").arg(path));
}

void WorkflowEditor::discard() {
    auto* question =
        new Question(tr("Discard this draft?"), tr("Its text is deleted. What is deployed stays as it is."),
                     tr("Discard"), Button::Danger, tr("Keep"), window());
    connect(question, &QDialog::accepted, this, [this] {
        forget();
        Q_EMIT closeAsked();
    });
    question->open();
}

/// The draft has served: nothing of it is kept.
void WorkflowEditor::forget() {
    m_saved = true;
    flush();  // lets a save that is under way end
    m_changed = false;
    m_drafts->remove(m_draft.id);
    m_draft.id.clear();
    Q_EMIT draftsChanged();
}

void WorkflowEditor::compare() {
    look(false);
}

void WorkflowEditor::deploy() {
    look(true);
}

void WorkflowEditor::look(bool mayDeploy) {
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    flush();
    const QString name = m_draft.path.isEmpty()
                             ? (m_draft.name.isEmpty() ? tr("draft") : m_draft.name) + QStringLiteral(".yaml")
                             : QFileInfo(m_draft.path).fileName();
    m_dialog = new DeployDialog(m_session, m_text->toPlainText(), name, mayDeploy ? QString() : m_draft.from, mayDeploy,
                                window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &DeployDialog::sourceChanged, m_text, &CodeEditor::replaceAll);
    connect(m_dialog, &DeployDialog::refused, this, &WorkflowEditor::showRefusal);
    connect(m_dialog, &DeployDialog::deployed, this, [this](const api::DeployReply& reply) {
        m_checker->stop();
        forget();
        Q_EMIT deployed(reply);
    });
    m_dialog->open();
}

}  // namespace beamline::ui
