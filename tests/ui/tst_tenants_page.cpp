// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_tenants.h"
#include "ui/models/formatting.h"
#include "ui/models/member_model.h"
#include "ui/models/tenant_model.h"
#include "ui/pages/tenants/tenants_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tenant_switch.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace tst_tenants_page {

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
        window.open(QStringLiteral("tenants"));
        QTRY_VERIFY(window.session()->access());
        QTRY_VERIFY(table("tenants").model()->rowCount() > 0);
        QTRY_VERIFY(table("roles").model()->rowCount() > 0);
    }
    TenantsPage& page() { return *window.findChild<TenantsPage*>(); }
    QTableView& table(const char* name) {
        return *page().findChild<QTableView*>(QLatin1String(name) + QStringLiteral(".table"));
    }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QLatin1String(id)); }
    template <class T>
    T& part(const char* name) {
        return *window.findChild<T*>(QLatin1String(name));
    }
    void section(int chip) { part<ChipBar>("tenants.sections").chip(chip)->click(); }
    QString said() {
        return part<InfoBar>("tenants.message").isVisible() ? part<InfoBar>("tenants.message").text() : QString();
    }
    /// The dialog in front.
    QDialog* dialog() { return qobject_cast<QDialog*>(QApplication::activeModalWidget()); }
    void press(const QString& text) {
        for (auto* one : QApplication::activeModalWidget()->findChildren<QPushButton*>()) {
            if (one->text().remove(QLatin1Char('&')) == text) {
                QTest::mouseClick(one, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
    /// A dialog has closed: keys of the page need its window.
    void comeBack(const char* list) {
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        table(list).setFocus();
    }
    void selectTenant(const char* id) {
        window.open(QStringLiteral("tenants/") + QLatin1String(id));
        QTRY_COMPARE(table("tenants").currentIndex().siblingAtColumn(0).data(IdRole).toString(), QLatin1String(id));
    }
    void fillSpin(const char* name, const QString& text) {
        auto& spin = part<QDoubleSpinBox>(name);
        spin.setFocus();
        spin.selectAll();
        QTest::keyClicks(&spin, text);
        QTest::keyClick(&spin, Qt::Key_Return);
    }
};

}  // namespace

class TestTenantsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::current().install(*qApp, ThemeMode::Light); }
    void init() { Clock::freeze(test::kSampleNow); }
    void cleanup() { Clock::freeze(0); }

    void aQuotaIsChangedInItsPlace() {
        Shown shown;
        shown.selectTenant("acme");
        QVERIFY(!shown.action("tenants.save").isEnabled());
        QCOMPARE(shown.action("tenants.save").toolTip(), QStringLiteral("Nothing is changed."));
        shown.fillSpin("tenant.activeRuns", QStringLiteral("10"));
        QVERIFY(shown.action("tenants.save").isEnabled());
        QTest::keyClick(&shown.table("tenants"), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(shown.engine->access.tenant("acme")->quotas.activeRuns, std::int64_t(10));
        QTRY_VERIFY2(shown.said().contains(QStringLiteral("is saved")), qPrintable(shown.said()));
        const auto sent = shown.engine->last<api::PutTenant>();
        QVERIFY(sent && sent->replaces > 0);
        QCOMPARE(sent->tenant.quotas.storageBytes, std::int64_t(2'000'000'000));  // what was not touched is exact
        QTRY_COMPARE(shown.table("tenants").currentIndex().siblingAtColumn(TenantModel::RunsColumn).data().toString(),
                     QStringLiteral("12 of 10"));
        QVERIFY(!shown.action("tenants.save").isEnabled());
    }

    void whatOthersChangeMeanwhileIsKept() {
        Shown shown;
        shown.selectTenant("acme");
        shown.fillSpin("tenant.activeRuns", QStringLiteral("10"));
        auto theirs = *shown.engine->access.tenant("acme");
        theirs.quotas.concurrency = 99;
        const auto tell = std::exchange(shown.engine->access.tell, nullptr);  // the event comes late
        shown.engine->access.put(theirs);
        shown.action("tenants.save").trigger();
        auto& bar = shown.part<InfoBar>("tenant.bar");
        QTRY_VERIFY(bar.isVisible());
        QVERIFY(bar.text().contains(QStringLiteral("meanwhile")));
        QTRY_COMPARE(shown.part<QDoubleSpinBox>("tenant.concurrency").value(), 99.0);
        QCOMPARE(shown.part<QDoubleSpinBox>("tenant.activeRuns").value(), 10.0);
        shown.engine->access.tell = tell;
        QTRY_VERIFY(shown.action("tenants.save").isEnabled());
        shown.action("tenants.save").trigger();
        QTRY_COMPARE(shown.engine->access.tenant("acme")->quotas.activeRuns, std::int64_t(10));
        QCOMPARE(shown.engine->access.tenant("acme")->quotas.concurrency, std::int64_t(99));
    }

    void whatIsTypedStaysWhileAnotherIsLookedAt() {
        Shown shown;
        shown.selectTenant("acme");
        shown.fillSpin("tenant.monthly", QStringLiteral("400"));
        shown.selectTenant("globex");
        QVERIFY(!shown.action("tenants.save").isEnabled());
        shown.selectTenant("acme");
        QCOMPARE(shown.part<QDoubleSpinBox>("tenant.monthly").value(), 400.0);
        QTest::mouseClick(&shown.part<QPushButton>("tenant.undo"), Qt::LeftButton);
        QCOMPARE(shown.part<QDoubleSpinBox>("tenant.monthly").value(), 250.0);
    }

    void aNamespaceHasOneOwner() {
        Shown shown;
        shown.selectTenant("globex");
        auto& line = shown.part<QLineEdit>("tenant.namespaces");
        line.setFocus();
        line.selectAll();
        QTest::keyClicks(&line, QStringLiteral("globex, sales"));
        QVERIFY(!shown.action("tenants.save").isEnabled());
        QVERIFY(shown.part<QLabel>("tenant.hint").text().contains(QStringLiteral("owned by acme")));
    }

    void tenantsComeAndGo() {
        Shown shown;
        QTest::keyClick(&shown.table("tenants"), Qt::Key_A);
        QTRY_VERIFY(shown.dialog());
        auto* name = shown.dialog()->findChild<QLineEdit*>(QStringLiteral("tenant.name"));
        auto* act = shown.dialog()->findChild<QPushButton*>(QStringLiteral("ask.act"));
        QTest::keyClicks(name, QStringLiteral("acme"));
        QVERIFY(!act->isEnabled());
        QTest::keyClicks(name, QStringLiteral("-labs"));
        QVERIFY(act->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(shown.engine->access.tenant("acme-labs"));
        QTRY_COMPARE(shown.table("tenants").currentIndex().siblingAtColumn(0).data(IdRole).toString(),
                     QStringLiteral("acme-labs"));
        QTRY_VERIFY(!shown.dialog());
        shown.comeBack("tenants");
        QTest::keyClick(&shown.table("tenants"), Qt::Key_Delete);
        QTRY_VERIFY(shown.dialog());
        shown.press(QStringLiteral("Remove"));
        QTRY_VERIFY(!shown.engine->access.tenant("acme-labs"));
        shown.selectTenant("acme");
        QVERIFY(!shown.action("tenants.remove").isEnabled());
        QTRY_VERIFY(shown.action("tenants.remove").toolTip().contains(QStringLiteral("12")));
        shown.selectTenant("default");
        QTRY_VERIFY(shown.action("tenants.remove").toolTip().contains(QStringLiteral("default")));
    }

    void aTenantIsSuspendedAndResumed() {
        Shown shown;
        shown.selectTenant("acme");
        shown.action("tenants.suspend").trigger();
        QTRY_VERIFY(shown.dialog());
        QVERIFY(!shown.engine->access.tenant("acme")->suspended);
        shown.press(QStringLiteral("Suspend"));
        QTRY_VERIFY(shown.engine->access.tenant("acme")->suspended);
        QTRY_COMPARE(shown.action("tenants.suspend").text(), QStringLiteral("Resume"));
        QTRY_VERIFY(shown.action("tenants.suspend").isEnabled());
        shown.action("tenants.suspend").trigger();
        QTRY_VERIFY(!shown.engine->access.tenant("acme")->suspended);
    }

    void aRoleIsMadeOfPermissions() {
        Shown shown;
        shown.section(1);
        shown.table("roles").selectRow(3);  // viewer
        QVERIFY(!shown.part<QCheckBox>("permission.run.read").isEnabled());
        shown.action("tenants.add").trigger();
        QTRY_VERIFY(shown.dialog());
        QTest::keyClicks(shown.dialog()->findChild<QLineEdit*>(QStringLiteral("role.name")), QStringLiteral("auditor"));
        shown.press(QStringLiteral("Add"));
        QTRY_COMPARE(shown.table("roles").currentIndex().siblingAtColumn(0).data().toString(),
                     QStringLiteral("auditor"));
        QVERIFY(shown.part<QCheckBox>("permission.run.read").isChecked());
        shown.part<QCheckBox>("permission.approval.*").click();
        QVERIFY(shown.part<QCheckBox>("permission.approval.decide").isChecked());
        QVERIFY(!shown.part<QCheckBox>("permission.approval.decide").isEnabled());
        shown.part<QCheckBox>("permission.message.read").click();
        QTRY_VERIFY(shown.action("tenants.save").isEnabled());
        shown.action("tenants.save").trigger();
        QTRY_COMPARE(shown.engine->calls("put_role"), 2);
        const auto sent = shown.engine->last<api::PutRole>();
        const auto has = [&sent](const char* one) {
            return std::count(sent->permissions.begin(), sent->permissions.end(), one) > 0;
        };
        QVERIFY(has("approval.*") && has("run.read") && !has("message.read"));
        QTRY_VERIFY(shown.action("tenants.remove").isEnabled());
        shown.action("tenants.remove").trigger();
        QTRY_VERIFY(shown.dialog());
        shown.press(QStringLiteral("Remove"));
        QTRY_COMPARE(shown.table("roles").model()->rowCount(), 5);
    }

    void theFirstMemberIsAnAdminEverywhere() {
        Shown shown(test::sampleEngine());
        QVERIFY(shown.part<QLabel>("tenants.who").text().contains(QStringLiteral("everybody may do everything")));
        shown.section(2);
        QVERIFY(!shown.action("tenants.add").isEnabled());
        auto* make = [&]() -> QPushButton* {
            for (auto* one : shown.page().findChildren<QPushButton*>()) {
                if (one->isVisible() && one->text() == QStringLiteral("Make anna an admin…")) {
                    return one;
                }
            }
            return nullptr;
        }();
        QVERIFY(make);
        QTest::mouseClick(make, Qt::LeftButton);
        QTRY_VERIFY(shown.dialog());
        shown.press(QStringLiteral("Make anna an admin"));
        QTRY_COMPARE(shown.engine->access.members().size(), std::size_t(1));
        QTRY_COMPARE(shown.table("members").model()->rowCount(), 1);
        QTRY_VERIFY(shown.part<QLabel>("tenants.who").text().contains(QStringLiteral("admin")));
        QTRY_VERIFY(shown.action("tenants.add").isEnabled());
        shown.table("members").selectRow(0);
        shown.action("tenants.remove").trigger();
        QTRY_VERIFY(shown.dialog());
        shown.press(QStringLiteral("Take out"));
        QTRY_VERIFY(shown.engine->access.members().empty());
    }

    void membersGetRolesAndLoseThem() {
        Shown shown;
        shown.section(2);
        QTRY_COMPARE(shown.table("members").model()->rowCount(), 3);
        QTest::keyClick(&shown.table("members"), Qt::Key_A);
        QTRY_VERIFY(shown.dialog());
        auto* subject = shown.dialog()->findChild<QLineEdit*>(QStringLiteral("member.subject"));
        auto* act = shown.dialog()->findChild<QPushButton*>(QStringLiteral("ask.act"));
        QTest::keyClicks(subject, QStringLiteral("carl"));
        QCOMPARE(act->toolTip(), QStringLiteral("Choose at least one role."));
        auto* where = shown.dialog()->findChild<QComboBox*>(QStringLiteral("member.where"));
        where->setCurrentIndex(where->findData(QStringLiteral("globex")));
        shown.dialog()->findChild<QCheckBox*>(QStringLiteral("member.role.viewer"))->click();
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_COMPARE(shown.table("members").model()->rowCount(), 4);
        QTRY_VERIFY(!shown.dialog());
        shown.table("members").selectRow(3);
        QCOMPARE(shown.table("members").currentIndex().data().toString(), QStringLiteral("carl"));
        QTest::keyClick(&shown.table("members"), Qt::Key_Return);
        QTRY_VERIFY(shown.dialog());
        shown.dialog()->findChild<QCheckBox*>(QStringLiteral("member.role.night-shift"))->click();
        shown.press(QStringLiteral("Change"));
        QTRY_VERIFY(shown.table("members")
                        .model()
                        ->index(3, MemberModel::RolesColumn)
                        .data()
                        .toString()
                        .contains(QStringLiteral("night-shift")));
        QTRY_VERIFY(!shown.dialog());
        shown.comeBack("members");
        QTest::keyClick(&shown.table("members"), Qt::Key_Delete);
        QTRY_VERIFY(shown.dialog());
        shown.press(QStringLiteral("Take out"));
        QTRY_COMPARE(shown.table("members").model()->rowCount(), 3);
    }

    void theEngineKeepsTheLastAdmin() {
        Shown shown;
        shown.section(2);
        QTRY_COMPARE(shown.table("members").model()->rowCount(), 3);
        shown.table("members").selectRow(0);
        shown.action("tenants.remove").trigger();
        QTRY_VERIFY(shown.dialog());
        shown.press(QStringLiteral("Take out"));
        QTRY_VERIFY2(shown.said().contains(QStringLiteral("Somebody must be left")), qPrintable(shown.said()));
        QCOMPARE(shown.table("members").model()->rowCount(), 3);
    }

    void aWindowAsksAsAMemberOfOneTenant() {
        Shown shown;
        auto* button = shown.window.findChild<TenantSwitch*>();
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("All tenants"));
        Q_EMIT button->menu()->aboutToShow();
        auto* acme = button->menu()->findChild<QAction*>(QStringLiteral("tenant.choose.acme"));
        QVERIFY(acme);
        acme->trigger();
        QCOMPARE(shown.window.session()->tenant(), QStringLiteral("acme"));
        QTRY_COMPARE(button->text(), QStringLiteral("Tenant acme"));
        auto& as = shown.part<QComboBox>("tenants.as");
        QTRY_COMPARE(as.currentText(), QStringLiteral("acme"));
        QTRY_VERIFY(shown.part<QLabel>("tenants.who").text().contains(QStringLiteral("in acme")));
        as.setCurrentIndex(0);
        Q_EMIT as.activated(0);
        QCOMPARE(shown.window.session()->tenant(), QString());
    }

    void oneTenantAloneNeedsNoSwitch() {
        Shown shown(test::sampleEngine());
        QVERIFY(!shown.window.findChild<TenantSwitch*>()->isVisible());
        QVERIFY(!shown.part<QComboBox>("tenants.as").isVisible());
        shown.window.session()->setTenant(QStringLiteral("default"));
        QTRY_VERIFY(shown.window.findChild<TenantSwitch*>()->isVisible());
    }

    void aViewerIsToldWhatIsMissing() {
        Shown shown;
        api::AccessReply viewer;
        viewer.roles = {"viewer"};
        viewer.tenants = {"acme"};
        viewer.permissions = {"run.read",    "approval.read", "workflow.read", "tenant.read", "access.read",
                              "engine.read", "policy.read",   "message.read",  "usage.read"};
        shown.engine->access.setAccess(viewer);
        QTRY_VERIFY(!shown.action("tenants.add").isEnabled());
        QVERIFY(shown.action("tenants.add").toolTip().contains(QStringLiteral("tenant.admin")));
        const auto whyNot = [&shown](const char* place, const char* id) {
            shown.window.open(QLatin1String(place));
            for (auto* one : shown.window.findChildren<QAction*>(QLatin1String(id))) {
                if (one->isEnabled()) {
                    return QStringLiteral("it can be used");
                }
            }
            auto* action = shown.window.findChild<QAction*>(QLatin1String(id));
            return action ? action->toolTip() : QStringLiteral("it is not there");
        };
        const std::string run = std::string("run/") + test::kWaitingRun;
        for (const auto& [place, id, permission] : {std::tuple{run.c_str(), "run.cancel", "run.control"},
                                                    {run.c_str(), "run.suspend", "run.control"},
                                                    {"approvals", "approval.approve", "approval.decide"},
                                                    {"approvals", "approval.reject", "approval.decide"},
                                                    {"deadletters", "deadletters.discard", "run.control"},
                                                    {"messages", "message.new", "message.send"}}) {
            QTRY_VERIFY2(whyNot(place, id).contains(QLatin1String(permission)),
                         qPrintable(whyNot(place, id) + QLatin1String(id)));
        }
    }

    void whatCannotBeReadIsSaid() {
        auto engine = test::tenantEngine();
        Shown shown(engine);
        engine->fail("list_members", {api::code::kForbidden, "You may not see members.", {}, false});
        shown.section(2);
        shown.page().refresh();
        QTRY_VERIFY2(shown.said().contains(QStringLiteral("You may not see members")), qPrintable(shown.said()));
        shown.window.open(QStringLiteral("tenants/nobody"));
        QTRY_VERIFY2(shown.said().contains(QStringLiteral("nobody")), qPrintable(shown.said()));
    }
};

}  // namespace tst_tenants_page

GUI_TEST(tst_tenants_page, TestTenantsPage)
#include "tst_tenants_page.moc"
