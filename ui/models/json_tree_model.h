// SPDX-License-Identifier: Apache-2.0
#pragma once
// A JSON value as a tree of keys and values whose children are made when they are looked at. GUI thread.

#include <QAbstractItemModel>
#include <memory>
#include <vector>

#include "engine/api/result.h"

namespace beamline::ui {

class JsonTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Columns { KeyColumn, ValueColumn, ColumnCount };
    /// KindRole: int(boost::json::kind). PointerRole: JSON pointer (RFC 6901). Qt::EditRole: the value as JSON text.
    static constexpr int kMaxChildrenAtOnce = 500;  ///< more of a large array or object come by fetchMore

    explicit JsonTreeModel(QObject* parent = nullptr);
    ~JsonTreeModel() override;

    void setJson(api::Json json);
    const api::Json& json() const { return m_json; }
    /// The value at `index`, or the whole document for an invalid one. Valid until the next setJson.
    const api::Json& valueAt(const QModelIndex& index) const;
    QString pointerAt(const QModelIndex& index) const;
    /// The same place for jq: `.lines[0].text`, `.["a b"]`, `.` for the whole.
    QString jqPathAt(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    Node* nodeAt(const QModelIndex& index) const;
    static std::size_t childCount(const api::Json& json);
    void grow(Node& node) const;

    api::Json m_json;
    std::unique_ptr<Node> m_root;
};

}  // namespace beamline::ui
