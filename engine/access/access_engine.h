// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine as its callers may see and use it: who they are says RequestContext, what they may do the book of access.
// What others reach is always behind one of these; the engine itself, and what belongs to it, are not. Any thread.

#include "engine/access/knowledge.h"

namespace beamline::access {

inline constexpr std::size_t kMaxRememberedRuns = 20'000;  ///< whose namespace is known

/// What belongs to another tenant is answered exactly like what is not there: by the engine itself, asked for something
/// that cannot be. The port's health and its totals are the same for everybody.
class AccessEngine final : public api::Engine {
public:
    AccessEngine(std::shared_ptr<api::Engine> inner, std::shared_ptr<AccessBook> book);

    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override;

private:
    class Gate;
    const std::shared_ptr<Gate> m_gate;
};

}  // namespace beamline::access
