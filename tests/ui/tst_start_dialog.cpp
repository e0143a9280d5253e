// SPDX-License-Identifier: Apache-2.0
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/schema_form.h"

namespace tst_start_dialog {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

QPlainTextEdit* inputOf(StartDialog& dialog) {
    for (auto* edit : dialog.findChildren<QPlainTextEdit*>()) {
        if (edit->accessibleName() == QStringLiteral("Input as JSON")) {
            return edit;
        }
    }
    return nullptr;
}

/// With one workflow, whose input looks so.
std::shared_ptr<FixtureEngine> engineWith(const char* schema) {
    auto engine = std::make_shared<FixtureEngine>();
    api::WorkflowDetail workflow;
    workflow.info.ns = "examples";
    workflow.info.name = "asking";
    workflow.info.version = "1.0.0";
    workflow.info.latest = true;
    workflow.info.inputSchema = boost::json::parse(schema);
    engine->put(workflow);
    return engine;
}

/// The dialog on an engine, shown.
struct Opened {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session;
    StartDialog dialog;
    QSignalSpy started;
    QPushButton* start = nullptr;

    explicit Opened(std::shared_ptr<FixtureEngine> with, const QString& ns = {}, const QString& name = {})
        : engine(std::move(with)),
          session(engine, test::sampleIdentity(), QStringLiteral("test")),
          dialog(&session, ns, name),
          started(&dialog, &StartDialog::started) {
        dialog.show();
        for (auto* button : dialog.findChildren<QPushButton*>()) {
            start = button->text() == QStringLiteral("Start run") ? button : start;
        }
    }
};

}  // namespace

class TestStartDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startSendsTheFormLabelsAndKey() {
        Opened opened(test::sampleEngine(), QStringLiteral("examples"), QStringLiteral("invoice-approval"));
        auto& [engine, session, dialog, started, start] = opened;
        QTRY_VERIFY(start->isEnabled());
        start->click();  // the file is required
        QVERIFY(!engine->last<api::StartRun>());
        dialog.findChild<SchemaForm*>()->setValue(boost::json::parse(R"({"file":"x.csv"})"));
        for (auto* edit : dialog.findChildren<QLineEdit*>()) {
            if (edit->placeholderText().startsWith(QLatin1String("team="))) {
                QTest::keyClicks(edit, QStringLiteral("team=ops, month=11"));
            } else if (edit->placeholderText().startsWith(QLatin1String("Starting twice"))) {
                QTest::keyClicks(edit, QStringLiteral("once"));
            }
        }
        start->click();
        QTRY_COMPARE(started.count(), 1);
        const auto op = *engine->last<api::StartRun>();
        QCOMPARE(op.workflow, std::string("invoice-approval"));
        QCOMPARE(op.input.at("file").as_string().c_str(), "x.csv");
        QCOMPARE(op.labels, (api::Labels{{"month", "11"}, {"team", "ops"}}));
        QCOMPARE(op.idempotencyKey, std::string("once"));
    }

    void theFormOfAWorkflowThatIsChosenLaterIsOffered() {
        auto fixture = std::make_shared<FixtureEngine>();
        api::WorkflowDetail plain;
        plain.info.ns = "examples";
        plain.info.name = "a-first";
        plain.info.version = "1.0.0";
        plain.info.latest = true;
        fixture->put(plain);
        auto asking = plain;
        asking.info.name = "b-second";
        asking.info.inputSchema = boost::json::parse(R"({"type":"object","properties":{"file":{"type":"string"}}})");
        fixture->put(asking);
        Opened opened(fixture);
        auto& [engine, session, dialog, started, start] = opened;
        QTRY_VERIFY(start->isEnabled());
        auto* tabs = dialog.findChild<QTabWidget*>();
        auto* choice = dialog.findChild<QComboBox*>();
        const int plainRow = choice->findText(QStringLiteral("a-first 1.0.0"));
        const int askingRow = choice->findText(QStringLiteral("b-second 1.0.0"));
        const auto choose = [choice, start = start](int row) {
            choice->setCurrentIndex(row);
            Q_EMIT choice->activated(row);
            QVERIFY(!start->isEnabled());
            QTRY_VERIFY(start->isEnabled());
        };
        choose(plainRow);
        QVERIFY(!tabs->isTabVisible(0));
        choose(askingRow);
        QVERIFY(tabs->isTabVisible(0));
        QCOMPARE(tabs->currentIndex(), 0);
        QVERIFY(!dialog.findChild<InfoBar*>()->isVisible());
        tabs->setCurrentIndex(1);
        inputOf(dialog)->clear();  // nothing is {}
        tabs->setCurrentIndex(0);
        QCOMPARE(tabs->currentIndex(), 0);
        QVERIFY(!dialog.findChild<InfoBar*>()->isVisible());
        choose(plainRow);
        start->click();
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(engine->last<api::StartRun>()->input, api::Json(boost::json::object()));
    }

    void enterStartsNothingThatNobodyHasFilledIn() {
        Opened opened(test::sampleEngine(), QStringLiteral("examples"), QStringLiteral("invoice-approval"));
        auto& [engine, session, dialog, started, start] = opened;
        QTest::keyClick(&dialog, Qt::Key_Return);  // before anything is there
        QTRY_VERIFY(start->isEnabled());
        auto* form = dialog.findChild<SchemaForm*>();
        QTRY_VERIFY(form->isAncestorOf(dialog.focusWidget()));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);  // the file is required
        QVERIFY(!engine->last<api::StartRun>());
        QVERIFY(form->isAncestorOf(dialog.focusWidget()));
        QTest::keyClicks(dialog.focusWidget(), QStringLiteral("x.csv"));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(engine->last<api::StartRun>()->input.at("file").as_string().c_str(), "x.csv");
    }

    void enterAsksOnceMoreWhereAllIsOptional() {
        Opened opened(engineWith(R"({"type":"object","properties":{"file":{"type":"string"}}})"),
                      QStringLiteral("examples"), QStringLiteral("asking"));
        auto& [engine, session, dialog, started, start] = opened;
        QTRY_VERIFY(start->isEnabled());
        QTRY_VERIFY(dialog.findChild<SchemaForm*>()->isAncestorOf(dialog.focusWidget()));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        QVERIFY(!engine->last<api::StartRun>());
        QVERIFY(dialog.findChild<InfoBar*>()->text().startsWith(QStringLiteral("No input is filled in")));
        QCOMPARE(dialog.focusWidget(), start);
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(started.count(), 1);
    }

    void enterStartsWhatTakesNoInput() {
        Opened opened(engineWith(R"({"type":"object","properties":{}})"), QStringLiteral("examples"),
                      QStringLiteral("asking"));
        auto& [engine, session, dialog, started, start] = opened;
        QTRY_VERIFY(start->isEnabled());
        QTRY_COMPARE(dialog.focusWidget(), static_cast<QWidget*>(start));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(started.count(), 1);
    }

    void enterOnTheWorkflowLeadsToItsInput() {
        Opened opened(engineWith(R"({"type":"object","properties":{"file":{"type":"string"}}})"));
        auto& [engine, session, dialog, started, start] = opened;
        QTRY_VERIFY(start->isEnabled());
        QCOMPARE(dialog.focusWidget(), dialog.findChild<QComboBox*>());
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        QVERIFY(!engine->last<api::StartRun>());
        QTRY_VERIFY(dialog.findChild<SchemaForm*>()->isAncestorOf(dialog.focusWidget()));
        QTest::keyClicks(dialog.focusWidget(), QStringLiteral("x.csv"));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(started.count(), 1);
    }

    void startTakesJsonAndSaysWhatIsWrongWithIt() {
        Opened opened(test::sampleEngine(), QStringLiteral("examples"), QStringLiteral("invoice-approval"));
        auto& [engine, session, dialog, started, start] = opened;
        QTRY_VERIFY(start->isEnabled());
        auto* tabs = dialog.findChild<QTabWidget*>();
        dialog.findChild<SchemaForm*>()->setValue(boost::json::parse(R"({"file":"x.csv"})"));
        tabs->setCurrentIndex(1);
        auto* json = inputOf(dialog);
        QVERIFY(json->toPlainText().contains(QStringLiteral("x.csv")));  // what the form held goes along
        json->setPlainText(QStringLiteral("{\"file\": "));
        start->click();
        QTRY_VERIFY(dialog.findChild<InfoBar*>()->isVisible());
        QVERIFY(!engine->last<api::StartRun>());
        json->setPlainText(QStringLiteral("{\"file\": \"y.csv\", \"limit\": 7}"));
        start->click();
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(engine->last<api::StartRun>()->input, boost::json::parse(R"({"file":"y.csv","limit":7})"));
    }
};

}  // namespace tst_start_dialog

GUI_TEST(tst_start_dialog, TestStartDialog)
#include "tst_start_dialog.moc"
