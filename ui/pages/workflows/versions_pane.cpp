// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/versions_pane.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/text_diff.h"
#include "ui/models/version_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/workflows/rerun_on_version.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kWideVersions = 640;  ///< room for all buttons in one row
}

VersionsPane::VersionsPane(EngineSession* session, VersionListModel* model, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(model), m_again(new RerunOnVersion(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k8);
    split->addWidget(buildList());
    split->addWidget(buildDifference());
    split->setStretchFactor(1, 1);
    split->setSizes({extent::kProblems + extent::kTableHeader + space::kControl, 2 * extent::kCode});
    column->addWidget(split);
    connect(m_model, &PagedModel::loaded, this, &VersionsPane::showVersions);
    connect(m_model, &PagedModel::stateChanged, this, &VersionsPane::showVersions);
    connect(m_model, &VersionListModel::counted, this, &VersionsPane::showRuns);
    connect(m_session, &EngineSession::healthChanged, this, &VersionsPane::updateButtons);
    showRuns();
}

QWidget* VersionsPane::buildList() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_table = new TableView(whole);
    m_table->setAccessibleName(tr("Versions"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(VersionListModel::VersionColumn, new BadgeDelegate(m_table));
    m_table->setItemDelegateForColumn(VersionListModel::AgeColumn,
                                      new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    m_table->setColumnWidths({0, 12, 9, 9});
    m_list = new ContentStack(m_table, whole);
    m_buttons = new QHBoxLayout;
    m_below = new QHBoxLayout;
    for (auto* one : {m_buttons, m_below}) {
        one->setContentsMargins(space::k16, 0, space::k16, 0);
        one->setSpacing(space::k8);
    }
    m_runs = new Button(QString(), Button::Secondary, whole);
    m_edit = new Button(tr("Edit this version"), Button::Secondary, whole);
    m_start = new Button(tr("Start this version…"), Button::Secondary, whole);
    m_buttons->addWidget(m_edit);
    m_rerun = new Button(tr("Re-run on this version…"), Button::Secondary, whole);
    m_rerun->setObjectName(QStringLiteral("versions.rerun"));
    m_buttons->addWidget(m_start);
    m_buttons->addWidget(m_rerun);
    m_buttons->addStretch(1);
    m_below->addWidget(m_runs);
    m_below->addStretch(1);
    column->addWidget(m_list, 1);
    column->addLayout(m_buttons);
    column->addLayout(m_below);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &VersionsPane::choose);
    connect(m_table, &TableView::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT showAsked(m_model->versionAt(index.row())); });
    connect(m_list, &ContentStack::retryClicked, m_model, &VersionListModel::refresh);
    connect(m_runs, &QPushButton::clicked, this, [this] {
        if (const int chosen = m_model->rowOfVersion(m_chosen); chosen >= 0) {
            Q_EMIT navigate(m_model->placeOf(chosen));
        }
    });
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editAsked(m_chosen); });
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startAsked(m_chosen); });
    connect(m_rerun, &QPushButton::clicked, this, [this] { m_again->begin(m_ns, m_name, m_chosen); });
    connect(m_again, &RerunOnVersion::failed, this, &VersionsPane::failed);
    connect(m_again, &RerunOnVersion::started, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
    return whole;
}

QWidget* VersionsPane::buildDifference() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k16, 0, space::k16, 0);
    row->setSpacing(space::k8);
    m_title = new QLabel(whole);
    m_title->setTextFormat(Qt::PlainText);
    m_base = new QComboBox(whole);
    m_base->setAccessibleName(tr("Version to compare with"));
    m_base->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_base->setMinimumContentsLength(12);
    m_counts = new QLabel(whole);
    m_counts->setProperty("muted", true);
    row->addWidget(m_title);
    row->addWidget(m_base);
    row->addWidget(m_counts);
    row->addStretch(1);
    m_diff = new DiffView(whole);
    m_stack = new ContentStack(m_diff, whole);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    connect(m_base, &QComboBox::activated, this, &VersionsPane::compare);
    connect(m_stack, &ContentStack::retryClicked, this, &VersionsPane::compare);
    return whole;
}

void VersionsPane::setWorkflow(const QString& ns, const QString& name) {
    ++m_token;
    m_ns = ns;
    m_name = name;
    m_chosen.clear();
    m_sources.clear();
    m_asked.clear();
    m_base->clear();
    showRuns();
}

void VersionsPane::refresh() {
    m_model->countRuns();
    compare();
}

void VersionsPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_model->countRuns();
    showVersions();
    compare();
}

/// The rows are those of the model now: the chosen one stays chosen, otherwise the newest is.
void VersionsPane::showVersions() {
    if (m_model->rowCount() > 0) {
        m_list->showContent();
        const int row = std::max(0, m_model->rowOfVersion(m_chosen));
        if (m_table->currentIndex().row() != row) {
            m_table->selectRow(row);
        }
        choose();
    } else if (m_model->state() == PagedModel::State::Failed) {
        m_list->showError(m_model->error());
    } else {
        m_list->showLoading(tr("Loading versions…"));
    }
}

void VersionsPane::choose() {
    const QString version = m_model->versionAt(m_table->currentIndex().row());
    if (version.isEmpty()) {
        return;
    }
    const bool another = std::exchange(m_chosen, version) != version;
    if (another || m_base->count() != m_model->rowCount() - 1) {
        fillBase();
        compare();
    }
    showRuns();
}

/// The version deployed before the chosen one is what it is compared with; for the first one, the one behind it.
void VersionsPane::fillBase() {
    m_base->clear();
    const int chosen = m_model->rowOfVersion(m_chosen);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (row != chosen) {
            const QString version = m_model->versionAt(row);
            m_base->addItem(m_model->itemAt(row).latest ? tr("%1 (latest)").arg(version) : version, version);
        }
    }
    const QString base = m_model->versionAt(chosen + 1 < m_model->rowCount() ? chosen + 1 : chosen - 1);
    m_base->setCurrentIndex(m_base->findData(base));
    const bool two = m_base->count() > 0;
    m_base->setVisible(two);
    m_title->setVisible(two);
    m_counts->setVisible(two);
    showTitle();
    m_counts->setText({});
}

QString VersionsPane::shortVersion() const {
    constexpr int kNarrowLetters = 8;
    const int letters = width() < 2 * extent::kInspector ? kNarrowLetters : kLongestWord;
    return fontMetrics().elidedText(m_chosen, Qt::ElideMiddle, fontMetrics().averageCharWidth() * letters);
}

void VersionsPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeRuns();
    showTitle();
    showRuns();
}

/// Beside the other buttons where there is room, else below them.
void VersionsPane::placeRuns() {
    const bool wide = width() >= kWideVersions;
    auto* row = wide ? m_buttons : m_below;
    if (row->indexOf(m_runs) < 0) {
        (wide ? m_below : m_buttons)->removeWidget(m_runs);
        row->insertWidget(row->count() - 1, m_runs);
    }
}

void VersionsPane::showTitle() {
    m_title->setText(tr("Changed in %1 since").arg(shortVersion()));
    m_title->setToolTip(m_chosen);
}

void VersionsPane::compare() {
    const QString base = m_base->currentData().toString();
    if (!isVisible() || m_chosen.isEmpty()) {
        return;
    }
    if (base.isEmpty()) {
        m_stack->showEmpty(QStringLiteral("branch"), tr("Only one version"),
                           tr("When another one is deployed, what differs between the two is shown here."));
        return;
    }
    if (m_sources.contains(base) && m_sources.contains(m_chosen)) {
        showDifference(base, m_chosen);
        return;
    }
    m_stack->showLoading(tr("Comparing…"));
    if (m_sources.size() >= kMaxKeptSources) {
        m_sources.removeIf([&](const auto& one) { return one.key() != base && one.key() != m_chosen; });
    }
    for (const QString& version : {base, m_chosen}) {
        if (!m_sources.contains(version) && !m_asked.contains(version)) {
            ask(version);
        }
    }
}

void VersionsPane::ask(const QString& version) {
    m_asked.insert(version);
    m_session->call<api::GetWorkflow>({toUtf8(m_ns), toUtf8(m_name), toUtf8(version)}, this,
                                      [this, version, token = m_token](api::Result<api::WorkflowDetail> reply) {
                                          if (token != m_token) {
                                              return;
                                          }
                                          m_asked.remove(version);
                                          const QString base = m_base->currentData().toString();
                                          if (!reply.ok()) {
                                              if (version == base || version == m_chosen) {
                                                  m_stack->showError(reply.error());
                                              }
                                              return;
                                          }
                                          m_sources.insert(version, toText(reply->source));
                                          if (m_sources.contains(base) && m_sources.contains(m_chosen)) {
                                              showDifference(base, m_chosen);
                                          }
                                      });
}

void VersionsPane::showDifference(const QString& before, const QString& after) {
    const TextDiff diff = diffOf(m_sources.value(before), m_sources.value(after));
    m_diff->setDiff(diff);
    m_counts->setText(QStringLiteral("+%1 −%2").arg(diff.added).arg(diff.removed));
    m_counts->setToolTip(linesText(diff));
    m_counts->setAccessibleName(m_counts->toolTip());
    m_stack->showContent();
}

void VersionsPane::showRuns() {
    const int row = m_model->rowOfVersion(m_chosen);
    const auto known = row < 0 ? std::nullopt : m_model->unended(row);
    const auto runs = static_cast<int>(known.value_or(0));
    m_runs->setVisible(row >= 0);
    m_runs->setEnabled(runs > 0);
    m_runs->setText(!known                        ? tr("Runs not counted")
                    : runs == 0                   ? tr("No run is on %1").arg(shortVersion())
                    : m_model->itemAt(row).latest ? tr("%n run(s) on %1", nullptr, runs).arg(shortVersion())
                                                  : tr("%n run(s) still on %1", nullptr, runs).arg(shortVersion()));
    m_runs->setToolTip(runs > 0 ? tr("Shows the runs of %1 that have not ended").arg(m_chosen)
                       : known  ? tr("Every run of %1 has ended.").arg(m_chosen)
                                : tr("The engine has not said how many runs are on it."));
    updateButtons();
}

void VersionsPane::updateButtons() {
    const QString none = m_chosen.isEmpty() ? tr("Select a version first.") : QString();
    const QString noStart = !none.isEmpty() ? none : m_session->obstacle(api::StartRun::kInfo.name);
    m_edit->setEnabled(none.isEmpty());
    m_edit->setToolTip(none.isEmpty() ? tr("Write a new version from %1").arg(m_chosen) : none);
    const QString noRerun = !none.isEmpty() ? none : m_session->obstacle(api::RerunRun::kInfo.name);
    m_rerun->setEnabled(noRerun.isEmpty());
    m_rerun->setToolTip(noRerun.isEmpty() ? tr("Choose an ended run: a new one takes over what it has done and goes on "
                                               "by %1.")
                                                .arg(m_chosen)
                                          : noRerun);
    m_start->setEnabled(noStart.isEmpty());
    m_start->setToolTip(noStart.isEmpty() ? tr("Start a run of %1").arg(m_chosen) : noStart);
}

}  // namespace beamline::ui
