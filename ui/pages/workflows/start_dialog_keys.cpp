// SPDX-License-Identifier: Apache-2.0
// The dialog by keys: where filling in begins, and when Enter starts.
#include <QComboBox>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>

#include "ui/pages/workflows/start_dialog.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/schema_form.h"

namespace beamline::ui {

/// The first field; where there is none, what starts the run.
void StartDialog::goToInput() {
    const bool form = m_hasForm && m_tabs->currentWidget() != m_json;
    QWidget* first = form ? m_form->firstField() : m_json;
    (first ? first : m_start)->setFocus(Qt::TabFocusReason);
}

/// One that does not say what its input looks like may take some.
bool StartDialog::takesInput() const {
    return !m_hasForm || m_form->firstField();
}

/// Nothing is written but what stood there when the dialog came up.
bool StartDialog::isBlank() const {
    return m_hasForm && m_tabs->currentWidget() != m_json ? m_form->value() == m_blank
                                                          : m_json->toPlainText().trimmed().isEmpty();
}

void StartDialog::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QDialog::keyPressEvent(event);
        return;
    }
    const QWidget* focus = focusWidget();
    if (event->isAutoRepeat() || !m_start->isEnabled()) {
        return;
    }
    if (focus == m_choice || focus == m_tabs->tabBar()) {
        goToInput();
    } else if (takesInput() && isBlank() && (!m_hasForm || m_form->problems().empty())) {
        m_bar->show(InfoBar::Info, tr("No input is filled in. Press Enter once more to start without."));
        m_start->setFocus(Qt::TabFocusReason);
    } else {
        start();  // tells what is missing, and leads there
    }
}

}  // namespace beamline::ui
