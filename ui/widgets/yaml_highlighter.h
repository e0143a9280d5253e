// SPDX-License-Identifier: Apache-2.0
#pragma once
// Colours YAML and JSON in the theme's colours, expressions (${ … }) in one of their own. GUI thread only.

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

#include "ui/models/yaml_place.h"

namespace beamline::ui {

/// What one line leaves to the next, kept in QTextBlock::userState() together with the line's shape, so that the
/// structure of a document can be asked for without its text.
struct LineState {
    enum Mode { Plain, BlockText, DoubleQuoted, SingleQuoted };
    Mode mode = Plain;
    int depth = 0;  ///< open braces of an expression; 0: none
    LineShape shape;
    int textColumn = -1;  ///< of the key whose text of many lines this is

    int packed() const;
    static LineState unpacked(int state);  ///< of -1: the state before the first line
};

class YamlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    static constexpr int kMaxLine = 4000;    ///< letters of a line that are looked at
    static constexpr int kMaxColumn = 1000;  ///< deeper indentation counts as this
    static constexpr int kMaxDepth = 15;

    enum Token { Key, String, Number, Comment, Expression, Mark, TokenCount };

    explicit YamlHighlighter(QTextDocument* document);

    /// How many lines have been looked at, for tests.
    int linesDone() const { return m_linesDone; }
    QTextCharFormat format(Token token) const { return m_formats[token]; }

protected:
    void highlightBlock(const QString& text) override;

private:
    void loadColors();
    int scanKey(const QString& text, int at);
    int scanValue(const QString& text, int at, LineState& state);
    int scanQuoted(const QString& text, int at, QChar quote, LineState& state);
    int scanExpression(const QString& text, int at, LineState& state, QChar quote = {});
    void scanText(const QString& text, int at, Token ground, LineState& state);
    void paint(int from, int to, Token token) { setFormat(from, to - from, m_formats[token]); }

    QTextCharFormat m_formats[TokenCount];
    int m_linesDone = 0;
};

/// The lines of a document that is highlighted.
class DocumentLines : public LineSource {
public:
    explicit DocumentLines(const QTextDocument* document) : m_document(document) {}
    int count() const override;
    QString text(int line) const override;
    LineShape shape(int line) const override;

private:
    const QTextDocument* m_document;
};

}  // namespace beamline::ui
