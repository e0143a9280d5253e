// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/choose_run_dialog.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/run_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr QSize kChooseSize(760, 520);
enum ChooseScopes { ThisWorkflow, AllWorkflows };

/// All rows but that of one run.
class OtherRuns : public QSortFilterProxyModel {
public:
    OtherRuns(QString self, QObject* parent) : QSortFilterProxyModel(parent), m_self(std::move(self)) {}

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        return sourceModel()->index(row, 0, parent).data(IdRole).toString() != m_self;
    }

private:
    QString m_self;
};

api::RunSummary ofWorkflow(const QString& ns, const QString& workflow) {
    api::RunSummary run;
    run.ns = toUtf8(ns);
    run.workflow = toUtf8(workflow);
    return run;
}
}  // namespace

ChooseRunDialog::ChooseRunDialog(EngineSession* session, const api::RunSummary& run, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_run(run),
      m_model(new RunListModel(session, this)),
      m_others(new OtherRuns(toText(run.id), this)) {
    setWindowTitle(tr("Compare runs"));
    build(tr("Compare %1 with…").arg(cutText(m_run.workflow, kShownTitle)), tr("Compare"));
    ask();
    api::RunFilter before;
    before.ns = run.ns;
    before.workflow = run.workflow;
    before.createdTo = run.createdAt;
    propose(before, {});
}

ChooseRunDialog::ChooseRunDialog(EngineSession* session, const QString& ns, const QString& workflow,
                                 const QString& title, const QString& accept, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_run(ofWorkflow(ns, workflow)),
      m_model(new RunListModel(session, this)),
      m_others(new OtherRuns({}, this)) {
    setWindowTitle(title);
    build(title, accept);
    ask();
}

void ChooseRunDialog::build(const QString& words, const QString& accept) {
    setObjectName(QStringLiteral("compare.chooseDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(parentWidget() ? kChooseSize.boundedTo(parentWidget()->window()->size()) : kChooseSize);
    auto* title = new QLabel(words, this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setFont(Theme::current().font(TextRole::Heading));
    m_bar = new InfoBar(this);
    m_bar->hide();
    buildTable();
    m_id = new QLineEdit(this);
    m_id->setObjectName(QStringLiteral("choose.id"));
    m_id->setAccessibleName(m_run.id.empty() ? tr("Id of the run") : tr("Id of the other run"));
    m_id->setFont(Theme::current().font(TextRole::Mono));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::k12);
    form->addRow(tr("Id of the run"), m_id);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    m_compare = new Button(accept, Button::Primary, this);
    m_compare->setObjectName(QStringLiteral("choose.compare"));
    m_compare->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_compare);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(title);
    column->addWidget(m_bar);
    if (!m_run.id.empty()) {
        column->addLayout(buildOffers());
    }
    column->addWidget(m_table, 1);
    column->addLayout(form);
    column->addLayout(buttons);
    m_table->setFocus();
    connect(m_id, &QLineEdit::textChanged, this, &ChooseRunDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_compare, &QPushButton::clicked, this, &ChooseRunDialog::choose);
    check();
}

/// What is mostly wanted, by one press, and which runs are listed.
QLayout* ChooseRunDialog::buildOffers() {
    api::RunFilter before;
    before.ns = m_run.ns;
    before.workflow = m_run.workflow;
    before.createdTo = m_run.createdAt;
    api::RunFilter good = before;
    good.createdTo = 0;
    good.phases = {api::Phase::completed};
    auto* quick = new QHBoxLayout;
    quick->setSpacing(space::k8);
    const auto offer = [&](const QString& text, const char* name, std::function<void()> act) {
        auto* button = new Button(text, Button::Secondary, this);
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QPushButton::clicked, this, std::move(act));
        quick->addWidget(button);
    };
    offer(tr("The run before"), "choose.before",
          [this, before] { propose(before, tr("There is no run before this one.")); });
    offer(tr("The last that completed"), "choose.completed",
          [this, good] { propose(good, tr("No other run of this workflow has completed.")); });
    if (const auto origin = m_run.labels.find(api::kRerunLabel); origin != m_run.labels.end()) {
        offer(tr("What it is a re-run of"), "choose.origin",
              [this, id = toText(origin->second)] { m_id->setText(id); });
    }
    quick->addStretch(1);
    m_scope = new QComboBox(this);
    m_scope->setObjectName(QStringLiteral("choose.scope"));
    m_scope->setAccessibleName(tr("Runs that are listed"));
    m_scope->addItems({tr("Of this workflow"), tr("Of all workflows")});
    constexpr int kLetters = 16;
    m_scope->setMinimumContentsLength(kLetters);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &ChooseRunDialog::ask);
    quick->addWidget(m_scope);
    return quick;
}

void ChooseRunDialog::ask() {
    m_model->setLive(false);
    api::RunFilter filter;
    if (!m_scope || m_scope->currentIndex() == ThisWorkflow) {
        filter.ns = m_run.ns;
        filter.workflow = m_run.workflow;
    }
    if (m_run.id.empty()) {
        filter.phases = {api::Phase::completed, api::Phase::faulted, api::Phase::cancelled};
    }
    m_model->setQuery(std::move(filter));
}

void ChooseRunDialog::buildTable() {
    m_others->setSourceModel(m_model);
    m_table = new TableView(this);
    m_table->setAccessibleName(tr("Runs of this workflow"));
    m_table->setModel(m_others);
    m_table->setItemDelegateForColumn(RunListModel::PhaseColumn, new PhaseDelegate(m_table));
    m_table->setItemDelegateForColumn(RunListModel::WorkflowColumn, new BadgeDelegate(m_table));
    for (int column = RunListModel::ProgressColumn; column < m_others->columnCount(); ++column) {
        m_table->setColumnHidden(column, true);
    }
    m_table->setColumnWidths({12, 0, 16, 12, 10});
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (index.isValid()) {
            ++m_token;  // what is proposed meanwhile comes too late
            m_id->setText(index.siblingAtColumn(0).data(IdRole).toString());
        }
    });
    connect(m_table, &TableView::rowActivated, this, &ChooseRunDialog::choose);
    connect(m_model, &PagedModel::loaded, this, &ChooseRunDialog::showChosen);
    connect(m_model, &PagedModel::stateChanged, this, [this] {
        if (m_model->state() == PagedModel::State::Failed) {
            m_bar->show(InfoBar::Error, toText(m_model->error().message));
        }
    });
}

void ChooseRunDialog::propose(api::RunFilter filter, const QString& none) {
    api::ListRuns op;
    op.filter = std::move(filter);
    op.limit = 2;
    m_session->call<api::ListRuns>(op, this, [this, none, token = ++m_token](api::Result<api::RunPage> reply) {
        if (token != m_token) {
            return;
        }
        if (!reply.ok()) {
            m_bar->show(InfoBar::Error, toText(reply.error().message));
            return;
        }
        for (const auto& run : reply->items) {
            if (run.id != m_run.id) {
                m_bar->hide();
                m_id->setText(toText(run.id));
                return;
            }
        }
        if (!none.isEmpty()) {
            m_bar->show(InfoBar::Info, none);
        }
    });
}

/// What the field says is selected in the list too, when it is there.
void ChooseRunDialog::showChosen() {
    const QSignalBlocker block(m_table->selectionModel());
    const int known = m_model->rowOf(m_id->text().trimmed());
    const auto row = known < 0 ? QModelIndex() : m_others->mapFromSource(m_model->index(known, 0));
    if (row.isValid()) {
        m_table->selectRow(row.row());
    } else {
        m_table->clearSelection();
    }
    m_table->viewport()->update();
}

void ChooseRunDialog::check() {
    showChosen();
    const QString id = m_id->text().trimmed();
    const QString why = id.isEmpty()             ? tr("Select a run, or write its id.")
                        : toUtf8(id) == m_run.id ? tr("This is the run itself. Choose another one.")
                                                 : QString();
    m_compare->setEnabled(why.isEmpty());
    m_compare->setToolTip(why);
}

void ChooseRunDialog::choose() {
    if (m_compare->isEnabled()) {
        Q_EMIT chosen(m_id->text().trimmed());
        accept();
    }
}

}  // namespace beamline::ui
