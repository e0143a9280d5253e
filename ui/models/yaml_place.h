// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where in a definition a cursor stands, worked out from indentation alone, so that it can be said of text that is
// broken as well. Pure functions, any thread.

#include <QString>
#include <QStringList>
#include <QVector>

namespace beamline::ui {

/// How a line begins. `indent` is -1 for a line that is empty or a comment.
struct LineShape {
    int indent = -1;
    bool dash = false;  ///< it opens an item of a sequence
    bool operator==(const LineShape&) const = default;
};
LineShape shapeOf(QStringView line);

/// The lines of a text. `shape` is asked for far more often than `text` and should cost next to nothing.
class LineSource {
public:
    virtual ~LineSource() = default;
    virtual int count() const = 0;
    virtual QString text(int line) const = 0;
    virtual LineShape shape(int line) const = 0;
};

class StringLines : public LineSource {
public:
    explicit StringLines(const QString& text);
    int count() const override { return static_cast<int>(m_lines.size()); }
    QString text(int line) const override { return m_lines[line]; }
    LineShape shape(int line) const override { return m_shapes[line]; }

private:
    QStringList m_lines;
    QVector<LineShape> m_shapes;
};

/// One step on the way down: a member of a mapping, or an item of a sequence.
struct YamlStep {
    QString name;  ///< empty for an item
    bool item = false;
    int line = -1;    ///< -1: inside braces
    int column = -1;  ///< of the key or of the dash
    bool operator==(const YamlStep&) const = default;
};

struct YamlPair {
    QString key;
    QString value;  ///< the rest of its line, without quotes and comment
    int line = -1;
    bool operator==(const YamlPair&) const = default;
};

struct YamlPlace {
    enum class Part {
        None,   ///< nothing can be said: a comment, or a text of many lines
        Key,    ///< a member's name is being written, or an item
        Value,  ///< what stands behind `key`
    };
    Part part = Part::None;
    QVector<YamlStep> path;  ///< to the mapping or sequence that the cursor is in
    QString key;
    QString prefix;              ///< what is written of the word, up to the cursor
    int replaceFrom = 0;         ///< column at which the word begins
    int column = 0;              ///< at which members of this mapping begin
    bool flow = false;           ///< inside braces or brackets
    QString flowCall;            ///< inside the braces of a `with`: what the call beside it calls
    bool json = false;           ///< the whole document is JSON
    bool afterDash = false;      ///< the word is the first one of an item
    QVector<YamlPair> siblings;  ///< members of the same mapping, this one left out
};

/// Lines and columns count from 0. Reads the texts of the lines on the way up and of the members beside the cursor
/// only.
YamlPlace placeAt(const LineSource& lines, int line, int column);
/// Members of the mapping whose keys begin at `column` and of which `line` is a part.
QVector<YamlPair> pairsAround(const LineSource& lines, int line, int column);
/// Members of the mapping under the key at (`line`, `column`); -1, -1: of the document.
QVector<YamlPair> pairsUnder(const LineSource& lines, int line, int column);
/// The first words of all items of the sequence whose dashes stand at `column`, around `line`.
QStringList namesOfItems(const LineSource& lines, int line, int column);

/// Where a value stands, by its JSON pointer (RFC 6901): lines first to last, counted from 0.
struct PointerSpan {
    QString pointer;
    int first = 0;
    int last = 0;
};
/// Every member and item that begins on a line of its own, in order. YAML only; inside braces nothing is told apart.
QVector<PointerSpan> pointerSpans(const LineSource& lines);

inline constexpr int kMaxSiblingLines = 4000;  ///< read around a member; further ones are not seen
inline constexpr int kMaxJsonLines = 2000;     ///< read of a JSON document; below them nothing is said

}  // namespace beamline::ui
