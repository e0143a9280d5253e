// SPDX-License-Identifier: Apache-2.0
#include "ui/models/attempt_list_model.h"

#include <QStringList>
#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
/// Protocols by their initials, programs ("shell", "container") by their word.
QString tagOf(const std::string& kind) {
    constexpr std::size_t kInitials = 4;
    return kind == "grpc"             ? QStringLiteral("gRPC")
           : kind.size() <= kInitials ? toText(kind).toUpper()
                                      : cutText(kind, kLongestWord);
}

QString measureOf(const api::Exchange& exchange) {
    QStringList parts;
    if (const auto size = exchange.received >= 0 ? exchange.received : exchange.sent; size >= 0) {
        parts << formatSize(size);
    }
    parts << formatMicroseconds(exchange.tookUs);
    return parts.join(QStringLiteral(" · "));
}

QString answerOf(const api::Exchange& exchange) {
    const QString answer = toText(exchange.answer).simplified();
    return !exchange.failed   ? answer
           : answer.isEmpty() ? AttemptListModel::tr("Failed")
                              : AttemptListModel::tr("Failed: %1").arg(answer);
}

/// Whether both are shown alike, but for the duration of what still runs.
bool sameAttempt(const api::TaskAttempt& one, const api::TaskAttempt& other) {
    return one.iteration == other.iteration && one.attempt == other.attempt && one.phase == other.phase &&
           one.startedAt == other.startedAt && one.endedAt == other.endedAt && one.error == other.error &&
           one.exchanges == other.exchanges && one.retriedBy == other.retriedBy;
}

QString fullText(const api::Exchange& exchange) {
    QStringList facts{formatMicroseconds(exchange.tookUs)};
    if (exchange.sent >= 0) {
        facts << AttemptListModel::tr("%1 sent").arg(formatSize(exchange.sent));
    }
    if (exchange.received >= 0) {
        facts << AttemptListModel::tr("%1 received").arg(formatSize(exchange.received));
    }
    facts.prepend(formatTime(exchange.at, Clock::now()));
    const QString answer = toText(exchange.answer);
    return toText(exchange.request) + QStringLiteral("\n\n") +
           (exchange.failed ? AttemptListModel::tr("Failed: %1").arg(answer) : answer) + QStringLiteral("\n\n") +
           facts.join(QStringLiteral(", "));
}
}  // namespace

qint64 AttemptListModel::durationOf(const api::TaskAttempt& attempt) const {
    const auto until = attempt.endedAt != 0 ? attempt.endedAt : m_moment != 0 ? m_moment : Clock::now();
    return attempt.startedAt == 0 ? -1 : until - attempt.startedAt;
}

void AttemptListModel::setAttempts(std::vector<api::TaskAttempt> attempts) {
    std::vector<Row> rows;
    for (std::size_t at = 0; at < attempts.size(); ++at) {
        rows.push_back({at, -1});
        for (int i = 0; i < static_cast<int>(attempts[at].exchanges.size()); ++i) {
            rows.push_back({at, i});
        }
    }
    const auto same = std::mismatch(m_rows.begin(), m_rows.end(), rows.begin(), rows.end()).first - m_rows.begin();
    const int kept = static_cast<int>(same);
    if (kept < rowCount()) {
        beginRemoveRows({}, kept, rowCount() - 1);
        m_rows.resize(static_cast<std::size_t>(kept));
        endRemoveRows();
    }
    const auto before = std::exchange(m_attempts, std::move(attempts));
    tellChanges(before, kept);
    if (static_cast<int>(rows.size()) > kept) {
        beginInsertRows({}, kept, static_cast<int>(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
}

/// Of the first `kept` rows. A list that is told of a change lays itself out anew.
void AttemptListModel::tellChanges(const std::vector<api::TaskAttempt>& before, int kept) {
    for (int first = 0; first < kept;) {
        const std::size_t at = m_rows[static_cast<std::size_t>(first)].attempt;
        int last = first;
        while (last + 1 < kept && m_rows[static_cast<std::size_t>(last + 1)].attempt == at) {
            ++last;
        }
        // What a retry says names the end of the attempt before.
        const bool retryMoved = at > 0 && before[at - 1].endedAt != m_attempts[at - 1].endedAt;
        if (!sameAttempt(before[at], m_attempts[at]) || retryMoved) {
            Q_EMIT dataChanged(index(first), index(last));
        }
        first = last + 1;
    }
}

int AttemptListModel::rowOfInterest() const {
    int row = -1;
    bool failed = false;
    for (int i = 0; i < rowCount(); ++i) {
        const Row& one = m_rows[static_cast<std::size_t>(i)];
        if (one.exchange < 0 && (m_attempts[one.attempt].error || !failed)) {
            row = i;
            failed = failed || m_attempts[one.attempt].error;
        }
    }
    return row;
}

int AttemptListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AttemptListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole) {
        return breakable(cutText(toUtf8(data(index, FullTextRole).toString()), kShownText));
    }
    if (role == Qt::AccessibleTextRole) {
        QStringList said;
        for (const int part :
             {int(TagRole), int(Qt::DisplayRole), int(RetryRole), int(AnswerRole), int(ReasonRole), int(MeasureRole)}) {
            said << data(index, part).toString();
        }
        said.removeAll(QString());
        return said.join(QStringLiteral(", "));
    }
    return row.exchange < 0
               ? attemptData(row.attempt, role)
               : exchangeData(m_attempts[row.attempt].exchanges[static_cast<std::size_t>(row.exchange)], role);
}

QVariant AttemptListModel::attemptData(std::size_t at, int role) const {
    const api::TaskAttempt& attempt = m_attempts[at];
    const auto& error = attempt.error;
    switch (role) {
        case Qt::DisplayRole:
            return tr("Attempt %1 · %2").arg(attempt.attempt).arg(phaseText(attempt.phase));
        case KindRole:
            return AttemptRow;
        case PhaseRole:
            return static_cast<int>(attempt.phase);
        case MeasureRole:
            return formatDuration(durationOf(attempt));
        case RetryRole:
            return retryText(at);
        case AnswerRole:
            return error ? QVariant(tr("%1 · status %2")
                                        .arg(cutText(error->title, kShownTitle), QString::number(error->status)))
                         : QVariant();
        case ReasonRole:
            return error ? QVariant(cutText(error->detail, kShownText)) : QVariant();
        case FailedRole:
            return attempt.phase == api::Phase::faulted;
        case FullTextRole:
            return fullText(at);
        default:
            return {};
    }
}

QVariant AttemptListModel::exchangeData(const api::Exchange& exchange, int role) const {
    switch (role) {
        case Qt::DisplayRole:
            return cutText(exchange.request, kShownText).simplified();
        case KindRole:
            return ExchangeRow;
        case TagRole:
            return tagOf(exchange.kind);
        case AnswerRole:
            return answerOf(exchange);
        case MeasureRole:
            return measureOf(exchange);
        case FailedRole:
            return exchange.failed;
        case FullTextRole:
            return ui::fullText(exchange);
        default:
            return {};
    }
}

/// Empty for an attempt that nobody had to come back for.
QString AttemptListModel::retryText(std::size_t at) const {
    const api::TaskAttempt& attempt = m_attempts[at];
    if (attempt.retriedBy.empty()) {
        return {};
    }
    const QString when = formatTime(attempt.startedAt, Clock::now());
    const api::Timestamp before = at > 0 ? m_attempts[at - 1].endedAt : 0;
    const QString who = attempt.retriedBy == "/" ? tr("The run was retried")
                                                 : tr("Retried by the try “%1”").arg(taskName(attempt.retriedBy));
    return before == 0 ? tr("%1 at %2").arg(who, when)
                       : tr("%1 at %2, %3 after attempt %4")
                             .arg(who, when, formatDuration(attempt.startedAt - before),
                                  QString::number(m_attempts[at - 1].attempt));
}

QString AttemptListModel::fullText(std::size_t at) const {
    const api::TaskAttempt& attempt = m_attempts[at];
    QStringList parts{tr("Attempt %1: %2, begun at %3, %4")
                          .arg(attempt.attempt)
                          .arg(phaseText(attempt.phase).toLower(), formatTime(attempt.startedAt, Clock::now()),
                               formatDuration(durationOf(attempt)))};
    if (const QString retry = retryText(at); !retry.isEmpty()) {
        parts << retry;
    }
    if (attempt.error) {
        parts << errorText(*attempt.error);
    }
    return parts.join(QStringLiteral("\n\n"));
}

}  // namespace beamline::ui
