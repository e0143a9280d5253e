// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a function of the catalog takes and gives, for people and for the editor: rows of its JSON Schemas, and a task
// that calls it. Pure functions, any thread.

#include <QString>
#include <QVector>

#include "engine/api/values.h"

namespace beamline::ui {

/// One member of a schema. Nested members follow their parent, one deeper.
struct SchemaRow {
    QString name;
    int depth = 0;
    QString type;  ///< "text", "whole number", "list of objects", "one of a, b"
    bool required = false;
    QString defaultValue;  ///< as JSON; empty: none
    QString description;
};

inline constexpr int kMaxSchemaRows = 200;  ///< further members are counted, not shown
inline constexpr int kMaxSchemaDepth = 6;
inline constexpr int kShownWords = 12;  ///< of "one of …"

QVector<SchemaRow> schemaRows(const api::Json& schema);
QString schemaTypeText(const api::Json& schema);

/// "name:version" when the version is not the only one of its name, otherwise the name.
QString callName(const api::FunctionInfo& function, bool several = false);

/// The `with` of a call, with the required arguments (`all`: every argument) and values to begin with; lines begin at
/// column 0. Empty when there is none.
QString argumentsText(const api::FunctionInfo& function, bool all);
/// A task that calls it, as its example does; without one "- NAME:", "call", "with". Lines begin at column 0.
QString taskSkeleton(const api::FunctionInfo& function, const QString& name);
/// The catalog's own example; one made of the schema when there is none.
QString exampleText(const api::FunctionInfo& function);
/// A task's name made of a function's: "fs.get" gives "fsGet".
QString taskNameOf(const std::string& function);
/// JSON as YAML that reads back as the same value; lines begin at `indent`.
QString yamlText(const api::Json& value, int indent = 0);

}  // namespace beamline::ui
