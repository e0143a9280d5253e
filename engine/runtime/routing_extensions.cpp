// SPDX-License-Identifier: Apache-2.0
// The operations on extensions.
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/runtime/package_document.h"
#include "engine/runtime/routing_desk.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {
std::string addressOf(const routing::Instance& instance) {
    if (instance.transport == routing::Transport::nats) {
        return instance.subject;
    }
    if (instance.transport == routing::Transport::http) {
        return instance.url;
    }
    std::string command;
    for (const auto& word : instance.command) {
        command += (command.empty() ? "" : " ") + word;
    }
    return command;
}
}  // namespace

api::ExtensionInfo RoutingDesk::extensionInfo(const store::StoredDocument& stored) {
    api::ExtensionInfo info;
    info.tenant = stored.tenant;
    info.id = stored.id;
    info.revision = stored.version;
    info.at = stored.at;
    info.author = stored.author;
    info.enabled = false;
    const auto read = routing::readExtension(storedJson(stored.data), stored.tenant).extension;
    if (!read) {
        return info;
    }
    info.type = routing::wordOf(read->type);
    info.version = read->version;
    info.enabled = read->enabled && !stored.removed;
    info.description = read->description;
    info.signedBy = signerOf(storedJson(stored.data));
    info.capabilities = read->capabilities.words();
    if (!read->instances.empty()) {
        info.transport = routing::wordOf(read->instances.front().transport);
        info.address = addressOf(read->instances.front());
    }
    m_router->extensions().fill(read->key(), info, api::wallClock());
    return info;
}

void RoutingDesk::putExtension(const std::string& tenant, const std::string& id, const api::Json& document,
                               const std::string& comment, bool removed, std::int64_t replaces,
                               const std::string& author, Handler<api::ExtensionReply> done) {
    store::StoredDocument stored{kExtensionKind,
                                 tenant,
                                 id,
                                 0,
                                 api::wallClock(),
                                 author,
                                 comment,
                                 removed,
                                 boost::json::serialize(document),
                                 true};
    auto copy = stored;
    put(std::move(stored), replaces,
        [this, copy = std::move(copy), done = std::move(done)](const api::Result<std::int64_t>& version) mutable {
            if (!version.ok()) {
                done(version.error());
                return;
            }
            copy.version = *version;
            auto info = extensionInfo(copy);
            if (copy.removed) {
                const auto key = copy.tenant + "/" + copy.id;
                m_router->extensions().forget(key);
                tellQuarantine(key, false);
            }
            done(api::ExtensionReply{std::move(info)});
        });
}

void RoutingDesk::handle(const api::PutExtension& op, const api::RequestContext& who,
                         Handler<api::ExtensionReply> done) {
    auto document = op.document;
    if (auto* object = document.if_object()) {
        object->erase(kPackageMember);  // who signed it is not for the document to say
    }
    registerExtension(askingTenant(who), document, op.comment, op.replaces, who.user, std::move(done));
}

void RoutingDesk::registerExtension(const std::string& tenant, const api::Json& document, const std::string& comment,
                                    std::int64_t replaces, const std::string& author,
                                    Handler<api::ExtensionReply> done) {
    const auto read = routing::readExtension(document, tenant);
    if (!read.extension) {
        done(
            Error{code::kInvalidDefinition,
                  "The extension cannot be registered as it is; nothing was stored. Mend what is listed and try again.",
                  api::toJson(read.problems), false});
        return;
    }
    const auto all = m_services.journal.documents(kExtensionKind, tenant);
    if (!all.ok()) {
        done(all.error());
        return;
    }
    const auto& id = read.extension->id;
    if (all->size() >= kMaxExtensions &&
        std::none_of(all->begin(), all->end(), [&](const auto& one) { return one.id == id; })) {
        done(Error{code::kConflict,
                   "The tenant has " + std::to_string(kMaxExtensions) +
                       " extensions, the most that there can be. Remove one first.",
                   {},
                   false});
        return;
    }
    putExtension(tenant, id, document, comment, false, replaces, author, std::move(done));
}

void RoutingDesk::handle(const api::ControlExtension& op, const api::RequestContext& who,
                         Handler<api::ExtensionReply> done) {
    using Action = api::ExtensionAction;
    const auto tenant = askingTenant(who);
    const auto found = stored(kExtensionKind, tenant, op.extension, 0, op.action == Action::rollback);
    if (!found.ok()) {
        done(found.error());
        return;
    }
    auto document = storedJson(found->data);
    switch (op.action) {
        case Action::enable:
        case Action::disable:
            if (auto* object = document.if_object()) {
                (*object)["enabled"] = op.action == Action::enable;
            }
            break;
        case Action::release:
            if (const auto extension = m_extensions.find(tenant, op.extension)) {
                m_router->extensions().release(extension->key());
                tellQuarantine(extension->key(), false);
            }
            done(api::ExtensionReply{extensionInfo(*found)});
            return;
        case Action::rollback: {
            const auto before = stored(kExtensionKind, tenant, op.extension, op.revision);
            if (op.revision <= 0 || !before.ok()) {
                done(op.revision > 0 ? before.error()
                                     : Error{code::kInvalidArgument, "Say to which revision it goes back.", {}, false});
                return;
            }
            document = storedJson(before->data);
            if (const auto gone = missingFiles(tenant, document); !gone.empty()) {
                done(Error{code::kConflict,
                           "The files of version " + gone.front() + " of " + op.extension +
                               " are not kept here any more. Install its package again.",
                           {},
                           false});
                return;
            }
            break;
        }
        case Action::remove:
            break;
        default:
            done(Error{code::kUnsupported, "This engine knows no such action.", {}, false});
            return;
    }
    putExtension(tenant, op.extension, document, op.comment, op.action == Action::remove,
                 found->removed ? 0 : found->version, who.user, std::move(done));
}

void RoutingDesk::handle(const api::ListExtensions& op, const api::RequestContext& who,
                         Handler<api::ExtensionPage> done) {
    const auto tenant = askingTenant(who);
    const auto all = op.extension.empty() ? m_services.journal.documents(kExtensionKind, tenant)
                                          : m_services.journal.documentVersions(kExtensionKind, tenant, op.extension, 0,
                                                                                api::kMaxPageSize);
    if (!all.ok()) {
        done(all.error());
        return;
    }
    api::ExtensionPage page;
    page.seq = m_services.journal.health().seq;
    for (const auto& one : *all) {
        page.items.push_back(extensionInfo(one));
    }
    done(std::move(page));
}

void RoutingDesk::handle(const api::GetExtension& op, const api::RequestContext& who,
                         Handler<api::ExtensionDetail> done) {
    const auto found = stored(kExtensionKind, askingTenant(who), op.extension, op.revision, op.revision > 0);
    if (!found.ok()) {
        done(found.error());
        return;
    }
    done(api::ExtensionDetail{extensionInfo(*found), storedJson(found->data)});
}

}  // namespace beamline::runtime
