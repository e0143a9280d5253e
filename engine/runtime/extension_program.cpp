// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_program.h"

#include <algorithm>

#include "engine/runtime/extension_answer.h"

namespace beamline::runtime {

namespace {
namespace fs = std::filesystem;
using blocks::fault;

api::Error cannotStart(const routing::Extension& extension, const std::string& why) {
    return fault("configuration", 400, shownExtension(extension) + " cannot be started: " + why);
}

/// The extension's own folder with all links followed; empty: there is none.
api::Result<std::string> ownFolder(const routing::Extension& extension, const routing::Instance& instance,
                                   const fs::path& folder) {
    if (instance.directory.empty() || folder.empty()) {
        return std::string();
    }
    std::error_code ec;
    const auto root = fs::canonical(folder, ec);
    const auto own = ec ? fs::path() : fs::canonical(root / instance.directory, ec);
    if (ec || !fs::is_directory(own, ec)) {
        return std::string();
    }
    const auto below = own.lexically_relative(root);
    if (below.empty() || *below.begin() == ".." || *below.begin() == ".") {
        return cannotStart(extension, "its folder " + instance.directory + " leads out of " + folder.string() + ".");
    }
    return own.string();
}

/// The program as it is started from within the folder.
api::Result<std::string> programOf(const routing::Extension& extension, const routing::Instance& instance,
                                   const std::string& own, const fs::path& folder) {
    const auto program = instance.command.empty() ? std::string() : instance.command.front();
    std::error_code ec;
    if (program.empty()) {
        return cannotStart(extension, "it has no command.");
    }
    if (program.front() == '/') {
        return program;
    }
    if (own.empty()) {  // also of a program of the system: what it is to run lies there
        return cannotStart(extension, "there is no folder " + (folder / instance.directory).string() +
                                          "; install its package, or name its 'directory'.");
    }
    if (program.find('/') != program.npos) {
        if (!fs::exists(fs::path(own) / program, ec)) {
            return cannotStart(extension, "there is no " + program + " in " + own + ".");
        }
        return program;
    }
    auto found = blocks::findProgram({program.c_str()});
    if (found.empty()) {
        return cannotStart(extension, "there is no program " + program +
                                          " in /usr/local/bin, /usr/bin and /bin. Install it there, or begin the "
                                          "command with ./ when it lies in the extension's folder.");
    }
    return found;
}

/// The texts in a secret: that is what a program might say.
void addTexts(const api::Json& value, std::vector<std::string>& texts) {
    if (const auto* text = value.if_string()) {
        texts.emplace_back(*text);
    } else if (const auto* object = value.if_object()) {
        for (const auto& member : *object) {
            addTexts(member.value(), texts);
        }
    }
}

api::Result<api::Unit> addSecrets(const routing::Extension& extension, const SecretSource& source,
                                  ExtensionProgram& program) {
    for (const auto& name : extension.capabilities.secrets) {
        const auto value = source ? source(name)
                                  : api::Result<api::Json>(api::Error{
                                        api::code::kNotFound, "This engine has no place for secrets.", {}, false});
        if (!value.ok()) {
            return cannotStart(extension, "it is to be given the secret " + name + ": " + value.error().message);
        }
        const auto* text = value->if_string();
        auto shown = text ? std::string(*text) : boost::json::serialize(*value);
        addTexts(*value, program.secrets);
        program.secrets.push_back(shown);
        program.request.environment.emplace(secretVariable(name), std::move(shown));
    }
    // A secret that holds another one must not be left in parts.
    std::sort(program.secrets.begin(), program.secrets.end(),
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return api::Unit{};
}
}  // namespace

std::string secretVariable(const std::string& name) {
    std::string variable = "BEAMLINE_SECRET_";
    for (const char c : name) {
        const bool letter = c >= 'a' && c <= 'z';
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        variable += letter ? static_cast<char>(c - 'a' + 'A') : plain ? c : '_';
    }
    return variable;
}

api::Result<ExtensionProgram> extensionProgram(const routing::Extension& extension, const routing::Instance& instance,
                                               const fs::path& folder, const blocks::ProcessSettings& settings,
                                               const SecretSource& secrets) {
    auto own = ownFolder(extension, instance, folder);
    if (!own.ok()) {
        return own.error();
    }
    ExtensionProgram made;
    if (!own->empty()) {
        auto staged = StagedFolder::of(*own);
        if (!staged.ok()) {
            return cannotStart(extension, staged.error().message);
        }
        made.staged = std::move(*staged);
        *own = made.staged ? made.staged->path().string() : *own;
    }
    auto program = programOf(extension, instance, *own, folder);
    if (!program.ok()) {
        return program.error();
    }
    made.request.what = shownExtension(extension);
    if (!own->empty()) {
        made.request.arguments = {"/bin/sh", "-c", R"(cd -- "$0" && exec "$@")", *own};
    }
    made.request.arguments.push_back(*program);
    made.request.arguments.insert(made.request.arguments.end(), instance.command.begin() + 1, instance.command.end());
    made.settings = settings;
    made.settings.network = extension.capabilities.network;
    made.settings.readable = extension.capabilities.readable;
    if (!own->empty()) {
        made.settings.readable.push_back(*own);
    }
    if (auto given = addSecrets(extension, secrets, made); !given.ok()) {
        return given.error();
    }
    return made;
}

}  // namespace beamline::runtime
