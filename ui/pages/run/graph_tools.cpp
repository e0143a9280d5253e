// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/graph_tools.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

#include "ui/models/formatting.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

GraphTools::GraphTools(GraphView* graph, QWidget* parent) : QWidget(parent), m_graph(graph) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k4);
    m_count = new QLabel(this);
    m_count->setProperty("muted", true);
    m_count->setObjectName(QStringLiteral("graph.found"));
    m_field = new SearchField(tr("Find task"), this);
    m_field->setObjectName(QStringLiteral("graph.find"));
    m_field->setToolTip(tr("By name or function. Enter goes to the next one, Shift+Enter back."));
    m_field->setMaximumWidth(extent::kSearch);
    m_field->installEventFilter(this);
    row->addWidget(m_count);
    row->addWidget(m_field);
    const auto button = [&](const char* icon, const QString& text, auto act) {
        auto* one = new QToolButton(this);
        one->setIcon(Icon::get(QString::fromLatin1(icon)));
        one->setAutoRaise(true);
        one->setAccessibleName(text);
        one->setToolTip(text);
        connect(one, &QToolButton::clicked, this, act);
        row->addWidget(one);
        return one;
    };
    constexpr double kClick = 1.2;
    m_fold = button("columns", tr("Fold everything"), [this] {
        const bool open = m_fold->property("opens").toBool();
        m_graph->foldAll(!open);
    });
    m_fold->setObjectName(QStringLiteral("graph.fold"));
    button("zoom-out", tr("Smaller (-)"), [this] { m_graph->zoomBy(1 / kClick); });
    button("zoom-in", tr("Larger (+)"), [this] { m_graph->zoomBy(kClick); });
    button("fit", tr("Fit (0), again: all of it"), [this] { m_graph->fitOrAll(); });
    connect(m_field, &SearchField::searchChanged, this, &GraphTools::search);
    connect(m_graph, &GraphView::foldedChanged, this, &GraphTools::update);
    update();
}

void GraphTools::find() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void GraphTools::update() {
    const bool open = m_graph->hasFolded();
    m_fold->setVisible(m_graph->canFold());
    m_fold->setProperty("opens", open);
    m_fold->setIcon(Icon::get(open ? QStringLiteral("plus") : QStringLiteral("minus")));
    m_fold->setAccessibleName(open ? tr("Open everything") : tr("Fold everything"));
    m_fold->setToolTip(open ? tr("Open everything (*)") : tr("Fold everything (/)"));
}

void GraphTools::search(const QString& text) {
    m_found = m_graph->tasksWith(text);
    m_at = -1;
    step(1);
}

void GraphTools::step(int by) {
    const auto count = static_cast<int>(m_found.size());
    m_at = count == 0 ? -1 : (m_at + by + count) % count;
    m_count->setText(m_field->text().trimmed().isEmpty() ? QString()
                     : count == 0                        ? tr("none")
                                  : tr("%1 of %2").arg(formatCount(m_at + 1), formatCount(count)));
    m_count->setAccessibleName(m_count->text());
    if (m_at >= 0) {
        m_graph->select(m_found[m_at]);
        Q_EMIT found(m_found[m_at]);
    }
}

bool GraphTools::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && m_at >= 0 && m_found == m_graph->tasksWith(m_field->text().trimmed())) {
            step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return true;
        }
        if (key->key() == Qt::Key_Escape && m_field->text().isEmpty()) {
            m_graph->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace beamline::ui
