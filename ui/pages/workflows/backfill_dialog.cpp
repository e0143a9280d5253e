// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/backfill_dialog.h"

#include <QDateTime>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/schedule_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr QSize kBackfillSize(460, 280);
constexpr qint64 kFirstSpanMs = 24LL * 3600 * 1000;
QString format() {
    return QStringLiteral("yyyy-MM-dd HH:mm");
}
QString written(api::Timestamp at) {
    return QDateTime::fromMSecsSinceEpoch(at).toString(format());
}
}  // namespace

BackfillDialog::BackfillDialog(EngineSession* session, const api::Schedule& schedule, QWidget* parent)
    : QDialog(parent), m_session(session), m_schedule(schedule) {
    setWindowTitle(tr("Back-fill %1").arg(toText(schedule.workflow)));
    setModal(true);
    resize(kBackfillSize);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    auto* about = new QLabel(tr("Starts the runs that lay between two times and were not started, both times "
                                "included. A start that had its run is left out."),
                             this);
    about->setWordWrap(true);
    m_bar = new InfoBar(this);
    m_bar->hide();
    m_from = new QLineEdit(written(Clock::now() - kFirstSpanMs), this);
    m_to = new QLineEdit(written(Clock::now()), this);
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("To"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::k12);
    form->setVerticalSpacing(space::k8);
    form->addRow(tr("From"), m_from);
    form->addRow(tr("To"), m_to);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("ticks"));
    m_count->setWordWrap(true);
    m_count->setProperty("muted", true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    m_fill = new Button(tr("Back-fill"), Button::Primary, this);
    m_fill->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_fill);
    column->addWidget(about);
    column->addWidget(m_bar);
    column->addLayout(form);
    column->addWidget(m_count);
    column->addStretch(1);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_fill, &QPushButton::clicked, this, &BackfillDialog::fill);
    connect(m_from, &QLineEdit::textChanged, this, &BackfillDialog::look);
    connect(m_to, &QLineEdit::textChanged, this, &BackfillDialog::look);
    look();
}

std::optional<api::Timestamp> BackfillDialog::timeIn(const QLineEdit& field) {
    QDateTime time = QDateTime::fromString(field.text().trimmed(), format());
    time = time.isValid() ? time : QDateTime::fromString(field.text().trimmed(), Qt::ISODate);
    return time.isValid() ? std::optional<api::Timestamp>(time.toMSecsSinceEpoch()) : std::nullopt;
}

void BackfillDialog::look() {
    const auto from = timeIn(*m_from);
    const auto to = timeIn(*m_to);
    const bool ordered = from && to && *from <= *to && *to <= Clock::now();
    m_fill->setEnabled(ordered);
    if (!from || !to) {
        m_count->setText(tr("Write times as 2026-01-31 08:00."));
    } else if (!ordered) {
        m_count->setText(*from > *to ? tr("“From” is later than “To”.") : tr("“To” lies in the future."));
    } else if (const auto ticks = ticksBetween(m_schedule, *from, *to)) {
        const int count = static_cast<int>(std::min<qint64>(ticks->count, std::numeric_limits<int>::max()));
        m_count->setText(ticks->exact
                             ? tr("At most %n run(s) will be started.", nullptr, count)
                             : tr("About %n run(s) will be started, judged by the coming ones.", nullptr, count));
    } else {
        m_count->setText(tr("How many runs this starts is not known before."));
    }
}

void BackfillDialog::fill() {
    const auto from = timeIn(*m_from);
    const auto to = timeIn(*m_to);
    if (!from || !to) {
        return;
    }
    m_bar->hide();
    m_fill->setEnabled(false);
    m_session->call<api::ControlSchedule>(
        {m_schedule.ns, m_schedule.workflow, api::ScheduleAction::backfill, *from, *to}, this,
        [this](api::Result<api::ScheduleReply> reply) {
            m_fill->setEnabled(true);
            if (!reply.ok()) {
                m_bar->show(InfoBar::Error, toText(reply.error().message));
                return;
            }
            Q_EMIT filled(static_cast<int>(reply->runs.size()));
            accept();
        });
}

}  // namespace beamline::ui
