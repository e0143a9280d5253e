// SPDX-License-Identifier: Apache-2.0
#include "ui/models/approval_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QUrl>
#include <algorithm>
#include <map>
#include <set>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {

using api::Approval;
using api::Outcome;

struct ApprovalText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::ApprovalText)
};

/// A text of somebody else's: cut, and broken where its place ends.
QString shown(const std::string& text, int limit = kShownText) {
    return breakable(cutText(text, limit));
}

QString html(const std::string& text, int limit = kShownText) {
    return shown(text, limit).toHtmlEscaped();
}

QString names(const api::Principals& principals) {
    return breakable(cutText(toUtf8(principalsText(principals)), kShownTitle));
}

bool nobodyNamed(const api::Principals& principals) {
    return principals.users.empty() && principals.groups.empty();
}

bool holdsName(const std::vector<std::string>& list, const std::string& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

bool namesOneOf(const api::Principals& principals, const std::string& user, const std::vector<std::string>& groups) {
    return holdsName(principals.users, user) || std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
               return holdsName(principals.groups, group);
           });
}

/// Who may decide, in their own right. Groups that are not known here may be known to the engine.
bool mayBeCandidate(const Approval& approval, const std::string& user, const std::vector<std::string>& groups) {
    const bool escalated = approval.state == api::ApprovalState::escalated;
    const bool byGroup = !approval.candidates.groups.empty() || (escalated && !approval.escalation.groups.empty());
    return nobodyNamed(approval.candidates) || namesOneOf(approval.candidates, user, groups) ||
           (escalated && namesOneOf(approval.escalation, user, groups)) || (groups.empty() && byGroup);
}

/// A decision is theirs, or was made in their place.
bool hasSaid(const Approval& approval, const std::string& user) {
    return std::any_of(approval.decisions.begin(), approval.decisions.end(),
                       [&](const auto& decision) { return decision.by == user || decision.onBehalfOf == user; });
}

QString filledIn(const api::Json& data) {
    const auto* members = data.if_object();
    if (!members || members->empty()) {
        return {};
    }
    constexpr std::size_t kMost = 8;
    QStringList parts;
    for (const auto& member : *members) {
        if (parts.size() == int(kMost)) {
            parts << QString(QChar(0x2026));
            break;
        }
        const QString value = member.value().is_string() ? toText(std::string_view(member.value().get_string()))
                                                         : jsonSummary(member.value());
        parts << QStringLiteral("%1: %2").arg(html(std::string(member.key()), kShownTitle),
                                              breakable(cutText(toUtf8(value), kShownTitle)).toHtmlEscaped());
    }
    return parts.join(QStringLiteral(" · "));
}

const QString kBatchLink = QStringLiteral("batch:");

QString togetherText(int size) {
    return ApprovalText::tr("one of %1 decided together").arg(formatCount(size));
}

QString decisionHtml(const api::Decision& decision, const std::string& hash) {
    const bool approves = decision.outcome == Outcome::approve;
    const QString by = html(decision.by, kShownTitle);
    QString text =
        decision.onBehalfOf.empty()
            ? (approves ? ApprovalText::tr("<b>%1</b> approved %2") : ApprovalText::tr("<b>%1</b> rejected %2"))
                  .arg(by, shortTime(decision.at))
            : (approves ? ApprovalText::tr("<b>%1</b> on behalf of <b>%3</b> approved %2")
                        : ApprovalText::tr("<b>%1</b> on behalf of <b>%3</b> rejected %2"))
                  .arg(by, shortTime(decision.at), html(decision.onBehalfOf, kShownTitle));
    if (!decision.batch.empty()) {
        const QString link = kBatchLink + QString::fromLatin1(QUrl::toPercentEncoding(toText(decision.batch)));
        text += QStringLiteral(", <a href=\"%1\">%2</a>").arg(link, togetherText(decision.batchSize));
    }
    if (!decision.comment.empty()) {
        text += QStringLiteral(", “%1”").arg(html(decision.comment));
    }
    if (const QString data = filledIn(decision.data); !data.isEmpty()) {
        text += ApprovalText::tr("<br/>filled in: %1").arg(data);
    }
    if (!decision.hash.empty() && decision.hash != hash) {
        text += ApprovalText::tr("<br/>decided on another state of it: %1").arg(shortHash(decision.hash));
    }
    return text;
}

/// What its due date, or the end of its run, did without anybody.
QString closingHtml(const Approval& approval) {
    if (api::isOpen(approval.state) ||
        (!approval.decisions.empty() && approval.decisions.back().at == approval.decidedAt)) {
        return {};
    }
    const QString at = shortTime(approval.decidedAt);
    switch (approval.state) {
        case api::ApprovalState::approved:
            return ApprovalText::tr("<b>Nobody</b> decided in time: approved by its due date %1").arg(at);
        case api::ApprovalState::rejected:
            return ApprovalText::tr("<b>Nobody</b> decided in time: rejected by its due date %1").arg(at);
        case api::ApprovalState::expired:
            return ApprovalText::tr("<b>Nobody</b> decided in time: the run failed %1").arg(at);
        case api::ApprovalState::cancelled:
            return ApprovalText::tr("Withdrawn with its run %1").arg(at);
        default:
            return {};
    }
}

bool isRunning(const api::Delegation& delegation) {
    return delegation.until == 0 || delegation.until > Clock::now();
}

}  // namespace

QString shortTime(api::Timestamp at) {
    return formatTime(at, Clock::now()).section(QLatin1Char(':'), 0, 1);
}

QString confirmationOf(const Approval& approval) {
    return cutText(approval.subject, kShownText).simplified().left(kMaxConfirmation).trimmed();
}

bool isConfirmation(const QString& typed, const Approval& approval) {
    QString text = typed;
    return text.remove(QChar(0x200b)).simplified() == confirmationOf(approval);
}

bool asksForData(const Approval& approval) {
    return approval.form.is_object() && !approval.form.get_object().empty();
}

bool needsData(const Approval& approval) {
    const auto* required = asksForData(approval) ? approval.form.get_object().if_contains("required") : nullptr;
    return required && required->is_array() && !required->get_array().empty();
}

QString approvalKind(const Approval& approval) {
    const QString workflow = cutText(approval.workflow, kShownTitle);
    return approval.task.empty()
               ? workflow
               : QStringLiteral("%1 · %2").arg(workflow, cutText(toUtf8(taskName(approval.task)), kShownTitle));
}

std::string payloadHash(const Approval& approval) {
    return api::sha256(api::canonicalJson(api::Json{{"subject", approval.subject},
                                                    {"summary", approval.summary},
                                                    {"context", approval.context},
                                                    {"onApprove", approval.onApprove},
                                                    {"onReject", approval.onReject}}));
}

QString hashTip(const Approval& approval) {
    return ApprovalText::tr("The decision is bound to what is shown here:\nsha256 %1").arg(toText(approval.hash));
}

QString togetherText(const Approval& approval) {
    const auto last = std::find_if(approval.decisions.rbegin(), approval.decisions.rend(),
                                   [](const auto& decision) { return !decision.batch.empty(); });
    return last == approval.decisions.rend() ? QString() : togetherText(last->batchSize);
}

QString batchOfLink(const QString& link) {
    return QUrl::fromPercentEncoding(link.mid(kBatchLink.size()).toLatin1());
}

int approvalsGiven(const Approval& approval) {
    std::set<std::string> people;
    int count = 0;
    for (const auto& decision : approval.decisions) {
        if (decision.outcome == Outcome::approve) {
            const bool first = people.insert(decision.by).second;
            const bool instead = decision.onBehalfOf.empty() || people.insert(decision.onBehalfOf).second;
            count += first && instead ? 1 : 0;
        }
    }
    return count;
}

QString dueSentence(const Approval& approval) {
    if (approval.dueAt == 0 || !api::isOpen(approval.state)) {
        return {};
    }
    const QString text =
        ApprovalText::tr("%1 (%2)").arg(formatDue(approval.dueAt, Clock::now()), shortTime(approval.dueAt));
    const QString then = expiryText(approval.onExpiry);
    return then.isEmpty() ? text
           : approval.onExpiry == api::ExpiryAction::escalate
               ? text + ApprovalText::tr(" · then escalated to %1").arg(names(approval.escalation))
               : text + ApprovalText::tr(" · then %1").arg(then);
}

QString quorumSentence(const Approval& approval) {
    const QString who = names(approval.candidates);
    const bool open = nobodyNamed(approval.candidates);
    QString text = open && approval.quorum <= 1 ? ApprovalText::tr("anybody may decide")
                   : open                       ? ApprovalText::tr("needs %n people", nullptr, approval.quorum)
                   : approval.quorum > 1        ? ApprovalText::tr("needs %1 of %2").arg(approval.quorum).arg(who)
                                                : ApprovalText::tr("needs %1").arg(who);
    return approval.requesterMayDecide ? text : text + ApprovalText::tr(", not the requester");
}

QString quorumState(const Approval& approval) {
    if (approval.quorum <= 1 || !api::isOpen(approval.state)) {
        return {};
    }
    const int given = approvalsGiven(approval);
    const QString counted = ApprovalText::tr("%1 of %n approval(s)", nullptr, approval.quorum).arg(given);
    const int missing = std::max(0, approval.quorum - given);
    return nobodyNamed(approval.candidates)
               ? ApprovalText::tr("%1, still needs %n other(s)", nullptr, missing).arg(counted)
               : ApprovalText::tr("%1, still needs %2 of %3").arg(counted).arg(missing).arg(names(approval.candidates));
}

QString expiryDanger(const Approval& approval) {
    if (approval.onExpiry != api::ExpiryAction::approve || approval.dueAt == 0 || !api::isOpen(approval.state)) {
        return {};
    }
    return ApprovalText::tr("It approves itself: if nobody decides by %1, it counts as approved.")
        .arg(shortTime(approval.dueAt));
}

const api::Delegation* delegationTo(const Approval& approval, const std::string& user) {
    const auto found =
        std::find_if(approval.delegations.begin(), approval.delegations.end(), [&](const api::Delegation& one) {
            return one.to == user && isRunning(one) && mayBeCandidate(approval, one.by, one.groups) &&
                   (approval.requesterMayDecide || one.by != approval.requester);
        });
    return found == approval.delegations.end() ? nullptr : &*found;
}

const api::Delegation* delegationBy(const Approval& approval, const std::string& user) {
    const auto found = std::find_if(approval.delegations.begin(), approval.delegations.end(),
                                    [&](const api::Delegation& one) { return one.by == user && isRunning(one); });
    return found == approval.delegations.end() ? nullptr : &*found;
}

api::Timestamp snoozedUntil(const Approval& approval, const std::string& user) {
    const auto found = approval.snoozed.find(user);
    return found != approval.snoozed.end() && found->second > Clock::now() ? found->second : 0;
}

QStringList peopleOf(const Approval& approval, const api::RequestContext& viewer) {
    QStringList lines;
    if (!api::isOpen(approval.state)) {
        return lines;
    }
    if (approval.claimedBy == viewer.user && !viewer.user.empty()) {
        lines << ApprovalText::tr("You have claimed it.");
    } else if (!approval.claimedBy.empty()) {
        lines
            << ApprovalText::tr("%1 has claimed it. You can still decide.").arg(shown(approval.claimedBy, kShownTitle));
    }
    if (approval.state == api::ApprovalState::escalated) {
        lines << ApprovalText::tr("Escalated: %1 may decide as well.").arg(names(approval.escalation));
    }
    for (const auto& one : approval.delegations) {
        if (!isRunning(one)) {
            continue;
        }
        QString line = one.by == viewer.user ? ApprovalText::tr("You let %1 decide in your place until %2.")
                                                   .arg(shown(one.to, kShownTitle), shortTime(one.until))
                       : one.to == viewer.user
                           ? ApprovalText::tr("You decide in the place of %1 until %2.")
                                 .arg(shown(one.by, kShownTitle), shortTime(one.until))
                           : ApprovalText::tr("%1 decides in the place of %2 until %3.")
                                 .arg(shown(one.to, kShownTitle), shown(one.by, kShownTitle), shortTime(one.until));
        if (!one.comment.empty()) {
            line += QStringLiteral(" “%1”").arg(shown(one.comment, kShownTitle));
        }
        lines << line;
    }
    for (const auto& [user, until] : approval.snoozed) {
        if (until > Clock::now()) {
            lines << (user == viewer.user ? ApprovalText::tr("You have put it off until %1.").arg(shortTime(until))
                                          : ApprovalText::tr("%1 has put it off until %2.")
                                                .arg(shown(user, kShownTitle), shortTime(until)));
        }
    }
    return lines;
}

QString nextStepsHtml(const Approval& approval) {
    static const QRegularExpression code(QStringLiteral("`([^`\n]{1,120})`"));
    const auto line = [](const QString& when, const std::string& what) {
        QString text = html(what);
        return what.empty() ? QString()
                            : QStringLiteral("%1 %2").arg(when, text.replace(code, QStringLiteral("<code>\\1</code>")));
    };
    QStringList next{line(ApprovalText::tr("<b>On approval:</b>"), approval.onApprove),
                     line(ApprovalText::tr("<b>On rejection:</b>"), approval.onReject)};
    next.removeAll(QString());
    return next.isEmpty() ? ApprovalText::tr("The run goes on with the decision as the task's output.")
                          : next.join(QStringLiteral("<br/>"));
}

QString recordHtml(const Approval& approval) {
    std::multimap<api::Timestamp, QString> lines;
    for (const auto& decision : approval.decisions) {
        lines.emplace(decision.at, decisionHtml(decision, approval.hash));
    }
    for (const auto& comment : approval.comments) {
        lines.emplace(comment.at, ApprovalText::tr("<b>%1</b> wrote %2: %3")
                                      .arg(html(comment.by, kShownTitle), shortTime(comment.at), html(comment.text)));
    }
    for (const auto& one : approval.delegations) {
        lines.emplace(one.at, ApprovalText::tr("<b>%1</b> let <b>%2</b> decide %3, until %4")
                                  .arg(html(one.by, kShownTitle), html(one.to, kShownTitle), shortTime(one.at),
                                       shortTime(one.until)));
    }
    if (const QString closing = closingHtml(approval); !closing.isEmpty()) {
        lines.emplace(approval.decidedAt, closing);
    }
    QStringList all;
    auto line = lines.begin();
    if (const auto hidden = static_cast<int>(lines.size()) - kMaxRecordLines; hidden > 0) {
        std::advance(line, hidden);
        all << ApprovalText::tr("%n earlier line(s) are in the run's history", nullptr, hidden);
    }
    for (; line != lines.end(); ++line) {
        all << line->second;
    }
    return all.join(QStringLiteral("<br/>"));
}

QString whyNot(const Approval& approval, const api::RequestContext& viewer, Outcome outcome) {
    if (!api::isOpen(approval.state)) {
        return ApprovalText::tr("It is decided: %1.").arg(approvalStateText(approval.state).toLower());
    }
    const bool closes =
        approval.onExpiry != api::ExpiryAction::none && approval.onExpiry != api::ExpiryAction::escalate;
    if (closes && approval.dueAt != 0 && approval.dueAt <= Clock::now()) {
        return ApprovalText::tr("Its due date has passed: then %1.").arg(expiryText(approval.onExpiry));
    }
    if (viewer.user.empty()) {
        return {};  // who this is the engine alone knows
    }
    if (!approval.requesterMayDecide && viewer.user == approval.requester) {
        return ApprovalText::tr("You have asked for it: somebody else must decide.");
    }
    const bool own = mayBeCandidate(approval, viewer.user, viewer.groups);
    if (outcome == Outcome::approve && own && hasSaid(approval, viewer.user)) {
        return ApprovalText::tr("You have approved it already, or somebody has in your place.");
    }
    return own || delegationTo(approval, viewer.user)
               ? QString()
               : ApprovalText::tr("It waits for somebody else: %1.").arg(names(approval.candidates));
}

QVector<SnoozeTime> snoozeTimes(api::Timestamp now) {
    constexpr api::Timestamp kHour = 3'600'000;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(now);
    const QDate today = local.date();
    const QTime nine(9, 0);
    const auto at = [](const QDate& day, const QTime& time) { return QDateTime(day, time).toMSecsSinceEpoch(); };
    QVector<SnoozeTime> times{{ApprovalText::tr("One hour"), now + kHour}};
    const QDateTime afternoon(today, QTime(14, 0));
    if (afternoon.toMSecsSinceEpoch() > now + kHour) {
        times.append({ApprovalText::tr("This afternoon, 14:00"), afternoon.toMSecsSinceEpoch()});
    }
    times.append({ApprovalText::tr("Tomorrow, 09:00"), at(today.addDays(1), nine)});
    const int toMonday = 8 - today.dayOfWeek();
    if (toMonday > 1) {
        times.append({ApprovalText::tr("Next Monday, 09:00"), at(today.addDays(toMonday), nine)});
    }
    return times;
}

}  // namespace beamline::ui
