// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was used in a span of time, by tenant, workflow or provider: the answer, and its table. GUI thread.

#include <QObject>
#include <optional>

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

enum class UsageSpan { Day, Week, Month, Quarter };
/// What a chart shows of it, and how it is written.
enum class UsageMeasure { Cost, Tokens, Calls, Failed, Runs, Tasks, CpuSeconds };
double usageValue(const api::UsageRow& row, UsageMeasure measure);
QString usageText(double value, UsageMeasure measure);
QString usageTitle(UsageMeasure measure);
QString usageSpanText(UsageSpan span);
QString usageGroupText(api::UsageGroup group);
QString usageByText(api::UsageGroup group);
QString usageTitleText(api::UsageGroup group);
/// "no provider" where the key is empty.
QString usageKeyText(const std::string& key);

/// One question and its answer; asked again when the choice is another one.
class UsageBook : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Loading, Ready, Failed };
    explicit UsageBook(EngineSession* session, QObject* parent = nullptr);

    void choose(UsageSpan span, api::UsageGroup group);
    void refresh();
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    UsageSpan span() const { return m_span; }
    api::UsageGroup group() const { return m_group; }
    /// Of the answer that is here.
    const api::UsageReply& usage() const { return m_usage; }
    api::Timestamp from() const { return m_from; }
    api::Timestamp to() const { return m_to; }
    api::UsageRow total() const;
    /// Values of one key in each step, oldest first; 0 where it used nothing. Empty key: all together.
    std::vector<std::pair<api::Timestamp, double>> line(const std::optional<std::string>& key,
                                                        UsageMeasure measure) const;

Q_SIGNALS:
    void changed();

private:
    EngineSession* m_session;
    UsageSpan m_span = UsageSpan::Week;
    api::UsageGroup m_group = api::UsageGroup::workflow;
    State m_state = State::Idle;
    api::Error m_error;
    api::UsageReply m_usage;
    api::Timestamp m_from = 0;
    api::Timestamp m_to = 0;
    quint64 m_token = 0;
};

struct UsageTableRow {
    std::string key;
    api::UsageRow row;
    bool operator==(const UsageTableRow&) const = default;
};

/// In the order of the answer: the dearest first. IdRole: the key.
class UsageModel : public KeyedTable<UsageTableRow> {
    Q_OBJECT
public:
    enum Columns {
        KeyColumn,
        CostColumn,
        TokensColumn,
        CallsColumn,
        FailedColumn,
        DecisionsColumn,
        RunsColumn,
        TasksColumn,
        FaultedColumn,
        CpuColumn,
        ColumnCount
    };

    using KeyedTable::KeyedTable;

    void show(const api::UsageReply& usage, api::UsageGroup group);
    static QString columnTitle(int column, api::UsageGroup group);
    static QString text(const api::UsageRow& row, int column);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    api::UsageGroup m_group = api::UsageGroup::workflow;
};

}  // namespace beamline::ui
