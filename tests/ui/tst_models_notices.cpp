// SPDX-License-Identifier: Apache-2.0
// What is told while nobody looks, when, and when it is taken back; by a clock of the test.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "ui/models/notice_board.h"
#include "ui/session/settings.h"

namespace tst_models_notices {

using namespace beamline::ui;

class TestModelsNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_now = QDateTime({2026, 11, 24}, {21, 46}, Qt::UTC);
        m_shown.clear();
        m_withdrawn.clear();
        m_wanted = -1;
        m_board = std::make_unique<NoticeBoard>([this] { return m_now; });
        m_board->setOrigin(QStringLiteral("prod-eu"));
        connect(m_board.get(), &NoticeBoard::shown, this, [this](const Notice& notice) { m_shown.append(notice); });
        connect(m_board.get(), &NoticeBoard::withdrawn, this, [this](const QString& key, bool seen) {
            m_withdrawn.append({key, seen});
        });
        connect(m_board.get(), &NoticeBoard::tickWanted, this, [this](qint64 ms) { m_wanted = ms; });
    }

    void oneIsToldAsItIs() {
        fault(1);
        QCOMPARE(m_shown.size(), 1);
        QCOMPARE(m_shown[0].title, QStringLiteral("A run faulted — prod-eu"));
        QCOMPARE(m_shown[0].text, QStringLiteral("ns/run1"));
        QCOMPARE(m_shown[0].place, QStringLiteral("run/1"));
        fault(1);  // told already
        QCOMPARE(m_shown.size(), 1);
    }

    void aBurstIsSummedUp() {
        for (int i = 1; i <= 12; ++i) {
            fault(i);
        }
        QCOMPARE(m_shown.size(), 1);
        QCOMPARE(m_wanted, NoticeBoard::kGatherMs);
        pass(NoticeBoard::kGatherMs);
        QCOMPARE(m_shown.size(), 2);
        QCOMPARE(m_shown[1].key, m_shown[0].key);
        QVERIFY2(m_shown[1].title.startsWith(QLatin1String("12 run")), qPrintable(m_shown[1].title));
        QCOMPARE(m_shown[1].text.count(QLatin1Char('\n')), NoticeBoard::kMaxLines);
        QVERIFY(m_shown[1].place.startsWith(QLatin1String("runs/q/")));
        QVERIFY(!m_shown[1].quiet);
        pass(NoticeBoard::kGatherMs);
        QCOMPARE(m_shown.size(), 2);
    }

    void whatIsUntrueIsTakenBack() {
        fault(1);
        fault(2);
        pass(NoticeBoard::kGatherMs);
        m_board->remove(NoticeKind::Faults, QStringLiteral("1"));
        pass(NoticeBoard::kGatherMs);
        QCOMPARE(m_shown.last().text, QStringLiteral("ns/run2"));
        QVERIFY(m_shown.last().quiet);
        m_board->remove(NoticeKind::Faults, QStringLiteral("2"));
        QCOMPARE(m_withdrawn, (QVector<std::pair<QString, bool>>{{QStringLiteral("faults"), false}}));
        fault(3);  // and what comes after is told alone
        pass(NoticeBoard::kGatherMs);
        QCOMPARE(m_shown.last().text, QStringLiteral("ns/run3"));
    }

    void whoLooksIsNotTold() {
        fault(1);
        m_board->setWatched(true);
        QCOMPARE(m_withdrawn, (QVector<std::pair<QString, bool>>{{QStringLiteral("faults"), true}}));
        fault(2);
        m_board->setWatched(false);
        QCOMPARE(m_shown.size(), 1);
        fault(3);
        QCOMPARE(m_shown.last().text, QStringLiteral("ns/run3"));
    }

    void whatWasPutAwayIsNotCountedAgain() {
        fault(1);
        m_board->dismiss(QStringLiteral("faults"));
        fault(2);
        QCOMPARE(m_shown.last().text, QStringLiteral("ns/run2"));
        QVERIFY(m_withdrawn.isEmpty());
    }

    void requestsThatWaitAreComparedWithThoseBefore() {
        m_board->setWaiting({request(1)}, true);
        QVERIFY(m_shown.isEmpty());  // waited before anybody followed
        m_board->setWaiting({request(1), request(2)}, true);
        QCOMPARE(m_shown.size(), 1);
        QCOMPARE(m_shown[0].approval, std::string("2"));
        QCOMPARE(m_shown[0].hash, std::string("h2"));
        auto changed = request(2);
        changed.hash = "other";
        m_board->setWaiting({request(1), changed}, true);
        pass(NoticeBoard::kGatherMs);
        QCOMPARE(m_shown.last().hash, std::string("other"));
        m_board->setWaiting({request(1)}, false);  // a page that does not say all
        QVERIFY(m_withdrawn.isEmpty());
        m_board->setWaiting({request(1)}, true);
        QCOMPARE(m_withdrawn.size(), 1);
    }

    void ofSeveralRequestsNoneCanBeApproved() {
        m_board->setWaiting({}, true);
        m_board->setWaiting({request(1), request(2)}, true);
        pass(NoticeBoard::kGatherMs);
        QVERIFY(m_shown.last().approval.empty());
        m_board->setDone(QStringLiteral("1"));
        pass(NoticeBoard::kGatherMs);
        QCOMPARE(m_shown.last().approval, std::string("2"));
        m_board->setDone(QStringLiteral("2"));
        QCOMPARE(m_withdrawn.size(), 1);
    }

    void anEngineThatStumblesIsNotTold() {
        m_board->setEngine(EngineCondition::Unreachable, {});
        QCOMPARE(m_wanted, NoticeBoard::kSettleMs);
        pass(NoticeBoard::kSettleMs - 1);
        m_board->setEngine(EngineCondition::Fine, {});
        pass(NoticeBoard::kSettleMs);
        QVERIFY(m_shown.isEmpty());
        m_board->setEngine(EngineCondition::Refusing, QStringLiteral("The disk is full."));
        pass(NoticeBoard::kSettleMs);
        QCOMPARE(m_shown.size(), 1);
        QCOMPARE(m_shown[0].text, QStringLiteral("The disk is full."));
        QVERIFY(m_shown[0].critical);
        m_board->setEngine(EngineCondition::Fine, {});
        QCOMPARE(m_withdrawn, (QVector<std::pair<QString, bool>>{{QStringLiteral("engine"), false}}));
    }

    void atNightNothingIsToldAndTheMorningSumsUp() {
        m_now = QDateTime({2026, 11, 24}, {22, 30}, Qt::UTC);
        m_board->setRules(nightRules());
        QVERIFY(m_board->isQuiet());
        m_board->setWaiting({}, true);
        fault(1);
        fault(2);
        m_board->setWaiting({request(1)}, true);
        QVERIFY(m_shown.isEmpty());
        QCOMPARE(m_wanted, qint64(8.5 * 3'600'000));
        m_board->remove(NoticeKind::Faults, QStringLiteral("1"));
        pass(m_wanted);
        QCOMPARE(m_shown.size(), 1);
        QCOMPARE(m_shown[0].key, NoticeBoard::kDigest);
        QCOMPARE(m_shown[0].text.count(QLatin1Char('\n')), 1);
        QVERIFY2(m_shown[0].text.contains(QLatin1String("1 run")), qPrintable(m_shown[0].text));
        QCOMPARE(m_shown[0].place, QStringLiteral("approvals"));
        QVERIFY(m_shown[0].approval.empty());
        m_board->setWaiting({}, true);
        m_board->remove(NoticeKind::Faults, QStringLiteral("2"));
        QCOMPARE(m_withdrawn, (QVector<std::pair<QString, bool>>{{NoticeBoard::kDigest, false}}));
        pass(NoticeBoard::kGatherMs);
        fault(3);
        QCOMPARE(m_shown.last().key, QStringLiteral("faults"));
    }

    void quietHoursMayLieInADay_data() {
        QTest::addColumn<QTime>("from");
        QTest::addColumn<QTime>("to");
        QTest::addColumn<QTime>("now");
        QTest::addColumn<bool>("quiet");
        QTest::newRow("before") << QTime(12, 0) << QTime(13, 0) << QTime(11, 59) << false;
        QTest::newRow("in") << QTime(12, 0) << QTime(13, 0) << QTime(12, 0) << true;
        QTest::newRow("after") << QTime(12, 0) << QTime(13, 0) << QTime(13, 0) << false;
        QTest::newRow("late") << QTime(22, 0) << QTime(7, 0) << QTime(23, 59) << true;
        QTest::newRow("early") << QTime(22, 0) << QTime(7, 0) << QTime(6, 59) << true;
        QTest::newRow("day") << QTime(22, 0) << QTime(7, 0) << QTime(7, 0) << false;
        QTest::newRow("none") << QTime(7, 0) << QTime(7, 0) << QTime(7, 0) << false;
    }
    void quietHoursMayLieInADay() {
        QFETCH(QTime, from);
        QFETCH(QTime, to);
        QFETCH(QTime, now);
        QFETCH(bool, quiet);
        NoticeRules rules;
        rules.quiet = true;
        rules.from = from;
        rules.to = to;
        m_now.setTime(now);
        m_board->setRules(rules);
        QCOMPARE(m_board->isQuiet(), quiet);
    }

    void aPauseEnds() {
        m_board->pauseUntil(m_now.addMSecs(NoticeBoard::kPauseMs));
        fault(1);
        QVERIFY(m_shown.isEmpty());
        pass(NoticeBoard::kPauseMs);
        QCOMPARE(m_shown.size(), 1);
        QCOMPARE(m_shown[0].key, QStringLiteral("faults"));  // one kind needs no summary
        m_board->pauseUntil(m_now.addMSecs(NoticeBoard::kPauseMs));
        m_board->pauseUntil({});
        QVERIFY(!m_board->isQuiet());
    }

    void kindsAreSwitchedOffAndTakenBack() {
        fault(1);
        NoticeRules rules;
        rules.told[std::size_t(NoticeKind::Faults)] = false;
        m_board->setRules(rules);
        QCOMPARE(m_withdrawn.size(), 1);
        fault(2);
        QCOMPARE(m_shown.size(), 1);
    }

    void withoutDetailsOnlyNumbersAreTold() {
        NoticeRules rules;
        rules.details = false;
        m_board->setRules(rules);
        m_board->setWaiting({}, true);
        m_board->setWaiting({request(1)}, true);
        QVERIFY(m_shown[0].text.isEmpty());
        QVERIFY2(m_shown[0].title.startsWith(QLatin1String("1 approval")), qPrintable(m_shown[0].title));
        QVERIFY(m_shown[0].approval.empty());  // nobody approves what they cannot read
    }

    void floodsAreBounded() {
        for (int i = 0; i < NoticeBoard::kMaxItems + 20; ++i) {
            fault(i);
        }
        pass(NoticeBoard::kGatherMs);
        QCOMPARE(m_shown.size(), 2);
        QVERIFY2(m_shown[1].title.startsWith(QStringLiteral("More than %1").arg(NoticeBoard::kMaxItems)),
                 qPrintable(m_shown[1].title));
        m_board->add(NoticeKind::Workflows, {QStringLiteral("1"),
                                             QString(100'000, QLatin1Char('x')),
                                             QString(100'000, QLatin1Char('y')),
                                             {},
                                             false,
                                             {},
                                             {}});
        QVERIFY(m_shown.last().title.size() < 2 * NoticeBoard::kMaxLine);
        QVERIFY(m_shown.last().text.size() <= NoticeBoard::kMaxLine * NoticeBoard::kMaxLines);
    }

    void anotherEngineBeginsAnew() {
        m_board->setWaiting({}, true);
        m_board->setWaiting({request(1)}, true);
        m_board->clear();
        QCOMPARE(m_withdrawn.size(), 1);
        m_board->setWaiting({request(2)}, true);
        QCOMPARE(m_shown.size(), 1);
    }

    void settingsAreKept() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("one.ini"));
        {
            Settings settings(file);
            QVERIFY(settings.notifies(QStringLiteral("faults")) && !settings.hasQuietHours() && !settings.hasTray());
            QCOMPARE(settings.quietFrom(), QTime(22, 0));
            QSignalSpy changed(&settings, &Settings::changed);
            settings.setNotifies(QStringLiteral("faults"), false);
            settings.setQuietHours(true);
            settings.setQuietFrom({20, 15});
            settings.setTray(true);
            QCOMPARE(changed.count(), 4);
            QCOMPARE(changed.first().first().toString(), Settings::kNotify);
        }
        Settings again(file);
        QVERIFY(!again.notifies(QStringLiteral("faults")) && again.notifies(QStringLiteral("engine")));
        QVERIFY(again.hasQuietHours() && again.hasTray());
        QCOMPARE(again.quietFrom(), QTime(20, 15));
        QSettings(file, QSettings::IniFormat).setValue(QStringLiteral("notify/quietTo"), QStringLiteral("25:99"));
        again.reload();
        QCOMPARE(again.quietTo(), QTime(7, 0));
    }

private:
    void pass(qint64 ms) {
        m_now = m_now.addMSecs(ms);
        m_board->tick();
    }
    void fault(int number) {
        const QString id = QString::number(number);
        m_board->add(NoticeKind::Faults, {id,
                                          QStringLiteral("A run faulted"),
                                          QStringLiteral("ns/run") + id,
                                          QStringLiteral("run/") + id,
                                          false,
                                          {},
                                          {}});
    }
    static NoticeItem request(int number) {
        const QString id = QString::number(number);
        return {id,
                QStringLiteral("Approval wanted"),
                QStringLiteral("Pay invoice ") + id,
                QStringLiteral("approvals/") + id,
                false,
                id.toStdString(),
                "h" + id.toStdString()};
    }
    static NoticeRules nightRules() {
        NoticeRules rules;
        rules.quiet = true;
        rules.from = {22, 0};
        rules.to = {7, 0};
        return rules;
    }

    QDateTime m_now;
    std::unique_ptr<NoticeBoard> m_board;
    QVector<Notice> m_shown;
    QVector<std::pair<QString, bool>> m_withdrawn;
    qint64 m_wanted = -1;
};

}  // namespace tst_models_notices

GUILESS_TEST(tst_models_notices, TestModelsNotices)
#include "tst_models_notices.moc"
