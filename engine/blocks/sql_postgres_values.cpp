// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_postgres_values.h"

#include <charconv>
#include <cmath>

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr unsigned kFirstOwnOid = 16384;

SqlType scalarType(unsigned oid) {
    switch (oid) {
        case 16:
            return {SqlKind::boolean};
        case 20:  // int8, int2, int4, oid
        case 21:
        case 23:
        case 26:
            return {SqlKind::integer};
        case 700:
        case 701:
            return {SqlKind::real};
        case 17:
            return {SqlKind::bytes};
        case 114:
        case 3802:
            return {SqlKind::json};
        case 1114:
            return {SqlKind::timestamp};
        case 1184:
            return {SqlKind::timestampZone};
        default:
            return {SqlKind::text};
    }
}

/// The element of a built-in array type, 0 for all others.
unsigned elementOf(unsigned oid) {
    switch (oid) {
        case 1000:
            return 16;
        case 1001:
            return 17;
        case 1005:
            return 21;
        case 1007:
            return 23;
        case 1016:
            return 20;
        case 1028:
            return 26;
        case 1021:
            return 700;
        case 1022:
            return 701;
        case 199:
            return 114;
        case 3807:
            return 3802;
        case 1115:
            return 1114;
        case 1185:
            return 1184;
        case 1002:  // char, bpchar, text, varchar, numeric, date, time, timetz, interval, uuid, name, inet, cidr
        case 1014:
        case 1009:
        case 1015:
        case 1231:
        case 1182:
        case 1183:
        case 1270:
        case 1187:
        case 2951:
        case 1003:
        case 1041:
        case 651:
            return 25;
        default:
            return 0;
    }
}

int nibble(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string fromHex(std::string_view text) {
    std::string out;
    for (std::size_t at = text.starts_with("\\x") ? 2 : 0; at + 1 < text.size(); at += 2) {
        out += static_cast<char>(nibble(text[at]) * 16 + nibble(text[at + 1]));
    }
    return out;
}

std::string toHex(std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out = "\\x";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

/// "2026-01-31 08:00:00.5+00" as "2026-01-31T08:00:00.5Z"; "infinity" and years BC stay as they are.
std::string isoStamp(std::string_view text, bool zone) {
    std::string out(text);
    const auto space = out.find(' ');
    if (space == out.npos || out.ends_with("BC")) {
        return out;
    }
    out[space] = 'T';
    if (zone) {
        const auto sign = out.find_last_of("+-");
        if (sign != out.npos && sign > space) {
            const auto offset = out.substr(sign);
            if (offset == "+00" || offset == "+00:00") {
                out.replace(sign, offset.size(), "Z");
            } else if (offset.size() == 3) {
                out += ":00";
            }
        }
    }
    return out;
}

api::Json scalar(std::string_view text, SqlKind kind) {
    switch (kind) {
        case SqlKind::boolean:
            return text == "t";
        case SqlKind::integer: {
            std::int64_t value = 0;
            const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
            return ec == std::errc() && end == text.data() + text.size() ? api::Json(value) : api::Json(text);
        }
        case SqlKind::real: {
            double value = 0;
            const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
            return ec == std::errc() && std::isfinite(value) ? api::Json(value) : api::Json();
        }
        case SqlKind::bytes:
            return api::Json(base64Encode(fromHex(text)));
        case SqlKind::json: {
            auto parsed = api::parseJson(text);
            return parsed.ok() ? std::move(*parsed) : api::Json(cleanUtf8(text));
        }
        case SqlKind::timestamp:
        case SqlKind::timestampZone:
            return api::Json(isoStamp(text, kind == SqlKind::timestampZone));
        default:
            return api::Json(cleanUtf8(text));
    }
}

/// '{a,"b \"c\"",NULL,{…}}' (manual, 8.15.6), with bounds "[2:3]={…}" that are passed over.
class ArrayReader {
public:
    ArrayReader(std::string_view text, SqlKind kind) : m_text(text), m_kind(kind) {}
    std::optional<api::Json> read() {
        if (m_text.starts_with('[')) {
            m_at = std::min(m_text.find('='), m_text.size() - 1) + 1;
        }
        auto value = list(0);
        return value && m_at == m_text.size() ? value : std::nullopt;
    }

private:
    bool next(char c) {
        if (m_at < m_text.size() && m_text[m_at] == c) {
            ++m_at;
            return true;
        }
        return false;
    }
    std::optional<api::Json> list(int depth) {
        boost::json::array out;
        if (depth >= kMaxSqlArrayDepth || !next('{')) {
            return std::nullopt;
        }
        if (next('}')) {
            return out;
        }
        do {
            auto item = m_at < m_text.size() && m_text[m_at] == '{' ? list(depth + 1) : element();
            if (!item) {
                return std::nullopt;
            }
            out.push_back(std::move(*item));
        } while (next(','));
        return next('}') ? std::optional<api::Json>(std::move(out)) : std::nullopt;
    }
    std::optional<api::Json> element() {
        std::string text;
        const bool quoted = next('"');
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '\\' && m_at + 1 < m_text.size()) {
                text += m_text[++m_at];
            } else if (quoted ? c == '"' : c == ',' || c == '}') {
                break;
            } else {
                text += c;
            }
        }
        if (quoted && !next('"')) {
            return std::nullopt;
        }
        return !quoted && text == "NULL" ? api::Json() : scalar(text, m_kind);
    }

    std::string_view m_text;
    SqlKind m_kind;
    std::size_t m_at = 0;
};

bool writeArray(const boost::json::array& items, const SqlType& type, int depth, std::string& out) {
    if (depth >= kMaxSqlArrayDepth) {
        return false;
    }
    out += '{';
    bool first = true;
    for (const auto& item : items) {
        out += first ? "" : ",";
        first = false;
        if (item.is_null()) {
            out += "NULL";
        } else if (item.is_array() && type.kind != SqlKind::json) {
            if (!writeArray(item.get_array(), type, depth + 1, out)) {
                return false;
            }
        } else {
            const auto bytes = base64Parameter(item);
            const auto text = bytes                        ? std::optional(toHex(*bytes))
                              : type.kind == SqlKind::json ? std::optional(boost::json::serialize(item))
                                                           : jsonToSql(item, {type.kind, false, true});
            if (!text) {
                return false;
            }
            out += '"';
            for (const char c : *text) {
                out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
            }
            out += '"';
        }
    }
    out += '}';
    return true;
}
}  // namespace

SqlType sqlType(unsigned oid) {
    if (const auto element = elementOf(oid); element != 0) {
        auto type = scalarType(element);
        type.array = true;
        return type;
    }
    auto type = scalarType(oid);
    type.known = oid < kFirstOwnOid;
    return type;
}

api::Json sqlToJson(std::string_view text, const SqlType& type) {
    if (type.array) {
        auto list = text.empty() ? std::nullopt : ArrayReader(text, type.kind).read();
        return list ? std::move(*list) : api::Json(cleanUtf8(text));
    }
    return scalar(text, type.kind);
}

std::optional<std::string> base64Parameter(const api::Json& value) {
    const auto* object = value.if_object();
    const auto* text = object && object->size() == 1 ? object->if_contains("base64") : nullptr;
    return text && text->is_string() ? base64Decode(text->get_string()) : std::nullopt;
}

std::optional<std::string> jsonToSql(const api::Json& value, const SqlType& type) {
    if (value.is_array() && type.array) {
        std::string out;
        return writeArray(value.get_array(), type, 0, out) ? std::optional(std::move(out)) : std::nullopt;
    }
    if (value.is_string()) {  // also for json, whose text it then is
        const auto& text = value.get_string();
        return text.find('\0') == text.npos ? std::optional(std::string(text)) : std::nullopt;
    }
    return boost::json::serialize(value);
}

}  // namespace beamline::blocks
