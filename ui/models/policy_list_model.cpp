// SPDX-License-Identifier: Apache-2.0
#include "ui/models/policy_list_model.h"

#include <utility>

#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
std::string policyVersionKey(const api::PolicyInfo& info) {
    return info.tenant + '\n' + info.policy + '\n' + std::to_string(info.version);
}
}  // namespace

PolicyListModel::PolicyListModel(EngineSession* session, QObject* parent) : KeyedTable(parent), m_session(session) {
    connect(session, &EngineSession::gap, this, &PolicyListModel::again);
    connect(session, &EngineSession::accessChanged, this, &PolicyListModel::again);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [](const auto& event) { return event.kind == "policy.changed"; })) {
            again();
        }
    });
}

void PolicyListModel::again() {
    if (m_state != State::Idle) {
        refresh();
    }
}

void PolicyListModel::refresh() {
    if (m_asking) {
        m_askAgain = true;  // what made the caller ask may be younger than the answer under way
        return;
    }
    m_asking = true;
    ++m_token;
    m_coming.clear();
    if (m_all.empty()) {
        m_state = State::Loading;
        Q_EMIT stateChanged();
    }
    ask({});
}

void PolicyListModel::ask(const api::Cursor& after) {
    api::ListPolicies op;
    op.after = after;
    m_session->call<api::ListPolicies>(
        std::move(op), this, [this, token = m_token](api::Result<api::PolicyPage> reply) {
            if (token != m_token) {
                return;
            }
            if (reply.ok() && !reply->next.empty()) {
                std::move(reply->items.begin(), reply->items.end(), std::back_inserter(m_coming));
                ask(reply->next);
                return;
            }
            m_asking = false;
            if (reply.ok()) {
                std::move(reply->items.begin(), reply->items.end(), std::back_inserter(m_coming));
                m_all = std::exchange(m_coming, {});
                m_state = State::Ready;
            } else {
                m_error = reply.error();
                m_state = State::Failed;
            }
            m_next = 0;
            m_under = 0;
            show();
            readNext();
            if (std::exchange(m_askAgain, false)) {
                refresh();
            }
        });
}

/// A version never changes: each is read once.
void PolicyListModel::readNext() {
    while (m_under < kMaxAtOnce && m_next < m_all.size()) {
        const auto& info = m_all[m_next++];
        if (m_lines.contains(policyVersionKey(info))) {
            continue;
        }
        ++m_under;
        m_session->call<api::GetPolicy>({info.policy, info.version}, this,
                                        [this, token = m_token](api::Result<api::PolicyDetail> reply) {
                                            if (token != m_token) {
                                                return;
                                            }
                                            --m_under;
                                            if (reply.ok()) {
                                                if (m_lines.size() >= kMaxKept) {
                                                    m_lines.clear();
                                                }
                                                m_lines[policyVersionKey(reply->info)] = policyLine(reply->document);
                                                show();
                                            }
                                            readNext();
                                        });
    }
}

QString PolicyListModel::lineOf(const api::PolicyInfo& info) const {
    if (const auto found = m_lines.find(policyVersionKey(info)); found != m_lines.end()) {
        return found->second;
    }
    QStringList names;
    for (const auto& one : info.providers) {
        names << cutText(one, kShownTitle);
    }
    return names.join(QStringLiteral(", "));
}

void PolicyListModel::show() {
    std::vector<PolicyRow> rows;
    for (const auto& info : m_all) {
        PolicyRow row{toText(info.policy), info, lineOf(info)};
        const QString words = row.key + QLatin1Char('\n') + row.line + QLatin1Char('\n') + toText(info.author) +
                              QLatin1Char('\n') + toText(info.comment);
        if (words.contains(m_filter, Qt::CaseInsensitive)) {
            rows.push_back(std::move(row));
        }
    }
    merge(std::move(rows));
    Q_EMIT stateChanged();
}

void PolicyListModel::setFilter(const QString& text) {
    if (std::exchange(m_filter, text) != text) {
        show();
    }
}

QStringList PolicyListModel::names() const {
    QStringList all;
    for (const auto& info : m_all) {
        all << toText(info.policy);
    }
    return all;
}

QVariant PolicyListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    const QString version = tr("v%1").arg(row.info.version);
    const QString age = formatAge(row.info.at, Clock::now());
    switch (role) {
        case Qt::DisplayRole:
        case IdRole:
            return row.key;
        case VersionRole:
            return version;
        case LineRole:
            return row.line;
        case AuthorRole:
            return cutText(row.info.author, kShownTitle);
        case CommentRole:
            return cutText(row.info.comment, kShownTitle);
        case AgeRole:
            return age;
        case Qt::ToolTipRole:
            return tr("%1\n%2\nVersion %3, %4, by %5")
                .arg(row.key, row.line)
                .arg(row.info.version)
                .arg(formatExact(row.info.at), toText(row.info.author));
        case Qt::AccessibleTextRole:
            return tr("%1, version %2, %3. Changed %4 by %5. %6")
                .arg(row.key)
                .arg(row.info.version)
                .arg(row.line, age, toText(row.info.author), cutText(row.info.comment, kShownTitle));
        default:
            return {};
    }
}

}  // namespace beamline::ui
