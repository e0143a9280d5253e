// SPDX-License-Identifier: Apache-2.0
#include "engine/api/cloud_event.h"

#include <algorithm>
#include <optional>

#include "engine/api/json_codec.h"
#include "engine/api/text.h"

namespace beamline::api {

namespace {
constexpr std::string_view kContentType = "content-type";
constexpr std::string_view kCloudEvents = "application/cloudevents";
constexpr std::string_view kStructured = "application/cloudevents+json";
constexpr std::string_view kJsonType = "application/json";
constexpr std::string_view kDataType = "datacontenttype";
constexpr std::string_view kData = "data";
constexpr std::string_view kBase64 = "data_base64";

Error wrong(std::string message) {
    return {code::kInvalidArgument, std::move(message), {}, false};
}

/// What others wrote, for a sentence.
std::string shown(std::string_view text) {
    return cloudEventHeader(text.substr(0, 100));
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A media type without its parameters, in small letters.
std::string bareType(std::string_view type) {
    return lower(trimmed(type.substr(0, type.find(';'))));
}

bool isJsonType(std::string_view type) {
    const auto bare = bareType(type);
    return bare.ends_with("/json") || bare.ends_with("+json");
}

/// Text whose bytes are UTF-8 if it keeps its word.
bool isTextType(std::string_view type) {
    const auto all = lower(type);
    const auto charset = all.find("charset=");
    const auto name = charset == all.npos ? std::string() : all.substr(charset + 8);
    return bareType(type).starts_with("text/") &&
           (name.empty() || name.starts_with("utf-8") || name.starts_with("\"utf-8") || name.starts_with("us-ascii"));
}

bool isAttribute(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(),
                                        [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

int hexDigit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/// Quoted as older senders did, then one round of percent-decoding. A percent sign that begins no code stands for
/// itself: senders that encode nothing are heard too.
std::string headerText(std::string_view value) {
    value = trimmed(value);
    std::string plain;
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        for (std::size_t i = 1; i + 1 < value.size(); ++i) {
            i += value[i] == '\\' && i + 2 < value.size() ? 1 : 0;
            plain += value[i];
        }
        value = plain;
    }
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const int high = value[i] == '%' && i + 2 < value.size() ? hexDigit(value[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(value[i + 2]) : -1;
        out += low >= 0 ? static_cast<char>(high * 16 + low) : value[i];
        i += low >= 0 ? 2 : 0;
    }
    return out;
}

/// In a list it is as deep as it will be in the event, which must be readable again.
Result<Json> parseData(std::string_view body) {
    auto list = parseJson('[' + std::string(body) + ']');
    if (!list.ok()) {
        return list.error();
    }
    auto& items = list->get_array();
    return items.size() == 1 ? Result<Json>(std::move(items.front())) : wrong("It is not one JSON value.");
}

Result<Json> readData(boost::json::object event, std::string_view body) {
    const auto* given = event.if_contains(kDataType);
    const std::string type = given ? std::string(given->get_string()) : std::string();
    if (body.empty()) {
        return Json(std::move(event));
    }
    if (type.empty() || isJsonType(type)) {  // JSON format 1.0.2, section 3.1: without a type it is JSON
        auto parsed = parseData(body);
        if (parsed.ok()) {
            event[kData] = std::move(*parsed);
            return Json(std::move(event));
        }
        if (!type.empty()) {
            return wrong("The data says that it is " + shown(type) + " and is not: " + parsed.error().message);
        }
    }
    if ((type.empty() || isTextType(type)) && isUtf8(body)) {
        event[kData] = body;
    } else {
        event[kBase64] = base64Encode(body);
    }
    return Json(std::move(event));
}

Result<Json> readBinary(const MessageHeaders& headers, std::string_view body, const CloudEventBinding& binding,
                        const std::string& contentType) {
    boost::json::object event;
    for (const auto& [header, value] : headers) {
        const auto name = lower(header);
        if (!name.starts_with(binding.prefix)) {
            continue;
        }
        const auto attribute = name.substr(binding.prefix.size());
        if (!isAttribute(attribute) || attribute == kData || event.contains(attribute)) {
            return wrong(
                "The header " + shown(name) +
                (event.contains(attribute) ? " comes twice." : " names no attribute of an event: letters and digits."));
        }
        auto text = headerText(value);
        if (!isUtf8(text)) {
            return wrong("The header " + shown(name) + " is no UTF-8 once it is percent-decoded.");
        }
        event[attribute] = std::move(text);
    }
    if (!event.contains(kDataType) && !contentType.empty() && isUtf8(contentType)) {
        event[kDataType] = contentType;
    }
    return readData(std::move(event), body);
}

Result<Json> readStructured(std::string_view body, const std::string& type) {
    if (!type.empty() && type != kStructured && type != kCloudEvents) {
        return wrong("Events in the format " + shown(type) + " are not understood; send " + std::string(kStructured) +
                     ".");
    }
    auto event = parseJson(body);
    if (event.ok() && !event->is_object()) {
        return wrong("An event is a JSON object.");
    }
    return event.ok() ? std::move(event) : wrong("The event is no JSON: " + event.error().message);
}

/// The bytes that binary mode sends as the data, and its type; nothing when it cannot tell this data.
struct Payload {
    std::string type;
    std::string body;
};
std::optional<Payload> payloadOf(const boost::json::object& event) {
    const auto* given = event.if_contains(kDataType);
    const auto* data = event.if_contains(kData);
    const auto* base64 = event.if_contains(kBase64);
    Payload out;
    if (given && !given->is_null()) {
        if (!given->is_string()) {
            return std::nullopt;
        }
        out.type = given->get_string();
    }
    if (base64) {
        auto bytes = base64->is_string() && !data ? base64Decode(base64->get_string()) : std::nullopt;
        if (!bytes || (isJsonType(out.type) && !bytes->empty() && !parseData(*bytes).ok())) {
            return std::nullopt;
        }
        out.body = std::move(*bytes);
    } else if (data && (out.type.empty() || isJsonType(out.type))) {
        out.type = out.type.empty() ? std::string(kJsonType) : out.type;
        out.body = boost::json::serialize(*data);
    } else if (data) {
        if (!data->is_string()) {
            return std::nullopt;
        }
        out.body = data->get_string();
    }
    return out;
}

std::optional<CloudEventMessage> writeBinary(const Json& event, const CloudEventBinding& binding) {
    const auto* object = event.if_object();
    const auto* version = object ? object->if_contains("specversion") : nullptr;
    auto payload = version && version->is_string() ? payloadOf(*object) : std::nullopt;
    if (!payload || (binding.contentTypeOfData && bareType(payload->type).starts_with(kCloudEvents))) {
        return std::nullopt;
    }
    CloudEventMessage message;
    for (const auto& [name, value] : *object) {
        if (value.is_null() || name == kData || name == kBase64 || name == kDataType) {
            continue;
        }
        if (!isAttribute(name) || value.is_object() || value.is_array()) {
            return std::nullopt;
        }
        const auto text = value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
        message.headers.emplace_back(std::string(binding.prefix) + std::string(name), cloudEventHeader(text));
    }
    if (!payload->type.empty()) {
        auto header = binding.contentTypeOfData ? std::string(kContentType)
                                                : std::string(binding.prefix) + std::string(kDataType);
        // A media type has no characters to encode but spaces, which content-type may have.
        auto value = cloudEventHeader(payload->type);
        if (binding.contentTypeOfData) {
            const auto plain = [](char c) { return c >= 0x20 && c < 0x7F; };
            if (!std::all_of(payload->type.begin(), payload->type.end(), plain)) {
                return std::nullopt;
            }
            value = payload->type;
        }
        message.headers.emplace_back(std::move(header), std::move(value));
    }
    message.body = std::move(payload->body);
    return message;
}
}  // namespace

std::string cloudEventHeader(std::string_view value) {
    std::string out;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '%') {
            out += c;
        } else {
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        }
    }
    return out;
}

Result<Json> readCloudEvent(const MessageHeaders& headers, std::string_view body, const CloudEventBinding& binding) {
    std::string contentType;
    bool binary = false;
    for (const auto& [header, value] : headers) {
        const auto name = lower(header);
        if (name == kContentType) {
            contentType = trimmed(value);
        }
        binary = binary || name == std::string(binding.prefix) + "specversion";
    }
    if (const auto type = bareType(contentType); type.starts_with(kCloudEvents)) {
        return readStructured(body, type);
    }
    if (binary) {
        return readBinary(headers, body, binding, contentType);
    }
    auto event = readStructured(body, {});
    if (!event.ok() || !event->get_object().contains("specversion")) {
        return wrong("This is no CloudEvent: it has neither the content-type " + std::string(kStructured) +
                     ", nor the header " + std::string(binding.prefix) +
                     "specversion, nor is it a JSON object with 'specversion'.");
    }
    return event;
}

CloudEventMessage writeCloudEvent(const Json& event, CloudEventMode mode, const CloudEventBinding& binding) {
    if (mode == CloudEventMode::binary) {
        if (auto message = writeBinary(event, binding)) {
            return std::move(*message);
        }
    }
    return {{{std::string(kContentType), std::string(kStructured)}}, boost::json::serialize(event)};
}

}  // namespace beamline::api
