// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/rerun_dialog.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSplitter>
#include <QUuid>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/redaction.h"
#include "ui/models/rerun_plan_model.h"
#include "ui/models/workflow_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/pill.h"
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
    : QDialog(parent),
      m_session(session),
      m_detail(detail),
      m_versions(new WorkflowListModel(session, this)),
      m_model(new RerunPlanModel(this)) {
    setObjectName(QStringLiteral("run.rerunDialog"));
    setWindowTitle(tr("Re-run"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(parent ? kRerunSize.boundedTo(parent->window()->size()) : kRerunSize);
    build();
    fillTasks(task);
    m_version->addItem(toText(detail.run.version), toText(detail.run.version));
    connect(m_task, &QComboBox::currentIndexChanged, this, &RerunDialog::plan);
    connect(m_version, &QComboBox::currentIndexChanged, this, [this] {
        m_graph.reset();
        plan();
    });
    connect(m_versions, &PagedModel::loaded, this, &RerunDialog::fillVersions);
    m_versions->setWorkflow(toText(detail.run.ns), toText(detail.run.workflow));
    plan();
}

void RerunDialog::build() {
    auto* title = rerunSentence(tr("Re-run %1").arg(cutText(m_detail.run.workflow, kShownTitle)), this);
    title->setFont(Theme::current().font(TextRole::Heading));
    auto* about = rerunSentence(tr("A new run takes over the results of the tasks before the chosen one and begins to "
                                   "work there. Run %1 stays as it was.")
                                    .arg(shortId(toText(m_detail.run.id))),
                                this);
    about->setProperty("muted", true);
    m_bar = new InfoBar(this);
    m_bar->hide();
    m_task = new QComboBox(this);
    m_task->setObjectName(QStringLiteral("rerun.task"));
    m_task->setAccessibleName(tr("Begin at"));
    m_version = new QComboBox(this);
    m_version->setObjectName(QStringLiteral("rerun.version"));
    m_version->setAccessibleName(tr("Version of the definition"));
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("rerun.reason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Kept in the history of the new run"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::k12);
    form->setVerticalSpacing(space::k8);
    form->addRow(tr("Begin at"), m_task);
    form->addRow(tr("Version"), m_version);
    form->addRow(tr("Reason"), m_reason);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k24);
    split->addWidget(buildPlan());
    split->addWidget(buildInput());
    split->setSizes({480, 420});
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    m_send = new Button(tr("Re-run"), Button::Primary, this);
    m_send->setObjectName(QStringLiteral("rerun.send"));
    m_send->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(title);
    if (isDryRun(m_detail.run)) {
        auto* mark = new Pill(this);
        mark->setDryRun();
        column->addWidget(mark, 0, Qt::AlignLeft);
    }
    column->addWidget(about);
    column->addWidget(m_bar);
    column->addLayout(form);
    column->addWidget(split, 1);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &RerunDialog::send);
    connect(m_session, &EngineSession::healthChanged, this, &RerunDialog::check);
    for (const auto key : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, &RerunDialog::send);
    }
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

QWidget* RerunDialog::buildInput() {
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("Input where it begins"), right);
    m_reset = new Button(tr("As it was"), Button::Plain, right);
    m_reset->setAccessibleName(tr("Puts the input back as it was"));
    m_reveal = new Button(JsonView::tr("Reveal"), Button::Plain, right);
    m_reveal->setObjectName(QStringLiteral("rerun.reveal"));
    m_reveal->setToolTip(JsonView::tr("Values under names such as password or token are masked. Shows them."));
    m_reveal->hide();
    line->addWidget(label);
    line->addStretch(1);
    line->addWidget(m_reveal);
    line->addWidget(m_reset);
    m_input = new QPlainTextEdit(right);
    m_input->setObjectName(QStringLiteral("rerun.input"));
    m_input->setFont(Theme::current().font(TextRole::Mono));
    m_input->setAccessibleName(tr("Input as JSON"));
    m_input->setTabChangesFocus(true);
    m_input->setMinimumHeight(extent::kEditor);
    label->setBuddy(m_input);
    m_verdict = rerunSentence({}, right);
    m_verdict->setObjectName(QStringLiteral("rerun.verdict"));
    m_verdict->setProperty("muted", true);
    column->addLayout(line);
    column->addWidget(m_input, 1);
    column->addWidget(m_verdict);
    connect(m_input, &QPlainTextEdit::textChanged, this, [this] {
        if (m_plan) {
            m_written[task()] = m_input->toPlainText();
        }
        check();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_written.erase(task());
        showPlan();
    });
    connect(m_reveal, &QPushButton::clicked, this, [this] {
        m_written[task()] = prettyJson(m_plan->input);
        showPlan();
        m_input->setFocus();
    });
    return right;
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
        m_bar->show(InfoBar::Error, m_refusal, {}, false);
        m_model->clear();
        m_summary->clear();
        check();
        return;
    }
    m_bar->hide();
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
    {
        const QSignalBlocker block(m_input);
        const auto typed = m_written.find(task());
        const bool masks = typed == m_written.end() && hasSensitive(m_plan->input, sensitiveNames());
        m_input->setPlainText(typed != m_written.end() ? typed->second
                                                       : prettyJson(masked(m_plan->input, sensitiveNames())));
        m_input->setReadOnly(masks);  // a mask is no value to begin with
        m_input->setToolTip(masks ? m_reveal->toolTip() : QString());
        m_reveal->setVisible(masks);
    }
    check();
}

/// What is written, or the input as it was where nobody has touched it.
api::Result<api::Json> RerunDialog::input() const {
    const auto written = m_written.find(task());
    return written == m_written.end() && m_plan ? api::Result<api::Json>(m_plan->input)
                                                : api::parseJson(toUtf8(m_input->toPlainText()));
}

void RerunDialog::check() {
    const auto parsed = input();
    const bool changed = m_plan && (!parsed.ok() || parsed.value() != m_plan->input);
    m_verdict->setText(!m_plan        ? QString()
                       : !parsed.ok() ? toText(parsed.error().message)
                       : changed      ? tr("This is JSON, and other than it was.")
                                      : tr("As it was."));
    m_input->setEnabled(m_plan.has_value());
    m_reset->setEnabled(changed);
    const QString away = m_session->obstacle(api::RerunRun::kInfo.name);
    const QString why = !away.isEmpty() ? away
                        : m_sending     ? tr("The engine is being asked…")
                        : !m_plan       ? m_refusal
                        : !parsed.ok()  ? tr("Mend the JSON first.")
                                        : QString();
    m_send->setEnabled(why.isEmpty());
    m_send->setToolTip(why);
}

void RerunDialog::send() {
    auto parsed = input();
    if (!m_send->isEnabled() || !m_plan || !parsed.ok()) {
        return;
    }
    api::RerunRun op;
    op.run = m_detail.run.id;
    op.task = toUtf8(task());
    op.version = toUtf8(version());
    if (parsed.value() != m_plan->input) {
        op.input = std::move(parsed.value());
    }
    op.reason = toUtf8(m_reason->text().trimmed());
    if (auto content = api::printJson(api::toJson(op)); content != m_content) {
        m_content = std::move(content);
        m_key = toUtf8(QUuid::createUuid().toString(QUuid::WithoutBraces));
    }
    op.idempotencyKey = m_key;
    m_sending = true;
    m_bar->hide();
    check();
    m_session->call<api::RerunRun>(std::move(op), this, [this](api::Result<api::StartReply> reply) {
        m_sending = false;
        check();
        if (reply.ok()) {
            Q_EMIT started(toText(reply->run));
            accept();
        } else {
            m_bar->show(InfoBar::Error, errorWithProblems(reply.error()));
        }
    });
}

}  // namespace beamline::ui
