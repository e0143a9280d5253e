// SPDX-License-Identifier: Apache-2.0
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/run_list_model.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/theme.h"

namespace tst_child_runs {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

constexpr const char* kParent = "01HPARENT00000000000000000";
constexpr const char* kChild = "01HCHHLD000000000000000001";

api::RunDetail detail(const char* id, const char* type) {
    api::RunDetail one;
    one.run.id = id;
    one.run.ns = "examples";
    one.run.workflow = type;
    one.run.version = "1.0.0";
    one.run.phase = api::Phase::running;
    one.run.createdAt = one.run.startedAt = test::kSampleNow - 1000;
    api::TaskState task;
    task.ref = "/do/0/first";
    task.name = "first";
    task.type = type;
    task.phase = api::Phase::running;
    one.tasks.push_back(task);
    task.ref = "/do/1/second";
    task.name = "second";
    task.type = "set";
    one.tasks.push_back(task);
    return one;
}

struct Shown {
    std::shared_ptr<FixtureEngine> engine = std::make_shared<FixtureEngine>();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    RunPage page{&session};
    QSignalSpy places{&page, &Page::navigate};

    explicit Shown(const char* run) {
        engine->put(detail(kParent, "run"));
        auto child = detail(kChild, "set");
        child.run.labels["parent"] = kParent;
        engine->put(child);
        page.resize(1200, 800);
        page.show();
        page.activated();
        page.showRun(QString::fromLatin1(run));
        QVERIFY2(QTest::qWaitForWindowExposed(&page), "the page was not shown");
    }
    QTabWidget* tabs() { return page.findChild<TaskInspector*>()->findChild<QTabWidget*>(); }
    int childTab() {
        for (int tab = 0; tab < tabs()->count(); ++tab) {
            if (tabs()->isTabVisible(tab) &&
                tabs()->tabBar()->accessibleTabName(tab).startsWith(QStringLiteral("Child runs"))) {
                return tab;
            }
        }
        return -1;
    }
    QTableView* table(const char* name) {
        for (auto* one : page.findChildren<QTableView*>()) {
            if (one->accessibleName() == QLatin1String(name)) {
                return one;
            }
        }
        return nullptr;
    }
};

}  // namespace

class TestChildRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void aChildNamesItsParentAsALink() {
        Shown shown(kChild);
        QPushButton* link = nullptr;
        QTRY_VERIFY([&] {
            for (auto* one : shown.page.findChildren<QPushButton*>()) {
                link = one->isVisible() && one->text().startsWith(QStringLiteral("Child of")) ? one : link;
            }
            return link != nullptr;
        }());
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(shown.places.takeFirst().first().toString(), QStringLiteral("run/%1").arg(QLatin1String(kParent)));
        QCOMPARE(shown.childTab(), -1);
        shown.page.showRun(QString::fromLatin1(kParent));
        QTRY_VERIFY(!link->isVisible());
    }

    void aParentListsItsChildrenAsTheyCome() {
        Shown shown(kParent);
        QTRY_VERIFY(shown.childTab() > 0);
        auto* table = shown.table("Child runs");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_COMPARE(shown.tabs()->tabBar()->accessibleTabName(shown.childTab()), QStringLiteral("Child runs (1)"));
        auto second = detail("01HCHHLD000000000000000002", "set");
        second.run.labels["parent"] = kParent;
        shown.engine->put(second.run);
        auto stranger = detail("01HCHHLD000000000000000003", "set");
        shown.engine->put(stranger.run);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        shown.tabs()->setCurrentIndex(shown.childTab());
        const auto first = table->model()->index(0, RunListModel::WorkflowColumn);
        QTRY_VERIFY(table->isVisible() && table->visualRect(first).isValid());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
        QCOMPARE(shown.places.takeFirst().first().toString(), QStringLiteral("run/01HCHHLD000000000000000002"));
    }

    void onlyTasksThatStartRunsShowThem() {
        Shown shown(kParent);
        QTRY_VERIFY(shown.childTab() > 0);
        auto* tasks = shown.table("Timeline of the tasks");
        tasks->selectRow(1);
        QCOMPARE(shown.childTab(), -1);
        tasks->selectRow(0);
        QVERIFY(shown.childTab() > 0);
        QTRY_COMPARE(shown.table("Child runs")->model()->rowCount(), 1);
    }
};

}  // namespace tst_child_runs

GUI_TEST(tst_child_runs, TestChildRuns)
#include "tst_child_runs.moc"
