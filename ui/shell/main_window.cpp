// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/main_window.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/open_problem_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/redaction.h"
#include "ui/models/unended_runs.h"
#include "ui/session/connection_book.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/connection_band.h"
#include "ui/shell/connection_bar.h"
#include "ui/shell/connection_card.h"
#include "ui/shell/layout_keeper.h"
#include "ui/shell/menu_bar.h"
#include "ui/shell/nav_rail.h"
#include "ui/shell/notifier.h"
#include "ui/shell/places.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tenant_switch.h"
#include "ui/shell/tour.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/language.h"
#include "ui/widgets/question.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kCompactBelow = 1000;  // window width under which the rail shows icons only
constexpr QSize kFirstSize(1440, 900);
constexpr QSize kSmallest(900, 600);
constexpr QSize kFrame(16, 48);  // what a desktop may draw around a window, known only once it is shown
}  // namespace

MainWindow::MainWindow(Settings& settings, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_layout(new LayoutKeeper(settings, this)) {
    setWindowTitle(QStringLiteral("Beamline"));
    m_profile.id = ConnectionProfile::kEmbeddedId;
    m_profile.kind = ConnectionKind::embedded;
    const QSize room = screen()->availableSize() - kFrame;
    setMinimumSize(kSmallest.boundedTo(room));
    build();
    addNotifier();
    connect(&m_settings, &Settings::changed, this, [this](const QString& what) {
        if (what == Settings::kMenu) {
            m_menu->setLasting(m_settings.isMenuShown());
        } else if (what == Settings::kRedacted) {
            setMoreSensitiveNames(m_settings.redactedNames());
        }
    });
    setMoreSensitiveNames(m_settings.redactedNames());
    // Not at once: it was chosen in a page of this window.
    connect(&Language::current(), &Language::changed, this, &MainWindow::speak, Qt::QueuedConnection);
    qApp->installEventFilter(this);
    if (!restoreGeometry(m_settings.windowGeometry())) {
        resize(kFirstSize.boundedTo(room));
    }
}

/// All that has texts of its own.
void MainWindow::build() {
    m_language = Language::current().code();
    m_commands = new CommandRegistry(this, &m_settings);
    buildContent();
    m_menu = new MenuBar(
        *m_commands, [this] { return currentPage(); }, this);
    setMenuBar(m_menu);
    m_menu->setLasting(m_settings.isMenuShown());
    addCommands();
    addPages();

    connect(m_rail, &NavRail::chosen, this, &MainWindow::open);
    connect(m_bar, &InfoBar::actionClicked, this, [this] {
        m_bar->hide();
        followNotice(m_noticePlace);
    });
    connect(m_mark, &InfoBar::actionClicked, this, &MainWindow::markActionClicked);
    connect(m_start, &StartPage::retry, this, &MainWindow::retryRequested);
    connect(m_start, &StartPage::quit, this, &QWidget::close);
    connect(m_status, &StatusLine::commandsClicked, this, &MainWindow::showPalette);
    connect(m_status, &StatusLine::problemsClicked, this, [this] { open(QStringLiteral("problems")); });
    connect(m_engineBar, &ConnectionBar::reconnectRequested, this, &MainWindow::retryRequested);
    connect(m_rail->connectionCard(), &QAbstractButton::clicked, this, &MainWindow::showSwitcher);
    connect(m_start, &StartPage::connections, this, [this] { open(QStringLiteral("connections")); });
    connect(m_commands, &CommandRegistry::changed, this, &MainWindow::updateKeys);
    m_rail->setCompact(width() < kCompactBelow);
    m_rail->setPlacesEnabled(false);
    if (m_book) {
        useConnections();
    }
    updateKeys();
    updateHistory();
}

/// The language is another one: all texts are made anew over the same session. Without one it waits for the next.
void MainWindow::speak() {
    if (!m_session || m_language == Language::current().code()) {
        return;
    }
    m_wanted = here();
    m_restoring = false;
    auto back = m_back;
    auto forward = m_forward;
    const int step = m_tour ? m_tour->step() : -1;
    auto session = releaseSession();
    setSession(std::move(session), m_engineEndsHere);
    m_back = std::move(back);
    m_forward = std::move(forward);
    updateHistory();
    if (step >= 0) {
        startTour(step);
    }
}

void MainWindow::buildContent() {
    auto* all = new QWidget(this);
    auto* rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_band = new ConnectionBand(all);
    rows->addWidget(m_band);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    m_rail = new NavRail(all);
    for (const auto& row : placeRows()) {
        if (row.rail != PlaceRow::Rail::None) {
            m_rail->addPlace(row.head, row.icon, row.railText(), row.needs == PlaceRow::Needs::Nothing,
                             row.rail == PlaceRow::Rail::Bottom);
        }
    }
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

void MainWindow::setSession(std::unique_ptr<EngineSession> session, bool engineEndsHere) {
    closeSession();
    if (m_language != Language::current().code()) {
        m_pages.clear();
        delete m_commands;
        delete centralWidget();
        build();
    }
    m_session = std::move(session);
    m_engineEndsHere = engineEndsHere;
    m_session->setConnectionProfile(m_profile);
    m_session->setSettings(&m_settings);
    m_problems = new OpenProblemModel(m_session.get(), this);
    addPages();
    m_rail->setPlacesEnabled(true);
    connect(m_session.get(), &EngineSession::healthChanged, this, &MainWindow::updateHealth);
    connect(m_problems, &OpenProblemModel::countChanged, this, &MainWindow::showProblemCount);
    connect(m_session.get(), &EngineSession::problemRaised, this, [this](const api::Error& error, const QString& what) {
        tellProblem(QStringLiteral("%1: %2").arg(what, errorWithProblems(error)));
    });
    if (auto* outbox = m_session->outbox()) {  // the same in another language
        connect(outbox, &DecisionOutbox::lost, this, &MainWindow::tellLost, Qt::UniqueConnection);
    }
    connect(m_session.get(), &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        // The badge is what people wait for: it does not wait for the next look at the health.
        if (std::any_of(batch.begin(), batch.end(), [](const api::Event& event) { return !event.approval.empty(); })) {
            m_session->refreshHealth();
        }
    });
    m_notifier->follow(m_session.get(), engineEndsHere);
    m_engineBar->follow(m_session.get());
    m_status->tenantSwitch()->follow(m_session.get());
    updateHealth();
    showProblemCount();
    updateWatched();
    openFirst();
}

void MainWindow::addNotifier() {
    m_notifier = new Notifier(m_settings, this);
    connect(m_notifier, &Notifier::told, this,
            [this](const QString& text, bool critical, const QString& place, bool shownThere) {
                if (shownThere && isFront(place)) {
                    return;
                }
                m_noticePlace = place;
                m_noticeShownThere = shownThere;
                m_problemsTold = 0;
                m_bar->show(critical ? InfoBar::Error : InfoBar::Info, text,
                            place.isEmpty()                           ? QString()
                            : place.startsWith(QLatin1String("run/")) ? tr("Open run")
                                                                      : tr("Open"));
            });
    connect(m_notifier, &Notifier::untold, this, [this](const QString& text) {
        if (m_bar->text() == text) {
            m_bar->hide();
        }
    });
    connect(m_notifier, &Notifier::quitRequested, this, &QWidget::close);
    connect(m_notifier, &Notifier::openRequested, this, [this](const QString& place) {
        setWindowState(windowState() & ~Qt::WindowMinimized);
        show();
        raise();
        activateWindow();
        followNotice(place);
    });
}

void MainWindow::followNotice(const QString& place) {
    if (m_session && !place.isEmpty()) {
        open(place);
    }
}

/// Several in a row are one message: the list of them is one step away, and shows them by itself.
void MainWindow::tellProblem(const QString& text) {
    const QString list = QStringLiteral("problems");
    if (isFront(list)) {
        return;
    }
    const int told = (m_bar->isHidden() ? 0 : m_problemsTold) + 1;
    m_bar->show(InfoBar::Error, told == 1 ? text : tr("%n problem(s), the last one: %1", nullptr, told).arg(text),
                tr("Show problems"));
    m_noticePlace = list;
    m_noticeShownThere = true;
    m_problemsTold = told;
}

bool MainWindow::isFront(const QString& place) const {
    return isVisible() && !isMinimized() && m_place == place;
}

void MainWindow::tell(const QString& text, bool error) {
    m_noticePlace.clear();
    m_noticeShownThere = false;
    m_problemsTold = 0;
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
        const bool watched = isVisible() && !isMinimized();
        m_session->setWatched(watched);
        m_problems->setLive(watched);
    }
    const QPointer<QWidget> focus = focusWidget();
    wakePage();
    if (focus) {
        focus->setFocus();  // where it was before the window went away
    }
}

void MainWindow::showProblemCount() {
    m_status->setProblems(m_problems->count());
    m_notifier->setProblems(m_problems->count(), m_problems->overdue());
}

/// Whoever gets Tab and does not want it comes here.
bool MainWindow::focusNextPrevChild(bool next) {
    return tabInReadingOrder(*this, next);
}

/// The buttons of a mouse for back and forward, Alt alone for the menus, and Tab in dialogs.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (widget && event->type() == QEvent::KeyPress) {
        const auto* press = static_cast<QKeyEvent*>(event);
        const bool tab = press->key() == Qt::Key_Tab || press->key() == Qt::Key_Backtab;
        auto* dialog = qobject_cast<QDialog*>(widget->window());
        if (tab && dialog && dialog->parentWidget() && dialog->parentWidget()->window() == this &&
            !(press->modifiers() & ~Qt::ShiftModifier) && !takesTab(*widget)) {
            return tabInReadingOrder(*dialog, press->key() == Qt::Key_Tab);
        }
    }
    if (!widget || widget->window() != this) {
        return QMainWindow::eventFilter(watched, event);
    }
    if (event->type() == QEvent::MouseButtonPress) {
        const auto button = static_cast<QMouseEvent*>(event)->button();
        m_altAlone = false;
        if (button == Qt::BackButton || button == Qt::ForwardButton) {
            m_commands->find(button == Qt::BackButton ? QStringLiteral("go.back") : QStringLiteral("go.forward"))
                ->trigger();
            return true;
        }
    } else if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        m_altAlone = key->key() == Qt::Key_Alt &&
                     !(key->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier | Qt::MetaModifier));
    } else if (event->type() == QEvent::KeyRelease && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt &&
               std::exchange(m_altAlone, false) && !m_settings.isMenuShown()) {
        m_menu->toggle();
        return true;
    }
    return QMainWindow::eventFilter(watched, event);
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
    } else if (event->type() == QEvent::ActivationChange) {
        m_altAlone = false;  // it was for the desktop
    }
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_rail->setCompact(width() < kCompactBelow);
    m_status->setProfile(width() < kCompactBelow ? profileText() : QString());
}

/// All windows begin as they came; those of this program that are open keep their size.
void MainWindow::resetLayout() {
    m_settings.resetLayout();
    m_layout->reset();
    showNormal();
    resize(kFirstSize.boundedTo(screen()->availableSize() - kFrame));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_settings.setWindowGeometry(saveGeometry());
    if (m_session) {
        m_session->refreshHealth();
        const auto& health = m_session->health();
        if (!m_mayClose && m_engineEndsHere && m_settings.asksBeforeQuitting() &&
            health.activeRuns + health.waitingRuns > 0) {
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
    auto* question = new Question(tr("Runs have not ended"), text, act, Button::Secondary, keep, this);
    m_question = question;
    m_session->call<api::CountRuns>({}, question, [question](const api::Result<api::RunCounts>& reply) {
        const QStringList unended = reply.ok() ? unendedTexts(reply->byPhase) : QStringList();
        if (!unended.isEmpty()) {
            question->setWindowTitle(tr("Runs have not ended: %1").arg(unended.join(QStringLiteral(", "))));
        }
    });
    connect(question, &QDialog::accepted, this, std::move(then));
    question->open();
}

}  // namespace beamline::ui
