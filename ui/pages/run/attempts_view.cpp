// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/attempts_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/models/attempt_list_model.h"
#include "ui/pages/run/attempt_delegate.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

AttemptsView::AttemptsView(QWidget* parent) : QWidget(parent), m_model(new AttemptListModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    m_list = new QListView(split);
    m_list->setAccessibleName(tr("Attempts"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new AttemptDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setLayoutMode(QListView::Batched);  // a task may have had thousands of exchanges
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* copyAction = new QAction(tr("Copy"), m_list);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(copyAction);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* below = new QWidget(split);
    auto* frame = new QVBoxLayout(below);
    frame->setContentsMargins(space::k12, space::k4, space::k12, space::k12);
    m_text = new QPlainTextEdit(below);
    m_text->setReadOnly(true);
    frame->addWidget(m_text);
    m_text->setAccessibleName(tr("The whole text"));
    m_text->setPlaceholderText(tr("Select an attempt or what it sent to read all of it."));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(extent::kComment);
    split->setSizes({300, 150});
    split->setStretchFactor(0, 1);
    column->addWidget(split);
    connect(copyAction, &QAction::triggered, this, &AttemptsView::copy);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &AttemptsView::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &AttemptsView::showCurrent);
    connect(&Theme::current(), &Theme::changed, m_list, &QListView::doItemsLayout);
    auto* bar = m_list->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this](int, int maximum) { keepScroll(maximum); });
    connect(bar, &QScrollBar::actionTriggered, this, [this] { m_scrolled = -1; });
}

void AttemptsView::setAttempts(std::vector<api::TaskAttempt> attempts, bool otherTask) {
    if (otherTask) {
        m_model->setAttempts({});
        m_scrolled = -1;
    }
    m_model->setAttempts(std::move(attempts));
    m_list->viewport()->update();  // durations go on
    if (!m_list->currentIndex().isValid()) {
        const QModelIndex first = m_model->index(m_model->rowOfInterest());
        m_list->setCurrentIndex(first);
        m_list->scrollTo(first);
    }
    showCurrent();
}

void AttemptsView::setMoment(api::Timestamp at) {
    m_model->setMoment(at);
}

/// A layout in batches begins with a short list, which cannot be scrolled as far; it returns when the rest is there.
void AttemptsView::keepScroll(int maximum) {
    auto* bar = m_list->verticalScrollBar();
    if (bar->value() > maximum) {
        m_scrolled = std::max(m_scrolled, bar->value());
    } else if (m_scrolled >= 0 && m_scrolled <= maximum) {
        bar->setValue(std::exchange(m_scrolled, -1));
    }
}

/// What is being read and selected there is not disturbed by an answer that says the same.
void AttemptsView::showCurrent() {
    const bool attempt = m_list->currentIndex().data(KindRole).toInt() == AttemptListModel::AttemptRow;
    const QString text = m_list->currentIndex().data(AttemptListModel::FullTextRole).toString();
    const bool same = std::exchange(m_shownOf, QPersistentModelIndex(m_list->currentIndex())) == m_list->currentIndex();
    if (m_shown == text) {
        return;
    }
    m_shown = text;
    const int scrolled = m_text->verticalScrollBar()->value();
    QTextCursor cursor = m_text->textCursor();
    const int anchor = cursor.anchor();
    const int position = cursor.position();
    m_text->setFont(Theme::current().font(attempt ? TextRole::Small : TextRole::MonoSmall));
    m_text->setPlainText(text);
    if (same) {
        const int end = m_text->document()->characterCount() - 1;
        cursor.setPosition(std::min(anchor, end));
        cursor.setPosition(std::min(position, end), QTextCursor::KeepAnchor);
        m_text->setTextCursor(cursor);
        m_text->verticalScrollBar()->setValue(scrolled);
    }
}

void AttemptsView::copy() const {
    QGuiApplication::clipboard()->setText(m_list->currentIndex().data(AttemptListModel::FullTextRole).toString());
}

}  // namespace beamline::ui
