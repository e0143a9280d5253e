// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/setting_sections.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>

#include "ui/pages/settings/notification_section.h"
#include "ui/session/settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/language.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
struct SettingTexts {
    Q_DECLARE_TR_FUNCTIONS(Settings)
};

using SettingCommand = std::function<void(const QString&)>;

/// Calls `show` now and whenever the setting `key` has changed.
template <class F>
void followSetting(Settings& settings, QWidget* control, const QString& key, F show) {
    show();
    QObject::connect(&settings, &Settings::changed, control, [key, show](const QString& what) {
        if (what == key) {
            show();
        }
    });
}

auto settingChoice(const QString& key, std::vector<std::pair<QString, QString>> choices,
                   QString (Settings::*get)() const, void (*set)(Settings&, const QString&)) {
    return [=](Settings& settings, const SettingCommand&, QWidget* parent) -> QWidget* {
        auto* box = new QComboBox(parent);
        for (const auto& [value, text] : choices) {
            box->addItem(text, value);
        }
        followSetting(settings, box, key,
                      [box, &settings, get] { box->setCurrentIndex(box->findData((settings.*get)())); });
        QObject::connect(box, &QComboBox::activated, box,
                         [box, &settings, set] { set(settings, box->currentData().toString()); });
        return box;
    };
}

auto settingToggle(const QString& key, const QString& text, bool (Settings::*get)() const,
                   void (Settings::*set)(bool)) {
    return [=](Settings& settings, const SettingCommand&, QWidget* parent) -> QWidget* {
        auto* box = new QCheckBox(text, parent);
        followSetting(settings, box, key, [box, &settings, get] { box->setChecked((settings.*get)()); });
        QObject::connect(box, &QCheckBox::clicked, box, [&settings, set](bool on) { (settings.*set)(on); });
        return box;
    };
}

auto settingCommand(const QString& text, const QString& id) {
    return [=](Settings&, const SettingCommand& start, QWidget* parent) -> QWidget* {
        auto* button = new Button(text, Button::Secondary, parent);
        QObject::connect(button, &QPushButton::clicked, button, [start, id] { start(id); });
        return button;
    };
}

/// A fact, to be selected and copied.
auto settingFact(QString (*get)(const Settings&), TextRole font = TextRole::Mono) {
    return [=](Settings& settings, const SettingCommand&, QWidget* parent) -> QWidget* {
        auto* label = new QLabel(get(settings), parent);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setFont(Theme::current().font(font));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        return label;
    };
}

void setThemeNow(Settings& settings, const QString& name) {
    settings.setTheme(name);
    Theme::current().setMode(themeMode(name));
}

void setLanguageNow(Settings& settings, const QString& code) {
    settings.setLanguage(code);
    Language::current().use(code);
}

SettingSection appearanceSection() {
    std::vector<std::pair<QString, QString>> languages{
        {QString::fromLatin1(Language::kSystem), SettingTexts::tr("As the system")}};
    for (const auto& entry : Language::all()) {
        languages.emplace_back(entry.code, entry.name);
    }
    std::vector<std::pair<QString, QString>> sizes;
    for (const int percent : Settings::kScales) {
        sizes.emplace_back(QString::number(percent), SettingTexts::tr("%1 %").arg(percent));
    }
    return {QStringLiteral("appearance"),
            SettingTexts::tr("Appearance"),
            QStringLiteral("theme"),
            {{QStringLiteral("appearance.theme"), SettingTexts::tr("Theme"),
              SettingTexts::tr("Light, dark, high contrast, or as the desktop is."),
              settingChoice(Settings::kTheme,
                            {{QStringLiteral("system"), SettingTexts::tr("As the system")},
                             {QStringLiteral("light"), SettingTexts::tr("Light")},
                             {QStringLiteral("dark"), SettingTexts::tr("Dark")},
                             {QStringLiteral("contrast"), SettingTexts::tr("High contrast")}},
                            &Settings::theme, setThemeNow)},
             {QStringLiteral("appearance.language"), SettingTexts::tr("Language"),
              SettingTexts::tr("Of texts, dates and numbers. It changes at once."),
              settingChoice(Settings::kLanguage, languages, &Settings::language, setLanguageNow)},
             {QStringLiteral("appearance.scale"), SettingTexts::tr("Size of everything"),
              SettingTexts::tr("Texts, rows and pictures. It is so from the next start of Beamline."),
              settingChoice(Settings::kScale, sizes, &Settings::scaleText,
                            [](Settings& settings, const QString& value) { settings.setScale(value.toInt()); })},
             {QStringLiteral("appearance.menu"), SettingTexts::tr("Menu bar"),
              SettingTexts::tr("Otherwise it is shown while it is used: Alt opens it."),
              settingToggle(Settings::kMenu, SettingTexts::tr("Always show the menu bar"), &Settings::isMenuShown,
                            &Settings::setMenuShown)}}};
}

QWidget* namesField(Settings& settings, const SettingCommand&, QWidget* parent) {
    auto* field = new QLineEdit(parent);
    field->setPlaceholderText(SettingTexts::tr("password, email, iban"));
    followSetting(settings, field, Settings::kRedacted, [field, &settings] {
        if (!field->hasFocus()) {
            field->setText(settings.redactedNames());
        }
    });
    QObject::connect(field, &QLineEdit::textEdited, field,
                     [&settings](const QString& text) { settings.setRedactedNames(text); });
    return field;
}

QString undoText(int seconds) {
    return seconds == 0 ? SettingTexts::tr("Not at all") : SettingTexts::tr("%n second(s)", nullptr, seconds);
}

/// A settings file may have any number: it is offered then, too.
QWidget* undoField(Settings& settings, const SettingCommand&, QWidget* parent) {
    auto* box = new QComboBox(parent);
    for (const int seconds : {0, 3, 5, 10, 20, Settings::kMaxUndoSeconds}) {
        box->addItem(undoText(seconds), seconds);
    }
    followSetting(settings, box, Settings::kUndo, [box, &settings] {
        const int seconds = settings.undoSeconds();
        if (box->findData(seconds) < 0) {
            box->addItem(undoText(seconds), seconds);
        }
        box->setCurrentIndex(box->findData(seconds));
    });
    QObject::connect(box, &QComboBox::activated, box,
                     [box, &settings] { settings.setUndoSeconds(box->currentData().toInt()); });
    return box;
}

SettingSection runsSection() {
    return {
        QStringLiteral("runs"),
        SettingTexts::tr("Runs and approvals"),
        QStringLiteral("runs"),
        {{QStringLiteral("runs.undo"), SettingTexts::tr("Time to take a decision back"),
          SettingTexts::tr("So long a decision waits here, with a button to undo it, before the engine is told."),
          undoField},
         {QStringLiteral("runs.redact"), SettingTexts::tr("Names taken out of exports"),
          SettingTexts::tr("Members of these names are proposed to be taken out when a run is exported."), namesField},
         {QStringLiteral("runs.quit"), SettingTexts::tr("Quitting"),
          SettingTexts::tr("Runs in flight stop at their last finished task and resume at the next start."),
          settingToggle(Settings::kQuit, SettingTexts::tr("Ask before quitting while runs are in flight"),
                        &Settings::asksBeforeQuitting, &Settings::setAsksBeforeQuitting)}}};
}

SettingSection aboutSection() {
    return {
        QStringLiteral("about"),
        SettingTexts::tr("About"),
        QStringLiteral("info"),
        {{QStringLiteral("about.version"), SettingTexts::tr("Version"),
          SettingTexts::tr("Of this console and of the Qt it runs on."), settingFact([](const Settings&) {
              return QStringLiteral("Beamline %1 · Qt %2")
                  .arg(QStringLiteral(BEAMLINE_VERSION), QString::fromLatin1(qVersion()));
          })},
         {QStringLiteral("about.data"), SettingTexts::tr("Data directory"),
          SettingTexts::tr("Of the embedded engine: its journal, files and secrets."),
          settingFact([](const Settings& settings) {
              return settings.dataDir().isEmpty() ? QStringLiteral("–") : QDir::toNativeSeparators(settings.dataDir());
          })},
         {QStringLiteral("about.settings"), SettingTexts::tr("Settings file"),
          SettingTexts::tr("What is set on this page. Secrets are never in it."),
          settingFact([](const Settings& settings) { return QDir::toNativeSeparators(settings.fileName()); })},
         {QStringLiteral("about.licences"), SettingTexts::tr("Licences"),
          SettingTexts::tr(
              "Beamline is free software under the Apache License 2.0. It is built with free software of others."),
          settingFact(
              [](const Settings&) {
                  return QStringLiteral(
                      "Qt 6 (LGPL-3.0), Qt Charts (GPL-3.0), QtKeychain (BSD-3-Clause), C++ Actor Framework "
                      "(BSD-3-Clause), SQLite (public domain), Boost (BSL-1.0), libjq (MIT), Oniguruma (BSD-2-Clause), "
                      "nats.c (Apache-2.0), yaml-cpp (MIT), OpenSSL (Apache-2.0), curl (curl), libarchive "
                      "(BSD-2-Clause), libpq (PostgreSQL), gRPC (Apache-2.0), Protocol Buffers (BSD-3-Clause), "
                      "jemalloc (BSD-2-Clause), valijson (BSD-2-Clause), prometheus-cpp (MIT), libmicrohttpd "
                      "(LGPL-2.1)");
              },
              TextRole::Body)}}};
}
}  // namespace

std::vector<SettingSection> settingSections() {
    return {
        appearanceSection(),
        runsSection(),
        notificationSection(),
        {QStringLiteral("shortcuts"),
         SettingTexts::tr("Keyboard shortcuts"),
         QStringLiteral("keyboard"),
         {{QStringLiteral("shortcuts.all"), SettingTexts::tr("All keys"),
           SettingTexts::tr("Give every command the keys it came with."),
           settingCommand(SettingTexts::tr("Reset all"), QStringLiteral("shortcuts.reset"))}},
         true},
        {QStringLiteral("layout"),
         SettingTexts::tr("Layout"),
         QStringLiteral("columns"),
         {{QStringLiteral("layout.reset"), SettingTexts::tr("Window and panes"),
           SettingTexts::tr("Size of the window and how panes are drawn apart are remembered."),
           settingCommand(SettingTexts::tr("Reset layout"), QStringLiteral("window.layout"))}}},
        aboutSection(),
    };
}

}  // namespace beamline::ui
