// SPDX-License-Identifier: Apache-2.0
// The page of dead letters, by clicks and keys.
#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include "engine/api/json_codec.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/batch_list_model.h"
#include "ui/models/dead_letter_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/deadletters/dead_letters_page.h"
#include "ui/pages/deadletters/replay_dialog.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/runs/bulk_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/theme.h"

namespace tst_dead_letters_page {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Shown {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    DeadLettersPage page{&session};
    QSignalSpy places{&page, &Page::navigate};
    QTreeView* tree = page.findChild<QTreeView*>(QStringLiteral("deadletters.tree"));

    explicit Shown(std::shared_ptr<FixtureEngine> with = test::deadLetterEngine()) : engine(std::move(with)) {
        page.resize(1200, 800);
        page.show();
        page.activated();
        QVERIFY2(QTest::qWaitForWindowExposed(&page), "the page was not shown");
    }
    DeadLetterModel& model() { return *qobject_cast<DeadLetterModel*>(tree->model()); }
    QAction* action(const char* id) {
        for (auto* one : page.actions()) {
            if (one->objectName() == QLatin1String(id)) {
                return one;
            }
        }
        return nullptr;
    }
    /// The group of several runs, in focus and alone selected.
    QModelIndex group() {
        for (int row = 0; row < model().rowCount(); ++row) {
            if (model().rowCount(model().index(row, 0)) > 1) {
                tree->setCurrentIndex(model().index(row, 0));
                return model().index(row, 0);
            }
        }
        return {};
    }
    QModelIndex run(const char* id) {
        const auto index = model().indexOf(QString::fromLatin1(id));
        tree->expand(index.parent());
        tree->setCurrentIndex(index);
        return index;
    }
    QString told() { return page.findChild<InfoBar*>()->text(); }
};

template <class T>
T* dialog() {
    return qobject_cast<T*>(QApplication::activeModalWidget());
}

void press(QWidget& where, const QString& text) {
    for (auto* button : where.findChildren<QAbstractButton*>()) {
        if (button->text().remove(QLatin1Char('&')) == text && button->isVisible()) {
            QTRY_VERIFY(button->isEnabled());
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL("no such button");
}

}  // namespace

class TestDeadLettersPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void groupsOpenByEnterAndRunsToo() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() >= 3);
        const auto group = shown.group();
        QVERIFY(group.isValid());
        QTest::keyClick(shown.tree, Qt::Key_Return);
        QVERIFY(shown.tree->isExpanded(group));
        QTest::keyClick(shown.tree, Qt::Key_Down);
        QVERIFY(shown.model().runAt(shown.tree->currentIndex()));
        QTest::keyClick(shown.tree, Qt::Key_Return);
        QCOMPARE(shown.places.count(), 1);
        QVERIFY(shown.places[0][0].toString().startsWith(QStringLiteral("run/")));
    }

    void theInspectorShowsTheFailedTask() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.run(test::kDeadRun);
        auto* inspector = shown.page.findChild<TaskInspector*>();
        QTRY_COMPARE(inspector->task(), QStringLiteral("/do/1/charge"));
        auto* tabs = inspector->findChild<QTabWidget*>();
        QTRY_VERIFY(tabs->tabText(tabs->currentIndex()).startsWith(QStringLiteral("Error")));
    }

    void oneRunIsReplayedByKey() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.run(test::kDeadRun);
        shown.tree->setFocus();
        QTest::keyClick(shown.tree, Qt::Key_R);
        QTRY_VERIFY(shown.engine->last<api::RetryRun>());
        QCOMPARE(shown.engine->last<api::RetryRun>()->run, std::string(test::kDeadRun));
        QVERIFY(!shown.engine->last<api::RetryRun>()->input);
        QTRY_VERIFY(!shown.model().indexOf(QString::fromLatin1(test::kDeadRun)).isValid());
        QTRY_VERIFY(shown.told().contains(QStringLiteral("goes on")));
    }

    void theInputIsMendedAndNothingTypedIsLost() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.run(test::kDeadRun);
        press(shown.page, QStringLiteral("Edit and retry…"));
        QTRY_VERIFY(dialog<ReplayDialog>());
        auto* text = dialog<ReplayDialog>()->findChild<QPlainTextEdit*>();
        QVERIFY(text->toPlainText().contains(QStringLiteral("amount")));
        press(*dialog<ReplayDialog>(), QStringLiteral("Reveal"));
        QCOMPARE(QApplication::focusWidget(), text);
        text->setPlainText(QStringLiteral("{\"amount\": "));
        for (auto* button : dialog<ReplayDialog>()->findChildren<QAbstractButton*>()) {
            QVERIFY(button->text() != QStringLiteral("Retry") || !button->isEnabled());
        }
        shown.engine->fail("retry_run", {api::code::kConflict, "It goes on already.", {}, false});
        text->setPlainText(QStringLiteral("{\"amount\": 12}"));
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(dialog<ReplayDialog>()->findChild<InfoBar*>()->text().contains(QStringLiteral("already")));
        QCOMPARE(text->toPlainText(), QStringLiteral("{\"amount\": 12}"));
        shown.engine->clear("retry_run");
        press(*dialog<ReplayDialog>(), QStringLiteral("Retry"));
        QTRY_VERIFY(!dialog<ReplayDialog>());
        QCOMPARE(*shown.engine->last<api::RetryRun>()->input, (api::Json{{"amount", 12}}));
    }

    void theInputOfAReplayIsMaskedUntilItIsRevealed() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.run(test::kDeadRun);
        press(shown.page, QStringLiteral("Edit and retry…"));
        QTRY_VERIFY(dialog<ReplayDialog>());
        auto* text = dialog<ReplayDialog>()->findChild<QPlainTextEdit*>();
        auto* reveal = dialog<ReplayDialog>()->findChild<QAbstractButton*>(QStringLiteral("replay.reveal"));
        QVERIFY(text->toPlainText().contains(QStringLiteral("apiToken")));
        QVERIFY(!text->toPlainText().contains(QStringLiteral("s3cr3t")));
        QVERIFY(text->isReadOnly() && reveal->isVisible());
        QTest::mouseClick(reveal, Qt::LeftButton);
        QVERIFY(text->toPlainText().contains(QStringLiteral("tok_s3cr3t")));
        QVERIFY(!text->isReadOnly() && !reveal->isVisible());
        press(*dialog<ReplayDialog>(), QStringLiteral("Retry"));
        QTRY_VERIFY(shown.engine->last<api::RetryRun>());
        QVERIFY(!shown.engine->last<api::RetryRun>()->input);  // revealed, not changed
    }

    void aRunThatTakesNoInputSaysSo() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        const auto group = shown.group();
        shown.tree->expand(group);
        shown.tree->setCurrentIndex(shown.model().index(1, 0, group));
        shown.action("deadletters.edit")->trigger();
        QTRY_VERIFY(shown.told().contains(QStringLiteral("another input")));
        QVERIFY(!QApplication::activeModalWidget());
    }

    void aGroupIsPreviewedThenReplayed() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        const int runs = shown.model().rowCount(shown.group());
        QVERIFY(!shown.action("deadletters.edit")->isEnabled());
        QVERIFY(shown.action("deadletters.edit")->toolTip().contains(QStringLiteral("one run")));
        shown.engine->hold("list_runs");  // the page does not know yet that one of them goes on
        auto gone = shown.model().runsAt(shown.group()).front();
        gone.phase = api::Phase::running;
        gone.error.reset();
        shown.engine->put(gone);
        press(shown.page, QStringLiteral("Retry"));
        QTRY_VERIFY(dialog<BulkDialog>());
        auto* act = dialog<BulkDialog>()->findChild<QAbstractButton*>(QStringLiteral("bulk.act"));
        QTRY_COMPARE(act->text(), QStringLiteral("Retry %1 runs").arg(runs - 1));
        const auto* list = dialog<BulkDialog>()->findChild<QTableView*>();
        QVERIFY(list->model()
                    ->index(0, BatchPreviewModel::OutcomeColumn)
                    .data()
                    .toString()
                    .contains(QLatin1String("running")));
        QVERIFY(!shown.engine->last<api::StartBatch>());
        dialog<BulkDialog>()->findChild<QLineEdit*>()->setText(QStringLiteral("mended"));
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(!dialog<BulkDialog>());
        const auto sent = shown.engine->last<api::StartBatch>();
        QVERIFY(sent && sent->action == api::BatchAction::retry && !sent->idempotencyKey.empty());
        QCOMPARE(int(sent->runs.size()), runs);
        QCOMPARE(sent->reason, std::string("mended"));
        QCOMPARE(shown.engine->calls("retry_run"), 0);  // the engine does it, whatever becomes of the page
        QTRY_VERIFY(
            shown.page.findChild<BatchStrip*>()->text().contains(QStringLiteral("%1 done, 1 refused").arg(runs - 1)));
        shown.engine->release("list_runs");
        QTRY_VERIFY(!shown.model().indexOf(toText(gone.id)).isValid());
        press(shown.page, QStringLiteral("Details"));
        QVERIFY(shown.places.last()[0].toString().startsWith(QStringLiteral("batches/")));
    }

    void anOlderEngineDoesOneAtATime() {
        auto engine = test::deadLetterEngine();
        auto health = engine->health();
        health.operations = {"list_runs", "get_run", "retry_run"};
        engine->setHealth(health);
        Shown shown(engine);
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.group();
        QTRY_VERIFY(!shown.action("deadletters.replay")->isEnabled());
        QVERIFY(shown.action("deadletters.replay")->toolTip().contains(QStringLiteral("newer engine")));
        shown.run(test::kDeadRun);
        QVERIFY(shown.action("deadletters.replay")->isEnabled());
        QVERIFY(!shown.action("deadletters.discard")->isEnabled());
    }

    void discardAsksAndItsSafeAnswerIsTheDefault() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.run(test::kDeadRun);
        shown.tree->setFocus();
        QTest::keyClick(shown.tree, Qt::Key_Delete);
        QTRY_VERIFY(dialog<BulkDialog>());
        QTRY_VERIFY(dialog<BulkDialog>()->findChild<QCheckBox*>()->isEnabled());  // it can be done
        QTest::keyClick(dialog<BulkDialog>()->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!dialog<BulkDialog>());
        QVERIFY(!shown.engine->last<api::StartBatch>());
        shown.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        shown.tree->setFocus();
        QTest::keyClick(shown.tree, Qt::Key_Delete);
        QTRY_VERIFY(dialog<BulkDialog>());
        dialog<BulkDialog>()->findChild<QLineEdit*>()->setText(QStringLiteral("twice"));
        QTRY_VERIFY(dialog<BulkDialog>()->findChild<QCheckBox*>()->isEnabled());
        QTest::keyClick(dialog<BulkDialog>()->findChild<QCheckBox*>(), Qt::Key_Space);
        press(*dialog<BulkDialog>(), QStringLiteral("Discard 1 run"));
        QTRY_VERIFY(shown.engine->last<api::StartBatch>());
        const auto sent = shown.engine->last<api::StartBatch>();
        QVERIFY(sent->action == api::BatchAction::discard);
        QCOMPARE(sent->runs, std::vector<std::string>{test::kDeadRun});
        QCOMPARE(sent->reason, std::string("twice"));
        QTRY_VERIFY(!shown.model().indexOf(QString::fromLatin1(test::kDeadRun)).isValid());
    }

    void whatIsSelectedIsExported() {
        Shown shown;
        QTemporaryDir folder;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.run(test::kDeadRun);
        const QString path = folder.filePath(QStringLiteral("dead.json"));
        shown.page.exportTo(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto parsed = api::parseJson(file.readAll().toStdString());
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->at("runs").at(0).at("run").at("id"), api::Json(test::kDeadRun));
        shown.page.exportTo(folder.filePath(QStringLiteral("no/such/folder.json")));
        QTRY_VERIFY(shown.told().contains(QStringLiteral("was not written")));
    }

    void theFilterIsAskedAndEmptyPagesTeach() {
        Shown shown;
        QTRY_VERIFY(shown.model().rowCount() > 0);
        shown.page.focusFilter();
        auto* search = shown.page.findChild<SearchField*>();
        QTest::keyClicks(search, QStringLiteral("nothing-like-this"));
        QTest::keyClick(search, Qt::Key_Return);
        auto* note = shown.page.findChild<EmptyState*>();
        QTRY_COMPARE(note->title(), QStringLiteral("No dead letter fits"));
        press(shown.page, QStringLiteral("Clear filter"));
        QTRY_VERIFY(shown.model().rowCount() > 0);
        Shown empty(std::make_shared<FixtureEngine>());
        QTRY_COMPARE(empty.page.findChild<EmptyState*>()->title(), QStringLiteral("No dead letters"));
    }
};

}  // namespace tst_dead_letters_page

GUI_TEST(tst_dead_letters_page, TestDeadLettersPage)
#include "tst_dead_letters_page.moc"
