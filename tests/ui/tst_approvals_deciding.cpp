// SPDX-License-Identifier: Apache-2.0
// Decisions one after the other by keys: what a key does, what it does not and why, what is taken back.
#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSemaphore>
#include <QTemporaryDir>

#include "tests/ui/fixture_inbox.h"
#include "tests/ui/registered_test.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/queue_bar.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace tst_approvals_deciding {

using namespace beamline;
using namespace beamline::ui;
using test::decideBatch;
using test::dialog;
using test::engineWith;
using test::Inbox;
using test::request;

class TestApprovalsDeciding : public QObject {
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

    void oneKeyClearsTheInbox() {
        std::vector<api::Approval> all;
        for (int i = 0; i < 20; ++i) {
            all.push_back(request(i));
        }
        Inbox inbox(engineWith(all), m_folder->path());
        for (int i = 0; i < 20; ++i) {
            QTRY_COMPARE(inbox.current(), toText(request(i).id));  // from the second on without a wait
            inbox.ready("approval.approve");
            inbox.key(Qt::Key_A);
            QCOMPARE(inbox.outbox->held(), i + 1);
            QCOMPARE(inbox.current(), toText(request(std::min(i + 1, 19)).id));
            QCOMPARE(QApplication::focusWidget(), &inbox.list());
        }
        inbox.timeIsUp();
        QTRY_COMPARE(inbox.rows(), 0);
        QCOMPARE(inbox.engine->calls("decide_approval"), 20);
    }

    void aPressTooManyDecidesNothingAndIsAnswered() {
        Inbox inbox(engineWith({request(0), request(1), request(2)}), m_folder->path());
        const auto says = [&](const char* text) {
            return inbox.texts().join(u' ').contains(QString::fromLatin1(text));
        };
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        inbox.key(Qt::Key_A);
        QCOMPARE(inbox.outbox->held(), 1);
        QCOMPARE(inbox.current(), toText(request(1).id));
        QVERIFY(says("It has just come up. Look at it first"));
        QVERIFY(inbox.button("Approve").toolTip().contains(QStringLiteral("It has just come up")));
        QVERIFY(inbox.button("Approve").accessibleDescription().contains(QStringLiteral("It has just come up")));
        inbox.ready("approval.approve");
        QVERIFY(inbox.button("Approve").accessibleDescription().isEmpty());
        for (int i = 0; i < 5; ++i) {  // held down
            if (!qt_sendShortcutOverrideEvent(&inbox.list(), 0, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"), true)) {
                QKeyEvent again(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"), true);
                QApplication::sendEvent(&inbox.list(), &again);
            }
            inbox.outbox->flush();
        }
        QCOMPARE(inbox.outbox->held(), 1);
        inbox.key(Qt::Key_R);
        QCOMPARE(inbox.outbox->held(), 2);
        QCOMPARE(inbox.current(), toText(request(2).id));
        QVERIFY(!says("It has just come up. Look at it first"));
        QTest::mouseClick(&inbox.button("Approve"), Qt::LeftButton);  // a button that is grey
        QVERIFY(says("It has just come up. Look at it first"));
        QCOMPARE(inbox.outbox->held(), 2);
    }

    void aPressBeforeTheDiskHasTheDecisionIsAnsweredOnTheNext() {
        QSemaphore disk;
        QString path;
        Inbox inbox(engineWith({request(0), request(1)}), m_folder->path(), {1300, 860},
                    [&disk, &path](const std::string& text) {
                        disk.acquire();
                        return FileSaver::replace(path, text);
                    });
        path = inbox.file;
        const auto says = [&](const char* text) {
            return inbox.texts().join(u' ').contains(QString::fromLatin1(text));
        };
        inbox.ready("approval.approve");
        inbox.press(Qt::Key_A);
        inbox.press(Qt::Key_A);
        QVERIFY(says("Your decision is being kept"));
        disk.release(10);
        inbox.outbox->flush();
        QCOMPARE(inbox.current(), toText(request(1).id));
        QVERIFY(says("It has just come up. Look at it first"));
        QCOMPARE(inbox.outbox->held(), 1);
    }

    void aStepRightBehindADecisionPassesNothingOver() {
        Inbox inbox(engineWith({request(0), request(1), request(2), request(3)}), m_folder->path());
        const auto on = [&](int number) { return inbox.current() == toText(request(number).id); };
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        QVERIFY(on(1));
        inbox.key(Qt::Key_Down);
        QVERIFY(on(1));
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        QVERIFY(on(2));
        inbox.key(Qt::Key_J);
        QVERIFY(on(2));
        inbox.key(Qt::Key_J);
        QVERIFY(on(3));
        inbox.key(Qt::Key_Up);
        QVERIFY(on(2));
        inbox.key(Qt::Key_Down);
        QVERIFY(on(3));
    }

    void whatIsChosenCanBeDecidedOnceItIsSeen() {
        Inbox inbox(engineWith({request(0), request(1)}), m_folder->path());
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_J);
        QVERIFY(!inbox.action("approval.approve").isEnabled());
        inbox.pane().repaint();
        QCoreApplication::processEvents();
        QVERIFY(inbox.action("approval.approve").isEnabled());
    }

    void theFocusStaysWhereKeysWork() {
        Inbox inbox(engineWith({request(0), request(1, api::Risk::high), request(2)}), m_folder->path());
        const auto inList = [&] { return QApplication::focusWidget() == &inbox.list(); };
        QVERIFY(inList());
        inbox.ready("approval.approve");
        QTest::mouseClick(&inbox.button("Approve"), Qt::LeftButton);
        QVERIFY(inList());
        inbox.outbox->flush();
        QCOMPARE(inbox.current(), toText(request(1).id));
        inbox.ready("approval.approve");
        inbox.key(Qt::Key_A);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Type the subject to approve"));
        inbox.type(QStringLiteral("Invoice 01"));
        inbox.key(Qt::Key_Return);
        QCOMPARE(inbox.current(), toText(request(2).id));
        QVERIFY(inList());
        inbox.ready("approval.approve");
        inbox.button("Approve").setFocus();
        inbox.key(Qt::Key_Space);
        QCOMPARE(inbox.outbox->held(), 3);
        QVERIFY(inList());
        inbox.timeIsUp();
        QTRY_COMPARE(inbox.rows(), 0);
        auto* queues = inbox.page->findChild<QueueBar*>();
        QTRY_VERIFY(queues->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(QApplication::focusWidget()->isVisible() && QApplication::focusWidget()->isEnabled());
        inbox.engine->put(request(3), "approval.raised");
        QTRY_COMPARE(inbox.current(), toText(request(3).id));
        QVERIFY(inList());
    }

    void aPressWhereNothingIsOnViewSaysWhy() {
        Inbox inbox(engineWith({}), m_folder->path());
        const auto says = [&](const char* text) {
            return inbox.texts().join(u' ').contains(QString::fromLatin1(text));
        };
        inbox.key(Qt::Key_A);
        QVERIFY(says("There is nothing to decide in this queue"));
        inbox.engine->put(request(0), "approval.raised");
        inbox.engine->put(request(1), "approval.raised");
        QTRY_COMPARE(inbox.rows(), 2);
        inbox.ready("approval.approve");
        inbox.engine->hold("get_approval");
        inbox.page->showApproval(toText(request(1).id));
        for (const int key : {Qt::Key_S, Qt::Key_D, Qt::Key_E, Qt::Key_C, Qt::Key_R, Qt::Key_A}) {
            inbox.key(key);  // none of them means what was on view before
            QVERIFY(!QApplication::activeModalWidget() && !QApplication::activePopupWidget());
            QVERIFY(says("One moment: the approval is still loading"));
        }
        inbox.engine->release("get_approval");
        QTRY_COMPARE(inbox.current(), toText(request(1).id));
        QCOMPARE(inbox.outbox->held(), 0);
        inbox.ready("approval.approve");
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
        QCOMPARE(DecisionOutbox(inbox.file).waiting(), 1);  // a crash does not lose it
        QCOMPARE(inbox.current(), toText(request(1).id));   // and on to the next
        QVERIFY(inbox.comment().toPlainText().isEmpty());
        const auto first = inbox.list().model()->index(0, 0);
        QCOMPARE(first.data(ApprovalListModel::KeptRole).toString(), QStringLiteral("approving…"));
        inbox.key(Qt::Key_K);
        QCOMPARE(inbox.current(), toText(request(0).id));
        QVERIFY(!inbox.bar("approval.kept").isVisible());  // the same is not said twice
        QVERIFY(inbox.pills().contains(QStringLiteral("Approving…")));
        QVERIFY(!inbox.pills().contains(QStringLiteral("Approved")));
        QVERIFY(!inbox.action("approval.approve").isEnabled());
        inbox.key(Qt::Key_J);
        QCOMPARE(inbox.current(), toText(request(1).id));
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
        QCOMPARE(inbox.current(), toText(asks.id));
        inbox.key(Qt::Key_J);
        inbox.key(Qt::Key_J);  // the first one is that which the decision has made already
        QCOMPARE(inbox.current(), toText(request(1).id));
        inbox.key(Qt::Key_A);
        QVERIFY(says("Your decision is about to be sent"));
        QCOMPARE(inbox.engine->calls("decide_approval"), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

}  // namespace tst_approvals_deciding

GUI_TEST(tst_approvals_deciding, TestApprovalsDeciding)
#include "tst_approvals_deciding.moc"
