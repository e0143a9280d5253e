// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

/// Draws one SVG in one role. The colour is looked up at every painting, so icons follow the theme by themselves.
class TintedIconEngine : public QIconEngine {
public:
    TintedIconEngine(QString path, Icon::Role role) : m_path(std::move(path)), m_role(role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        const QColor color = mode == QIcon::Disabled ? Icon::color(Icon::Role::Text3) : Icon::color(m_role);
        const QString key =
            QStringLiteral("%1/%2/%3x%4").arg(m_path, color.name()).arg(size.width()).arg(size.height());
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QSvgRenderer renderer(m_path);
            renderer.setAspectRatioMode(Qt::KeepAspectRatio);
            QPainter painter(&pixmap);
            renderer.render(&painter);
            painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
            painter.fillRect(pixmap.rect(), color);
            painter.end();
            QPixmapCache::insert(key, pixmap);
        }
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }
    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    bool isNull() override { return false; }
    QString key() const override { return QStringLiteral("beamline"); }
    QIconEngine* clone() const override { return new TintedIconEngine(m_path, m_role); }

private:
    QString m_path;
    Icon::Role m_role;
};

}  // namespace

namespace Icon {

QIcon get(const QString& name, Role role) {
    Theme::current();  // registers the resources
    const QString path = QStringLiteral(":/icons/%1.svg").arg(name);
    return QFile::exists(path) ? QIcon(new TintedIconEngine(path, role)) : QIcon();
}

QColor color(Role role) {
    const Tokens& t = Theme::current().tokens();
    switch (role) {
        case Role::Text:
            return t.text;
        case Role::Text2:
            return t.text2;
        case Role::Text3:
            return t.text3;
        case Role::Accent:
            return t.accent;
        case Role::OnAccent:
            return t.onAccent;
        case Role::Completed:
            return t.completed;
        case Role::Running:
            return t.running;
        case Role::Waiting:
            return t.waiting;
        case Role::Suspended:
            return t.suspended;
        case Role::Faulted:
            return t.faulted;
        case Role::Cancelled:
            return t.cancelled;
        case Role::Pending:
            return t.pending;
    }
    return t.text;
}

}  // namespace Icon

}  // namespace beamline::ui
