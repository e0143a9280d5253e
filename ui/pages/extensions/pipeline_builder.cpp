// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/pipeline_builder.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>

#include "ui/models/extension_list_model.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/pipeline_draft.h"
#include "ui/models/pipeline_lane_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/extensions/extension_card_list.h"
#include "ui/pages/extensions/pipeline_dry_run.h"
#include "ui/pages/extensions/pipeline_stage_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

QLabel* builderLabel(QWidget* parent, bool muted) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("muted", muted);
    return label;
}
}  // namespace

PipelineBuilder::PipelineBuilder(EngineSession* session, ExtensionListModel* extensions, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_extensions(extensions),
      m_draft(new PipelineDraft(session, this)),
      m_palette(new PipelinePaletteModel(extensions, this)) {
    buildActions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("pipeline.bar"));
    auto* content = new QWidget(this);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(space::k12);
    m_modes = new QStackedWidget(content);
    m_build = new QWidget(m_modes);
    auto* building = new QVBoxLayout(m_build);
    building->setContentsMargins(0, 0, 0, 0);
    building->setSpacing(space::k12);
    building->addWidget(buildAdvice());
    auto* split = new QSplitter(Qt::Horizontal, m_build);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    split->addWidget(buildLanes());
    split->addWidget(buildSide());
    split->setStretchFactor(0, 1);
    split->setSizes({3 * extent::kDetailPane, extent::kDetailPane});
    building->addWidget(split, 1);
    m_dryRun = new PipelineDryRun(session, m_draft, m_modes);
    m_modes->addWidget(m_build);
    m_modes->addWidget(m_dryRun);
    inside->addWidget(m_modes, 1);
    m_stack = new ContentStack(content, this);
    column->addWidget(buildBar());
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connectParts();
    m_draft->setParent(nullptr);
    m_draft->setParent(this);  // who looks at it goes before it
    arrange();
    showState();
}

void PipelineBuilder::buildActions() {
    m_undo = addPageAction(this, "pipeline.undo", tr("Undo"), {}, QKeySequence(Qt::CTRL | Qt::Key_Z));
    m_redo = addPageAction(this, "pipeline.redo", tr("Redo"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    m_add = addPageAction(this, "pipeline.add", tr("Add an extension"), QStringLiteral("plus"),
                          QKeySequence(Qt::Key_Insert));
    m_remove =
        addPageAction(this, "pipeline.remove", tr("Take out"), QStringLiteral("trash"), QKeySequence(Qt::Key_Delete));
    m_up = addPageAction(this, "pipeline.up", tr("Move earlier"), QStringLiteral("chevron-up"),
                         QKeySequence(Qt::CTRL | Qt::Key_Up));
    m_down = addPageAction(this, "pipeline.down", tr("Move later"), QStringLiteral("chevron-down"),
                           QKeySequence(Qt::CTRL | Qt::Key_Down));
    m_reload = addPageAction(this, "pipeline.reload", tr("Load anew"), QStringLiteral("refresh"));
    m_save = addPageAction(this, "pipeline.save", tr("Save…"), {}, QKeySequence(Qt::CTRL | Qt::Key_S));
    connect(m_undo, &QAction::triggered, this, [this] { step(true); });
    connect(m_redo, &QAction::triggered, this, [this] { step(false); });
    connect(m_add, &QAction::triggered, this, &PipelineBuilder::enterPalette);
    connect(m_remove, &QAction::triggered, this, &PipelineBuilder::takeOut);
    connect(m_up, &QAction::triggered, this, [this] { moveChosen(-1); });
    connect(m_down, &QAction::triggered, this, [this] { moveChosen(1); });
    connect(m_reload, &QAction::triggered, this, [this] { leave([this] { loadAnew(); }); });
    connect(m_save, &QAction::triggered, this, &PipelineBuilder::save);
}

QWidget* PipelineBuilder::buildBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    auto* label = new QLabel(tr("Policy"), bar);
    m_policies = new QComboBox(bar);
    m_policies->setObjectName(QStringLiteral("pipeline.policy"));
    m_policies->setAccessibleName(tr("Policy"));
    m_policies->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_policies->setMinimumContentsLength(16);
    label->setBuddy(m_policies);
    m_version = new Pill(bar);
    m_changed = new Pill(tr("Changed"), Pill::Attention, bar);
    m_changed->setToolTip(tr("There are changes that are not saved."));
    row->addWidget(label);
    row->addWidget(m_policies);
    row->addWidget(m_version);
    row->addWidget(m_changed);
    row->addStretch(1);
    row->addWidget(new Button(m_undo, Button::Secondary, bar));
    row->addWidget(new Button(m_redo, Button::Secondary, bar));
    row->addWidget(new Button(m_save, Button::Primary, bar));
    return bar;
}

QWidget* PipelineBuilder::buildAdvice() {
    auto* card = new Card(m_build);
    card->setAccessibleName(tr("What the pipeline costs"));
    auto* inside = new QWidget(card);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k4);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k8);
    m_level = new Pill(inside);
    m_level->setObjectName(QStringLiteral("pipeline.level"));
    m_figures = builderLabel(inside, false);
    m_figures->setObjectName(QStringLiteral("pipeline.figures"));
    row->addWidget(m_level);
    row->addWidget(m_figures, 1);
    m_advice = builderLabel(inside, true);
    m_advice->setObjectName(QStringLiteral("pipeline.advice"));
    column->addLayout(row);
    column->addWidget(m_advice);
    card->addBody(inside, true, 0);
    return card;
}

PipelineBuilder::LaneParts PipelineBuilder::buildLane(PipelineLane lane, const QString& title, const QString& hint) {
    LaneParts parts;
    parts.card = new Card(title, m_build);
    parts.count = builderLabel(parts.card, true);
    parts.count->setWordWrap(false);
    parts.card->addToHeader(parts.count);
    parts.model = new PipelineLaneModel(m_draft, m_extensions, lane, this);
    parts.list = new ExtensionCardList(parts.model, lane, parts.card);
    parts.list->setObjectName(QStringLiteral("pipeline.") + QLatin1String(laneMember(lane)));
    parts.list->setAccessibleName(title);
    parts.list->setHint(hint);
    auto* holder = new QWidget(parts.card);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(space::k8, 0, space::k8, space::k8);
    column->addWidget(parts.list);
    parts.card->addBody(holder);
    return parts;
}

QWidget* PipelineBuilder::buildLanes() {
    auto* body = new QWidget(m_build);
    m_laneLayout = new QBoxLayout(QBoxLayout::LeftToRight, body);
    m_laneLayout->setContentsMargins(0, 0, 0, 0);
    m_laneLayout->setSpacing(space::k8);
    parts(PipelineLane::Pre) = buildLane(PipelineLane::Pre, tr("Before"),
                                         tr("Drop pre-processors here, or press Insert. They change the request."));
    parts(PipelineLane::Validators) =
        buildLane(PipelineLane::Validators, tr("Validators"),
                  tr("Drop validators here, or press Insert. They let a request pass or not."));
    parts(PipelineLane::Post) = buildLane(PipelineLane::Post, tr("After"),
                                          tr("Drop post-processors here, or press Insert. They change the answer."));
    m_providerCard = new Card(tr("Provider"), m_build);
    m_providerCard->setToolTip(tr("Who does the work is said on the page Policies."));
    m_providers = builderLabel(m_providerCard, false);
    m_providers->setObjectName(QStringLiteral("pipeline.providers"));
    m_providerCard->addBody(m_providers, true, 0);
    m_providerCard->body()->addStretch(1);
    m_laneLayout->addWidget(parts(PipelineLane::Pre).card, 4);
    m_laneLayout->addWidget(parts(PipelineLane::Validators).card, 4);
    m_laneLayout->addWidget(m_providerCard, 3);
    m_laneLayout->addWidget(parts(PipelineLane::Post).card, 4);
    return scrolledPage(body, m_build);
}

/// Its icon alone: the pane is narrow. The tool tip tells the rest.
QWidget* PipelineBuilder::signOf(QAction* action, QWidget* parent) {
    auto* button = new Button(QString(), Button::Plain, parent);
    button->setIcon(action->icon());
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        button->setAccessibleName(action->text());
    };
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

QWidget* PipelineBuilder::buildSide() {
    auto* split = new QSplitter(Qt::Vertical, m_build);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* stage = new Card(tr("Chosen extension"), split);
    for (auto* action : {m_up, m_down, m_remove}) {
        stage->addToHeader(signOf(action, stage));
    }
    auto* body = new QWidget(stage);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(space::k16, space::k4, space::k16, space::k12);
    m_pane = new PipelineStagePane(m_draft, m_extensions, body);
    column->addWidget(m_pane);
    stage->addBody(scrolledPage(body, stage));
    auto* palette = new Card(tr("Registered extensions"), split);
    palette->addToHeader(signOf(m_add, palette));
    m_paletteList = new ExtensionCardList(m_palette, std::nullopt, palette);
    m_paletteList->setObjectName(QStringLiteral("pipeline.palette"));
    m_paletteList->setAccessibleName(tr("Registered extensions"));
    m_paletteList->setHint(tr("Nothing is registered yet that could stand in a lane."));
    auto* holder = new QWidget(palette);
    auto* inside = new QVBoxLayout(holder);
    inside->setContentsMargins(space::k8, 0, space::k8, space::k8);
    inside->addWidget(m_paletteList);
    palette->addBody(holder);
    split->addWidget(stage);
    split->addWidget(palette);
    split->setSizes({400, 260});
    split->setMinimumWidth(extent::kDetailPane);
    return split;
}

void PipelineBuilder::connectLane(PipelineLane lane) {
    auto* list = parts(lane).list;
    connect(list, &ExtensionCardList::extensionDropped, this,
            [this, lane](const QString& id, int row) { insertAt(lane, row, id); });
    connect(list, &ExtensionCardList::stageDropped, this, [this, lane](int from, int to) {
        m_pane->flush();
        m_draft->move(lane, from, to);
        choose(lane, to);
    });
    connect(list, &ExtensionCardList::cardActivated, m_pane, &PipelineStagePane::enter);
    connect(list, &ExtensionCardList::neighbourAsked, this,
            [this, lane](int direction) { focusNeighbour(lane, direction); });
    connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, lane](const QModelIndex& index) {
        if (!m_choosing && (index.isValid() || lane == m_lane)) {
            choose(lane, index.row());
        }
    });
    const auto rowsChanged = [this, lane] {
        if (lane == m_lane) {
            m_pane->show(lane, chosenRow());
            updateActions();
        }
    };
    connect(parts(lane).model, &QAbstractItemModel::rowsMoved, this, rowsChanged);
    connect(parts(lane).model, &QAbstractItemModel::rowsInserted, this, rowsChanged);
    connect(parts(lane).model, &QAbstractItemModel::rowsRemoved, this, rowsChanged);
}

void PipelineBuilder::connectParts() {
    for (const auto lane : kPipelineLanes) {
        connectLane(lane);
    }
    connect(m_paletteList, &ExtensionCardList::cardActivated, this, &PipelineBuilder::addFromPalette);
    connect(m_paletteList, &ExtensionCardList::stageTakenOut, this, [this](PipelineLane lane, int row) {
        m_pane->flush();
        m_draft->remove(lane, row);
    });
    connect(m_policies, &QComboBox::activated, this, &PipelineBuilder::choosePolicy);
    connect(m_draft, &PipelineDraft::stateChanged, this, &PipelineBuilder::showState);
    connect(m_draft, &PipelineDraft::documentChanged, this, &PipelineBuilder::showState);
    connect(m_draft, &PipelineDraft::checked, this, &PipelineBuilder::showAdvice);
    connect(m_draft, &PipelineDraft::saved, this, [this](const api::PolicyReply& reply) {
        const QString done = tr("Version %1 of %2 is saved and counts from the next request.")
                                 .arg(reply.policy.version)
                                 .arg(cutText(reply.policy.policy, kShownTitle));
        m_bar->show(reply.warnings.empty() ? InfoBar::Info : InfoBar::Warning,
                    reply.warnings.empty() ? done : done + QLatin1Char(' ') + toText(reply.warnings.front().message));
        askPolicies();
    });
    // The stack tells that it is cleared when it goes, too: nobody may hear that any more.
    connect(m_draft->undoStack(), &QUndoStack::cleanChanged, m_stack, [this] { showState(); });
    connect(m_draft->undoStack(), &QUndoStack::indexChanged, m_stack, [this] { updateActions(); });
    connect(m_pane, &PipelineStagePane::registryAsked, this, &PipelineBuilder::registryAsked);
    connect(m_bar, &InfoBar::actionClicked, m_reload, &QAction::trigger);
    connect(m_stack, &ContentStack::retryClicked, this, &PipelineBuilder::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, &PipelineBuilder::policiesAsked);
    connect(m_session, &EngineSession::healthChanged, this, &PipelineBuilder::updateActions);
    const auto again = [this] {
        if (m_live) {
            askPolicies();
        }
    };
    connect(m_session, &EngineSession::gap, this, again);
    connect(m_session, &EngineSession::accessChanged, this, again);
    connect(m_session, &EngineSession::eventsArrived, this, [again](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(),
                        [](const api::Event& event) { return event.kind == "policy.changed"; })) {
            again();
        }
    });
}

void PipelineBuilder::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (const bool wide = width() >= extent::kWideCards; wide != m_wide) {
        m_wide = wide;
        arrange();
    }
}

/// Lanes side by side, or below each other where there is no room for that.
void PipelineBuilder::arrange() {
    m_laneLayout->setDirection(m_wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    for (const auto& lane : m_lanes) {
        lane.list->setGrowing(!m_wide);
    }
}

}  // namespace beamline::ui
