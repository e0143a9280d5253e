// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_tenants.h"
#include "ui/models/formatting.h"
#include "ui/models/member_model.h"
#include "ui/models/message_model.h"
#include "ui/models/role_model.h"
#include "ui/models/tenant_book.h"
#include "ui/models/tenant_model.h"
#include "ui/models/usage_report.h"
#include "ui/session/engine_session.h"

namespace tst_models_tenants {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

class TestModelsTenants : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        Clock::freeze(test::kSampleNow);
        m_engine = test::tenantEngine();
        m_session = std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default"));
    }
    void cleanup() {
        m_session.reset();
        Clock::freeze(0);
    }

    void theBookAsksOnlyWhileSomebodyLooks() {
        TenantBook book(m_session.get());
        m_engine->access.put(*m_engine->access.tenant("acme"));
        QTest::qWait(2 * EngineSession::kDrainInterval);
        QCOMPARE(m_engine->calls("list_tenants"), 0);
        book.setLive(true);
        QTRY_COMPARE(book.state(TenantBook::Members), TenantBook::State::Ready);
        QCOMPARE(book.tenants().size(), std::size_t(3));
        QCOMPARE(book.membersWith("admin"), 1);
        QCOMPARE(book.ownerOf("sales", {}), std::string("acme"));
        QCOMPARE(book.ownerOf("sales", "acme"), std::string());
        auto acme = *book.tenant("acme");
        acme.title = "Acme Inc.";
        m_engine->access.put(acme);  // its event is enough
        QTRY_COMPARE(book.tenant("acme")->title, std::string("Acme Inc."));
    }

    void whatCannotBeReadIsSaidAndTheRestStays() {
        TenantBook book(m_session.get());
        book.setLive(true);
        QTRY_COMPARE(book.state(TenantBook::Roles), TenantBook::State::Ready);
        m_engine->fail("list_roles", {api::code::kForbidden, "You may not see roles.", {}, false});
        book.refresh();
        QTRY_COMPARE(book.state(TenantBook::Roles), TenantBook::State::Failed);
        QCOMPARE(book.roles().size(), std::size_t(5));
        QTRY_COMPARE(book.state(TenantBook::Tenants), TenantBook::State::Ready);
    }

    void aTenantShowsWhatItUsesOfWhatItMay() {
        TenantModel model;
        model.show({*m_engine->access.tenant("acme"), *m_engine->access.tenant("globex")});
        const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, TenantModel::NameColumn), QStringLiteral("Acme Corp. (acme)"));
        QCOMPARE(cell(0, TenantModel::RunsColumn), QStringLiteral("12 of 50"));
        QCOMPARE(cell(0, TenantModel::BudgetColumn), QStringLiteral("221.40 of 250.00"));
        const auto phase = [&model](int row, int column) {
            return static_cast<api::Phase>(model.index(row, column).data(PhaseRole).toInt());
        };
        QCOMPARE(phase(0, TenantModel::RunsColumn), api::Phase::running);
        QCOMPARE(phase(0, TenantModel::BudgetColumn), api::Phase::waiting);
        QCOMPARE(phase(1, TenantModel::StorageColumn), api::Phase::faulted);
        QCOMPARE(cell(1, TenantModel::StateColumn), QStringLiteral("Suspended"));
        QCOMPARE(cell(1, TenantModel::BudgetColumn), QStringLiteral("4.25, no limit"));
        QVERIFY(!model.index(1, TenantModel::BudgetColumn).data(ProgressRole).isValid());
    }

    void budgetsThatRunOutAreToldTheWorstFirst() {
        auto spent = *m_engine->access.tenant("globex");
        spent.budget.monthly = 4;
        const auto warnings = budgetWarnings({*m_engine->access.tenant("acme"), spent});
        QCOMPARE(warnings.size(), std::size_t(2));
        QCOMPARE(warnings[0].tenant, std::string("globex"));
        QVERIFY(warnings[0].spent);
        QVERIFY(warnings[0].text.contains(QStringLiteral("106 %")));
        QVERIFY(warnings[1].text.contains(QStringLiteral("88 %")));
        QVERIFY(!warnings[1].spent);
    }

    void namesAreJudged() {
        QVERIFY(problemOfTenantName(QStringLiteral("acme-2.eu")).isEmpty());
        for (const char* wrong : {"", "Acme", "a b", "-a"}) {
            QVERIFY2(!problemOfTenantName(QString::fromLatin1(wrong)).isEmpty(), wrong);
        }
        QVERIFY(!problemOfTenantName(QString(kMaxTenantName + 1, QLatin1Char('a'))).isEmpty());
        QCOMPARE(namesOf(QStringLiteral(" a, b;a\nc ")), (std::vector<std::string>{"a", "b", "c"}));
    }

    void permissionsAreGroupedByWhatTheyAreAbout() {
        const auto areas = permissionAreas();
        QCOMPARE(areas.at(QStringLiteral("run")).front(), std::string("run.read"));
        QCOMPARE(areas.at(QStringLiteral("run")).size(), std::size_t(3));
        for (const auto& [area, permissions] : areas) {
            QVERIFY2(areaText(area) != area, qPrintable(area));
            for (const auto& one : permissions) {
                QVERIFY(!permissionText(one).isEmpty());
            }
        }
        QCOMPARE(permissionsText({"*"}), QStringLiteral("everything"));
    }

    void whoIsAMemberIsSaid() {
        MemberModel model;
        model.show(m_engine->access.members(), "anna");
        QCOMPARE(model.index(0, MemberModel::WhoColumn).data().toString(), QStringLiteral("anna (you)"));
        QCOMPARE(model.index(0, MemberModel::WhereColumn).data().toString(), QStringLiteral("all tenants"));
        QCOMPARE(model.index(2, MemberModel::WhoColumn).data().toString(), QStringLiteral("group finance"));
        QTRY_VERIFY(m_session->access());
        QCOMPARE(whoYouAre(*m_session), QStringLiteral("You are anna, with 1 role(s) in all tenants: admin."));
        m_session->setTenant(QStringLiteral("acme"));
        QTRY_VERIFY(m_session->access());
        QVERIFY(whoYouAre(*m_session).contains(QStringLiteral("in acme")));
    }

    void messagesComeInByThemselves() {
        MessageModel model(m_session.get());
        model.setLive(true);
        QTRY_COMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(0, MessageModel::WayColumn).data().toString(),
                 QStringLiteral("policy default \u2192 alpha"));
        api::MessageInfo next;
        next.id = "01HFMSGX";
        next.subject = "late";
        next.status = "failed";
        m_engine->messages.put(next);
        QTRY_COMPARE(model.rowCount(), 7);
        QCOMPARE(model.idAt(0), QStringLiteral("01HFMSGX"));
        model.setFilter(QStringLiteral("LATE"), QStringLiteral("failed"));
        QTRY_COMPARE(model.rowCount(), 1);
        model.setFilter({}, {});
        QTRY_COMPARE(model.rowCount(), 7);
    }

    void manyMessagesArePaged() {
        for (int i = 0; i < 250; ++i) {
            api::MessageInfo one;
            one.id = "m" + std::to_string(1000 + i);
            one.subject = "s";
            m_engine->messages.put(one);
        }
        MessageModel model(m_session.get());
        model.setLive(true);
        QTRY_COMPARE(model.rowCount(), PagedModel::kPageSize);
        QVERIFY(model.hasMore());
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 2 * PagedModel::kPageSize);
    }

    void headersAreLines() {
        const auto headers = headersOf(QStringLiteral("A: b\n\n X-Y :  c: d "));
        QVERIFY(headers.ok());
        QCOMPARE(headersText(*headers), QStringLiteral("A: b\nX-Y: c: d"));
        QVERIFY(headersOf(QString()).ok());
        QVERIFY(headersOf(QString())->is_null());
        const auto wrong = headersOf(QStringLiteral("A: b\nno header"));
        QVERIFY(!wrong.ok());
        QVERIFY(toText(wrong.error().message).contains(QStringLiteral("Line 2")));
    }

    void usageIsAskedInWholeStepsAndSummedUp() {
        UsageBook book(m_session.get());
        book.choose(UsageSpan::Week, api::UsageGroup::tenant);
        QTRY_COMPARE(book.state(), UsageBook::State::Ready);
        const auto asked = m_engine->access.asked();
        QVERIFY(asked);
        QCOMPARE(asked->by, api::UsageGroup::tenant);
        QCOMPARE(asked->from % asked->step, api::Timestamp(0));
        const auto& rows = book.usage().rows;
        QCOMPARE(book.total().tokens, rows[0].tokens + rows[1].tokens + rows[2].tokens);
        double sum = 0;
        for (const auto& [at, value] : book.line(std::string("acme"), UsageMeasure::Cost)) {
            sum += value;
        }
        QVERIFY(std::abs(sum - rows[0].cost) < 1e-6);
        auto some = test::sampleUsage({"acme"});
        some.points.resize(1);  // what was not used is left out
        m_engine->access.setUsage(some);
        book.refresh();
        QTRY_COMPARE(book.usage().points.size(), std::size_t(1));
        QVERIFY(book.line(std::nullopt, UsageMeasure::Tasks).size() > 20);
    }

    void aFileOfUsageIsExactAndHarmless() {
        auto usage = test::sampleUsage({"=HYPERLINK(\"x\")", "sales/or,ders"});
        usage.rows[1].cost = 0.1;
        m_engine->access.setUsage(usage);
        UsageBook book(m_session.get());
        book.choose(UsageSpan::Day, api::UsageGroup::workflow);
        QTRY_COMPARE(book.state(), UsageBook::State::Ready);
        const QByteArrayList lines = usageCsv(book).split('\n');
        QCOMPARE(lines[0],
                 QByteArray("key,runs,tasks,faulted,taskSeconds,cpuSeconds,decisions,calls,failed,tokens,cost\r"));
        QVERIFY(lines[1].startsWith("\"'=HYPERLINK(\"\"x\"\")\","));
        QVERIFY(lines[2].startsWith("\"sales/or,ders\","));
        QVERIFY(lines[2].endsWith(",0.1\r"));
        QCOMPARE(lines.size(), 4);
    }

    void aLongReportHasSeveralPages() {
        std::vector<std::string> keys;
        for (int i = 0; i < 120; ++i) {
            keys.push_back("sales/workflow-" + std::to_string(i));
        }
        m_engine->access.setUsage(test::sampleUsage(keys));
        UsageBook book(m_session.get());
        book.choose(UsageSpan::Week, api::UsageGroup::workflow);
        QTRY_COMPARE(book.state(), UsageBook::State::Ready);
        const auto pdf = usagePdf(book, UsageMeasure::Cost);
        QVERIFY(pdf.bytes.startsWith("%PDF-"));
        QVERIFY2(pdf.pages >= 3, qPrintable(QString::number(pdf.pages)));
        QVERIFY(pdf.bytes.contains("/Count " + QByteArray::number(pdf.pages)));
    }

private:
    std::shared_ptr<FixtureEngine> m_engine;
    std::unique_ptr<EngineSession> m_session;
};

}  // namespace tst_models_tenants

GUI_TEST(tst_models_tenants, TestModelsTenants)
#include "tst_models_tenants.moc"
