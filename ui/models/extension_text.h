// SPDX-License-Identifier: Apache-2.0
#pragma once
// People's words for what the port says of extensions and pipelines. Pure functions, GUI thread.

#include <QString>

#include "engine/api/routing.h"
#include "ui/models/cluster_table.h"

namespace beamline::ui {

/// "Pre-processor"; an unknown one as it is written.
QString extensionTypeText(const std::string& type);
QString extensionTransportText(const std::string& transport);
/// What matters most of how it does: "Disabled", "Quarantined", "Healthy", "Degraded", "Unhealthy", "No calls yet".
QString extensionHealthText(const api::ExtensionInfo& info);
ClusterMark extensionHealthMark(const api::ExtensionInfo& info);
/// What of it needs somebody: a sentence, empty for nothing.
QString extensionTrouble(const api::ExtensionInfo& info);
/// "99.2 %"; an en dash without calls.
QString successText(const api::ExtensionInfo& info);
/// "84 ms"; an en dash without calls.
QString latencyText(const api::ExtensionInfo& info, double milliseconds);
QString circuitText(const std::string& circuit);
/// A capability as the engine writes it ("network", "read /srv/x", "secret smtp"), as a sentence.
QString capabilityText(const std::string& capability);
/// Whether it reaches beyond the message that the extension is given.
bool isFarReaching(const std::string& capability);

/// Of StageOutcome::status and ::effect.
QString stageStatusText(const std::string& status);
ClusterMark stageStatusMark(const std::string& status);
QString stageEffectText(const std::string& effect);
/// Why a provider was chosen, of RouteDecision::reason.
QString routeReasonText(const std::string& reason);
QString complexityLevelText(const std::string& level);

}  // namespace beamline::ui
