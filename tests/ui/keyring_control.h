// SPDX-License-Identifier: Apache-2.0
#pragma once
// Locks and unlocks the keyring that keyring.sh has started, without a dialog. Any thread.

class QString;

namespace beamline::test {

/// Both answer what went wrong, or an empty text.
QString lockKeyring();
QString unlockKeyring();
/// Its process, 0 when there is none.
long keyringProcess();

}  // namespace beamline::test
