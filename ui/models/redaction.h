// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values that should not be read over a shoulder: members by their names, masked before they are shown. Pure functions,
// any thread.

#include <QStringList>

#include "engine/api/result.h"

namespace beamline::ui {

/// password, passwd, secret, token, authorization, cookie, key, …: what is masked when nothing else was said.
const QStringList& defaultSensitiveNames();
/// Whether a member of this name is masked: one of its words is one of `names` in any case, as in "apiKey",
/// "x-auth-token" and "CLIENT_SECRET", but not in "monkey".
bool isSensitiveName(const QString& name, const QStringList& names);
/// The same value with the mask in place of every value under such a name.
api::Json masked(const api::Json& value, const QStringList& names);
/// Whether masked() would change anything.
bool hasSensitive(const api::Json& value, const QStringList& names);
QString maskText();

}  // namespace beamline::ui
