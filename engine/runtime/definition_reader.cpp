// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/definition_reader.h"

namespace beamline::runtime {

namespace {
/// Reads nothing and remembers that it was asked.
class NoResources : public core::Resources {
public:
    api::Result<std::string> read(const core::Json&) override {
        m_asked = true;
        return api::Error{api::code::kUnavailable, "it is read later", {}, true};
    }
    bool asked() const { return m_asked; }

private:
    bool m_asked = false;
};

/// What is deployed there would be in no list.
core::ParseResult withoutOwnNamespace(core::ParseResult parsed) {
    if (parsed.info.ns == api::kBatchNamespace) {
        parsed.definition.reset();
        parsed.problems.insert(parsed.problems.begin(), {api::Severity::error, 0, 0, "/document/namespace",
                                                         std::string("The namespace '") + api::kBatchNamespace +
                                                             "' is the engine's own. Choose another."});
    }
    return parsed;
}

api::Error notRead() {
    return {api::code::kUnavailable,
            "The engine is stopping; the definition was not read. Try again when it has started.",
            {},
            true};
}

api::Error overloaded() {
    return {api::code::kOverloaded,
            "The engine reads the resources of " + std::to_string(kReaderThreads + kMaxUnreadable) +
                " definitions already, its limit. Try again shortly.",
            {},
            true};
}
}  // namespace

DefinitionReader::DefinitionReader(const blocks::BlockSettings& settings, const core::Catalog& catalog)
    : m_settings(settings), m_catalog(catalog), m_pool("definitions", {kReaderThreads, kMaxUnreadable, 0}) {}

void DefinitionReader::read(std::string source, bool required, Done done) {
    NoResources none;
    ReadDefinition first{withoutOwnNamespace(core::parseDefinition(source, m_catalog, &none)), {}};
    if (!none.asked()) {
        done(std::move(first));
        return;
    }
    Job job;
    job.dropped = [done] { done(notRead()); };
    job.run = [this, source = std::move(source), required, done] {
        api::Result<ReadDefinition> result = ReadDefinition();
        try {
            FetchedResources resources(m_settings, required, m_cancel);
            result->parsed = withoutOwnNamespace(core::parseDefinition(source, m_catalog, &resources));
            result->resources = resources.kept();
        } catch (const std::exception& problem) {
            result = api::Error{
                api::code::kInternal,
                std::string("The definition could not be read because of a mistake in the engine: ") + problem.what(),
                {},
                false};
        }
        done(m_cancel.cancelled() ? api::Result<ReadDefinition>(notRead()) : std::move(result));
    };
    if (!m_pool.submit(std::move(job))) {
        done(m_cancel.cancelled() ? notRead() : overloaded());
    }
}

void DefinitionReader::stop() {
    m_cancel.cancel();
    m_pool.drain(std::chrono::steady_clock::time_point::max());
}

}  // namespace beamline::runtime
