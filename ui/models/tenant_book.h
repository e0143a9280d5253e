// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tenants, roles and members as the engine tells them, asked again when it says that they have changed. GUI thread.

#include <QObject>
#include <QTimer>
#include <array>
#include <string>
#include <vector>

#include "engine/api/operations.h"

namespace beamline::ui {

class EngineSession;

class TenantBook : public QObject {
    Q_OBJECT
public:
    enum Part { Tenants, Roles, Members, PartCount };
    enum class State { Idle, Loading, Ready, Failed };
    static constexpr int kUseInterval = 5000;  ///< ms between two looks at what is used, while somebody looks

    explicit TenantBook(EngineSession* session, QObject* parent = nullptr);

    /// What nobody sees does not ask; it catches up when it is seen again.
    void setLive(bool live);
    void refresh();
    State state(Part part) const { return m_parts[part].state; }
    /// Why the last answer did not come; what was known before stays.
    const api::Error& error(Part part) const { return m_parts[part].error; }
    const std::vector<api::TenantInfo>& tenants() const { return m_tenants; }
    const std::vector<api::RoleInfo>& roles() const { return m_roles; }
    const std::vector<api::MemberInfo>& members() const { return m_members; }
    /// Null: there is none that the user may see.
    const api::TenantInfo* tenant(const std::string& id) const;
    const api::RoleInfo* role(const std::string& name) const;
    /// Who owns this namespace, other than `except`; empty: nobody that is known.
    std::string ownerOf(const std::string& ns, const std::string& except) const;
    int membersWith(const std::string& role) const;
    /// What the engine answered to a change: it is newer than the list.
    void take(const api::TenantInfo& tenant);

Q_SIGNALS:
    /// Also when an answer changed nothing.
    void changed(beamline::ui::TenantBook::Part part);

private:
    struct Asked {
        State state = State::Idle;
        api::Error error;
        quint64 token = 0;  ///< an answer with another one is stale
    };
    template <class Op, class Items>
    void ask(Part part, Items TenantBook::*items);
    void askTenants();

    EngineSession* m_session;
    std::array<Asked, PartCount> m_parts;
    std::vector<api::TenantInfo> m_tenants;
    std::vector<api::RoleInfo> m_roles;
    std::vector<api::MemberInfo> m_members;
    QTimer m_use;
    bool m_live = false;
    bool m_missed = true;
};

}  // namespace beamline::ui
