// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/connection_card.h"

#include <QPainter>

#include "ui/widgets/cell_painting.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kStrip = 4;
constexpr int kHeight = 48;
}  // namespace

ConnectionCard::ConnectionCard(QWidget* parent) : QAbstractButton(parent) {
    setObjectName(QStringLiteral("connection.card"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(kHeight);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void ConnectionCard::show(const ConnectionProfile& profile, const QString& name, const QString& text) {
    m_profile = profile;
    m_name = name;
    m_line = text;
    describe();
}

void ConnectionCard::setState(const ConnectionState& state) {
    m_state = state;
    describe();
}

void ConnectionCard::setSwitchable(bool switchable) {
    m_switchable = switchable;
    setFocusPolicy(switchable ? Qt::StrongFocus : Qt::NoFocus);
    update();
}

void ConnectionCard::setCompact(bool compact) {
    m_compact = compact;
    update();
}

QSize ConnectionCard::sizeHint() const {
    return {extent::kNavigation - 2 * space::k8, kHeight};
}

QString ConnectionCard::line() const {
    if (m_state.phase != ConnectionPhase::Connected) {
        const bool never = m_state.phase == ConnectionPhase::Stale && m_state.asOf == 0;
        return never ? tr("cannot be reached") : connectionPhaseText(m_state.phase);
    }
    return m_profile.production ? tr("production") : m_line;
}

void ConnectionCard::describe() {
    setAccessibleName(tr("Connection: %1, %2").arg(m_name, line()));
    setText(m_name);
    update();
}

void ConnectionCard::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    const ConnectionColor color = shownColor(m_profile);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = Theme::current().frame(rect());
    painter.setPen(QPen(t.border, Theme::current().line()));
    painter.setBrush(m_switchable && underMouse() ? t.raised : t.surface);
    painter.drawRoundedRect(frame, space::kRadius, space::kRadius);
    if (hasKeyboardFocus(*this)) {
        painter.setPen(QPen(t.accent, Theme::current().ring()));
        painter.drawRoundedRect(frame.adjusted(2, 2, -2, -2), space::kRadius - 2, space::kRadius - 2);
    }
    if (color != ConnectionColor::none) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(connectionColor(color));
        painter.drawRoundedRect(inReading(painter, rect(), QRect(0, 6, kStrip, height() - 12)), 2, 2);
    }
    const QRect dot(m_compact ? (width() - extent::kDot) / 2 : width() - space::k16 - extent::kDot / 2,
                    m_compact ? (height() - extent::kDot) / 2 : space::k12 + 1, extent::kDot, extent::kDot);
    painter.setPen(Qt::NoPen);
    painter.setBrush(connectionPhaseColor(m_state.phase));
    painter.drawEllipse(inReading(painter, rect(), dot));
    if (m_compact) {
        return;
    }
    const QRect inner =
        inReading(painter, rect(),
                  rect().adjusted(space::k12, space::k8 - 2, -space::k12 - extent::kDot - space::k8, -space::k8));
    painter.setPen(t.text);
    painter.setFont(Theme::current().font(TextRole::Strong));
    painter.drawText(inner.adjusted(0, 0, 0, -inner.height() / 2), int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(m_name, Qt::ElideMiddle, inner.width()));
    painter.setFont(Theme::current().font(TextRole::Body));
    const bool well = m_state.phase == ConnectionPhase::Connected;
    painter.setPen(!well                  ? connectionPhaseColor(m_state.phase)
                   : m_profile.production ? connectionColor(color)
                                          : t.text3);
    painter.drawText(inner.adjusted(0, inner.height() / 2, 0, 0), int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(line(), Qt::ElideMiddle, inner.width()));
    if (m_switchable) {
        Icon::get(QStringLiteral("chevron-up"), Icon::Role::Text3)
            .paint(&painter,
                   inReading(painter, rect(), QRect(width() - space::k12 - 12, height() - space::k8 - 13, 14, 14)));
    }
}

}  // namespace beamline::ui
