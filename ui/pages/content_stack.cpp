// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/content_stack.h"

#include <QScrollArea>

#include "ui/models/formatting.h"
#include "ui/widgets/empty_state.h"

namespace beamline::ui {

QWidget* scrolledPage(QWidget* body, QWidget* parent) {
    auto* scroll = new QScrollArea(parent);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(body);
    scroll->viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);
    return scroll;
}

ContentStack::ContentStack(QWidget* content, QWidget* parent)
    : QStackedWidget(parent), m_content(content), m_note(new EmptyState(this)) {
    addWidget(content);
    addWidget(m_note);
    connect(m_note, &EmptyState::primaryClicked, this,
            [this] { m_failed ? Q_EMIT retryClicked() : Q_EMIT primaryClicked(); });
    connect(m_note, &EmptyState::secondaryClicked, this, &ContentStack::secondaryClicked);
}

void ContentStack::showContent() {
    setCurrentWidget(m_content);
}

void ContentStack::showLoading(const QString& title) {
    m_failed = false;
    m_note->set(QStringLiteral("refresh"), title, {});
    m_note->setPrimary({});
    m_note->setSecondary({});
    setCurrentWidget(m_note);
}

void ContentStack::showEmpty(const QString& icon, const QString& title, const QString& text, const QString& primary,
                             const QString& secondary) {
    m_failed = false;
    m_note->set(icon, title, text);
    m_note->setPrimary(primary);
    m_note->setPrimaryObstacle({});
    m_note->setSecondary(secondary);
    setCurrentWidget(m_note);
}

void ContentStack::showError(const api::Error& error) {
    m_failed = true;
    m_note->set(QStringLiteral("error"), errorTitle(error), toText(error.message));
    m_note->setPrimary(tr("Try again"));
    m_note->setPrimaryObstacle({});
    m_note->setSecondary({});
    setCurrentWidget(m_note);
}

}  // namespace beamline::ui
