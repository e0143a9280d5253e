// SPDX-License-Identifier: Apache-2.0
// The text editor, its colours, completion, search and differences, with real keys.
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>

#include "tests/ui/real_language.h"
#include "tests/ui/registered_test.h"
#include "ui/models/completion.h"
#include "ui/models/formatting.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/completion_popup.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/theme.h"

namespace tst_widgets_editor {

using namespace beamline;
using namespace beamline::ui;

namespace {

struct Shown {
    QWidget window;
    CodeEditor* editor = new CodeEditor(&window);
    QLineEdit* other = new QLineEdit(&window);
    CompletionSource source;

    Shown() {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(editor);
        column->addWidget(other);
        source.setFunctions(test::catalog());
        editor->setCompleter(
            [this](const LineSource& lines, const YamlPlace& place) { return source.at(lines, place); });
        window.resize(700, 500);
        window.show();
        window.activateWindow();
        editor->setFocus();
        QVERIFY2(QTest::qWaitForWindowActive(&window), "the window was not shown");
    }
    /// Text with `|` where the cursor goes.
    void set(QString marked) {
        const auto at = marked.indexOf(QLatin1Char('|'));
        marked.remove(at, 1);
        editor->setSource(marked);
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(static_cast<int>(at));
        editor->setTextCursor(cursor);
    }
    QString get() const {
        QString text = editor->toPlainText();
        return text.insert(editor->textCursor().position(), QLatin1Char('|'));
    }
    void keys(const char* text) { QTest::keyClicks(editor, QString::fromUtf8(text)); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(editor, key, modifiers); }
    bool offers() const { return editor->popup() && editor->popup()->isVisible(); }
};

/// The colour of the letter at a position of a line, as a letter: k(ey) s(tring) n(umber) c(omment) e(xpression)
/// m(ark).
QString colours(const CodeEditor& editor, int line) {
    const QTextBlock block = editor.document()->findBlockByNumber(line);
    QString all(block.text().size(), QLatin1Char('.'));
    for (const auto& range : block.layout()->formats()) {
        for (int i = 0; i < YamlHighlighter::TokenCount; ++i) {
            if (range.format.foreground() == editor.highlighter().format(YamlHighlighter::Token(i)).foreground()) {
                for (int at = range.start; at < range.start + range.length; ++at) {
                    all[at] = QLatin1Char("ksncem"[i]);
                }
            }
        }
    }
    return all;
}

}  // namespace

class TestWidgetsEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void coloursFollowTheLanguage_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("last");
        const auto row = [](const char* name, const char* text, const char* last) {
            QTest::addRow("%s", name) << QString::fromUtf8(text) << QString::fromUtf8(last);
        };
        row("key and word", "a: b", "km..");
        row("key and number", "a: 12", "km.nn");
        row("number in a text", "a: ISO 8601 date", "km..............");
        row("true", "a: true", "km.nnnn");
        row("dash", "- a: 'x'", "m.km.sss");
        row("comment", "a: b # c", "km...ccc");
        row("hash in a word", "a: b#c", "km....");
        row("expression", "a: ${ .b }", "km.eeeeeee");
        row("expression with braces", "a: ${ {b: 1} } x", "km.eeeeeeeeeee..");
        row("expression in quotes", "a: \"x ${ .b } y\"", "km.ssseeeeeeesss");
        row("brace in a string of an expression", "a: ${ \"}\" }", "km.eeeeeeee");
        row("braces", "a: { b: 1, c: x }", "km.m.km.nm.km...m");
        row("json", "\"a\": [true, null]", "kkkm.mnnnnm.nnnnm");
        row("header of a text", "a: >-", "km.mm");
        row("text of lines", "a: |\n  b: c", "ssssss");
        row("expression in a text of lines", "a: |\n  x ${ .y }", "sssseeeeeee");
        row("expression over lines", "a: >-\n  ${ .b\n  | .c }", "eeeeeeee");
        row("behind a text of lines", "a: |\n  b\nc: d", "km..");
        row("behind one in an item", "- a: |\n    b\n  c: d", "..km..");
        row("quote over lines", "a: 'b\n  c'", "ssss");
        row("never closed quote spoils its value only", "a: 'b\nc: d", "km..");
        row("never closed expression, too", "a: ${ .b\nc: d", "km..");
        row("empty line in a text", "a: |\n  b\n\n  c: d", "ssssss");
    }
    void coloursFollowTheLanguage() {
        QFETCH(QString, text);
        CodeEditor editor;
        editor.setSource(text);
        QTEST(colours(editor, editor.blockCount() - 1), "last");
    }

    void lineStatesArePackedWithoutLoss() {
        for (int mode = 0; mode < 4; ++mode) {
            for (const int indent : {-1, 0, 7, 900}) {
                const LineState one{LineState::Mode(mode), 15 - mode, {indent, mode % 2 == 0}, indent};
                const LineState two = LineState::unpacked(one.packed());
                QVERIFY(one.packed() >= 0);
                QCOMPARE(two.mode, one.mode);
                QCOMPARE(two.depth, one.depth);
                QCOMPARE(two.shape, one.shape);
                QCOMPARE(two.textColumn, one.textColumn);
            }
        }
    }

    void coloursChangeWithTheTheme() {
        CodeEditor editor;
        editor.setSource(QStringLiteral("a: b"));
        Theme::current().setMode(ThemeMode::Dark);
        QTRY_COMPARE(editor.document()->begin().layout()->formats().first().format.foreground().color(),
                     Theme::dark().accent);
        Theme::current().setMode(ThemeMode::Light);
    }

    void enterIndents_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addRow("below a member") << "  a: 1|"
                                        << "  a: 1\n  |";
        QTest::addRow("into a mapping") << "  a:|"
                                        << "  a:\n    |";
        QTest::addRow("into a task") << "  - a:|"
                                     << "  - a:\n      |";
        QTest::addRow("beside the first member of an item") << "  - a: 1|"
                                                            << "  - a: 1\n    |";
        QTest::addRow("into a text") << "a: >-|"
                                     << "a: >-\n  |";
        QTest::addRow("in the middle") << "  a: |b"
                                       << "  a: \n    |b";
        QTest::addRow("at the start") << "|a: 1"
                                      << "\n|a: 1";
        QTest::addRow("an empty item ends the list") << "x:\n  - |"
                                                     << "x:\n|";
    }
    void enterIndents() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        Shown shown;
        shown.set(before);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.get(), after);
        shown.key(Qt::Key_Z, Qt::ControlModifier);  // one step
        QCOMPARE(shown.get().remove(QLatin1Char('|')), before.remove(QLatin1Char('|')));
    }

    void tabIndentsAndEscapeTabLeaves() {
        Shown shown;
        shown.set(QStringLiteral("a|\nb"));
        shown.key(Qt::Key_Tab);
        QCOMPARE(shown.get(), QStringLiteral("a |\nb"));  // to the next even column
        shown.editor->selectAll();
        shown.key(Qt::Key_Tab);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("  a \n  b"));
        shown.key(Qt::Key_Backtab, Qt::ShiftModifier);
        shown.key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("a \nb"));
        QVERIFY(shown.editor->hasFocus());
        shown.key(Qt::Key_Escape);
        shown.key(Qt::Key_Tab);
        QTRY_VERIFY(shown.other->hasFocus());
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("a \nb"));
        CodeEditor* readOnly = shown.editor;
        readOnly->setReadOnly(true);
        readOnly->setFocus();
        shown.key(Qt::Key_Tab);
        QTRY_VERIFY(shown.other->hasFocus());
    }

    void backspaceTakesAnIndentation() {
        Shown shown;
        shown.set(QStringLiteral("     |a"));
        shown.key(Qt::Key_Backspace);
        QCOMPARE(shown.get(), QStringLiteral("    |a"));
        shown.key(Qt::Key_Backspace);
        QCOMPARE(shown.get(), QStringLiteral("  |a"));
        shown.set(QStringLiteral("a  |b"));
        shown.key(Qt::Key_Backspace);
        QCOMPARE(shown.get(), QStringLiteral("a |b"));
    }

    void linesBecomeCommentsAndBack() {
        Shown shown;
        shown.set(QStringLiteral("|a:\n  b: 1\n\n  c: 2\n"));
        shown.editor->selectAll();
        shown.key(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("# a:\n#   b: 1\n\n#   c: 2\n"));
        shown.editor->selectAll();
        shown.key(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("a:\n  b: 1\n\n  c: 2\n"));
        shown.set(QStringLiteral("  #|a"));
        shown.key(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("  a"));
        shown.editor->undo();
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("  #a"));
    }

    void zoomHasLimits() {
        Shown shown;
        const int before = shown.editor->font().pixelSize();
        shown.key(Qt::Key_Plus, Qt::ControlModifier);
        shown.key(Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(shown.editor->font().pixelSize() > before);
        for (int i = 0; i < 60; ++i) {
            shown.key(Qt::Key_Plus, Qt::ControlModifier);
        }
        QVERIFY(shown.editor->font().pixelSize() <= before * 3 + 1);
        for (int i = 0; i < 60; ++i) {
            shown.key(Qt::Key_Minus, Qt::ControlModifier);
        }
        QVERIFY(shown.editor->font().pixelSize() >= before / 2);
        shown.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(shown.editor->font().pixelSize(), before);
    }

    void completionIsTypedAndChosen() {
        Shown shown;
        shown.set(QStringLiteral("do:\n  - a:\n      |"));
        shown.keys("ca");
        QVERIFY(shown.offers());
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.get(), QStringLiteral("do:\n  - a:\n      call: |"));
        QVERIFY(shown.offers());                         // what may be called
        QCOMPARE(shown.editor->popup()->current(), -1);  // but Enter is still a new line
        shown.keys("fs.g");
        shown.key(Qt::Key_Tab);
        QCOMPARE(shown.get(), QStringLiteral("do:\n  - a:\n      call: fs.get\n      with:\n        path: path|"));
        QVERIFY(test::validate("document: {dsl: '1.0.3', namespace: a, name: b, version: '1.0.0'}\n" +
                               toUtf8(shown.editor->toPlainText()))
                    .valid);
        shown.key(Qt::Key_Return);
        shown.key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(shown.offers());
        QCOMPARE(shown.editor->popup()->items().first().label, QStringLiteral("as"));
        QVERIFY(!shown.editor->popup()->items().first().text.isEmpty());
        shown.key(Qt::Key_Escape);
        QVERIFY(!shown.offers());
        shown.editor->undo();
    }

    void arrowsAndMouseChoose() {
        Shown shown;
        shown.set(QStringLiteral("|"));
        shown.key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(shown.offers());
        QCOMPARE(shown.editor->popup()->current(), 0);
        shown.key(Qt::Key_Down);
        QCOMPARE(shown.editor->popup()->current(), 1);
        shown.key(Qt::Key_Up);
        shown.key(Qt::Key_Up);
        QCOMPARE(shown.editor->popup()->current(), int(shown.editor->popup()->items().size()) - 1);
        auto* list = shown.editor->popup()->findChild<QListWidget*>();
        list->scrollToTop();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
        QCOMPARE(shown.get(), QStringLiteral("document:\n  |"));
        QVERIFY(shown.editor->hasFocus());
    }

    void anEndedWordIsNotAskedFor() {
        Shown shown;
        shown.set(QStringLiteral("do:\n  - a:\n      set: 1\n      |"));
        shown.keys("then: end");
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.get(), QStringLiteral("do:\n  - a:\n      set: 1\n      then: end\n      |"));
        shown.set(QStringLiteral("do:\n  - a:\n      set:\n        |"));
        shown.keys("name: x");  // free words
        QVERIFY(!shown.offers());
    }

    void theNameOfAMemberIsReplacedInPlace() {
        Shown shown;
        shown.set(QStringLiteral("do:\n  - a:\n      ca|ll: x"));
        shown.key(Qt::Key_Space, Qt::ControlModifier);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("do:\n  - a:\n      call: x"));
    }

    void jsonIsCompletedWithQuotes() {
        Shown shown;
        shown.set(QStringLiteral("{\"do\": [{\"a\": {\"ca|\"}}]}"));
        shown.key(Qt::Key_Space, Qt::ControlModifier);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("{\"do\": [{\"a\": {\"call\": }}]}"));
    }

    void problemsAreMarkedAndMoveWithTheirText() {
        Shown shown;
        shown.set(QStringLiteral("|a: 1\nb: 2\nc: 3\n"));
        shown.editor->setProblems({{api::Severity::error, 2, 4, "/b", "Not two."},
                                   {api::Severity::warning, 3, 0, "/c", "Three."},
                                   {api::Severity::error, 99, 1, "", "Nowhere."}});
        const auto waves = [&] {
            QStringList texts;
            for (const auto& one : shown.editor->extraSelections()) {
                if (one.format.underlineStyle() == QTextCharFormat::WaveUnderline) {
                    texts << one.cursor.selectedText();
                }
            }
            return texts;
        };
        QCOMPARE(waves(), QStringList({QStringLiteral("2"), QStringLiteral("c: 3")}));
        shown.key(Qt::Key_Return);  // everything moves down
        QCOMPARE(waves(), QStringList({QStringLiteral("2"), QStringLiteral("c: 3")}));
        shown.key(Qt::Key_F8);
        QCOMPARE(shown.editor->textCursor().blockNumber(), 2);
        shown.key(Qt::Key_F8);
        QCOMPARE(shown.editor->textCursor().blockNumber(), 3);
        shown.key(Qt::Key_F8);  // around
        QCOMPARE(shown.editor->textCursor().blockNumber(), 2);
        shown.key(Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(shown.editor->textCursor().blockNumber(), 3);
        shown.editor->grab();  // paints the margin
        std::vector<api::Problem> many(static_cast<std::size_t>(CodeEditor::kMaxMarks) + 50,
                                       {api::Severity::error, 2, 1, "", "x"});
        shown.editor->setProblems(many);
        QCOMPARE(waves().size(), CodeEditor::kMaxMarks);
    }

    void textIsFoundAndReplaced() {
        Shown shown;
        FindBar bar(shown.editor);
        bar.show();
        shown.set(QStringLiteral("|one Two\ntwo three\nTWO"));
        bar.open(true);
        auto fields = bar.findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), 2);
        fields[0]->setText(QStringLiteral("two"));
        QTest::keyClick(fields[0], Qt::Key_Return);
        QCOMPARE(shown.editor->textCursor().selectionStart(), 4);
        QTest::keyClick(fields[0], Qt::Key_Return);
        QCOMPARE(shown.editor->textCursor().blockNumber(), 1);
        QTest::keyClick(fields[0], Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(fields[0], Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(shown.editor->textCursor().blockNumber(), 2);  // around the start
        fields[1]->setText(QStringLiteral("2"));
        for (auto* button : bar.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Replace all")) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("one 2\n2 three\n2"));
        shown.editor->undo();  // one step
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("one Two\ntwo three\nTWO"));
        QCOMPARE(shown.editor->setSearch(QStringLiteral("two"), true), 1);
        QCOMPARE(shown.editor->setSearch({}, true), 0);
        QCOMPARE(shown.editor->findNext(true), 0);
        QTest::keyClick(fields[0], Qt::Key_Escape);
        QVERIFY(!bar.isVisible());
    }

    void replacingByWhatIsSearchedEnds() {
        Shown shown;
        shown.set(QStringLiteral("|a a a"));
        shown.editor->setSearch(QStringLiteral("a"), false);
        QCOMPARE(shown.editor->replaceAllFound(QStringLiteral("aa")), 3);
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("aa aa aa"));
    }

    void tasksAreInsertedWhereTheyBelong_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* before, const char* after) {
            QTest::addRow("%s", name) << QString::fromUtf8(before) << QString::fromUtf8(after);
        };
        row("behind the task of the cursor", "do:\n  - a:\n      se|t: 1\n  - b:\n      set: 2\n",
            "do:\n  - a:\n      set: 1\n  - n:\n      call: f\n  - b:\n      set: 2\n");
        row("in a nested list", "do:\n  - a:\n      do:\n        - b:\n            se|t: 1\n",
            "do:\n  - a:\n      do:\n        - b:\n            set: 1\n        - n:\n            call: f\n");
        row("elsewhere: at the end", "docu|ment: {}\ndo:\n- a:\n    set: 1\n",
            "document: {}\ndo:\n- a:\n    set: 1\n- n:\n    call: f\n");
        row("into an empty list", "do:\n  |", "do:\n  - n:\n      call: f");
        row("in place of an empty item", "do:\n  - |", "do:\n  - n:\n      call: f");
    }
    void tasksAreInsertedWhereTheyBelong() {
        QFETCH(QString, before);
        Shown shown;
        shown.set(before);
        shown.editor->insertItem(QStringLiteral("- n:\n    call: f"));
        QTEST(shown.editor->toPlainText(), "after");
        shown.editor->undo();
        QCOMPARE(shown.editor->toPlainText(), before.remove(QLatin1Char('|')));
    }

    void replacingAllKeepsTheRestInPlace() {
        Shown shown;
        shown.set(QStringLiteral("a: 1\nb: 2\n|c: 3\n"));
        shown.editor->replaceAll(QStringLiteral("a: 10\nb: 2\nc: 3\n"));
        QCOMPARE(shown.get(), QStringLiteral("a: 10\nb: 2\n|c: 3\n"));
        shown.editor->undo();
        QCOMPARE(shown.editor->toPlainText(), QStringLiteral("a: 1\nb: 2\nc: 3\n"));
    }

    void aKeyPressCostsTheSameInTenThousandLines() {
        Shown shown;
        QString text = QStringLiteral("do:\n");
        for (int i = 0; i < 2500; ++i) {
            text += QStringLiteral("  - t%1:\n      call: fs.get\n      with:\n        path: p\n").arg(i);
        }
        shown.editor->setSource(text);
        QVERIFY(shown.editor->blockCount() > 10'000);
        shown.editor->goTo(5002, 20);
        const auto cost = [&](const auto& act) {
            const int before = shown.editor->highlighter().linesDone();
            act();
            return shown.editor->highlighter().linesDone() - before;
        };
        QVERIFY(cost([&] { shown.keys("x"); }) <= 3);
        QVERIFY(cost([&] { shown.key(Qt::Key_Return); }) <= 6);
        QVERIFY(cost([&] { shown.keys("with: { a: 1 }"); }) <= 3 * 14);
        QVERIFY(cost([&] { shown.key(Qt::Key_Tab); }) <= 3);
        // The opening of a text of many lines colours what belongs to it, and no more.
        QVERIFY(cost([&] { shown.keys(" >-"); }) <= 3 * 3);
        QVERIFY(cost([&] { shown.key(Qt::Key_Space, Qt::ControlModifier); }) == 0);
        int texts = 0;
        struct Counted : LineSource {
            const LineSource& inner;
            int& texts;
            Counted(const LineSource& source, int& count) : inner(source), texts(count) {}
            int count() const override { return inner.count(); }
            QString text(int line) const override {
                ++texts;
                return inner.text(line);
            }
            LineShape shape(int line) const override { return inner.shape(line); }
        };
        const DocumentLines lines = shown.editor->lines();
        placeAt(Counted(lines, texts), 9998, 6);
        QVERIFY2(texts < 40, qPrintable(QString::number(texts)));
    }

    void differencesAreShownAndStepped() {
        DiffView view;
        view.resize(500, 300);
        view.show();
        view.setDiff(diffOf(QStringLiteral("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n"),
                            QStringLiteral("a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nK\n")));
        QVERIFY(view.toPlainText().contains(QStringLiteral("equal line")));
        QTest::keyClick(&view, Qt::Key_F8);
        QCOMPARE(view.textCursor().block().text(), QStringLiteral("b"));
        QTest::keyClick(&view, Qt::Key_F8);
        QCOMPARE(view.textCursor().block().text(), QStringLiteral("k"));
        view.grab();
        Theme::current().setMode(ThemeMode::Dark);
        QCOMPARE(view.document()->findBlockByNumber(1).blockFormat().background().color(), Theme::dark().faultedSoft);
        Theme::current().setMode(ThemeMode::Light);
        QString far;
        for (int i = 0; i < DiffView::kMaxLines + 100; ++i) {
            far += QStringLiteral("x%1\n").arg(i);
        }
        view.setDiff(diffOf({}, far));
        QCOMPARE(view.blockCount(), DiffView::kMaxLines + 1);
    }

    void everythingHasAName() {
        Shown shown;
        FindBar bar(shown.editor);
        for (auto* one : bar.findChildren<QWidget*>()) {
            if (one->focusPolicy() != Qt::NoFocus && one->objectName() != QLatin1String("qt_spinbox_lineedit")) {
                const auto* button = qobject_cast<QPushButton*>(one);
                QVERIFY2(!one->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                             QLatin1String(one->metaObject()->className()) == QLatin1String("QLineEditIconButton"),
                         one->metaObject()->className());
            }
        }
        QVERIFY(!shown.editor->accessibleName().isEmpty());
    }
};

}  // namespace tst_widgets_editor

GUI_TEST(tst_widgets_editor, TestWidgetsEditor)
#include "tst_widgets_editor.moc"
