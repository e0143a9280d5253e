// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/archive_drop.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace beamline::ui {

ArchiveDrop::ArchiveDrop(QWidget* window) : QObject(window) {
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool ArchiveDrop::isArchive(const QString& path) {
    return path.endsWith(QLatin1String(".beamline-run.json"), Qt::CaseInsensitive);
}

QStringList ArchiveDrop::archives(const QMimeData* data) {
    QStringList found;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile() && isArchive(url.toLocalFile()) && found.size() < kMaxFiles) {
            found.append(url.toLocalFile());
        }
    }
    return found;
}

bool ArchiveDrop::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop) {
        return QObject::eventFilter(watched, event);
    }
    auto* drop = static_cast<QDropEvent*>(event);  // an entering drag is one too
    const QStringList found = archives(drop->mimeData());
    if (found.isEmpty()) {
        return QObject::eventFilter(watched, event);
    }
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) {
        for (const QString& path : found) {
            Q_EMIT dropped(path);
        }
    }
    return true;
}

}  // namespace beamline::ui
