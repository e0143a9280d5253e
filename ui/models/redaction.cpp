// SPDX-License-Identifier: Apache-2.0
#include "ui/models/redaction.h"

#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
/// "apiKey" → api, key; "X-Auth-Token" → x, auth, token; "APIKey" → api, key.
QStringList wordsOf(const QString& name) {
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty()) {
            words << word.toLower();
            word.clear();
        }
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (!c.isLetterOrNumber()) {
            end();
            continue;
        }
        const bool begins = c.isUpper() && !word.isEmpty() &&
                            (!word.back().isUpper() || (i + 1 < name.size() && name[i + 1].isLower()));
        if (begins) {
            end();
        }
        word += c;
    }
    end();
    return words;
}

/// Whether no member at any depth has a sensitive name.
bool isClean(const api::Json& value, const QStringList& names) {
    if (const auto* object = value.if_object()) {
        return std::all_of(object->begin(), object->end(), [&](const auto& member) {
            return !isSensitiveName(toText(member.key()), names) && isClean(member.value(), names);
        });
    }
    if (const auto* array = value.if_array()) {
        return std::all_of(array->begin(), array->end(), [&](const auto& item) { return isClean(item, names); });
    }
    return true;
}
}  // namespace

const QStringList& defaultSensitiveNames() {
    static const QStringList kNames = [] {
        QStringList names;
        for (const char* name : {"password", "passwd", "passphrase", "pwd", "secret", "secrets", "token", "tokens",
                                 "authorization", "cookie", "key", "apikey", "credential", "credentials", "pin"}) {
            names << QString::fromLatin1(name);
        }
        return names;
    }();
    return kNames;
}

bool isSensitiveName(const QString& name, const QStringList& names) {
    constexpr qsizetype kLongestName = 128;  // what is longer was not named by a person
    const auto listed = [&](const QString& word) { return names.contains(word, Qt::CaseInsensitive); };
    if (listed(name)) {
        return true;
    }
    const QStringList words = name.size() > kLongestName ? QStringList() : wordsOf(name);
    return std::any_of(words.begin(), words.end(), listed);
}

api::Json masked(const api::Json& value, const QStringList& names) {
    if (const auto* object = value.if_object()) {
        boost::json::object result;
        for (const auto& member : *object) {
            result[member.key()] = isSensitiveName(toText(member.key()), names) && !member.value().is_null()
                                       ? api::Json(toUtf8(maskText()))
                                       : masked(member.value(), names);
        }
        return result;
    }
    if (const auto* array = value.if_array()) {
        boost::json::array result;
        for (const auto& item : *array) {
            result.push_back(masked(item, names));
        }
        return result;
    }
    return value;
}

bool hasSensitive(const api::Json& value, const QStringList& names) {
    return !isClean(value, names);
}

QString maskText() {
    return QString(6, QChar(0x2022));
}

}  // namespace beamline::ui
