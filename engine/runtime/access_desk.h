// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of tenants, roles, members and usage. Any thread.

#include "engine/runtime/services.h"

namespace beamline::runtime {

class AccessDesk {
public:
    template <class T>
    using Handler = std::function<void(api::Result<T>)>;

    explicit AccessDesk(Services& services) : m_services(services) {}

    template <class Op>
    requires api::kIsAccess<Op>
    void handle(const Op&, const api::RequestContext&, Handler<typename Op::Reply> done) {
        done(api::Error{api::code::kUnsupported, "This engine knows no tenants yet.", {}, false});
    }

private:
    [[maybe_unused]] Services& m_services;
};

}  // namespace beamline::runtime
