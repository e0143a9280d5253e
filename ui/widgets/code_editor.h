// SPDX-License-Identifier: Apache-2.0
#pragma once
// A definition to read or to write: coloured, numbered, with its problems marked in place, completion, and keys that
// know YAML. GUI thread only.

#include <QPlainTextEdit>
#include <functional>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/completion.h"
#include "ui/widgets/yaml_highlighter.h"

namespace beamline::ui {

class CompletionPopup;

/// Tab indents; Escape, then Tab leaves the editor. Ctrl+Space completes, Ctrl+/ turns lines into comments and back,
/// F8 goes to the next problem, Ctrl with +, - and 0 zooms.
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    static constexpr int kMaxMarks = 200;    ///< problems marked in the text; the list has them all
    static constexpr int kMaxMatches = 500;  ///< places found that are marked; all are counted
    static constexpr int kIndent = 2;

    using Completer = std::function<QVector<Completion>(const LineSource&, const YamlPlace&)>;

    explicit CodeEditor(QWidget* parent = nullptr);

    /// Takes the place of all; nothing is left to undo.
    void setSource(const QString& text);
    /// The same as an edit that can be undone; cursor and scroll stay where they can.
    void replaceAll(const QString& text);
    void setReadOnly(bool readOnly);
    void setGutterVisible(bool visible);
    void setCompleter(Completer completer) { m_completer = std::move(completer); }
    /// Lines with a problem are marked and move with their text; their tool tips say what is wrong.
    void setProblems(const std::vector<api::Problem>& problems);
    /// Puts the cursor there and scrolls to it; both count from 1.
    void goTo(int line, int column);
    /// To the next problem behind the cursor, or before it; false when there is none.
    bool goToProblem(bool forward);

    /// Marks what is found; the number of places.
    int setSearch(const QString& text, bool caseSensitive);
    /// Selects the next place, around the end as well; its number from 1, 0 for none.
    int findNext(bool forward);
    bool replaceFound(const QString& text);
    int replaceAllFound(const QString& text);

    /// Whole lines, at the right indentation, as a new item of the sequence that the cursor is in, or as lines below.
    void insertItem(const QString& text);
    void complete(bool asked);
    CompletionPopup* popup() const { return m_popup; }
    void zoomBy(int steps);
    double zoom() const { return m_zoom; }
    const YamlHighlighter& highlighter() const { return *m_highlighter; }
    DocumentLines lines() const { return DocumentLines(document()); }
    YamlPlace place() const;

Q_SIGNALS:
    void findRequested(bool replace);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Mark {
        QTextCursor cursor;  ///< moves with the text
        api::Problem problem;
    };
    // ---- code_editor_keys.cpp
    bool takeKey(QKeyEvent* event);
    void breakLine();
    bool eraseIndent();
    void indentLines(bool deeper);
    void toggleComment();
    void insertCompletion(const Completion& completion);
    void editLines(const std::function<void(QTextCursor&, const QString&)>& edit);
    // ---- code_editor.cpp
    int gutterWidth() const;
    void paintGutter();
    void layoutGutter();
    void mark();
    void match();
    QString problemsAt(int line) const;
    const Mark* markAt(int line) const;
    void applyFont();

    QWidget* m_gutter;
    YamlHighlighter* m_highlighter;
    CompletionPopup* m_popup = nullptr;
    Completer m_completer;
    std::vector<Mark> m_marks;
    std::vector<api::Problem> m_problems;
    QList<QTextCursor> m_matches;  ///< of m_search, at most kMaxMatches
    QString m_search;
    Qt::CaseSensitivity m_searchCase = Qt::CaseInsensitive;
    double m_zoom = 1.0;
    bool m_gutterVisible = true;
    bool m_tabLeaves = false;
};

}  // namespace beamline::ui
