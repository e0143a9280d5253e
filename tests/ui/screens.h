// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the pictures of all pages share: a window in a state, drawn light and dark. Main thread.

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <cstdio>

#include "tests/ui/sample_data.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

namespace beamline::test {

using namespace beamline::ui;

inline constexpr int kSettleMs = 400;

inline void settle(int ms = kSettleMs) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
    }
}

struct Stage {
    QString folder;
    QString only;
    QTemporaryDir temporary;
    SecretStore* secrets = nullptr;
    DecisionOutbox* outbox = nullptr;
    std::function<void(MainWindow&)> dress;  ///< before there is a session
    bool bare = false;                       ///< there is none
    bool contrast = false;                   ///< in high contrast
    Settings settings{temporary.filePath(QStringLiteral("settings.ini"))};

    void shoot(const QString& name, const QSize& size, const QString& place, std::shared_ptr<FixtureEngine> engine,
               const std::function<QWidget*(MainWindow&)>& act = {}) {
        if (!name.contains(only)) {
            return;
        }
        for (const bool dark : {false, true}) {
            QDir(qEnvironmentVariable("XDG_DATA_HOME")).removeRecursively();
            Theme::current().follow(QPalette(dark ? Qt::black : Qt::lightGray));
            Theme::current().setMode(contrast ? ThemeMode::HighContrast : dark ? ThemeMode::Dark : ThemeMode::Light);
            MainWindow window(settings);
            window.resize(size);
            if (dress) {
                dress(window);
            }
            auto session = std::make_unique<EngineSession>(engine, sampleIdentity(), QStringLiteral("default"));
            session->setSecrets(secrets);
            session->setOutbox(outbox);
            if (!bare) {
                window.setSession(std::move(session), true);
                if (outbox) {
                    outbox->follow(window.session());
                }
            }
            window.setVisible(true);
            window.resize(size);
            window.open(place);
            // Approvals can be decided only after a pause, and their buttons say so.
            settle(place.startsWith(QLatin1String("approvals")) ? kSettleMs + DecisionPane::kDecisionPauseMs
                                                                : kSettleMs);
            QWidget* shown = &window;
            if (act) {
                shown = act(window);
                settle();
            }
            const QString file = QStringLiteral("%1/%2-%3.png")
                                     .arg(folder, name, dark ? QStringLiteral("dark") : QStringLiteral("light"));
            if (!shown->grab().save(file)) {
                std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
            }
            window.closeSession();
        }
    }
};

inline QWidget* same(MainWindow& window) {
    return &window;
}

template <class T>
T* visible(QWidget& window) {
    for (auto* one : window.findChildren<T*>()) {
        if (one->isVisible()) {
            return one;
        }
    }
    return nullptr;
}

/// Runs that talk to the outside, and dry runs. In screens_rehearsals.cpp.
void shootRehearsals(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_filter.cpp.
void shootFilter(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_runs.cpp: views, groups, many runs at once, batches.
void shootRuns(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_workflows.cpp: one workflow looked at closely.
void shootWorkflows(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_extensions.cpp: registry, pipeline, dry run, installing.
void shootExtensions(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_secrets.cpp.
void shootSecrets(Stage& stage);
/// Two runs, re-runs, large graphs, times. In screens_run.cpp.
void shootRunTools(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_cluster.cpp.
void shootCluster(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_policies.cpp.
void shootPolicies(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_overview.cpp.
void shootOverview(Stage& stage);
/// In screens_connections.cpp: the page, the states of a connection, decisions that wait.
void shootConnections(Stage& stage, const QString& suffix, const QSize& size);
/// In screens_shell.cpp: palette, menus, settings, problems.
void shootShell(Stage& stage, const QString& suffix, const QSize& size);

/// In screens_welcome.cpp: the page of the first start, and each step of the tour.
void shootWelcome(Stage& stage, const QString& suffix, const QSize& size);

/// In screens_variants.cpp: scale, contrast, languages, direction.
void shootVariants(Stage& stage);
/// In screens_approvals.cpp.
void shootApprovals(Stage& stage, const QString& suffix, const QSize& size);

}  // namespace beamline::test
