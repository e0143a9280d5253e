// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/button.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QToolButton* tool(const QString& icon, const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(Icon::get(icon));
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}
}  // namespace

FindBar::FindBar(CodeEditor* editor, QWidget* parent) : QWidget(parent), m_editor(editor) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(space::k12, space::k4, space::k8, space::k8);
    rows->setSpacing(space::k4);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k4);
    m_find = new QLineEdit(this);
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find in the source"));
    m_find->setClearButtonEnabled(true);
    m_count = new QLabel(this);
    m_count->setProperty("muted", true);
    m_case = new QToolButton(this);
    m_case->setText(tr("Aa"));
    m_case->setCheckable(true);
    m_case->setAccessibleName(tr("Upper and lower case matter"));
    m_case->setToolTip(m_case->accessibleName());
    auto* back = tool(QStringLiteral("chevron-up"), tr("Previous (Shift+Enter)"), this);
    auto* next = tool(QStringLiteral("chevron-down"), tr("Next (Enter)"), this);
    auto* shut = tool(QStringLiteral("close"), tr("Close (Esc)"), this);
    row->addWidget(m_find, 1);
    row->addWidget(m_count);
    row->addWidget(m_case);
    row->addWidget(back);
    row->addWidget(next);
    row->addWidget(shut);
    rows->addLayout(row);
    m_replaceRow = new QWidget(this);
    auto* second = new QHBoxLayout(m_replaceRow);
    second->setContentsMargins(0, 0, 0, 0);
    second->setSpacing(space::k4);
    m_replace = new QLineEdit(m_replaceRow);
    m_replace->setPlaceholderText(tr("Replace by"));
    m_replace->setAccessibleName(m_replace->placeholderText());
    auto* one = new Button(tr("Replace"), Button::Secondary, m_replaceRow);
    auto* all = new Button(tr("Replace all"), Button::Secondary, m_replaceRow);
    second->addWidget(m_replace, 1);
    second->addWidget(one);
    second->addWidget(all);
    rows->addWidget(m_replaceRow);
    connect(m_find, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_case, &QToolButton::toggled, this, &FindBar::search);
    connect(back, &QToolButton::clicked, this, [this] { step(false); });
    connect(next, &QToolButton::clicked, this, [this] { step(true); });
    connect(shut, &QToolButton::clicked, this, &FindBar::close);
    connect(one, &QPushButton::clicked, this, [this] {
        m_editor->replaceFound(m_replace->text());
        search();
    });
    connect(all, &QPushButton::clicked, this, [this] {
        const int count = m_editor->replaceAllFound(m_replace->text());
        search();
        m_count->setText(tr("%n replaced", nullptr, count));
    });
    hide();
}

void FindBar::open(bool replace) {
    const QString selected = m_editor->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator)) {
        m_find->setText(selected);
    }
    m_replaceRow->setVisible(replace);
    show();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    search();
}

void FindBar::close() {
    hide();
    m_editor->setSearch({}, false);
    m_editor->setFocus();
}

void FindBar::search() {
    m_found = m_editor->setSearch(m_find->text(), m_case->isChecked());
    tell(0);
}

void FindBar::step(bool forward) {
    tell(m_editor->findNext(forward));
}

void FindBar::tell(int number) {
    m_count->setText(m_find->text().isEmpty() ? QString()
                     : m_found == 0           ? tr("Nothing found")
                     : number > 0             ? tr("%1 of %2").arg(number).arg(m_found)
                                              : tr("%n place(s)", nullptr, m_found));
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F3) {
        if (m_replace->hasFocus() && event->key() != Qt::Key_F3) {
            m_editor->replaceFound(m_replace->text());
            search();
        } else {
            step(!(event->modifiers() & Qt::ShiftModifier));
        }
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace beamline::ui
