// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/notification_section.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSystemTrayIcon>
#include <QTimeEdit>

#include "ui/pages/settings/setting_sections.h"
#include "ui/session/settings.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
struct NoticeTexts {
    Q_DECLARE_TR_FUNCTIONS(Notifications)
};

using NoticeCommand = std::function<void(const QString&)>;

/// A box that follows and sets one thing.
QCheckBox* noticeBox(Settings& settings, const QString& key, const QString& text, QWidget* parent,
                     std::function<bool()> get, std::function<void(bool)> set) {
    auto* box = new QCheckBox(text, parent);
    box->setChecked(get());
    QObject::connect(&settings, &Settings::changed, box, [box, key, get](const QString& what) {
        if (what == key) {
            box->setChecked(get());
        }
    });
    QObject::connect(box, &QCheckBox::clicked, box, [set](bool on) { set(on); });
    return box;
}

auto noticeSwitch(const QString& kind, const QString& text) {
    return [kind, text](Settings& settings, const NoticeCommand&, QWidget* parent) -> QWidget* {
        return noticeBox(
            settings, Settings::kNotify, text, parent, [&settings, kind] { return settings.notifies(kind); },
            [&settings, kind](bool on) { settings.setNotifies(kind, on); });
    };
}

QTimeEdit* quietTime(Settings& settings, const QString& name, QTime (Settings::*get)() const,
                     void (Settings::*set)(const QTime&), QWidget* parent) {
    auto* field = new QTimeEdit((settings.*get)(), parent);
    field->setDisplayFormat(QStringLiteral("HH:mm"));
    field->setAccessibleName(name);
    field->setMinimumHeight(space::kControl);
    const auto follow = [field, &settings, get] {
        field->setEnabled(settings.hasQuietHours());
        field->setToolTip(field->isEnabled() ? QString() : NoticeTexts::tr("Quiet hours are off."));
        if (!field->hasFocus()) {
            field->setTime((settings.*get)());
        }
    };
    follow();
    QObject::connect(&settings, &Settings::changed, field, follow);
    QObject::connect(field, &QTimeEdit::timeChanged, field, [field, &settings, set](const QTime& time) {
        if (field->hasFocus()) {
            (settings.*set)(time);
        }
    });
    return field;
}

QWidget* quietHours(Settings& settings, const NoticeCommand&, QWidget* parent) {
    auto* all = new QWidget(parent);
    auto* row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    auto* on = noticeBox(
        settings, Settings::kNotify, NoticeTexts::tr("From"), all, [&settings] { return settings.hasQuietHours(); },
        [&settings](bool quiet) { settings.setQuietHours(quiet); });
    on->setAccessibleName(NoticeTexts::tr("Quiet hours"));
    row->addWidget(on);
    row->addWidget(
        quietTime(settings, NoticeTexts::tr("Quiet from"), &Settings::quietFrom, &Settings::setQuietFrom, all));
    row->addWidget(new QLabel(NoticeTexts::tr("to"), all));
    row->addWidget(quietTime(settings, NoticeTexts::tr("Quiet to"), &Settings::quietTo, &Settings::setQuietTo, all));
    row->addStretch(1);
    return all;
}

QWidget* trayBox(Settings& settings, const NoticeCommand&, QWidget* parent) {
    auto* box = noticeBox(
        settings, Settings::kTray, NoticeTexts::tr("Show an icon in the tray"), parent,
        [&settings] { return settings.hasTray(); }, [&settings](bool on) { settings.setTray(on); });
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        box->setEnabled(false);
        box->setToolTip(NoticeTexts::tr("This desktop has no tray."));
        box->setAccessibleDescription(box->toolTip());
    }
    return box;
}
}  // namespace

SettingSection notificationSection() {
    return {
        QStringLiteral("notifications"),
        NoticeTexts::tr("Notifications"),
        QStringLiteral("info"),
        {{QStringLiteral("notifications.approvals"), NoticeTexts::tr("Approvals"),
          NoticeTexts::tr("Told while no window of the connection is in front, and taken back once it is decided."),
          noticeSwitch(QStringLiteral("approvals"), NoticeTexts::tr("Requests that wait for me"))},
         {QStringLiteral("notifications.faults"), NoticeTexts::tr("Runs"),
          NoticeTexts::tr("Many at once are summed up."),
          noticeSwitch(QStringLiteral("faults"), NoticeTexts::tr("Runs that fault"))},
         {QStringLiteral("notifications.engine"), NoticeTexts::tr("Engine"),
          NoticeTexts::tr("That it is degraded, has stopped or cannot be reached; taken back once it is well again."),
          noticeSwitch(QStringLiteral("engine"), NoticeTexts::tr("An engine that is not well"))},
         {QStringLiteral("notifications.workflows"), NoticeTexts::tr("Workflows"),
          NoticeTexts::tr("The messages of “call: notify”."),
          noticeSwitch(QStringLiteral("workflows"), NoticeTexts::tr("What workflows tell"))},
         {QStringLiteral("notifications.details"), NoticeTexts::tr("Details"),
          NoticeTexts::tr("Otherwise only how many, for screens that others can see."),
          noticeSwitch(QStringLiteral("details"), NoticeTexts::tr("Name requests and workflows"))},
         {QStringLiteral("notifications.quiet"), NoticeTexts::tr("Quiet hours"),
          NoticeTexts::tr("Nothing is told then; what came is summed up afterwards."), quietHours},
         {QStringLiteral("notifications.tray"), NoticeTexts::tr("Tray"),
          NoticeTexts::tr("The worst state of all engines and the number of requests that wait, with a menu."),
          trayBox}}};
}

}  // namespace beamline::ui
