// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/welcome/welcome_card.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include "ui/widgets/key_font.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kWelcomeCardWidth = 220;  // narrowest
constexpr int kWelcomeIcon = 20;
constexpr int kSentence = int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap;

QFontMetrics metricsOf(TextRole role) {
    return QFontMetrics(Theme::current().font(role));
}
}  // namespace

WelcomeCard::WelcomeCard(const QString& icon, QWidget* parent) : QAbstractButton(parent), m_icon(icon) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void WelcomeCard::show(const QString& title, const QString& sentence, const QString& key) {
    if (title == m_title && sentence == m_sentence && key == m_key) {
        return;
    }
    m_title = title;
    m_sentence = sentence;
    m_key = key;
    setAccessibleName(title);
    setAccessibleDescription(key.isEmpty() ? sentence : tr("%1 Key: %2").arg(sentence, key));
    updateGeometry();
    update();
}

QSize WelcomeCard::sizeHint() const {
    return {kWelcomeCardWidth, heightForWidth(kWelcomeCardWidth)};
}

QSize WelcomeCard::minimumSizeHint() const {
    return sizeHint();
}

int WelcomeCard::heightForWidth(int width) const {
    const QRect room(0, 0, width - 2 * space::k16, QWIDGETSIZE_MAX);
    return 2 * space::k16 + kWelcomeIcon + space::k8 +
           metricsOf(TextRole::Strong).boundingRect(room, kSentence, m_title).height() + space::k4 +
           metricsOf(TextRole::Body).boundingRect(room, kSentence, m_sentence).height();
}

void WelcomeCard::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hot = isEnabled() && underMouse();
    painter.setPen(QPen(hot ? t.accent : t.border, theme.line()));
    painter.setBrush(isDown() ? t.raised : t.surface);
    painter.drawRoundedRect(theme.frame(rect()), space::kRadius, space::kRadius);
    if (hasKeyboardFocus(*this)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, theme.ring()));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), space::kRadius - 2, space::kRadius - 2);
    }
    QRect room = rect().adjusted(space::k16, space::k16, -space::k16, -space::k16);
    const QRect head(room.left(), room.top(), room.width(), kWelcomeIcon);
    const QRect icon =
        QStyle::visualRect(layoutDirection(), head, QRect(head.topLeft(), QSize(kWelcomeIcon, kWelcomeIcon)));
    Icon::get(m_icon, isEnabled() ? Icon::Role::Accent : Icon::Role::Text3).paint(&painter, icon);
    if (!m_key.isEmpty()) {
        painter.setFont(keyFont(m_key));
        painter.setPen(t.text3);
        painter.drawText(head, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight | Qt::AlignVCenter)),
                         m_key);
    }
    room.setTop(head.bottom() + 1 + space::k8);
    const auto put = [&](TextRole role, const QColor& color, const QString& text) {
        painter.setFont(theme.font(role));
        painter.setPen(color);
        QRect taken;
        const auto side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignTop);
        painter.drawText(room, int(side) | Qt::TextWordWrap, text, &taken);
        room.setTop(taken.bottom() + 1 + space::k4);
    };
    put(TextRole::Strong, isEnabled() ? t.text : t.text3, m_title);
    put(TextRole::Body, isEnabled() ? t.text2 : t.text3, m_sentence);
}

void WelcomeCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

}  // namespace beamline::ui
