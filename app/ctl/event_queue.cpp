// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/event_queue.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace beamline::ctl {

namespace {
int g_pipe[2] = {-1, -1};

void onSignal(int) {
    const int saved = errno;
    [[maybe_unused]] const auto written = ::write(g_pipe[1], "!", 1);
    errno = saved;
}

void handleSignals(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    for (const int signal : {SIGINT, SIGTERM}) {
        ::sigaction(signal, &action, nullptr);
    }
}
}  // namespace

Interrupts::Interrupts() {
    if (::pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) == 0) {
        handleSignals(onSignal);
    }
}

Interrupts::~Interrupts() {
    handleSignals(SIG_DFL);
    ::close(g_pipe[0]);
    ::close(g_pipe[1]);
}

int Interrupts::descriptor() const {
    return g_pipe[0];
}

bool Interrupts::take() {
    char byte = 0;
    return ::read(g_pipe[0], &byte, 1) == 1;
}

EventQueue::EventQueue(api::Engine& engine, api::EventFilter filter, api::Seq from, Interrupts& interrupts)
    : m_interrupts(interrupts), m_filter(std::move(filter)), m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    follow(engine, from);
}

void EventQueue::follow(api::Engine& engine, api::Seq from) {
    m_subscription.reset();
    m_subscription = engine.subscribe(m_filter, from, [this](const api::Event& event) { push(event); });
}

EventQueue::~EventQueue() {
    m_subscription.reset();
    ::close(m_descriptor);
}

void EventQueue::push(const api::Event& event) {
    std::lock_guard lock(m_mutex);
    if (m_events.size() >= kMaxQueuedEvents) {
        m_events.clear();
        m_events.emplace_back().kind = api::kGapEvent;
    }
    m_events.push_back(event);
    if (m_events.size() == 1) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_descriptor, &one, sizeof one);
    }
}

EventQueue::Wake EventQueue::wait(int ms, bool alsoInput) {
    std::array<pollfd, 3> polled{
        {{m_interrupts.descriptor(), POLLIN, 0}, {m_descriptor, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
    ::poll(polled.data(), alsoInput ? 3 : 2, ms);
    if (m_interrupts.take()) {
        return Wake::interrupted;
    }
    if (polled[1].revents != 0) {
        return Wake::events;
    }
    return alsoInput && polled[2].revents != 0 ? Wake::input : Wake::timeout;
}

std::vector<api::Event> EventQueue::take() {
    std::lock_guard lock(m_mutex);
    std::uint64_t count = 0;
    [[maybe_unused]] const auto bytes = ::read(m_descriptor, &count, sizeof count);
    return std::exchange(m_events, {});
}

}  // namespace beamline::ctl
