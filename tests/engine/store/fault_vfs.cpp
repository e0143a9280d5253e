// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/store/fault_vfs.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <random>

namespace beamline::store::test {

namespace {

constexpr std::size_t kSector = 512;

FaultVfs* current = nullptr;
sqlite3_vfs vfs;

struct File {
    sqlite3_file base;
    std::string* name;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* fileOf(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}
sqlite3_vfs* realVfs() {
    return static_cast<sqlite3_vfs*>(vfs.pAppData);
}
template <class Call>
int pass(sqlite3_file* file, Call call) {
    auto* real = fileOf(file)->real();
    return call(real->pMethods, real);
}

void apply(std::string& bytes, const FaultVfs::Write& write, std::size_t from, std::size_t to) {
    const auto offset = static_cast<std::size_t>(write.offset);
    if (write.truncates) {
        bytes.resize(offset);
        return;
    }
    if (bytes.size() < offset + to) {
        bytes.resize(offset + to);
    }
    bytes.replace(offset + from, to - from, write.bytes, from, to - from);
}

int ioClose(sqlite3_file* file) {
    const int code = pass(file, [](auto* m, auto* f) { return m->xClose(f); });
    delete fileOf(file)->name;
    return code;
}
int ioRead(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
    return pass(file, [=](auto* m, auto* f) { return m->xRead(f, data, size, offset); });
}
int ioWrite(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    const auto bytes = std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
    if (const int code = current->onWrite(*fileOf(file)->name, {offset, bytes, false})) {
        return code;
    }
    return pass(file, [=](auto* m, auto* f) { return m->xWrite(f, data, size, offset); });
}
int ioTruncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = current->onWrite(*fileOf(file)->name, {size, {}, true})) {
        return code;
    }
    return pass(file, [=](auto* m, auto* f) { return m->xTruncate(f, size); });
}
int ioSync(sqlite3_file* file, int) {
    return current->onSync(*fileOf(file)->name);  // the image plays the disk: no need to wait for the real one
}
int ioSize(sqlite3_file* file, sqlite3_int64* size) {
    return pass(file, [=](auto* m, auto* f) { return m->xFileSize(f, size); });
}
int ioLock(sqlite3_file* file, int lock) {
    return pass(file, [=](auto* m, auto* f) { return m->xLock(f, lock); });
}
int ioUnlock(sqlite3_file* file, int lock) {
    return pass(file, [=](auto* m, auto* f) { return m->xUnlock(f, lock); });
}
int ioReserved(sqlite3_file* file, int* result) {
    return pass(file, [=](auto* m, auto* f) { return m->xCheckReservedLock(f, result); });
}
int ioControl(sqlite3_file* file, int operation, void* argument) {
    return pass(file, [=](auto* m, auto* f) { return m->xFileControl(f, operation, argument); });
}
int ioSector(sqlite3_file* file) {
    return pass(file, [](auto* m, auto* f) { return m->xSectorSize(f); });
}
int ioDevice(sqlite3_file* file) {
    return pass(file, [](auto* m, auto* f) { return m->xDeviceCharacteristics(f); });
}
int ioShmMap(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return pass(file, [=](auto* m, auto* f) { return m->xShmMap(f, page, size, extend, memory); });
}
int ioShmLock(sqlite3_file* file, int offset, int n, int flags) {
    return pass(file, [=](auto* m, auto* f) { return m->xShmLock(f, offset, n, flags); });
}
void ioShmBarrier(sqlite3_file* file) {
    fileOf(file)->real()->pMethods->xShmBarrier(fileOf(file)->real());
}
int ioShmUnmap(sqlite3_file* file, int remove) {
    return pass(file, [=](auto* m, auto* f) { return m->xShmUnmap(f, remove); });
}

const sqlite3_io_methods kMethods = {2,         ioClose,      ioRead,     ioWrite,   ioTruncate, ioSync,   ioSize,
                                     ioLock,    ioUnlock,     ioReserved, ioControl, ioSector,   ioDevice, ioShmMap,
                                     ioShmLock, ioShmBarrier, ioShmUnmap, nullptr,   nullptr};

int vfsOpen(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags) {
    auto* ours = fileOf(file);
    ours->base.pMethods = nullptr;
    const int code = realVfs()->xOpen(realVfs(), name, ours->real(), flags, outFlags);
    if (ours->real()->pMethods) {
        ours->name = new std::string(name ? name : "");
        ours->base.pMethods = &kMethods;
        if (code == SQLITE_OK) {
            current->onOpen(*ours->name);
        }
    }
    return code;
}
int vfsDelete(sqlite3_vfs*, const char* name, int sync) {
    if (current->happened()) {
        return SQLITE_IOERR_DELETE;
    }
    current->onDelete(name);
    return realVfs()->xDelete(realVfs(), name, sync);
}
int vfsLastError(sqlite3_vfs*, int, char*) {
    return current->lastErrno();
}

}  // namespace

FaultVfs::FaultVfs() {
    current = this;
    auto* real = sqlite3_vfs_find(nullptr);
    vfs = *real;
    vfs.zName = kName;
    vfs.pNext = nullptr;
    vfs.pAppData = real;
    vfs.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
    vfs.xOpen = vfsOpen;
    vfs.xDelete = vfsDelete;
    vfs.xGetLastError = vfsLastError;
    sqlite3_vfs_register(&vfs, 0);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&vfs);
    current = nullptr;
}

void FaultVfs::arm(Fault fault, int k) {
    const std::lock_guard lock(m_mutex);
    m_fault = fault;
    m_at = k;
    m_counted = 0;
    m_happened = false;
    m_errno = 0;
}

void FaultVfs::disarm() {
    arm(Fault::None, 0);
}

bool FaultVfs::happened() const {
    const std::lock_guard lock(m_mutex);
    return m_happened;
}

int FaultVfs::counted() const {
    const std::lock_guard lock(m_mutex);
    return m_counted;
}

int FaultVfs::check(bool sync) {
    const bool counts = m_fault == Fault::PowerCut || (m_fault == Fault::SyncError) == sync;
    if (m_fault == Fault::None || !counts || (++m_counted < m_at)) {
        return SQLITE_OK;
    }
    m_happened = true;
    switch (m_fault) {
        case Fault::DiskFull:
            m_errno = ENOSPC;
            return SQLITE_FULL;
        case Fault::ReadOnly:
            m_errno = EROFS;
            return SQLITE_IOERR_WRITE;
        default:
            m_errno = EIO;
            return sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
    }
}

int FaultVfs::onWrite(const std::string& file, Write write) {
    const std::lock_guard lock(m_mutex);
    const bool before = m_happened;
    const int code = check(false);
    if (code == SQLITE_OK || (m_fault == Fault::PowerCut && !before)) {  // the power may go in the middle of a write
        m_files[file].unsynced.push_back(std::move(write));
    }
    return code;
}

int FaultVfs::onSync(const std::string& file) {
    const std::lock_guard lock(m_mutex);
    if (const int code = check(true)) {
        return code;
    }
    auto& image = m_files[file];
    for (const auto& write : image.unsynced) {
        apply(image.durable, write, 0, write.bytes.size());
    }
    image.unsynced.clear();
    return SQLITE_OK;
}

void FaultVfs::onOpen(const std::string& file) {
    const std::lock_guard lock(m_mutex);
    m_files.try_emplace(file);
}

void FaultVfs::onDelete(const std::string& file) {
    const std::lock_guard lock(m_mutex);
    m_files.erase(file);
}

void FaultVfs::writeImage(const std::filesystem::path& directory, Unsynced unsynced, unsigned seed) const {
    const std::lock_guard lock(m_mutex);
    std::mt19937 random(seed);
    for (const auto& [name, image] : m_files) {
        auto bytes = image.durable;
        for (const auto& write : image.unsynced) {
            if (unsynced == Unsynced::Kept || (write.truncates && unsynced == Unsynced::Torn && random() % 2)) {
                apply(bytes, write, 0, write.bytes.size());
            } else if (unsynced == Unsynced::Torn && !write.truncates) {
                for (std::size_t from = 0; from < write.bytes.size(); from += kSector) {
                    if (random() % 2) {
                        apply(bytes, write, from, std::min(from + kSector, write.bytes.size()));
                    }
                }
            }
        }
        std::ofstream(directory / std::filesystem::path(name).filename(), std::ios::binary) << bytes;
    }
}

}  // namespace beamline::store::test
