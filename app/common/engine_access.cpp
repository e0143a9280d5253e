// SPDX-License-Identifier: Apache-2.0
#include "app/common/engine_access.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "engine/access/access_engine.h"
#include "engine/nats/nats_broker.h"
#include "engine/wire/engine_service.h"
#include "engine/wire/local_socket.h"
#include "engine/wire/remote_engine.h"

namespace beamline::app {

namespace {

namespace fs = std::filesystem;
using api::Error;
using api::Result;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kGreeting{250};  ///< for one attempt while the lock is looked at in between

Result<fs::path> makeTemporaryDirectory() {
    std::error_code ec;
    auto pattern = (fs::temp_directory_path(ec) / "beamline-XXXXXX").string();
    if (ec || !::mkdtemp(pattern.data())) {
        return Error{api::code::kUnavailable,
                     std::string("No temporary directory can be made: ") + std::strerror(errno) +
                         ". Set TMPDIR to one you can write.",
                     {},
                     false};
    }
    return fs::path(pattern);
}

Result<EngineAccess> serve(std::shared_ptr<runtime::LocalEngine> engine) {
    const auto directory = engine->dataDir();
    auto listener = wire::listenLocal(directory);
    if (!listener.ok()) {
        engine->stop(0ms);
        return listener.error();
    }
    // A reference kept by the function keeps nothing else alive: stop() empties it.
    const auto guarded = std::make_shared<access::AccessEngine>(engine, engine->accessBook());
    struct Owned {
        std::unique_ptr<wire::EngineService> service;
        std::shared_ptr<runtime::LocalEngine> engine;
    };
    auto owned =
        std::make_shared<Owned>(Owned{std::make_unique<wire::EngineService>(guarded, std::move(*listener)), engine});
    const auto stop = [owned] {
        owned->service.reset();
        if (owned->engine) {
            owned->engine->stop(kDrain);
            owned->engine.reset();
        }
    };
    return EngineAccess{guarded, stop, true, directory};
}

Result<EngineAccess> connect(const fs::path& directory) {
    auto connector = wire::localConnector(directory);
    if (!connector.ok()) {
        return connector.error();
    }
    wire::RemoteOptions options;
    options.name = directory.string();
    auto engine = wire::RemoteEngine::connect(std::move(*connector), kGreeting, options);
    if (!engine.ok()) {
        return engine.error();
    }
    return EngineAccess{*engine, [] {}, false, directory};
}

}  // namespace

Result<EngineAccess> openEngine(const EngineAccessOptions& options) {
    if (options.cluster.given()) {
        auto engine = clusterEngine(options.cluster, options.program);
        return engine.ok() ? EngineAccess{*engine, [] {}, false, {}} : Result<EngineAccess>(engine.error());
    }
    auto engineOptions = options.engine;
    engineOptions.dataDir = options.dataDir;
    engineOptions.ephemeral = options.ephemeral;
    engineOptions.schedules = !options.ephemeral;  // it is there for one run
    if (!engineOptions.blocks.broker) {
        engineOptions.blocks.broker = std::make_shared<nats::NatsBroker>();
    }
    if (options.ephemeral && options.dataDir.empty()) {
        auto directory = makeTemporaryDirectory();
        if (!directory.ok()) {
            return directory.error();
        }
        engineOptions.dataDir = *directory;
    }
    const auto end = std::chrono::steady_clock::now() + kOwnerPatience;
    for (;;) {
        auto own = runtime::LocalEngine::open(engineOptions);
        if (own.ok()) {
            return serve(*own);
        }
        if (own.error().code != "locked") {
            return own.error();
        }
        auto access = connect(engineOptions.dataDir);
        if (access.ok()) {
            return access;
        }
        if (!access.error().retryable || std::chrono::steady_clock::now() > end) {
            return Error{access.error().code,
                         "Another process holds the data directory " + engineOptions.dataDir.string() +
                             " but does not answer. End that process, or give another directory. (" +
                             access.error().message + ")",
                         {},
                         false};
        }
        std::this_thread::sleep_for(50ms);  // neither a lock nor a socket announces itself
    }
}

fs::path defaultDataDir(const std::string& profile) {
    const char* data = std::getenv("XDG_DATA_HOME");
    fs::path base = data ? data : "";
    if (!base.is_absolute()) {  // the base directory specification: relative values are to be ignored
        const char* home = std::getenv("HOME");
        const passwd* user = home ? nullptr : ::getpwuid(::getuid());
        base = fs::path(home ? home : (user ? user->pw_dir : "/")) / ".local" / "share";
    }
    return base / "beamline" / (profile.empty() ? "default" : profile);
}

api::RequestContext localIdentity(std::string client) {
    api::RequestContext context;
    const auto* user = ::getpwuid(::getuid());
    context.user = user ? user->pw_name : std::to_string(::getuid());
    std::vector<gid_t> ids(static_cast<std::size_t>(std::max(::getgroups(0, nullptr), 0)));
    const int count = ::getgroups(static_cast<int>(ids.size()), ids.data());
    ids.resize(static_cast<std::size_t>(std::max(count, 0)));
    for (const auto id : ids) {
        const auto* group = ::getgrgid(id);
        context.groups.push_back(group ? group->gr_name : std::to_string(id));
    }
    context.client = std::move(client);
    return context;
}

}  // namespace beamline::app
