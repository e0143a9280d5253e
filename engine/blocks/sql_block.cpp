// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_block.h"

#include <algorithm>

#include "engine/blocks/arguments.h"
#include "engine/blocks/sql_database.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kInput = R"({
  "type": "object",
  "required": ["database"],
  "oneOf": [{"required": ["statement"]}, {"required": ["statements"], "not": {"required": ["parameters"]}}],
  "additionalProperties": false,
  "properties": {
    "database": {"type": "string", "minLength": 1, "maxLength": 4096,
                 "description": "The SQLite file: relative to the first file root, or absolute and below one of them."},
    "statement": {"type": "string", "minLength": 1, "description": "One statement; values belong into parameters."},
    "parameters": {"$ref": "#/definitions/parameters", "description": "Of the statement."},
    "statements": {
      "type": "array", "minItems": 1, "maxItems": 10000,
      "description": "Carried out one after the other in one transaction: all of them, or none.",
      "items": {
        "type": "object",
        "required": ["statement"],
        "additionalProperties": false,
        "properties": {
          "statement": {"type": "string", "minLength": 1, "description": "One statement."},
          "parameters": {"$ref": "#/definitions/parameters", "description": "Of this statement."}
        }
      }
    },
    "maxRows": {"type": "integer", "minimum": 1, "description": "Of one statement; never above the engine's limit."}
  },
  "definitions": {
    "parameters": {
      "type": ["array", "object"],
      "description": "Values for ? by position, or for :name by name. A blob is {base64: …}. Foreign keys are enforced."
    }
  }
})";
constexpr std::string_view kOutput = R"({
  "anyOf": [{"$ref": "#/definitions/result"}, {"type": "array", "items": {"$ref": "#/definitions/result"}}],
  "definitions": {
    "result": {
      "type": "object",
      "required": ["rows", "rowsAffected", "lastInsertId"],
      "properties": {
        "rows": {"type": "array", "items": {"type": "object"}, "description": "Blobs are base64 strings."},
        "rowsAffected": {"type": "integer", "description": "Rows inserted, changed or removed."},
        "lastInsertId": {"type": ["integer", "null"], "description": "Of the last row inserted."}
      }
    }
  }
})";
constexpr std::string_view kExample = R"(
- findCustomer:
    call: sql
    with:
      database: crm.db
      statement: SELECT id, name FROM customers WHERE city = :city
      parameters:
        city: ${ .city }
)";
}  // namespace

SqlBlock::SqlBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("sql", "Runs SQL statements with parameters on a SQLite file; several form one transaction.",
                      kInput, kOutput, kExample)) {}

BlockResult SqlBlock::run(const Invocation& invocation) const {
    return settle(work(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> SqlBlock::work(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "database"));
    if (!place.ok()) {
        return place.error();
    }
    const auto rows =
        std::min<std::int64_t>(m_settings.maxSqlRows, number(arguments, "maxRows", m_settings.maxSqlRows));
    auto database = SqlDatabase::open(m_files, *place, {static_cast<int>(rows), m_settings.maxResponseBytes}, stop);
    if (!database.ok()) {
        return database.error();
    }
    auto& db = **database;
    const auto* list = member(arguments, "statements").if_array();
    const auto single = text(arguments, "statement");
    const auto readOnly = list ? api::Result<bool>(false) : db.readOnly(single);
    if (!readOnly.ok()) {
        return readOnly.error();
    }
    if (*readOnly) {
        return db.execute(single, member(arguments, "parameters"), {});
    }
    if (auto begun = db.begin(); !begun.ok()) {
        return begun.error();
    }
    api::Json result;
    if (list) {
        auto& all = result.emplace_array();
        for (const auto& item : *list) {
            const auto& entry = item.get_object();
            const auto where =
                " (statement " + std::to_string(all.size() + 1) + " of " + std::to_string(list->size()) + ")";
            auto one = db.execute(text(entry, "statement"), member(entry, "parameters"), where);
            if (!one.ok()) {
                return one.error();
            }
            all.push_back(std::move(*one));
        }
    } else {
        auto one = db.execute(single, member(arguments, "parameters"), {});
        if (!one.ok()) {
            return one.error();
        }
        result = std::move(*one);
    }
    const auto committed = db.commit();
    return committed.ok() ? api::Result<api::Json>(std::move(result)) : committed.error();
}

}  // namespace beamline::blocks
