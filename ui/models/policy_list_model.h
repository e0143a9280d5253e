// SPDX-License-Identifier: Apache-2.0
#pragma once
// The policies of the tenant, by name, with what each does in one line. GUI thread.

#include <unordered_map>

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

struct PolicyRow {
    QString key;  ///< its name
    api::PolicyInfo info;
    QString line;  ///< what it does; of names alone until its document is read
    bool operator==(const PolicyRow&) const = default;
};

/// Reads all of them, and each version's document once: the port lists neither by words nor by what they say.
class PolicyListModel : public KeyedTable<PolicyRow> {
    Q_OBJECT
public:
    enum class State { Idle, Loading, Ready, Failed };
    enum Roles { LineRole = FirstOwnRole, AuthorRole, CommentRole, AgeRole };
    /// IdRole: the name. VersionRole: "v12".
    static constexpr int kMaxAtOnce = 4;           ///< documents that are asked for together
    static constexpr std::size_t kMaxKept = 1000;  ///< lines of versions that were read; then all are forgotten

    explicit PolicyListModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks for all; rows stay until the answer is there and are then changed in place.
    void refresh();
    /// Shows those whose name, line, author or comment holds `text`.
    void setFilter(const QString& text);
    const QString& filter() const { return m_filter; }
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    int total() const { return static_cast<int>(m_all.size()); }
    /// Ages as of now.
    void tick() { tickColumn(0); }
    /// Also of what the filter hides.
    QStringList names() const;
    bool isThere(const QString& policy) const { return names().contains(policy); }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Also when an answer changed nothing.
    void stateChanged();

private:
    void again();
    void ask(const api::Cursor& after);
    void readNext();
    void show();
    QString lineOf(const api::PolicyInfo& info) const;

    EngineSession* m_session;
    State m_state = State::Idle;
    api::Error m_error;
    QString m_filter;
    std::vector<api::PolicyInfo> m_coming;
    std::vector<api::PolicyInfo> m_all;
    std::unordered_map<std::string, QString> m_lines;  ///< by name and version
    std::size_t m_next = 0;                            ///< of m_all, whose document is asked for next
    int m_under = 0;
    quint64 m_token = 0;
    bool m_asking = false;
    bool m_askAgain = false;
};

}  // namespace beamline::ui
