// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/cluster/cluster_page.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/pages/deadletters/dead_letters_page.h"
#include "ui/pages/run/run_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/secrets/secrets_page.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/connection_book.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/connection_band.h"
#include "ui/shell/connection_bar.h"
#include "ui/shell/connection_card.h"
#include "ui/shell/nav_rail.h"
#include "ui/shell/notifier.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kCompactBelow = 1000;  // window width under which the rail shows icons only
constexpr QSize kFirstSize(1440, 900);
constexpr QSize kSmallest(900, 600);
constexpr QSize kFrame(16, 48);  // what a desktop may draw around a window, known only once it is shown

/// A page's keys work only while the focus is inside it: into its first list, where arrows are of use at once.
void focusContent(Page& page) {
    if (page.isAncestorOf(QApplication::focusWidget())) {
        return;
    }
    const auto views = page.findChildren<QAbstractItemView*>();
    const auto first = std::find_if(views.begin(), views.end(), [&page](const QAbstractItemView* view) {
        return view->isVisibleTo(&page) && view->isEnabled() && (view->focusPolicy() & Qt::TabFocus);
    });
    if (first == views.end()) {
        page.setFocus();
    } else {
        (*first)->setFocus();
    }
}
}  // namespace

MainWindow::MainWindow(Settings& settings, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_commands(new CommandRegistry(this)) {
    setWindowTitle(QStringLiteral("Beamline"));
    m_profile.id = ConnectionProfile::kEmbeddedId;
    m_profile.kind = ConnectionKind::embedded;
    const QSize room = screen()->availableSize() - kFrame;
    setMinimumSize(kSmallest.boundedTo(room));
    auto* all = new QWidget(this);
    auto* rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_band = new ConnectionBand(all);
    rows->addWidget(m_band);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    m_rail = new NavRail(all);
    m_rail->addPlace(QStringLiteral("runs"), QStringLiteral("runs"), tr("Runs"), QStringLiteral("Ctrl+1"));
    m_rail->addPlace(QStringLiteral("approvals"), QStringLiteral("approvals"), tr("Approvals"),
                     QStringLiteral("Ctrl+2"));
    m_rail->addPlace(QStringLiteral("workflows"), QStringLiteral("workflows"), tr("Workflows"),
                     QStringLiteral("Ctrl+3"));
    m_rail->addPlace(QStringLiteral("deadletters"), QStringLiteral("error"), tr("Dead letters"),
                     QStringLiteral("Ctrl+4"));
    m_rail->addPlace(QStringLiteral("secrets"), QStringLiteral("key"), tr("Secrets"), QStringLiteral("Ctrl+5"));
    m_rail->addPlace(QStringLiteral("cluster"), QStringLiteral("cluster"), tr("Cluster"), QStringLiteral("Ctrl+6"));
    auto* content = new QVBoxLayout;
    content->setContentsMargins(space::k24, space::k12, space::k24, space::k16);
    content->setSpacing(space::k8);
    m_mark = new InfoBar(all);
    m_mark->setObjectName(QStringLiteral("window.mark"));
    m_engineBar = new ConnectionBar(all);
    m_bar = new InfoBar(all);
    m_stack = new QStackedWidget(all);
    m_start = new StartPage(m_stack);
    m_stack->addWidget(m_start);
    content->addWidget(m_mark);
    content->addWidget(m_engineBar);
    content->addWidget(m_bar);
    content->addWidget(m_stack, 1);
    columns->addWidget(m_rail);
    columns->addLayout(content, 1);
    m_status = new StatusLine(all);
    rows->addLayout(columns, 1);
    rows->addWidget(m_status);
    setCentralWidget(all);
    addCommands();
    addNotifier();

    connect(m_rail, &NavRail::chosen, this, &MainWindow::open);
    connect(m_mark, &InfoBar::actionClicked, this, &MainWindow::markActionClicked);
    connect(m_start, &StartPage::retry, this, &MainWindow::retryRequested);
    connect(m_start, &StartPage::quit, this, &QWidget::close);
    connect(m_status, &StatusLine::commandsClicked, this,
            [this] { m_commands->find(QStringLiteral("window.commands"))->trigger(); });
    connect(m_status, &StatusLine::problemsClicked, this,
            [this] { m_commands->find(QStringLiteral("window.problems"))->trigger(); });
    connect(m_engineBar, &ConnectionBar::reconnectRequested, this, &MainWindow::retryRequested);
    connect(m_rail->connectionCard(), &QAbstractButton::clicked, this, &MainWindow::showSwitcher);
    connect(m_start, &StartPage::connections, this, [this] { open(QStringLiteral("connections")); });
    for (const char* id : {"go.connections", "connection.switch"}) {
        m_commands->find(QString::fromLatin1(id))->setEnabled(false);  // until there are some
    }
    if (!restoreGeometry(m_settings.windowGeometry())) {
        resize(kFirstSize.boundedTo(room));
    }
    m_rail->setPlacesEnabled(false);
}

MainWindow::~MainWindow() {
    closeSession();
    if (m_book) {
        m_book->forgetWindow(this);
    }
}

void MainWindow::showStarting(const QString& dataDir) {
    m_start->showStarting(dataDir);
    m_stack->setCurrentWidget(m_start);
    m_status->setText(StatusLine::stateText(api::HealthState::starting), api::HealthState::starting);
}

void MainWindow::showFailure(const api::Error& error, const QString& dataDir) {
    m_start->showFailure(error, dataDir);
    m_stack->setCurrentWidget(m_start);
    m_status->setText(tr("No engine"), api::HealthState::unreachable);
}

void MainWindow::showStopping() {
    m_start->showStopping();
    m_stack->setCurrentWidget(m_start);
    m_status->setText(StatusLine::stateText(api::HealthState::stopping), api::HealthState::stopping);
}

template <class P>
P* MainWindow::addPage() {
    auto* page = new P(m_session.get());
    page->setAccessibleName(page->title());
    m_stack->addWidget(page);
    connect(page, &Page::navigate, this, &MainWindow::open);
    connect(page, &Page::titleChanged, this, [this, page] {
        if (currentPage() == page) {
            updateTitle();
        }
    });
    return page;
}

void MainWindow::addPages() {
    m_runs = addPage<RunsPage>();
    m_runs->remember(m_settings);
    m_run = addPage<RunPage>();
    m_approvals = addPage<ApprovalsPage>();
    m_workflows = addPage<WorkflowsPage>();
    m_deadLetters = addPage<DeadLettersPage>();
    m_secrets = addPage<SecretsPage>();
    m_cluster = addPage<ClusterPage>();
}

void MainWindow::setSession(std::unique_ptr<EngineSession> session, bool engineEndsHere) {
    closeSession();
    m_session = std::move(session);
    m_engineEndsHere = engineEndsHere;
    m_session->setConnectionProfile(m_profile);
    addPages();
    m_rail->setPlacesEnabled(true);
    updatePlaces();
    connect(m_session.get(), &EngineSession::healthChanged, this, &MainWindow::updateHealth);
    const auto countProblems = [this] {
        m_status->setProblems(
            static_cast<int>(m_session->problems().size() + qsizetype(m_session->health().problems.size())));
    };
    connect(m_session.get(), &EngineSession::healthChanged, this, countProblems);
    connect(m_session.get(), &EngineSession::problemsCleared, this, countProblems);
    connect(m_session.get(), &EngineSession::problemRaised, this,
            [this, countProblems](const api::Error& error, const QString& what) {
                countProblems();
                tell(QStringLiteral("%1: %2").arg(what, errorWithProblems(error)), true);
            });
    connect(m_session.get(), &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        // The badge is what people wait for: it does not wait for the next look at the health.
        if (std::any_of(batch.begin(), batch.end(), [](const api::Event& event) { return !event.approval.empty(); })) {
            m_session->refreshHealth();
        }
    });
    m_notifier->follow(m_session.get());
    m_engineBar->follow(m_session.get());
    updateHealth();
    countProblems();
    updateWatched();
    openFirst();
}

void MainWindow::openFirst() {
    const QString wanted = std::exchange(m_wanted, QString());
    const QStringList parts = wanted.split(QLatin1Char('/'));
    if (!std::exchange(m_restoring, false)) {
        if (!wanted.isEmpty()) {
            open(wanted);
        }
    } else if (parts.size() == 2 && parts.first() == QLatin1String("run")) {
        openIfThere(api::GetRun{toUtf8(parts[1])}, wanted);
        return;
    } else if (parts.size() == 2 && parts.first() == QLatin1String("approvals")) {
        openIfThere(api::GetApproval{toUtf8(parts[1])}, wanted);
        return;
    } else if (parts.size() == 3 && parts.first() == QLatin1String("workflows")) {
        openIfThere(api::GetWorkflow{toUtf8(parts[1]), toUtf8(parts[2]), {}}, wanted);
        return;
    } else if (parts.size() == 1 && (wanted == QLatin1String("approvals") || wanted == QLatin1String("workflows") ||
                                     wanted == QLatin1String("deadletters") || wanted == QLatin1String("secrets") ||
                                     wanted == QLatin1String("cluster"))) {
        visit(wanted);
    }
    if (m_place.isEmpty()) {
        visit(QStringLiteral("runs"));
    }
}

/// Settings are shared by all data directories: what was looked at in one need not be in the other.
template <class Op>
void MainWindow::openIfThere(Op op, const QString& place) {
    m_session->call<Op>(std::move(op), this, [this, place](api::Result<typename Op::Reply> reply) {
        if (m_session && m_place.isEmpty()) {
            visit(reply.ok() ? place : QStringLiteral("runs"));
        }
    });
}

void MainWindow::restore(const QString& place) {
    m_wanted = place;
    m_restoring = true;
    if (m_session) {
        openFirst();
    }
}

void MainWindow::showMistakes(const QString& path, const QString& source, const api::Error& error) {
    open(QStringLiteral("workflows"));
    m_workflows->showRefused(path, source, error);
}

/// They speak to the session as pages do, and are children of the window.
void MainWindow::closeDialogs() {
    for (QDialog* dialog : findChildren<QDialog*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (dialog == m_question) {
            dialog->hide();
            dialog->deleteLater();  // its answer may be what ends the session: it is on the stack
        } else {
            delete dialog;
        }
    }
}

void MainWindow::closeSession() {
    if (!m_session) {
        return;
    }
    closeDialogs();
    if (auto* page = currentPage()) {
        page->deactivated();
    }
    m_stack->setCurrentWidget(m_start);
    for (QWidget* page : std::initializer_list<QWidget*>{m_runs, m_run, m_approvals, m_workflows, m_deadLetters,
                                                         m_secrets, m_cluster}) {
        delete page;
    }
    m_runs = nullptr;
    m_run = nullptr;
    m_approvals = nullptr;
    m_workflows = nullptr;
    m_deadLetters = nullptr;
    m_secrets = nullptr;
    m_cluster = nullptr;
    m_rail->setPlacesEnabled(false);
    m_engineBar->follow(nullptr);
    m_place.clear();
    m_back.clear();
    m_forward.clear();
    m_session.reset();
    m_rail->connectionCard()->setState({});
    showPhase();
    updateTitle();
}

Page* MainWindow::currentPage() const {
    return qobject_cast<Page*>(m_stack->currentWidget());
}

void MainWindow::open(const QString& place) {
    if (!m_session && m_connections && place == QLatin1String("connections")) {
        showPage(m_connections, place);  // the one page that needs no engine
        return;
    }
    if (!m_session) {
        m_wanted = place;
        m_restoring = false;
        return;
    }
    const QString before = m_place;
    if (place != before && visit(place) && m_place != before && !before.isEmpty()) {
        m_back.append(before);
        m_forward.clear();
        if (m_back.size() > kMaxHistory) {
            m_back.removeFirst();
        }
    }
}

void MainWindow::step(QStringList& from, QStringList& to) {
    if (!from.isEmpty()) {
        const QString before = m_place;
        const QString target = from.takeLast();
        if (visit(target)) {
            to.append(before);
        }
    }
}

bool MainWindow::visit(const QString& place) {
    const QStringList parts = place.split(QLatin1Char('/'));
    const QString& head = parts.first();
    if (head == QLatin1String("start")) {  // a dialog, not a place to stay at
        if (m_place.isEmpty()) {
            visit(QStringLiteral("runs"));
        }
        m_workflows->startWorkflow(parts.value(1), parts.value(2));
        return false;
    }
    if (m_rail->isPlaceHidden(head)) {
        tell(tr("An archive has one run; there is nothing of it at “%1”.").arg(place), true);
        return false;
    }
    if (head == QLatin1String("runs")) {
        showPage(m_runs, head);
    } else if (head == QLatin1String("run") && parts.size() > 1) {
        m_run->showRun(parts.value(1));
        showPage(m_run, QStringLiteral("runs"));
    } else if (head == QLatin1String("approvals")) {
        if (parts.size() > 1) {
            m_approvals->showApproval(parts.value(1));
        }
        showPage(m_approvals, head);
    } else if (head == QLatin1String("workflows")) {
        if (parts.size() > 2) {
            m_workflows->showWorkflow(parts.value(1), parts.value(2));
        }
        showPage(m_workflows, head);
    } else if (head == QLatin1String("deadletters")) {
        showPage(m_deadLetters, head);
    } else if (head == QLatin1String("secrets")) {
        if (parts.size() > 1) {
            m_secrets->showSecret(parts.value(1));
        }
        showPage(m_secrets, head);
    } else if (head == QLatin1String("cluster")) {
        showPage(m_cluster, head);
    } else if (head == QLatin1String("connections") && m_connections) {
        showPage(m_connections, head);
    } else {
        tell(tr("There is no place called “%1”.").arg(place), true);
        return false;
    }
    m_place = place;
    return true;
}

void MainWindow::showPage(Page* page, const QString& rail) {
    m_rail->setCurrent(rail);
    auto* before = currentPage();
    if (before != page) {
        if (before) {
            before->deactivated();
            if (auto* focus = before->focusWidget()) {
                focus->clearFocus();  // or Qt hands it to the first button of the next page
            }
        }
        m_stack->setCurrentWidget(page);
        page->activated();
        focusContent(*page);
    }
    updateTitle();
}

/// Page, connection and program; of the own engine its name is left out.
void MainWindow::updateTitle() {
    const bool own = m_profile.kind == ConnectionKind::embedded;
    QStringList parts;
    if (auto* page = currentPage()) {
        parts << page->title();
    }
    if (m_session && m_session->takenAt() != 0) {
        parts << m_session->profile();
    } else if (!own) {
        parts << cutText(m_profile.name, qsizetype(ConnectionProfile::kMaxName));
    }
    setWindowTitle((parts << QStringLiteral("Beamline")).join(QStringLiteral(" — ")));
}

/// An archive has no machines, no secrets and nothing to mend.
void MainWindow::updatePlaces() {
    const bool lives = m_session->takenAt() == 0;
    for (const char* name : {"deadletters", "secrets", "cluster"}) {
        const QString place = QString::fromLatin1(name);
        m_rail->setPlaceShown(place, lives);
        m_commands->find(QStringLiteral("go.") + place)->setEnabled(lives);
    }
}

void MainWindow::addNotifier() {
    m_notifier = new Notifier(this);
    connect(m_notifier, &Notifier::told, this, [this](const QString& text, bool critical, const QString& place) {
        m_noticePlace = place;
        m_bar->show(critical ? InfoBar::Error : InfoBar::Info, text, place.isEmpty() ? QString() : tr("Open run"));
    });
    const auto go = [this](const QString& place) {
        if (m_session && !place.isEmpty()) {
            open(place);
        }
    };
    connect(m_bar, &InfoBar::actionClicked, this, [this, go] {
        m_bar->hide();
        go(m_noticePlace);
    });
    connect(m_notifier, &Notifier::openRequested, this, [this, go](const QString& place) {
        showNormal();
        raise();
        activateWindow();
        go(place);
    });
}

void MainWindow::tell(const QString& text, bool error) {
    m_bar->show(error ? InfoBar::Error : InfoBar::Info, text);
}

void MainWindow::setMark(const QString& text, const QString& action) {
    m_mark->show(InfoBar::Warning, text, action, false);
}

QString MainWindow::profileText() const {
    const bool own = m_profile.kind == ConnectionKind::embedded;
    return !m_session                  ? QString()
           : m_session->takenAt() != 0 ? m_session->profile()
           : own                       ? tr("profile %1").arg(m_session->profile())
                                       : toText(m_profile.name);
}

void MainWindow::updateHealth() {
    const auto& health = m_session->health();
    const auto& state = m_session->connection();
    const QString asOf = asOfText(state);
    auto shown = health;
    if (state.phase == ConnectionPhase::Synchronizing) {
        shown.state = api::HealthState::starting;  // no green for what is not known to be true yet
    }
    m_status->setHealth(shown, state.phase == ConnectionPhase::Connected ? QString()
                               : asOf.isEmpty()
                                   ? connectionPhaseText(state.phase)
                                   : QStringLiteral("%1 · %2").arg(connectionPhaseText(state.phase), asOf));
    m_status->setProfile(width() < kCompactBelow ? profileText() : QString());
    if (m_session->takenAt() != 0) {
        m_status->setText(tr("Archive"), api::HealthState::stopped);
    }
    m_rail->setBadge(QStringLiteral("approvals"), health.openApprovals);
    const QString why = m_session->obstacle(api::StartRun::kInfo.name);
    auto* start = m_commands->find(QStringLiteral("run.start"));
    start->setEnabled(why.isEmpty());
    start->setToolTip(why);
    showPhase();
}

void MainWindow::updateWatched() {
    if (m_session) {
        m_session->setWatched(isVisible() && !isMinimized());
    }
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    updateWatched();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    updateWatched();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        updateWatched();
    }
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_rail->setCompact(width() < kCompactBelow);
    m_status->setProfile(width() < kCompactBelow ? profileText() : QString());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_settings.setWindowGeometry(saveGeometry());
    if (m_session) {
        m_session->refreshHealth();
        const auto& health = m_session->health();
        if (!m_mayClose && m_engineEndsHere && health.activeRuns + health.waitingRuns > 0) {
            event->ignore();
            askBeforeClosing();
            return;
        }
    }
    event->ignore();  // the application ends us once the engine has stopped
    Q_EMIT quitRequested();
}

void MainWindow::askBeforeClosing() {
    ask(tr("The engine runs inside this window. Runs stop at their last finished task and resume "
           "when Beamline is started again; nothing is lost. Timers and approvals that fall due "
           "meanwhile are handled then."),
        tr("Quit, resume next time"), tr("Keep running"), [this] {
            m_mayClose = true;
            close();
        });
}

void MainWindow::ask(const QString& text, const QString& act, const QString& keep, std::function<void()> then) {
    if (m_question) {
        m_question->raise();
        return;
    }
    const auto& health = m_session->health();
    auto* question =
        new Question(tr("%n run(s) in flight.", nullptr, static_cast<int>(health.activeRuns + health.waitingRuns)),
                     text, act, Button::Secondary, keep, this);
    m_question = question;
    connect(question, &QDialog::accepted, this, std::move(then));
    question->open();
}

}  // namespace beamline::ui
