// SPDX-License-Identifier: Apache-2.0
#include "ui/models/json_text.h"

#include <QStringList>
#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
TextPlace placeOfLetter(const QString& text, qsizetype at) {
    const auto before = QStringView(text).left(std::clamp<qsizetype>(at, 0, text.size()));
    const auto lineStart = before.lastIndexOf(QLatin1Char('\n')) + 1;
    return {static_cast<int>(before.count(QLatin1Char('\n'))) + 1, static_cast<int>(before.size() - lineStart) + 1};
}

/// Walks a text that is known to be JSON.
class Walker {
public:
    explicit Walker(const QString& text) : m_text(text) {}

    /// The place of the last step that there is.
    qsizetype find(const QStringList& steps) {
        qsizetype found = 0;
        skipSpace();
        found = m_at;
        for (const QString& step : steps) {
            const auto place = enter(step);
            if (place < 0) {
                break;
            }
            found = place;
        }
        return found;
    }

private:
    QChar here() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    void skipSpace() {
        while (here().isSpace() || here() == QLatin1Char(',') || here() == QLatin1Char(':')) {
            ++m_at;
        }
    }

    /// Behind the string that begins here; what it says, without escapes, which no member of a plan needs.
    QString string() {
        const auto from = ++m_at;
        while (m_at < m_text.size() && here() != QLatin1Char('"')) {
            m_at += here() == QLatin1Char('\\') ? 2 : 1;
        }
        return m_text.mid(from, m_at++ - from);
    }

    void skipValue() {
        int depth = 0;
        do {
            skipSpace();
            const QChar c = here();
            if (c == QLatin1Char('"')) {
                string();
            } else if (c == QLatin1Char('{') || c == QLatin1Char('[')) {
                ++depth;
                ++m_at;
            } else if (c == QLatin1Char('}') || c == QLatin1Char(']')) {
                --depth;
                ++m_at;
            } else {
                while (m_at < m_text.size() && !QStringLiteral(",]}").contains(here()) && !here().isSpace()) {
                    ++m_at;
                }
            }
        } while (depth > 0 && m_at < m_text.size());
    }

    /// To the value of that member or item; where it stands, -1: there is none.
    qsizetype enter(const QString& step) {
        const bool object = here() == QLatin1Char('{');
        if (!object && here() != QLatin1Char('[')) {
            return -1;
        }
        ++m_at;
        for (int item = 0;; ++item) {
            skipSpace();
            const auto place = m_at;
            if (m_at >= m_text.size() || here() == QLatin1Char('}') || here() == QLatin1Char(']')) {
                return -1;
            }
            const QString name = object ? string() : QString::number(item);
            skipSpace();
            if (name == step) {
                return place;
            }
            skipValue();
        }
    }

    const QString& m_text;
    qsizetype m_at = 0;
};
}  // namespace

TextPlace placeOfByte(const QString& text, std::size_t byte) {
    const QByteArray utf8 = text.toUtf8();
    return placeOfLetter(
        text, QString::fromUtf8(utf8.left(static_cast<qsizetype>(std::min<std::size_t>(byte, utf8.size())))).size());
}

TextPlace placeOfPointer(const QString& text, const QString& pointer) {
    QStringList steps = pointer.split(QLatin1Char('/'));
    steps.removeFirst();
    for (QString& step : steps) {
        step.replace(QStringLiteral("~1"), QStringLiteral("/")).replace(QStringLiteral("~0"), QStringLiteral("~"));
    }
    return placeOfLetter(text, Walker(text).find(steps));
}

api::Problem problemIn(const QString& text, const api::Error& error) {
    api::Problem problem;
    problem.severity = api::Severity::error;
    problem.message = error.message;
    TextPlace place;
    if (const auto* pointer = error.detail.if_string()) {
        problem.pointer = std::string(*pointer);
        place = placeOfPointer(text, toText(problem.pointer));
    } else if (const auto* object = error.detail.if_object(); object && object->contains("byte")) {
        boost::system::error_code ec;
        place = placeOfByte(text, object->at("byte").to_number<std::size_t>(ec));
    }
    problem.line = place.line;
    problem.column = place.column;
    return problem;
}

}  // namespace beamline::ui
