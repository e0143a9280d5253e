// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the console remembers between two starts: an INI file with typed entries, never a secret. GUI thread only.

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QTime>
#include <array>
#include <optional>

namespace beamline::ui {

class Settings : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaxUndoSeconds = 30;
    static constexpr int kFirstUndoSeconds = 5;                                ///< until somebody says otherwise
    static constexpr std::array<int, 6> kScales{90, 100, 110, 125, 150, 200};  ///< per cent
    static constexpr int kMaxRecent = 20;
    static constexpr qsizetype kMaxNames = 1000;  ///< letters of redactedNames()
    // What changed() says.
    static const QString kTheme, kLanguage, kScale, kMenu, kShortcuts, kUndo, kRedacted, kQuit;
    static const QString kNotify, kTray;  ///< anything of notifications() or of the quiet hours; the tray

    /// An empty path: `beamline.ini` in the user's configuration folder. Unreadable or unwritable files are not fatal:
    /// defaults are used, and writing does nothing.
    explicit Settings(const QString& path = {});

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    /// "light", "dark", "contrast" or "system".
    QString theme() const;
    void setTheme(const QString& theme);
    /// A code of Language::all() or "system".
    QString language() const;
    void setLanguage(const QString& language);
    /// One of kScales, of texts and all else; counts when the program starts.
    int scale() const;
    QString scaleText() const { return QString::number(scale()); }
    void setScale(int percent);
    /// Whether the menu bar is there when nobody uses it.
    bool isMenuShown() const;
    void setMenuShown(bool shown);
    /// Keys of a command, as QKeySequence::listToString() writes them; nothing: those it came with.
    std::optional<QString> shortcut(const QString& command) const;
    void setShortcut(const QString& command, const std::optional<QString>& keys);
    void resetShortcuts();
    /// What was chosen in the palette, latest first.
    QStringList recentChoices() const;
    void addRecentChoice(const QString& id);
    /// So long a decision can be taken back before the engine is told; 0: not at all.
    int undoSeconds() const;
    void setUndoSeconds(int seconds);
    /// Names of members, by commas, that are masked on view and that exports are proposed without, besides the usual.
    QString redactedNames() const;
    void setRedactedNames(const QString& names);
    bool asksBeforeQuitting() const;
    void setAsksBeforeQuitting(bool asks);
    /// Whether one kind of news is told outside of the window: "approvals", "faults", "engine", "workflows"; and
    /// "details": whether what is told names requests and workflows. All are on at first.
    bool notifies(const QString& kind) const;
    void setNotifies(const QString& kind, bool on);
    /// Every day from one time to another nothing is told, in the desktop's time; what came is summed up afterwards.
    bool hasQuietHours() const;
    void setQuietHours(bool on);
    QTime quietFrom() const;
    void setQuietFrom(const QTime& time);
    QTime quietTo() const;
    void setQuietTo(const QTime& time);
    /// Whether the page of the first start was read or put away.
    bool wasWelcomed() const;
    void setWelcomed(bool welcomed);
    /// An icon in the desktop's tray; off at first.
    bool hasTray() const;
    void setTray(bool on);
    /// Of the embedded engine; not kept, told by the program.
    QString dataDir() const { return m_dataDir; }
    void setDataDir(const QString& dataDir) { m_dataDir = dataDir; }
    QString lastPlace() const;
    void setLastPlace(const QString& place);
    /// State of one view's header or splitter. `layoutVersion` changes when its columns do: older states are ignored.
    QByteArray viewState(const QString& view, int layoutVersion) const;
    void setViewState(const QString& view, int layoutVersion, const QByteArray& state);
    /// Forgets the states of all views and of the window.
    void resetLayout();
    /// Filters that were asked in one view, latest first; the view bounds them.
    QStringList queries(const QString& view) const;
    void setQueries(const QString& view, const QStringList& queries);
    /// What one view keeps of one connection, a text each; the view bounds them. changed() tells other windows.
    QStringList kept(const QString& view, const QString& connection) const;
    void setKept(const QString& view, const QString& connection, const QStringList& texts);
    /// What is kept in the operating system's keychain under `scope`: the names alone.
    QStringList secretNames(const QString& scope) const;
    /// On the disk when it returns.
    void setSecretNames(const QString& scope, const QStringList& names);
    /// What is known of connections, by id: a JSON text each, never a secret. An empty text forgets it.
    QStringList connectionIds() const;
    QString connection(const QString& id) const;
    void setConnection(const QString& id, const QString& text);
    /// "embedded" at first.
    QString lastConnection() const;
    void setLastConnection(const QString& id);
    /// Where the file lies.
    QString folder() const;
    QString fileName() const { return m_settings.fileName(); }
    /// Reads what another console has written meanwhile.
    void reload() { m_settings.sync(); }

Q_SIGNALS:
    /// `what` was set, by whatever window.
    void changed(const QString& what);

private:
    static constexpr int kSchema = 1;

    void set(const QString& what, const QVariant& value);
    void setNotify(const QString& key, const QVariant& value);
    QTime timeAt(const QString& key, const QTime& otherwise) const;

    mutable QSettings m_settings;
    QString m_dataDir;
};

}  // namespace beamline::ui
