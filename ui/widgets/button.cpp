// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/button.h"

#include <QAction>
#include <QPainter>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kKeyPadding = 6;

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}
}  // namespace

Button::Button(const QString& text, Kind kind, QWidget* parent) : QPushButton(text, parent), m_kind(kind) {
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

Button::Button(QAction* action, Kind kind, QWidget* parent) : Button(QString(), kind, parent) {
    follow(*action);
    connect(action, &QAction::changed, this, [this, action] { follow(*action); });
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

void Button::follow(const QAction& action) {
    setText(plain(action.text()));
    setIcon(action.icon());
    setEnabled(action.isEnabled());
    setVisible(action.isVisible());
    setToolTip(action.toolTip() == action.iconText() ? QString() : action.toolTip());
    setAccessibleDescription(isEnabled() ? QString() : toolTip());  // why not
    const QString key = action.shortcut().toString(QKeySequence::NativeText);
    setKeyHint(key.size() <= 2 ? key : QString());
}

void Button::setKeyHint(const QString& key) {
    m_key = key;
    updateGeometry();
    update();
}

QSize Button::sizeHint() const {
    const QFont font = Theme::current().font(m_kind == Primary ? TextRole::Strong : TextRole::Body);
    int width = QFontMetrics(font).horizontalAdvance(plain(text()));
    if (!icon().isNull()) {
        width += space::kIcon + (text().isEmpty() ? 0 : space::k8);
    }
    if (!m_key.isEmpty()) {
        width += QFontMetrics(Theme::current().font(TextRole::MonoSmall)).horizontalAdvance(m_key) + 2 * kKeyPadding +
                 space::k8;
    }
    return {width + 2 * space::k12, space::kControl};
}

void Button::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const bool enabled = isEnabled();
    const bool hot = enabled && (underMouse() || isDown());
    QColor ground = m_kind == Primary ? t.accent : m_kind == Plain ? QColor(Qt::transparent) : t.surface;
    QColor ink = m_kind == Primary ? t.onAccent : m_kind == Danger ? t.faulted : t.text;
    if (!enabled) {
        ground = m_kind == Plain ? ground : t.raised;
        ink = t.text3;
    } else if (hot) {
        ground = m_kind == Primary ? (isDown() ? t.accent.darker(115) : t.accent.darker(106)) : t.raised;
    } else if (isChecked()) {
        ground = t.accentSoft;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = theme.frame(rect());
    painter.setBrush(ground);
    painter.setPen(QPen(m_kind == Secondary || m_kind == Danger || !enabled ? t.border : ground, theme.line()));
    painter.drawRoundedRect(frame, space::kRadius, space::kRadius);
    if (hasKeyboardFocus(*this)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_kind == Primary ? t.onAccent : t.accent, theme.ring()));
        painter.drawRoundedRect(frame.adjusted(2, 2, -2, -2), space::kRadius - 2, space::kRadius - 2);
    }
    painter.setFont(Theme::current().font(m_kind == Primary ? TextRole::Strong : TextRole::Body));
    int x = qMax((width() - sizeHint().width()) / 2, 0) + space::k12;
    if (!icon().isNull()) {
        icon().paint(&painter, QRect(x, (height() - space::kIcon) / 2, space::kIcon, space::kIcon), Qt::AlignCenter,
                     enabled ? QIcon::Normal : QIcon::Disabled);
        x += space::kIcon + space::k8;
    }
    painter.setPen(ink);
    const QString shown = plain(text());
    painter.drawText(QRect(x, 0, width() - x, height()), int(Qt::AlignLeft | Qt::AlignVCenter), shown);
    if (!m_key.isEmpty()) {
        x += painter.fontMetrics().horizontalAdvance(shown) + space::k8;
        const QFont font = Theme::current().font(TextRole::MonoSmall);
        const QRectF cap(x + 0.5, (height() - 17) / 2 + 0.5,
                         QFontMetrics(font).horizontalAdvance(m_key) + 2 * kKeyPadding - 2, 16);
        painter.setBrush(Qt::NoBrush);
        QColor line = m_kind == Primary ? t.onAccent : t.border;
        if (m_kind == Primary) {
            line.setAlphaF(0.5f);
        }
        painter.setPen(line);
        painter.drawRoundedRect(cap, 3, 3);
        painter.setFont(font);
        painter.setPen(m_kind == Primary ? ink : t.text2);
        painter.drawText(cap, int(Qt::AlignCenter), m_key);
    }
}

}  // namespace beamline::ui
