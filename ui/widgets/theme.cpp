// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QWidget>
#include <cmath>

#include "ui/session/system_look.h"
#include "ui/widgets/english_plurals.h"
#include "ui/widgets/spoken_parts.h"
#include "ui/widgets/theme_style.h"

static void initResources() {
    Q_INIT_RESOURCE(resources);  // a static library's resources are not registered by themselves
}

namespace beamline::ui {

namespace {
constexpr int kMinBasePixels = 13;
constexpr int kMaxBasePixels = 18;

QColor rgb(unsigned value) {
    return QColor::fromRgb(static_cast<QRgb>(value));
}

Tokens makeLight() {
    Tokens t;
    t.window = rgb(0xF5F6F8), t.surface = rgb(0xFFFFFF), t.raised = rgb(0xF0F2F5), t.border = rgb(0xDEE2E8);
    t.text = rgb(0x1A1F26), t.text2 = rgb(0x55606E), t.text3 = rgb(0x5E6875);
    t.accent = rgb(0x2563D9), t.accentSoft = rgb(0xE7EEFC), t.onAccent = rgb(0xFFFFFF), t.selection = rgb(0xE7EEFC);
    t.completed = rgb(0x1A7A48), t.completedSoft = rgb(0xE2F3E9), t.running = rgb(0x2563D9);
    t.runningSoft = rgb(0xE7EEFC), t.waiting = rgb(0x9A5B00), t.waitingSoft = rgb(0xFBF0DD);
    t.suspended = rgb(0x6B45C4), t.suspendedSoft = rgb(0xEEE9FA), t.faulted = rgb(0xC0302F);
    t.faultedSoft = rgb(0xFAE6E5), t.cancelled = rgb(0x5F6975), t.cancelledSoft = rgb(0xECEEF1);
    t.pending = rgb(0x5E6875), t.pendingSoft = rgb(0xF0F2F5);
    return t;
}

Tokens makeDark() {
    Tokens t;
    t.window = rgb(0x14171B), t.surface = rgb(0x1B1F24), t.raised = rgb(0x242930), t.border = rgb(0x323943);
    t.text = rgb(0xE6E9ED), t.text2 = rgb(0xA6B0BC), t.text3 = rgb(0x919CA9);
    t.accent = rgb(0x6C9CFF), t.accentSoft = rgb(0x1E2C48), t.onAccent = rgb(0x0E1420), t.selection = rgb(0x22304C);
    t.completed = rgb(0x4CC38A), t.completedSoft = rgb(0x163224), t.running = rgb(0x6C9CFF);
    t.runningSoft = rgb(0x1E2C48), t.waiting = rgb(0xE9AE55), t.waitingSoft = rgb(0x3A2C14);
    t.suspended = rgb(0xB094F5), t.suspendedSoft = rgb(0x2C2446), t.faulted = rgb(0xFF8080);
    t.faultedSoft = rgb(0x431F20), t.cancelled = rgb(0x9AA4B0), t.cancelledSoft = rgb(0x2A2F36);
    t.pending = rgb(0x919CA9), t.pendingSoft = rgb(0x242930);
    return t;
}

/// Soft grounds are the ground itself: what stands on them has a border.
Tokens makeContrast(Tokens t) {
    t.accentSoft = t.completedSoft = t.runningSoft = t.waitingSoft = t.suspendedSoft = t.faultedSoft = t.cancelledSoft =
        t.pendingSoft = t.surface;
    return t;
}

Tokens makeContrastLight() {
    Tokens t;
    t.window = t.surface = t.onAccent = rgb(0xFFFFFF), t.raised = rgb(0xEDEDED), t.selection = rgb(0xDCE8FF);
    t.border = t.text = rgb(0x000000), t.text2 = rgb(0x1C1C1C), t.text3 = rgb(0x3A3A3A);
    t.accent = t.running = rgb(0x00349E), t.completed = rgb(0x004D22), t.waiting = rgb(0x663800);
    t.suspended = rgb(0x4A1A9C), t.faulted = rgb(0x960000), t.cancelled = t.pending = rgb(0x3A3A3A);
    return makeContrast(t);
}

Tokens makeContrastDark() {
    Tokens t;
    t.window = t.surface = t.onAccent = rgb(0x000000), t.raised = rgb(0x1F1F1F), t.selection = rgb(0x0E2F66);
    t.border = t.text = rgb(0xFFFFFF), t.text2 = rgb(0xF0F0F0), t.text3 = rgb(0xD4D4D4);
    t.accent = t.running = rgb(0x9CC4FF), t.completed = rgb(0x79EDA8), t.waiting = rgb(0xFFCB66);
    t.suspended = rgb(0xD6C2FF), t.faulted = rgb(0xFFB3B3), t.cancelled = t.pending = rgb(0xD4D4D4);
    return makeContrast(t);
}

/// As WCAG 2.1 defines it.
double relativeLuminance(const QColor& color) {
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}
}  // namespace

ThemeMode themeMode(const QString& name) {
    return name == QLatin1String("light")      ? ThemeMode::Light
           : name == QLatin1String("dark")     ? ThemeMode::Dark
           : name == QLatin1String("contrast") ? ThemeMode::HighContrast
                                               : ThemeMode::System;
}

const Tokens& Theme::light() {
    static const Tokens tokens = makeLight();
    return tokens;
}

const Tokens& Theme::dark() {
    static const Tokens tokens = makeDark();
    return tokens;
}

const Tokens& Theme::contrastLight() {
    static const Tokens tokens = makeContrastLight();
    return tokens;
}

const Tokens& Theme::contrastDark() {
    static const Tokens tokens = makeContrastDark();
    return tokens;
}

const Tokens& Theme::tokens() const {
    return m_contrast ? (m_dark ? contrastDark() : contrastLight()) : m_dark ? dark() : light();
}

bool Theme::isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

bool Theme::isHighContrast(const QPalette& palette) {
    constexpr double kBlackOnWhite = 20;  // of 21
    const QColor ground = palette.color(QPalette::Window);
    const double a = relativeLuminance(ground);
    const double b = relativeLuminance(palette.color(QPalette::WindowText));
    return ground == palette.color(QPalette::Base) && ground == palette.color(QPalette::Button) &&
           (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= kBlackOnWhite;
}

Theme& Theme::current() {
    static Theme theme;
    return theme;
}

Theme::Theme() {
    initResources();
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QStringList families = QFontDatabase::families();
    m_base = families.contains(QStringLiteral("Inter")) ? QFont(QStringLiteral("Inter")) : QFont(system.family());
    m_base.setPixelSize(qBound(kMinBasePixels, QFontInfo(system).pixelSize(), kMaxBasePixels));
    for (const auto& name : {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono")}) {
        if (families.contains(name)) {
            m_mono = name;
            break;
        }
    }
    if (m_mono.isEmpty()) {
        m_mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    }
}

void Theme::install(QApplication& application, ThemeMode mode) {
    m_application = &application;
    m_mode = mode;
    m_system = new SystemLook(&application);
    connect(m_system, &SystemLook::changed, this, &Theme::apply);
    application.installEventFilter(this);
    installSpokenParts();
    static EnglishPlurals plurals;
    application.installTranslator(&plurals);
    application.setStyle(new ThemeStyle);
    application.setFont(m_base);
    follow(QApplication::palette());
}

void Theme::setMode(ThemeMode mode) {
    m_mode = mode;
    apply();
}

/// The desktop has another theme: under our palette lies its own.
bool Theme::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ThemeChange && !watched->isWidgetType()) {
        QMetaObject::invokeMethod(this, &Theme::readSystem, Qt::QueuedConnection);  // once Qt has read it
    }
    return QObject::eventFilter(watched, event);
}

void Theme::readSystem() {
    QApplication::setPalette(QPalette());
    follow(QApplication::palette());
}

void Theme::follow(const QPalette& system) {
    m_paletteDark = isDark(system);
    m_paletteContrast = isHighContrast(system);
    apply();
}

void Theme::apply() {
    const bool dark =
        m_system && m_system->scheme() != SystemLook::Unsaid ? m_system->scheme() == SystemLook::Dark : m_paletteDark;
    const bool follows = m_mode == ThemeMode::System;
    m_dark = m_mode == ThemeMode::Dark || (m_mode != ThemeMode::Light && dark);
    m_contrast = m_mode == ThemeMode::HighContrast ||
                 (follows && (m_paletteContrast || (m_system && m_system->wantsContrast())));
    if (m_application) {
        QApplication::setPalette(palette());
        m_application->setStyleSheet(styleSheet());
    }
    Q_EMIT changed();
}

QPalette Theme::palette() const {
    const Tokens& t = tokens();
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor& color) { p.setColor(role, color); };
    set(QPalette::Window, t.window);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.surface);
    set(QPalette::AlternateBase, t.raised);
    set(QPalette::Text, t.text);
    set(QPalette::PlaceholderText, t.text3);
    set(QPalette::Button, t.surface);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.onAccent);
    set(QPalette::Light, t.raised);
    set(QPalette::Midlight, t.raised);
    set(QPalette::Mid, t.border);
    set(QPalette::Dark, t.border);
    set(QPalette::Shadow, t.border);
    set(QPalette::Highlight, t.selection);
    set(QPalette::HighlightedText, t.text);
    set(QPalette::Link, t.accent);
    set(QPalette::LinkVisited, t.accent);
    set(QPalette::ToolTipBase, t.raised);
    set(QPalette::ToolTipText, t.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        p.setColor(QPalette::Disabled, role, t.text3);
    }
    return p;
}

namespace {
// Only what a style cannot say more simply; fields, combo boxes and focus are drawn by ThemeStyle. @ is the width of a
// line, # that of a stronger one.
QString frameSheet(const Tokens& t) {
    return QStringLiteral(
               "QToolTip { color:%1; background:%2; border:@px solid %3; padding:4px 8px; }"
               "beamline--ui--Card { background:%4; border:@px solid %3; border-radius:6px; }"
               "QFrame[popup=true] { background:%4; border:@px solid %3; border-radius:6px; }"
               "QPlainTextEdit, QTextEdit { background:%4; border:@px solid %3; border-radius:6px; padding:4px; }"
               "QPlainTextEdit:focus, QTextEdit:focus { border:#px solid %5; padding:3px; }"
               "QPlainTextEdit[bare=true], QTextEdit[bare=true] { background:transparent; border:none; padding:0; }"
               "QTableView, QTreeView, QListView { background:transparent; border:none; outline:none; }"
               "QComboBoxPrivateContainer { background:%4; border:@px solid %3; }"
               "QComboBox QAbstractItemView { background:%4; padding:4px; }"
               "QComboBox QAbstractItemView::item { padding:5px 8px; border-radius:4px; color:%1; }"
               "QComboBox QAbstractItemView::item:selected { background:%7; color:%1; }"
               "QComboBox QAbstractItemView::item:disabled { color:%8; }"
               "QHeaderView { background:transparent; border:none; }"
               "QHeaderView::section { background:transparent; color:%6; font-weight:600; border:none;"
               " border-bottom:@px solid %3; padding:0 12px 0 12px; height:@rest; }"
               "QHeaderView::up-arrow, QHeaderView::down-arrow { width:0; height:0; }"
               "QToolButton { border:@px solid transparent; border-radius:4px; padding:3px 6px; color:%6; }"
               "QToolButton:hover { background:%2; }"
               "QToolButton:checked { background:%7; color:%1; border-color:%6; }"
               "QToolButton:disabled { color:%8; border:@px dashed %8; }"
               "QToolButton:focus { border-color:%5; }"
               "QToolButton:checked:focus { border:#px solid %5; padding:2px 5px; }"
               "QToolButton[bare=true] { border:none; background:transparent; padding:0; }"
               "QToolButton[bare=true]:focus { color:%5; text-decoration:underline; }"
               "QToolButton::menu-indicator { image:none; }"
               "QMenu { background:%4; border:@px solid %3; padding:4px; }"
               "QMenu::item { padding:5px 24px 5px 8px; border-radius:4px; color:%1; }"
               "QMenu::item:selected { background:%7; }"
               "QMenu::item:disabled { color:%8; }"
               "QMenu::icon { padding-left:8px; }"
               "QMenu::separator { height:@px; background:%3; margin:4px 8px; }")
        .arg(t.text.name(), t.raised.name(), t.border.name(), t.surface.name(), t.accent.name(), t.text2.name(),
             t.selection.name(), t.text3.name());
}

QString partSheet(const Tokens& t) {
    return QStringLiteral(
               "QLabel[muted=true] { color:%2; }"
               "QTabWidget::pane { border:none; border-top:@px solid %1; top:-1px; }"
               "QTabWidget[inset=true]::tab-bar { left:16px; }"
               "QTabBar { background:transparent; }"
               "QTabBar::tab { background:transparent; border:none; padding:6px 2px; margin:0 12px 0 0; color:%2; }"
               "QTabBar[tight=true]::tab { margin:0 4px 0 0; }"
               "QTabBar::tab:selected { color:%3; font-weight:600; border-bottom:2px solid %3; }"
               "QTabBar::tab:hover:!selected { color:%4; }"
               "QTabBar::tab:focus { background:%8; border-radius:4px; border-bottom:4px solid %3; }"
               "QScrollArea { background:transparent; border:none; }"
               "QScrollBar:vertical { background:transparent; width:10px; margin:0; }"
               "QScrollBar:horizontal { background:transparent; height:10px; margin:0; }"
               "QScrollBar::handle { background:%5; border-radius:3px; margin:2px; min-height:28px; min-width:28px; }"
               "QScrollBar::handle:hover { background:%2; }"
               "QScrollBar::add-line, QScrollBar::sub-line { width:0; height:0; }"
               "QScrollBar::add-page, QScrollBar::sub-page { background:transparent; }"
               "QAbstractScrollArea::corner { background:transparent; }"
               "QSplitter::handle { background:transparent; }"
               "QStatusBar { background:%6; border-top:@px solid %1; }"
               "QStatusBar::item { border:none; }"
               "QDialog { background:%7; }")
        .arg(t.border.name(), t.text2.name(), t.accent.name(), t.text.name(), t.border.name(), t.surface.name(),
             t.window.name(), t.accentSoft.name());
}
}  // namespace

QString Theme::styleSheet() const {
    const Tokens& t = tokens();
    QString sheet = frameSheet(t) + partSheet(t);
    const int line = static_cast<int>(m_contrast ? 2 : 1);
    if (m_contrast) {
        sheet += QStringLiteral(
                     "QMenu::item:selected, QComboBox QAbstractItemView::item:selected { border:@px solid %1; }"
                     "QPlainTextEdit:disabled, QTextEdit:disabled { border:@px dashed %2; }")
                     .arg(t.accent.name(), t.text3.name());
    }
    sheet.replace(QLatin1String("@rest"), QStringLiteral("%1px").arg(extent::kTableHeader - line));
    sheet.replace(QLatin1String("#px"), QStringLiteral("%1px").arg(line + 1));
    return sheet.replace(QLatin1Char('@'), QString::number(line));
}

QFont Theme::font(TextRole role) const {
    QFont font = m_base;
    const int base = m_base.pixelSize();
    switch (role) {
        case TextRole::Title:
            font.setPixelSize(base * 20 / 13);
            font.setWeight(QFont::Bold);
            break;
        case TextRole::Heading:
            font.setPixelSize(base * 15 / 13);
            font.setWeight(QFont::DemiBold);
            break;
        case TextRole::Strong:
            font.setWeight(QFont::DemiBold);
            break;
        case TextRole::Small:
            font.setPixelSize(base * 11 / 13);
            break;
        case TextRole::Mono:
        case TextRole::MonoSmall:
            font.setFamily(m_mono);
            font.setFixedPitch(true);
            font.setPixelSize(role == TextRole::Mono ? base * 12 / 13 : base * 11 / 13);
            break;
        case TextRole::Body:
            break;
    }
    return font;
}

QColor Theme::phaseColor(api::Phase phase) const {
    const Tokens& t = tokens();
    switch (phase) {
        case api::Phase::pending:
            return t.pending;
        case api::Phase::running:
            return t.running;
        case api::Phase::waiting:
            return t.waiting;
        case api::Phase::suspended:
            return t.suspended;
        case api::Phase::cancelled:
            return t.cancelled;
        case api::Phase::faulted:
            return t.faulted;
        case api::Phase::completed:
            return t.completed;
    }
    return t.pending;
}

QColor Theme::phaseSoft(api::Phase phase) const {
    const Tokens& t = tokens();
    switch (phase) {
        case api::Phase::pending:
            return t.pendingSoft;
        case api::Phase::running:
            return t.runningSoft;
        case api::Phase::waiting:
            return t.waitingSoft;
        case api::Phase::suspended:
            return t.suspendedSoft;
        case api::Phase::cancelled:
            return t.cancelledSoft;
        case api::Phase::faulted:
            return t.faultedSoft;
        case api::Phase::completed:
            return t.completedSoft;
    }
    return t.pendingSoft;
}

QIcon Theme::phaseIcon(api::Phase phase) {
    switch (phase) {
        case api::Phase::pending:
            return Icon::get(QStringLiteral("phase-pending"), Icon::Role::Pending);
        case api::Phase::running:
            return Icon::get(QStringLiteral("phase-running"), Icon::Role::Running);
        case api::Phase::waiting:
            return Icon::get(QStringLiteral("phase-waiting"), Icon::Role::Waiting);
        case api::Phase::suspended:
            return Icon::get(QStringLiteral("phase-suspended"), Icon::Role::Suspended);
        case api::Phase::cancelled:
            return Icon::get(QStringLiteral("phase-cancelled"), Icon::Role::Cancelled);
        case api::Phase::faulted:
            return Icon::get(QStringLiteral("phase-faulted"), Icon::Role::Faulted);
        case api::Phase::completed:
            return Icon::get(QStringLiteral("phase-completed"), Icon::Role::Completed);
    }
    return {};
}

QColor Theme::riskColor(api::Risk risk) const {
    return risk == api::Risk::high ? tokens().faulted : risk == api::Risk::medium ? tokens().waiting : tokens().text2;
}

QColor Theme::riskSoft(api::Risk risk) const {
    return risk == api::Risk::high     ? tokens().faultedSoft
           : risk == api::Risk::medium ? tokens().waitingSoft
                                       : tokens().raised;
}

QColor Theme::healthColor(api::HealthState state) const {
    switch (state) {
        case api::HealthState::healthy:
            return tokens().completed;
        case api::HealthState::starting:
        case api::HealthState::degraded:
        case api::HealthState::stopping:
            return tokens().waiting;
        case api::HealthState::refusing:
        case api::HealthState::unreachable:
            return tokens().faulted;
        case api::HealthState::stopped:
            return tokens().cancelled;
    }
    return tokens().cancelled;
}

bool hasKeyboardFocus(const QWidget& widget) {
    return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

}  // namespace beamline::ui
