// SPDX-License-Identifier: Apache-2.0
#include "ui/models/function_docs.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {

using Object = boost::json::object;

constexpr const char* kAlternatives[] = {"oneOf", "anyOf"};

struct FunctionDocsText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::FunctionDocsText)
};

/// Whether a text may stand in YAML without quotes and is a text again when it is read.
bool isPlain(const QString& text) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z_./][A-Za-z0-9_./@ -]*$"));
    static const QRegularExpression word(QStringLiteral("^(true|false|null|yes|no|on|off|y|n|~|\\.inf|\\.nan)$"),
                                         QRegularExpression::CaseInsensitiveOption);
    return plain.match(text).hasMatch() && !word.match(text).hasMatch() && !text.endsWith(QLatin1Char(' '));
}

const Object* objectOf(const api::Json& json) {
    return json.if_object();
}

const api::Json* memberOf(const api::Json& schema, const char* name) {
    const Object* object = objectOf(schema);
    return object ? object->if_contains(name) : nullptr;
}

QString textMember(const api::Json& schema, const char* name) {
    const api::Json* value = memberOf(schema, name);
    return value && value->is_string() ? toText(value->get_string()) : QString();
}

QString typeWord(const QString& type, bool plural) {
    const auto word = [&](const char* one, const char* many) {
        return plural ? FunctionDocsText::tr(many) : FunctionDocsText::tr(one);
    };
    return type == QLatin1String("string")    ? word("text", "texts")
           : type == QLatin1String("integer") ? word("whole number", "whole numbers")
           : type == QLatin1String("number")  ? word("number", "numbers")
           : type == QLatin1String("boolean") ? FunctionDocsText::tr("true or false")
           : type == QLatin1String("object")  ? word("object", "objects")
           : type == QLatin1String("array")   ? word("list", "lists")
           : type == QLatin1String("null")    ? FunctionDocsText::tr("nothing")
                                              : word("any value", "any values");
}

bool isRequired(const api::Json& schema, boost::json::string_view name) {
    const api::Json* required = memberOf(schema, "required");
    const auto* list = required ? required->if_array() : nullptr;
    return list && std::any_of(list->begin(), list->end(),
                               [name](const api::Json& one) { return one.is_string() && one.get_string() == name; });
}

/// Also what the first of several alternatives requires: a call that leaves it out is not valid.
bool isWanted(const api::Json& schema, boost::json::string_view name) {
    if (isRequired(schema, name)) {
        return true;
    }
    return std::any_of(std::begin(kAlternatives), std::end(kAlternatives), [&](const char* member) {
        const api::Json* list = memberOf(schema, member);
        return list && list->is_array() && !list->get_array().empty() && isRequired(list->get_array().front(), name);
    });
}

void addRows(const api::Json& schema, int depth, QVector<SchemaRow>& rows) {
    const api::Json* properties = memberOf(schema, "properties");
    const Object* members = properties ? objectOf(*properties) : nullptr;
    if (!members || depth >= kMaxSchemaDepth) {
        return;
    }
    for (const bool required : {true, false}) {  // what must be there comes first
        for (const auto& member : *members) {
            if (isRequired(schema, member.key()) != required || rows.size() >= kMaxSchemaRows) {
                continue;
            }
            const api::Json* fallback = memberOf(member.value(), "default");
            rows.append({toText(member.key()), depth, schemaTypeText(member.value()), required,
                         fallback ? toText(api::printJson(*fallback)) : QString(),
                         textMember(member.value(), "description").isEmpty()
                             ? textMember(member.value(), "title")
                             : textMember(member.value(), "description")});
            const api::Json* items = memberOf(member.value(), "items");
            addRows(items ? *items : member.value(), depth + 1, rows);
        }
    }
}

/// Something of the right kind to begin with: the default, the first word, or a word in place of it.
api::Json startValue(const api::Json& schema, const QString& name) {
    for (const char* member : {"default", "const", "example"}) {
        if (const api::Json* value = memberOf(schema, member)) {
            return *value;
        }
    }
    for (const char* member : {"enum", "examples"}) {
        const api::Json* list = memberOf(schema, member);
        if (list && list->is_array() && !list->get_array().empty()) {
            return list->get_array().front();
        }
    }
    for (const char* member : kAlternatives) {
        const api::Json* list = memberOf(schema, member);
        if (list && list->is_array() && !list->get_array().empty()) {
            return startValue(list->get_array().front(), name);
        }
    }
    const QString type = textMember(schema, "type");
    if (type == QLatin1String("integer") || type == QLatin1String("number")) {
        const api::Json* least = memberOf(schema, "minimum");
        return least ? *least : api::Json(0);
    }
    if (type == QLatin1String("boolean")) {
        return false;
    }
    if (type == QLatin1String("array")) {
        return boost::json::array();
    }
    if (type == QLatin1String("object")) {
        Object object;
        if (const api::Json* properties = memberOf(schema, "properties"); properties && properties->is_object()) {
            for (const auto& member : properties->get_object()) {
                if (isRequired(schema, member.key())) {
                    object.emplace(member.key(), startValue(member.value(), toText(member.key())));
                }
            }
        }
        return object;
    }
    return api::Json(toUtf8(name));
}

QString scalarText(const api::Json& value) {
    if (!value.is_string()) {
        return toText(api::printJson(value));
    }
    const QString text = toText(value.get_string());
    return isPlain(text) ? text : toText(api::printJson(value));  // JSON's quotes are YAML's, too
}

template <class T>
QString ownExample(const T& function) {
    if constexpr (requires { function.example.is_null(); }) {
        return function.example.is_null()     ? QString()
               : function.example.is_string() ? toText(function.example.get_string())
                                              : yamlText(function.example);
    } else if constexpr (requires { function.example.empty(); }) {
        return toText(function.example);
    } else {
        return {};
    }
}

QString indented(const QString& text, int by) {
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString& line : lines) {
        line = line.isEmpty() ? line : QString(by, QLatin1Char(' ')) + line;
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

QString schemaTypeText(const api::Json& schema) {
    if (const api::Json* words = memberOf(schema, "enum"); words && words->is_array()) {
        QStringList shown;
        for (const api::Json& word : words->get_array()) {
            if (shown.size() == kShownWords) {
                shown << QStringLiteral("…");
                break;
            }
            const QString text = word.is_string() ? cutText(word.get_string(), kLongestWord) : QString();
            shown << (isPlain(text) ? text : toText(api::printJson(word)));
        }
        return FunctionDocsText::tr("one of %1").arg(shown.join(QStringLiteral(", ")));
    }
    const api::Json* type = memberOf(schema, "type");
    if (type && type->is_array()) {
        QStringList words;
        for (const api::Json& one : type->get_array()) {
            words << typeWord(one.is_string() ? toText(one.get_string()) : QString(), false);
        }
        return words.join(FunctionDocsText::tr(" or "));
    }
    for (const char* member : kAlternatives) {
        const api::Json* list = type ? nullptr : memberOf(schema, member);
        if (list && list->is_array()) {
            QStringList words;
            for (const api::Json& one : list->get_array()) {
                words << schemaTypeText(one);
            }
            words.removeDuplicates();
            return words.join(FunctionDocsText::tr(" or "));
        }
    }
    const QString word = textMember(schema, "type");
    const api::Json* items = word == QLatin1String("array") ? memberOf(schema, "items") : nullptr;
    return items ? FunctionDocsText::tr("list of %1").arg(typeWord(textMember(*items, "type"), true))
                 : typeWord(word, false);
}

QVector<SchemaRow> schemaRows(const api::Json& schema) {
    QVector<SchemaRow> rows;
    addRows(schema, 0, rows);
    return rows;
}

QString callName(const api::FunctionInfo& function, bool several) {
    return several && !function.version.empty()
               ? QStringLiteral("%1:%2").arg(toText(function.name), toText(function.version))
               : toText(function.name);
}

QString yamlText(const api::Json& value, int indent) {
    const QString lead(indent, QLatin1Char(' '));
    QStringList lines;
    if (value.is_object() && !value.get_object().empty()) {
        for (const auto& member : value.get_object()) {
            const QString key = scalarText(api::Json(member.key()));
            const bool nested = (member.value().is_object() && !member.value().get_object().empty()) ||
                                (member.value().is_array() && !member.value().get_array().empty());
            lines << lead + key +
                         (nested ? QStringLiteral(":\n") + yamlText(member.value(), indent + 2)
                                 : QStringLiteral(": ") + scalarText(member.value()));
        }
    } else if (value.is_array() && !value.get_array().empty()) {
        for (const auto& item : value.get_array()) {
            lines << lead + QStringLiteral("- ") + yamlText(item, indent + 2).mid(indent + 2);
        }
    } else {
        lines << lead + scalarText(value);
    }
    return lines.join(QLatin1Char('\n'));
}

QString argumentsText(const api::FunctionInfo& function, bool all) {
    const api::Json* properties = memberOf(function.input, "properties");
    if (!properties || !properties->is_object()) {
        return {};
    }
    Object arguments;
    for (const bool required : {true, false}) {
        for (const auto& member : properties->get_object()) {
            if (isWanted(function.input, member.key()) == required && (required || all)) {
                arguments.emplace(member.key(), startValue(member.value(), toText(member.key())));
            }
        }
    }
    return arguments.empty() ? QString() : yamlText(arguments);
}

QString taskNameOf(const std::string& function) {
    QString name;
    bool upper = false;
    for (const QChar c : toText(function)) {
        if (!c.isLetterOrNumber()) {
            upper = !name.isEmpty();
            continue;
        }
        name += upper ? c.toUpper() : c;
        upper = false;
    }
    return name.isEmpty() ? QStringLiteral("step") : name;
}

QString taskSkeleton(const api::FunctionInfo& function, const QString& name) {
    // The function's own example tells better than its schema what belongs together.
    QString own = ownExample(function);
    if (const auto line = own.indexOf(QLatin1Char('\n')); line > 0) {
        while (own.endsWith(QLatin1Char('\n'))) {
            own.chop(1);
        }
        return QStringLiteral("- %1:").arg(name) + own.mid(line);
    }
    QString text = QStringLiteral("- %1:\n    call: %2").arg(name, toText(function.name));
    const QString arguments = argumentsText(function, false);
    if (!arguments.isEmpty()) {
        text += QStringLiteral("\n    with:\n") + indented(arguments, 6);
    }
    return text;
}

QString exampleText(const api::FunctionInfo& function) {
    QString own = ownExample(function);
    while (own.endsWith(QLatin1Char('\n'))) {
        own.chop(1);
    }
    return own.isEmpty() ? taskSkeleton(function, taskNameOf(function.name)) : own;
}

}  // namespace beamline::ui
