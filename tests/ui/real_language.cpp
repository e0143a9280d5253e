// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/real_language.h"

#include "engine/blocks/block.h"
#include "engine/core/definition/definition.h"

namespace beamline::test {

namespace {
const blocks::Registry& registry() {
    static const blocks::Registry registry({});
    return registry;
}
}  // namespace

api::ValidateReply validate(const std::string& source) {
    auto parsed = core::parseDefinition(source, registry());
    api::ValidateReply reply;
    reply.valid = parsed.definition != nullptr;
    reply.problems = std::move(parsed.problems);
    reply.workflow = std::move(parsed.info);
    if (parsed.definition) {
        reply.graph = parsed.definition->graph;
    }
    return reply;
}

std::vector<api::FunctionInfo> catalog() {
    return registry().list();
}

void speakTheLanguage(FixtureEngine& engine) {
    engine.setValidator(validate);
    engine.setFunctions(catalog());
}

}  // namespace beamline::test
