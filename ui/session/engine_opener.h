// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the console comes by the engine of a connection, and how one is tested: given by the program, because the rooms
// of the console know no transport. GUI thread; handlers run there too, later.

#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

#include "engine/api/engine.h"
#include "ui/session/connection_profile.h"

namespace beamline::ui {

/// An engine that can be asked. To be given back with EngineOpener::close().
struct OpenedEngine {
    std::shared_ptr<api::Engine> engine;
    api::RequestContext identity;
    bool endsHere = false;       ///< it runs inside this program: closing the last window stops it
    bool secretsHere = false;    ///< this console keeps its secrets
    QString folder;              ///< the data directory of an embedded one; for messages
    std::shared_ptr<void> hold;  ///< what close() ends
};

struct DiagnosisStep {
    enum State { Passed, Warned, Failed, NotTried };
    State state = NotTried;
    QString title;     ///< "TLS", "JetStream"
    QString sentence;  ///< what was found, and of a failed one what to do
};

/// A context of the nats CLI.
struct ImportedContext {
    QString name;
    QString description;
    std::vector<std::string> servers;
    QString problem;  ///< why it cannot be used; empty: it can
};

class EngineOpener {
public:
    using Opened = std::function<void(api::Result<OpenedEngine>)>;
    using Diagnosed = std::function<void(std::vector<DiagnosisStep>)>;

    virtual ~EngineOpener() = default;

    /// Opens it aside. `context` has died by then: the engine is closed again and nobody is told. `secret` is the
    /// password, token, seed or credentials that ConnectionBook keeps; empty: none.
    virtual void open(const ConnectionProfile& profile, const std::string& secret, QObject* context, Opened done) = 0;
    /// Ends what open() gave; `done` runs when that is over. After it no part of the engine may be in use.
    virtual void close(OpenedEngine opened, std::function<void()> done) = 0;
    /// Looks step by step and changes nothing. Dropped when `context` has died.
    virtual void diagnose(const ConnectionProfile& profile, const std::string& secret, QObject* context,
                          Diagnosed done) = 0;
    /// Those that the user has now; by name.
    virtual std::vector<ImportedContext> contexts() = 0;
};

}  // namespace beamline::ui
