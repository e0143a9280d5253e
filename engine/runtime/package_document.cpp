// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/package_document.h"

#include "engine/routing/extension.h"

namespace beamline::runtime {

namespace {
void putPlace(boost::json::object& instance, const routing::Instance& read, const std::string& place) {
    if (read.transport == routing::Transport::process) {
        instance["directory"] = place;
    }
}
}  // namespace

api::Json documentOf(const routing::Package& package, const std::string& place,
                     const std::vector<std::string>& signers) {
    auto document = package.manifest.is_object() ? package.manifest.get_object() : boost::json::object();
    document.erase(kPackageMember);
    const auto read = routing::readExtension(document).extension;
    auto* listed = document.if_contains("instances");
    for (std::size_t i = 0; read && i < read->instances.size(); ++i) {
        auto* one = listed && listed->is_array() ? listed->get_array().if_contains(i) : nullptr;
        auto* object = one ? one->if_object() : nullptr;
        putPlace(object ? *object : document, read->instances[i], place);
    }
    std::string names;
    for (const auto& signer : signers) {
        names += (names.empty() ? "" : ", ") + signer;
    }
    document[kPackageMember] = {{"checksum", package.checksum()}, {"signed_by", names}};
    return document;
}

std::string signerOf(const api::Json& document) {
    const auto* members = document.if_object();
    const auto* package = members ? members->if_contains(kPackageMember) : nullptr;
    const auto* object = package ? package->if_object() : nullptr;
    const auto* names = object ? object->if_contains("signed_by") : nullptr;
    return names && names->is_string() ? std::string(names->get_string()) : std::string();
}

}  // namespace beamline::runtime
