// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_instance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/shell/deep_link.h"

namespace beamline::app {

namespace {
constexpr int kAgainMs = 50;

/// Two names of one directory are one console; so are two starts before it exists.
QString nameOf(const QString& dataDir) {
    const QString real = QFileInfo(dataDir).canonicalFilePath();
    const QByteArray path = (real.isEmpty() ? QDir::cleanPath(QFileInfo(dataDir).absoluteFilePath()) : real).toUtf8();
    constexpr int kLetters = 16;
    return QStringLiteral("beamline-console-") +
           QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(kLetters));
}

/// The user's own: of the session, or where there is none that of the settings.
QString ownFolder() {
    const QString session = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!session.isEmpty() && QFileInfo(session).isWritable()) {
        return session;
    }
    const QString settings =
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/beamline");
    return QDir().mkpath(settings) ? settings : QString();
}

QByteArray lineOf(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

api::Error instanceError(const char* code, const QString& message) {
    return {code, ui::toUtf8(message), {}, false};
}
}  // namespace

ConsoleInstance::ConsoleInstance(const QString& dataDir, const QString& folder, QObject* parent) : QObject(parent) {
    const QString own = folder.isEmpty() ? ownFolder() : folder;
    if (!own.isEmpty()) {
        m_path = own + QLatin1Char('/') + nameOf(dataDir);
        m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral(".lock"));
        m_lock->setStaleLockTime(0);  // as long as its process lives
    }
}

ConsoleInstance::~ConsoleInstance() {
    m_server.reset();  // before the lock goes
}

bool ConsoleInstance::claim(std::chrono::milliseconds patience) {
    if (!m_lock || m_lock->isLocked() || m_lock->tryLock(static_cast<int>(patience.count()))) {
        return true;
    }
    return m_lock->error() != QLockFile::LockFailedError;  // a folder that cannot be written keeps nobody from starting
}

void ConsoleInstance::serve(Handler handler) {
    if (!m_lock || !m_lock->isLocked()) {
        return;
    }
    m_handler = std::move(handler);
    const QString socket = socketFile();
    QLocalServer::removeServer(socket);  // of one that fell: whoever holds the lock is alone
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(kMaxCallers);
    connect(m_server.get(), &QLocalServer::newConnection, this, &ConsoleInstance::greet);
    m_server->listen(socket);  // without it a later start opens a console of its own
}

void ConsoleInstance::greet() {
    while (auto* socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (m_server->findChildren<QLocalSocket*>().size() > kMaxCallers) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(kMaxMessage + 1);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(kPatience, socket, [socket] { socket->abort(); });
        read(socket);
    }
}

void ConsoleInstance::read(QLocalSocket* socket) {
    const bool whole = socket->canReadLine();
    if (!whole && socket->bytesAvailable() <= kMaxMessage) {
        return;
    }
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr);  // one message each
    socket->write(answer(whole ? socket->readLine(kMaxMessage + 1) : QByteArray()));
    socket->disconnectFromServer();
}

QByteArray ConsoleInstance::answer(const QByteArray& line) {
    const auto refuse = [](const api::Error& why) {
        return lineOf(
            {{QStringLiteral("error"), ui::toText(why.message)}, {QStringLiteral("code"), ui::toText(why.code)}});
    };
    const auto document = QJsonDocument::fromJson(line);
    if (!document.isObject()) {
        return refuse(instanceError(api::code::kInvalidArgument, tr("This is no message of a console.")));
    }
    const QJsonObject said = document.object();
    ConsoleRequest request;
    request.place = said.value(QStringLiteral("place")).toString();
    request.newWindow = said.value(QStringLiteral("newWindow")).toBool();
    request.activation = said.value(QStringLiteral("activation")).toString();
    if (request.activation.size() > kMaxActivation ||
        std::any_of(request.activation.begin(), request.activation.end(),
                    [](QChar c) { return c.unicode() < 0x20 || c.unicode() > 0x7e; })) {
        request.activation.clear();
    }
    if (!request.place.isEmpty()) {
        const auto place = ui::isLink(request.place) ? ui::placeOfLink(request.place) : ui::placeToShow(request.place);
        if (!place.ok()) {
            Q_EMIT refused(ui::toText(place.error().message));
            return refuse(place.error());
        }
        request.place = *place;
    }
    const api::Error why = m_handler(request);
    return why.code.empty() ? lineOf({{QStringLiteral("ok"), true}}) : refuse(why);
}

api::Result<api::Unit> ConsoleInstance::ask(const ConsoleRequest& request) {
    const auto silent =
        instanceError(api::code::kDeadline, tr("A console for this data directory is running and does not answer."));
    const int patience = static_cast<int>(kPatience.count());
    QLocalSocket socket;
    const QDeadlineTimer end(kPatience);
    do {  // it may have begun this moment, and not listen yet
        socket.connectToServer(socketFile());
        if (socket.waitForConnected(patience)) {
            break;
        }
        QThread::msleep(kAgainMs);
    } while (!end.hasExpired());
    if (socket.state() != QLocalSocket::ConnectedState) {
        return silent;
    }
    socket.write(lineOf({{QStringLiteral("place"), request.place},
                         {QStringLiteral("newWindow"), request.newWindow},
                         {QStringLiteral("activation"), request.activation}}));
    QByteArray line;
    while (!line.endsWith('\n') && line.size() <= kMaxMessage && socket.waitForReadyRead(patience)) {
        line += socket.read(kMaxMessage + 1 - line.size());
    }
    const QJsonObject said = QJsonDocument::fromJson(line).object();
    if (said.value(QStringLiteral("ok")).toBool()) {
        return api::Unit{};
    }
    const QString code = said.value(QStringLiteral("code")).toString();
    if (code.isEmpty()) {
        return silent;
    }
    const bool ending = code == QLatin1String(api::code::kUnavailable);
    const std::string why = ui::toUtf8(said.value(QStringLiteral("error")).toString());
    return instanceError(ending ? api::code::kUnavailable : api::code::kInvalidArgument,
                         ui::cutText(why, ui::kShownText));
}

}  // namespace beamline::app
