// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

#include "engine/api/json_codec.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_policies.h"
#include "ui/models/formatting.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/policies/policy_name_dialog.h"
#include "ui/pages/policies/policy_pane.h"
#include "ui/pages/policies/policy_save_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace tst_policies_page {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::shared_ptr<FixtureEngine> engine;
    MainWindow window{settings};

    explicit Shown(std::shared_ptr<FixtureEngine> with = test::policyEngine(), const char* place = "policies/chat")
        : engine(std::move(with)) {
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.setSession(std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("test")),
                          true);
        window.open(QString::fromLatin1(place));
    }
    PoliciesPage& page() { return *window.findChild<PoliciesPage*>(); }
    PolicyPane& pane() { return *window.findChild<PolicyPane*>(); }
    QListView& list() { return *part<QListView>("policies.list"); }
    CodeEditor& text() { return *part<CodeEditor>("policy.json"); }
    QTableView& table(const char* name) { return *part<QTableView>(name); }
    QString cell(const char* name, int row, int column) {
        return table(name).model()->index(row, column).data().toString();
    }
    template <class T>
    T* part(const char* name) {
        return page().findChild<T*>(QString::fromLatin1(name));
    }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QString::fromLatin1(id)); }
    api::Json written() {
        const auto parsed = api::parseJson(toUtf8(text().toPlainText()));
        return parsed.ok() ? *parsed : api::Json();
    }
    /// The policy is on view.
    bool waitFor(const char* policy) {
        return QTest::qWaitFor([&] { return pane().policy() == QLatin1String(policy) && pane().version() > 0; });
    }
    void answer(bool yes) {
        QPointer<Question> question;
        QTRY_VERIFY(question = window.findChild<Question*>());
        yes ? question->accept() : question->reject();
        QTRY_VERIFY(!question);
    }
};

template <class T>
T* dialogOf(MainWindow& window) {
    T* found = nullptr;
    (void)QTest::qWaitFor([&] { return (found = window.findChild<T*>()) != nullptr; });
    return found;
}

QPushButton* button(QWidget& where, const QString& text) {
    for (auto* one : where.findChildren<QPushButton*>()) {
        if (one->isVisible() && one->text().remove(QLatin1Char('&')).startsWith(text)) {
            return one;
        }
    }
    return nullptr;
}

/// Writes into a cell as a person does.
void write(QTableView& table, int row, int column, const QString& text) {
    table.setFocus();
    table.setCurrentIndex(table.model()->index(row, column));
    QTest::keyClick(&table, Qt::Key_Return);
    auto* editor = table.findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(!table.findChild<QLineEdit*>());
}

const api::Json& at(const api::Json& json, const char* pointer) {
    return json.at_pointer(pointer);
}

}  // namespace

class TestPoliciesPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }

    void itIsReachedByCommandAndByKey() {
        Shown shown(test::policyEngine(), "runs");
        const auto key = shown.window.commands().find(QStringLiteral("go.policies"))->shortcut()[0];
        QTest::keyClick(&shown.window, key.key(), key.keyboardModifiers());
        QTRY_COMPARE(shown.window.place(), QStringLiteral("policies"));
        QTRY_COMPARE(shown.pane().policy(), QStringLiteral("batch"));  // the first one is shown
        QTRY_COMPARE(shown.list().currentIndex().data().toString(), QStringLiteral("batch"));
        QTest::keyClick(&shown.list(), Qt::Key_Down);
        QVERIFY(shown.waitFor("chat"));
        QCOMPARE(shown.window.here(), QStringLiteral("policies/chat"));
    }

    void anEmptyListTeaches() {
        Shown shown(std::make_shared<FixtureEngine>(), "policies");
        auto* note = shown.list().parentWidget()->findChild<EmptyState*>();
        QTRY_COMPARE(note->title(), QStringLiteral("No policies yet"));
        QVERIFY(!shown.pane().isVisible());
        QTest::mouseClick(button(*note, QStringLiteral("New policy")), Qt::LeftButton);
        auto* dialog = dialogOf<PolicyNameDialog>(shown.window);
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit*>()->text(), QStringLiteral("default"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(shown.pane().policy(), QStringLiteral("default"));
        QVERIFY(shown.pane().isChanged());
        QTest::keyClick(&shown.text(), Qt::Key_S, Qt::ControlModifier);
        auto* save = dialogOf<PolicySaveDialog>(shown.window);
        QVERIFY(save);
        QTest::keyClicks(save->findChild<QLineEdit*>(QStringLiteral("policy.comment")), QStringLiteral("A start"));
        QTest::mouseClick(button(*save, QStringLiteral("Save")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->policies.versions("default"), 1);
        QCOMPARE(shown.engine->last<api::PutPolicy>()->replaces, std::int64_t(0));
        QTRY_COMPARE(shown.list().currentIndex().data().toString(), QStringLiteral("default"));
        QVERIFY(!shown.pane().isChanged());
    }

    void anErrorCanBeTriedAgain() {
        auto engine = test::policyEngine();
        engine->fail("list_policies", {api::code::kUnavailable, "The engine cannot be reached.", {}, true});
        Shown shown(engine, "policies");
        auto* note = shown.list().parentWidget()->findChild<EmptyState*>();
        QTRY_VERIFY(button(*note, QStringLiteral("Try again")));
        engine->clear("list_policies");
        QTest::mouseClick(button(*note, QStringLiteral("Try again")), Qt::LeftButton);
        QTRY_COMPARE(shown.list().model()->rowCount(), 4);
    }

    void theSearchLooksAtAllThatIsSaid() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        shown.page().focusFilter();
        QTest::keyClicks(shown.page().focusWidget(), QStringLiteral("nightly"));
        QTRY_COMPARE(shown.list().model()->rowCount(), 1);
        QCOMPARE(shown.pane().policy(), QStringLiteral("chat"));  // what is on view stays
        QTest::keyClick(shown.page().focusWidget(), Qt::Key_Escape);
        QTRY_COMPARE(shown.list().model()->rowCount(), 4);
    }

    void formAndJsonAreOneDocument() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        write(shown.table("policy.providers"), 0, 1, QStringLiteral("60"));
        QCOMPARE(at(shown.written(), "/providers/0/weight").as_int64(), 60);
        QCOMPARE(shown.cell("policy.providers", 0, 2), QStringLiteral("75 %"));
        auto* percent = shown.part<QDoubleSpinBox>("policy.percent");
        percent->setValue(12.5);
        QCOMPARE(at(shown.written(), "/canary/percent").as_double(), 12.5);
        QCOMPARE(at(shown.written(), "/canary/max_error_rate").as_double(), 0.1);  // no field knows it
        QString text = shown.text().toPlainText();
        text.replace(QStringLiteral("\"weight\": 60"), QStringLiteral("\"weight\": 30"));
        text.insert(text.indexOf(QLatin1Char('{')) + 1, QStringLiteral("\"x_own\": {\"kept\": [1, 2]},"));
        shown.text().replaceAll(text);
        QCOMPARE(shown.cell("policy.providers", 0, 1), QStringLiteral("30"));
        write(shown.table("policy.providers"), 1, 1, QStringLiteral("30"));
        QCOMPARE(at(shown.written(), "/x_own/kept").as_array().size(), std::size_t(2));
        QTest::keyClick(&shown.text(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(shown.cell("policy.providers", 1, 1), QStringLiteral("20"));
    }

    void rowsComeAndGo() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        auto& table = shown.table("policy.providers");
        const auto tool = [&](const char* name) -> QToolButton* {
            for (auto* one : shown.page().findChildren<QToolButton*>()) {
                if (one->accessibleName() == QLatin1String(name)) {
                    return one;
                }
            }
            return nullptr;
        };
        QTest::mouseClick(tool("Add a provider"), Qt::LeftButton);
        QCOMPARE(table.model()->rowCount(), 3);
        QCOMPARE(at(shown.written(), "/providers/2/weight").as_int64(), 0);
        write(table, 2, 0, QStringLiteral("third"));
        QCOMPARE(toText(std::string(at(shown.written(), "/providers/2/name").as_string())), QStringLiteral("third"));
        table.setCurrentIndex(table.model()->index(0, 0));
        QTest::mouseClick(tool("Remove the selected provider"), Qt::LeftButton);
        QCOMPARE(at(shown.written(), "/providers").as_array().size(), std::size_t(2));
        QCOMPARE(shown.cell("policy.providers", 0, 0), QStringLiteral("small_model"));
    }

    void whileTheTextIsNoJsonTheFormWaits() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        const QString good = shown.text().toPlainText();
        shown.text().replaceAll(good.chopped(2));
        QVERIFY(!shown.part<QDoubleSpinBox>("policy.percent")->isEnabled());
        QVERIFY(!shown.action("policy.save").isEnabled());
        QCOMPARE(shown.action("policy.save").toolTip(), QStringLiteral("What is written is no JSON."));
        QTRY_VERIFY(shown.table("policy.problems").isVisible());
        shown.text().replaceAll(good);
        QVERIFY(shown.part<QDoubleSpinBox>("policy.percent")->isEnabled());
        QTRY_VERIFY(!shown.table("policy.problems").isVisible());
        QVERIFY(!shown.pane().isChanged());
    }

    void mistakesAreShownAtTheirPlace() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        shown.engine->policies.setProblems(
            {{api::Severity::error, 0, 0, "/providers/1/weight", "The weight must be 0 to 100."}});
        write(shown.table("policy.providers"), 1, 1, QStringLiteral("200"));
        QTRY_VERIFY(shown.table("policy.problems").isVisible());
        QCOMPARE(shown.cell("policy.problems", 0, 2), QStringLiteral("/providers/1/weight"));
        QVERIFY(shown.part<QLabel>("policy.verdict")->text().contains(QStringLiteral("1 mistake")));
        shown.text().goTo(1, 1);
        QTest::keyClick(&shown.text(), Qt::Key_F8);
        QVERIFY(shown.text().textCursor().block().text().contains(QStringLiteral("\"weight\": 200")));
        bool told = false;
        for (auto* label : shown.page().findChildren<QLabel*>()) {
            told =
                told || (label->isVisible() && label->text().contains(QStringLiteral("The weight must be 0 to 100.")));
        }
        QVERIFY(told);  // in the form
        // Who saves it nevertheless hears the same.
        QTest::keyClick(&shown.text(), Qt::Key_S, Qt::ControlModifier);
        auto* save = dialogOf<PolicySaveDialog>(shown.window);
        QVERIFY(save);
        QTest::mouseClick(button(*save, QStringLiteral("Save")), Qt::LeftButton);
        QTRY_VERIFY(shown.part<InfoBar>("policy.bar")->isVisible());
        QCOMPARE(shown.engine->policies.versions("chat"), 3);
        QVERIFY(shown.pane().isChanged());
    }

    void adviceIsGiven() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        QTRY_VERIFY(shown.part<QLabel>("policy.advice")->isVisible());
        QVERIFY(shown.part<QLabel>("policy.advice")->text().contains(QStringLiteral("Complexity medium (34 of 100)")));
    }

    void savingAsksForACommentAndReplacesWhatWasRead() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        QVERIFY(!shown.action("policy.save").isEnabled());
        write(shown.table("policy.providers"), 0, 1, QStringLiteral("60"));
        QTest::mouseClick(button(shown.pane(), QStringLiteral("Save")), Qt::LeftButton);
        auto* save = dialogOf<PolicySaveDialog>(shown.window);
        QVERIFY(save);
        QCOMPARE(save->findChild<DiffView*>()->diff().added, 1);
        QTest::keyClicks(save->findChild<QLineEdit*>(QStringLiteral("policy.comment")), QStringLiteral("Less"));
        QTest::keyClick(save, Qt::Key_Return);
        QTRY_COMPARE(shown.engine->policies.versions("chat"), 4);
        const auto put = *shown.engine->last<api::PutPolicy>();
        QCOMPARE(put.replaces, std::int64_t(3));
        QCOMPARE(toText(put.comment), QStringLiteral("Less"));
        QTRY_COMPARE(shown.pane().version(), std::int64_t(4));
        QVERIFY(!shown.pane().isChanged());
        QVERIFY(!shown.action("policy.save").isEnabled());
    }

    void whoChangedItMeanwhileIsTold() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        write(shown.table("policy.providers"), 0, 1, QStringLiteral("60"));
        shown.action("policy.save").trigger();
        auto* save = dialogOf<PolicySaveDialog>(shown.window);
        QVERIFY(save);
        shown.engine->policies.put("chat", R"({"version": "1.0", "weights": {"other": 1}})", "Mine", "ben");
        auto* act = button(*save, QStringLiteral("Save"));
        QTest::mouseClick(act, Qt::LeftButton);
        auto* bar = save->findChild<InfoBar*>();
        QTRY_VERIFY(bar->text().contains(QStringLiteral("ben stored version 4")));
        QVERIFY(bar->text().contains(QStringLiteral("Mine")));
        QVERIFY(!act->isEnabled());
        QTest::mouseClick(button(*bar, QStringLiteral("Compare")), Qt::LeftButton);
        QVERIFY(save->findChild<DiffView*>()->diff().removed > 0);
        QVERIFY(act->isEnabled());
        QCOMPARE(act->text(), QStringLiteral("Save over version 4"));
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_COMPARE(shown.engine->policies.versions("chat"), 5);
        QCOMPARE(shown.engine->last<api::PutPolicy>()->replaces, std::int64_t(4));
    }

    void whatOthersStoreIsFollowedUnlessSomebodyWrites() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        shown.engine->policies.put("chat", R"({"version": "1.0", "weights": {"other": 1}})", "Mine", "ben");
        QTRY_COMPARE(shown.cell("policy.providers", 0, 0), QStringLiteral("other"));
        write(shown.table("policy.providers"), 0, 1, QStringLiteral("5"));
        shown.engine->policies.put("chat", R"({"version": "1.0", "weights": {"third": 1}})", "Again", "ben");
        QTRY_VERIFY(shown.part<InfoBar>("policy.bar")->isVisible());
        QCOMPARE(shown.cell("policy.providers", 0, 0), QStringLiteral("other"));
        QCOMPARE(shown.pane().version(), std::int64_t(4));
        QTest::mouseClick(button(*shown.part<InfoBar>("policy.bar"), QStringLiteral("Discard mine")), Qt::LeftButton);
        QTRY_COMPARE(shown.cell("policy.providers", 0, 0), QStringLiteral("third"));
    }

    void whatIsWrittenIsAskedAbout() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        write(shown.table("policy.providers"), 0, 1, QStringLiteral("60"));
        shown.list().setCurrentIndex(shown.list().model()->index(0, 0));
        shown.answer(false);
        QCOMPARE(shown.pane().policy(), QStringLiteral("chat"));
        QCOMPARE(shown.list().currentIndex().data().toString(), QStringLiteral("chat"));
        QCOMPARE(at(shown.written(), "/providers/0/weight").as_int64(), 60);
        shown.window.open(QStringLiteral("runs"));  // to look elsewhere loses nothing
        shown.window.open(QStringLiteral("policies"));
        QVERIFY(shown.pane().isChanged());
        shown.list().setCurrentIndex(shown.list().model()->index(0, 0));
        shown.answer(true);
        QVERIFY(shown.waitFor("batch"));
        QVERIFY(!shown.pane().isChanged());
    }

    void aPolicyIsDuplicatedAndRemoved() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        shown.list().setFocus();
        QTest::keyClick(&shown.list(), Qt::Key_D);
        auto* dialog = dialogOf<PolicyNameDialog>(shown.window);
        QVERIFY(dialog);
        auto* name = dialog->findChild<QLineEdit*>();
        name->setText(QStringLiteral("batch"));
        QVERIFY(!button(*dialog, QStringLiteral("Begin"))->isEnabled());
        name->setText(QStringLiteral("no name"));
        QVERIFY(!button(*dialog, QStringLiteral("Begin"))->isEnabled());
        name->setText(QStringLiteral("chat-2"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(shown.pane().policy(), QStringLiteral("chat-2"));
        QCOMPARE(at(shown.written(), "/canary/provider").as_string(), "next_model");
        shown.action("policy.save").trigger();
        auto* save = dialogOf<PolicySaveDialog>(shown.window);
        QVERIFY(save);
        QTest::keyClick(save, Qt::Key_Return);
        QTRY_COMPARE(shown.engine->policies.versions("chat-2"), 1);
        QVERIFY(shown.waitFor("chat-2"));
        QTRY_COMPARE(shown.list().model()->rowCount(), 5);
        shown.action("policy.remove").trigger();
        shown.answer(true);
        QTRY_COMPARE(shown.list().model()->rowCount(), 4);
        QCOMPARE(shown.engine->last<api::DeletePolicy>()->replaces, std::int64_t(1));
        QTRY_COMPARE(shown.pane().policy(), QStringLiteral("batch"));
    }

    void versionsAreComparedAndRolledBack() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        shown.list().setFocus();
        QTest::keyClick(&shown.list(), Qt::Key_V);
        auto& table = shown.table("policy.versions");
        QTRY_COMPARE(table.model()->rowCount(), 3);
        QVERIFY(table.isVisible());
        QVERIFY(!shown.action("policy.rollback").isEnabled());
        QVERIFY(!shown.action("policy.rollback").toolTip().isEmpty());
        table.selectRow(2);  // the first version, compared with the one behind it
        auto* base = shown.part<QComboBox>("policy.base");
        QTRY_COMPARE(base->currentData().toLongLong(), qlonglong(2));
        base->setCurrentIndex(base->findData(qlonglong(3)));
        Q_EMIT base->activated(base->currentIndex());
        QTRY_VERIFY(shown.action("policy.rollback").isEnabled());
        shown.action("policy.rollback").trigger();
        auto* dialog = dialogOf<PolicySaveDialog>(shown.window);
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<DiffView*>()->diff().removed > 0);
        QTest::mouseClick(button(*dialog, QStringLiteral("Roll back")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->policies.versions("chat"), 4);
        const auto put = *shown.engine->last<api::PutPolicy>();
        QCOMPARE(toText(put.comment), QStringLiteral("Roll back to version 1"));
        QCOMPARE(put.replaces, std::int64_t(3));
        QVERIFY(!put.document.as_object().contains("canary"));
        QTRY_COMPARE(shown.pane().version(), std::int64_t(4));
        QTRY_COMPARE(table.model()->rowCount(), 4);
    }

    void aCanaryIsRolledOutWatchedAndTakenBack() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        shown.list().setFocus();
        QTest::keyClick(&shown.list(), Qt::Key_L);
        QTRY_COMPARE(shown.cell("policy.traffic", 2, 1), QStringLiteral("4.9 %"));
        QCOMPARE(shown.cell("policy.traffic", 2, 0), QStringLiteral("next_model"));
        QVERIFY(!shown.action("policy.canary5").isEnabled());  // it has that already
        const int asked = shown.engine->calls("list_providers");
        QTest::mouseClick(button(shown.pane(), QStringLiteral("25 %")), Qt::LeftButton);
        QTRY_COMPARE(shown.engine->policies.versions("chat"), 4);
        auto put = *shown.engine->last<api::PutPolicy>();
        QCOMPARE(put.replaces, std::int64_t(3));
        QCOMPARE(toText(put.comment), QStringLiteral("Canary next_model at 25 %"));
        QCOMPARE(at(put.document, "/canary/percent").as_int64(), 25);
        QCOMPARE(at(put.document, "/canary/max_error_rate").as_double(), 0.1);
        QTRY_VERIFY(shown.part<QLabel>("policy.canaryState")->text().contains(QStringLiteral("gets 25 %")));
        QTRY_VERIFY(shown.engine->calls("list_providers") > asked);  // it is watched
        QTest::keyClick(&shown.table("policy.traffic"), Qt::Key_0, Qt::AltModifier);
        QTRY_COMPARE(shown.engine->policies.versions("chat"), 5);
        put = *shown.engine->last<api::PutPolicy>();
        QCOMPARE(at(put.document, "/canary/percent").as_int64(), 0);
        QTRY_VERIFY(shown.action("policy.canary50").isEnabled() && !shown.action("policy.canary0").isEnabled());
    }

    void whatIsWrittenKeepsTheCanaryStill() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        write(shown.table("policy.providers"), 0, 1, QStringLiteral("60"));
        QVERIFY(!shown.action("policy.canary25").isEnabled());
        QCOMPARE(shown.action("policy.canary25").toolTip(), QStringLiteral("Save or discard what you write first."));
        shown.action("policy.discard").trigger();
        QVERIFY(shown.action("policy.canary25").isEnabled());
        QCOMPARE(at(shown.written(), "/providers/0/weight").as_int64(), 80);
    }

    void aDecisionSaysWhy() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        shown.action("policy.live").trigger();
        auto& table = shown.table("policy.decisions");
        QTRY_COMPARE(table.model()->rowCount(), 24);
        table.setFocus();
        table.selectRow(0);
        auto* way = shown.part<GraphView>("decision.way");
        QTRY_VERIFY(way->knows(QStringLiteral("/candidate/legacy_batch")));
        QCOMPARE(shown.table("decision.candidates").model()->rowCount(), 3);
        way->setFocus();
        QTest::mouseClick(way->viewport(), Qt::LeftButton, {},
                          way->positionOf(QStringLiteral("/candidate/legacy_batch")));
        QTRY_VERIFY(
            shown.part<QLabel>("decision.part")->text().contains(QStringLiteral("9 failures one after another")));
    }

    void aChangeIsTriedBeforeItIsSaved() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        write(shown.table("policy.providers"), 0, 1, QStringLiteral("20"));
        shown.action("policy.try").trigger();
        QTest::mouseClick(button(shown.pane(), QStringLiteral("Simulate")), Qt::LeftButton);
        QTRY_COMPARE(shown.cell("policy.shares", 1, 0), QStringLiteral("small_model"));
        QCOMPARE(shown.cell("policy.shares", 1, 2), QStringLiteral("45.8 %"));
        QCOMPARE(shown.table("policy.changes").model()->rowCount(), 12);
        QCOMPARE(shown.engine->policies.versions("chat"), 3);
        auto& changes = shown.table("policy.changes");
        changes.setFocus();
        changes.selectRow(0);
        QTest::keyClick(&changes, Qt::Key_Return);
        QTRY_COMPARE(shown.pane().tab(), PolicyPane::LiveTab);
        QTRY_VERIFY(shown.part<GraphView>("decision.way")->isVisible());
    }

    void whoMayNotWriteIsToldWhy() {
        auto engine = test::policyEngine();
        auto health = engine->health();
        health.operations = {"list_policies", "get_policy",     "validate_policy", "list_decisions",
                             "get_decision",  "list_providers", "simulate_policy"};
        engine->setHealth(health);
        Shown shown(engine);
        QVERIFY(shown.waitFor("chat"));
        for (const char* id :
             {"policy.new", "policy.duplicate", "policy.remove", "policy.save", "policy.canary25", "policy.rollback"}) {
            QVERIFY2(!shown.action(id).isEnabled(), id);
            QVERIFY2(!shown.action(id).toolTip().isEmpty(), id);
        }
        QVERIFY(shown.text().isReadOnly());
        QVERIFY(shown.action("policy.simulate").isEnabled());
    }

    void anotherTenantHasItsOwn() {
        Shown shown;
        QVERIFY(shown.waitFor("chat"));
        const int asked = shown.engine->calls("list_policies");
        shown.window.session()->setTenant(QStringLiteral("other"));
        QTRY_VERIFY(shown.engine->calls("list_policies") > asked);
    }
};

}  // namespace tst_policies_page

GUI_TEST(tst_policies_page, TestPoliciesPage)
#include "tst_policies_page.moc"
