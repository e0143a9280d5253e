// SPDX-License-Identifier: Apache-2.0
// What the page Cluster does: draining, resuming, moving; and its charts.
#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <algorithm>

#include "ui/models/cluster_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/cluster/cluster_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/question.h"
#include "ui/widgets/shard_map.h"
#include "ui/widgets/table_view.h"

namespace beamline::ui {

namespace {
/// As beamctl has it; the host is in the table.
QString nameOf(const api::NodeInfo& node) {
    return toText(node.id);
}

void set(QAction* action, const QString& what, const QString& why) {
    action->setEnabled(why.isEmpty());
    action->setToolTip(why.isEmpty() ? what : why);
}

template <class Value>
LineChart::Line line(const QString& name, Icon::Role color, const api::StatisticsReply& statistics, Value value) {
    LineChart::Line one{name, color, {}};
    for (const auto& point : statistics.points) {
        one.points.append(QPointF(static_cast<double>(point.at), static_cast<double>(value(point))));
    }
    return one;
}
}  // namespace

const api::NodeInfo* ClusterPage::chosenNode() const {
    const QString id = m_nodes.table->currentIndex().data(IdRole).toString();
    const auto& nodes = m_model->cluster().nodes;
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const auto& one) { return toText(one.id) == id; });
    return found == nodes.end() ? nullptr : &*found;
}

const api::WorkPoolInfo* ClusterPage::chosenPool() const {
    const QString id = m_pools.table->currentIndex().data(IdRole).toString();
    const auto& pools = m_model->cluster().pools;
    const auto found =
        std::find_if(pools.begin(), pools.end(), [&](const auto& one) { return toText(one.name) == id; });
    return found == pools.end() ? nullptr : &*found;
}

void ClusterPage::updateActions() {
    const auto* node = chosenNode();
    const auto* pool = chosenPool();
    const bool alone = !m_model->cluster().clustered;
    const auto why = [this](const char* operation, const QString& none) {
        const QString away = m_session->obstacle(operation);
        return !away.isEmpty() ? away : m_sending ? tr("The engine is being asked…") : none;
    };
    const QString noNode = alone   ? tr("An engine alone has nobody to hand its runs to.")
                           : !node ? tr("Select a node first.")
                                   : QString();
    const bool drained = node && (node->state == api::NodeState::draining || node->state == api::NodeState::drained);
    const QString lost = node && node->state == api::NodeState::unreachable
                             ? tr("The node cannot be reached: the others have its shards.")
                             : QString();
    const QString worker =
        node && !hasEngine(*node) ? tr("It has no engine: drain its pool instead, or stop it.") : QString();
    const char* control = api::ControlNode::kInfo.name;
    set(m_drainNode, tr("Hand its shards to the others and take nothing new."),
        why(control, !noNode.isEmpty()   ? noNode
                     : !worker.isEmpty() ? worker
                     : drained           ? tr("The node is drained already.")
                                         : lost));
    set(m_resumeNode, tr("Let it take its part again."),
        why(control, !noNode.isEmpty() ? noNode
                     : !drained        ? tr("The node is not drained.")
                                       : QString()));
    control = api::ControlPool::kInfo.name;
    const QString noPool = pool ? QString() : tr("Select a pool first.");
    set(m_drainPool, tr("Give nothing of it to workers any more."),
        why(control, !noPool.isEmpty()      ? noPool
                     : pool && pool->paused ? tr("The pool is drained already.")
                                            : QString()));
    set(m_resumePool, tr("Give its tasks to workers again."),
        why(control, !noPool.isEmpty()       ? noPool
                     : pool && !pool->paused ? tr("The pool is not drained.")
                                             : QString()));
    set(m_moveShard, tr("Let another node carry it on."),
        why(api::MoveShard::kInfo.name, m_shards->current() < 0 ? tr("Choose a shard first.") : QString()));
    m_drainNode->setVisible(!alone);
    m_resumeNode->setVisible(!alone);
}

void ClusterPage::ask(const QString& title, const QString& text, const QString& act, std::function<void()> then) {
    if (m_question) {
        return;
    }
    m_question = new Question(title, text, act, Button::Danger, tr("Leave it"), window());
    connect(m_question, &QDialog::accepted, this, std::move(then));
    m_question->open();
}

template <class Op>
void ClusterPage::send(Op op, const QString& what, const QString& done) {
    m_sending = true;
    updateActions();
    m_session->call<Op>(std::move(op), this, [this, what, done](api::Result<api::ClusterReply> reply) {
        m_sending = false;
        if (reply.ok()) {
            m_bar->show(InfoBar::Info, done);
            m_model->take(reply->cluster);
        } else {
            m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(reply.error().message)));
        }
        updateActions();
    });
}

void ClusterPage::controlNode(bool drain) {
    const auto* node = chosenNode();
    if (!node) {
        return;
    }
    const QString name = nameOf(*node);
    const api::ControlNode op{node->id, drain ? api::DrainAction::drain : api::DrainAction::resume, {}};
    if (!drain) {
        send(op, tr("%1 was not resumed").arg(name), tr("%1 takes its part again.").arg(name));
        return;
    }
    ask(tr("Drain %1?").arg(cutText(toUtf8(name), kLongestWord)),
        tr("It takes nothing new, hands its %n shard(s) to the other nodes and ends the tasks it has. Runs go on "
           "there; "
           "nothing is lost. It goes on answering until you stop it, and can be resumed.",
           nullptr, node->leases),
        tr("Drain"),
        [this, op, name] { send(op, tr("%1 was not drained").arg(name), tr("%1 is being drained.").arg(name)); });
}

void ClusterPage::controlPool(bool drain) {
    const auto* pool = chosenPool();
    if (!pool) {
        return;
    }
    const QString name = toText(pool->name);
    const api::ControlPool op{pool->name, drain ? api::DrainAction::drain : api::DrainAction::resume, {}};
    if (!drain) {
        send(op, tr("The pool %1 was not resumed").arg(name),
             tr("The pool %1 gives tasks to workers again.").arg(name));
        return;
    }
    ask(tr("Drain the pool %1?").arg(cutText(toUtf8(name), kLongestWord)),
        tr("Workers get nothing of it any more and end what they have. %n task(s) stay queued, and runs that need the "
           "pool wait until it is resumed.",
           nullptr, static_cast<int>(pool->queued)),
        tr("Drain"), [this, op, name] {
            send(op, tr("The pool %1 was not drained").arg(name), tr("The pool %1 is drained.").arg(name));
        });
}

/// The nodes that could carry the chosen shard on, each an action.
void ClusterPage::fillTargets(QMenu* menu) {
    const int number = m_shards->current();
    const auto& cluster = m_model->cluster();
    const auto shard = std::find_if(cluster.shards.begin(), cluster.shards.end(),
                                    [number](const auto& one) { return one.shard == number; });
    if (shard == cluster.shards.end()) {
        return;
    }
    menu->addAction(tr("Move shard %1 to").arg(number))->setEnabled(false);
    menu->addSeparator();
    for (const auto& node : cluster.nodes) {
        auto* action = menu->addAction(nameOf(node));
        action->setObjectName(QStringLiteral("move.") + toText(node.id));
        const QString why = !m_moveShard->isEnabled()              ? m_moveShard->toolTip()
                            : node.id == shard->owner              ? tr("It has the shard already.")
                            : node.state != api::NodeState::online ? tr("The node takes nothing now.")
                                                                   : QString();
        set(action, tr("Node %1").arg(toText(node.id)), why);
        connect(action, &QAction::triggered, this, [this, id = node.id] { moveShard(id); });
    }
}

void ClusterPage::moveShard(const std::string& node) {
    const int number = m_shards->current();
    const auto& nodes = m_model->cluster().nodes;
    const auto target = std::find_if(nodes.begin(), nodes.end(), [&node](const auto& one) { return one.id == node; });
    if (number < 0 || target == nodes.end()) {
        return;
    }
    const QString name = nameOf(*target);
    ask(tr("Move shard %1?").arg(number),
        tr("%1 carries its runs on. They pause for a moment while the shard changes hands; nothing is lost, and tasks "
           "in "
           "flight may be run again under the same idempotency key. It stays there until nodes come or go.")
            .arg(name),
        tr("Move"), [this, number, node, name] {
            send(api::MoveShard{number, node}, tr("Shard %1 was not moved").arg(number),
                 tr("Shard %1 is moving to %2.").arg(number).arg(name));
        });
}

void ClusterPage::showCharts() {
    const auto& statistics = m_model->statistics();
    const QString problem = m_model->statisticsProblem();
    m_chartProblem->setText(tr("There are no figures of the last hour. %1").arg(problem));
    m_chartProblem->setVisible(!problem.isEmpty());
    const QVector<QVector<LineChart::Line>> lines{
        {line(tr("tasks"), Icon::Role::Running, statistics, [](const auto& one) { return one.tasks; })},
        {line(QStringLiteral("p50"), Icon::Role::Running, statistics, [](const auto& one) { return one.p50; }),
         line(QStringLiteral("p95"), Icon::Role::Waiting, statistics, [](const auto& one) { return one.p95; }),
         line(QStringLiteral("p99"), Icon::Role::Suspended, statistics, [](const auto& one) { return one.p99; })},
        {line(tr("queued"), Icon::Role::Waiting, statistics, [](const auto& one) { return one.queued; })},
        {line(tr("attempts"), Icon::Role::Faulted, statistics, [](const auto& one) { return one.errors; }),
         line(tr("runs"), Icon::Role::Suspended, statistics, [](const auto& one) { return one.runsFaulted; })}};
    const auto now = Clock::now();
    const auto from = now - ClusterModel::kMinutes * 60'000;
    for (std::size_t i = 0; i < kCharts; ++i) {
        m_charts[i]->show(lines[static_cast<qsizetype>(i)], from, now, std::max<qint64>(statistics.step, 1));
        m_chartLegends[i]->setText(m_charts[i]->legend());
        m_chartCards[i]->setVisible(problem.isEmpty());
    }
}

}  // namespace beamline::ui
