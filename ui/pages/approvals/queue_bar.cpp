// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/queue_bar.h"

#include <QComboBox>
#include <QListWidget>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "ui/pages/approvals/queue_delegate.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

QueueBar::QueueBar(const QStringList& names, QWidget* parent) : QWidget(parent), m_names(names) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_list = new QListWidget(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setMouseTracking(true);
    m_list->setItemDelegate(new QueueDelegate(m_list));
    m_list->addItems(names);
    m_list->setCurrentRow(0);
    m_line = new QComboBox(this);
    m_line->addItems(names);
    m_line->setMinimumHeight(space::kControl);
    m_line->hide();
    for (QWidget* one : std::initializer_list<QWidget*>{m_list, m_line}) {
        one->setAccessibleName(tr("Queues"));
        column->addWidget(one);
    }
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int queue) {
        const QSignalBlocker block(m_line);
        m_line->setCurrentIndex(queue);
        Q_EMIT chosen(queue);
    });
    connect(m_line, &QComboBox::currentIndexChanged, m_list, [this](int queue) { m_list->setCurrentRow(queue); });
    setFocusProxy(m_list);
    setFixedWidth(extent::kQueues);
}

void QueueBar::setCompact(bool compact) {
    m_compact = compact;
    m_list->setVisible(!compact);
    m_line->setVisible(compact);
    setFocusProxy(compact ? static_cast<QWidget*>(m_line) : m_list);
    if (compact) {
        setMinimumWidth(0);
        setMaximumWidth(QWIDGETSIZE_MAX);
    } else {
        setFixedWidth(extent::kQueues);
    }
}

int QueueBar::current() const {
    return m_list->currentRow();
}

void QueueBar::setCurrent(int queue) {
    m_list->setCurrentRow(queue);
}

void QueueBar::setCount(int queue, const QString& count) {
    m_list->item(queue)->setData(QueueDelegate::CountRole, count);
    showLine(queue);
}

void QueueBar::showLine(int queue) {
    const QString count = m_list->item(queue)->data(QueueDelegate::CountRole).toString();
    m_line->setItemText(queue, count.isEmpty() ? m_names[queue] : tr("%1 (%2)").arg(m_names[queue], count));
    m_list->item(queue)->setData(Qt::AccessibleTextRole, m_line->itemText(queue));
}

void QueueBar::setObstacle(int queue, const QString& why) {
    const auto flags = why.isEmpty() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
    m_list->item(queue)->setFlags(flags);
    m_list->item(queue)->setToolTip(why);
    if (auto* item = qobject_cast<QStandardItemModel*>(m_line->model())->item(queue)) {
        item->setFlags(flags);
        item->setToolTip(why);
    }
}

}  // namespace beamline::ui
