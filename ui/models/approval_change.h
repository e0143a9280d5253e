// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a request differs from the last one of its kind that was approved: its amount, if it has a single one, and its
// data line by line. Pure functions, GUI thread.

#include <QString>
#include <optional>

#include "engine/api/values.h"
#include "ui/models/text_diff.h"

namespace beamline::ui {

inline constexpr std::size_t kMaxDiffBytes = 256 << 10;  ///< of JSON text; what is larger is not compared

struct AmountChange {
    QString amount;  ///< "7,420.50 EUR"
    QString change;  ///< "+ 61 % on the last approved one (4,610.00)"; empty: there was none
};
/// Of data with one number at its top, or one that is called an amount; its unit is a member `currency` or `unit`.
/// `before`: the data of the last approved one, null: none.
std::optional<AmountChange> amountChange(const api::Json& context, const api::Json* before);

/// What of subject, risk, summary and data is not as it was, data masked as sensitiveNames() say; nothing when it is
/// too large to compare.
std::optional<TextDiff> requestDiff(const api::Approval& before, const api::Approval& now);

}  // namespace beamline::ui
