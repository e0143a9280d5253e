// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/batches/batch_strip.h"

#include "ui/models/batch_list_model.h"
#include "ui/models/batch_runs_model.h"
#include "ui/models/batch_text.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// One that failed goes on where it stopped, too.
bool stripResumes(api::BatchState state) {
    return state == api::BatchState::paused || state == api::BatchState::failed;
}
}  // namespace

BatchStrip::BatchStrip(EngineSession* session, BatchListModel* model, bool withDetails, QWidget* parent)
    : JobBar(parent),
      m_session(session),
      m_model(model),
      m_runs(new BatchRunsModel(session, this)),
      m_pause(new Button(tr("Pause"), Button::Secondary, this)),
      m_stop(new Button(tr("Stop…"), Button::Danger, this)),
      m_undo(new Button(tr("Undo"), Button::Secondary, this)),
      m_faulted(new Button(QString(), Button::Secondary, this)) {
    m_pause->setObjectName(QStringLiteral("batch.pause"));
    m_stop->setObjectName(QStringLiteral("batch.stop"));
    m_undo->setObjectName(QStringLiteral("batch.undo"));
    m_faulted->setObjectName(QStringLiteral("batch.faulted"));
    for (Button* button : {m_pause, m_stop, m_undo, m_faulted}) {
        addButton(button);
    }
    if (withDetails) {
        m_details = new Button(tr("Details"), Button::Secondary, this);
        m_details->setObjectName(QStringLiteral("batch.details"));
        addButton(m_details);
        connect(m_details, &QPushButton::clicked, this, [this] { Q_EMIT detailsWanted(m_id); });
    }
    connect(m_pause, &QPushButton::clicked, this, [this] {
        const api::Batch* batch = m_model->find(m_id);
        control(batch && stripResumes(batch->state) ? api::BatchControl::resume : api::BatchControl::pause);
    });
    connect(m_stop, &QPushButton::clicked, this, &BatchStrip::askAndStop);
    connect(m_faulted, &QPushButton::clicked, this, [this] { Q_EMIT faultedWanted(m_id); });
    connect(m_runs, &BatchRunsModel::changed, this, &BatchStrip::update);
    connect(this, &JobBar::closed, this, [this] {
        m_id.clear();  // news of it do not bring it back
        m_runs->clear();
    });
    connect(m_undo, &QPushButton::clicked, this, [this] { control(api::BatchControl::undo); });
    connect(model, &PagedModel::loaded, this, &BatchStrip::update);
    connect(model, &QAbstractItemModel::dataChanged, this, &BatchStrip::update);
    connect(model, &QAbstractItemModel::rowsInserted, this, &BatchStrip::update);
    connect(session, &EngineSession::healthChanged, this, &BatchStrip::update);
}

void BatchStrip::setBatch(const QString& id) {
    m_id = id;
    update();
}

void BatchStrip::update() {
    const api::Batch* batch = m_id.isEmpty() ? nullptr : m_model->find(m_id);
    if (!batch) {
        if (m_id.isEmpty()) {
            hide();
        }
        return;  // it may be on a page that comes
    }
    m_runs->setBatch(*batch);
    const bool over = BatchText::isOver(batch->state);
    const qint64 seen = batch->done + batch->refused + batch->failed;
    const bool resumes = stripResumes(batch->state);
    const bool news = !isVisible() || over != !m_stop->isVisibleTo(this);
    QStringList said{BatchText::result(*batch), m_runs->text()};
    if (batch->state != api::BatchState::running) {
        said.prepend(BatchText::state(batch->state));
    }
    said.removeAll(QString());
    show(QStringLiteral("%1: %2").arg(BatchText::what(*batch), said.join(QStringLiteral(" · "))),
         over || batch->total <= 0 ? -1.0 : static_cast<double>(seen) / static_cast<double>(batch->total),
         BatchText::phaseOf(batch->state));
    setClosable(over && m_details);
    const QString away = m_session->obstacle(api::ControlBatch::kInfo.name);
    const QString why = !away.isEmpty() ? away : m_sending ? tr("The engine is being asked…") : QString();
    const bool hadFocus = m_pause->hasFocus() || m_stop->hasFocus();
    m_pause->setText(resumes ? tr("Resume") : tr("Pause"));
    m_pause->setVisible(!over || resumes);
    m_stop->setVisible(!over);
    m_undo->setVisible(over && !batch->undo.empty() && batch->undoneBy.empty());
    const auto faulted = static_cast<int>(m_runs->count(BatchRunsModel::Faulted));
    m_faulted->setVisible(m_runs->isKnown() && faulted > 0);
    m_faulted->setText(tr("Show %n faulted run(s)", nullptr, faulted));
    m_faulted->setToolTip(tr("Lists the runs of this batch that are faulted now."));
    for (Button* button : {m_pause, m_stop, m_undo}) {
        button->setEnabled(why.isEmpty());
        button->setToolTip(why);
        button->setAccessibleDescription(why);
    }
    if (why.isEmpty()) {
        m_pause->setToolTip(resumes ? tr("Go on with the runs that are left.")
                                    : tr("Begin with no further run for now."));
        m_stop->setToolTip(tr("Leave what is done and do no more."));
        m_undo->setToolTip(tr("Takes it back: %1").arg(cutText(batch->undo, kShownTitle)));
    }
    if (news && hadFocus && m_undo->isVisible()) {
        m_undo->setFocus();
    }
}

/// Nobody sees what becomes of its runs while it is hidden.
void BatchStrip::showEvent(QShowEvent* event) {
    JobBar::showEvent(event);
    m_runs->setLive(true);
}

void BatchStrip::hideEvent(QHideEvent* event) {
    JobBar::hideEvent(event);
    m_runs->setLive(false);
}

/// What is left cannot be taken up again, so it asks; the safe answer is the default.
void BatchStrip::askAndStop() {
    const api::Batch* batch = m_model->find(m_id);
    if (!batch) {
        return;
    }
    const qint64 left = batch->total - batch->done - batch->refused - batch->failed;
    auto* question = new Question(
        tr("Stop here?"),
        tr("What is done stays done. %n run(s) are left as they are, and this cannot be taken up again. To look "
           "first, pause it.",
           nullptr, static_cast<int>(left)),
        tr("Stop"), Button::Danger, tr("Go on"), window());
    connect(question, &QDialog::accepted, this, [this, id = m_id] {
        if (id == m_id) {
            control(api::BatchControl::stop);
        }
    });
    question->open();
}

void BatchStrip::control(api::BatchControl what) {
    api::ControlBatch op;
    op.batch = toUtf8(m_id);
    op.control = what;
    m_sending = true;
    update();
    m_session->call<api::ControlBatch>(
        std::move(op), this, [this, what](api::Result<api::BatchReply> reply) { take(what, std::move(reply)); });
}

void BatchStrip::take(api::BatchControl control, api::Result<api::BatchReply> reply) {
    m_sending = false;
    if (!reply.ok()) {
        update();
        Q_EMIT failed(toText(reply.error().message));
        return;
    }
    m_model->put(reply->batch);
    if (control == api::BatchControl::undo) {
        setBatch(toText(reply->batch.id));
        Q_EMIT undone(m_id);
    }
    update();
}

}  // namespace beamline::ui
