// SPDX-License-Identifier: Apache-2.0
#pragma once
// A list of a policy as a table to write in: its providers, shadows or fallbacks. A change is told as the whole
// document, in which everything else is as it was. GUI thread.

#include <QAbstractTableModel>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class PolicyRowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class List { Providers, Shadows, Fallbacks };
    enum ProviderColumns { NameColumn, WeightColumn, ShareColumn, PriorityColumn, CostColumn };
    /// KindRole: int(api::Severity) of the worst problem of a row, -1 for none. PointerRole: of the row.

    explicit PolicyRowsModel(List list, QObject* parent = nullptr);

    /// Rows stay the same where they can.
    void setDocument(const api::Json& document);
    /// Those of other places are left out.
    void setProblems(const std::vector<api::Problem>& problems);
    void setEditable(bool editable) { m_editable = editable; }
    /// A new row at the end, for a provider that is not there yet.
    void append();
    void remove(int row);
    std::string key() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void edited(const beamline::api::Json& document);

private:
    enum class Kind { Text, Number, Whole, Condition, Share };
    struct Column {
        const char* member;
        Kind kind;
    };
    const std::vector<Column>& columns() const;
    QString titleOf(int column) const;
    const api::Json* cell(const QModelIndex& index) const;
    QString text(const QModelIndex& index) const;
    QVariant written(const QModelIndex& index) const;
    double share(int row) const;
    QString problemText(int row) const;
    /// What was typed as JSON; false: it cannot be taken.
    bool read(int column, const QVariant& typed, std::optional<api::Json>& value) const;
    api::Json documentWith(boost::json::array rows) const;
    QString freeName() const;

    List m_list;
    bool m_editable = true;
    bool m_asWeights = false;  ///< the document writes its providers as a table of weights
    api::Json m_document;
    boost::json::array m_rows;
    std::vector<api::Problem> m_problems;
};

}  // namespace beamline::ui
