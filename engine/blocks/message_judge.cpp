// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/message_judge.h"

#include "engine/blocks/arguments.h"

namespace beamline::blocks {

namespace {
/// The inside of "${ … }"; what has no braces is an expression as it stands.
std::string inner(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto end = text.find_last_not_of(" \t\r\n");
    if (first == text.npos) {
        return {};
    }
    text = text.substr(first, end + 1 - first);
    return std::string(text.starts_with("${") && text.ends_with('}') ? text.substr(2, text.size() - 3) : text);
}

std::vector<std::string> localNames(const core::Scope& scope) {
    std::vector<std::string> names;
    for (const auto& local : scope.locals) {
        names.push_back(local.first);
    }
    return names;
}
}  // namespace

api::Result<MessageJudge> MessageJudge::make(const boost::json::object& subscription,
                                             std::shared_ptr<const core::Scope> scope) {
    MessageJudge judge;
    judge.m_scope = scope ? std::move(scope) : std::make_shared<const core::Scope>();
    const auto& consume = member(subscription, "consume");
    const auto& lifetime = consume.is_object() ? consume.get_object() : subscription;
    judge.m_amount = static_cast<std::size_t>(std::max<std::int64_t>(0, number(lifetime, "amount", 0)));
    const auto compiler = core::makeCompiler("jq");
    std::vector<std::string> names;
    const auto add = [&](const boost::json::object& owner, const char* name, core::ExpressionId& id) {
        if (const auto* source = member(owner, name).if_string()) {
            id = compiler->add(inner(*source), localNames(*judge.m_scope));
            names.emplace_back(name);
        }
    };
    add(subscription, "filter", judge.m_filter);
    add(lifetime, "while", judge.m_while);
    add(lifetime, "until", judge.m_until);
    if (names.empty()) {
        return judge;
    }
    std::vector<core::ExpressionCompiler::Mistake> mistakes;
    judge.m_program = compiler->compile(mistakes);
    if (!mistakes.empty() || !judge.m_program) {
        return fault("expression", 400,
                     "An expression of the subscription does not compile: " +
                         (mistakes.empty() ? std::string("no reason given") : mistakes.front().message) + ".");
    }
    return judge;
}

api::Result<bool> MessageJudge::ask(core::ExpressionId expression, const char* name, const core::Data& message) const {
    const auto value = m_program->evaluate(expression, message, *m_scope);
    if (!value.ok()) {
        return fault("expression", 400,
                     "The expression `" + std::string(name) + "` of the subscription failed: " + value.error().message);
    }
    return !(*value)->is_null() && !((*value)->is_bool() && !(*value)->get_bool());
}

api::Result<bool> MessageJudge::wanted(const core::Data& message) const {
    return m_filter < 0 ? api::Result<bool>(true) : ask(m_filter, "filter", message);
}

api::Result<bool> MessageJudge::last(const core::Data& message, std::size_t count) const {
    if (full(count)) {
        return true;
    }
    if (m_until >= 0) {
        auto ended = ask(m_until, "until", message);
        if (!ended.ok() || *ended) {
            return ended;
        }
    }
    if (m_while >= 0) {
        auto goesOn = ask(m_while, "while", message);
        return goesOn.ok() ? api::Result<bool>(!*goesOn) : goesOn;
    }
    return false;
}

}  // namespace beamline::blocks
