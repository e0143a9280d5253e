// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/io_loop.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string>
#include <system_error>

namespace beamline::wire {

api::Result<std::shared_ptr<IoLoop>> IoLoop::create() {
    const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::string reason = descriptor < 0 ? std::strerror(errno) : "";
    if (descriptor >= 0) {
        std::shared_ptr<IoLoop> loop(new IoLoop(descriptor));
        try {
            loop->m_thread = std::thread([raw = loop.get()] { raw->run(); });
            return loop;
        } catch (const std::system_error& error) {
            reason = error.what();
        }
    }
    return api::Error{
        api::code::kUnavailable,
        "No connection can be served: " + reason + ". Close programs or raise the limit of open files and threads.",
        {},
        true};
}

IoLoop::IoLoop(int wakeDescriptor) : m_wakeDescriptor(wakeDescriptor) {}

IoLoop::~IoLoop() {
    ::close(m_wakeDescriptor);
}

void IoLoop::add(std::shared_ptr<IoHandler> handler) {
    {
        std::lock_guard lock(m_mutex);
        if (!m_stopping) {
            m_added.push_back(std::move(handler));
        }
    }
    if (handler) {
        handler->removed();
    } else {
        wake();
    }
}

void IoLoop::wake() {
    if (!m_woken.exchange(true)) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_wakeDescriptor, &one, sizeof one);
    }
}

void IoLoop::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    wake();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void IoLoop::run() {
    std::vector<std::shared_ptr<IoHandler>> handlers;
    for (;;) {
        m_woken = false;  // before looking at anything a waker may have changed
        {
            std::lock_guard lock(m_mutex);
            handlers.insert(handlers.end(), std::make_move_iterator(m_added.begin()),
                            std::make_move_iterator(m_added.end()));
            m_added.clear();
            if (m_stopping) {
                break;
            }
        }
        serve(handlers);
    }
    for (const auto& handler : handlers) {
        handler->removed();
    }
}

void IoLoop::serve(std::vector<std::shared_ptr<IoHandler>>& handlers) {
    std::vector<pollfd> polled{{m_wakeDescriptor, POLLIN, 0}};
    std::erase_if(handlers, [&](const auto& handler) {
        const int interest = handler->interest();
        if (interest < 0) {
            handler->removed();
            return true;
        }
        polled.push_back({handler->descriptor(), static_cast<short>(interest), 0});
        return false;
    });
    if (::poll(polled.data(), polled.size(), -1) <= 0) {
        return;
    }
    if (polled[0].revents != 0) {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto bytes = ::read(m_wakeDescriptor, &count, sizeof count);
    }
    std::size_t i = 0;
    std::erase_if(handlers, [&](const auto& handler) {
        const int events = polled[++i].revents;
        if (events == 0 || handler->ready(events)) {
            return false;
        }
        handler->removed();
        return true;
    });
}

}  // namespace beamline::wire
