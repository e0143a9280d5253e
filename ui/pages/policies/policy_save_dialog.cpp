// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_save_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/text_diff.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kMaxComment = 500;
}

PolicySaveDialog::PolicySaveDialog(EngineSession* session, Task task, QWidget* parent)
    : QDialog(parent), m_session(session), m_task(std::move(task)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    build();
    showDiff();
    updateSave();
    connect(m_session, &EngineSession::healthChanged, this, &PolicySaveDialog::updateSave);
    m_comment->setFocus();
    m_comment->selectAll();
}

void PolicySaveDialog::build() {
    setWindowTitle(m_task.title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(breakable(m_task.title), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setFont(Theme::current().font(TextRole::Heading));
    m_counts = new QLabel(this);
    m_counts->setProperty("muted", true);
    head->addWidget(title, 1);
    head->addWidget(m_counts);
    m_bar = new InfoBar(this);
    m_diff = new DiffView(this);
    m_diff->setAccessibleName(tr("What differs"));
    m_stack = new ContentStack(m_diff, this);
    auto* label = new QLabel(tr("Comment"), this);
    m_comment = new QLineEdit(m_task.comment, this);
    m_comment->setObjectName(QStringLiteral("policy.comment"));
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setPlaceholderText(tr("What changes, and why: it is kept with the version"));
    m_comment->setMinimumHeight(space::kControl);
    m_comment->setMaxLength(kMaxComment);
    label->setBuddy(m_comment);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    cancel->setAutoDefault(false);
    m_save = new Button(m_task.act, Button::Primary, this);
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    column->addLayout(head);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    column->addWidget(label);
    column->addWidget(m_comment);
    column->addLayout(buttons);
    const QSize room = parentWidget() ? parentWidget()->window()->size() : QSize(1000, 700);
    resize(room * 3 / 4);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &PolicySaveDialog::save);
    connect(m_bar, &InfoBar::actionClicked, this, &PolicySaveDialog::compare);
}

void PolicySaveDialog::showDiff() {
    const QString after = prettyJson(m_task.after);
    const TextDiff diff = diffOf(m_task.before.is_null() ? QString() : prettyJson(m_task.before), after);
    m_counts->setText(linesText(diff));
    if (diff.added + diff.removed == 0) {
        m_stack->showEmpty(QStringLiteral("check"), tr("The same document"), tr("It differs in nothing."));
        return;
    }
    m_diff->setDiff(diff);
    m_stack->showContent();
}

void PolicySaveDialog::updateSave() {
    const QString why = m_session->obstacle(api::PutPolicy::kInfo.name);
    const QString reason = m_saving         ? tr("The engine is being asked…")
                           : !why.isEmpty() ? why
                           : m_stale        ? tr("Compare with the version that came meanwhile first.")
                                            : QString();
    m_save->setEnabled(reason.isEmpty());
    m_save->setToolTip(reason);
}

void PolicySaveDialog::save() {
    if (!m_save->isEnabled()) {
        return;
    }
    m_saving = true;
    updateSave();
    api::PutPolicy op{toUtf8(m_task.policy), m_task.after, toUtf8(m_comment->text().trimmed()), m_task.replaces};
    m_session->call<api::PutPolicy>(std::move(op), this, [this](const api::Result<api::PolicyReply>& reply) {
        m_saving = false;
        updateSave();
        if (!reply.ok()) {
            failed(reply.error());
            return;
        }
        accept();
        Q_EMIT saved(reply.value());
    });
}

void PolicySaveDialog::failed(const api::Error& error) {
    if (error.code == api::code::kInvalidDefinition) {
        reject();
        Q_EMIT refused(error);
    } else if (error.code == api::code::kStale) {
        m_bar->show(InfoBar::Warning, toText(error.message), {}, false);
        askWho();
    } else {
        m_bar->show(InfoBar::Error, toText(error.message));
    }
}

void PolicySaveDialog::askWho() {
    m_stale = true;
    m_other.reset();
    updateSave();
    m_session->call<api::GetPolicy>(
        {toUtf8(m_task.policy), 0}, this, [this](const api::Result<api::PolicyDetail>& reply) {
            if (!reply.ok() && reply.error().code != api::code::kNotFound) {
                m_bar->show(InfoBar::Error, toText(reply.error().message), tr("Compare"), false);
                return;
            }
            m_other = reply.ok() ? *reply : api::PolicyDetail();
            const auto& info = m_other->info;
            const QString comment =
                info.comment.empty() ? QString() : tr(": “%1”").arg(cutText(info.comment, kShownTitle));
            m_bar->show(InfoBar::Warning,
                        reply.ok() ? tr("Not saved: %1 stored version %2 %3%4.")
                                         .arg(toText(info.author))
                                         .arg(info.version)
                                         .arg(formatAge(info.at, Clock::now()), comment)
                                   : tr("Not saved: somebody has removed %1 meanwhile.").arg(m_task.policy),
                        tr("Compare"), false);
        });
}

/// From now on it replaces what is there.
void PolicySaveDialog::compare() {
    if (!m_other) {  // who it was is not known yet
        askWho();
        return;
    }
    m_stale = false;
    m_task.before = m_other->document;
    m_task.replaces = m_other->info.version;
    m_save->setText(m_other->info.version > 0 ? tr("Save over version %1").arg(m_other->info.version)
                                              : tr("Save as a new one"));
    m_bar->show(InfoBar::Info, tr("This is what would become of it. Cancel to take over the other's changes by hand."),
                {}, false);
    showDiff();
    updateSave();
    m_comment->setFocus();
}

}  // namespace beamline::ui
