// SPDX-License-Identifier: Apache-2.0
#include "ui/models/moment_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace beamline::ui {

namespace {
struct MomentText {
    Q_DECLARE_TR_FUNCTIONS(MomentText)
};

QTime timeOf(const QString& text) {
    return QTime::fromString(text, Qt::ISODateWithMs);
}
}  // namespace

std::optional<api::Timestamp> momentOf(const QString& word, bool until, api::Timestamp now) {
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    const auto day = [&](const QDate& date) { return date.addDays(until ? 1 : 0).startOfDay().toMSecsSinceEpoch(); };
    if (word == QLatin1String("today")) {
        return day(today);
    }
    if (word == QLatin1String("yesterday")) {
        return day(today.addDays(-1));
    }
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{3})?)?)(Z?))?\\z"));
    const auto match = form.match(word);
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    if (!match.hasMatch() || !date.isValid()) {
        return std::nullopt;
    }
    if (match.captured(2).isEmpty()) {
        return day(date);
    }
    const QTime time = timeOf(match.captured(2));
    const QDateTime moment(date, time, match.captured(3).isEmpty() ? Qt::LocalTime : Qt::UTC);
    return time.isValid() && moment.isValid() ? std::optional<api::Timestamp>(moment.toMSecsSinceEpoch())
                                              : std::nullopt;
}

std::optional<api::Timestamp> momentOfRun(const QString& text, const RunSpan& run) {
    QString word = text.trimmed();
    static const QRegularExpression span(QStringLiteral("^([-+])\\s*(\\d{1,9})\\s*([smhd])\\z"));
    if (const auto match = span.match(word); match.hasMatch()) {
        constexpr qint64 kSecond = 1'000;
        const QString unit = match.captured(3);
        const qint64 size = unit == QLatin1String("s")   ? kSecond
                            : unit == QLatin1String("m") ? 60 * kSecond
                            : unit == QLatin1String("h") ? 3'600 * kSecond
                                                         : 86'400 * kSecond;
        const qint64 distance = match.captured(2).toLongLong() * size;
        return match.captured(1) == QLatin1String("-") ? run.end - distance : run.start + distance;
    }
    static const QRegularExpression clock(QStringLiteral("^\\d?\\d:\\d\\d(?::\\d\\d(?:\\.\\d{3})?)?\\z"));
    if (clock.match(word).hasMatch()) {
        const QTime time = timeOf(word.indexOf(QLatin1Char(':')) == 1 ? QLatin1Char('0') + word : word);
        const QDate last = QDateTime::fromMSecsSinceEpoch(run.end).date();
        const auto at = [&](int day) { return QDateTime(last.addDays(day), time).toMSecsSinceEpoch(); };
        if (!time.isValid()) {
            return std::nullopt;
        }
        return at(0) > run.end && at(-1) >= run.start ? at(-1) : at(0);
    }
    static const QRegularExpression blank(QStringLiteral("^(\\d{4}-\\d\\d-\\d\\d)\\s+(\\d)"));
    return momentOf(word.replace(blank, QStringLiteral("\\1T\\2")), false, run.end);
}

QString momentForms() {
    return MomentText::tr(
        "Write 14:03, -5m (before the run's end, or before now), +5m (after its start) or 2026-11-27 14:03.");
}

}  // namespace beamline::ui
