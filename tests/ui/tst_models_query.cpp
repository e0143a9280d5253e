// SPDX-License-Identifier: Apache-2.0
// The filter of runs as it is typed: what it means, what is wrong with it, how it is written, what is offered.
#include <QTest>
#include <random>

#include "tests/ui/registered_test.h"
#include "ui/models/formatting.h"
#include "ui/models/run_query.h"
#include "ui/models/run_query_completion.h"

namespace tst_models_query {

using namespace beamline;
using namespace beamline::ui;

namespace {

constexpr api::Timestamp kQueryNow = 1795556776000;  // 2026-11-24 21:46:16 UTC
constexpr api::Timestamp kMinuteMs = 60'000;
constexpr api::Timestamp kHourMs = 60 * kMinuteMs;

using Filter = api::RunFilter;
using api::Phase;

Filter filterOf(const std::function<void(Filter&)>& set) {
    Filter filter;
    set(filter);
    return filter;
}

QStringList labelsOf(const QueryCompletions& offered) {
    QStringList labels;
    for (const Completion& one : offered.items) {
        labels << one.label;
    }
    return labels;
}

/// The cursor stands at the `|`.
QueryCompletions offeredAt(QString marked) {
    const auto at = marked.indexOf(u'|');
    return completeRunQuery(marked.remove(at, 1), at, [](const QString& key) -> QStringList {
        return key == QLatin1String("workflow")
                   ? QStringList{QStringLiteral("invoice-approval"), QStringLiteral("monthly invoice")}
               : key == QLatin1String("label")      ? QStringList{QStringLiteral("team"), QStringLiteral("my key")}
               : key == QLatin1String("label.team") ? QStringList{QStringLiteral("ops")}
                                                    : QStringList();
    });
}

}  // namespace

class TestModelsQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void means_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Filter>("filter");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char* text, const std::function<void(Filter&)>& set, const char* canonical) {
            QTest::newRow(text) << QString::fromUtf8(text) << filterOf(set) << QString::fromUtf8(canonical);
        };
        row(
            "", [](Filter&) {}, "");
        row(
            "  ", [](Filter&) {}, "");
        row(
            "status:faulted", [](Filter& f) { f.phases = {Phase::faulted}; }, "status:faulted");
        row(
            "STATUS:Faulted,waiting,faulted",
            [](Filter& f) {
                f.phases = {Phase::faulted, Phase::waiting};
            },
            "status:faulted,waiting");
        row(
            "workflow:invoice*", [](Filter& f) { f.workflow = "invoice*"; }, "workflow:invoice*");
        row(
            "workflow:\"monthly invoice\"", [](Filter& f) { f.workflow = "monthly invoice"; },
            "workflow:\"monthly invoice\"");
        row(
            "version:1.2.0 namespace:examples",
            [](Filter& f) {
                f.version = "1.2.0";
                f.ns = "examples";
            },
            "namespace:examples version:1.2.0");
        row(
            "label.team:ops label.Team:\"\" label.\"my key\":\"a,b*\"",
            [](Filter& f) {
                f.labels = {{"team", "ops"}, {"Team", ""}, {"my key", "a,b*"}};
            },
            "label.Team:\"\" label.\"my key\":\"a,b*\" label.team:ops");
        row(
            "label.app.kubernetes.io/name:web",
            [](Filter& f) {
                f.labels = {{"app.kubernetes.io/name", "web"}};
            },
            "label.app.kubernetes.io/name:web");
        row(
            "age<2h age>15m",
            [](Filter& f) {
                f.createdFrom = kQueryNow - 2 * kHourMs;
                f.createdTo = kQueryNow - 15 * kMinuteMs;
            },
            "since:2026-11-24T19:46:16 until:2026-11-24T21:31:16");
        row(
            "since:2026-11-20 until:2026-11-20",
            [](Filter& f) {
                f.createdFrom = 1795132800000;
                f.createdTo = 1795132800000 + 24 * kHourMs;
            },
            "since:2026-11-20 until:2026-11-20");
        row(
            "since:2026-11-20T14:30 until:2026-11-20T14:30:00.250Z",
            [](Filter& f) {
                f.createdFrom = 1795132800000 + 870 * kMinuteMs;
                f.createdTo = f.createdFrom + 250;
            },
            "since:2026-11-20T14:30 until:2026-11-20T14:30:00.250");
        row(
            "since:yesterday until:today",
            [](Filter& f) {
                f.createdFrom = 1795132800000 + 3 * 24 * kHourMs;
                f.createdTo = 1795132800000 + 5 * 24 * kHourMs;
            },
            "since:2026-11-23 until:2026-11-24");
        row(
            "no such   thing", [](Filter& f) { f.text = "no such thing"; }, "no such thing");
        row(
            "\"no such   thing\"", [](Filter& f) { f.text = "no such   thing"; }, "\"no such   thing\"");
        row(
            "\"status:faulted\"", [](Filter& f) { f.text = "status:faulted"; }, "\"status:faulted\"");
        row(
            "\"say \\\"no\\\" \\\\\"", [](Filter& f) { f.text = "say \"no\" \\"; }, "\"say \\\"no\\\" \\\\\"");
        row(
            "a=b 12:30 C++ wow! a,b", [](Filter& f) { f.text = "a=b 12:30 C++ wow! a,b"; }, "a=b 12:30 C++ wow! a,b");
        row(
            "\"-x\"", [](Filter& f) { f.text = "-x"; }, "\"-x\"");
        row(
            "\"OR\"", [](Filter& f) { f.text = "OR"; }, "\"OR\"");
        row(
            " \xEF\xBB\xBFstatus:running \"\xEF\xBB\xBF"
            "a b\" \xEF\xBB\xBF"
            "c",
            [](Filter& f) {
                f.text = "a b c";
                f.phases = {Phase::running};
            },
            "status:running a b c");
        row(
            "données status:running",
            [](Filter& f) {
                f.text = "données";
                f.phases = {Phase::running};
            },
            "status:running données");
    }
    void means() {
        QFETCH(QString, text);
        QFETCH(Filter, filter);
        QFETCH(QString, canonical);
        const RunQuery query = parseRunQuery(text, kQueryNow);
        QVERIFY2(query.ok(), query.ok() ? "" : qPrintable(query.mistakes.front().text));
        QVERIFY(query.filter == filter);
        QCOMPARE(query.relative, text.contains(QLatin1String("age")) || text.contains(QLatin1String("today")));
        QCOMPARE(runQueryText(filter), canonical);
        QVERIFY(parseRunQuery(canonical, 1).filter == filter);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("unfinished");
        const auto row = [](const char* text, const char* part, const char* says, bool unfinished = false) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part) << QString::fromUtf8(says)
                                << unfinished;
        };
        row("age<1h status:failed", "failed", "There is no status failed. Did you mean faulted?");
        row("status:complete", "complete", "Did you mean completed?", true);
        row("status:zebra", "zebra", "Write one of pending, running");
        row("status:", "status:", "A status is missing", true);
        row("status:faulted,", "status:faulted,", "A status is missing", true);
        row("status:faulted status:waiting", "status:waiting", "status:faulted,waiting");
        row("staus:faulted", "staus:", "There is no condition staus:. Did you mean status:?");
        row("workflw:x", "workflw:", "Did you mean workflow:?");
        row("ns:x", "ns:", "Did you mean namespace:?");
        row("lable.team:x", "lable.team:", "There is no condition lable.team:.");
        row("colour:red", "colour:", "Conditions are status:, workflow:");
        row("http://x", "http:", "put it between quotation marks");
        row("-status:faulted", "-status:faulted", "status:running,waiting");
        row("status!=faulted", "status!=faulted", "status:running,waiting");
        row("status:!faulted", "status:!faulted", "status:running,waiting");
        row("a -workflow:x", "-workflow:x", "never what does not");
        row("workflow:-x", "workflow:-x", "never what does not");
        row("NOT x", "NOT", "never what does not");
        row("a AND b", "AND", "Leave AND out");
        row("status:faulted OR status:waiting", "OR", "status:faulted,waiting");
        row("status=faulted", "status=faulted", "Write status:faulted");
        row("version>1.2.0", "version>1.2.0", "Only age is compared with >. Write version:1.2.0");
        row("age:2h", "age:2h", "age<2h");
        row("age<=2h", "age<=2h", "age<2h");
        row("age<2", "age<2", "whole number", true);
        row("age>1.5h", "age>1.5h", "Write age>7d");
        row("age<99999d", "age<99999d", "3,650 d");
        row("age<1h since:today", "since:today", "age< and since: say the same");
        row("since:2026-11", "since:2026-11", "since:2026-11-20", true);
        row("until:2026-02-30", "until:2026-02-30", "until:2026-11-20");
        row("since:1969-01-01", "since:1969-01-01", "after 1970");
        row("since:2026-11-20 until:2026-11-19", "until:2026-11-19", "ends before it begins");
        row("workflow:a,b", "workflow:a,b", "takes one value");
        row("workflow:a*b", "a*b", "at the end only");
        row("version:1.*", "1.*", "Only workflow: takes a *");
        row("workflow:", "workflow:", "A value is missing", true);
        row("label.team:", "label.team:", "For an empty one write \"\"", true);
        row("label:x", "label:x", "label.team:ops");
        row("label.a:1 label.a:2", "label.a:2", "stands here twice");
        row("foo status:faulted bar", "bar", "Put its words together");
        row("\"\"", "\"\"", "Write a text");
        row("workflow:\"open", "workflow:\"open", "quotation mark is missing", true);
    }
    void saysWhatIsWrong() {
        QFETCH(QString, text);
        QFETCH(QString, part);
        QFETCH(QString, says);
        QFETCH(bool, unfinished);
        const RunQuery query = parseRunQuery(text, kQueryNow);
        QCOMPARE(query.mistakes.size(), 1);
        const QueryMistake& mistake = query.mistakes.front();
        QCOMPARE(text.mid(mistake.offset, mistake.length), part);
        QVERIFY2(mistake.text.contains(says), qPrintable(mistake.text));
        QCOMPARE(mistake.unfinished, unfinished);
    }

    void limitsAreTold() {
        const QString longest(kMaxQueryLength, u'x');
        QVERIFY(parseRunQuery(longest, kQueryNow).ok());
        const RunQuery longer = parseRunQuery(longest + u'x', kQueryNow);
        QCOMPARE(longer.mistakes.size(), 1);
        QVERIFY(longer.mistakes.front().text.contains(QStringLiteral("1,000 letters")));
        for (const char* one : {"a:b ", "status:,,,,,,,,,,", "status:x,-y,"}) {
            const QString many = QString::fromLatin1(one).repeated(50);
            QCOMPARE(parseRunQuery(many, kQueryNow).mistakes.size(), kMaxQueryMistakes);
        }
    }

    /// Whatever a filter holds, its text reads as the same filter.
    void textAndFilterSayTheSame() {
        std::mt19937 random(7);
        const auto below = [&](std::size_t limit) { return random() % limit; };
        const auto word = [&](bool mayBeEmpty) {
            static const QString letters = QStringLiteral("abZ09 .,:-_\"\\*<>=!/äλ|\t");
            QString text;
            for (auto left = below(8) + (mayBeEmpty ? 0 : 1); left > 0; --left) {
                text += letters[static_cast<qsizetype>(below(static_cast<std::size_t>(letters.size())))];
            }
            return text;
        };
        for (int i = 0; i < 3000; ++i) {
            Filter filter;
            for (const Phase phase : {Phase::cancelled, Phase::pending, Phase::faulted}) {
                if (below(3) == 0) {
                    filter.phases.push_back(phase);
                }
            }
            filter.ns = below(3) ? "" : toUtf8(word(true));
            filter.workflow = below(2) ? "" : toUtf8(word(true).remove(u'*')) + (below(2) ? "*" : "");
            filter.version = below(3) ? "" : toUtf8(word(true));
            filter.error = below(3) ? "" : toUtf8(word(true));
            for (auto left = below(4); left > 0; --left) {
                filter.labels[toUtf8(word(false))] = toUtf8(word(true));
            }
            filter.createdFrom = below(2) ? 0 : 1 + static_cast<api::Timestamp>(below(1u << 30)) * 1000;
            filter.createdTo = below(2) ? 0 : 1'100'000'000'000 + static_cast<api::Timestamp>(below(100)) * 86'400'000;
            filter.text = below(2) ? "" : toUtf8(word(true));
            const QString text = runQueryText(filter);
            const RunQuery query = parseRunQuery(text, kQueryNow);
            QVERIFY2(query.ok(), qPrintable(text + u'\n' + (query.ok() ? QString() : query.mistakes.front().text)));
            QVERIFY2(query.filter == filter, qPrintable(text));
            QVERIFY(!query.relative);
        }
    }

    /// 02:30 comes twice on that night: one of them is written in UTC.
    void timesSurviveTheChangeOfClocks() {
        qputenv("TZ", "Europe/Berlin");
        int universal = 0;
        const api::Timestamp first = 1792888200000;  // 2026-10-25 00:30 UTC
        for (const api::Timestamp at : {first, first + kHourMs, first + 2 * kHourMs}) {
            const Filter filter = filterOf([&](Filter& f) { f.createdFrom = at; });
            const QString text = runQueryText(filter);
            QVERIFY2(parseRunQuery(text, kQueryNow).filter == filter, qPrintable(text));
            universal += text.endsWith(u'Z') ? 1 : 0;
        }
        qputenv("TZ", "UTC");
        QCOMPARE(universal, 1);
    }

    void phasesAreExchangedInPlace() {
        const std::vector<Phase> two{Phase::running, Phase::pending};
        QCOMPARE(withPhases(QStringLiteral("age<2h  foo"), {Phase::faulted}),
                 QStringLiteral("status:faulted age<2h foo"));
        QCOMPARE(withPhases(QStringLiteral("age<2h status:faulted foo"), two),
                 QStringLiteral("age<2h status:running,pending foo"));
        QCOMPARE(withPhases(QStringLiteral("status:nonsense age<2h"), {}), QStringLiteral("age<2h"));
        QCOMPARE(withPhases(QStringLiteral("-status:faulted"), {}), QString());
    }

    void offersWhatFitsTheCursor() {
        QVERIFY(labelsOf(offeredAt(QStringLiteral("|"))).contains(QStringLiteral("status:")));
        QCOMPARE(labelsOf(offeredAt(QStringLiteral("foo s|"))),
                 (QStringList{QStringLiteral("status:"), QStringLiteral("since:")}));
        QVERIFY(offeredAt(QStringLiteral("us|")).items.isEmpty());
        QVERIFY(offeredAt(QStringLiteral("\"s|")).items.isEmpty());
        QCOMPARE(labelsOf(offeredAt(QStringLiteral("status:fau|"))), QStringList{QStringLiteral("faulted")});
        QVERIFY(offeredAt(QStringLiteral("status:faulted|")).items.isEmpty());
        QVERIFY(!labelsOf(offeredAt(QStringLiteral("status:faulted,|"))).contains(QStringLiteral("faulted")));
        const auto workflows = offeredAt(QStringLiteral("a workflow:inv|x age<1h"));
        QCOMPARE(labelsOf(workflows),
                 (QStringList{QStringLiteral("invoice-approval"), QStringLiteral("monthly invoice")}));
        QCOMPARE(workflows.items[1].insert, QStringLiteral("\"monthly invoice\""));
        QCOMPARE(workflows.offset, 11);
        QCOMPARE(workflows.length, 4);
        QCOMPARE(labelsOf(offeredAt(QStringLiteral("label.|"))),
                 (QStringList{QStringLiteral("label.team:"), QStringLiteral("label.\"my key\":")}));
        QCOMPARE(labelsOf(offeredAt(QStringLiteral("label.team:|"))), QStringList{QStringLiteral("ops")});
        QCOMPARE(labelsOf(offeredAt(QStringLiteral("st|atus:faulted"))), QStringList{QStringLiteral("status:")});
        QVERIFY(offeredAt(QStringLiteral("colour:|")).items.isEmpty());
    }
};

}  // namespace tst_models_query

GUILESS_TEST(tst_models_query, TestModelsQuery)
#include "tst_models_query.moc"
