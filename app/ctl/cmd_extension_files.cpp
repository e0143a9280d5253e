// SPDX-License-Identifier: Apache-2.0
// Keys, packages and signatures: what needs no engine.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "app/ctl/routing_commands.h"
#include "engine/routing/package.h"

namespace beamline::ctl {

namespace {
namespace fs = std::filesystem;

constexpr const char* kPrivateKeySuffix = ".key";
constexpr mode_t kForAll = 0644;
constexpr mode_t kForOwner = 0600;

/// A new file; what is there stays as it is.
api::Result<api::Unit> writeNew(const std::string& path, const std::string& text, mode_t mode) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) {
        return badRequest(errno == EEXIST
                              ? path + " is there already, and keys are not overwritten. Choose another name."
                              : path + " cannot be written: " + std::strerror(errno) + ".");
    }
    std::size_t done = 0;
    while (done < text.size()) {
        const auto count = ::write(file, text.data() + done, text.size() - done);
        if (count <= 0) {
            break;
        }
        done += static_cast<std::size_t>(count);
    }
    const bool good = done == text.size() && ::fsync(file) == 0;
    const std::string why = std::strerror(errno);
    ::close(file);
    if (!good) {
        ::unlink(path.c_str());
        return badRequest(path + " cannot be written: " + why + ".");
    }
    return api::Unit{};
}

/// In the place of what was there, whole or not at all.
api::Result<api::Unit> replaceFile(const std::string& path, const std::string& text) {
    const auto part = path + "." + std::to_string(::getpid()) + ".part";
    if (const auto written = writeNew(part, text, kForAll); !written.ok()) {
        return written.error();
    }
    std::error_code ec;
    fs::rename(part, path, ec);
    if (ec) {
        ::unlink(part.c_str());
        return badRequest(path + " cannot be written: " + ec.message() + ".");
    }
    return api::Unit{};
}

/// Nothing: it was told why.
std::optional<routing::Package> readPackageFile(const std::string& file, int& code) {
    const auto text = readFile(file);
    if (!text.ok()) {
        code = fail(text.error());
        return std::nullopt;
    }
    auto reading = routing::readPackage(*text);
    printProblems(file, reading.problems, *text);
    code = reading.package ? kCompleted : kInvalid;
    return std::move(reading.package);
}

boost::json::object jsonOfPackage(const std::string& file, const routing::Package& package) {
    boost::json::array signers;
    for (const auto& one : package.signatures) {
        signers.push_back(api::Json(one.key));
    }
    return {{"file", file},
            {"id", package.id()},
            {"version", package.version()},
            {"checksum", package.checksum()},
            {"files", package.files.size()},
            {"signatures", std::move(signers)}};
}

const char* wordOf(routing::Verdict::State state) {
    using enum routing::Verdict::State;
    switch (state) {
        case trusted:
            return "trusted";
        case notSigned:
            return "not_signed";
        case unknownKey:
            return "unknown_key";
        case damaged:
            break;
    }
    return "damaged";
}

}  // namespace

int makeKey(const Globals& globals, const ExtensionCommand& command) {
    const auto& name = command.words[0];
    if (!routing::isKeyName(name)) {
        note("\"" + name + "\" is no name for a key: letters, digits, _, - and ., but not . first.");
        return kUsage;
    }
    const auto pair = routing::newKey();
    if (!pair.ok()) {
        return fail(pair.error());
    }
    const auto secret = name + kPrivateKeySuffix;
    const auto open = name + routing::kPublicKeySuffix;
    std::error_code ec;
    if (fs::exists(fs::symlink_status(open, ec))) {
        note(open + " is there already, and keys are not overwritten. Choose another name.");
        return kUsage;
    }
    if (const auto written = writeNew(secret, pair->privatePem, kForOwner); !written.ok()) {
        return fail(written.error());
    }
    if (const auto written = writeNew(open, pair->publicPem, kForAll); !written.ok()) {
        ::unlink(secret.c_str());
        return fail(written.error());
    }
    if (globals.format == Format::json) {
        printJson({{"private", secret}, {"public", open}});
    } else {
        std::cout << secret << " stays with you; " << open << " is for those who trust you\n";
    }
    return kCompleted;
}

int packExtension(const Globals& globals, const ExtensionCommand& command) {
    const auto& folder = command.words[0];
    std::error_code ec;
    if (!fs::is_directory(folder, ec)) {
        note("There is no folder " + folder + ".");
        return kUsage;
    }
    const auto reading = routing::packFolder(folder);
    printProblems((fs::path(folder) / routing::kManifestFile).string(), reading.problems, {});
    if (!reading.package) {
        return kInvalid;
    }
    const auto file = command.to.empty() ? reading.package->fileName() : command.to;
    if (const auto written = replaceFile(file, routing::writePackage(*reading.package)); !written.ok()) {
        return fail(written.error());
    }
    if (globals.format == Format::json) {
        printJson(jsonOfPackage(file, *reading.package));
    } else {
        std::cout << file << " has " << reading.package->files.size() << " files beside the manifest, checksum "
                  << reading.package->checksum() << '\n';
    }
    return kCompleted;
}

int signExtension(const Globals& globals, const ExtensionCommand& command) {
    const auto& file = command.words[0];
    if (command.key.empty()) {
        note("It must be said with which key: --key FILE. A new one is made by: beamctl extension key NAME");
        return kUsage;
    }
    const auto key = readFile(command.key);
    if (!key.ok()) {
        return fail(key.error());
    }
    int code = kCompleted;
    auto package = readPackageFile(file, code);
    if (!package) {
        return code;
    }
    const auto name = fs::path(command.key).stem().string();
    if (const auto done = routing::sign(*package, name, *key); !done.ok()) {
        return fail(done.error(), file);
    }
    if (const auto written = replaceFile(file, routing::writePackage(*package)); !written.ok()) {
        return fail(written.error());
    }
    if (globals.format == Format::json) {
        printJson(jsonOfPackage(file, *package));
    } else {
        std::cout << file << " is signed by " << name << '\n';
    }
    return kCompleted;
}

int verifyExtension(const Globals& globals, const ExtensionCommand& command) {
    const auto& file = command.words[0];
    int code = kCompleted;
    const auto package = readPackageFile(file, code);
    if (!package) {
        return code;
    }
    auto json = jsonOfPackage(file, *package);
    std::vector<std::string> told;
    for (const auto& one : package->signatures) {
        told.push_back(one.key);
    }
    std::string sentence =
        told.empty() ? "is whole and not signed" : "is whole and says to be signed by " + joined(told);
    if (!command.trust.empty()) {
        std::error_code ec;
        if (!fs::is_directory(command.trust, ec)) {
            note("There is no folder " + command.trust + " with trusted keys.");
            return kUsage;
        }
        const auto keys = routing::trustedKeys(command.trust);
        printProblems(command.trust, keys.problems, {});
        const auto verdict = routing::verify(*package, keys.keys);
        const bool trusted = verdict.state == routing::Verdict::State::trusted;
        json["verdict"] = wordOf(verdict.state);
        json["trustedSigners"] = api::toJson(verdict.signers);
        sentence = trusted ? "is signed by " + joined(verdict.signers) : std::string();
        if (!trusted) {
            note(file + ": " + verdict.why);
            code = kInvalid;
        }
    }
    if (globals.format == Format::json) {
        printJson(json);
    } else if (!sentence.empty()) {
        std::cout << file << ' ' << sentence << '\n';
    }
    return code;
}

}  // namespace beamline::ctl
