// SPDX-License-Identifier: Apache-2.0
#pragma once
// Opens and tests the engines of the console's connections: its own, shared by all windows, and those behind NATS. GUI
// thread; what blocks runs on threads of its own.

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <filesystem>
#include <memory>
#include <vector>

#include "app/common/engine_access.h"
#include "ui/session/engine_opener.h"

namespace beamline::app {

class ConsoleOpener : public QObject, public ui::EngineOpener {
    Q_OBJECT
public:
    static constexpr int kMaxThreads = 8;  ///< further jobs wait for one
    /// For an engine behind NATS to answer for the first time.
    static constexpr std::chrono::milliseconds kFirstAnswer{8'000};

    /// `secrets`: where an own engine of `dataDir` reads those of its workflows.
    ConsoleOpener(std::filesystem::path dataDir, runtime::SecretSource secrets, QObject* parent = nullptr);
    /// Waits for what is under way.
    ~ConsoleOpener() override;

    void open(const ui::ConnectionProfile& profile, const std::string& secret, QObject* context, Opened done) override;
    void close(ui::OpenedEngine opened, std::function<void()> done) override;
    void diagnose(const ui::ConnectionProfile& profile, const std::string& secret, QObject* context,
                  Diagnosed done) override;
    std::vector<ui::ImportedContext> contexts() override;

private:
    struct Own {
        EngineAccess access;
    };

    void openOwn(QObject* context, Opened done);
    void ownOpened(api::Result<EngineAccess> access);
    /// Runs `job` aside, then `then` with its result here.
    template <class Value>
    void aside(std::function<Value()> job, std::function<void(Value)> then);
    ui::OpenedEngine share(const std::shared_ptr<Own>& own) const;

    const std::filesystem::path m_dataDir;
    const runtime::SecretSource m_secrets;
    std::weak_ptr<Own> m_own;
    std::vector<std::pair<QPointer<QObject>, Opened>> m_waiting;  ///< for the own engine, which is being opened
    std::vector<std::function<void()>> m_idle;  ///< to be told when an own engine that nobody wants any more has ended
    QThreadPool m_threads;
};

}  // namespace beamline::app
