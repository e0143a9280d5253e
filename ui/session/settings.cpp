// SPDX-License-Identifier: Apache-2.0
#include "ui/session/settings.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>
#include <algorithm>

namespace beamline::ui {

namespace {
QString pathOr(const QString& path) {
    return path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                QStringLiteral("/beamline/beamline.ini")
                          : path;
}
QString viewKey(const QString& view, int layoutVersion) {
    return QStringLiteral("views/%1.%2").arg(view).arg(layoutVersion);
}
QString keptKey(const QString& view, const QString& connection) {
    return QStringLiteral("kept/%1/%2").arg(QString::fromLatin1(QUrl::toPercentEncoding(connection)), view);
}
QString secretsKey(const QString& scope) {
    return QStringLiteral("secrets/") + QString::fromLatin1(QUrl::toPercentEncoding(scope));  // a path is one key
}
const QString kConnections = QStringLiteral("connections");
const QString kShortcutGroup = QStringLiteral("shortcuts/");
const QString kNotifyGroup = QStringLiteral("notify/");
const QString kQuietOn = QStringLiteral("notify/quiet");
const QString kQuietFrom = QStringLiteral("notify/quietFrom");
const QString kQuietTo = QStringLiteral("notify/quietTo");
const QString kHours = QStringLiteral("HH:mm");
QString connectionKey(const QString& id) {
    return kConnections + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(id));
}
}  // namespace

const QString Settings::kTheme = QStringLiteral("window/theme");
const QString Settings::kLanguage = QStringLiteral("window/language");
const QString Settings::kScale = QStringLiteral("window/scale");
const QString Settings::kMenu = QStringLiteral("window/menu");
const QString Settings::kShortcuts = QStringLiteral("shortcuts");
const QString Settings::kUndo = QStringLiteral("approvals/undoSeconds");
const QString Settings::kRedacted = QStringLiteral("runs/redactedNames");
const QString Settings::kNotify = QStringLiteral("notify");
const QString Settings::kTray = QStringLiteral("window/tray");
const QString Settings::kQuit = QStringLiteral("runs/askBeforeQuitting");

Settings::Settings(const QString& path) : m_settings(pathOr(path), QSettings::IniFormat) {
    if (m_settings.value(QStringLiteral("schema"), kSchema).toInt() > kSchema) {
        return;  // written by a newer console: what we do not know stays as it is
    }
    m_settings.setValue(QStringLiteral("schema"), kSchema);
}

void Settings::set(const QString& what, const QVariant& value) {
    m_settings.setValue(what, value);
    Q_EMIT changed(what);
}

QByteArray Settings::windowGeometry() const {
    return m_settings.value(QStringLiteral("window/geometry")).toByteArray();
}
void Settings::setWindowGeometry(const QByteArray& geometry) {
    m_settings.setValue(QStringLiteral("window/geometry"), geometry);
}
QString Settings::theme() const {
    return m_settings.value(kTheme, QStringLiteral("system")).toString();
}
void Settings::setTheme(const QString& theme) {
    set(kTheme, theme);
}
QString Settings::language() const {
    return m_settings.value(kLanguage, QStringLiteral("system")).toString();
}
void Settings::setLanguage(const QString& language) {
    set(kLanguage, language);
}
int Settings::scale() const {
    const int percent = m_settings.value(kScale, 100).toInt();
    return std::count(kScales.begin(), kScales.end(), percent) > 0 ? percent : 100;
}
void Settings::setScale(int percent) {
    set(kScale, percent);
    m_settings.sync();  // read by the next start, before anything else
}
bool Settings::isMenuShown() const {
    return m_settings.value(kMenu, false).toBool();
}
void Settings::setMenuShown(bool shown) {
    set(kMenu, shown);
}
std::optional<QString> Settings::shortcut(const QString& command) const {
    const QVariant kept = m_settings.value(kShortcutGroup + command);
    return kept.isValid() ? std::optional(kept.toStringList().join(QLatin1Char(','))) : std::nullopt;
}
void Settings::setShortcut(const QString& command, const std::optional<QString>& keys) {
    keys ? m_settings.setValue(kShortcutGroup + command, *keys) : m_settings.remove(kShortcutGroup + command);
    Q_EMIT changed(kShortcuts);
}
void Settings::resetShortcuts() {
    m_settings.remove(kShortcuts);
    Q_EMIT changed(kShortcuts);
}
QStringList Settings::recentChoices() const {
    return m_settings.value(QStringLiteral("palette/recent")).toStringList().mid(0, kMaxRecent);
}
void Settings::addRecentChoice(const QString& id) {
    QStringList all = recentChoices();
    all.removeAll(id);
    all.prepend(id);
    m_settings.setValue(QStringLiteral("palette/recent"), all.mid(0, kMaxRecent));
}
int Settings::undoSeconds() const {
    return std::clamp(m_settings.value(kUndo, kFirstUndoSeconds).toInt(), 0, kMaxUndoSeconds);
}
void Settings::setUndoSeconds(int seconds) {
    set(kUndo, std::clamp(seconds, 0, kMaxUndoSeconds));
}
QString Settings::redactedNames() const {
    return m_settings.value(kRedacted).toStringList().join(QStringLiteral(", ")).left(kMaxNames);
}
void Settings::setRedactedNames(const QString& names) {
    set(kRedacted, names.left(kMaxNames));
}
bool Settings::notifies(const QString& kind) const {
    return m_settings.value(kNotifyGroup + kind, true).toBool();
}
void Settings::setNotifies(const QString& kind, bool on) {
    setNotify(kNotifyGroup + kind, on);
}
bool Settings::hasQuietHours() const {
    return m_settings.value(kQuietOn, false).toBool();
}
void Settings::setQuietHours(bool on) {
    setNotify(kQuietOn, on);
}
QTime Settings::quietFrom() const {
    return timeAt(kQuietFrom, QTime(22, 0));
}
void Settings::setQuietFrom(const QTime& time) {
    setNotify(kQuietFrom, time.toString(kHours));
}
QTime Settings::quietTo() const {
    return timeAt(kQuietTo, QTime(7, 0));
}
void Settings::setQuietTo(const QTime& time) {
    setNotify(kQuietTo, time.toString(kHours));
}
QTime Settings::timeAt(const QString& key, const QTime& otherwise) const {
    const QTime time = QTime::fromString(m_settings.value(key).toString(), kHours);
    return time.isValid() ? time : otherwise;
}
void Settings::setNotify(const QString& key, const QVariant& value) {
    m_settings.setValue(key, value);
    Q_EMIT changed(kNotify);
}
bool Settings::hasTray() const {
    return m_settings.value(kTray, false).toBool();
}
void Settings::setTray(bool on) {
    set(kTray, on);
}
bool Settings::asksBeforeQuitting() const {
    return m_settings.value(kQuit, true).toBool();
}
void Settings::setAsksBeforeQuitting(bool asks) {
    set(kQuit, asks);
}
void Settings::resetLayout() {
    m_settings.remove(QStringLiteral("views"));
    m_settings.remove(QStringLiteral("window/geometry"));
}
bool Settings::wasWelcomed() const {
    return m_settings.value(QStringLiteral("window/welcomed"), false).toBool();
}
void Settings::setWelcomed(bool welcomed) {
    m_settings.setValue(QStringLiteral("window/welcomed"), welcomed);
}
QString Settings::lastPlace() const {
    return m_settings.value(QStringLiteral("window/place"), QStringLiteral("overview")).toString();
}
void Settings::setLastPlace(const QString& place) {
    m_settings.setValue(QStringLiteral("window/place"), place);
}
QByteArray Settings::viewState(const QString& view, int layoutVersion) const {
    return m_settings.value(viewKey(view, layoutVersion)).toByteArray();
}
void Settings::setViewState(const QString& view, int layoutVersion, const QByteArray& state) {
    m_settings.setValue(viewKey(view, layoutVersion), state);
}
QStringList Settings::queries(const QString& view) const {
    return m_settings.value(QStringLiteral("queries/") + view).toStringList();
}
void Settings::setQueries(const QString& view, const QStringList& queries) {
    m_settings.setValue(QStringLiteral("queries/") + view, queries);
}
QStringList Settings::kept(const QString& view, const QString& connection) const {
    return m_settings.value(keptKey(view, connection)).toStringList();
}
void Settings::setKept(const QString& view, const QString& connection, const QStringList& texts) {
    set(keptKey(view, connection), texts);
}
QStringList Settings::secretNames(const QString& scope) const {
    return m_settings.value(secretsKey(scope)).toStringList();
}
void Settings::setSecretNames(const QString& scope, const QStringList& names) {
    m_settings.setValue(secretsKey(scope), names);
    m_settings.sync();  // another console may take the engine over when this one has fallen
}
QStringList Settings::connectionIds() const {
    m_settings.beginGroup(kConnections);
    QStringList ids = m_settings.childKeys();
    m_settings.endGroup();
    for (QString& id : ids) {
        id = QUrl::fromPercentEncoding(id.toLatin1());
    }
    return ids;
}
QString Settings::connection(const QString& id) const {
    return m_settings.value(connectionKey(id)).toString();
}
void Settings::setConnection(const QString& id, const QString& text) {
    text.isEmpty() ? m_settings.remove(connectionKey(id)) : m_settings.setValue(connectionKey(id), text);
    m_settings.sync();
}
QString Settings::lastConnection() const {
    return m_settings.value(QStringLiteral("window/connection"), QStringLiteral("embedded")).toString();
}
void Settings::setLastConnection(const QString& id) {
    m_settings.setValue(QStringLiteral("window/connection"), id);
}
QString Settings::folder() const {
    return QFileInfo(m_settings.fileName()).absolutePath();
}

}  // namespace beamline::ui
