// SPDX-License-Identifier: Apache-2.0
// What the editor knows without a widget: the place at a cursor, what may be written there, differences, versions,
// drafts, and validation while typing.
#include <QAbstractItemModelTester>
#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <random>

#include "tests/ui/real_language.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/completion.h"
#include "ui/models/draft_store.h"
#include "ui/models/formatting.h"
#include "ui/models/function_docs.h"
#include "ui/models/function_list_model.h"
#include "ui/models/task_output.h"
#include "ui/models/text_diff.h"
#include "ui/models/workflow_checker.h"
#include "ui/models/workflow_text.h"
#include "ui/models/yaml_place.h"
#include "ui/session/engine_session.h"

namespace tst_models_authoring {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

/// A text with `|` where the cursor stands.
struct At {
    QString text;
    int line = 0;
    int column = 0;
    StringLines lines;
    YamlPlace place;

    explicit At(QString marked) : lines({}) {
        const auto at = marked.indexOf(QLatin1Char('|'));
        line = static_cast<int>(marked.left(at).count(QLatin1Char('\n')));
        column = static_cast<int>(at - marked.left(at).lastIndexOf(QLatin1Char('\n')) - 1);
        text = marked.remove(at, 1);
        lines = StringLines(text);
        place = placeAt(lines, line, column);
    }
    QString path() const {
        QStringList steps;
        for (const YamlStep& step : place.path) {
            steps << (step.item ? QStringLiteral("-") : step.name);
        }
        return steps.join(QLatin1Char('/'));
    }
};

QStringList labels(const QVector<Completion>& all) {
    QStringList names;
    for (const Completion& one : all) {
        names << one.label;
    }
    return names;
}

QStringList words(std::initializer_list<const char*> all) {
    QStringList list;
    for (const char* one : all) {
        list << QString::fromLatin1(one);
    }
    return list;
}

/// Counts what is read of it.
struct CountedLines : LineSource {
    explicit CountedLines(const QString& text) : inner(text) {}
    int count() const override { return inner.count(); }
    QString text(int line) const override {
        ++texts;
        return inner.text(line);
    }
    LineShape shape(int line) const override {
        ++shapes;
        return inner.shape(line);
    }
    StringLines inner;
    mutable int texts = 0;
    mutable int shapes = 0;
};

const QString kHead = QStringLiteral("document:\n  dsl: '1.0.3'\n  namespace: a\n  name: b\n  version: '1.2.3'\n");

QString read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}  // namespace

class TestModelsAuthoring : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void placesAreFoundByIndentation_data() {
        using Part = YamlPlace::Part;
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("part");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("prefix");
        const auto row = [](const char* name, const char* text, const char* path, Part part, const char* key,
                            const char* prefix) {
            QTest::addRow("%s", name) << QString::fromUtf8(text) << QString::fromUtf8(path) << int(part)
                                      << QString::fromUtf8(key) << QString::fromUtf8(prefix);
        };
        row("empty", "|", "", Part::Key, "", "");
        row("top", "docu|", "", Part::Key, "", "docu");
        row("member", "document:\n  ds|", "document", Part::Key, "", "ds");
        row("value", "document:\n  dsl: 1.|", "document", Part::Value, "dsl", "1.");
        row("quoted value", "document:\n  dsl: '1.|'", "document", Part::Value, "dsl", "1.");
        row("blank line tells by its column", "do:\n  - a:\n      call: x\n      |", "do/-/a", Part::Key, "", "");
        row("blank line further out", "do:\n  - a:\n      call: x\n  |", "do", Part::Key, "", "");
        row("new item", "do:\n  - a:\n      set: 1\n  - |", "do/-", Part::Key, "", "");
        row("dash without a space", "do:\n  -|", "do/-", Part::Key, "", "");
        row("dashes at the key's column", "do:\n- a:\n    ca|", "do/-/a", Part::Key, "", "ca");
        row("deep", "do:\n  - a:\n      call: fs.get\n      with:\n        pa|", "do/-/a/with", Part::Key, "", "pa");
        row("nested tasks", "do:\n  - a:\n      do:\n        - b:\n            se|", "do/-/a/do/-/b", Part::Key, "",
            "se");
        row("key behind a dash and another below", "x:\n  - a: 1\n    b|", "x/-", Part::Key, "", "b");
        row("braces", "do:\n  - a: { call: fs.get, with: { pa|", "do/-/a/with", Part::Key, "", "pa");
        row("value in braces", "do:\n  - a: { call: fs|", "do/-/a", Part::Value, "call", "fs");
        row("brackets", "x: [a, b|]", "x/-", Part::Key, "", "b");
        row("behind closed braces", "do:\n  - a: { set: { b: 1 } }\n  - c|", "do/-", Part::Key, "", "c");
        row("comment", "do:\n  # |", "", Part::None, "", "");
        row("behind a comment", "a: b # |", "", Part::None, "a", "b # ");
        row("inside a text of lines", "do:\n  - a:\n      run: >-\n        ab|", "do/-/a/run", Part::None, "", "");
        row("behind such a text", "a: >-\n  text\n  text\nb|", "", Part::Key, "", "b");
        row("json", "{\n \"document\": {\"dsl\": \"1\", \"na|", "document", Part::Key, "", "na");
        row("json value", "{\"do\": [{\"a\": {\"call\": \"fs|", "do/-/a", Part::Value, "call", "fs");
        // Broken texts:
        row("no colon above", "do\n  - a\n      ca|", "do/-/a", Part::Key, "", "ca");
        row("half a line above", "do:\n  - a:\n      call: {\n      with:\n        pa|", "do/-/a/with", Part::Key, "",
            "pa");
        row("odd indentation", "do:\n     - a:\n       call: x\n       with:\n         pa|", "do/-/with", Part::Key, "",
            "pa");
        row("unclosed quote", "a: \"b\nc|", "", Part::Key, "", "c");
        row("tabs", "do:\n\t- a:\n\t\tca|", "do/-", Part::Key, "", "ca");
        row("only dashes", "- - -|", "-/-/-", Part::Key, "", "");
    }
    void placesAreFoundByIndentation() {
        QFETCH(QString, text);
        QFETCH(int, part);
        const At at(text);
        QTEST(at.path(), "path");
        QCOMPARE(int(at.place.part), part);
        QTEST(at.place.key, "key");
        QTEST(at.place.prefix, "prefix");
    }

    void anyTextHasAPlace() {
        // Cut, doubled and shuffled lines of real documents at every cursor: nothing may crash or hang.
        std::mt19937 random(7);
        QStringList lines = read(QStringLiteral(BEAMLINE_SOURCE_DIR) +
                                 QStringLiteral("/resources/samples/invoice-approval/invoice-approval.yaml"))
                                .split(QLatin1Char('\n'));
        QVERIFY(lines.size() > 50);
        CompletionSource source;
        source.setFunctions(test::catalog());
        for (int round = 0; round < 60; ++round) {
            for (int i = 0; i < 5; ++i) {
                auto& line = lines[static_cast<qsizetype>(random() % static_cast<unsigned>(lines.size()))];
                switch (random() % 4) {
                    case 0:
                        line = line.left(static_cast<qsizetype>(random() % static_cast<unsigned>(line.size() + 1)));
                        break;
                    case 1:
                        line += QLatin1String("{ [ \" - : ").mid(static_cast<qsizetype>(random() % 6));
                        break;
                    case 2:
                        line.prepend(QString(static_cast<qsizetype>(random() % 5), QLatin1Char(' ')));
                        break;
                    default:
                        std::swap(line, lines[static_cast<qsizetype>(random() % static_cast<unsigned>(lines.size()))]);
                }
            }
            const StringLines text(lines.join(QLatin1Char('\n')));
            for (int line = 0; line < text.count(); line += 3) {
                const int column = static_cast<int>(random() % static_cast<unsigned>(text.text(line).size() + 2));
                source.at(text, placeAt(text, line, column));
            }
            pointerSpans(text);
        }
    }

    void membersBesideAreKnown() {
        const At at(
            QStringLiteral("do:\n- a:\n    call: fs.get  # a comment\n    with:\n      path: x\n    |\n    then: "
                           "end\n- b:\n    set: 1\n"));
        QStringList keys;
        for (const YamlPair& pair : at.place.siblings) {
            keys << pair.key + QLatin1Char('=') + pair.value;
        }
        QCOMPARE(keys,
                 QStringList({QStringLiteral("call=fs.get"), QStringLiteral("with="), QStringLiteral("then=end")}));
        const At root(QStringLiteral("document:\n  a: 1\ndo:\n- a:\n    set: 1\n|\ntimeout: x\n"));
        QCOMPARE(root.place.siblings.size(), 3);
    }

    void aKeyPressReadsFewLinesOfALongDocument() {
        QString text = kHead + QStringLiteral("do:\n");
        for (int i = 0; i < 2500; ++i) {
            text += QStringLiteral("  - t%1:\n      call: fs.get\n      with:\n        path: p\n").arg(i);
        }
        CountedLines lines(text + QStringLiteral("  - last:\n      call: fs.get\n      with:\n        "));
        QVERIFY(lines.count() > 10'000);
        const YamlPlace place = placeAt(lines, lines.count() - 1, 8);
        QCOMPARE(place.path.size(), 4);
        QVERIFY2(lines.texts < 40, qPrintable(QString::number(lines.texts)));
        QVERIFY(lines.shapes < 2 * lines.count() + kMaxSiblingLines);
    }

    void completionFollowsTheLanguage_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("has");
        QTest::addColumn<QStringList>("hasNot");
        const auto row = [](const char* name, const QString& text, std::initializer_list<const char*> has,
                            std::initializer_list<const char*> hasNot) {
            QTest::addRow("%s", name) << text << words(has) << words(hasNot);
        };
        row("top", QStringLiteral("document:\n  dsl: 1\n|"), {"do", "use", "input", "schedule"}, {"document", "call"});
        row("kinds of tasks", QStringLiteral("do:\n  - a:\n      |"),
            {"call", "do", "emit", "for", "fork", "listen", "raise", "run", "set", "switch", "try", "wait", "if",
             "then"},
            {"with", "catch"});
        row("members of a call", QStringLiteral("do:\n  - a:\n      call: fs.get\n      |"), {"with", "then", "if"},
            {"set", "call", "catch"});
        row("members of a loop", QStringLiteral("do:\n  - a:\n      for: { in: .x }\n      |"), {"do", "while"},
            {"set"});
        row("members of a loop that has tasks",
            QStringLiteral("do:\n  - a:\n      for: { in: .x }\n      do: []\n      |"), {"while"}, {"do", "set"});
        row("catch", QStringLiteral("do:\n  - a:\n      try: []\n      catch:\n        |"),
            {"errors", "retry", "as", "do"}, {"call"});
        row("retry", QStringLiteral("do:\n  - a:\n      catch:\n        retry:\n          backoff:\n            |"),
            {"constant", "linear", "exponential"}, {"delay"});
        row("functions", QStringLiteral("use:\n  functions:\n    mine: { call: http }\ndo:\n  - a:\n      call: |"),
            {"fs.get", "http", "approval", "mine", "grpc"}, {"with"});
        row("functions that begin so", QStringLiteral("do:\n  - a:\n      call: fs.|"), {"fs.get", "fs.put"}, {"http"});
        row("arguments of the function",
            QStringLiteral("do:\n  - a:\n      call: fs.get\n      with:\n        path: x\n        |"),
            {"as", "maxBytes"}, {"path", "endpoint", "call"});
        row("words of an argument", QStringLiteral("do:\n  - a:\n      call: fs.get\n      with:\n        as: |"),
            {"csv", "json", "lines"}, {"path"});
        row("arguments in braces", QStringLiteral("do:\n  - a: { call: fs.get, with: { |"), {"path", "as"}, {"call"});
        row("arguments of the language's own call",
            QStringLiteral("do:\n  - a:\n      call: grpc\n      with:\n        |"), {"proto", "service", "method"},
            {"path"});
        row("next tasks",
            QStringLiteral("do:\n  - a:\n      set: 1\n      then: |\n  - b:\n      set: 2\n  - c:\n      set: 3\n"),
            {"b", "c", "continue", "exit", "end"}, {"a"});
        row("next tasks of a case",
            QStringLiteral("do:\n  - a:\n      switch:\n        - x: { then: |\n  - b:\n      set: 2\n"), {"b", "end"},
            {"a", "x"});
        row("next tasks of a nested list",
            QStringLiteral("do:\n  - a:\n      do:\n        - in1:\n            then: |\n        - in2:\n            "
                           "set: 1\n  - b:\n      set: 2\n"),
            {"in2"}, {"a", "b", "in1"});
        row("names of errors",
            QStringLiteral(
                "use:\n  errors:\n    broken: {}\n    lost: {}\ndo:\n  - a:\n      raise:\n        error: |"),
            {"broken", "lost"}, {});
        row("names of retries",
            QStringLiteral(
                "use:\n  retries:\n    slow: {}\ndo:\n  - a:\n      try: []\n      catch:\n        retry: |"),
            {"slow"}, {});
        row("names of secrets",
            QStringLiteral(
                "use:\n  secrets:\n  - one\n  - two\n  authentications:\n    x:\n      basic:\n        use: |"),
            {"one", "two"}, {});
        row("words", QStringLiteral("evaluate:\n  language: |"), {"jq", "jmespath", "javascript"}, {});
        row("json members", QStringLiteral("{\"do\": [{\"a\": {|"), {"call", "set"}, {"document"});
        row("nothing in an expression", QStringLiteral("do:\n  - a:\n      if: ${ |"), {}, {"true"});
    }
    void completionFollowsTheLanguage() {
        QFETCH(QString, text);
        QFETCH(QStringList, has);
        QFETCH(QStringList, hasNot);
        CompletionSource source;
        source.setFunctions(test::catalog());
        const At at(text);
        const QStringList found = labels(source.at(at.lines, at.place));
        for (const QString& one : has) {
            QVERIFY2(found.contains(one),
                     qPrintable(one + QStringLiteral(" is missing in ") + found.join(QLatin1Char(' '))));
        }
        for (const QString& one : hasNot) {
            QVERIFY2(!found.contains(one), qPrintable(one));
        }
    }

    void aFunctionComesWithItsRequiredArguments() {
        CompletionSource source;
        source.setFunctions(test::catalog());
        const At at(QStringLiteral("do:\n  - a:\n      call: fs.ge|"));
        QCOMPARE(source.at(at.lines, at.place).first().insert, QStringLiteral("fs.get\nwith:\n  path: path"));
        const At with(QStringLiteral("do:\n  - a:\n      call: fs.ge|\n      with: {}"));
        QCOMPARE(source.at(with.lines, with.place).first().insert, QStringLiteral("fs.get"));
    }

    void templatesAndSkeletonsAreValid() {
        for (const WorkflowTemplate& one : workflowTemplates()) {
            const auto reply = test::validate(toUtf8(one.source));
            for (const auto& problem : reply.problems) {
                qWarning("%s: %d: %s", qPrintable(one.title), problem.line, problem.message.c_str());
            }
            QVERIFY2(reply.valid && reply.problems.empty(), qPrintable(one.title));
        }
        for (const auto& function : test::catalog()) {
            const QString source = kHead + QStringLiteral("do:\n  ") +
                                   indentRest(taskSkeleton(function, taskNameOf(function.name)), 2) + QLatin1Char('\n');
            const auto reply = test::validate(toUtf8(source));
            QVERIFY2(
                reply.valid,
                qPrintable(source + (reply.problems.empty() ? QString() : toText(reply.problems.front().message))));
        }
    }

    void everyMemberThatIsOfferedIsOneThatTheEngineKnows() {
        // A wrong name in the table would be reported as unknown by the engine's own reader.
        const auto unknown = [](const QString& source) {
            const auto reply = test::validate(toUtf8(source));
            return std::any_of(reply.problems.begin(), reply.problems.end(), [](const api::Problem& problem) {
                return problem.message.find("nknown") != std::string::npos;
            });
        };
        QVERIFY(unknown(kHead + QStringLiteral("do:\n  - a:\n      set: { b: 1 }\n      nonsense: 1\n")));
        for (const DslMember& member : dslMembers(QStringLiteral("task"), {{QStringLiteral("set"), {}, 0}})) {
            QVERIFY2(
                !unknown(kHead + QStringLiteral("do:\n  - a:\n      set: { b: 1 }\n      %1: x\n").arg(member.name)),
                qPrintable(member.name));
        }
        for (const DslMember& member : dslMembers(QStringLiteral("document"), {})) {
            QVERIFY2(!unknown(QStringLiteral("document:\n  %1: x\n").arg(member.name)), qPrintable(member.name));
        }
    }

    void schemasAreReadAsTables() {
        const auto rows = schemaRows(boost::json::parse(R"({"type":"object","required":["b"],"properties":{
            "a":{"type":"integer","default":3,"description":"First."},
            "b":{"type":"array","items":{"type":"object","required":["d"],"properties":{"c":{"enum":["word","; y"]},"d":{"type":["string","null"]}}}},
            "e":{"oneOf":[{"type":"string"},{"type":"object"}]}}})"));
        QCOMPARE(rows.size(), 5);
        QCOMPARE(rows[0].name, QStringLiteral("b"));  // what is required comes first
        QVERIFY(rows[0].required);
        QCOMPARE(rows[0].type, QStringLiteral("list of objects"));
        QCOMPARE(rows[1].name, QStringLiteral("d"));
        QCOMPARE(rows[1].depth, 1);
        QCOMPARE(rows[1].type, QStringLiteral("text or nothing"));
        QCOMPARE(rows[2].type, QStringLiteral("one of word, \"; y\""));
        QCOMPARE(rows[3].defaultValue, QStringLiteral("3"));
        QCOMPARE(rows[4].type, QStringLiteral("text or object"));
        api::Json deep = boost::json::object{{"type", "string"}};
        for (int i = 0; i < 100; ++i) {
            deep = boost::json::object{{"properties", boost::json::object{{"x", deep}}}};
        }
        QCOMPARE(schemaRows(deep).size(), kMaxSchemaDepth);
        boost::json::object wide;
        for (int i = 0; i < kMaxSchemaRows + 5; ++i) {
            wide.emplace("m" + std::to_string(i), boost::json::object{{"type", "string"}});
        }
        QCOMPARE(schemaRows(boost::json::object{{"properties", wide}}).size(), kMaxSchemaRows);
        QVERIFY(schemaRows(nullptr).isEmpty());
    }

    void textThatYamlWouldReadOtherwiseIsQuoted() {
        for (const char* word : {"true", "12", "a: b", "- x", "", "${ .x }", "null", "#", "a #b", "two\nlines"}) {
            const QString text = yamlText(boost::json::object{{"k", word}});
            const auto reply = test::validate(
                toUtf8(kHead + QStringLiteral("do:\n  - a:\n      set:\n        ") + text + QLatin1Char('\n')));
            QVERIFY2(text.startsWith(QStringLiteral("k: \"")), qPrintable(text));
            QVERIFY2(reply.valid, qPrintable(text));
        }
        QCOMPARE(yamlText(boost::json::parse(R"({"a":[1,{"b":"c d"}],"e":{}})")),
                 QStringLiteral("a:\n  - 1\n  - b: c d\ne: {}"));
    }

    void differencesAreTheFewest() {
        const TextDiff diff = diffOf(QStringLiteral("a\nb\nc\nd\n"), QStringLiteral("a\nx\nc\nd\ne\n"));
        QCOMPARE(linesText(diff), QStringLiteral("2 line(s) came, 1 line(s) went"));
        QCOMPARE(diff.added, 2);
        QCOMPARE(diff.removed, 1);
        QString shape;
        for (const DiffLine& line : diff.lines) {
            shape += line.kind == DiffLine::Kind::Same    ? QLatin1Char(' ')
                     : line.kind == DiffLine::Kind::Added ? QLatin1Char('+')
                                                          : QLatin1Char('-');
        }
        QCOMPARE(shape, QStringLiteral(" -+  +"));
        QVERIFY(diffOf(QStringLiteral("a\n"), QStringLiteral("a")).added == 0);
        QCOMPARE(diffOf({}, QStringLiteral("a\nb")).added, 2);
        QCOMPARE(diffOf(QStringLiteral("a\nb"), {}).removed, 2);
    }

    void differencesGiveBothTextsBack() {
        std::mt19937 random(11);
        for (int round = 0; round < 200; ++round) {
            QStringList a;
            QStringList b;
            for (int i = 0; i < 30; ++i) {
                const QString line = QString::number(random() % 6);
                if (random() % 4 != 0) {
                    a << line;
                }
                if (random() % 4 != 0) {
                    b << line;
                }
            }
            const TextDiff diff = diffOf(a.join(QLatin1Char('\n')), b.join(QLatin1Char('\n')), -1);
            QStringList before;
            QStringList after;
            for (const DiffLine& line : diff.lines) {
                if (line.before > 0) {
                    before << line.text;
                    QCOMPARE(line.before, before.size());
                }
                if (line.after > 0) {
                    after << line.text;
                    QCOMPARE(line.after, after.size());
                }
            }
            QCOMPARE(before, a);
            QCOMPARE(after, b);
        }
    }

    void farApartTextsAreShownAsOneBlock() {
        QString a;
        QString b;
        for (int i = 0; i < kMaxDiffSteps; ++i) {
            a += QStringLiteral("a%1\n").arg(i);
            b += QStringLiteral("b%1\n").arg(i);
        }
        const TextDiff diff = diffOf(a, b);
        QVERIFY(diff.coarse);
        QCOMPARE(diff.removed, kMaxDiffSteps);
        QCOMPARE(diff.added, kMaxDiffSteps);
    }

    void equalLinesAreFolded() {
        QString a;
        for (int i = 0; i < 40; ++i) {
            a += QString::number(i) + QLatin1Char('\n');
        }
        QString b = a;
        b.replace(QStringLiteral("20\n"), QStringLiteral("x\n"));
        const TextDiff diff = diffOf(a, b);
        QCOMPARE(diff.lines.first().kind, DiffLine::Kind::Skipped);
        QCOMPARE(diff.lines.first().skipped, 20 - kDiffContext);
        QCOMPARE(diff.lines.last().kind, DiffLine::Kind::Skipped);
        QCOMPARE(diff.lines.size(), 2 + 2 * kDiffContext + 2);
    }

    void versionsAreRaised_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("next");
        for (const auto& [version, next] : {std::pair{"1.2.3", "1.2.4"},
                                            {"0.0.0", "0.0.1"},
                                            {"1.2.3-rc.1", "1.2.3"},
                                            {"1.2.3+b7", "1.2.4"},
                                            {"one", ""},
                                            {"1.2", ""},
                                            {"1.9.999999999", "1.9.1000000000"}}) {
            QTest::addRow("%s", version) << QString::fromLatin1(version) << QString::fromLatin1(next);
        }
    }
    void versionsAreRaised() {
        QFETCH(QString, version);
        QTEST(nextPatch(version), "next");
    }

    void versionsAreOrdered() {
        // semver.org §11, example.
        const QStringList order =
            words({"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
                   "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1"});
        for (int i = 0; i + 1 < order.size(); ++i) {
            QVERIFY2(versionBefore(order[i], order[i + 1]), qPrintable(order[i]));
            QVERIFY(!versionBefore(order[i + 1], order[i]));
        }
        QVERIFY(versionBefore(QStringLiteral("one"), QStringLiteral("0.0.1")));
    }

    void onlyTheVersionChanges_data() {
        QTest::addColumn<QString>("source");
        QTest::addRow("plain") << QStringLiteral("document:\n  name: x\n  version: 1.2.3\ndo: []\n");
        QTest::addRow("quoted") << QStringLiteral("# c\ndocument:\n  version: '1.2.3'  # kept\n  dsl: 1.2.3\n");
        QTest::addRow("double") << QStringLiteral("document:\n    version: \"1.2.3\"\nversion: 9\n");
        QTest::addRow("braces") << QStringLiteral("document: { dsl: '1.0.3', name: x, version: 1.2.3 }\n");
        QTest::addRow("json") << QStringLiteral("{\"document\": {\"version\": \"1.2.3\", \"a\": 1}}");
    }
    void onlyTheVersionChanges() {
        QFETCH(QString, source);
        QCOMPARE(documentMember(source, QStringLiteral("version"))->text, QStringLiteral("1.2.3"));
        QString wanted = source;
        wanted.replace(wanted.indexOf(QStringLiteral("1.2.3"), wanted.indexOf(QStringLiteral("version"))), 5,
                       QStringLiteral("4.5.6"));
        QCOMPARE(withVersion(source, QStringLiteral("4.5.6")), wanted);
        QVERIFY(withVersion(QStringLiteral("do: []\n"), QStringLiteral("1.0.0")).isEmpty());
    }

    void pointersLeadToLines() {
        for (const char* sample : {"invoice-approval", "folder-backup", "data-import", "endpoint-health",
                                   "fan-out-files", "incident-runbook"}) {
            const QString path =
                QStringLiteral(BEAMLINE_SOURCE_DIR "/resources/samples/%1/%1.yaml").arg(QString::fromLatin1(sample));
            const QString source = read(path);
            const auto reply = test::validate(toUtf8(source));
            QVERIFY(reply.valid);
            const StringLines lines(source);
            const auto spans = pointerSpans(lines);
            for (const auto& node : reply.graph.nodes) {
                if (node.type == "start" || node.type == "end") {
                    continue;
                }
                const auto span = std::find_if(spans.begin(), spans.end(),
                                               [&](const PointerSpan& one) { return one.pointer == toText(node.ref); });
                QVERIFY2(span != spans.end(), node.ref.c_str());
                QVERIFY2(lines.text(span->first).contains(toText(node.name) + QLatin1Char(':')), node.ref.c_str());
                QVERIFY(span->last >= span->first);
            }
        }
    }

    void draftsSurvive() {
        QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("deep/drafts"));
        Draft draft;
        draft.name = QStringLiteral("invoice");
        draft.from = QStringLiteral("1.0.0");
        draft.text = QStringLiteral("a: ä\n\u2028\n");
        draft.changedAt = 5;
        {
            DraftStore store(folder);
            QVERIFY(store.save(draft).ok());
            draft.text += QStringLiteral("more");
            QVERIFY(store.save(draft).ok());
        }
        DraftStore other(folder);
        auto found = other.list();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].text, draft.text);
        QCOMPARE(found[0].from, draft.from);
        QCOMPARE(QFile::permissions(folder + QLatin1Char('/') + draft.id + QStringLiteral(".draft.json")) &
                     (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QVERIFY(!(QFile::permissions(folder) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)));
        QVERIFY(other.remove(draft.id));
        QVERIFY(other.list().isEmpty());
    }

    void twoWindowsLoseNothing() {
        QTemporaryDir home;
        DraftStore mine(home.path());
        DraftStore theirs(home.path());
        Draft draft;
        draft.text = QStringLiteral("mine");
        QVERIFY(mine.save(draft).ok());
        Draft other = draft;
        other.text = QStringLiteral("theirs");
        QVERIFY(theirs.save(other).ok());
        draft.text = QStringLiteral("mine, later");
        QVERIFY(mine.save(draft).ok());
        QVERIFY(draft.id != other.id);
        QCOMPARE(mine.list().size(), 2);
    }

    void brokenDraftFilesAreCountedAndLeftAlone() {
        QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("x.draft.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"schema\":1,\"te");
        file.close();
        DraftStore store(home.path());
        int unreadable = 0;
        QVERIFY(store.list(&unreadable).isEmpty());
        QCOMPARE(unreadable, 1);
        QVERIFY(file.exists());
    }

    void aDraftThatCannotBeSavedSaysSo() {
        QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        DraftStore store(home.filePath(QStringLiteral("file/drafts")));
        Draft draft;
        QVERIFY(!store.save(draft).ok());
        DraftStore good(home.path());
        draft.text = QString(static_cast<qsizetype>(DraftStore::kMaxTextBytes) + 1, QLatin1Char('x'));
        QVERIFY(!good.save(draft).ok());
    }

    void onlyTheNewestTextIsAnswered() {
        auto engine = std::make_shared<FixtureEngine>();
        engine->setValidator([](const std::string& source) {
            api::ValidateReply reply;
            reply.workflow.name = source;
            return reply;
        });
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        WorkflowChecker checker(&session);
        QString text = QStringLiteral("one");
        checker.setText([&] { return text; });
        QStringList heard;
        connect(&checker, &WorkflowChecker::checked, this,
                [&](const api::ValidateReply& reply) { heard << toText(reply.workflow.name); });
        engine->hold("validate_workflow");
        checker.check();
        for (int i = 0; i < 20; ++i) {  // keys while the engine is slow
            text = QString::number(i);
            checker.textChanged();
        }
        QTest::qWait(2 * WorkflowChecker::kRestMs);
        QCOMPARE(engine->calls("validate_workflow"), 1);  // one question at a time
        engine->release("validate_workflow");
        QTRY_COMPARE(heard, QStringList{QStringLiteral("19")});
        QCOMPARE(engine->calls("validate_workflow"), 2);
        QVERIFY(!checker.isBusy());
        for (int i = 0; i < 20; ++i) {
            text = QStringLiteral("last");
            checker.textChanged();
        }
        QTRY_COMPARE(heard.last(), QStringLiteral("last"));
        QCOMPARE(engine->calls("validate_workflow"), 3);  // when typing rests
    }

    void writtenTextIsBounded() {
        TaskOutput output;
        api::Event event;
        event.kind = "task.started";
        QVERIFY(!output.take(event));
        event.kind = "task.output";
        QVERIFY(!output.take(event));  // without data
        event.task = "/do/0/a";
        for (int i = 0; i < 10; ++i) {
            event.data = boost::json::object{{"stream", i % 2 == 0 ? "stdout" : "stderr"},
                                             {"text", std::string(TaskOutput::kMaxLetters / 4, char('a' + i))}};
            QVERIFY(output.take(event));
        }
        qsizetype letters = 0;
        const auto pieces = output.pieces(QStringLiteral("/do/0/a"));
        for (const auto& piece : pieces) {
            letters += piece.text.size();
        }
        QCOMPARE(letters, TaskOutput::kMaxLetters);
        QVERIFY(output.isCut(QStringLiteral("/do/0/a")));
        QVERIFY(pieces.last().error && pieces.last().text.endsWith(QLatin1Char('j')));
        event.data = boost::json::object{{"stream", "stdout"}, {"text", "x"}};
        for (int i = 0; i < TaskOutput::kMaxTasks + 10; ++i) {
            event.task = "/do/" + std::to_string(i) + "/b";
            output.take(event);
        }
        QVERIFY(output.pieces(QStringLiteral("/do/%1/b").arg(TaskOutput::kMaxTasks + 5)).isEmpty());
        event.data = boost::json::object{{"text", std::string(TaskOutput::kMaxLetters + 7, 'q')}};
        event.task = "/do/0/a";
        output.take(event);
        QCOMPARE(output.pieces(QStringLiteral("/do/0/a")).last().text.size(), TaskOutput::kMaxLetters);
    }

    void functionsAreSearched() {
        auto engine = std::make_shared<FixtureEngine>();
        test::speakTheLanguage(*engine);
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        FunctionListModel model(&session);
        QAbstractItemModelTester tester(&model);
        model.refresh();
        QTRY_COMPARE(model.state(), FunctionListModel::State::Ready);
        const int all = model.rowCount();
        QVERIFY(all >= 6);
        model.setFilter(QStringLiteral("FS."));
        QVERIFY(model.rowCount() >= 3 && model.rowCount() < all);
        model.setFilter(QStringLiteral("delimiter"));  // an argument
        QVERIFY(model.rowOf(QStringLiteral("fs.get")) >= 0);
        model.setFilter(QStringLiteral("no such"));
        QCOMPARE(model.rowCount(), 0);
        engine->fail("list_functions", {api::code::kUnavailable, "Gone.", {}, true});
        model.refresh();
        QTRY_COMPARE(model.state(), FunctionListModel::State::Failed);
    }
};

}  // namespace tst_models_authoring

GUILESS_TEST(tst_models_authoring, TestModelsAuthoring)
#include "tst_models_authoring.moc"
