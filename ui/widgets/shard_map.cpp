// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/shard_map.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kGap = space::k4;

struct Ink {
    QColor strong;
    QColor soft;
};

/// Colours come again after five nodes; letters do not.
Ink inkOf(int node) {
    const Tokens& t = Theme::current().tokens();
    if (node < 0) {
        return {t.faulted, t.faultedSoft};
    }
    const Ink inks[] = {{t.running, t.runningSoft},
                        {t.completed, t.completedSoft},
                        {t.suspended, t.suspendedSoft},
                        {t.waiting, t.waitingSoft},
                        {t.cancelled, t.cancelledSoft}};
    return inks[static_cast<std::size_t>(node) % std::size(inks)];
}
}  // namespace

ShardMap::ShardMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Shards"));
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void ShardMap::show(const api::ClusterInfo& cluster) {
    const int chosen = current();
    if (m_nodes != cluster.nodes || m_shards != cluster.shards) {
        m_nodes = cluster.nodes;
        m_shards = cluster.shards;
        m_index = -1;
        setCurrent(chosen);
        fit();
        update();
    }
}

int ShardMap::current() const {
    return m_index < 0 ? -1 : m_shards[static_cast<std::size_t>(m_index)].shard;
}

void ShardMap::setCurrent(int shard) {
    const auto found =
        std::find_if(m_shards.begin(), m_shards.end(), [shard](const auto& one) { return one.shard == shard; });
    if (found != m_shards.end()) {
        choose(static_cast<int>(found - m_shards.begin()));
    }
}

void ShardMap::choose(int index) {
    if (index == m_index || index < 0 || index >= static_cast<int>(m_shards.size())) {
        return;
    }
    m_index = index;
    setAccessibleDescription(textOf(current()));
    update();
    Q_EMIT currentChanged(current());
}

int ShardMap::nodeIndex(const std::string& node) const {
    const auto found =
        std::find_if(m_nodes.begin(), m_nodes.end(), [&node](const auto& one) { return one.id == node; });
    return found == m_nodes.end() ? -1 : static_cast<int>(found - m_nodes.begin());
}

QString ShardMap::letter(const std::string& node) const {
    constexpr int kLetters = 26;
    const int index = nodeIndex(node);
    if (index < 0) {
        return node.empty() ? QStringLiteral("–") : QStringLiteral("?");
    }
    const QString one = QChar(u'A' + index % kLetters);
    return index < kLetters ? one : one + QString::number(index / kLetters);
}

QString ShardMap::nodeName(const std::string& node) const {
    return toText(node);  // as beamctl and the logs have it
}

QString ShardMap::legend() const {
    const auto line = [](const QColor& ink, const QString& letter, const QString& text) {
        return QStringLiteral("<b style=\"color:%1\">%2</b>&nbsp;%3").arg(ink.name(), letter, text.toHtmlEscaped());
    };
    QStringList parts;
    for (const auto& node : m_nodes) {
        const auto count = std::count_if(m_shards.begin(), m_shards.end(),
                                         [&node](const auto& shard) { return shard.owner == node.id; });
        parts << line(inkOf(nodeIndex(node.id)).strong, letter(node.id),
                      tr("%1: %2").arg(nodeName(node.id)).arg(count));
    }
    const auto nobody =
        std::count_if(m_shards.begin(), m_shards.end(), [](const auto& shard) { return shard.owner.empty(); });
    if (nobody > 0) {
        parts << line(inkOf(-1).strong, letter({}), tr("nobody: %1").arg(nobody));
    }
    return parts.join(QStringLiteral(" &nbsp; "));
}

QString ShardMap::textOf(int shard) const {
    const auto found =
        std::find_if(m_shards.begin(), m_shards.end(), [shard](const auto& one) { return one.shard == shard; });
    if (found == m_shards.end()) {
        return {};
    }
    QString text = found->owner.empty()
                       ? tr("Shard %1: nobody carries it on now; its runs wait until a node takes it.").arg(shard)
                       : tr("Shard %1: carried on by %2 since %3 (epoch %4).")
                             .arg(shard)
                             .arg(nodeName(found->owner), formatExact(found->since))
                             .arg(found->epoch);
    if (!found->movingTo.empty()) {
        text += QLatin1Char(' ') + tr("It is moving to %1.").arg(nodeName(found->movingTo));
    }
    return text;
}

SpokenParts::Part ShardMap::part(int index) const {
    const int shard = m_shards[static_cast<std::size_t>(index)].shard;
    return {tr("Shard %1").arg(shard), textOf(shard), cell(index), index == m_index};
}

int ShardMap::columns() const {
    return std::max(1, (width() + kGap) / (extent::kShardWidth + kGap));
}

QRect ShardMap::cell(int index) const {
    return {index % columns() * (extent::kShardWidth + kGap), index / columns() * (extent::kShardHeight + kGap),
            extent::kShardWidth, extent::kShardHeight};
}

int ShardMap::indexAt(const QPoint& position) const {
    for (int index = 0; index < static_cast<int>(m_shards.size()); ++index) {
        if (cell(index).contains(position)) {
            return index;
        }
    }
    return -1;
}

QSize ShardMap::sizeHint() const {
    return {8 * (extent::kShardWidth + kGap), minimumHeight()};
}

void ShardMap::fit() {
    const int rows = (static_cast<int>(m_shards.size()) + columns() - 1) / columns();
    setFixedHeight(std::max(1, rows) * (extent::kShardHeight + kGap));
}

void ShardMap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void ShardMap::paintCell(QPainter& painter, int index) const {
    const auto& shard = m_shards[static_cast<std::size_t>(index)];
    const Tokens& t = Theme::current().tokens();
    const Ink ink = inkOf(nodeIndex(shard.owner));
    const QRectF box = QRectF(cell(index)).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool moving = !shard.movingTo.empty();
    painter.setBrush(ink.soft);
    painter.setPen(shard.owner.empty() || moving ? QPen(ink.strong, Theme::current().line(), Qt::DashLine)
                                                 : Theme::current().edge(ink.strong));
    painter.drawRoundedRect(box, space::k4, space::k4);
    if (index == m_index) {
        painter.setBrush(Qt::NoBrush);
        const qreal width = hasFocus() ? 4 : 2;
        const qreal inside = width / 2 - 0.5;
        painter.setPen(QPen(hasFocus() ? t.accent : t.text2, width));
        painter.drawRoundedRect(box.adjusted(inside, inside, -inside, -inside), space::k4, space::k4);
    }
    painter.setPen(ink.strong);
    painter.drawText(
        box, Qt::AlignCenter,
        moving ? QStringLiteral("%1›%2").arg(letter(shard.owner), letter(shard.movingTo)) : letter(shard.owner));
}

void ShardMap::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::current().font(TextRole::Strong));
    for (int index = 0; index < static_cast<int>(m_shards.size()); ++index) {
        if (event->rect().intersects(cell(index))) {
            paintCell(painter, index);
        }
    }
}

void ShardMap::mousePressEvent(QMouseEvent* event) {
    choose(indexAt(event->position().toPoint()));
}

void ShardMap::mouseDoubleClickEvent(QMouseEvent* event) {
    if (indexAt(event->position().toPoint()) >= 0) {
        Q_EMIT menuRequested(current(), event->globalPosition().toPoint());
    }
}

void ShardMap::contextMenuEvent(QContextMenuEvent* event) {
    const bool mouse = event->reason() == QContextMenuEvent::Mouse;
    if (mouse) {
        choose(indexAt(event->pos()));
    }
    if (m_index >= 0) {
        Q_EMIT menuRequested(current(), mouse ? event->globalPos() : mapToGlobal(cell(m_index).bottomLeft()));
    }
}

void ShardMap::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    if (m_index < 0 && event->reason() != Qt::MouseFocusReason) {
        choose(0);
    }
}

void ShardMap::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_shards.size()) - 1;
    int by = 0;
    switch (event->key()) {
        case Qt::Key_Left:
            by = -1;
            break;
        case Qt::Key_Right:
            by = 1;
            break;
        case Qt::Key_Up:
            by = -columns();
            break;
        case Qt::Key_Down:
            by = columns();
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_index >= 0) {
                Q_EMIT menuRequested(current(), mapToGlobal(cell(m_index).bottomLeft()));
            }
            return;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    choose(std::clamp(m_index + by, 0, std::max(0, last)));
}

bool ShardMap::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int index = indexAt(help->pos());
        if (index >= 0) {
            QToolTip::showText(help->globalPos(), textOf(m_shards[static_cast<std::size_t>(index)].shard), this,
                               cell(index));
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

}  // namespace beamline::ui
