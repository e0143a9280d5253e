// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_versions_pane.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/policy_version_model.h"
#include "ui/models/text_diff.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/policies/column_giver.h"
#include "ui/pages/policies/policy_save_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

PolicyVersionsPane::PolicyVersionsPane(EngineSession* session, QAction* rollback, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new PolicyVersionModel(session, this)), m_rollback(rollback) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k8);
    split->addWidget(buildList());
    split->addWidget(buildDifference());
    split->setStretchFactor(1, 1);
    split->setSizes({2 * extent::kProblems, 2 * extent::kCode});
    column->addWidget(split);
    connect(m_model, &PagedModel::loaded, this, &PolicyVersionsPane::showVersions);
    connect(m_model, &PagedModel::stateChanged, this, &PolicyVersionsPane::showVersions);
    connect(m_rollback, &QAction::triggered, this, &PolicyVersionsPane::rollBack);
}

QWidget* PolicyVersionsPane::buildList() {
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("policy.versions"));
    m_table->setAccessibleName(tr("Versions"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(PolicyVersionModel::VersionColumn, new BadgeDelegate(m_table));
    for (const int column : {PolicyVersionModel::AgeColumn, PolicyVersionModel::AuthorColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setColumnWidths({14, 14, 16, 0});
    constexpr int kLeastComment = 150;
    new ColumnGiver(m_table, PolicyVersionModel::CommentColumn, kLeastComment, {PolicyVersionModel::AuthorColumn});
    m_table->setMinimumHeight(extent::kProblems);
    m_list = new ContentStack(m_table, this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PolicyVersionsPane::choose);
    connect(m_list, &ContentStack::retryClicked, m_model, [this] { m_model->refresh(); });
    return m_list;
}

QWidget* PolicyVersionsPane::buildDifference() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k16, 0, space::k16, 0);
    row->setSpacing(space::k8);
    m_title = new QLabel(whole);
    m_title->setTextFormat(Qt::PlainText);
    m_base = new QComboBox(whole);
    m_base->setObjectName(QStringLiteral("policy.base"));
    m_base->setAccessibleName(tr("Version to compare with"));
    m_base->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_base->setMinimumContentsLength(10);
    m_counts = new QLabel(whole);
    m_counts->setProperty("muted", true);
    row->addWidget(m_title);
    row->addWidget(m_base);
    row->addWidget(m_counts);
    row->addStretch(1);
    row->addWidget(new Button(m_rollback, Button::Secondary, whole));
    m_diff = new DiffView(whole);
    m_diff->setAccessibleName(tr("What differs"));
    m_stack = new ContentStack(m_diff, whole);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    connect(m_base, &QComboBox::activated, this, &PolicyVersionsPane::compare);
    connect(m_stack, &ContentStack::retryClicked, this, &PolicyVersionsPane::compare);
    return whole;
}

void PolicyVersionsPane::setPolicy(const QString& policy) {
    if (std::exchange(m_policy, policy) == policy) {
        return;
    }
    ++m_token;
    m_chosen = 0;
    m_documents.clear();
    m_base->clear();
    m_model->setPolicy(policy);
    updateAction();
}

void PolicyVersionsPane::refresh() {
    if (!m_policy.isEmpty()) {
        m_model->refresh();
    }
}

void PolicyVersionsPane::setObstacle(const QString& why) {
    m_obstacle = why;
    updateAction();
}

void PolicyVersionsPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    showVersions();
    compare();
}

void PolicyVersionsPane::showVersions() {
    if (m_model->rowCount() > 0) {
        m_list->showContent();
        const int row = std::max(0, m_model->rowOfVersion(m_chosen));
        if (m_table->currentIndex().row() != row) {
            m_table->selectRow(row);
        }
        choose();
    } else if (m_model->state() == PagedModel::State::Failed) {
        m_list->showError(m_model->error());
    } else {
        m_list->showLoading(tr("Loading versions…"));
    }
}

void PolicyVersionsPane::choose() {
    const auto version = m_model->versionAt(m_table->currentIndex().row());
    if (version == 0) {
        return;
    }
    const bool another = std::exchange(m_chosen, version) != version;
    if (another || m_base->count() != m_model->rowCount() - 1) {
        fillBase();
        compare();
    }
    updateAction();
}

/// The one before it; for the first one, the one behind it.
void PolicyVersionsPane::fillBase() {
    const int chosen = m_model->rowOfVersion(m_chosen);
    m_base->clear();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (row != chosen) {
            const auto& info = m_model->itemAt(row);
            m_base->addItem(info.latest ? tr("%1 (latest)").arg(info.version) : QString::number(info.version),
                            QVariant::fromValue<qlonglong>(info.version));
        }
    }
    const auto before = m_model->versionAt(chosen + 1 < m_model->rowCount() ? chosen + 1 : chosen - 1);
    m_base->setCurrentIndex(m_base->findData(QVariant::fromValue<qlonglong>(before)));
    const bool two = m_base->count() > 0;
    m_base->setVisible(two);
    m_title->setVisible(two);
    m_counts->setVisible(two);
    m_title->setText(tr("Changed in %1 since").arg(m_chosen));
    m_counts->setText({});
}

std::int64_t PolicyVersionsPane::base() const {
    return m_base->currentData().toLongLong();
}

/// A version that says that there is none has no document.
QString PolicyVersionsPane::textOf(std::int64_t version) const {
    const auto document = m_documents.value(version);
    return document.is_null() ? QString() : prettyJson(document);
}

void PolicyVersionsPane::compare() {
    if (!isVisible() || m_chosen == 0) {
        return;
    }
    if (base() == 0) {
        m_stack->showEmpty(QStringLiteral("branch"), tr("Only one version"),
                           tr("When the policy is changed, what differs between the two is shown here."));
        return;
    }
    if (!m_documents.contains(base()) || !m_documents.contains(m_chosen)) {
        m_stack->showLoading(tr("Comparing…"));
        if (m_documents.size() >= kMaxKept) {
            m_documents.clear();
        }
        for (const auto version : {base(), m_chosen}) {
            if (!m_documents.contains(version)) {
                ask(version);
            }
        }
        return;
    }
    const TextDiff diff = diffOf(textOf(base()), textOf(m_chosen));
    m_diff->setDiff(diff);
    m_counts->setText(QStringLiteral("+%1 −%2").arg(diff.added).arg(diff.removed));
    m_counts->setToolTip(linesText(diff));
    m_counts->setAccessibleName(m_counts->toolTip());
    if (diff.added + diff.removed == 0) {
        m_stack->showEmpty(QStringLiteral("check"), tr("The same document"), tr("The two differ in nothing."));
    } else {
        m_stack->showContent();
    }
    updateAction();
}

void PolicyVersionsPane::ask(std::int64_t version) {
    const int row = m_model->rowOfVersion(version);
    if (row >= 0 && m_model->itemAt(row).removed) {
        m_documents.insert(version, {});
        QMetaObject::invokeMethod(this, &PolicyVersionsPane::compare, Qt::QueuedConnection);
        return;
    }
    m_session->call<api::GetPolicy>({toUtf8(m_policy), version}, this,
                                    [this, version, token = m_token](const api::Result<api::PolicyDetail>& reply) {
                                        if (token != m_token) {
                                            return;
                                        }
                                        if (!reply.ok()) {
                                            m_stack->showError(reply.error());
                                            return;
                                        }
                                        m_documents.insert(version, reply->document);
                                        if (m_documents.contains(base()) && m_documents.contains(m_chosen)) {
                                            compare();
                                        }
                                    });
}

void PolicyVersionsPane::updateAction() {
    const int row = m_model->rowOfVersion(m_chosen);
    const QString why = !m_obstacle.isEmpty()                   ? m_obstacle
                        : row < 0                               ? tr("Select a version first.")
                        : m_model->itemAt(row).latest           ? tr("This is the version that counts.")
                        : m_model->itemAt(row).removed          ? tr("This version says that there is none.")
                        : m_documents.value(m_chosen).is_null() ? tr("The version is being read.")
                                                                : QString();
    m_rollback->setEnabled(why.isEmpty());
    m_rollback->setToolTip(why.isEmpty() ? tr("Make version %1 the newest one again.").arg(m_chosen) : why);
    m_rollback->setProperty("command", tr("Roll %1 back…").arg(m_policy));
}

/// What differs from the newest one is shown before anything is done.
void PolicyVersionsPane::rollBack() {
    if (m_dialog || !m_rollback->isEnabled()) {
        return;
    }
    const auto document = m_documents.value(m_chosen);
    m_session->call<api::GetPolicy>(
        {toUtf8(m_policy), 0}, this,
        [this, document, chosen = m_chosen, token = m_token](const api::Result<api::PolicyDetail>& reply) {
            if (token != m_token || m_dialog) {
                return;
            }
            if (!reply.ok() && reply.error().code != api::code::kNotFound) {
                Q_EMIT failed(toText(reply.error().message));
                return;
            }
            PolicySaveDialog::Task task;
            task.policy = m_policy;
            task.before = reply.ok() ? reply->document : api::Json();
            task.after = document;
            task.replaces = reply.ok() ? reply->info.version : 0;
            task.title = tr("Roll %1 back to version %2").arg(m_policy).arg(chosen);
            task.act = tr("Roll back");
            task.comment = tr("Roll back to version %1").arg(chosen);
            m_dialog = new PolicySaveDialog(m_session, std::move(task), window());
            connect(m_dialog, &PolicySaveDialog::saved, this, &PolicyVersionsPane::rolledBack);
            connect(m_dialog, &PolicySaveDialog::refused, this,
                    [this](const api::Error& error) { Q_EMIT failed(toText(error.message)); });
            m_dialog->open();
        });
}

}  // namespace beamline::ui
