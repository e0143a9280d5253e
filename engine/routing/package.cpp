// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/package.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/routing/extension.h"

namespace beamline::routing {

namespace {
constexpr const char* kPlainMode = "0644";
constexpr const char* kProgramMode = "0755";

const char* modeOf(const PackageFile& file) {
    return file.executable ? kProgramMode : kPlainMode;
}

std::string packageText(const api::Json& object, std::string_view key) {
    const auto* members = object.if_object();
    const auto* member = members ? members->if_contains(key) : nullptr;
    const auto* text = member ? member->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

/// Both become part of file names.
bool isVersion(std::string_view text) {
    return !text.empty() && text.size() <= kMaxVersionBytes && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                      c == '-' || c == '+';
           });
}

/// Collects what is wrong, up to a limit.
class PackageFaults {
public:
    void add(const std::string& pointer, const std::string& message) {
        add({{api::Severity::error, 0, 0, pointer, message}});
    }
    void add(const std::vector<api::Problem>& problems) {
        for (const auto& problem : problems) {
            m_errors += problem.severity == api::Severity::error ? 1 : 0;
            if (!full()) {
                m_problems.push_back(problem);
            }
        }
    }
    /// Warnings do not count.
    bool none() const { return m_errors == 0; }
    bool full() const { return m_problems.size() >= kMaxPackageProblems; }
    std::vector<api::Problem> take() { return std::move(m_problems); }

private:
    std::vector<api::Problem> m_problems;
    std::size_t m_errors = 0;
};

std::string memberPointer(std::string_view name) {
    std::string out;
    for (const char c : api::beginning(name, 100)) {
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return out;
}

/// Why a part between two "/" cannot be a name everywhere; empty: it can.
std::string partProblem(std::string_view part) {
    if (part.empty() || part == "." || part == "..") {
        return "leads somewhere else; write it from the extension's folder, with \"/\" between plain names";
    }
    if (part.front() == '.') {
        return "is hidden (begins with a dot); packages have none of those";
    }
    const bool odd = std::any_of(part.begin(), part.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
               std::string_view("\\:*?\"<>|").find(c) != std::string_view::npos;
    });
    if (odd || part.back() == '.' || part.back() == ' ') {
        return "has a name that not every system can have; leave out \\ : * ? \" < > | and a dot or space at its end";
    }
    return {};
}

std::string pathProblem(std::string_view path) {
    if (path.empty() || path.size() > kMaxPackagePathBytes || !api::isUtf8(path)) {
        return "must be UTF-8 of 1 to " + std::to_string(kMaxPackagePathBytes) + " bytes";
    }
    for (std::size_t from = 0; from <= path.size();) {
        const auto to = std::min(path.find('/', from), path.size());
        if (auto wrong = partProblem(path.substr(from, to - from)); !wrong.empty()) {
            return wrong;
        }
        from = to + 1;
    }
    return {};
}

std::string loweredPath(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// The path of a program that the extension brings along; empty: it is one of the machine's.
std::string ownProgram(const Instance& instance) {
    const auto program = instance.command.empty() ? std::string() : instance.command.front();
    return program.starts_with('/') || program.find('/') == program.npos
               ? std::string()
               : std::filesystem::path(program).lexically_normal().generic_string();
}

void checkPrograms(const Package& package, const Extension& extension, PackageFaults& faults) {
    const bool listed = package.manifest.get_object().contains("instances");
    for (std::size_t i = 0; i < extension.instances.size(); ++i) {
        const auto program = ownProgram(extension.instances[i]);
        const auto file = std::find_if(package.files.begin(), package.files.end(),
                                       [&](const PackageFile& one) { return one.path == program; });
        if (!program.empty() && (file == package.files.end() || !file->executable)) {
            faults.add(listed ? "/manifest/instances/" + std::to_string(i) + "/command" : "/manifest/command",
                       "The program \"" + api::beginning(program, 100) +
                           (file == package.files.end() ? "\" is not among the files; compile it, or put it there."
                                                        : "\" is no program; make its file executable."));
        }
    }
}

void checkManifest(const Package& package, PackageFaults& faults) {
    auto reading = readExtension(package.manifest);
    for (auto& problem : reading.problems) {
        problem.pointer.insert(0, "/manifest");
    }
    const auto told = [&](const std::string& pointer) {
        return std::any_of(reading.problems.begin(), reading.problems.end(),
                           [&](const api::Problem& problem) { return problem.pointer == pointer; });
    };
    // A registration may call its id otherwise, and have no version; both are part of the package's name.
    if (package.id().empty() && !told("/manifest/id") && package.manifest.is_object()) {
        faults.add("/manifest/id", "A package needs an id, which policies name the extension by.");
    }
    if (!isVersion(package.version()) && !told("/manifest/version") && package.manifest.is_object()) {
        faults.add("/manifest/version", "A package needs a version such as \"1.2.0\", at most " +
                                            std::to_string(kMaxVersionBytes) + " bytes.");
    }
    faults.add(reading.problems);
    if (reading.extension) {
        checkPrograms(package, *reading.extension, faults);
    }
}

/// No file may take the place of another one, or of the manifest, on any system.
class PackagePlaces {
public:
    std::string take(const std::string& path) {
        const auto name = loweredPath(path);
        if (!m_files.insert(name).second || m_folders.count(name) != 0) {
            return "is there twice; some systems do not tell upper from lower case";
        }
        for (auto slash = name.find('/'); slash != name.npos; slash = name.find('/', slash + 1)) {
            m_folders.insert(name.substr(0, slash));
            if (m_files.count(name.substr(0, slash)) != 0) {
                return "lies below another file";
            }
        }
        return {};
    }

private:
    std::set<std::string> m_files{kManifestFile};
    std::set<std::string> m_folders;
};

boost::json::object entryOf(const PackageFile& file, const std::string& hash) {
    return {{"path", file.path}, {"mode", modeOf(file)}, {"sha256", hash}};
}

boost::json::array entriesOf(const std::vector<PackageFile>& files) {
    boost::json::array out;
    for (const auto& file : files) {
        out.push_back(entryOf(file, api::sha256(file.content)));
    }
    return out;
}

std::string checksumOf(const api::Json& manifest, const boost::json::array& entries) {
    return api::sha256(api::canonicalJson(
        boost::json::object{{"format", kPackageFormat}, {"manifest", manifest}, {"files", entries}}));
}

/// With a line that says what is signed, so that a signature cannot be taken for one of something else.
std::string textToSign(const std::string& key, const std::string& checksum) {
    return std::string(kPackageFormat) + " signature\n" + key + "\n" + checksum + "\n";
}

/// Goes through the text of a package.
class PackageReader {
public:
    PackageReading read(std::string_view text) {
        if (text.size() > kMaxPackageTextBytes) {
            m_faults.add("", "The package is larger than " + std::to_string(kMaxPackageTextBytes >> 20) + " MiB.");
            return finish();
        }
        const auto json = api::parseJson(text);
        const auto* top = json.ok() ? json->if_object() : nullptr;
        if (!top) {
            m_faults.add("", json.ok() ? "A package is a JSON object." : json.error().message);
            return finish();
        }
        if (packageText(*json, "format") != kPackageFormat) {
            m_faults.add("/format", std::string("The format must be \"") + kPackageFormat +
                                        "\"; a newer one needs a newer Beamline.");
            return finish();
        }
        onlyKnown(*top, "", {"format", "manifest", "files", "checksum", "signatures"});
        const auto* manifest = top->if_contains("manifest");
        m_package.manifest = manifest ? *manifest : api::Json();
        readFiles(top->if_contains("files"));
        const bool whole = m_faults.none();
        if (whole) {
            m_faults.add(problemsOf(m_package));
        } else {
            checkManifest(m_package, m_faults);
        }
        const auto checksum = whole ? checksumOf(m_package.manifest, m_entries) : "";
        const bool fits = packageText(*json, "checksum") == checksum;
        if (whole && !fits) {
            m_faults.add("/checksum",
                         "The checksum does not fit: the manifest, or path or mode of a file, is not what was packed. "
                         "Get the package again.");
        }
        readSignatures(top->if_contains("signatures"), fits ? checksum : "");
        return finish();
    }

private:
    PackageReading finish() {
        PackageReading out;
        if (m_faults.none()) {
            out.package = std::move(m_package);
        }
        out.problems = m_faults.take();
        return out;
    }

    void onlyKnown(const boost::json::object& object, const std::string& pointer,
                   std::initializer_list<std::string_view> known) {
        for (const auto& member : object) {
            if (std::find(known.begin(), known.end(), std::string_view(member.key())) == known.end()) {
                m_faults.add(pointer + "/" + memberPointer(member.key()),
                             "There is no such member in this format; a signature would not cover it.");
            }
        }
    }

    void readFiles(const api::Json* files) {
        const auto* array = files ? files->if_array() : nullptr;
        if (!array) {
            m_faults.add("/files", "The files must be an array of {path, mode, sha256, content}.");
            return;
        }
        if (array->size() > kMaxPackageFiles) {
            m_faults.add("/files", "There are more than " + std::to_string(kMaxPackageFiles) + " files.");
            return;
        }
        for (std::size_t i = 0; i < array->size() && !m_faults.full(); ++i) {
            readFile((*array)[i], "/files/" + std::to_string(i));
        }
    }

    void readFile(const api::Json& json, const std::string& pointer) {
        if (!json.is_object()) {
            m_faults.add(pointer, "A file is an object {path, mode, sha256, content}.");
            return;
        }
        onlyKnown(json.get_object(), pointer, {"path", "mode", "sha256", "content"});
        PackageFile file;
        file.path = packageText(json, "path");
        if (const auto wrong = pathProblem(file.path); !wrong.empty()) {
            m_faults.add(pointer + "/path", "The path \"" + api::beginning(file.path, 100) + "\" " + wrong + ".");
        }
        const auto mode = packageText(json, "mode");
        file.executable = mode == kProgramMode;
        if (mode != kPlainMode && mode != kProgramMode) {
            m_faults.add(pointer + "/mode", "The mode must be \"0644\" or, of programs, \"0755\".");
        }
        auto content = api::base64Decode(packageText(json, "content"));
        const auto* member = json.get_object().if_contains("content");
        if (!content || !member || !member->is_string()) {
            m_faults.add(pointer + "/content", "The content must be a string of base 64.");
            return;
        }
        const auto hash = api::sha256(*content);
        if (packageText(json, "sha256") != hash) {
            m_faults.add(pointer + "/sha256",
                         "The file \"" + api::beginning(file.path, 100) +
                             "\" does not have its checksum; it was changed. Get the package again.");
        }
        file.content = std::move(*content);
        m_entries.push_back(entryOf(file, hash));
        m_package.files.push_back(std::move(file));
    }

    /// Without a checksum, because something else is wrong, all signatures would be wrong, too.
    void readSignatures(const api::Json* signatures, const std::string& checksum) {
        const auto* array = signatures ? signatures->if_array() : nullptr;
        if (!array || array->size() > kMaxPackageSignatures) {
            m_faults.add("/signatures", "The signatures must be an array of at most " +
                                            std::to_string(kMaxPackageSignatures) +
                                            " {key, public, signature}; it may be empty.");
            return;
        }
        for (std::size_t i = 0; i < array->size(); ++i) {
            readSignature((*array)[i], "/signatures/" + std::to_string(i), checksum);
        }
    }

    void readSignature(const api::Json& json, const std::string& pointer, const std::string& checksum) {
        const auto* object = json.if_object();
        if (!object) {
            m_faults.add(pointer, "A signature is an object {key, public, signature}.");
            return;
        }
        onlyKnown(*object, pointer, {"key", "public", "signature"});
        PackageSignature out;
        out.key = packageText(json, "key");
        out.publicKey = api::base64Decode(packageText(json, "public")).value_or("");
        out.signature = api::base64Decode(packageText(json, "signature")).value_or("");
        if (!isKeyName(out.key)) {
            m_faults.add(pointer + "/key", "The key needs a name of letters, digits, \"_\", \"-\" and \".\".");
        } else if (out.publicKey.size() != kPublicKeyBytes) {
            m_faults.add(pointer + "/public", "The public key must be base 64 of 32 bytes.");
        } else if (out.signature.size() != kSignatureBytes) {
            m_faults.add(pointer + "/signature", "The signature must be base 64 of 64 bytes.");
        } else if (!checksum.empty() && !isSignature(out.signature, textToSign(out.key, checksum), out.publicKey)) {
            m_faults.add(pointer + "/signature",
                         "The signature is not by this key over this content. Get the package again.");
        } else if (!m_signers.insert(out.publicKey).second) {
            m_faults.add(pointer + "/public", "The same key has signed it twice.");
        } else {
            m_package.signatures.push_back(std::move(out));
        }
    }

    PackageFaults m_faults;
    Package m_package;
    boost::json::array m_entries;  ///< what the checksum knows of its files
    std::set<std::string> m_signers;
};
}  // namespace

std::string Package::id() const {
    return packageText(manifest, "id");
}
std::string Package::version() const {
    return packageText(manifest, "version");
}
std::string Package::fileName() const {
    return id() + "-" + version() + kPackageSuffix;
}

std::string Package::checksum() const {
    return checksumOf(manifest, entriesOf(files));
}

PackageReading readPackage(std::string_view text) {
    return PackageReader().read(text);
}

std::string writePackage(const Package& package) {
    auto files = entriesOf(package.files);
    const auto checksum = checksumOf(package.manifest, files);
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i].get_object().emplace("content", api::base64Encode(package.files[i].content));
    }
    boost::json::array signatures;
    for (const auto& one : package.signatures) {
        signatures.push_back(boost::json::object{{"key", one.key},
                                                 {"public", api::base64Encode(one.publicKey)},
                                                 {"signature", api::base64Encode(one.signature)}});
    }
    return api::printJson(boost::json::object{{"format", kPackageFormat},
                                              {"manifest", package.manifest},
                                              {"files", std::move(files)},
                                              {"checksum", checksum},
                                              {"signatures", std::move(signatures)}},
                          api::JsonLayout::indented) +
           "\n";
}

std::vector<api::Problem> problemsOf(const Package& package) {
    PackageFaults faults;
    checkManifest(package, faults);
    if (package.files.size() > kMaxPackageFiles) {
        faults.add("/files", "There are more than " + std::to_string(kMaxPackageFiles) + " files.");
    }
    std::size_t bytes = 0;
    PackagePlaces places;
    for (std::size_t i = 0; i < package.files.size() && !faults.full(); ++i) {
        const auto& path = package.files[i].path;
        bytes += package.files[i].content.size();
        auto wrong = pathProblem(path);
        if (wrong.empty()) {
            wrong = loweredPath(path) == kManifestFile ? "is the place of the manifest" : places.take(path);
        }
        if (wrong.empty() && i > 0 && path < package.files[i - 1].path) {
            wrong = "is not in its place; files are in the order of their paths";
        }
        if (!wrong.empty()) {
            faults.add("/files/" + std::to_string(i) + "/path",
                       "The path \"" + api::beginning(path, 100) + "\" " + wrong + ".");
        }
    }
    if (bytes > kMaxPackageBytes) {
        faults.add("/files", "The files have more than " + std::to_string(kMaxPackageBytes >> 20) + " MiB together.");
    }
    return faults.take();
}

api::Result<api::Unit> sign(Package& package, const std::string& keyName, std::string_view privatePem) {
    if (!isKeyName(keyName)) {
        return api::Error{api::code::kInvalidArgument,
                          "A key's name has 1 to 128 letters, digits, \"_\", \"-\" and \".\", and does not begin with "
                          "a dot.",
                          nullptr, false};
    }
    auto publicKey = publicKeyOf(privatePem);
    if (!publicKey.ok()) {
        return publicKey.error();
    }
    auto signature = signText(textToSign(keyName, package.checksum()), privatePem);
    if (!signature.ok()) {
        return signature.error();
    }
    auto& all = package.signatures;
    const auto earlier =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.publicKey == *publicKey; });
    PackageSignature added{keyName, std::move(*publicKey), std::move(*signature)};
    if (earlier != all.end()) {
        *earlier = std::move(added);
    } else if (all.size() == kMaxPackageSignatures) {
        return api::Error{api::code::kConflict,
                          "The package has " + std::to_string(kMaxPackageSignatures) +
                              " signatures already; pack it again and sign it with those that still count.",
                          nullptr, false};
    } else {
        all.push_back(std::move(added));
    }
    return api::Unit{};
}

Verdict verify(const Package& package, const std::vector<TrustedKey>& trusted) {
    Verdict out;
    if (package.signatures.empty()) {
        out.why = "The package is not signed. Sign it with `beamctl extension sign`.";
        return out;
    }
    const auto checksum = package.checksum();
    std::string unknown;
    for (const auto& one : package.signatures) {
        if (!isSignature(one.signature, textToSign(one.key, checksum), one.publicKey)) {
            return {Verdict::State::damaged,
                    {},
                    "The signature of " + one.key + " is not of this content. Get the package again."};
        }
        const auto known = std::find_if(trusted.begin(), trusted.end(),
                                        [&](const auto& key) { return key.publicKey == one.publicKey; });
        if (known != trusted.end()) {
            out.signers.push_back(known->name);
        } else {
            unknown += (unknown.empty() ? "" : ", ") + one.key + " (" + api::base64Encode(one.publicKey) + ")";
        }
    }
    out.state = out.signers.empty() ? Verdict::State::unknownKey : Verdict::State::trusted;
    if (out.signers.empty()) {
        out.why = "The package is signed by " + unknown +
                  ", which is not trusted here. If you trust it, put its public key among the trusted keys.";
    }
    return out;
}

}  // namespace beamline::routing
