// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/bulk_dialog.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QUuid>
#include <QVBoxLayout>

#include "ui/models/batch_list_model.h"
#include "ui/models/batch_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/runs/rerun_choice.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr QSize kBulkSize(880, 560);
constexpr int kMaxReason = 500;

QLabel* bulkText(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}
}  // namespace

BulkDialog::BulkDialog(EngineSession* session, api::BatchAction action, RunSelection selection, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_action(action),
      m_selection(std::move(selection)),
      m_model(new BatchPreviewModel(this)),
      m_key(toUtf8(QUuid::createUuid().toString(QUuid::WithoutBraces))) {
    setObjectName(QStringLiteral("runs.bulkDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(kBulkSize);
    build();
    connect(m_act, &QPushButton::clicked, this, &BulkDialog::start);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_bar, &InfoBar::actionClicked, this, &BulkDialog::look);
    connect(session, &EngineSession::healthChanged, this, &BulkDialog::update);
    if (m_sure) {
        connect(m_sure, &QCheckBox::toggled, this, &BulkDialog::update);
    }
    look();
    m_reason->setFocus();
}

void BulkDialog::build() {
    m_title = bulkText({}, this);
    m_title->setFont(Theme::current().font(TextRole::Heading));
    m_which = bulkText(breakable(which()), this);
    m_which->setObjectName(QStringLiteral("bulk.which"));
    m_which->setFont(Theme::current().font(TextRole::Strong));
    auto* about = bulkText(BatchText::about(m_action), this);
    about->setProperty("muted", true);
    m_bar = new InfoBar(this);
    m_text = bulkText({}, this);
    m_text->setObjectName(QStringLiteral("bulk.text"));
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("bulk.reason"));
    m_reason->setMaxLength(kMaxReason);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, kept with the batch and in the history of each run"));
    const bool hard = BatchText::isHard(m_action);
    m_act = new Button(BatchText::verb(m_action), hard ? Button::Danger : Button::Primary, this);
    m_act->setObjectName(QStringLiteral("bulk.act"));
    m_close = new Button(hard ? tr("Keep them") : tr("Close"), hard ? Button::Primary : Button::Secondary, this);
    m_act->setAutoDefault(true);
    m_close->setAutoDefault(true);
    (hard ? m_close : m_act)->setDefault(true);  // Enter in the field presses the safe one
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(hard ? m_act : m_close);
    buttons->addWidget(hard ? m_close : m_act);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    for (QWidget* one : std::initializer_list<QWidget*>{m_title, m_which, about, m_bar}) {
        column->addWidget(one);
    }
    if (m_action == api::BatchAction::rerun) {
        const auto& phases = m_selection.phases;
        m_rerun = new RerunChoice(phases.empty() || phases.contains(api::Phase::faulted), this);
        connect(m_rerun, &RerunChoice::changed, this, [this](bool runs) { runs ? look() : update(); });
        connect(m_rerun, &RerunChoice::changing, this, [this] {
            ++m_token;  // what comes is not of this version
            m_looking = true;
            update();
        });
        if (const auto& all = m_selection.workflows; all.size() == 1) {
            m_rerun->offerVersions(m_session, all.begin()->first, all.begin()->second);
        }
        column->addWidget(m_rerun);
    }
    column->addWidget(buildTable(), 1);
    column->addWidget(m_text);
    column->addWidget(m_reason);
    if (hard) {
        m_sure = new QCheckBox(this);
        m_sure->setObjectName(QStringLiteral("bulk.sure"));
        column->addWidget(m_sure);
    }
    column->addLayout(buttons);
}

/// What it is for stands behind the dialog, or is longer than the list: it is said in words.
QString BulkDialog::which() const {
    const QString words = cutText(toUtf8(m_selection.words), kShownText);
    if (!m_selection.filter) {
        return words.isEmpty() ? tr("For %n selected run(s).", nullptr, static_cast<int>(m_selection.count))
                               : tr("For %1.").arg(words);
    }
    return *m_selection.filter == api::RunFilter() ? tr("For all runs: no filter is set.")
           : m_selection.group                     ? tr("For all runs of the group %1.").arg(words)
                                                   : tr("For all runs that fit the filter %1.").arg(words);
}

QWidget* BulkDialog::buildTable() {
    auto* card = new Card(this);
    auto* table = new TableView(card);
    table->setAccessibleName(tr("What happens to each run"));
    table->setModel(m_model);
    table->setItemDelegateForColumn(BatchPreviewModel::RunColumn,
                                    new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, table));
    table->setItemDelegateForColumn(BatchPreviewModel::PhaseColumn, new PhaseDelegate(table));
    table->setColumnWidths({13, 20, 13, 0});
    card->addBody(table);
    return card;
}

void BulkDialog::look() {
    m_looking = true;
    m_bar->hide();
    update();
    api::PreviewBatch op;
    op.action = m_action;
    op.runs = m_selection.runs;
    op.filter = m_selection.filter;
    op.rerun = m_rerun ? m_rerun->value() : api::BatchRerun();
    m_session->call<api::PreviewBatch>(std::move(op), this,
                                       [this, token = ++m_token](api::Result<api::BatchPreviewReply> reply) {
                                           if (token == m_token) {
                                               take(std::move(reply));
                                           }
                                       });
}

void BulkDialog::take(api::Result<api::BatchPreviewReply> reply) {
    m_looking = false;
    if (!reply.ok()) {
        m_bar->show(InfoBar::Error, toText(reply.error().message), tr("Try again"), false);
    } else {
        m_preview = std::move(reply.value());
        m_model->show(std::move(m_preview->items), m_action);
    }
    update();
}

void BulkDialog::update() {
    const qint64 able = m_preview ? m_preview->applicable : 0;
    const qint64 all = m_preview ? m_preview->total : m_selection.count;
    const QString verb = BatchText::title(m_action, m_preview ? able : all);
    setWindowTitle(tr("%1?").arg(verb));
    m_title->setText(windowTitle());
    m_act->setText(verb);
    QString text;
    if (m_looking) {
        text = tr("Looking at each run…");
    } else if (m_preview) {
        text = able == all ? tr("This can be done to all of them.")
                           : tr("This can be done to %1 of %2; the others come first in the list, which says why not.")
                                 .arg(formatCount(able), formatCount(all));
        if (m_model->rowCount() < all) {
            text += QLatin1Char(' ') + tr("The list shows the first %1.").arg(formatCount(m_model->rowCount()));
        }
        if (m_preview->unplanned > 0) {
            text += QLatin1Char(' ') + tr("Version and task were looked at for the first %1, not for %2 further ones.")
                                           .arg(formatCount(static_cast<qint64>(api::kMaxPlannedReruns)),
                                                formatCount(m_preview->unplanned));
        }
        if (m_selection.filter) {
            text += QLatin1Char(' ') + tr("Which runs fit the filter is decided when it starts.");
        }
    }
    m_text->setText(text);
    if (m_sure) {
        m_sure->setText(m_action == api::BatchAction::cancel
                            ? tr("End these %n run(s) for good", nullptr, static_cast<int>(able))
                            : tr("Discard these %n run(s) for good", nullptr, static_cast<int>(able)));
        m_sure->setEnabled(able > 0);
    }
    const QString away = m_session->obstacle(api::StartBatch::kInfo.name);
    const QString why = !away.isEmpty()                  ? away
                        : m_sending                      ? tr("The engine is being asked…")
                        : m_looking || !m_preview        ? tr("What would happen is not known yet.")
                        : able == 0                      ? tr("There is no run to which this can be done.")
                        : m_sure && !m_sure->isChecked() ? tr("It cannot be undone: tick the box first.")
                                                         : QString();
    m_act->setEnabled(why.isEmpty());
    m_act->setToolTip(why);
    m_act->setAccessibleDescription(why);
    m_reason->setEnabled(!m_sending);
    if (m_rerun) {
        m_rerun->setEnabled(!m_sending);
    }
}

void BulkDialog::start() {
    api::StartBatch op;
    op.action = m_action;
    op.runs = m_selection.runs;
    op.filter = m_selection.filter;
    op.selection = toUtf8(m_selection.words);
    op.reason = toUtf8(m_reason->text().trimmed());
    op.rerun = m_rerun ? m_rerun->value() : api::BatchRerun();
    op.idempotencyKey = m_key;
    m_sending = true;
    m_bar->hide();
    update();
    m_session->call<api::StartBatch>(std::move(op), this, [this](api::Result<api::BatchReply> reply) {
        m_sending = false;
        if (reply.ok()) {
            Q_EMIT started(reply->batch);
            accept();
            return;
        }
        m_bar->show(InfoBar::Error, toText(reply.error().message), {}, false);
        update();
    });
}

}  // namespace beamline::ui
