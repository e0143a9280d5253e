// SPDX-License-Identifier: Apache-2.0
// The filter of the page Runs: answered, offering, refusing.
#include <QLineEdit>
#include <QTest>

#include "tests/ui/screens.h"
#include "ui/widgets/query_bar.h"

namespace beamline::test {

namespace {
std::function<QWidget*(MainWindow&)> typed(const char* text, bool enter) {
    return [text, enter](MainWindow& window) -> QWidget* {
        auto* field = visible<QueryBar>(window)->findChild<QLineEdit*>();
        field->setFocus();
        settle();  // what can be offered is known now
        QTest::keyClicks(field, QString::fromUtf8(text));
        if (enter) {
            QTest::keyClick(field, Qt::Key_Return);
        }
        return &window;
    };
}
}  // namespace

void shootFilter(Stage& stage, const QString& suffix, const QSize& size) {
    const auto shoot = [&](const char* name, const char* text, bool enter) {
        stage.shoot(QString::fromLatin1(name) + suffix, size, QStringLiteral("runs"), sampleEngine(),
                    typed(text, enter));
    };
    shoot("runs-filtered", "status:completed workflow:invoice* age<2h", true);
    shoot("runs-filter-keys", "status:faulted,waiting s", false);
    shoot("runs-filter-names", "status:completed workflow:", false);
    shoot("runs-filter-mistake", "status:failed workflw:invoice* age<2h", true);
    shoot("runs-filter-none", "status:faulted \"checkTotals\"", true);
}

}  // namespace beamline::test
