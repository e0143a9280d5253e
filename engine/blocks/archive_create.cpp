// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <optional>

#include "engine/blocks/archive_handles.h"

namespace beamline::blocks {

namespace {
/// What libarchive's callbacks need, and why one of them stopped the work.
struct Output {
    FileWriter& file;
    const Stop& stop;
    std::optional<api::Error> error;
};

la_ssize_t onWrite(archive* a, void* given, const void* bytes, std::size_t size) {
    auto& output = *static_cast<Output*>(given);
    if (auto done = output.file.write({static_cast<const char*>(bytes), size}, output.stop); !done.ok()) {
        output.error = done.error();
        archive_set_error(a, EIO, "stopped");
        return -1;
    }
    return static_cast<la_ssize_t>(size);
}

class Creator {
public:
    Creator(const FileAccess& files, const Place& target, const ArchiveLimits& limits, Output& output)
        : m_files(files),
          m_target(target),
          m_limits(limits),
          m_output(output),
          m_archive(archive_write_new(), archive_write_free) {}

    api::Result<api::Unit> open(const std::string& format) {
        auto* a = m_archive.get();
        int code = format == "zip" ? archive_write_set_format_zip(a) : archive_write_set_format_pax_restricted(a);
        if (code == ARCHIVE_OK && format != "zip" && format != "tar") {
            code = format == "tar.gz"   ? archive_write_add_filter_gzip(a)
                   : format == "tar.xz" ? archive_write_add_filter_xz(a)
                                        : archive_write_add_filter_zstd(a);
        }
        archive_write_set_bytes_in_last_block(a, 1);
        if (code != ARCHIVE_OK || archive_write_open(a, &m_output, nullptr, onWrite, nullptr) != ARCHIVE_OK) {
            return failure();
        }
        return api::Unit{};
    }

    api::Result<api::Unit> add(const ArchiveSource& source) {
        const auto status = m_files.status(source.place);
        if (!status.ok()) {
            return status.error();
        }
        if (status->type != FileType::directory) {
            return entry(source.place, source.name, *status);
        }
        if (auto done = entry(source.place, source.name, *status); !done.ok()) {
            return done;
        }
        const auto entries = m_files.list(source.place, {{}, true, false}, m_output.stop);
        if (!entries.ok()) {
            return entries.error();
        }
        for (const auto& item : *entries) {
            const auto name = source.name.empty() ? item.path : source.name + "/" + item.path;
            if (auto done = entry(placeIn(source.place, item.path), name, item.status); !done.ok()) {
                return done;
            }
        }
        return api::Unit{};
    }

    api::Result<api::Unit> close() {
        return archive_write_close(m_archive.get()) == ARCHIVE_OK ? api::Result<api::Unit>(api::Unit{}) : failure();
    }

private:
    api::Error failure() {
        return m_output.error ? *m_output.error : archiveFault(m_archive.get(), "Writing", m_target.shown);
    }

    api::Result<api::Unit> entry(const Place& place, const std::string& name, const FileStatus& status) {
        const bool directory = status.type == FileType::directory;
        if (name.empty() || (place.root == m_target.root && place.relative == m_target.relative)) {
            return api::Unit{};  // the folder itself; the archive that is being replaced
        }
        if (!directory && status.type != FileType::file) {
            return fault("validation", 422,
                         place.shown +
                             " is a link, a pipe, a socket or a device, which is not packed; remove it, or "
                             "name the files beside it one by one.");
        }
        if (++m_count > kMaxArchiveEntries) {
            return fault("runtime", 413, "An archive has at most " + std::to_string(kMaxArchiveEntries) + " entries.");
        }
        const EntryPtr item(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname_utf8(item.get(), (directory ? name + "/" : name).c_str());
        archive_entry_set_filetype(item.get(), directory ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(item.get(), directory ? 0755 : 0644);
        archive_entry_set_mtime(item.get(), static_cast<time_t>(status.modified / 1000), 0);
        archive_entry_set_size(item.get(), status.size);
        if (archive_write_header(m_archive.get(), item.get()) != ARCHIVE_OK) {
            return failure();
        }
        return directory ? api::Result<api::Unit>(api::Unit{}) : content(place, status.size);
    }

    api::Result<api::Unit> content(const Place& place, std::int64_t size) {
        m_bytes += size;
        if (m_bytes > m_limits.maxBytes) {
            return fault("runtime", 413,
                         "The files have more than the " + std::to_string(m_limits.maxBytes) +
                             " bytes that are packed; make several archives.");
        }
        std::int64_t written = 0;
        const auto read = m_files.stream(
            place, m_limits.maxFileBytes, m_output.stop, [&](std::string_view bytes) -> api::Result<api::Unit> {
                written += static_cast<std::int64_t>(bytes.size());
                const bool fits = written <= size;
                return fits && archive_write_data(m_archive.get(), bytes.data(), bytes.size()) ==
                                   static_cast<la_ssize_t>(bytes.size())
                           ? api::Result<api::Unit>(api::Unit{})
                       : fits ? failure()
                              : changed(place);
            });
        if (!read.ok()) {
            return read.error();
        }
        return written == size ? api::Result<api::Unit>(api::Unit{}) : changed(place);
    }

    static api::Error changed(const Place& place) {
        return fault("runtime", 409, place.shown + " was changed while it was packed; try again.");
    }

    const FileAccess& m_files;
    const Place& m_target;
    const ArchiveLimits& m_limits;
    Output& m_output;
    WriteArchive m_archive;
    std::size_t m_count = 0;
    std::int64_t m_bytes = 0;
};
}  // namespace

api::Result<FileStatus> createArchive(const FileAccess& files, const Place& archive, const std::string& format,
                                      const std::vector<ArchiveSource>& sources, bool overwrite,
                                      const ArchiveLimits& limits, const Stop& stop) {
    const Utf8Locale locale;
    auto file = files.create(archive, {false, limits.maxFileBytes});
    if (!file.ok()) {
        return file.error();
    }
    Output output{*file, stop, {}};
    Creator creator(files, archive, limits, output);
    auto done = creator.open(format);
    for (std::size_t i = 0; done.ok() && i < sources.size(); ++i) {
        done = creator.add(sources[i]);
    }
    if (done.ok()) {
        done = creator.close();
    }
    return done.ok() ? file->commit(overwrite) : done.error();
}

}  // namespace beamline::blocks
