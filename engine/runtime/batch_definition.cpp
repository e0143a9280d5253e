// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/batch_definition.h"

namespace beamline::runtime {

namespace {
/// All that there ever were, the newest last: runs of each may have to be read. None is ever changed.
constexpr const char* kBatchSources[] = {R"(document:
  dsl: '1.0.3'
  namespace: beamline
  name: batch
  version: '1.0.0'
do:
  - begin:
      input: {from: '${ {} }'}
      set: {done: 0, refused: 0, failed: 0}
  - all:
      for: {each: chunk, in: '${ $context.chunks }'}
      do:
        - some:
            call: beamline-batch
            with: {request: '${ $context.request }', runs: '${ $chunk }', so: '${ . }'}
            output: {as: '${ .so }'}
)"};

class BatchCatalog : public core::Catalog {
public:
    BatchCatalog() {
        m_info.name = kBatchFunction;
        m_info.version = "1.0.0";
        m_info.pool = kBatchPool;
    }
    const api::FunctionInfo* find(std::string_view name, std::string_view) const override {
        return name == m_info.name ? &m_info : nullptr;
    }
    std::vector<api::FunctionInfo> list() const override { return {m_info}; }

private:
    api::FunctionInfo m_info;
};

const std::vector<core::DefinitionPtr>& builtIn() {
    static const auto kAll = [] {
        const BatchCatalog catalog;
        std::vector<core::DefinitionPtr> all;
        for (const auto* source : kBatchSources) {
            all.push_back(core::parseDefinition(source, catalog).definition);
        }
        return all;
    }();
    return kAll;
}
}  // namespace

core::DefinitionPtr batchDefinition() {
    return builtIn().back();
}

core::DefinitionPtr builtInDefinition(const std::string& digest) {
    for (const auto& definition : builtIn()) {
        if (definition->info.digest == digest) {
            return definition;
        }
    }
    return nullptr;
}

}  // namespace beamline::runtime
