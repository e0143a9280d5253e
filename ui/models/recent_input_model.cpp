// SPDX-License-Identifier: Apache-2.0
#include "ui/models/recent_input_model.h"

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/workflow_runs.h"

namespace beamline::ui {

namespace {
/// `book: "main", limit: 5000`: an object without what all of them have, anything else as JSON.
QString inputLine(const api::Json& input) {
    if (!input.is_object() || input.get_object().empty()) {
        return cutText(api::printJson(input), kShownTitle);
    }
    std::string line;
    for (const auto& member : input.get_object()) {
        line += (line.empty() ? "" : ", ") + std::string(member.key()) + ": " + api::printJson(member.value());
        if (line.size() > 4 * kShownTitle) {  // bytes of as many letters
            break;
        }
    }
    return cutText(line, kShownTitle);
}
}  // namespace

void RecentInputModel::setWorkflow(const QString& ns, const QString& name) {
    m_ns = ns;
    m_name = name;
    merge({});
    ++m_token;
    end(State::Idle);
}

void RecentInputModel::refresh() {
    if (m_name.isEmpty() || m_asking) {
        return;  // the inputs under way are young enough
    }
    m_asking = true;
    if (m_state != State::Ready) {
        m_state = State::Loading;
        Q_EMIT stateChanged();
    }
    api::ListRuns op;
    op.filter = runsOf(m_ns, m_name);
    op.limit = kMaxRunsLookedAt;
    m_session->call<api::ListRuns>(std::move(op), this, [this, token = ++m_token](api::Result<api::RunPage> reply) {
        if (token != m_token) {
            return;
        }
        if (!reply.ok()) {
            m_error = reply.error();
            end(State::Failed);
            return;
        }
        m_found.clear();
        m_left.clear();
        for (auto run = reply->items.rbegin(); run != reply->items.rend(); ++run) {
            m_left.push_back(run->id);
        }
        askNext();
    });
}

/// One after the other: a reader's tab is nothing that an engine should hurry for.
void RecentInputModel::askNext() {
    if (m_left.empty() || m_found.size() >= kMaxRecentInputs) {
        merge(std::exchange(m_found, {}));
        end(State::Ready);
        return;
    }
    api::GetRun op;
    op.run = std::move(m_left.back());
    m_left.pop_back();
    m_session->call<api::GetRun>(std::move(op), this, [this, token = m_token](api::Result<api::RunDetail> reply) {
        if (token != m_token) {
            return;
        }
        if (!reply.ok() && reply.error().code != api::code::kNotFound) {
            m_error = reply.error();
            end(State::Failed);
            return;
        }
        if (reply.ok()) {  // else it was cleared away meanwhile
            take(std::move(reply.value()));
        }
        askNext();
    });
}

void RecentInputModel::take(api::RunDetail detail) {
    const auto same =
        std::find_if(m_found.begin(), m_found.end(), [&](const RecentInput& one) { return one.input == detail.input; });
    if (same != m_found.end()) {
        ++same->times;
        return;
    }
    RecentInput one;
    one.key = detail.run.id;
    one.text = inputLine(detail.input);
    one.input = std::move(detail.input);
    one.run = std::move(detail.run);
    m_found.push_back(std::move(one));
}

void RecentInputModel::end(State state) {
    m_asking = false;
    m_state = state;
    m_left.clear();
    m_found.clear();
    Q_EMIT stateChanged();
}

QVariant RecentInputModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RecentInput& row = rowAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == PhaseColumn     ? phaseText(row.run.phase)
                   : index.column() == StartedColumn ? formatAge(row.run.createdAt, Clock::now())
                                                     : row.text;
        case Qt::ToolTipRole:
            return index.column() == StartedColumn ? formatExact(row.run.createdAt)
                   : row.times == 1 ? tr("Run %1 of version %2").arg(toText(row.run.id), toText(row.run.version))
                                    : tr("Of %n run(s), the newest is %1 of version %2", nullptr, row.times)
                                          .arg(toText(row.run.id), toText(row.run.version));
        case PhaseRole:
            return index.column() == PhaseColumn ? QVariant(static_cast<int>(row.run.phase)) : QVariant();
        case DryRunRole:
            return index.column() == InputColumn && isDryRun(row.run);
        case IdRole:
            return toText(row.key);
        default:
            return {};
    }
}

QVariant RecentInputModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const QStringList titles{tr("Input"), tr("What came of it"), tr("Started")};
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

}  // namespace beamline::ui
