// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/deadletters/batch_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr QSize kBatchSize(680, 480);
}

BatchDialog::BatchDialog(EngineSession* session, RunBatchModel::Act act, std::vector<api::RunSummary> runs,
                         QWidget* parent)
    : QDialog(parent), m_model(new RunBatchModel(session, act, std::move(runs), this)) {
    const bool replay = act == RunBatchModel::Act::Replay;
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(kBatchSize);
    const int count = m_model->rowCount({});
    setWindowTitle(replay ? tr("Replay %n run(s)?", nullptr, count) : tr("Discard %n run(s)?", nullptr, count));
    m_title = new QLabel(windowTitle(), this);
    m_title->setFont(Theme::current().font(TextRole::Heading));
    m_title->setTextFormat(Qt::PlainText);
    auto* about =
        new QLabel(replay ? tr("Each goes on at the task that failed, with the input it had. Completed tasks stand.")
                          : tr("Each ends for good as cancelled and leaves this list. Its error and history stay "
                               "readable; it cannot be replayed any more."),
                   this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setProperty("muted", true);
    auto* card = new Card(this);
    auto* table = new TableView(card);
    table->setAccessibleName(tr("What happens to each run"));
    table->setModel(m_model);
    table->setItemDelegateForColumn(RunBatchModel::WorkflowColumn, new BadgeDelegate(table));
    table->setItemDelegateForColumn(RunBatchModel::RunColumn,
                                    new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, table));
    table->setColumnWidths({15, 22, 0});
    card->addBody(table);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_reason = new QLineEdit(this);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the history of each run"));
    m_act = new Button(replay ? tr("Replay") : tr("Discard"), replay ? Button::Primary : Button::Danger, this);
    m_act->setAutoDefault(true);
    m_close = new Button(tr("Cancel"), Button::Secondary, this);
    m_close->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addWidget(m_reason, 1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_act);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(m_title);
    column->addWidget(about);
    column->addWidget(card, 1);
    column->addWidget(m_text);
    column->addLayout(buttons);
    connect(m_act, &QPushButton::clicked, this, &BatchDialog::start);
    connect(m_close, &QPushButton::clicked, this, &BatchDialog::reject);
    connect(m_model, &RunBatchModel::progressed, this, &BatchDialog::say);
    connect(m_model, &RunBatchModel::looked, this, [this] { show(Stage::Asking); });
    connect(m_model, &RunBatchModel::finished, this, [this] { show(Stage::Ended); });
    show(Stage::Looking);
    m_model->look();
    m_close->setFocus();
}

void BatchDialog::start() {
    if (m_stage == Stage::Asking) {
        show(Stage::Doing);
        m_model->start(toUtf8(m_reason->text().trimmed()));
    }
}

void BatchDialog::show(Stage stage) {
    m_stage = stage;
    const int able = m_model->count(RunBatchModel::Step::Able);
    m_act->setEnabled(stage == Stage::Asking && able > 0);
    m_act->setToolTip(stage == Stage::Asking && able == 0 ? tr("There is no run left to which this can be done.")
                                                          : QString());
    m_act->setVisible(stage != Stage::Ended);
    m_reason->setEnabled(stage == Stage::Looking || stage == Stage::Asking);
    m_close->setText(stage == Stage::Ended ? tr("Close") : stage == Stage::Doing ? tr("Stop") : tr("Cancel"));
    if (stage == Stage::Ended) {
        m_close->setFocus();
    }
    say();
}

void BatchDialog::say() {
    using Step = RunBatchModel::Step;
    const int able = m_model->count(Step::Able);
    const int unable = m_model->count(Step::Unable);
    const int done = m_model->count(Step::Done);
    const int failed = m_model->count(Step::Failed);
    switch (m_stage) {
        case Stage::Looking:
            m_text->setText(tr("Looking at %1 of %2…").arg(able + unable).arg(m_model->rowCount({})));
            break;
        case Stage::Asking:
            m_text->setText(
                unable == 0 ? tr("This can be done to all of them.")
                            : tr("This can be done to %1; to %2 it cannot, the list says why.").arg(able).arg(unable));
            break;
        case Stage::Doing:
            m_text->setText(tr("%1 of %2 done, %3 failed.").arg(done).arg(m_model->rowCount({}) - unable).arg(failed));
            break;
        case Stage::Ended:
            m_text->setText(able > 0
                                ? tr("Stopped: %1 done, %2 failed, %3 not begun.").arg(done).arg(failed).arg(able)
                                : tr("%1 done, %2 failed, %3 left as they were.").arg(done).arg(failed).arg(unable));
            break;
    }
}

void BatchDialog::reject() {
    m_model->stop();
    if (m_stage != Stage::Doing) {
        QDialog::reject();
    }
}

}  // namespace beamline::ui
