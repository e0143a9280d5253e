// SPDX-License-Identifier: Apache-2.0
#include "ui/models/approval_query.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "ui/models/formatting.h"
#include "ui/models/query_terms.h"

namespace beamline::ui {

namespace {

constexpr int kMostShown = 40;  // letters of what was typed in a sentence
constexpr std::array kRisks{"low", "medium", "high"};

struct ApprovalQueryText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::ApprovalQueryText)
};

bool isWorkflowKey(const QString& key) {
    return key == QLatin1String("workflow") || key == QLatin1String("type");
}

class ApprovalQueryReader {
public:
    explicit ApprovalQueryReader(const QString& text) : m_text(text) {}

    ApprovalQuery read() {
        if (m_text.size() > kMaxQueryLength) {
            m_query.mistakes.append({kMaxQueryLength, m_text.size() - kMaxQueryLength,
                                     ApprovalQueryText::tr("A filter has at most %1 letters. Shorten it.")
                                         .arg(formatCount(kMaxQueryLength)),
                                     false});
            return std::move(m_query);
        }
        for (const QueryTerm& term : queryTerms(m_text)) {
            if (m_query.mistakes.size() < kMaxQueryMistakes) {
                readTerm(term);
            }
        }
        return std::move(m_query);
    }

private:
    void mistake(const QueryTerm& term, const QString& text, bool unfinished = false) {
        m_query.mistakes.append({term.offset, std::max<qsizetype>(1, term.length), text, unfinished});
    }

    QString typed(const QueryTerm& term) const {
        return cutText(toUtf8(m_text.mid(term.offset, term.length)), kMostShown);
    }

    void readTerm(const QueryTerm& term) {
        const QueryValue& value = term.values.front();
        if (term.open) {
            mistake(term, ApprovalQueryText::tr("A quotation mark is not closed."), true);
        } else if (term.negated && !value.quoted) {
            mistake(term, ApprovalQueryText::tr(
                              "A filter says what fits, never what does not. To look for this text, put it between "
                              "quotation marks."));
        } else if (term.isWord()) {
            m_query.text += (m_query.text.empty() ? "" : " ") + toUtf8(value.text);
        } else if (term.op != QLatin1String(":") || (!isWorkflowKey(term.key) && term.key != QLatin1String("risk") &&
                                                     term.key != QLatin1String("batch"))) {
            mistake(term, ApprovalQueryText::tr(
                              "There is no condition %1. Conditions are workflow:, risk: and batch:. To look for this "
                              "text, put it between quotation marks.")
                              .arg(typed(term)));
        } else if (term.values.size() > 1) {
            mistake(term, ApprovalQueryText::tr("%1 takes one value.").arg(term.head(m_text)));
        } else if (term.key == QLatin1String("risk")) {
            readRisk(term, value.text.toLower());
        } else if (term.key == QLatin1String("batch")) {
            readBatch(term, value.text);
        } else {
            readWorkflow(term, value.text);
        }
    }

    bool isFirst(const QueryTerm& term, bool first, const QString& value) {
        if (!first) {
            mistake(term, ApprovalQueryText::tr("%1 stands here twice. Keep one of them.").arg(term.head(m_text)));
        } else if (value.isEmpty()) {
            mistake(term, ApprovalQueryText::tr("A value is missing behind %1.").arg(term.head(m_text)), true);
        }
        return first && !value.isEmpty();
    }

    void readBatch(const QueryTerm& term, const QString& name) {
        if (isFirst(term, m_query.batch.empty(), name)) {
            m_query.batch = toUtf8(name);
        }
    }

    void readRisk(const QueryTerm& term, const QString& word) {
        const auto known =
            std::find_if(kRisks.begin(), kRisks.end(), [&](const char* one) { return word == QLatin1String(one); });
        if (m_query.risk) {
            mistake(term, ApprovalQueryText::tr("%1 stands here twice. Keep one of them.").arg(term.head(m_text)));
        } else if (known == kRisks.end()) {
            const bool begun = std::any_of(kRisks.begin(), kRisks.end(),
                                           [&](const char* one) { return QLatin1String(one).startsWith(word); });
            mistake(term, ApprovalQueryText::tr("A risk is low, medium or high."), begun);
        } else {
            m_query.risk = static_cast<api::Risk>(known - kRisks.begin());
        }
    }

    void readWorkflow(const QueryTerm& term, const QString& name) {
        const auto star = name.indexOf(u'*');
        if (!isFirst(term, m_query.workflow.empty(), name)) {
            return;
        }
        if (star >= 0 && star < name.size() - 1) {
            mistake(term, ApprovalQueryText::tr(
                              "A * stands at the end only, for all workflows that begin so: workflow:invoice*."));
        } else {
            m_query.workflow = toUtf8(name);
        }
    }

    const QString& m_text;
    ApprovalQuery m_query;
};

}  // namespace

ApprovalQuery parseApprovalQuery(const QString& text) {
    return ApprovalQueryReader(text).read();
}

QueryCompletions completeApprovalQuery(const QString& text, qsizetype cursor, const QStringList& workflows) {
    QueryCompletions result;
    result.offset = cursor;
    const auto offer = [&](Completion::Kind kind, const QString& label, const QString& insert, const QString& detail,
                           const QString& typed) {
        if (label.startsWith(typed, Qt::CaseInsensitive) && label != typed &&
            result.items.size() < QueryCompletions::kMaxItems) {
            result.items.append({kind, label, insert, detail, {}});
        }
    };
    const auto terms = queryTerms(text);
    const auto term = std::find_if(terms.begin(), terms.end(),
                                   [&](const QueryTerm& one) { return one.offset < cursor && cursor <= one.end(); });
    if (term == terms.end() || term->isWord() || cursor < term->valueOffset) {
        QString typed;
        if (term != terms.end()) {
            if (term->values.front().quoted) {
                return result;
            }
            result.offset = term->keyOffset;
            result.length = (term->isWord() ? term->end() : term->valueOffset) - term->keyOffset;
            typed = text.mid(term->keyOffset, std::max<qsizetype>(0, cursor - term->keyOffset));
        }
        for (const auto& [key, detail] : {std::pair{"workflow:", ApprovalQueryText::tr("its name, or how it begins")},
                                          std::pair{"risk:", ApprovalQueryText::tr("low, medium or high")},
                                          std::pair{"batch:", ApprovalQueryText::tr("decided together")}}) {
            offer(Completion::Kind::Member, QLatin1String(key), QLatin1String(key), detail, typed);
        }
        return result;
    }
    const QueryValue& value = term->values.back();
    if (cursor < value.offset) {
        return result;
    }
    result.offset = value.offset;
    result.length = value.length;
    const QString typed = text.mid(value.offset, cursor - value.offset).remove(u'"');
    if (term->key == QLatin1String("risk")) {
        for (const char* risk : kRisks) {
            offer(Completion::Kind::Word, QLatin1String(risk), QLatin1String(risk), {}, typed);
        }
    } else if (isWorkflowKey(term->key)) {
        for (const QString& name : workflows) {
            offer(Completion::Kind::Name, cutText(toUtf8(name), kShownTitle), queryValueText(name, true), {}, typed);
        }
    }
    return result;
}

}  // namespace beamline::ui
