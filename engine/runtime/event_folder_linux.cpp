// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "engine/runtime/event_folder.h"

namespace beamline::runtime {

/// A read lease is given only while nobody has the file open for writing (fcntl(2), "Leases"). Where there are no
/// leases, as on a file of somebody else, files must be renamed into the folder.
bool EventFolder::isBeingWritten(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return false;  // reading it will say why
    }
    // A writer that comes meanwhile makes the kernel send a signal; this one is ignored unless somebody asks for it.
    ::fcntl(fd, F_SETSIG, SIGURG);
    const bool leased = ::fcntl(fd, F_SETLEASE, F_RDLCK) == 0;
    const bool busy = !leased && errno == EAGAIN;
    if (leased) {
        ::fcntl(fd, F_SETLEASE, F_UNLCK);
    }
    ::close(fd);
    return busy;
}

}  // namespace beamline::runtime
