// SPDX-License-Identifier: Apache-2.0
// Packages of extensions: looked at, installed, and brought to the other nodes of a cluster; what extensions say.
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/runtime/extension_caller.h"
#include "engine/runtime/package_document.h"
#include "engine/runtime/routing_desk.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {
constexpr const char* kPackageKind = "package";  ///< of documents with what packages hold, for other nodes
constexpr const char* kFilesProblem = "extension_files";

std::vector<api::Problem> errorsAmong(std::vector<api::Problem> problems) {
    std::erase_if(problems, [](const auto& problem) { return problem.severity != api::Severity::error; });
    return problems;
}

/// With what only an engine has against it.
std::vector<api::Problem> obstaclesOf(const routing::PackageReading& reading) {
    auto problems = errorsAmong(reading.problems);
    if (reading.package && reading.package->id() == kTrustedKeysFolder) {
        problems.push_back({api::Severity::error, 0, 0, "/manifest/id",
                            "The folder of this name is for keys that are trusted; give the extension another id."});
    }
    return problems;
}

std::vector<std::string> without(std::vector<std::string> words, const std::vector<std::string>& those) {
    std::erase_if(words, [&](const auto& word) { return std::find(those.begin(), those.end(), word) != those.end(); });
    return words;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

std::vector<std::string> capabilitiesOf(const routing::Package& package) {
    const auto read = routing::readExtension(package.manifest).extension;
    return read ? read->capabilities.words() : std::vector<std::string>();
}

/// Of the key that is trusted, else of the first.
std::string fingerprintOf(const routing::Package& package, const std::vector<routing::TrustedKey>& trusted) {
    const auto& all = package.signatures;
    auto shown = std::find_if(all.begin(), all.end(), [&](const auto& one) {
        return std::any_of(trusted.begin(), trusted.end(),
                           [&](const auto& key) { return key.publicKey == one.publicKey; });
    });
    shown = shown == all.end() ? all.begin() : shown;
    return shown == all.end() ? std::string() : api::sha256(shown->publicKey);
}

/// What keeps a package from being installed that is sound; nothing: it may be.
std::optional<Error> refusalOf(const routing::Package& package, const routing::Verdict& verdict,
                               const api::InstallExtension& op) {
    using State = routing::Verdict::State;
    if (verdict.state == State::damaged) {
        return Error{code::kInvalidDefinition, verdict.why, {}, false};
    }
    if (verdict.state != State::trusted && !op.allowUnsigned) {
        const bool isSigned = verdict.state == State::unknownKey;
        return Error{code::kForbidden, verdict.why + " Nothing was installed.",
                     boost::json::object{{"signature", isSigned ? "unknown_key" : "not_signed"}}, false};
    }
    if (const auto missing = without(capabilitiesOf(package), op.grants); !missing.empty()) {
        return Error{code::kForbidden,
                     package.id() + " asks for what is not granted: " + listed(missing) +
                         ". Nothing was installed. Grant it when you trust the package with it.",
                     boost::json::object{{"capabilities", api::toJson(missing)}}, false};
    }
    return std::nullopt;
}
}  // namespace

void RoutingDesk::handle(const api::InspectPackage& op, const api::RequestContext& who,
                         Handler<api::PackageReport> done) {
    const auto reading = routing::readPackage(op.package);
    api::PackageReport report;
    report.problems = obstaclesOf(reading);
    if (!reading.package) {
        done(std::move(report));
        return;
    }
    const auto& package = *reading.package;
    const auto tenant = askingTenant(who);
    const auto keys = m_packages.keys();
    report.id = package.id();
    report.version = package.version();
    report.capabilities = capabilitiesOf(package);
    report.fingerprint = fingerprintOf(package, keys.keys);
    const auto verdict = routing::verify(package, keys.keys);
    report.signedBy = listed(verdict.signers);
    if (verdict.state == routing::Verdict::State::damaged) {
        report.problems.push_back({api::Severity::error, 0, 0, "/signatures", verdict.why});
    }
    report.document =
        documentOf(package, PackageStore::placeOf(tenant, package.id(), package.version()), verdict.signers);
    if (const auto read = routing::readExtension(report.document, tenant).extension) {
        report.type = routing::wordOf(read->type);
        report.description = read->description;
    }
    report.added = report.capabilities;
    if (const auto there = stored(kExtensionKind, tenant, package.id(), 0); there.ok()) {
        const auto info = extensionInfo(*there);
        report.installed = info.version;
        report.added = without(report.capabilities, info.capabilities);
    }
    done(std::move(report));
}

void RoutingDesk::handle(const api::InstallExtension& op, const api::RequestContext& who,
                         Handler<api::ExtensionReply> done) {
    const auto reading = routing::readPackage(op.package);
    if (auto problems = obstaclesOf(reading); !reading.package || !problems.empty()) {
        done(Error{code::kInvalidDefinition,
                   "The package cannot be installed; nothing was changed. " +
                       (problems.empty() ? std::string() : problems.front().message),
                   api::toJson(problems), false});
        return;
    }
    const auto& package = *reading.package;
    const auto verdict = routing::verify(package, m_packages.keys().keys);
    if (auto refused = refusalOf(package, verdict, op)) {
        done(std::move(*refused));
        return;
    }
    const auto place = PackageStore::placeOf(askingTenant(who), package.id(), package.version());
    install(package, documentOf(package, place, verdict.signers), op, who, std::move(done));
}

void RoutingDesk::install(const routing::Package& package, const api::Json& document, const api::InstallExtension& op,
                          const api::RequestContext& who, Handler<api::ExtensionReply> done) {
    const auto tenant = askingTenant(who);
    const auto id = package.id();
    const auto place = PackageStore::placeOf(tenant, id, package.version());
    const auto fresh = m_packages.put(package, place, !isRegistered(tenant, id, place));
    if (!fresh.ok()) {
        done(fresh.error());
        return;
    }
    const auto finish = [this, tenant, id, place, fresh = *fresh, version = package.version(), user = who.user,
                         done = std::move(done)](api::Result<api::ExtensionReply> reply) {
        if (!reply.ok() && fresh && !isRegistered(tenant, id, place)) {
            m_packages.remove(place);
        }
        if (reply.ok()) {
            const auto& by = reply->extension.signedBy;
            m_services.log.write({telemetry::Level::info,
                                  "routing",
                                  "Version " + version + " of the extension " + tenant + "/" + id +
                                      " was installed by " + user + ", " +
                                      (by.empty() ? "signed by nobody who is trusted" : "signed by " + by) + ".",
                                  {},
                                  {},
                                  {},
                                  0});
            Job job;
            job.run = [this, gate = m_gate, place] { gate->enter([&] { m_packages.prune(place); }); };
            m_threads.submit(std::move(job));  // if there is no room, the next one that is installed does it
        }
        done(std::move(reply));
    };
    share(package, op.package, tenant, who.user,
          [this, tenant, document, finish, comment = op.comment, replaces = op.replaces,
           user = who.user](const api::Result<std::int64_t>& shared) {
              shared.ok() ? registerExtension(tenant, document, comment, replaces, user, finish)
                          : finish(shared.error());
          });
}

bool RoutingDesk::isRegistered(const std::string& tenant, const std::string& id, const std::string& place) {
    const auto versions =
        m_services.journal.documentVersions(kExtensionKind, tenant, id, 0, std::numeric_limits<int>::max());
    return !versions.ok() || std::any_of(versions->begin(), versions->end(), [&](const auto& one) {
        const auto read = routing::readExtension(storedJson(one.data), tenant).extension;
        return read && std::any_of(read->instances.begin(), read->instances.end(),
                                   [&](const auto& instance) { return instance.directory == place; });
    });
}

// ---- the other nodes of a cluster

void RoutingDesk::share(const routing::Package& package, const std::string& text, const std::string& tenant,
                        const std::string& author, Handler<std::int64_t> done) {
    if (!m_services.clustered()) {
        done(std::int64_t{0});
        return;
    }
    if (text.size() > store::kMaxDocumentBytes) {
        done(Error{code::kInvalidArgument,
                   "The package has " + std::to_string(text.size() / 1024) + " KiB; in a cluster, where it goes to " +
                       "every node, at most " + std::to_string(store::kMaxDocumentBytes / 1024) +
                       " KiB are taken. Nothing was installed. Make it smaller, or put its folder on every node and "
                       "register it.",
                   {},
                   false});
        return;
    }
    const auto id = package.id() + "@" + package.version();
    const auto there = m_services.journal.document(kPackageKind, tenant, id, 0);
    if (there.ok() && *there && (*there)->data == text) {
        done((*there)->version);
        return;
    }
    m_services.journal.putDocument({kPackageKind, tenant, id, 0, api::wallClock(), author, {}, false, text, true}, -1,
                                   std::move(done));
}

std::vector<std::string> RoutingDesk::missingFiles(const std::string& tenant, const api::Json& document) {
    std::vector<std::string> versions;
    const auto read = routing::readExtension(document, tenant).extension;
    for (const auto& instance : read ? read->instances : std::vector<routing::Instance>()) {
        const auto slash = instance.directory.rfind('/');
        const auto version = instance.directory.substr(slash == std::string::npos ? 0 : slash + 1);
        if (instance.directory == PackageStore::placeOf(tenant, read->id, version) &&
            !m_packages.has(instance.directory)) {
            versions.push_back(version);
        }
    }
    return versions;
}

void RoutingDesk::bringSoon(const std::string& tenant, const std::string& id) {
    if (!m_services.clustered()) {
        return;
    }
    Job job;
    job.run = [this, gate = m_gate, tenant, id] {
        gate->enter([&] {
            const auto all = m_services.journal.documents(kExtensionKind, tenant);
            for (const auto& one : all.ok() ? *all : std::vector<store::StoredDocument>()) {
                if (id.empty() || one.id == id) {
                    bring(one);
                }
            }
        });
    };
    m_threads.submit(std::move(job));
}

void RoutingDesk::bring(const store::StoredDocument& registered) {
    const auto& tenant = registered.tenant;
    const auto problem = std::string(kFilesProblem) + "." + tenant + "/" + registered.id;
    std::string why;
    for (const auto& version : missingFiles(tenant, storedJson(registered.data))) {
        const auto found = m_services.journal.document(kPackageKind, tenant, registered.id + "@" + version, 0);
        if (!found.ok() || !*found) {
            why = "no node has shared them";
            continue;
        }
        const auto package = routing::readPackage((*found)->data).package;
        if (!package) {
            why = "what was shared is no package";
            continue;
        }
        if (const auto put = m_packages.put(*package, PackageStore::placeOf(tenant, registered.id, version), true);
            !put.ok()) {
            why = put.error().message;
        }
    }
    if (why.empty()) {
        m_services.problems.remove(problem);
    } else {
        m_services.problems.set(problem, "The files of the extension " + tenant + "/" + registered.id +
                                             " are not on this node: " + why + ". Install its package again.");
    }
}

// ---- what extensions say

void RoutingDesk::handle(const api::GetExtensionLog& op, const api::RequestContext& who,
                         Handler<api::ExtensionLog> done) {
    const auto tenant = askingTenant(who);
    const auto found = stored(kExtensionKind, tenant, op.extension, 0);
    if (!found.ok()) {
        done(found.error());
        return;
    }
    // Tests put another caller in its place, which has no processes.
    auto* caller = dynamic_cast<ExtensionCaller*>(m_caller.get());
    const auto read = routing::readExtension(storedJson(found->data), tenant).extension;
    done(api::ExtensionLog{caller && read ? caller->lines(read->key()) : std::vector<api::ExtensionLine>()});
}

}  // namespace beamline::runtime
