// SPDX-License-Identifier: Apache-2.0
// Links to places, and the one console of a data directory that opens them.
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <thread>

#include "app/console/console_instance.h"
#include "ui/models/formatting.h"
#include "ui/shell/deep_link.h"

using namespace beamline;
using namespace beamline::ui;
using app::ConsoleInstance;
using app::ConsoleRequest;

class TestShellLinks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linksNamePlaces_data() {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* link, const char* place) {
            QTest::addRow("%s", link) << QString::fromUtf8(link) << QString::fromUtf8(place);
        };
        row("beamline://run/01HF1SJ3EQHB7W2C9XK4T0ZVRD", "run/01HF1SJ3EQHB7W2C9XK4T0ZVRD");
        row("BeamLine://approvals/01HF.1", "approvals/01HF.1");
        row("beamline://approvals/", "approvals");
        row("beamline://workflows/examples/invoice-approval", "workflows/examples/invoice-approval");
        row("beamline://settings/shortcuts", "settings/shortcuts");
        for (const char* hostile :
             {"beamline:run/1", "beamline://", "beamline://run", "beamline://run//x", "beamline://nowhere",
              "beamline://start", "beamline://start/examples/pay", "http://run/1", "beamline://run/1?x=1",
              "beamline://run/1#x", "beamline://run/<b>", "beamline://run/a b", "beamline://run/a\nb",
              "beamline://run/%0a", "beamline://run/%00", "beamline://run/%ff", "beamline://run/ä",
              "beamline://runs/q/%1b%5b2J", "beamline://run/../../etc"}) {
            row(hostile, "");
        }
        QTest::addRow("long") << QStringLiteral("beamline://run/") + QString(kMaxLink, QLatin1Char('a')) << QString();
    }
    void linksNamePlaces() {
        QFETCH(QString, link);
        QFETCH(QString, place);
        const auto found = placeOfLink(link);
        QCOMPARE(found.ok(), !place.isEmpty());
        if (found.ok()) {
            QCOMPARE(*found, place);
            QVERIFY(isLink(linkTo(place)));
            QCOMPARE(*placeOfLink(linkTo(place)), place);
        } else {
            const QString why = toText(found.error().message);
            QVERIFY2(why.size() > 20 && why.size() < 300, qPrintable(why));
        }
    }

    void aLaterStartHandsItsLinkOver() {
        ConsoleInstance first(m_data, m_folder.path());
        QVERIFY(first.claim());
        std::vector<ConsoleRequest> asked;
        first.serve([&](const ConsoleRequest& request) {
            asked.push_back(request);
            return api::Error{};
        });
        ConsoleInstance second(m_data, m_folder.path());
        QVERIFY(!second.claim());
        QVERIFY(ask(second, {QStringLiteral("beamline://run/01X"), false, QStringLiteral("token")}).ok());
        QVERIFY(ask(second, {{}, true, QString(5000, QLatin1Char('t'))}).ok());
        QCOMPARE(asked.size(), 2u);
        QCOMPARE(asked[0].place, QStringLiteral("run/01X"));
        QCOMPARE(asked[0].activation, QStringLiteral("token"));
        QVERIFY(asked[1].newWindow && asked[1].place.isEmpty() && asked[1].activation.isEmpty());
        ConsoleInstance elsewhere(m_folder.filePath(QStringLiteral("other")), m_folder.path());
        QVERIFY(elsewhere.claim());
    }

    void whatIsNoPlaceReachesNobody() {
        ConsoleInstance first(m_data, m_folder.path());
        QVERIFY(first.claim());
        int asked = 0;
        first.serve([&](const ConsoleRequest&) {
            ++asked;
            return api::Error{};
        });
        QSignalSpy refused(&first, &ConsoleInstance::refused);
        ConsoleInstance second(m_data, m_folder.path());
        for (const char* hostile : {"beamline://start/examples/pay", "start", "beamline://run/<x>", "nowhere"}) {
            const auto done = ask(second, {QString::fromLatin1(hostile), false, {}});
            QVERIFY(!done.ok());
            QCOMPARE(done.error().code, std::string(api::code::kInvalidArgument));
        }
        QCOMPARE(refused.count(), 4);
        QCOMPARE(asked, 0);
        for (const QByteArray& garbage : {QByteArray("\n"), QByteArray("{}x\n"), QByteArray("[1]\n"),
                                          QByteArray(ConsoleInstance::kMaxMessage + 10, 'x')}) {
            QLocalSocket raw;
            raw.connectToServer(socketPath());
            QVERIFY(raw.waitForConnected());
            raw.write(garbage);
            QTRY_VERIFY(raw.bytesAvailable() > 0 || raw.state() == QLocalSocket::UnconnectedState);
            QVERIFY(!raw.readAll().contains("\"ok\""));
        }
        QCOMPARE(asked, 0);
    }

    void callersBeyondTheLimitAreTurnedAway() {
        ConsoleInstance first(m_data, m_folder.path());
        QVERIFY(first.claim());
        first.serve([](const ConsoleRequest&) { return api::Error{}; });
        std::vector<std::unique_ptr<QLocalSocket>> idle;
        for (int i = 0; i < ConsoleInstance::kMaxCallers; ++i) {
            idle.push_back(std::make_unique<QLocalSocket>());
            idle.back()->connectToServer(socketPath());
            QVERIFY(idle.back()->waitForConnected());
            QTest::qWait(1);  // the server takes it
        }
        QLocalSocket one;
        one.connectToServer(socketPath());
        QTRY_COMPARE(one.state(), QLocalSocket::UnconnectedState);
        idle.clear();
        ConsoleInstance second(m_data, m_folder.path());
        QTRY_VERIFY(ask(second, {}).ok());
    }

    void whatAFallenConsoleLeftIsPutAside() {
        QFile::remove(socketPath());
        QFile left(socketPath());
        QVERIFY(left.open(QIODevice::WriteOnly));  // a file where the socket was
        left.close();
        ConsoleInstance first(m_data, m_folder.path());
        QVERIFY(first.claim());
        first.serve([](const ConsoleRequest&) { return api::Error{}; });
        ConsoleInstance second(m_data, m_folder.path());
        QVERIFY(ask(second, {}).ok());
        const auto rights = QFileInfo(socketPath()).permissions();
        QVERIFY(!(rights & (QFile::ReadOther | QFile::WriteOther | QFile::ReadGroup | QFile::WriteGroup)));
    }

    void whoeverComesWhileItEndsTakesItsPlace() {
        auto first = std::make_unique<ConsoleInstance>(m_data, m_folder.path());
        QVERIFY(first->claim());
        first->serve([](const ConsoleRequest&) { return api::Error{api::code::kUnavailable, "Ending.", {}, true}; });
        ConsoleInstance second(m_data, m_folder.path());
        const auto done = ask(second, {});
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, std::string(api::code::kUnavailable));
        first.reset();
        QVERIFY(second.claim(std::chrono::seconds(5)));
    }

private:
    /// Blocks there as it does in a program of its own, while events are served here.
    static api::Result<api::Unit> ask(ConsoleInstance& instance, const ConsoleRequest& request) {
        api::Result<api::Unit> done = api::Error{};
        std::atomic<bool> ended = false;
        std::thread other([&] {
            done = instance.ask(request);
            ended = true;
        });
        while (!ended) {
            QTest::qWait(1);
        }
        other.join();
        return done;
    }
    QString socketPath() const { return ConsoleInstance(m_data, m_folder.path()).socketFile(); }

    QTemporaryDir m_folder;
    QString m_data = m_folder.filePath(QStringLiteral("data"));
};

QTEST_MAIN(TestShellLinks)
#include "tst_shell_links.moc"
