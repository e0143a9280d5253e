// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/http_multipart.h"

#include <algorithm>
#include <filesystem>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
/// Quotes and line breaks of names as HTML does it (WHATWG, "multipart/form-data encoding algorithm").
std::string inQuotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "%22" : c == '\r' ? "%0D" : c == '\n' ? "%0A" : std::string(1, c);
    }
    return out + "\"";
}

struct Part {
    std::string name;
    std::string filename;
    std::string contentType;
    std::string bytes;
};

api::Result<Part> objectPart(Part part, const boost::json::object& given, const FileAccess& files, const Stop& stop) {
    const int kinds = static_cast<int>(given.contains("file")) + static_cast<int>(given.contains("content")) +
                      static_cast<int>(given.contains("base64"));
    const bool known = std::all_of(given.begin(), given.end(), [](const auto& entry) {
        const auto key = entry.key();
        return key == "file" || key == "content" || key == "base64" || key == "filename" || key == "contentType";
    });
    if (kinds != 1 || !known) {
        part.contentType = "application/json";
        part.bytes = api::printJson(given);
        return part;
    }
    part.filename = text(given, "filename");
    part.contentType = text(given, "contentType");
    if (part.contentType.find_first_of("\r\n") != part.contentType.npos) {
        return invalid("The contentType of the part " + cleanUtf8(part.name) + " holds a line break.");
    }
    if (given.contains("file")) {
        const auto place = files.locate(text(given, "file"));
        if (!place.ok()) {
            return place.error();
        }
        auto file = files.read(*place, static_cast<std::int64_t>(kMaxRequestBytes), stop);
        if (!file.ok()) {
            return file.error();
        }
        part.bytes = std::move(file->bytes);
        part.filename =
            part.filename.empty() ? std::filesystem::path(place->relative).filename().string() : part.filename;
        part.contentType = part.contentType.empty() ? "application/octet-stream" : part.contentType;
    } else if (given.contains("base64")) {
        auto bytes = base64Decode(text(given, "base64"));
        if (!bytes) {
            return invalid("The part " + cleanUtf8(part.name) + " is not base64.");
        }
        part.bytes = std::move(*bytes);
        part.contentType = part.contentType.empty() ? "application/octet-stream" : part.contentType;
    } else {
        const auto& content = given.at("content");
        part.bytes = content.is_string() ? std::string(content.get_string()) : api::printJson(content);
        part.contentType = part.contentType.empty() && !content.is_string() ? "application/json" : part.contentType;
    }
    return part;
}
}  // namespace

api::Result<Multipart> makeMultipart(const boost::json::object& members, const FileAccess& files, const Stop& stop) {
    Multipart out;
    // Long and never used before: that it stands in a body is not to be expected, and is looked at all the same.
    const auto boundary = "beamline-" + api::newUlid(api::wallClock());
    std::size_t count = 0;
    for (const auto& entry : members) {
        const auto* array = entry.value().if_array();
        const boost::json::array single{entry.value()};
        for (const auto& item : array ? *array : single) {
            if (item.is_null()) {
                continue;
            }
            if (++count > kMaxParts) {
                return invalid("The body has more than " + std::to_string(kMaxParts) + " parts.");
            }
            Part part{std::string(entry.key()), {}, {}, {}};
            if (const auto* object = item.if_object()) {
                auto made = objectPart(std::move(part), *object, files, stop);
                if (!made.ok()) {
                    return made.error();
                }
                part = std::move(*made);
            } else {
                part.bytes = scalarText(item).value_or(boost::json::serialize(item));
            }
            if (part.bytes.find(boundary) != part.bytes.npos) {
                return fault("runtime", 500, "The parts of the body hold their own boundary; try again.");
            }
            out.body += "--" + boundary + "\r\nContent-Disposition: form-data; name=" + inQuotes(part.name) +
                        (part.filename.empty() ? "" : "; filename=" + inQuotes(part.filename)) + "\r\n" +
                        (part.contentType.empty() ? "" : "Content-Type: " + part.contentType + "\r\n") + "\r\n" +
                        part.bytes + "\r\n";
            if (out.body.size() > kMaxRequestBytes) {
                return fault("validation", 413,
                             "The parts of the body have more than the " + std::to_string(kMaxRequestBytes) +
                                 " bytes that may be sent.");
            }
        }
    }
    out.body += "--" + boundary + "--\r\n";
    out.contentType = "multipart/form-data; boundary=" + boundary;
    return out;
}

}  // namespace beamline::blocks
