// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/rerun_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QUuid>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/rerun_plan_model.h"
#include "ui/models/workflow_list_model.h"
#include "ui/pages/input_editor.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr QSize kRerunSize(960, 640);

/// What happens to a task, by icon, word and colour.
class RerunPlanDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override {
        using Kind = RerunPlanModel::Kind;
        const auto kind = static_cast<Kind>(index.data(KindRole).toInt());
        const auto role = kind == Kind::Warning  ? Icon::Role::Waiting
                          : kind == Kind::Kept   ? Icon::Role::Completed
                          : kind == Kind::Begins ? Icon::Role::Running
                                                 : Icon::Role::Text3;
        const QString name = kind == Kind::Warning  ? QStringLiteral("warning")
                             : kind == Kind::Kept   ? QStringLiteral("check")
                             : kind == Kind::Begins ? QStringLiteral("run")
                                                    : QStringLiteral("minus");
        Icon::get(name, role)
            .paint(&painter, QRect(rect.left(), rect.center().y() - space::kIcon / 2, space::kIcon, space::kIcon));
        painter.setPen(Icon::color(kind == Kind::Runs ? Icon::Role::Text2 : role));
        CellDelegate::paintContent(painter, rect.adjusted(space::kIcon + space::k4, 0, 0, 0), index);
    }
};

QLabel* rerunSentence(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}
}  // namespace

RerunDialog::RerunDialog(EngineSession* session, const api::RunDetail& detail, const QString& task, QWidget* parent)
    : InputDialog(QStringLiteral("rerun"), parent),
      m_session(session),
      m_detail(detail),
      m_versions(new WorkflowListModel(session, this)),
      m_model(new RerunPlanModel(this)) {
    setObjectName(QStringLiteral("run.rerunDialog"));
    setWindowTitle(tr("Re-run"));
    resize(parent ? kRerunSize.boundedTo(parent->window()->size()) : kRerunSize);
    buildParts();
    fillTasks(task);
    m_version->addItem(toText(detail.run.version), toText(detail.run.version));
    connect(m_task, &QComboBox::currentIndexChanged, this, &RerunDialog::plan);
    connect(m_version, &QComboBox::currentIndexChanged, this, [this] {
        m_graph.reset();
        plan();
    });
    connect(input(), &InputEditor::changed, this, [this] {
        if (m_plan) {
            m_written[this->task()] = input()->written();
        }
        check();
    });
    connect(m_session, &EngineSession::healthChanged, this, &RerunDialog::check);
    connect(m_versions, &PagedModel::loaded, this, &RerunDialog::fillVersions);
    m_versions->setWorkflow(toText(detail.run.ns), toText(detail.run.workflow));
    plan();
}

void RerunDialog::buildParts() {
    m_task = new QComboBox(this);
    m_task->setObjectName(QStringLiteral("rerun.task"));
    m_task->setAccessibleName(tr("Begin at"));
    m_version = new QComboBox(this);
    m_version->setObjectName(QStringLiteral("rerun.version"));
    m_version->setAccessibleName(tr("Version of the definition"));
    form()->addRow(tr("Begin at"), m_task);
    form()->addRow(tr("Version"), m_version);
    const QString before = shortId(toText(m_detail.run.id));
    const bool faulted = m_detail.run.phase == api::Phase::faulted;
    m_discard = new QCheckBox(tr("Discard run %1 once the new one has begun").arg(before), this);
    m_discard->setObjectName(QStringLiteral("rerun.discard"));
    m_discard->setToolTip(tr("Its error and history stay readable, but nobody has to look at it any more."));
    m_discard->setChecked(faulted);
    m_discard->setVisible(faulted);
    if (faulted) {
        form()->addRow(QString(), m_discard);
    }
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k24);
    split->addWidget(buildPlan());
    split->addWidget(input());
    split->setSizes({480, 420});
    build({tr("Re-run %1").arg(cutText(m_detail.run.workflow, kShownTitle)),
           tr("A new run takes over the results of the tasks before the chosen one and begins to work there. What run "
              "%1 has done stays as it was.")
               .arg(before),
           tr("Re-run"), tr("Kept in the history of the new run")},
          isDryRun(m_detail.run), split);
}

QWidget* RerunDialog::buildPlan() {
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_summary = rerunSentence({}, left);
    m_summary->setObjectName(QStringLiteral("rerun.summary"));
    auto* table = new TableView(left);
    table->setObjectName(QStringLiteral("rerun.plan"));
    table->setAccessibleName(tr("What the new run keeps and does"));
    table->setModel(m_model);
    table->setItemDelegateForColumn(RerunPlanModel::WhatColumn, new RerunPlanDelegate(table));
    table->setColumnWidths({0, 24});
    column->addWidget(m_summary);
    column->addWidget(table, 1);
    return left;
}

/// The start, and each task that the run has come to.
void RerunDialog::fillTasks(const QString& task) {
    m_task->addItem(tr("The start of the workflow"), QStringLiteral("/"));
    for (const api::TaskState& one : m_detail.tasks) {
        if (one.iterations > 0 || toText(one.ref) == task) {
            m_task->addItem(tr("%1 (%2)").arg(cutText(one.name, kShownTitle), phaseText(one.phase).toLower()),
                            toText(one.ref));
            m_task->setItemData(m_task->count() - 1, toText(one.ref), Qt::ToolTipRole);
        }
    }
    m_task->setCurrentIndex(std::max(0, m_task->findData(task)));
}

/// Keeps what is chosen; the run's own version stays first, also when it is listed no more.
void RerunDialog::fillVersions() {
    const QSignalBlocker block(m_version);
    for (int row = 0; row < m_versions->rowCount(); ++row) {
        const auto& info = m_versions->itemAt(row);
        const QString name = toText(info.version);
        if (m_version->findData(name) < 0) {
            m_version->addItem(info.latest ? tr("%1 (the latest)").arg(name) : name, name);
        }
    }
}

void RerunDialog::preferVersion(const QString& version) {
    if (m_version->findData(version) < 0) {
        m_version->addItem(version, version);
    }
    m_version->setCurrentIndex(m_version->findData(version));
}

QString RerunDialog::task() const {
    return m_task->currentData().toString();
}

QString RerunDialog::version() const {
    return m_version->currentData().toString();
}

void RerunDialog::plan() {
    m_plan.reset();
    m_refusal = tr("The engine is being asked what it would do…");
    input()->clear();
    check();
    const quint64 token = ++m_token;
    m_session->call<api::PlanRerun>({m_detail.run.id, toUtf8(task()), toUtf8(version())}, this,
                                    [this, token](api::Result<api::PlanRerunReply> reply) {
                                        if (token == m_token) {
                                            takePlan(std::move(reply));
                                        }
                                    });
    if (version() == toText(m_detail.run.version)) {
        m_graph = m_detail.graph;
        return;
    }
    m_session->call<api::GetWorkflow>({m_detail.run.ns, m_detail.run.workflow, toUtf8(version())}, this,
                                      [this, token](api::Result<api::WorkflowDetail> reply) {
                                          if (token == m_token && reply.ok()) {
                                              m_graph = std::move(reply->graph);
                                              showPlan();
                                          }
                                      });
}

void RerunDialog::takePlan(api::Result<api::PlanRerunReply> reply) {
    if (!reply.ok()) {
        m_refusal = errorWithProblems(reply.error());
        bar()->show(InfoBar::Error, m_refusal, {}, false);
        m_model->clear();
        m_summary->clear();
        check();
        return;
    }
    bar()->hide();
    m_refusal.clear();
    m_plan = std::move(reply->plan);
    showPlan();
}

void RerunDialog::showPlan() {
    if (!m_plan) {
        return;
    }
    m_model->setPlan(*m_plan, m_graph.value_or(api::Graph()));
    m_summary->setText(m_model->summary());
    const auto written = m_written.find(task());
    input()->setInput(m_plan->input, written != m_written.end() ? written->second : std::nullopt);
}

void RerunDialog::check() {
    const QString away = m_session->obstacle(api::RerunRun::kInfo.name);
    setObstacle(!away.isEmpty()          ? away
                : m_sending              ? tr("The engine is being asked…")
                : !m_plan                ? m_refusal
                : !input()->value().ok() ? tr("Mend the JSON first.")
                                         : QString());
}

void RerunDialog::send() {
    auto value = input()->value();
    if (!canSend() || !m_plan || !value.ok()) {
        return;
    }
    api::RerunRun op;
    op.run = m_detail.run.id;
    op.task = toUtf8(task());
    op.version = toUtf8(version());
    if (value.value() != m_plan->input) {
        op.input = std::move(value.value());
    }
    op.reason = reason();
    op.discard = m_discard->isChecked();
    if (auto content = api::printJson(api::toJson(op)); content != m_content) {
        m_content = std::move(content);
        m_key = toUtf8(QUuid::createUuid().toString(QUuid::WithoutBraces));
    }
    op.idempotencyKey = m_key;
    m_sending = true;
    bar()->hide();
    check();
    m_session->call<api::RerunRun>(std::move(op), this, [this](api::Result<api::StartReply> reply) {
        m_sending = false;
        check();
        if (reply.ok()) {
            Q_EMIT started(toText(reply->run));
            accept();
        } else {
            bar()->show(InfoBar::Error, errorWithProblems(reply.error()));
        }
    });
}

}  // namespace beamline::ui
