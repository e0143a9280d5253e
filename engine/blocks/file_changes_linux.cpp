// SPDX-License-Identifier: Apache-2.0
// FileAccess: files begun, moved and removed, folders made.
#include <dirent.h>
#include <fcntl.h>

#include <algorithm>

#include "engine/blocks/open_beneath.h"

namespace beamline::blocks {

struct FileWriter::State {
    Place place;
    Fd directory;
    Fd file;
    std::string name;
    std::string part;
    std::int64_t left = 0;
    std::int64_t maxBytes = 0;

    ~State() {
        if (!part.empty()) {
            ::unlinkat(directory.get(), part.c_str(), 0);
        }
    }
};

FileWriter::FileWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
FileWriter::FileWriter(FileWriter&&) noexcept = default;
FileWriter::~FileWriter() = default;

api::Result<api::Unit> FileWriter::write(std::string_view bytes, const Stop& stop) {
    m_state->left -= static_cast<std::int64_t>(bytes.size());
    if (m_state->left < 0) {
        return fault("runtime", 413,
                     m_state->place.shown + " would become larger than the " + std::to_string(m_state->maxBytes) +
                         " bytes a file may have; write less, or have the limit raised.");
    }
    return writeAll(m_state->file.get(), m_state->place.shown, bytes, stop);
}

api::Result<FileStatus> FileWriter::commit(bool overwrite) {
    struct stat now {};
    const int directory = m_state->directory.get();
    if (::fsync(m_state->file.get()) != 0 || ::fstat(m_state->file.get(), &now) != 0 ||
        renameInto(directory, m_state->part, directory, m_state->name, overwrite) != 0) {
        return ioFault(errno, "Writing", m_state->place.shown);
    }
    m_state->part.clear();
    if (::fsync(directory) != 0) {
        return ioFault(errno, "Writing", m_state->place.shown);
    }
    return toStatus(now);
}

api::Result<FileWriter> FileAccess::create(const Place& place, const CreateOptions& options) const {
    const auto parts = splitPlace(place);
    if (!parts.ok()) {
        return parts.error();
    }
    auto directory = openDirectory(place, parts->first, options.createDirectories, m_resolution);
    if (!directory.ok()) {
        return directory.error();
    }
    struct stat old {};
    const bool exists = ::fstatat(directory->get(), parts->second.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        return notAFile(old, place.shown);
    }
    auto state = std::make_unique<FileWriter::State>();
    auto part = partName();
    state->file =
        Fd(::openat(directory->get(), part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!state->file) {
        return ioFault(errno, "Writing", place.shown);
    }
    if (exists) {
        ::fchmod(state->file.get(), old.st_mode & 0777);
    }
    state->place = place;
    state->directory = std::move(*directory);
    state->name = parts->second;
    state->part = std::move(part);
    state->left = state->maxBytes = options.maxBytes;
    return FileWriter(std::move(state));
}

api::Result<FileStatus> FileAccess::status(const Place& place) const {
    struct stat status {};
    if (place.relative == ".") {
        const Fd root = openRoot(place.root);
        return root && ::fstat(root.get(), &status) == 0 ? api::Result<FileStatus>(toStatus(status))
                                                         : ioFault(errno, "Looking at", place.shown);
    }
    const auto parts = splitPlace(place);
    const auto directory = openDirectory(place, parts->first, false, m_resolution);
    if (!directory.ok()) {
        return directory.error();
    }
    if (::fstatat(directory->get(), parts->second.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return ioFault(errno, "Looking at", place.shown);
    }
    return toStatus(status);
}

api::Result<api::Unit> FileAccess::makeDirectory(const Place& place) const {
    const auto directory = openDirectory(place, place.relative, true, m_resolution);
    return directory.ok() ? api::Result<api::Unit>(api::Unit{}) : directory.error();
}

api::Result<bool> FileAccess::move(const Place& from, const Place& to, bool overwrite, bool createDirectories) const {
    const auto source = splitPlace(from);
    const auto target = splitPlace(to);
    if (!source.ok() || !target.ok()) {
        return fault("validation", 400, "The folder that is a file root can be neither moved nor replaced.");
    }
    const auto out = openDirectory(from, source->first, false, m_resolution);
    if (!out.ok()) {
        return out.error();
    }
    struct stat moved {};
    struct stat there {};
    if (::fstatat(out->get(), source->second.c_str(), &moved, AT_SYMLINK_NOFOLLOW) != 0) {
        return ioFault(errno, "Moving", from.shown);
    }
    if (!S_ISREG(moved.st_mode) && !S_ISDIR(moved.st_mode)) {
        return notAFile(moved, from.shown);
    }
    const auto into = openDirectory(to, target->first, createDirectories, m_resolution);
    if (!into.ok()) {
        return into.error();
    }
    if (::fstatat(into->get(), target->second.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0) {
        if (!overwrite) {
            return ioFault(EEXIST, "Moving " + from.shown + " to", to.shown);
        }
        if (!S_ISREG(moved.st_mode) || !S_ISREG(there.st_mode)) {
            return fault("validation", 409, to.shown + " exists, and only a file can replace a file; remove it first.");
        }
    }
    if (renameInto(out->get(), source->second, into->get(), target->second, overwrite) != 0) {
        if (errno == EXDEV) {
            return false;
        }
        if (errno == EINVAL) {
            return fault("validation", 400, from.shown + " cannot be moved into itself.");
        }
        return ioFault(errno, "Moving " + from.shown + " to", to.shown);
    }
    if (::fsync(into->get()) != 0 || ::fsync(out->get()) != 0) {
        return ioFault(errno, "Moving", from.shown);
    }
    return true;
}

namespace {
/// Goes through a tree by open folders, once to count and once to remove, so that too large a tree stays whole.
class Remover {
public:
    Remover(const Place& place, const Stop& stop) : m_place(place), m_stop(stop) {}

    api::Result<api::Unit> walk(Fd directory, const std::string& shown, std::size_t depth, bool remove) {
        if (depth > kMaxPathDepth) {
            return fault("runtime", 413,
                         "The folders in " + m_place.shown + " are nested deeper than " +
                             std::to_string(kMaxPathDepth) + "; remove " + shown + " by itself.");
        }
        const int fd = directory.get();
        const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(fd), ::closedir);
        if (!stream) {
            return ioFault(errno, "Removing", shown);
        }
        directory.release();
        std::vector<std::string> names;  // a folder that is changed must not be read meanwhile
        while (const auto* item = ::readdir(stream.get())) {
            const std::string name = item->d_name;
            if (name == "." || name == "..") {
                continue;
            }
            names.push_back(name);
            if (++m_counted > kMaxTreeEntries && !remove) {
                return fault("runtime", 413,
                             m_place.shown + " has more than " + std::to_string(kMaxTreeEntries) +
                                 " entries; nothing was removed. Remove its folders one by one.");
            }
        }
        for (const auto& name : names) {
            if (auto done = visit(fd, name, shown + "/" + name, depth, remove); !done.ok()) {
                return done;
            }
        }
        return api::Unit{};
    }

    std::int64_t removed = 0;

private:
    api::Result<api::Unit> visit(int directory, const std::string& name, const std::string& shown, std::size_t depth,
                                 bool remove) {
        if (m_stop.requested()) {
            return m_stop.error("Removing " + m_place.shown);
        }
        struct stat status {};
        if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            return errno == ENOENT ? api::Result<api::Unit>(api::Unit{}) : ioFault(errno, "Removing", shown);
        }
        const bool folder = S_ISDIR(status.st_mode);
        if (folder) {
            Fd next = stepDown(directory, name, O_RDONLY);
            if (!next) {
                return ioFault(errno, "Removing", shown);
            }
            if (auto done = walk(std::move(next), shown, depth + 1, remove); !done.ok()) {
                return done;
            }
        }
        if (!remove) {
            return api::Unit{};
        }
        if (::unlinkat(directory, name.c_str(), folder ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT) {
            return ioFault(errno, "Removing", shown);
        }
        ++removed;
        return api::Unit{};
    }

    const Place& m_place;
    const Stop& m_stop;
    std::size_t m_counted = 0;
};
}  // namespace

api::Result<std::int64_t> FileAccess::remove(const Place& place, bool recursive, const Stop& stop) const {
    const auto parts = splitPlace(place);
    if (!parts.ok()) {
        return fault("validation", 400, "The folder that is a file root cannot be removed; remove what is in it.");
    }
    const auto directory = openDirectory(place, parts->first, false, m_resolution);
    if (!directory.ok()) {
        return directory.error();
    }
    struct stat status {};
    if (::fstatat(directory->get(), parts->second.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return ioFault(errno, "Removing", place.shown);
    }
    const bool folder = S_ISDIR(status.st_mode);
    if (folder && !recursive) {
        return fault("validation", 400,
                     place.shown + " is a folder; set recursive: true to remove it with all that is in it.");
    }
    Remover remover(place, stop);
    for (const bool remove : {false, true}) {
        Fd inside = folder ? stepDown(directory->get(), parts->second, O_RDONLY) : Fd();
        if (folder && !inside) {
            return ioFault(errno, "Removing", place.shown);
        }
        auto done = folder ? remover.walk(std::move(inside), place.shown, 1, remove) : api::Unit{};
        if (!done.ok()) {
            return done.error();
        }
    }
    if (::unlinkat(directory->get(), parts->second.c_str(), folder ? AT_REMOVEDIR : 0) != 0) {
        return ioFault(errno, "Removing", place.shown);
    }
    ::fsync(directory->get());
    return remover.removed + 1;
}

}  // namespace beamline::blocks
