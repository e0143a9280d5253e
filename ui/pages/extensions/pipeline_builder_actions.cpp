// SPDX-License-Identifier: Apache-2.0
// What is done with a pipeline, and what is shown of it.
#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <algorithm>

#include "ui/models/extension_list_model.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/pipeline_draft.h"
#include "ui/models/pipeline_lane_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/extensions/extension_card_list.h"
#include "ui/pages/extensions/pipeline_builder.h"
#include "ui/pages/extensions/pipeline_dry_run.h"
#include "ui/pages/extensions/pipeline_save_dialog.h"
#include "ui/pages/extensions/pipeline_stage_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kMaxAdvised = 4;  // sentences that are shown; all are in the tool tip

void setPipelineAction(QAction* action, const QString& what, const QString& why) {
    action->setEnabled(why.isEmpty());
    action->setToolTip(why.isEmpty() ? what : why);
}

Pill::Tone toneOfLevel(const std::string& level) {
    return level == "low"      ? Pill::Good
           : level == "medium" ? Pill::Neutral
           : level == "high"   ? Pill::Attention
                               : Pill::Bad;
}

bool isError(const api::Problem& problem) {
    return problem.severity == api::Severity::error;
}
}  // namespace

// ---- which policy -------------------------------------------------------------------------------------------------

void PipelineBuilder::showPolicy(const QString& policy) {
    m_wanted = policy;
    if (m_known) {
        takePolicies({});
    } else {
        askPolicies();
    }
}

QString PipelineBuilder::policy() const {
    return toText(m_draft->policy());
}

bool PipelineBuilder::isChanged() const {
    return m_draft->isChanged();
}

void PipelineBuilder::setLive(bool live) {
    m_live = live;
    if (live) {
        askPolicies();
    }
    updateActions();
}

void PipelineBuilder::refresh() {
    m_extensions->refresh();
    askPolicies();
    if (!m_draft->isChanged() && m_draft->state() != PipelineDraft::State::Empty) {
        loadAnew();
    }
}

void PipelineBuilder::askPolicies() {
    if (std::exchange(m_asking, true)) {
        m_askAgain = true;
        return;
    }
    m_askAgain = false;
    api::ListPolicies op;
    op.limit = api::kMaxPageSize;
    m_session->call<api::ListPolicies>(std::move(op), this, [this](api::Result<api::PolicyPage> reply) {
        m_asking = false;
        m_policyProblem = reply.ok() ? QString() : toText(reply.error().message);
        if (reply.ok()) {
            const QSignalBlocker block(m_policies);
            m_known = true;
            m_policies->clear();
            for (const auto& info : reply->items) {
                m_policies->addItem(cutText(info.policy, kShownTitle), toText(info.policy));
            }
            takePolicies(*reply);
        } else if (!m_known) {
            m_stack->showError(reply.error());
        }
        if (m_askAgain) {
            askPolicies();
        }
    });
}

/// Loads what is wanted, or what others have stored meanwhile when nothing would be lost by that.
void PipelineBuilder::takePolicies(const api::PolicyPage& page) {
    const auto now = std::find_if(page.items.begin(), page.items.end(),
                                  [this](const api::PolicyInfo& info) { return info.policy == m_draft->policy(); });
    if (now != page.items.end() && m_draft->state() == PipelineDraft::State::Ready && !m_draft->isSaving() &&
        now->version > m_draft->version()) {
        if (!m_draft->isChanged()) {
            loadAnew();
        } else if (std::exchange(m_told, now->version) != now->version) {
            m_bar->show(InfoBar::Warning,
                        tr("%1 has stored version %2 of this policy meanwhile. You change version %3.")
                            .arg(cutText(now->author, kShownTitle))
                            .arg(now->version)
                            .arg(m_draft->version()),
                        tr("Load theirs…"));
        }
    }
    const QString wanted = std::exchange(m_wanted, QString());
    const bool none = m_draft->state() == PipelineDraft::State::Empty;
    if (!wanted.isEmpty() && wanted != policy()) {
        leave([this, wanted] { m_draft->load(toUtf8(wanted)); });
    } else if (none && m_policies->count() > 0) {
        const int standard = m_policies->findData(QLatin1String(api::kDefaultPolicy));
        m_draft->load(toUtf8(m_policies->itemData(std::max(0, standard)).toString()));
    }
    showState();
}

void PipelineBuilder::choosePolicy(int index) {
    const QString chosen = m_policies->itemData(index).toString();
    if (chosen != policy()) {
        leave([this, chosen] { m_draft->load(toUtf8(chosen)); });
    }
    showState();
}

void PipelineBuilder::loadAnew() {
    m_bar->hide();
    m_draft->load(m_draft->policy());
}

/// Asks first when that would lose something.
void PipelineBuilder::leave(std::function<void()> then) {
    m_pane->flush();
    if (!m_draft->isChanged()) {
        then();
        return;
    }
    if (m_dialog) {
        return;
    }
    auto* question = new Question(tr("Discard the changes of %1?").arg(cutText(m_draft->policy(), kLongestWord)),
                                  tr("They are not saved, and cannot be brought back."), tr("Discard"), Button::Danger,
                                  tr("Keep editing"), window());
    connect(question, &QDialog::accepted, this, std::move(then));
    connect(question, &QDialog::rejected, this, &PipelineBuilder::showState);
    m_dialog = question;
    question->open();
}

void PipelineBuilder::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    window()->removeEventFilter(this);
    window()->installEventFilter(this);
}

/// A window is not closed over what is not saved.
bool PipelineBuilder::eventFilter(QObject* watched, QEvent* event) {
    if (watched == window() && event->type() == QEvent::Close && !m_mayClose && m_draft->isChanged()) {
        event->ignore();
        leave([this] {
            m_mayClose = true;
            window()->close();
            m_mayClose = false;
        });
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// ---- changes ------------------------------------------------------------------------------------------------------

int PipelineBuilder::chosenRow() {
    return parts(m_lane).list->row();
}

/// One card of all lanes is chosen at a time.
void PipelineBuilder::choose(PipelineLane lane, int row) {
    m_choosing = true;
    m_lane = lane;
    for (const auto other : kPipelineLanes) {
        auto* list = parts(other).list;
        if (other != lane) {
            list->setCurrentIndex({});
            list->clearSelection();
        } else if (list->row() != row && row >= 0) {
            list->choose(row);
        }
    }
    m_choosing = false;
    m_pane->show(lane, chosenRow());
    updateActions();
}

void PipelineBuilder::focusNeighbour(PipelineLane lane, int direction) {
    const int to = static_cast<int>(lane) + direction;
    if (to < 0 || to >= static_cast<int>(kLanes)) {
        if (direction > 0) {
            m_paletteList->setFocus();
        }
        return;
    }
    const int row = std::max(0, parts(lane).list->row());
    auto* list = m_lanes[static_cast<std::size_t>(to)].list;
    list->setFocus();
    if (list->model()->rowCount() > 0) {
        list->choose(row);
    }
}

/// To the first one of the palette that fits the lane where the keyboard is.
void PipelineBuilder::enterPalette() {
    if (m_paletteList->hasFocus()) {
        addFromPalette(m_paletteList->row());
        return;
    }
    for (const auto lane : kPipelineLanes) {
        m_lane = parts(lane).list->hasFocus() ? lane : m_lane;
    }
    m_paletteList->setFocus();
    for (int row = 0; row < m_palette->rowCount(); ++row) {
        if (m_palette->rowAt(row).word == QLatin1String(laneType(m_lane))) {
            m_paletteList->choose(row);
            break;
        }
    }
}

/// Behind the chosen card of its lane, or at the lane's end.
void PipelineBuilder::addFromPalette(int row) {
    if (row < 0 || row >= m_palette->rowCount()) {
        return;
    }
    const auto& card = m_palette->rowAt(row);
    if (const auto lane = laneOfType(toUtf8(card.word))) {
        const int chosen = *lane == m_lane ? chosenRow() : -1;
        insertAt(*lane, chosen < 0 ? parts(*lane).model->rowCount() : chosen + 1, card.id);
    }
}

void PipelineBuilder::insertAt(PipelineLane lane, int row, const QString& id) {
    m_pane->flush();
    m_draft->insert(lane, row, toUtf8(id));
    choose(lane, row);
}

void PipelineBuilder::takeOut() {
    const int row = chosenRow();
    if (row >= 0 && m_remove->isEnabled()) {
        m_pane->flush();
        m_draft->remove(m_lane, row);
        if (parts(m_lane).model->rowCount() > 0) {
            choose(m_lane, row);
        }
    }
}

void PipelineBuilder::moveChosen(int by) {
    const int row = chosenRow();
    if (row >= 0) {
        m_pane->flush();
        m_draft->move(m_lane, row, row + by);
    }
}

void PipelineBuilder::step(bool back) {
    m_pane->flush();
    back ? m_draft->undoStack()->undo() : m_draft->undoStack()->redo();
}

void PipelineBuilder::save() {
    m_pane->flush();
    if (!m_dialog && m_save->isEnabled()) {
        auto* dialog = new PipelineSaveDialog(m_session, m_draft, window());
        m_dialog = dialog;
        dialog->open();
    }
}

// ---- what is shown ------------------------------------------------------------------------------------------------

void PipelineBuilder::setDryRun(bool dryRun) {
    m_pane->flush();
    m_modes->setCurrentWidget(dryRun ? static_cast<QWidget*>(m_dryRun) : m_build);
    updateActions();
}

void PipelineBuilder::enter() {
    if (m_modes->currentWidget() == m_dryRun) {
        m_dryRun->enter();
    } else {
        parts(m_lane).list->setFocus();
    }
}

void PipelineBuilder::showState() {
    using State = PipelineDraft::State;
    const auto state = m_draft->state();
    {
        const QSignalBlocker block(m_policies);
        m_policies->setCurrentIndex(m_policies->findData(policy()));
    }
    m_policies->setEnabled(m_policies->count() > 0);
    // What is loaded anew stays on view meanwhile.
    if (state == State::Ready || (state == State::Loading && m_shown == policy())) {
        m_shown = policy();
        m_stack->showContent();
    } else if (state == State::Failed) {
        m_stack->showError(m_draft->error());
    } else if (m_known && m_policies->count() == 0 && m_policyProblem.isEmpty()) {
        m_stack->showEmpty(QStringLiteral("extension"), tr("No policies yet"),
                           tr("A pipeline belongs to a policy: it says through which extensions a request goes before "
                              "its provider is chosen, and after. Make a policy first."),
                           tr("Go to policies"));
    } else if (m_policyProblem.isEmpty()) {
        m_stack->showLoading(tr("Loading the pipeline…"));
    }
    m_version->setVisible(state == State::Ready);
    m_version->setText(tr("version %1").arg(m_draft->version()), Pill::Badge);
    m_changed->setVisible(m_draft->isChanged());
    showProviders();
    showAdvice();
    Q_EMIT changedChanged();
    Q_EMIT policyChanged();
}

void PipelineBuilder::showProviders() {
    QStringList lines;
    for (const auto& [name, weight] : providersOf(m_draft->document())) {
        lines << tr("%1 · weight %2").arg(breakable(cutText(name, kShownTitle)), QLocale().toString(weight));
    }
    m_providers->setText(lines.isEmpty() ? tr("The policy names no provider.") : lines.join(QLatin1Char('\n')));
}

void PipelineBuilder::showAdvice() {
    const auto& check = m_draft->check();
    const auto& cost = check.complexity;
    const auto errors = std::count_if(check.problems.begin(), check.problems.end(), isError);
    QStringList advice;
    for (const auto& problem : check.problems) {
        const bool atCard = std::any_of(kPipelineLanes.begin(), kPipelineLanes.end(), [&problem](PipelineLane lane) {
            return rowOfProblem(problem, lane).has_value();
        });
        if (isError(problem) || !atCard) {
            advice << cutText(problem.pointer.empty() ? problem.message : problem.pointer + ": " + problem.message,
                              kShownTitle);
        }
    }
    if (!m_draft->checkProblem().isEmpty()) {
        m_level->setText(tr("Not checked"), Pill::Neutral);
        m_figures->setText(m_draft->checkProblem());
    } else if (errors > 0) {
        m_level->setText(tr("%n mistake(s)", nullptr, static_cast<int>(errors)), Pill::Bad);
        m_figures->setText(tr("It can be saved once they are mended."));
    } else {
        m_level->setText(complexityLevelText(cost.level), toneOfLevel(cost.level));
        m_figures->setText(tr("Score %1 of 100 · about %2 for each request · %3 of at most %4 recommended extensions")
                               .arg(cost.score)
                               .arg(formatDuration(cost.estimatedLatencyMs))
                               .arg(cost.total)
                               .arg(cost.maxTotal));
    }
    for (const auto* texts : {&cost.warnings, &cost.recommendations}) {
        for (const auto& text : *texts) {
            advice << cutText(text, kShownTitle);
        }
    }
    m_advice->setToolTip(advice.size() > kMaxAdvised ? advice.join(QLatin1Char('\n')) : QString());
    m_advice->setVisible(!advice.isEmpty());
    m_advice->setText(breakable(advice.mid(0, kMaxAdvised).join(QLatin1Char('\n'))));
    const int most[] = {cost.maxPre, cost.maxValidators, cost.maxPost};
    for (const auto lane : kPipelineLanes) {
        const int recommended = most[static_cast<std::size_t>(lane)];
        const int count = parts(lane).model->rowCount();
        parts(lane).count->setText(recommended > 0 ? tr("%1 of %2").arg(count).arg(recommended)
                                                   : QString::number(count));
        parts(lane).count->setToolTip(recommended > 0 ? tr("At most %1 are recommended.").arg(recommended) : QString());
    }
    updateActions();
}

QList<QAction*> PipelineBuilder::commands() const {
    return actions() + m_dryRun->actions();
}

void PipelineBuilder::updateActions() {
    m_dryRun->setLive(m_live && m_modes->currentWidget() == m_dryRun);
    auto* undo = m_draft->undoStack();
    const bool building =
        m_live && m_draft->state() == PipelineDraft::State::Ready && m_modes->currentWidget() == m_build;
    const QString idle = building ? QString() : tr("Choose a policy first.");
    const int row = chosenRow();
    const int count = parts(m_lane).model->rowCount();
    const QString none = !idle.isEmpty() ? idle : row < 0 ? tr("Choose an extension of a lane first.") : QString();
    setPipelineAction(m_undo, tr("Undo: %1").arg(undo->undoText()),
                      !m_live           ? idle
                      : undo->canUndo() ? QString()
                                        : tr("Nothing was changed."));
    setPipelineAction(m_redo, tr("Redo: %1").arg(undo->redoText()),
                      !m_live           ? idle
                      : undo->canRedo() ? QString()
                                        : tr("Nothing was undone."));
    setPipelineAction(m_add, tr("Add one of the registered extensions to its lane."),
                      !idle.isEmpty()              ? idle
                      : m_palette->rowCount() == 0 ? tr("No extension is registered that could stand in a lane.")
                                                   : QString());
    setPipelineAction(m_remove, tr("Take it out of the pipeline. It stays registered."), none);
    setPipelineAction(m_up, tr("Move it before the one above."),
                      !none.isEmpty() ? none
                      : row == 0      ? tr("It is the first one.")
                                      : QString());
    setPipelineAction(m_down, tr("Move it behind the one below."),
                      !none.isEmpty()    ? none
                      : row == count - 1 ? tr("It is the last one.")
                                         : QString());
    setPipelineAction(m_reload, tr("Load the newest version of the policy."), m_live ? QString() : idle);
    const QString away = m_session->obstacle(api::PutPolicy::kInfo.name);
    const auto& problems = m_draft->check().problems;
    setPipelineAction(m_save, tr("Save it as the next version of the policy."),
                      !m_live || m_draft->state() != PipelineDraft::State::Ready ? tr("Choose a policy first.")
                      : !away.isEmpty()                                          ? away
                      : !m_draft->isChanged()                                    ? tr("Nothing was changed.")
                      : std::any_of(problems.begin(), problems.end(), isError)   ? tr("Mend what is marked first.")
                      : m_draft->isSaving()                                      ? tr("The engine is being asked…")
                                                                                 : QString());
}

}  // namespace beamline::ui
