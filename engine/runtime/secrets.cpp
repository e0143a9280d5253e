// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/secrets.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <set>

#include "engine/api/json_codec.h"

namespace beamline::runtime {

namespace {
api::Error refuse(const char* code, std::string message) {
    return {code, std::move(message), {}, false};
}

api::Result<api::Json> readSecret(const std::filesystem::path& file, const std::string& name) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        return refuse(api::code::kNotFound, "There is no secret '" + name + "': " + file.string() + " cannot be read.");
    }
    struct stat status {};
    std::string text;
    const bool known = ::fstat(fd, &status) == 0;
    const bool good = known && S_ISREG(status.st_mode) && (status.st_mode & 077) == 0 && status.st_uid == ::geteuid() &&
                      status.st_size <= kMaxSecretBytes;
    if (good) {
        text.resize(static_cast<std::size_t>(status.st_size));
        const auto read = ::read(fd, text.data(), text.size());
        text.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
    }
    ::close(fd);
    if (!good) {
        return refuse(api::code::kForbidden, "The secret " + file.string() + " must be a file of at most " +
                                                 std::to_string(kMaxSecretBytes) +
                                                 " bytes that only its owner, the engine's user, can read (mode 600).");
    }
    return secretValue(std::move(text));
}

std::string nonce() {
    std::random_device source;
    std::string text;
    constexpr std::string_view kDigits = "0123456789abcdefghijkmnpqrstvwxy";
    for (int i = 0; i < 20; ++i) {
        text += kDigits[source() % kDigits.size()];
    }
    return text;
}

api::Json wordsOf(const api::Json& value, const std::string& path, const std::string& suffix) {
    if (const auto* object = value.if_object()) {
        boost::json::object result;
        for (const auto& member : *object) {
            result[member.key()] = wordsOf(member.value(), path + "/" + std::string(member.key()), suffix);
        }
        return result;
    }
    if (const auto* array = value.if_array()) {
        boost::json::array result;
        for (const auto& item : *array) {
            result.push_back(wordsOf(item, path + "/" + std::to_string(result.size()), suffix));
        }
        return result;
    }
    return api::Json("[secret " + path + " " + suffix + "]");
}

template <class Change>
api::Json changeTexts(const api::Json& value, const Change& change) {
    if (const auto* object = value.if_object()) {
        boost::json::object result;
        result.reserve(object->size());
        for (const auto& member : *object) {
            result[std::string(change(api::Json(member.key()), true).as_string())] =
                changeTexts(member.value(), change);
        }
        return result;
    }
    if (const auto* array = value.if_array()) {
        boost::json::array result;
        result.reserve(array->size());
        for (const auto& item : *array) {
            result.push_back(changeTexts(item, change));
        }
        return result;
    }
    return value.is_string() ? change(value, false) : value;
}

bool replaceAll(std::string& text, std::string_view from, std::string_view to) {
    bool found = false;
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
        found = true;
    }
    return found;
}

/// As it stands in a URL (RFC 3986).
std::string percentEncoded(const std::string& text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (const unsigned char c : text) {
        if (std::isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            encoded += static_cast<char>(c);
        } else {
            encoded += {'%', kHex[c >> 4], kHex[c & 15]};
        }
    }
    return encoded;
}

/// Its hexadecimal digits only.
std::string lowered(std::string encoded) {
    for (auto at = encoded.find('%'); at != encoded.npos; at = encoded.find('%', at + 3)) {
        for (const auto digit : {at + 1, at + 2}) {
            encoded[digit] = static_cast<char>(std::tolower(static_cast<unsigned char>(encoded[digit])));
        }
    }
    return encoded;
}

std::string textOf(const api::Json& value) {
    return value.is_string() ? std::string(value.get_string()) : api::printJson(value);
}
}  // namespace

api::Json secretValue(std::string text) {
    if (auto json = api::parseJson(text); json && json->is_object()) {
        return std::move(*json);
    }
    if (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return api::Json(text);
}

SecretSource secretFiles(std::filesystem::path folder) {
    return [folder = std::move(folder)](const std::string& name) { return readSecret(folder / name, name); };
}

namespace {
/// The words that there were before in the place of fresh ones.
api::Json sameWords(api::Json fresh, const api::Json& before) {
    if (fresh.is_string() && before.is_string()) {
        return before;
    }
    if (fresh.is_object() && before.is_object()) {
        for (auto& member : fresh.get_object()) {
            if (const auto* known = before.get_object().if_contains(member.key())) {
                member.value() = sameWords(std::move(member.value()), *known);
            }
        }
    }
    if (fresh.is_array() && before.is_array()) {
        auto& list = fresh.get_array();
        for (std::size_t i = 0; i < list.size() && i < before.get_array().size(); ++i) {
            list[i] = sameWords(std::move(list[i]), before.get_array()[i]);
        }
    }
    return fresh;
}
}  // namespace

api::Result<core::Data> secretWords(const SecretSource& source, const core::Definition& definition,
                                    const core::Data& before) {
    const auto* known = before ? before->if_object() : nullptr;
    if (!known && definition.secrets.empty() && !definition.authorization) {
        return core::Data{};
    }
    const auto suffix = nonce();
    boost::json::object words;
    if (definition.authorization) {
        words[""] = suffix;
    }
    std::set<std::string> names(definition.secrets.begin(), definition.secrets.end());
    for (const auto& member : known ? *known : boost::json::object()) {
        names.insert(std::string(member.key()));
    }
    names.erase("");
    for (const auto& name : names) {
        if (const auto value = source(name)) {
            words[name] = wordsOf(*value, name, suffix);
        } else if (value.error().code == api::code::kUnavailable) {
            return value.error();
        }
    }
    if (known && known->contains("")) {
        words[""] = known->at("");
    }
    return core::makeData(known ? sameWords(std::move(words), *before) : api::Json(std::move(words)));
}

api::Result<Redaction> Redaction::of(const SecretSource& source, const core::Data& words) {
    Redaction result;
    const auto* names = words ? words->if_object() : nullptr;
    const std::function<void(const api::Json&, const api::Json&)> pair = [&](const api::Json& word,
                                                                             const api::Json& value) {
        if (const auto* object = word.if_object()) {
            const auto* other = value.if_object();
            for (const auto& member : *object) {
                if (const auto* inner = other ? other->if_contains(member.key()) : nullptr) {
                    pair(member.value(), *inner);
                }
            }
        } else if (const auto* array = word.if_array()) {
            const auto* other = value.if_array();
            for (std::size_t i = 0; i < array->size() && other && i < other->size(); ++i) {
                pair((*array)[i], (*other)[i]);
            }
        } else if (word.is_string()) {
            result.m_pairs.push_back({std::string(word.get_string()), value});
        }
    };
    for (const auto& member : names ? *names : boost::json::object()) {
        if (member.key().empty()) {
            continue;  // what words of authorizations are made with
        }
        const auto value = source(std::string(member.key()));
        if (!value) {
            return value.error();
        }
        pair(member.value(), *value);
    }
    result.sort();
    return result;
}

void Redaction::sort() {
    std::stable_sort(m_pairs.begin(), m_pairs.end(),
                     [](const Pair& a, const Pair& b) { return textOf(a.value).size() > textOf(b.value).size(); });
}

void Redaction::add(std::string word, api::Json value) {
    m_pairs.push_back({std::move(word), std::move(value)});
    sort();
}

api::Json Redaction::reveal(const api::Json& value) const {
    return changeTexts(value, [this](const api::Json& json, bool member) {
        std::string text(json.get_string());
        for (const auto& [word, secret] : m_pairs) {
            if (text == word && !secret.is_string()) {
                return member ? api::Json(textOf(secret)) : secret;
            }
            replaceAll(text, word, textOf(secret));
        }
        return api::Json(text);
    });
}

api::Json Redaction::hide(const api::Json& value) const {
    return changeTexts(value,
                       [this](const api::Json& json, bool) { return api::Json(hide(std::string(json.get_string()))); });
}

std::string Redaction::hide(std::string text) const {
    for (const auto& [word, secret] : m_pairs) {
        const auto plain = textOf(secret);
        if (plain.size() < kMinRedacted) {
            continue;
        }
        replaceAll(text, plain, word);
        if (const auto encoded = percentEncoded(plain); encoded != plain) {
            replaceAll(text, encoded, word);
            replaceAll(text, lowered(encoded), word);  // as libcurl writes it
        }
        if (const auto printed = boost::json::serialize(api::Json(plain)); printed.size() != plain.size() + 2) {
            replaceAll(text, std::string_view(printed).substr(1, printed.size() - 2), word);
        }
    }
    return text;
}

}  // namespace beamline::runtime
