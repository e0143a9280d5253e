// SPDX-License-Identifier: Apache-2.0
// Whatever the text, parsing ends with a definition or with mistakes that have a place and a sentence.

#include <cstdint>
#include <cstdlib>

#include "engine/core/definition/definition.h"

namespace {
class EmptyCatalog : public beamline::core::Catalog {
public:
    const beamline::api::FunctionInfo* find(std::string_view, std::string_view) const override { return nullptr; }
    std::vector<beamline::api::FunctionInfo> list() const override { return {}; }
};
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const EmptyCatalog kCatalog;
    const auto result = beamline::core::parseDefinition({reinterpret_cast<const char*>(data), size}, kCatalog);
    bool broken = false;
    for (const auto& problem : result.problems) {
        broken = broken || problem.severity == beamline::api::Severity::error;
        if (problem.line < 1 || problem.column < 1 || problem.message.empty()) {
            std::abort();
        }
    }
    if (broken == (result.definition != nullptr)) {
        std::abort();
    }
    return 0;
}
