// SPDX-License-Identifier: Apache-2.0
// The inbox of approvals: its queues, what a request shows, batches, delegation, the filter.
#include <QAbstractButton>
#include <QComboBox>
#include <QLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

#include "tests/ui/fixture_inbox.h"
#include "tests/ui/registered_test.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace tst_approvals_inbox {

using namespace beamline;
using namespace beamline::ui;
using test::decideBatch;
using test::dialog;
using test::engineWith;
using test::Inbox;
using test::request;

class TestApprovalsInbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

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
        const auto says = [&](const QString& text) {
            const auto labels = batch->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](auto* one) { return one->text().contains(text); });
        };
        QVERIFY(says(QStringLiteral("This decides one approval. It cannot be undone. 1 cannot be decided so")));
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_COMPARE(batch->model()->count(ApprovalBatchModel::Step::Done), 1);
        batch->close();
        QCOMPARE(inbox.engine->calls("decide_approval"), 1);
        QTRY_VERIFY(inbox.texts().contains(QStringLiteral("1 selected")));  // what was left out is still chosen
    }

    void enterLeadsThroughABatchAndDecidesOnTheButtonAlone() {
        Inbox inbox(engineWith({request(0), request(1)}), m_folder->path());
        inbox.key(Qt::Key_X);
        inbox.key(Qt::Key_J);
        inbox.key(Qt::Key_X);
        QTRY_VERIFY(inbox.texts().contains(QStringLiteral("2 selected")));
        inbox.key(Qt::Key_A, Qt::ShiftModifier);
        QTRY_VERIFY(dialog<ApprovalBatchDialog>());
        auto* batch = dialog<ApprovalBatchDialog>();
        QVERIFY(QTest::qWaitForWindowActive(batch));
        auto* act = batch->findChild<QAbstractButton*>(QStringLiteral("batch.act"));
        const auto radios = batch->findChildren<QRadioButton*>();
        for (auto* radio : radios) {
            QTest::keyClick(radio, Qt::Key_Return);
        }
        const auto happens = [&] {
            const auto* rows = batch->findChild<QTableView*>()->model();
            return rows->index(0, rows->columnCount() - 1).data().toString();
        };
        QCOMPARE(happens(), QStringLiteral("Is approved"));
        QSignalSpy told(batch->findChild<QTableView*>()->model(), &QAbstractItemModel::dataChanged);
        radios.last()->click();
        QCOMPARE(happens(), QStringLiteral("Is rejected"));
        QVERIFY(!told.isEmpty());
        radios.first()->click();
        QVERIFY(batch->isVisible());
        QCOMPARE(inbox.engine->calls("decide_approval"), 0);
        auto* comment = qobject_cast<QLineEdit*>(batch->focusWidget());
        QVERIFY(comment);
        QTest::keyClicks(comment, QStringLiteral("agreed"));
        QTest::keyClick(comment, Qt::Key_Return);
        QVERIFY(batch->isVisible());
        QCOMPARE(batch->focusWidget(), act);
        QTest::keyClick(act, Qt::Key_Return);
        QTRY_COMPARE(inbox.engine->calls("decide_approval"), 2);
        batch->close();
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
            int notes = 0;
            for (const auto* one : empty.page->findChildren<EmptyState*>()) {
                notes += one->isVisible() && !one->title().isEmpty() && !one->accessibleDescription().isEmpty();
            }
            QCOMPARE(notes, 2);  // in place of the list and of a request
            QVERIFY(!empty.texts().join(u' ').contains(QStringLiteral("Select one")));  // of what?
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
        old.raisedAt = test::kSampleNow - 90 * test::kInboxMinute;
        old.decidedAt = test::kSampleNow - 80 * test::kInboxMinute;
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

    void theNextRequestIsWholeWhenItComes() {
        auto old = request(5);
        old.state = api::ApprovalState::approved;
        old.decidedAt = test::kSampleNow - 80 * test::kInboxMinute;
        old.context = boost::json::parse(R"({"amount":4610.0,"currency":"EUR"})");
        auto next = request(1);
        next.context = boost::json::parse(R"({"amount":7420.5,"currency":"EUR"})");
        Inbox inbox(engineWith({old, request(0), next}), m_folder->path());
        QTRY_COMPARE(inbox.current(), toText(request(0).id));
        QTRY_COMPARE(inbox.engine->calls("get_previous_approval"), 2);
        QCoreApplication::processEvents();
        inbox.engine->hold("get_previous_approval");  // nothing of it is asked only now
        inbox.key(Qt::Key_J);
        QCOMPARE(inbox.current(), toText(next.id));
        QTRY_VERIFY(inbox.texts().contains(QStringLiteral("+ 61 % on the last approved one (4610.00)")));
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
        const auto labels = dialog<ApprovalBatchDialog>()->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](auto* one) {
            return one->text().startsWith(QStringLiteral("This decides 3 approval")) &&
                   !one->text().contains(QStringLiteral("cannot be decided"));
        }));
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
        one.delegations = {
            {test::kSampleUser, {"finance"}, "bob", 1, test::kSampleNow + test::kInboxMinute, "on holiday"}};
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
    std::unique_ptr<QTemporaryDir> m_folder;
};

}  // namespace tst_approvals_inbox

GUI_TEST(tst_approvals_inbox, TestApprovalsInbox)
#include "tst_approvals_inbox.moc"
