// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/pages/approvals/approval_batch_dialog.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/theme.h"

namespace tst_approvals_inbox {

using namespace beamline;
using namespace beamline::ui;

namespace {
constexpr api::Timestamp kMinute = 60'000;
constexpr int kLongWindow = 600'000;  // nobody waits for it: the timer is told when it is time

api::Approval request(int number, api::Risk risk = api::Risk::low) {
    api::Approval one;
    const std::string digits = std::to_string(100 + number).substr(1);
    one.id = "01I" + digits + ".1";
    one.run = "01I" + digits;
    one.ns = "examples";
    one.workflow = "invoice-approval";
    one.task = "/do/3/largeOnes";
    one.subject = "Invoice " + digits;
    one.risk = risk;
    one.candidates.groups = {"finance"};
    one.escalation.groups = {"board"};
    one.hash = "hash-" + digits;
    one.raisedAt = test::kSampleNow - kMinute;
    one.dueAt = test::kSampleNow + number * kMinute + 90 * kMinute;
    return one;
}

std::shared_ptr<test::FixtureEngine> engineWith(const std::vector<api::Approval>& all) {
    auto engine = std::make_shared<test::FixtureEngine>();
    engine->setNow(test::kSampleNow);
    for (const auto& one : all) {
        engine->put(one);
    }
    return engine;
}

struct Inbox {
    std::shared_ptr<test::FixtureEngine> engine;
    QString file;
    std::unique_ptr<DecisionOutbox> outbox;
    std::unique_ptr<EngineSession> session;
    std::unique_ptr<ApprovalsPage> page;

    Inbox(std::shared_ptr<test::FixtureEngine> with, const QString& folder, const QSize& size = {1300, 860},
          FileSaver::Write disk = {})
        : engine(std::move(with)),
          file(folder + QStringLiteral("/outbox/test.json")),
          outbox(std::make_unique<DecisionOutbox>(file, nullptr, std::move(disk))),
          session(std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("test"))) {
        session->setOutbox(outbox.get());
        outbox->follow(session.get());
        page = std::make_unique<ApprovalsPage>(session.get());
        page->setUndoWindow(kLongWindow);
        page->resize(size);
        page->show();
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        page->activated();
        QTRY_VERIFY(page->findChild<ApprovalListModel*>()->state() == PagedModel::State::Ready);
    }
    ~Inbox() {
        page.reset();
        session.reset();
    }
    QListView& list() {
        const auto all = page->findChildren<QListView*>();
        return **std::find_if(all.begin(), all.end(),
                              [](auto* one) { return one->accessibleName() == QStringLiteral("Approvals"); });
    }
    EmptyState* note() {
        for (auto* one : page->findChildren<EmptyState*>()) {
            if (one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    DecisionPane& pane() { return *page->findChild<DecisionPane*>(); }
    QAction& action(const char* id) { return *page->findChild<QAction*>(QString::fromLatin1(id)); }
    InfoBar& bar(const char* name) { return *page->findChild<InfoBar*>(QString::fromLatin1(name)); }
    QPlainTextEdit& comment() {
        const auto all = pane().findChildren<QPlainTextEdit*>();
        return **std::find_if(all.begin(), all.end(),
                              [](auto* one) { return one->accessibleName().startsWith(QStringLiteral("Comment")); });
    }
    QString current() { return pane().approval() ? toText(pane().approval()->id) : QString(); }
    int rows() { return list().model()->rowCount(); }
    /// To whoever has the focus, as a keyboard does. What it has decided is on the disk.
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        press(key, modifiers);
        outbox->flush();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) {
        if (!QApplication::activePopupWidget() && !QApplication::focusWidget()) {
            page->activateWindow();  // as a window manager does when a dialog has gone
            QTRY_VERIFY(QApplication::focusWidget());
        }
        auto* to = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::focusWidget();
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
            tabInReadingOrder(*to->window(), key == Qt::Key_Tab);  // as the window of the console does
            return;
        }
        QTest::keyClick(to, static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void ready(const char* id) { QTRY_VERIFY2(action(id).isEnabled(), qPrintable(action(id).toolTip())); }
    void timeIsUp() {
        for (auto* timer : outbox->findChildren<QTimer*>(QStringLiteral("outbox.hold"))) {
            timer->start(0);
        }
    }
    QStringList pills() {
        QStringList all;
        for (auto* one : pane().findChildren<Pill*>()) {
            all << (one->isVisible() ? one->text() : QString());
        }
        return all;
    }
    QStringList texts() {
        QStringList all;
        for (auto* one : page->findChildren<QLabel*>()) {
            all << (one->isVisible() ? one->text() : QString());
        }
        return all;
    }
};

/// That has the focus by now.
template <class D>
D* dialog() {
    auto* top = qobject_cast<D*>(QApplication::activeModalWidget());
    return top && top->isAncestorOf(QApplication::focusWidget()) ? top : nullptr;
}
}  // namespace

class TestApprovalsInbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void twentyAreClearedWithoutTheMouse() {
        std::vector<api::Approval> all;
        for (int i = 0; i < 20; ++i) {
            all.push_back(request(i, i == 5 ? api::Risk::high : i >= 6 && i < 12 ? api::Risk::medium : api::Risk::low));
        }
        all[19].workflow = "data-import";
        Inbox inbox(engineWith(all), m_folder->path());
        QCOMPARE(inbox.rows(), 20);
        const auto on = [&](int number) { return inbox.current() == toText(request(number).id); };
        QTRY_VERIFY(on(0));
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        QCOMPARE(inbox.outbox->held(), 1);
        inbox.key(Qt::Key_J);
        QVERIFY(on(1));
        inbox.ready("approval.reject");
        inbox.key(Qt::Key_R);
        QCOMPARE(inbox.outbox->held(), 2);
        inbox.key(Qt::Key_Z);  // no, that one was right
        QCOMPARE(inbox.outbox->held(), 1);
        QVERIFY(on(1));
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        inbox.key(Qt::Key_J);
        QVERIFY(on(2));
        inbox.key(Qt::Key_K);
        QVERIFY(on(1));
        inbox.key(Qt::Key_J);
        inbox.key(Qt::Key_S);
        QTRY_VERIFY(QApplication::activePopupWidget());
        inbox.key(Qt::Key_Return);  // an hour
        QTRY_COMPARE(inbox.rows(), 19);
        QVERIFY(inbox.engine->last<api::SnoozeApproval>()->until > test::kSampleNow);
        QTRY_VERIFY(on(3));
        inbox.key(Qt::Key_D);
        QTRY_VERIFY(dialog<QDialog>());
        inbox.type(QStringLiteral("bob"));
        inbox.key(Qt::Key_Return);
        QTRY_COMPARE(inbox.rows(), 18);
        QCOMPARE(inbox.engine->last<api::DelegateApproval>()->to, std::string("bob"));
        QTRY_VERIFY(on(4) && !QApplication::activeModalWidget());
        inbox.key(Qt::Key_E);
        QTRY_VERIFY(dialog<QDialog>());
        inbox.type(QStringLiteral("too much for us"));
        inbox.key(Qt::Key_Return);
        QTRY_COMPARE(inbox.pane().approval()->state, api::ApprovalState::escalated);
        QTRY_VERIFY(!QApplication::activeModalWidget());
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        inbox.key(Qt::Key_J);
        QVERIFY(on(5));
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);  // high risk: to the name
        QVERIFY(inbox.texts().join(u' ').contains(QStringLiteral("The risk is high: type its subject")));
        inbox.type(QStringLiteral("Invoice 05"));
        inbox.key(Qt::Key_Escape);
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        inbox.key(Qt::Key_J);
        QVERIFY(on(6));
        inbox.key(Qt::Key_X, Qt::ShiftModifier);  // the six of medium risk
        inbox.key(Qt::Key_A, Qt::ShiftModifier);
        QTRY_VERIFY(dialog<ApprovalBatchDialog>());
        decideBatch(6);
        QTRY_COMPARE(inbox.rows(), 12);
        QCOMPARE(inbox.outbox->held(), 4);  // a batch has its own question
        QTRY_VERIFY(inbox.list().currentIndex().isValid());
        const int left = 12 - 4;
        for (int i = 0; i < left; ++i) {  // 12 to 19, one after the other
            while (inbox.list().currentIndex().data(ApprovalListModel::KeptRole).toString().size() > 0 ||
                   inbox.list().currentIndex().data(ApprovalListModel::SelectedRole).toBool()) {
                inbox.key(Qt::Key_J);
            }
            inbox.key(Qt::Key_X);
        }
        inbox.key(Qt::Key_A, Qt::ShiftModifier);
        QTRY_VERIFY(dialog<ApprovalBatchDialog>());
        decideBatch(left);
        QCOMPARE(inbox.engine->last<api::DecideApproval>()->batchSize, left);
        QVERIFY(!inbox.engine->last<api::DecideApproval>()->batch.empty());
        inbox.timeIsUp();
        QTRY_COMPARE(inbox.rows(), 0);
        QTRY_VERIFY(inbox.note() && inbox.note()->isVisible());
        QCOMPARE(inbox.engine->calls("decide_approval"), 18);
        QVERIFY(inbox.outbox->all().empty());
    }

    void aHeldDecisionIsNotDoneAndCanBeTakenBack() {
        Inbox inbox(engineWith({request(0), request(1)}), m_folder->path());
        inbox.ready("approval.approve");
        QVERIFY(!inbox.action("approval.undo").isEnabled());
        inbox.key(Qt::Key_C);  // to the comment
        inbox.type(QStringLiteral("as agreed"));
        inbox.key(Qt::Key_Escape);
        inbox.key(Qt::Key_A);
        QVERIFY(inbox.bar("approvals.outbox").text().contains(QStringLiteral("Approving “Invoice 00”…")));
        QVERIFY(!inbox.bar("approval.kept").isVisible());  // the same is not said twice
        QVERIFY(inbox.pills().contains(QStringLiteral("Approving…")));
        QVERIFY(!inbox.pills().contains(QStringLiteral("Approved")));
        QVERIFY(!inbox.action("approval.approve").isEnabled());
        QVERIFY(inbox.comment().toPlainText().isEmpty());
        QCOMPARE(DecisionOutbox(inbox.file).waiting(), 1);     // a crash does not lose it
        QTRY_COMPARE(inbox.current(), toText(request(1).id));  // and on to the next
        inbox.key(Qt::Key_Z);
        QCOMPARE(inbox.current(), toText(request(0).id));
        QCOMPARE(inbox.comment().toPlainText(), QStringLiteral("as agreed"));
        QVERIFY(inbox.outbox->all().empty());
        QVERIFY(DecisionOutbox(inbox.file).all().empty());
        inbox.ready("approval.approve");
        QCOMPARE(inbox.engine->calls("decide_approval"), 0);
        inbox.key(Qt::Key_A);
        inbox.engine->hold("decide_approval");
        inbox.timeIsUp();
        QTRY_COMPARE(inbox.engine->calls("decide_approval"), 1);
        inbox.key(Qt::Key_Z);  // too late
        QTRY_VERIFY(inbox.texts().join(u' ').contains(QStringLiteral("Too late")));
        inbox.engine->release("decide_approval");
        QTRY_COMPARE(inbox.rows(), 1);
        QCOMPARE(inbox.engine->last<api::DecideApproval>()->comment, std::string("as agreed"));
        QCOMPARE(inbox.engine->calls("decide_approval"), 1);
    }

    void whatWasDecidedLastIsTakenBackEvenBeforeTheDiskHasIt() {
        QSemaphore disk(1);
        QString path;
        Inbox inbox(engineWith({request(0), request(1)}), m_folder->path(), {1300, 860},
                    [&disk, &path](const std::string& text) {
                        disk.acquire();
                        return FileSaver::replace(path, text);
                    });
        path = inbox.file;
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        inbox.key(Qt::Key_J);
        QTRY_COMPARE(inbox.current(), toText(request(1).id));
        inbox.ready("approval.reject");
        inbox.press(Qt::Key_R);
        QCOMPARE(inbox.outbox->held(), 1);
        QCOMPARE(inbox.outbox->beingKept(), 1);
        QVERIFY(inbox.bar("approvals.outbox").text().contains(QStringLiteral("Rejecting “Invoice 01”…")));
        inbox.press(Qt::Key_Z);
        QCOMPARE(inbox.current(), toText(request(1).id));
        QVERIFY(inbox.texts().join(u' ').contains(QStringLiteral("Undone: Invoice 01")));
        QVERIFY(inbox.bar("approvals.outbox").text().contains(QStringLiteral("Approving “Invoice 00”…")));
        QCOMPARE(inbox.outbox->beingKept(), 0);
        QVERIFY(inbox.outbox->isHeld(request(0).id));
        disk.release(10);
        inbox.outbox->flush();
        QCOMPARE(inbox.outbox->held(), 1);
        inbox.timeIsUp();
        QTRY_VERIFY(inbox.outbox->all().empty());
        QCOMPARE(inbox.engine->calls("decide_approval"), 1);
        QCOMPARE(inbox.engine->last<api::DecideApproval>()->approval, request(0).id);
    }

    void aDecisionThatIsLostWithItsPageIsToldByTheWindow() {
        QSemaphore disk;
        Settings settings(m_folder->filePath(QStringLiteral("beamline.ini")));
        DecisionOutbox outbox(m_folder->filePath(QStringLiteral("outbox/test.json")), nullptr,
                              [&disk](const std::string&) {
                                  disk.acquire();
                                  return QStringLiteral("the disk is full");
                              });
        MainWindow window(settings);
        auto session = std::make_unique<EngineSession>(engineWith({request(0), request(1)}), test::sampleIdentity(),
                                                       QStringLiteral("test"));
        session->setOutbox(&outbox);
        window.setSession(std::move(session), false);
        outbox.follow(window.session());
        window.show();
        const auto lose = [&](const api::Approval& shown) {
            auto page = std::make_unique<QObject>();  // in another language by now
            api::DecideApproval decision;
            decision.approval = shown.id;
            decision.hash = shown.hash;
            outbox.keep(shown, decision, std::chrono::hours(1), page.get(), [](const api::Result<api::Unit>&) {});
            page.reset();
            disk.release(1);
        };
        const auto says = [&](const QString& subject) {
            for (const auto* bar : window.findChildren<InfoBar*>()) {
                if (bar->isVisible() && bar->text().contains(QStringLiteral("the disk is full")) &&
                    bar->text().contains(QStringLiteral("“%1” is not sent").arg(subject))) {
                    return true;
                }
            }
            return false;
        };
        lose(request(0));
        outbox.flush();
        QVERIFY(says(QStringLiteral("Invoice 00")));
        QVERIFY(window.session()->problems().constLast().what.contains(QStringLiteral("Invoice 00")));
        lose(request(1));
        window.closeSession();
        QVERIFY(says(QStringLiteral("Invoice 01")));
        QVERIFY(outbox.all().empty());
    }

    void leavingWaitsAndTheLastWindowSends() {
        Inbox inbox(engineWith({request(0), request(1)}), m_folder->path());
        auto beside = std::make_unique<EngineSession>(inbox.engine, test::sampleIdentity(), QStringLiteral("test"));
        inbox.outbox->follow(beside.get());
        inbox.ready("approval.reject");
        inbox.key(Qt::Key_R);
        inbox.page->deactivated();
        QCOMPARE(inbox.outbox->held(), 1);
        inbox.page.reset();  // made anew in another language
        QCOMPARE(inbox.outbox->held(), 1);
        inbox.outbox->leave(beside.get());
        beside.reset();
        QCOMPARE(inbox.outbox->held(), 1);  // the other window can still take it back
        QCOMPARE(inbox.engine->calls("decide_approval"), 0);
        inbox.outbox->leave(inbox.session.get());
        QCOMPARE(inbox.outbox->held(), 0);
        QTRY_COMPARE(inbox.engine->calls("decide_approval"), 1);
        QTRY_VERIFY(inbox.outbox->all().empty());
    }

    void withoutAWindowItIsSentAtOnce() {
        Inbox inbox(engineWith({request(0)}), m_folder->path());
        inbox.page->setUndoWindow(0);
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        QTRY_COMPARE(inbox.engine->calls("decide_approval"), 1);
        QCOMPARE(inbox.outbox->held(), 0);
    }

    void whatIsHalfWrittenSurvivesAKill() {
        auto asks = request(0);
        asks.form = boost::json::parse(R"({"type":"object","properties":{"costCentre":{"type":"string"}}})");
        auto engine = engineWith({asks, request(1)});
        Inbox before(engine, m_folder->path());
        QTRY_VERIFY(before.pane().findChild<SchemaForm*>()->isVisible());
        before.comment().setFocus();
        before.type(QStringLiteral("half a sen"));
        auto* field = before.pane().findChild<SchemaForm*>()->findChild<QLineEdit*>();
        field->setFocus();
        before.type(QStringLiteral("4100"));
        const QString drafts = before.file + QStringLiteral(".drafts");
        const auto onDisk = [&](const char* text) {
            QFile kept(drafts);
            return kept.open(QIODevice::ReadOnly) && kept.readAll().contains(text);
        };
        QTRY_VERIFY(onDisk("half a sen") && onDisk("4100"));
        Inbox after(engine, m_folder->path());  // the first one has written nothing more
        QTRY_COMPARE(after.current(), toText(asks.id));
        QCOMPARE(after.comment().toPlainText(), QStringLiteral("half a sen"));
        QCOMPARE(after.pane().findChild<SchemaForm*>()->value(), boost::json::parse(R"({"costCentre":"4100"})"));
        after.ready("approval.approve");
        after.list().setFocus();
        after.key(Qt::Key_A);
        after.timeIsUp();
        QTRY_COMPARE(after.engine->calls("decide_approval"), 1);
        QTRY_VERIFY(!onDisk("half a sen"));
    }

    void risksAreNotMixedInABatch() {
        Inbox inbox(engineWith({request(0), request(1, api::Risk::high)}), m_folder->path());
        QVERIFY(!inbox.action("approval.batch").isEnabled());
        QVERIFY(inbox.action("approval.batch").toolTip().contains(QStringLiteral("X selects")));
        inbox.key(Qt::Key_X);
        inbox.key(Qt::Key_J);
        inbox.key(Qt::Key_X);
        QTRY_VERIFY(inbox.texts().contains(QStringLiteral("2 selected")));
        inbox.key(Qt::Key_A, Qt::ShiftModifier);
        QTRY_VERIFY(dialog<ApprovalBatchDialog>());
        auto* batch = dialog<ApprovalBatchDialog>();
        auto* act = batch->findChild<QAbstractButton*>(QStringLiteral("batch.act"));
        QVERIFY(!act->isEnabled());
        QVERIFY(act->toolTip().contains(QStringLiteral("risk class")));
        batch->findChild<QComboBox*>()->setCurrentIndex(2);  // high
        QVERIFY(!act->isEnabled());
        QVERIFY(act->toolTip().contains(QStringLiteral("subjects")));
        auto* name = batch->findChild<QLineEdit*>();
        QVERIFY(name->isVisible());
        QTest::keyClicks(name, QStringLiteral("Invoice 01"));
        QVERIFY(act->isEnabled());
        QCOMPARE(act->text(), QStringLiteral("Approve 1"));
        batch->findChild<QComboBox*>()->setCurrentIndex(1);  // low
        QCOMPARE(act->text(), QStringLiteral("Approve 1"));
        batch->close();
        QCOMPARE(inbox.engine->calls("decide_approval"), 0);
    }

    void lettersAreLettersWhereSomethingIsWrittenOrChosen() {
        auto asks = request(0);
        asks.form = boost::json::parse(
            R"({"type":"object","properties":{"where":{"type":"string","enum":["a","r"]},"many":{"type":"integer"},
                "text":{"type":"string"}}})");
        Inbox inbox(engineWith({asks}), m_folder->path());
        inbox.ready("approval.approve");
        QTRY_VERIFY(inbox.pane().findChild<SchemaForm*>()->isVisible());
        QList<QWidget*> fields;
        for (auto* one : inbox.pane().findChildren<QWidget*>()) {
            if (one->isVisible() && (qobject_cast<QComboBox*>(one) || qobject_cast<QLineEdit*>(one) ||
                                     qobject_cast<QPlainTextEdit*>(one) || one->inherits("QAbstractSpinBox"))) {
                fields << one;
            }
        }
        fields << inbox.page->findChild<QueryBar*>()->findChild<QLineEdit*>();
        QVERIFY(fields.size() >= 4);
        for (QWidget* field : fields) {
            field->setFocus();
            for (const int key : {Qt::Key_A, Qt::Key_R, Qt::Key_C, Qt::Key_D, Qt::Key_E, Qt::Key_S, Qt::Key_X,
                                  Qt::Key_Z, Qt::Key_J, Qt::Key_K, Qt::Key_O}) {
                QTest::keyClick(field, static_cast<Qt::Key>(key));
                QTest::keyClick(field, static_cast<Qt::Key>(key), Qt::ShiftModifier);
                QVERIFY(!QApplication::activeModalWidget());
                QVERIFY(!inbox.page->findChild<QMenu*>(QStringLiteral("approval.times")));
            }
        }
        QCOMPARE(inbox.outbox->held(), 0);
        QCOMPARE(inbox.engine->calls("decide_approval"), 0);
        inbox.list().setFocus();
        inbox.key(Qt::Key_Slash);
        QVERIFY(inbox.page->findChild<QueryBar*>()->isAncestorOf(QApplication::focusWidget()));
    }

    void everyCommandSaysWhatItDoes() {
        Inbox inbox(engineWith({request(0)}), m_folder->path());
        const auto actions = inbox.page->actions();
        for (const char* id :
             {"approval.next", "approval.previous", "approval.open", "approval.approve", "approval.reject",
              "approval.comment", "approval.delegate", "approval.escalate", "approval.snooze", "approval.select",
              "approval.selectLike", "approval.batch", "approval.undo", "approval.filter", "approval.claim"}) {
            const auto found = std::find_if(actions.begin(), actions.end(),
                                            [&](QAction* one) { return one->objectName() == QLatin1String(id); });
            QVERIFY2(found != actions.end(), id);
            QVERIFY2(!(*found)->text().isEmpty() && !(*found)->toolTip().isEmpty(), id);
        }
    }

    void anOlderEngineDisablesWhatItDoesNotKnow() {
        auto engine = engineWith({request(0)});
        auto health = engine->health();
        health.version = "0.4.0";
        health.operations = {"list_approvals", "get_approval", "decide_approval", "claim_approval", "comment_approval"};
        engine->setHealth(health);
        Inbox inbox(engine, m_folder->path());
        inbox.ready("approval.approve");
        for (const char* id : {"approval.delegate", "approval.escalate", "approval.snooze"}) {
            QVERIFY(!inbox.action(id).isEnabled());
            QVERIFY2(inbox.action(id).toolTip().contains(QStringLiteral("0.4.0")), id);
        }
        auto* queues = inbox.page->findChild<QListWidget*>();
        QVERIFY(queues->item(0)->flags() & Qt::ItemIsEnabled);
        QVERIFY(!(queues->item(1)->flags() & Qt::ItemIsEnabled));
        QVERIFY(queues->item(1)->toolTip().contains(QStringLiteral("0.4.0")));
        QCOMPARE(inbox.engine->calls("count_approvals"), 0);
        QVERIFY(inbox.texts().join(u' ').contains(QStringLiteral("newer engine")));  // in place of the difference
    }

    void queuesAreCountedAndAllSaySomethingWhenEmpty() {
        auto theirs = request(1);
        theirs.candidates.groups = {"security"};
        theirs.requester = test::kSampleUser;
        auto done = request(2);
        done.state = api::ApprovalState::approved;
        done.decidedAt = test::kSampleNow;
        Inbox inbox(engineWith({request(0), theirs, done}), m_folder->path());
        auto* queues = inbox.page->findChild<QListWidget*>();
        QCOMPARE(queues->count(), 7);
        const auto counts = [&] {
            QStringList all;
            for (int i = 0; i < queues->count(); ++i) {
                all << queues->item(i)->data(Qt::AccessibleTextRole).toString();
            }
            return all;
        };
        QTRY_VERIFY(counts().contains(QStringLiteral("Waiting for me (1)")));
        QVERIFY(counts().contains(QStringLiteral("Waiting on others (1)")));
        QVERIFY(counts().contains(QStringLiteral("All open (2)")));
        QVERIFY(counts().contains(QStringLiteral("Snoozed (0)")));
        queues->setCurrentRow(5);
        QTRY_COMPARE(inbox.current(), toText(done.id));
        inbox.page.reset();
        Inbox empty(engineWith({}), m_folder->path());
        auto* none = empty.page->findChild<QListWidget*>();
        QSet<QString> said;
        for (int i = 0; i < none->count(); ++i) {
            none->setCurrentRow(i);
            QTRY_VERIFY(empty.note() && !empty.texts().join(u' ').contains(QStringLiteral("Loading")));
            said << empty.texts().join(u' ');
        }
        QCOMPARE(said.size(), 7);
    }

    void inNarrowWindowsTheQueuesAreOneLine() {
        Inbox inbox(engineWith({request(0)}), m_folder->path(), {660, 520});
        inbox.page->layout()->setSizeConstraint(QLayout::SetNoConstraint);  // as in the window, which does not ask
        inbox.page->setMinimumSize(0, 0);
        inbox.page->resize(660, 520);
        QVERIFY(!inbox.page->findChild<QListWidget*>()->isVisible());
        QComboBox* line = nullptr;
        for (auto* one : inbox.page->findChildren<QComboBox*>()) {
            line = one->accessibleName() == QStringLiteral("Queues") ? one : line;
        }
        QVERIFY(line);
        QTRY_VERIFY(line->isVisible());
        line->setCurrentIndex(4);
        QTRY_VERIFY(inbox.texts().join(u' ').contains(QStringLiteral("Nothing is put off")));
        inbox.page->resize(1300, 860);
        QTRY_VERIFY(inbox.page->findChild<QListWidget*>()->isVisible());
        QCOMPARE(inbox.page->findChild<QListWidget*>()->currentRow(), 4);
    }

    void whatDiffersFromTheLastApprovedOneIsShown() {
        auto old = request(1);
        old.state = api::ApprovalState::approved;
        old.raisedAt = test::kSampleNow - 90 * kMinute;
        old.decidedAt = test::kSampleNow - 80 * kMinute;
        old.context = boost::json::parse(R"({"amount":4610.0,"currency":"EUR","supplier":"Nordwind"})");
        auto now = request(0);
        now.context = boost::json::parse(R"({"amount":7420.5,"currency":"EUR","supplier":"Nordwind"})");
        now.onExpiry = api::ExpiryAction::approve;
        Inbox inbox(engineWith({old, now}), m_folder->path());
        QTRY_VERIFY(inbox.texts().contains(QStringLiteral("7420.50 EUR")));
        QTRY_VERIFY(inbox.texts().contains(QStringLiteral("+ 61 % on the last approved one (4610.00)")));
        auto* diff = inbox.pane().findChild<DiffView*>();
        QVERIFY(!diff->isHidden());
        QCOMPARE(diff->diff().added, 2);
        QCOMPARE(diff->diff().removed, 2);
        QVERIFY(inbox.bar("approval.danger").text().contains(QStringLiteral("approves itself")));
        auto meanwhile = request(2);  // by somebody else, while this one is on view
        meanwhile.state = api::ApprovalState::approved;
        meanwhile.decidedAt = test::kSampleNow;
        meanwhile.context = boost::json::parse(R"({"amount":7420.5,"currency":"EUR","supplier":"Nordwind"})");
        inbox.engine->put(meanwhile, "approval.decided");
        QTRY_VERIFY(inbox.texts().contains(QStringLiteral("the same as the last approved one")));
        QTRY_COMPARE(diff->diff().added, 1);  // the subject
    }

    void thatTheRunStaysSuspendedIsSaidAsLongAsItIs() {
        auto engine = engineWith({request(0), request(1)});
        api::RunSummary run;
        run.id = request(0).run;
        run.workflow = request(0).workflow;
        run.phase = api::Phase::suspended;
        engine->put(run);
        Inbox inbox(engine, m_folder->path());
        QTRY_VERIFY(inbox.bar("approval.suspended").isVisible());
        QVERIFY(inbox.bar("approval.suspended").text().contains(QStringLiteral("stays so, whatever you decide")));
        inbox.key(Qt::Key_J);
        QTRY_COMPARE(inbox.current(), toText(request(1).id));
        QVERIFY(!inbox.bar("approval.suspended").isVisible());  // another run
        inbox.key(Qt::Key_K);
        QTRY_VERIFY(inbox.bar("approval.suspended").isVisible());
        run.phase = api::Phase::waiting;
        engine->put(run);
        QTRY_VERIFY(!inbox.bar("approval.suspended").isVisible());
        run.phase = api::Phase::suspended;
        engine->put(run);
        QTRY_VERIFY(inbox.bar("approval.suspended").isVisible());
    }

    void aKeyThatDoesNothingSaysWhy() {
        auto asks = request(0);
        asks.form = boost::json::parse(
            R"({"type":"object","required":["costCentre"],"properties":{"costCentre":{"type":"string"}}})");
        Inbox inbox(engineWith({asks, request(1, api::Risk::high)}), m_folder->path());
        const auto says = [&](const char* text) {
            return inbox.texts().join(u' ').contains(QString::fromLatin1(text));
        };
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        QVERIFY(says("Fill in the form first"));
        QVERIFY(inbox.pane().findChild<SchemaForm*>()->isAncestorOf(QApplication::focusWidget()));
        inbox.key(Qt::Key_Escape);
        inbox.key(Qt::Key_J);
        inbox.key(Qt::Key_A);  // it has not been looked at
        QVERIFY(says("It has just come up. Look at it first"));
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        QVERIFY(says("The risk is high: type its subject"));
        QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Type the subject to approve"));
        inbox.key(Qt::Key_Escape);
        inbox.key(Qt::Key_R);
        QCOMPARE(inbox.outbox->held(), 1);
        inbox.key(Qt::Key_A);
        QVERIFY(says("Your decision is about to be sent"));
        QCOMPARE(inbox.engine->calls("decide_approval"), 0);
    }

    void tabGoesFromTheListToTheFieldsAndThenToTheButtons() {
        auto asks = request(0, api::Risk::high);
        asks.form = boost::json::parse(R"({"type":"object","properties":{"costCentre":{"type":"string"}}})");
        asks.summary = "See [the order](https://example.com).";
        asks.context = boost::json::parse(R"({"amount":7})");
        Inbox inbox(engineWith({asks, request(1)}), m_folder->path());
        const auto here = [] {
            const auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
            return button ? button->text() : QApplication::focusWidget()->accessibleName();
        };
        for (const bool form : {true, false}) {
            inbox.ready("approval.approve");
            QStringList path;
            while (path.isEmpty() || path.constLast() != QStringLiteral("Reject")) {
                inbox.key(Qt::Key_Tab);
                path << here();
                QVERIFY2(inbox.pane().isAncestorOf(QApplication::focusWidget()), qPrintable(path.join(u'|')));
                QVERIFY2(path.size() < 20, qPrintable(path.join(u'|')));
            }
            for (const char* part : {"Summary", "JSON as a tree"}) {
                QVERIFY2(path.contains(QString::fromLatin1(part)) == form, qPrintable(path.join(u'|')));
            }
            QVERIFY2(path.filter(QStringLiteral("costCentre")).size() == (form ? 1 : 0), qPrintable(path.join(u'|')));
            const QString end = QStringLiteral("Comment (kept with the decision)|Approve|Reject");
            QCOMPARE(path.last(form ? 4 : 3).join(u'|'),
                     form ? QStringLiteral("Type the subject to approve|") + end : end);
            for (qsizetype i = 0; i < path.size(); ++i) {
                QVERIFY2(inbox.pane().isAncestorOf(QApplication::focusWidget()), qPrintable(here()));
                inbox.key(Qt::Key_Backtab, Qt::ShiftModifier);
            }
            QCOMPARE(QApplication::focusWidget(), &inbox.list());
            inbox.key(Qt::Key_J);
            QTRY_COMPARE(inbox.current(), toText(request(1).id));
        }
    }

    void whatWasDecidedTogetherIsFoundTogether() {
        std::vector<api::Approval> all;
        for (int i = 0; i < 4; ++i) {
            all.push_back(request(i));
        }
        Inbox inbox(engineWith(all), m_folder->path());
        for (int i = 0; i < 3; ++i) {
            inbox.key(Qt::Key_X);
            inbox.key(Qt::Key_J);
        }
        inbox.key(Qt::Key_A, Qt::ShiftModifier);
        QTRY_VERIFY(dialog<ApprovalBatchDialog>());
        const auto* table = dialog<ApprovalBatchDialog>()->model();
        QCOMPARE(table->index(0, ApprovalBatchModel::HashColumn).data().toString(), shortHash(all[0].hash));
        decideBatch(3);
        QTRY_COMPARE(inbox.rows(), 1);
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);  // by itself
        inbox.timeIsUp();
        QTRY_COMPARE(inbox.rows(), 0);
        inbox.page->findChild<QListWidget*>()->setCurrentRow(5);
        QTRY_COMPARE(inbox.rows(), 4);
        QStringList told;
        for (int row = 0; row < 4; ++row) {
            told << inbox.list().model()->index(row, 0).data(ApprovalListModel::TogetherRole).toString();
        }
        QCOMPARE(told.count(QStringLiteral("one of 3 decided together")), 3);
        QCOMPARE(told.count(QString()), 1);
        inbox.list().setCurrentIndex(inbox.list().model()->index(told.indexOf(QString()) == 0 ? 1 : 0, 0));
        auto* record = inbox.pane().findChild<QLabel*>(QStringLiteral("approval.record"));
        QTRY_VERIFY(record->text().contains(QStringLiteral("one of 3 decided together")));
        const auto link = record->text().section(u'"', 1, 1);
        Q_EMIT record->linkActivated(link);
        QTRY_COMPARE(inbox.rows(), 3);
        QVERIFY(inbox.page->findChild<QueryBar*>()->text().startsWith(QStringLiteral("batch:")));
    }

    void aFilterAsksTheEngine() {
        auto other = request(1, api::Risk::high);
        other.workflow = "folder-backup";
        Inbox inbox(engineWith({request(0), other}), m_folder->path());
        inbox.key(Qt::Key_Slash);
        inbox.type(QStringLiteral("workflow:folder* risk:high"));
        inbox.key(Qt::Key_Return);
        QTRY_COMPARE(inbox.rows(), 1);
        QCOMPARE(inbox.list().model()->index(0, 0).data(IdRole).toString(), toText(other.id));
        auto* query = inbox.page->findChild<QueryBar*>();
        query->setText(QStringLiteral("risk:huge"));
        QVERIFY(!query->mistake().isEmpty());
        QCOMPARE(inbox.rows(), 1);  // a mistake changes nothing
        query->setText(QStringLiteral("nowhere"));
        QTRY_VERIFY(inbox.texts().join(u' ').contains(QStringLiteral("No approval fits")));
    }

    void aDelegationIsShownAndTakenBack() {
        auto one = request(0);
        one.delegations = {{test::kSampleUser, {"finance"}, "bob", 1, test::kSampleNow + kMinute, "on holiday"}};
        Inbox inbox(engineWith({one}), m_folder->path());
        inbox.page->showApproval(toText(one.id));
        QTRY_COMPARE(inbox.current(), toText(one.id));
        QTRY_VERIFY(inbox.texts().join(u' ').contains(QStringLiteral("You let bob decide in your place")));
        inbox.ready("approval.delegate");
        inbox.action("approval.delegate").trigger();
        QTRY_VERIFY(dialog<QDialog>());
        for (auto* button : dialog<QDialog>()->findChildren<QAbstractButton*>()) {
            if (button->text() == QStringLiteral("Take back")) {
                button->click();
            }
        }
        QTRY_VERIFY(inbox.engine->last<api::DelegateApproval>());
        QVERIFY(inbox.engine->last<api::DelegateApproval>()->to.empty());
        QTRY_VERIFY(!QApplication::activeModalWidget());
    }

    void aRefusedDelegationKeepsWhatWasTyped() {
        Inbox inbox(engineWith({request(0)}), m_folder->path());
        inbox.engine->fail("delegate_approval", {api::code::kConflict, "bob has decided already.", {}, false});
        inbox.ready("approval.delegate");
        inbox.key(Qt::Key_D);
        QTRY_VERIFY(dialog<QDialog>());
        inbox.type(QStringLiteral("bob"));
        inbox.key(Qt::Key_Return);
        QTRY_VERIFY(dialog<QDialog>() && dialog<QDialog>()->findChild<InfoBar*>()->isVisible());
        QCOMPARE(dialog<QDialog>()->findChild<QLineEdit*>()->text(), QStringLiteral("bob"));
        dialog<QDialog>()->reject();
    }

private:
    /// Approves what the dialog says, by keys.
    static void decideBatch(int count) {
        auto* batch = dialog<ApprovalBatchDialog>();
        QCOMPARE(batch->model()->count(ApprovalBatchModel::Step::Able), count);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(batch->model()->count(ApprovalBatchModel::Step::Done), count);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!QApplication::activeModalWidget());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

}  // namespace tst_approvals_inbox

GUI_TEST(tst_approvals_inbox, TestApprovalsInbox)
#include "tst_approvals_inbox.moc"
