// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of routing. Everything is of the tenant that RequestContext::tenant names, kDefaultTenant for none.

#include "engine/api/operation.h"
#include "engine/api/routing.h"

namespace beamline::api {

// ---- policies -----------------------------------------------------------------------------------------------------
struct PolicyReply {
    PolicyInfo policy;
    std::vector<Problem> warnings;
};
BOOST_DESCRIBE_STRUCT(PolicyReply, (), (policy, warnings))
/// Stores a new version of a policy. kInvalidDefinition lists every mistake with its JSON pointer.
struct PutPolicy {
    using Reply = PolicyReply;
    static constexpr OperationInfo kInfo{"put_policy", "policy.write"};
    std::string policy = {};
    Json document = {};  ///< the policy language
    std::string comment = {};
    std::int64_t replaces = -1;  ///< the version that it was made from, 0: there must be none; another one is kStale.
                                 ///< -1: whatever is there
};
BOOST_DESCRIBE_STRUCT(PutPolicy, (), (policy, document, comment, replaces))
/// Its versions stay and can be put again.
struct DeletePolicy {
    using Reply = PolicyReply;
    static constexpr OperationInfo kInfo{"delete_policy", "policy.delete"};
    std::string policy = {};
    std::string comment = {};
    std::int64_t replaces = -1;
};
BOOST_DESCRIBE_STRUCT(DeletePolicy, (), (policy, comment, replaces))

struct PolicyCheck {
    bool valid = false;
    std::vector<Problem> problems;
    PipelineComplexity complexity;  ///< when valid
};
BOOST_DESCRIBE_STRUCT(PolicyCheck, (), (valid, problems, complexity))
/// Checks without storing; also whether the extensions that it names are there.
struct ValidatePolicy {
    using Reply = PolicyCheck;
    static constexpr OperationInfo kInfo{"validate_policy", "policy.read"};
    Json document = {};
};
BOOST_DESCRIBE_STRUCT(ValidatePolicy, (), (document))

BEAMLINE_PAGE(PolicyPage, PolicyInfo)
/// By name, the latest version of each; with `policy`, all versions of that one, newest first.
struct ListPolicies {
    using Reply = PolicyPage;
    static constexpr OperationInfo kInfo{"list_policies", "policy.read"};
    std::string policy = {};
    bool removed = false;  ///< also those that there are no more
    int limit = kDefaultPageSize;
    Cursor after = {};
};
BOOST_DESCRIBE_STRUCT(ListPolicies, (), (policy, removed, limit, after))

struct PolicyDetail {
    PolicyInfo info;
    Json document = {};
    PipelineComplexity complexity;
};
BOOST_DESCRIBE_STRUCT(PolicyDetail, (), (info, document, complexity))
struct GetPolicy {
    using Reply = PolicyDetail;
    static constexpr OperationInfo kInfo{"get_policy", "policy.read"};
    std::string policy = {};
    std::int64_t version = 0;  ///< 0: the latest
};
BOOST_DESCRIBE_STRUCT(GetPolicy, (), (policy, version))

// ---- decisions ----------------------------------------------------------------------------------------------------
struct RouteReply {
    Json response = {};         ///< of the contract (§2.2): {ok, decision | error, context}
    std::string decision = {};  ///< its id
};
BOOST_DESCRIBE_STRUCT(RouteReply, (), (response, decision))
/// Decides who does the work of a request (contract §2.2). An answer {ok: false} is a reply, not an error.
struct DecideRoute {
    using Reply = RouteReply;
    static constexpr OperationInfo kInfo{"decide_route", "route.decide"};
    Json request = {};
};
BOOST_DESCRIBE_STRUCT(DecideRoute, (), (request))

/// Tells what became of work that a provider was chosen for: breakers, latencies and costs learn from it.
struct ReportOutcome {
    using Reply = Unit;
    static constexpr OperationInfo kInfo{"report_outcome", "route.decide"};
    std::string provider = {};
    bool ok = true;
    double latencyMs = 0;
    double cost = 0;
    std::string error = {};
};
BOOST_DESCRIBE_STRUCT(ReportOutcome, (), (provider, ok, latencyMs, cost, error))

struct DryRunReply {
    RouteDecision decision;  ///< with the message behind every stage
    Json message = {};       ///< behind the last one
};
BOOST_DESCRIBE_STRUCT(DryRunReply, (), (decision, message))
/// What would become of a request: nothing is stored, counted or sent to a provider. Extensions are called unless
/// `callExtensions` is false.
struct DryRunRoute {
    using Reply = DryRunReply;
    static constexpr OperationInfo kInfo{"dry_run_route", "policy.read"};
    Json request = {};                  ///< as of DecideRoute
    std::optional<Json> document = {};  ///< a policy that is not stored; nothing: the one that the request names
    bool callExtensions = true;
};
BOOST_DESCRIBE_STRUCT(DryRunRoute, (), (request, document, callExtensions))

struct SimulatedShare {
    std::string provider = {};  ///< empty: none could be chosen
    std::int64_t before = 0;
    std::int64_t after = 0;
};
BOOST_DESCRIBE_STRUCT(SimulatedShare, (), (provider, before, after))
struct SimulatedChange {
    std::string decision = {};  ///< id of the recorded one
    Timestamp at = 0;
    std::string before = {};  ///< provider
    std::string after = {};
    std::string why = {};
};
BOOST_DESCRIBE_STRUCT(SimulatedChange, (), (decision, at, before, after, why))
struct SimulationReply {
    std::int64_t decisions = 0;  ///< that were tried
    std::int64_t changed = 0;
    double costBefore = 0;  ///< expected, of all
    double costAfter = 0;
    double latencyBefore = 0;  ///< expected mean, ms
    double latencyAfter = 0;
    std::vector<SimulatedShare> shares;
    std::vector<SimulatedChange> changes;  ///< the first kMaxSimulatedChanges
    bool complete = true;                  ///< false: there were more than could be tried
};
BOOST_DESCRIBE_STRUCT(SimulationReply, (),
                      (decisions, changed, costBefore, costAfter, latencyBefore, latencyAfter, shares, changes,
                       complete))
inline constexpr std::int64_t kMaxSimulatedDecisions = 100'000;
inline constexpr std::size_t kMaxSimulatedChanges = 100;
/// What a policy would have done with the traffic that was recorded. Breakers are closed, limits do not count.
struct SimulatePolicy {
    using Reply = SimulationReply;
    static constexpr OperationInfo kInfo{"simulate_policy", "policy.read"};
    std::string policy = {};            ///< whose traffic
    std::optional<Json> document = {};  ///< that decides; nothing: the policy as it is now
    Timestamp from = 0;
    Timestamp to = 0;  ///< 0: now
};
BOOST_DESCRIBE_STRUCT(SimulatePolicy, (), (policy, document, from, to))

BEAMLINE_PAGE(RouteDecisionPage, RouteDecision)
/// Newest first, without candidates, steps and stages.
struct ListDecisions {
    using Reply = RouteDecisionPage;
    static constexpr OperationInfo kInfo{"list_decisions", "policy.read"};
    std::string policy = {};
    std::string provider = {};
    std::string text = {};  ///< in request id, trace id or run
    bool failedOnly = false;
    Timestamp from = 0;
    Timestamp to = 0;  ///< 0: now
    int limit = kDefaultPageSize;
    Cursor after = {};
};
BOOST_DESCRIBE_STRUCT(ListDecisions, (), (policy, provider, text, failedOnly, from, to, limit, after))
struct RouteDecisionReply {
    RouteDecision decision;
};
BOOST_DESCRIBE_STRUCT(RouteDecisionReply, (), (decision))
struct GetDecision {
    using Reply = RouteDecisionReply;
    static constexpr OperationInfo kInfo{"get_decision", "policy.read"};
    std::string decision = {};
};
BOOST_DESCRIBE_STRUCT(GetDecision, (), (decision))

BEAMLINE_PAGE(ProviderPage, ProviderState)
/// Those that policies of the tenant name, by name.
struct ListProviders {
    using Reply = ProviderPage;
    static constexpr OperationInfo kInfo{"list_providers", "policy.read"};
};
BOOST_DESCRIBE_STRUCT(ListProviders, (), ())

// ---- extensions ---------------------------------------------------------------------------------------------------
struct ExtensionReply {
    ExtensionInfo extension;
};
BOOST_DESCRIBE_STRUCT(ExtensionReply, (), (extension))
/// Registers an extension, or a new revision of it. kInvalidDefinition lists every mistake with its JSON pointer.
struct PutExtension {
    using Reply = ExtensionReply;
    static constexpr OperationInfo kInfo{"put_extension", "extension.write"};
    Json document = {};  ///< see engine/routing/extension.h
    std::string comment = {};
    std::int64_t replaces = -1;  ///< as PutPolicy::replaces, of revisions
};
BOOST_DESCRIBE_STRUCT(PutExtension, (), (document, comment, replaces))
BOOST_DEFINE_ENUM_CLASS(ExtensionAction, enable, disable, release, rollback, remove)
/// `release` ends a quarantine; `rollback` makes `revision` the newest one again.
struct ControlExtension {
    using Reply = ExtensionReply;
    static constexpr OperationInfo kInfo{"control_extension", "extension.write"};
    std::string extension = {};
    ExtensionAction action = ExtensionAction::enable;
    std::int64_t revision = 0;
    std::string comment = {};
};
BOOST_DESCRIBE_STRUCT(ControlExtension, (), (extension, action, revision, comment))
BEAMLINE_PAGE(ExtensionPage, ExtensionInfo)
/// By id, the newest revision of each; with `extension`, all revisions of that one, newest first.
struct ListExtensions {
    using Reply = ExtensionPage;
    static constexpr OperationInfo kInfo{"list_extensions", "extension.read"};
    std::string extension = {};
};
BOOST_DESCRIBE_STRUCT(ListExtensions, (), (extension))
struct ExtensionDetail {
    ExtensionInfo info;
    Json document = {};
};
BOOST_DESCRIBE_STRUCT(ExtensionDetail, (), (info, document))
struct GetExtension {
    using Reply = ExtensionDetail;
    static constexpr OperationInfo kInfo{"get_extension", "extension.read"};
    std::string extension = {};
    std::int64_t revision = 0;  ///< 0: the newest
};
BOOST_DESCRIBE_STRUCT(GetExtension, (), (extension, revision))

/// What a package holds, before it is installed.
struct PackageReport {
    std::string id;
    std::string type;
    std::string version;
    std::string description;
    std::vector<std::string> capabilities;  ///< that it asks for
    std::string signedBy;                   ///< name of a key that this engine trusts; empty: none
    std::string fingerprint;                ///< of the key it is signed with; empty: not signed
    std::string installed;                  ///< version that is there; empty: none
    std::vector<std::string> added;         ///< capabilities that the one that is there has not got
    std::vector<Problem> problems;          ///< it cannot be installed while there are any
    Json document = {};                     ///< it would be registered as
};
BOOST_DESCRIBE_STRUCT(PackageReport, (),
                      (id, type, version, description, capabilities, signedBy, fingerprint, installed, added, problems,
                       document))
struct InspectPackage {
    using Reply = PackageReport;
    static constexpr OperationInfo kInfo{"inspect_package", "extension.read"};
    std::string package = {};  ///< what the file holds; see engine/routing/package.h
};
BOOST_DESCRIBE_STRUCT(InspectPackage, (), (package))
/// Unpacks a package beside the engine and registers it, as a new revision of what is there. kForbidden when it asks
/// for a capability that is not granted, or is signed by nobody known and `allowUnsigned` is not set.
struct InstallExtension {
    using Reply = ExtensionReply;
    static constexpr OperationInfo kInfo{"install_extension", "extension.install"};
    std::string package = {};
    std::vector<std::string> grants = {};  ///< capabilities that it gets
    bool allowUnsigned = false;
    std::string comment = {};
    std::int64_t replaces = -1;
};
BOOST_DESCRIBE_STRUCT(InstallExtension, (), (package, grants, allowUnsigned, comment, replaces))

struct ExtensionLine {
    Timestamp at = 0;
    std::string instance;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ExtensionLine, (), (at, instance, text))
struct ExtensionLog {
    std::vector<ExtensionLine> lines;  ///< oldest first
};
BOOST_DESCRIBE_STRUCT(ExtensionLog, (), (lines))
/// What the processes of an extension have written to stderr on the answering node, as far as it is kept.
struct GetExtensionLog {
    using Reply = ExtensionLog;
    static constexpr OperationInfo kInfo{"get_extension_log", "extension.read"};
    std::string extension = {};
};
BOOST_DESCRIBE_STRUCT(GetExtensionLog, (), (extension))

using RoutingCommands = boost::mp11::mp_list<PutPolicy, DeletePolicy, DecideRoute, ReportOutcome, PutExtension,
                                             ControlExtension, InstallExtension>;
using RoutingQueries =
    boost::mp11::mp_list<ValidatePolicy, ListPolicies, GetPolicy, DryRunRoute, SimulatePolicy, ListDecisions,
                         GetDecision, ListProviders, ListExtensions, GetExtension, InspectPackage, GetExtensionLog>;
template <class Op>
inline constexpr bool kIsRouting =
    boost::mp11::mp_contains<boost::mp11::mp_append<RoutingCommands, RoutingQueries>, Op>::value;

}  // namespace beamline::api
