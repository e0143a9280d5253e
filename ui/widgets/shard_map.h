// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which node carries which part of all runs: a grid of letters and colours, one for each node. GUI thread only.

#include <QWidget>

#include "engine/api/cluster.h"
#include "ui/widgets/spoken_parts.h"

namespace beamline::ui {

class ShardMap : public QWidget, public SpokenParts {
    Q_OBJECT
public:
    explicit ShardMap(QWidget* parent = nullptr);

    void show(const api::ClusterInfo& cluster);
    /// Number of the shard that is chosen; -1: none.
    int current() const;
    void setCurrent(int shard);
    /// What the letters and colours mean: rich text.
    QString legend() const;
    /// One sentence of a shard: whose it is, since when, which epoch.
    QString textOf(int shard) const;
    QSize sizeHint() const override;
    int partCount() const override { return static_cast<int>(m_shards.size()); }
    Part part(int index) const override;
    void choosePart(int index) override { choose(index); }

Q_SIGNALS:
    void currentChanged(int shard);
    /// Enter, double click or the menu key on a shard.
    void menuRequested(int shard, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    int columns() const;
    QRect cell(int index) const;
    int indexAt(const QPoint& position) const;
    void choose(int index);
    void fit();
    void paintCell(QPainter& painter, int index) const;
    /// Of the node in the list of nodes; -1: nobody, or one that is not listed.
    int nodeIndex(const std::string& node) const;
    QString letter(const std::string& node) const;
    QString nodeName(const std::string& node) const;

    std::vector<api::NodeInfo> m_nodes;
    std::vector<api::ShardInfo> m_shards;
    int m_index = -1;
};

}  // namespace beamline::ui
