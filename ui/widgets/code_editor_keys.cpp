// SPDX-License-Identifier: Apache-2.0
#include <QKeyEvent>
#include <QTextBlock>
#include <QWheelEvent>
#include <algorithm>

#include "ui/models/workflow_text.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/completion_popup.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

int leading(const QString& line) {
    int column = 0;
    while (column < line.size() && line[column] == QLatin1Char(' ')) {
        ++column;
    }
    return column;
}

/// Column behind the dashes.
int contentOf(const QString& line) {
    int column = leading(line);
    while (column + 1 < line.size() && line[column] == QLatin1Char('-') && line[column + 1] == QLatin1Char(' ')) {
        column += 2;
        while (column < line.size() && line[column] == QLatin1Char(' ')) {
            ++column;
        }
    }
    return column;
}

/// Whether the next line belongs deeper.
bool opens(QString line) {
    const auto comment = line.indexOf(QLatin1String(" #"));
    line = (comment < 0 ? line : line.left(comment)).trimmed();
    static const QString ends = QStringLiteral(":{[");
    return !line.isEmpty() &&
           (ends.contains(line.back()) || line.endsWith(QLatin1String(": |")) || line.endsWith(QLatin1String(": >")) ||
            line.endsWith(QLatin1String(": |-")) || line.endsWith(QLatin1String(": >-")));
}

bool isWordLetter(QChar c) {
    return c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('_') || c == QLatin1Char('-') ||
           c == QLatin1Char('/');
}

}  // namespace

void CodeEditor::keyPressEvent(QKeyEvent* event) {
    if (m_popup && m_popup->takeKey(event)) {
        event->accept();
        return;
    }
    if (takeKey(event)) {
        event->accept();
        return;
    }
    const bool leaving = m_tabLeaves && (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab);
    if (!leaving && event->key() != Qt::Key_Shift) {
        m_tabLeaves = event->key() == Qt::Key_Escape;
    }
    const int before = document()->revision();
    QPlainTextEdit::keyPressEvent(event);
    if (isReadOnly() || document()->revision() == before) {
        if (m_popup && event->key() != Qt::Key_Shift && event->key() != Qt::Key_Control) {
            m_popup->hide();
        }
        return;
    }
    const QString typed = event->text();
    const bool shown = m_popup && m_popup->isVisible();
    if (!typed.isEmpty() && (isWordLetter(typed.front()) || typed == QLatin1String(" ") || shown)) {
        complete(false);
    } else if (m_popup) {
        m_popup->hide();
    }
}

/// Keys that are none of a plain text field, or that mean more here.
bool CodeEditor::takeKey(QKeyEvent* event) {
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const int key = event->key();
    if (modifiers == Qt::ControlModifier || modifiers == (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (key == Qt::Key_Plus || key == Qt::Key_Equal) {
            zoomBy(1);
            return true;
        }
        if (key == Qt::Key_Minus || key == Qt::Key_0) {
            zoomBy(key == Qt::Key_0 ? 0 : -1);
            return true;
        }
        if (key == Qt::Key_F || key == Qt::Key_H) {
            Q_EMIT findRequested(key == Qt::Key_H && !isReadOnly());
            return true;
        }
    }
    if (key == Qt::Key_F3 && !m_search.isEmpty()) {
        findNext(modifiers != Qt::ShiftModifier);
        return true;
    }
    if (key == Qt::Key_F8) {
        return goToProblem(modifiers != Qt::ShiftModifier);
    }
    if (isReadOnly()) {
        return false;
    }
    if (modifiers == Qt::ControlModifier && key == Qt::Key_Space) {
        complete(true);
        return true;
    }
    if (key == Qt::Key_Slash && (modifiers & Qt::ControlModifier)) {
        toggleComment();
        return true;
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && modifiers == Qt::NoModifier) {
        breakLine();
        return true;
    }
    if (key == Qt::Key_Backspace && modifiers == Qt::NoModifier) {
        return eraseIndent();
    }
    if (!m_tabLeaves && !tabChangesFocus() &&
        (key == Qt::Key_Backtab || (key == Qt::Key_Tab && modifiers == Qt::NoModifier))) {
        indentLines(key == Qt::Key_Tab);
        return true;
    }
    return false;
}

/// Tab is a letter here, but for whoever pressed Escape before, and where it is said to change the focus.
bool CodeEditor::focusNextPrevChild(bool next) {
    return (isReadOnly() || m_tabLeaves || tabChangesFocus()) && QAbstractScrollArea::focusNextPrevChild(next);
}

void CodeEditor::breakLine() {
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text();
    const QString before = line.left(cursor.positionInBlock());
    const int content = std::min<int>(contentOf(line), cursor.positionInBlock());
    cursor.beginEditBlock();
    if (line.trimmed() == QLatin1String("-")) {  // an item that stays empty ends the list
        cursor.movePosition(QTextCursor::StartOfBlock);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.insertText(QString(std::max(0, leading(line) - kIndent), QLatin1Char(' ')));
    } else {
        cursor.insertText(QLatin1Char('\n') + QString(content + (opens(before) ? kIndent : 0), QLatin1Char(' ')));
    }
    // What stood behind the cursor brings no blanks of its own.
    while (!cursor.atBlockEnd() && cursor.block().text().at(cursor.positionInBlock()) == QLatin1Char(' ')) {
        cursor.deleteChar();
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
}

bool CodeEditor::eraseIndent() {
    QTextCursor cursor = textCursor();
    const int column = cursor.positionInBlock();
    if (cursor.hasSelection() || column == 0 || leading(cursor.block().text()) < column) {
        return false;
    }
    const int by = column % kIndent == 0 ? kIndent : column % kIndent;
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, by);
    cursor.removeSelectedText();
    setTextCursor(cursor);
    return true;
}

/// Calls `edit` with a cursor at the start of each selected line, as one step to undo.
void CodeEditor::editLines(const std::function<void(QTextCursor&, const QString&)>& edit) {
    const QTextCursor selected = textCursor();
    const QTextBlock first = document()->findBlock(selected.selectionStart());
    QTextBlock last = document()->findBlock(selected.selectionEnd());
    if (last != first && last.position() == selected.selectionEnd()) {
        last = last.previous();  // a selection that ends before the first letter
    }
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        edit(cursor, block.text());
        if (block == last) {
            break;
        }
    }
    cursor.endEditBlock();
}

void CodeEditor::indentLines(bool deeper) {
    QTextCursor cursor = textCursor();
    if (deeper && !cursor.hasSelection()) {
        cursor.insertText(QString(kIndent - cursor.positionInBlock() % kIndent, QLatin1Char(' ')));
        return;
    }
    editLines([deeper](QTextCursor& at, const QString& line) {
        if (deeper) {
            at.insertText(line.isEmpty() ? QString() : QString(kIndent, QLatin1Char(' ')));
        } else {
            at.movePosition(QTextCursor::Right, QTextCursor::KeepAnchor, std::min(leading(line), kIndent));
            at.removeSelectedText();
        }
    });
}

void CodeEditor::toggleComment() {
    bool all = true;
    int column = -1;
    editLines([&](QTextCursor&, const QString& line) {
        if (!line.trimmed().isEmpty()) {
            all = all && line.trimmed().startsWith(QLatin1Char('#'));
            column = column < 0 ? leading(line) : std::min(column, leading(line));
        }
    });
    editLines([&](QTextCursor& at, const QString& line) {
        if (line.trimmed().isEmpty()) {
            return;
        }
        at.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, all ? leading(line) : column);
        if (!all) {
            at.insertText(QStringLiteral("# "));
            return;
        }
        const bool spaced = line.mid(leading(line) + 1).startsWith(QLatin1Char(' '));
        at.movePosition(QTextCursor::Right, QTextCursor::KeepAnchor, spaced ? 2 : 1);
        at.removeSelectedText();
    });
}

void CodeEditor::complete(bool asked) {
    if (!m_completer || isReadOnly()) {
        return;
    }
    const YamlPlace at = place();
    QVector<Completion> items = m_completer(lines(), at);
    const bool done = items.size() == 1 && items.first().label == at.prefix &&
                      items.first().insert == at.prefix;  // what is written is all there is
    // While typing, an empty word asks for nothing but the few values that it can have.
    const bool idle = !asked && at.prefix.isEmpty() && at.part != YamlPlace::Part::Value;
    if (items.isEmpty() || done || idle) {
        if (m_popup) {
            m_popup->hide();
        }
        return;
    }
    if (!m_popup) {
        m_popup = new CompletionPopup(this);
        connect(m_popup, &CompletionPopup::chosen, this, &CodeEditor::insertCompletion);
    }
    QTextCursor word = textCursor();
    word.setPosition(word.block().position() + std::min(at.replaceFrom, word.positionInBlock()));
    QRect rect = cursorRect(word);
    rect.translate(viewport()->pos());
    m_popup->offer(items, rect, asked || !at.prefix.isEmpty());
}

void CodeEditor::insertCompletion(const Completion& completion) {
    const YamlPlace at = place();
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text();
    int end = cursor.positionInBlock();
    while (end < line.size() && isWordLetter(line[end])) {
        ++end;  // the rest of the word goes with it
    }
    int from = at.replaceFrom;
    if (at.json && from > 0 && line[from - 1] == QLatin1Char('"')) {
        --from;
        end += end < line.size() && line[end] == QLatin1Char('"') ? 1 : 0;
    }
    QString text = completion.insert;
    if (at.part == YamlPlace::Part::Key && line.mid(end).trimmed().startsWith(QLatin1Char(':'))) {
        text = completion.label;
    }
    cursor.beginEditBlock();
    cursor.setPosition(cursor.block().position() + from);
    cursor.setPosition(cursor.block().position() + end, QTextCursor::KeepAnchor);
    cursor.insertText(indentRest(text, at.column));
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
    if (text.endsWith(QLatin1String(": "))) {
        complete(false);
    }
}

void CodeEditor::insertItem(const QString& text) {
    const DocumentLines source = lines();
    QTextCursor cursor = textCursor();
    const int line = cursor.blockNumber();
    const YamlPlace at = place();
    const DslPlace where = dslPlace(at.path, {});
    int column = 2;
    int behind = line;
    if (where.taskList >= 0 && at.path[where.taskList].line >= 0) {
        // Behind the task that the cursor is in.
        column = at.path[where.taskList].column;
        for (int next = line + 1; next < source.count(); ++next) {
            const LineShape shape = source.shape(next);
            if (shape.indent >= 0 && shape.indent <= column) {
                break;
            }
            behind = shape.indent >= 0 ? next : behind;
        }
    } else if (at.part == YamlPlace::Part::Key && where.type == QLatin1String("list map task")) {
        column = std::max(at.column, 0);
    } else {
        behind = source.count() - 1;  // at the end of the document, as its last task
        while (behind > 0 && source.text(behind).trimmed().isEmpty()) {
            --behind;
        }
        for (int up = behind; up >= 0; --up) {
            const LineShape shape = source.shape(up);
            if (shape.dash && shape.indent >= 0 && shape.indent <= kIndent) {
                column = shape.indent;
                break;
            }
        }
    }
    const QString lead(column, QLatin1Char(' '));
    const bool blank = source.text(behind).trimmed().isEmpty() || source.text(behind).trimmed() == QLatin1String("-");
    cursor.setPosition(document()->findBlockByNumber(behind).position());
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::EndOfBlock, blank ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor);
    cursor.insertText((blank ? QString() : QStringLiteral("\n")) + lead + indentRest(text, column));
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
    setFocus();
}

void CodeEditor::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        zoomBy(event->angleDelta().y() > 0 ? 1 : -1);
        event->accept();
    } else {
        QPlainTextEdit::wheelEvent(event);
    }
}

}  // namespace beamline::ui
