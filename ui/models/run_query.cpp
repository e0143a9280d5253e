// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_query.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QRegularExpression>
#include <algorithm>
#include <array>

#include "ui/models/formatting.h"
#include "ui/models/moment_text.h"
#include "ui/models/query_terms.h"

namespace beamline::ui {

namespace {

using api::Phase;

constexpr qint64 kDayMs = 86'400'000;
constexpr qsizetype kMaxShown = 40;  ///< letters of what was typed in a sentence

struct RunQueryText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::RunQueryText)
};

const std::array<Phase, 7> kPhases{Phase::pending,   Phase::running, Phase::waiting,  Phase::suspended,
                                   Phase::cancelled, Phase::faulted, Phase::completed};

QString phaseWord(Phase phase) {
    return QString::fromLatin1(boost::describe::enum_to_string(phase, ""));
}

QStringList phaseWords() {
    QStringList words;
    for (const Phase phase : kPhases) {
        words << phaseWord(phase);
    }
    return words;
}

/// Levenshtein; more than 2 is far.
qsizetype distance(const QString& a, const QString& b) {
    if (std::abs(a.size() - b.size()) > 2) {
        return 3;
    }
    QVector<qsizetype> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype corner = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
            corner = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

/// Words that people know from elsewhere, then what is only mistyped; empty: nothing near.
QString nearest(const QString& word, const QStringList& known) {
    static const QHash<QString, QString> elsewhere{
        {QStringLiteral("ns"), QStringLiteral("namespace")},
        {QStringLiteral("phase"), QStringLiteral("status")},
        {QStringLiteral("state"), QStringLiteral("status")},
        {QStringLiteral("is"), QStringLiteral("status")},
        {QStringLiteral("name"), QStringLiteral("workflow")},
        {QStringLiteral("from"), QStringLiteral("since")},
        {QStringLiteral("after"), QStringLiteral("since")},
        {QStringLiteral("to"), QStringLiteral("until")},
        {QStringLiteral("before"), QStringLiteral("until")},
        {QStringLiteral("tag"), QStringLiteral("label")},
        {QStringLiteral("failed"), QStringLiteral("faulted")},
        {QStringLiteral("error"), QStringLiteral("faulted")},
        {QStringLiteral("done"), QStringLiteral("completed")},
        {QStringLiteral("ok"), QStringLiteral("completed")},
        {QStringLiteral("success"), QStringLiteral("completed")},
        {QStringLiteral("paused"), QStringLiteral("suspended")},
        {QStringLiteral("active"), QStringLiteral("running")},
        {QStringLiteral("queued"), QStringLiteral("pending")},
    };
    const QString other = elsewhere.value(word);
    if (known.contains(other)) {
        return other;
    }
    const auto best = std::min_element(known.begin(), known.end(), [&](const QString& a, const QString& b) {
        return distance(word, a) < distance(word, b);
    });
    return best != known.end() && word.size() > 2 && distance(word, *best) <= 2 ? *best : QString();
}

QString shown(const QString& typed) {
    return typed.size() > kMaxShown ? typed.left(kMaxShown - 1) + QChar(0x2026) : typed;
}

/// How a key is written with its operator.
QString keyText(const QString& key) {
    return key == QLatin1String("age")     ? QStringLiteral("age<")
           : key == QLatin1String("label") ? QStringLiteral("label.")
                                           : key + QLatin1Char(':');
}

/// The shortest that reads as the same moment.
QString momentText(api::Timestamp at, bool until) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at);
    for (const QString& text :
         {local.date().addDays(until ? -1 : 0).toString(Qt::ISODate),
          local.toString(QStringLiteral("yyyy-MM-ddTHH:mm")), local.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")),
          local.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"))}) {
        if (momentOf(text, until, at) == at) {
            return text;
        }
    }
    return local.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz'Z'"));  // in an hour that clocks show twice
}

class QueryReader {
public:
    QueryReader(const QString& text, api::Timestamp now) : m_text(text), m_now(now) {}

    RunQuery read() {
        if (m_text.size() > kMaxQueryLength) {
            mistake(kMaxQueryLength, m_text.size() - kMaxQueryLength,
                    RunQueryText::tr("A filter has at most %1 letters. Shorten it.").arg(formatCount(kMaxQueryLength)));
            return std::move(m_query);
        }
        for (const QueryTerm& term : queryTerms(m_text)) {
            readTerm(term);
            m_afterWord = term.isWord();
        }
        api::RunFilter& filter = m_query.filter;
        if (m_query.ok() && filter.createdFrom != 0 && filter.createdTo != 0 &&
            filter.createdFrom >= filter.createdTo) {
            mistake(
                m_later->offset, m_later->length,
                RunQueryText::tr("No run fits: the time ends before it begins. Exchange the two, or leave one out."));
        }
        filter.text = toUtf8(m_words);
        return std::move(m_query);
    }

private:
    void mistake(qsizetype offset, qsizetype length, const QString& text, bool unfinished = false) {
        if (m_query.mistakes.size() < kMaxQueryMistakes) {
            m_query.mistakes.append({offset, length, text, unfinished});
        }
    }
    void mistake(const QueryTerm& term, const QString& text, bool unfinished = false) {
        mistake(term.offset, term.length, text, unfinished);
    }
    void mistake(const QueryValue& value, const QString& text, bool unfinished = false) {
        mistake(value.offset, value.length, text, unfinished);
    }

    void readTerm(const QueryTerm& term) {
        if (term.open) {
            mistake(term,
                    RunQueryText::tr("A quotation mark is missing at the end. Write \"%1\".")
                        .arg(shown(term.values.back().text)),
                    true);
        } else if (term.isWord()) {
            readWord(term);
        } else if (!queryKeys().contains(term.key)) {
            unknownKey(term);
        } else if (term.negated || term.op == QLatin1String("!=")) {
            negation(term);
        } else if (term.key == QLatin1String("age")) {
            readAge(term);
        } else if (term.op != QLatin1String(":")) {
            mistake(
                term,
                RunQueryText::tr("Only age is compared with %1. Write %2.")
                    .arg(term.op,
                         shown(m_text.mid(term.keyOffset, term.valueOffset - term.keyOffset - term.op.size())) +
                             QLatin1Char(':') + shown(m_text.mid(term.valueOffset, term.end() - term.valueOffset))));
        } else if (term.key == QLatin1String("status")) {
            readStatus(term);
        } else if (term.key == QLatin1String("since") || term.key == QLatin1String("until")) {
            readMoment(term);
        } else {
            readName(term);
        }
    }

    void negation(const QueryTerm& term) {
        mistake(term,
                term.key == QLatin1String("status")
                    ? RunQueryText::tr("A filter says what fits, never what does not. Name the statuses you want: "
                                       "status:running,waiting.")
                : term.isWord()
                    ? RunQueryText::tr("A filter says what fits, never what does not. To look for this text, put it "
                                       "between quotation marks.")
                    : RunQueryText::tr("A filter says what fits, never what does not. Leave %1 out, or say what "
                                       "you want.")
                          .arg(shown(m_text.mid(term.offset, term.length))));
    }

    void unknownKey(const QueryTerm& term) {
        const QString near = nearest(term.key, queryKeys());
        const QString quoted = RunQueryText::tr("To look for this text, put it between quotation marks.");
        if (near.isEmpty()) {
            QStringList keys;
            for (const QString& key : queryKeys()) {
                keys << keyText(key);
            }
            mistake(term.offset, term.valueOffset - term.offset,
                    RunQueryText::tr("There is no condition %1. Conditions are %2.")
                            .arg(shown(term.head(m_text)), QLocale().createSeparatedList(keys)) +
                        QLatin1Char(' ') + quoted);
        } else {
            mistake(term.offset, term.valueOffset - term.offset,
                    RunQueryText::tr("There is no condition %1. Did you mean %2?")
                            .arg(shown(term.head(m_text)), keyText(near)) +
                        QLatin1Char(' ') + quoted);
        }
    }

    /// False, with a mistake, when the condition stands there already.
    bool take(const QueryTerm& term, const QString& slot) {
        const auto before = m_taken.constFind(slot);
        if (before == m_taken.constEnd()) {
            m_taken.insert(slot, term.head(m_text));
            return true;
        }
        mistake(term, slot == QLatin1String("status")
                          ? RunQueryText::tr("status: stands here twice. Write several as one: status:faulted,waiting.")
                      : *before == term.head(m_text)
                          ? RunQueryText::tr("%1 stands here twice. Keep one of them.").arg(shown(*before))
                          : RunQueryText::tr("%1 and %2 say the same. Keep one of them.")
                                .arg(shown(*before), shown(term.head(m_text))));
        return false;
    }

    void readStatus(const QueryTerm& term) {
        if (!take(term, term.key)) {
            return;
        }
        for (const QueryValue& value : term.values) {
            const QString word = value.text.toLower();
            const auto* phase =
                std::find_if(kPhases.begin(), kPhases.end(), [&](Phase one) { return phaseWord(one) == word; });
            auto& phases = m_query.filter.phases;
            if (phase != kPhases.end()) {
                if (std::find(phases.begin(), phases.end(), *phase) == phases.end()) {
                    phases.push_back(*phase);
                }
            } else if (word.startsWith(u'-') || word.startsWith(u'!')) {
                negation(term);
            } else if (word.isEmpty()) {
                mistake(term,
                        RunQueryText::tr("A status is missing. Write one of %1.")
                            .arg(QLocale().createSeparatedList(phaseWords())),
                        value.offset == term.end());
            } else {
                wrongStatus(value, word);
            }
        }
    }

    void wrongStatus(const QueryValue& value, const QString& word) {
        const QString near = nearest(word, phaseWords());
        const QStringList words = phaseWords();
        const bool unfinished =
            std::any_of(words.begin(), words.end(), [&](auto& one) { return one.startsWith(word); });
        mistake(value,
                near.isEmpty()
                    ? RunQueryText::tr("There is no status %1. Write one of %2.")
                          .arg(shown(value.text), QLocale().createSeparatedList(words))
                    : RunQueryText::tr("There is no status %1. Did you mean %2?").arg(shown(value.text), near),
                unfinished);
    }

    void readAge(const QueryTerm& term) {
        if (term.op != QLatin1String("<") && term.op != QLatin1String(">")) {
            mistake(term,
                    RunQueryText::tr("An age is compared. Write age<2h for younger runs or age>2h for older ones."));
            return;
        }
        static const QRegularExpression form(QStringLiteral("^(\\d{1,9})([smhdw])\\z"),
                                             QRegularExpression::CaseInsensitiveOption);
        static const QHash<QString, qint64> units{{QStringLiteral("s"), 1000},
                                                  {QStringLiteral("m"), 60'000},
                                                  {QStringLiteral("h"), 3'600'000},
                                                  {QStringLiteral("d"), kDayMs},
                                                  {QStringLiteral("w"), 7 * kDayMs}};
        const bool younger = term.op == QLatin1String("<");
        if (!take(term, younger ? QStringLiteral("since") : QStringLiteral("until"))) {
            return;
        }
        const QString& value = term.values.front().text;
        const auto match = form.match(value);
        if (term.values.size() > 1 || !match.hasMatch()) {
            const bool digits = std::all_of(value.begin(), value.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
            mistake(term,
                    RunQueryText::tr("An age is a whole number with s, m, h, d or w. Write %1.")
                        .arg(term.op == QLatin1String("<") ? QStringLiteral("age<2h") : QStringLiteral("age>7d")),
                    term.values.size() == 1 && digits);
            return;
        }
        const qint64 age = match.captured(1).toLongLong() * units.value(match.captured(2).toLower());
        if (age > kMaxQueryAgeDays * kDayMs || age >= m_now) {
            mistake(term, RunQueryText::tr("An age is at most %1 d. Write since: or until: with a date.")
                              .arg(formatCount(kMaxQueryAgeDays)));
            return;
        }
        m_query.relative = true;
        setMoment(term, !younger, m_now - age);
    }

    void readMoment(const QueryTerm& term) {
        const bool until = term.key == QLatin1String("until");
        const QueryValue& value = term.values.front();
        if (!take(term, term.key)) {
            return;
        }
        const QString word = value.text.toLower();
        const auto at = term.values.size() == 1 ? momentOf(value.text, until, m_now) : std::nullopt;
        if (!at || *at <= 0) {
            mistake(term,
                    RunQueryText::tr("This is no date after 1970. Write %1, %2 or %3.")
                        .arg(term.key + QStringLiteral(":2026-11-20"), term.key + QStringLiteral(":2026-11-20T14:30"),
                             term.key + QStringLiteral(":yesterday")),
                    value.text.size() < 10 && term.values.size() == 1);
            return;
        }
        m_query.relative = m_query.relative || word == QLatin1String("today") || word == QLatin1String("yesterday");
        setMoment(term, until, *at);
    }

    void setMoment(const QueryTerm& term, bool until, api::Timestamp at) {
        (until ? m_query.filter.createdTo : m_query.filter.createdFrom) = at;
        m_later = term;
    }

    /// Of a workflow, a namespace, a version, a kind of error or a label: one value.
    void readName(const QueryTerm& term) {
        const bool isLabel = term.key == QLatin1String("label");
        const bool isWorkflow = term.key == QLatin1String("workflow");
        const QueryValue& value = term.values.front();
        if (isLabel && term.label.isEmpty()) {
            mistake(term, RunQueryText::tr("The name of the label is missing. Write label.team:ops."));
        } else if (!take(term, isLabel ? QStringLiteral("label.") + term.label : term.key)) {
            return;
        } else if (term.values.size() > 1) {
            mistake(term,
                    RunQueryText::tr("%1 takes one value. If the comma belongs to it, put it between quotation marks.")
                        .arg(shown(term.head(m_text))));
        } else if (!value.quoted && (value.text.startsWith(u'-') || value.text.startsWith(u'!'))) {
            negation(term);
        } else if (value.text.isEmpty() && !(isLabel && value.quoted)) {
            mistake(term,
                    RunQueryText::tr("A value is missing behind %1").arg(shown(term.head(m_text))) +
                        (isLabel ? RunQueryText::tr(". For an empty one write \"\".") : QStringLiteral(".")),
                    true);
        } else if (isWorkflow && value.text.indexOf(u'*') >= 0 && value.text.indexOf(u'*') < value.text.size() - 1) {
            mistake(value, RunQueryText::tr(
                               "A * stands at the end only, for all workflows that begin so: workflow:invoice*."));
        } else if (value.star && !isWorkflow) {
            mistake(value,
                    RunQueryText::tr(
                        "Only workflow: takes a *. If it belongs to the value, put it between quotation marks."));
        } else if (isLabel) {
            m_query.filter.labels[toUtf8(term.label)] = toUtf8(value.text);
        } else {
            (isWorkflow                             ? m_query.filter.workflow
             : term.key == QLatin1String("version") ? m_query.filter.version
             : term.key == QLatin1String("error")   ? m_query.filter.error
                                                    : m_query.filter.ns) = toUtf8(value.text);
        }
    }

    void readWord(const QueryTerm& term) {
        const QueryValue& value = term.values.front();
        const auto is = [&](const char* word) { return !value.quoted && value.text == QLatin1String(word); };
        if (term.negated || is("NOT")) {
            negation(term);
        } else if (is("AND") || is("OR")) {
            mistake(term, is("AND")
                              ? RunQueryText::tr("All conditions hold anyhow. Leave AND out.")
                              : RunQueryText::tr("Only statuses can be alternatives. Write status:faulted,waiting."));
            m_taken.clear();  // what follows is no mistake of its own
        } else if (m_anyWord && !m_afterWord) {
            mistake(term, RunQueryText::tr("One text is looked for. Put its words together."));
        } else if (value.text.isEmpty() && !m_anyWord) {
            mistake(term, RunQueryText::tr("Write a text between the quotation marks."));
        } else {
            m_words += (m_anyWord ? QStringLiteral(" ") : QString()) + value.text;
            m_anyWord = true;
        }
    }

    const QString& m_text;
    api::Timestamp m_now;
    RunQuery m_query;
    QHash<QString, QString> m_taken;  ///< conditions that stand there, as they were written
    std::optional<QueryTerm> m_later;
    QString m_words;
    bool m_anyWord = false;
    bool m_afterWord = false;  ///< the term before is one
};

QString wordsText(const std::string& text) {
    const QString words = toText(text);
    api::RunFilter only;
    only.text = text;
    const RunQuery bare = parseRunQuery(words, 0);
    if (bare.ok() && bare.filter == only && !words.contains(u'"')) {
        return words;
    }
    const QString quoted = queryValueText(words);
    return quoted.startsWith(u'"') ? quoted : u'"' + quoted + u'"';
}

}  // namespace

RunQuery parseRunQuery(const QString& text, api::Timestamp now) {
    return QueryReader(text, now).read();
}

QString runQueryText(const api::RunFilter& filter) {
    QStringList terms;
    if (!filter.phases.empty()) {
        terms << withPhases({}, filter.phases);
    }
    const auto name = [&](const QString& key, const std::string& value) {
        if (!value.empty()) {
            terms << key + QLatin1Char(':') + queryValueText(toText(value), key == QLatin1String("workflow"));
        }
    };
    name(QStringLiteral("workflow"), filter.workflow);
    name(QStringLiteral("namespace"), filter.ns);
    name(QStringLiteral("version"), filter.version);
    name(QStringLiteral("error"), filter.error);
    for (const auto& [label, value] : filter.labels) {
        terms << QStringLiteral("label.") + queryValueText(toText(label)) + QLatin1Char(':') +
                     queryValueText(toText(value));
    }
    if (filter.createdFrom != 0) {
        terms << QStringLiteral("since:") + momentText(filter.createdFrom, false);
    }
    if (filter.createdTo != 0) {
        terms << QStringLiteral("until:") + momentText(filter.createdTo, true);
    }
    if (!filter.text.empty()) {
        terms << wordsText(filter.text);
    }
    return terms.join(QLatin1Char(' '));
}

namespace {
/// Conditions of which only one can stand in a filter have the same.
QString slotOf(const QueryTerm& term) {
    if (term.isWord()) {
        return QStringLiteral("text");
    }
    if (term.key == QLatin1String("age")) {
        return term.op.startsWith(u'<') ? QStringLiteral("since") : QStringLiteral("until");
    }
    return term.key == QLatin1String("label") ? QStringLiteral("label.") + term.label : term.key;
}
}  // namespace

QString withCondition(const QString& text, const QString& condition) {
    const auto added = queryTerms(condition);
    QStringList kept;
    for (const QueryTerm& term : queryTerms(text)) {
        if (std::none_of(added.begin(), added.end(),
                         [&](const QueryTerm& one) { return slotOf(one) == slotOf(term); })) {
            kept << text.mid(term.offset, term.length);
        }
    }
    return (kept << condition).join(QLatin1Char(' ')).trimmed();
}

QString withPhases(const QString& text, const std::vector<api::Phase>& phases) {
    QStringList words;
    for (const Phase phase : phases) {
        words << phaseWord(phase);
    }
    QString status = phases.empty() ? QString() : QStringLiteral("status:") + words.join(QLatin1Char(','));
    QStringList kept;
    qsizetype place = 0;
    for (const QueryTerm& term : queryTerms(text)) {
        if (term.key == QLatin1String("status")) {
            place = kept.size();
        } else {
            kept << text.mid(term.offset, term.length);
        }
    }
    if (!status.isEmpty()) {
        kept.insert(place, status);
    }
    return kept.join(QLatin1Char(' '));
}

}  // namespace beamline::ui
