// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/archive_file.h"

#include <algorithm>

#include "engine/blocks/archive_handles.h"
#include "engine/blocks/file_tree.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kBlockBytes = 64 * 1024;

FileType typeOf(archive_entry* entry) {
    if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK) {
        return FileType::link;
    }
    return archive_entry_filetype(entry) == AE_IFREG   ? FileType::file
           : archive_entry_filetype(entry) == AE_IFDIR ? FileType::directory
                                                       : FileType::other;
}

/// Goes through an archive and counts what it gives.
class Reader {
public:
    Reader(const FileAccess& files, const Place& place, const ArchiveLimits& limits, const Stop& stop)
        : m_files(files),
          m_place(place),
          m_limits(limits),
          m_stop(stop),
          m_archive(archive_read_new(), archive_read_free) {}

    api::Result<api::Unit> open() {
        auto file = m_files.open(m_place);
        if (!file.ok()) {
            return file.error();
        }
        m_packed = file->status().size;
        m_file = std::make_unique<OpenedFile>(std::move(*file));
        auto* a = m_archive.get();
        archive_read_support_format_zip(a);
        archive_read_support_format_tar(a);
        archive_read_support_filter_gzip(a);
        archive_read_support_filter_xz(a);
        archive_read_support_filter_zstd(a);
        return archive_read_open_fd(a, m_file->descriptor(), kBlockBytes) == ARCHIVE_OK
                   ? api::Result<api::Unit>(api::Unit{})
                   : archiveFault(a, "Opening", m_place.shown);
    }

    /// The next entry; false at the end.
    api::Result<bool> next(ArchiveEntry& entry) {
        if (m_stop.requested()) {
            return m_stop.error("Reading " + m_place.shown);
        }
        const int code = archive_read_next_header(m_archive.get(), &m_entry);
        if (code == ARCHIVE_EOF) {
            return false;
        }
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
            return archiveFault(m_archive.get(), "Reading", m_place.shown);
        }
        if (++m_count > kMaxArchiveEntries) {
            return fault("runtime", 413,
                         m_place.shown + " has more than " + std::to_string(kMaxArchiveEntries) +
                             " entries; unpack it elsewhere, or split it.");
        }
        if (archive_entry_is_encrypted(m_entry) != 0) {
            return fault("validation", 422, m_place.shown + " is encrypted, which is not supported.");
        }
        const char* utf8 = archive_entry_pathname_utf8(m_entry);
        const char* name = utf8 ? utf8 : archive_entry_pathname(m_entry);
        auto path = archiveEntryName(name ? name : "");
        if (!path.ok()) {
            return fault("validation", 422, m_place.shown + " is refused: " + path.error().message);
        }
        entry.path = std::move(*path);
        entry.status.type = typeOf(m_entry);
        entry.status.size = entry.status.type == FileType::file && archive_entry_size_is_set(m_entry) != 0
                                ? archive_entry_size(m_entry)
                                : 0;
        entry.status.modified = static_cast<api::Timestamp>(archive_entry_mtime(m_entry)) * 1000;
        if (entry.status.size > m_limits.maxBytes) {
            return tooLarge();
        }
        return true;
    }

    /// The content of the entry; without a sink it is only counted.
    api::Result<std::int64_t> content(const FileAccess::Sink& sink) {
        std::string buffer(kBlockBytes, '\0');
        for (std::int64_t size = 0;;) {
            if (m_stop.requested()) {
                return m_stop.error("Reading " + m_place.shown);
            }
            const auto got = archive_read_data(m_archive.get(), buffer.data(), buffer.size());
            if (got < 0) {
                return archiveFault(m_archive.get(), "Reading", m_place.shown);
            }
            if (got == 0) {
                return size;
            }
            size += got;
            m_unpacked += got;
            const bool bomb = m_unpacked > kArchiveRatioFloor && m_unpacked / kMaxArchiveRatio > m_packed;
            if (m_unpacked > m_limits.maxBytes || bomb) {
                return tooLarge();
            }
            if (auto taken =
                    sink ? sink(std::string_view(buffer).substr(0, static_cast<std::size_t>(got))) : api::Unit{};
                !taken.ok()) {
                return taken.error();
            }
        }
    }

    bool isZip() const { return archive_format(m_archive.get()) == ARCHIVE_FORMAT_ZIP; }
    std::string format() const {
        if (isZip()) {
            return "zip";
        }
        switch (archive_filter_code(m_archive.get(), 0)) {
            case ARCHIVE_FILTER_GZIP:
                return "tar.gz";
            case ARCHIVE_FILTER_XZ:
                return "tar.xz";
            case ARCHIVE_FILTER_ZSTD:
                return "tar.zst";
            default:
                return "tar";
        }
    }

private:
    api::Error tooLarge() const {
        return fault("runtime", 413,
                     m_place.shown + " holds more than the " + std::to_string(m_limits.maxBytes) +
                         " bytes that are unpacked, or more than " + std::to_string(kMaxArchiveRatio) +
                         " times its own size; unpack it elsewhere.");
    }

    const FileAccess& m_files;
    const Place& m_place;
    const ArchiveLimits& m_limits;
    const Stop& m_stop;
    std::unique_ptr<OpenedFile> m_file;  // outlives the archive that reads it
    ReadArchive m_archive;
    archive_entry* m_entry = nullptr;
    std::size_t m_count = 0;
    std::int64_t m_packed = 0;
    std::int64_t m_unpacked = 0;
};

/// Everything into a folder that nobody else knows yet.
api::Result<Extraction> unpack(const FileAccess& files, Reader& reader, const Place& into, const ArchiveLimits& limits,
                               const Stop& stop) {
    Extraction result;
    ArchiveEntry entry;
    if (auto made = files.makeDirectory(into); !made.ok()) {
        return made.error();
    }
    for (;;) {
        const auto more = reader.next(entry);
        if (!more.ok()) {
            return more.error();
        }
        if (!*more) {
            return result;
        }
        if (entry.path.empty()) {
            continue;  // "./", which is the target
        }
        const auto place = placeIn(into, entry.path);
        if (entry.status.type == FileType::directory) {
            if (auto made = files.makeDirectory(place); !made.ok()) {
                return made.error();
            }
            continue;
        }
        if (entry.status.type != FileType::file) {
            result.skipped.push_back(entry.path);
            continue;
        }
        auto file = files.create(place, {true, limits.maxFileBytes});
        if (!file.ok()) {
            return file.error();
        }
        const auto size = reader.content([&](std::string_view bytes) { return file->write(bytes, stop); });
        if (!size.ok()) {
            return size.error();
        }
        if (auto done = file->commit(false); !done.ok()) {
            return fault("validation", 422,
                         "The archive has " + entry.path + " twice, or it cannot be written: " + done.error().message);
        }
        ++result.files;
        result.bytes += *size;
    }
}

/// From the folder where it was unpacked into one that exists.
api::Result<api::Unit> moveInto(const FileAccess& files, const Place& from, const Place& to, bool overwrite,
                                const Stop& stop) {
    const auto entries = files.list(from, {{}, true, false}, stop);
    if (!entries.ok()) {
        return entries.error();
    }
    for (const auto& entry : *entries) {
        const auto there = files.status(placeIn(to, entry.path));
        if (!there.ok()) {
            if (there.error().detail != api::Json(404)) {
                return there.error();
            }
            continue;
        }
        const bool file = entry.status.type == FileType::file;
        if (file ? !overwrite || there->type != FileType::file : there->type != FileType::directory) {
            return fault("validation", 409,
                         placeIn(to, entry.path).shown + " exists already; nothing was unpacked. Choose another " +
                             "folder, or set overwrite: true, by which a file replaces a file.");
        }
    }
    for (const auto& entry : *entries) {
        if (stop.requested()) {
            return stop.error("Unpacking into " + to.shown);
        }
        const auto target = placeIn(to, entry.path);
        if (entry.status.type == FileType::directory) {
            if (auto made = files.makeDirectory(target); !made.ok()) {
                return made.error();
            }
            continue;
        }
        if (auto moved = files.move(placeIn(from, entry.path), target, overwrite, false); !moved.ok()) {
            return moved.error();
        }
    }
    return api::Unit{};
}
}  // namespace

api::Result<std::string> archiveEntryName(std::string_view name) {
    if (name.empty() || name.size() > kMaxArchiveNameBytes || !isUtf8(name) || name.find('\0') != name.npos) {
        return fault("validation", 422,
                     "an entry has a name that is empty, longer than " + std::to_string(kMaxArchiveNameBytes) +
                         " bytes or not UTF-8.");
    }
    std::string result;
    std::size_t depth = 0;
    bool outside = name.front() == '/' || name.find('\\') != name.npos;
    for (const auto& part : std::filesystem::path(name)) {
        const auto step = part.string();
        outside = outside || step == ".." || step.starts_with(kPartPrefix);
        if (step.empty() || step == ".") {
            continue;
        }
        result += (result.empty() ? "" : "/") + step;
        outside = outside || ++depth > kMaxPathDepth;
    }
    if (outside) {
        return fault("validation", 422,
                     "the entry " + std::string(name) + " leads outside of the folder that it is unpacked into.");
    }
    return result;
}

std::string archiveFormatOf(std::string_view name) {
    for (const auto& [end, format] :
         {std::pair(".zip", "zip"), std::pair(".tar", "tar"), std::pair(".tar.gz", "tar.gz"),
          std::pair(".tgz", "tar.gz"), std::pair(".tar.xz", "tar.xz"), std::pair(".txz", "tar.xz"),
          std::pair(".tar.zst", "tar.zst")}) {
        if (name.ends_with(end)) {
            return format;
        }
    }
    return {};
}

api::Result<ArchiveContent> listArchive(const FileAccess& files, const Place& archive, const ArchiveLimits& limits,
                                        const Stop& stop) {
    const Utf8Locale locale;
    Reader reader(files, archive, limits, stop);
    if (auto opened = reader.open(); !opened.ok()) {
        return opened.error();
    }
    ArchiveContent content;
    ArchiveEntry entry;
    for (;;) {
        const auto more = reader.next(entry);
        if (!more.ok()) {
            return more.error();
        }
        if (!*more) {
            break;
        }
        if (!reader.isZip()) {  // the way to the next entry leads through this one's content
            if (auto read = reader.content({}); !read.ok()) {
                return read.error();
            }
        }
        if (!entry.path.empty()) {
            content.entries.push_back(entry);
        }
    }
    content.format = reader.format();
    return content;
}

api::Result<Extraction> extractArchive(const FileAccess& files, const Place& archive, const Place& to, bool overwrite,
                                       const ArchiveLimits& limits, const Stop& stop) {
    const Utf8Locale locale;
    Reader reader(files, archive, limits, stop);
    if (auto opened = reader.open(); !opened.ok()) {
        return opened.error();
    }
    const auto there = files.status(to);
    if (!there.ok() && there.error().detail != api::Json(404)) {
        return there.error();
    }
    if (there.ok() && there->type != FileType::directory) {
        return fault("validation", 409, to.shown + " exists and is no folder; choose another name.");
    }
    const auto part = placeBeside(to);
    auto result = unpack(files, reader, part, limits, stop);
    if (result.ok() && !there.ok()) {
        const auto moved = files.move(part, to, false, false);
        if (moved.ok()) {
            return result;
        }
        result = moved.error();
    } else if (result.ok()) {
        if (auto moved = moveInto(files, part, to, overwrite, stop); !moved.ok()) {
            result = moved.error();
        }
    }
    (void)files.remove(part, true, Stop({}, {}));  // also when the invocation has to end
    return result;
}

}  // namespace beamline::blocks
