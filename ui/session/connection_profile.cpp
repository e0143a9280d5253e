// SPDX-License-Identifier: Apache-2.0
#include "ui/session/connection_profile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

namespace beamline::ui {

namespace {
struct ConnectionProfileText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::ConnectionProfileText)
};

QString problemOfServer(const QString& server) {
    const QUrl url(server, QUrl::StrictMode);
    static const QStringList kSchemes{QStringLiteral("nats"), QStringLiteral("tls")};
    if (!url.isValid() || url.host().isEmpty()) {
        return ConnectionProfileText::tr("“%1” is no address: write it as nats://host:4222.").arg(server);
    }
    if (!kSchemes.contains(url.scheme())) {
        return ConnectionProfileText::tr("“%1” begins with %2, which Beamline does not speak: use nats:// or tls://.")
            .arg(server, url.scheme());
    }
    if (!url.userInfo().isEmpty()) {
        return ConnectionProfileText::tr(
                   "“%1” holds a user or a password: give them below, where they are kept safely.")
            .arg(url.host());
    }
    return {};
}

QString problemOfFile(const std::string& path, const QString& what) {
    const QFileInfo file(QString::fromStdString(path));
    return path.empty() || file.isReadable()
               ? QString()
               : ConnectionProfileText::tr("%1 %2 cannot be read.").arg(what, QString::fromStdString(path));
}
}  // namespace

std::vector<std::string> serversOf(const QString& text) {
    static const QRegularExpression kBetween(QStringLiteral("[\\s,;]+"));
    std::vector<std::string> servers;
    for (const QString& one : text.split(kBetween, Qt::SkipEmptyParts)) {
        servers.push_back((one.contains(QLatin1String("://")) ? one : QStringLiteral("nats://") + one).toStdString());
    }
    return servers;
}

QString problemOf(const ConnectionProfile& profile) {
    const QString name = QString::fromStdString(profile.name).trimmed();
    if (name.isEmpty()) {
        return ConnectionProfileText::tr("Give the connection a name.");
    }
    if (name.size() > qsizetype(ConnectionProfile::kMaxName)) {
        return ConnectionProfileText::tr("The name is longer than %1 letters.").arg(ConnectionProfile::kMaxName);
    }
    constexpr std::size_t kMaxTenant = 64;
    if (profile.tenant.size() > kMaxTenant || profile.tenant.find_first_of(" \t\n,;") != std::string::npos) {
        return ConnectionProfileText::tr("A tenant is one name of at most %1 letters, without blanks.").arg(kMaxTenant);
    }
    if (profile.kind != ConnectionKind::nats) {
        return {};
    }
    if (profile.servers.empty()) {
        return ConnectionProfileText::tr("Give the address of at least one NATS server.");
    }
    if (profile.servers.size() > ConnectionProfile::kMaxServers) {
        return ConnectionProfileText::tr("More than %1 servers: the others are learned from the first that answers.")
            .arg(ConnectionProfile::kMaxServers);
    }
    for (const auto& server : profile.servers) {
        if (const QString problem = problemOfServer(QString::fromStdString(server)); !problem.isEmpty()) {
            return problem;
        }
    }
    if (profile.auth == ConnectionAuth::password && profile.user.empty()) {
        return ConnectionProfileText::tr("Give the user's name.");
    }
    if (profile.certFile.empty() != profile.keyFile.empty()) {
        return ConnectionProfileText::tr("A client certificate and its key go together: give both files or none.");
    }
    for (const auto& [path, what] : {std::pair{profile.caFile, ConnectionProfileText::tr("The file of authorities")},
                                     {profile.certFile, ConnectionProfileText::tr("The client certificate")},
                                     {profile.keyFile, ConnectionProfileText::tr("The key")}}) {
        if (const QString problem = problemOfFile(path, what); !problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

QString addressOf(const ConnectionProfile& profile) {
    if (profile.kind == ConnectionKind::embedded) {
        return ConnectionProfileText::tr("in this program, on this computer");
    }
    if (profile.servers.empty()) {
        return ConnectionProfileText::tr("NATS context %1").arg(QString::fromStdString(profile.context));
    }
    const QString first = QString::fromStdString(profile.servers.front());
    return profile.servers.size() == 1
               ? first
               : ConnectionProfileText::tr("%1 and %2 more").arg(first).arg(profile.servers.size() - 1);
}

bool needsSecret(const ConnectionProfile& profile) {
    return profile.kind == ConnectionKind::nats && profile.auth != ConnectionAuth::none;
}

}  // namespace beamline::ui
