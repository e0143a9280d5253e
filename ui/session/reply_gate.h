// SPDX-License-Identifier: Apache-2.0
#pragma once
// The way back to an object of the GUI thread for answers that may come after it has gone. Any thread.

#include <QObject>
#include <functional>
#include <mutex>

namespace beamline::ui {

class ReplyGate {
public:
    explicit ReplyGate(QObject* target) : m_target(target) {}

    /// By the target's destructor: what is posted from now on is dropped.
    void close() {
        std::lock_guard lock(m_mutex);
        m_target = nullptr;
    }
    void post(std::function<void()> job) {
        std::lock_guard lock(m_mutex);
        if (m_target) {
            QMetaObject::invokeMethod(m_target, std::move(job), Qt::QueuedConnection);
        }
    }

private:
    std::mutex m_mutex;
    QObject* m_target;
};

}  // namespace beamline::ui
