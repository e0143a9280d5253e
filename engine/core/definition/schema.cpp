// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/schema.h"

#include "engine/core/definition/source_document.h"

// Without it valijson ends the process on a schema that it cannot read.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace beamline::core {

namespace {
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

class CompiledSchema : public Schema {
public:
    explicit CompiledSchema(api::Json document) : m_document(std::move(document)) {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::BoostJsonAdapter(m_document), m_schema);
    }

    std::vector<api::Problem> check(const api::Json& value) const override {
        std::vector<api::Problem> problems;
        try {
            valijson::Validator validator(valijson::Validator::kStrongTypes);
            valijson::ValidationResults results;
            if (validator.validate(m_schema, valijson::adapters::BoostJsonAdapter(value), &results)) {
                return problems;
            }
            valijson::ValidationResults::Error error;
            while (results.popError(error)) {
                problems.push_back({api::Severity::error, 0, 0, pointerOf(error.context), error.description});
            }
        } catch (const std::exception& e) {
            problems.push_back(
                {api::Severity::error, 0, 0, "", std::string("The value cannot be checked: ") + e.what() + "."});
        }
        return problems;
    }
    const api::Json& document() const override { return m_document; }

private:
    const api::Json m_document;
    valijson::Schema m_schema;
};
}  // namespace

api::Result<SchemaPtr> compileSchema(const api::Json& schema) {
    if (!schema.is_object()) {
        return api::Error{api::code::kInvalidDefinition, "A JSON Schema must be an object.", {}, false};
    }
    try {
        return SchemaPtr(std::make_shared<CompiledSchema>(schema));
    } catch (const std::exception& e) {
        return api::Error{
            api::code::kInvalidDefinition, std::string("This is not a JSON Schema: ") + e.what() + ".", {}, false};
    }
}

}  // namespace beamline::core
