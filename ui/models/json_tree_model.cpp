// SPDX-License-Identifier: Apache-2.0
#include "ui/models/json_tree_model.h"

#include <QRegularExpression>
#include <algorithm>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/roles.h"

namespace beamline::ui {

namespace {
constexpr int kShownKey = 200;  // letters
}

struct JsonTreeModel::Node {
    const api::Json* value = nullptr;
    Node* parent = nullptr;
    int row = 0;
    QString key;
    std::vector<std::unique_ptr<Node>> children;
};

JsonTreeModel::JsonTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {
    m_root->value = &m_json;
}
JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setJson(api::Json json) {
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_json = std::move(json);
    m_root->value = &m_json;
    grow(*m_root);
    endResetModel();
}

std::size_t JsonTreeModel::childCount(const api::Json& json) {
    return json.is_object() ? json.get_object().size() : json.is_array() ? json.get_array().size() : 0;
}

void JsonTreeModel::grow(Node& node) const {
    const std::size_t end = std::min(childCount(*node.value), node.children.size() + kMaxChildrenAtOnce);
    while (node.children.size() < end) {
        const std::size_t i = node.children.size();
        auto child = std::make_unique<Node>();
        child->parent = &node;
        child->row = static_cast<int>(i);
        if (node.value->is_object()) {
            const auto& member = *(node.value->get_object().begin() + static_cast<std::ptrdiff_t>(i));
            child->key = toText(member.key());
            child->value = &member.value();
        } else {
            child->key = QString::number(i);
            child->value = &node.value->get_array()[i];
        }
        node.children.push_back(std::move(child));
    }
}

JsonTreeModel::Node* JsonTreeModel::nodeAt(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

const api::Json& JsonTreeModel::valueAt(const QModelIndex& index) const {
    return *nodeAt(index)->value;
}

QString JsonTreeModel::pointerAt(const QModelIndex& index) const {
    QString pointer;
    for (const Node* node = nodeAt(index); node->parent; node = node->parent) {
        QString token = node->key;
        token.replace(QLatin1Char('~'), QStringLiteral("~0")).replace(QLatin1Char('/'), QStringLiteral("~1"));
        pointer.prepend(QLatin1Char('/') + token);
    }
    return pointer;
}

QString JsonTreeModel::jqPathAt(const QModelIndex& index) const {
    QString path;
    for (const Node* node = nodeAt(index); node->parent; node = node->parent) {
        static const QRegularExpression kPlain(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
        const bool item = node->parent->value->is_array();
        const bool plain = !item && kPlain.match(node->key).hasMatch();
        const QString quoted = toText(api::printJson(api::Json(toUtf8(node->key))));
        path.prepend(item    ? QStringLiteral("[%1]").arg(node->key)
                     : plain ? QLatin1Char('.') + node->key
                             : QStringLiteral("[%1]").arg(quoted));
    }
    return path.startsWith(QLatin1Char('.')) ? path : QLatin1Char('.') + path;
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex& parent) const {
    return hasIndex(row, column, parent)
               ? createIndex(row, column, nodeAt(parent)->children[static_cast<std::size_t>(row)].get())
               : QModelIndex();
}

QModelIndex JsonTreeModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) {
        return {};
    }
    Node* parentNode = nodeAt(child)->parent;
    return parentNode == m_root.get() ? QModelIndex() : createIndex(parentNode->row, 0, parentNode);
}

int JsonTreeModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

int JsonTreeModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex& parent) const {
    return parent.column() <= 0 && childCount(*nodeAt(parent)->value) > 0;
}

bool JsonTreeModel::canFetchMore(const QModelIndex& parent) const {
    return parent.column() <= 0 && nodeAt(parent)->children.size() < childCount(*nodeAt(parent)->value);
}

void JsonTreeModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) {
        return;
    }
    Node& node = *nodeAt(parent);
    const auto have = node.children.size();
    const auto end = std::min(childCount(*node.value), have + kMaxChildrenAtOnce);
    beginInsertRows(parent, static_cast<int>(have), static_cast<int>(end) - 1);
    grow(node);
    endInsertRows();
}

QVariant JsonTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const Node& node = *nodeAt(index);
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == KeyColumn ? cutText(toUtf8(node.key), kShownKey) : jsonSummary(*node.value, 2000);
        case Qt::EditRole:
            return prettyJson(*node.value);
        case KindRole:
            return static_cast<int>(node.value->kind());
        case PointerRole:
            return pointerAt(index);
        case Qt::ToolTipRole:
            return QStringLiteral("%1\n%2").arg(pointerAt(index), jsonSizeText(*node.value));
        default:
            return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == KeyColumn ? tr("Key") : tr("Value");
}

}  // namespace beamline::ui
