// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/tour_bubble.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kAround = 4;          // between what is shown and the edge of the hole
constexpr int kArrow = 14;          // between hole and bubble
constexpr double kDim = 0.5;        // of the shade
constexpr int kDarker = 300;        // than the window, per cent
constexpr double kBubbleFrame = 2;  // of bubble and hole

QLabel* wordsOf(TextRole role, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::current().font(role));
    return label;
}
}  // namespace

TourShade::TourShade(QWidget* window) : QWidget(window) {
    setObjectName(QStringLiteral("tour.shade"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void TourShade::show(const QRect& hole, const QRect& bubble) {
    const QRect wide = hole.isEmpty() ? QRect() : hole.adjusted(-kAround, -kAround, kAround, kAround) & rect();
    if (wide != m_hole || bubble != m_bubble) {
        m_hole = wide;
        m_bubble = bubble;
        update();
    }
}

/// From the side of the bubble that faces the hole; none where they lie over each other.
QPolygonF TourShade::arrow() const {
    if (m_hole.isEmpty() || m_hole.intersects(m_bubble)) {
        return {};
    }
    const bool beside = m_bubble.left() > m_hole.right() || m_bubble.right() < m_hole.left();
    const QRectF b(m_bubble);
    const QRectF h(m_hole);
    const auto between = [](double low, double high) { return (low + high) / 2; };
    if (beside) {
        const double y = between(std::max(b.top(), h.top()), std::min(b.bottom(), h.bottom()));
        const bool right = b.left() >= h.right();
        const double edge = right ? b.left() : b.right();
        return QPolygonF({{edge, y - kArrow}, {edge, y + kArrow}, {right ? h.right() : h.left(), y}});
    }
    const double x = between(std::max(b.left(), h.left()), std::min(b.right(), h.right()));
    const bool below = b.top() >= h.bottom();
    const double edge = below ? b.top() : b.bottom();
    return QPolygonF({{x - kArrow, edge}, {x + kArrow, edge}, {x, below ? h.bottom() : h.top()}});
}

void TourShade::paintEvent(QPaintEvent*) {
    if (m_hole.isEmpty()) {
        return;
    }
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath dim;
    dim.setFillRule(Qt::OddEvenFill);
    dim.addRect(rect());
    dim.addRoundedRect(m_hole, space::kRadius, space::kRadius);
    QColor ink = t.window.darker(kDarker);
    ink.setAlphaF(kDim);
    painter.fillPath(dim, ink);
    painter.setPen(QPen(t.accent, kBubbleFrame));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(m_hole).adjusted(1, 1, -1, -1), space::kRadius, space::kRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    painter.drawPolygon(arrow());
}

TourBubble::TourBubble(QWidget* window) : QFrame(window) {
    setObjectName(QStringLiteral("tour.bubble"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k16, space::k12, space::k16, space::k12);
    column->setSpacing(space::k8);
    m_count = wordsOf(TextRole::Small, this);
    m_count->setProperty("muted", true);
    m_title = wordsOf(TextRole::Heading, this);
    m_text = wordsOf(TextRole::Body, this);
    m_act = new Button(QString(), Button::Secondary, this);
    m_act->setObjectName(QStringLiteral("tour.act"));
    m_hint = wordsOf(TextRole::Small, this);
    m_hint->setProperty("muted", true);
    m_hint->setText(tr("Enter goes on, arrow keys back and forth, Esc ends, F6 goes to the page and back."));
    m_end = new Button(tr("End tour"), Button::Plain, this);
    m_end->setObjectName(QStringLiteral("tour.end"));
    m_back = new Button(tr("Back"), Button::Secondary, this);
    m_back->setObjectName(QStringLiteral("tour.back"));
    m_next = new Button(QString(), Button::Primary, this);
    m_next->setObjectName(QStringLiteral("tour.next"));
    auto* act = new QHBoxLayout;
    act->addWidget(m_act);
    act->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k8);
    row->addWidget(m_end);
    row->addStretch(1);
    row->addWidget(m_back);
    row->addWidget(m_next);
    column->addWidget(m_count);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(act);
    column->addWidget(m_hint);
    column->addLayout(row);
    for (Button* button : {m_act, m_end, m_back, m_next}) {
        button->installEventFilter(this);
    }
    connect(m_act, &QPushButton::clicked, this, &TourBubble::acted);
    connect(m_end, &QPushButton::clicked, this, &TourBubble::ended);
    connect(m_back, &QPushButton::clicked, this, &TourBubble::back);
    connect(m_next, &QPushButton::clicked, this, &TourBubble::next);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void TourBubble::say(const Words& words, bool news) {
    m_count->setText(tr("Step %1 of %2").arg(words.step + 1).arg(words.steps));
    m_title->setText(words.title);
    m_text->setText(words.text);
    m_act->setText(words.act);
    m_act->setVisible(!words.act.isEmpty());
    m_act->setEnabled(words.obstacle.isEmpty());
    m_act->setToolTip(words.obstacle);
    m_act->setAccessibleDescription(words.obstacle);
    m_back->setVisible(words.step > 0);
    m_next->setText(words.step + 1 == words.steps ? tr("Finish") : tr("Next"));
    setAccessibleName(QStringLiteral("%1: %2").arg(m_count->text(), words.title));
    setAccessibleDescription(words.text);
    m_next->setAccessibleDescription(text());  // is read with the button, which has the focus
    resize(kWidth, layout()->totalHeightForWidth(kWidth));
    if (news) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

QString TourBubble::text() const {
    return QStringLiteral("%1. %2").arg(accessibleName(), m_text->text());
}

void TourBubble::takeFocus() {
    m_next->setFocus(Qt::OtherFocusReason);
}

QRect TourBubble::placeBeside(const QRect& hole) const {
    const QRect room = parentWidget()->rect().adjusted(space::k12, space::k12, -space::k12, -space::k12);
    const auto within = [&](QPoint at) {
        return QRect(QPoint(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() + 1 - width())),
                            std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() + 1 - height()))),
                     size());
    };
    if (hole.isEmpty()) {
        return within(room.bottomRight());
    }
    const int gap = kAround + kArrow;
    const QPoint middle(hole.center().x() - width() / 2, hole.center().y() - height() / 2);
    const QPoint sides[] = {{hole.right() + 1 + gap, middle.y()},
                            {hole.left() - gap - width(), middle.y()},
                            {middle.x(), hole.bottom() + 1 + gap},
                            {middle.x(), hole.top() - gap - height()}};
    const QRect wide = hole.adjusted(-kAround, -kAround, kAround, kAround);
    for (const QPoint& side : sides) {
        if (const QRect at = within(side); !at.intersects(wide)) {
            return at;
        }
    }
    return within(hole.bottomRight() - QPoint(width() + space::k12, height() + space::k12));
}

bool TourBubble::pressed(int key) {
    const bool mirrored = isRightToLeft();
    if (key == Qt::Key_Escape) {
        Q_EMIT ended();
    } else if (key == (mirrored ? Qt::Key_Left : Qt::Key_Right)) {
        Q_EMIT next();
    } else if (key == (mirrored ? Qt::Key_Right : Qt::Key_Left)) {
        Q_EMIT back();
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        auto* button = qobject_cast<Button*>(focusWidget());
        (button && button->isEnabled() ? button : m_next)->click();
    } else {
        return false;
    }
    return true;
}

bool TourBubble::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto held = key->modifiers() & ~Qt::KeypadModifier;
        if (held == Qt::NoModifier && (key->isAutoRepeat() || pressed(key->key()))) {
            return true;  // a key that is held down goes one step
        }
    }
    return QFrame::eventFilter(watched, event);
}

bool TourBubble::focusNextPrevChild(bool next) {
    std::vector<Button*> all;
    for (Button* button : {m_next, m_back, m_act, m_end}) {
        if (button->isVisibleTo(this) && button->isEnabled()) {
            all.push_back(button);
        }
    }
    const auto at = std::find(all.begin(), all.end(), focusWidget());
    const auto count = static_cast<std::ptrdiff_t>(all.size());
    const auto place = at == all.end() ? 0 : at - all.begin();
    const auto to = static_cast<std::size_t>((place + (next ? 1 : count - 1)) % count);
    all[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void TourBubble::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.accent, kBubbleFrame));
    painter.setBrush(t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), space::kRadius, space::kRadius);
}

}  // namespace beamline::ui
