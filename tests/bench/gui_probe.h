// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a program with a window costs while it runs: stalls of its GUI thread, processor time, memory. GUI thread only.

#include <pthread.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QObject>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace beamline::bench {

inline constexpr std::chrono::milliseconds kProbeEvery{4};

inline double seconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

inline long residentKb() {
    std::ifstream file("/proc/self/statm");
    long size = 0;
    long resident = 0;
    file >> size >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

/// How long the thread whose file this is stood in line for a processor so far; 0 where the system does not tell.
inline double queuedSeconds(const std::string& schedstat) {
    std::ifstream file(schedstat);
    std::int64_t ran = 0;
    std::int64_t queued = 0;
    file >> ran >> queued;
    return static_cast<double>(queued) / 1e9;
}

/// Knocks at the GUI thread and measures how long it takes until that opens.
class Knocker {
public:
    explicit Knocker(QObject* door) : m_door(door) {
        pthread_getcpuclockid(pthread_self(), &m_cpu);
        m_thread = std::thread([this] { run(); });
    }
    ~Knocker() {
        m_ends = true;
        m_thread.join();
        while (!m_open) {  // the last knock is on its way
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }
    /// Forgets what was measured, when the GUI thread is the caller.
    void begin() {
        m_walls.clear();
        m_longestOwn = m_longestCpu = 0;
        m_cpuBegin = seconds(m_cpu);
        m_wallBegin = seconds(CLOCK_MONOTONIC);
    }
    double longest() const { return m_walls.empty() ? 0 : *std::max_element(m_walls.begin(), m_walls.end()); }
    double percentile(double part) {
        std::sort(m_walls.begin(), m_walls.end());
        return m_walls.empty() ? 0 : m_walls[static_cast<std::size_t>(part * static_cast<double>(m_walls.size() - 1))];
    }
    double longestOwn() const { return m_longestOwn; }
    double longestCpu() const { return m_longestCpu; }
    double share() const { return (seconds(m_cpu) - m_cpuBegin) / (seconds(CLOCK_MONOTONIC) - m_wallBegin); }

private:
    void run() {
        while (!m_ends) {
            std::this_thread::sleep_for(kProbeEvery);
            if (m_open.exchange(false)) {
                QMetaObject::invokeMethod(
                    m_door,
                    [this, wall = seconds(CLOCK_MONOTONIC), cpu = seconds(m_cpu), queued = queuedSeconds(m_stat)] {
                        const double took = seconds(CLOCK_MONOTONIC) - wall;
                        m_walls.push_back(1000 * took);
                        m_longestOwn = std::max(m_longestOwn, 1000 * (took - (queuedSeconds(m_stat) - queued)));
                        m_longestCpu = std::max(m_longestCpu, 1000 * (seconds(m_cpu) - cpu));
                        m_open = true;
                    },
                    Qt::QueuedConnection);
            }
        }
    }

    QObject* m_door;
    clockid_t m_cpu{};
    std::vector<double> m_walls;                                                              ///< ms
    double m_longestOwn = 0;                                                                  ///< ms
    double m_longestCpu = 0;                                                                  ///< ms
    const std::string m_stat = "/proc/self/task/" + std::to_string(gettid()) + "/schedstat";  ///< of who made this
    double m_cpuBegin = 0;
    double m_wallBegin = 0;
    std::atomic<bool> m_open{true};
    std::atomic<bool> m_ends{false};
    std::thread m_thread;
};

/// Lets events come for so long; who knocks wakes it.
inline void spin(int ms) {
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < ms;) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

}  // namespace beamline::bench
