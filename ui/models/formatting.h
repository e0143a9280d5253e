// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the console writes values for people: durations, ages, phases, errors, JSON. Pure functions, GUI thread.

#include <QString>
#include <optional>
#include <string>

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::ui {

/// The wall clock of the console. Tests and pictures freeze it, so that what they show does not depend on the day.
class Clock {
public:
    static api::Timestamp now();
    /// 0 lets it run again.
    static void freeze(api::Timestamp at);
};

QString toText(std::string_view utf8);
std::string toUtf8(const QString& text);

/// At most `limit` letters, with an ellipsis where there is more. Whoever lays out text of others cuts it first: laying
/// out a megabyte takes the GUI thread seconds.
QString cutText(std::string_view utf8, qsizetype limit);
inline constexpr int kLongestWord = 24;  ///< letters that fit into the narrowest pane
/// The same text, in which words of more than `longest` letters may be broken at a line's end.
QString breakable(const QString& text, int longest = kLongestWord);
inline constexpr int kShownTitle = 300;  ///< letters of a subject or a name
inline constexpr int kShownText = 2000;  ///< letters of a sentence, a comment or a tool tip

/// "4 ms", "12.3 s", "2 m 14 s", "1 h 05 m", "3 d 4 h"; an en dash when negative.
QString formatDuration(qint64 milliseconds);
/// "480 µs", "34 ms", then as formatDuration().
QString formatMicroseconds(qint64 microseconds);
/// "0 bytes", "3.4 kB".
QString formatSize(qint64 bytes);
/// "now", "12 s ago", "2 min ago", "3 h ago", "yesterday", "4 d ago", then the date; an en dash for 0.
QString formatAge(api::Timestamp at, api::Timestamp now);
/// "due in 58 min", "due in 2 d 23 h", "due tomorrow", "overdue by 3 min"; empty when nothing is due.
QString formatDue(api::Timestamp due, api::Timestamp now);
/// Local time with milliseconds, "21:44:06.114"; with the date in front when it was another day than `now`.
QString formatTime(api::Timestamp at, api::Timestamp now);
/// The same text with instants such as "2026-11-26T11:55:52.197Z", which the engine writes, in local time.
QString withLocalTimes(QString text, api::Timestamp now);
/// Local date and time to the second, with the zone: for tool tips.
QString formatExact(api::Timestamp at);
/// "1,204".
QString formatCount(qint64 count);

QString phaseText(api::Phase phase);
QString dryRunText();
QString dryRunNote();  ///< what it is, one sentence
bool isDryRun(const api::RunSummary& run);
QString approvalStateText(api::ApprovalState state);
QString riskText(api::Risk risk);
/// What a function does to the world, and what that means for a dry run.
QString functionEffectText(api::FunctionEffect effect);
/// What happens at the due date, as the end of "then …"; empty for none.
QString expiryText(api::ExpiryAction action);
/// "2 of finance", "anybody", "ann, bob or finance".
QString principalsText(const api::Principals& principals);

/// The phase that an event kind of the port brings about ("task.started" → running), if it brings one about.
std::optional<api::Phase> eventPhase(const std::string& kind);
/// The word for an event kind; an unknown kind is shown as it is.
QString eventText(const std::string& kind);

/// Title, detail, and what of its type, status and place is known, a paragraph each.
QString errorText(const api::WorkflowError& error);
/// The name at the end of a task's reference.
QString taskName(const std::string& ref);

/// A headline for an error by its code; the sentence of the engine stays in Error::message.
QString errorTitle(const api::Error& error);

/// First and last letters of an identifier: the front sorts by time, the end tells neighbours apart.
QString shortId(const QString& id);
QString shortHash(const std::string& hash);
/// "3 items", "{2}", "\"text\"", on one line and cut to `limit` characters.
QString jsonSummary(const api::Json& json, int limit = 80);
/// How much the value takes as JSON without blanks, "3.4 kB".
QString jsonSizeText(const api::Json& json);
/// Indented by two spaces, with a line per member.
QString prettyJson(const api::Json& json);

}  // namespace beamline::ui
