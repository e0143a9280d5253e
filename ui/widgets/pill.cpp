// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/pill.h"

#include <QPainter>

#include "ui/models/formatting.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

Pill::Pill(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

Pill::Pill(const QString& text, Tone tone, QWidget* parent) : Pill(parent) {
    setText(text, tone);
}

void Pill::setText(const QString& text, Tone tone) {
    m_tone = tone;
    m_phase.reset();
    update(text);
}

void Pill::setPhase(api::Phase phase) {
    m_phase = phase;
    update(phaseText(phase));
}

void Pill::setRisk(api::Risk risk) {
    setText(riskText(risk), risk == api::Risk::high ? Bad : risk == api::Risk::medium ? Attention : Neutral);
}

void Pill::setDryRun() {
    setText(dryRunText(), DryRun);
    setToolTip(dryRunNote());
}

void Pill::update(const QString& text) {
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    QWidget::update();
}

QSize Pill::sizeHint() const {
    const QFont font = Theme::current().font(m_phase ? TextRole::Body : TextRole::Small);
    const QFontMetrics metrics(font);
    if (m_tone == DryRun && !m_phase) {
        return {dryRunWidth(), metrics.height() + 5};
    }
    const int width = metrics.horizontalAdvance(m_text) + (m_tone == Badge && !m_phase ? 12 : 16);
    return {m_phase ? width + space::kIcon + 8 : width, metrics.height() + (m_phase || m_tone == Badge ? 5 : 6)};
}

void Pill::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    QPainter painter(this);
    if (m_phase) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.edge(theme.phaseColor(*m_phase)));
        painter.setBrush(theme.phaseSoft(*m_phase));
        painter.drawRoundedRect(theme.isHighContrast() ? theme.frame(rect()) : QRectF(rect()), height() / 2.0,
                                height() / 2.0);
        const QRect icon(10, (height() - space::kIcon) / 2, space::kIcon, space::kIcon);
        Theme::phaseIcon(*m_phase).paint(&painter, inReading(painter, rect(), icon));
        painter.setPen(theme.phaseColor(*m_phase));
        painter.setFont(theme.font(TextRole::Body));
        painter.drawText(inReading(painter, rect(), rect().adjusted(14 + space::kIcon, 0, 0, 0)),
                         int(Qt::AlignLeft | Qt::AlignVCenter), m_text);
        return;
    }
    switch (m_tone) {
        case Badge:
            paintBadge(painter, rect(), m_text);
            break;
        case DryRun:
            paintDryRun(painter, rect());
            break;
        case Neutral:
            paintPill(painter, rect(), m_text, t.text2, t.raised);
            break;
        case Accent:
            paintPill(painter, rect(), m_text, t.accent, t.accentSoft);
            break;
        case Good:
            paintPill(painter, rect(), m_text, t.completed, t.completedSoft);
            break;
        case Attention:
            paintPill(painter, rect(), m_text, t.waiting, t.waitingSoft);
            break;
        case Bad:
            paintPill(painter, rect(), m_text, t.faulted, t.faultedSoft);
            break;
    }
}

}  // namespace beamline::ui
