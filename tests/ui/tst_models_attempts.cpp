// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "engine/api/json_codec.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_rehearsals.h"
#include "ui/models/attempt_list_model.h"
#include "ui/models/dry_run_model.h"
#include "ui/models/formatting.h"
#include "ui/models/json_text.h"
#include "ui/session/engine_session.h"

namespace tst_models_attempts {

using namespace beamline;
using namespace beamline::ui;

class TestModelsAttempts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
    }

    void anAttemptSaysWhyItFailedAndWhoCameBack() {
        AttemptListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowOfInterest(), -1);
        model.setAttempts(test::orderRequests().attempts);
        QCOMPARE(model.attemptCount(), 3);
        QCOMPARE(model.rowCount(), 7);
        const auto at = [&](int row, int role) { return model.index(row).data(role).toString(); };
        QCOMPARE(at(0, Qt::DisplayRole), QStringLiteral("Attempt 1 · Faulted"));
        QCOMPARE(at(0, AttemptListModel::AnswerRole), QStringLiteral("Service unavailable · status 503"));
        QVERIFY(at(0, AttemptListModel::ReasonRole).contains(QStringLiteral("being updated")));
        QVERIFY(at(0, AttemptListModel::FullTextRole).contains(QStringLiteral("errors/communication")));
        QCOMPARE(at(0, AttemptListModel::MeasureRole), QStringLiteral("310 ms"));
        QVERIFY(at(0, AttemptListModel::RetryRole).isEmpty());
        const QString retry = at(2, AttemptListModel::RetryRole);
        QVERIFY2(retry.startsWith(QStringLiteral("Retried by the try “careful” at ")), qPrintable(retry));
        QVERIFY2(retry.endsWith(QStringLiteral(", 2.0 s after attempt 1")), qPrintable(retry));
        QCOMPARE(model.rowOfInterest(), 2);  // the last that failed
        auto again = test::orderRequests().attempts;
        again[2].retriedBy = "/";
        model.setAttempts(again);
        QVERIFY(at(4, AttemptListModel::RetryRole).startsWith(QStringLiteral("The run was retried at ")));
    }

    void anExchangeShowsStatusSizeAndDuration() {
        AttemptListModel model;
        model.setAttempts(test::orderRequests().attempts);
        const auto at = [&](int row, int role) { return model.index(row).data(role).toString(); };
        QCOMPARE(at(1, AttemptListModel::TagRole), QStringLiteral("HTTP"));
        QCOMPARE(at(1, AttemptListModel::AnswerRole), QStringLiteral("Failed: 503 Service Unavailable"));
        QVERIFY(model.index(1).data(AttemptListModel::FailedRole).toBool());
        QCOMPARE(at(1, AttemptListModel::MeasureRole), QStringLiteral("214 bytes · 304 ms"));
        QCOMPARE(at(6, AttemptListModel::AnswerRole), QStringLiteral("200 OK"));
        QVERIFY(!model.index(6).data(AttemptListModel::FailedRole).toBool());
        QCOMPARE(at(6, AttemptListModel::MeasureRole), QStringLiteral("48.2 kB · 212 ms"));
        QCOMPARE(at(5, AttemptListModel::MeasureRole), QStringLiteral("0 bytes · 840 µs"));
        api::TaskAttempt sql;
        sql.exchanges = {{"sql", "SELECT 1\n  FROM t", "", true, 1, 5'000, -1, -1}};
        model.setAttempts({sql});
        QCOMPARE(at(1, Qt::DisplayRole), QStringLiteral("SELECT 1 FROM t"));
        QVERIFY(at(1, AttemptListModel::FullTextRole).startsWith(QStringLiteral("SELECT 1\n  FROM t\n")));  // as it was
        QCOMPARE(at(1, AttemptListModel::AnswerRole), QStringLiteral("Failed"));
        QCOMPARE(at(1, AttemptListModel::MeasureRole), QStringLiteral("5 ms"));
        sql.exchanges = {{"grpc", "", "", false, 1, 1, -1, -1}, {"container", "", "", false, 1, 1, -1, -1}};
        QVERIFY(model.index(1).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("SQL, SELECT 1")));
        model.setAttempts({sql});
        QCOMPARE(at(1, AttemptListModel::TagRole), QStringLiteral("gRPC"));
        QCOMPARE(at(2, AttemptListModel::TagRole), QStringLiteral("container"));
    }

    void whatComesIsAddedAndWhatWasThereStays() {
        AttemptListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto attempts = test::orderRequests().attempts;
        model.setAttempts({attempts[0], attempts[1]});
        const QPersistentModelIndex kept = model.index(3);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setAttempts(attempts);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted[0][1].toInt(), 4);
        QCOMPARE(kept.row(), 3);
        attempts[1].exchanges.clear();
        model.setAttempts(attempts);
        QCOMPARE(model.rowCount(), 6);
        model.setAttempts({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(reset.count(), 0);
    }

    void onlyWhatDiffersIsToldAsChanged() {
        AttemptListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto attempts = test::orderRequests().attempts;
        for (auto& one : attempts) {
            one.endedAt = one.endedAt == 0 ? test::kSampleNow : one.endedAt;
        }
        model.setAttempts(attempts);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setAttempts(attempts);
        QCOMPARE(changed.count(), 0);
        attempts[1].exchanges[0].answer = "another";
        model.setAttempts(attempts);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 2);
        QCOMPARE(changed[0][1].toModelIndex().row(), 3);
        attempts[2].endedAt = 0;
        model.setAttempts(attempts);
        QCOMPARE(changed.count(), 2);
        model.setAttempts(attempts);
        QCOMPARE(changed.count(), 2);
    }

    void wordsOfOthersAreNoPlaceholders() {
        api::TaskAttempt attempt;
        attempt.error = api::WorkflowError{"https://x/%2", 503, "100%2", "", ""};
        AttemptListModel model;
        model.setAttempts({attempt});
        QCOMPARE(model.index(0).data(AttemptListModel::AnswerRole).toString(), QStringLiteral("100%2 · status 503"));
        QVERIFY(model.index(0)
                    .data(AttemptListModel::FullTextRole)
                    .toString()
                    .contains(QStringLiteral("Type: https://x/%2\nStatus: 503")));
    }

    void aDryRunListsWhatWouldHaveHappened() {
        auto engine = test::dryRunEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        DryRunModel model(&session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRun(QString::fromLatin1(test::kDryRun));
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 6);
        const auto at = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QStringList answers;
        for (int row = 0; row < model.rowCount(); ++row) {
            answers << at(row, DryRunModel::AnswerColumn);
        }
        QCOMPARE(answers,
                 (QStringList{QStringLiteral("Mock 1, an error"), QStringLiteral("Mock 2"), QStringLiteral("Mock 3"),
                              QStringLiteral("Skipped"), QStringLiteral("Mock 4"), QStringLiteral("Not published")}));
        QCOMPARE(at(0, DryRunModel::TaskColumn), QStringLiteral("getOrders"));
        QVERIFY(at(0, DryRunModel::WhatColumn).startsWith(QStringLiteral("http GET https://shop.example.com/")));
        QCOMPARE(at(3, DryRunModel::WhatColumn), QStringLiteral("wait 5.0 s"));
        QCOMPARE(model.argumentsAt(4).at("method"), api::Json("post"));
        QVERIFY(model.argumentsAt(99).is_null());
        QCOMPARE(model.index(0, 0).data(PhaseRole).toInt(), int(api::Phase::faulted));
        QCOMPARE(model.index(1, 0).data(PhaseRole).toInt(), int(api::Phase::completed));
        QCOMPARE(model.index(0, 0).data(DryRunModel::TaskRefRole).toString(),
                 QStringLiteral("/do/0/careful/try/0/getOrders"));
        model.setRun(QString::fromLatin1(test::kRefusedRun));
        QCOMPARE(model.rowCount(), 0);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(at(4, DryRunModel::AnswerColumn), QStringLiteral("Refused: no mock"));
        QVERIFY(wasRefused(model.itemAt(4)));
        QVERIFY(!wasRefused(model.itemAt(3)));
    }

    void callsAreSaidByWhatMattersOfThem_data() {
        QTest::addColumn<QString>("function");
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("said");
        QTest::newRow("http") << "http"
                              << R"({"body":1,"method":"post","endpoint":{"uri":"http://h/x"}})"
                              << "http POST http://h/x";
        QTest::newRow("sql") << "sql"
                             << R"({"connection":"c","statement":"SELECT\n 1"})"
                             << "sql SELECT 1";
        QTest::newRow("copy") << "fs.copy"
                              << R"({"from":"a","to":"b"})"
                              << "fs.copy a b";
        QTest::newRow("unknown") << "own"
                                 << R"({"colour":"red"})"
                                 << R"(own {"colour":"red"})";
        QTest::newRow("nothing") << "listen"
                                 << "null"
                                 << "listen";
        QTest::newRow("no object") << "own"
                                   << "[1,2]"
                                   << "own [1,2]";
    }
    void callsAreSaidByWhatMattersOfThem() {
        QFETCH(QString, function);
        QFETCH(QString, arguments);
        QFETCH(QString, said);
        QCOMPARE(callSummary(toUtf8(function), boost::json::parse(toUtf8(arguments))), said);
    }

    void theMissingMockIsAdded() {
        api::HistoryEntry entry;
        entry.task = "/do/0/a";
        entry.data = boost::json::parse(R"({"function":"http","outcome":"refused"})");
        const auto plan =
            planWithMock(boost::json::parse(R"({"mocks":[{"task":"x","output":1}],"waits":"real"})"), entry);
        QCOMPARE(plan, boost::json::parse(R"({"mocks":[{"task":"x","output":1},
            {"task":"/do/0/a","function":"http","output":null}],"waits":"real"})"));
        QCOMPARE(planWithMock({}, entry).at("mocks").as_array().size(), 1U);
    }

    void placesInJsonAreFound() {
        const QString text = QStringLiteral(
            "{\n  \"mocks\": [\n    {\"task\": \"ä]\", \"with\": {\"a\": [1, {}]}, \"output\": null},\n"
            "    {\n      \"task\": \"b\\\"\",\n      \"time\": 3\n    }\n  ],\n  \"waits\": \"later\"\n}\n");
        const auto place = [&](const char* pointer) { return placeOfPointer(text, QString::fromLatin1(pointer)); };
        QCOMPARE(place(""), (TextPlace{1, 1}));
        QCOMPARE(place("/mocks/0"), (TextPlace{3, 5}));
        QCOMPARE(place("/mocks/0/output").line, 3);
        QCOMPARE(place("/mocks/1"), (TextPlace{4, 5}));
        QCOMPARE(place("/mocks/1/time"), (TextPlace{6, 7}));
        QCOMPARE(place("/waits"), (TextPlace{9, 3}));
        QCOMPARE(place("/mocks/1/none/deeper"), (TextPlace{4, 5}));  // as near as there is
        QCOMPARE(place("/mocks/7").line, 2);
        const QString broken = QStringLiteral("{\"ä\": 1,\n \"b\": }");
        const auto refused = api::parseJson(toUtf8(broken));
        QVERIFY(!refused.ok());
        const auto problem = problemIn(broken, refused.error());
        QCOMPARE(problem.line, 2);
        QCOMPARE(problem.column, 7);
    }

    void smallTimesAndSizesHaveTheirUnit() {
        QCOMPARE(formatMicroseconds(999), QStringLiteral("999 µs"));
        QCOMPARE(formatMicroseconds(1'000), QStringLiteral("1 ms"));
        QCOMPARE(formatMicroseconds(2'500'000), QStringLiteral("2.5 s"));
        QCOMPARE(formatSize(0), QStringLiteral("0 bytes"));
        QCOMPARE(formatSize(3'400'000), QStringLiteral("3.4 MB"));
        QCOMPARE(taskName("/do/0/a~1b~0c"), QStringLiteral("a/b~c"));
        QCOMPARE(eventText("task.exchanged"), QStringLiteral("Exchanged"));
        QCOMPARE(eventText("task.dry-run"), QStringLiteral("Rehearsed"));
        QVERIFY(!eventPhase("task.exchanged") && !eventPhase("task.dry-run"));
    }
};

}  // namespace tst_models_attempts

GUILESS_TEST(tst_models_attempts, TestModelsAttempts)
#include "tst_models_attempts.moc"
