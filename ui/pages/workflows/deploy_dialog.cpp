// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/deploy_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/workflow_list_model.h"
#include "ui/models/workflow_text.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QString memberOf(const QString& source, const char* name) {
    const auto range = documentMember(source, QString::fromLatin1(name));
    return range ? range->text : QString();
}
}  // namespace

DeployDialog::DeployDialog(EngineSession* session, const QString& source, const QString& sourceName,
                           const QString& from, bool mayDeploy, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_source(source),
      m_sourceName(sourceName),
      m_ns(memberOf(source, "namespace")),
      m_name(memberOf(source, "name")),
      m_from(from),
      m_versions(new WorkflowListModel(session, this)) {
    build(mayDeploy);
    connect(m_versions, &PagedModel::loaded, this, &DeployDialog::fillVersions);
    connect(m_versions, &PagedModel::stateChanged, this, [this] {
        if (m_versions->state() == PagedModel::State::Failed) {
            m_stack->showError(m_versions->error());
        }
    });
    connect(m_stack, &ContentStack::retryClicked, m_versions, &WorkflowListModel::refresh);
    m_stack->showLoading(tr("Looking at what is deployed…"));
    m_versions->setWorkflow(m_ns, m_name);
}

void DeployDialog::build(bool mayDeploy) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::k8);
    m_about = new QLabel(this);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setFont(Theme::current().font(TextRole::Heading));
    m_counts = new QLabel(this);
    m_counts->setProperty("muted", true);
    m_choice = new QComboBox(this);
    m_choice->setAccessibleName(tr("Compare with version"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(20);
    head->addWidget(m_about, 1);
    head->addWidget(m_counts);
    head->addWidget(m_choice);
    column->addLayout(head);
    m_bar = new InfoBar(this);
    column->addWidget(m_bar);
    m_diff = new DiffView(this);
    m_stack = new ContentStack(m_diff, this);
    column->addWidget(m_stack, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    m_hint = new QLabel(tr("F8 goes to the next difference."), this);
    m_hint->setProperty("muted", true);
    m_hint->hide();
    auto* cancel = new Button(mayDeploy ? tr("Back to the text") : tr("Close"), Button::Secondary, this);
    m_deploy = new Button(tr("Deploy"), Button::Primary, this);
    m_deploy->setVisible(mayDeploy);
    m_deploy->setDefault(mayDeploy);
    m_deploy->setEnabled(false);
    buttons->addWidget(m_hint);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_deploy);
    column->addLayout(buttons);
    setWindowTitle(mayDeploy ? tr("Deploy a workflow") : tr("Compare versions"));
    m_about->setText(breakable(cutText(toUtf8(m_name), kShownTitle)));
    const QSize room = parentWidget() ? parentWidget()->window()->size() : QSize(1000, 700);
    resize(room * 4 / 5);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deploy, &QPushButton::clicked, this, &DeployDialog::deploy);
    connect(m_bar, &InfoBar::actionClicked, this, &DeployDialog::raiseVersion);
    connect(m_choice, &QComboBox::activated, this, [this](int index) { load(m_choice->itemData(index).toString()); });
}

void DeployDialog::fillVersions() {
    const QString before = m_choice->currentData().toString();
    m_choice->clear();
    for (int row = 0; row < m_versions->rowCount(); ++row) {
        const auto& info = m_versions->itemAt(row);
        const QString version = toText(info.version);
        m_choice->addItem(info.latest ? tr("against %1 (latest)").arg(version) : tr("against %1").arg(version),
                          version);
    }
    m_choice->setVisible(m_choice->count() > 0);
    judge();
    if (m_choice->count() == 0) {
        m_base = QString();
        m_deploy->setFocus();  // there is nothing else to look at
        m_counts->setText({});
        m_stack->showEmpty(QStringLiteral("workflows"), tr("A new workflow"),
                           tr("No version of %1 is deployed in the namespace %2 yet: there is nothing to compare with.")
                               .arg(m_name, m_ns));
        return;
    }
    const int wanted = m_choice->findData(before.isEmpty() ? m_from : before);
    m_choice->setCurrentIndex(std::max(0, wanted));
    if (m_choice->currentData().toString() != before || !m_base) {
        load(m_choice->currentData().toString());
    }
}

void DeployDialog::load(const QString& version) {
    api::GetWorkflow op{toUtf8(m_ns), toUtf8(m_name), toUtf8(version)};
    m_session->call<api::GetWorkflow>(op, this, [this, token = ++m_token](api::Result<api::WorkflowDetail> reply) {
        if (token != m_token) {
            return;
        }
        reply.ok() ? showDiff(toText(reply->source)) : m_stack->showError(reply.error());
    });
}

void DeployDialog::showDiff(const QString& before) {
    m_base = before;
    const TextDiff diff = diffOf(before, m_source);
    m_counts->setText(diff.coarse ? tr("very different") : linesText(diff));
    if (diff.added + diff.removed == 0) {
        m_hint->hide();
        m_stack->showEmpty(QStringLiteral("check"), tr("The same text"),
                           tr("It differs in nothing from this version."));
        return;
    }
    m_hint->show();
    m_diff->setDiff(diff);
    m_stack->showContent();
    m_diff->setFocus();  // where F8 is of use, and Enter does nothing
}

QString DeployDialog::raised() const {
    QString highest = memberOf(m_source, "version");
    for (int row = 0; row < m_versions->rowCount(); ++row) {
        const QString version = toText(m_versions->itemAt(row).version);
        highest = versionBefore(highest, version) ? version : highest;
    }
    return nextPatch(highest);
}

/// Whether the version can be deployed, and what to do when it cannot.
void DeployDialog::judge() {
    const QString version = memberOf(m_source, "version");
    m_about->setText(breakable(tr("%1 %2").arg(cutText(toUtf8(m_name), kShownTitle), version)));
    const bool taken = [&] {
        for (int row = 0; row < m_versions->rowCount(); ++row) {
            if (toText(m_versions->itemAt(row).version) == version) {
                return true;
            }
        }
        return false;
    }();
    const QString away = m_session->obstacle(api::DeployWorkflow::kInfo.name);
    m_deploy->setEnabled(!m_deploying && !taken && away.isEmpty());
    m_deploy->setToolTip(!away.isEmpty() ? away : taken ? tr("Raise the version first.") : QString());
    const QString next = raised();
    if (taken && !next.isEmpty()) {
        m_bar->show(InfoBar::Warning,
                    tr("%1 is deployed already. A deployed version never changes: a new text needs a new version.")
                        .arg(version),
                    tr("Use %1").arg(next), false);
    } else {
        m_bar->hide();
    }
}

void DeployDialog::raiseVersion() {
    const QString changed = withVersion(m_source, raised());
    if (changed.isEmpty()) {
        return;
    }
    m_source = changed;
    Q_EMIT sourceChanged(m_source);
    judge();
    if (m_base && m_choice->count() > 0) {
        showDiff(QString(*m_base));
    }
    m_deploy->setFocus();
}

void DeployDialog::deploy() {
    m_deploying = true;
    m_deploy->setEnabled(false);
    api::DeployWorkflow op;
    op.source = toUtf8(m_source);
    op.sourceName = toUtf8(m_sourceName);
    m_session->call<api::DeployWorkflow>(std::move(op), this, [this](api::Result<api::DeployReply> reply) {
        m_deploying = false;
        m_deploy->setEnabled(true);
        if (reply.ok()) {
            Q_EMIT deployed(reply.value());
            accept();
        } else if (reply.error().code == api::code::kInvalidDefinition) {
            Q_EMIT refused(reply.error());
            reject();
        } else {
            const bool conflict = reply.error().code == api::code::kConflict;
            m_bar->show(InfoBar::Error, toText(reply.error().message),
                        conflict && !raised().isEmpty() ? tr("Use %1").arg(raised()) : QString(), false);
        }
    });
}

}  // namespace beamline::ui
