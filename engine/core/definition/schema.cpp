// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/schema.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "engine/api/json_codec.h"
#include "engine/api/pointer.h"
#include "engine/core/definition/schema_check.h"
#include "engine/core/definition/source_document.h"
#include "engine/core/definition/words.h"

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

/// Begins the text of a violation of `type`, of which the alternatives at one place are told together.
constexpr char kTypeMark = '\1';

/// A scalar itself, of lists and objects an empty one.
api::Json valueOf(const Adapter& target) {
    if (target.isString()) {
        return api::Json(target.asString());
    }
    if (target.isInteger()) {
        return api::Json(target.asInteger());
    }
    if (target.isNumber()) {
        return api::Json(target.asDouble());
    }
    if (target.isBool()) {
        return api::Json(target.asBool());
    }
    return target.isObject()  ? api::Json(boost::json::object())
           : target.isArray() ? api::Json(boost::json::array())
                              : api::Json();
}

std::string numeral(double number) {
    const bool whole = std::abs(number) < 9e15 && number == std::floor(number);
    return whole ? std::to_string(static_cast<std::int64_t>(number)) : api::printJson(api::Json(number));
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string quoted(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) {
        out += (out.empty() ? "'" : ", '") + name + "'";
    }
    return out;
}

/// Stands first in every schema: counts, and checks what the library would check in unbounded time or stack, or would
/// tell without saying what is allowed.
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
        Wrong wrong;
        wrong.tell = results != nullptr;
        kind(target, wrong);
        if (target.isString()) {
            text(target.asString(), wrong);
        } else if (target.isNumber()) {
            number(target, wrong);
        } else if (target.isArray()) {
            list(target, wrong);
        } else if (target.isObject()) {
            members(target, context, wrong, results);
        }
        // What is no object has every list of required members, and `oneOf` wants one that fits.
        const bool several = !target.isObject() &&
                             std::any_of(m_guard->choices.begin(), m_guard->choices.end(),
                                         [](const auto& choice) { return choice.one && choice.members.size() > 1; });
        if (several) {
            wrong.add([&] { return kTypeMark + std::string("object,") + described(valueOf(target)); });
        }
        for (auto& sentence : wrong.sentences) {
            if (results) {
                results->pushError(context, std::move(sentence));
            }
        }
        return wrong.good;
    }

private:
    /// Sentences are made when somebody reads them: most checks only ask whether a value fits.
    struct Wrong {
        bool tell = false;
        bool good = true;
        std::vector<std::string> sentences;
        template <class Sentence>
        void add(const Sentence& sentence) {
            good = false;
            if (tell) {
                sentences.push_back(sentence());
            }
        }
    };

    static bool is(const Adapter& target, const std::string& type) {
        return type == "string"    ? target.isString()
               : type == "integer" ? target.isInteger()
               : type == "number"  ? target.isNumber()
               : type == "boolean" ? target.isBool()
               : type == "object"  ? target.isObject()
               : type == "array"   ? target.isArray()
                                   : target.isNull();
    }

    void kind(const Adapter& target, Wrong& wrong) const {
        const auto& types = m_guard->types;
        const bool fits = types.empty() ||
                          std::any_of(types.begin(), types.end(), [&](const auto& type) { return is(target, type); });
        if (!fits) {
            wrong.add([&] {
                std::string sentence(1, kTypeMark);
                for (const auto& type : types) {
                    sentence += type + ',';
                }
                return sentence + described(valueOf(target));
            });
            return;
        }
        const auto* allowed = m_guard->allowed ? &m_guard->allowed->get_array() : nullptr;
        const auto same = [&](const api::Json& one) { return target.equalTo(BoostJsonAdapter(one), true); };
        if (allowed && std::none_of(allowed->begin(), allowed->end(), same)) {
            wrong.add([&] {
                std::vector<std::string> choices;
                for (std::size_t i = 0; i < allowed->size() && i <= kMaxShownChoices; ++i) {
                    choices.push_back(shown((*allowed)[i]));
                }
                return "This must be " + (choices.empty() ? "left out" : anyOf(choices)) + ", not " +
                       described(valueOf(target)) + ".";
            });
        }
    }

    void text(const std::string& value, Wrong& wrong) const {
        const auto said = [&] { return "The text " + shown(api::Json(value)); };
        const auto match = m_guard->pattern ? m_guard->pattern->search(value) : SchemaPattern::Match::yes;
        if (match == SchemaPattern::Match::tooLong) {
            wrong.add([] { return std::string("The text is too long to be compared with the schema's pattern."); });
        } else if (match == SchemaPattern::Match::no) {
            wrong.add(
                [&] { return said() + " does not match the pattern " + shown(api::Json(m_guard->patternText)) + "."; });
        }
        if (!hasFormat(value, m_guard->format)) {
            wrong.add([&] { return said() + " must be a valid " + m_guard->format + "."; });
        }
        if (m_guard->minLength || m_guard->maxLength) {
            size(characters(value), m_guard->minLength, m_guard->maxLength, "The text", "character", wrong);
        }
    }

    static void size(std::size_t has, std::optional<std::size_t> least, std::optional<std::size_t> most,
                     const char* what, const char* of, Wrong& wrong) {
        if ((!least || has >= *least) && (!most || has <= *most)) {
            return;
        }
        wrong.add([&] {
            const auto limit = least && has < *least ? "; it needs at least " + std::to_string(*least)
                                                     : "; it may have at most " + std::to_string(*most);
            const auto count = " has " + std::to_string(has) + " " + of + (has == 1 ? "" : "s");
            return what + (has == 0 ? " is empty" : count) + limit + ".";
        });
    }

    void number(const Adapter& target, Wrong& wrong) const {
        const double value = target.isInteger() ? static_cast<double>(target.asInteger()) : target.asDouble();
        const auto& g = *m_guard;
        const auto beyond = [&](const char* how, double bound) {
            wrong.add([&] { return "The number " + numeral(value) + " is too " + how + " " + numeral(bound) + "."; });
        };
        if (g.minimum && value < *g.minimum) {
            beyond("small; it must be at least", *g.minimum);
        } else if (g.above && value <= *g.above) {
            beyond("small; it must be above", *g.above);
        } else if (g.maximum && value > *g.maximum) {
            beyond("large; it must be at most", *g.maximum);
        } else if (g.below && value >= *g.below) {
            beyond("large; it must be below", *g.below);
        }
    }

    void list(const Adapter& target, Wrong& wrong) const {
        size(target.getArraySize(), m_guard->minItems, m_guard->maxItems, "The list", "item", wrong);
        if (m_guard->uniqueItems && !unique(target)) {
            wrong.add([] { return std::string("The items must differ from one another."); });
        }
    }

    void members(const Adapter& target, const std::vector<std::string>& context, Wrong& wrong,
                 valijson::ValidationResults* results) const {
        if (!m_guard->known && m_guard->choices.empty()) {
            return;
        }
        std::set<std::string> names;
        target.applyToObject([&](const std::string& name, const Adapter&) {
            names.insert(name);
            return true;
        });
        const auto& known = m_guard->known;
        for (const auto& name : names) {
            if (!known || std::find(known->begin(), known->end(), name) != known->end()) {
                continue;
            }
            wrong.good = false;
            if (!results || results->numErrors() >= kMaxViolations) {
                break;
            }
            auto place = context;
            place.push_back("[\"" + name + "\"]");
            results->pushError(place, "Unknown property '" + name + "'; " +
                                          (known->empty() ? "there can be none." : "known are " + joined(*known)));
        }
        for (const auto& choice : m_guard->choices) {
            choose(choice, names, wrong);
        }
    }

    static std::string joined(const std::vector<std::string>& names) {
        std::string out;
        for (std::size_t i = 0; i < names.size() && i < kMaxShownChoices; ++i) {
            out += (out.empty() ? "" : ", ") + names[i];
        }
        return out + (names.size() > kMaxShownChoices ? " …" : ".");
    }

    static void choose(const SchemaChoice& choice, const std::set<std::string>& names, Wrong& wrong) {
        const auto given = std::count_if(choice.members.begin(), choice.members.end(), [&](const auto& group) {
            return std::all_of(group.begin(), group.end(), [&](const auto& name) { return names.count(name) > 0; });
        });
        if (given == 1 || (given > 1 && !choice.one)) {
            return;
        }
        wrong.add([&] {
            std::vector<std::string> all;
            std::transform(choice.members.begin(), choice.members.end(), std::back_inserter(all), quoted);
            return (given == 0 ? "Missing required property: " : "Only one can be given: ") + anyOf(all) + ".";
        });
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

/// The library's own sentences, where they are none.
std::string sentenceOf(const std::string& description) {
    static constexpr std::pair<std::string_view, const char*> kSentences[] = {
        {"Failed to validate against exactly one",
         "This fits more than one of the forms that are allowed here; exactly one must fit."},
        {"Failed to validate against any", "This fits none of the forms that are allowed here."},
        {"Failed to any values against subschema", "No item of the list has the form that one must have."},
        {"Target should not validate", "This has a form that is not allowed here."},
        {"Failed to", "This does not have the form that its schema asks for."}};
    for (const auto& [begin, sentence] : kSentences) {
        if (description.rfind(begin, 0) == 0) {
            return sentence;
        }
    }
    return description;
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
std::vector<api::Problem> essential(const std::vector<api::Problem>& problems) {
    const auto general = [](const api::Problem& p) {
        return p.message.rfind("Failed to validate", 0) == 0 || p.message[0] == kTypeMark;
    };
    std::vector<api::Problem> result;
    for (const auto& problem : problems) {
        const bool explained =
            general(problem) && std::any_of(problems.begin(), problems.end(), [&](const auto& other) {
                const bool below = api::isInside(other.pointer, problem.pointer);
                const bool same = other.pointer == problem.pointer && !general(other);
                return below || same ||
                       (other.pointer == problem.pointer && problem.message[0] == 'F' && other.message[0] == kTypeMark);
            });
        if (!explained && std::find(result.begin(), result.end(), problem) == result.end()) {
            result.push_back(problem);
        }
    }
    return result;
}

/// Sentences for people; the alternatives of a type at one place in one.
std::vector<api::Problem> worded(const std::vector<api::Problem>& problems) {
    static const std::map<std::string, std::string> kWords{
        {"string", "a text"},    {"integer", "a whole number"}, {"number", "a number"}, {"boolean", "true or false"},
        {"object", "an object"}, {"array", "a list"},           {"null", "null"}};
    std::vector<api::Problem> result;
    std::map<std::string, std::vector<std::string>> wanted;  // by pointer
    for (const auto& problem : problems) {
        if (problem.message[0] != kTypeMark) {
            result.push_back(problem);
            result.back().message = sentenceOf(problem.message);
            continue;
        }
        const bool first = wanted.count(problem.pointer) == 0;
        auto& types = wanted[problem.pointer];
        std::size_t at = 1;
        for (auto comma = problem.message.find(',', at);
             comma != std::string::npos && kWords.count(problem.message.substr(at, comma - at));
             comma = problem.message.find(',', at)) {
            const auto& word = kWords.at(problem.message.substr(at, comma - at));
            if (std::find(types.begin(), types.end(), word) == types.end()) {
                types.push_back(word);
            }
            at = comma + 1;
        }
        if (first) {
            result.push_back(problem);
            result.back().message = kTypeMark + problem.message.substr(at);
        }
    }
    for (auto& problem : result) {
        if (problem.message[0] == kTypeMark) {
            problem.message =
                "This must be " + anyOf(wanted[problem.pointer]) + ", not " + problem.message.substr(1) + ".";
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
        return worded(essential(problems));
    }
    const api::Json& document() const override { return m_document; }

private:
    const api::Json m_document;
    const CheckedSchema m_checked;
    valijson::Schema m_schema;
};
}  // namespace

bool tellsMissing(const api::Problem& violation) {
    return violation.message.rfind("Missing required", 0) == 0 || violation.message.rfind("Only one can", 0) == 0;
}

bool tellsUnknown(const api::Problem& violation) {
    return violation.message.rfind("Unknown property", 0) == 0;
}

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
