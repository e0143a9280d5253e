// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/job_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "ui/models/formatting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

JobBar::JobBar(QWidget* parent) : QFrame(parent) {
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(space::k12, space::k4, space::k8, space::k4);
    m_row->setSpacing(space::k8);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_bar = new QWidget(this);
    m_bar->setFixedWidth(extent::kDetailPane / 2);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(Icon::get(QStringLiteral("close")));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    m_row->addWidget(m_text, 1);
    m_row->addWidget(m_bar);
    m_row->addWidget(m_close);
    setMinimumHeight(extent::kInfoBar);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
    hide();
}

void JobBar::addButton(QWidget* button) {
    m_row->insertWidget(m_row->count() - 1, button);
}

void JobBar::setClosable(bool closable) {
    m_close->setVisible(closable);
}

void JobBar::show(const QString& text, double share, api::Phase phase) {
    m_share = share;
    m_phase = phase;
    m_text->setText(breakable(cutText(toUtf8(text), kShownText)));
    setAccessibleName(text);
    m_bar->setVisible(share >= 0);
    QFrame::show();
    update();
}

QString JobBar::text() const {
    return accessibleName();
}

void JobBar::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.border);
    painter.setBrush(t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::kRadius, space::kRadius);
    if (m_bar->isVisible()) {
        paintBar(painter, m_bar->geometry(), m_share, Theme::current().phaseColor(m_phase));
    }
}

}  // namespace beamline::ui
