// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/pipeline_save_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/pipeline_draft.h"
#include "ui/models/problem_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

PipelineSaveDialog::PipelineSaveDialog(EngineSession* session, PipelineDraft* draft, QWidget* parent)
    : QDialog(parent), m_session(session), m_draft(draft) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    build();
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_bar, &InfoBar::actionClicked, this, [this] { save(true); });
    connect(draft, &PipelineDraft::checked, this, &PipelineSaveDialog::judge);
    connect(draft, &PipelineDraft::stateChanged, this, &PipelineSaveDialog::judge);
    connect(draft, &PipelineDraft::saved, this, &QDialog::accept);
    connect(draft, &PipelineDraft::refused, this, [this](const api::Error& error) {
        const bool stale = error.code == api::code::kStale;
        m_bar->show(stale ? InfoBar::Warning : InfoBar::Error,
                    stale ? tr("%1 Storing over it makes yours the newest version; theirs stays in the history.")
                                .arg(toText(error.message))
                          : errorWithProblems(error),
                    stale ? tr("Store over it") : QString(), false);
    });
    connect(session, &EngineSession::healthChanged, this, &PipelineSaveDialog::judge);
    judge();
    m_comment->setFocus();
}

void PipelineSaveDialog::build() {
    const QString policy = cutText(m_draft->policy(), kShownTitle);
    setWindowTitle(tr("Save the pipeline of %1").arg(policy));
    auto* title = new QLabel(windowTitle(), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setFont(Theme::current().font(TextRole::Heading));
    auto* note = new QLabel(tr("Version %1 comes after version %2, and counts from the next request. Earlier versions "
                               "stay and can be put back.")
                                .arg(m_draft->version() + 1)
                                .arg(m_draft->version()),
                            this);
    note->setWordWrap(true);
    note->setProperty("muted", true);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("pipeline.refusal"));
    m_bar->hide();
    m_comment = new QLineEdit(this);
    m_comment->setObjectName(QStringLiteral("pipeline.comment"));
    m_comment->setMaxLength(static_cast<int>(kShownTitle));
    m_comment->setPlaceholderText(tr("What was changed, and why"));
    auto* label = new QLabel(tr("Comment"), this);
    label->setBuddy(m_comment);
    m_comment->setAccessibleName(tr("Comment"));
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    cancel->setAutoDefault(false);
    m_save = new Button(tr("Save"), Button::Primary, this);
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k8);
    column->addWidget(title);
    column->addWidget(note);
    column->addWidget(m_bar);
    column->addSpacing(space::k4);
    column->addWidget(label);
    column->addWidget(m_comment);
    column->addStretch(1);
    column->addSpacing(space::k8);
    column->addLayout(buttons);
    setMinimumWidth(2 * extent::kDetailPane);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void PipelineSaveDialog::judge() {
    const auto& problems = m_draft->check().problems;
    const bool wrong = std::any_of(problems.begin(), problems.end(),
                                   [](const api::Problem& one) { return one.severity == api::Severity::error; });
    const QString away = m_session->obstacle(api::PutPolicy::kInfo.name);
    const QString why = m_draft->isSaving() ? tr("The engine is being asked…")
                        : !away.isEmpty()   ? away
                        : wrong             ? tr("Mend what is marked first.")
                                            : QString();
    m_save->setEnabled(why.isEmpty());
    m_save->setToolTip(why);
}

void PipelineSaveDialog::save(bool overwrite) {
    if (m_save->isEnabled()) {
        m_bar->hide();
        m_draft->save(m_comment->text(), overwrite);
    }
}

}  // namespace beamline::ui
