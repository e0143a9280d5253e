// SPDX-License-Identifier: Apache-2.0
#include "ui/models/yaml_place.h"

#include <algorithm>

namespace beamline::ui {

namespace {

bool isSpace(QChar c) {
    return c == QLatin1Char(' ') || c == QLatin1Char('\t');
}

/// What stands on one line: dashes, then perhaps a key, then perhaps a value.
struct LineParts {
    QVector<int> dashes;  ///< columns
    int content = 0;      ///< column behind the dashes
    QString key;
    int colon = -1;  ///< column of the colon behind the key
    int value = -1;  ///< column of the value; the line's length when there is none
};

QString unquoted(QStringView text) {
    text = text.trimmed();
    if (text.size() >= 2 && (text.front() == QLatin1Char('"') || text.front() == QLatin1Char('\'')) &&
        text.back() == text.front()) {
        return text.mid(1, text.size() - 2).toString();
    }
    return text.toString();
}

/// Column of the colon that ends a key which begins at `from`, -1 when none does.
int colonOf(QStringView line, int from) {
    QChar quote;
    for (int i = from; i < line.size(); ++i) {
        const QChar c = line[i];
        if (!quote.isNull()) {
            quote = c == quote ? QChar() : quote;
        } else if ((c == QLatin1Char('"') || c == QLatin1Char('\'')) && i == from) {
            quote = c;
        } else if (c == QLatin1Char(':') && (i + 1 == line.size() || isSpace(line[i + 1]))) {
            return i;
        } else if (c == QLatin1Char('{') || c == QLatin1Char('[') ||
                   (c == QLatin1Char('#') && i > from && isSpace(line[i - 1]))) {
            return -1;
        }
    }
    return -1;
}

LineParts partsOf(QStringView line) {
    LineParts parts;
    int at = 0;
    const auto skip = [&] {
        while (at < line.size() && isSpace(line[at])) {
            ++at;
        }
    };
    skip();
    while (at < line.size() && line[at] == QLatin1Char('-') && (at + 1 == line.size() || isSpace(line[at + 1]))) {
        parts.dashes.append(at++);
        skip();
    }
    parts.content = at;
    parts.colon = colonOf(line, at);
    if (parts.colon >= 0) {
        parts.key = unquoted(line.mid(at, parts.colon - at));
        at = parts.colon + 1;
        skip();
        parts.value = at;
    }
    return parts;
}

QString valueOf(QStringView line, int from) {
    QStringView rest = from < 0 ? QStringView() : line.mid(std::min<qsizetype>(from, line.size()));
    QChar quote;
    for (int i = 0; i < rest.size(); ++i) {
        const QChar c = rest[i];
        if (!quote.isNull()) {
            quote = c == quote ? QChar() : quote;
        } else if ((c == QLatin1Char('"') || c == QLatin1Char('\'')) && i == 0) {
            quote = c;
        } else if (c == QLatin1Char('#') && (i == 0 || isSpace(rest[i - 1]))) {
            rest = rest.left(i);
        }
    }
    return unquoted(rest);
}

bool opensText(QStringView line, int value) {
    return value >= 0 && value < line.size() && (line[value] == QLatin1Char('|') || line[value] == QLatin1Char('>'));
}

/// Braces and brackets that are open at the end of a text, with the key that each of them is at.
class FlowScanner {
public:
    struct Frame {
        bool mapping = false;
        QString key;  ///< complete, its value is being written
        bool hasKey = false;
        QVector<YamlPair> pairs;
    };

    void run(QStringView text) {
        for (int i = 0; i < text.size(); ++i) {
            step(text, i);
        }
    }
    bool inside() const { return !m_frames.isEmpty(); }
    const QVector<Frame>& frames() const { return m_frames; }
    QString word() const { return m_word; }

private:
    void step(QStringView text, int i) {
        const QChar c = text[i];
        if (!m_quote.isNull()) {
            if (c == m_quote && !(m_quote == QLatin1Char('"') && i > 0 && text[i - 1] == QLatin1Char('\\'))) {
                m_quote = {};
            }
            m_word += c;
        } else if (c == QLatin1Char('{') || c == QLatin1Char('[')) {
            m_frames.append({c == QLatin1Char('{'), {}, false, {}});
            m_word.clear();
        } else if (m_frames.isEmpty()) {
            return;
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            m_quote = c;
            m_word += c;
        } else if (c == QLatin1Char('}') || c == QLatin1Char(']')) {
            m_frames.removeLast();
            m_word.clear();
        } else if (c == QLatin1Char(',')) {
            finish(m_frames.last());
        } else if (c == QLatin1Char(':') && m_frames.last().mapping && !m_frames.last().hasKey &&
                   (i + 1 == text.size() || isSpace(text[i + 1]) || m_word.endsWith(QLatin1Char('"')))) {
            m_frames.last().key = unquoted(m_word);
            m_frames.last().hasKey = true;
            m_word.clear();
        } else if (!isSpace(c) || !m_word.isEmpty()) {
            m_word += c;
        }
    }
    void finish(Frame& frame) {
        if (frame.hasKey) {
            frame.pairs.append({frame.key, unquoted(m_word), -1});
        }
        frame.key.clear();
        frame.hasKey = false;
        m_word.clear();
    }

    QVector<Frame> m_frames;
    QString m_word;
    QChar m_quote;
};

/// Goes down into what braces opened; false when none is open at the cursor.
bool enterFlow(YamlPlace& place, QStringView text, int column) {
    FlowScanner scanner;
    scanner.run(text);
    if (!scanner.inside()) {
        return false;
    }
    const auto& frames = scanner.frames();
    for (int i = 0; i + 1 < frames.size(); ++i) {
        place.path.append(frames[i].mapping ? YamlStep{frames[i].key, false, -1, -1} : YamlStep{{}, true, -1, -1});
        for (const YamlPair& pair : frames[i].pairs) {
            if (frames[i].key == QLatin1String("with") && pair.key == QLatin1String("call")) {
                place.flowCall = pair.value;
            }
        }
    }
    const auto& last = frames.last();
    place.flow = true;
    place.afterDash = !last.mapping;
    place.siblings = last.pairs;
    place.key = last.key;
    if (!last.mapping) {
        place.path.append({{}, true, -1, -1});
    }
    place.part = last.hasKey ? YamlPlace::Part::Value : YamlPlace::Part::Key;
    place.prefix = scanner.word();
    if (place.prefix.startsWith(QLatin1Char('"')) || place.prefix.startsWith(QLatin1Char('\''))) {
        place.prefix.remove(0, 1);
    }
    place.replaceFrom = column - static_cast<int>(place.prefix.size());
    return true;
}

/// Steps from the document down to what begins at column `limit` on `line`, that line's own dashes left of it included.
QVector<YamlStep> stepsAbove(const LineSource& lines, int line, int limit, const QVector<int>& dashes, bool& inText) {
    QVector<YamlStep> up;
    bool wantsOwner = false;  // of a sequence: its key may stand at the column of the dashes
    for (auto dash = dashes.crbegin(); dash != dashes.crend(); ++dash) {
        up.append({{}, true, line, *dash});
        limit = *dash;
        wantsOwner = true;
    }
    for (int at = line - 1; at >= 0 && (limit > 0 || wantsOwner); --at) {
        const LineShape shape = lines.shape(at);
        if (shape.indent < 0 || shape.indent > limit || (shape.indent == limit && (!wantsOwner || shape.dash))) {
            continue;
        }
        const QString text = lines.text(at);
        const LineParts parts = partsOf(text);
        const bool owns = parts.content < limit || (wantsOwner && parts.content == limit && parts.dashes.isEmpty());
        if (owns && parts.content < text.size()) {
            const QString name = parts.colon >= 0 ? parts.key : unquoted(QStringView(text).mid(parts.content));
            up.append({name, false, at, parts.content});
            limit = parts.content;
            wantsOwner = false;
            inText = inText || opensText(text, parts.value);
        }
        for (auto dash = parts.dashes.crbegin(); dash != parts.dashes.crend(); ++dash) {
            if (*dash < limit) {
                up.append({{}, true, at, *dash});
                limit = *dash;
                wantsOwner = true;
            }
        }
    }
    std::reverse(up.begin(), up.end());
    return up;
}

YamlPlace placeInJson(const LineSource& lines, int line, int column) {
    YamlPlace place;
    place.json = true;
    if (line >= kMaxJsonLines) {
        return place;
    }
    QString text;
    for (int i = 0; i < line; ++i) {
        text += lines.text(i) + QLatin1Char(' ');
    }
    text += QStringView(lines.text(line)).left(column);
    enterFlow(place, text, column);
    return place;
}

}  // namespace

LineShape shapeOf(QStringView line) {
    int at = 0;
    while (at < line.size() && isSpace(line[at])) {
        ++at;
    }
    if (at == line.size() || line[at] == QLatin1Char('#')) {
        return {};
    }
    const bool dash = line[at] == QLatin1Char('-') && (at + 1 == line.size() || isSpace(line[at + 1]));
    return {at, dash};
}

StringLines::StringLines(const QString& text) : m_lines(text.split(QLatin1Char('\n'))) {
    m_shapes.reserve(m_lines.size());
    for (const QString& line : std::as_const(m_lines)) {
        m_shapes.append(shapeOf(line));
    }
}

YamlPlace placeAt(const LineSource& lines, int line, int column) {
    YamlPlace place;
    if (line < 0 || line >= lines.count()) {
        return place;
    }
    for (int first = 0; first <= line; ++first) {
        if (lines.shape(first).indent >= 0) {
            if (lines.text(first).trimmed().startsWith(QLatin1Char('{'))) {
                return placeInJson(lines, line, column);
            }
            break;
        }
    }
    const QString text = lines.text(line);
    column = std::clamp<int>(column, 0, static_cast<int>(text.size()));
    const QStringView before = QStringView(text).left(column);
    const bool blank = lines.shape(line).indent < 0;
    if (blank && before.contains(QLatin1Char('#'))) {
        return place;
    }
    const LineParts parts = partsOf(text);
    const int content = blank || column < parts.content ? column : parts.content;
    QVector<int> dashes;
    std::copy_if(parts.dashes.begin(), parts.dashes.end(), std::back_inserter(dashes),
                 [&](int dash) { return dash < content; });
    bool inText = false;
    place.path = stepsAbove(lines, line, content, dashes, inText);
    if (inText) {
        return place;
    }
    place.column = content;
    place.afterDash = !dashes.isEmpty();
    const bool valued = parts.colon >= 0 && column > parts.colon;
    const int from = valued ? std::min(parts.value, column) : content;
    if (valued && opensText(text, parts.value)) {
        return place;
    }
    if (valued) {
        place.path.append({parts.key, false, line, content});
    }
    const int end = static_cast<int>(before.size());
    if (enterFlow(place, before.mid(from), end)) {
        return place;
    }
    if (valued) {
        place.path.removeLast();
        place.key = parts.key;
    }
    place.part = valued ? YamlPlace::Part::Value : YamlPlace::Part::Key;
    place.prefix = before.mid(from).toString();
    place.replaceFrom = from;
    if (place.prefix.startsWith(QLatin1Char('"')) || place.prefix.startsWith(QLatin1Char('\''))) {
        place.prefix.remove(0, 1);
        ++place.replaceFrom;
    }
    if (place.prefix.contains(QLatin1String(" #"))) {
        place.part = YamlPlace::Part::None;
    }
    place.siblings = pairsAround(lines, line, content);
    place.siblings.removeIf([line](const YamlPair& pair) { return pair.line == line; });
    return place;
}

QVector<YamlPair> pairsAround(const LineSource& lines, int line, int column) {
    QVector<YamlPair> pairs;
    /// False when the line ends the mapping.
    const auto take = [&](int at, bool upward) {
        const LineShape shape = lines.shape(at);
        if (shape.indent < 0 || shape.indent > column) {
            return true;
        }
        if (shape.indent == column && shape.dash) {
            return true;  // a sequence may stand at the column of its key
        }
        if (shape.indent < column && !shape.dash) {
            return at == line;
        }
        const QString text = lines.text(at);
        const LineParts parts = partsOf(text);
        if (shape.indent < column && (parts.content != column || (!upward && at != line))) {
            return at == line && parts.content == column;
        }
        if (parts.content == column && parts.colon >= 0) {
            pairs.append({parts.key, valueOf(text, parts.value), at});
        }
        return !(shape.dash && shape.indent < column && upward);  // the line that opens the item is its first
    };
    for (int at = line; at >= std::max(0, line - kMaxSiblingLines); --at) {
        if (!take(at, true)) {
            break;
        }
    }
    std::reverse(pairs.begin(), pairs.end());
    for (int at = line + 1; at < std::min(lines.count(), line + kMaxSiblingLines); ++at) {
        if (!take(at, false)) {
            break;
        }
    }
    return pairs;
}

QVector<YamlPair> pairsUnder(const LineSource& lines, int line, int column) {
    for (int at = line + 1; at < lines.count(); ++at) {
        const LineShape shape = lines.shape(at);
        if (shape.indent < 0) {
            continue;
        }
        if (shape.indent <= column) {
            return {};
        }
        return pairsAround(lines, at, partsOf(lines.text(at)).content);
    }
    return {};
}

QStringList namesOfItems(const LineSource& lines, int line, int column) {
    QStringList names;
    const auto take = [&](int at) {
        const LineShape shape = lines.shape(at);
        if (shape.indent == column && shape.dash) {
            const LineParts parts = partsOf(lines.text(at));
            names.append(parts.key);
        }
        return shape.indent < 0 || shape.indent > column || (shape.indent == column && shape.dash);
    };
    for (int at = line; at >= 0 && take(at); --at) {
    }
    std::reverse(names.begin(), names.end());
    for (int at = line + 1; at < lines.count() && take(at); ++at) {
    }
    names.removeAll(QString());
    return names;
}

QVector<PointerSpan> pointerSpans(const LineSource& lines) {
    struct Open {
        int column;
        bool item;
        int span;       ///< into `spans`
        int items = 0;  ///< begun below it
    };
    QVector<PointerSpan> spans;
    QVector<Open> stack;
    int rootItems = 0;
    int textColumn = -1;  // of the key whose text of many lines this is
    int lastLine = 0;
    const auto close = [&](auto ends) {
        while (!stack.isEmpty() && ends(stack.last())) {
            spans[stack.last().span].last = lastLine;
            stack.removeLast();
        }
    };
    const auto open = [&](int column, bool item, int line, const QString& name) {
        spans.append(
            {(stack.isEmpty() ? QString() : spans[stack.last().span].pointer) + QLatin1Char('/') + name, line, line});
        stack.append({column, item, static_cast<int>(spans.size()) - 1, 0});
    };
    for (int at = 0; at < lines.count(); ++at) {
        const LineShape shape = lines.shape(at);
        if (shape.indent < 0 || (textColumn >= 0 && shape.indent > textColumn)) {
            lastLine = shape.indent < 0 ? lastLine : at;
            continue;
        }
        textColumn = -1;
        const QString text = lines.text(at);
        const LineParts parts = partsOf(text);
        for (const int dash : parts.dashes) {
            close([dash](const Open& one) { return one.column > dash || (one.column == dash && one.item); });
            const int number = stack.isEmpty() ? rootItems++ : stack.last().items++;
            open(dash, true, at, QString::number(number));
        }
        if (parts.colon >= 0) {
            close([&](const Open& one) { return one.column >= parts.content; });
            QString name = parts.key;
            name.replace(QLatin1Char('~'), QLatin1String("~0")).replace(QLatin1Char('/'), QLatin1String("~1"));
            open(parts.content, false, at, name);
            textColumn = opensText(text, parts.value) ? parts.content : -1;
        }
        lastLine = at;
    }
    close([](const Open&) { return true; });
    return spans;
}

}  // namespace beamline::ui
