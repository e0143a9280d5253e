// SPDX-License-Identifier: Apache-2.0
#include "ui/models/query_terms.h"

#include <QStringList>
#include <algorithm>

namespace beamline::ui {

namespace {

const QString kLabelPrefix = QStringLiteral("label.");
constexpr QChar kQuote = u'"';

bool isAsciiLetter(QChar c) {
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// A byte order mark comes along with what is copied from a file, unseen.
bool isBlank(QChar c) {
    return c.isSpace() || c == QChar::ByteOrderMark;
}

class TermReader {
public:
    explicit TermReader(const QString& text) : m_text(text) {}

    QVector<QueryTerm> all() {
        QVector<QueryTerm> terms;
        for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
            terms.append(one());
        }
        return terms;
    }

private:
    bool more() const { return m_at < m_text.size() && !isBlank(m_text[m_at]); }
    void skipBlanks() {
        while (m_at < m_text.size() && isBlank(m_text[m_at])) {
            ++m_at;
        }
    }

    QueryTerm one() {
        QueryTerm term;
        term.offset = m_at;
        const QChar sign = m_text[m_at];
        if ((sign == u'-' || sign == u'!') && m_at + 1 < m_text.size() && !isBlank(m_text[m_at + 1])) {
            term.negated = true;
            ++m_at;
        }
        term.keyOffset = m_at;
        if (!readKey(term)) {
            m_at = term.keyOffset;
            term.key.clear();
            term.label.clear();
            term.op.clear();
            term.open = false;
        }
        term.valueOffset = m_at;
        readValues(term);
        term.length = m_at - term.offset;
        return term;
    }

    /// False: what stands here is a word.
    bool readKey(QueryTerm& term) {
        const auto from = m_at;
        while (more() && m_text[m_at] != kQuote && !QStringView(u":<>=!").contains(m_text[m_at])) {
            ++m_at;
        }
        const QString written = m_text.mid(from, m_at - from);
        const bool isLabel = written.startsWith(kLabelPrefix, Qt::CaseInsensitive);
        term.key = isLabel ? QStringLiteral("label") : written.toLower();
        term.label = isLabel ? written.mid(kLabelPrefix.size()) : QString();
        if (isLabel && term.label.isEmpty() && more() && m_text[m_at] == kQuote) {
            term.open = !readQuoted(term.label);
        }
        const bool plain = !written.isEmpty() && isAsciiLetter(written.front()) &&
                           std::all_of(written.begin(), written.end(), [](QChar c) {
                               return isAsciiLetter(c) || (c >= u'0' && c <= u'9') || QStringView(u"._-/").contains(c);
                           });
        if (!(plain || isLabel) || term.open || !more()) {
            return false;
        }
        const bool known = isLabel || queryKeys().contains(term.key);
        for (const char* op : {"!=", "<=", ">=", ":", "<", ">", "="}) {
            const QLatin1String sign(op);
            // An equals sign is seen in many texts; behind a key alone it is a mistake for the colon.
            if (QStringView(m_text).mid(m_at).startsWith(sign) && (known || (op[0] != '=' && op[0] != '!'))) {
                term.op = sign;
                m_at += sign.size();
                return true;
            }
        }
        return false;
    }

    void readValues(QueryTerm& term) {
        QueryValue value;
        value.offset = m_at;
        const auto close = [&] {
            value.length = m_at - value.offset;
            term.values.append(value);
        };
        while (more()) {
            const QChar c = m_text[m_at];
            if (c == kQuote) {
                value.quoted = true;
                term.open = !readQuoted(value.text) || term.open;
                continue;
            }
            if (c == u',' && !term.isWord()) {
                close();
                value = {};
                value.offset = ++m_at;
                continue;
            }
            value.star = value.star || c == u'*';
            value.text += c;
            ++m_at;
        }
        close();
    }

    /// False: the text ends before the quote does.
    bool readQuoted(QString& into) {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            QChar c = m_text[m_at];
            if (c == kQuote) {
                ++m_at;
                return true;
            }
            if (c == u'\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == kQuote || m_text[m_at + 1] == u'\\')) {
                c = m_text[++m_at];
            }
            if (c != QChar::ByteOrderMark) {
                into += c;
            }
        }
        return false;
    }

    const QString& m_text;
    qsizetype m_at = 0;
};

}  // namespace

const QStringList& queryKeys() {
    static const QStringList keys{QStringLiteral("status"),  QStringLiteral("workflow"), QStringLiteral("namespace"),
                                  QStringLiteral("version"), QStringLiteral("since"),    QStringLiteral("until"),
                                  QStringLiteral("error"),   QStringLiteral("age"),      QStringLiteral("label")};
    return keys;
}

QVector<QueryTerm> queryTerms(const QString& text) {
    return TermReader(text).all();
}

QString queryValueText(const QString& value, bool mayEndInStar) {
    const QStringView body = mayEndInStar && value.endsWith(u'*') ? QStringView(value).chopped(1) : QStringView(value);
    const bool plain = !value.isEmpty() && !value.startsWith(u'-') &&
                       std::all_of(body.begin(), body.end(),
                                   [](QChar c) { return c.isLetterOrNumber() || QStringView(u"._-/+@").contains(c); });
    if (plain) {
        return value;
    }
    QString escaped = value;
    escaped.replace(u'\\', QStringLiteral("\\\\")).replace(kQuote, QStringLiteral("\\\""));
    return kQuote + escaped + kQuote;
}

}  // namespace beamline::ui
