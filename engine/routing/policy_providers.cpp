// SPDX-License-Identifier: Apache-2.0
// Reads what a policy says of its providers: weights, limits and times.
#include <algorithm>

#include "engine/routing/policy_reader.h"

namespace beamline::routing {

namespace {
constexpr double kMaxWeight = 100;
constexpr double kMaxCost = 1e9;
constexpr double kMaxExpectedMs = 3'600'000;
constexpr int kDayEnd = 24 * 60;
constexpr int kMaxOffset = 14 * 60;
constexpr const char* kProviderExample = R"({"name": "provider_a", "weight": 70})";
constexpr const char* kWindowExample = R"({"days": ["mon", "fri"], "from": "08:00", "to": "18:00", "timezone": "UTC"})";
const Words kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
const Words kLongDays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// "08:00" in minutes; "24:00" is the end of the day.
std::optional<int> minuteOf(std::string_view text) {
    const auto number = [](std::string_view part) {
        return part.size() == 2 && part.find_first_not_of("0123456789") == part.npos
                   ? (part[0] - '0') * 10 + (part[1] - '0')
                   : 1000;
    };
    if (text.size() != 5 || text[2] != ':') {
        return std::nullopt;
    }
    const auto minute = number(text.substr(3));
    const auto all = number(text.substr(0, 2)) * 60 + minute;
    return minute < 60 && all <= kDayEnd ? std::optional(all) : std::nullopt;
}

/// "+02:00" in minutes.
std::optional<int> offsetOf(std::string_view text) {
    if (text.empty() || (text[0] != '+' && text[0] != '-')) {
        return std::nullopt;
    }
    const auto minutes = minuteOf(text.substr(1));
    return minutes && *minutes <= kMaxOffset ? std::optional(text[0] == '-' ? -*minutes : *minutes) : std::nullopt;
}

unsigned daysOf(const DocumentReader& item) {
    const auto* list = item.list("days");
    if (!list) {
        return TimeWindow().days;
    }
    unsigned days = 0;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto* text = (*list)[i].if_string();
        std::string word = text ? std::string(*text) : std::string();
        std::transform(word.begin(), word.end(), word.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        auto place = std::find(kDays.begin(), kDays.end(), word) - kDays.begin();
        if (place == 7) {
            place = std::find(kLongDays.begin(), kLongDays.end(), word) - kLongDays.begin();
        }
        if (place == 7) {
            item.problems().push_back({api::Severity::error, 0, 0, below(item.at("days"), i),
                                       shown((*list)[i]) + " is no day; days are " + alternatives(kDays) + "."});
        } else {
            days |= 1U << place;
        }
    }
    if (list->empty()) {
        item.error("days", "The list of days is empty; leave it out for every day.");
    }
    return days;
}

int minuteIn(const DocumentReader& item, std::string_view key, int otherwise) {
    if (!item.find(key)) {
        return otherwise;
    }
    const auto before = item.problems().size();
    const auto text = item.text(key);
    const auto minute = minuteOf(text);
    if (!minute && item.problems().size() == before) {
        item.error(key, "'" + shown(text) + "' is no time of the day; write one like \"08:00\", \"24:00\" at most.");
    }
    return minute.value_or(otherwise);
}

void readZone(const DocumentReader& item, TimeWindow& window) {
    const auto text = item.text("timezone", "UTC");
    if (text == "local") {
        window.utc = false;
    } else if (const auto offset = offsetOf(text)) {
        window.offsetMinutes = *offset;
    } else if (text != "UTC" && text != "Z") {
        item.error("timezone", "The time zone '" + shown(text) +
                                   "' is not known; use \"UTC\", \"local\" (of the engine's machine) or an offset like "
                                   "\"+02:00\".");
    }
}

/// A number, or an object with the price of one request.
std::optional<double> costOf(const DocumentReader& item) {
    const auto* cost = item.find("cost");
    if (!cost || !cost->is_object()) {
        return item.number("cost", 0, kMaxCost);
    }
    const DocumentReader inner(cost->get_object(), item.at("cost"), item.problems());
    inner.onlyKnown({"per_request"}, {"currency"});
    if (!inner.find("per_request")) {
        inner.error({}, "'per_request' is missing; write {\"per_request\": 0.002}, or the number alone.");
    }
    return inner.number("per_request", 0, kMaxCost);
}
}  // namespace

void PolicyReader::providers() {
    const auto* weights = m_root.object("weights");
    if (m_root.find("providers")) {
        each(m_root, "providers", kMaxProviders, kProviderExample,
             [&](const DocumentReader& item) { provider(item, weights); });
        for (std::size_t i = 0; weights && i < weights->size(); ++i) {
            const std::string_view key = (weights->begin() + i)->key();
            if (!m_policy.provider(key)) {
                m_problems.push_back({api::Severity::warning, 0, 0, below("/weights", key),
                                      "It has no effect: 'providers' has no '" + shown(key) + "'."});
            }
        }
        if (const auto* list = m_root.find("providers")->if_array(); list && list->empty()) {
            m_root.error("providers", std::string("There must be a provider, like ") + kProviderExample + ".");
        }
    } else if (weights) {
        providersOfWeights(*weights);
    } else if (!m_root.find("weights")) {
        m_root.error({}, std::string("There are no providers; write \"providers\": [") + kProviderExample +
                             "] or \"weights\": {\"provider_a\": 70}.");
    }
    checkWeights();
}

void PolicyReader::provider(const DocumentReader& item, const boost::json::object* weights) {
    item.onlyKnown({"name", "weight", "priority", "cost", "expected_latency_ms", "when", "schedule"},
                   {"metadata", "description"});
    Provider one;
    one.name = name(item, "name");
    if (!one.name.empty() && m_policy.provider(one.name)) {
        item.error("name", "There is another provider '" + one.name + "'; each may be there once.");
    }
    // Beside `providers` the other form gives the weights that are left out here.
    const auto* elsewhere = weights && !item.find("weight") ? weights->if_contains(one.name) : nullptr;
    const auto weight = elsewhere ? DocumentReader(*weights, "/weights", m_problems).number(one.name, 0, kMaxWeight)
                                  : item.number("weight", 0, kMaxWeight);
    if (!elsewhere && !item.find("weight")) {
        item.error({}, "'weight' is missing; give a number from 0 to 100.");
    }
    one.weight = weight.value_or(0);
    one.priority = static_cast<int>(item.whole("priority", 0, 100).value_or(one.priority));
    one.costPerRequest = costOf(item);
    one.expectedLatencyMs = item.number("expected_latency_ms", 0, kMaxExpectedMs);
    one.when = when(item);
    one.schedule = windows(item, "schedule");
    m_policy.providers.push_back(std::move(one));
}

void PolicyReader::providersOfWeights(const boost::json::object& weights) {
    if (weights.empty()) {
        m_root.error("weights", "There must be a provider, like {\"provider_a\": 70}.");
    }
    if (weights.size() > kMaxProviders) {
        m_root.error("weights", "'weights' has " + std::to_string(weights.size()) + " providers; " +
                                    std::to_string(kMaxProviders) + " are the most.");
    }
    const DocumentReader table(weights, "/weights", m_problems);
    for (const auto& member : weights) {
        if (m_policy.providers.size() >= kMaxProviders) {
            break;
        }
        Provider one;
        one.name = std::string(member.key());
        checkName(one.name, table.at(one.name));
        if (member.value().is_null()) {
            table.error(one.name, "The weight is null; it must be a number, 0 to 100.");
        }
        one.weight = table.number(one.name, 0, kMaxWeight).value_or(0);
        m_policy.providers.push_back(std::move(one));
    }
}

void PolicyReader::checkWeights() {
    const auto& all = m_policy.providers;
    const bool none = std::all_of(all.begin(), all.end(), [](const auto& one) { return one.weight <= 0; });
    if (!all.empty() && none) {
        m_root.warn(m_root.find("providers") ? "providers" : "weights",
                    "All weights are 0: no provider is chosen, and only fallbacks are left.");
    }
}

void PolicyReader::selection() {
    const auto* object = m_root.object("select");
    if (!object) {
        return;
    }
    const DocumentReader item(*object, "/select", m_problems);
    item.onlyKnown({"strategy", "latency_weight", "explore", "max_latency_ms", "max_cost"});
    auto& into = m_policy.selection;
    into.strategy = item.choice<Strategy>("strategy",
                                          {{"weighted", Strategy::weighted},
                                           {"latency", Strategy::latency},
                                           {"cost", Strategy::cost},
                                           {"balanced", Strategy::balanced}},
                                          into.strategy);
    into.latencyWeight = item.number("latency_weight", 0, 1).value_or(into.latencyWeight);
    into.explore = item.number("explore", 0, 1).value_or(into.explore);
    into.maxLatencyMs = item.number("max_latency_ms", 0, kMaxExpectedMs);
    into.maxCost = item.number("max_cost", 0, kMaxCost);
    if (item.find("latency_weight") && into.strategy != Strategy::balanced) {
        item.warn("latency_weight", "It has an effect with the strategy \"balanced\" only.");
    }
    if (item.find("explore") && into.strategy == Strategy::weighted) {
        item.warn("explore", "It has no effect with the strategy \"weighted\": weights decide all requests anyway.");
    }
}

std::vector<TimeWindow> PolicyReader::windows(const DocumentReader& owner, std::string_view key) {
    std::vector<TimeWindow> all;
    const auto* value = owner.find(key);
    if (value && value->is_object()) {
        all.push_back(window(DocumentReader(value->get_object(), owner.at(key), m_problems)));
        return all;
    }
    each(owner, key, kMaxWindows, kWindowExample, [&](const DocumentReader& item) { all.push_back(window(item)); });
    if (value && value->is_array() && value->get_array().empty()) {
        owner.error(key, std::string("There must be a window, like ") + kWindowExample + ".");
    }
    return all;
}

TimeWindow PolicyReader::window(const DocumentReader& item) {
    item.onlyKnown({"days", "from", "to", "timezone"});
    TimeWindow window;
    window.days = daysOf(item);
    const auto before = m_problems.size();
    window.fromMinute = minuteIn(item, "from", window.fromMinute);
    window.toMinute = minuteIn(item, "to", window.toMinute);
    if (window.fromMinute == window.toMinute && before == m_problems.size()) {
        item.error({}, "It ends when it begins; for whole days leave 'from' and 'to' out.");
    }
    readZone(item, window);
    return window;
}

void PolicyReader::schedules() {
    each(m_root, "schedules", kMaxRules,
         R"({"id": "night", "windows": [{"from": "22:00", "to": "06:00"}], "weights": {"provider_a": 100}})",
         [&](const DocumentReader& item) { schedule(item); });
}

std::vector<std::pair<std::string, double>> PolicyReader::scheduledWeights(const DocumentReader& table,
                                                                           const boost::json::object& members) {
    std::vector<std::pair<std::string, double>> weights;
    Words names;
    for (const auto& provider : m_policy.providers) {
        names.push_back(provider.name);
    }
    for (const auto& member : members) {
        const std::string provider(member.key());
        if (!m_policy.provider(provider)) {
            const auto near = meant(provider, names);
            table.error(provider,
                        "The policy has no provider '" + shown(std::string_view(provider)) + "'" +
                            (near.empty() ? std::string(".") : "; did you mean '" + std::string(near) + "'?"));
        }
        weights.emplace_back(provider, table.number(provider, 0, kMaxWeight).value_or(0));
    }
    return weights;
}

void PolicyReader::schedule(const DocumentReader& item) {
    item.onlyKnown({"id", "windows", "weights"}, {"description"});
    WeightSchedule one;
    one.id = item.text("id", "schedule " + std::to_string(m_policy.schedules.size() + 1));
    const auto twin = std::find_if(m_policy.schedules.begin(), m_policy.schedules.end(),
                                   [&](const auto& other) { return other.id == one.id; });
    if (twin != m_policy.schedules.end()) {
        item.warn("id", "There is another schedule '" + shown(one.id) + "'; decisions will not tell them apart.");
    }
    one.windows = windows(item, "windows");
    if (!item.find("windows")) {
        item.error({}, std::string("'windows' is missing; it says when, like [") + kWindowExample + "].");
    }
    const auto* weights = item.object("weights");
    if (!item.find("weights")) {
        item.error({}, "'weights' is missing; it gives the weights at those times, like {\"provider_a\": 100}.");
    }
    double sum = 0;
    if (weights) {
        one.weights = scheduledWeights(DocumentReader(*weights, item.at("weights"), m_problems), *weights);
        for (const auto& [provider, weight] : one.weights) {
            sum += weight;
        }
    }
    if (weights && sum <= 0) {
        item.warn("weights", "All weights are 0: at those times only fallbacks are left.");
    }
    m_policy.schedules.push_back(std::move(one));
}

}  // namespace beamline::routing
