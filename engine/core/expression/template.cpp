// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/expression.h"
#include "engine/core/expression/uri_template.h"

namespace beamline::core {

Data makeData(Json json) {
    return std::make_shared<const Json>(std::move(json));
}

const Data& nullData() {
    static const Data kNull = makeData(nullptr);
    return kNull;
}

Template Template::makeConstant(Json json) {
    Template result;
    result.m_kind = Kind::constant;
    result.m_constant = makeData(std::move(json));
    return result;
}

Template Template::makeExpression(ExpressionId id) {
    Template result;
    result.m_kind = Kind::expression;
    result.m_expression = id;
    return result;
}

Template Template::makeTree(Json tree, std::vector<Hole> holes) {
    if (holes.empty()) {
        return makeConstant(std::move(tree));
    }
    Template result;
    result.m_kind = Kind::tree;
    result.m_constant = makeData(std::move(tree));
    result.m_holes = std::move(holes);
    return result;
}

namespace {
Json* descend(Json& tree, const std::vector<std::string>& path) {
    Json* at = &tree;
    for (const auto& step : path) {
        at = at->is_array() ? &at->get_array()[std::stoul(step)] : &at->get_object()[step];
    }
    return at;
}
}  // namespace

api::Result<Data> Template::evaluate(const ExpressionProgram& program, const Data& input, const Scope& scope) const {
    switch (m_kind) {
        case Kind::absent:
            return nullData();
        case Kind::constant:
            return m_constant;
        case Kind::expression:
            return program.evaluate(m_expression, input, scope);
        case Kind::tree:
            break;
    }
    Json tree = *m_constant;
    for (const auto& hole : m_holes) {
        auto* place = descend(tree, hole.path);
        if (hole.uri) {
            auto uri = expandUriTemplate({place->get_string().data(), place->get_string().size()}, *input);
            if (!uri) {
                return uri.error();
            }
            *place = *uri;
            continue;
        }
        auto value = program.evaluate(hole.expression, input, scope);
        if (!value && hole.loose && value.error().code == "expression") {
            continue;
        }
        if (!value) {
            return value;
        }
        *place = **value;
    }
    return makeData(std::move(tree));
}

}  // namespace beamline::core
