// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_tenants.h"
#include "ui/models/formatting.h"
#include "ui/models/usage_model.h"
#include "ui/pages/usage/usage_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/theme.h"

namespace tst_usage_page {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::shared_ptr<FixtureEngine> engine;
    MainWindow window{settings};

    explicit Shown(std::shared_ptr<FixtureEngine> given = test::tenantEngine()) : engine(std::move(given)) {
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.setSession(std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("default")),
                          true);
        window.open(QStringLiteral("usage"));
        QTRY_VERIFY(window.session()->access());
        QTRY_VERIFY(engine->access.asked());
    }
    UsagePage& page() { return *window.findChild<UsagePage*>(); }
    QTableView& table() { return *page().findChild<QTableView*>(); }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QLatin1String(id)); }
    template <class T>
    T& part(const char* name) {
        return *window.findChild<T*>(QLatin1String(name));
    }
    QByteArray exported(const char* command, const QString& path) {
        action(command).trigger();
        auto* files = window.findChild<QFileDialog*>();
        if (!files) {
            return {};
        }
        Q_EMIT files->fileSelected(path);
        files->reject();
        (void)QTest::qWaitFor([this] { return !window.findChild<QFileDialog*>(); });
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

}  // namespace

class TestUsagePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::current().install(*qApp, ThemeMode::Light); }
    void init() { Clock::freeze(test::kSampleNow); }
    void cleanup() { Clock::freeze(0); }

    void whatWasUsedIsShownOverTime() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 3);
        QCOMPARE(shown.engine->access.asked()->by, api::UsageGroup::workflow);
        shown.part<ChipBar>("usage.group").chip(1)->click();
        QTRY_COMPARE(shown.engine->access.asked()->by, api::UsageGroup::provider);
        shown.part<ChipBar>("usage.span").chip(0)->click();
        QTRY_COMPARE(shown.engine->access.asked()->step, api::Timestamp(3'600'000));
        QTRY_COMPARE(shown.table().model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("Provider"));
        auto& chart = shown.part<LineChart>("usage.chart");
        QTRY_VERIFY(chart.summary().contains(QStringLiteral("acme")));
        QTest::mouseClick(&shown.part<FigureTile>("usage.tile1"), Qt::LeftButton);
        QVERIFY2(chart.accessibleName().contains(QStringLiteral("Tokens")), qPrintable(chart.accessibleName()));
    }

    void aBudgetThatRunsOutLeadsToItsTenant() {
        Shown shown;
        auto& warning = shown.part<InfoBar>("usage.budget");
        QTRY_VERIFY(warning.isVisible());
        QVERIFY(warning.text().contains(QStringLiteral("Acme")));
        for (auto* button : warning.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == QStringLiteral("Change the budget")) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QCOMPARE(shown.window.place(), QStringLiteral("tenants/acme"));
    }

    void aTenantsQuotaIsOneKeyAway() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 3);
        QVERIFY(!shown.action("usage.quota").isEnabled());
        QCOMPARE(shown.action("usage.quota").toolTip(), QStringLiteral("Look at it by tenant first."));
        shown.part<ChipBar>("usage.group").chip(2)->click();
        QTRY_VERIFY(shown.action("usage.quota").isEnabled());
        shown.table().selectRow(2);
        QTest::keyClick(&shown.table(), Qt::Key_Q);
        QCOMPARE(shown.window.place(), QStringLiteral("tenants/globex"));
    }

    void itIsExported() {
        Shown shown;
        QTRY_VERIFY(shown.action("usage.csv").isEnabled());
        const QByteArray csv = shown.exported("usage.csv", shown.folder.filePath(QStringLiteral("u.csv")));
        QCOMPARE(csv.count("\r\n"), 4);
        QVERIFY(csv.contains("acme,"));
        QVERIFY(shown.part<InfoBar>("usage.message").text().contains(QStringLiteral("u.csv")));
        const QByteArray pdf = shown.exported("usage.pdf", shown.folder.filePath(QStringLiteral("u.pdf")));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(shown.exported("usage.csv", shown.folder.filePath(QStringLiteral("none/u.csv"))).isEmpty());
        QVERIFY(shown.part<InfoBar>("usage.message").text().contains(QStringLiteral("was not written")));
    }

    void nothingTeachesAndAFailureIsSaid() {
        Shown shown(std::make_shared<FixtureEngine>());
        const auto title = [&shown] {
            for (const auto* one : shown.page().findChildren<EmptyState*>()) {
                if (one->isVisible()) {
                    return one->title();
                }
            }
            return QString();
        };
        QTRY_COMPARE(title(), QStringLiteral("Nothing was used"));
        QCOMPARE(shown.action("usage.pdf").toolTip(), QStringLiteral("There is nothing to export."));
        shown.engine->fail("get_usage", {api::code::kForbidden, "You may not see that.", {}, false});
        shown.page().refresh();
        QTRY_VERIFY(title() != QStringLiteral("Nothing was used"));
        shown.engine->clear("get_usage");
        shown.engine->access.setUsage(test::sampleUsage({"a"}));
        shown.page().refresh();
        QTRY_COMPARE(shown.table().model()->rowCount(), 1);
        shown.engine->fail("get_usage", {api::code::kUnavailable, "It is away.", {}, true});
        shown.page().refresh();
        QTRY_VERIFY(shown.part<InfoBar>("usage.message").text().contains(QStringLiteral("as of the last answer")));
        QCOMPARE(shown.table().model()->rowCount(), 1);
    }
};

}  // namespace tst_usage_page

GUI_TEST(tst_usage_page, TestUsagePage)
#include "tst_usage_page.moc"
