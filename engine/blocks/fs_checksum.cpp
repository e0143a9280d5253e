// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_checksum.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kFsChecksumInput = R"({
  "type": "object",
  "required": ["path"],
  "additionalProperties": false,
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The file: relative to the first file root, or absolute and below one of them."},
    "algorithm": {"enum": ["sha256", "sha512", "sha1", "md5"], "default": "sha256",
                  "description": "sha1 and md5 find accidents only: they can be forged."},
    "expected": {"type": "string", "pattern": "^[0-9A-Fa-f]+$", "maxLength": 128,
                 "description": "The hash it should have, hex; another one is an error of type validation, status 422."}
  }
})";
constexpr std::string_view kFsChecksumOutput = R"({
  "type": "object",
  "required": ["path", "size", "modified", "algorithm", "checksum"],
  "properties": {
    "path": {"type": "string", "description": "As it was given, normalised."},
    "size": {"type": "integer", "description": "Bytes."},
    "modified": {"type": "string", "description": "UTC, to the second: 2026-01-31T08:00:00Z."},
    "algorithm": {"type": "string", "description": "As it was given."},
    "checksum": {"type": "string", "description": "The hash, hex in small letters."}
  }
})";
constexpr std::string_view kFsChecksumExample = R"(
- checkDownload:
    call: fs.checksum
    with:
      path: downloads/image.iso
      expected: ${ .publishedSha256 }
)";
}  // namespace

FsChecksum::FsChecksum(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.checksum", "Computes the hash of a file of any size, and compares it when asked to.",
                      kFsChecksumInput, kFsChecksumOutput, kFsChecksumExample, api::FunctionEffect::reads)) {}

BlockResult FsChecksum::run(const Invocation& invocation) const {
    return settle(checksum(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsChecksum::checksum(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "path"));
    if (!place.ok()) {
        return place.error();
    }
    const auto algorithm = text(arguments, "algorithm", "sha256");
    Digest digest(algorithm);
    if (!digest.valid()) {
        return fault("configuration", 501, "The OpenSSL of this system does not offer " + algorithm + "; use sha256.");
    }
    const auto file = m_files.stream(*place, -1, stop, [&](std::string_view bytes) -> api::Result<api::Unit> {
        digest.add(bytes);
        return api::Unit{};
    });
    if (!file.ok()) {
        return file.error();
    }
    const auto sum = digest.hex();
    auto expected = text(arguments, "expected");
    std::transform(expected.begin(), expected.end(), expected.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!expected.empty() && expected != sum) {
        return fault("validation", 422,
                     place->shown + " has the " + algorithm + " " + sum + " and not " + expected +
                         "; it is damaged, or not the file that was meant.");
    }
    return api::Json{{"path", place->shown},
                     {"size", file->size},
                     {"modified", isoTime(file->modified)},
                     {"algorithm", algorithm},
                     {"checksum", sum}};
}

}  // namespace beamline::blocks
