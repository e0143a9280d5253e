// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/connection_band.h"

#include <QPainter>

#include "ui/models/formatting.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kLine = 3;
}  // namespace

ConnectionBand::ConnectionBand(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("connection.band"));
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
    hide();
}

void ConnectionBand::show(const ConnectionProfile& profile) {
    m_profile = profile;
    const QString name = cutText(profile.name, qsizetype(ConnectionProfile::kMaxName));
    m_text = !profile.production ? (profile.readOnly ? tr("Looking only: %1").arg(name) : QString())
             : profile.readOnly  ? tr("PRODUCTION · %1 · looking only").arg(name)
                                 : tr("PRODUCTION · %1").arg(name);
    setAccessibleName(m_text);
    setFixedHeight(m_text.isEmpty() ? kLine : extent::kBand);
    setVisible(!m_text.isEmpty() || shownColor(profile) != ConnectionColor::none);
    update();
}

void ConnectionBand::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    const ConnectionColor color = shownColor(m_profile);
    const QColor ink = color == ConnectionColor::none ? t.text2 : connectionColor(color);
    QPainter painter(this);
    if (m_text.isEmpty()) {
        painter.fillRect(rect(), ink);
        return;
    }
    painter.fillRect(rect(), connectionSoft(color));
    painter.fillRect(QRect(0, 0, width(), kLine), ink);
    painter.setFont(Theme::current().font(TextRole::Strong));
    painter.setPen(ink);
    painter.drawText(rect().adjusted(0, kLine, 0, 0), Qt::AlignCenter, m_text);
}

}  // namespace beamline::ui
