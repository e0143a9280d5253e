// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of messages that people send by hand. Any thread.

#include "engine/runtime/services.h"

namespace beamline::runtime {

class MessageDesk {
public:
    template <class T>
    using Handler = std::function<void(api::Result<T>)>;

    explicit MessageDesk(Services& services) : m_services(services) {}

    template <class Op>
    requires api::kIsMessage<Op>
    void handle(const Op&, const api::RequestContext&, Handler<typename Op::Reply> done) {
        done(api::Error{api::code::kUnsupported, "This engine sends no messages yet.", {}, false});
    }

private:
    [[maybe_unused]] Services& m_services;
};

}  // namespace beamline::runtime
