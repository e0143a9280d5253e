// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/notifier.h"

#include <QApplication>
#include <QSystemTrayIcon>

#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
QString member(const api::Json& data, std::string_view name) {
    const auto* object = data.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    const auto* text = value ? value->if_string() : nullptr;
    return text ? QString::fromUtf8(text->data(), static_cast<qsizetype>(text->size())) : QString();
}
}  // namespace

Notifier::Notifier(QObject* parent)
    : QObject(parent), m_desktop([this](const Notice& notice) { return showInTray(notice); }) {}

Notifier::~Notifier() = default;

void Notifier::follow(EngineSession* session) {
    connect(session, &EngineSession::eventsArrived, this, &Notifier::read);
}

void Notifier::read(const std::vector<api::Event>& batch) {
    int shown = 0;
    int more = 0;
    for (const auto& event : batch) {
        if (event.kind != api::kNotifyEvent) {
            continue;
        }
        if (shown == kMaxShown) {
            ++more;
            continue;
        }
        ++shown;
        const auto run = member(event.data, "run");
        show({member(event.data, "title"), member(event.data, "text"),
              run.isEmpty() ? QString() : QStringLiteral("run/") + run,
              member(event.data, "urgency") == QStringLiteral("critical")});
    }
    if (more > 0) {
        show({tr("%n more notification(s)", nullptr, more), {}, {}, false});
    }
}

void Notifier::show(const Notice& notice) {
    if (!m_desktop(notice)) {
        const auto text =
            notice.text.isEmpty() ? notice.title : QStringLiteral("%1: %2").arg(notice.title, notice.text);
        Q_EMIT told(text, notice.critical, notice.place);
    }
}

bool Notifier::showInTray(const Notice& notice) {
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) {
        return false;
    }
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(QApplication::windowIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT openRequested(m_place); });
    }
    m_tray->show();
    m_place = notice.place;
    m_tray->showMessage(notice.title, notice.text,
                        notice.critical ? QSystemTrayIcon::Critical : QSystemTrayIcon::Information);
    return true;
}

}  // namespace beamline::ui
