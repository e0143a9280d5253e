// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_window.h"

#include "ui/session/engine_session.h"

namespace beamline::app {

ConsoleWindow::ConsoleWindow(ConsoleParts parts) : m_parts(std::move(parts)), m_window(m_parts.settings) {
    m_window.setConnections(&m_parts.book, &m_parts.opener);
    connect(&m_window, &ui::MainWindow::retryRequested, this, &ConsoleWindow::reopen);
    connect(&m_window, &ui::MainWindow::quitRequested, this, &ConsoleWindow::closeRequested);
    connect(&m_window, &ui::MainWindow::connectRequested, this, &ConsoleWindow::connectRequested);
    m_takeOver.setSingleShot(true);
    m_takeOver.setInterval(kTakeOverAfter);
    connect(&m_takeOver, &QTimer::timeout, this, [this] {
        if (lost()) {
            reopen();  // runs and their timers stand still while nobody has the directory
        }
    });
}

ConsoleWindow::~ConsoleWindow() = default;

void ConsoleWindow::connectTo(const std::string& id, const std::string& tenant) {
    const auto* entry = m_parts.book.find(id);
    if (!entry) {
        return;
    }
    auto profile = entry->profile;  // the book may change while the window leaves
    profile.tenant = tenant.empty() ? profile.tenant : tenant;
    leave([this, profile] {
        m_window.setProfile(profile);
        m_parts.book.setLastUsed(profile.id);
        open();
    });
}

void ConsoleWindow::open() {
    m_state = State::opening;
    m_attempt = std::make_unique<QObject>();
    isOwn() ? m_window.showStarting(m_parts.dataDir) : m_window.showConnecting();
    if (!ui::needsSecret(m_window.profile())) {
        openWith({});
        return;
    }
    m_parts.book.secret(m_window.profile().id, m_attempt.get(), [this](const api::Result<std::string>& kept) {
        if (kept.ok() || kept.error().code == api::code::kNotFound) {
            openWith(kept.ok() ? *kept : std::string());
        } else {
            failed(kept.error());  // the keychain is locked: the sentence says what to do
        }
    });
}

void ConsoleWindow::openWith(const std::string& secret) {
    m_parts.opener.open(m_window.profile(), secret, m_attempt.get(),
                        [this](api::Result<ui::OpenedEngine> opened) { engineOpened(std::move(opened)); });
}

void ConsoleWindow::failed(const api::Error& error) {
    m_state = State::failed;
    isOwn() ? m_window.showFailure(error, m_parts.dataDir) : m_window.showUnreached(error);
}

void ConsoleWindow::engineOpened(api::Result<ui::OpenedEngine> opened) {
    if (!opened.ok()) {
        failed(opened.error());
        return;
    }
    m_opened = std::move(*opened);
    m_state = State::open;
    const auto& profile = m_window.profile();
    auto session = std::make_unique<ui::EngineSession>(m_opened->engine, m_opened->identity,
                                                       isOwn() ? m_parts.profile : ui::addressOf(profile));
    if (m_opened->secretsHere) {
        m_parts.secrets.reload();
    }
    session->setSecrets(m_opened->secretsHere ? &m_parts.secrets : nullptr);
    session->setConnectionProfile(profile);
    auto* outbox = m_parts.outboxOf(profile.id);
    session->setOutbox(outbox);
    m_window.setSession(std::move(session), m_opened->endsHere);
    outbox->follow(m_window.session());
    connect(m_window.session(), &ui::EngineSession::healthChanged, this, [this] {
        if (lost() && !m_takeOver.isActive()) {
            m_takeOver.start();
        }
    });
    Q_EMIT this->opened();
}

/// Of an own engine that another process has: whoever asks again connects to its next owner, or becomes it.
bool ConsoleWindow::lost() const {
    return m_state == State::open && isOwn() && !m_opened->endsHere &&
           m_window.session()->health().state == api::HealthState::unreachable;
}

void ConsoleWindow::reopen() {
    if (m_state == State::opening || m_state == State::leaving) {
        return;
    }
    const QString place = m_window.place();
    leave([this, place] {
        if (!place.isEmpty()) {
            m_window.open(place);
        }
        open();
    });
}

void ConsoleWindow::leave(std::function<void()> done) {
    m_attempt.reset();
    m_takeOver.stop();
    m_left = std::move(done);
    if (m_state == State::leaving) {
        return;
    }
    m_window.closeSession();
    m_state = State::leaving;
    auto opened = std::exchange(m_opened, std::nullopt).value_or(ui::OpenedEngine{});
    m_parts.opener.close(std::move(opened), [guard = QPointer(this)] {
        if (guard) {
            guard->m_state = State::idle;
            std::exchange(guard->m_left, nullptr)();
        }
    });
}

}  // namespace beamline::app
