// SPDX-License-Identifier: Apache-2.0
// The pane by keys: what letters do where something is written, what a key says that does nothing.
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <algorithm>

#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/schema_form.h"

namespace beamline::ui {

/// A key whose command cannot be used now says why, as its button does.
void DecisionPane::answerKey(QAction* action, QWidget* host) {
    auto* key = new QShortcut(action->shortcut(), host);
    key->setContext(action->shortcutContext());
    key->setAutoRepeat(false);
    const auto follow = [key, action] {
        if (key->key() != action->shortcut()) {
            key->setKey(action->shortcut());
        }
        key->setEnabled(!action->isEnabled());
    };
    connect(action, &QAction::changed, key, follow);
    follow();
    connect(key, &QShortcut::activated, this, [this, action] { answer(action->toolTip()); });
}

/// Somebody pressed in vain.
void DecisionPane::answer(const QString& why) {
    if (!m_approval || !isVisible()) {
        Q_EMIT ignored(why);
        return;
    }
    m_bar->show(InfoBar::Info, why);
    const auto* outbox = m_session->outbox();
    m_early = m_deciding || (outbox && outbox->isBeingKept(m_approval->id));
    if (m_onView.isValid() && isPausing()) {
        m_pauseMs = std::max(m_pauseMs, m_onView.elapsed() + kNextPauseMs);
        m_pause.start(static_cast<int>(m_pauseMs - m_onView.elapsed()));
    }
}

/// Disabled buttons swallow what is pressed on them.
bool DecisionPane::eventFilter(QObject* watched, QEvent* event) {
    const auto* button = event->type() == QEvent::MouseButtonPress ? qobject_cast<const Button*>(watched) : nullptr;
    if (button && !button->isEnabled() && !button->toolTip().isEmpty()) {
        answer(button->toolTip());
    }
    return Card::eventFilter(watched, event);
}

/// Letters choose in a list or count in a field; there they decide nothing. Other fields say so by themselves.
bool DecisionPane::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        auto* focus = window()->focusWidget();
        const bool letter =
            !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) && key->key() < Qt::Key_Escape;
        if (letter && (qobject_cast<QComboBox*>(focus) || qobject_cast<QAbstractSpinBox*>(focus) ||
                       qobject_cast<QAbstractItemView*>(focus))) {
            event->accept();
            return true;
        }
    }
    return Card::event(event);
}

void DecisionPane::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return;
    }
    Card::keyPressEvent(event);
}

void DecisionPane::enter() {
    if (!m_approval) {
        return;
    }
    QWidget* field = m_comment;
    if (!m_confirm->isHidden() && !isConfirmed()) {
        field = m_confirm;
    } else if (QWidget* first = m_form->isHidden() ? nullptr : m_form->firstField()) {
        field = first;
    }
    field = m_foot->isHidden() ? static_cast<QWidget*>(m_scroll) : field;
    field->setFocus(Qt::ShortcutFocusReason);
    m_scroll->ensureWidgetVisible(field);
}

}  // namespace beamline::ui
