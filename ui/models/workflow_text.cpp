// SPDX-License-Identifier: Apache-2.0
#include "ui/models/workflow_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QVector>

#include "ui/models/yaml_place.h"

namespace beamline::ui {

namespace {

struct WorkflowTemplates {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::WorkflowTemplates)
};

struct Version {
    int numbers[3] = {-1, -1, -1};
    QStringList pre;
};

std::optional<Version> parsed(const QString& text) {
    static const QRegularExpression shape(
        QStringLiteral("^(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?$"));
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    Version version;
    for (int i = 0; i < 3; ++i) {
        version.numbers[i] = match.captured(i + 1).toInt();
    }
    if (!match.captured(4).isEmpty()) {
        version.pre = match.captured(4).split(QLatin1Char('.'));
    }
    return version;
}

/// Identifiers of a pre-release: numbers by value and before words, words by their letters.
bool preBefore(const QStringList& a, const QStringList& b) {
    if (a.isEmpty() || b.isEmpty()) {
        return !a.isEmpty() && b.isEmpty();
    }
    for (int i = 0; i < std::min(a.size(), b.size()); ++i) {
        bool isA = false;
        bool isB = false;
        const qlonglong numberA = a[i].toLongLong(&isA);
        const qlonglong numberB = b[i].toLongLong(&isB);
        if (a[i] != b[i]) {
            return isA && isB ? numberA < numberB : isA != isB ? isA : a[i] < b[i];
        }
    }
    return a.size() < b.size();
}

constexpr const char* kAsk = R"(input:
  schema:
    format: json
    document:
      type: object
      required: [subject]
      properties:
        subject: { type: string, title: Subject }
do:
  - ask:
      call: approval
      with:
        subject: ${ .subject }
  - decide:
      switch:
        - approved: { when: '.outcome == "approved"', then: approved }
        - otherwise: { then: rejected }
  - approved:
      set: { result: approved }
      then: end
  - rejected:
      set: { result: rejected }
)";

constexpr const char* kCall = R"(do:
  - ask:
      try:
        - request:
            call: http
            with:
              method: GET
              endpoint: https://example.com/status
      catch:
        errors:
          with:
            type: https://serverlessworkflow.io/spec/1.0.0/errors/communication
        retry:
          delay: { seconds: 2 }
          backoff: { exponential: {} }
          limit:
            attempt: { count: 5 }
)";

constexpr const char* kLoop = R"(do:
  - each:
      for:
        each: item
        in: ${ .items }
      do:
        - look:
            set:
              item: ${ $item }
              position: ${ $index + 1 }
)";

constexpr const char* kFork = R"(do:
  - both:
      fork:
        branches:
          - first:
              set: { from: first }
          - second:
              wait: { seconds: 1 }
)";

/// Where the value of a line's member begins and ends, quotes left out.
TextRange valueRange(const QString& line, int offset) {
    static const QRegularExpression shape(
        QStringLiteral("^[^:]*:\\s*(?:\"([^\"]*)\"|'([^']*)'|([^#]*?))\\s*(?:\\s#.*)?$"));
    const auto match = shape.match(line);
    for (int group = 1; group <= 3; ++group) {
        if (match.capturedStart(group) >= 0) {
            return {offset + static_cast<int>(match.capturedStart(group)),
                    static_cast<int>(match.capturedLength(group)), match.captured(group)};
        }
    }
    return {offset + static_cast<int>(line.size()), 0, {}};
}

}  // namespace

std::optional<TextRange> documentMember(const QString& source, const QString& member) {
    if (!source.trimmed().startsWith(QLatin1Char('{'))) {
        const StringLines lines(source);
        for (int line = 0; line < lines.count(); ++line) {
            if (lines.shape(line) != LineShape{0, false} || !lines.text(line).startsWith(QLatin1String("document:"))) {
                continue;
            }
            const auto pairs = pairsUnder(lines, line, 0);
            for (const YamlPair& pair : pairs) {
                if (pair.key == member) {
                    int offset = 0;
                    for (int i = 0; i < pair.line; ++i) {
                        offset += static_cast<int>(lines.text(i).size()) + 1;
                    }
                    return valueRange(lines.text(pair.line), offset);
                }
            }
            break;
        }
    }
    // JSON, or a document in braces: the first member of that name behind "document".
    const auto start = source.indexOf(QLatin1String("document"));
    const QRegularExpression shape(
        QStringLiteral("[\"{,\\s]%1\"?\\s*:\\s*[\"']?([^\"',}\\s]*)").arg(QRegularExpression::escape(member)));
    const auto match = start < 0 ? QRegularExpressionMatch() : shape.match(source, start);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return TextRange{static_cast<int>(match.capturedStart(1)), static_cast<int>(match.capturedLength(1)),
                     match.captured(1)};
}

QString nextPatch(const QString& version) {
    const auto one = parsed(version);
    return one ? QStringLiteral("%1.%2.%3")
                     .arg(one->numbers[0])
                     .arg(one->numbers[1])
                     .arg(one->numbers[2] + (one->pre.isEmpty() ? 1 : 0))
               : QString();
}

bool versionBefore(const QString& a, const QString& b) {
    const Version left = parsed(a).value_or(Version());
    const Version right = parsed(b).value_or(Version());
    for (int i = 0; i < 3; ++i) {
        if (left.numbers[i] != right.numbers[i]) {
            return left.numbers[i] < right.numbers[i];
        }
    }
    return preBefore(left.pre, right.pre);
}

QString withVersion(const QString& source, const QString& version) {
    const auto range = documentMember(source, QStringLiteral("version"));
    return range ? QString(source).replace(range->from, range->length, version) : QString();
}

QString indentRest(const QString& text, int column) {
    return QString(text).replace(QLatin1Char('\n'), QLatin1Char('\n') + QString(column, QLatin1Char(' ')));
}

QVector<WorkflowTemplate> workflowTemplates() {
    const auto source = [](const char* name, const char* title, const char* rest) {
        return QStringLiteral(
                   "document:\n  dsl: '1.0.3'\n  namespace: default\n  name: %1\n  version: '0.1.0'\n  title: %2\n%3")
            .arg(QString::fromLatin1(name), QString::fromLatin1(title), QString::fromLatin1(rest));
    };
    return {
        {WorkflowTemplates::tr("Empty workflow"), WorkflowTemplates::tr("One task that gives a value."),
         source("new-workflow", "New workflow", "do:\n  - greet:\n      set:\n        message: Hello\n")},
        {WorkflowTemplates::tr("Ask a person"),
         WorkflowTemplates::tr("A request for approval, and a branch on its outcome."),
         source("ask-a-person", "Ask a person", kAsk)},
        {WorkflowTemplates::tr("Call an HTTP service"),
         WorkflowTemplates::tr("A request that is tried again when the service cannot be reached."),
         source("call-a-service", "Call a service", kCall)},
        {WorkflowTemplates::tr("Go through a list"),
         WorkflowTemplates::tr("A loop that runs tasks once for each item of the input."),
         source("go-through-a-list", "Go through a list", kLoop)},
        {WorkflowTemplates::tr("Branches side by side"),
         WorkflowTemplates::tr("Two branches that run at the same time."),
         source("side-by-side", "Side by side", kFork)},
    };
}

}  // namespace beamline::ui
