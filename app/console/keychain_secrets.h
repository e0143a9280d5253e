// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the console's own engine reads the secrets of workflows: the keychain first, then files. Any thread but the
// GUI's.

#include <functional>
#include <memory>
#include <string>

#include "engine/runtime/secrets.h"
#include "ui/session/keychain.h"

namespace beamline::app {

/// A keychain that cannot be asked hides no file, unless the name is one that it is known to keep: then the file is an
/// older value. `forget` is told of such a name that it does not have any more.
runtime::SecretSource keychainSecrets(std::shared_ptr<const ui::Keychain> keychain, runtime::SecretSource files,
                                      std::function<void(const std::string&)> forget = {});

}  // namespace beamline::app
