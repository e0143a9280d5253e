// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the console remembers between two starts: an INI file with typed entries, never a secret. GUI thread only.

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace beamline::ui {

class Settings {
public:
    /// An empty path: `beamline.ini` in the user's configuration folder. Unreadable or unwritable files are not fatal:
    /// defaults are used, and writing does nothing.
    explicit Settings(const QString& path = {});

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    /// "light", "dark" or "system".
    QString theme() const;
    void setTheme(const QString& theme);
    QString lastPlace() const;
    void setLastPlace(const QString& place);
    /// State of one view's header or splitter. `layoutVersion` changes when its columns do: older states are ignored.
    QByteArray viewState(const QString& view, int layoutVersion) const;
    void setViewState(const QString& view, int layoutVersion, const QByteArray& state);
    /// Filters that were asked in one view, latest first; the view bounds them.
    QStringList queries(const QString& view) const;
    void setQueries(const QString& view, const QStringList& queries);
    /// What one view keeps of one connection, a text each; the view bounds them.
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
    /// Reads what another console has written meanwhile.
    void reload() { m_settings.sync(); }

private:
    static constexpr int kSchema = 1;

    mutable QSettings m_settings;
};

}  // namespace beamline::ui
