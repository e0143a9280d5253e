// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/status_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

#include "ui/models/formatting.h"
#include "ui/shell/tenant_switch.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

QToolButton* flat(const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setProperty("bare", true);
    return button;
}
}  // namespace

StatusLine::StatusLine(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    constexpr int kEdge = 14;
    row->setContentsMargins(kEdge, 1, kEdge, 0);
    row->addSpacing(extent::kDot + space::k8);  // the dot, on either side
    row->setSpacing(space::k16 + space::k4);
    m_engine = new QLabel(this);
    m_profile = new QLabel(this);
    m_profile->setTextFormat(Qt::PlainText);
    m_profile->hide();
    m_tenant = new TenantSwitch(this);
    m_rate = new QLabel(this);
    m_queue = new QLabel(this);
    for (QLabel* label : {m_engine, m_profile, m_rate, m_queue}) {
        label->setProperty("muted", true);
    }
    m_commands = flat(tr("commands"), this);
    m_commands->setObjectName(QStringLiteral("status.commands"));
    m_problems = flat(tr("No problems"), this);
    m_problems->setObjectName(QStringLiteral("status.problems"));
    row->addWidget(m_engine);
    row->addWidget(m_profile);
    row->addWidget(m_tenant);
    row->addWidget(m_rate);
    row->addWidget(m_queue);
    row->addStretch(1);
    row->addWidget(m_commands);
    row->addWidget(m_problems);
    setFixedHeight(extent::kStatusBar);
    connect(m_problems, &QToolButton::clicked, this, &StatusLine::problemsClicked);
    connect(m_commands, &QToolButton::clicked, this, &StatusLine::commandsClicked);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
    setText(tr("Engine starting"), api::HealthState::starting);
}

QString StatusLine::stateText(api::HealthState state) {
    switch (state) {
        case api::HealthState::starting:
            return tr("Engine starting");
        case api::HealthState::healthy:
            return tr("Engine healthy");
        case api::HealthState::degraded:
            return tr("Engine degraded");
        case api::HealthState::refusing:
            return tr("Engine accepts no changes");
        case api::HealthState::stopping:
            return tr("Engine stopping");
        case api::HealthState::stopped:
            return tr("Engine stopped");
        case api::HealthState::unreachable:
            return tr("Engine unreachable");
    }
    return tr("Engine in an unknown state");
}

void StatusLine::setHealth(const api::Health& health, const QString& said) {
    setText(said.isEmpty() ? stateText(health.state) : said, health.state);
    int queued = 0;
    QStringList pools;
    for (const auto& pool : health.pools) {
        queued += pool.queued;
        pools += tr("%1: %2 of %n thread(s) busy, %3 of %4 queued", nullptr, pool.threads)
                     .arg(toText(pool.name))
                     .arg(pool.busy)
                     .arg(pool.queued)
                     .arg(pool.capacity);
    }
    const QLocale locale;
    const double rate = health.tasksPerSecond;
    m_rate->setText(tr("%1 tasks/s")
                        .arg(rate > 0 && rate < 10 ? locale.toString(rate, 'f', 1)
                                                   : locale.toString(static_cast<qlonglong>(rate + 0.5))));
    m_queue->setText(tr("queue %1").arg(locale.toString(queued)));
    m_queue->setToolTip(pools.join(QLatin1Char('\n')));
    m_rate->setVisible(said.isEmpty());  // of an engine that does not answer they are old
    m_queue->setVisible(said.isEmpty());
    m_problems->show();
}

void StatusLine::setText(const QString& text, api::HealthState state) {
    m_state = state;
    m_engine->setText(text);
    m_rate->hide();
    m_queue->hide();
    m_problems->hide();  // without an engine there is nobody who could have some
    update();
}

void StatusLine::setProfile(const QString& text) {
    m_profile->setText(text);
    m_profile->setVisible(!text.isEmpty());
}

void StatusLine::setProblems(int count) {
    m_problems->setText(count == 0 ? tr("No problems") : tr("%n problem(s)", nullptr, count));
    m_problems->setAccessibleName(m_problems->text());
}

void StatusLine::setCommandsKey(const QString& key) {
    m_commands->setText(key.isEmpty() ? tr("commands") : tr("%1 commands").arg(key));
    m_commands->setAccessibleName(m_commands->text());
}

void StatusLine::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.fillRect(QRect(0, 0, width(), 1), t.border);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().healthColor(m_state));
    const QRect dot(14, (height() - extent::kDot) / 2, extent::kDot, extent::kDot);
    painter.drawEllipse(QRectF(inReading(painter, rect(), dot)).translated(0, 0.5));
}

}  // namespace beamline::ui
