// SPDX-License-Identifier: Apache-2.0
#include "ui/models/completion.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/function_docs.h"

namespace beamline::ui {

namespace {

struct CompletionText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::CompletionText)
};

bool isNested(const QString& type) {
    static const QStringList flat{
        QStringLiteral("text"),      QStringLiteral("number"),      QStringLiteral("bool"),
        QStringLiteral("expr"),      QStringLiteral("flow"),        QStringLiteral("call"),
        QStringLiteral("errorType"), QStringLiteral("errorOrName"), QStringLiteral("retryOrName"),
        QStringLiteral("any"),       QStringLiteral("endpoint")};
    return !type.isEmpty() && !flat.contains(type) && !type.startsWith(QLatin1String("words:")) &&
           !type.startsWith(QLatin1String("names:"));
}

QString typeText(const QString& type) {
    return type == QLatin1String("expr")                    ? CompletionText::tr("expression")
           : type == QLatin1String("list map task")         ? CompletionText::tr("tasks")
           : type.startsWith(QLatin1String("list "))        ? CompletionText::tr("list")
           : type.startsWith(QLatin1String("words:"))       ? CompletionText::tr("word")
           : type.startsWith(QLatin1String("names:"))       ? CompletionText::tr("name")
           : type == QLatin1String("bool")                  ? CompletionText::tr("true or false")
           : type == QLatin1String("text")                  ? CompletionText::tr("text")
           : type == QLatin1String("number")                ? CompletionText::tr("number")
           : type == QLatin1String("duration")              ? CompletionText::tr("time")
           : type == QLatin1String("flow")                  ? CompletionText::tr("next task")
           : type == QLatin1String("call")                  ? CompletionText::tr("function")
           : type == QLatin1String("any") || type.isEmpty() ? CompletionText::tr("anything")
                                                            : CompletionText::tr("object");
}

/// A member as it is begun: in braces on one line, otherwise with its first line below when it has lines of its own.
QString memberText(const QString& name, const QString& type, const YamlPlace& place) {
    if (place.json) {
        return QStringLiteral("\"%1\": ").arg(name);
    }
    if (place.flow || !isNested(type)) {
        return name + QStringLiteral(": ");
    }
    return name + (type.startsWith(QLatin1String("list ")) ? QStringLiteral(":\n  - ") : QStringLiteral(":\n  "));
}

QString quotedFor(const QString& word, const YamlPlace& place) {
    return place.json ? QStringLiteral("\"%1\"").arg(QString(word).remove(QLatin1Char('\''))) : word;
}

QString rowsText(const api::Json& schema) {
    QStringList lines;
    const auto rows = schemaRows(schema);
    for (const SchemaRow& row : rows) {
        if (row.depth == 0) {
            lines << (row.required ? CompletionText::tr("%1 · %2, required") : CompletionText::tr("%1 · %2"))
                         .arg(row.name, row.type);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

QString functionText(const api::FunctionInfo& function) {
    const QString arguments = rowsText(function.input);
    return toText(function.summary) + (arguments.isEmpty() ? QString() : QStringLiteral("\n\n") + arguments);
}

}  // namespace

void CompletionSource::setFunctions(std::vector<api::FunctionInfo> functions) {
    m_functions = std::move(functions);
}

const api::FunctionInfo* CompletionSource::function(const QString& call) const {
    const QString name = call.section(QLatin1Char('@'), 0, 0).section(QLatin1Char(':'), 0, 0);
    const QString version = call.section(QLatin1Char('@'), 0, 0).section(QLatin1Char(':'), 1);
    const auto found = std::find_if(m_functions.begin(), m_functions.end(), [&](const api::FunctionInfo& one) {
        return toText(one.name) == name && (version.isEmpty() || toText(one.version) == version);
    });
    return found == m_functions.end() ? nullptr : &*found;
}

QString callAround(const LineSource& lines, const YamlPlace& place) {
    if (!place.flowCall.isEmpty()) {
        return place.flowCall;
    }
    for (auto step = place.path.crbegin(); step != place.path.crend(); ++step) {
        if (step->name != QLatin1String("with") || step->line < 0) {
            continue;
        }
        const auto beside = pairsAround(lines, step->line, step->column);
        const auto call = std::find_if(beside.begin(), beside.end(),
                                       [](const YamlPair& one) { return one.key == QLatin1String("call"); });
        return call == beside.end() ? QString() : call->value;
    }
    return {};
}

QStringList namesUnderUse(const LineSource& lines, const QString& list) {
    for (int line = 0; line < lines.count(); ++line) {
        if (lines.shape(line) != LineShape{0, false} || !lines.text(line).startsWith(QLatin1String("use:"))) {
            continue;
        }
        const auto kinds = pairsUnder(lines, line, 0);
        for (const YamlPair& kind : kinds) {
            if (kind.key != list) {
                continue;
            }
            if (list == QLatin1String("secrets")) {
                QStringList names;
                for (int at = kind.line + 1; at < lines.count(); ++at) {
                    const LineShape shape = lines.shape(at);
                    if (shape.indent >= 0 && !shape.dash) {
                        break;
                    }
                    names << (shape.dash ? lines.text(at).trimmed().mid(1).trimmed() : QString());
                }
                names.removeAll(QString());
                return names;
            }
            QStringList names;
            const auto pairs = pairsUnder(lines, kind.line, lines.shape(kind.line).indent);
            for (const YamlPair& pair : pairs) {
                names << pair.key;
            }
            return names;
        }
    }
    return {};
}

void CompletionSource::members(const DslPlace& where, const YamlPlace& place, QVector<Completion>& out) const {
    const auto all = dslMembers(where.type, place.siblings);
    for (const DslMember& member : all) {
        const bool kind = where.type == QLatin1String("task") && dslTaskKinds().contains(member.name) &&
                          !(member.name == QLatin1String("do") && member.text.contains(QLatin1String("each")));
        out.append({kind ? Completion::Kind::TaskKind : Completion::Kind::Member, member.name,
                    memberText(member.name, member.type, place), typeText(member.type), member.text});
    }
}

/// The arguments of a function, or of an object inside them; false when the catalog does not know the function.
bool CompletionSource::arguments(const DslPlace& where, const YamlPlace& place, const QString& call,
                                 QVector<Completion>& out) const {
    const api::FunctionInfo* one = function(call);
    if (!one) {
        return false;
    }
    const api::Json* schema = &one->input;
    for (int i = where.with + 1; i < place.path.size() && schema; ++i) {
        const auto* object = schema->if_object();
        const api::Json* next = object ? object->if_contains(place.path[i].item ? "items" : "properties") : nullptr;
        if (next && !place.path[i].item) {
            const auto* members = next->if_object();
            next = members ? members->if_contains(toUtf8(place.path[i].name)) : nullptr;
        }
        schema = next;
    }
    if (!schema) {
        return true;
    }
    if (place.part == YamlPlace::Part::Value) {
        const auto* object = schema->if_object();
        const api::Json* members = object ? object->if_contains("properties") : nullptr;
        const api::Json* value =
            members && members->is_object() ? members->get_object().if_contains(toUtf8(place.key)) : nullptr;
        const api::Json* words = value && value->is_object() ? value->get_object().if_contains("enum") : nullptr;
        if (words && words->is_array()) {
            for (const api::Json& word : words->get_array()) {
                const QString text = yamlText(word);
                out.append({Completion::Kind::Word, text, quotedFor(text, place), {}, {}});
            }
        } else if (value && value->is_object() && value->get_object().contains("type") &&
                   value->get_object().at("type") == "boolean") {
            for (const char* word : {"true", "false"}) {
                out.append({Completion::Kind::Word, QString::fromLatin1(word), QString::fromLatin1(word), {}, {}});
            }
        }
        return true;
    }
    const auto rows = schemaRows(*schema);
    for (const SchemaRow& row : rows) {
        const bool there = std::any_of(place.siblings.begin(), place.siblings.end(),
                                       [&](const YamlPair& pair) { return pair.key == row.name; });
        if (row.depth != 0 || there) {
            continue;
        }
        QString text = row.description;
        text += row.defaultValue.isEmpty()
                    ? QString()
                    : QStringLiteral("\n") + CompletionText::tr("Default: %1").arg(row.defaultValue);
        out.append({Completion::Kind::Argument, row.name, memberText(row.name, QStringLiteral("text"), place),
                    row.required ? CompletionText::tr("%1, required").arg(row.type) : row.type, text.trimmed()});
    }
    return true;
}

void CompletionSource::calls(const LineSource& lines, const YamlPlace& place, QVector<Completion>& out) const {
    const bool bare = !place.flow && std::none_of(place.siblings.begin(), place.siblings.end(),
                                                  [](const YamlPair& one) { return one.key == QLatin1String("with"); });
    const auto add = [&](Completion one, const QString& arguments) {
        if (bare && !arguments.isEmpty()) {
            one.insert +=
                QStringLiteral("\nwith:\n  ") + QString(arguments).replace(QLatin1Char('\n'), QLatin1String("\n  "));
        }
        out.append(std::move(one));
    };
    for (const auto& one : m_functions) {
        const auto versions = std::count_if(m_functions.begin(), m_functions.end(),
                                            [&](const auto& other) { return other.name == one.name; });
        const QString name = callName(one, versions > 1);
        add({Completion::Kind::Function, name, quotedFor(name, place), toText(one.version), functionText(one)},
            argumentsText(one, false));
    }
    const auto own = namesUnderUse(lines, QStringLiteral("functions"));
    for (const QString& name : own) {
        out.append({Completion::Kind::Name, name, quotedFor(name, place), CompletionText::tr("use.functions"), {}});
    }
    const auto known = dslCalls();
    for (const DslMember& one : known) {
        if (!function(one.name)) {
            out.append({Completion::Kind::Function, one.name, quotedFor(one.name, place),
                        CompletionText::tr("language"), one.text});
        }
    }
}

void CompletionSource::values(const LineSource& lines, const DslPlace& where, const YamlPlace& place,
                              QVector<Completion>& out) const {
    const QString type = dslTypeOf(where.type, place.key);
    if (type == QLatin1String("call")) {
        calls(lines, place, out);
        return;
    }
    const auto names = [&](const QStringList& words, const QString& detail) {
        for (const QString& word : words) {
            out.append({Completion::Kind::Name, word, quotedFor(word, place), detail, {}});
        }
    };
    if (type == QLatin1String("flow") && where.taskList >= 0) {
        const YamlStep& item = place.path[where.taskList];
        QStringList others = item.line < 0 ? QStringList() : namesOfItems(lines, item.line, item.column);
        if (where.taskList + 1 < place.path.size()) {
            others.removeAll(place.path[where.taskList + 1].name);
        }
        names(others, CompletionText::tr("task"));
    }
    const QString list = type == QLatin1String("errorOrName")       ? QStringLiteral("errors")
                         : type == QLatin1String("retryOrName")     ? QStringLiteral("retries")
                         : type == QLatin1String("timeout")         ? QStringLiteral("timeouts")
                         : type.startsWith(QLatin1String("names:")) ? type.mid(6)
                                                                    : QString();
    if (!list.isEmpty()) {
        names(namesUnderUse(lines, list), QStringLiteral("use.") + list);
    }
    const auto words = dslWords(type);
    for (const QString& word : words) {
        out.append({Completion::Kind::Word, word, quotedFor(word, place), {}, {}});
    }
}

QVector<Completion> CompletionSource::at(const LineSource& lines, const YamlPlace& place) const {
    QVector<Completion> all;
    if (place.part == YamlPlace::Part::None || place.prefix.contains(QLatin1String("${"))) {
        return all;
    }
    const QString call = callAround(lines, place);
    const DslPlace where = dslPlace(place.path, call.section(QLatin1Char(':'), 0, 0));
    if (where.with < 0 || !arguments(where, place, call, all)) {
        if (place.part == YamlPlace::Part::Key) {
            members(where, place, all);
        } else {
            values(lines, where, place, all);
        }
    }
    QVector<Completion> fitting;
    for (const bool begins : {true, false}) {
        for (const Completion& one : std::as_const(all)) {
            const bool first = one.label.startsWith(place.prefix, Qt::CaseInsensitive);
            if (first == begins && (first || one.label.contains(place.prefix, Qt::CaseInsensitive)) &&
                fitting.size() < kMaxItems) {
                fitting.append(one);
            }
        }
    }
    return fitting;
}

}  // namespace beamline::ui
