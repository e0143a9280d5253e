// SPDX-License-Identifier: Apache-2.0
#include "ui/models/approval_change.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/redaction.h"

namespace beamline::ui {

namespace {

struct ApprovalChangeText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::ApprovalChangeText)
};

struct Amount {
    double value = 0;
    std::string name;
    std::string unit;
    bool whole = false;
};

bool isAmountName(const std::string& name) {
    constexpr std::array kNames{"amount", "total", "sum", "price", "value", "cost"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::optional<Amount> amountOf(const api::Json& context) {
    const auto* members = context.if_object();
    if (!members) {
        return std::nullopt;
    }
    std::vector<Amount> numbers;
    for (const auto& member : *members) {
        if (member.value().is_number() && !isSensitiveName(toText(member.key()), sensitiveNames())) {
            numbers.push_back(
                {member.value().to_number<double>(), std::string(member.key()), {}, !member.value().is_double()});
        }
    }
    const auto named = [](const Amount& one) { return isAmountName(one.name); };
    const auto found = std::count_if(numbers.begin(), numbers.end(), named) == 1
                           ? std::find_if(numbers.begin(), numbers.end(), named)
                       : numbers.size() == 1 ? numbers.begin()
                                             : numbers.end();
    if (found == numbers.end() || !std::isfinite(found->value)) {
        return std::nullopt;
    }
    for (const char* name : {"currency", "unit"}) {
        const auto* unit = members->if_contains(name);
        if (unit && unit->is_string() && found->unit.empty()) {
            found->unit = std::string(unit->get_string());
        }
    }
    return *found;
}

QString numberText(const Amount& amount) {
    const bool money = !amount.unit.empty() && !amount.whole;
    return QLocale().toString(amount.value, 'f', amount.whole ? 0 : money ? 2 : std::abs(amount.value) < 1 ? 4 : 2);
}

QString unitText(const Amount& amount) {
    constexpr int kMost = 24;
    return amount.unit.empty() && !isAmountName(amount.name) ? cutText(amount.name, kMost)
                                                             : cutText(amount.unit, kMost);
}

}  // namespace

std::optional<AmountChange> amountChange(const api::Json& context, const api::Json* before) {
    const auto now = amountOf(context);
    if (!now) {
        return std::nullopt;
    }
    AmountChange result{QStringLiteral("%1 %2").arg(numberText(*now), unitText(*now)).trimmed(), {}};
    const auto old = before ? amountOf(*before) : std::nullopt;
    if (!old || old->name != now->name) {
        return result;
    }
    if (old->unit != now->unit) {
        result.change = ApprovalChangeText::tr("the last approved one was %1")
                            .arg(numberText(*old) + QLatin1Char(' ') + unitText(*old));
    } else if (old->value == now->value) {
        result.change = ApprovalChangeText::tr("the same as the last approved one");
    } else if (old->value == 0) {
        result.change = ApprovalChangeText::tr("the last approved one was 0");
    } else {
        const double percent = std::round((now->value - old->value) / std::abs(old->value) * 100);
        const QString sign = now->value > old->value ? QStringLiteral("+") : QString(QChar(0x2212));
        result.change =
            std::abs(percent) < 1
                ? ApprovalChangeText::tr("less than 1 % from the last approved one (%1)").arg(numberText(*old))
                : ApprovalChangeText::tr("%1 %2 % on the last approved one (%3)")
                      .arg(sign, QLocale().toString(std::abs(percent), 'f', 0), numberText(*old));
    }
    return result;
}

std::optional<TextDiff> requestDiff(const api::Approval& before, const api::Approval& now) {
    const auto text = [](const api::Json& value) {
        return value.is_null() ? std::string() : api::printJson(value, api::JsonLayout::indented);
    };
    // What says the same in both would only push the data down.
    const auto head = [](const api::Approval& one, const api::Approval& other) {
        std::string lines;
        const auto add = [&lines](const char* name, const std::string& mine, const std::string& its) {
            lines += mine == its ? std::string() : std::string(name) + ": " + mine + '\n';
        };
        add("subject", one.subject, other.subject);
        add("risk", boost::describe::enum_to_string(one.risk, ""), boost::describe::enum_to_string(other.risk, ""));
        add("summary", one.summary, other.summary);
        return lines;
    };
    const std::string old = head(before, now) + text(masked(before.context, sensitiveNames()));
    const std::string current = head(now, before) + text(maskedAgainst(now.context, before.context, sensitiveNames()));
    if (old.size() > kMaxDiffBytes || current.size() > kMaxDiffBytes) {
        return std::nullopt;
    }
    return diffOf(toText(old), toText(current), 1);
}

}  // namespace beamline::ui
