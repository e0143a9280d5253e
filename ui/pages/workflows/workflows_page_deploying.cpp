// SPDX-License-Identifier: Apache-2.0
// Files that are deployed: chosen, dropped, read one after the other.
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include "ui/models/formatting.h"
#include "ui/models/workflow_list_model.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/info_bar.h"

namespace beamline::ui {

namespace {

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
