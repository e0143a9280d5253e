// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_bulk.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>

#include "ui/models/batch_list_model.h"
#include "ui/models/batch_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/run_actions.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
using api::BatchAction;
using api::BatchState;
constexpr api::Timestamp kOldBatchMs = 600'000;  ///< since its end, when the page is gone to again
constexpr BatchAction kBulkActions[] = {BatchAction::suspend, BatchAction::resume,  BatchAction::retry,
                                        BatchAction::rerun,   BatchAction::discard, BatchAction::cancel};
}  // namespace

RunBulk::RunBulk(EngineSession* session, RunActions* single, QWidget* host)
    : QWidget(host), m_session(session), m_batches(new BatchListModel(session, this)) {
    m_strip = new BatchStrip(session, m_batches, true, host);
    m_rows = new QHBoxLayout(this);
    m_rows->setContentsMargins(space::k12, space::k4, space::k12, space::k8);
    m_rows->setSpacing(space::k8);
    auto* row = new QHBoxLayout;
    m_buttons = new QHBoxLayout;
    m_rows->addLayout(row);
    m_rows->addLayout(m_buttons);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_all = new Button(QString(), Button::Plain, this);
    m_all->setObjectName(QStringLiteral("bulk.all"));
    m_clear = new Button(tr("Clear"), Button::Plain, this);
    m_clear->setToolTip(tr("Select nothing"));
    row->addWidget(m_text);
    row->addWidget(m_all);
    row->addWidget(m_clear);
    row->addStretch(1);
    m_bulkButtons = new QWidget(this);
    auto* bulk = new QHBoxLayout(m_bulkButtons);
    bulk->setContentsMargins(0, 0, 0, 0);
    bulk->setSpacing(space::k8);
    for (const BatchAction act : kBulkActions) {
        auto* action = new QAction(Icon::get(BatchText::icon(act)), tr("%1…").arg(BatchText::verb(act)), host);
        action->setObjectName(QStringLiteral("runs.bulk.") +
                              QString::fromLatin1(boost::describe::enum_to_string(act, "")));
        host->addAction(action);
        connect(action, &QAction::triggered, this, [this, act] { ask(act); });
        m_actions << action;
        const auto kind = BatchText::isHard(act) ? Button::Danger : Button::Secondary;
        auto* button = new Button(action, kind, m_bulkButtons);
        button->setObjectName(action->objectName() + QStringLiteral(".button"));
        bulk->addWidget(button);
    }
    m_singleButtons = buildSingle(*single);
    m_buttons->addWidget(m_singleButtons);
    m_buttons->addWidget(m_bulkButtons);
    m_selectAll = new QAction(Icon::get(QStringLiteral("check")), tr("Select all that match"), host);
    m_selectAll->setObjectName(QStringLiteral("runs.selectAll"));
    m_selectAll->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    m_selectAll->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    host->addAction(m_selectAll);
    connect(m_selectAll, &QAction::triggered, this, &RunBulk::allWanted);
    connect(m_all, &QPushButton::clicked, this, &RunBulk::allWanted);
    connect(m_clear, &QPushButton::clicked, this, &RunBulk::cleared);
    connect(m_batches, &PagedModel::loaded, this, &RunBulk::seek);
    connect(m_strip, &BatchStrip::detailsWanted, this, &RunBulk::detailsWanted);
    connect(session, &EngineSession::healthChanged, this, &RunBulk::update);
    update();
}

void RunBulk::setSelection(RunSelection selection, const api::RunSummary* one) {
    m_selection = std::move(selection);
    m_single = one ? std::optional(one->phase) : std::nullopt;
    update();
}

void RunBulk::setObstacle(const QString& why) {
    m_why = why;
    update();
}

void RunBulk::setAllThere(qint64 count, bool more) {
    m_there = count;
    m_more = more;
    update();
}

void RunBulk::setActive(bool active) {
    m_batches->setLive(active);
    const auto* batch = m_batches->find(m_strip->batch());
    if (active && batch && BatchText::isOver(batch->state) && batch->endedAt + kOldBatchMs < Clock::now()) {
        m_strip->setBatch({});  // what came of it is told on the page Batches
    }
    if (active && m_session->takenAt() == 0 && m_session->unknownTo(api::ListBatches::kInfo.name).isEmpty()) {
        m_batches->start();
    }
}

/// The console may have been away while a batch works on.
void RunBulk::seek() {
    if (std::exchange(m_sought, true) || !m_strip->batch().isEmpty()) {
        return;
    }
    for (int row = 0; row < m_batches->rowCount(); ++row) {
        if (m_batches->itemAt(row).state == BatchState::running) {
            m_strip->setBatch(toText(m_batches->itemAt(row).id));
            return;
        }
    }
}

/// What can be done to one run, in the words and the order of what can be done to many.
QWidget* RunBulk::buildSingle(RunActions& single) {
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    const auto further = furtherActions();
    for (QAction* action : QList{single.suspend(), single.resume(), single.retry()} + further) {
        const bool hard = action == further.back();
        row->addWidget(new Button(action, hard ? Button::Danger : Button::Secondary, buttons));
    }
    auto* cancel = new Button(single.cancel(), Button::Danger, buttons);
    const auto name = [cancel] { cancel->setText(tr("%1…").arg(BatchText::verb(BatchAction::cancel))); };
    connect(single.cancel(), &QAction::changed, cancel, name);
    name();
    row->addWidget(cancel);
    return buttons;
}

QList<QAction*> RunBulk::furtherActions() const {
    QList<QAction*> further;
    for (qsizetype at = 0; at < m_actions.size(); ++at) {
        if (kBulkActions[at] == BatchAction::rerun || kBulkActions[at] == BatchAction::discard) {
            further << m_actions[at];
        }
    }
    return further;
}

void RunBulk::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

QSize RunBulk::minimumSizeHint() const {
    return {m_buttons->minimumSize().width(), QWidget::minimumSizeHint().height()};
}

/// The buttons below the words where both have no room side by side.
void RunBulk::fit() {
    const int beside = m_rows->itemAt(0)->sizeHint().width() + m_buttons->sizeHint().width() + 3 * space::k24;
    m_rows->setDirection(width() < beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

/// What the phases tell before the engine is asked: where some of many can take it, its preview says which.
QString RunBulk::whyNot(BatchAction action) const {
    const auto& phases = m_selection.phases;
    if (!m_single) {
        const bool some = phases.empty() || std::any_of(phases.begin(), phases.end(), [action](api::Phase phase) {
                              return api::applies(action, phase);
                          });
        return some ? QString() : whyNone(action);
    }
    if (api::applies(action, *m_single)) {
        return {};
    }
    const QString is = tr("The run is %1.").arg(phaseText(*m_single).toLower());
    return action == BatchAction::rerun     ? tr("%1 Only a run that has ended can be re-run.").arg(is)
           : action == BatchAction::discard ? tr("%1 Only a faulted run can be discarded.").arg(is)
                                            : QString();  // those of one run have actions of their own
}

QString RunBulk::whyNone(BatchAction action) const {
    switch (action) {
        case BatchAction::suspend:
            return tr("None of these runs is in flight, so there is nothing to suspend.");
        case BatchAction::resume:
            return tr("None of these runs is suspended, so there is nothing to resume.");
        case BatchAction::retry:
            return tr("None of these runs is faulted, so there is nothing to retry.");
        case BatchAction::discard:
            return tr("None of these runs is faulted, so there is nothing to discard.");
        case BatchAction::rerun:
            return tr("None of these runs has ended, so there is nothing to re-run.");
        case BatchAction::cancel:
            break;
    }
    return tr("All of these runs have ended, so there is nothing to cancel.");
}

void RunBulk::update() {
    const bool any = !m_selection.isEmpty() || !m_why.isEmpty();
    setVisible(any);
    const QString figure = formatCount(m_selection.count) + (m_selection.more ? QStringLiteral("+") : QString());
    m_text->setText(!m_why.isEmpty()     ? m_why
                    : m_selection.group  ? tr("All %1 of the group are selected").arg(figure)
                    : m_selection.filter ? tr("All %1 that match are selected").arg(figure)
                                         : tr("%1 selected").arg(figure));
    const bool offer = m_why.isEmpty() && !m_selection.filter && m_there > m_selection.count && !m_single;
    m_all->setVisible(offer);
    m_all->setText(
        tr("Select all %1 that match").arg(formatCount(m_there) + (m_more ? QStringLiteral("+") : QString())));
    m_selectAll->setEnabled(m_there > 0);
    m_singleButtons->setVisible(m_single.has_value());
    m_bulkButtons->setVisible(!m_single);
    const QString away = m_session->obstacle(api::StartBatch::kInfo.name);
    const QString why =
        !m_why.isEmpty()        ? m_why
        : m_selection.isEmpty() ? tr("Select runs first.")
        : !away.isEmpty()       ? away
        : m_selection.count > api::kMaxBatchRuns
            ? tr("A batch takes at most %1 runs. Narrow the filter.").arg(formatCount(api::kMaxBatchRuns))
            : QString();
    for (qsizetype at = 0; at < m_actions.size(); ++at) {
        const QString reason = why.isEmpty() ? whyNot(kBulkActions[at]) : why;
        m_actions[at]->setEnabled(reason.isEmpty());
        m_actions[at]->setToolTip(reason.isEmpty() ? BatchText::about(kBulkActions[at]) : reason);
    }
    fit();
}

bool RunBulk::offer(BatchAction action) {
    const auto at = std::find(std::begin(kBulkActions), std::end(kBulkActions), action) - std::begin(kBulkActions);
    auto* button = m_bulkButtons->findChild<Button*>(m_actions[at]->objectName() + QStringLiteral(".button"));
    if (!m_actions[at]->isEnabled() || !button || !button->isVisible()) {
        return false;
    }
    button->setFocus(Qt::TabFocusReason);
    return true;
}

void RunBulk::ask(api::BatchAction action) {
    if (m_dialog || m_selection.isEmpty()) {
        return;
    }
    m_dialog = new BulkDialog(m_session, action, m_selection, window());
    connect(m_dialog, &BulkDialog::started, this, [this](const api::Batch& batch) {
        m_batches->put(batch);
        m_strip->setBatch(toText(batch.id));
        Q_EMIT cleared();
    });
    m_dialog->open();
}

}  // namespace beamline::ui
