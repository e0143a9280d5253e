// SPDX-License-Identifier: Apache-2.0
#include "ui/models/moment_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace beamline::ui {

namespace {
struct MomentText {
    Q_DECLARE_TR_FUNCTIONS(MomentText)
};

/// "9:41", "21:44:06.3": what is finer than a millisecond is left out.
QTime timeOf(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(\\d?\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?\\z"));
    const auto match = form.match(text);
    return match.hasMatch() ? QTime(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt(),
                                    match.captured(4).leftJustified(3, QLatin1Char('0'), true).toInt())
                            : QTime();
}

/// `zone`: "Z", "+02:00", or nothing for that of this machine.
QDateTime momentIn(const QDate& date, const QTime& time, const QString& zone) {
    if (zone.isEmpty()) {
        return {date, time};
    }
    const int minutes = zone == QLatin1String("Z") ? 0 : zone.mid(1, 2).toInt() * 60 + zone.mid(4, 2).toInt();
    return {date, time, Qt::OffsetFromUTC, (zone.startsWith(QLatin1Char('-')) ? -60 : 60) * minutes};
}

/// Which day a text of formatTime() or formatExact() says.
QDate shownDate(const QString& text) {
    const QLocale locale;
    for (const auto format : {QLocale::ShortFormat, QLocale::LongFormat}) {
        QDate date = locale.toDate(text, format);
        if (!date.isValid()) {
            continue;
        }
        constexpr int kFirstYear = 1970;
        while (date.year() < kFirstYear) {
            date = date.addYears(100);  // of two digits
        }
        return date;
    }
    return {};
}

/// "27 Nov 2026 21:44:06.114" or "Friday, 27 November 2026, 21:44:06 CET", in the words of the language: as the pages
/// write times, so that what is copied there can be asked for.
std::optional<api::Timestamp> shownMoment(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(.+?),?\\s+(\\d?\\d:\\d\\d[\\d:.,]*)(?:\\s+(\\S+))?\\z"));
    const auto match = form.match(text);
    const QDate date = shownDate(match.captured(1));
    const QTime time = timeOf(match.captured(2));
    if (!date.isValid() || !time.isValid()) {
        return std::nullopt;
    }
    const QString zone = match.captured(3);
    const bool utc = zone == QLatin1String("UTC");
    const QDateTime moment = momentIn(date, time, utc ? QStringLiteral("Z") : QString());
    return zone.isEmpty() || utc || zone == moment.timeZoneAbbreviation()
               ? std::optional<api::Timestamp>(moment.toMSecsSinceEpoch())
               : std::nullopt;
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
    static const QRegularExpression form(QStringLiteral(
        "^(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)(Z|[-+]\\d\\d:\\d\\d)?)?\\z"));
    const auto match = form.match(word);
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    if (!match.hasMatch() || !date.isValid()) {
        return std::nullopt;
    }
    if (match.captured(2).isEmpty()) {
        return day(date);
    }
    const QTime time = timeOf(match.captured(2));
    const QDateTime moment = momentIn(date, time, match.captured(3));
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
    if (const QTime time = timeOf(word); time.isValid()) {
        const QDate last = QDateTime::fromMSecsSinceEpoch(run.end).date();
        const auto at = [&](int day) { return QDateTime(last.addDays(day), time).toMSecsSinceEpoch(); };
        return at(0) > run.end && at(-1) >= run.start ? at(-1) : at(0);
    }
    static const QRegularExpression blank(QStringLiteral("^(\\d{4}-\\d\\d-\\d\\d)\\s+(\\d)"));
    const auto moment = momentOf(QString(word).replace(blank, QStringLiteral("\\1T\\2")), false, run.end);
    return moment ? moment : shownMoment(word);
}

QString momentForms() {
    return MomentText::tr(
        "Write 14:03, -5m (before the run's end, or before now), +5m (after its start), 2026-11-27 14:03, or a time "
        "that stands on this page.");
}

}  // namespace beamline::ui
