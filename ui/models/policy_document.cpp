// SPDX-License-Identifier: Apache-2.0
#include "ui/models/policy_document.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
constexpr int kNamedProviders = 3;  // in one line

struct PolicyText {
    Q_DECLARE_TR_FUNCTIONS(PolicyText)
};

const boost::json::array* listAt(const api::Json& document, std::string_view key) {
    const auto* value = memberAt(document, {key});
    return value ? value->if_array() : nullptr;
}

QString policyText(const api::Json& item, std::string_view key) {
    return textAt(item, {key});
}

double policyNumber(const api::Json& item, std::string_view key) {
    return numberAt(item, {key}).value_or(0);
}

void putMember(boost::json::object& object, const std::string_view* step, const std::string_view* end,
               std::optional<api::Json> value) {
    if (step + 1 == end) {
        if (value) {
            object[*step] = std::move(*value);
        } else {
            object.stable_erase(*step);
        }
        return;
    }
    auto* inner = object.if_contains(*step);
    if (!inner || !inner->is_object()) {
        if (!value) {
            return;
        }
        inner = &(object[*step] = boost::json::object());
    }
    putMember(inner->get_object(), step + 1, end, std::move(value));
    if (inner->get_object().empty()) {
        object.stable_erase(*step);
    }
}
}  // namespace

const api::Json* memberAt(const api::Json& document, JsonPath path) {
    const api::Json* at = &document;
    for (const auto step : path) {
        const auto* object = at->if_object();
        at = object ? object->if_contains(step) : nullptr;
        if (!at) {
            return nullptr;
        }
    }
    return at;
}

QString textAt(const api::Json& document, JsonPath path) {
    const auto* value = memberAt(document, path);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? cutText(*text, kShownTitle) : QString();
}

std::optional<double> numberAt(const api::Json& document, JsonPath path) {
    const auto* value = memberAt(document, path);
    return value && value->is_number() ? std::optional(value->to_number<double>()) : std::nullopt;
}

std::optional<bool> flagAt(const api::Json& document, JsonPath path) {
    const auto* value = memberAt(document, path);
    return value && value->is_bool() ? std::optional(value->get_bool()) : std::nullopt;
}

api::Json withMember(api::Json document, JsonPath path, std::optional<api::Json> value) {
    if (!document.is_object()) {
        document = boost::json::object();
    }
    putMember(document.get_object(), path.begin(), path.end(), std::move(value));
    return document;
}

api::Json jsonNumber(double value) {
    constexpr double kExact = 9e15;  // whole numbers up to here are exact
    return std::abs(value) < kExact && value == std::floor(value) ? api::Json(static_cast<std::int64_t>(value))
                                                                  : api::Json(value);
}

api::Json firstPolicy() {
    return boost::json::object{
        {"version", "1.0"},
        {"providers", boost::json::array{boost::json::object{{"name", "provider_a"}, {"weight", 80}},
                                         boost::json::object{{"name", "provider_b"}, {"weight", 20}}}},
        {"fallbacks", boost::json::array{boost::json::object{
                          {"when", boost::json::object{{"status", boost::json::array{"error", "timeout"}}}},
                          {"retry", 1},
                          {"to", "provider_b"}}}},
        {"circuit_breaker", boost::json::object{{"enabled", true}}}};
}

QVector<PolicyShare> policyShares(const api::Json& document) {
    QVector<PolicyShare> all;
    const auto* weights = memberAt(document, {"weights"});
    if (const auto* list = listAt(document, "providers")) {
        for (const auto& item : *list) {
            const auto name = policyText(item, "name");
            const auto own = numberAt(item, {"weight"});
            all.append({name, own ? *own : weights ? policyNumber(*weights, toUtf8(name)) : 0, 0});
        }
    } else if (weights && weights->is_object()) {
        for (const auto& one : weights->get_object()) {
            all.append(
                {cutText(one.key(), kShownTitle), one.value().is_number() ? one.value().to_number<double>() : 0, 0});
        }
    }
    double sum = 0;
    for (const auto& one : all) {
        sum += one.weight;
    }
    for (auto& one : all) {
        one.share = sum > 0 ? one.weight / sum : 0;
    }
    return all;
}

std::optional<PolicyCanary> policyCanary(const api::Json& document) {
    const QString provider = textAt(document, {"canary", "provider"});
    if (provider.isEmpty()) {
        return std::nullopt;
    }
    return PolicyCanary{provider, numberAt(document, {"canary", "percent"}).value_or(0)};
}

QVector<PolicyStage> policyStages(const api::Json& document) {
    QVector<PolicyStage> all;
    for (const char* stage : {"pre", "validators", "post"}) {
        const auto* list = listAt(document, stage);
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            const auto& item = (*list)[i];
            const QString mode = policyText(item, "mode");
            all.append({QString::fromLatin1(stage), policyText(item, "id"),
                        mode.isEmpty() ? policyText(item, "on_fail") : mode});
        }
    }
    return all;
}

QStringList policyProviders(const api::Json& document) {
    QStringList all;
    for (const auto& one : policyShares(document)) {
        all << one.provider;
    }
    all << textAt(document, {"canary", "provider"});
    for (const auto& [list, member] : {std::pair("shadow", "provider"), std::pair("fallbacks", "to")}) {
        const auto* items = listAt(document, list);
        for (std::size_t i = 0; items && i < items->size(); ++i) {
            all << policyText((*items)[i], member);
        }
    }
    all << textAt(document, {"fallback", "provider"});
    all.removeAll(QString());
    all.removeDuplicates();
    return all;
}

QString formatPart(double part) {
    const double percent = std::round(part * 1000) / 10;
    return PolicyText::tr("%1 %").arg(QLocale().toString(percent, 'f', percent == std::floor(percent) ? 0 : 1));
}

QString formatCost(double cost) {
    return QLocale().toString(cost, 'g', 3);
}

QString policyLine(const api::Json& document) {
    QStringList parts;
    QStringList named;
    const auto shares = policyShares(document);
    for (const auto& one : shares.mid(0, kNamedProviders)) {
        named << QStringLiteral("%1 %2").arg(one.provider, formatPart(one.share));
    }
    if (shares.size() > kNamedProviders) {
        named << PolicyText::tr("%n more", nullptr, static_cast<int>(shares.size()) - kNamedProviders);
    }
    parts << (named.isEmpty() ? PolicyText::tr("No providers") : named.join(QStringLiteral(", ")));
    if (const auto canary = policyCanary(document); canary && canary->percent > 0) {
        parts << PolicyText::tr("canary %1 %2").arg(canary->provider, formatPart(canary->percent / 100));
    }
    if (const auto* shadows = listAt(document, "shadow"); shadows && !shadows->empty()) {
        parts << PolicyText::tr("%n shadow(s)", nullptr, static_cast<int>(shadows->size()));
    }
    if (const auto* fallbacks = listAt(document, "fallbacks"); fallbacks && !fallbacks->empty()) {
        parts << PolicyText::tr("%n fallback(s)", nullptr, static_cast<int>(fallbacks->size()));
    }
    if (const auto stages = policyStages(document); !stages.isEmpty()) {
        parts << PolicyText::tr("%n extension(s)", nullptr, static_cast<int>(stages.size()));
    }
    return parts.join(QStringLiteral(" · "));
}

}  // namespace beamline::ui
