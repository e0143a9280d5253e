// SPDX-License-Identifier: Apache-2.0
// Folders become packages, and packages folders.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "engine/api/json_codec.h"
#include "engine/routing/extension.h"
#include "engine/routing/package.h"

namespace beamline::routing {

namespace {
namespace fs = std::filesystem;

constexpr const char* kCompiledFolder = "__pycache__";
constexpr const char* kUnpackingSuffix = ".unpacking";

/// Null: there are only warnings.
const api::Problem* firstError(const std::vector<api::Problem>& problems) {
    const auto found = std::find_if(problems.begin(), problems.end(),
                                    [](const auto& problem) { return problem.severity == api::Severity::error; });
    return found == problems.end() ? nullptr : &*found;
}

std::optional<std::string> readWhole(const fs::path& path, std::size_t most) {
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    std::ifstream in(path, std::ios::binary);
    if (failed || size > most || !in) {
        return std::nullopt;
    }
    std::string text(static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (static_cast<std::size_t>(in.gcount()) != text.size()) {
        return std::nullopt;  // it changes while it is read
    }
    return text;
}

/// Why a file should not be given to others; empty: it may.
std::string privateReason(const fs::path& name, std::string_view content) {
    if (name.extension() == kPackageSuffix) {
        return "is a package itself; move it out of the folder";
    }
    if (content.find("PRIVATE KEY-----") != content.npos) {
        return "has a private key in it, which nobody else should get; move it out of the folder";
    }
    return {};
}

class FolderReader {
public:
    explicit FolderReader(const fs::path& folder) : m_folder(folder.has_filename() ? folder : folder.parent_path()) {}

    PackageReading read() {
        std::error_code failed;
        fs::recursive_directory_iterator at(m_folder, failed);
        for (; !failed && at != fs::recursive_directory_iterator() && !m_enough; at.increment(failed)) {
            if (!look(*at)) {
                at.disable_recursion_pending();
            }
        }
        if (failed) {
            wrong(m_folder, "cannot be read (" + failed.message() + ")");
        } else if (!m_manifest) {
            wrong(m_folder / kManifestFile, "is missing; it says what the extension is and how it is started");
        }
        auto& files = m_package.files;
        std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        PackageReading out;
        if (m_problems.empty()) {
            m_problems = problemsOf(m_package);
        }
        if (!firstError(m_problems)) {
            out.package = std::move(m_package);
        }
        out.problems = std::move(m_problems);
        return out;
    }

private:
    void wrong(const fs::path& path, const std::string& what) {
        m_problems.push_back({api::Severity::error, 0, 0, "", path.string() + " " + what + "."});
        m_enough = m_problems.size() >= kMaxPackageProblems;
    }

    /// Whether to go on below it.
    bool look(const fs::directory_entry& entry) {
        std::error_code failed;
        const auto type = entry.symlink_status(failed).type();
        const auto name = entry.path().filename().string();
        if (name.starts_with('.')) {
            wrong(entry.path(), "is hidden; packages have no such files, move it out of the folder");
            return false;
        }
        if (type == fs::file_type::directory) {
            return name != kCompiledFolder;
        }
        if (failed || type != fs::file_type::regular) {
            wrong(entry.path(), "is no plain file; put a copy in the place of a link");
            return false;
        }
        take(entry.path());
        return false;
    }

    void take(const fs::path& path) {
        const auto relative = path.lexically_relative(m_folder).generic_string();
        if (relative == kManifestFile) {
            takeManifest(path);
            return;
        }
        auto content = readWhole(path, kMaxPackageBytes - m_bytes);
        if (!content || m_package.files.size() == kMaxPackageFiles) {
            wrong(path, "cannot be read, or is too much: a package has at most " + std::to_string(kMaxPackageFiles) +
                            " files of " + std::to_string(kMaxPackageBytes >> 20) + " MiB together");
            m_enough = m_enough || m_package.files.size() == kMaxPackageFiles;
            return;
        }
        if (const auto why = privateReason(path, *content); !why.empty()) {
            wrong(path, why);
            return;
        }
        m_bytes += content->size();
        std::error_code failed;
        const bool executable =
            (fs::status(path, failed).permissions() & fs::perms::owner_exec) != fs::perms::none && !failed;
        m_package.files.push_back({relative, executable, std::move(*content)});
    }

    void takeManifest(const fs::path& path) {
        m_manifest = true;
        const auto text = readWhole(path, 4 * kMaxExtensionBytes);  // it may be indented
        if (!text) {
            wrong(path, "cannot be read, or is larger than " + std::to_string(4 * kMaxExtensionBytes / 1024) + " KiB");
            return;
        }
        auto json = api::parseJson(*text);
        if (!json.ok()) {
            wrong(path, "is not right. " + json.error().message.substr(0, json.error().message.size() - 1));
            return;
        }
        m_package.manifest = std::move(*json);
    }

    fs::path m_folder;
    Package m_package;
    std::vector<api::Problem> m_problems;
    std::size_t m_bytes = 0;
    bool m_manifest = false;
    bool m_enough = false;
};

std::string manifestText(const Package& package) {
    return api::printJson(package.manifest, api::JsonLayout::indented) + "\n";
}

bool synced(const fs::path& path, int flags) {
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool done = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) {
        ::close(fd);
    }
    return done;
}

/// Says what failed; empty: nothing did.
std::string writeFile(const fs::path& path, std::string_view content, bool executable) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    using fs::perms;
    const auto plain = perms::owner_read | perms::owner_write | perms::group_read | perms::others_read;
    const auto program = plain | perms::owner_exec | perms::group_exec | perms::others_exec;
    if (out && !failed) {
        fs::permissions(path, executable ? program : plain, failed);
    }
    return out && !failed && synced(path, O_RDONLY) ? "" : path.string() + " cannot be written";
}

/// Into a folder that is not there yet.
std::string writeTree(const Package& package, const fs::path& folder) {
    std::error_code failed;
    if (!fs::create_directory(folder, failed)) {
        return folder.string() + " cannot be made";
    }
    auto wrong = writeFile(folder / kManifestFile, manifestText(package), false);
    for (auto file = package.files.begin(); file != package.files.end() && wrong.empty(); ++file) {
        wrong = writeFile(folder / fs::path(file->path), file->content, file->executable);
    }
    fs::recursive_directory_iterator at(folder, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        if (std::error_code unknown; at->is_directory(unknown)) {
            synced(at->path(), O_RDONLY | O_DIRECTORY);  // names; what cannot be synced is there all the same
        }
    }
    synced(folder, O_RDONLY | O_DIRECTORY);
    return wrong;
}

bool holds(const fs::path& path, std::string_view content, bool executable) {
    std::error_code failed;
    const auto status = fs::symlink_status(path, failed);
    if (failed || status.type() != fs::file_type::regular ||
        ((status.permissions() & fs::perms::owner_exec) != fs::perms::none) != executable) {
        return false;
    }
    const auto there = readWhole(path, content.size());
    return there && *there == content;
}

/// What Python compiles beside a program that it runs does not count.
std::size_t countFiles(const fs::path& folder) {
    std::size_t count = 0;
    std::error_code failed;
    fs::recursive_directory_iterator at(folder, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        std::error_code unknown;
        if (at->path().filename() == kCompiledFolder) {
            at.disable_recursion_pending();
        } else if (!at->is_directory(unknown)) {
            ++count;
        }
    }
    return failed ? std::size_t{0} : count;
}

/// And nothing else.
bool holdsAll(const fs::path& folder, const Package& package) {
    return countFiles(folder) == package.files.size() + 1 &&
           holds(folder / kManifestFile, manifestText(package), false) &&
           std::all_of(package.files.begin(), package.files.end(), [&](const PackageFile& file) {
               return holds(folder / fs::path(file.path), file.content, file.executable);
           });
}

api::Error unpackFailed(const fs::path& target, const std::string& why) {
    return {api::code::kUnavailable,
            "The extension could not be unpacked to " + target.string() + " (" + why +
                "). Look for room and permissions there and try again.",
            nullptr, true};
}
}  // namespace

bool isUnpackingName(std::string_view name) {
    return name.starts_with('.') && name.ends_with(kUnpackingSuffix);
}

PackageReading packFolder(const fs::path& folder) {
    return FolderReader(folder).read();
}

api::Result<api::Unit> unpack(const Package& package, const fs::path& target) {
    const auto problems = problemsOf(package);
    if (const auto* error = firstError(problems)) {
        return api::Error{api::code::kInvalidDefinition, "This is no sound package: " + error->message,
                          api::toJson(problems), false};
    }
    auto place = target.lexically_normal();
    place = place.has_filename() ? place : place.parent_path();
    if (const auto name = place.filename(); name.empty() || name == "." || name == "..") {
        return api::Error{api::code::kInvalidArgument, "A package is unpacked to a new folder; name one.", nullptr,
                          false};
    }
    std::error_code failed;
    if (fs::symlink_status(place, failed).type() != fs::file_type::not_found) {
        if (holdsAll(place, package)) {
            return api::Unit{};
        }
        return api::Error{
            api::code::kConflict,
            place.string() + " is there already and is something else. Move it away, or unpack elsewhere.", nullptr,
            false};
    }
    const auto parent = place.has_parent_path() ? place.parent_path() : fs::path(".");
    const auto staging = parent / ("." + place.filename().string() + kUnpackingSuffix);
    fs::create_directories(parent, failed);
    fs::remove_all(staging, failed);  // of an unpacking that was interrupted
    auto wrong = writeTree(package, staging);
    if (wrong.empty()) {
        fs::rename(staging, place, failed);
        wrong = failed ? failed.message() : "";
    }
    if (!wrong.empty()) {
        fs::remove_all(staging, failed);
        return unpackFailed(place, wrong);
    }
    synced(parent, O_RDONLY | O_DIRECTORY);
    return api::Unit{};
}

}  // namespace beamline::routing
