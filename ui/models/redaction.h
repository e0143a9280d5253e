// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values that should not be read over a shoulder: members by their names, masked before they are shown. Pure functions,
// any thread; sensitiveNames() GUI thread only.

#include <QStringList>

#include "engine/api/result.h"

namespace beamline::ui {

/// password, secret, token, authorization, cookie, apiKey, …: what is masked when nothing else was said.
const QStringList& defaultSensitiveNames();
/// Those and what the user has set: what every view masks and what an export is proposed without.
const QStringList& sensitiveNames();
/// `names` by commas, as Settings::redactedNames().
void setMoreSensitiveNames(const QString& names);
/// Whether a member of this name is masked: one of its words, or two that follow each other, are one of `names` in any
/// case, as in "apiKey", "x-auth-token" and "CLIENT_SECRET", but not in "monkey" or "key".
bool isSensitiveName(const QString& name, const QStringList& names);
/// The same value with the mask in place of every value under such a name.
api::Json masked(const api::Json& value, const QStringList& names);
/// The same, for a comparison with masked(before, names): a mask over a value that is another one is another mask.
api::Json maskedAgainst(const api::Json& value, const api::Json& before, const QStringList& names);
/// Of members at any depth that masked() masks, each once.
QStringList sensitiveNamesIn(const api::Json& value, const QStringList& names);
/// Whether masked() would change anything.
bool hasSensitive(const api::Json& value, const QStringList& names);
QString maskText();

}  // namespace beamline::ui
