// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a subscription asks of each message (dsl-reference, "AsyncAPI Subscription" and its lifetime). One thread;
// errors come from fault().

#include <memory>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

class MessageJudge {
public:
    /// `subscription`: {filter, consume: {amount, while, until}}. `.` is the message, the other arguments are those of
    /// the task when it began, or of renew(); what is null in `scope` reads as null.
    static api::Result<MessageJudge> make(const boost::json::object& subscription,
                                          std::shared_ptr<const core::Scope> scope);
    /// From now on the arguments are these, of the same names.
    void renew(std::shared_ptr<const core::Scope> scope) { m_scope = scope ? std::move(scope) : m_scope; }
    /// Whether the message is one of those that were meant.
    api::Result<bool> wanted(const core::Data& message) const;
    /// Whether so many are as many as were wanted.
    bool full(std::size_t count) const { return m_amount > 0 && count >= m_amount; }
    /// Whether it was the last one; `count` is how many there are with it.
    api::Result<bool> last(const core::Data& message, std::size_t count) const;

private:
    api::Result<bool> ask(core::ExpressionId expression, const char* name, const core::Data& message) const;

    std::shared_ptr<const core::ExpressionProgram> m_program;
    std::shared_ptr<const core::Scope> m_scope;
    core::ExpressionId m_filter = -1;
    core::ExpressionId m_while = -1;
    core::ExpressionId m_until = -1;
    std::size_t m_amount = 0;  ///< 0: no limit
};

}  // namespace beamline::blocks
