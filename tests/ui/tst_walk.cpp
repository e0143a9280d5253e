// SPDX-License-Identifier: Apache-2.0
// Every place of the console, and every dialog that a command opens, walked through with Tab and with a screen reader's
// eyes.
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFileDialog>
#include <QMenu>
#include <QTest>

#include "tests/ui/pseudo_language.h"
#include "tests/ui/walk.h"
#include "tests/ui/walk_names.h"
#include "tests/ui/walk_order.h"
#include "ui/models/formatting.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/nav_rail.h"
#include "ui/widgets/page.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

namespace {
QByteArray lines(const QStringList& found) {
    return (QLatin1Char('\n') + found.join(QLatin1Char('\n'))).toUtf8();
}

/// The order from where it is in order, if it is: a way round has no beginning.
QStringList disorderRound(const QWidget& root, QVector<QWidget*> round) {
    const QStringList first = test::disorder(root, round);
    QStringList found = first;
    for (qsizetype i = 1; i < round.size() && !found.isEmpty(); ++i) {
        std::rotate(round.begin(), round.begin() + 1, round.end());
        found = test::disorder(root, round);
    }
    return found.isEmpty() ? found : first;
}

/// Tab and Shift+Tab through `root` from where the focus is now.
QStringList walkOnce(const QWidget& root) {
    QStringList found;
    QString problem;
    auto* start = QApplication::focusWidget();
    if (!start || !root.isAncestorOf(start)) {
        found << QStringLiteral("nothing in it has the focus at first");
        return found;
    }
    QVector<QWidget*> hidden;
    auto round = test::tabRound(false, &problem, &hidden);
    if (round.isEmpty()) {
        found << QStringLiteral("Tab: ") + problem;
        return found;
    }
    auto back = test::tabRound(true, &problem);
    std::reverse(back.begin() + (back.isEmpty() ? 0 : 1), back.end());
    if (back != round) {
        found << (back.isEmpty() ? QStringLiteral("Shift+Tab: ") + problem
                                 : QStringLiteral("Shift+Tab goes another way than Tab"));
    }
    const auto isInside = [&root](const QWidget* one) { return root.isAncestorOf(one); };
    // Begun where the way enters, in case it began in the middle.
    const auto outside = std::find_if_not(round.begin(), round.end(), isInside);
    std::rotate(round.begin(), outside, round.end());
    std::rotate(round.begin(), std::find_if(round.begin(), round.end(), isInside), round.end());
    const auto end = std::find_if_not(round.begin(), round.end(), isInside);
    if (std::any_of(end, round.end(), isInside)) {
        found << QStringLiteral("Tab leaves it and comes again");
    }
    round.erase(std::remove_if(round.begin(), round.end(), std::not_fn(isInside)), round.end());
    for (const auto* one : test::tabStops(root)) {
        if (!round.contains(one)) {
            found << QStringLiteral("Tab does not reach %1").arg(test::whereIs(*one));
        }
    }
    for (const auto* one : std::as_const(hidden)) {
        found << QStringLiteral("%1 has the focus and cannot be seen").arg(test::whereIs(*one));
    }
    start->setFocus();
    found << disorderRound(root, round);
    return found;
}

/// What is chosen where the focus comes for the first time makes buttons usable: the second way knows them.
QStringList walkProblems(const QWidget& root) {
    const QStringList found = walkOnce(root);
    return found.isEmpty() ? found : walkOnce(root);
}
}  // namespace

class TestWalk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
        m_walk = std::make_unique<test::WalkWindow>();
    }
    void cleanupTestCase() { m_walk.reset(); }

    void everyPlace_data() { addPlaces(); }
    void everyPlace() {
        QFETCH(QString, place);
        m_walk->open(place);
        QStringList found = walkProblems(*m_walk->page());
        found << test::unspoken(m_walk->window());
        QVERIFY2(found.isEmpty(), lines(found));
    }

    /// From right to left the eye goes the other way, and so does Tab.
    void everyPlaceFromRightToLeft_data() { addPlaces(); }
    void everyPlaceFromRightToLeft() {
        QFETCH(QString, place);
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        m_walk->open(place);
        QStringList found = walkProblems(*m_walk->page());
        const auto* rail = m_walk->window().findChild<NavRail*>();
        const bool atRight = rail->mapTo(&m_walk->window(), QPoint(0, 0)).x() > m_walk->window().width() / 2;
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY(atRight);
        QVERIFY2(found.isEmpty(), lines(found));
    }

    /// Commands whose text ends with dots ask before they do anything.
    void everyDialog_data() { addPlaces(); }
    void everyDialog() {
        QFETCH(QString, place);
        m_walk->open(place);
        QStringList found;
        for (const QPointer<QAction> command : m_walk->window().commands().available(m_walk->page())) {
            const QString id = command->objectName();
            if (!CommandRegistry::textOf(*command).endsWith(QChar(0x2026)) || m_opened.contains(id)) {
                continue;
            }
            m_opened.insert(id);
            auto* dialog = m_walk->openDialog(*command);
            if (auto* menu = QApplication::activePopupWidget()) {
                menu->close();
            }
            if (dialog && !qobject_cast<QFileDialog*>(dialog)) {
                QStringList problems = walkProblems(*dialog);
                problems << test::unspoken(*dialog);
                for (const QString& one : std::as_const(problems)) {
                    found << QStringLiteral("%1: %2").arg(id, one);
                }
            }
            if (dialog) {
                m_walk->leave(*dialog);
            }
            if (m_walk->window().place() != place) {
                m_walk->open(place);
            }
        }
        QVERIFY2(found.isEmpty(), lines(found));
    }

    /// It asks nothing, and lies over the page.
    void theKeysOfAPage() {
        m_walk->open(QStringLiteral("approvals"));
        auto* dialog = m_walk->openDialog(*m_walk->window().commands().find(QStringLiteral("help.shortcuts")));
        QVERIFY(dialog);
        QStringList found = walkProblems(*dialog);
        found << test::unspoken(*dialog);
        m_walk->leave(*dialog);
        QVERIFY2(found.isEmpty(), lines(found));
    }

    /// It is asked when the engine ends with the window and something goes on.
    void theQuestionBeforeQuitting() {
        m_walk->window().close();
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        test::WalkWindow::settle(*dialog);
        QStringList found = walkProblems(*dialog);
        found << test::unspoken(*dialog);
        m_walk->leave(*dialog);
        QVERIFY2(found.isEmpty(), lines(found));
    }
    void dialogsWereOpened() { QVERIFY2(m_opened.size() > 12, lines(m_opened.values())); }

private:
    static void addPlaces() {
        QTest::addColumn<QString>("place");
        for (const QString& place : test::walkPlaces()) {
            QTest::addRow("%s", qPrintable(place.section(QLatin1Char('/'), 0, 0))) << place;
        }
    }

    std::unique_ptr<test::WalkWindow> m_walk;
    QSet<QString> m_opened;
};

QTEST_MAIN(TestWalk)
#include "tst_walk.moc"
