// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/compared_run.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

ComparedRun::ComparedRun(const QString& letter, QWidget* parent) : Card(parent), m_letter(letter) {
    setAccessibleName(tr("Run %1").arg(letter));
    auto* holder = new QWidget(this);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(space::k16, space::k12, space::k12, space::k12);
    column->setSpacing(space::k4);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::k8);
    auto* mark = new Pill(letter, Pill::Accent, holder);
    m_name = new QLabel(holder);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setFont(Theme::current().font(TextRole::Strong));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_version = new Pill(holder);
    m_phase = new Pill(holder);
    m_dryRun = new Pill(holder);
    m_dryRun->setDryRun();
    m_open = new Button(tr("Open"), Button::Plain, holder);
    line->addWidget(mark);
    line->addWidget(m_name, 1);
    line->addWidget(m_version);
    line->addWidget(m_dryRun);
    line->addWidget(m_phase);
    line->addWidget(m_open);
    m_times = new QLabel(holder);
    m_times->setTextFormat(Qt::PlainText);
    m_times->setProperty("muted", true);
    m_times->setWordWrap(true);
    m_times->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addLayout(line);
    column->addWidget(m_times);
    addBody(holder, false, 0);
    connect(m_open, &QPushButton::clicked, this, &ComparedRun::openClicked);
}

void ComparedRun::showRun(const api::RunSummary& run, api::Timestamp until, const QString& difference) {
    const api::Timestamp from = run.startedAt != 0 ? run.startedAt : run.createdAt;
    m_workflow = cutText(run.workflow, kShownTitle);
    m_name->setToolTip(m_workflow);
    m_name->setAccessibleName(m_workflow);
    fitName();
    m_version->setText(toText(run.version), Pill::Badge);
    m_phase->setPhase(run.phase);
    m_dryRun->setVisible(isDryRun(run));
    const QString took = formatDuration((run.endedAt != 0 ? run.endedAt : until) - from);
    QStringList facts{toText(run.id), tr("started %1").arg(formatTime(from, Clock::now())),
                      run.endedAt != 0 ? tr("took %1").arg(took) : tr("for %1").arg(took)};
    if (!difference.isEmpty()) {
        facts.last() += QStringLiteral(" (%1)").arg(difference);
    }
    m_times->setText(facts.join(QStringLiteral(" · ")));
    m_times->setToolTip(formatExact(from));
    m_open->setAccessibleName(tr("Open run %1, %2").arg(m_letter, toText(run.id)));
    m_open->setToolTip(m_open->accessibleName());
}

void ComparedRun::fitName() {
    m_name->setText(m_name->fontMetrics().elidedText(m_workflow, Qt::ElideMiddle, m_name->width()));
}

void ComparedRun::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    fitName();
}

}  // namespace beamline::ui
