// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/tenant_switch.h"

#include <QActionGroup>
#include <QMenu>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

TenantSwitch::TenantSwitch(QWidget* parent) : QToolButton(parent), m_menu(new QMenu(this)) {
    setObjectName(QStringLiteral("status.tenant"));
    setAutoRaise(true);
    setProperty("bare", true);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    m_menu->setObjectName(QStringLiteral("tenant.menu"));
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &TenantSwitch::fill);
    hide();
}

void TenantSwitch::follow(EngineSession* session) {
    if (m_session) {
        disconnect(m_session, nullptr, this, nullptr);
    }
    m_session = session;
    if (session) {
        connect(session, &EngineSession::accessChanged, this, &TenantSwitch::update);
    }
    update();
}

void TenantSwitch::update() {
    const QString tenant = m_session ? m_session->tenant() : QString();
    const bool several = m_session && m_session->access() && m_session->access()->tenants.size() > 1;
    setText(tenant.isEmpty() ? tr("All tenants") : tr("Tenant %1").arg(cutText(toUtf8(tenant), kLongestWord)));
    setAccessibleName(text());
    setToolTip(tenant.isEmpty() ? tr("You ask as a member of no one tenant. Press to choose one.")
                                : tr("You ask as a member of %1. Press to choose another one.").arg(tenant));
    setVisible(several || !tenant.isEmpty());
}

void TenantSwitch::fill() {
    m_menu->clear();
    if (!m_session) {
        return;
    }
    auto* group = new QActionGroup(m_menu);
    const auto add = [&](const QString& id, const QString& words) {
        auto* action = m_menu->addAction(words);
        action->setObjectName(QStringLiteral("tenant.choose.") + id);
        action->setCheckable(true);
        action->setChecked(id == m_session->tenant());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, id] {
            if (m_session) {
                m_session->setTenant(id);
            }
        });
    };
    add({}, tr("All tenants"));
    m_menu->addSeparator();
    bool listed = m_session->tenant().isEmpty();
    for (const auto& id : m_session->access() ? m_session->access()->tenants : std::vector<std::string>()) {
        add(toText(id), cutText(id, kShownTitle));
        listed = listed || toText(id) == m_session->tenant();
    }
    if (!listed) {
        add(m_session->tenant(), m_session->tenant());
    }
}

}  // namespace beamline::ui
