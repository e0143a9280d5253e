// SPDX-License-Identifier: Apache-2.0
#include "app/script/confinement.h"

#include <grp.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <new>

#include "engine/blocks/script_protocol.h"

#if defined(__linux__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cstddef>
#include <iterator>
#include <vector>
#endif

namespace beamline::script {

namespace {
bool limit(decltype(RLIMIT_AS) what, rlim_t most) {
    const rlimit value{most, most};
    return setrlimit(what, &value) == 0;
}

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#endif

/// Memory, threads, the clock, and the two pipes that are open.
constexpr unsigned kAllowed[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_close,
    SYS_futex,
    SYS_mmap,
    SYS_munmap,
    SYS_mprotect,
    SYS_mremap,
    SYS_madvise,
    SYS_brk,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_gettimeofday,
    SYS_nanosleep,
    SYS_clock_nanosleep,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigreturn,
    SYS_rt_sigprocmask,
    SYS_rt_sigaction,
    SYS_sigaltstack,
    SYS_getpid,
    SYS_getppid,
    SYS_gettid,
    SYS_tgkill,
    SYS_sched_yield,
    SYS_getrandom,
    SYS_restart_syscall,
    SYS_set_robust_list,
    SYS_membarrier,
    SYS_sched_getaffinity,
#if defined(SYS_rseq)
    SYS_rseq,
#endif
};

/// Everything else fails with EPERM, as if it were forbidden by the system's owner.
bool filterCalls() {
    std::vector<sock_filter> program{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    };
    for (const auto number : kAllowed) {
        program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1));
        program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1 /* EPERM */));
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}
#else
bool filterCalls() {
    return true;
}
#endif
}  // namespace

void confineMemory() {
    std::set_new_handler([] { _exit(kExitMemory); });
#if defined(__GLIBC__)
    mallopt(M_ARENA_MAX, 1);  // a second arena would take 64 MB of the address space
#endif
}

namespace {
/// An engine that is root has children that are nobody. Where there is no such user, the rest must do.
void leaveRoot() {
    constexpr unsigned kNobody = 65534;
    if (geteuid() == 0 && setgroups(0, nullptr) == 0 && setresgid(kNobody, kNobody, kNobody) == 0) {
        (void)!setresuid(kNobody, kNobody, kNobody);
    }
}
}  // namespace

bool confineEverything() {
    leaveRoot();
    // No new descriptor fits below this limit: nothing can be opened, and no socket made.
    const bool limits = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 3) &&
                        limit(RLIMIT_CPU, kMaxCpuSeconds) && limit(RLIMIT_AS, kMaxMemoryBytes);
    return limits && filterCalls();
}

}  // namespace beamline::script
