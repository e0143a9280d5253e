// SPDX-License-Identifier: Apache-2.0
// The console in other languages: nothing stays English, and the language changes under an open window.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocumentFragment>
#include <QXmlStreamReader>

#include "tests/ui/fixture_opener.h"
#include "ui/models/formatting.h"
#include "ui/session/connection_book.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/connection_card.h"
#include "ui/shell/main_window.h"
#include "ui/shell/nav_rail.h"
#include "ui/shell/places.h"
#include "ui/widgets/language.h"
#include "ui/widgets/page.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

namespace {
/// English texts that have another word in the language: as they are, and as patterns where something is filled in.
struct English {
    QSet<QString> texts;
    QVector<QRegularExpression> patterns;

    explicit English(const QString& file) {
        QFile ts(file);
        if (!ts.open(QIODevice::ReadOnly)) {
            return;
        }
        QXmlStreamReader xml(&ts);
        QString source;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement()) {
                continue;
            }
            if (xml.name() == QLatin1String("source")) {
                source = xml.readElementText();
            } else if (xml.name() == QLatin1String("translation")) {
                add(source, xml.readElementText(QXmlStreamReader::IncludeChildElements));
            }
        }
    }

    bool holds(const QString& text) const {
        return texts.contains(text) || std::any_of(patterns.begin(), patterns.end(),
                                                   [&text](const auto& one) { return one.match(text).hasMatch(); });
    }

private:
    static constexpr int kTelling = 8;  // letters that a pattern must have to tell anything

    void add(const QString& source, const QString& translation) {
        static const QRegularExpression kHole(QStringLiteral("%L?\\d|%n"));
        if (source == translation) {
            return;  // a word of both languages
        }
        if (!source.contains(kHole)) {
            texts.insert(source);
            return;
        }
        QString rest = source;
        if (rest.remove(kHole).count(QRegularExpression(QStringLiteral("[a-z]"))) >= kTelling) {
            QStringList parts;
            for (const QString& part : source.split(kHole)) {
                parts << QRegularExpression::escape(part);
            }
            patterns << QRegularExpression(QLatin1Char('^') + parts.join(QStringLiteral(".*")) + QLatin1Char('$'));
        }
    }
};

/// What is said in this language, without what is filled in.
QSet<QString> wordsOf(const QString& language) {
    QSet<QString> words;
    QFile ts(QStringLiteral(BEAMLINE_SOURCE_DIR "/translations/beamline_%1.ts").arg(language));
    QXmlStreamReader xml(ts.open(QIODevice::ReadOnly) ? &ts : nullptr);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("translation")) {
            words.insert(xml.readElementText(QXmlStreamReader::IncludeChildElements));
        }
    }
    return words;
}

QString plain(const QString& text) {
    return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText()
                                     : QString(text).remove(QLatin1Char('&'));
}

void addItems(const QAbstractItemModel& model, QStringList& texts) {
    for (int i = 0; i < model.columnCount(); ++i) {
        texts << model.headerData(i, Qt::Horizontal).toString()
              << model.headerData(i, Qt::Horizontal, Qt::ToolTipRole).toString();
    }
    for (int row = 0; row < std::min(model.rowCount(), 30); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            texts << model.index(row, column).data().toString();
        }
    }
}

QStringList textsOf(const QWidget& widget) {
    QStringList texts{widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        texts << label->text();
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        texts << button->text();
    } else if (const auto* field = qobject_cast<const QLineEdit*>(&widget)) {
        texts << field->placeholderText();
    } else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
        for (int i = 0; i < tabs->count(); ++i) {
            texts << tabs->tabText(i);
        }
    } else if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
        for (int i = 0; i < box->count(); ++i) {
            texts << box->itemText(i);
        }
    } else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget);
               view && view->model() && !qobject_cast<const QHeaderView*>(view)) {
        addItems(*view->model(), texts);
    }
    for (const QAction* action : widget.actions()) {
        texts << action->text() << action->toolTip();
    }
    return texts;
}
}  // namespace

class TestLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("beamline.ini")));
        m_engine = test::sampleEngine();
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
        Language::current().use(QStringLiteral("en"));
    }

    void nothingStaysEnglish_data() {
        QTest::addColumn<QString>("language");
        QTest::addRow("German") << QStringLiteral("de");
        QTest::addRow("Russian") << QStringLiteral("ru");
    }
    void nothingStaysEnglish() {
        QFETCH(QString, language);
        Language::current().use(language);
        const English english(QStringLiteral(BEAMLINE_SOURCE_DIR "/translations/beamline_%1.ts").arg(language));
        QVERIFY(english.texts.size() > 500);
        open();
        QStringList found;
        for (const QString& place : places()) {
            m_window->open(place);
            QTest::qWait(150);
            collect(english, place, found);
        }
        found.removeDuplicates();
        QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
    }

    void theLanguageChangesUnderAnOpenWindow() {
        Language::current().use(QStringLiteral("de"));
        open();
        const QString run = QStringLiteral("run/") + QLatin1String(test::kWaitingRun);
        m_window->open(QStringLiteral("approvals"));
        m_window->open(run);
        auto* session = m_window->session();
        const auto text = [this] { return m_window->commands().find(QStringLiteral("go.runs"))->text(); };
        const QString german = text();
        Language::current().use(QStringLiteral("ru"));
        QTRY_VERIFY(text() != german);
        QCOMPARE(m_window->session(), session);
        QCOMPARE(m_window->place(), run);
        const QSet<QString> left =
            wordsOf(QStringLiteral("de")) - wordsOf(QStringLiteral("ru")) - QSet<QString>{QString()};
        m_window->open(QStringLiteral("settings"));
        for (const auto* widget : m_window->findChildren<QWidget*>()) {
            for (const QString& one : widget->isVisible() ? textsOf(*widget) : QStringList()) {
                QVERIFY2(!left.contains(one) || one == QLatin1String("Deutsch"), qPrintable(one));
            }
        }
        m_window->commands().find(QStringLiteral("go.back"))->trigger();
        m_window->commands().find(QStringLiteral("go.back"))->trigger();
        QCOMPARE(m_window->place(), QStringLiteral("approvals"));
        Language::current().use(QStringLiteral("en"));
        QTRY_COMPARE(text(), QStringLiteral("Go to runs"));
    }

    void theNameOfTheOwnEngineFollowsTheLanguage() {
        SecretStore secrets(*m_settings, QStringLiteral("connections"), QString());
        ConnectionBook book(*m_settings, secrets);
        test::FixtureOpener opener;
        open();
        m_window->setConnections(&book, &opener);
        m_window->setProfile(book.find(ConnectionProfile::kEmbeddedId)->profile);
        const auto card = [this] { return m_window->findChild<ConnectionCard*>()->text(); };
        const QString english = card();
        for (const char* language : {"de", "ru"}) {
            Language::current().use(QString::fromLatin1(language));
            const QString wanted = QCoreApplication::translate("beamline::ui::ConnectionBook", "Embedded engine");
            QVERIFY(wanted != english);
            QTRY_COMPARE(card(), wanted);
            QCOMPARE(toText(m_window->profile().name), wanted);
        }
        m_window.reset();  // before the book
    }

    void theRailHasRoomForItsTexts() {
        Language::current().use(QStringLiteral("ru"));
        open();
        const auto* rail = m_window->findChild<NavRail*>();
        const int wide = rail->width();
        QVERIFY(wide > extent::kNavigation && wide <= NavRail::kWidest);
        m_window->resize(950, 700);
        QCOMPARE(rail->width(), extent::kNarrowNavigation);
        m_window->resize(1440, 900);
        QCOMPARE(rail->width(), wide);
        NavRail longer;
        const QString endless(200, QLatin1Char('w'));
        longer.addPlace(QStringLiteral("runs"), QStringLiteral("runs"), endless, true, false);
        longer.setKey(QStringLiteral("runs"), QStringLiteral("Ctrl+2"));
        QCOMPARE(longer.width(), NavRail::kWidest);
        const auto buttons = longer.findChildren<QAbstractButton*>();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(), [&endless](const QAbstractButton* one) {
            return one->toolTip().contains(endless) && one->toolTip().contains(QStringLiteral("Ctrl+2"));
        }));
    }

    void everyPluralHasItsForm() {
        Language::current().use(QStringLiteral("ru"));
        const auto runs = [](int n) {
            return QCoreApplication::translate("beamline::ui::MainWindow", "%n run(s) in flight.", nullptr, n);
        };
        QVERIFY(runs(1) != runs(2).replace(QLatin1Char('2'), QLatin1Char('1')));
        QVERIFY(runs(5) != runs(2).replace(QLatin1Char('2'), QLatin1Char('5')));
        QCOMPARE(runs(21), runs(1).replace(QLatin1String("1"), QLatin1String("21")));
        Language::current().use(QStringLiteral("en"));
        QCOMPARE(runs(1), QStringLiteral("1 run in flight."));
        QCOMPARE(runs(2), QStringLiteral("2 runs in flight."));
    }

    void anUnknownLanguageIsEnglish() {
        Language::current().use(QStringLiteral("xx"));
        QCOMPARE(Language::current().code(), QStringLiteral("en"));
    }

    /// Where one reads from right to left the rail stands at the right, and every page is still there.
    void rightToLeftBreaksNothing() {
        open();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        for (const QString& place : places()) {
            m_window->open(place);
            QTest::qWait(50);
            QCOMPARE(m_window->place(), place);
        }
        const auto* rail = m_window->findChild<NavRail*>();
        QVERIFY(rail->mapTo(m_window.get(), QPoint(0, 0)).x() > m_window->width() / 2);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

private:
    void open() {
        m_window = std::make_unique<MainWindow>(*m_settings);
        m_window->resize(1440, 900);
        m_window->show();
        api::RequestContext identity;
        identity.user = "ada";
        m_window->setSession(std::make_unique<EngineSession>(m_engine, identity, QStringLiteral("default")), false);
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    static QStringList places() {
        QStringList all;
        for (const auto& row : placeRows()) {
            if (std::count(row.parts.begin(), row.parts.end(), 0) > 0 && !row.passing &&
                row.head != QLatin1String("connections")) {
                all << row.head;
            }
        }
        return all << QStringLiteral("run/") + QLatin1String(test::kWaitingRun);
    }

    void collect(const English& english, const QString& place, QStringList& found) const {
        for (const auto* widget : m_window->findChildren<QWidget*>()) {
            if (!widget->isVisible()) {
                continue;
            }
            for (const QString& text : textsOf(*widget)) {
                if (!text.isEmpty() && english.holds(plain(text))) {
                    found << QStringLiteral("%1: %2 (%3)")
                                 .arg(place, text, QString::fromLatin1(widget->metaObject()->className()));
                }
            }
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::shared_ptr<test::FixtureEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
