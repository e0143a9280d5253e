// SPDX-License-Identifier: Apache-2.0
#include "app/common/engine_settings.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "engine/api/json_codec.h"

namespace beamline::app {

namespace fs = std::filesystem;

namespace {

/// A misspelt member would silently change nothing, so it is refused. Answers its pointer and the known names.
template <class T>
std::optional<std::pair<std::string, std::string>> unknownMember(const api::Json& json, const std::string& pointer) {
    std::optional<std::pair<std::string, std::string>> found;
    const auto* object = json.if_object();
    if constexpr (boost::describe::has_describe_members<T>::value) {
        using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
        std::string known;
        boost::mp11::mp_for_each<Members>([&](auto d) {
            using Member = typename std::remove_cvref_t<decltype(std::declval<T>().*d.pointer)>::value_type;
            known.append(known.empty() ? "" : ", ").append(d.name);
            const auto* value = object ? object->if_contains(d.name) : nullptr;
            if (value && !found) {
                found = unknownMember<Member>(*value, pointer + "/" + d.name);
            }
        });
        for (const auto& entry : object ? *object : boost::json::object()) {
            bool isKnown = false;
            boost::mp11::mp_for_each<Members>([&](auto d) { isKnown = isKnown || entry.key() == d.name; });
            if (!isKnown && !found) {
                found.emplace(pointer + "/" + std::string(entry.key()), known);
            }
        }
    }
    return found;
}

/// Takes over values and notes the first that cannot be used.
class Applier {
public:
    template <class Target>
    void number(const std::optional<std::int64_t>& value, const char* pointer, std::int64_t least, std::int64_t most,
                Target& target) {
        if (value && (*value < least || *value > most)) {
            refuse(pointer, "must lie between " + std::to_string(least) + " and " + std::to_string(most));
        } else if (value) {
            target = static_cast<Target>(*value);
        }
    }
    void duration(const std::optional<std::string>& value, const char* pointer, std::int64_t& target) {
        if (!value) {
            return;
        }
        const auto ms = core::parseDuration(api::Json(*value));
        if (!ms.ok() || *ms <= 0) {
            refuse(pointer, "must be a duration above nothing, such as PT30S or P90D");
        } else {
            target = *ms;
        }
    }
    void pool(const std::optional<PoolSettings>& settings, const std::string& pointer, runtime::PoolOptions& target) {
        if (settings) {
            number(settings->threads, (pointer + "/threads").c_str(), 1, 256, target.threads);
            number(settings->capacity, (pointer + "/capacity").c_str(), 1, 1'000'000, target.capacity);
            number(settings->maxPerWorkflow, (pointer + "/maxPerWorkflow").c_str(), 0, 256, target.maxPerKey);
        }
    }
    void refuse(const std::string& pointer, const std::string& what) {
        if (problem.empty()) {
            problem = pointer + " " + what;
        }
    }

    std::string problem;
};

std::string apply(const EngineSettings& settings, const fs::path& dataDir, runtime::EngineOptions& options) {
    constexpr std::int64_t kMaxBytes = std::int64_t{1} << 40;
    auto& blocks = options.blocks;
    Applier applier;
    if (settings.files) {
        applier.number(settings.files->maxBytes, "/files/maxBytes", 1, kMaxBytes, blocks.maxFileBytes);
        if (settings.files->roots && blocks.fileRoots.empty()) {
            for (const auto& root : *settings.files->roots) {
                blocks.fileRoots.push_back(dataDir / root);  // an absolute one stands alone
            }
        }
    }
    if (settings.http) {
        applier.number(settings.http->maxResponseBytes, "/http/maxResponseBytes", 1, kMaxBytes,
                       blocks.maxResponseBytes);
        blocks.httpProxy = settings.http->proxy.value_or(blocks.httpProxy);
        blocks.caFile = settings.http->caFile ? (dataDir / *settings.http->caFile).string() : blocks.caFile;
    }
    if (settings.sql) {
        applier.number(settings.sql->maxRows, "/sql/maxRows", 1, 1'000'000, blocks.maxSqlRows);
    }
    if (settings.pools) {
        applier.pool(settings.pools->cpu, "/pools/cpu", options.cpu);
        applier.pool(settings.pools->gpu, "/pools/gpu", options.gpu);
        applier.pool(settings.pools->io, "/pools/io", options.io);
    }
    if (settings.retention) {
        applier.duration(settings.retention->maxAge, "/retention/maxAge", options.retention.maxAgeMs);
        applier.number(settings.retention->maxEndedRuns, "/retention/maxEndedRuns", 1, 1'000'000'000,
                       options.retention.maxEndedRuns);
    }
    applier.duration(settings.taskTimeout, "/taskTimeout", blocks.defaultTimeoutMs);
    applier.number(settings.maxActiveRuns, "/maxActiveRuns", 1, 1'000'000, options.maxResidentRuns);
    return applier.problem;
}

}  // namespace

api::Result<runtime::EngineOptions> withSettings(runtime::EngineOptions options, const fs::path& dataDir) {
    const auto path = dataDir / kSettingsFile;
    const auto wrong = [&](const std::string& what) {
        return api::Error{api::code::kInvalidArgument,
                          "The engine's settings " + path.string() + " cannot be used: " + what +
                              ". Correct the file, or move it away to use the defaults.",
                          {},
                          false};
    };
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open()) {
        return errno == ENOENT || errno == ENOTDIR ? api::Result<runtime::EngineOptions>(std::move(options))
                                                   : wrong(std::strerror(errno));
    }
    std::string text(kMaxSettingsBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kMaxSettingsBytes) {
        return wrong("it has more than " + std::to_string(kMaxSettingsBytes) + " bytes");
    }
    const auto json = api::parseJson(text);
    if (!json.ok()) {
        return wrong(json.error().message);
    }
    if (const auto unknown = unknownMember<EngineSettings>(*json, "")) {
        return wrong("there is no setting " + unknown->first + "; known there are " + unknown->second);
    }
    const auto settings = api::fromJson<EngineSettings>(*json);
    if (!settings.ok()) {
        return wrong(settings.error().message);
    }
    if (const auto problem = apply(*settings, dataDir, options); !problem.empty()) {
        return wrong(problem);
    }
    return options;
}

}  // namespace beamline::app
