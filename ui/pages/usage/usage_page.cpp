// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/usage/usage_page.h"

#include <QAction>
#include <QFileDialog>
#include <QGridLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QSaveFile>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/tenant_text.h"
#include "ui/models/usage_report.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr UsageSpan kUsageSpans[] = {UsageSpan::Day, UsageSpan::Week, UsageSpan::Month, UsageSpan::Quarter};
constexpr api::UsageGroup kUsageGroups[] = {api::UsageGroup::workflow, api::UsageGroup::provider,
                                            api::UsageGroup::tenant};
constexpr UsageMeasure kTileMeasures[] = {UsageMeasure::Cost, UsageMeasure::Tokens, UsageMeasure::Calls,
                                          UsageMeasure::Tasks, UsageMeasure::CpuSeconds};
constexpr Icon::Role kLineColors[] = {Icon::Role::Running, Icon::Role::Waiting, Icon::Role::Suspended};
constexpr int kUsageRows = 12;  // more scroll inside

LineChart::Line usageLine(const UsageBook& book, const std::optional<std::string>& key, UsageMeasure measure,
                          const QString& name, Icon::Role color) {
    LineChart::Line line{name, color, {}};
    for (const auto& [at, value] : book.line(key, measure)) {
        line.points << QPointF(static_cast<qreal>(at), value);
    }
    return line;
}
}  // namespace

UsagePage::UsagePage(EngineSession* session, QWidget* parent)
    : Page(parent), m_session(session), m_book(new UsageBook(session, this)), m_model(new UsageModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_warning = new InfoBar(this);
    m_warning->setObjectName(QStringLiteral("usage.budget"));
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("usage.message"));
    m_stack = new ContentStack(scrolledPage(buildBody(), this), this);
    column->addWidget(m_header);
    column->addWidget(m_warning);
    column->addWidget(m_bar);
    column->addWidget(buildChoice());
    column->addWidget(m_stack, 1);
    connect(m_book, &UsageBook::changed, this, &UsagePage::showState);
    connect(m_stack, &ContentStack::retryClicked, this, &UsagePage::refresh);
    connect(m_warning, &InfoBar::actionClicked, this,
            [this] { Q_EMIT navigate(QStringLiteral("tenants/") + toText(m_warned)); });
    connect(session, &EngineSession::gap, this, [this] {
        m_dirty = true;
        if (m_inFront) {
            refresh();
        }
    });
    connect(session, &EngineSession::healthChanged, this, &UsagePage::updateActions);
    connect(&Theme::current(), &Theme::changed, this, &UsagePage::showChart);
    showState();
}

QIcon UsagePage::icon() const {
    return Icon::get(QStringLiteral("usage"));
}

void UsagePage::buildActions() {
    m_quota =
        addPageAction(this, "usage.quota", tr("Change quota"), QStringLiteral("tenants"), QKeySequence(Qt::Key_Q));
    m_csv = addPageAction(this, "usage.csv", tr("Export CSV…"), QStringLiteral("external"), QKeySequence(Qt::Key_X));
    m_pdf = addPageAction(this, "usage.pdf", tr("Export PDF…"), QStringLiteral("file"), QKeySequence(Qt::Key_P));
    connect(m_quota, &QAction::triggered, this, &UsagePage::editQuota);
    connect(m_csv, &QAction::triggered, this, [this] { exportAs(false); });
    connect(m_pdf, &QAction::triggered, this, [this] { exportAs(true); });
    m_header->addWidget(new Button(m_quota, Button::Secondary, this));
    m_header->addWidget(new Button(m_csv, Button::Secondary, this));
    m_header->addWidget(new Button(m_pdf, Button::Secondary, this));
}

QWidget* UsagePage::buildChoice() {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::k24);
    m_group = new ChipBar(row);
    m_group->setObjectName(QStringLiteral("usage.group"));
    for (const auto group : kUsageGroups) {
        m_group->addChip(usageByText(group));
    }
    m_span = new ChipBar(row);
    m_span->setObjectName(QStringLiteral("usage.span"));
    for (const auto span : kUsageSpans) {
        m_span->addChip(usageSpanText(span));
    }
    m_span->setCurrent(1);
    line->addWidget(m_group, 1);
    line->addWidget(m_span);
    connect(m_group, &ChipBar::currentChanged, this, &UsagePage::choose);
    connect(m_span, &ChipBar::currentChanged, this, &UsagePage::choose);
    return row;
}

QWidget* UsagePage::buildBody() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    buildTiles();
    m_chartCard = new Card(usageTitle(m_measure), body);
    m_chart = new LineChart([this](double value) { return usageText(value, m_measure); }, m_chartCard);
    m_chart->setObjectName(QStringLiteral("usage.chart"));
    m_legend = new QLabel(m_chartCard);
    m_legend->setTextFormat(Qt::RichText);
    m_chartCard->addBody(m_legend, true, 0);
    m_chartCard->addBody(m_chart, true, 0);
    buildTable();
    auto* card = new Card(body);
    card->addBody(m_table, false, 0);
    m_cut = new QLabel(tr("There was more than an answer holds: the dearest are listed. Choose a shorter span."), card);
    m_cut->setProperty("muted", true);
    m_cut->setWordWrap(true);
    m_cut->setContentsMargins(space::k12, space::k4, space::k12, space::k12);
    card->body()->addWidget(m_cut);
    column->addLayout(m_tileGrid);
    column->addWidget(m_chartCard);
    column->addWidget(card);
    column->addStretch(1);
    arrange();
    return body;
}

/// Pressed, a tile is what the chart shows.
void UsagePage::buildTiles() {
    m_tileGrid = new QGridLayout;
    m_tileGrid->setSpacing(space::k12);
    for (std::size_t i = 0; i < kTiles; ++i) {
        m_tiles[i] = new FigureTile(this);
        m_tiles[i]->setObjectName(QStringLiteral("usage.tile%1").arg(i));
        connect(m_tiles[i], &QAbstractButton::clicked, this, [this, i] {
            m_measure = kTileMeasures[i];
            showChart();
        });
    }
}

void UsagePage::buildTable() {
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("usage.table"));
    m_table->setAccessibleName(tr("Usage"));
    m_table->setModel(m_model);
    m_table->setColumnWidths({0, 12, 12, 10, 12, 11, 10, 10, 10, 12});
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &TableView::rowActivated, m_quota, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &UsagePage::updateActions);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        if (m_table->indexAt(position).isValid()) {
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->setToolTipsVisible(true);
            menu->addActions({m_quota, m_csv, m_pdf});
            menu->popup(m_table->viewport()->mapToGlobal(position));
        }
    });
}

void UsagePage::arrange() {
    const int columns = m_wide ? kTiles : 3;
    for (int i = 0; i < kTiles; ++i) {
        m_tileGrid->addWidget(m_tiles[static_cast<std::size_t>(i)], i / columns, i % columns);
    }
    for (int column = 0; column < kTiles; ++column) {
        m_tileGrid->setColumnStretch(column, column < columns ? 1 : 0);
    }
    for (const int column : {UsageModel::DecisionsColumn, UsageModel::FaultedColumn, UsageModel::CpuColumn}) {
        m_table->setColumnHidden(column, !m_wide);  // they are in the files
    }
}

void UsagePage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    if (const bool wide = width() >= extent::kWideCards; wide != m_wide) {
        m_wide = wide;
        arrange();
    }
}

void UsagePage::activated() {
    m_inFront = true;
    if (std::exchange(m_dirty, false) || m_book->state() != UsageBook::State::Ready) {
        refresh();
    }
    m_table->setFocus();
}

void UsagePage::deactivated() {
    m_inFront = false;
}

void UsagePage::refresh() {
    m_dirty = false;
    m_book->refresh();
    askBudgets();
}

void UsagePage::choose() {
    m_book->choose(kUsageSpans[std::max(0, m_span->current())], kUsageGroups[std::max(0, m_group->current())]);
}

/// Whoever may not see tenants sees no budgets; what was used is told all the same.
void UsagePage::askBudgets() {
    m_session->call<api::ListTenants>({}, this, [this](api::Result<api::TenantPage> reply) {
        m_tenants = reply.ok() ? std::move(reply->items) : std::vector<api::TenantInfo>();
        showWarnings();
        updateActions();
    });
}

void UsagePage::showState() {
    using State = UsageBook::State;
    const auto state = m_book->state();
    m_model->show(m_book->usage(), m_book->group());
    const bool any = m_model->rowCount() > 0;
    if (any) {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid()) {
            m_table->selectRow(0);
        }
    } else if (state == State::Failed) {
        m_stack->showError(m_book->error());
    } else if (state != State::Ready) {
        m_stack->showLoading(tr("Asking the engine…"));
    } else {
        m_stack->showEmpty(
            QStringLiteral("usage"), tr("Nothing was used"),
            tr("Runs, tasks, CPU time, calls of providers, tokens and what they cost are counted here, for "
               "each hour. There was none of it in this span: choose a longer one, or start a run."));
    }
    if (state == State::Failed && any) {
        m_stale = true;
        m_bar->show(InfoBar::Warning,
                    tr("These figures are as of the last answer. %1").arg(toText(m_book->error().message)));
    } else if (state == State::Ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
    m_cut->setVisible(!m_book->usage().complete);
    m_table->setFixedHeight(extent::kTableHeader + std::clamp(m_model->rowCount(), 1, kUsageRows) * space::kRow +
                            space::k4);
    showTiles();
    showChart();
    updateActions();
}

void UsagePage::showTiles() {
    const auto total = m_book->total();
    const QString details[] = {
        m_book->usage().rows.empty() ? QString()
                                     : tr("dearest: %1").arg(usageKeyText(m_book->usage().rows.front().key)),
        total.calls > 0 ? tr("%1 a call").arg(formatCount(total.tokens / total.calls)) : tr("no calls"),
        tr("%1 failed").arg(formatCount(total.failed)), tr("%1 faulted").arg(formatCount(total.faulted)),
        tr("%n run(s)", nullptr, static_cast<int>(total.runs))};
    for (std::size_t i = 0; i < kTiles; ++i) {
        m_tiles[i]->show(usageTitle(kTileMeasures[i]), usageText(usageValue(total, kTileMeasures[i]), kTileMeasures[i]),
                         details[i]);
        m_tiles[i]->setToolTip(tr("Shows it over time."));
    }
}

/// The dearest keys, each a line; of one key alone there is nothing to tell apart.
void UsagePage::showChart() {
    auto rows = m_book->usage().rows;
    std::stable_sort(rows.begin(), rows.end(), [this](const auto& a, const auto& b) {
        return usageValue(a, m_measure) > usageValue(b, m_measure);
    });
    QVector<LineChart::Line> lines;
    for (std::size_t i = 0; i < std::min<std::size_t>(rows.size(), kLines); ++i) {
        lines << usageLine(*m_book, rows[i].key, m_measure, usageKeyText(rows[i].key), kLineColors[i]);
    }
    m_chartCard->setTitle(rows.size() > kLines
                              ? tr("%1 over time, the largest %2 of %3")
                                    .arg(usageTitle(m_measure), formatCount(kLines), formatCount(qint64(rows.size())))
                              : tr("%1 over time").arg(usageTitle(m_measure)));
    m_chart->setAccessibleName(m_chartCard->accessibleName());
    m_chart->show(lines, m_book->from(), m_book->to(), std::max<qint64>(m_book->usage().step, 3'600'000));
    m_legend->setText(m_chart->legend());
}

void UsagePage::showWarnings() {
    const auto warnings = budgetWarnings(m_tenants);
    if (warnings.empty()) {
        m_warning->hide();
        return;
    }
    m_warned = warnings.front().tenant;
    const int others = static_cast<int>(warnings.size()) - 1;
    m_warning->show(
        warnings.front().spent ? InfoBar::Error : InfoBar::Warning,
        others == 0
            ? warnings.front().text
            : tr("%1 %n other tenant(s) come near their budget, too.", nullptr, others).arg(warnings.front().text),
        tr("Change the budget"), false);
}

void UsagePage::updateActions() {
    const auto set = [](QAction* action, const QString& what, const QString& why) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    const QString nothing = m_model->rowCount() == 0 ? tr("There is nothing to export.") : QString();
    set(m_csv, tr("Exact values of every row, for a spreadsheet."), nothing);
    set(m_pdf, tr("Span, line and table, for paper."), nothing);
    const bool byTenant = m_book->group() == api::UsageGroup::tenant;
    const QString lacks = m_session->lacks(api::ListTenants::kInfo.permission);
    set(m_quota, tr("What this tenant may use, and its budget."),
        !lacks.isEmpty()                     ? lacks
        : !byTenant                          ? tr("Look at it by tenant first.")
        : !m_table->currentIndex().isValid() ? tr("Select a tenant first.")
                                             : QString());
}

void UsagePage::editQuota() {
    const QString id = m_table->currentIndex().siblingAtColumn(0).data(IdRole).toString();
    if (m_quota->isEnabled() && !id.isEmpty()) {
        Q_EMIT navigate(QStringLiteral("tenants/") + id);
    }
}

void UsagePage::exportAs(bool pdf) {
    if (m_files && m_files->isVisible()) {
        return;
    }
    m_bar->hide();
    const QString suffix = pdf ? QStringLiteral("pdf") : QStringLiteral("csv");
    m_files = new QFileDialog(window(), tr("Export usage"), {}, pdf ? tr("PDF (*.pdf)") : tr("CSV (*.csv)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setAcceptMode(QFileDialog::AcceptSave);
    m_files->setDefaultSuffix(suffix);
    m_files->selectFile(QStringLiteral("usage-%1.%2")
                            .arg(QString::fromLatin1(boost::describe::enum_to_string(m_book->group(), "")), suffix));
    connect(m_files, &QFileDialog::fileSelected, this, [this, pdf](const QString& path) { exportTo(path, pdf); });
    m_files->open();
}

void UsagePage::exportTo(const QString& path, bool pdf) {
    const Tokens& paper = Theme::light();  // whatever the console looks like
    const UsageInks inks{paper.text, paper.text2, paper.border, paper.accent};
    const QByteArray bytes = pdf ? usagePdf(*m_book, m_measure, inks).bytes : usageCsv(*m_book);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        m_bar->show(InfoBar::Error, tr("%1 was not written: %2. Choose another place.").arg(path, file.errorString()));
        return;
    }
    m_bar->show(InfoBar::Info, tr("%n row(s) exported to %1.", nullptr, m_model->rowCount()).arg(path));
}

}  // namespace beamline::ui
