// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QCloseEvent>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "engine/api/json_codec.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_extensions.h"
#include "ui/models/formatting.h"
#include "ui/pages/extensions/extension_card_list.h"
#include "ui/pages/extensions/extensions_page.h"
#include "ui/pages/extensions/pipeline_save_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace tst_pipeline_builder {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Built {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::shared_ptr<FixtureEngine> engine = test::extensionEngine();
    MainWindow window{settings};

    Built() {
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto session = std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("test"));
        session->setSettings(&settings);
        window.setSession(std::move(session), false);  // else it asks for its runs, too
        window.open(QStringLiteral("extensions/pipeline/support"));
        QVERIFY(QTest::qWaitFor([this] { return ids("pre").size() == 2; }));
    }
    ExtensionsPage& page() { return *window.findChild<ExtensionsPage*>(); }
    template <class T>
    T& part(const char* name) {
        return *window.findChild<T*>(QString::fromLatin1(name));
    }
    ExtensionCardList& list(const char* lane) {
        return *window.findChild<ExtensionCardList*>(QStringLiteral("pipeline.") + QLatin1String(lane));
    }
    QStringList ids(const char* lane) {
        QStringList all;
        auto* one = window.findChild<ExtensionCardList*>(QStringLiteral("pipeline.") + QLatin1String(lane));
        for (int row = 0; one && row < one->model()->rowCount(); ++row) {
            all << one->model()->index(row, 0).data().toString();
        }
        return all;
    }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QString::fromLatin1(id)); }
    QPoint middle(ExtensionCardList& cards, int row) { return cards.visualRect(cards.model()->index(row, 0)).center(); }
    void click(const char* lane, int row) {
        QTest::mouseClick(list(lane).viewport(), Qt::LeftButton, {}, middle(list(lane), row));
    }
    /// A drag with its events, as the window system sends them.
    bool drag(const char* from, int row, const char* to, const QPoint& at) {
        const std::unique_ptr<QMimeData> data(list(from).mimeOf(row));
        auto* target = list(to).viewport();
        QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &enter);
        QDragMoveEvent move(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &move);
        if (!move.isAccepted()) {
            QDragLeaveEvent leave;
            QApplication::sendEvent(target, &leave);
            return false;
        }
        QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &drop);
        return drop.isAccepted();
    }
    int paletteRow(const char* id) { return static_cast<int>(ids("palette").indexOf(QLatin1String(id))); }
};

QPushButton* button(QWidget& where, const QString& text) {
    for (auto* one : where.findChildren<QPushButton*>()) {
        if (one->isVisible() && one->text().remove(QLatin1Char('&')) == text) {
            return one;
        }
    }
    return nullptr;
}

}  // namespace

class TestPipelineBuilder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::current().install(*qApp, ThemeMode::Light); }

    void aPolicyIsShownInLanes() {
        Built built;
        QCOMPARE(built.ids("pre"), (QStringList{QStringLiteral("normalize_text"), QStringLiteral("detect_language")}));
        QCOMPARE(built.ids("validators"),
                 (QStringList{QStringLiteral("pii_guard"), QStringLiteral("jailbreak_check")}));
        QCOMPARE(built.ids("post"), (QStringList{QStringLiteral("mask_pii")}));
        QVERIFY(built.part<QLabel>("pipeline.providers").text().contains(QStringLiteral("large_model")));
        QTRY_COMPARE(built.part<Pill>("pipeline.level").text(), QStringLiteral("Medium complexity"));
        QVERIFY(built.part<QLabel>("pipeline.figures").text().contains(QStringLiteral("56 of 100")));
        QVERIFY(built.part<QLabel>("pipeline.advice").text().contains(QStringLiteral("4 are recommended")));
        QCOMPARE(built.page().here(), QStringLiteral("extensions/pipeline/support"));
    }

    void cardsAreDraggedIntoOrder() {
        Built built;
        const QPoint below = built.middle(built.list("pre"), 1) + QPoint(0, 20);
        QVERIFY(built.drag("pre", 0, "pre", below));
        QCOMPARE(built.ids("pre"), (QStringList{QStringLiteral("detect_language"), QStringLiteral("normalize_text")}));
        QCOMPARE(built.list("pre").row(), 1);
        const QPoint above = built.middle(built.list("pre"), 0) - QPoint(0, 20);
        QVERIFY(built.drag("pre", 1, "pre", above));
        QCOMPARE(built.ids("pre"), (QStringList{QStringLiteral("normalize_text"), QStringLiteral("detect_language")}));
        QVERIFY(!built.drag("pre", 0, "post", {20, 20}));  // it is of another type
    }

    void cardsAreDraggedFromThePaletteAndOut() {
        Built built;
        const QPoint first = built.middle(built.list("validators"), 0) - QPoint(0, 20);
        QVERIFY(built.drag("palette", built.paletteRow("length_limit"), "validators", first));
        QCOMPARE(built.ids("validators"), (QStringList{QStringLiteral("length_limit"), QStringLiteral("pii_guard"),
                                                       QStringLiteral("jailbreak_check")}));
        QVERIFY(!built.drag("palette", built.paletteRow("length_limit"), "pre", {20, 20}));
        QVERIFY(built.drag("validators", 1, "palette", {20, 20}));
        QCOMPARE(built.ids("validators"),
                 (QStringList{QStringLiteral("length_limit"), QStringLiteral("jailbreak_check")}));
    }

    void theKeyboardDoesAllOfIt() {
        Built built;
        auto& pre = built.list("pre");
        pre.setFocus();
        QTest::keyClick(&pre, Qt::Key_Home);
        QCOMPARE(pre.row(), 0);
        QTest::keyClick(&pre, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(built.ids("pre"), (QStringList{QStringLiteral("detect_language"), QStringLiteral("normalize_text")}));
        QCOMPARE(pre.row(), 1);
        QTest::keyClick(&pre, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(built.ids("pre"), (QStringList{QStringLiteral("normalize_text"), QStringLiteral("detect_language")}));
        QTest::keyClick(&pre, Qt::Key_Right);
        auto& validators = built.list("validators");
        QTRY_VERIFY(validators.hasFocus());
        QCOMPARE(validators.row(), 0);
        QCOMPARE(pre.row(), -1);
        QTest::keyClick(&validators, Qt::Key_Insert);
        auto& palette = built.list("palette");
        QTRY_VERIFY(palette.hasFocus());
        QVERIFY(palette.row() >= 0);
        palette.choose(built.paletteRow("length_limit"));
        QTest::keyClick(&palette, Qt::Key_Return);
        QCOMPARE(built.ids("validators"), (QStringList{QStringLiteral("pii_guard"), QStringLiteral("length_limit"),
                                                       QStringLiteral("jailbreak_check")}));
        validators.setFocus();
        QCOMPARE(validators.row(), 1);
        QTest::keyClick(&validators, Qt::Key_Delete);
        QCOMPARE(built.ids("validators"),
                 (QStringList{QStringLiteral("pii_guard"), QStringLiteral("jailbreak_check")}));
        QTest::keyClick(&validators, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(built.ids("validators").size(), 3);
        QTest::keyClick(&validators, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(built.ids("validators").size(), 2);
        QTest::keyClick(&validators, Qt::Key_Return);
        QTRY_VERIFY(built.part<QComboBox>("stage.choice").hasFocus());
    }

    void whatThePolicyAsksIsChangedBesideTheCard() {
        Built built;
        built.click("validators", 1);
        auto& choice = built.part<QComboBox>("stage.choice");
        QTRY_COMPARE(choice.currentData().toString(), QStringLiteral("warn"));
        QCOMPARE(built.part<QSpinBox>("stage.timeout").value(), 200);
        QTest::keyClick(&choice, Qt::Key_Home);
        QTRY_COMPARE(choice.currentData().toString(), QStringLiteral("block"));
        built.part<QSpinBox>("stage.timeout").setValue(0);
        built.part<QSpinBox>("stage.retry").setValue(2);
        built.part<QPlainTextEdit>("stage.config").setPlainText(QStringLiteral("{\"limit\": 3}"));
        QTRY_VERIFY(built.action("pipeline.save").isEnabled());
        built.click("validators", 0);  // takes over what is typed
        QTRY_COMPARE(choice.currentData().toString(), QStringLiteral("block"));
        QTest::keyClick(&built.list("validators"), Qt::Key_S, Qt::ControlModifier);
        auto* dialog = built.window.findChild<PipelineSaveDialog*>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("pipeline.comment")),
                         QStringLiteral("Block jailbreaks"));
        QTRY_VERIFY(button(*dialog, QStringLiteral("Save"))->isEnabled());
        QTest::mouseClick(button(*dialog, QStringLiteral("Save")), Qt::LeftButton);
        QTRY_COMPARE(built.engine->calls("put_policy"), 1);
        const auto put = built.engine->last<api::PutPolicy>();
        QCOMPARE(QString::fromStdString(put->comment), QStringLiteral("Block jailbreaks"));
        QCOMPARE(put->replaces, 1);
        QVERIFY(put->document.at("validators").at(1) == *api::parseJson(R"({"id": "jailbreak_check",
            "on_fail": "block", "retry": 2, "config": {"limit": 3}})"));
        QVERIFY(put->document.at("providers") == test::supportPolicy().at("providers"));
        QTRY_VERIFY(built.part<InfoBar>("pipeline.bar").text().contains(QStringLiteral("Version 2")));
        QTRY_COMPARE(built.action("pipeline.save").toolTip(), QStringLiteral("Nothing was changed."));
    }

    void brokenJsonStaysWhereItIsTyped() {
        Built built;
        built.click("pre", 0);
        auto& when = built.part<QPlainTextEdit>("stage.when");
        QTRY_VERIFY(when.isVisible());
        when.setPlainText(QStringLiteral("{\"tier\": "));
        auto& mistake = built.part<QLabel>("stage.when.mistake");
        QTRY_VERIFY(mistake.isVisible());
        QVERIFY(!mistake.text().isEmpty());
        QCOMPARE(when.toPlainText(), QStringLiteral("{\"tier\": "));
        QVERIFY(!built.action("pipeline.save").isEnabled());
    }

    void aMistakeIsAtItsCardAndCannotBeSaved() {
        Built built;
        built.engine->policies.setProblems(
            {{api::Severity::error, 0, 0, "/pre/1/timeout_ms", "It must be at least 10."}});
        built.click("pre", 1);
        built.part<QSpinBox>("stage.timeout").setValue(3);
        QTRY_COMPARE(built.part<Pill>("pipeline.level").text(), QStringLiteral("1 mistake"));
        QVERIFY(built.part<QLabel>("stage.problems").text().contains(QStringLiteral("at least 10")));
        QTRY_COMPARE(built.action("pipeline.save").toolTip(), QStringLiteral("Mend what is marked first."));
        built.engine->policies.setProblems({});
        built.part<QSpinBox>("stage.timeout").setValue(30);
        QTRY_VERIFY(built.action("pipeline.save").isEnabled());
    }

    void somebodyElseWasFaster() {
        Built built;
        built.click("pre", 0);
        QTest::keyClick(&built.list("pre"), Qt::Key_Delete);
        built.engine->policies.put("support", R"({"version": "1.0", "providers": [{"name": "x", "weight": 1}]})",
                                   "Theirs", "ben");
        QTRY_VERIFY(built.part<InfoBar>("pipeline.bar").text().contains(QStringLiteral("ben has stored version 2")));
        QTRY_VERIFY(built.action("pipeline.save").isEnabled());
        built.action("pipeline.save").trigger();
        auto* dialog = built.window.findChild<PipelineSaveDialog*>();
        QTest::mouseClick(button(*dialog, QStringLiteral("Save")), Qt::LeftButton);
        QTRY_VERIFY(button(*dialog, QStringLiteral("Store over it")));
        QTest::mouseClick(button(*dialog, QStringLiteral("Store over it")), Qt::LeftButton);
        QTRY_COMPARE(built.engine->policies.versions("support"), 3);
        QVERIFY(built.engine->policies.document("support").at("pre").as_array().size() == 1);
    }

    void changesOfOthersAreShownWhereNothingIsLost() {
        Built built;
        built.engine->policies.put("support", R"({"version": "1.0", "providers": [{"name": "x", "weight": 1}],
                                                  "pre": [{"id": "normalize_text"}]})");
        QTRY_COMPARE(built.ids("pre"), QStringList{QStringLiteral("normalize_text")});
        QCOMPARE(built.ids("validators"), QStringList());
    }

    void whatIsNotSavedIsAskedFor() {
        Built built;
        built.click("pre", 0);
        QTest::keyClick(&built.list("pre"), Qt::Key_Delete);
        auto& policies = built.part<QComboBox>("pipeline.policy");
        const int other = policies.findData(QStringLiteral("default"));
        policies.setCurrentIndex(other);
        Q_EMIT policies.activated(other);
        auto* question = built.window.findChild<Question*>();
        QVERIFY(question);
        QTest::mouseClick(button(*question, QStringLiteral("Keep editing")), Qt::LeftButton);
        QTRY_COMPARE(policies.currentData().toString(), QStringLiteral("support"));
        QTRY_VERIFY(!built.window.findChild<Question*>());
        QSignalSpy quit(&built.window, &MainWindow::quitRequested);
        built.window.close();
        QCOMPARE(quit.size(), 0);
        QTRY_VERIFY(built.window.findChild<Question*>());
        QTest::mouseClick(button(*built.window.findChild<Question*>(), QStringLiteral("Keep editing")), Qt::LeftButton);
        QTRY_VERIFY(!built.window.findChild<Question*>());
        built.window.close();
        QTest::mouseClick(button(*built.window.findChild<Question*>(), QStringLiteral("Discard")), Qt::LeftButton);
        QTRY_COMPARE(quit.size(), 1);
    }

    void aMessageIsTriedBeforeItIsLive() {
        Built built;
        test::letStagesWork(*built.engine);
        built.click("pre", 1);
        QTest::keyClick(&built.list("pre"), Qt::Key_Delete);
        for (auto* bar : built.page().findChildren<QTabBar*>()) {
            if (bar->count() == 3 && bar->tabText(2) == QLatin1String("Dry run")) {
                bar->setCurrentIndex(2);
            }
        }
        auto& text = built.part<CodeEditor>("dryRun.message");
        QTRY_VERIFY(text.isVisible());
        text.setSource(QStringLiteral(R"({"message": {"message_type": "chat", "payload": {"text": "  Hello "}}})"));
        text.setFocus();
        QTest::keyClick(&text, Qt::Key_Return, Qt::ControlModifier);
        auto& stages = built.part<QTableView>("dryRun.stages");
        QTRY_COMPARE(stages.model()->rowCount(), 5);  // of the edited document: one is taken out
        QCOMPARE(stages.model()->index(0, 0).data().toString(), QStringLiteral("normalize_text"));
        QCOMPARE(stages.model()->index(0, 1).data().toString(), QStringLiteral("Passed"));
        QCOMPARE(stages.model()->index(0, 3).data().toString(), QStringLiteral("Changed"));
        QCOMPARE(stages.model()->index(2, 1).data().toString(), QStringLiteral("Left alone"));
        QCOMPARE(stages.model()->index(3, 0).data().toString(), QStringLiteral("large_model"));
        QVERIFY(built.part<QLabel>("dryRun.choice").text().contains(QStringLiteral("by weight")));
        QCOMPARE(stages.currentIndex().row(), 0);
        auto* difference = built.page().findChild<DiffView*>();
        QTRY_COMPARE(difference->diff().added, 1);
        QCOMPARE(built.engine->calls("put_policy"), 0);
        auto& samples = built.part<QComboBox>("dryRun.samples");
        QCOMPARE(samples.count(), 2);  // the one that was sent is remembered
        text.setSource(QStringLiteral("{\"message\": "));
        QTest::keyClick(&text, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(built.part<InfoBar>("dryRun.bar").isVisible());
        QVERIFY(built.part<InfoBar>("dryRun.bar").text().contains(QStringLiteral("Line 1")));
    }
};

}  // namespace tst_pipeline_builder

GUI_TEST(tst_pipeline_builder, TestPipelineBuilder)
#include "tst_pipeline_builder.moc"
