// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/notifier.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/desktop_notifications.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/tray_icon.h"

namespace beamline::ui {

namespace {
QString member(const api::Json& data, std::string_view name) {
    const auto* object = data.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    const auto* text = value ? value->if_string() : nullptr;
    return text ? cutText(std::string_view(*text), Notifier::kMaxToldText) : QString();
}

qint64 msNow() {
    return QDateTime::currentMSecsSinceEpoch();
}

/// Only what changes nothing that matters: the engine's own word for it, and nothing to fill in.
NoticeItem waitingItem(const api::Approval& approval, bool mayApprove) {
    NoticeItem item{toText(approval.id),
                    Notifier::tr("Approval wanted"),
                    cutText(approval.subject, kShownTitle),
                    QStringLiteral("approvals/") + toText(approval.id),
                    approval.risk == api::Risk::high,
                    {},
                    approval.hash};
    if (mayApprove && approval.risk == api::Risk::low && approval.form.is_null()) {
        item.approval = approval.id;
    }
    return item;
}

EngineCondition conditionOf(const EngineSession& session) {
    const auto phase = session.connection().phase;
    const auto state = session.health().state;
    return phase == ConnectionPhase::Stale || state == api::HealthState::unreachable  ? EngineCondition::Unreachable
           : phase == ConnectionPhase::Refused || state == api::HealthState::refusing ? EngineCondition::Refusing
           : state == api::HealthState::stopped                                       ? EngineCondition::Stopped
           : state == api::HealthState::degraded                                      ? EngineCondition::Degraded
                                                                                      : EngineCondition::Fine;
}

/// Until when the tray was asked for silence; of all windows, also those still to come.
QDateTime& pausedUntil() {
    static QDateTime until;
    return until;
}
}  // namespace

const QString Notifier::kOpenAction = QStringLiteral("open");
const QString Notifier::kApproveAction = QStringLiteral("approve");

std::vector<Notifier*>& Notifier::all() {
    static std::vector<Notifier*> notifiers;
    return notifiers;
}

Notifier::Notifier(Settings& settings, QWidget* window)
    : QObject(window), m_settings(settings), m_window(window), m_desktop(new DesktopNotifications(this)) {
    all().push_back(this);
    m_tick.setSingleShot(true);
    m_listTimer.setSingleShot(true);
    m_listTimer.setInterval(kListDelayMs);
    m_lookTimer.setInterval(kBackgroundLookMs);
    connect(&m_tick, &QTimer::timeout, &m_board, &NoticeBoard::tick);
    connect(&m_listTimer, &QTimer::timeout, this, &Notifier::list);
    connect(&m_lookTimer, &QTimer::timeout, this, [this] {
        if (m_session) {
            m_session->refreshHealth();
        }
    });
    connect(&m_board, &NoticeBoard::shown, this, &Notifier::show);
    connect(&m_board, &NoticeBoard::withdrawn, this, &Notifier::withdraw);
    connect(&m_board, &NoticeBoard::tickWanted, this, [this](qint64 ms) {
        const int soon = static_cast<int>(std::clamp<qint64>(ms, 1, NoticeBoard::kPauseMs));
        if (!m_tick.isActive() || m_tick.remainingTime() > soon) {
            m_tick.start(soon);
        }
    });
    connect(m_desktop, &DesktopNotifications::activated, this, &Notifier::activated);
    connect(m_desktop, &DesktopNotifications::dismissed, this, [this](const QString& key) {
        m_shown.erase(key);
        m_board.dismiss(key);
    });
    connect(m_desktop, &DesktopNotifications::failed, this, [this](const QString& key) {
        if (const auto found = m_shown.find(key); found != m_shown.end()) {
            fallBack(found->second.first);
        }
    });
    connect(&m_settings, &Settings::changed, this, [this](const QString& what) {
        if (what == Settings::kNotify) {
            readRules();
        } else if (what == Settings::kTray) {
            makeTray();
        }
    });
    m_window->installEventFilter(this);
    m_board.pauseUntil(pausedUntil());
    readRules();
    makeTray();
    updateAll();
}

Notifier::~Notifier() {
    auto& notifiers = all();
    notifiers.erase(std::find(notifiers.begin(), notifiers.end(), this));
    m_window->removeEventFilter(this);
    updateAll();
}

void Notifier::follow(EngineSession* session, bool engineIsHere) {
    end();
    if (session->takenAt() != 0) {
        return;  // an archive stands still
    }
    m_session = session;
    m_engineIsHere = engineIsHere;
    connect(session, &EngineSession::eventsArrived, this, &Notifier::read);
    connect(session, &EngineSession::gap, &m_listTimer, QOverload<>::of(&QTimer::start));
    connect(session, &EngineSession::healthChanged, this, &Notifier::readHealth);
    connect(session, &EngineSession::connectionChanged, &m_listTimer, QOverload<>::of(&QTimer::start));
    connect(session, &QObject::destroyed, this, &Notifier::end);
    m_listTimer.start();
    updateLook();
    readHealth();
    updateAll();
}

void Notifier::end() {
    if (auto* before = m_session.data()) {
        before->disconnect(this);
    }
    m_session.clear();
    m_listTimer.stop();
    m_lookTimer.stop();
    m_board.clear();
    m_waiting.clear();
    m_problems = 0;
    m_overdue.clear();
    updateAll();
}

void Notifier::setProblems(int count, const QStringList& overdue) {
    m_problems = count;
    m_overdue = overdue;
    updateTray();
}

QString Notifier::connection() const {
    return m_session ? toText(m_session->connectionProfile().id) : QString();
}

QString Notifier::origin() const {
    const bool own = !m_session || m_session->connectionProfile().kind == ConnectionKind::embedded;
    return own ? QStringLiteral("Beamline") : cutText(m_session->connectionProfile().name, kShownTitle);
}

/// It, or a dialog of it.
bool Notifier::isFront() const {
    const auto* active = QApplication::activeWindow();
    return active && (active == m_window || m_window->isAncestorOf(active));
}

bool Notifier::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::WindowActivate:
        case QEvent::WindowDeactivate:
            QMetaObject::invokeMethod(this, &Notifier::updateAll, Qt::QueuedConnection);  // a dialog may be next
            break;
        case QEvent::Show:
        case QEvent::Hide:
        case QEvent::WindowStateChange:
            QMetaObject::invokeMethod(this, &Notifier::updateLook, Qt::QueuedConnection);  // when it is so
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

/// A window that is there looks itself.
void Notifier::updateLook() {
    const bool wanted = m_session && !m_engineIsHere && (!m_window->isVisible() || m_window->isMinimized());
    if (wanted != m_lookTimer.isActive()) {
        wanted ? m_lookTimer.start() : m_lookTimer.stop();
    }
}

void Notifier::updateAll() {
    QStringList spoken;
    for (auto* one : all()) {
        const QString connection = one->connection();
        const bool first = one->m_session && !spoken.contains(connection);
        const bool looked = std::any_of(all().begin(), all().end(), [&](const Notifier* other) {
            return other->connection() == connection && other->isFront();
        });
        spoken << connection;
        one->m_board.setOrigin(one->origin());
        one->m_board.setWatched(!first || looked);
    }
    updateTray();
}

void Notifier::readRules() {
    NoticeRules rules;
    for (std::size_t i = 0; i < kNoticeKinds; ++i) {
        rules.told[i] = m_settings.notifies(noticeKey(static_cast<NoticeKind>(i)));
    }
    rules.details = m_settings.notifies(QStringLiteral("details"));
    rules.quiet = m_settings.hasQuietHours();
    rules.from = m_settings.quietFrom();
    rules.to = m_settings.quietTo();
    m_board.setRules(rules);
}

void Notifier::readHealth() {
    if (!m_session) {
        return;
    }
    const auto& problems = m_session->health().problems;
    const auto condition = conditionOf(*m_session);
    const bool reached = condition != EngineCondition::Unreachable && !problems.empty();
    const QString why = reached ? cutText(problems.front().message, kShownTitle) : m_session->connection().reason;
    m_board.setEngine(condition, why);
    updateTray();
}

void Notifier::read(const std::vector<api::Event>& batch) {
    int told = 0;
    for (const auto& event : batch) {
        if (event.kind == api::kNotifyEvent) {
            if (++told <= kMaxToldAtOnce || !isFront()) {
                tell(event);
            }
        } else if (event.summary) {
            readRun(event);
        } else if (!event.approval.empty()) {
            m_listTimer.start();
            if (event.kind == "approval.closed") {
                m_board.setDone(toText(event.approval));
            }
        }
    }
    if (told > kMaxToldAtOnce && isFront()) {
        Q_EMIT this->told(tr("%n more notification(s)", nullptr, told - kMaxToldAtOnce), false, {});
    }
}

void Notifier::tell(const api::Event& event) {
    const QString run = member(event.data, "run");
    const QString title = member(event.data, "title");
    const QString text = member(event.data, "text");
    const bool critical = member(event.data, "urgency") == QLatin1String("critical");
    const QString place = run.isEmpty() ? QString() : QStringLiteral("run/") + run;
    if (isFront()) {
        Q_EMIT told(text.isEmpty() ? title : QStringLiteral("%1: %2").arg(title, text), critical, place);
        return;
    }
    m_board.add(NoticeKind::Workflows, {QString::number(++m_toldCount), title, text, place, critical, {}, {}});
}

/// Why it faulted stays in the window: errors quote what the outside has answered.
void Notifier::readRun(const api::Event& event) {
    const auto& run = *event.summary;
    const QString id = toText(run.id);
    if (event.kind != "run.faulted") {
        if (run.phase != api::Phase::faulted) {
            m_board.remove(NoticeKind::Faults, id);
        }
        return;
    }
    if (isDryRun(run)) {
        return;
    }
    const QString name = QStringLiteral("%1/%2 %3").arg(toText(run.ns), toText(run.workflow), toText(run.version));
    m_board.add(NoticeKind::Faults, {id, tr("A run faulted"), name, QStringLiteral("run/") + id, false, {}, {}});
}

void Notifier::list() {
    if (!m_session || m_session->connection().phase == ConnectionPhase::Stale) {
        return;
    }
    api::ListApprovals op;
    op.queue = api::ApprovalQueue::mine;
    op.limit = kMaxListed;
    m_session->call(std::move(op), this, [this](const api::Result<api::ApprovalPage>& reply) { listed(reply); });
}

void Notifier::listed(const api::Result<api::ApprovalPage>& reply) {
    if (!reply.ok() || !m_session) {
        return;  // the next event asks again; the page Approvals says what is wrong
    }
    const bool mayApprove = m_session->obstacle(api::DecideApproval::kInfo.name).isEmpty();
    QVector<NoticeItem> items;
    m_waiting.clear();
    for (const auto& approval : reply->items) {
        items.append(waitingItem(approval, mayApprove));
        m_waiting.insert(items.constLast().id);
    }
    m_board.setWaiting(items, reply->next.empty());
    updateTray();
}

void Notifier::show(const Notice& notice) {
    m_shown[notice.key] = {notice, msNow()};
    DesktopNotification shown{notice.key, notice.title, notice.text, notice.critical, notice.quiet, {}};
    shown.actions = {{QStringLiteral("default"), tr("Open")}, {kOpenAction, tr("Open")}};
    if (!notice.approval.empty()) {
        shown.actions.append({kApproveAction, tr("Approve")});
    }
    if (!m_desktop->show(shown)) {
        fallBack(notice);
    }
}

void Notifier::fallBack(const Notice& notice) {
    m_trayPlace = notice.place;
    if (!m_tray) {
        makeTray(true);
    }
    if (m_tray && m_tray->showMessage(notice)) {
        return;
    }
    const QString text = notice.text.isEmpty() ? notice.title : QStringLiteral("%1: %2").arg(notice.title, notice.text);
    m_inWindow[notice.key] = text;
    Q_EMIT told(text, notice.critical, notice.place, notice.key != noticeKey(NoticeKind::Workflows));
}

/// What stands in the window has not been seen there before somebody came: it stays until it is untrue.
void Notifier::withdraw(const QString& key, bool seen) {
    m_desktop->close(key);
    m_shown.erase(key);
    const auto found = m_inWindow.find(key);
    if (found != m_inWindow.end()) {
        const QString text = found->second;
        m_inWindow.erase(found);
        if (!seen) {
            Q_EMIT untold(text);
        }
    }
}

void Notifier::activated(const QString& key, const QString& action) {
    const auto found = m_shown.find(key);
    if (found == m_shown.end()) {
        return;
    }
    const auto [notice, since] = found->second;
    if (action != kApproveAction) {
        Q_EMIT openRequested(notice.place);
    } else if (msNow() >= since + kApprovePauseMs && !notice.approval.empty()) {
        approve(notice);
    } else {
        show(notice);  // desktops put away what was chosen
    }
}

/// With the hash that was told: what has changed since is not approved.
void Notifier::approve(const Notice& notice) {
    if (!m_session) {
        return;
    }
    api::DecideApproval op;
    op.approval = notice.approval;
    op.hash = notice.hash;
    op.outcome = api::Outcome::approve;
    const QString id = toText(op.approval);
    m_session->call(std::move(op), this, [this, id](const api::Result<api::ApprovalReply>& reply) {
        if (reply.ok()) {
            m_board.setDone(id);
            return;
        }
        m_board.remove(NoticeKind::Approvals, id);
        const QString place = QStringLiteral("approvals/") + id;
        const QString why = toText(reply.error().message);
        if (isFront() || !m_settings.notifies(noticeKey(NoticeKind::Workflows))) {
            Q_EMIT told(QStringLiteral("%1: %2").arg(tr("Not approved"), why), true, place);
            return;
        }
        m_board.add(NoticeKind::Workflows, {id, tr("Not approved"), why, place, true, {}, {}});
    });
}

Notifier* Notifier::foremost() {
    const auto front = std::find_if(all().begin(), all().end(), [](const Notifier* one) { return one->isFront(); });
    return front != all().end() ? *front : all().empty() ? nullptr : all().front();
}

/// All windows share one icon, which goes with the last of them.
void Notifier::makeTray(bool needed) {
    static std::weak_ptr<TrayIcon> shared;
    if (!(needed || m_settings.hasTray()) || !TrayIcon::isPossible()) {
        m_tray.reset();
        return;
    }
    m_tray = shared.lock();
    if (m_tray) {
        return;
    }
    m_tray = std::make_shared<TrayIcon>();
    shared = m_tray;
    auto* tray = m_tray.get();
    connect(tray, &TrayIcon::openRequested, tray, [](const QString& place) {
        auto* most = place == QLatin1String("approvals")
                         ? *std::max_element(all().begin(), all().end(),
                                             [](auto* a, auto* b) { return a->m_waiting.size() < b->m_waiting.size(); })
                         : foremost();
        Q_EMIT most->openRequested(place);
    });
    connect(tray, &TrayIcon::messageClicked, tray, [] {
        if (auto* one = foremost()) {
            Q_EMIT one->openRequested(one->m_trayPlace);
        }
    });
    connect(tray, &TrayIcon::pauseToggled, tray, [](bool on) {
        pausedUntil() = on ? QDateTime::currentDateTime().addMSecs(NoticeBoard::kPauseMs) : QDateTime();
        for (auto* one : all()) {
            one->m_board.pauseUntil(pausedUntil());
        }
        updateTray();
    });
    connect(tray, &TrayIcon::quitRequested, tray, [] {
        const auto windows = all();  // closing one takes it out
        for (auto* one : windows) {
            Q_EMIT one->quitRequested();
        }
    });
    updateTray();
}

TrayState Notifier::trayState() {
    TrayState state;
    state.paused = pausedUntil().isValid() && QDateTime::currentDateTime() < pausedUntil();
    QStringList counted;
    for (auto* one : all()) {
        const QString connection = one->connection();
        if (!one->m_session || counted.contains(connection)) {
            continue;
        }
        counted << connection;
        state.worst = std::max(state.worst, conditionOf(*one->m_session));
        const int waiting = static_cast<int>(one->m_waiting.size());
        const auto twice = std::count_if(one->m_overdue.begin(), one->m_overdue.end(),
                                         [&](const QString& id) { return one->m_waiting.contains(id); });
        state.waiting += waiting;
        state.problems += one->m_problems - static_cast<int>(twice);
        state.lines << QStringLiteral("%1: %2").arg(one->origin(), tr("%n waiting", nullptr, waiting));
    }
    return state;
}

void Notifier::updateTray() {
    for (auto* one : all()) {
        if (one->m_tray) {
            one->m_tray->show(trayState());
            return;
        }
    }
}

}  // namespace beamline::ui
