// SPDX-License-Identifier: Apache-2.0
#include "engine/api/engine.h"

namespace beamline::api {

Error wrongReply(const char* operation) {
    return {code::kInternal, std::string("The engine answered ") + operation + " with another reply.", {}, false};
}

}  // namespace beamline::api
