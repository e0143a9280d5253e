// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/nav_rail.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shell/connection_card.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

class NavButton : public QAbstractButton {
public:
    NavButton(const QString& icon, const QString& text, QWidget* parent) : QAbstractButton(parent), m_icon(icon) {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setFixedHeight(extent::kPlace);
        connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
    }
    void setBadge(qint64 count) {
        m_badge = count > 0 ? QLocale().toString(count) : QString();
        setAccessibleDescription(m_badge);
        update();
    }
    void setCompact(bool compact) {
        m_compact = compact;
        update();
    }
    /// With all of its text, and room for a badge.
    int wanted() const {
        return kTextLeft + QFontMetrics(Theme::current().font(TextRole::Strong)).horizontalAdvance(text()) + kTextRight;
    }
    void setKey(const QString& key) {
        m_key = key;
        describe();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        const Tokens& t = theme.tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isChecked() || (isEnabled() && underMouse())) {
            painter.setPen(isChecked() ? theme.edge(t.accent) : QPen(Qt::NoPen));
            painter.setBrush(isChecked() ? t.accentSoft : t.raised);
            painter.drawRoundedRect(theme.isHighContrast() ? theme.frame(rect()) : QRectF(rect()), space::kRadius,
                                    space::kRadius);
        }
        if (isChecked()) {  // without its colour, and without a text in the narrow rail
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.accent);
            painter.drawRoundedRect(inReading(painter, rect(), QRect(2, 8, 3, height() - 16)), 1.5, 1.5);
        }
        if (hasKeyboardFocus(*this)) {
            painter.setPen(QPen(t.accent, theme.ring()));
            painter.setBrush(Qt::NoBrush);
            const qreal inside = isChecked() && theme.isHighContrast() ? theme.line() + 2 : 1;
            painter.drawRoundedRect(QRectF(rect()).adjusted(inside, inside, -inside, -inside), space::kRadius,
                                    space::kRadius);
        }
        painter.setOpacity(isEnabled() ? 1 : 0.5);
        const int left = m_compact ? (width() - 18) / 2 : 9;
        Icon::get(m_icon, isChecked() ? Icon::Role::Text : Icon::Role::Text2)
            .paint(&painter, inReading(painter, rect(), QRect(left, (height() - 18) / 2, 18, 18)));
        if (!m_compact) {
            painter.setPen(isChecked() ? t.text : t.text2);
            painter.setFont(Theme::current().font(isChecked() ? TextRole::Strong : TextRole::Body));
            const QRect room = inReading(painter, rect(), rect().adjusted(kTextLeft, 0, -kTextRight, 0));
            painter.drawText(room, int(Qt::AlignLeft | Qt::AlignVCenter),
                             painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
        }
        if (!m_badge.isEmpty()) {
            paintBadge(painter);
        }
    }

private:
    static constexpr int kTextLeft = 36;
    static constexpr int kTextRight = 40;

    /// Pointed at it says all of its text and its key.
    void describe() { setToolTip(m_key.isEmpty() ? text() : QStringLiteral("%1 (%2)").arg(text(), m_key)); }

    void paintBadge(QPainter& painter) const {
        const Tokens& t = Theme::current().tokens();
        QFont font = Theme::current().font(TextRole::Small);
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const int wide = qMax(20, painter.fontMetrics().horizontalAdvance(m_badge) + 12);
        const QRect box = m_compact ? QRect(width() - wide, 0, wide, extent::kBadge)
                                    : QRect(width() - wide - 10, (height() - extent::kBadge) / 2, wide, extent::kBadge);
        const QRect at = inReading(painter, rect(), box);
        painter.setPen(Theme::current().edge(t.waiting));
        painter.setBrush(t.waitingSoft);
        painter.drawRoundedRect(at, extent::kBadge / 2.0, extent::kBadge / 2.0);
        painter.setPen(t.waiting);
        painter.drawText(at, int(Qt::AlignCenter), m_badge);
    }

    QString m_icon;
    QString m_badge;
    QString m_key;
    bool m_compact = false;
};

NavRail::NavRail(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k8, space::k12, space::k8 + 1, space::k12);
    column->setSpacing(space::k2);
    m_brand = new QLabel(QStringLiteral("Beamline"), this);
    m_brand->setFont(Theme::current().font(TextRole::Heading));
    m_brand->setContentsMargins(space::k8, 0, 0, space::k12);
    column->addWidget(m_brand);
    m_places = new QVBoxLayout;
    m_places->setSpacing(space::k2);
    column->addLayout(m_places);
    column->addStretch(1);
    m_bottom = new QVBoxLayout;
    m_bottom->setContentsMargins(0, 0, 0, space::k8);
    column->addLayout(m_bottom);

    m_card = new ConnectionCard(this);
    m_card->hide();  // until it is known which
    column->addWidget(m_card);
    fit();
    setAccessibleName(tr("Navigation"));
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void NavRail::addPlace(const QString& place, const QString& icon, const QString& text, bool always, bool bottom) {
    if (always) {
        m_always << place;
    }
    auto* button = new NavButton(icon, text, this);
    m_group->addButton(button);
    (bottom ? m_bottom : m_places)->addWidget(button);
    m_buttons.insert(place, button);
    connect(button, &QAbstractButton::clicked, this, [this, place] { Q_EMIT chosen(place); });
    fit();
}

/// As wide as the longest text, within limits; what is longer is cut and said in its tool tip.
void NavRail::fit() {
    const int around = layout()->contentsMargins().left() + layout()->contentsMargins().right();
    int wide = extent::kNavigation;
    for (const auto* button : std::as_const(m_buttons)) {
        wide = std::max(wide, button->wanted() + around);
    }
    setFixedWidth(m_compact ? extent::kNarrowNavigation : std::min(wide, kWidest));
}

void NavRail::setKey(const QString& place, const QString& key) {
    if (auto* button = m_buttons.value(place)) {
        button->setKey(key);
    }
}

void NavRail::setCurrent(const QString& place) {
    if (auto* button = m_buttons.value(place)) {
        button->setChecked(true);
    } else if (auto* marked = m_group->checkedButton()) {
        m_group->setExclusive(false);
        marked->setChecked(false);
        m_group->setExclusive(true);
    }
}

void NavRail::setPlaceShown(const QString& place, bool shown) {
    if (auto* button = m_buttons.value(place)) {
        button->setVisible(shown);
    }
}

void NavRail::setBadge(const QString& place, qint64 count) {
    if (auto* button = m_buttons.value(place)) {
        button->setBadge(count);
    }
}

void NavRail::setPlacesEnabled(bool enabled) {
    for (auto one = m_buttons.cbegin(); one != m_buttons.cend(); ++one) {
        one.value()->setEnabled(enabled || m_always.contains(one.key()));
    }
}

void NavRail::setCompact(bool compact) {
    m_compact = compact;
    fit();
    m_brand->setVisible(!compact);
    m_card->setCompact(compact);
    for (auto* button : std::as_const(m_buttons)) {
        button->setCompact(compact);
    }
}

void NavRail::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.fillRect(inReading(painter, rect(), QRect(width() - 1, 0, 1, height())), t.border);
}

}  // namespace beamline::ui
