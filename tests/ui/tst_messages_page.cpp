// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_tenants.h"
#include "ui/models/formatting.h"
#include "ui/models/message_model.h"
#include "ui/pages/messages/message_dialog.h"
#include "ui/pages/messages/messages_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/theme.h"

namespace tst_messages_page {

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
        window.open(QStringLiteral("messages"));
        QTRY_VERIFY(window.session()->access());
        QTRY_VERIFY(engine->calls("list_messages") > 0);
    }
    MessagesPage& page() { return *window.findChild<MessagesPage*>(); }
    QTableView& table() { return *page().findChild<QTableView*>(QStringLiteral("messages.table")); }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QLatin1String(id)); }
    template <class T>
    T& part(const char* name) {
        return *window.findChild<T*>(QLatin1String(name));
    }
    MessageDialog* dialog() { return qobject_cast<MessageDialog*>(QApplication::activeModalWidget()); }
    template <class T>
    T& in(const char* name) {
        return *dialog()->findChild<T*>(QLatin1String(name));
    }
    QString about() { return part<QLabel>("message.about").text().remove(QChar(0x200b)); }
};

}  // namespace

class TestMessagesPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::current().install(*qApp, ThemeMode::Light); }
    void init() { Clock::freeze(test::kSampleNow); }
    void cleanup() { Clock::freeze(0); }

    void aMessageIsPublishedAndItsReplyIsShown() {
        Shown shown;
        QTRY_VERIFY(shown.action("message.new").isEnabled());
        QTest::keyClick(&shown.table(), Qt::Key_C);
        QTRY_VERIFY(shown.dialog());
        auto& send = shown.in<QPushButton>("message.send");
        QCOMPARE(send.toolTip(), QStringLiteral("Give a subject first."));
        QTest::keyClicks(&shown.in<QLineEdit>("message.subject"), QStringLiteral("orders.new"));
        shown.in<QPlainTextEdit>("message.payloadText").setPlainText(QStringLiteral("{\n \"order\": }"));
        QVERIFY(!send.isEnabled());
        QVERIFY2(send.toolTip().contains(QStringLiteral("line 2")), qPrintable(send.toolTip()));
        shown.in<QPlainTextEdit>("message.payloadText").setPlainText(QStringLiteral("{\"order\": 1}"));
        shown.in<QPlainTextEdit>("message.headersText").setPlainText(QStringLiteral("X-Priority: high"));
        shown.in<QCheckBox>("message.wait").setChecked(true);
        QVERIFY(QTest::qWaitForWindowActive(shown.dialog()));
        shown.in<QPlainTextEdit>("message.payloadText").setFocus();
        QTest::keyClick(&shown.in<QPlainTextEdit>("message.payloadText"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(shown.in<InfoBar>("message.result").isVisible());
        const auto sent = shown.engine->last<api::SendMessage>();
        QVERIFY(sent);
        QCOMPARE(sent->subject, std::string("orders.new"));
        QVERIFY(sent->wait && sent->policy.empty());
        QCOMPARE(sent->payload.at("order").as_int64(), 1);
        QCOMPARE(toText(std::string_view(sent->headers.at("X-Priority").as_string())), QStringLiteral("high"));
        QVERIFY(shown.in<JsonView>("message.answer").isVisible());
        const QString id = toText(shown.engine->messages.all().back().id);
        shown.dialog()->reject();
        QTRY_COMPARE(shown.table().model()->rowCount(), 7);
        QTRY_COMPARE(shown.window.here(), QStringLiteral("messages/") + id);
    }

    void aMessageIsRoutedByAPolicy() {
        Shown shown;
        shown.action("message.new").trigger();
        QTRY_VERIFY(shown.dialog());
        shown.in<QRadioButton>("message.route").click();
        QVERIFY(!shown.in<QLineEdit>("message.subject").isVisible());
        shown.in<QComboBox>("message.policy").setEditText(QStringLiteral("cheap"));
        shown.in<QCheckBox>("message.decideOnly").setChecked(true);
        shown.in<QPushButton>("message.send").click();
        QTRY_VERIFY(shown.in<InfoBar>("message.result").isVisible());
        QCOMPARE(shown.in<InfoBar>("message.result").text(), QStringLiteral("alpha would do it."));
        const auto sent = shown.engine->last<api::SendMessage>();
        QVERIFY(sent->subject.empty() && sent->decideOnly);
        QCOMPARE(sent->policy, std::string("cheap"));
    }

    void aFailureIsShownAndWhatWasWrittenStays() {
        Shown shown;
        shown.engine->messages.setResponder([](api::MessageInfo& message) {
            message.status = "failed";
            message.error = "Nobody listens.";
            message.reply = nullptr;
        });
        shown.action("message.new").trigger();
        QTRY_VERIFY(shown.dialog());
        QTest::keyClicks(&shown.in<QLineEdit>("message.subject"), QStringLiteral("nobody"));
        shown.in<QPushButton>("message.send").click();
        QTRY_COMPARE(shown.in<InfoBar>("message.result").text(), QStringLiteral("Nobody listens."));
        QCOMPARE(shown.in<QLineEdit>("message.subject").text(), QStringLiteral("nobody"));
        shown.engine->fail("send_message", {api::code::kUnavailable, "There is no NATS.", {}, true});
        shown.in<QPushButton>("message.send").click();
        QTRY_VERIFY(shown.in<InfoBar>("message.result").text().contains(QStringLiteral("There is no NATS")));
        shown.dialog()->reject();
        QTRY_VERIFY(shown.part<InfoBar>("message.error").isVisible());
        QCOMPARE(shown.part<InfoBar>("message.error").text(), QStringLiteral("Nobody listens."));
    }

    void aMessageIsReadWholeAndLeadsOn() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 6);
        shown.table().selectRow(0);
        auto& payload = shown.part<JsonView>("message.payload");
        QTRY_VERIFY(payload.value().is_object());
        QVERIFY2(shown.about().contains(QStringLiteral("Tenant: acme")), qPrintable(shown.about()));
        QVERIFY(shown.part<JsonView>("message.reply").value().is_object());
        QString went;
        connect(&shown.page(), &Page::navigate, &shown.page(), [&went](const QString& place) { went = place; });
        QTest::mouseClick(&shown.part<QPushButton>("message.decision"), Qt::LeftButton);
        QCOMPARE(went, QStringLiteral("policies/default/01HFDEC0000000000000000001"));
    }

    void aMessageIsSentAgain() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 6);
        shown.table().selectRow(1);
        const QString first = shown.table().currentIndex().siblingAtColumn(0).data(IdRole).toString();
        QTRY_VERIFY(shown.action("message.retry").isEnabled());
        QTest::keyClick(&shown.table(), Qt::Key_R);
        QTRY_COMPARE(shown.table().model()->rowCount(), 7);
        QCOMPARE(toText(shown.engine->messages.all().back().retryOf), first);
        auto& back = shown.part<QPushButton>("message.repeats");
        QTRY_VERIFY(back.isVisible());
        QTest::mouseClick(&back, Qt::LeftButton);
        QTRY_COMPARE(shown.window.here(), QStringLiteral("messages/") + first);
        QTRY_VERIFY(shown.action("message.again").isEnabled());
        shown.action("message.again").trigger();
        QTRY_VERIFY(shown.dialog());
        QCOMPARE(shown.in<QLineEdit>("message.subject").text(), QStringLiteral("pricing.ask"));
        QVERIFY(shown.in<QPlainTextEdit>("message.payloadText").toPlainText().contains(QStringLiteral("Nordwind")));
        QVERIFY(
            shown.in<QPlainTextEdit>("message.headersText").toPlainText().contains(QStringLiteral("X-Priority: high")));
    }

    void theListIsSearched() {
        Shown shown;
        QTRY_COMPARE(shown.table().model()->rowCount(), 6);
        shown.part<ChipBar>("messages.states").chip(3)->click();
        QTRY_COMPARE(shown.table().model()->rowCount(), 1);
        shown.part<ChipBar>("messages.states").chip(0)->click();
        auto& search = shown.part<SearchField>("messages.search");
        shown.page().focusFilter();
        QTest::keyClicks(&search, QStringLiteral("cancelled"));
        QTest::keyClick(&search, Qt::Key_Return);
        QTRY_COMPARE(shown.table().model()->rowCount(), 1);
        QTest::keyClicks(&search, QStringLiteral("x"));
        QTest::keyClick(&search, Qt::Key_Return);
        QTRY_COMPARE(shown.table().model()->rowCount(), 0);
        QVERIFY(search.isVisible());
        QTest::keyClick(&search, Qt::Key_Escape);
        QTRY_COMPARE(shown.table().model()->rowCount(), 6);
    }

    void anEmptyListTeaches() {
        Shown shown(std::make_shared<FixtureEngine>());
        const auto notes = shown.page().findChildren<EmptyState*>();
        QTRY_VERIFY(std::any_of(notes.begin(), notes.end(), [](const EmptyState* one) {
            return one->isVisible() && one->title() == QStringLiteral("No messages yet");
        }));
    }

    void aMessageThatIsNotThereIsSaid() {
        Shown shown;
        shown.window.open(QStringLiteral("messages/gone"));
        QTRY_VERIFY(shown.part<InfoBar>("messages.message").isVisible());
        QVERIFY(shown.part<InfoBar>("messages.message").text().contains(QStringLiteral("gone")));
        QTRY_VERIFY(shown.table().currentIndex().isValid());
    }
};

}  // namespace tst_messages_page

GUI_TEST(tst_messages_page, TestMessagesPage)
#include "tst_messages_page.moc"
