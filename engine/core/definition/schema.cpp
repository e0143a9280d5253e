// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/schema.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/core/definition/schema_check.h"
#include "engine/core/definition/source_document.h"

// Without it valijson ends the process on a schema that it cannot read.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/constraint_builder.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace beamline::core {

namespace {
using valijson::adapters::Adapter;
using valijson::adapters::BoostJsonAdapter;

constexpr std::size_t kMaxUniqueItems = 1'000;  ///< of lists of objects and lists, which are compared pair by pair

/// What the check in progress on this thread has used up.
struct Budget {
    std::size_t steps = 0;
    const char* stack = nullptr;
};
thread_local Budget budget;

const char* stackNow() {
    return static_cast<const char*>(__builtin_frame_address(0));
}

struct Exhausted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// So many violations are known that further ones help nobody.
struct Enough : std::exception {};

/// Stands first in every schema: counts, and checks what the library would check in unbounded time or stack.
class GuardConstraint : public valijson::constraints::PolyConstraint {
public:
    explicit GuardConstraint(const SchemaGuard* guard) : m_guard(guard) {}

    bool validate(const Adapter& target, const std::vector<std::string>& context,
                  valijson::ValidationResults* results) const override {
        const auto used = static_cast<std::size_t>(std::abs(budget.stack - stackNow()));
        if (++budget.steps > kMaxSchemaSteps || used > kMaxSchemaStack) {
            throw Exhausted("it is too large or nested too deeply for its schema");
        }
        if (results && results->numErrors() >= kMaxViolations) {
            throw Enough();
        }
        const char* wrong = nullptr;
        if (target.isString() && (m_guard->pattern || !m_guard->format.empty())) {
            wrong = text(target.asString());
        } else if (target.isArray() && m_guard->uniqueItems && !unique(target)) {
            wrong = "The items must differ from one another.";
        }
        if (wrong && results) {
            results->pushError(context, wrong);
        }
        return !wrong;
    }

private:
    const char* text(const std::string& value) const {
        if (m_guard->pattern) {
            const auto match = m_guard->pattern->search(value);
            if (match == SchemaPattern::Match::tooLong) {
                return "The text is too long to be compared with the schema's pattern.";
            }
            if (match == SchemaPattern::Match::no) {
                return "The text does not match the schema's pattern.";
            }
        }
        return hasFormat(value, m_guard->format) ? nullptr
                                                 : "The text must be a valid date or time as the format says.";
    }

    static bool unique(const Adapter& target) {
        std::set<std::string> scalars;
        bool differ = true;
        bool pairs = false;
        target.applyToArray([&](const Adapter& item) {
            pairs = pairs || item.isObject() || item.isArray();
            differ = pairs || scalars.insert(scalar(item)).second;
            return differ && !pairs;
        });
        if (pairs && target.getArraySize() > kMaxUniqueItems) {
            throw Exhausted("it lists too many values that must differ from one another");
        }
        std::size_t outer = 0;
        const auto differsFromLater = [&](const Adapter& item) {
            std::size_t inner = 0;
            ++outer;
            return target.applyToArray(
                [&](const Adapter& other) { return inner++ < outer || !item.equalTo(other, true); });
        };
        return pairs ? target.applyToArray(differsFromLater) : differ;
    }

    static std::string scalar(const Adapter& item) {
        if (item.isNumber()) {
            const double number = item.isInteger() ? 0 : item.asDouble();
            const bool whole = std::abs(number) < 9e15 && number == std::floor(number);
            return 'n' + (item.isInteger() ? std::to_string(item.asInteger())
                          : whole          ? std::to_string(static_cast<std::int64_t>(number))
                                           : boost::json::serialize(api::Json(number)));
        }
        return item.isString() ? 's' + item.asString() : item.isNull() ? "" : item.asBool() ? "t" : "f";
    }

    valijson::constraints::Constraint* cloneInto(void* place) const override {
        return new (place) GuardConstraint(m_guard);
    }
    size_t sizeOf() const override { return sizeof(GuardConstraint); }

    const SchemaGuard* m_guard;
};

class GuardBuilder : public valijson::ConstraintBuilder {
public:
    explicit GuardBuilder(const std::vector<SchemaGuard>& guards) : m_guards(guards) {}
    valijson::constraints::Constraint* make(const Adapter& value) const override {
        return new GuardConstraint(&m_guards.at(static_cast<std::size_t>(value.asInteger())));
    }

private:
    const std::vector<SchemaGuard>& m_guards;
};

/// valijson's context is "<root>", then `["key"]` or `[0]`.
std::string pointerOf(const std::vector<std::string>& context) {
    std::string pointer;
    for (std::size_t i = 1; i < context.size(); ++i) {
        auto step = std::string_view(context[i]);
        for (const std::string_view bracket : {"[\"", "["}) {
            if (step.substr(0, bracket.size()) == bracket) {
                step.remove_prefix(bracket.size());
                step.remove_suffix(bracket.size());
                break;
            }
        }
        pointer += pointerStep(step);
    }
    return pointer;
}

/// An unwanted member is a mistake of the member, and is told at its place.
api::Problem violationOf(const valijson::ValidationResults::Error& error) {
    api::Problem problem{api::Severity::error, 0, 0, pointerOf(error.context), error.description};
    constexpr std::string_view kUnwanted = "Object contains a property that could not be validated";
    const auto quote = problem.message.find('\'', problem.message.find("constraints:"));
    if (problem.message.rfind(kUnwanted, 0) == 0 && quote != std::string::npos) {
        const auto name = problem.message.substr(quote + 1, problem.message.rfind('\'') - quote - 1);
        problem.pointer += pointerStep(name);
        problem.message = "Unknown property '" + name + "'.";
    }
    return problem;
}

/// Leaves out what only says that something inside of the value, told itself, is wrong.
std::vector<api::Problem> essential(std::vector<api::Problem> problems) {
    const auto general = [](const api::Problem& p) {
        return p.message.rfind("Failed to validate", 0) == 0 || p.message.rfind("Value type not permitted", 0) == 0;
    };
    std::vector<api::Problem> result;
    for (const auto& problem : problems) {
        const bool explained =
            general(problem) && std::any_of(problems.begin(), problems.end(), [&](const auto& other) {
                const bool below = other.pointer.rfind(problem.pointer + '/', 0) == 0;
                const bool same = other.pointer == problem.pointer && !general(other);
                return below || same ||
                       (other.pointer == problem.pointer && problem.message[0] == 'F' && other.message[0] == 'V');
            });
        if (!explained && std::find(result.begin(), result.end(), problem) == result.end()) {
            result.push_back(problem);
        }
    }
    return result;
}

bool hasLongName(const api::Json& value) {
    if (const auto* array = value.if_array()) {
        return std::any_of(array->begin(), array->end(), hasLongName);
    }
    const auto* object = value.if_object();
    return object && std::any_of(object->begin(), object->end(), [](const auto& member) {
               return member.key().size() > kMaxPatternKey || hasLongName(member.value());
           });
}

class CompiledSchema : public Schema {
public:
    CompiledSchema(api::Json document, CheckedSchema checked)
        : m_document(std::move(document)), m_checked(std::move(checked)) {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.addConstraintBuilder(kGuardKeyword, new GuardBuilder(m_checked.guards));
        parser.populateSchema(BoostJsonAdapter(m_checked.guarded), m_schema);
    }

    std::vector<api::Problem> check(const api::Json& value) const override {
        std::vector<api::Problem> problems;
        const auto refuse = [](const std::string& why) {
            return std::vector<api::Problem>{
                {api::Severity::error, 0, 0, "", "The value cannot be checked: " + why + "."}};
        };
        if (m_checked.patternProperties && hasLongName(value)) {
            return refuse("a member's name is longer than " + std::to_string(kMaxPatternKey) + " bytes");
        }
        valijson::ValidationResults results;
        budget = {0, stackNow()};
        try {
            valijson::Validator validator(valijson::Validator::kStrongTypes);
            if (validator.validate(m_schema, BoostJsonAdapter(value), nullptr)) {
                return problems;
            }
            budget = {0, stackNow()};
            validator.validate(m_schema, BoostJsonAdapter(value), &results);
        } catch (const Enough&) {
            // `results` has them
        } catch (const std::exception& e) {
            return refuse(e.what());
        }
        valijson::ValidationResults::Error error;
        while (problems.size() < kMaxViolations && results.popError(error)) {
            problems.push_back(violationOf(error));
        }
        return essential(std::move(problems));
    }
    const api::Json& document() const override { return m_document; }

private:
    const api::Json m_document;
    const CheckedSchema m_checked;
    valijson::Schema m_schema;
};
}  // namespace

api::Result<SchemaPtr> compileSchema(const api::Json& schema, std::vector<api::Problem>* mistakes) {
    std::vector<api::Problem> found;
    const auto refuse = [&]() -> api::Error {
        const auto first = found.front();
        if (mistakes) {
            *mistakes = std::move(found);
        }
        return {api::code::kInvalidDefinition,
                "This is not a JSON Schema: " + first.pointer + (first.pointer.empty() ? "" : ": ") + first.message,
                {},
                false};
    };
    auto checked = schema.is_object() ? checkSchema(schema) : CheckedSchema{};
    found = std::move(checked.mistakes);
    if (!schema.is_object()) {
        found.push_back({api::Severity::error, 0, 0, "", "A JSON Schema must be an object."});
    }
    if (!found.empty()) {
        return refuse();
    }
    try {
        return SchemaPtr(std::make_shared<CompiledSchema>(schema, std::move(checked)));
    } catch (const std::exception& e) {
        found.push_back({api::Severity::error, 0, 0, "", std::string(e.what()) + "."});
        return refuse();
    }
}

}  // namespace beamline::core
