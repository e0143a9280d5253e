// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of places: which page shows each, how it stands in the rail, and when it is there. A new page is a row.
// GUI thread only.

#include <QString>
#include <QStringList>
#include <functional>
#include <vector>

class QObject;

namespace beamline::ui {

class ConnectionBook;
class EngineOpener;
class EngineSession;
class OpenProblemModel;
class Page;
class Settings;
class ShortcutBook;

/// What pages are made of; all of it outlives them.
struct PageParts {
    EngineSession* session;  ///< null for pages that need no engine
    OpenProblemModel* problems;
    Settings& settings;
    ShortcutBook& shortcuts;
    ConnectionBook* book;  ///< null: this window has no connections to choose from
    EngineOpener* opener;
};

struct PlaceRow {
    enum class Rail { None, Top, Bottom };
    enum class Needs { Engine, LiveEngine, Nothing };  ///< LiveEngine: an archive does not have it

    QString head;                  ///< first part of the place
    std::vector<qsizetype> parts;  ///< how many may follow it
    QString icon;
    const char* text = nullptr;  ///< in the rail, not translated yet; null: the place is shown in the rail as `of`
    const char* goes = nullptr;  ///< the command, likewise; null: there is none
    QString of;                  ///< place in the rail that is marked
    Rail rail = Rail::None;
    Needs needs = Needs::Engine;
    /// Null when it cannot be made of these parts. Without a maker the place is shown by the page of `of`.
    std::function<Page*(const PageParts&)> make = {};
    /// Brings what follows the head on view.
    std::function<void(Page&, const QStringList&)> show = {};
    /// Whether there is such a thing in this engine. Without it a page says so itself.
    std::function<void(EngineSession&, QObject* context, const QStringList&, std::function<void(bool)>)> ask = {};
    bool passing = false;  ///< a dialog: nobody stays there

    QString railText() const;
    QString commandText() const;
};

/// In the order of the rail.
const std::vector<PlaceRow>& placeRows();
/// Null: there is no such place. `rest`: what follows its head.
const PlaceRow* findPlace(const QString& place, QStringList* rest = nullptr);

}  // namespace beamline::ui
