// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a policy says, for people, and how single members of it are changed while everything else, known or not, stays
// as it is. Pure functions, GUI thread for the words.

#include <QString>
#include <QStringList>
#include <QVector>
#include <initializer_list>
#include <optional>

#include "engine/api/result.h"

namespace beamline::ui {

struct PolicyShare {
    QString provider;
    double weight = 0;
    double share = 0;  ///< of all weights, 0 to 1
};
/// The providers of the policy, in either way to write them, in order.
QVector<PolicyShare> policyShares(const api::Json& document);

struct PolicyCanary {
    QString provider;
    double percent = 0;
};
std::optional<PolicyCanary> policyCanary(const api::Json& document);

struct PolicyStage {
    QString stage;  ///< member of the policy: pre, validators, post
    QString id;
    QString how;  ///< "required", "block", …; empty: as it comes
};
QVector<PolicyStage> policyStages(const api::Json& document);

/// Every provider that it names anywhere, each once.
QStringList policyProviders(const api::Json& document);
/// "large_model 80 %, small_model 20 % · canary next_model 5 %".
QString policyLine(const api::Json& document);
/// "80 %", "12.5 %"; `part` from 0 to 1.
QString formatPart(double part);
/// "0.0123": as many places as say something.
QString formatCost(double cost);

using JsonPath = std::initializer_list<std::string_view>;
/// Null: it is not there.
const api::Json* memberAt(const api::Json& document, JsonPath path);
QString textAt(const api::Json& document, JsonPath path);
std::optional<double> numberAt(const api::Json& document, JsonPath path);
std::optional<bool> flagAt(const api::Json& document, JsonPath path);
/// The document with this member, or without it; objects on the way are made, and go when they are left empty.
api::Json withMember(api::Json document, JsonPath path, std::optional<api::Json> value);
/// 80, not 80.0.
api::Json jsonNumber(double value);
/// A policy to begin with.
api::Json firstPolicy();

}  // namespace beamline::ui
