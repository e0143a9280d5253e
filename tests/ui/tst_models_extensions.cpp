// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_extensions.h"
#include "ui/models/extension_list_model.h"
#include "ui/models/extension_revision_model.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/pipeline_draft.h"
#include "ui/models/pipeline_lane_model.h"
#include "ui/models/pipeline_run_model.h"
#include "ui/session/engine_session.h"

namespace tst_models_extensions {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Registry {
    std::shared_ptr<FixtureEngine> engine = test::extensionEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    ExtensionListModel extensions{&session};
    QAbstractItemModelTester tester{&extensions};

    Registry() {
        extensions.setLive(true);
        if (!QTest::qWaitFor([this] { return extensions.state() == ExtensionListModel::State::Ready; })) {
            qWarning("the registry did not come");
        }
    }
    QString cell(const char* id, int column) const {
        return extensions.index(extensions.rowOf(id), column).data().toString();
    }
};

/// The policy "support", being changed.
struct Drafted : Registry {
    PipelineDraft draft{&session};
    PipelineLaneModel pre{&draft, &extensions, PipelineLane::Pre};
    PipelineLaneModel validators{&draft, &extensions, PipelineLane::Validators};
    QAbstractItemModelTester preTester{&pre};
    QAbstractItemModelTester validatorTester{&validators};

    Drafted() {
        draft.load("support");
        if (!QTest::qWaitFor([this] { return draft.state() == PipelineDraft::State::Ready; })) {
            qWarning("the policy did not come");
        }
    }
    static QStringList idsOf(const ExtensionCardModel& lane) {
        QStringList ids;
        for (int row = 0; row < lane.rowCount(); ++row) {
            ids << lane.rowAt(row).id;
        }
        return ids;
    }
};

}  // namespace

class TestModelsExtensions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itTellsHowEachDoes() {
        Registry all;
        using Model = ExtensionListModel;
        QCOMPARE(all.extensions.rowCount(), 8);
        QCOMPARE(all.cell("normalize_text", Model::HealthColumn), QStringLiteral("Healthy"));
        QCOMPARE(all.cell("normalize_text", Model::SuccessColumn), QStringLiteral("99.8 %"));
        QCOMPARE(all.cell("normalize_text", Model::P95Column), QStringLiteral("12 ms"));
        QCOMPARE(all.cell("jailbreak_check", Model::HealthColumn), QStringLiteral("Quarantined"));
        QCOMPARE(all.cell("jailbreak_check", Model::CircuitColumn), QStringLiteral("Open"));
        QCOMPARE(all.cell("length_limit", Model::HealthColumn), QStringLiteral("Disabled"));
        QCOMPARE(all.cell("cite_sources", Model::SuccessColumn), QStringLiteral("–"));
        QCOMPARE(all.extensions.troubledCount(), 1);
    }

    void itFollowsWhatChanges() {
        Registry all;
        QPersistentModelIndex kept = all.extensions.index(all.extensions.rowOf("pii_guard"), 0);
        all.engine->extensions.put(boost::json::object{{"id", "aaa"}, {"type", "pre"}, {"subject", "x.y"}});
        QTRY_COMPARE(all.extensions.rowCount(), 9);
        QCOMPARE(kept.data(IdRole).toString(), QStringLiteral("pii_guard"));
        all.extensions.setLive(false);
        const int asked = all.engine->calls("list_extensions");
        all.engine->extensions.put(boost::json::object{{"id", "bbb"}, {"type", "pre"}, {"subject", "x.y"}});
        QTest::qWait(3 * EngineSession::kDrainInterval);
        QCOMPARE(all.engine->calls("list_extensions"), asked);
        all.extensions.setLive(true);
        QTRY_COMPARE(all.extensions.rowCount(), 10);
    }

    void anErrorKeepsTheRows() {
        Registry all;
        all.engine->fail("list_extensions", {api::code::kUnavailable, "Gone.", {}, true});
        all.extensions.refresh();
        QTRY_COMPARE(all.extensions.state(), ExtensionListModel::State::Failed);
        QCOMPARE(all.extensions.rowCount(), 8);
    }

    void revisionsAreNewestFirst() {
        Registry all;
        ExtensionRevisionModel revisions(&all.session);
        QAbstractItemModelTester tester(&revisions);
        revisions.show("normalize_text");
        QTRY_COMPARE(revisions.rowCount(), 2);
        QCOMPARE(revisions.index(0, 0).data().toString(), QStringLiteral("2, current"));
        QCOMPARE(revisions.index(1, 0).data(VersionRole).toString(), QStringLiteral("1.1.0"));
        revisions.show({});
        QCOMPARE(revisions.rowCount(), 0);
    }

    void lanesShowThePolicy() {
        Drafted one;
        QCOMPARE(Drafted::idsOf(one.pre),
                 (QStringList{QStringLiteral("normalize_text"), QStringLiteral("detect_language")}));
        QCOMPARE(Drafted::idsOf(one.validators),
                 (QStringList{QStringLiteral("pii_guard"), QStringLiteral("jailbreak_check")}));
        using Role = ExtensionCardModel::Role;
        QCOMPARE(one.pre.index(1, 0).data(Role::PolicyRole).toString(), QStringLiteral("Optional · 150 ms"));
        QCOMPARE(one.validators.index(0, 0).data(Role::PolicyRole).toString(), QStringLiteral("Blocks"));
        QCOMPARE(one.validators.index(1, 0).data(Role::PolicyRole).toString(),
                 QStringLiteral("Warns · 200 ms · 1 retry(s)"));
        QCOMPARE(one.validators.index(1, 0).data(Role::HealthRole).toString(), QStringLiteral("Quarantined"));
        QCOMPARE(one.pre.index(0, 0).data(Role::FiguresRole).toString(), QStringLiteral("p95 12 ms · 99.8 %"));
        QVERIFY(!one.draft.isChanged());
    }

    void everyChangeCanBeUndone() {
        Drafted one;
        const api::Json before = one.draft.document();
        QPersistentModelIndex moved = one.validators.index(0, 0);
        one.draft.move(PipelineLane::Validators, 0, 1);
        QCOMPARE(Drafted::idsOf(one.validators),
                 (QStringList{QStringLiteral("jailbreak_check"), QStringLiteral("pii_guard")}));
        QCOMPARE(moved.row(), 1);
        one.draft.insert(PipelineLane::Validators, 1, "length_limit");
        one.draft.remove(PipelineLane::Pre, 0);
        one.draft.set(PipelineLane::Validators, 0, "on_fail", api::Json("ignore"));
        one.draft.set(PipelineLane::Validators, 0, "on_fail", api::Json("block"));
        QVERIFY(one.draft.isChanged());
        QCOMPARE(one.draft.undoStack()->count(), 4);  // two changes of one member are one step
        QCOMPARE(Drafted::idsOf(one.validators),
                 (QStringList{QStringLiteral("jailbreak_check"), QStringLiteral("length_limit"),
                              QStringLiteral("pii_guard")}));
        while (one.draft.undoStack()->canUndo()) {
            one.draft.undoStack()->undo();
        }
        QVERIFY(one.draft.document() == before);
        QVERIFY(!one.draft.isChanged());
        one.draft.undoStack()->redo();
        QCOMPARE(Drafted::idsOf(one.validators),
                 (QStringList{QStringLiteral("jailbreak_check"), QStringLiteral("pii_guard")}));
    }

    void nothingElseOfThePolicyIsTouched() {
        api::Json document = test::supportPolicy();
        document.as_object()["note"] = "kept";
        const auto changed = withoutStage(document, PipelineLane::Post, 0);
        QVERIFY(!changed.as_object().contains("post"));  // a lane without stages is not written
        QVERIFY(changed.at("note") == api::Json("kept"));
        QVERIFY(changed.at("validators") == document.at("validators"));
        const auto again = withStage(changed, PipelineLane::Post, 7, "mask_pii");
        QVERIFY(again.at("post").at(0).at("id") == api::Json("mask_pii"));
        QVERIFY(withStageMoved(document, PipelineLane::Pre, 0, 5) == document);
    }

    void problemsAreAtTheirCards() {
        Drafted one;
        one.engine->policies.setProblems(
            {{api::Severity::warning, 0, 0, "/validators/1/id", "It is in quarantine."},
             {api::Severity::error, 0, 0, "/pre/0/timeout_ms", "It must be at least 10."}});
        QSignalSpy checked(&one.draft, &PipelineDraft::checked);
        one.draft.set(PipelineLane::Pre, 0, "timeout_ms", api::Json(3));
        QTRY_COMPARE(one.pre.rowAt(0).problems, QStringList{QStringLiteral("It must be at least 10.")});
        QVERIFY(one.pre.rowAt(0).broken);
        QVERIFY(one.pre.rowAt(1).problems.isEmpty());
        QCOMPARE(one.validators.rowAt(1).problems.size(), 1);
        QVERIFY(!one.validators.rowAt(1).broken);
        QVERIFY(one.pre.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("at least 10")));
    }

    void whoIsLateIsToldSo() {
        Drafted one;
        one.engine->policies.put("support", R"({"version": "1.0", "providers": [{"name": "x", "weight": 1}]})");
        one.draft.remove(PipelineLane::Pre, 0);
        QSignalSpy refused(&one.draft, &PipelineDraft::refused);
        QSignalSpy saved(&one.draft, &PipelineDraft::saved);
        one.draft.save(QStringLiteral("mine"), false);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(QString::fromStdString(refused[0][0].value<api::Error>().code),
                 QString::fromLatin1(api::code::kStale));
        QVERIFY(one.draft.isChanged());
        one.draft.save(QStringLiteral("mine"), true);
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(!one.draft.isChanged());
        QVERIFY(one.engine->policies.document("support") == one.draft.document());
    }

    void aDryRunTellsWhatEachStageMade() {
        Drafted one;
        test::letStagesWork(*one.engine);
        PipelineRunModel steps;
        QAbstractItemModelTester tester(&steps);
        api::Json sample = boost::json::object{
            {"message", boost::json::object{{"message_type", "chat"},
                                            {"payload", boost::json::object{{"text", "  to a@b.example  "}}}}}};
        api::DryRunRoute op;
        op.request = requestOf(sample, {}, "support");
        op.document = one.draft.document();
        const auto reply = api::callAndWait(*one.engine, op, test::sampleIdentity());
        QVERIFY(reply.ok());
        steps.show(messageOf(op.request), *reply);
        QCOMPARE(steps.rowCount(), 6);  // two before, two validators, the choice, one after
        QCOMPARE(steps.rowAt(0).name, QStringLiteral("normalize_text"));
        QVERIFY(steps.rowAt(0).changed);
        QVERIFY(!steps.rowAt(1).changed);
        QCOMPARE(steps.rowAt(2).status, QStringLiteral("Rejected"));
        QCOMPARE(steps.rowAt(2).effect, QStringLiteral("The request was blocked"));
        QVERIFY(steps.rowAt(4).isChoice);
        QCOMPARE(steps.rowAt(5).status, QStringLiteral("Not reached"));
        steps.clear();
        QCOMPARE(steps.rowCount(), 0);
    }

    void anEnvelopeIsPutAroundASample() {
        const auto request = requestOf(boost::json::object{{"message", boost::json::object{}}}, "acme", "support");
        QVERIFY(request.at("version") == api::Json("1"));
        QVERIFY(request.at("tenant_id") == api::Json("acme"));
        QVERIFY(request.at("policy_id") == api::Json("support"));
        QVERIFY(request.at("message").at("message_id") == request.at("request_id"));
        const auto task = requestOf(
            boost::json::object{{"request_id", "r1"},
                                {"task", boost::json::object{{"type", "chat"}, {"payload", boost::json::object{}}}}},
            {}, "support");
        QVERIFY(messageOf(task).at("message_type") == api::Json("chat"));
        QVERIFY(messageOf(task).at("message_id") == api::Json("r1"));
    }
};

}  // namespace tst_models_extensions

GUI_TEST(tst_models_extensions, TestModelsExtensions)
#include "tst_models_extensions.moc"
