// SPDX-License-Identifier: Apache-2.0
#pragma once
// A SQLite VFS over the default one that counts writes and syncs, fails at the one it is told to, and knows what a
// power cut at that moment would leave on the disk. One at a time; any thread.

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace beamline::store::test {

class FaultVfs {
public:
    enum class Fault { None, PowerCut, DiskFull, SyncError, ReadOnly };
    /// What of the writes since the last sync has reached the disk when the power goes.
    enum class Unsynced { Dropped, Kept, Torn };

    static constexpr const char* kName = "beamline-fault";

    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    /// `fault` happens at the k-th operation from now (from 1) and stays: operations are writes and syncs for PowerCut,
    /// syncs for SyncError, else writes.
    void arm(Fault fault, int k);
    void disarm();
    bool happened() const;
    /// Operations that `fault` counts, since arm().
    int counted() const;
    /// Writes the files as a power cut leaves them into `directory`, by the names they have.
    void writeImage(const std::filesystem::path& directory, Unsynced unsynced, unsigned seed) const;

    // ---- for the VFS ----
    struct Write {
        std::int64_t offset = 0;
        std::string bytes;
        bool truncates = false;  ///< to `offset`
    };
    struct Image {
        std::string durable;
        std::vector<Write> unsynced;
    };
    /// SQLite code of a write or sync of this file; SQLITE_OK lets it through and remembers it.
    int onWrite(const std::string& file, Write write);
    int onSync(const std::string& file);
    void onOpen(const std::string& file);
    void onDelete(const std::string& file);
    int lastErrno() const { return m_errno; }

private:
    int check(bool sync);

    mutable std::mutex m_mutex;
    std::map<std::string, Image> m_files;
    Fault m_fault = Fault::None;
    int m_at = 0;
    int m_counted = 0;
    int m_errno = 0;
    bool m_happened = false;
};

}  // namespace beamline::store::test
