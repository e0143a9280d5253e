// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every command needs: the options given everywhere, and an engine opened as they say. Main thread.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/common/engine_access.h"
#include "app/ctl/output.h"
#include "engine/api/moved.h"

namespace beamline::ctl {

inline constexpr int kLookEveryMs = 5'000;  ///< in case an event was lost with a connection

struct Globals {
    std::string dataDir;
    std::string profile;
    std::string archive;             ///< file with a run that is read in the place of an engine; empty: none
    std::vector<std::string> files;  ///< roots for the fs functions when this process runs the engine
    app::NatsPlace cluster;
    Format format = Format::table;
    std::string tenant;  ///< empty: the default one

    bool namesAnEngine() const { return !dataDir.empty() || !profile.empty() || cluster.given(); }
};

class Client {
public:
    /// What is looked for: a directory that is named must exist, may be made, or is none: an engine of this process
    /// alone, in a temporary one.
    enum class Directory { existing, made, temporary };
    static api::Result<std::unique_ptr<Client>> open(const Globals& globals, Directory kind = Directory::existing);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// What the engine's end interrupts is asked again of the one that takes its place: a query always, a command when
    /// it was surely not taken. Of another command it is unknown whether it took effect.
    template <class Op>
    api::Result<typename Op::Reply> call(const Op& operation) {
        auto reply = api::callAndWait(engine(), operation, m_identity);
        if (reply.ok() || reply.error().code != api::code::kUnavailable) {
            return reply;
        }
        const bool isNotTaken = api::isNotTaken(reply.error());
        const bool isRevived = revive(isNotTaken);
        const bool mayAskAgain = isNotTaken || boost::mp11::mp_contains<api::Queries, Op>::value;
        return isRevived && mayAskAgain ? api::callAndWait(engine(), operation, m_identity) : reply;
    }
    /// Opens the directory anew when the process that owned it has gone, becoming its owner if nobody else does; in a
    /// cluster waits for another node. One that `isClosing` is waited for. True when another one may answer now, which
    /// `onRevived` is told.
    bool revive(bool isClosing = false);
    std::function<void()> onRevived;
    api::Engine& engine() { return *m_access.engine; }
    /// For calls that take longer than the usual deadline.
    void setDeadline(api::Timestamp deadline) { m_identity.deadline = deadline; }
    /// Of events, in the name of who calls.
    api::EventFilter events(std::string run, bool tasks, bool withData) const {
        return {std::move(run), tasks, withData, m_identity.user, m_identity.groups, m_identity.tenant};
    }
    bool isOwner() const { return m_access.owner; }
    /// The data directory or the cluster, for people.
    std::string place() const;
    /// Empty for a cluster and an archive.
    std::filesystem::path dataDir() const {
        return m_options.cluster.given() ? std::filesystem::path() : m_access.dataDir;
    }
    /// The arguments that name it, for commands that people are shown.
    std::string arguments() const;

private:
    static api::Result<std::unique_ptr<Client>> openAny(const Globals& globals, Directory kind);
    Client(app::EngineAccessOptions options, app::EngineAccess access);
    const app::EngineAccessOptions m_options;
    app::EngineAccess m_access;
    api::RequestContext m_identity;
};

/// The text of a file, or of stdin for "-". Error kInvalidArgument.
api::Result<std::string> readFile(const std::string& path);
inline constexpr std::size_t kMaxFileBytes = 64u << 20;
/// JSON from a file or stdin; an empty path gives `otherwise`. Errors are kInvalidInput with line and column.
api::Result<api::Json> readJson(const std::string& path, api::Json otherwise, std::string* text = nullptr);
/// The same from an argument.
api::Result<api::Json> parseArgument(const std::string& text);
/// "key=value" words.
api::Result<api::Labels> parseLabels(const std::vector<std::string>& words);
/// Absolute time: RFC 3339, a date, or a span before now, or from now on, such as "90s", "15m", "2h" or "7d".
enum class Span { ago, ahead };
api::Result<api::Timestamp> parseTime(const std::string& text, Span span = Span::ago);

}  // namespace beamline::ctl
