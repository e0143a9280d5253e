// SPDX-License-Identifier: Apache-2.0
// The inbox: its queues, the difference, a decision that can be undone, batches, delegation, the record.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QTest>

#include "tests/ui/screens.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/queue_bar.h"
#include "ui/widgets/query_bar.h"

namespace beamline::test {

namespace {
constexpr api::Timestamp kInboxHour = 3'600'000;

/// The sample with what an inbox has besides: an earlier invoice, several of a kind, something given away and put off.
std::shared_ptr<FixtureEngine> inboxEngine() {
    auto engine = sampleEngine();
    api::Approval earlier;
    earlier.id = "01HD00000000000000000000A0.9";
    earlier.run = "01HD00000000000000000000A0";
    earlier.ns = "examples";
    earlier.workflow = "invoice-approval";
    earlier.task = "/do/3/largeOnes";
    earlier.subject = "Invoice 2026-0398, Nordwind GmbH";
    earlier.state = api::ApprovalState::approved;
    earlier.raisedAt = kSampleNow - 500 * kInboxHour;
    earlier.decidedAt = kSampleNow - 490 * kInboxHour;
    earlier.context = boost::json::parse(
        R"({"number":"2026-0398","supplier":{"name":"Nordwind GmbH","since":2019},"amount":4610.0,"currency":"EUR",
            "lines":[{"text":"Consulting, September","amount":2400},{"text":"Licences 2026/27","amount":2210}]})");
    engine->put(earlier);
    for (int i = 0; i < 9; ++i) {
        api::Approval one;
        one.id = "01HG0000000000000000000B" + std::to_string(i) + ".4";
        one.run = one.id.substr(0, 26);
        one.ns = "examples";
        one.workflow = "supplier-onboarding";
        one.task = "/do/2/acceptTerms";
        one.subject = "Accept the terms of " + std::string(i % 3 == 0 ? "Elbe Druck" : "Harbour Freight Ltd");
        one.candidates.groups = {"finance"};
        one.risk = i == 8 ? api::Risk::high : api::Risk::low;
        one.raisedAt = kSampleNow - (i + 2) * kInboxHour;
        one.dueAt = kSampleNow + (30 + i) * kInboxHour;
        one.hash = "aa" + std::to_string(i) + "77c0ffee";
        if (i == 6) {
            one.delegations = {{kSampleUser,
                                {"finance"},
                                "bruno",
                                kSampleNow - kInboxHour,
                                kSampleNow + 90 * kInboxHour,
                                "on holiday until Monday"}};
        }
        if (i == 7) {
            one.snoozed[kSampleUser] = kSampleNow + 11 * kInboxHour;
        }
        engine->put(one);
    }
    return engine;
}

api::Approval longRequest() {
    api::Approval one;
    one.id = "01HZ.1";
    one.run = "01HZ";
    one.ns = "examples";
    one.workflow = std::string(60, 'w') + "-approval";
    one.task = "/do/0/" + std::string(50, 't');
    one.subject = "Extraordinarily long request about " + std::string(180, 's');
    one.summary = "A paragraph. " + std::string(400, 'x') + "\n\n- one\n- two\n";
    one.requester = std::string(80, 'r');
    one.risk = api::Risk::high;
    one.quorum = 3;
    one.onExpiry = api::ExpiryAction::approve;
    one.candidates.groups = {std::string(40, 'g'), "finance", "operations", "security"};
    one.claimedBy = "carla";
    one.state = api::ApprovalState::escalated;
    one.escalation.groups = {"board"};
    one.onApprove = "`bookLarge` writes 1 row to `invoices`, then " + std::string(200, 'n');
    one.delegations = {{"bruno", {"finance"}, kSampleUser, 1, kSampleNow + kInboxHour, std::string(120, 'c')}};
    one.comments = {{"bruno", kSampleNow - 1000, std::string(300, 'q')}};
    one.dueAt = kSampleNow + kInboxHour / 2;
    one.raisedAt = kSampleNow - kInboxHour;
    one.hash = "longlonglong";
    return one;
}

QListView* inboxList(QWidget& window) {
    for (auto* one : window.findChildren<QListView*>()) {
        if (one->accessibleName() == QLatin1String("Approvals")) {
            return one;
        }
    }
    return nullptr;
}

QAction* command(QWidget& window, const char* id) {
    return window.findChild<QAction*>(QString::fromLatin1(id));
}

std::function<QWidget*(MainWindow&)> queue(int row) {
    return [row](MainWindow& window) -> QWidget* {
        window.findChild<QueueBar*>()->setCurrent(row);
        return &window;
    };
}

/// All of the supplier's, and those of another kind, in the dialog.
std::function<QWidget*(MainWindow&)> batch(bool mixed, int choice) {
    return [mixed, choice](MainWindow& window) -> QWidget* {
        auto* list = inboxList(window);
        list->setFocus();
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const bool supplier =
                list->model()->index(row, 1).data().toString() == QLatin1String("supplier-onboarding");
            if (mixed || supplier) {
                list->setCurrentIndex(list->model()->index(row, 0));
                command(window, mixed ? "approval.select" : "approval.selectLike")->trigger();
                row = mixed ? row : list->model()->rowCount();  // one of a kind is enough
            }
        }
        command(window, "approval.batch")->trigger();
        settle();
        auto* dialog = QApplication::activeModalWidget();
        if (dialog && choice > 0) {
            dialog->findChild<QComboBox*>()->setCurrentIndex(choice);
        }
        return dialog ? dialog : &window;
    };
}

/// The first of the supplier's that is left: closing the window sends it.
QWidget* approveOne(MainWindow& window) {
    auto* list = inboxList(window);
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        if (list->model()->index(row, 1).data().toString() == QLatin1String("supplier-onboarding")) {
            list->setCurrentIndex(list->model()->index(row, 0));
            break;
        }
    }
    settle(kSettleMs + 2 * DecisionPane::kDecisionPauseMs);
    command(window, "approval.approve")->trigger();
    return &window;
}

std::function<QWidget*(MainWindow&)> dialogOf(const char* id) {
    return [id](MainWindow& window) -> QWidget* {
        command(window, id)->trigger();
        settle();
        return QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &window;
    };
}

void queues(Stage& stage, const QString& suffix, const QSize& size) {
    const std::array names{"mine", "groups", "unclaimed", "others", "snoozed", "decided", "open"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const QString name = QString::fromLatin1(names[i]);
        stage.shoot(QStringLiteral("approvals-queue-%1").arg(name) + suffix, size, QStringLiteral("approvals"),
                    inboxEngine(), queue(int(i)));
        stage.shoot(QStringLiteral("approvals-none-%1").arg(name) + suffix, size, QStringLiteral("approvals"),
                    std::make_shared<FixtureEngine>(), queue(int(i)));
    }
}
}  // namespace

void shootApprovals(Stage& stage, const QString& suffix, const QSize& size) {
    const QString invoice = QStringLiteral("approvals/") + QLatin1String(kInvoiceApproval);
    const auto at = [&](const char* name) { return QString::fromLatin1(name) + suffix; };
    stage.shoot(at("approvals-difference"), size, invoice, inboxEngine());
    stage.shoot(at("approvals-long"), size, QStringLiteral("approvals/01HZ.1"), [] {
        auto engine = inboxEngine();
        engine->put(longRequest());
        return engine;
    }());
    stage.shoot(at("approvals-given"), size, QStringLiteral("approvals/01HG0000000000000000000B6.4"), inboxEngine());
    stage.shoot(at("approvals-record"), size, QStringLiteral("approvals/01HEVBPVMCM63X4G9Q1D7WTR5Y.1"), inboxEngine());
    stage.shoot(at("approvals-selecting"), size, QStringLiteral("approvals"), inboxEngine(),
                [](MainWindow& window) -> QWidget* {
                    auto* list = inboxList(window);
                    list->setCurrentIndex(list->model()->index(5, 0));
                    command(window, "approval.selectLike")->trigger();
                    return &window;
                });
    stage.shoot(at("approvals-mistake"), size, QStringLiteral("approvals"), inboxEngine(),
                [](MainWindow& window) -> QWidget* {
                    visible<QueryBar>(window)->setText(QStringLiteral("risk:huge workflow:inv*"));
                    return &window;
                });
    QTemporaryDir folder;
    DecisionOutbox holding(folder.filePath(QStringLiteral("holding.json")));
    stage.outbox = &holding;
    stage.shoot(at("approvals-undo"), size, QStringLiteral("approvals"), inboxEngine(), approveOne);
    stage.outbox = nullptr;
    queues(stage, suffix, size);
    stage.shoot(at("approvals-batch"), size, QStringLiteral("approvals"), inboxEngine(), batch(false, 0));
    stage.shoot(at("approvals-batch-mixed"), size, QStringLiteral("approvals"), inboxEngine(), batch(true, 0));
    stage.shoot(at("approvals-batch-high"), size, QStringLiteral("approvals"), inboxEngine(), batch(true, 3));
    stage.shoot(at("approvals-delegate"), size, QStringLiteral("approvals/01HG0000000000000000000B6.4"), inboxEngine(),
                dialogOf("approval.delegate"));
}

}  // namespace beamline::test
