// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/info_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "ui/models/formatting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

InfoBar::InfoBar(QWidget* parent) : QFrame(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::k12, space::k4, space::k8, space::k4);
    row->setSpacing(space::k8);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action = new Button(QString(), Button::Secondary, this);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(Icon::get(QStringLiteral("close")));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    setMinimumHeight(extent::kInfoBar);
    connect(m_action, &QPushButton::clicked, this, &InfoBar::actionClicked);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        showIcon();
        update();
    });
    hide();
}

void InfoBar::showIcon() {
    const auto role = m_tone == Error     ? Icon::Role::Faulted
                      : m_tone == Warning ? Icon::Role::Waiting
                                          : Icon::Role::Accent;
    const auto name = m_tone == Error     ? QStringLiteral("error")
                      : m_tone == Warning ? QStringLiteral("warning")
                                          : QStringLiteral("info");
    m_icon->setPixmap(Icon::get(name, role).pixmap(QSize(18, 18), devicePixelRatioF()));
}

void InfoBar::show(Tone tone, const QString& text, const QString& action, bool closable) {
    const bool news = isHidden() || text != m_said;
    m_tone = tone;
    showIcon();
    m_said = text;
    m_text->setText(breakable(cutText(toUtf8(text), kShownText)));
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(closable);
    setAccessibleName(cutText(toUtf8(text), kShownText));
    QFrame::show();
    update();
    if (news && tone == Error) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

QString InfoBar::text() const {
    return m_said;
}

void InfoBar::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_tone == Error     ? t.faulted
                        : m_tone == Warning ? t.waiting
                                            : t.accent,
                        Theme::current().line()));
    painter.setBrush(m_tone == Error ? t.faultedSoft : m_tone == Warning ? t.waitingSoft : t.accentSoft);
    painter.drawRoundedRect(Theme::current().frame(rect()), space::kRadius, space::kRadius);
}

}  // namespace beamline::ui
