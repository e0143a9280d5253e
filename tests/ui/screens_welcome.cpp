// SPDX-License-Identifier: Apache-2.0
// Pictures of the page of the first start and of the tour.
#include <QComboBox>

#include "tests/ui/sample_welcome.h"
#include "tests/ui/screens.h"
#include "ui/shell/tour.h"

namespace beamline::test {

namespace {
QWidget* openList(MainWindow& window, const char* section) {
    window.open(QStringLiteral("settings/") + QString::fromLatin1(section));
    settle();
    auto* box = visible<QComboBox>(window);
    box->showPopup();
    settle();
    return box->findChild<QFrame*>();  // the list is a window of its own
}
}  // namespace

void shootWelcome(Stage& stage, const QString& suffix, const QSize& size) {
    stage.settings.setDataDir(stage.temporary.path());
    stage.settings.setWelcomed(false);
    const auto shoot = [&](const QString& name, std::shared_ptr<FixtureEngine> engine,
                           const std::function<QWidget*(MainWindow&)>& act) {
        stage.shoot(QStringLiteral("welcome-") + name + suffix, size, QStringLiteral("welcome"), std::move(engine),
                    act);
    };
    shoot(QStringLiteral("waiting"), welcomeEngine(), same);
    shoot(QStringLiteral("missing"), sampleEngine(), same);
    for (int step = 0; step < Tour::kSteps; ++step) {
        shoot(QStringLiteral("tour%1").arg(step + 1), welcomeEngine(), [step](MainWindow& window) -> QWidget* {
            window.startTour(step);
            settle();
            return &window;
        });
    }
    shoot(QStringLiteral("tour-missing"), sampleEngine(), [](MainWindow& window) -> QWidget* {
        window.startTour(Tour::GraphStep);
        return &window;
    });
    shoot(QStringLiteral("list"), sampleEngine(), [](MainWindow& window) { return openList(window, "appearance"); });
}

}  // namespace beamline::test
