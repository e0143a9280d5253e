// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/code_editor.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/models/formatting.h"
#include "ui/widgets/completion_popup.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr double kMinTextZoom = 0.6;
constexpr double kMaxTextZoom = 3.0;
constexpr double kZoomStep = 1.1;
constexpr int kGutterIcon = 12;

/// To the end of the word, or of the line where there is none: one letter is too little to see.
int problemLength(const QString& line, int from) {
    int end = from;
    while (end < line.size() && !line[end].isSpace()) {
        ++end;
    }
    return end - from;
}
}  // namespace

CodeEditor::CodeEditor(QWidget* parent)
    : QPlainTextEdit(parent), m_gutter(new QWidget(this)), m_highlighter(new YamlHighlighter(document())) {
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setProperty("bare", true);
    setAccessibleName(tr("Source"));
    m_gutter->installEventFilter(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::layoutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this] { m_gutter->update(); });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::mark);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_search.isEmpty()) {
            match();
        }
    });
    connect(&Theme::current(), &Theme::changed, this, &CodeEditor::mark);
    applyFont();
    layoutGutter();
    mark();
}

void CodeEditor::setSource(const QString& text) {
    m_problems.clear();
    m_marks.clear();
    setPlainText(text);
    mark();
}

void CodeEditor::replaceAll(const QString& text) {
    const QString before = toPlainText();
    if (before == text) {
        return;
    }
    // Only what differs is replaced, so that everything that points into the rest stays where it is.
    qsizetype head = 0;
    const qsizetype shorter = std::min(before.size(), text.size());
    while (head < shorter && before[head] == text[head]) {
        ++head;
    }
    qsizetype tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == text[text.size() - 1 - tail]) {
        ++tail;
    }
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(head, text.size() - tail - head));
}

void CodeEditor::setReadOnly(bool readOnly) {
    QPlainTextEdit::setReadOnly(readOnly);
    setTextInteractionFlags(readOnly ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                     : Qt::TextEditorInteraction);
    mark();
}

void CodeEditor::setGutterVisible(bool visible) {
    m_gutterVisible = visible;
    m_gutter->setVisible(visible);
    layoutGutter();
}

void CodeEditor::setProblems(const std::vector<api::Problem>& problems) {
    m_problems = problems;
    m_marks.clear();
    for (const auto& problem : problems) {
        const QTextBlock block = document()->findBlockByNumber(problem.line - 1);
        if (problem.line <= 0 || !block.isValid() || m_marks.size() >= kMaxMarks) {
            continue;
        }
        const QString line = block.text();
        int from = std::clamp<int>(problem.column - 1, 0, static_cast<int>(line.size()));
        int length = problem.column > 0 ? problemLength(line, from) : 0;
        if (length == 0) {  // behind the line, or nothing said of the column
            from = static_cast<int>(line.size() - line.trimmed().size());
            length = static_cast<int>(line.size()) - from;
        }
        QTextCursor cursor(block);
        cursor.setPosition(block.position() + from);
        cursor.setPosition(block.position() + from + length, QTextCursor::KeepAnchor);
        m_marks.push_back({cursor, problem});
    }
    mark();
}

void CodeEditor::goTo(int line, int column) {
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid()) {
        return;
    }
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, std::max(0, block.length() - 1)));
    setTextCursor(cursor);
    centerCursor();
}

bool CodeEditor::goToProblem(bool forward) {
    if (m_marks.empty()) {
        return false;
    }
    const int here = textCursor().position();
    const Mark* best = nullptr;
    const Mark* around = &m_marks.front();
    for (const Mark& one : m_marks) {
        const int at = one.cursor.selectionStart();
        const int bestAt = best ? best->cursor.selectionStart() : 0;
        const int aroundAt = around->cursor.selectionStart();
        if (forward ? at > here && (!best || at < bestAt) : at < here && (!best || at > bestAt)) {
            best = &one;
        }
        around = (forward ? at < aroundAt : at > aroundAt) ? &one : around;
    }
    const Mark& mark = best ? *best : *around;
    QTextCursor cursor(document());
    cursor.setPosition(mark.cursor.selectionStart());
    setTextCursor(cursor);
    centerCursor();
    QToolTip::showText(viewport()->mapToGlobal(cursorRect().bottomRight()), toText(mark.problem.message), this);
    return true;
}

const CodeEditor::Mark* CodeEditor::markAt(int line) const {
    const Mark* found = nullptr;
    for (const Mark& one : m_marks) {
        if (one.cursor.blockNumber() == line && (!found || (found->problem.severity != api::Severity::error &&
                                                            one.problem.severity == api::Severity::error))) {
            found = &one;
        }
    }
    return found;
}

QString CodeEditor::problemsAt(int line) const {
    QStringList texts;
    for (const Mark& one : m_marks) {
        if (one.cursor.blockNumber() == line) {
            texts << toText(one.problem.message);
        }
    }
    return texts.join(QLatin1Char('\n'));
}

void CodeEditor::mark() {
    const Tokens& t = Theme::current().tokens();
    QList<QTextEdit::ExtraSelection> marks;
    if (!isReadOnly()) {
        QTextEdit::ExtraSelection line;
        line.cursor = textCursor();
        line.cursor.clearSelection();
        line.format.setBackground(t.raised);
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << line;
    }
    for (const Mark& one : m_marks) {
        const bool error = one.problem.severity == api::Severity::error;
        QTextEdit::ExtraSelection selection;
        selection.cursor = one.cursor;
        if (isReadOnly()) {
            selection.format.setBackground(error ? t.faultedSoft : t.waitingSoft);
        }
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(error ? t.faulted : t.waiting);
        marks << selection;
    }
    for (const QTextCursor& one : std::as_const(m_matches)) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = one;
        selection.format.setBackground(t.waitingSoft);
        marks << selection;
    }
    setExtraSelections(marks);
    m_gutter->update();
}

void CodeEditor::match() {
    m_matches.clear();
    const auto flags =
        m_searchCase == Qt::CaseSensitive ? QTextDocument::FindCaseSensitively : QTextDocument::FindFlags();
    QTextCursor at(document());
    while (!m_search.isEmpty() && m_matches.size() < kMaxMatches) {
        at = document()->find(m_search, at, flags);
        if (at.isNull()) {
            break;
        }
        m_matches << at;
    }
    mark();
}

int CodeEditor::setSearch(const QString& text, bool caseSensitive) {
    m_search = text;
    m_searchCase = caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive;
    match();
    return text.isEmpty() ? 0 : static_cast<int>(toPlainText().count(text, m_searchCase));
}

int CodeEditor::findNext(bool forward) {
    if (m_search.isEmpty()) {
        return 0;
    }
    const QString text = toPlainText();
    const QTextCursor here = textCursor();
    const auto from = forward ? here.selectionEnd() : here.selectionStart() - 1;
    qsizetype at = forward    ? text.indexOf(m_search, from, m_searchCase)
                   : from < 0 ? -1
                              : text.lastIndexOf(m_search, from, m_searchCase);
    if (at < 0) {
        at = forward ? text.indexOf(m_search, 0, m_searchCase) : text.lastIndexOf(m_search, -1, m_searchCase);
    }
    if (at < 0) {
        return 0;
    }
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(at));
    cursor.setPosition(static_cast<int>(at + m_search.size()), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
    return static_cast<int>(QStringView(text).left(at).count(m_search, m_searchCase)) + 1;
}

bool CodeEditor::replaceFound(const QString& text) {
    QTextCursor cursor = textCursor();
    const bool onIt = !m_search.isEmpty() && cursor.selectedText().compare(m_search, m_searchCase) == 0;
    if (onIt) {
        cursor.insertText(text);
    }
    findNext(true);
    return onIt;
}

int CodeEditor::replaceAllFound(const QString& text) {
    if (m_search.isEmpty()) {
        return 0;
    }
    QTextCursor edit(document());
    edit.beginEditBlock();
    const auto flags =
        m_searchCase == Qt::CaseSensitive ? QTextDocument::FindCaseSensitively : QTextDocument::FindFlags();
    int count = 0;
    QTextCursor at = document()->find(m_search, 0, flags);
    while (!at.isNull()) {
        at.insertText(text);
        ++count;
        at = document()->find(m_search, at.position(), flags);
    }
    edit.endEditBlock();
    return count;
}

YamlPlace CodeEditor::place() const {
    const QTextCursor cursor = textCursor();
    return placeAt(lines(), cursor.blockNumber(), cursor.positionInBlock());
}

void CodeEditor::zoomBy(int steps) {
    m_zoom = steps == 0 ? 1.0 : std::clamp(m_zoom * std::pow(kZoomStep, steps), kMinTextZoom, kMaxTextZoom);
    applyFont();
}

void CodeEditor::applyFont() {
    QFont font = Theme::current().font(TextRole::Mono);
    font.setPixelSize(qRound(font.pixelSize() * m_zoom));
    setFont(font);
    setTabStopDistance(fontMetrics().horizontalAdvance(QLatin1Char(' ')) * kIndent);
    layoutGutter();
}

int CodeEditor::gutterWidth() const {
    if (!m_gutterVisible) {
        return space::k12;
    }
    const int digits = std::max<int>(3, static_cast<int>(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + kGutterIcon + space::k16 + space::k4;
}

void CodeEditor::layoutGutter() {
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect rect = contentsRect();
    m_gutter->setGeometry(rect.left(), rect.top(), gutterWidth(), rect.height());
}

void CodeEditor::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    layoutGutter();
    if (m_popup && event->size().width() != event->oldSize().width()) {
        m_popup->hide();  // its place is another one; what comes and goes below the text leaves it where it is
    }
}

void CodeEditor::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    m_tabLeaves = false;
    if (m_popup) {
        m_popup->hide();
    }
}

void CodeEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        layoutGutter();
    }
}

bool CodeEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_gutter && event->type() == QEvent::Paint) {
        paintGutter();
        return true;
    }
    if (watched == m_gutter && event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int line = cursorForPosition(QPoint(0, help->pos().y())).blockNumber();
        const QString text = problemsAt(line);
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), text, m_gutter);
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void CodeEditor::paintGutter() {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(m_gutter);
    painter.setFont(font());
    const int current = isReadOnly() ? -1 : textCursor().blockNumber();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > m_gutter->height()) {
            break;
        }
        const int line = block.blockNumber();
        const Mark* problem = markAt(line);
        const bool error = problem && problem->problem.severity == api::Severity::error;
        painter.setPen(problem ? (error ? t.faulted : t.waiting) : line == current ? t.text : t.text3);
        painter.drawText(QRectF(0, rect.top(), m_gutter->width() - space::k12, rect.height()),
                         int(Qt::AlignRight | Qt::AlignTop), QString::number(line + 1));
        if (problem) {
            const int top = qRound(rect.top() + (rect.height() - kGutterIcon) / 2);
            Icon::get(error ? QStringLiteral("error") : QStringLiteral("warning"),
                      error ? Icon::Role::Faulted : Icon::Role::Waiting)
                .paint(&painter, QRect(space::k4, top, kGutterIcon, kGutterIcon));
        }
    }
}

bool CodeEditor::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = problemsAt(cursorForPosition(viewport()->mapFrom(this, help->pos())).blockNumber());
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        // These are the window's, though a text field would take them.
        if (key->modifiers() == Qt::ControlModifier &&
            (key->key() == Qt::Key_K || key->key() == Qt::Key_U || key->key() == Qt::Key_Return)) {
            return false;
        }
    }
    return QPlainTextEdit::event(event);
}

}  // namespace beamline::ui
