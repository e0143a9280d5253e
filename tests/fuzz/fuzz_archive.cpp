// SPDX-License-Identifier: Apache-2.0
// Whatever is opened as an archive is refused with a sentence, or can be stepped through; also where somebody has made
// the checksum fit.

#include <cstdint>
#include <cstdlib>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/core/archive/archive.h"

namespace {
using namespace beamline;

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

void look(const api::Result<core::Archive>& archive) {
    if (!archive.ok()) {
        require(archive.error().message.size() > 20);
        return;
    }
    std::int64_t entries = 0;
    for (const auto& step : archive->steps) {
        entries += static_cast<std::int64_t>(step.entries.size());
    }
    for (std::int64_t n = 1; n <= std::min<std::int64_t>(entries, 50); ++n) {
        require(core::runAsOf(*archive, n).ok());
    }
    require(!core::runAsOf(*archive, entries + 1).ok());
    core::approvalsOf(*archive);
    core::rawInputOf(*archive);
    auto less = *archive;
    core::redact(less, {"input", "name", "token"}, true);
    core::redact(less, {}, false);
    const auto again = core::writeArchive(less);
    require(again.ok() && core::readArchive(*again).ok());
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    look(core::readArchiveText(text));
    if (auto json = api::parseJson(text); json.ok() && json->is_object()) {
        const auto* content = json->get_object().if_contains("content");
        const auto& used = content && content->is_object() ? *content : *json;
        const api::Json file{{"beamlineArchive", core::kArchiveFormat},
                             {"checksum", api::sha256(api::canonicalJson(used))},
                             {"content", used}};
        look(core::readArchive(file));
    }
    return 0;
}
