// SPDX-License-Identifier: Apache-2.0
#include "ui/models/formatting.h"

#include "engine/api/json_codec.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include "engine/api/ids.h"
#include "engine/api/operations.h"

namespace beamline::ui {

namespace {

api::Timestamp g_frozen = 0;

constexpr qint64 kMillisecond = 1000;  // in microseconds
constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

struct Formatting {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::Formatting)
};

QDateTime local(api::Timestamp at) {
    return QDateTime::fromMSecsSinceEpoch(at);
}

/// One unit, rounded down: what is past, at the precision a glance needs.
QString coarse(qint64 span) {
    if (span < kMinute) {
        return Formatting::tr("%1 s").arg(span / kSecond);
    }
    if (span < kHour) {
        return Formatting::tr("%1 min").arg(span / kMinute);
    }
    if (span < kDay) {
        return Formatting::tr("%1 h").arg(span / kHour);
    }
    return Formatting::tr("%1 d").arg(span / kDay);
}

/// What is left: two units where the second one is a good part of it, for 2 d 23 h is not 2 d.
QString finer(qint64 span) {
    constexpr qint64 kFew = 10;
    if (span >= kDay && span < kFew * kDay && span % kDay >= kHour) {
        return Formatting::tr("%1 d %2 h").arg(span / kDay).arg(span % kDay / kHour);
    }
    if (span >= kHour && span < kFew * kHour && span % kHour >= kMinute) {
        return Formatting::tr("%1 h %2 min").arg(span / kHour).arg(span % kHour / kMinute);
    }
    return coarse(span);
}

}  // namespace

api::Timestamp Clock::now() {
    return g_frozen != 0 ? g_frozen : api::wallClock();
}
void Clock::freeze(api::Timestamp at) {
    g_frozen = at;
}

QString toText(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}
std::string toUtf8(const QString& text) {
    return text.toStdString();
}

QString cutText(std::string_view utf8, qsizetype limit) {
    constexpr qsizetype kMostBytesOfALetter = 4;
    const auto most = static_cast<std::size_t>((limit + 1) * kMostBytesOfALetter);
    QString text = toText(utf8.substr(0, most));
    if (text.size() <= limit) {
        return text;
    }
    text.truncate(limit - 1);
    if (!text.isEmpty() && text.back().isHighSurrogate()) {
        text.chop(1);
    }
    return text + QChar(0x2026);
}

QString breakable(const QString& text, int longest) {
    constexpr char16_t kMayBreak = 0x200b;
    QString result;
    int run = 0;
    for (const QChar c : text) {
        run = c.isSpace() ? 0 : run + 1;
        if (run > longest && !c.isLowSurrogate() && !c.isMark()) {
            result += QChar(kMayBreak);
            run = 1;
        }
        result += c;
    }
    return result;
}

QString formatDuration(qint64 milliseconds) {
    const QLocale locale;
    if (milliseconds < 0) {
        return QString(QChar(0x2013));
    }
    if (milliseconds < kSecond) {
        return Formatting::tr("%1 ms").arg(milliseconds);
    }
    if (milliseconds < kMinute) {
        // Rounding must not show "60.0 s": the tenth is cut.
        return Formatting::tr("%1 s").arg(locale.toString(static_cast<double>(milliseconds / 100) / 10.0, 'f', 1));
    }
    const auto two = [](qint64 value) { return QString::number(value).rightJustified(2, QLatin1Char('0')); };
    if (milliseconds < kHour) {
        return Formatting::tr("%1 m %2 s").arg(milliseconds / kMinute).arg(two(milliseconds % kMinute / kSecond));
    }
    if (milliseconds < kDay) {
        return Formatting::tr("%1 h %2 m").arg(milliseconds / kHour).arg(two(milliseconds % kHour / kMinute));
    }
    return Formatting::tr("%1 d %2 h").arg(milliseconds / kDay).arg(milliseconds % kDay / kHour);
}

QString formatMicroseconds(qint64 microseconds) {
    return microseconds >= 0 && microseconds < kMillisecond ? Formatting::tr("%1 µs").arg(microseconds)
                                                            : formatDuration(microseconds / kMillisecond);
}

QString formatSize(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString formatAge(api::Timestamp at, api::Timestamp now) {
    if (at == 0) {
        return QString(QChar(0x2013));
    }
    const qint64 age = now - at;
    if (age < kSecond) {
        return Formatting::tr("now");
    }
    if (age < kDay) {
        return Formatting::tr("%1 ago").arg(coarse(age));
    }
    const qint64 days = local(at).date().daysTo(local(now).date());
    if (days <= 1) {
        return Formatting::tr("yesterday");
    }
    return days < 30 ? Formatting::tr("%1 d ago").arg(days)
                     : QLocale().toString(local(at).date(), QLocale::ShortFormat);
}

QString formatDue(api::Timestamp due, api::Timestamp now) {
    if (due == 0) {
        return {};
    }
    if (due < now) {
        return Formatting::tr("overdue by %1").arg(coarse(now - due));
    }
    const qint64 days = local(now).date().daysTo(local(due).date());
    if (due - now >= 12 * kHour && days == 1) {
        return Formatting::tr("due tomorrow");
    }
    return Formatting::tr("due in %1").arg(finer(due - now));
}

QString formatTime(api::Timestamp at, api::Timestamp now) {
    if (at == 0) {
        return QString(QChar(0x2013));
    }
    const QDateTime time = local(at);
    const QString clock = time.toString(QStringLiteral("HH:mm:ss.zzz"));
    return time.date() == local(now).date()
               ? clock
               : QLocale().toString(time.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock;
}

QString withLocalTimes(QString text, api::Timestamp now) {
    static const QRegularExpression kInstant(QStringLiteral("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z"));
    for (auto found = kInstant.match(text); found.hasMatch(); found = kInstant.match(text)) {
        const QDateTime at = QDateTime::fromString(found.captured(), Qt::ISODateWithMs);
        if (!at.isValid()) {
            break;
        }
        text.replace(found.capturedStart(), found.capturedLength(),
                     formatTime(at.toMSecsSinceEpoch(), now).section(QLatin1Char('.'), 0, 0));
    }
    return text;
}

QString formatExact(api::Timestamp at) {
    if (at == 0) {
        return {};
    }
    const QDateTime time = local(at);
    return QLocale().toString(time.date(), QLocale::LongFormat) + QStringLiteral(", ") +
           time.toString(QStringLiteral("HH:mm:ss")) + QLatin1Char(' ') + time.timeZoneAbbreviation();
}

QString formatCount(qint64 count) {
    return QLocale().toString(count);
}

/// Of what a newer engine told of in words this console does not know.
static QString unknownText() {
    return Formatting::tr("Unknown");
}

QString phaseText(api::Phase phase) {
    switch (phase) {
        case api::Phase::pending:
            return Formatting::tr("Pending");
        case api::Phase::running:
            return Formatting::tr("Running");
        case api::Phase::waiting:
            return Formatting::tr("Waiting");
        case api::Phase::suspended:
            return Formatting::tr("Suspended");
        case api::Phase::cancelled:
            return Formatting::tr("Cancelled");
        case api::Phase::faulted:
            return Formatting::tr("Faulted");
        case api::Phase::completed:
            return Formatting::tr("Completed");
    }
    return unknownText();
}

QString dryRunText() {
    return Formatting::tr("Dry run");
}

QString dryRunNote() {
    return Formatting::tr("A dry run: what would change the world was answered by mocks or refused.");
}

bool isDryRun(const api::RunSummary& run) {
    return run.labels.contains(api::kDryRunLabel);
}

QString approvalStateText(api::ApprovalState state) {
    switch (state) {
        case api::ApprovalState::waiting:
            return Formatting::tr("Waiting");
        case api::ApprovalState::approved:
            return Formatting::tr("Approved");
        case api::ApprovalState::rejected:
            return Formatting::tr("Rejected");
        case api::ApprovalState::expired:
            return Formatting::tr("Expired");
        case api::ApprovalState::escalated:
            return Formatting::tr("Escalated");
        case api::ApprovalState::cancelled:
            return Formatting::tr("Withdrawn");
    }
    return unknownText();
}

QString riskText(api::Risk risk) {
    switch (risk) {
        case api::Risk::low:
            return Formatting::tr("low risk");
        case api::Risk::medium:
            return Formatting::tr("medium risk");
        case api::Risk::high:
            return Formatting::tr("high risk");
    }
    return unknownText();
}

QString functionEffectText(api::FunctionEffect effect) {
    switch (effect) {
        case api::FunctionEffect::none:
            return Formatting::tr("does nothing outside of its run; a dry run calls it");
        case api::FunctionEffect::reads:
            return Formatting::tr("reads from the world and changes nothing; a dry run calls it");
        case api::FunctionEffect::changes:
            return Formatting::tr("may change the world; a dry run needs a mock for it");
    }
    return unknownText();
}

QString expiryText(api::ExpiryAction action) {
    switch (action) {
        case api::ExpiryAction::none:
            return {};
        case api::ExpiryAction::reject:
            return Formatting::tr("rejected");
        case api::ExpiryAction::escalate:
            return Formatting::tr("escalated");
        case api::ExpiryAction::fail:
            return Formatting::tr("the run fails");
        case api::ExpiryAction::approve:
            return Formatting::tr("approved");
    }
    return {};
}

QString principalsText(const api::Principals& principals) {
    QStringList names;
    for (const auto& user : principals.users) {
        names << toText(user);
    }
    for (const auto& group : principals.groups) {
        names << toText(group);
    }
    if (names.isEmpty()) {
        return Formatting::tr("anybody");
    }
    const QString last = names.takeLast();
    return names.isEmpty() ? last : Formatting::tr("%1 or %2").arg(names.join(QStringLiteral(", ")), last);
}

std::optional<api::Phase> eventPhase(const std::string& kind) {
    const auto dot = kind.find('.');
    const std::string verb = dot == std::string::npos ? kind : kind.substr(dot + 1);
    if (kind.starts_with("approval.")) {
        return verb == "raised" ? std::optional(api::Phase::waiting) : std::nullopt;
    }
    if (!kind.starts_with("run.") && !kind.starts_with("task.")) {
        return std::nullopt;
    }
    if (verb == "created") {
        return api::Phase::pending;
    }
    if (verb == "started" || verb == "running" || verb == "resumed" || verb == "retried") {
        return api::Phase::running;
    }
    if (verb == "skipped" || kind == "task.suspended" || kind == "task.resumed") {  // what is in flight goes on
        return std::nullopt;
    }
    api::Phase phase{};
    return boost::describe::enum_from_string(verb.c_str(), phase) ? std::optional(phase) : std::nullopt;
}

QString eventText(const std::string& kind) {
    static const std::pair<const char*, const char*> kWords[] = {
        {"run.created", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run created")},
        {"run.started", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run started")},
        {"run.waiting", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run waits")},
        {"run.running", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run goes on")},
        {"run.suspended", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run suspended")},
        {"run.resumed", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run resumed")},
        {"run.cancelled", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run cancelled")},
        {"run.faulted", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run faulted")},
        {"run.completed", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Run completed")},
        {"task.created", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Created")},
        {"task.started", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Started")},
        {"task.event", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Event received")},
        {"task.suspended", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Suspended")},
        {"task.resumed", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Resumed")},
        {"task.retried", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Retried")},
        {"task.completed", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Completed")},
        {"task.faulted", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Faulted")},
        {"task.cancelled", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Cancelled")},
        {"task.skipped", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Skipped")},
        {"task.exchanged", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Exchanged")},
        {"task.dry-run", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Rehearsed")},
        {"approval.raised", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Approval raised")},
        {"approval.claimed", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Approval claimed")},
        {"approval.commented", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Approval commented")},
        {"approval.delegated", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Approval delegated")},
        {"approval.snoozed", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Approval snoozed")},
        {"approval.escalated", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Approval escalated")},
        {"approval.decided", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Decided")},
        {"approval.closed", QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Approval closed")},
    };
    for (const auto& [name, word] : kWords) {
        if (kind == name) {
            return Formatting::tr(word);
        }
    }
    return toText(kind);
}

QString errorText(const api::WorkflowError& error) {
    QString text = cutText(error.title, kShownTitle);
    if (!error.detail.empty()) {
        text += QStringLiteral("\n\n") + toText(error.detail);
    }
    text += QStringLiteral("\n\n") +
            Formatting::tr("Type: %1\nStatus: %2").arg(toText(error.type), QString::number(error.status));
    if (!error.instance.empty()) {
        text += QLatin1Char('\n') + Formatting::tr("Raised by: %1").arg(toText(error.instance));
    }
    return text;
}

QString taskName(const std::string& ref) {
    QString name = toText(ref).section(QLatin1Char('/'), -1);
    return name.replace(QStringLiteral("~1"), QStringLiteral("/")).replace(QStringLiteral("~0"), QStringLiteral("~"));
}

QString errorTitle(const api::Error& error) {
    static const std::pair<const char*, const char*> kTitles[] = {
        {api::code::kInvalidDefinition, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "The definition has mistakes")},
        {api::code::kInvalidInput,
         QT_TRANSLATE_NOOP("beamline::ui::Formatting", "The input does not fit the workflow")},
        {api::code::kInvalidArgument, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "The request was not understood")},
        {api::code::kNotFound, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "It does not exist")},
        {api::code::kConflict, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "Its state does not allow this")},
        {api::code::kForbidden, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "This is not permitted")},
        {api::code::kStale, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "It has changed meanwhile")},
        {api::code::kUnavailable, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "The engine cannot be reached")},
        {api::code::kOverloaded, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "The engine is busy")},
        {api::code::kCorrupt, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "The journal is damaged")},
        {api::code::kDeadline, QT_TRANSLATE_NOOP("beamline::ui::Formatting", "The engine did not answer in time")},
    };
    for (const auto& [code, title] : kTitles) {
        if (error.code == code) {
            return Formatting::tr(title);
        }
    }
    return Formatting::tr("Something went wrong");
}

QString shortId(const QString& id) {
    constexpr int kHead = 6;
    constexpr int kTail = 6;
    return id.size() <= kHead + kTail + 1 ? id : id.left(kHead) + QChar(0x2026) + id.right(kTail);
}

QString shortHash(const std::string& hash) {
    const QString text = toText(hash);
    return text.size() <= 9 ? text : text.left(6) + QChar(0x2026) + text.right(2);
}

QString jsonSummary(const api::Json& json, int limit) {
    if (json.is_object()) {
        return QStringLiteral("{%1}").arg(json.get_object().size());
    }
    if (json.is_array()) {
        return QStringLiteral("[%1]").arg(json.get_array().size());
    }
    QString text = toText(api::printJson(json));
    if (text.size() > limit) {
        text = text.left(limit - 1) + QChar(0x2026);
    }
    return text;
}

QString jsonSizeText(const api::Json& json) {
    return formatSize(static_cast<qint64>(api::printJson(json).size()));
}

QString prettyJson(const api::Json& json) {
    return toText(api::printJson(json, api::JsonLayout::indented));
}

}  // namespace beamline::ui
