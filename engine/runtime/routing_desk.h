// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of routing: policies, decisions, extensions. Runs on the threads of routing and answers later; those
// of one tenant see nothing of another.

#include "engine/runtime/decision_recorder.h"
#include "engine/runtime/package_store.h"
#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/routing_books.h"
#include "engine/runtime/services.h"
#include "engine/runtime/use_gate.h"

namespace beamline::runtime {

inline constexpr int kRoutingThreads = 32;  ///< decisions whose extensions are waited for at once

class RoutingDesk {
public:
    template <class T>
    using Handler = std::function<void(api::Result<T>)>;

    /// `threads` also make the calls of providers that are waited for.
    RoutingDesk(Services& services, std::shared_ptr<routing::Caller> caller, Pool& threads);
    /// Decisions that were made are durable behind it, as far as the journal takes them in time. A thread that was
    /// let go of and comes back later does not reach the journal.
    void stop();

    void handle(const api::PutPolicy& op, const api::RequestContext& who, Handler<api::PolicyReply> done);
    void handle(const api::DeletePolicy& op, const api::RequestContext& who, Handler<api::PolicyReply> done);
    void handle(const api::ValidatePolicy& op, const api::RequestContext& who, Handler<api::PolicyCheck> done);
    void handle(const api::ListPolicies& op, const api::RequestContext& who, Handler<api::PolicyPage> done);
    void handle(const api::GetPolicy& op, const api::RequestContext& who, Handler<api::PolicyDetail> done);
    void handle(const api::DecideRoute& op, const api::RequestContext& who, Handler<api::RouteReply> done);
    void handle(const api::ReportOutcome& op, const api::RequestContext& who, Handler<api::Unit> done);
    void handle(const api::DryRunRoute& op, const api::RequestContext& who, Handler<api::DryRunReply> done);
    void handle(const api::SimulatePolicy& op, const api::RequestContext& who, Handler<api::SimulationReply> done);
    void handle(const api::ListDecisions& op, const api::RequestContext& who, Handler<api::RouteDecisionPage> done);
    void handle(const api::GetDecision& op, const api::RequestContext& who, Handler<api::RouteDecisionReply> done);
    void handle(const api::ListProviders& op, const api::RequestContext& who, Handler<api::ProviderPage> done);
    void handle(const api::PutExtension& op, const api::RequestContext& who, Handler<api::ExtensionReply> done);
    void handle(const api::ControlExtension& op, const api::RequestContext& who, Handler<api::ExtensionReply> done);
    void handle(const api::InspectPackage& op, const api::RequestContext& who, Handler<api::PackageReport> done);
    void handle(const api::InstallExtension& op, const api::RequestContext& who, Handler<api::ExtensionReply> done);
    void handle(const api::GetExtensionLog& op, const api::RequestContext& who, Handler<api::ExtensionLog> done);
    void handle(const api::ListExtensions& op, const api::RequestContext& who, Handler<api::ExtensionPage> done);
    void handle(const api::GetExtension& op, const api::RequestContext& who, Handler<api::ExtensionDetail> done);

    /// `call: provider`; blocks until somebody has answered.
    blocks::BlockResult run(const blocks::ProviderAsk& ask);
    routing::Router& router() { return *m_router; }
    std::optional<api::Json> refusal(const api::Json& request, const std::string& tenant);

    /// Another node has changed a document; an empty tenant: anything may have changed.
    void changed(const std::string& kind, const std::string& tenant, const std::string& id);

private:
    routing::RouterWorld world();
    std::string workflowOf(const std::string& run) const;
    bool mayCost(const std::string& tenant, const std::string& policy);
    void tellQuarantine(const std::string& key, bool on);
    /// Stores it and tells the feed; `done` with the version.
    void put(store::StoredDocument document, std::int64_t replaces, Handler<std::int64_t> done);
    /// What both ways to register have in common; `document` is as it is stored.
    void registerExtension(const std::string& tenant, const api::Json& document, const std::string& comment,
                           std::int64_t replaces, const std::string& author, Handler<api::ExtensionReply> done);
    void putExtension(const std::string& tenant, const std::string& id, const api::Json& document,
                      const std::string& comment, bool removed, std::int64_t replaces, const std::string& author,
                      Handler<api::ExtensionReply> done);
    api::PolicyInfo infoOf(const store::StoredDocument& stored) const;
    api::ExtensionInfo extensionInfo(const store::StoredDocument& stored);
    api::Result<store::StoredDocument> stored(const char* kind, const std::string& tenant, const std::string& id,
                                              std::int64_t version, bool removedToo = false);
    std::vector<api::Problem> extensionProblems(const routing::Policy& policy, const std::string& tenant);
    // routing_packages.cpp
    void install(const routing::Package& package, const api::Json& document, const api::InstallExtension& op,
                 const api::RequestContext& who, Handler<api::ExtensionReply> done);
    /// So that other nodes of the cluster get its files; at once where there are none.
    void share(const routing::Package& package, const std::string& text, const std::string& tenant,
               const std::string& author, Handler<std::int64_t> done);
    bool isRegistered(const std::string& tenant, const std::string& id, const std::string& place);
    /// Has the files of what is registered brought here that another node has installed; empty: of all.
    void bringSoon(const std::string& tenant, const std::string& id);
    void bring(const store::StoredDocument& registered);
    /// Versions of the document's files that are here no more.
    std::vector<std::string> missingFiles(const std::string& tenant, const api::Json& document);

    Services& m_services;
    PolicyBook m_policies;
    ExtensionBook m_extensions;
    const std::shared_ptr<DecisionRecorder> m_recorder;
    const std::shared_ptr<UseGate> m_gate = std::make_shared<UseGate>();  ///< of the journal
    std::shared_ptr<routing::Caller> m_caller;
    Pool& m_threads;
    PackageStore m_packages;
    const std::shared_ptr<routing::Router> m_router;
};

}  // namespace beamline::runtime
