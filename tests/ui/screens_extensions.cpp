// SPDX-License-Identifier: Apache-2.0
// Pictures of the page Extensions: the registry, a pipeline, its dry run, installing.
#include <QAction>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>

#include "tests/ui/sample_extensions.h"
#include "tests/ui/screens.h"
#include "ui/pages/extensions/extension_card_list.h"
#include "ui/pages/extensions/extensions_page.h"
#include "ui/pages/extensions/install_dialog.h"
#include "ui/pages/extensions/pipeline_save_dialog.h"
#include "ui/pages/extensions/register_dialog.h"

namespace beamline::test {

namespace {

QAction* commandOf(MainWindow& window, const char* id) {
    return window.findChild<ExtensionsPage*>()->findChild<QAction*>(QString::fromLatin1(id));
}

QWidget* detailTab(MainWindow& window, int tab) {
    for (auto* tabs : window.findChildren<QTabWidget*>()) {
        if (tabs->isVisible() && tabs->count() == 4) {
            tabs->setCurrentIndex(tab);
        }
    }
    return &window;
}

QWidget* chooseCard(MainWindow& window, const char* lane, int row) {
    auto* list = window.findChild<ExtensionCardList*>(QStringLiteral("pipeline.") + QLatin1String(lane));
    list->setFocus();
    list->choose(row);
    return &window;
}

QWidget* tryMessage(MainWindow& window) {
    for (auto* bar : window.findChildren<QTabBar*>()) {
        if (bar->isVisible() && bar->count() == 3) {
            bar->setCurrentIndex(2);
        }
    }
    settle();
    window.findChild<QPlainTextEdit*>(QStringLiteral("dryRun.message"))
        ->setPlainText(QStringLiteral("{\n  \"message\": {\n    \"message_type\": \"chat\",\n    \"payload\": {\n"
                                      "      \"text\": \"  Where is my order 4711?  \"\n    },\n    \"metadata\": {}\n"
                                      "  },\n  \"context\": {\n    \"tier\": \"gold\"\n  }\n}"));
    commandOf(window, "pipeline.run")->trigger();
    return &window;
}

QWidget* installPackage(MainWindow& window, const QString& path) {
    window.findChild<ExtensionsPage*>()->install(path);
    settle();
    return window.findChild<InstallDialog*>();
}

void shootBuilder(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("extensions/pipeline/support");
    const auto name = [&suffix](const char* one) { return QLatin1String(one) + suffix; };
    stage.shoot(name("extensions-pipeline"), size, place, extensionEngine(),
                [](MainWindow& window) { return chooseCard(window, "validators", 1); });
    stage.shoot(name("extensions-pipeline-mistake"), size, place, extensionEngine(), [](MainWindow& window) {
        chooseCard(window, "pre", 1);
        commandOf(window, "pipeline.up")->trigger();
        return &window;
    });
    auto wrong = extensionEngine();
    wrong->policies.setProblems({{api::Severity::error, 0, 0, "/pre/0/timeout_ms", "It must be at least 10."},
                                 {api::Severity::warning, 0, 0, "/validators/1/id",
                                  "'jailbreak_check' is in quarantine; nothing is sent to it."}});
    stage.shoot(name("extensions-pipeline-wrong"), size, place, wrong,
                [](MainWindow& window) { return chooseCard(window, "pre", 0); });
    stage.shoot(name("extensions-pipeline-empty"), size, QStringLiteral("extensions/pipeline/default"),
                extensionEngine());
    stage.shoot(name("extensions-pipeline-none"), size, QStringLiteral("extensions/pipeline/support"),
                std::make_shared<FixtureEngine>());
    auto working = extensionEngine();
    letStagesWork(*working);
    stage.shoot(name("extensions-dry-run"), size, place, working, tryMessage);
}

}  // namespace

void shootExtensions(Stage& stage, const QString& suffix, const QSize& size) {
    const QString place = QStringLiteral("extensions");
    const auto name = [&suffix](const char* one) { return QLatin1String(one) + suffix; };
    stage.shoot(name("extensions-registry"), size, QStringLiteral("extensions/jailbreak_check"), extensionEngine());
    stage.shoot(name("extensions-settings"), size, QStringLiteral("extensions/normalize_text"), extensionEngine(),
                [](MainWindow& window) { return detailTab(window, 1); });
    stage.shoot(name("extensions-revisions"), size, QStringLiteral("extensions/normalize_text"), extensionEngine(),
                [](MainWindow& window) { return detailTab(window, 2); });
    stage.shoot(name("extensions-log"), size, QStringLiteral("extensions/normalize_text"), extensionEngine(),
                [](MainWindow& window) { return detailTab(window, 3); });
    stage.shoot(name("extensions-none"), size, place, std::make_shared<FixtureEngine>());
    auto broken = std::make_shared<FixtureEngine>();
    broken->fail("list_extensions",
                 {api::code::kUnavailable, "The engine is stopping. Try again in a moment.", {}, true});
    stage.shoot(name("extensions-error"), size, place, broken);
    shootBuilder(stage, suffix, size);
    QTemporaryDir folder;
    const auto write = [&folder](const char* file, const char* text) {
        QFile one(folder.filePath(QString::fromLatin1(file)));
        if (one.open(QIODevice::WriteOnly)) {
            one.write(text);
        }
        return one.fileName();
    };
    const QString good = write("mask_pii-1.5.0.beamline-extension", kSamplePackage);
    const QString bad = write("broken-0.1.0.beamline-extension", kBrokenPackage);
    stage.shoot(name("extensions-install"), size, place, extensionEngine(),
                [good](MainWindow& window) { return installPackage(window, good); });
    stage.shoot(name("extensions-install-broken"), size, place, extensionEngine(),
                [bad](MainWindow& window) { return installPackage(window, bad); });
    stage.shoot(name("extensions-register"), size, place, extensionEngine(), [](MainWindow& window) -> QWidget* {
        commandOf(window, "extension.register")->trigger();
        return window.findChild<RegisterDialog*>();
    });
    stage.shoot(name("extensions-save"), size, QStringLiteral("extensions/pipeline/support"), extensionEngine(),
                [](MainWindow& window) -> QWidget* {
                    chooseCard(window, "pre", 0);
                    commandOf(window, "pipeline.remove")->trigger();
                    settle();
                    commandOf(window, "pipeline.save")->trigger();
                    return window.findChild<PipelineSaveDialog*>();
                });
}

}  // namespace beamline::test
