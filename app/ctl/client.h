// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every command needs: the options given everywhere, and an engine opened as they say. Main thread.

#include <memory>
#include <string>
#include <vector>

#include "app/common/engine_access.h"
#include "app/ctl/output.h"

namespace beamline::ctl {

struct Globals {
    std::string dataDir;
    std::string profile;
    std::vector<std::string> files;  ///< roots for the fs functions when this process runs the engine
    Format format = Format::table;

    bool namesAnEngine() const { return !dataDir.empty() || !profile.empty(); }
};

class Client {
public:
    /// `ephemeral`: an engine of this process alone, in a temporary directory.
    static api::Result<std::unique_ptr<Client>> open(const Globals& globals, bool ephemeral = false);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    template <class Op>
    api::Result<typename Op::Reply> call(Op operation) {
        return api::callAndWait(engine(), std::move(operation), m_identity);
    }
    api::Engine& engine() { return *m_access.engine; }
    /// For calls that take longer than the usual deadline.
    void setDeadline(api::Timestamp deadline) { m_identity.deadline = deadline; }
    bool isOwner() const { return m_access.owner; }
    const std::filesystem::path& dataDir() const { return m_access.dataDir; }

private:
    explicit Client(app::EngineAccess access);
    app::EngineAccess m_access;
    api::RequestContext m_identity;
};

/// The text of a file, or of stdin for "-". Error kInvalidArgument.
api::Result<std::string> readFile(const std::string& path);
inline constexpr std::size_t kMaxFileBytes = 64u << 20;
/// JSON from a file or stdin; an empty path gives `otherwise`. Errors are kInvalidInput with line and column.
api::Result<api::Json> readJson(const std::string& path, api::Json otherwise, std::string* text = nullptr);
/// The same from the words of an argument.
api::Result<api::Json> parseArgument(const std::string& name, const std::string& text);
/// "key=value" words.
api::Result<api::Labels> parseLabels(const std::vector<std::string>& words);
/// Absolute time: RFC 3339, a date, or a span before now such as "90s", "15m", "2h" or "7d".
api::Result<api::Timestamp> parseTime(const std::string& text);

}  // namespace beamline::ctl
