// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/approval_batch_model.h"
#include "ui/models/approval_change.h"
#include "ui/models/approval_list_model.h"
#include "ui/models/approval_query.h"
#include "ui/models/approval_text.h"
#include "ui/models/decision_drafts.h"
#include "ui/models/formatting.h"

namespace tst_models_approvals {

using namespace beamline;
using namespace beamline::ui;

namespace {
constexpr api::Timestamp kHour = 3'600'000;
constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

api::Approval request(const std::string& id, api::Risk risk = api::Risk::low) {
    api::Approval one;
    one.id = id;
    one.run = "01R";
    one.ns = "examples";
    one.workflow = "invoice-approval";
    one.task = "/do/3/largeOnes";
    one.subject = "Invoice " + id;
    one.risk = risk;
    one.hash = "hash-" + id;
    one.candidates.groups = {"finance"};
    one.raisedAt = test::kSampleNow - kHour;
    one.dueAt = test::kSampleNow + kHour;
    return one;
}

api::RequestContext anna() {
    return {"anna", {"finance"}, 0, "console", {}, {}};
}
}  // namespace

namespace {
std::optional<TextDiff> dataDiff(const api::Json& before, const api::Json& now) {
    api::Approval old;
    old.context = before;
    api::Approval current;
    current.context = now;
    return requestDiff(old, current);
}
}  // namespace

class TestModelsApprovals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theFilterIsReadAndItsMistakesAreTold_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("workflow");
        QTest::addColumn<int>("risk");
        QTest::addColumn<QString>("mistake");
        QTest::addRow("all") << "workflow:invoice* risk:high over 5"
                             << "over 5"
                             << "invoice*" << 2 << "";
        QTest::addRow("type") << "type:data-import"
                              << ""
                              << "data-import" << -1 << "";
        QTest::addRow("quoted") << "\"risk:high\""
                                << "risk:high"
                                << "" << -1 << "";
        QTest::addRow("empty") << ""
                               << ""
                               << "" << -1 << "";
        QTest::addRow("no risk") << "risk:huge"
                                 << ""
                                 << "" << -1 << "low, medium or high";
        QTest::addRow("twice") << "risk:low risk:high"
                               << ""
                               << "" << 0 << "twice";
        QTest::addRow("star inside") << "workflow:a*b"
                                     << ""
                                     << "" << -1 << "at the end only";
        QTest::addRow("unknown") << "status:open"
                                 << ""
                                 << "" << -1 << "no condition status:open";
        QTest::addRow("negated") << "-risk:high"
                                 << ""
                                 << "" << -1 << "never what does not";
        QTest::addRow("open quote") << "\"abc"
                                    << ""
                                    << "" << -1 << "not closed";
        QTest::addRow("nothing behind") << "workflow:"
                                        << ""
                                        << "" << -1 << "missing";
    }
    void theFilterIsReadAndItsMistakesAreTold() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(QString, workflow);
        QFETCH(int, risk);
        QFETCH(QString, mistake);
        const auto query = parseApprovalQuery(text);
        QCOMPARE(query.ok(), mistake.isEmpty());
        if (!mistake.isEmpty()) {
            QVERIFY2(query.mistakes.front().text.contains(mistake), qPrintable(query.mistakes.front().text));
            QVERIFY(query.mistakes.front().offset + query.mistakes.front().length <= text.size());
            return;
        }
        QCOMPARE(toText(query.text), words);
        QCOMPARE(toText(query.workflow), workflow);
        QCOMPARE(query.risk ? int(*query.risk) : -1, risk);
    }

    void theFilterIsBounded() {
        QVERIFY(parseApprovalQuery(QString(kMaxQueryLength, u'a')).ok());
        QVERIFY(!parseApprovalQuery(QString(kMaxQueryLength + 1, u'a')).ok());
        QCOMPARE(parseApprovalQuery(QStringLiteral("no:x ").repeated(60)).mistakes.size(), kMaxQueryMistakes);
    }

    void whatMayBeWrittenIsOffered() {
        const QStringList known{QStringLiteral("invoice-approval"), QStringLiteral("data-import")};
        const auto labels = [&](const QString& text) {
            QStringList all;
            for (const auto& item : completeApprovalQuery(text, text.size(), known).items) {
                all << item.label;
            }
            return all;
        };
        QCOMPARE(labels({}),
                 QStringList({QStringLiteral("workflow:"), QStringLiteral("risk:"), QStringLiteral("batch:")}));
        QCOMPARE(labels(QStringLiteral("ri")), QStringList({QStringLiteral("risk:")}));
        QCOMPARE(labels(QStringLiteral("risk:h")), QStringList({QStringLiteral("high")}));
        QCOMPARE(labels(QStringLiteral("workflow:inv")), QStringList({QStringLiteral("invoice-approval")}));
        QCOMPARE(labels(QStringLiteral("risk:high")), QStringList());
    }

    void anAmountIsComparedWithTheLastApprovedOne_data() {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("amount");
        QTest::addColumn<QString>("change");
        const auto row = [](const char* name, const char* now, const char* before, const char* amount,
                            const char* change) {
            QTest::addRow("%s", name) << QByteArray(now) << QByteArray(before) << QString::fromUtf8(amount)
                                      << QString::fromUtf8(change);
        };
        row("more", R"({"amount":7420.5,"currency":"EUR"})", R"({"amount":4610.0,"currency":"EUR"})", "7420.50 EUR",
            "+ 61 % on the last approved one (4610.00)");
        row("less", R"({"amount":50,"currency":"EUR"})", R"({"amount":200,"currency":"EUR"})", "50 EUR",
            "− 75 % on the last approved one (200)");
        row("same", R"({"amount":50})", R"({"amount":50})", "50", "the same as the last approved one");
        row("another unit", R"({"amount":50,"currency":"EUR"})", R"({"amount":50,"currency":"USD"})", "50 EUR",
            "the last approved one was 50 USD");
        row("from nothing", R"({"amount":50})", R"({"amount":0})", "50", "the last approved one was 0");
        row("hardly", R"({"amount":10001})", R"({"amount":10000})", "10001",
            "less than 1 % from the last approved one (10000)");
        row("first", R"({"files":3})", "null", "3 files", "");
        row("two numbers", R"({"files":3,"bytes":4})", "null", "", "");
        row("two numbers, one an amount", R"({"files":3,"total":4})", "null", "4", "");
        row("no object", "[1]", "null", "", "");
    }
    void anAmountIsComparedWithTheLastApprovedOne() {
        QFETCH(QByteArray, now);
        QFETCH(QByteArray, before);
        QFETCH(QString, amount);
        QFETCH(QString, change);
        const auto old = boost::json::parse(before.toStdString());
        const auto result = amountChange(boost::json::parse(now.toStdString()), old.is_null() ? nullptr : &old);
        QCOMPARE(result ? result->amount : QString(), amount);
        QCOMPARE(result ? result->change : QString(), change);
    }

    void whatIsTooLargeIsNotCompared() {
        const api::Json small{{"a", 1}};
        const api::Json large{{"a", std::string(kMaxDiffBytes, 'x')}};
        QCOMPARE(dataDiff(small, api::Json{{"a", 2}})->added, 1);
        QVERIFY(!dataDiff(small, large));
    }

    /// Who shows no data asks by the subject alone.
    void anotherSubjectOrRiskIsADifferenceToo() {
        api::Approval before;
        before.subject = "Pay 50 EUR to Ann";
        api::Approval now = before;
        QCOMPARE(requestDiff(before, now)->added, 0);
        now.subject = "Pay 9000 EUR to Cid";
        now.risk = api::Risk::high;
        const auto diff = requestDiff(before, now);
        QCOMPARE(diff->added, 2);
        QCOMPARE(diff->removed, 2);
    }

    void whatIsMaskedIsMaskedInTheDifferenceToo() {
        const api::Json before{{"amount", 1}, {"apiToken", "hunter1"}, {"pin", 4}};
        const api::Json now{{"amount", 1}, {"apiToken", "hunter2"}, {"pin", 5}};
        const auto diff = dataDiff(before, now);
        QCOMPARE(diff->added, 2);  // that the token is another one is seen
        for (const auto& line : diff->lines) {
            QVERIFY2(!line.text.contains(QStringLiteral("hunter")), qPrintable(line.text));
        }
        QCOMPARE(dataDiff(now, now)->added, 0);
        QVERIFY(!amountChange(api::Json{{"token", 7}}, nullptr));
    }

    void whyNotIsToldAsFarAsItIsKnown() {
        const auto why = [](const api::Approval& one, api::Outcome outcome = api::Outcome::approve) {
            return whyNot(one, anna(), outcome);
        };
        api::Approval one = request("1");
        QCOMPARE(why(one), QString());
        one.candidates.groups = {"security"};
        QVERIFY(why(one).contains(QStringLiteral("somebody else: security")));
        one.delegations = {{"carla", {"security"}, "anna", 1, test::kSampleNow + kHour, {}}};
        QCOMPARE(why(one), QString());
        one.delegations[0].until = test::kSampleNow - 1;  // it is over
        QVERIFY(!why(one).isEmpty());
        one = request("2");
        one.requesterMayDecide = false;
        one.requester = "anna";
        QVERIFY(why(one).contains(QStringLiteral("asked for it")));
        one = request("3");
        one.quorum = 2;
        one.decisions = {{"anna", {}, 1, api::Outcome::approve, {}, {}, one.hash, {}}};
        QVERIFY(why(one).contains(QStringLiteral("already")));
        QCOMPARE(why(one, api::Outcome::reject), QString());
        one = request("4");
        one.onExpiry = api::ExpiryAction::reject;
        one.dueAt = test::kSampleNow - 1;
        QVERIFY(why(one).contains(QStringLiteral("due date has passed")));
        one.onExpiry = api::ExpiryAction::escalate;
        QCOMPARE(why(one), QString());
        one.state = api::ApprovalState::rejected;
        QVERIFY(why(one).contains(QStringLiteral("decided")));
        one = request("5");
        QCOMPARE(whyNot(one, {"bob", {}, 0, {}, {}, {}}, api::Outcome::approve),
                 QString());  // of groups it may know more
    }

    void aQuorumCountsPeopleOnce() {
        api::Approval one = request("1");
        one.quorum = 2;
        QCOMPARE(quorumState(one), QStringLiteral("0 of 2 approval(s), still needs 2 of finance"));
        one.decisions = {{"anna", {}, 1, api::Outcome::approve, {}, {}, one.hash, {}},
                         {"bob", {}, 2, api::Outcome::approve, {}, {}, one.hash, "anna"}};
        QCOMPARE(approvalsGiven(one), 1);
        QCOMPARE(quorumState(one), QStringLiteral("1 of 2 approval(s), still needs 1 of finance"));
    }

    void theRecordSaysWhoInWhosePlaceAndWhatNobodyDid() {
        api::Approval one = request("1");
        one.decisions = {{"anna",
                          {},
                          test::kSampleNow - 1000,
                          api::Outcome::approve,
                          "looks <right>",
                          api::Json{{"costCentre", "4100"}},
                          one.hash,
                          "carla"}};
        one.comments = {{"bob", test::kSampleNow - 2000, "agreed"}};
        const QString record = recordHtml(one);
        QVERIFY(record.contains(QStringLiteral("<b>anna</b> on behalf of <b>carla</b> approved")));
        QVERIFY(record.contains(QStringLiteral("looks &lt;right&gt;")));
        QVERIFY(record.contains(QStringLiteral("costCentre: 4100")));
        QVERIFY(record.indexOf(QStringLiteral("bob")) < record.indexOf(QStringLiteral("anna")));
        api::Approval expired = request("2");
        expired.state = api::ApprovalState::approved;
        expired.decidedAt = test::kSampleNow;
        QVERIFY(recordHtml(expired).contains(QStringLiteral("Nobody</b> decided in time: approved")));
        expired.state = api::ApprovalState::waiting;
        expired.onExpiry = api::ExpiryAction::approve;
        QVERIFY(expiryDanger(expired).contains(QStringLiteral("approves itself")));
        expired.onExpiry = api::ExpiryAction::reject;
        QVERIFY(expiryDanger(expired).isEmpty());
        one.comments.assign(std::size_t(kMaxRecordLines) + 5, {"bob", 1, "x"});
        QVERIFY(recordHtml(one).startsWith(QStringLiteral("6 earlier line")));
    }

    void snoozingOffersTimesThatAreToCome() {
        const auto at = [](const char* text) {
            return QDateTime::fromString(QLatin1String(text), Qt::ISODate).toMSecsSinceEpoch();
        };
        const auto friday = snoozeTimes(at("2026-11-27T10:00:00"));
        QCOMPARE(friday.size(), 4);
        QCOMPARE(friday[0].until, at("2026-11-27T11:00:00"));
        QCOMPARE(friday[1].until, at("2026-11-27T14:00:00"));
        QCOMPARE(friday[2].until, at("2026-11-28T09:00:00"));
        QCOMPARE(friday[3].until, at("2026-11-30T09:00:00"));
        QCOMPARE(snoozeTimes(at("2026-11-27T15:00:00")).size(), 3);
        QCOMPARE(snoozeTimes(at("2026-11-29T15:00:00")).size(), 2);  // on a Sunday tomorrow is Monday
    }

    void aDraftIsOnTheDiskBeforeTheProgramEnds() {
        auto* drafts = new DecisionDrafts(file());  // leaked below as by kill -9
        drafts->keep("1", {"half a sen", api::Json{{"costCentre", "4100"}}, 7});
        QVERIFY(DecisionDrafts::kSaveMs <= 2000);
        auto* timer = drafts->findChild<QTimer*>();
        QVERIFY(timer && timer->isActive() && timer->interval() == DecisionDrafts::kSaveMs);
        timer->start(0);  // it is time
        QTRY_VERIFY(QFile::exists(file()));
        QTRY_VERIFY(DecisionDrafts(file()).find("1"));
        const DecisionDrafts again(file());
        QCOMPARE(again.find("1")->comment, std::string("half a sen"));
        QCOMPARE(again.find("1")->form, (api::Json{{"costCentre", "4100"}}));
        QVERIFY(!QFile(file()).permissions().testFlag(QFile::ReadOther));
        drafts->forget("1");
        QVERIFY(drafts->flush());
        QVERIFY(!DecisionDrafts(file()).find("1"));
        delete drafts;
    }

    void aDraftThatCannotBeWrittenIsTold() {
        QFile blocking(m_folder->filePath(QStringLiteral("outbox")));  // a file where the folder has to be
        QVERIFY(blocking.open(QIODevice::WriteOnly));
        DecisionDrafts drafts(file());
        QSignalSpy failed(&drafts, &DecisionDrafts::failed);
        drafts.keep("1", {"first", {}, 1});
        QVERIFY(!drafts.flush());
        auto* timer = drafts.findChild<QTimer*>();
        for (const char* id : {"2", "3"}) {  // the third is told what became of the second
            drafts.keep(id, {"more", {}, 2});
            timer->start(0);
            QTRY_VERIFY(!timer->isActive());
        }
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(blocking.remove());
        drafts.keep("4", {"last", {}, 4});
        timer->start(0);
        QTRY_COMPARE(DecisionDrafts(file()).count(), std::size_t(4));  // nothing is left out of the next
    }

    void windowsOfOneConnectionKeepEachOthersDrafts() {
        DecisionDrafts one(file());
        DecisionDrafts two(file());
        one.keep("1", {"first", {}, 1});
        two.keep("2", {"second", {}, 2});
        QVERIFY(one.flush() && two.flush());
        const DecisionDrafts both(file());
        QVERIFY(both.find("1") && both.find("2"));
    }

    void draftsAreBoundedAndABrokenFileIsNoEnd() {
        DecisionDrafts drafts(file());
        for (int i = 0; i < int(DecisionDrafts::kMaxDrafts) + 3; ++i) {
            drafts.keep(std::to_string(i), {"x", {}, i + 1});
        }
        QCOMPARE(drafts.count(), DecisionDrafts::kMaxDrafts);
        QVERIFY(!drafts.find("0") && drafts.find("5"));
        drafts.keep("large", {std::string(DecisionDrafts::kMaxDraftBytes + 1, 'x'), {}, 9999});
        QVERIFY(drafts.flush());
        QVERIFY(drafts.find("large"));
        QVERIFY(!DecisionDrafts(file()).find("large"));
        QFile broken(file());
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{ half");
        broken.close();
        DecisionDrafts anew(file());
        QCOMPARE(anew.count(), std::size_t(0));
        anew.keep("1", {"again", {}, 1});
        QVERIFY(anew.flush());
        QVERIFY(DecisionDrafts(file()).find("1"));
    }

    void aSelectionFollowsItsRows() {
        auto engine = std::make_shared<test::FixtureEngine>();
        for (int i = 0; i < 6; ++i) {
            auto one = request(std::to_string(i), i < 4 ? api::Risk::low : api::Risk::high);
            one.dueAt += i;
            engine->put(one);
        }
        EngineSession session(engine, anna(), QStringLiteral("test"));
        ApprovalListModel model(&session);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setQueue(api::ApprovalQueue::open);
        QTRY_COMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(0, 0).data(ApprovalListModel::ClaimedRole).toString(), QString());
        auto taken = model.itemAt(0);
        taken.claimedBy = "carla";
        engine->put(taken, "approval.claimed");
        QTRY_COMPARE(model.index(0, 0).data(ApprovalListModel::ClaimedRole).toString(),
                     QStringLiteral("carla is at it"));
        model.setSelected(5, true);
        QVERIFY(model.index(5, 0).data(ApprovalListModel::SelectedRole).toBool());
        model.clearSelection();
        QCOMPARE(model.selectLike(1), 4);
        auto gone = model.itemAt(1);
        gone.state = api::ApprovalState::approved;
        engine->put(gone, "approval.closed");
        QTRY_COMPARE(model.selectedCount(), 3);
        QCOMPARE(model.selected().size(), std::size_t(3));
        model.setQueue(api::ApprovalQueue::open, parseApprovalQuery(QStringLiteral("risk:high")));
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.selectedCount(), 0);
    }

    void aBatchDecidesOneRiskClassEachByItsOwnHash() {
        Batch batch;
        auto form = request("form");
        form.form = boost::json::parse(R"({"type":"object","required":["a"],"properties":{"a":{"type":"string"}}})");
        auto foreign = request("foreign");
        foreign.candidates.groups = {"security"};
        auto twin = request("twin");
        twin.subject = request("1").subject;
        auto stale = request("stale");
        batch.put({request("1"), twin, form, foreign, stale, request("high", api::Risk::high)});
        stale.hash = "another";
        batch.engine->put(stale);
        auto& model = *batch.model;
        QCOMPARE(model.risks().size(), std::size_t(2));
        QCOMPARE(model.count(ApprovalBatchModel::Step::Able), 0);  // mixed: nothing until one class is chosen
        QCOMPARE(model.groups().size(), std::size_t(2));
        QCOMPARE(model.groups()[0].risk, api::Risk::high);
        QCOMPARE(model.groups()[1].count, 5);
        QCOMPARE(model.groups()[1].payloads, 4);
        model.setRisk(api::Risk::low);
        QCOMPARE(model.count(ApprovalBatchModel::Step::Able), 3);
        QVERIFY(batch.outcome("high").contains(QStringLiteral("high risk")));
        QVERIFY(batch.outcome("form").contains(QStringLiteral("form must be filled in")));
        QVERIFY(batch.outcome("foreign").contains(QStringLiteral("somebody else")));
        model.setOutcome(api::Outcome::reject);
        QCOMPARE(model.count(ApprovalBatchModel::Step::Able), 4);  // a rejection needs no form
        model.setOutcome(api::Outcome::approve);
        QSignalSpy finished(&model, &ApprovalBatchModel::finished);
        model.start("seen together");
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(model.count(ApprovalBatchModel::Step::Done), 2);
        QCOMPARE(model.count(ApprovalBatchModel::Step::Failed), 1);
        QVERIFY(batch.outcome("stale").contains(QStringLiteral("has changed")));
        QCOMPARE(batch.engine->calls("decide_approval"), 3);
        const auto last = batch.engine->last<api::DecideApproval>();
        QCOMPARE(last->hash, "hash-" + last->approval);
        QCOMPARE(last->comment, std::string("seen together"));
    }

    void highRiskIsNamedOneByOne() {
        Batch batch;
        batch.put({request("1", api::Risk::high), request("2", api::Risk::high)});
        auto& model = *batch.model;
        QCOMPARE(model.count(ApprovalBatchModel::Step::Able), 0);
        QCOMPARE(model.nextToConfirm(), 0);
        QVERIFY(!model.confirm(0, QStringLiteral("Invoice 2")));
        QVERIFY(model.confirm(0, QStringLiteral("Invoice 1")));
        QCOMPARE(model.nextToConfirm(0), 1);
        QCOMPARE(model.count(ApprovalBatchModel::Step::Able), 1);
        model.setOutcome(api::Outcome::reject);
        QCOMPARE(model.count(ApprovalBatchModel::Step::Able), 2);
        model.setOutcome(api::Outcome::approve);
        QSignalSpy finished(&model, &ApprovalBatchModel::finished);
        model.start({});
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(batch.engine->calls("decide_approval"), 1);
    }

    void aBatchIsBounded() {
        Batch batch;
        std::vector<api::Approval> many(ApprovalBatchModel::kMaxApprovals + 1, request("1"));
        batch.model = std::make_unique<ApprovalBatchModel>(&batch.session, many);
        QCOMPARE(batch.model->rowCount(), int(ApprovalBatchModel::kMaxApprovals));
    }

private:
    struct Batch {
        std::shared_ptr<test::FixtureEngine> engine = std::make_shared<test::FixtureEngine>();
        EngineSession session{engine, anna(), QStringLiteral("test")};
        std::unique_ptr<ApprovalBatchModel> model;
        std::unique_ptr<QAbstractItemModelTester> tester;

        void put(const std::vector<api::Approval>& all) {
            for (const auto& one : all) {
                engine->put(one);
            }
            session.refreshHealth();
            model = std::make_unique<ApprovalBatchModel>(&session, all);
            tester = std::make_unique<QAbstractItemModelTester>(model.get(), kFatal);
        }
        QString outcome(const char* id) const {
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->approvalAt(row).id == id) {
                    return model->index(row, ApprovalBatchModel::OutcomeColumn).data().toString();
                }
            }
            return {};
        }
    };
    QString file() const { return m_folder->filePath(QStringLiteral("outbox/embedded.json.drafts")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

}  // namespace tst_models_approvals

GUI_TEST(tst_models_approvals, TestModelsApprovals)
#include "tst_models_approvals.moc"
