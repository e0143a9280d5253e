// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/yaml_highlighter.h"

#include <QRegularExpression>
#include <QTextDocument>
#include <algorithm>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// Column of what stands behind indentation and dashes.
int contentColumn(const QString& text) {
    int column = 0;
    while (column < text.size() && (text[column] == QLatin1Char(' ') || text[column] == QLatin1Char('\t') ||
                                    (text[column] == QLatin1Char('-') &&
                                     (column + 1 == text.size() || text[column + 1] == QLatin1Char(' '))))) {
        ++column;
    }
    return column;
}

bool isSpace(QChar c) {
    return c == QLatin1Char(' ') || c == QLatin1Char('\t');
}

bool isMark(QChar c) {
    return c == QLatin1Char('{') || c == QLatin1Char('}') || c == QLatin1Char('[') || c == QLatin1Char(']') ||
           c == QLatin1Char(',') || c == QLatin1Char(':');
}

/// Whether a word is a value of its own, not one of many in a text.
bool isWhole(const QString& text, int from, int to) {
    while (from > 0 && isSpace(text[from - 1])) {
        --from;
    }
    while (to < text.size() && isSpace(text[to])) {
        ++to;
    }
    static const QString before = QStringLiteral(":,[-{");
    static const QString behind = QStringLiteral(",]}#");
    return (from == 0 || before.contains(text[from - 1])) && (to == text.size() || behind.contains(text[to]));
}

bool isConstant(const QString& word) {
    static const QRegularExpression shape(
        QStringLiteral("^(true|false|null|~|[-+]?(\\d[\\d_]*)(\\.\\d+)?([eE][-+]?\\d+)?|0x[0-9a-fA-F]+)$"));
    return shape.match(word).hasMatch();
}
}  // namespace

int LineState::packed() const {
    const int indent = std::min(shape.indent + 1, YamlHighlighter::kMaxColumn);
    const int column = std::min(textColumn + 1, YamlHighlighter::kMaxColumn);
    return int(mode) | depth << 2 | (shape.dash ? 1 << 6 : 0) | indent << 7 | column << 17;
}

LineState LineState::unpacked(int state) {
    if (state < 0) {
        return {};
    }
    constexpr int kTen = 0x3FF;
    return {
        Mode(state & 3), state >> 2 & 15, {(state >> 7 & kTen) - 1, (state >> 6 & 1) != 0}, (state >> 17 & kTen) - 1};
}

YamlHighlighter::YamlHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {
    loadColors();
    connect(&Theme::current(), &Theme::changed, this, [this] {
        loadColors();
        rehighlight();
    });
}

void YamlHighlighter::loadColors() {
    const Tokens& t = Theme::current().tokens();
    const QColor colors[TokenCount] = {t.accent, t.completed, t.waiting, t.text3, t.suspended, t.text2};
    for (int i = 0; i < TokenCount; ++i) {
        m_formats[i].setForeground(colors[i]);
    }
    m_formats[Comment].setFontItalic(true);
}

void YamlHighlighter::highlightBlock(const QString& whole) {
    ++m_linesDone;
    const QString text = whole.left(kMaxLine);
    LineState state = LineState::unpacked(previousBlockState());
    state.shape = shapeOf(text);
    const bool blank = text.trimmed().isEmpty();
    if (state.mode == LineState::BlockText) {
        int column = 0;
        while (column < text.size() && isSpace(text[column])) {
            ++column;
        }
        if (blank || column > state.textColumn) {
            state.shape = blank ? LineShape() : LineShape{column, false};
            scanText(text, 0, String, state);
            setCurrentBlockState(state.packed());
            return;
        }
        state.mode = LineState::Plain;
        state.textColumn = -1;
        state.depth = 0;
    }
    // A quote or an expression goes on in deeper lines only: one that was never closed spoils its own value, no more.
    if (!blank && state.shape.indent >= 0 && state.shape.indent <= state.textColumn) {
        state.mode = LineState::Plain;
        state.depth = 0;
        state.textColumn = -1;
    }
    const bool goesOn = state.mode != LineState::Plain || state.depth > 0;
    int at = 0;
    if (state.mode == LineState::DoubleQuoted || state.mode == LineState::SingleQuoted) {
        at = scanQuoted(text, 0, state.mode == LineState::DoubleQuoted ? QLatin1Char('"') : QLatin1Char('\''), state);
    } else if (state.depth > 0) {
        at = scanExpression(text, 0, state);
    } else {
        at = scanKey(text, 0);
    }
    while (at < text.size()) {
        at = scanValue(text, at, state);
    }
    if (state.mode != LineState::BlockText) {
        const bool open = state.mode != LineState::Plain || state.depth > 0;
        state.textColumn = !open ? -1 : goesOn ? state.textColumn : contentColumn(text);
    }
    setCurrentBlockState(state.packed());
}

/// Dashes and, where there is one, the key that begins the line; gives the column behind it.
int YamlHighlighter::scanKey(const QString& text, int at) {
    const auto skip = [&] {
        while (at < text.size() && isSpace(text[at])) {
            ++at;
        }
    };
    skip();
    while (at < text.size() && text[at] == QLatin1Char('-') && (at + 1 == text.size() || isSpace(text[at + 1]))) {
        paint(at, at + 1, Mark);
        ++at;
        skip();
    }
    static const QRegularExpression key(
        QStringLiteral("(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s\"'{}\\[\\],#&*!|>%@`][^#{}\\[\\],]*?)\\s*:(?=\\s|$)"));
    const auto match =
        key.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    if (match.hasMatch()) {
        paint(at, static_cast<int>(match.capturedEnd(1)), Key);
        at = static_cast<int>(match.capturedEnd(0));
        paint(at - 1, at, Mark);
    }
    return at;
}

int YamlHighlighter::scanValue(const QString& text, int at, LineState& state) {
    const QChar c = text[at];
    const bool begins = at == 0 || isSpace(text[at - 1]) || isMark(text[at - 1]);
    if (isSpace(c)) {
        return at + 1;
    }
    if (c == QLatin1Char('#') && (at == 0 || isSpace(text[at - 1]))) {
        paint(at, static_cast<int>(text.size()), Comment);
        return static_cast<int>(text.size());
    }
    if (text.mid(at, 2) == QLatin1String("${")) {
        return scanExpression(text, at, state);
    }
    if ((c == QLatin1Char('"') || c == QLatin1Char('\'')) && begins) {
        const int from = at;
        state.mode = c == QLatin1Char('"') ? LineState::DoubleQuoted : LineState::SingleQuoted;
        paint(at, at + 1, String);
        at = scanQuoted(text, at + 1, c, state);
        // In braces a quoted word may be a key.
        if (state.mode == LineState::Plain && at < text.size() && text[at] == QLatin1Char(':')) {
            paint(from, at, Key);
        }
        return at;
    }
    if (begins && (c == QLatin1Char('|') || c == QLatin1Char('>'))) {
        static const QRegularExpression header(QStringLiteral("[|>][-+0-9]*\\s*(#.*)?$"));
        if (header.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption)
                .hasMatch()) {
            paint(at, static_cast<int>(text.size()), Mark);
            state.mode = LineState::BlockText;
            state.textColumn = contentColumn(text);  // what the text belongs to
            return static_cast<int>(text.size());
        }
    }
    if (isMark(c)) {
        paint(at, at + 1, Mark);
        return at + 1;
    }
    int end = at;
    while (
        end < text.size() && !isSpace(text[end]) && text.mid(end, 2) != QLatin1String("${") &&
        !(isMark(text[end]) && (text[end] != QLatin1Char(':') || end + 1 == text.size() || isSpace(text[end + 1])))) {
        ++end;
    }
    const QString word = text.mid(at, end - at);
    if (end < text.size() && text[end] == QLatin1Char(':')) {
        paint(at, end, Key);  // inside braces
    } else if (isConstant(word) && isWhole(text, at, end)) {
        paint(at, end, Number);
    } else if (begins && (c == QLatin1Char('&') || c == QLatin1Char('*') || c == QLatin1Char('!'))) {
        paint(at, end, Mark);
    }
    return std::max(end, at + 1);
}

/// From behind the opening quote to behind the closing one; `state` keeps the quote when that is on a later line.
int YamlHighlighter::scanQuoted(const QString& text, int at, QChar quote, LineState& state) {
    while (at < text.size()) {
        if (state.depth > 0 || text.mid(at, 2) == QLatin1String("${")) {
            at = scanExpression(text, at, state, quote);
            continue;
        }
        paint(at, at + 1, String);
        if (text[at] == QLatin1Char('\\') && quote == QLatin1Char('"') && at + 1 < text.size()) {
            paint(at + 1, at + 2, String);
            at += 2;
            continue;
        }
        if (text[at++] == quote) {
            state.mode = LineState::Plain;
            return at;
        }
    }
    return at;
}

/// To behind the brace that ends the expression. Inside a quoted text its closing quote ends it, too.
int YamlHighlighter::scanExpression(const QString& text, int at, LineState& state, QChar quote) {
    const int from = at;
    QChar inner;
    for (; at < text.size(); ++at) {
        const QChar c = text[at];
        const bool escaped = at > 0 && text[at - 1] == QLatin1Char('\\');
        if (!quote.isNull() && c == quote && !escaped) {
            state.depth = 0;
            break;
        }
        if (!inner.isNull()) {
            inner = c == inner && !escaped ? QChar() : inner;
        } else if (quote.isNull() && c == QLatin1Char('"')) {
            inner = c;
        } else if (c == QLatin1Char('{')) {
            state.depth = std::min(state.depth + 1, kMaxDepth);
        } else if (c == QLatin1Char('}') && --state.depth <= 0) {
            state.depth = 0;
            ++at;
            break;
        }
    }
    paint(from, at, Expression);
    return at;
}

/// A text of many lines: all of `ground`, but for its expressions.
void YamlHighlighter::scanText(const QString& text, int at, Token ground, LineState& state) {
    while (at < text.size()) {
        if (state.depth > 0 || text.mid(at, 2) == QLatin1String("${")) {
            at = scanExpression(text, at, state);
            continue;
        }
        const auto next = text.indexOf(QLatin1String("${"), at);
        const int end = next < 0 ? static_cast<int>(text.size()) : static_cast<int>(next);
        paint(at, end, ground);
        at = end;
    }
}

int DocumentLines::count() const {
    return m_document->blockCount();
}

QString DocumentLines::text(int line) const {
    return m_document->findBlockByNumber(line).text();
}

LineShape DocumentLines::shape(int line) const {
    const QTextBlock block = m_document->findBlockByNumber(line);
    return block.userState() < 0 ? shapeOf(block.text()) : LineState::unpacked(block.userState()).shape;
}

}  // namespace beamline::ui
