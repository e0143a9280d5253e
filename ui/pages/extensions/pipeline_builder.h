// SPDX-License-Identifier: Apache-2.0
#pragma once
// The pipeline of a policy as lanes of cards: dragged or moved by key, taken from a palette, changed in a pane beside,
// judged while one works, tried with a message, and stored as the next version. GUI thread only.

#include <QPointer>
#include <QWidget>
#include <array>
#include <functional>

#include "engine/api/routing_operations.h"
#include "ui/models/pipeline_document.h"

class QAction;
class QBoxLayout;
class QComboBox;
class QDialog;
class QLabel;
class QStackedWidget;

namespace beamline::ui {

class Button;
class Card;
class ContentStack;
class EngineSession;
class ExtensionCardList;
class ExtensionListModel;
class InfoBar;
class Pill;
class PipelineDraft;
class PipelineDryRun;
class PipelineLaneModel;
class PipelinePaletteModel;
class PipelineStagePane;

class PipelineBuilder : public QWidget {
    Q_OBJECT
public:
    PipelineBuilder(EngineSession* session, ExtensionListModel* extensions, QWidget* parent = nullptr);

    /// Empty: the one from before, else the default one, else the first.
    void showPolicy(const QString& policy);
    QString policy() const;
    /// Lanes, or the dry run.
    void setDryRun(bool dryRun);
    /// In front or not: what is hidden asks for nothing.
    void setLive(bool live);
    void refresh();
    void enter();
    bool isChanged() const;
    QList<QAction*> commands() const;

Q_SIGNALS:
    void changedChanged();
    void policyChanged();
    void registryAsked(const QString& extension);
    void policiesAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static constexpr std::size_t kLanes = kPipelineLanes.size();
    struct LaneParts {
        PipelineLaneModel* model = nullptr;
        ExtensionCardList* list = nullptr;
        Card* card = nullptr;
        QLabel* count = nullptr;
    };
    // ---- pipeline_builder.cpp
    QWidget* buildBar();
    QWidget* buildAdvice();
    QWidget* buildLanes();
    QWidget* buildSide();
    static QWidget* signOf(QAction* action, QWidget* parent);
    LaneParts buildLane(PipelineLane lane, const QString& title, const QString& hint);
    void buildActions();
    void connectLane(PipelineLane lane);
    void connectParts();
    void arrange();
    void showState();
    void showAdvice();
    void showProviders();
    void updateActions();
    // ---- pipeline_builder_actions.cpp
    void askPolicies();
    void takePolicies(const api::PolicyPage& page);
    void choosePolicy(int index);
    void leave(std::function<void()> then);
    void loadAnew();
    void choose(PipelineLane lane, int row);
    void focusNeighbour(PipelineLane lane, int direction);
    void addFromPalette(int row);
    void insertAt(PipelineLane lane, int row, const QString& id);
    void enterPalette();
    void takeOut();
    void moveChosen(int by);
    void step(bool back);
    void save();
    LaneParts& parts(PipelineLane lane) { return m_lanes[static_cast<std::size_t>(lane)]; }
    int chosenRow();

    EngineSession* m_session;
    ExtensionListModel* m_extensions;
    PipelineDraft* m_draft;
    PipelinePaletteModel* m_palette;
    std::array<LaneParts, kLanes> m_lanes;
    PipelineLane m_lane = PipelineLane::Pre;  ///< of the chosen card
    QString m_wanted;
    QString m_shown;  ///< the policy whose lanes are on view
    QString m_policyProblem;
    bool m_live = false;
    bool m_known = false;  ///< which policies there are
    bool m_asking = false;
    bool m_askAgain = false;
    bool m_choosing = false;
    bool m_mayClose = false;
    bool m_wide = true;
    std::int64_t m_told = 0;  ///< newest version of others that was told of
    QComboBox* m_policies;
    Pill* m_version;
    Pill* m_changed;
    InfoBar* m_bar;
    Pill* m_level;
    QLabel* m_figures;
    QLabel* m_advice;
    QLabel* m_providers;
    Card* m_providerCard;
    QBoxLayout* m_laneLayout;
    ContentStack* m_stack;
    QStackedWidget* m_modes;
    QWidget* m_build;
    ExtensionCardList* m_paletteList;
    PipelineStagePane* m_pane;
    PipelineDryRun* m_dryRun;
    QAction* m_undo;
    QAction* m_redo;
    QAction* m_add;
    QAction* m_remove;
    QAction* m_up;
    QAction* m_down;
    QAction* m_reload;
    QAction* m_save;
    QPointer<QDialog> m_dialog;
};

}  // namespace beamline::ui
