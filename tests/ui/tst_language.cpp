// SPDX-License-Identifier: Apache-2.0
// The console in other languages: nothing stays English, and the language changes under an open window.
#include <QAction>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/ui/fixture_opener.h"
#include "tests/ui/pseudo_language.h"
#include "tests/ui/walk.h"
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

/// Words of no language, and of all.
bool isName(const QString& words) {
    static const QStringList kNames{QStringLiteral("Beamline"), QStringLiteral("English"), QStringLiteral("Deutsch")};
    static const QStringList kKeys =
        QStringLiteral(
            "Ctrl Shift Alt Meta Tab Esc Return Enter Space Del Backspace Home End PgUp PgDown Ins Left Right "
            "Up Down")
            .split(QLatin1Char(' '));
    const QLocale english(QLocale::English);
    bool ofTime = false;
    for (int i = 1; i <= 12; ++i) {
        for (const auto format : {QLocale::LongFormat, QLocale::ShortFormat}) {
            ofTime = ofTime || english.monthName(i, format) == words || (i <= 7 && english.dayName(i, format) == words);
        }
    }
    return ofTime || kNames.contains(words) || kKeys.contains(words);
}

}  // namespace

class TestLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }
    void cleanup() {
        m_walk.reset();
        QCoreApplication::removeTranslator(&m_pseudo);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        Language::current().use(QStringLiteral("en"));
    }

    void nothingStaysEnglishOrIsCut_data() {
        QTest::addColumn<QString>("language");
        QTest::addRow("German") << QStringLiteral("de");
        QTest::addRow("Russian") << QStringLiteral("ru");
    }
    void nothingStaysEnglishOrIsCut() {
        QFETCH(QString, language);
        Language::current().use(language);
        const English english(QStringLiteral(BEAMLINE_SOURCE_DIR "/translations/beamline_%1.ts").arg(language));
        QVERIFY(english.texts.size() > 500);
        const QSet<QString> own = wordsOf(language);  // "Last" is a load in German
        QStringList found;
        walk([&](const QString& place) {
            for (const auto* widget : test::seen<QWidget>(window())) {
                for (const QString& text : test::ownTexts(*widget)) {
                    const QString plain = test::plainText(text);
                    if (english.holds(plain) && !own.contains(text) && !m_walk->said(plain)) {
                        found << QStringLiteral("%1: %2 (%3)").arg(place, text, test::whereIs(*widget));
                    }
                }
            }
            addCut(place, found);
        });
        found.removeDuplicates();
        QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
    }

    /// What keeps its letters in a language of other letters is a text that no translator has seen, or it is data.
    void everyTextIsTranslatedAndHasRoom() {
        QCoreApplication::installTranslator(&m_pseudo);
        static const QRegularExpression kWords(QStringLiteral("[A-Za-z][A-Za-z '’]*[A-Za-z]{2}"));
        QStringList found;
        walk([&](const QString& place) {
            for (const auto* widget : test::seen<QWidget>(window())) {
                for (const QString& text : test::ownTexts(*widget)) {
                    for (auto all = kWords.globalMatch(test::plainText(text)); all.hasNext();) {
                        const QString words = all.next().captured();
                        if (!m_walk->said(words) && !isName(words)) {
                            found << QStringLiteral("%1: “%2” in “%3” (%4)")
                                         .arg(place, words, text, test::whereIs(*widget));
                        }
                    }
                }
            }
            addCut(place, found);
        });
        found.removeDuplicates();
        QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
    }

    void theOtherLettersKeepWhatIsFilledIn() {
        QCOMPARE(test::PseudoLanguage::of(QStringLiteral("Runs")), QStringLiteral("[Ŕûñš ẋ]"));
        QCOMPARE(test::PseudoLanguage::of(QStringLiteral("%1 of %L2 &amp; <b>%n</b>")),
                 QStringLiteral("[%1 öƒ %L2 &amp; <b>%n</b> ẋ]"));
    }

    void theLanguageChangesUnderAnOpenWindow() {
        Language::current().use(QStringLiteral("de"));
        m_walk = std::make_unique<test::WalkWindow>();
        const QString run = QStringLiteral("run/") + QLatin1String(test::kWaitingRun);
        window().open(QStringLiteral("approvals"));
        window().open(run);
        auto* session = window().session();
        const auto text = [this] { return window().commands().find(QStringLiteral("go.runs"))->text(); };
        const QString german = text();
        Language::current().use(QStringLiteral("ru"));
        QTRY_VERIFY(text() != german);
        QCOMPARE(window().session(), session);
        QCOMPARE(window().place(), run);
        const QSet<QString> left =
            wordsOf(QStringLiteral("de")) - wordsOf(QStringLiteral("ru")) - QSet<QString>{QString()};
        window().open(QStringLiteral("settings"));
        for (const QString& one : test::textsOf(window())) {
            QVERIFY2(!left.contains(one) || one == QLatin1String("Deutsch"), qPrintable(one));
        }
        window().commands().find(QStringLiteral("go.back"))->trigger();
        window().commands().find(QStringLiteral("go.back"))->trigger();
        QCOMPARE(window().place(), QStringLiteral("approvals"));
        Language::current().use(QStringLiteral("en"));
        QTRY_COMPARE(text(), QStringLiteral("Go to runs"));
    }

    void theNameOfTheOwnEngineFollowsTheLanguage() {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        SecretStore secrets(settings, QStringLiteral("connections"), QString());
        ConnectionBook book(settings, secrets);
        test::FixtureOpener opener;
        m_walk = std::make_unique<test::WalkWindow>();
        window().setConnections(&book, &opener);
        window().setProfile(book.find(ConnectionProfile::kEmbeddedId)->profile);
        const auto card = [this] { return window().findChild<ConnectionCard*>()->text(); };
        const QString english = card();
        for (const char* language : {"de", "ru"}) {
            Language::current().use(QString::fromLatin1(language));
            const QString wanted = QCoreApplication::translate("beamline::ui::ConnectionBook", "Embedded engine");
            QVERIFY(wanted != english);
            QTRY_COMPARE(card(), wanted);
            QCOMPARE(toText(window().profile().name), wanted);
        }
        m_walk.reset();  // before the book
    }

    void theRailHasRoomForItsTexts() {
        Language::current().use(QStringLiteral("ru"));
        m_walk = std::make_unique<test::WalkWindow>();
        const auto* rail = window().findChild<NavRail*>();
        const int wide = rail->width();
        QVERIFY(wide > extent::kNavigation && wide <= NavRail::kWidest);
        window().resize(950, 700);
        QCOMPARE(rail->width(), extent::kNarrowNavigation);
        window().resize(1440, 900);
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
            return QCoreApplication::translate("BatchText", "Cancel %n run(s)", nullptr, n);
        };
        QVERIFY(runs(1) != runs(2).replace(QLatin1Char('2'), QLatin1Char('1')));
        QVERIFY(runs(5) != runs(2).replace(QLatin1Char('2'), QLatin1Char('5')));
        QCOMPARE(runs(21), runs(1).replace(QLatin1String("1"), QLatin1String("21")));
        Language::current().use(QStringLiteral("en"));
        QCOMPARE(runs(1), QStringLiteral("Cancel 1 run"));
        QCOMPARE(runs(2), QStringLiteral("Cancel 2 runs"));
    }

    void anUnknownLanguageIsEnglish() {
        Language::current().use(QStringLiteral("xx"));
        QCOMPARE(Language::current().code(), QStringLiteral("en"));
    }

private:
    MainWindow& window() { return m_walk->window(); }

    template <class F>
    void walk(F look) {
        m_walk = std::make_unique<test::WalkWindow>();
        for (const QString& place : test::walkPlaces()) {
            m_walk->open(place);
            QVERIFY(m_walk->page());
            look(place.section(QLatin1Char('/'), 0, 0));
        }
    }

    void addCut(const QString& place, QStringList& found) {
        for (const QString& one : test::cutTexts(window())) {
            found << QStringLiteral("%1: cut: %2").arg(place, one);
        }
    }

    test::PseudoLanguage m_pseudo;
    std::unique_ptr<test::WalkWindow> m_walk;
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
