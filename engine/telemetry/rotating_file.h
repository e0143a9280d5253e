// SPDX-License-Identifier: Apache-2.0
#pragma once
// A file of lines that begins anew when it is full or old, and forgets its oldest parts. One thread at a time.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/values.h"

namespace beamline::telemetry {

inline constexpr std::int64_t kMaxOpenFileMs = 24LL * 3600 * 1000;  ///< then the next line begins a new file

struct RotationOptions {
    std::filesystem::path file;
    std::int64_t maxBytes = 10 * 1024 * 1024;  ///< of one file; a single line may be longer
    int maxFiles = 10;                         ///< with the one that is being written
    int maxAgeDays = 30;                       ///< of closed files
    bool durable = false;                      ///< sync() speaks for closed files and their names in the folder, too
};

/// Closed files are named after the time when they were closed: NAME-20260131T080000.123Z.jsonl. What a crash or a full
/// disk left of a line is taken away before the next one.
class RotatingFile {
public:
    explicit RotatingFile(RotationOptions options) : m_options(std::move(options)) {}
    ~RotatingFile() { close(); }
    RotatingFile(const RotatingFile&) = delete;
    RotatingFile& operator=(const RotatingFile&) = delete;

    /// Appends text that ends a line, whole or not at all. Why not stands in errno; the next call opens the file anew.
    bool append(std::string_view text);
    /// All that was appended since the last call is on stable storage. Why not stands in errno.
    bool sync();
    /// Of the newest file that has one, without its end; empty: there is none.
    std::string lastLine();
    const RotationOptions& options() const { return m_options; }

private:
    bool open();
    bool mend();
    bool rotate();
    bool syncFolder() const;
    void forget(api::Timestamp now);
    std::vector<std::filesystem::path> closed() const;
    void close();

    const RotationOptions m_options;
    int m_fd = -1;
    int m_unsynced = 0;  ///< why a file that was closed since the last sync() may not be on stable storage
    std::int64_t m_size = 0;
    api::Timestamp m_begun = 0;
};

/// All of it, however often the kernel takes a part. Why not stands in errno.
bool writeAll(int fd, std::string_view text);

/// UTC to the millisecond; texts of one form are in the order of their times.
std::string utcTime(api::Timestamp at, const char* format = "%Y-%m-%dT%H:%M:%S");

}  // namespace beamline::telemetry
