// SPDX-License-Identifier: Apache-2.0
#pragma once
// The window: rail, pages, bars and commands over one engine session. GUI thread only.

#include <QMainWindow>
#include <QPointer>
#include <QStringList>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/values.h"
#include "ui/session/connection_profile.h"

class QStackedWidget;

namespace beamline::ui {

class CommandRegistry;
enum class CommandMenu;
class ConnectionBand;
class ConnectionBar;
class ConnectionBook;
class EngineOpener;
class EngineSession;
class InfoBar;
class LayoutKeeper;
class MenuBar;
class NavRail;
class Notifier;
class OpenProblemModel;
class Page;
class Settings;
class StartPage;
class StatusLine;
class Tour;
struct PageParts;
struct PlaceRow;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    static constexpr int kMaxHistory = 50;  ///< places to go back to

    /// `settings` must outlive the window.
    explicit MainWindow(Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Gives the window the page Connections and the switcher. Both must outlive it.
    void setConnections(ConnectionBook* book, EngineOpener* opener);
    /// Which connection the window is on, or on its way to.
    void setProfile(const ConnectionProfile& profile);
    const ConnectionProfile& profile() const { return m_profile; }
    /// Until there is a session: that an engine elsewhere is being connected to, or why it could not be.
    void showConnecting();
    void showUnreached(const api::Error& error);
    /// Until there is a session: that the engine in `dataDir` is being opened, or why it could not be.
    void showStarting(const QString& dataDir);
    void showFailure(const api::Error& error, const QString& dataDir);
    /// The engine is being stopped, pages and session have gone.
    void showStopping();

    /// Builds the pages over `session` and goes to the place asked for. `engineEndsHere`: closing stops the engine, so
    /// the user is told what becomes of runs in flight.
    void setSession(std::unique_ptr<EngineSession> session, bool engineEndsHere);
    /// Destroys the pages, then the session. After it nothing here refers to the engine.
    void closeSession();
    EngineSession* session() const { return m_session.get(); }

    /// Places as in Page::navigate; kept until there is a session. An unknown place says so in the bar.
    void open(const QString& place);
    /// The place that is shown when none was asked for.
    QString firstPlace() const;
    /// The place where the console was left: silently the first page when it does not exist in this engine.
    void restore(const QString& place);
    QString place() const { return m_place; }
    /// The same, with what the page can say of what is on view in it.
    QString here() const;
    /// A definition that was refused: the page Workflows lists what is wrong with it.
    void showMistakes(const QString& path, const QString& source, const api::Error& error);
    /// A condition the user should know of, above the page.
    void tell(const QString& text, bool error);
    /// What every page of this window is of, above all of them, with a button when `action` is not empty.
    void setMark(const QString& text, const QString& action);
    CommandRegistry& commands() { return *m_commands; }
    /// Over this window, from its first step or a later one; nothing happens while there is no living engine.
    void startTour(int step = 0);

Q_SIGNALS:
    /// The user wants this connection, here or in a window of its own, and has been asked when there was something to
    /// ask.
    void connectRequested(const std::string& id, bool newWindow);
    /// Open the engine again: there is none, or the one there was is lost.
    void retryRequested();
    void markActionClicked();
    /// The user wants to end, and has been asked when there was something to ask.
    void quitRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildContent();
    void speak();
    void useConnections();
    std::unique_ptr<EngineSession> releaseSession();
    void followNotice(const QString& place);
    void addCommands();
    void addGoCommands();
    void addLookCommands();
    QAction* addCommand(const char* id, const QString& text, const char* keys, CommandMenu menu,
                        std::function<void()> run);
    PageParts parts();
    void addPages();
    Page* pageAt(const QString& head) const;
    bool isThere(const PlaceRow& row) const;
    bool visit(const QString& place);
    void openFirst();
    void showPage(Page* page, const QString& rail);
    void step(QStringList& from, QStringList& to);
    void updateHistory();
    void updateHealth();
    void updateTitle();
    void updatePlaces();
    void updateKeys();
    void showProblemCount();
    void tellProblem(const QString& text);
    void tellLost(const api::Approval& shown, const api::Error& why);
    bool isFront(const QString& place) const;
    void showPalette();
    void copyLink();
    void resetLayout();
    QString profileText() const;
    void showPhase();
    void showSwitcher();
    void newWindow();
    void requestConnection(const std::string& id, bool newWindow);
    void ask(const QString& text, const QString& act, const QString& keep, std::function<void()> then);
    void updateWatched();
    void wakePage();
    void sleepPage();
    void addNotifier();
    void endTour(bool whole);
    void askBeforeClosing();
    void closeDialogs();
    Page* currentPage() const;

    Settings& m_settings;
    std::unique_ptr<EngineSession> m_session;
    bool m_engineEndsHere = false;
    bool m_mayClose = false;
    bool m_altAlone = false;  ///< Alt is down and no other key was
    QString m_language;       ///< of the texts that it has
    CommandRegistry* m_commands;
    MenuBar* m_menu;
    LayoutKeeper* m_layout;
    NavRail* m_rail;
    QStackedWidget* m_stack;
    StartPage* m_start;
    InfoBar* m_bar;
    ConnectionBar* m_engineBar;
    InfoBar* m_mark;
    ConnectionBand* m_band;
    ConnectionBook* m_book = nullptr;
    EngineOpener* m_opener = nullptr;
    ConnectionProfile m_profile;
    Notifier* m_notifier;
    QString m_noticePlace;  ///< where the button of m_bar leads
    bool m_noticeShownThere = false;
    int m_problemsTold = 0;  ///< by m_bar as it is now
    StatusLine* m_status;
    OpenProblemModel* m_problems = nullptr;  ///< of the session
    std::vector<std::pair<const PlaceRow*, Page*>> m_pages;
    QPointer<Page> m_awake;  ///< that was told that it is in front
    QPointer<QWidget> m_question;
    QPointer<Tour> m_tour;
    QString m_place;
    QString m_wanted;
    bool m_restoring = false;  ///< m_wanted is where the console was left
    QStringList m_back;
    QStringList m_forward;
};

}  // namespace beamline::ui
