// SPDX-License-Identifier: Apache-2.0
#pragma once
// The attempts of a task, each followed by what it said to the outside and heard back: requests, statements, messages.
// GUI thread.

#include <QAbstractListModel>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class AttemptListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Kind { AttemptRow, ExchangeRow };
    enum {
        MeasureRole = FirstOwnRole,  ///< QString: size and duration
        AnswerRole,                  ///< QString: what came back; of an attempt: title and status of its error
        ReasonRole,                  ///< QString: of an attempt: what its error says
        RetryRole,                   ///< QString: of a later attempt: who came back, when, how long after
        TagRole,                     ///< QString: of an exchange: "HTTP", "SQL"
        FailedRole,                  ///< bool
        FullTextRole,                ///< QString: everything, for reading and copying
    };
    /// KindRole: Kind. PhaseRole: of an attempt. Qt::DisplayRole: its number, or the request on one line.

    using QAbstractListModel::QAbstractListModel;

    /// Rows that stay keep their identity. That a duration goes on is not told as a change.
    void setAttempts(std::vector<api::TaskAttempt> attempts);
    /// When what is shown was so: an attempt that goes on, goes on until then. 0: now.
    void setMoment(api::Timestamp at) { m_moment = at; }
    int attemptCount() const { return static_cast<int>(m_attempts.size()); }
    /// The last attempt that failed, else the last one; -1 when there is none.
    int rowOfInterest() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        std::size_t attempt = 0;
        int exchange = -1;  ///< -1: the attempt itself
        bool operator==(const Row&) const = default;
    };
    QVariant attemptData(std::size_t at, int role) const;
    QVariant exchangeData(const api::Exchange& exchange, int role) const;
    void tellChanges(const std::vector<api::TaskAttempt>& before, int kept);
    qint64 durationOf(const api::TaskAttempt& attempt) const;
    QString retryText(std::size_t at) const;
    QString fullText(std::size_t at) const;

    std::vector<api::TaskAttempt> m_attempts;
    std::vector<Row> m_rows;
    api::Timestamp m_moment = 0;
};

}  // namespace beamline::ui
