// SPDX-License-Identifier: Apache-2.0
#include "ui/models/redaction.h"

#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
constexpr QChar kOtherMask(0x2260);  // ≠

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

/// Every member of a sensitive name, until `take` says that it has enough.
template <class Take>
bool eachSensitive(const api::Json& value, const QStringList& names, const Take& take) {
    if (const auto* object = value.if_object()) {
        return std::all_of(object->begin(), object->end(), [&](const auto& member) {
            const QString name = toText(member.key());
            return (!isSensitiveName(name, names) || take(name)) && eachSensitive(member.value(), names, take);
        });
    }
    if (const auto* array = value.if_array()) {
        return std::all_of(array->begin(), array->end(),
                           [&](const auto& item) { return eachSensitive(item, names, take); });
    }
    return true;
}

/// `before`: what stood at the same place; null: nothing to compare with.
api::Json maskedWith(const api::Json& value, const QStringList& names, const api::Json* before) {
    if (const auto* object = value.if_object()) {
        const auto* old = before ? before->if_object() : nullptr;
        boost::json::object result;
        for (const auto& member : *object) {
            const auto* was = old ? old->if_contains(member.key()) : nullptr;
            const bool other = was && *was != member.value();
            result[member.key()] = isSensitiveName(toText(member.key()), names) && !member.value().is_null()
                                       ? api::Json(toUtf8(other ? maskText() + kOtherMask : maskText()))
                                       : maskedWith(member.value(), names, was);
        }
        return result;
    }
    if (const auto* array = value.if_array()) {
        const auto* old = before ? before->if_array() : nullptr;
        boost::json::array result;
        for (const auto& item : *array) {
            const auto* was = old ? old->if_contains(result.size()) : nullptr;
            result.push_back(maskedWith(item, names, was));
        }
        return result;
    }
    return value;
}

QStringList& moreNames() {
    static QStringList names = defaultSensitiveNames();
    return names;
}
}  // namespace

const QStringList& defaultSensitiveNames() {
    static const QStringList kNames = [] {
        QStringList names;
        for (const char* name : {"password", "passwd", "passphrase", "pwd", "secret", "secrets", "token", "tokens",
                                 "authorization", "cookie", "credential", "credentials", "apiKey", "accessKey",
                                 "privateKey", "signingKey", "encryptionKey"}) {
            names << QString::fromLatin1(name);
        }
        return names;
    }();
    return kNames;
}

const QStringList& sensitiveNames() {
    return moreNames();
}

void setMoreSensitiveNames(const QString& names) {
    moreNames() = defaultSensitiveNames();
    for (const QString& name : names.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (const QString one = name.trimmed(); !one.isEmpty() && !moreNames().contains(one, Qt::CaseInsensitive)) {
            moreNames() << one;
        }
    }
}

bool isSensitiveName(const QString& name, const QStringList& names) {
    constexpr qsizetype kLongestName = 128;  // what is longer was not named by a person
    const auto listed = [&](const QString& word) { return names.contains(word, Qt::CaseInsensitive); };
    if (listed(name)) {
        return true;
    }
    const QStringList words = name.size() > kLongestName ? QStringList() : wordsOf(name);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (listed(words[i]) || (i > 0 && listed(words[i - 1] + words[i]))) {
            return true;
        }
    }
    return false;
}

api::Json masked(const api::Json& value, const QStringList& names) {
    return maskedWith(value, names, nullptr);
}

api::Json maskedAgainst(const api::Json& value, const api::Json& before, const QStringList& names) {
    return maskedWith(value, names, &before);
}

QStringList sensitiveNamesIn(const api::Json& value, const QStringList& names) {
    QStringList found;
    eachSensitive(value, names, [&found](const QString& name) {
        if (!found.contains(name, Qt::CaseInsensitive)) {
            found << name;
        }
        return true;
    });
    return found;
}

bool hasSensitive(const api::Json& value, const QStringList& names) {
    return !eachSensitive(value, names, [](const QString&) { return false; });
}

QString maskText() {
    return QString(6, QChar(0x2022));
}

}  // namespace beamline::ui
