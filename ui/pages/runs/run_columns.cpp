// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_columns.h"

#include <QHash>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/run_cells.h"
#include "ui/models/run_list_model.h"
#include "ui/widgets/column_room.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

constexpr int kWideTable = 960;
constexpr int kMediumTable = 900;
constexpr int kWidthStep = 24;
constexpr int kMinColumn = 48;
constexpr int kMinLast = 120;
constexpr int kLabelLetters = 16;

const QStringList& usualColumns() {
    static const QStringList ids = runColumnIds().mid(0, 7);
    return ids;
}

QVector<RunColumnPlace> usualPlaces() {
    QVector<RunColumnPlace> places;
    for (const QString& id : usualColumns()) {
        places.append({id, 0});
    }
    return places;
}

}  // namespace

RunColumns::RunColumns(TableView* table, RunListModel* model, QObject* parent)
    : QObject(parent), m_table(table), m_model(model) {
    auto* header = table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(kMinColumn);
    connect(header, &QHeaderView::sectionMoved, this, [this] { take(true); });
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int before, int now) {
        const auto all = visible();
        if (before > 0 && now > 0 && !all.isEmpty() && column != all.back()) {
            take(false);
        }
    });
    apply({});
}

int RunColumns::columnOf(const QString& id) const {
    return m_model->columnOf(id);
}

/// As wide as what usually stands in it.
int RunColumns::usualWidth(const QString& id) const {
    static const QHash<QString, int> letters{
        {QStringLiteral("phase"), 14},   {QStringLiteral("workflow"), 25}, {QStringLiteral("run"), 14},
        {QStringLiteral("started"), 12}, {QStringLiteral("duration"), 11}, {QStringLiteral("progress"), 15},
        {QStringLiteral("now"), 30},     {QStringLiteral("version"), 10},  {QStringLiteral("namespace"), 14},
        {QStringLiteral("ended"), 12},   {QStringLiteral("updated"), 12},  {QStringLiteral("error"), 28}};
    return columnWidthFor(*m_table, *m_table->horizontalHeader(), columnOf(id), letters.value(id, kLabelLetters));
}

/// Of what is not hidden, from left to right.
QVector<int> RunColumns::visible() const {
    const auto* header = m_table->horizontalHeader();
    QVector<int> columns;
    for (int at = 0; at < header->count(); ++at) {
        const int column = header->logicalIndex(at);
        if (column >= 0 && !header->isSectionHidden(column)) {
            columns.append(column);
        }
    }
    return columns;
}

void RunColumns::apply(const QVector<RunColumnPlace>& places) {
    const QScopedValueRollback<bool> applying(m_applying, true);
    m_places = places;
    const QVector<RunColumnPlace> wanted = places.isEmpty() ? usualPlaces() : places;
    QStringList labels;
    for (const RunColumnPlace& one : wanted) {
        if (isLabelColumn(one.id)) {
            labels << labelOfColumn(one.id);
        }
    }
    m_model->setLabelColumns(labels);
    auto* header = m_table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        const QString id = m_model->columnId(column);
        header->setSectionHidden(column, std::none_of(wanted.begin(), wanted.end(),
                                                      [&](const RunColumnPlace& one) { return one.id == id; }));
    }
    for (int at = 0; at < wanted.size(); ++at) {
        const int column = columnOf(wanted[at].id);
        if (column >= 0) {
            header->moveSection(header->visualIndex(column), at);
            // The header gives the last one what is left, but never less than it has itself.
            header->resizeSection(column, at + 1 == wanted.size() ? kMinLast
                                          : wanted[at].width > 0  ? wanted[at].width
                                                                  : usualWidth(wanted[at].id));
        }
    }
    m_last = wanted.back().id;
    fit(m_width);
}

void RunColumns::fit(int width) {
    m_width = width;
    const QVector<RunColumnPlace> wanted = m_places.isEmpty() ? usualPlaces() : m_places;
    const bool usual = wanted.size() == usualColumns().size() &&
                       std::all_of(wanted.begin(), wanted.end(),
                                   [](const RunColumnPlace& one) { return usualColumns().contains(one.id); });
    if (!usual || width <= 0) {
        return;
    }
    // What a run does now matters more than its bar and its id, which are on the run's page too.
    const QScopedValueRollback<bool> applying(m_applying, true);
    m_table->setColumnHidden(RunListModel::ProgressColumn, width < kWideTable);
    m_table->setColumnHidden(RunListModel::RunColumn, width < kMediumTable);
}

/// As the header has it; what is hidden for want of room is meant to be there.
QVector<RunColumnPlace> RunColumns::shown() const {
    const auto* header = m_table->horizontalHeader();
    const QVector<RunColumnPlace> before = m_places.isEmpty() ? usualPlaces() : m_places;
    QVector<RunColumnPlace> places;
    for (int at = 0; at < header->count(); ++at) {
        const int column = header->logicalIndex(at);
        const QString id = m_model->columnId(column);
        const auto was = std::find_if(before.begin(), before.end(), [&](const auto& one) { return one.id == id; });
        if (header->isSectionHidden(column) || id == m_last) {
            if (was != before.end()) {
                places.append({id, id == m_last ? 0 : was->width});
            }
            continue;
        }
        const int width = header->sectionSize(column);
        places.append({id, width == usualWidth(id) ? 0 : width});
    }
    if (!places.isEmpty()) {
        places.back().width = 0;  // it takes what is left
    }
    return places == usualPlaces() ? QVector<RunColumnPlace>() : places;
}

/// `moved`: another one may be the last now.
void RunColumns::take(bool moved) {
    if (m_applying) {
        return;
    }
    m_places = shown();
    if (moved) {
        apply(QVector<RunColumnPlace>(m_places));
    }
    Q_EMIT changed();
}

void RunColumns::show(const QString& id, bool on) {
    QVector<RunColumnPlace> places = m_places.isEmpty() ? usualPlaces() : m_places;
    places.removeIf([&](const RunColumnPlace& one) { return one.id == id; });
    if (on) {
        const auto last = places.isEmpty() ? 0 : places.size() - 1;  // before what takes the rest
        places.insert(last, {id, 0});
    }
    if (!places.isEmpty()) {
        apply(places == usualPlaces() ? QVector<RunColumnPlace>() : places);
        Q_EMIT changed();
    }
}

void RunColumns::move(int column, int step) {
    auto* header = m_table->horizontalHeader();
    const auto all = visible();
    const auto at = all.indexOf(column) + step;
    if (at >= 0 && at < all.size()) {
        header->moveSection(header->visualIndex(column), header->visualIndex(all[at]));
    }
}

void RunColumns::widen(int column, int step) {
    auto* header = m_table->horizontalHeader();
    header->resizeSection(column, std::max(kMinColumn, header->sectionSize(column) + step));
}

void RunColumns::fillMenu(QMenu* menu, const QStringList& labels, int column) {
    const QVector<RunColumnPlace> places = m_places.isEmpty() ? usualPlaces() : m_places;
    const auto isShown = [&](const QString& id) {
        return std::any_of(places.begin(), places.end(), [&](const RunColumnPlace& one) { return one.id == id; });
    };
    const auto box = [&](const QString& id, const QString& text) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QStringLiteral("column.") + id);
        action->setCheckable(true);
        action->setChecked(isShown(id));
        const bool only = places.size() == 1 && isShown(id);
        action->setEnabled(!only);
        action->setToolTip(only ? tr("One column at least stays.") : QString());
        connect(action, &QAction::toggled, this, [this, id](bool on) { show(id, on); });
        return action;
    };
    menu->setToolTipsVisible(true);
    for (const QString& id : runColumnIds()) {
        box(id, m_model->headerData(columnOf(id), Qt::Horizontal, Qt::DisplayRole).toString());
    }
    QStringList names = m_model->labelColumns();
    for (const QString& name : labels) {
        if (!names.contains(name)) {
            names << name;
        }
    }
    if (!names.isEmpty()) {
        menu->addSection(tr("Labels"));
    }
    for (const QString& name : std::as_const(names)) {
        QAction* action = box(labelColumnId(name), cutText(toUtf8(name), kShownTitle));
        if (!action->isChecked() && m_model->labelColumns().size() >= RunLayout::kMaxLabels) {
            action->setEnabled(false);
            action->setToolTip(tr("At most %n label(s) are shown. Hide one first.", nullptr, RunLayout::kMaxLabels));
        }
    }
    const int which = column >= 0 ? column : m_table->currentIndex().column();
    const auto all = visible();
    menu->addSeparator();
    if (all.contains(which)) {
        const QString name = m_model->headerData(which, Qt::Horizontal, Qt::DisplayRole).toString();
        const auto act = [&](const char* id, const QString& text, bool enabled, auto run) {
            QAction* action = menu->addAction(text, this, run);
            action->setObjectName(QString::fromLatin1(id));
            action->setEnabled(enabled);
        };
        act("columns.left", tr("Move %1 left").arg(name), which != all.front(), [this, which] { move(which, -1); });
        act("columns.right", tr("Move %1 right").arg(name), which != all.back(), [this, which] { move(which, 1); });
        act("columns.wider", tr("Make %1 wider").arg(name), which != all.back(),
            [this, which] { widen(which, kWidthStep); });
        act("columns.narrower", tr("Make %1 narrower").arg(name), which != all.back(),
            [this, which] { widen(which, -kWidthStep); });
        menu->addSeparator();
    }
    QAction* reset = menu->addAction(tr("Reset columns"), this, [this] {
        apply({});
        Q_EMIT changed();
    });
    reset->setObjectName(QStringLiteral("columns.reset"));
    reset->setEnabled(!m_places.isEmpty());
}

}  // namespace beamline::ui
