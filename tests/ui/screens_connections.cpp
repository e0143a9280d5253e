// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Connections, of the states of a connection, and of decisions that wait to be delivered.
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

#include "tests/ui/fixture_opener.h"
#include "tests/ui/sample_cluster.h"
#include "tests/ui/screens.h"
#include "ui/pages/connections/connection_dialog.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/session/connection_book.h"
#include "ui/session/secret_store.h"
#include "ui/shell/connection_card.h"

namespace beamline::test {

namespace {
struct Book {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("book.ini"))};
    SecretStore secrets{settings, QStringLiteral("connections"), QString()};
    ConnectionBook book{settings, secrets};
    FixtureOpener opener;
    std::string production;
    std::string staging;

    Book() {
        opener.given = {{QStringLiteral("dev-laptop"), {}, {"nats://127.0.0.1:4222"}, {}},
                        {QStringLiteral("edge-ws"),
                         {},
                         {},
                         QStringLiteral("ws:// addresses are not spoken by this build: use nats:// or tls://.")}};
        book.setContexts(opener.given);
        ConnectionProfile one;
        one.name = "Production Europe";
        one.servers = {"tls://nats-1.example.com:4222", "tls://nats-2.example.com:4222", "tls://nats-3.example.com"};
        one.auth = ConnectionAuth::credentials;
        one.production = true;
        production = *book.put(one);
        one = {};
        one.name = "Staging";
        one.servers = {"nats://10.2.0.7:4222"};
        one.color = ConnectionColor::violet;
        one.readOnly = true;
        staging = *book.put(one);
        opener.steps = sampleSteps(true);
    }
    void on(Stage& stage, const std::string& id) {
        stage.dress = [this, id](MainWindow& window) {
            window.setConnections(&book, &opener);
            window.setProfile(book.find(id)->profile);
        };
    }
};

QWidget* tested(MainWindow& window) {
    auto* page = window.findChild<ConnectionsPage*>();
    page->findChild<QTableView*>()->selectRow(4);
    page->findChild<QAction*>(QStringLiteral("connection.test"))->trigger();
    return &window;
}

QWidget* dialog(MainWindow& window, bool test) {
    window.findChild<ConnectionsPage*>()->findChild<QAction*>(QStringLiteral("connection.add"))->trigger();
    settle();
    auto* one = window.findChild<ConnectionDialog*>();
    if (test) {
        one->findChild<QLineEdit*>(QStringLiteral("connection.name"))->setText(QStringLiteral("Production Europe 2"));
        one->findChild<QLineEdit*>(QStringLiteral("connection.servers"))
            ->setText(QStringLiteral("tls://nats-1.example.com:4222"));
        auto* auth = one->findChild<QComboBox*>(QStringLiteral("connection.auth"));
        auth->setCurrentIndex(1);
        one->findChild<QLineEdit*>(QStringLiteral("connection.user"))->setText(QStringLiteral("ops"));
        for (auto* button : one->findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("Test")) {
                button->click();
            }
        }
        settle();
    }
    return one;
}

std::shared_ptr<FixtureEngine> lost(std::shared_ptr<FixtureEngine> engine) {
    auto health = engine->health();
    health.state = api::HealthState::unreachable;
    health.problems = {{api::code::kUnavailable,
                        "No NATS server of Production Europe answers (nats-1.example.com:4222: no route to host).",
                        kSampleNow - 42'000}};
    engine->setHealth(health);
    return engine;
}

/// A decision of the sample's invoice as it is kept, and what became of it.
void offline(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("approvals/") + QLatin1String(kInvoiceApproval);
    const auto kept = [&stage](MainWindow& window) -> QWidget* {
        auto* pane = window.findChild<DecisionPane*>();
        api::DecideApproval decision;
        decision.approval = kInvoiceApproval;
        decision.hash = pane->approval()->hash;
        stage.outbox->keep(*pane->approval(), decision, {}, pane, [](const api::Result<api::Unit>&) {});
        stage.outbox->flush();
        return &window;
    };
    QTemporaryDir folder;
    DecisionOutbox waiting(folder.filePath(QStringLiteral("waiting.json")));
    stage.outbox = &waiting;
    stage.shoot(QStringLiteral("approvals-offline") + suffix, size, place, lost(sampleEngine()), kept);
    DecisionOutbox refused(folder.filePath(QStringLiteral("refused.json")));
    stage.outbox = &refused;
    auto engine = lost(sampleEngine());
    const auto well = sampleEngine()->health();
    stage.shoot(QStringLiteral("approvals-conflict") + suffix, size, place, engine,
                [engine, well, kept](MainWindow& window) -> QWidget* {
                    lost(engine);  // it is drawn twice
                    window.session()->refreshHealth();
                    kept(window);
                    auto changed = *window.findChild<DecisionPane*>()->approval();
                    changed.hash += "0";
                    changed.quorum = 3;
                    changed.summary += " Two lines were added.";
                    engine->put(changed);
                    engine->setHealth(well);
                    window.session()->refreshHealth();
                    settle();
                    return &window;
                });
    stage.outbox = nullptr;
}
}  // namespace

void shootConnections(Stage& stage, const QString& suffix, const QSize& size) {
    Book book;
    const auto at = [&](const char* name) { return QString::fromLatin1(name) + suffix; };
    const QString place = QStringLiteral("connections");
    book.on(stage, book.production);
    stage.shoot(at("connections"), size, place, clusterEngine());
    stage.shoot(at("connections-tested"), size, place, clusterEngine(), tested);
    stage.shoot(at("production-runs"), size, QStringLiteral("runs"), clusterEngine());
    stage.shoot(at("connection-stale"), size, QStringLiteral("runs"), lost(clusterEngine()));
    auto slow = clusterEngine();
    slow->hold("count_runs");
    stage.shoot(at("connection-synchronizing"), size, QStringLiteral("cluster"), slow,
                [slow](MainWindow& window) -> QWidget* {
                    const auto well = slow->health();
                    lost(slow);
                    window.session()->refreshHealth();
                    slow->setHealth(well);
                    window.session()->refreshHealth();
                    return &window;
                });
    if (suffix.isEmpty()) {
        stage.shoot(at("connection-add"), size, place, clusterEngine(),
                    [](MainWindow& window) { return dialog(window, false); });
        stage.shoot(at("connection-add-tested"), size, place, clusterEngine(),
                    [](MainWindow& window) { return dialog(window, true); });
        stage.shoot(at("connection-switcher"), size, QStringLiteral("runs"), clusterEngine(),
                    [](MainWindow& window) -> QWidget* {
                        window.findChild<ConnectionCard*>()->click();
                        settle();
                        return window.findChild<QMenu*>(QStringLiteral("connection.menu"));
                    });
    }
    stage.bare = true;
    stage.shoot(at("connection-connecting"), size, QStringLiteral("runs"), clusterEngine(),
                [](MainWindow& window) -> QWidget* {
                    window.showConnecting();
                    return &window;
                });
    stage.shoot(at("connection-refused"), size, QStringLiteral("runs"), clusterEngine(),
                [](MainWindow& window) -> QWidget* {
                    window.showUnreached({api::code::kForbidden,
                                          "nats-1.example.com:4222 refuses the user “ops”: the password is wrong, or "
                                          "the user is not known.",
                                          {},
                                          false});
                    return &window;
                });
    stage.bare = false;
    book.on(stage, book.staging);
    stage.shoot(at("connection-looking-only"), size, QStringLiteral("approvals"), sampleEngine());
    book.on(stage, book.production);
    offline(stage, suffix, size);
    stage.dress = {};
}

}  // namespace beamline::test
