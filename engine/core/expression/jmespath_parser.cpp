// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jmespath_parser.h"

#include <algorithm>

#include "engine/core/expression/jmespath_lexer.h"

namespace beamline::core::jmespath {

namespace {
constexpr int kProjectionStop = 10;  ///< tokens that bind less end a projection
constexpr int kNegationPower = 45;

/// How strongly a token binds what stands before it; 0: not at all.
int power(TokenKind kind) {
    switch (kind) {
        case TokenKind::pipe:
            return 1;
        case TokenKind::orElse:
            return 2;
        case TokenKind::andAlso:
            return 3;
        case TokenKind::equal:
        case TokenKind::unequal:
        case TokenKind::less:
        case TokenKind::lessEqual:
        case TokenKind::greater:
        case TokenKind::greaterEqual:
            return 5;
        case TokenKind::flatten:
            return 9;
        case TokenKind::star:
            return 20;
        case TokenKind::filter:
            return 21;
        case TokenKind::dot:
            return 40;
        case TokenKind::openBracket:
            return 55;
        case TokenKind::openParen:
            return 60;
        default:
            return 0;
    }
}

/// A parser by precedence (Pratt): one function reads what begins an expression, one what continues it.
class Parser {
public:
    Parser(std::string_view source, std::vector<Token> tokens, const std::vector<std::string>& known)
        : m_source(source), m_tokens(std::move(tokens)), m_known(known) {}

    api::Result<Tree> run() {
        m_tree.root = expression(0);
        if (ok() && next().kind != TokenKind::end) {
            unexpected("an operator or the end");
        }
        return ok() ? api::Result<Tree>(std::move(m_tree)) : api::Result<Tree>(*m_error);
    }

private:
    bool ok() const { return !m_error; }
    const Token& next(std::size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    const Token& take() { return m_tokens[m_at < m_tokens.size() - 1 ? m_at++ : m_at]; }
    bool accept(TokenKind kind) {
        const bool match = next().kind == kind;
        if (match) {
            take();
        }
        return match;
    }
    void expect(TokenKind kind, const char* what) {
        if (ok() && !accept(kind)) {
            unexpected(what);
        }
    }

    NodeId fail(api::Error error) {
        if (!m_error) {
            m_error = std::move(error);
        }
        return -1;
    }
    NodeId unexpected(const char* wanted) {
        const auto& token = next();
        const auto found = token.kind == TokenKind::end ? std::string("it ends") : "there is `" + written(token) + "`";
        return fail(syntaxError(m_source, token.at, found + " where " + wanted + " is expected"));
    }
    std::string written(const Token& token) const {
        constexpr std::size_t kShown = 20;
        const auto until = m_at + 1 < m_tokens.size() ? next(1).at : m_source.size();
        auto text = std::string(m_source.substr(token.at, until - token.at));
        text.erase(text.find_last_not_of(" \t\r\n") + 1);
        return text.size() <= kShown ? text : token.text.empty() ? "a literal" : token.text;
    }

    NodeId add(Node node) {
        int depth = 0;
        for (const auto id : {node.left, node.right, node.condition}) {
            depth = id < 0 ? depth : std::max(depth, m_tree.nodes[static_cast<std::size_t>(id)].depth);
        }
        for (const auto id : node.children) {
            depth = id < 0 ? depth : std::max(depth, m_tree.nodes[static_cast<std::size_t>(id)].depth);
        }
        node.depth = depth + 1;
        if (node.depth > kMaxTreeDepth) {
            return tooDeep();
        }
        m_tree.nodes.push_back(std::move(node));
        return static_cast<NodeId>(m_tree.nodes.size()) - 1;
    }
    NodeId tooDeep() {
        return fail(syntaxError(
            m_source, next().at,
            "it is nested or chained more than " + std::to_string(kMaxTreeDepth) + " levels deep; split it"));
    }
    NodeId make(NodeKind kind, NodeId left = -1, NodeId right = -1) {
        Node node;
        node.kind = kind;
        node.left = left;
        node.right = right;
        return ok() ? add(std::move(node)) : -1;
    }
    NodeId field(const std::string& name) {
        Node node;
        node.kind = NodeKind::field;
        node.name = name;
        return add(std::move(node));
    }

    NodeId expression(int bindingPower) {
        if (++m_depth > kMaxTreeDepth) {
            return tooDeep();
        }
        auto left = beginning();
        while (ok() && bindingPower < power(next().kind)) {
            left = continuation(left);
        }
        --m_depth;
        return ok() ? left : -1;
    }

    NodeId beginning() {
        const auto& token = next();
        switch (token.kind) {
            case TokenKind::name:
                return named();
            case TokenKind::quoted:
                take();
                if (next().kind == TokenKind::openParen) {
                    return unexpected("no call: the name of a function is written without quotes, so an operator");
                }
                return field(token.text);
            case TokenKind::literal: {
                take();
                Node node;
                node.kind = NodeKind::literal;
                node.value = token.value;
                return add(std::move(node));
            }
            case TokenKind::variable:
                return variable();
            case TokenKind::current:
                take();
                return make(NodeKind::current);
            case TokenKind::negation:
                take();
                return make(NodeKind::negation, expression(kNegationPower));
            case TokenKind::star:
                take();
                return objectProjection(make(NodeKind::current));
            case TokenKind::filter:
                take();
                return filter(make(NodeKind::current));
            case TokenKind::flatten:
                take();
                return flatten(make(NodeKind::current));
            case TokenKind::openBracket:
                return bracket();
            case TokenKind::openBrace:
                take();
                return hash();
            case TokenKind::openParen: {
                take();
                const auto inner = expression(0);
                expect(TokenKind::closeParen, "`)`");
                return inner;
            }
            default:
                return unexpected("a value");
        }
    }

    NodeId named() {
        const auto name = take().text;
        if (name == "let" && next().kind == TokenKind::variable) {
            return let();
        }
        return next().kind == TokenKind::openParen ? call(name) : field(name);
    }

    /// `let $a = x, $b = y in expression` (JEP-18): the bindings see what is outside of it, not one another.
    NodeId let() {
        Node node;
        node.kind = NodeKind::let;
        do {
            if (ok() && next().kind != TokenKind::variable) {
                return unexpected("a variable such as `$name`");
            }
            node.names.push_back(take().text);
            expect(TokenKind::assign, "`=`");
            node.children.push_back(ok() ? expression(0) : -1);
        } while (ok() && accept(TokenKind::comma));
        if (ok() && (next().kind != TokenKind::name || next().text != "in")) {
            return unexpected("`in`");
        }
        take();
        const auto outer = m_bound.size();
        m_bound.insert(m_bound.end(), node.names.begin(), node.names.end());
        node.right = ok() ? expression(0) : -1;
        m_bound.resize(outer);
        return ok() ? add(std::move(node)) : -1;
    }

    NodeId variable() {
        const auto& name = take().text;
        const auto has = [&](const std::vector<std::string>& names) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        if (!has(m_bound) && !has(m_known)) {
            return fail({"undefined-variable", "undefined-variable: $" + name + " is not defined here.", {}, false});
        }
        Node node;
        node.kind = NodeKind::variable;
        node.name = name;
        return add(std::move(node));
    }

    NodeId call(const std::string& name) {
        take();
        Node node;
        node.kind = NodeKind::call;
        node.name = name;
        while (ok() && next().kind != TokenKind::closeParen) {
            if (accept(TokenKind::ampersand)) {
                node.children.push_back(make(NodeKind::expressionRef, expression(0)));
            } else {
                node.children.push_back(expression(0));
            }
            if (ok() && next().kind != TokenKind::closeParen) {
                expect(TokenKind::comma, "`,` or `)`");
                if (ok() && next().kind == TokenKind::closeParen) {
                    return unexpected("an argument");
                }
            }
        }
        expect(TokenKind::closeParen, "`)`");
        if (!ok()) {
            return -1;
        }
        node.function = findFunction(name);
        if (!node.function) {
            return fail({"unknown-function", "unknown-function: JMESPath has no function `" + name + "`.", {}, false});
        }
        if (auto mistake = arityMistake(*node.function, node.children.size()); !mistake.empty()) {
            return fail({"invalid-arity", "invalid-arity: " + mistake, {}, false});
        }
        return add(std::move(node));
    }

    NodeId bracket() {
        take();
        const auto kind = next().kind;
        if (kind == TokenKind::number || kind == TokenKind::colon) {
            return sliced(make(NodeKind::current));
        }
        if (kind == TokenKind::star && next(1).kind == TokenKind::closeBracket) {
            take();
            take();
            return projection(make(NodeKind::current));
        }
        return list();
    }

    NodeId continuation(NodeId left) {
        const auto kind = take().kind;
        switch (kind) {
            case TokenKind::dot:
                if (accept(TokenKind::star)) {
                    return objectProjection(left);
                }
                return make(NodeKind::chain, left, afterDot(power(TokenKind::dot)));
            case TokenKind::pipe:
                return make(NodeKind::chain, left, expression(power(kind)));
            case TokenKind::orElse:
                return make(NodeKind::orElse, left, expression(power(kind)));
            case TokenKind::andAlso:
                return make(NodeKind::andAlso, left, expression(power(kind)));
            case TokenKind::filter:
                return filter(left);
            case TokenKind::flatten:
                return flatten(left);
            case TokenKind::openBracket:
                if (next().kind == TokenKind::number || next().kind == TokenKind::colon) {
                    return sliced(left);
                }
                expect(TokenKind::star, "an index, a slice or `*`");
                expect(TokenKind::closeBracket, "`]`");
                return projection(left);
            case TokenKind::equal:
                return comparison(left, kind, Comparison::equal);
            case TokenKind::unequal:
                return comparison(left, kind, Comparison::unequal);
            case TokenKind::less:
                return comparison(left, kind, Comparison::less);
            case TokenKind::lessEqual:
                return comparison(left, kind, Comparison::lessEqual);
            case TokenKind::greater:
                return comparison(left, kind, Comparison::greater);
            case TokenKind::greaterEqual:
                return comparison(left, kind, Comparison::greaterEqual);
            default:  // `*` and `(` begin a value; behind one they are a mistake
                --m_at;
                return unexpected("an operator");
        }
    }

    NodeId comparison(NodeId left, TokenKind kind, Comparison what) {
        Node node;
        node.kind = NodeKind::comparison;
        node.comparison = what;
        node.left = left;
        node.right = expression(power(kind));
        return ok() ? add(std::move(node)) : -1;
    }

    /// What may stand behind a dot: a name, a call, `*`, or a multiselect.
    NodeId afterDot(int bindingPower) {
        switch (next().kind) {
            case TokenKind::name:
            case TokenKind::quoted:
            case TokenKind::star:
                return expression(bindingPower);
            case TokenKind::openBracket:
                take();
                return list();
            case TokenKind::openBrace:
                take();
                return hash();
            default:
                return unexpected("a name, `*`, `[` or `{`");
        }
    }

    /// What a projection does with each element.
    NodeId projected(int bindingPower) {
        const auto kind = next().kind;
        if (power(kind) < kProjectionStop) {
            return make(NodeKind::current);
        }
        if (kind == TokenKind::openBracket || kind == TokenKind::filter) {
            return expression(bindingPower);
        }
        if (accept(TokenKind::dot)) {
            return afterDot(bindingPower);
        }
        return unexpected("`.`, `[` or an operator");
    }

    NodeId projection(NodeId left) {
        return ok() ? make(NodeKind::projection, left, projected(power(TokenKind::star))) : -1;
    }
    NodeId objectProjection(NodeId left) {
        return ok() ? make(NodeKind::objectProjection, left, projected(power(TokenKind::star))) : -1;
    }
    NodeId flatten(NodeId left) {
        const auto flat = make(NodeKind::flatten, left);
        return ok() ? make(NodeKind::projection, flat, projected(power(TokenKind::flatten))) : -1;
    }
    NodeId filter(NodeId left) {
        Node node;
        node.kind = NodeKind::filterProjection;
        node.left = left;
        node.condition = ok() ? expression(0) : -1;
        expect(TokenKind::closeBracket, "`]`");
        if (!ok()) {
            return -1;
        }
        node.right = next().kind == TokenKind::flatten ? make(NodeKind::current) : projected(power(TokenKind::filter));
        return ok() ? add(std::move(node)) : -1;
    }

    /// Behind the bracket: an index, or a slice, which projects.
    NodeId sliced(NodeId left) {
        std::optional<std::int64_t> parts[3];
        std::size_t part = 0;
        const auto at = next().at;
        while (ok() && next().kind != TokenKind::closeBracket) {
            if (next().kind == TokenKind::number && !parts[part]) {
                parts[part] = take().number;
            } else if (next().kind == TokenKind::colon && part < 2) {
                take();
                ++part;
            } else {
                return unexpected("`:` or `]`");
            }
        }
        expect(TokenKind::closeBracket, "`]`");
        if (!ok()) {
            return -1;
        }
        Node node;
        if (part == 0) {
            node.kind = NodeKind::index;
            node.number = *parts[0];
            return make(NodeKind::chain, left, add(std::move(node)));
        }
        node.kind = NodeKind::slice;
        node.from = parts[0];
        node.to = parts[1];
        node.step = parts[2].value_or(1);
        if (node.step == 0) {
            auto error = syntaxError(m_source, at, "the step of a slice cannot be 0");
            return fail({"invalid-value", "invalid-value" + error.message.substr(6), {}, false});
        }
        return projection(make(NodeKind::chain, left, add(std::move(node))));
    }

    NodeId list() {
        Node node;
        node.kind = NodeKind::list;
        do {
            node.children.push_back(expression(0));
        } while (ok() && accept(TokenKind::comma));
        expect(TokenKind::closeBracket, "`,` or `]`");
        return ok() ? add(std::move(node)) : -1;
    }

    NodeId hash() {
        Node node;
        node.kind = NodeKind::hash;
        do {
            const auto kind = next().kind;
            if (kind != TokenKind::name && kind != TokenKind::quoted) {
                return unexpected("the name of a member");
            }
            node.names.push_back(take().text);
            expect(TokenKind::colon, "`:`");
            node.children.push_back(ok() ? expression(0) : -1);
        } while (ok() && accept(TokenKind::comma));
        expect(TokenKind::closeBrace, "`,` or `}`");
        return ok() ? add(std::move(node)) : -1;
    }

    std::string_view m_source;
    std::vector<Token> m_tokens;
    const std::vector<std::string>& m_known;
    std::vector<std::string> m_bound;  ///< by the enclosing `let`
    std::size_t m_at = 0;
    int m_depth = 0;
    Tree m_tree;
    std::optional<api::Error> m_error;
};
}  // namespace

api::Result<Tree> parse(std::string_view source, const std::vector<std::string>& known) {
    auto tokens = tokenize(source);
    if (!tokens) {
        return tokens.error();
    }
    return Parser(source, std::move(*tokens), known).run();
}

}  // namespace beamline::core::jmespath
