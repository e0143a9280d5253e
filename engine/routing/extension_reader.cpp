// SPDX-License-Identifier: Apache-2.0
// Reads registrations of extensions.
#include "engine/routing/extension.h"

#include <algorithm>
#include <set>

#include "engine/core/definition/schema.h"
#include "engine/routing/document_reader.h"
#include "engine/routing/extension_address.h"

namespace beamline::routing {

namespace {
constexpr std::size_t kMaxRemark = 4'096;  ///< bytes of a description
constexpr std::size_t kMaxWord = 256;
constexpr std::size_t kMaxArgument = 4'096;
constexpr std::size_t kMaxArguments = 64;
constexpr std::size_t kMaxTenants = 1'000;
constexpr std::size_t kMaxGrants = 16;  ///< folders, and secrets
constexpr double kMaxInstanceWeight = 100;
constexpr double kMaxPrice = 1e6;
constexpr const char* kDefaultVersion = "1.0.0";
constexpr const char* kTransports = "'transport' must be nats, process or http.";

const Words kMembers{"id",
                     "name",
                     "type",
                     "version",
                     "enabled",
                     "description",
                     "author",
                     "metadata",
                     "timeout_ms",
                     "retry",
                     "max_payload_bytes",
                     "max_metadata_bytes",
                     "config",
                     "config_schema",
                     "transport",
                     "subject",
                     "nats_subject",
                     "command",
                     "directory",
                     "url",
                     "instances",
                     "capabilities",
                     "tenants",
                     "side_effect_free",
                     "cost_per_call",
                     "cost_per_1k_prompt_tokens",
                     "cost_per_1k_completion_tokens"};
/// What the original's records and its console have besides; a signature, which is of the whole document; and what an
/// engine keeps of the package that it was installed from.
const Words kOthersMembers{"health_endpoint", "source", "created_at", "updated_at", "signature", "package"};

/// Nothing without it, and when it is no text of `least` to `most` bytes.
std::optional<std::string> shortText(const DocumentReader& of, std::string_view key, std::size_t least,
                                     std::size_t most) {
    const auto* value = of.find(key);
    const auto* string = value ? value->if_string() : nullptr;
    if (string && string->size() >= least && string->size() <= most) {
        return std::string(*string);
    }
    if (value) {
        of.error(key, "'" + std::string(key) + "' must be a text of " + std::to_string(least) + " to " +
                          std::to_string(most) + " bytes.");
    }
    return std::nullopt;
}

const boost::json::array* shortList(const DocumentReader& of, std::string_view key, std::size_t most) {
    const auto* list = of.list(key);
    if (list && list->size() > most) {
        of.error(key, "'" + std::string(key) + "' has " + std::to_string(list->size()) + " items; at most " +
                          std::to_string(most) + " are taken.");
        return nullptr;
    }
    return list;
}

/// Of 1 to `bytes` bytes each.
std::vector<std::string> shortTexts(const DocumentReader& of, std::string_view key, std::size_t most,
                                    std::size_t bytes) {
    std::vector<std::string> result;
    const auto* list = shortList(of, key, most);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const auto* string = (*list)[i].if_string();
        if (string && !string->empty() && string->size() <= bytes) {
            result.emplace_back(*string);
        } else {
            of.problems().push_back({api::Severity::error, 0, 0, below(of.at(key), i),
                                     "It must be a text of 1 to " + std::to_string(bytes) + " bytes."});
        }
    }
    return result;
}

std::optional<ExtensionType> extensionTypeOf(std::string_view word) {
    for (const auto type :
         {ExtensionType::pre, ExtensionType::validator, ExtensionType::post, ExtensionType::provider}) {
        if (word == wordOf(type)) {
            return type;
        }
    }
    return word == "validate" ? std::optional(ExtensionType::validator) : std::nullopt;
}

std::optional<Transport> transportOf(std::string_view word) {
    for (const auto transport : {Transport::nats, Transport::process, Transport::http}) {
        if (word == wordOf(transport)) {
            return transport;
        }
    }
    return std::nullopt;
}

class ExtensionReader {
public:
    ExtensionReader(const boost::json::object& document, const std::string& owner)
        : m_document(document), m_reader(document, "", m_problems) {
        m_extension.owner = owner;
    }

    ExtensionReading read() {
        identity();
        remarks();
        m_extension.enabled = m_reader.flag("enabled", true);
        m_extension.sideEffectFree = m_reader.flag("side_effect_free", false);
        capabilities();
        config();
        limits();
        prices();
        m_extension.tenants = shortTexts(m_reader, "tenants", kMaxTenants, kMaxWord);
        if (m_typed) {
            instances();
        }
        m_reader.onlyKnown(kMembers, kOthersMembers);
        const bool good = std::none_of(m_problems.begin(), m_problems.end(), [](const api::Problem& problem) {
            return problem.severity == api::Severity::error;
        });
        return {good ? std::make_shared<const Extension>(std::move(m_extension)) : nullptr, std::move(m_problems)};
    }

private:
    void identity() {
        const char* key = m_document.contains("id") || !m_document.contains("name") ? "id" : "name";
        const auto id = shortText(m_reader, key, 1, kMaxWord);
        if (id && isExtensionId(*id)) {
            m_extension.id = *id;
        } else if (id) {
            m_reader.error(key, "'" + *id + "' must consist of a-z, 0-9, '_' and '-', at most 128 of them.");
        } else if (!m_reader.find(key)) {
            m_reader.error("id", "'id' is missing: policies name the extension by it.");
        }
        const auto word = shortText(m_reader, "type", 0, kMaxWord);
        const auto type = word ? extensionTypeOf(*word) : std::nullopt;
        if (type) {
            m_extension.type = *type;
            m_typed = true;
        } else if (word || !m_reader.find("type")) {
            m_reader.error("type", "'type' must be pre, validator, post or provider.");
        }
    }

    void remarks() {
        const auto* metadata = m_reader.object("metadata");
        static const boost::json::object kNone;
        DocumentReader inner(metadata ? *metadata : kNone, "/metadata", m_problems);
        const auto both = [&](const char* key, std::size_t most) {
            const auto above = shortText(m_reader, key, 0, most);
            const auto inside = shortText(inner, key, 0, most);
            return above ? *above : inside.value_or(std::string());
        };
        m_extension.description = both("description", kMaxRemark);
        m_extension.author = both("author", kMaxWord);
        m_extension.version = both("version", kMaxWord);
        if (!m_extension.version.empty() && !majorOf(m_extension.version)) {
            m_reader.error("version", "'" + m_extension.version + "' is no version such as \"1.2.0\".");
            m_extension.version.clear();
        }
        size(inner, "max_payload_size", "max_payload_bytes", kMaxMessageBytes, m_extension.maxPayloadBytes);
        size(inner, "max_metadata_size", "max_metadata_bytes", kMaxMetadataBytes, m_extension.maxMetadataBytes);
    }

    /// The original has it in metadata, under another name.
    void size(const DocumentReader& metadata, const char* old, const char* key, std::size_t most, std::size_t& target) {
        const auto limit = static_cast<std::int64_t>(most);
        const auto inside = metadata.whole(old, 1, limit);
        const auto above = m_reader.whole(key, 1, limit);
        target = static_cast<std::size_t>(above ? *above : inside.value_or(limit));
    }

    void capabilities() {
        const auto* object = m_reader.object("capabilities");
        if (!object) {
            return;
        }
        auto& may = m_extension.capabilities;
        DocumentReader inner(*object, "/capabilities", m_problems);
        may.network = inner.flag("network", false);
        may.payload = inner.flag("payload", true);
        may.metadata = inner.flag("metadata", true);
        may.readable = shortTexts(inner, "readable", kMaxGrants, kMaxArgument);
        for (const auto& folder : may.readable) {
            const auto path = folder + "/";
            if (folder[0] != '/' || path.find("/../") != std::string::npos || path.find('\0') != std::string::npos) {
                inner.error("readable", "'" + folder + "' must be an absolute path without '..'.");
            }
        }
        may.secrets = shortTexts(inner, "secrets", kMaxGrants, kMaxWord);
        for (const auto& name : may.secrets) {
            const auto fits = [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                       c == '.' || c == '-';
            };
            if (!std::all_of(name.begin(), name.end(), fits)) {
                inner.error("secrets",
                            "'" + name + "' must be the name of a secret: letters, digits, '_', '.' and '-'.");
            }
        }
        inner.onlyKnown({"network", "readable", "secrets", "payload", "metadata"});
    }

    void config() {
        const auto* config = m_reader.object("config");
        m_extension.config = config ? *config : boost::json::object();
        const auto* schema = m_reader.find("config_schema");
        if (!schema) {
            return;
        }
        std::vector<api::Problem> mistakes;
        const auto compiled = core::compileSchema(*schema, &mistakes);
        if (!compiled.ok()) {
            if (mistakes.empty()) {
                m_reader.error("config_schema", compiled.error().message);
            }
            adopt(mistakes, "/config_schema");
            return;
        }
        m_extension.configSchema = *schema;
        m_extension.schema = *compiled;
        adopt(m_extension.schema->check(m_extension.config), "/config");
    }

    void adopt(const std::vector<api::Problem>& found, const std::string& pointer) {
        for (const auto& problem : found) {
            m_problems.push_back({problem.severity, 0, 0, pointer + problem.pointer, problem.message});
        }
    }

    void limits() {
        const bool provider = m_extension.type == ExtensionType::provider;
        const int most = provider ? kMaxProviderTimeoutMs : kMaxExtensionTimeoutMs;
        const auto timeout = m_reader.whole("timeout_ms", kMinExtensionTimeoutMs, most);
        const auto retry = m_reader.whole("retry", 0, kMaxExtensionRetries);
        m_extension.timeoutMs = static_cast<int>(timeout.value_or(kDefaultExtensionTimeoutMs));
        m_extension.retry = static_cast<int>(retry.value_or(0));
        if (!m_document.contains("nats_subject") || !m_extension.config.is_object()) {
            return;
        }
        // The original's console has them in the configuration, and allows more than its router.
        DocumentReader inner(m_extension.config.get_object(), "/config", m_problems);
        if (const auto wished = inner.whole("timeout_ms", 1, 299'999); wished && !timeout) {
            m_extension.timeoutMs = static_cast<int>(std::clamp<std::int64_t>(*wished, kMinExtensionTimeoutMs, most));
            if (m_extension.timeoutMs != *wished) {
                inner.warn("timeout_ms",
                           "The extension is waited for " + std::to_string(m_extension.timeoutMs) + " ms at most.");
            }
        }
        if (const auto wished = inner.whole("max_retries", 0, 9); wished && !retry) {
            m_extension.retry = static_cast<int>(std::min<std::int64_t>(*wished, kMaxExtensionRetries));
            if (m_extension.retry != *wished) {
                inner.warn("max_retries",
                           "The extension is asked again " + std::to_string(m_extension.retry) + " times at most.");
            }
        }
    }

    void prices() {
        const std::pair<const char*, std::optional<double>*> of[] = {
            {"cost_per_call", &m_extension.costPerCall},
            {"cost_per_1k_prompt_tokens", &m_extension.costPerThousandPromptTokens},
            {"cost_per_1k_completion_tokens", &m_extension.costPerThousandCompletionTokens}};
        for (const auto& [key, target] : of) {
            *target = m_reader.number(key, 0, kMaxPrice);
            if (*target && m_typed && m_extension.type != ExtensionType::provider) {
                m_reader.warn(key, "Only the calls of providers are counted; it does nothing.");
            }
        }
    }

    void instances() {
        const bool listed = m_document.contains("instances");
        const auto* list = shortList(m_reader, "instances", kMaxInstances);
        if (!listed || (list == nullptr && !m_reader.find("instances"))) {
            m_extension.instances.push_back(instance(m_reader, "1"));
            finishVersion();
            return;
        }
        if (const auto word = shortText(m_reader, "transport", 0, kMaxWord); word && !transportOf(*word)) {
            m_reader.error("transport", kTransports);
        }
        for (const char* key : {"subject", "nats_subject", "command", "directory", "url"}) {
            if (m_reader.find(key)) {
                m_reader.error(key, "There are 'instances'; give each its own address there.");
            }
        }
        std::set<std::string> ids;
        double weights = 0;
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            const auto pointer = "/instances/" + std::to_string(i);
            const auto* object = (*list)[i].if_object();
            if (!object) {
                m_problems.push_back({api::Severity::error, 0, 0, pointer, "An instance must be an object."});
                continue;
            }
            DocumentReader inner(*object, pointer, m_problems);
            auto read = instance(inner, std::to_string(i + 1));
            read.id = shortText(inner, "id", 1, kMaxWord).value_or(read.id);
            read.weight = inner.number("weight", 0, kMaxInstanceWeight).value_or(kMaxInstanceWeight);
            weights += read.weight;
            if (!ids.insert(read.id).second) {
                inner.error("id", "There is another instance '" + read.id + "'.");
            }
            inner.onlyKnown({"id", "weight", "transport", "subject", "nats_subject", "command", "directory", "url"});
            m_extension.instances.push_back(std::move(read));
        }
        if (list && weights <= 0) {
            m_reader.error("instances", "No instance has a weight above 0; nothing could be called.");
        }
        finishVersion();
    }

    /// The transport is named, or told by the address that there is.
    std::optional<Transport> transport(const DocumentReader& of, const std::vector<std::string>& addresses) {
        const auto word = shortText(of, "transport", 0, kMaxWord);
        const auto named = word ? transportOf(*word) : std::nullopt;
        if (word && !named) {
            of.error("transport", kTransports);
            return std::nullopt;
        }
        if (!word && of.find("transport")) {
            return std::nullopt;
        }
        const auto transportFor = [](const std::string& key) {
            return key == "url" ? Transport::http : key == "command" ? Transport::process : Transport::nats;
        };
        const auto* above = m_document.if_contains("transport");
        const auto inherited = above && above->is_string() ? transportOf(above->get_string()) : std::nullopt;
        const auto told = named               ? named
                          : addresses.empty() ? inherited
                                              : std::optional(transportFor(addresses.front()));
        const auto result = told.value_or(Transport::nats);
        for (const auto& key : addresses) {
            if (transportFor(key) != result) {
                of.error(key,
                         "'" + key + "' is no address for the transport " + wordOf(result) + "; give one of them.");
                return std::nullopt;
            }
        }
        return result;
    }

    Instance instance(const DocumentReader& of, std::string id) {
        Instance result;
        result.id = std::move(id);
        std::vector<std::string> addresses;
        for (const char* key : {"subject", "nats_subject", "command", "url"}) {
            if (of.find(key)) {
                addresses.emplace_back(key);
            }
        }
        const auto transport = this->transport(of, addresses);
        if (!transport) {
            return result;
        }
        result.transport = *transport;
        if (*transport == Transport::nats) {
            subject(of, result);
        } else if (*transport == Transport::http) {
            const auto url = shortText(of, "url", 0, kMaxArgument);
            result.url = url.value_or(std::string());
            const auto mistake = urlMistake(result.url, m_extension.capabilities.network);
            if (!mistake.empty() && (url || !of.find("url"))) {
                of.error("url", mistake);
            }
        } else {
            program(of, result);
        }
        if (*transport != Transport::process && of.find("directory")) {
            of.warn("directory", std::string("It does nothing for the transport ") + wordOf(*transport) + ".");
        }
        return result;
    }

    void program(const DocumentReader& of, Instance& result) {
        if (const auto* command = of.find("command"); command && command->is_string()) {
            result.command = {std::string(command->get_string())};  // a program without arguments
        } else {
            const auto before = m_problems.size();
            result.command = shortTexts(of, "command", kMaxArguments, kMaxArgument);
            if (m_problems.size() != before) {
                return;
            }
        }
        if (const auto mistake = commandMistake(result.command); !mistake.empty()) {
            of.error("command", mistake);
        }
        result.directory = shortText(of, "directory", 0, kMaxArgument).value_or(m_extension.id);
        if (const auto mistake = directoryMistake(result.directory); !mistake.empty() && of.find("directory")) {
            of.error("directory", mistake);
        }
    }

    void subject(const DocumentReader& of, Instance& result) {
        const char* key = of.find("subject") || !of.find("nats_subject") ? "subject" : "nats_subject";
        const auto subject = shortText(of, key, 0, kMaxWord);
        if (!subject) {
            return;  // made of the rest once the version is known
        }
        const auto parts = partsOfSubject(*subject, m_extension.type);
        if (!parts) {
            of.error(key, "'" + *subject + "' is no subject of this type. It is " +
                              subjectOf(m_extension.type, m_extension.id.empty() ? "ID" : m_extension.id, 1) +
                              " or another version.");
            return;
        }
        if (!m_extension.id.empty() && parts->id != m_extension.id) {
            of.warn(key, "Calls go to what listens as '" + parts->id + "', not as '" + m_extension.id + "'.");
        }
        if (m_extension.version.empty()) {
            m_extension.version = std::to_string(parts->major) + ".0.0";
        } else if (majorOf(m_extension.version) != parts->major) {
            of.warn(key, "It is of version " + std::to_string(parts->major) + ", but 'version' is " +
                             m_extension.version + ".");
        }
        result.subject = *subject;
    }

    void finishVersion() {
        if (m_extension.version.empty()) {
            m_extension.version = kDefaultVersion;
        }
        for (auto& instance : m_extension.instances) {
            if (instance.transport == Transport::nats && instance.subject.empty()) {
                instance.subject =
                    subjectOf(m_extension.type, m_extension.id, majorOf(m_extension.version).value_or(1));
            }
        }
    }

    const boost::json::object& m_document;
    std::vector<api::Problem> m_problems;
    DocumentReader m_reader;
    Extension m_extension;
    bool m_typed = false;
};
}  // namespace

ExtensionReading readExtension(const api::Json& document, const std::string& owner) {
    const auto* object = document.if_object();
    if (!object) {
        return {nullptr, {{api::Severity::error, 0, 0, "", "The registration must be a JSON object."}}};
    }
    const auto bytes = boost::json::serialize(document).size();
    if (bytes > kMaxExtensionBytes) {
        return {nullptr,
                {{api::Severity::error, 0, 0, "",
                  "The registration has " + std::to_string(bytes) + " bytes; at most " +
                      std::to_string(kMaxExtensionBytes) + " are taken."}}};
    }
    return ExtensionReader(*object, owner).read();
}

}  // namespace beamline::routing
