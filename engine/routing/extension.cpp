// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/extension.h"

#include <algorithm>
#include <set>

#include "engine/core/definition/schema.h"
#include "engine/routing/extension_address.h"
#include "engine/routing/registration_reader.h"

namespace beamline::routing {

namespace {
constexpr std::size_t kMaxRemark = 4'096;  ///< bytes of a description
constexpr std::size_t kMaxWord = 256;
constexpr std::size_t kMaxArgument = 4'096;
constexpr std::size_t kMaxArguments = 64;
constexpr std::size_t kMaxTenants = 1'000;
constexpr std::size_t kMaxGrants = 16;  ///< folders, and secrets
constexpr double kMaxWeight = 100;
constexpr double kMaxPrice = 1e6;
constexpr const char* kDefaultVersion = "1.0.0";
constexpr const char* kTransports = "'transport' must be nats, process or http.";

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
        m_extension.enabled = m_reader.flag("enabled").value_or(true);
        m_extension.sideEffectFree = m_reader.flag("side_effect_free").value_or(false);
        capabilities();
        config();
        limits();
        prices();
        m_extension.tenants = m_reader.texts("tenants", kMaxTenants, kMaxWord);
        if (m_typed) {
            instances();
        }
        // What the original's records and its console have besides.
        for (const char* key : {"health_endpoint", "source", "created_at", "updated_at", "signature", "transport"}) {
            m_reader.given(key);
        }
        m_reader.unknown();
        const bool good = std::none_of(m_problems.begin(), m_problems.end(), [](const api::Problem& problem) {
            return problem.severity == api::Severity::error;
        });
        return {good ? std::make_shared<const Extension>(std::move(m_extension)) : nullptr, std::move(m_problems)};
    }

private:
    void identity() {
        const char* key = m_document.contains("id") || !m_document.contains("name") ? "id" : "name";
        m_reader.given("name");
        const auto id = m_reader.text(key, 1, kMaxWord);
        if (id && isExtensionId(*id)) {
            m_extension.id = *id;
        } else if (id) {
            m_reader.wrong(key, "'" + *id + "' must consist of a-z, 0-9, '_' and '-', at most 128 of them.");
        } else if (!m_reader.given(key)) {
            m_reader.wrong("id", "'id' is missing: policies name the extension by it.");
        }
        const auto word = m_reader.text("type", 0, kMaxWord);
        const auto type = word ? extensionTypeOf(*word) : std::nullopt;
        if (type) {
            m_extension.type = *type;
            m_typed = true;
        } else if (word || !m_reader.given("type")) {
            m_reader.wrong("type", "'type' must be pre, validator, post or provider.");
        }
    }

    void remarks() {
        const auto* metadata = m_reader.object("metadata");
        static const boost::json::object kNone;
        RegistrationReader inner(metadata ? *metadata : kNone, "/metadata", m_problems);
        const auto both = [&](const char* key, std::size_t most) {
            const auto above = m_reader.text(key, 0, most);
            const auto below = inner.text(key, 0, most);
            return above ? *above : below.value_or(std::string());
        };
        m_extension.description = both("description", kMaxRemark);
        m_extension.author = both("author", kMaxWord);
        m_extension.version = both("version", kMaxWord);
        if (!m_extension.version.empty() && !majorOf(m_extension.version)) {
            m_reader.wrong("version", "'" + m_extension.version + "' is no version such as \"1.2.0\".");
            m_extension.version.clear();
        }
        size(inner, "max_payload_size", "max_payload_bytes", kMaxMessageBytes, m_extension.maxPayloadBytes);
        size(inner, "max_metadata_size", "max_metadata_bytes", kMaxMetadataBytes, m_extension.maxMetadataBytes);
    }

    /// The original has it in metadata, under another name.
    void size(RegistrationReader& metadata, const char* old, const char* key, std::size_t most, std::size_t& target) {
        const auto limit = static_cast<std::int64_t>(most);
        const auto below = metadata.integer(old, 1, limit);
        const auto above = m_reader.integer(key, 1, limit);
        target = static_cast<std::size_t>(above ? *above : below.value_or(limit));
    }

    void capabilities() {
        const auto* object = m_reader.object("capabilities");
        if (!object) {
            return;
        }
        auto& may = m_extension.capabilities;
        RegistrationReader inner(*object, "/capabilities", m_problems);
        may.network = inner.flag("network").value_or(false);
        may.payload = inner.flag("payload").value_or(true);
        may.metadata = inner.flag("metadata").value_or(true);
        may.readable = inner.texts("readable", kMaxGrants, kMaxArgument);
        for (const auto& folder : may.readable) {
            const auto path = folder + "/";
            if (folder[0] != '/' || path.find("/../") != std::string::npos || path.find('\0') != std::string::npos) {
                inner.wrong("readable", "'" + folder + "' must be an absolute path without '..'.");
            }
        }
        may.secrets = inner.texts("secrets", kMaxGrants, kMaxWord);
        for (const auto& name : may.secrets) {
            const auto fits = [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                       c == '.' || c == '-';
            };
            if (!std::all_of(name.begin(), name.end(), fits)) {
                inner.wrong("secrets",
                            "'" + name + "' must be the name of a secret: letters, digits, '_', '.' and '-'.");
            }
        }
        inner.unknown();
    }

    void config() {
        const auto* config = m_reader.object("config");
        m_extension.config = config ? *config : boost::json::object();
        const auto* schema = m_reader.given("config_schema");
        if (!schema) {
            return;
        }
        std::vector<api::Problem> mistakes;
        const auto compiled = core::compileSchema(*schema, &mistakes);
        if (!compiled.ok()) {
            if (mistakes.empty()) {
                m_reader.wrong("config_schema", compiled.error().message);
            }
            adopt(mistakes, "/config_schema");
            return;
        }
        m_extension.configSchema = *schema;
        m_extension.schema = *compiled;
        adopt(m_extension.schema->check(m_extension.config), "/config");
    }

    void adopt(const std::vector<api::Problem>& found, const std::string& below) {
        for (const auto& problem : found) {
            m_problems.push_back({problem.severity, 0, 0, below + problem.pointer, problem.message});
        }
    }

    void limits() {
        const bool provider = m_extension.type == ExtensionType::provider;
        const int most = provider ? kMaxProviderTimeoutMs : kMaxExtensionTimeoutMs;
        const auto timeout = m_reader.integer("timeout_ms", kMinExtensionTimeoutMs, most);
        const auto retry = m_reader.integer("retry", 0, kMaxExtensionRetries);
        m_extension.timeoutMs = static_cast<int>(timeout.value_or(kDefaultExtensionTimeoutMs));
        m_extension.retry = static_cast<int>(retry.value_or(0));
        if (!m_document.contains("nats_subject") || !m_extension.config.is_object()) {
            return;
        }
        // The original's console has them in the configuration, and allows more than its router.
        RegistrationReader inner(m_extension.config.get_object(), "/config", m_problems);
        if (const auto wished = inner.integer("timeout_ms", 1, 299'999); wished && !timeout) {
            m_extension.timeoutMs = static_cast<int>(std::clamp<std::int64_t>(*wished, kMinExtensionTimeoutMs, most));
            if (m_extension.timeoutMs != *wished) {
                inner.warn("timeout_ms",
                           "The extension is waited for " + std::to_string(m_extension.timeoutMs) + " ms at most.");
            }
        }
        if (const auto wished = inner.integer("max_retries", 0, 9); wished && !retry) {
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
        const auto* list = m_reader.array("instances", kMaxInstances);
        if (!listed || (list == nullptr && !m_reader.given("instances"))) {
            m_extension.instances.push_back(instance(m_reader, "1"));
            finishVersion();
            return;
        }
        if (const auto word = m_reader.text("transport", 0, kMaxWord); word && !transportOf(*word)) {
            m_reader.wrong("transport", kTransports);
        }
        for (const char* key : {"subject", "nats_subject", "command", "directory", "url"}) {
            if (m_reader.given(key)) {
                m_reader.wrong(key, "There are 'instances'; give each its own address there.");
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
            RegistrationReader inner(*object, pointer, m_problems);
            auto read = instance(inner, std::to_string(i + 1));
            read.id = inner.text("id", 1, kMaxWord).value_or(read.id);
            read.weight = inner.number("weight", 0, kMaxWeight).value_or(kMaxWeight);
            weights += read.weight;
            if (!ids.insert(read.id).second) {
                inner.wrong("id", "There is another instance '" + read.id + "'.");
            }
            inner.unknown();
            m_extension.instances.push_back(std::move(read));
        }
        if (list && weights <= 0) {
            m_reader.wrong("instances", "No instance has a weight above 0; nothing could be called.");
        }
        finishVersion();
    }

    /// The transport is named, or told by the address that there is.
    std::optional<Transport> transport(RegistrationReader& of, const std::vector<std::string>& addresses) {
        const auto word = of.text("transport", 0, kMaxWord);
        const auto named = word ? transportOf(*word) : std::nullopt;
        if (word && !named) {
            of.wrong("transport", kTransports);
            return std::nullopt;
        }
        if (!word && of.given("transport")) {
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
                of.wrong(key,
                         "'" + key + "' is no address for the transport " + wordOf(result) + "; give one of them.");
                return std::nullopt;
            }
        }
        return result;
    }

    Instance instance(RegistrationReader& of, std::string id) {
        Instance result;
        result.id = std::move(id);
        std::vector<std::string> addresses;
        for (const char* key : {"subject", "nats_subject", "command", "url"}) {
            if (of.given(key)) {
                addresses.emplace_back(key);
            }
        }
        of.given("directory");
        const auto transport = this->transport(of, addresses);
        if (!transport) {
            return result;
        }
        result.transport = *transport;
        if (*transport == Transport::nats) {
            subject(of, result);
        } else if (*transport == Transport::http) {
            const auto url = of.text("url", 0, kMaxArgument);
            result.url = url.value_or(std::string());
            const auto mistake = urlMistake(result.url, m_extension.capabilities.network);
            if (!mistake.empty() && (url || !of.given("url"))) {
                of.wrong("url", mistake);
            }
        } else {
            program(of, result);
        }
        if (*transport != Transport::process && of.given("directory")) {
            of.warn("directory", std::string("It does nothing for the transport ") + wordOf(*transport) + ".");
        }
        return result;
    }

    void program(RegistrationReader& of, Instance& result) {
        if (const auto* command = of.given("command"); command && command->is_string()) {
            result.command = {std::string(command->get_string())};  // a program without arguments
        } else {
            const auto before = m_problems.size();
            result.command = of.texts("command", kMaxArguments, kMaxArgument);
            if (m_problems.size() != before) {
                return;
            }
        }
        if (const auto mistake = commandMistake(result.command); !mistake.empty()) {
            of.wrong("command", mistake);
        }
        result.directory = of.text("directory", 0, kMaxArgument).value_or(m_extension.id);
        if (const auto mistake = directoryMistake(result.directory); !mistake.empty() && of.given("directory")) {
            of.wrong("directory", mistake);
        }
    }

    void subject(RegistrationReader& of, Instance& result) {
        const char* key = of.given("subject") || !of.given("nats_subject") ? "subject" : "nats_subject";
        const auto subject = of.text(key, 0, kMaxWord);
        if (!subject) {
            return;  // made of the rest once the version is known
        }
        const auto parts = partsOfSubject(*subject, m_extension.type);
        if (!parts) {
            of.wrong(key, "'" + *subject + "' is no subject of this type. It is " +
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
    RegistrationReader m_reader;
    Extension m_extension;
    bool m_typed = false;
};
}  // namespace

std::vector<std::string> Capabilities::words() const {
    std::vector<std::string> result;
    if (network) {
        result.emplace_back("network");
    }
    for (const auto& folder : readable) {
        result.push_back("read " + folder);
    }
    for (const auto& name : secrets) {
        result.push_back("secret " + name);
    }
    if (payload) {
        result.emplace_back("payload");
    }
    if (metadata) {
        result.emplace_back("metadata");
    }
    return result;
}

bool Extension::serves(const std::string& tenant) const {
    return tenants.empty() || std::find(tenants.begin(), tenants.end(), tenant) != tenants.end();
}

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

boost::json::object mergedConfig(const Extension& extension, const api::Json& over) {
    auto config = extension.config.is_object() ? extension.config.get_object() : boost::json::object();
    if (const auto* members = over.if_object()) {
        for (const auto& member : *members) {
            config[member.key()] = member.value();
        }
    }
    return config;
}

std::vector<api::Problem> checkConfig(const Extension& extension, const boost::json::object& config) {
    return extension.schema ? extension.schema->check(config) : std::vector<api::Problem>();
}

const char* wordOf(ExtensionType type) {
    switch (type) {
        case ExtensionType::pre:
            return "pre";
        case ExtensionType::validator:
            return "validator";
        case ExtensionType::post:
            return "post";
        case ExtensionType::provider:
            break;
    }
    return "provider";
}

const char* wordOf(Transport transport) {
    switch (transport) {
        case Transport::nats:
            return "nats";
        case Transport::process:
            return "process";
        case Transport::http:
            break;
    }
    return "http";
}

}  // namespace beamline::routing
