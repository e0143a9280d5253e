// SPDX-License-Identifier: Apache-2.0
#pragma once
// One console for each data directory: the first start holds it and listens; a later one hands over what it was asked
// to show, and ends. What comes in can show a window, open one or go to a place, and nothing else. GUI thread.

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <chrono>
#include <functional>
#include <memory>

#include "engine/api/result.h"

class QLocalSocket;

namespace beamline::app {

/// What a later start asks of the first.
struct ConsoleRequest {
    QString place;           ///< to go to, or a link to it; empty: show the window as it is
    bool newWindow = false;  ///< in a window of its own
    QString activation;      ///< by which a desktop lets the window come to the front; may be empty
};

class ConsoleInstance : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kMaxMessage = 8 << 10;                ///< bytes, either way
    static constexpr int kMaxCallers = 8;                         ///< at once; further ones are turned away
    static constexpr std::chrono::milliseconds kPatience{5'000};  ///< for a message to be whole, and for its answer
    static constexpr int kMaxActivation = 256;                    ///< characters

    /// Does what is asked, of which `place` is one that exists. An empty code is "done", everything else says why not;
    /// kUnavailable: this console is ending.
    using Handler = std::function<api::Error(const ConsoleRequest&)>;

    /// `dataDir` need not exist. `folder`: where lock and socket lie, private to the user; empty: that of the session.
    explicit ConsoleInstance(const QString& dataDir, const QString& folder = {}, QObject* parent = nullptr);
    ~ConsoleInstance() override;

    /// Where the first listens; empty: nowhere.
    QString socketFile() const { return m_path.isEmpty() ? QString() : m_path + QStringLiteral(".sock"); }
    /// Whether this is the first now; waits up to `patience` for another to end. Without a private folder there is no
    /// way to know: then everyone is the first.
    bool claim(std::chrono::milliseconds patience = {});
    /// Listens, once it is the first. What a console that fell has left behind is put aside.
    void serve(Handler handler);
    /// Asks the first, and blocks until it has answered. kUnavailable: it is ending; kDeadline: it does not answer;
    /// others say why it does not do it.
    api::Result<api::Unit> ask(const ConsoleRequest& request);

Q_SIGNALS:
    /// Something was asked for that does not exist, or is not to be had by a link.
    void refused(const QString& why);

private:
    void greet();
    void read(QLocalSocket* socket);
    QByteArray answer(const QByteArray& line);

    QString m_path;  ///< without its ending; empty: there is no folder
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QLocalServer> m_server;
    Handler m_handler;
};

}  // namespace beamline::app
