// SPDX-License-Identifier: Apache-2.0
// The places of the window: their pages, going there, and back.
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QStackedWidget>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/open_problem_model.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/pages/welcome/welcome_page.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/connection_bar.h"
#include "ui/shell/connection_card.h"
#include "ui/shell/layout_keeper.h"
#include "ui/shell/main_window.h"
#include "ui/shell/nav_rail.h"
#include "ui/shell/places.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tenant_switch.h"
#include "ui/shell/tour.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page.h"

namespace beamline::ui {

namespace {
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

PageParts MainWindow::parts() {
    return {m_session.get(), m_problems, m_settings, *m_commands, m_book, m_opener};
}

/// Those that can be made now and are not there yet.
void MainWindow::addPages() {
    for (const auto& row : placeRows()) {
        if (!row.make || pageAt(row.head) || (row.needs != PlaceRow::Needs::Nothing && !m_session)) {
            continue;
        }
        Page* page = row.make(parts());
        if (!page) {
            continue;
        }
        page->setAccessibleName(page->title());
        m_stack->addWidget(page);
        m_pages.emplace_back(&row, page);
        m_commands->adopt(row.head, page);
        m_layout->keep(row.head, page);
        connect(page, &Page::navigate, this, &MainWindow::open);
        connect(page, &Page::titleChanged, this, [this, page] {
            if (currentPage() == page) {
                updateTitle();
            }
        });
        const auto start = [this](const QString& id) {
            if (auto* action = m_commands->find(id)) {
                action->trigger();
            }
        };
        if (auto* connections = qobject_cast<ConnectionsPage*>(page)) {
            connect(connections, &ConnectionsPage::connectRequested, this, &MainWindow::requestConnection);
        } else if (auto* settings = qobject_cast<SettingsPage*>(page)) {
            connect(settings, &SettingsPage::commandWanted, this, start);
        } else if (auto* welcome = qobject_cast<WelcomePage*>(page)) {
            connect(welcome, &WelcomePage::commandWanted, this, start);
        }
    }
    updatePlaces();
}

Page* MainWindow::pageAt(const QString& head) const {
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const auto& one) { return one.first->head == head; });
    return found == m_pages.end() ? nullptr : found->second;
}

/// An archive has no machines, no secrets and nothing to mend.
bool MainWindow::isThere(const PlaceRow& row) const {
    const bool lives = !m_session || m_session->takenAt() == 0;
    return row.needs == PlaceRow::Needs::Nothing ? pageAt(row.head) != nullptr
                                                 : lives || row.needs != PlaceRow::Needs::LiveEngine;
}

void MainWindow::updatePlaces() {
    for (const auto& row : placeRows()) {
        const bool there = isThere(row);
        m_rail->setPlaceShown(row.head, there);
        const QString why = !there                                               ? tr("There is nothing of it here.")
                            : m_session || row.needs == PlaceRow::Needs::Nothing ? QString()
                                                                                 : tr("There is no engine yet.");
        const bool welcome = row.head == QLatin1String("welcome");
        for (const QString& id : {QStringLiteral("go.") + row.head, QStringLiteral("help.") + row.head,
                                  welcome ? QStringLiteral("help.tour") : QString()}) {
            if (auto* go = m_commands->find(id)) {
                go->setEnabled(why.isEmpty());
                go->setToolTip(why);
            }
        }
    }
}

void MainWindow::startTour(int step) {
    if (!m_session || m_session->takenAt() != 0) {
        return;
    }
    delete m_tour;
    m_tour = new Tour(*this, m_session.get(), m_settings, step);
    connect(m_tour, &Tour::ended, this, &MainWindow::endTour);
}

/// Whoever has seen all of it needs no welcome any more.
void MainWindow::endTour(bool whole) {
    if (whole) {
        m_settings.setWelcomed(true);
    }
    if (auto* tour = std::exchange(m_tour, nullptr).data()) {
        tour->leave();
        tour->deleteLater();  // its button is on the stack
    }
    if (auto* page = currentPage()) {
        focusContent(*page);
    }
}

QString MainWindow::firstPlace() const {
    const auto& rows = placeRows();
    const auto first = std::find_if(rows.begin(), rows.end(), [this](const PlaceRow& row) {
        return row.rail == PlaceRow::Rail::Top && row.needs != PlaceRow::Needs::Nothing && isThere(row);
    });
    return first->head;
}

void MainWindow::openFirst() {
    const QString wanted = std::exchange(m_wanted, QString());
    QStringList rest;
    const auto* row = findPlace(wanted, &rest);
    if (!std::exchange(m_restoring, false)) {
        if (!wanted.isEmpty()) {
            open(wanted);
        }
    } else if (row && row->ask && !rest.isEmpty()) {
        // Settings are shared by all data directories: what was looked at in one need not be in the other.
        row->ask(*m_session, this, rest, [this, wanted](bool there) {
            if (m_session && m_place.isEmpty()) {
                visit(there ? wanted : firstPlace());
            }
        });
        return;
    } else if (row && !row->passing && isThere(*row)) {
        visit(wanted);
    }
    if (m_place.isEmpty()) {
        visit(firstPlace());
    }
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
    qobject_cast<WorkflowsPage*>(pageAt(QStringLiteral("workflows")))->showRefused(path, source, error);
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
    const auto session = releaseSession();
    if (auto* outbox = session->outbox()) {
        outbox->leave(session.get());
        disconnect(outbox, nullptr, this, nullptr);
    }
}

/// The page where it was taken has gone, perhaps with the session.
void MainWindow::tellLost(const api::Approval& shown, const api::Error& why) {
    const QString what =
        tr("Your decision on “%1” is not sent, decide it again").arg(cutText(shown.subject, kShownTitle));
    if (m_session) {
        m_session->report(why, what);
    } else {
        tell(QStringLiteral("%1: %2").arg(what, toText(why.message)), true);
    }
}

/// Without its pages: whoever lets it go then ends it.
std::unique_ptr<EngineSession> MainWindow::releaseSession() {
    delete m_tour;
    closeDialogs();
    sleepPage();
    m_stack->setCurrentWidget(m_start);
    const auto ofEngine = std::stable_partition(
        m_pages.begin(), m_pages.end(), [](const auto& one) { return one.first->needs == PlaceRow::Needs::Nothing; });
    const std::vector<std::pair<const PlaceRow*, Page*>> ending(ofEngine, m_pages.end());
    m_pages.erase(ofEngine, m_pages.end());
    for (const auto& [row, page] : ending) {
        delete page;
    }
    delete std::exchange(m_problems, nullptr);
    m_rail->setPlacesEnabled(false);
    m_engineBar->follow(nullptr);
    m_status->tenantSwitch()->follow(nullptr);
    m_place.clear();
    m_back.clear();
    m_forward.clear();
    auto session = std::move(m_session);
    disconnect(session.get(), nullptr, this, nullptr);
    disconnect(session.get(), nullptr, m_notifier, nullptr);
    updateHistory();
    updatePlaces();
    m_rail->connectionCard()->setState({});
    showPhase();
    updateTitle();
    return session;
}

Page* MainWindow::currentPage() const {
    return qobject_cast<Page*>(m_stack->currentWidget());
}

QString MainWindow::here() const {
    const auto* page = currentPage();
    const QString said = page && m_session ? page->here() : QString();
    return said.isEmpty() ? m_place : said;
}

void MainWindow::open(const QString& place) {
    if (!m_session) {
        QStringList rest;
        const auto* row = findPlace(place, &rest);
        auto* page = row && row->needs == PlaceRow::Needs::Nothing ? pageAt(row->head) : nullptr;
        if (page) {  // it needs no engine
            if (row->show) {
                row->show(*page, rest);
            }
            showPage(page, row->of);
        }
        m_wanted = place;  // whoever is there stays there when the engine has come
        m_restoring = false;
        return;
    }
    const QString before = here();
    const QString was = m_place;
    if (place != before && visit(place) && m_place != was && !was.isEmpty()) {
        m_back.append(before);
        m_forward.clear();
        if (m_back.size() > kMaxHistory) {
            m_back.removeFirst();
        }
    }
    updateHistory();
}

void MainWindow::step(QStringList& from, QStringList& to) {
    if (!from.isEmpty()) {
        const QString before = here();
        const QString target = from.takeLast();
        if (visit(target)) {
            to.append(before);
        }
    }
    updateHistory();
}

void MainWindow::updateHistory() {
    for (const auto& [id, places] : {std::pair("go.back", &m_back), {"go.forward", &m_forward}}) {
        auto* action = m_commands->find(QString::fromLatin1(id));
        action->setEnabled(!places->isEmpty());
        action->setToolTip(places->isEmpty() ? tr("There is no place to go to that way.") : QString());
    }
}

bool MainWindow::visit(const QString& place) {
    QStringList rest;
    const auto* row = findPlace(place, &rest);
    Page* page = row ? pageAt(row->make ? row->head : row->of) : nullptr;
    if (row && !isThere(*row) && row->needs == PlaceRow::Needs::LiveEngine) {
        tell(tr("An archive has one run; there is nothing of it at “%1”.").arg(cutText(toUtf8(place), kShownTitle)),
             true);
        return false;
    }
    if (!page) {
        tell(tr("There is no place called “%1”.").arg(cutText(toUtf8(place), kShownTitle)), true);
        return false;
    }
    if (row->passing && m_place.isEmpty()) {
        visit(firstPlace());
    }
    if (row->show) {
        row->show(*page, rest);
    }
    if (row->passing) {
        return false;
    }
    showPage(page, row->of);
    m_place = place;
    if (m_noticeShownThere && m_place == m_noticePlace) {
        m_bar->hide();
    }
    return true;
}

void MainWindow::showPage(Page* page, const QString& rail) {
    m_rail->setCurrent(rail);
    auto* before = currentPage();
    if (before != page) {
        sleepPage();
        if (before) {
            if (auto* focus = before->focusWidget()) {
                focus->clearFocus();  // or Qt hands it to the first button of the next page
            }
        }
        m_stack->setCurrentWidget(page);
        wakePage();
        focusContent(*page);
    }
    updateTitle();
}

/// The page in front works while somebody can see it.
void MainWindow::wakePage() {
    auto* wanted = isVisible() && !isMinimized() ? currentPage() : nullptr;
    if (wanted == m_awake) {
        return;
    }
    sleepPage();
    m_awake = wanted;
    if (wanted) {
        wanted->activated();
    }
}

void MainWindow::sleepPage() {
    if (auto* page = std::exchange(m_awake, nullptr).data()) {
        page->deactivated();
    }
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

}  // namespace beamline::ui
