// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_extensions.h"

#include <algorithm>

#include "tests/ui/fixture_paging.h"

namespace beamline::test {

namespace {
std::string wordOfDocument(const api::Json& document, const char* key) {
    const auto* object = document.if_object();
    const auto* value = object ? object->if_contains(key) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::vector<std::string> capabilitiesOfDocument(const api::Json& document) {
    const auto* object = document.if_object();
    const auto* value = object ? object->if_contains("capabilities") : nullptr;
    const boost::json::object none;
    const auto& may = value && value->is_object() ? value->get_object() : none;
    const auto flag = [&may](const char* key, bool otherwise) {
        const auto* one = may.if_contains(key);
        return one && one->is_bool() ? one->get_bool() : otherwise;
    };
    std::vector<std::string> words;
    if (flag("network", false)) {
        words.emplace_back("network");
    }
    if (const auto* secrets = may.if_contains("secrets"); secrets && secrets->is_array()) {
        for (const auto& name : secrets->get_array()) {
            words.push_back("secret " + std::string(name.as_string()));
        }
    }
    if (flag("payload", true)) {
        words.emplace_back("payload");
    }
    if (flag("metadata", true)) {
        words.emplace_back("metadata");
    }
    return words;
}

/// What the registration says; the figures stay.
void describeExtension(const api::Json& document, api::ExtensionInfo& info) {
    info.id = wordOfDocument(document, "id");
    info.type = wordOfDocument(document, "type");
    info.version = wordOfDocument(document, "version").empty() ? "1.0.0" : wordOfDocument(document, "version");
    info.description = wordOfDocument(document, "description");
    const auto* enabled = document.as_object().if_contains("enabled");
    info.enabled = !enabled || !enabled->is_bool() || enabled->get_bool();
    info.capabilities = capabilitiesOfDocument(document);
    if (const auto* command = document.as_object().if_contains("command"); command && command->is_array()) {
        info.transport = "process";
        info.address.clear();
        for (const auto& word : command->get_array()) {
            info.address += (info.address.empty() ? "" : " ") + std::string(word.as_string());
        }
    } else {
        info.transport = wordOfDocument(document, "url").empty() ? "nats" : "http";
        info.address = wordOfDocument(document, info.transport == "http" ? "url" : "subject");
    }
}
}  // namespace

void FixtureExtensions::publish(const std::string& id) {
    api::Event event;
    event.kind = "extension.changed";
    event.data = boost::json::object{{"tenant", api::kDefaultTenant}, {"id", id}};
    if (tell) {
        tell(std::move(event));
    }
}

const FixtureExtensions::Revisions* FixtureExtensions::find(const std::string& id) const {
    const auto found = m_extensions.find(id);
    return found == m_extensions.end() || found->second.empty() ? nullptr : &found->second;
}

void FixtureExtensions::put(const api::Json& document, api::ExtensionInfo info) {
    (void)store(document, std::move(info), -1);
}

FixtureExtensions::Answer FixtureExtensions::store(const api::Json& document, api::ExtensionInfo info,
                                                   std::int64_t replaces) {
    const auto id = wordOfDocument(document, "id");
    {
        std::lock_guard lock(m_mutex);
        const auto* known = find(id);
        const auto newest = known ? known->back().info.revision : 0;
        if (replaces >= 0 && replaces != newest) {
            return api::Error{api::code::kStale,
                              "The extension " + id + " is at revision " + std::to_string(newest) +
                                  " by now. Read it again and repeat the change.",
                              {},
                              false};
        }
        if (known) {  // figures go on
            auto figures = known->back().info;
            figures.author = info.author;
            figures.signedBy = info.signedBy;
            info = std::move(figures);
        }
        describeExtension(document, info);
        info.tenant = api::kDefaultTenant;
        info.revision = newest + 1;
        info.at = info.at == 0 || known ? m_now : info.at;
        info.health = info.health.empty() ? "unknown" : info.health;
        info.circuit = info.circuit.empty() ? "closed" : info.circuit;
        m_extensions[id].push_back({info, document});
    }
    publish(id);
    return api::Reply(api::ExtensionReply{std::move(info)});
}

void FixtureExtensions::setHealth(const std::string& id, const std::function<void(api::ExtensionInfo&)>& edit) {
    std::lock_guard lock(m_mutex);
    edit(m_extensions.at(id).back().info);
}

void FixtureExtensions::setLog(const std::string& id, std::vector<api::ExtensionLine> lines) {
    std::lock_guard lock(m_mutex);
    m_logs[id] = std::move(lines);
}

void FixtureExtensions::setPackage(const std::string& text, api::PackageReport report) {
    std::lock_guard lock(m_mutex);
    m_packages[text] = std::move(report);
}

void FixtureExtensions::setProblems(std::vector<api::Problem> problems) {
    std::lock_guard lock(m_mutex);
    m_problems = std::move(problems);
}

void FixtureExtensions::setStage(StageAnswer answer) {
    std::lock_guard lock(m_mutex);
    m_stage = std::move(answer);
}

void FixtureExtensions::setNow(api::Timestamp now) {
    std::lock_guard lock(m_mutex);
    m_now = now;
}

std::vector<std::string> FixtureExtensions::ids() const {
    std::lock_guard lock(m_mutex);
    std::vector<std::string> all;
    for (const auto& [id, revisions] : m_extensions) {
        all.push_back(id);
    }
    return all;
}

api::ExtensionInfo FixtureExtensions::newest(const std::string& id) const {
    std::lock_guard lock(m_mutex);
    return m_extensions.at(id).back().info;
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::PutExtension& op) {
    {
        std::lock_guard lock(m_mutex);
        auto problems = m_problems;
        if (wordOfDocument(op.document, "id").empty()) {
            problems.push_back(
                {api::Severity::error, 0, 0, "/id", "'id' is missing: policies name the extension by it."});
        }
        if (!problems.empty()) {
            return api::Error{api::code::kInvalidDefinition,
                              "The registration has mistakes. Mend them and register it again.", api::toJson(problems),
                              false};
        }
    }
    api::ExtensionInfo info;
    info.author = "anna";
    return store(op.document, std::move(info), op.replaces);
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::ControlExtension& op) {
    api::ExtensionInfo info;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_extensions.find(op.extension);
        if (found == m_extensions.end()) {
            return notFound("extension", op.extension);
        }
        auto& revisions = found->second;
        auto& newest = revisions.back();
        switch (op.action) {
            case api::ExtensionAction::enable:
            case api::ExtensionAction::disable: {
                auto next = newest;
                next.info.enabled = op.action == api::ExtensionAction::enable;
                next.document.as_object()["enabled"] = next.info.enabled;
                next.info.revision += 1;
                next.info.at = m_now;
                revisions.push_back(std::move(next));
                break;
            }
            case api::ExtensionAction::release:
                newest.info.quarantine.clear();
                newest.info.circuit = "closed";
                break;
            case api::ExtensionAction::rollback: {
                const auto wanted = std::find_if(revisions.begin(), revisions.end(),
                                                 [&](const Revision& one) { return one.info.revision == op.revision; });
                if (wanted == revisions.end()) {
                    return notFound("revision", std::to_string(op.revision));
                }
                auto next = *wanted;
                next.info.revision = newest.info.revision + 1;
                next.info.at = m_now;
                revisions.push_back(std::move(next));
                break;
            }
            case api::ExtensionAction::remove:
                info = newest.info;
                m_extensions.erase(found);
                break;
        }
        if (op.action != api::ExtensionAction::remove) {
            info = revisions.back().info;
        }
    }
    publish(op.extension);
    return api::Reply(api::ExtensionReply{std::move(info)});
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::InstallExtension& op) {
    api::PackageReport report;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_packages.find(op.package);
        if (found == m_packages.end() || !found->second.problems.empty()) {
            return api::Error{api::code::kInvalidDefinition, "This is no package that can be installed.", {}, false};
        }
        report = found->second;
    }
    for (const auto& wanted : report.capabilities) {
        if (std::find(op.grants.begin(), op.grants.end(), wanted) == op.grants.end()) {
            return api::Error{api::code::kForbidden, "The capability '" + wanted + "' is not granted.", {}, false};
        }
    }
    if (report.signedBy.empty() && !op.allowUnsigned) {
        return api::Error{api::code::kForbidden, "The package is not signed by a key that is trusted here.", {}, false};
    }
    api::ExtensionInfo info;
    info.author = "anna";
    info.signedBy = report.signedBy;
    return store(report.document, std::move(info), op.replaces);
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::ListExtensions& op) {
    std::lock_guard lock(m_mutex);
    api::ExtensionPage page;
    if (op.extension.empty()) {
        for (const auto& [id, revisions] : m_extensions) {
            page.items.push_back(revisions.back().info);
        }
        return api::Reply(std::move(page));
    }
    const auto* revisions = find(op.extension);
    if (!revisions) {
        return notFound("extension", op.extension);
    }
    for (auto one = revisions->rbegin(); one != revisions->rend(); ++one) {
        page.items.push_back(one->info);
    }
    return api::Reply(std::move(page));
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::GetExtension& op) {
    std::lock_guard lock(m_mutex);
    const auto* revisions = find(op.extension);
    if (!revisions) {
        return notFound("extension", op.extension);
    }
    for (auto one = revisions->rbegin(); one != revisions->rend(); ++one) {
        if (op.revision == 0 || one->info.revision == op.revision) {
            return api::Reply(api::ExtensionDetail{one->info, one->document});
        }
    }
    return notFound("revision", std::to_string(op.revision));
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::InspectPackage& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_packages.find(op.package);
    if (found == m_packages.end()) {
        api::PackageReport report;
        report.problems.push_back({api::Severity::error, 1, 1, "", "This is no package: it is no JSON."});
        return api::Reply(std::move(report));
    }
    auto report = found->second;
    if (const auto* known = find(report.id)) {
        const auto& info = known->back().info;
        report.installed = info.version;
        for (const auto& word : report.capabilities) {
            if (std::find(info.capabilities.begin(), info.capabilities.end(), word) == info.capabilities.end()) {
                report.added.push_back(word);
            }
        }
    }
    return api::Reply(std::move(report));
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::GetExtensionLog& op) {
    std::lock_guard lock(m_mutex);
    if (!find(op.extension)) {
        return notFound("extension", op.extension);
    }
    const auto found = m_logs.find(op.extension);
    return api::Reply(api::ExtensionLog{found == m_logs.end() ? std::vector<api::ExtensionLine>() : found->second});
}

// ---- dry runs -----------------------------------------------------------------------------------------------------

namespace {
/// The pipeline of a document, walked as the router does it.
class FixtureWalk {
public:
    FixtureWalk(api::DryRunReply& reply, const FixtureExtensions::StageAnswer& answer)
        : m_reply(reply), m_answer(answer) {}

    void stages(const api::Json& document, const char* lane, const char* type) {
        const auto* list = document.as_object().if_contains(lane);
        for (const auto& item : list && list->is_array() ? list->get_array() : boost::json::array()) {
            stage(item.as_object(), type);
        }
    }
    bool ended() const { return m_ended; }

private:
    void stage(const boost::json::object& item, const char* type) {
        const std::string id(item.at("id").as_string());
        api::StageOutcome outcome;
        outcome.status = "not_run";
        if (!m_ended) {
            outcome.status = "success";
            outcome.tookMs = 2;
            outcome.attempts = 1;
            outcome = m_answer ? m_answer(id, m_reply.message) : outcome;
            if (!outcome.after.is_null()) {
                m_reply.message = outcome.after;
            }
        }
        outcome.id = id;
        outcome.type = type;
        outcome.after = m_reply.message;
        if (outcome.status != "success" && outcome.status != "skipped" && !m_ended) {
            const api::Json block("block");
            const api::Json optional("optional");
            const auto* onFail = item.if_contains("on_fail");
            const auto* mode = item.if_contains("mode");
            const auto& word =
                std::string_view(type) == "validator" ? (onFail ? *onFail : block) : (mode ? *mode : optional);
            outcome.effect = word == "block"      ? "blocked"
                             : word == "warn"     ? "warned"
                             : word == "ignore"   ? "ignored"
                             : word == "required" ? "failed"
                                                  : "continued";
            m_ended = outcome.effect == "blocked" || outcome.effect == "failed";
            if (m_ended) {
                m_reply.decision.errorCode = outcome.effect == "blocked" ? "validation_failed" : "internal";
                m_reply.decision.errorMessage = "The extension " + id + " ended the request: " + outcome.error;
            }
        }
        m_reply.decision.stages.push_back(std::move(outcome));
    }

    api::DryRunReply& m_reply;
    const FixtureExtensions::StageAnswer& m_answer;
    bool m_ended = false;
};
}  // namespace

FixtureExtensions::Answer FixtureExtensions::answer(const api::DryRunRoute& op) {
    const auto* request = op.request.if_object();
    const auto* message = request ? request->if_contains("message") : nullptr;
    if (!op.document || !op.document->is_object()) {
        return api::Error{api::code::kUnsupported, "The fixture runs documents only.", {}, false};
    }
    if (!message || !message->is_object()) {
        return api::Error{api::code::kInvalidInput, "The request has no message.", {}, false};
    }
    StageAnswer stage;
    {
        std::lock_guard lock(m_mutex);
        stage = m_stage;
    }
    api::DryRunReply reply;
    reply.message = *message;
    FixtureWalk walk(reply, stage);
    walk.stages(*op.document, "pre", "pre");
    walk.stages(*op.document, "validators", "validator");
    double most = -1;
    if (const auto* list = op.document->as_object().if_contains("providers"); list && !walk.ended()) {
        for (const auto& one : list->as_array()) {
            const auto& provider = one.as_object();
            const double weight = provider.contains("weight") ? provider.at("weight").to_number<double>() : 0;
            api::RouteCandidate candidate;
            candidate.provider = std::string(provider.at("name").as_string());
            candidate.weight = weight;
            candidate.share = weight / 100;
            candidate.circuit = "closed";
            candidate.why = "It has the weight " + std::to_string(static_cast<int>(weight)) + ".";
            reply.decision.candidates.push_back(candidate);
            if (weight > most) {
                most = weight;
                reply.decision.provider = candidate.provider;
                reply.decision.reason = "weighted";
            }
        }
    }
    walk.stages(*op.document, "post", "post");
    return api::Reply(std::move(reply));
}

}  // namespace beamline::test
