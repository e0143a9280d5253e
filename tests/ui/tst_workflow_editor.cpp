// SPDX-License-Identifier: Apache-2.0
// Writing workflows on the page, with real keys and clicks, against the real parser.
#include <QAction>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include "engine/api/json_codec.h"
#include "tests/ui/real_language.h"
#include "tests/ui/sample_data.h"
#include "ui/models/draft_store.h"
#include "ui/models/formatting.h"
#include "ui/models/workflow_checker.h"
#include "ui/models/workflow_text.h"
#include "ui/pages/workflows/catalog_browser.h"
#include "ui/pages/workflows/deploy_dialog.h"
#include "ui/pages/workflows/new_workflow_dialog.h"
#include "ui/pages/workflows/workflow_editor.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

constexpr const char* kWriter = "--write-and-wait";
constexpr const char* kSource =
    "document:\n  dsl: '1.0.3'\n  namespace: shop\n  name: orders\n  version: '1.0.0'\ndo:\n"
    "  - first:\n      set: { a: 1 }\n  - second:\n      call: fs.get\n      with:\n        path: x\n";

std::shared_ptr<FixtureEngine> shop() {
    auto engine = std::make_shared<FixtureEngine>();
    engine->setNow(test::kSampleNow);
    test::speakTheLanguage(*engine);
    const auto reply = test::validate(kSource);
    api::WorkflowDetail detail{reply.workflow, kSource, reply.graph};
    detail.info.deployedAt = test::kSampleNow;
    engine->put(detail);
    return engine;
}

struct Shown {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session;
    std::unique_ptr<WorkflowsPage> page;
    WorkflowEditor* editor;
    CodeEditor* text;

    explicit Shown(std::shared_ptr<FixtureEngine> with)
        : engine(std::move(with)), session(engine, test::sampleIdentity(), QStringLiteral("test")) {
        page = std::make_unique<WorkflowsPage>(&session);
        editor = page->findChild<WorkflowEditor*>();
        text = editor->text();
        page->resize(1200, 800);
        page->show();
        page->activateWindow();
        page->activated();
        QVERIFY2(QTest::qWaitForWindowActive(page.get()), "the page was not shown");
    }
    QAction* action(const char* id) {
        for (auto* one : page->actions()) {
            if (one->objectName() == QLatin1String(id)) {
                return one;
            }
        }
        return nullptr;
    }
    template <class T>
    T* named(const char* name) {
        for (auto* one : page->findChildren<T*>()) {
            if (one->accessibleName() == QString::fromUtf8(name) && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    /// The deployed workflow in the editor, checked.
    void edit() {
        QTRY_VERIFY(action("workflow.edit")->isEnabled());
        page->setFocus();
        QTest::keyClick(named<QTableView>("Workflows"), Qt::Key_E);
        QVERIFY(page->isWriting());
        QTRY_COMPARE(verdict(), QStringLiteral("Valid"));
    }
    QString verdict() {
        for (auto* one : editor->findChildren<QLabel*>()) {
            if (!one->accessibleName().isEmpty() && one->accessibleName() == one->text()) {
                return one->text();
            }
        }
        return {};
    }
    void put(const char* words) {
        text->moveCursor(QTextCursor::Start);
        QVERIFY(text->find(QString::fromUtf8(words)));
        QTextCursor cursor = text->textCursor();
        cursor.clearSelection();
        text->setTextCursor(cursor);
    }
    GraphView* graph() { return editor->findChild<GraphView*>(); }
    InfoBar* message() { return page->findChild<InfoBar*>(QStringLiteral("message")); }
    DeployDialog* dialog() { return page->window()->findChild<DeployDialog*>(); }
};

void press(QWidget* parent, const QString& label) {
    for (auto* button : parent->findChildren<QPushButton*>()) {
        if (button->text() == label && button->isVisible() && button->isEnabled()) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL(qPrintable(QStringLiteral("no button ") + label));
}

}  // namespace

class TestWorkflowEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_home->path().toUtf8());
    }

    void aDeployedVersionBecomesADraftOfTheNext() {
        Shown shown(shop());
        shown.edit();
        QVERIFY(shown.text->hasFocus());
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("version: '1.0.1'")));
        QVERIFY(!shown.editor->isChanged());
        QCOMPARE(shown.graph()->selected(), QString());
        QVERIFY(shown.graph()->knows(QStringLiteral("/do/1/second")));
        shown.editor->flush();
        QVERIFY(DraftStore(DraftStore::folderFor({}, QStringLiteral("test"))).list().isEmpty());  // nothing to keep
        QTest::keyClick(shown.text, Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!shown.page->isWriting());
        QVERIFY(!shown.named<QTableView>("Drafts"));
    }

    void keysOfThePageAreLettersInTheEditor() {
        Shown shown(shop());
        shown.edit();
        QTest::keyClicks(shown.text, QStringLiteral("# des"));
        QVERIFY(shown.text->toPlainText().startsWith(QStringLiteral("# des")));
        shown.graph()->setFocus();
        QTest::keyClick(shown.graph(), Qt::Key_S);  // start is out of reach here
        QTest::keyClick(shown.graph(), Qt::Key_D);
        QVERIFY(shown.page->isWriting());
        QVERIFY(!shown.page->window()->findChild<QDialog*>());
    }

    void mistakesAreShownWhileTypingAndTheGraphStaysPale() {
        Shown shown(shop());
        shown.edit();
        shown.put("call: fs.get");
        QTest::keyClicks(shown.text, QStringLiteral("t"));
        QCOMPARE(shown.verdict(), QStringLiteral("Checking…"));
        QTRY_COMPARE(shown.verdict(), QStringLiteral("1 problem"));
        auto* problems = shown.named<QTableView>("Problems");
        QVERIFY(problems);
        QVERIFY(shown.graph()->isDimmed());
        QVERIFY(shown.graph()->knows(QStringLiteral("/do/0/first")));
        shown.text->moveCursor(QTextCursor::Start);
        QTest::mouseClick(problems->viewport(), Qt::LeftButton, {},
                          problems->visualRect(problems->model()->index(0, 1)).center());
        QCOMPARE(shown.text->textCursor().block().text().trimmed(), QStringLiteral("call: fs.gett"));
        shown.text->setFocus();
        shown.put("fs.gett");
        QTest::keyClick(shown.text, Qt::Key_Backspace);
        QTRY_COMPARE(shown.verdict(), QStringLiteral("Valid"));
        QVERIFY(!shown.graph()->isDimmed());
        QVERIFY(!shown.named<QTableView>("Problems"));
    }

    void aStaleAnswerChangesNothing() {
        Shown shown(shop());
        shown.edit();
        shown.put("call: fs.get");
        shown.engine->hold("validate_workflow");
        QTest::keyClicks(shown.text, QStringLiteral("t"));
        const int before = shown.engine->calls("validate_workflow");
        QTRY_COMPARE(shown.engine->calls("validate_workflow"), before + 1);
        QTest::keyClick(shown.text, Qt::Key_Backspace);  // mended before the answer came
        shown.engine->release("validate_workflow");
        QTest::qWait(50);
        QVERIFY(!shown.named<QTableView>("Problems"));
        QTRY_COMPARE(shown.verdict(), QStringLiteral("Valid"));
        QVERIFY(!shown.graph()->isDimmed());
    }

    void anEngineThatCannotCheckSaysSo() {
        Shown shown(shop());
        shown.edit();
        shown.engine->fail("validate_workflow", {api::code::kUnavailable, "The engine cannot be reached.", {}, true});
        shown.text->moveCursor(QTextCursor::End);
        QTest::keyClicks(shown.text, QStringLiteral("# x"));
        QTRY_COMPARE(shown.verdict(), QStringLiteral("Not checked"));
        bool said = false;
        for (const auto* bar : shown.editor->findChildren<InfoBar*>()) {
            said = said || (bar->isVisible() && bar->text().contains(QStringLiteral("not checked")));
        }
        QVERIFY(said);
        shown.engine->clear("validate_workflow");
        shown.page->refresh();
        QTRY_COMPARE(shown.verdict(), QStringLiteral("Valid"));
    }

    void textAndGraphLeadToEachOther() {
        Shown shown(shop());
        shown.edit();
        shown.put("path: x");
        QTRY_COMPARE(shown.graph()->selected(), QStringLiteral("/do/1/second"));
        auto* graph = shown.graph();
        QTest::mouseClick(graph->viewport(), Qt::LeftButton, {}, graph->positionOf(QStringLiteral("/do/0/first")));
        QCOMPARE(shown.text->textCursor().block().text(), QStringLiteral("  - first:"));
        graph->setFocus();
        QTest::keyClick(graph, Qt::Key_Return);
        QVERIFY(shown.text->hasFocus());
    }

    void draftsAreOnDiskWithinSeconds() {
        Shown shown(shop());
        shown.edit();
        QTest::keyClicks(shown.text, QStringLiteral("# kept"));
        DraftStore other(DraftStore::folderFor({}, QStringLiteral("test")));  // as another process would see it
        QTRY_COMPARE_WITH_TIMEOUT(other.list().size(), 1, 3 * WorkflowEditor::kSaveMs);
        const Draft draft = other.list().first();
        QVERIFY(draft.text.startsWith(QStringLiteral("# kept")));
        QCOMPARE(draft.from, QStringLiteral("1.0.0"));
        QCOMPARE(draft.name, QStringLiteral("orders"));
        // Somebody who never pauses is saved as well.
        const QString before = draft.text;
        for (int i = 0; i < 30 && other.list().first().text == before; ++i) {
            QTest::keyClicks(shown.text, QStringLiteral("x"));
            QTest::qWait(WorkflowEditor::kSaveMs / 10);
        }
        QVERIFY(other.list().first().text != before);
    }

    void anotherThemeIsNoDraft() {
        Shown shown(shop());
        const DraftStore other(DraftStore::folderFor({}, QStringLiteral("test")));
        Theme::current().setMode(ThemeMode::Dark);
        Theme::current().setMode(ThemeMode::Light);
        QTest::qWait(WorkflowEditor::kSaveMs + 200);
        QCOMPARE(other.list().size(), 0);
    }

    void draftsOutliveTheWindow() {
        {
            Shown shown(shop());
            shown.edit();
            QTest::keyClicks(shown.text, QStringLiteral("# mine"));
            shown.page.reset();  // closed at once
        }
        Shown again(shop());
        auto* drafts = again.named<QTableView>("Drafts");
        QVERIFY(drafts);
        QCOMPARE(drafts->model()->rowCount(), 1);
        drafts->setFocus();
        drafts->selectRow(0);
        QTest::keyClick(drafts, Qt::Key_Return);
        QVERIFY(again.page->isWriting());
        QVERIFY(again.text->toPlainText().startsWith(QStringLiteral("# mine")));
        QVERIFY(again.text->hasFocus());
        QTest::keyClick(again.text, Qt::Key_W, Qt::ControlModifier);
        // Editing the same version goes on with the draft.
        QTRY_VERIFY(again.action("workflow.edit")->isEnabled());
        again.action("workflow.edit")->trigger();
        QVERIFY(again.text->toPlainText().startsWith(QStringLiteral("# mine")));
    }

    void draftsOutliveAKill() {
        QProcess writer;
        writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer.start(QCoreApplication::applicationFilePath(), {QLatin1String(kWriter)});
        QVERIFY(writer.waitForStarted());
        const DraftStore store(DraftStore::folderFor({}, QStringLiteral("test")));
        const auto saved = [&] {
            const auto drafts = store.list();
            return !drafts.isEmpty() && drafts.first().text.contains(QStringLiteral("# written by the other"));
        };
        QTRY_VERIFY_WITH_TIMEOUT(saved(), 30'000);
        writer.kill();  // SIGKILL: nothing is tidied up
        QVERIFY(writer.waitForFinished());
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        Shown shown(shop());
        auto* drafts = shown.named<QTableView>("Drafts");
        QVERIFY(drafts);
        Q_EMIT drafts->doubleClicked(drafts->model()->index(0, 0));
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("# written by the other")));
    }

    void aDraftIsDiscardedOnlyWhenSaidTwice() {
        Shown shown(shop());
        shown.edit();
        QTest::keyClicks(shown.text, QStringLiteral("# mine"));
        QTest::keyClick(shown.text, Qt::Key_W, Qt::ControlModifier);
        auto* drafts = shown.named<QTableView>("Drafts");
        QVERIFY(drafts);
        drafts->selectRow(0);
        drafts->setFocus();
        QTest::keyClick(drafts, Qt::Key_Delete);
        auto* question = shown.page->findChild<Question*>();
        QVERIFY(question);
        QTest::keyClick(question, Qt::Key_Escape);
        QVERIFY(shown.named<QTableView>("Drafts"));
        QTest::keyClick(drafts, Qt::Key_Delete);
        QTRY_VERIFY(shown.page->findChild<Question*>() && shown.page->findChild<Question*>()->isVisible());
        for (auto* one : shown.page->findChildren<Question*>()) {
            if (one->isVisible()) {
                one->accept();
            }
        }
        QTRY_VERIFY(!shown.named<QTableView>("Drafts"));
    }

    void aDiskThatRefusesIsSaid() {
        QFile blocking(m_home->filePath(QStringLiteral("beamline")));
        QVERIFY(blocking.open(QIODevice::WriteOnly));
        Shown shown(shop());
        shown.edit();
        QTest::keyClicks(shown.text, QStringLiteral("# x"));
        shown.editor->flush();
        bool said = false;
        for (const auto* bar : shown.editor->findChildren<InfoBar*>()) {
            said = said || (bar->isVisible() && bar->text().contains(QStringLiteral("not saved")));
        }
        QVERIFY(said);
        blocking.remove();
        shown.editor->flush();
        QCOMPARE(DraftStore(DraftStore::folderFor({}, QStringLiteral("test"))).list().size(), 1);
    }

    void deployingComparesFirst() {
        Shown shown(shop());
        shown.edit();
        shown.put("a: 1");
        QTest::keyClicks(shown.text, QStringLiteral("1"));
        shown.editor->flush();
        QTest::keyClick(shown.text, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(shown.dialog());
        auto* diff = shown.dialog()->findChild<DiffView*>();
        QTRY_COMPARE(diff->diff().added, 2);  // the version and the value
        QCOMPARE(diff->diff().removed, 2);
        QVERIFY(!shown.engine->last<api::DeployWorkflow>());
        press(shown.dialog(), QStringLiteral("Deploy"));
        QTRY_VERIFY(!shown.page->isWriting());
        QVERIFY(shown.engine->last<api::DeployWorkflow>()->source.find("a: 11") != std::string::npos);
        QVERIFY(shown.message()->text().contains(QStringLiteral("orders 1.0.1 is deployed")));
        QVERIFY(!shown.named<QTableView>("Drafts"));
        QTRY_VERIFY(shown.action("workflow.start")->isEnabled());
    }

    void aTakenVersionIsRaisedInTheText() {
        Shown shown(shop());
        shown.edit();
        shown.put("version: '1.0.1");
        QTest::keyClick(shown.text, Qt::Key_Backspace);
        QTest::keyClicks(shown.text, QStringLiteral("0"));
        shown.put("a: 1");
        QTest::keyClicks(shown.text, QStringLiteral("7"));
        shown.action("editor.deploy")->trigger();
        QTRY_VERIFY(shown.dialog());
        auto* dialog = shown.dialog();
        QTRY_VERIFY(dialog->findChild<InfoBar*>()->isVisible());
        press(dialog, QStringLiteral("Use 1.0.1"));
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("version: '1.0.1'")));
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("a: 17")));
        press(dialog, QStringLiteral("Deploy"));
        QTRY_VERIFY(!shown.page->isWriting());
    }

    void aRefusalIsShownInPlace() {
        Shown shown(shop());
        shown.edit();
        shown.put("a: 1");
        QTest::keyClicks(shown.text, QStringLiteral("2"));
        shown.action("editor.deploy")->trigger();
        QTRY_VERIFY(shown.dialog());
        const std::vector<api::Problem> problems{{api::Severity::error, 8, 7, "/do/0/first/set", "Not today."}};
        shown.engine->fail("deploy_workflow",
                           {api::code::kInvalidDefinition, "It has a mistake.", api::toJson(problems), false});
        QTRY_VERIFY(shown.dialog()->findChild<DiffView*>()->isVisible());
        press(shown.dialog(), QStringLiteral("Deploy"));
        QTRY_VERIFY(shown.named<QTableView>("Problems"));
        QVERIFY(shown.page->isWriting());
        QCOMPARE(shown.verdict(), QStringLiteral("1 problem"));
        QTest::keyClick(shown.text, Qt::Key_F8);
        QCOMPARE(shown.text->textCursor().blockNumber(), 7);
    }

    void templatesBeginAWorkflow() {
        Shown shown(std::make_shared<FixtureEngine>());
        test::speakTheLanguage(*shown.engine);
        QTRY_VERIFY(!shown.page->findChildren<EmptyState*>().isEmpty());
        QTest::keyClick(shown.page.get(), Qt::Key_N, Qt::ControlModifier);
        auto* dialog = shown.page->findChild<NewWorkflowDialog*>();
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(shown.page->isWriting());
        QCOMPARE(shown.text->toPlainText(), workflowTemplates()[1].source);
        QTRY_COMPARE(shown.verdict(), QStringLiteral("Valid"));
        shown.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(shown.page.get()));
        QTest::keyClick(shown.text, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(shown.dialog());
        QTRY_VERIFY(shown.dialog()->focusWidget() && shown.dialog()->focusWidget()->isEnabled());
        QTRY_COMPARE(qobject_cast<QPushButton*>(shown.dialog()->focusWidget())->text(), QStringLiteral("Deploy"));
        QTest::keyClick(shown.dialog()->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!shown.page->isWriting());
        QVERIFY(shown.engine->last<api::DeployWorkflow>());
    }

    void aRefusedFileIsMendedHere() {
        Shown shown(shop());
        QFile file(m_home->filePath(QStringLiteral("bad.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(kSource).replace("fs.get", "fs.gett").replace("1.0.0", "1.1.0"));
        file.close();
        shown.page->deployFiles({file.fileName()});
        QTRY_VERIFY(shown.named<QTableView>("Problems"));
        press(shown.page.get(), QStringLiteral("Mend here"));
        QVERIFY(shown.page->isWriting());
        QTRY_COMPARE(shown.verdict(), QStringLiteral("1 problem"));
        QTest::keyClick(shown.text, Qt::Key_F8);
        shown.put("fs.gett");
        QTest::keyClick(shown.text, Qt::Key_Backspace);
        QTRY_COMPARE(shown.verdict(), QStringLiteral("Valid"));
    }

    void theCatalogTeachesAndInserts() {
        Shown shown(shop());
        shown.edit();
        shown.put("path: x");
        QTest::keyClick(shown.text, Qt::Key_F1);
        auto* search = shown.named<QLineEdit>("Search functions");
        QVERIFY(search && search->hasFocus());
        auto* table = shown.named<QTableView>("Functions of the catalog");
        QVERIFY(table);
        QCOMPARE(table->currentIndex().data().toString(), QStringLiteral("fs.get"));  // that of the cursor
        QTest::keyClicks(search, QStringLiteral("sql"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_COMPARE(table->currentIndex().data().toString(), QStringLiteral("sql"));
        auto* example = shown.named<CodeEditor>("Example");
        QVERIFY(example && example->toPlainText().contains(QStringLiteral("call: sql")));
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(shown.text->hasFocus());
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("  - sql:\n      call: sql\n      with:\n        ")));
        QTRY_COMPARE(shown.verdict(), QStringLiteral("Valid"));
        QTest::keyClick(shown.text, Qt::Key_F1);
        QTest::keyClicks(shown.named<QLineEdit>("Search functions"), QStringLiteral(" no such"));
        QTRY_VERIFY(!shown.named<QTableView>("Functions of the catalog"));
        bool taught = false;
        for (const auto* note : shown.editor->findChildren<EmptyState*>()) {
            taught = taught || (note->isVisible() && note->title() == QStringLiteral("No function fits"));
        }
        QVERIFY(taught);
    }

    void aCatalogThatCannotBeReadSaysSo() {
        auto engine = shop();
        engine->fail("list_functions", {api::code::kUnavailable, "Gone.", {}, true});
        Shown shown(engine);
        shown.edit();
        shown.action("editor.catalog")->trigger();
        bool said = false;
        for (auto* note : shown.editor->findChildren<EmptyState*>()) {
            if (note->isVisible() && note->title() == QStringLiteral("The engine cannot be reached")) {
                said = true;
                engine->clear("list_functions");
                Q_EMIT note->primaryClicked();
            }
        }
        QVERIFY(said);
        QTRY_VERIFY(shown.named<QTableView>("Functions of the catalog"));
    }

    void schemasOfOthersCannotBreakTheTable() {
        api::FunctionInfo function;
        function.name = "x|y";
        function.summary = "a | b\n# c <b>d</b> ![i](http://x/y)";
        function.input =
            boost::json::parse(R"({"properties":{"p|q*":{"type":"string","description":"one|two\n\n| x | y |"}}})");
        const QString text = functionMarkdown(function);
        QVERIFY(text.contains(QStringLiteral("\\|")));
        for (const QString& line : text.split(QLatin1Char('\n'))) {
            if (line.contains(QStringLiteral("one"))) {
                QCOMPARE(QString(line).remove(QStringLiteral("\\|")).count(QLatin1Char('|')), 3);
            }
        }
    }

    void findIsTheWindowsKeyToo() {
        Shown shown(shop());
        shown.edit();
        shown.page->focusFilter();
        auto* find = shown.named<QLineEdit>("Find in the source");
        QVERIFY(find && find->hasFocus());
        QTest::keyClick(find, Qt::Key_Escape);
        QVERIFY(shown.text->hasFocus());
    }

    void everythingFitsIntoTheSmallestWindow() {
        Shown shown(shop());
        shown.page->setMinimumSize(0, 0);
        shown.page->resize(796, 500);  // what the page has in a window of 900 × 600
        shown.edit();
        shown.put("call: fs.get");
        QTest::keyClicks(shown.text, QStringLiteral("t"));
        QTRY_VERIFY(shown.named<QTableView>("Problems"));
        QVERIFY2(shown.editor->minimumSizeHint().width() <= 796 && shown.editor->minimumSizeHint().height() <= 500,
                 qPrintable(QStringLiteral("%1 × %2")
                                .arg(shown.editor->minimumSizeHint().width())
                                .arg(shown.editor->minimumSizeHint().height())));
        for (auto* button : shown.editor->findChildren<QPushButton*>()) {
            if (button->isVisible()) {
                QVERIFY(button->mapTo(shown.page.get(), QPoint(button->width(), 0)).x() <= shown.page->width());
            }
        }
    }

    void whateverTakesTheFocusHasAName() {
        Shown shown(shop());
        shown.edit();
        shown.action("editor.catalog")->trigger();
        for (auto* one : shown.editor->findChildren<QWidget*>()) {
            const auto* button = qobject_cast<QAbstractButton*>(one);
            if (one->isVisible() && (one->focusPolicy() & Qt::TabFocus) && !one->focusProxy() &&
                !(button && !button->text().isEmpty())) {
                QVERIFY2(!one->accessibleName().isEmpty(), one->metaObject()->className());
            }
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

/// With kWriter: a console that writes and never closes, to be killed.
int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], kWriter) == 0) {
        Theme::current().install(application, ThemeMode::Light);
        Shown shown(shop());
        Draft draft;
        draft.text = QString::fromLatin1(kSource);
        shown.page->write(draft, false);
        QTest::keyClicks(shown.text, QStringLiteral("# written by the other"));
        return QApplication::exec();
    }
    TestWorkflowEditor test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_workflow_editor.moc"
