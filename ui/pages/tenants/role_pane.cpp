// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/tenants/role_pane.h"

#include <QAction>
#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/access.h"
#include "ui/models/formatting.h"
#include "ui/models/role_model.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr const char* kAll = "*";

bool isPlainPermission(const std::string& one) {
    const auto& all = api::allPermissions();
    return std::find(all.begin(), all.end(), one) != all.end();
}
}  // namespace

RolePane::RolePane(EngineSession* session, QAction* save, QWidget* parent) : Card(parent), m_session(session) {
    setObjectName(QStringLiteral("roles.pane"));
    setTitle(tr("Role"));
    auto* body = buildBody();
    addBody(scrolledPage(body, this), false);
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    m_undo = new Button(tr("Undo changes"), Button::Secondary, buttons);
    m_undo->setObjectName(QStringLiteral("role.undo"));
    row->addStretch(1);
    row->addWidget(m_undo);
    row->addWidget(new Button(save, Button::Primary, buttons));
    addBody(buttons, true, 0);
    setMinimumWidth(std::max(extent::kForm, body->minimumSizeHint().width() + space::k24));  // it scrolls one way alone
    connect(m_undo, &QPushButton::clicked, this, &RolePane::takeTheirs);
    connect(m_bar, &InfoBar::actionClicked, this, &RolePane::takeTheirs);
    fill();
    edited();
}

QWidget* RolePane::buildBody() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(space::k12, space::k4, space::k12, space::k12);
    column->setSpacing(space::k12);
    m_bar = new InfoBar(body);
    m_bar->setObjectName(QStringLiteral("role.bar"));
    auto* line = new QHBoxLayout;
    line->setSpacing(space::k12);
    m_title = new QLineEdit(body);
    m_title->setObjectName(QStringLiteral("role.title"));
    m_title->setAccessibleName(tr("What it is for"));
    m_title->setMinimumHeight(space::kControl);
    auto* label = new QLabel(tr("What it is for"), body);
    label->setBuddy(m_title);
    line->addWidget(label);
    line->addWidget(m_title, 1);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::k12);
    grid->setVerticalSpacing(space::k8);
    buildMatrix(*grid);
    m_note = new QLabel(body);
    m_note->setObjectName(QStringLiteral("role.note"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setProperty("muted", true);
    column->addWidget(m_bar);
    column->addWidget(m_note);
    column->addLayout(line);
    column->addLayout(grid);
    column->addStretch(1);
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (m_edited) {
            m_edited->title = toUtf8(text.trimmed());
            edited();
        }
    });
    return body;
}

QCheckBox* RolePane::addBox(const std::string& permission, const QString& text, const QString& spoken) {
    auto* box = new QCheckBox(text, this);
    box->setObjectName(QStringLiteral("permission.") + toText(permission));
    box->setAccessibleName(spoken);
    m_boxes[permission] = box;
    connect(box, &QCheckBox::toggled, this, [this, permission](bool given) {
        if (!m_filling && m_edited) {
            set(permission, given);
            fill();
            edited();
        }
    });
    return box;
}

/// A row for each area: all of it, looking, and what else there is.
void RolePane::buildMatrix(QGridLayout& grid) {
    int row = 0;
    int most = 0;
    grid.addWidget(addBox(kAll, tr("Everything, in later versions, too"), tr("Everything, in later versions, too")),
                   row, 0, 1, 5);
    for (const auto& [area, permissions] : permissionAreas()) {
        ++row;
        const QString name = areaText(area);
        grid.addWidget(new QLabel(name, this), row, 0);
        grid.addWidget(addBox(toUtf8(area) + ".*", tr("all"), tr("%1: all").arg(name)), row, 1);
        int column = 2;
        for (const auto& permission : permissions) {
            const bool looks = permission.ends_with(".read");
            const QString verb = permissionText(permission);
            column = std::max(column, looks ? 2 : 3);
            grid.addWidget(addBox(permission, verb, QStringLiteral("%1: %2").arg(name, verb)), row, column++);
        }
        most = std::max(most, column);
    }
    grid.setColumnStretch(most, 1);
}

bool RolePane::has(const std::string& permission) const {
    return m_edited && std::count(m_edited->permissions.begin(), m_edited->permissions.end(), permission) > 0;
}

void RolePane::set(const std::string& permission, bool given) {
    auto& all = m_edited->permissions;
    std::erase(all, permission);
    if (given) {
        all.push_back(permission);
    }
    std::sort(all.begin(), all.end());
}

void RolePane::show(const api::RoleInfo& role) {
    if (m_base && m_base->name != role.name) {
        m_bar->hide();
        isChanged() ? (void)m_drafts.insert_or_assign(m_base->name, *m_edited) : (void)m_drafts.erase(m_base->name);
        m_base.reset();
        m_edited.reset();
    }
    const auto draft = m_drafts.find(role.name);
    if (!m_base && draft != m_drafts.end()) {
        m_edited = draft->second;
    } else if (!m_base || !isChanged()) {
        m_edited = role;
    }
    m_base = role;
    m_edited->builtIn = role.builtIn;
    setTitle(toText(role.name));
    fill();
    edited();
}

void RolePane::forget(const std::string& name) {
    m_drafts.erase(name);
    if (shown() == name) {
        m_base.reset();
        m_edited.reset();
        m_bar->hide();
        fill();
        edited();
    }
}

bool RolePane::isChanged() const {
    if (!m_base || !m_edited) {
        return false;
    }
    auto before = m_base->permissions;
    std::sort(before.begin(), before.end());
    auto now = m_edited->permissions;
    std::sort(now.begin(), now.end());
    return before != now || m_base->title != m_edited->title;
}

/// What a wider permission gives is checked, and cannot be taken by itself.
void RolePane::fill() {
    m_filling = true;
    const bool fixed = !m_edited || m_edited->builtIn;
    if (const QString title = m_edited ? toText(m_edited->title) : QString(); m_title->text() != title) {
        m_title->setText(title);
    }
    m_title->setReadOnly(fixed);
    for (const auto& [permission, box] : m_boxes) {
        const bool own = has(permission);
        auto wider = m_edited ? m_edited->permissions : std::vector<std::string>();
        std::erase(wider, permission);
        // Of an area what is asked is a permission that no version has: only what is wider than all of it gives that.
        const std::string asked =
            permission.ends_with(".*") ? permission.substr(0, permission.size() - 1) + "other" : permission;
        const bool given = permission != kAll && api::covers(wider, asked);
        box->setChecked(own || given);
        box->setEnabled(!fixed && !given);
        box->setToolTip(fixed && m_edited    ? tr("A role that is built in cannot be changed.")
                        : given              ? tr("A wider permission gives it already.")
                        : permission == kAll ? tr("The permission *")
                                             : tr("The permission %1").arg(toText(permission)));
    }
    QStringList others;
    for (const auto& one : m_edited ? m_edited->permissions : std::vector<std::string>()) {
        if (!m_boxes.contains(one) && !isPlainPermission(one)) {
            others << cutText(one, kShownTitle);
        }
    }
    m_note->setText(m_edited && m_edited->builtIn ? tr("This role is built in: it cannot be changed. Make one of your "
                                                       "own that begins as this one.")
                    : others.isEmpty()            ? QString()
                                       : tr("It also has %1, which is kept.").arg(others.join(QStringLiteral(", "))));
    m_note->setVisible(!m_note->text().isEmpty());
    m_filling = false;
}

void RolePane::edited() {
    setEnabled(m_base.has_value());
    m_undo->setEnabled(isChanged() && !m_saving);
    m_undo->setToolTip(isChanged() ? tr("Back to what the engine has.") : tr("Nothing is changed."));
    Q_EMIT changed();
}

QString RolePane::obstacle() const {
    const QString away = m_session->obstacle(api::PutRole::kInfo.name);
    return !away.isEmpty()                 ? away
           : !m_base                       ? tr("Select a role first.")
           : m_base->builtIn               ? tr("A role that is built in cannot be changed.")
           : m_saving                      ? tr("The engine is being asked…")
           : m_edited->permissions.empty() ? tr("Check at least one permission.")
           : !isChanged()                  ? tr("Nothing is changed.")
                                           : QString();
}

void RolePane::takeTheirs() {
    if (m_base) {
        m_edited = m_base;
        m_bar->hide();
        fill();
        edited();
    }
}

void RolePane::save() {
    if (!obstacle().isEmpty()) {
        return;
    }
    m_saving = true;
    m_bar->hide();
    edited();
    api::PutRole op{m_edited->name, m_edited->title, m_edited->permissions, m_base->revision};
    m_session->call<api::PutRole>(
        std::move(op), this, [this, name = m_edited->name](api::Result<api::RoleReply> reply) {
            m_saving = false;
            if (reply.ok()) {
                m_drafts.erase(name);
                if (shown() == name) {
                    m_base = m_edited = reply->role;
                    fill();
                }
                Q_EMIT saved(toText(name));
            } else if (reply.error().code == api::code::kStale) {
                m_bar->show(
                    InfoBar::Warning,
                    tr("Somebody has changed this role meanwhile. What you checked stands here. Save again to put it "
                       "in place of theirs."),
                    tr("Take theirs"));
                Q_EMIT stale();
            } else {
                m_bar->show(InfoBar::Error, toText(reply.error().message));
            }
            edited();
        });
}

}  // namespace beamline::ui
