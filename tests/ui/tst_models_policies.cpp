// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_policies.h"
#include "ui/models/decision_list_model.h"
#include "ui/models/decision_text.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_checker.h"
#include "ui/models/policy_document.h"
#include "ui/models/policy_list_model.h"
#include "ui/models/policy_rows_model.h"
#include "ui/models/policy_simulation.h"
#include "ui/models/policy_version_model.h"
#include "ui/models/provider_table.h"
#include "ui/session/engine_session.h"

namespace tst_models_policies {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
api::Json json(const char* text) {
    return boost::json::parse(text);
}

struct Kept {
    std::shared_ptr<FixtureEngine> engine = test::policyEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
};

api::RouteDecision decisionOf(Kept& kept, const char* id) {
    const auto reply = kept.engine->policies.answer(api::GetDecision{id});
    return std::get<api::RouteDecisionReply>(*reply).decision;
}
}  // namespace

class TestModelsPolicies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Clock::freeze(test::kSampleNow); }

    void aPolicyInOneLine_data() {
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("line");
        QTest::addRow("providers") << R"({"providers": [{"name": "a", "weight": 3}, {"name": "b", "weight": 1}]})"
                                   << "a 75 %, b 25 %";
        QTest::addRow("weights") << R"({"weights": {"a": 0.7, "b": 0.3}})"
                                 << "a 70 %, b 30 %";
        QTest::addRow("both") << R"({"providers": [{"name": "a"}, {"name": "b", "weight": 1}], "weights": {"a": 1}})"
                              << "a 50 %, b 50 %";
        QTest::addRow("canary") << R"({"providers": [{"name": "a", "weight": 1}], "canary": {"provider": "c",
                                      "percent": 12.5}})"
                                << "a 100 % · canary c 12.5 %";
        QTest::addRow("no canary yet") << R"({"weights": {"a": 1}, "canary": {"provider": "c", "percent": 0}})"
                                       << "a 100 %";
        QTest::addRow("many") << R"({"weights": {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}})"
                              << "a 20 %, b 20 %, c 20 %, 2 more";
        QTest::addRow("rest") << R"({"weights": {"a": 1}, "shadow": [{}], "fallbacks": [{}, {}], "pre": [{"id": "x"}]})"
                              << "a 100 % · 1 shadow(s) · 2 fallback(s) · 1 extension(s)";
        QTest::addRow("nothing") << "{}"
                                 << "No providers";
        QTest::addRow("other types") << R"({"providers": 7, "canary": [], "weights": "x", "fallbacks": {}})"
                                     << "No providers";
    }
    void aPolicyInOneLine() {
        QFETCH(QString, document);
        QTEST(policyLine(json(qPrintable(document))), "line");
    }

    void aMemberIsChangedInPlace() {
        const auto before = json(R"({"z": 1, "canary": {"provider": "c", "percent": 5, "own": [1]}, "a": 2})");
        auto after = withMember(before, {"canary", "percent"}, jsonNumber(25));
        QCOMPARE(toText(boost::json::serialize(after)),
                 QStringLiteral(R"({"z":1,"canary":{"provider":"c","percent":25,"own":[1]},"a":2})"));
        after = withMember(after, {"z"}, std::nullopt);
        QCOMPARE(toText(boost::json::serialize(after)),
                 QStringLiteral(R"({"canary":{"provider":"c","percent":25,"own":[1]},"a":2})"));
        after = withMember(json("{}"), {"sticky", "enabled"}, api::Json(true));
        QCOMPARE(toText(boost::json::serialize(after)), QStringLiteral(R"({"sticky":{"enabled":true}})"));
        QCOMPARE(withMember(after, {"sticky", "enabled"}, std::nullopt), json("{}"));
        QCOMPARE(withMember(json("{}"), {"sticky", "enabled"}, std::nullopt), json("{}"));
    }

    void providersAreWrittenInATable() {
        PolicyRowsModel model(PolicyRowsModel::List::Providers);
        QAbstractItemModelTester tester(&model);
        QSignalSpy edited(&model, &PolicyRowsModel::edited);
        const auto document = json(R"({"version": "1.0", "providers": [
            {"name": "a", "weight": 80, "when": {"tier": ["gold"]}, "x-own": 1}, {"name": "b", "weight": 20}], "y": 2})");
        model.setDocument(document);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, PolicyRowsModel::ShareColumn).data().toString(), QStringLiteral("80 %"));
        QVERIFY(model.setData(model.index(0, PolicyRowsModel::WeightColumn), QStringLiteral("20")));
        QCOMPARE(edited.size(), 1);
        auto after = edited.takeFirst()[0].value<api::Json>();
        QCOMPARE(toText(boost::json::serialize(after)),
                 QStringLiteral(R"({"version":"1.0","providers":[{"name":"a","weight":20,"when":{"tier":["gold"]},)"
                                R"("x-own":1},{"name":"b","weight":20}],"y":2})"));
        model.setDocument(after);
        QCOMPARE(model.index(1, PolicyRowsModel::ShareColumn).data().toString(), QStringLiteral("50 %"));
        for (const char* wrong : {"", "many", "[1]"}) {
            QVERIFY2(!model.setData(model.index(0, PolicyRowsModel::WeightColumn), QString::fromLatin1(wrong)), wrong);
        }
        QVERIFY(!model.setData(model.index(0, PolicyRowsModel::NameColumn), QStringLiteral(" ")));
        QVERIFY(edited.isEmpty());
        QVERIFY(model.setData(model.index(1, PolicyRowsModel::CostColumn), QStringLiteral("0.02")));
        QVERIFY(model.setData(model.index(0, PolicyRowsModel::NameColumn), QStringLiteral("c")));
        model.append();
        after = edited.takeLast()[0].value<api::Json>();
        model.setDocument(after);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("provider_1"));
        model.remove(0);
        model.setDocument(edited.takeLast()[0].value<api::Json>());
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("b"));
        model.setEditable(false);
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEditable));
    }

    void aTableOfWeightsStaysOne() {
        PolicyRowsModel model(PolicyRowsModel::List::Providers);
        QAbstractItemModelTester tester(&model);
        QSignalSpy edited(&model, &PolicyRowsModel::edited);
        model.setDocument(json(R"({"weights": {"a": 70, "b": 30}})"));
        QVERIFY(model.setData(model.index(1, PolicyRowsModel::WeightColumn), QStringLiteral("50")));
        auto after = edited.takeLast()[0].value<api::Json>();
        QCOMPARE(toText(boost::json::serialize(after)), QStringLiteral(R"({"weights":{"a":70,"b":50}})"));
        model.setDocument(after);
        QVERIFY(model.setData(model.index(0, PolicyRowsModel::PriorityColumn), QStringLiteral("90")));
        after = edited.takeLast()[0].value<api::Json>();
        QCOMPARE(toText(boost::json::serialize(after)),
                 QStringLiteral(R"({"providers":[{"name":"a","weight":70,"priority":90},{"name":"b","weight":50}]})"));
    }

    void conditionsAreJson() {
        PolicyRowsModel model(PolicyRowsModel::List::Fallbacks);
        QAbstractItemModelTester tester(&model);
        QSignalSpy edited(&model, &PolicyRowsModel::edited);
        model.setDocument(json(R"({"fallbacks": [{"when": {"status": ["error"]}, "to": "b"}, {"to": "c"}]})"));
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("always"));
        QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("{status")));
        QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("[]")));
        QVERIFY(model.setData(model.index(0, 0), QStringLiteral("{}")));
        QCOMPARE(edited.takeLast()[0].value<api::Json>(), json(R"({"fallbacks": [{"to": "b"}, {"to": "c"}]})"));
        model.setProblems({{api::Severity::error, 0, 0, "/fallbacks/1/to", "Nobody is called c."},
                           {api::Severity::error, 0, 0, "/canary", "Elsewhere."}});
        QCOMPARE(model.index(1, 0).data(KindRole).toInt(), int(api::Severity::error));
        QCOMPARE(model.index(1, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("Nobody is called c."));
        QCOMPARE(model.index(0, 0).data(KindRole).toInt(), -1);
    }

    void theListTellsWhatEachDoes() {
        Kept kept;
        PolicyListModel model(&kept.session);
        QAbstractItemModelTester tester(&model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 4);
        const auto chat = model.index(model.rowOf(QStringLiteral("chat")), 0);
        QTRY_COMPARE(
            chat.data(PolicyListModel::LineRole).toString(),
            QStringLiteral("large_model 80 %, small_model 20 % · canary next_model 5 % · 1 shadow(s) · 1 fallback(s) "
                           "· 3 extension(s)"));
        QCOMPARE(chat.data(VersionRole).toString(), QStringLiteral("v3"));
        const int asked = kept.engine->calls("get_policy");
        kept.engine->policies.put("batch", R"({"weights": {"a": 1}})");
        QTRY_COMPARE(model.index(0, 0).data(PolicyListModel::LineRole).toString(), QStringLiteral("a 100 %"));
        QCOMPARE(kept.engine->calls("get_policy"), asked + 1);  // what did not change is not asked for again
        model.setFilter(QStringLiteral("CARLA"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("default"));
        QCOMPARE(model.total(), 4);
        model.setFilter({});
        (void)kept.engine->policies.answer(api::DeletePolicy{"batch", {}, -1});
        QTRY_COMPARE(model.rowCount(), 3);
        kept.engine->fail("list_policies", {api::code::kUnavailable, "Gone.", {}, true});
        model.refresh();
        QTRY_COMPARE(model.state(), PolicyListModel::State::Failed);
        QCOMPARE(model.rowCount(), 3);
        kept.engine->clear("list_policies");
        kept.engine->publishGap();
        QTRY_COMPARE(model.state(), PolicyListModel::State::Ready);
    }

    void versionsAreNewestFirst() {
        Kept kept;
        PolicyVersionModel model(&kept.session);
        QAbstractItemModelTester tester(&model);
        model.setPolicy(QStringLiteral("chat"));
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(model.versionAt(0), std::int64_t(3));
        QCOMPARE(model.index(0, 0).data(VersionRole).toString(), QStringLiteral("latest"));
        (void)kept.engine->policies.answer(api::DeletePolicy{"chat", "Not needed", -1});
        QTRY_COMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0, PolicyVersionModel::CommentColumn).data().toString(),
                 QStringLiteral("Removed: Not needed"));
        model.setPolicy({});
        QCOMPARE(model.rowCount(), 0);
    }

    void onlyTheNewestDocumentIsJudged() {
        Kept kept;
        PolicyChecker checker(&kept.session);
        QSignalSpy checked(&checker, &PolicyChecker::checked);
        kept.engine->hold("validate_policy");
        checker.check(json("{}"));
        QTRY_COMPARE(kept.engine->calls("validate_policy"), 1);
        checker.check(json(R"({"a": 1})"));
        QTest::qWait(2 * PolicyChecker::kRestMs);
        kept.engine->release("validate_policy");
        QTRY_COMPARE(checked.size(), 1);
        QCOMPARE(kept.engine->calls("validate_policy"), 2);
        QVERIFY(!checker.isBusy());
    }

    void providersAreThoseOfThePolicy() {
        Kept kept;
        ProviderTable model(&kept.session);
        QAbstractItemModelTester tester(&model);
        model.setProviders({QStringLiteral("large_model"), QStringLiteral("next_model"), QStringLiteral("new_one")},
                           QStringLiteral("next_model"));
        model.refresh();
        QTRY_COMPARE(model.index(0, ProviderTable::ShareColumn).data().toString(), QStringLiteral("74.2 %"));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(1, 0).data(VersionRole).toString(), QStringLiteral("canary"));
        QCOMPARE(model.index(1, ProviderTable::ErrorColumn).data().toString(), QStringLiteral("8.2 %"));
        QCOMPARE(model.index(2, ProviderTable::CircuitColumn).data().toString(), QStringLiteral("No calls"));
        kept.engine->fail("list_providers", {api::code::kUnavailable, "Gone.", {}, true});
        model.refresh();
        QTRY_VERIFY(model.hasFailed());
        QCOMPARE(model.rowCount(), 3);
    }

    void decisionsComeOnTop() {
        Kept kept;
        DecisionListModel model(&kept.session);
        QAbstractItemModelTester tester(&model);
        model.setPolicy(QStringLiteral("chat"));
        QTRY_COMPARE(model.rowCount(), 24);
        auto one = decisionOf(kept, test::kCanaryDecision);
        one.id = "01HF1T0000000000000000D199";
        kept.engine->policies.put(one);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 25);
        QCOMPARE(model.idAt(0), toText(one.id));
        QCOMPARE(model.index(0, DecisionListModel::ReasonColumn).data().toString(), QStringLiteral("Canary"));
        model.setFailedOnly(true);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, DecisionListModel::ProviderColumn).data().toString(), QStringLiteral("None"));
    }

    void aDecisionIsAWay() {
        Kept kept;
        const auto one = decisionOf(kept, "01HF1T0000000000000000D101");
        const auto graph = decisionGraph(one);
        QStringList names;
        for (const auto& node : graph.nodes) {
            names << toText(node.name);
        }
        QCOMPARE(
            names.join(QLatin1Char(' ')),
            QStringLiteral("Rate limit normalize_text pii_guard Choice large_model small_model legacy_batch Shadow"));
        const auto taken = decisionTaken(one);
        QCOMPARE(taken.size(), graph.edges.size());
        for (std::size_t i = 0; i < taken.size(); ++i) {
            const auto& to = graph.edges[i].to;
            QCOMPARE(bool(taken[i]), to != "/candidate/small_model" && to != "/candidate/legacy_batch");
        }
        QCOMPARE(decisionStates(one).size(), graph.nodes.size());
        const auto part = decisionPart(one, QStringLiteral("/candidate/legacy_batch"));
        QCOMPARE(part.sentence, QStringLiteral("9 failures one after another; open for 29 s more."));
        QCOMPARE(decisionPart(one, QStringLiteral("/step/4")).numbers.value(0).second, QStringLiteral("0.4131"));
    }

    void aRefusalEndsWithNobody() {
        Kept kept;
        const auto one = decisionOf(kept, "01HF1T0000000000000000D121");
        const auto graph = decisionGraph(one);
        QCOMPARE(toText(graph.nodes.back().name), QStringLiteral("No provider"));
        QCOMPARE(decisionTaken(one).size(), graph.edges.size());
        QVERIFY(decisionPart(one, {}).sentence.contains(QStringLiteral("credit card")));
        api::RouteDecision bare;
        QCOMPARE(decisionGraph(bare).nodes.size(), std::size_t(2));
        QCOMPARE(decisionTaken(bare).size(), decisionGraph(bare).edges.size());
    }

    void candidatesAndSimulationsAreTables() {
        Kept kept;
        CandidateTable candidates;
        QAbstractItemModelTester first(&candidates);
        candidates.show(decisionOf(kept, "01HF1T0000000000000000D101"));
        QCOMPARE(candidates.rowCount(), 3);
        QCOMPARE(candidates.index(0, 0).data(VersionRole).toString(), QStringLiteral("chosen"));
        QCOMPARE(candidates.index(2, 0).data(VersionRole).toString(), QStringLiteral("circuit open"));
        SimulatedShareTable shares;
        QAbstractItemModelTester second(&shares);
        shares.show(test::sampleSimulation());
        QCOMPARE(shares.index(1, SimulatedShareTable::ChangeColumn).data().toString(), QStringLiteral("+24.9 %"));
        SimulatedChangeTable changes;
        QAbstractItemModelTester third(&changes);
        changes.show(test::sampleSimulation());
        QCOMPARE(changes.rowCount(), 12);
        QCOMPARE(formatChange(-0.2), QStringLiteral("−20 %"));
    }
};

}  // namespace tst_models_policies

GUILESS_TEST(tst_models_policies, TestModelsPolicies)
#include "tst_models_policies.moc"
