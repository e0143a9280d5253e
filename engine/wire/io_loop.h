// SPDX-License-Identifier: Apache-2.0
#pragma once
// One thread that waits for file descriptors and serves them one at a time. add() and wake() may be called from any
// thread.

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/api/result.h"

namespace beamline::wire {

/// What the loop serves; its methods run on the loop's thread.
class IoHandler {
public:
    virtual ~IoHandler() = default;
    virtual int descriptor() const = 0;
    /// The poll(2) events to wait for; -1 asks to be removed.
    virtual int interest() = 0;
    /// False asks to be removed.
    virtual bool ready(int events) = 0;
    /// The last call; also when the loop stops.
    virtual void removed() = 0;
};

class IoLoop {
public:
    static api::Result<std::shared_ptr<IoLoop>> create();
    ~IoLoop();
    IoLoop(const IoLoop&) = delete;
    IoLoop& operator=(const IoLoop&) = delete;

    /// A handler added after stop() is removed at once, on the caller's thread.
    void add(std::shared_ptr<IoHandler> handler);
    /// Makes the loop ask every handler for its interest again.
    void wake();
    /// Removes all handlers and joins the thread. Not from the loop's own thread.
    void stop();

private:
    explicit IoLoop(int wakeDescriptor);
    void run();
    void serve(std::vector<std::shared_ptr<IoHandler>>& handlers);

    const int m_wakeDescriptor;
    std::atomic<bool> m_woken{false};
    std::mutex m_mutex;
    bool m_stopping = false;
    std::vector<std::shared_ptr<IoHandler>> m_added;
    std::thread m_thread;
};

}  // namespace beamline::wire
