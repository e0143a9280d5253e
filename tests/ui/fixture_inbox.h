// SPDX-License-Identifier: Apache-2.0
#pragma once
// An inbox of approvals on an engine that does as it is told, worked by keys, for the tests of the page Approvals.
// GUI thread only.

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QTest>
#include <QTimer>

#include "tests/ui/sample_data.h"
#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/approval_batch_dialog.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/tab_order.h"

namespace beamline::test {

using namespace beamline::ui;

inline constexpr api::Timestamp kInboxMinute = 60'000;
inline constexpr int kLongWindow = 600'000;  // nobody waits for it: the timer is told when it is time

inline api::Approval request(int number, api::Risk risk = api::Risk::low) {
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
    one.raisedAt = kSampleNow - kInboxMinute;
    one.dueAt = kSampleNow + number * kInboxMinute + 90 * kInboxMinute;
    return one;
}

inline std::shared_ptr<FixtureEngine> engineWith(const std::vector<api::Approval>& all) {
    auto engine = std::make_shared<FixtureEngine>();
    engine->setNow(kSampleNow);
    for (const auto& one : all) {
        engine->put(one);
    }
    return engine;
}

struct Inbox {
    std::shared_ptr<FixtureEngine> engine;
    QString file;
    std::unique_ptr<DecisionOutbox> outbox;
    std::unique_ptr<EngineSession> session;
    std::unique_ptr<ApprovalsPage> page;

    Inbox(std::shared_ptr<FixtureEngine> with, const QString& folder, const QSize& size = {1300, 860},
          FileSaver::Write disk = {})
        : engine(std::move(with)),
          file(folder + QStringLiteral("/outbox/test.json")),
          outbox(std::make_unique<DecisionOutbox>(file, nullptr, std::move(disk))),
          session(std::make_unique<EngineSession>(engine, sampleIdentity(), QStringLiteral("test"))) {
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
    QAbstractButton& button(const char* text) {
        const auto all = pane().findChildren<QAbstractButton*>();
        return **std::find_if(all.begin(), all.end(), [&](auto* one) { return one->text() == QLatin1String(text); });
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

/// Approves what the dialog says, by keys.
inline void decideBatch(int count) {
    auto* batch = dialog<ApprovalBatchDialog>();
    QCOMPARE(batch->model()->count(ApprovalBatchModel::Step::Able), count);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);  // from the comment to the button
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(batch->model()->count(ApprovalBatchModel::Step::Done), count);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!QApplication::activeModalWidget());
}

}  // namespace beamline::test
