// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/tray_icon.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kTraySizes[] = {16, 22, 24, 32, 48, 64};

QString conditionText(EngineCondition condition) {
    switch (condition) {
        case EngineCondition::Fine:
            return TrayIcon::tr("All engines are well");
        case EngineCondition::Degraded:
            return TrayIcon::tr("An engine is degraded");
        case EngineCondition::Refusing:
            return TrayIcon::tr("An engine takes no work");
        case EngineCondition::Stopped:
            return TrayIcon::tr("An engine has stopped");
        case EngineCondition::Unreachable:
            break;
    }
    return TrayIcon::tr("An engine cannot be reached");
}

QString trayNumber(int count) {
    return count > TrayIcon::kMaxShown ? TrayIcon::tr("%1+").arg(TrayIcon::kMaxShown) : QString::number(count);
}

/// The program has no say in the tray's ground: what is drawn brings its own.
void paintCondition(QPainter& painter, EngineCondition condition, const QRectF& box) {
    const bool worst = condition != EngineCondition::Degraded;
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::light().surface);
    painter.drawEllipse(box);
    const auto role = worst ? Theme::light().faulted : Theme::light().waiting;
    const QRectF inner = box.adjusted(box.width() / 8, box.width() / 8, -box.width() / 8, -box.width() / 8);
    painter.setBrush(role);
    if (!worst) {
        painter.drawPolygon(QPolygonF{{inner.center().x(), inner.top()}, inner.bottomRight(), inner.bottomLeft()});
        return;
    }
    painter.drawEllipse(inner);
    painter.setPen(QPen(Theme::light().surface, box.width() / 8, Qt::SolidLine, Qt::RoundCap));
    const qreal arm = inner.width() / 5;
    painter.drawLine(inner.center() - QPointF(arm, arm), inner.center() + QPointF(arm, arm));
    painter.drawLine(inner.center() - QPointF(arm, -arm), inner.center() + QPointF(arm, -arm));
}

void paintNumber(QPainter& painter, int count, int size) {
    QFont font = Theme::current().font(TextRole::Small);
    font.setWeight(QFont::Bold);
    font.setPixelSize(qMax(size * 7 / 16, 7));
    // In the smallest there is room for two figures.
    const QString text =
        count > TrayIcon::kMaxShown && size < 32 ? QString::number(TrayIcon::kMaxShown) : trayNumber(count);
    const qreal height = size * 9.0 / 16;
    const qreal width = qMin<qreal>(qMax(height, QFontMetricsF(font).horizontalAdvance(text) + height / 2), size);
    const QRectF box(size - width, size - height, width, height);
    painter.setPen(QPen(Theme::light().surface, size / 32.0));
    painter.setBrush(Theme::light().accent);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2);
    painter.setFont(font);
    painter.setPen(Theme::light().onAccent);
    painter.drawText(box, Qt::AlignCenter, text);
}
}  // namespace

TrayIcon::TrayIcon(QObject* parent)
    : QObject(parent), m_icon(new QSystemTrayIcon(this)), m_menu(std::make_unique<QMenu>()) {
    const auto go = [this](const QString& text, const QString& place) {
        auto* action = m_menu->addAction(text);
        connect(action, &QAction::triggered, this, [this, place] { Q_EMIT openRequested(place); });
        return action;
    };
    go(tr("Open Beamline"), {});
    m_approvals = go({}, QStringLiteral("approvals"));
    m_problems = go({}, QStringLiteral("problems"));
    m_menu->addSeparator();
    m_pause = m_menu->addAction(tr("Pause notifications for 1 hour"));
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, &TrayIcon::pauseToggled);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitRequested);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::messageClicked);
    connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) {
            Q_EMIT openRequested(QString());
        }
    });
    show({});
}

TrayIcon::~TrayIcon() = default;

bool TrayIcon::isPossible() {
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::show(const TrayState& state) {
    if (state == m_state && m_icon->isVisible()) {
        return;
    }
    m_state = state;
    m_approvals->setText(tr("Approvals: %1").arg(state.waiting));
    m_problems->setText(tr("Problems: %1").arg(state.problems));
    m_pause->setChecked(state.paused);
    QIcon icon;
    for (const int size : kTraySizes) {
        icon.addPixmap(picture(state, size));
    }
    m_icon->setIcon(icon);
    m_icon->setToolTip(toolTip());
    m_icon->show();
}

QString TrayIcon::toolTip() const {
    QStringList lines{QStringLiteral("Beamline"), conditionText(m_state.worst),
                      tr("%n approval(s) wait for you", nullptr, m_state.waiting)};
    if (m_state.problems > 0) {
        lines << tr("%n problem(s)", nullptr, m_state.problems);
    }
    if (m_state.paused) {
        lines << tr("Notifications are paused");
    }
    if (m_state.lines.size() > 1) {
        lines << m_state.lines.mid(0, kMaxLines);
    }
    return lines.join(QLatin1Char('\n'));
}

bool TrayIcon::showMessage(const Notice& notice) {
    if (!isPossible() || !QSystemTrayIcon::supportsMessages()) {
        return false;
    }
    m_icon->showMessage(notice.title, notice.text,
                        notice.critical ? QSystemTrayIcon::Critical : QSystemTrayIcon::Information);
    return true;
}

QPixmap TrayIcon::picture(const TrayState& state, int size, qreal ratio) {
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QIcon(QStringLiteral(":/icons/beamline.svg")).paint(&painter, QRect(0, 0, size, size));
    if (state.worst != EngineCondition::Fine) {
        const qreal mark = size * 9.0 / 16;
        paintCondition(painter, state.worst, QRectF(size - mark, 0, mark, mark));
    }
    if (state.waiting > 0) {
        paintNumber(painter, state.waiting, size);
    }
    return pixmap;
}

}  // namespace beamline::ui
