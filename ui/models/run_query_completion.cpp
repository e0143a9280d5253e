// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_query_completion.h"

#include <QCoreApplication>
#include <algorithm>

#include "engine/api/values.h"
#include "ui/models/formatting.h"
#include "ui/models/query_terms.h"

namespace beamline::ui {

namespace {

struct RunQueryCompletionText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::RunQueryCompletionText)
};

Completion item(Completion::Kind kind, const QString& label, const QString& detail = {}, const QString& insert = {}) {
    return {kind, label, insert.isEmpty() ? label : insert, detail, {}};
}

QVector<Completion> keyItems() {
    const auto key = [](const char* text, const QString& detail) {
        return item(Completion::Kind::Member, QString::fromLatin1(text), detail);
    };
    return {key("status:", RunQueryCompletionText::tr("one or several phases")),
            key("workflow:", RunQueryCompletionText::tr("its name, or how it begins")),
            key("label.", RunQueryCompletionText::tr("a label's value")),
            key("age<", RunQueryCompletionText::tr("younger than")),
            key("age>", RunQueryCompletionText::tr("older than")),
            key("since:", RunQueryCompletionText::tr("created from a date")),
            key("until:", RunQueryCompletionText::tr("created until a date")),
            key("version:", RunQueryCompletionText::tr("of the workflow")),
            key("namespace:", RunQueryCompletionText::tr("of the workflow")),
            key("error:", RunQueryCompletionText::tr("a kind of error, as groups name it"))};
}

QVector<Completion> names(const QStringList& all, bool mayEndInStar = false) {
    QVector<Completion> items;
    for (const QString& name : all) {
        items << item(Completion::Kind::Name, cutText(toUtf8(name), kShownTitle), {},
                      queryValueText(name, mayEndInStar));
    }
    return items;
}

QVector<Completion> valueItems(const QueryTerm& term, const QueryValues& values) {
    const auto word = [](const char* text, const QString& detail) {
        return item(Completion::Kind::Word, QString::fromLatin1(text), detail);
    };
    if (term.key == QLatin1String("status")) {
        QVector<Completion> items;
        for (const auto phase : {api::Phase::running, api::Phase::waiting, api::Phase::suspended, api::Phase::faulted,
                                 api::Phase::completed, api::Phase::cancelled, api::Phase::pending}) {
            items << word(boost::describe::enum_to_string(phase, ""), {});
        }
        return items;
    }
    if (term.key == QLatin1String("age")) {
        return {word("15m", RunQueryCompletionText::tr("15 minutes")),
                word("1h", RunQueryCompletionText::tr("an hour")), word("24h", RunQueryCompletionText::tr("24 hours")),
                word("7d", RunQueryCompletionText::tr("7 days"))};
    }
    if (term.key == QLatin1String("since") || term.key == QLatin1String("until")) {
        return {word("today", {}), word("yesterday", {})};
    }
    if (!queryKeys().contains(term.key) || !values) {
        return {};
    }
    return names(values(term.key == QLatin1String("label") ? QStringLiteral("label.") + term.label : term.key),
                 term.key == QLatin1String("workflow"));
}

QVector<Completion> labelItems(const QueryValues& values) {
    QVector<Completion> items;
    for (const QString& name : values ? values(QStringLiteral("label")) : QStringList()) {
        const QString written = QStringLiteral("label.") + queryValueText(name) + QLatin1Char(':');
        items << item(Completion::Kind::Member, cutText(toUtf8(written), kShownTitle), {}, written);
    }
    return items;
}

/// Keeps what fits the letters before the cursor.
void choose(QueryCompletions& into, const QVector<Completion>& all, const QString& typed) {
    const auto add = [&](bool front) {
        for (const Completion& one : all) {
            const bool begins = one.label.startsWith(typed, Qt::CaseInsensitive);
            const bool fits = front ? begins : !begins && one.label.contains(typed, Qt::CaseInsensitive);
            if (fits && into.items.size() < QueryCompletions::kMaxItems) {
                into.items << one;
            }
        }
    };
    add(true);
    if (!typed.isEmpty()) {
        add(false);
    }
    if (into.items.size() == 1 && into.items.front().label == typed) {
        into.items.clear();
    }
}

}  // namespace

QueryCompletions completeRunQuery(const QString& text, qsizetype cursor, const QueryValues& values) {
    QueryCompletions result;
    result.offset = cursor;
    const auto terms = queryTerms(text);
    const auto term = std::find_if(terms.begin(), terms.end(),
                                   [&](const QueryTerm& one) { return one.offset < cursor && cursor <= one.end(); });
    if (term == terms.end()) {
        choose(result, keyItems(), {});
        return result;
    }
    if (term->isWord() || cursor < term->valueOffset) {
        if (term->isWord() && term->values.front().quoted) {
            return result;
        }
        result.offset = term->keyOffset;
        result.length = (term->isWord() ? term->end() : term->valueOffset) - term->keyOffset;
        const QString typed = text.mid(term->keyOffset, std::max<qsizetype>(0, cursor - term->keyOffset));
        if (typed.startsWith(QLatin1String("label."), Qt::CaseInsensitive)) {
            choose(result, labelItems(values), typed);
            return result;
        }
        QVector<Completion> keys = keyItems();  // a key is what a word begins with: "us" is not on its way to "status:"
        keys.removeIf([&](const Completion& one) { return !one.label.startsWith(typed, Qt::CaseInsensitive); });
        choose(result, keys, typed);
        return result;
    }
    const auto value = std::find_if(term->values.begin(), term->values.end(), [&](const QueryValue& one) {
        return cursor >= one.offset && cursor <= one.offset + one.length;
    });
    result.offset = value->offset;
    result.length = value->length;
    QString typed = text.mid(value->offset, cursor - value->offset);
    typed.remove(u'"');
    QVector<Completion> items = valueItems(*term, values);
    items.removeIf([&](const Completion& one) {  // what stands there already
        return std::any_of(term->values.begin(), term->values.end(),
                           [&](const QueryValue& other) { return &other != &*value && other.text == one.label; });
    });
    choose(result, items, typed);
    return result;
}

}  // namespace beamline::ui
