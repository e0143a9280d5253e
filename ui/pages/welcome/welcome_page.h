// SPDX-License-Identifier: Apache-2.0
#pragma once
// The page of the first start: what the console is, what its engine does now, and ways to the first real things. It is
// built when it is shown first, so that no start waits for it. GUI thread only.

#include <QTimer>
#include <array>
#include <optional>

#include "engine/api/operations.h"
#include "ui/widgets/page.h"

class QCheckBox;
class QGridLayout;
class QLabel;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class Pill;
class SampleRun;
class Settings;
class ShortcutBook;
class WelcomeCard;

class WelcomePage : public Page {
    Q_OBJECT
public:
    static constexpr int kCards = 4;
    static constexpr int kCountMs = 1'000;  ///< from news to counting all runs again

    /// `settings` and `keys` outlive the page. `connects`: there are connections to choose from.
    WelcomePage(EngineSession* session, Settings& settings, ShortcutBook& keys, bool connects);

    QString title() const override { return tr("Welcome"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;

Q_SIGNALS:
    /// A command of the window, by its id.
    void commandWanted(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildBody();
    QWidget* buildNow();
    QWidget* buildCards();
    QWidget* buildKeys();
    QString introduction() const;
    void arrange();
    void showNow();
    void showFigures();
    void touchCounts();
    void askCounts();
    void showCards();
    void showKeys();
    void press(int card);

    EngineSession* m_session;
    Settings& m_settings;
    ShortcutBook& m_keys;
    const bool m_connects;
    SampleRun* m_sample = nullptr;  ///< once it is built
    InfoBar* m_bar = nullptr;
    Pill* m_phase = nullptr;
    QLabel* m_now = nullptr;
    QLabel* m_figures = nullptr;
    Button* m_act = nullptr;
    Button* m_look = nullptr;
    std::array<WelcomeCard*, kCards> m_cards{};
    QGridLayout* m_cardGrid = nullptr;
    QGridLayout* m_keyGrid = nullptr;
    QString m_startKey;
    std::optional<api::RunCounts> m_counts;  ///< absent: not answered yet
    quint64 m_countToken = 0;
    QTimer m_countRest;   ///< from news to the next question
    bool m_live = false;  ///< somebody looks
    QCheckBox* m_away = nullptr;
};

}  // namespace beamline::ui
