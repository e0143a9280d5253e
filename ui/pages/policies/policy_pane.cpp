// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_pane.h"

#include <QAction>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/policies/policy_editor.h"
#include "ui/pages/policies/policy_live_pane.h"
#include "ui/pages/policies/policy_save_dialog.h"
#include "ui/pages/policies/policy_simulation_pane.h"
#include "ui/pages/policies/policy_versions_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

PolicyPane::PolicyPane(EngineSession* session, QWidget* parent) : Card(tr("Policy"), parent), m_session(session) {
    buildActions();
    m_version = new Pill(this);
    addToHeader(m_version);
    addToHeader(new Button(m_discard, Button::Secondary, this));
    addToHeader(new Button(m_save, Button::Primary, this));
    m_about = new ElidedLabel(Qt::ElideRight, this);
    m_about->setProperty("muted", true);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("policy.bar"));
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(space::k16, 0, space::k16, 0);
    head->setSpacing(space::k8);
    head->addWidget(m_about);
    head->addWidget(m_bar);
    column->addLayout(head);
    buildTabs();
    column->addWidget(m_tabs, 1);
    m_stack = new ContentStack(body, this);
    addBody(m_stack);
    connect(m_stack, &ContentStack::retryClicked, this, [this] { load(false); });
    connect(m_bar, &InfoBar::actionClicked, this, [this] { load(false); });
    connect(m_session, &EngineSession::healthChanged, this, &PolicyPane::updateActions);
    showPolicy({});
}

void PolicyPane::buildActions() {
    m_save = addPageAction(this, "policy.save", tr("Save…"), {}, QKeySequence(Qt::CTRL | Qt::Key_S));
    m_discard = addPageAction(this, "policy.discard", tr("Discard changes"));
    m_rollback = addPageAction(this, "policy.rollback", tr("Roll back…"), {}, QKeySequence(Qt::CTRL | Qt::Key_B));
    m_simulate = addPageAction(this, "policy.simulate", tr("Simulate"), {}, QKeySequence(Qt::CTRL | Qt::Key_Return));
    connect(m_save, &QAction::triggered, this, &PolicyPane::save);
    connect(m_discard, &QAction::triggered, this, &PolicyPane::discard);
    connect(m_simulate, &QAction::triggered, this, [this] { setTab(SimulateTab); });
    struct Row {
        const char* id;
        QString text;
        Qt::Key key;
        Tabs tab;
    };
    for (const auto& one : {Row{"policy.edit", tr("Edit the policy"), Qt::Key_E, EditTab},
                            Row{"policy.live", tr("Watch the traffic of the policy"), Qt::Key_L, LiveTab},
                            Row{"policy.versions", tr("Versions of the policy"), Qt::Key_V, VersionsTab},
                            Row{"policy.try", tr("Try the policy on recorded traffic"), Qt::Key_T, SimulateTab}}) {
        auto* action = addPageAction(this, one.id, one.text, {}, QKeySequence(one.key));
        connect(action, &QAction::triggered, this, [this, tab = one.tab] { setTab(tab); });
        m_tabActions << action;
    }
}

void PolicyPane::buildTabs() {
    m_tabs = new FoldingTabs(this);
    m_tabs->tabBar()->setAccessibleName(tr("Edit, live, versions or simulate"));
    m_editor = new PolicyEditor(m_session, m_tabs);
    m_live = new PolicyLivePane(m_session, m_tabs);
    m_versions = new PolicyVersionsPane(m_session, m_rollback, m_tabs);
    m_simulation = new PolicySimulationPane(m_session, m_simulate, m_tabs);
    m_tabs->addFolding(m_editor, tr("Edit"));
    m_tabs->addFolding(m_live, tr("Live"));
    m_tabs->addFolding(m_versions, tr("Versions"));
    m_tabs->addFolding(m_simulation, tr("Simulate"));
    connect(m_editor, &PolicyEditor::changed, this, [this] {
        showHead();
        updateActions();
        Q_EMIT changed();
    });
    connect(m_live, &PolicyLivePane::stepped, this, [this](const api::PolicyReply& reply) {
        stored(reply, toText(reply.policy.comment));
        load(false);
    });
    connect(m_live, &PolicyLivePane::failed, this, &PolicyPane::failed);
    connect(m_versions, &PolicyVersionsPane::rolledBack, this, [this](const api::PolicyReply& reply) {
        stored(reply, toText(reply.policy.comment));
        load(false);
    });
    connect(m_versions, &PolicyVersionsPane::failed, this, &PolicyPane::failed);
    connect(m_simulation, &PolicySimulationPane::decisionAsked, this, [this](const QString& id) {
        setTab(LiveTab);
        m_live->showDecision(id);
    });
}

QList<QAction*> PolicyPane::commands() const {
    return QList<QAction*>{m_save, m_discard, m_rollback, m_simulate} + m_tabActions + m_live->commands();
}

void PolicyPane::showDecision(const QString& id) {
    setTab(LiveTab);
    m_live->showDecision(id);
}

void PolicyPane::setTab(Tabs tab) {
    if (m_loaded) {
        m_tabs->setCurrentIndex(tab);
    }
}

PolicyPane::Tabs PolicyPane::tab() const {
    return static_cast<Tabs>(m_tabs->currentIndex());
}

bool PolicyPane::isChanged() const {
    return m_loaded && m_editor->isChanged();
}

std::optional<api::Json> PolicyPane::document() const {
    return m_loaded ? m_editor->document() : std::nullopt;
}

void PolicyPane::showPolicy(const QString& policy) {
    m_policy = policy;
    m_info = {};
    m_stored = {};
    m_fresh = false;
    m_loaded = false;
    m_newest = 0;
    ++m_token;
    m_bar->hide();
    showHead();
    if (policy.isEmpty()) {
        m_live->setPolicy({}, {});
        m_versions->setPolicy({});
        m_stack->showEmpty(QStringLiteral("policy"), tr("No policy selected"),
                           tr("Select one to change it, to see what it does now, and to try changes on recorded "
                              "traffic."));
        updateActions();
        return;
    }
    m_stack->showLoading(tr("Loading the policy…"));
    load(false);
}

void PolicyPane::begin(const QString& policy, const api::Json& document) {
    m_policy = policy;
    m_info = {};
    m_stored = {};
    m_fresh = true;
    m_newest = 0;
    ++m_token;
    m_bar->hide();
    m_editor->open(document);
    m_editor->setStored({});
    m_versions->setPolicy({});
    showContent();
    setTab(EditTab);
    Q_EMIT changed();
}

void PolicyPane::load(bool keepWritten) {
    if (m_policy.isEmpty() || m_fresh) {
        return;
    }
    m_session->call<api::GetPolicy>(
        {toUtf8(m_policy), 0}, this,
        [this, keepWritten, token = ++m_token](const api::Result<api::PolicyDetail>& reply) {
            if (token != m_token) {
                return;
            }
            if (reply.ok()) {
                show(reply.value(), keepWritten && isChanged());
            } else if (!isChanged()) {
                m_loaded = false;
                m_stack->showError(reply.error());
                updateActions();
            } else {
                m_bar->show(InfoBar::Warning, toText(reply.error().message));
            }
        });
}

void PolicyPane::show(const api::PolicyDetail& detail, bool keepWritten) {
    const bool newer = m_loaded && detail.info.version != m_info.version;
    if (keepWritten && newer) {
        m_newest = detail.info.version;
        m_bar->show(InfoBar::Warning,
                    tr("%1 has stored version %2 meanwhile. What you write is made from version %3; when you save it, "
                       "you see both.")
                        .arg(toText(detail.info.author))
                        .arg(detail.info.version)
                        .arg(m_info.version),
                    tr("Discard mine"), true);
        m_live->setPolicy(m_policy, detail.document);
        return;
    }
    const bool same = m_loaded && !newer && detail.document == m_stored;
    m_info = detail.info;
    m_newest = detail.info.version;
    m_stored = detail.document;
    if (!same || !keepWritten) {
        m_editor->open(m_stored);
    }
    m_bar->hide();
    m_versions->setPolicy(m_policy);
    showContent();
    Q_EMIT changed();
}

void PolicyPane::showContent() {
    m_loaded = true;
    m_live->setPolicy(m_policy, m_stored);
    showHead();
    updateActions();
    m_stack->showContent();
}

void PolicyPane::follow(std::int64_t version) {
    if (m_loaded && !m_fresh && version != m_newest) {
        load(true);
    }
}

void PolicyPane::refresh() {
    load(true);
    if (m_live->isVisible()) {
        m_live->refresh();
    }
    m_versions->refresh();
    m_editor->check();
}

void PolicyPane::showHead() {
    setTitle(m_policy.isEmpty() ? tr("Policy") : cutText(toUtf8(m_policy), kLongestWord));
    const bool written = isChanged();
    m_version->setVisible(m_loaded);
    m_version->setText(m_fresh   ? tr("Not saved")
                       : written ? tr("Changed")
                                 : tr("Version %1").arg(m_info.version),
                       m_fresh || written ? Pill::Attention : Pill::Badge);
    m_about->setVisible(m_loaded);
    const QString comment =
        m_info.comment.empty() ? QString() : tr(" · “%1”").arg(cutText(m_info.comment, kShownTitle));
    m_about->setText(m_fresh ? tr("It is stored, and counts, when you save it.")
                             : tr("Version %1 · %2 · %3%4")
                                   .arg(m_info.version)
                                   .arg(toText(m_info.author), formatAge(m_info.at, Clock::now()), comment));
}

QString PolicyPane::obstacle() const {
    return m_policy.isEmpty() ? tr("Select a policy first.")
           : !m_loaded        ? tr("The policy is being read.")
                              : m_session->obstacle(api::PutPolicy::kInfo.name);
}

void PolicyPane::updateActions() {
    const auto enable = [](QAction* action, const QString& what, const QString& why) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    const QString why = obstacle();
    const bool written = isChanged();
    enable(m_save, tr("Store what is written as a new version."),
           !why.isEmpty()          ? why
           : !written              ? tr("Nothing is changed.")
           : !m_editor->document() ? tr("What is written is no JSON.")
                                   : QString());
    enable(m_discard, tr("Go back to what is stored."), written ? QString() : tr("Nothing is changed."));
    m_save->setProperty("command", tr("Save %1…").arg(m_policy));
    const QString noWriting = m_session->obstacle(api::PutPolicy::kInfo.name);
    m_editor->setObstacle(noWriting);
    const QString both = !why.isEmpty() ? why : written ? tr("Save or discard what you write first.") : QString();
    m_live->setObstacle(both);
    m_versions->setObstacle(both);
    m_simulation->setObstacle(m_policy.isEmpty() ? why : m_session->unknownTo(api::SimulatePolicy::kInfo.name));
    m_simulation->setPolicy(m_fresh ? QString() : m_policy, document(), !written);
    for (auto* action : std::as_const(m_tabActions)) {
        enable(action, action->text(), m_policy.isEmpty() ? tr("Select a policy first.") : QString());
    }
}

void PolicyPane::save() {
    const auto document = m_editor->document();
    if (m_dialog || !m_save->isEnabled() || !document) {
        return;
    }
    PolicySaveDialog::Task task;
    task.policy = m_policy;
    task.before = m_stored;
    task.after = *document;
    task.replaces = m_info.version;
    task.title = m_fresh ? tr("Save the new policy %1").arg(m_policy) : tr("Save %1").arg(m_policy);
    task.act = tr("Save");
    m_dialog = new PolicySaveDialog(m_session, std::move(task), window());
    connect(m_dialog, &PolicySaveDialog::saved, this, [this, document](const api::PolicyReply& reply) {
        m_stored = *document;
        m_editor->setStored(m_stored);
        m_info = reply.policy;
        stored(reply, tr("%1 is saved as version %2.").arg(m_policy).arg(reply.policy.version));
    });
    connect(m_dialog, &PolicySaveDialog::refused, this, [this](const api::Error& error) {
        setTab(EditTab);
        m_editor->showRefusal(error);
        m_bar->show(InfoBar::Error, toText(error.message));
    });
    m_dialog->open();
}

/// The version that counts now is ours: nobody has to be asked or warned of it.
void PolicyPane::stored(const api::PolicyReply& reply, const QString& what) {
    m_fresh = false;
    m_newest = reply.policy.version;
    m_bar->hide();
    m_versions->setPolicy(m_policy);
    showContent();
    Q_EMIT changed();
    Q_EMIT saved(m_policy, what);
}

void PolicyPane::discard() {
    if (m_fresh) {
        showPolicy({});
        Q_EMIT changed();
        return;
    }
    m_bar->hide();
    m_editor->open(m_stored);
    showHead();
    updateActions();
    Q_EMIT changed();
    follow(0);  // somebody may have stored another one meanwhile
}

}  // namespace beamline::ui
