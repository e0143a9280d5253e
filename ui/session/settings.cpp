// SPDX-License-Identifier: Apache-2.0
#include "ui/session/settings.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

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
QString connectionKey(const QString& id) {
    return kConnections + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(id));
}
}  // namespace

Settings::Settings(const QString& path) : m_settings(pathOr(path), QSettings::IniFormat) {
    if (m_settings.value(QStringLiteral("schema"), kSchema).toInt() > kSchema) {
        return;  // written by a newer console: what we do not know stays as it is
    }
    m_settings.setValue(QStringLiteral("schema"), kSchema);
}

QByteArray Settings::windowGeometry() const {
    return m_settings.value(QStringLiteral("window/geometry")).toByteArray();
}
void Settings::setWindowGeometry(const QByteArray& geometry) {
    m_settings.setValue(QStringLiteral("window/geometry"), geometry);
}
QString Settings::theme() const {
    return m_settings.value(QStringLiteral("window/theme"), QStringLiteral("system")).toString();
}
void Settings::setTheme(const QString& theme) {
    m_settings.setValue(QStringLiteral("window/theme"), theme);
}
QString Settings::lastPlace() const {
    return m_settings.value(QStringLiteral("window/place"), QStringLiteral("runs")).toString();
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
    m_settings.setValue(keptKey(view, connection), texts);
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
