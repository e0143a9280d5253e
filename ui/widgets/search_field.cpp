// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/search_field.h"

#include <QAction>
#include <QKeyEvent>

#include "ui/widgets/theme.h"

namespace beamline::ui {

SearchField::SearchField(const QString& placeholder, QWidget* parent) : QLineEdit(parent) {
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    setMinimumHeight(space::kControl);
    addAction(Icon::get(QStringLiteral("search")), QLineEdit::LeadingPosition)->setEnabled(false);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &SearchField::announce);
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) {
            announce();
        } else {
            m_rest.start();
        }
    });
    connect(this, &QLineEdit::returnPressed, this, &SearchField::announce);
}

void SearchField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::announce() {
    m_rest.stop();
    const QString now = text().trimmed();
    if (now != m_announced) {
        m_announced = now;
        Q_EMIT searchChanged(now);
    }
}

}  // namespace beamline::ui
