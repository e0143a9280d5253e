// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/connection_look.h"

#include <QCoreApplication>

#include "ui/models/formatting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
struct ConnectionLookText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::ConnectionLookText)
};
}  // namespace

QColor connectionColor(ConnectionColor color) {
    const Tokens& t = Theme::current().tokens();
    switch (color) {
        case ConnectionColor::none:
            return {};
        case ConnectionColor::blue:
            return t.running;
        case ConnectionColor::green:
            return t.completed;
        case ConnectionColor::amber:
            return t.waiting;
        case ConnectionColor::violet:
            return t.suspended;
        case ConnectionColor::red:
            return t.faulted;
    }
    return {};
}

QColor connectionSoft(ConnectionColor color) {
    const Tokens& t = Theme::current().tokens();
    switch (color) {
        case ConnectionColor::none:
            return t.raised;
        case ConnectionColor::blue:
            return t.runningSoft;
        case ConnectionColor::green:
            return t.completedSoft;
        case ConnectionColor::amber:
            return t.waitingSoft;
        case ConnectionColor::violet:
            return t.suspendedSoft;
        case ConnectionColor::red:
            return t.faultedSoft;
    }
    return t.raised;
}

QString connectionColorText(ConnectionColor color) {
    switch (color) {
        case ConnectionColor::none:
            return ConnectionLookText::tr("None");
        case ConnectionColor::blue:
            return ConnectionLookText::tr("Blue");
        case ConnectionColor::green:
            return ConnectionLookText::tr("Green");
        case ConnectionColor::amber:
            return ConnectionLookText::tr("Amber");
        case ConnectionColor::violet:
            return ConnectionLookText::tr("Violet");
        case ConnectionColor::red:
            return ConnectionLookText::tr("Red");
    }
    return {};
}

ConnectionColor shownColor(const ConnectionProfile& profile) {
    return profile.production && profile.color == ConnectionColor::none ? ConnectionColor::red : profile.color;
}

QColor connectionPhaseColor(ConnectionPhase phase) {
    const Tokens& t = Theme::current().tokens();
    switch (phase) {
        case ConnectionPhase::Connecting:
        case ConnectionPhase::Synchronizing:
            return t.waiting;
        case ConnectionPhase::Connected:
            return t.completed;
        case ConnectionPhase::Stale:
        case ConnectionPhase::Refused:
            return t.faulted;
    }
    return t.cancelled;
}

QString asOfText(const ConnectionState& state) {
    return state.phase == ConnectionPhase::Connected || state.asOf == 0
               ? QString()
               : ConnectionLookText::tr("data as of %1")
                     .arg(formatTime(state.asOf, Clock::now()).section(QLatin1Char('.'), 0, 0));
}

}  // namespace beamline::ui
