// SPDX-License-Identifier: Apache-2.0
#include "ui/models/extension_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
struct ExtensionWords {
    Q_DECLARE_TR_FUNCTIONS(ExtensionText)
};

bool isPart(const std::string& text, const char* beginning, QString* rest) {
    if (!text.starts_with(beginning)) {
        return false;
    }
    *rest = toText(text).mid(static_cast<qsizetype>(std::char_traits<char>::length(beginning)));
    return true;
}
}  // namespace

QString extensionTypeText(const std::string& type) {
    return type == "pre"         ? ExtensionWords::tr("Pre-processor")
           : type == "validator" ? ExtensionWords::tr("Validator")
           : type == "post"      ? ExtensionWords::tr("Post-processor")
           : type == "provider"  ? ExtensionWords::tr("Provider")
                                 : toText(type);
}

QString extensionTransportText(const std::string& transport) {
    return transport == "nats"      ? ExtensionWords::tr("Over NATS")
           : transport == "process" ? ExtensionWords::tr("A process of the engine")
           : transport == "http"    ? ExtensionWords::tr("Over HTTP")
                                    : toText(transport);
}

QString extensionHealthText(const api::ExtensionInfo& info) {
    return !info.enabled               ? ExtensionWords::tr("Disabled")
           : !info.quarantine.empty()  ? ExtensionWords::tr("Quarantined")
           : info.health == "healthy"  ? ExtensionWords::tr("Healthy")
           : info.health == "degraded" ? ExtensionWords::tr("Degraded")
           : info.health == "unhealthy"
               ? ExtensionWords::tr("Unhealthy")
               : (info.calls == 0 ? ExtensionWords::tr("No calls yet") : ExtensionWords::tr("Unknown"));
}

ClusterMark extensionHealthMark(const api::ExtensionInfo& info) {
    return !info.enabled                ? ClusterMark::Off
           : !info.quarantine.empty()   ? ClusterMark::Bad
           : info.health == "healthy"   ? ClusterMark::Good
           : info.health == "degraded"  ? ClusterMark::Attention
           : info.health == "unhealthy" ? ClusterMark::Bad
                                        : ClusterMark::Off;
}

QString extensionTrouble(const api::ExtensionInfo& info) {
    if (!info.enabled) {
        return ExtensionWords::tr(
            "It is disabled: policies that name it go on without it, or fail where they need it.");
    }
    if (!info.quarantine.empty()) {
        return ExtensionWords::tr("It is in quarantine, and nothing is sent to it. %1")
            .arg(cutText(info.quarantine, kShownTitle));
    }
    if (info.circuit == "open") {
        return ExtensionWords::tr("Its circuit is open: it has failed too often and is left alone for a while.");
    }
    return {};
}

QString successText(const api::ExtensionInfo& info) {
    return info.calls == 0 ? QStringLiteral("–")
                           : ExtensionWords::tr("%1 %").arg(QLocale().toString(info.successRate * 100, 'f', 1));
}

QString latencyText(const api::ExtensionInfo& info, double milliseconds) {
    return info.calls == 0 ? QStringLiteral("–") : formatMicroseconds(static_cast<qint64>(milliseconds * 1000 + 0.5));
}

QString circuitText(const std::string& circuit) {
    return circuit == "open"        ? ExtensionWords::tr("Open")
           : circuit == "half_open" ? ExtensionWords::tr("Half open")
           : circuit == "closed"    ? ExtensionWords::tr("Closed")
                                    : toText(circuit);
}

QString capabilityText(const std::string& capability) {
    QString rest;
    if (isPart(capability, "read ", &rest)) {
        return ExtensionWords::tr("Read files below %1").arg(cutText(toUtf8(rest), kShownTitle));
    }
    if (isPart(capability, "secret ", &rest)) {
        return ExtensionWords::tr("Get the secret %1").arg(cutText(toUtf8(rest), kShownTitle));
    }
    return capability == "network"    ? ExtensionWords::tr("Open network connections")
           : capability == "payload"  ? ExtensionWords::tr("See the payload of messages")
           : capability == "metadata" ? ExtensionWords::tr("See metadata and context of messages")
                                      : cutText(capability, kShownTitle);
}

bool isFarReaching(const std::string& capability) {
    return capability != "payload" && capability != "metadata";
}

QString stageStatusText(const std::string& status) {
    return status == "success"        ? ExtensionWords::tr("Passed")
           : status == "rejected"     ? ExtensionWords::tr("Rejected")
           : status == "error"        ? ExtensionWords::tr("Failed")
           : status == "timeout"      ? ExtensionWords::tr("Too late")
           : status == "circuit_open" ? ExtensionWords::tr("Left alone")
           : status == "skipped"      ? ExtensionWords::tr("Skipped")
           : status == "not_run"      ? ExtensionWords::tr("Not reached")
                                      : toText(status);
}

ClusterMark stageStatusMark(const std::string& status) {
    return status == "success"                               ? ClusterMark::Good
           : status == "skipped" || status == "not_run"      ? ClusterMark::Off
           : status == "timeout" || status == "circuit_open" ? ClusterMark::Attention
                                                             : ClusterMark::Bad;
}

QString stageEffectText(const std::string& effect) {
    return effect == "continued" ? ExtensionWords::tr("The request went on")
           : effect == "warned"  ? ExtensionWords::tr("Warned, the request went on")
           : effect == "ignored" ? ExtensionWords::tr("Ignored, the request went on")
           : effect == "blocked" ? ExtensionWords::tr("The request was blocked")
           : effect == "failed"  ? ExtensionWords::tr("The request failed")
                                 : toText(effect);
}

QString routeReasonText(const std::string& reason) {
    return reason == "sticky"                     ? ExtensionWords::tr("the session had it before")
           : reason == "weighted"                 ? ExtensionWords::tr("by weight")
           : reason == "latency"                  ? ExtensionWords::tr("it is expected to be the fastest")
           : reason == "cost"                     ? ExtensionWords::tr("it is expected to be the cheapest")
           : reason == "canary"                   ? ExtensionWords::tr("it is tried on a part of the requests")
           : reason == "retry"                    ? ExtensionWords::tr("it is asked once more")
           : reason == "fallback"                 ? ExtensionWords::tr("as a fallback")
           : reason == "circuit_breaker_fallback" ? ExtensionWords::tr("as a fallback, others have open circuits")
                                                  : toText(reason);
}

QString complexityLevelText(const std::string& level) {
    return level == "low"         ? ExtensionWords::tr("Low complexity")
           : level == "medium"    ? ExtensionWords::tr("Medium complexity")
           : level == "high"      ? ExtensionWords::tr("High complexity")
           : level == "very_high" ? ExtensionWords::tr("Very high complexity")
                                  : toText(level);
}

}  // namespace beamline::ui
