// SPDX-License-Identifier: Apache-2.0
#include "app/console/keychain_secrets.h"

namespace beamline::app {

runtime::SecretSource keychainSecrets(std::shared_ptr<const ui::Keychain> keychain, runtime::SecretSource files,
                                      std::function<void(const std::string&)> forget) {
    return [keychain = std::move(keychain), files = std::move(files),
            forget = std::move(forget)](const std::string& name) -> api::Result<api::Json> {
        auto kept = keychain->readNow(name);
        if (kept.ok()) {
            return runtime::secretValue(std::move(*kept));
        }
        const bool known = keychain->knows(name);
        const bool gone = kept.error().code == api::code::kNotFound;
        if (known && !gone) {
            return api::Error{api::code::kUnavailable,
                              "The secret '" + name + "' is in the keychain. " + kept.error().message,
                              {},
                              true};
        }
        if (known && forget) {
            forget(name);
        }
        auto file = files(name);
        if (!file.ok() && !gone && file.error().code == api::code::kNotFound) {
            return api::Error{file.error().code, file.error().message + " " + kept.error().message, {}, false};
        }
        return file;
    };
}

}  // namespace beamline::app
