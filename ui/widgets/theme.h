// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one table of colours, distances and type sizes, and what the application is painted with. GUI thread only.

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QPen>
#include <QString>

#include "engine/api/values.h"

class QApplication;
class QWidget;

namespace beamline::ui {

class SystemLook;

/// Colours by role; every look has a table of the same names. Contrast of text on its ground is at least 4.5:1, in high
/// contrast 7:1.
struct Tokens {
    QColor window, surface, raised, border;
    QColor text, text2, text3;
    QColor accent, accentSoft, onAccent, selection;
    QColor completed, completedSoft, running, runningSoft, waiting, waitingSoft, suspended, suspendedSoft;
    QColor faulted, faultedSoft, cancelled, cancelledSoft, pending, pendingSoft;
};

/// System: light or dark as the desktop is, and in high contrast while it asks for that. HighContrast: light or dark as
/// the desktop is.
enum class ThemeMode { System, Light, Dark, HighContrast };
/// "light", "dark", "contrast"; all else is "system".
ThemeMode themeMode(const QString& name);
enum class TextRole { Title, Heading, Body, Strong, Small, Mono, MonoSmall };

/// Distances in logical pixels.
namespace space {
inline constexpr int k2 = 2;
inline constexpr int k4 = 4;
inline constexpr int k8 = 8;
inline constexpr int k12 = 12;
inline constexpr int k16 = 16;
inline constexpr int k24 = 24;
inline constexpr int kRadius = 6;
inline constexpr int kRow = 28;      ///< table row
inline constexpr int kControl = 30;  ///< button, field
inline constexpr int kIcon = 16;     ///< icons beside text
}  // namespace space

/// Least or fixed extents of parts of a page in logical pixels.
namespace extent {
inline constexpr int kListPane = 240;      ///< narrowest list beside a pane
inline constexpr int kDetailPane = 280;    ///< narrowest pane beside a list
inline constexpr int kInspector = 260;     ///< narrowest inspector
inline constexpr int kDecisionPane = 396;  ///< its four buttons in one row
inline constexpr int kSearch = 240;        ///< search field in a row of others
inline constexpr int kPlace = 32;          ///< entry of the navigation rail
inline constexpr int kPageHeader = 36;
inline constexpr int kTableHeader = 30;
inline constexpr int kTimelineRow = 26;
inline constexpr int kInfoBar = 40;
inline constexpr int kGraph = 120;  ///< lowest graph that can be read
inline constexpr int kNote = 84;    ///< text of some lines
inline constexpr int kEditor = 96;  ///< JSON of some lines
inline constexpr int kNavigation = 208;
inline constexpr int kNarrowNavigation = 56;
inline constexpr int kBadge = 16;
inline constexpr int kStatusBar = 26;
inline constexpr int kDot = 8;         ///< state of the engine
inline constexpr int kWideList = 360;  ///< below it a list shows names alone
inline constexpr int kQueues = 164;
inline constexpr int kWideSearch = 280;
inline constexpr int kContext = 420;  ///< at most; longer ones scroll inside
inline constexpr int kComment = 56;
inline constexpr int kCode = 260;       ///< narrowest text of a definition
inline constexpr int kProblems = 96;    ///< list of some problems
inline constexpr int kDrafts = 132;     ///< list of some drafts
inline constexpr int kChart = 132;      ///< a line chart without its title
inline constexpr int kWideCards = 960;  ///< from here cards stand side by side
inline constexpr int kShardWidth = 34;
inline constexpr int kShardHeight = 24;
inline constexpr int kBand = 24;       ///< above a window of production
inline constexpr int kForm = 420;      ///< fields of a dialog
inline constexpr int kHashFrom = 520;  ///< a pane as wide as this has room for the hash beside its buttons
}  // namespace extent

/// Widgets that keep colours of their own connect to `changed`; palette, style sheet and icons follow by themselves.
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& current();

    /// Style, palette, fonts and style sheet. From then on it follows the desktop.
    void install(QApplication& application, ThemeMode mode);
    void setMode(ThemeMode mode);
    /// Looks like the desktop with this palette, until the desktop has another one.
    void follow(const QPalette& system);
    ThemeMode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }
    bool isHighContrast() const { return m_contrast; }
    /// What a palette of the desktop says: whether it is dark, and whether it asks for high contrast. It does when its
    /// grounds are one and the same and texts on them as far from it as black is from white: palettes made for looks
    /// have shades.
    static bool isDark(const QPalette& palette);
    static bool isHighContrast(const QPalette& palette);

    const Tokens& tokens() const;
    /// Width of borders; of rings around what has the focus.
    qreal line() const { return m_contrast ? 2 : 1; }
    qreal ring() const { return m_contrast ? 2 : 1.5; }
    /// Around a soft ground: none; in high contrast, where grounds alone say nothing, a border in the ink of its text.
    QPen edge(const QColor& ink) const { return m_contrast ? QPen(ink, line()) : QPen(Qt::NoPen); }
    /// `rect` as a border inside it is drawn along.
    QRectF frame(const QRectF& rect) const { return rect.adjusted(line() / 2, line() / 2, -line() / 2, -line() / 2); }
    QFont font(TextRole role) const;

    QColor phaseColor(api::Phase phase) const;
    QColor phaseSoft(api::Phase phase) const;
    static QIcon phaseIcon(api::Phase phase);  ///< tinted with phaseColor
    QColor riskColor(api::Risk risk) const;
    QColor riskSoft(api::Risk risk) const;
    QColor healthColor(api::HealthState state) const;

    static const Tokens& light();
    static const Tokens& dark();
    static const Tokens& contrastLight();
    static const Tokens& contrastDark();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Theme();
    void readSystem();
    void apply();
    QPalette palette() const;
    QString styleSheet() const;

    QApplication* m_application = nullptr;
    ThemeMode m_mode = ThemeMode::Light;
    bool m_dark = false;
    bool m_contrast = false;
    SystemLook* m_system = nullptr;  ///< what the desktop says beside its palette
    bool m_paletteDark = false;
    bool m_paletteContrast = false;
    QFont m_base;
    QString m_mono;
};

/// Whether `widget` has the focus and it came by key: only then a ring is drawn around it.
bool hasKeyboardFocus(const QWidget& widget);

/// Icons of resources/icons, drawn in a colour of the theme and drawn again when the theme changes.
namespace Icon {
enum class Role {
    Text,
    Text2,
    Text3,
    Accent,
    OnAccent,
    Completed,
    Running,
    Waiting,
    Suspended,
    Faulted,
    Cancelled,
    Pending
};
/// `name` without ".svg"; an unknown one gives an empty icon.
QIcon get(const QString& name, Role role = Role::Text2);
QColor color(Role role);
}  // namespace Icon

}  // namespace beamline::ui
