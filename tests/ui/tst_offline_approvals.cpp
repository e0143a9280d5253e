// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace tst_offline_approvals {

using namespace beamline;
using namespace beamline::ui;

namespace {
constexpr const char* kRequest = "01HF1SJ3EQHB7W2C9XK4T0ZVRD.9";

/// The inbox on a request that needs no form, and an engine that has just been lost.
struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    DecisionOutbox outbox{folder.filePath(QStringLiteral("outbox/test.json"))};
    std::shared_ptr<test::FixtureEngine> engine = test::sampleEngine();
    api::Health well = engine->health();
    MainWindow window{settings};

    Shown() {
        api::Approval request;
        request.id = kRequest;
        request.run = test::kWaitingRun;
        request.workflow = "invoice-approval";
        request.subject = "Invoice 2026-0417, Nordwind GmbH";
        request.hash = "9f2c";
        engine->put(request);
        well = engine->health();
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto session = std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("default"));
        session->setOutbox(&outbox);
        window.setSession(std::move(session), false);
        outbox.follow(window.session());
        window.open(QStringLiteral("approvals/") + QLatin1String(kRequest));
        QTRY_VERIFY(pane().approval() && pane().isVisible());
        auto health = well;
        health.state = api::HealthState::unreachable;
        health.problems = {{api::code::kUnavailable, "Nobody answers.", test::kSampleNow - 1'000}};
        engine->setHealth(health);
        window.session()->refreshHealth();
    }
    ApprovalsPage& page() { return *window.findChild<ApprovalsPage*>(); }
    DecisionPane& pane() { return *window.findChild<DecisionPane*>(); }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QString::fromLatin1(id)); }
    InfoBar& bar(const char* name) { return *page().findChild<InfoBar*>(QString::fromLatin1(name)); }
    QPlainTextEdit& comment() {
        const auto all = pane().findChildren<QPlainTextEdit*>();
        return **std::find_if(all.begin(), all.end(), [](const QPlainTextEdit* one) {
            return one->accessibleName().startsWith(QStringLiteral("Comment"));
        });
    }
    void approve() {
        QTRY_VERIFY(action("approval.approve").isEnabled());
        comment().setPlainText(QStringLiteral("matches the order"));
        auto* list = page().findChild<QListView*>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_A);
        outbox.flush();
        QCOMPARE(outbox.waiting(), 1);
    }
    void comeBack() {
        engine->setHealth(well);
        window.session()->refreshHealth();
    }
    QStringList pills() {
        QStringList all;
        for (auto* one : pane().findChildren<Pill*>()) {
            all << (one->isVisible() ? one->text() : QString());
        }
        return all;
    }
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

class TestOfflineApprovals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }

    void aDecisionWaitsAndSaysSo() {
        Shown shown;
        QVERIFY(!shown.action("approval.claim").isEnabled());  // what cannot be kept is not offered
        shown.approve();
        QCOMPARE(shown.engine->calls("decide_approval"), 0);
        QVERIFY(shown.pills().contains(QStringLiteral("Waiting to be delivered")));
        QVERIFY(shown.bar("approval.kept").isVisible());
        QVERIFY(shown.bar("approval.kept").text().contains(QStringLiteral("It counts when the engine has it")));
        QVERIFY(shown.bar("approvals.outbox").text().contains(QStringLiteral("1 decision not delivered yet")));
        QVERIFY(!shown.action("approval.approve").isEnabled());
        QVERIFY(!shown.action("approval.reject").isEnabled());
        const auto* model = shown.page().findChild<ApprovalListModel*>();
        const int row = model->rowOf(QLatin1String(kRequest));
        QCOMPARE(model->index(row, 0).data(ApprovalListModel::KeptRole).toString(), QStringLiteral("to be delivered"));
        QVERIFY(shown.comment().toPlainText().isEmpty());
    }

    void itIsDeliveredAndThenCounts() {
        Shown shown;
        shown.approve();
        shown.comeBack();
        QTRY_COMPARE(shown.engine->calls("decide_approval"), 1);
        const auto sent = shown.engine->last<api::DecideApproval>();
        QCOMPARE(sent->approval, std::string(kRequest));
        QCOMPARE(sent->comment, std::string("matches the order"));
        QVERIFY(!sent->hash.empty());
        QTRY_VERIFY(!shown.bar("approvals.outbox").isVisible());
        QVERIFY(!shown.bar("approval.kept").isVisible());
        QVERIFY(!shown.pills().contains(QStringLiteral("Waiting to be delivered")));
    }

    void aStaleOneComesBackAsAConflict() {
        Shown shown;
        shown.approve();
        auto changed = *shown.pane().approval();
        changed.hash = "another";
        changed.subject = "Invoice 2026-0418, Nordwind GmbH";
        shown.engine->put(changed, "approval.raised");
        shown.comeBack();
        QTRY_COMPARE(shown.outbox.conflicts(), 1);
        QTRY_VERIFY(shown.bar("approval.kept").text().contains(QStringLiteral("was not taken")));
        QTRY_VERIFY(shown.bar("approval.kept").text().contains(QStringLiteral("0418")));
        QVERIFY(shown.bar("approvals.outbox").text().contains(QStringLiteral("was not taken")));
        QVERIFY(shown.pills().contains(QStringLiteral("Decision not taken")));
        QVERIFY(!shown.action("approval.approve").isEnabled());
        QTest::mouseClick(button(shown.bar("approval.kept"), QStringLiteral("Dismiss")), Qt::LeftButton);
        QVERIFY(shown.outbox.all().empty());
        QVERIFY(!shown.bar("approval.kept").isVisible());
        QTRY_VERIFY(shown.action("approval.approve").isEnabled());  // anew, on what it is now
    }

    void itCanBeWithdrawn() {
        Shown shown;
        shown.approve();
        QTest::mouseClick(button(shown.bar("approval.kept"), QStringLiteral("Withdraw")), Qt::LeftButton);
        QVERIFY(shown.outbox.all().empty());
        QVERIFY(!shown.bar("approvals.outbox").isVisible());
        QTRY_VERIFY(shown.action("approval.approve").isEnabled());
        shown.comeBack();
        QTRY_COMPARE(shown.window.session()->connection().phase, ConnectionPhase::Connected);
        QTest::qWait(50);
        QCOMPARE(shown.engine->calls("decide_approval"), 0);
    }

    void undoWithdrawsItTooAndGivesTheCommentBack() {
        Shown shown;
        shown.approve();
        QVERIFY(shown.comment().isReadOnly());
        QTest::keyClick(shown.page().findChild<QListView*>(), Qt::Key_Z);
        QVERIFY(shown.outbox.all().empty());
        QCOMPARE(shown.comment().toPlainText(), QStringLiteral("matches the order"));
        QVERIFY(!shown.comment().isReadOnly());
    }

    void aConnectionForLookingOnlyKeepsNothing() {
        Shown shown;
        auto profile = shown.window.session()->connectionProfile();
        profile.readOnly = true;
        shown.window.session()->setConnectionProfile(profile);
        QTRY_VERIFY(!shown.action("approval.approve").isEnabled());
        auto* list = shown.page().findChild<QListView*>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_A);
        QVERIFY(shown.outbox.all().empty());
    }
};

}  // namespace tst_offline_approvals

GUI_TEST(tst_offline_approvals, TestOfflineApprovals)
#include "tst_offline_approvals.moc"
