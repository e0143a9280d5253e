// SPDX-License-Identifier: Apache-2.0
// Whatever is read as a package of an extension is refused with sentences, or is one that says the same when it is
// written again; also where somebody has made the checksums fit.

#include <cstdint>
#include <cstdlib>

#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/routing/package.h"

namespace {
using namespace beamline;

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

std::string textOf(const boost::json::object& object, const char* name) {
    const auto* member = object.if_contains(name);
    return member && member->is_string() ? std::string(member->get_string()) : std::string();
}

void look(std::string_view text) {
    const auto reading = routing::readPackage(text);
    std::size_t errors = 0;
    for (const auto& problem : reading.problems) {
        errors += problem.severity == api::Severity::error ? 1 : 0;
    }
    require(reading.package.has_value() == (errors == 0));
    require(reading.problems.size() <= routing::kMaxPackageProblems);
    for (const auto& problem : reading.problems) {
        require(problem.message.size() > 15 && api::isUtf8(problem.message) && api::isUtf8(problem.pointer));
    }
    if (!reading.package) {
        return;
    }
    for (const auto& file : reading.package->files) {
        require(file.path.find("..") != 0 && file.path.front() != '/' && file.path.find("/../") == std::string::npos);
    }
    const auto written = routing::writePackage(*reading.package);
    const auto again = routing::readPackage(written);
    require(again.package && routing::writePackage(*again.package) == written);
    require(routing::verify(*reading.package, {}).state != routing::Verdict::State::damaged);
}

/// The same with checksums that fit and without signatures.
void lookFitting(const boost::json::object& object) {
    routing::Package package;
    const auto* manifest = object.if_contains("manifest");
    package.manifest = manifest ? *manifest : api::Json();
    const auto* files = object.if_contains("files");
    if (files && files->is_array()) {
        for (const auto& file : files->get_array()) {
            if (file.is_object()) {
                package.files.push_back({textOf(file.get_object(), "path"), textOf(file.get_object(), "mode") == "0755",
                                         textOf(file.get_object(), "content")});
            }
        }
    }
    look(routing::writePackage(package));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    look(text);
    if (const auto json = api::parseJson(text); json.ok() && json->is_object()) {
        lookFitting(json->get_object());
    }
    routing::readPublicKey(text).ok();
    return 0;
}
