// SPDX-License-Identifier: Apache-2.0
// Whatever stands in the files that people keep for an engine, it is refused with a sentence or understood:
// engine.json, contexts and credentials of NATS. Whatever a plan of a dry run says, it is one or the pointer to what is
// wrong.

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>

#include "engine/api/json_codec.h"
#include "engine/core/machine/dry_run.h"
#include "engine/nats/context.h"
#include "engine/nats/nkey.h"
#include "engine/runtime/settings.h"

namespace {
using namespace beamline;

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

/// A folder of this process, which goes with it.
class Folder {
public:
    Folder() : m_path(std::filesystem::temp_directory_path() / ("beamline-fuzz-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(m_path);
    }
    ~Folder() {
        std::error_code ec;
        std::filesystem::remove_all(m_path, ec);
    }
    std::filesystem::path put(const char* name, std::string_view text) const {
        std::ofstream(m_path / name, std::ios::binary) << text;
        return m_path / name;
    }

private:
    std::filesystem::path m_path;
};

void plan(std::string_view text) {
    const auto json = api::parseJson(text);
    if (!json.ok()) {
        return;
    }
    const auto parsed = core::parseDryRun(*json);
    require(parsed.ok() ? parsed->mocks.size() <= core::kMaxMocks : !parsed.error().message.empty());
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Folder kFolder;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    plan(text);
    if (const auto key = nats::publicKeyOf(text)) {
        require(key->size() == 56 && key->front() == 'U');
    }
    if (const auto credentials = nats::readCredentials(text)) {
        (void)nats::publicKeyOf(credentials->seed);
    }
    runtime::EngineOptions options;
    const auto settings = runtime::readSettings(kFolder.put("engine.json", text), options);
    require(settings.ok() ? options.io.threads > 0 && options.io.capacity > 0 : !settings.error().message.empty());
    const auto context = nats::readContext(kFolder.put("one.json", text).parent_path(), "one");
    require(context.ok() ? !context->address.servers.empty() : !context.error().message.empty());
    return 0;
}
