// SPDX-License-Identifier: Apache-2.0
#include "ui/models/policy_rows_model.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/api/pointer.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"

namespace beamline::ui {

PolicyRowsModel::PolicyRowsModel(List list, QObject* parent) : QAbstractTableModel(parent), m_list(list) {}

std::string PolicyRowsModel::key() const {
    return m_list == List::Providers ? (m_asWeights ? "weights" : "providers")
           : m_list == List::Shadows ? "shadow"
                                     : "fallbacks";
}

const std::vector<PolicyRowsModel::Column>& PolicyRowsModel::columns() const {
    static const std::vector<Column> kProviders{{"name", Kind::Text},
                                                {"weight", Kind::Number},
                                                {"", Kind::Share},
                                                {"priority", Kind::Whole},
                                                {"cost", Kind::Number}};
    static const std::vector<Column> kShadows{{"provider", Kind::Text}, {"percent", Kind::Number}};
    static const std::vector<Column> kFallbacks{{"when", Kind::Condition}, {"retry", Kind::Whole}, {"to", Kind::Text}};
    return m_list == List::Providers ? kProviders : m_list == List::Shadows ? kShadows : kFallbacks;
}

QString PolicyRowsModel::titleOf(int column) const {
    if (m_list == List::Fallbacks) {
        return column == 0 ? tr("When") : column == 1 ? tr("Retries") : tr("Go to");
    }
    if (m_list == List::Shadows) {
        return column == 0 ? tr("Provider") : tr("Percent");
    }
    return column == NameColumn       ? tr("Provider")
           : column == WeightColumn   ? tr("Weight")
           : column == ShareColumn    ? tr("Share")
           : column == PriorityColumn ? tr("Priority")
                                      : tr("Cost");
}

void PolicyRowsModel::setDocument(const api::Json& document) {
    m_document = document;
    boost::json::array rows;
    const auto* list = memberAt(document, {m_list == List::Providers ? std::string_view("providers")
                                           : m_list == List::Shadows ? std::string_view("shadow")
                                                                     : std::string_view("fallbacks")});
    const auto* weights = m_list == List::Providers ? memberAt(document, {"weights"}) : nullptr;
    m_asWeights = !list && weights && weights->is_object();
    if (m_asWeights) {
        for (const auto& one : weights->get_object()) {
            rows.push_back(boost::json::object{{"name", one.key()}, {"weight", one.value()}});
        }
    } else if (list && list->is_array()) {
        rows = list->get_array();
    }
    const int before = rowCount();
    const int after = static_cast<int>(rows.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
    const int kept = std::min(before, after);
    const bool changed = !std::equal(m_rows.begin(), m_rows.begin() + kept, rows.begin());
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows = std::move(rows);
        endInsertRows();
    } else {
        m_rows = std::move(rows);
    }
    if (rowCount() > 0 && (changed || after != before)) {  // one weight is in the shares of all
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void PolicyRowsModel::setProblems(const std::vector<api::Problem>& problems) {
    std::vector<api::Problem> ours;
    std::copy_if(problems.begin(), problems.end(), std::back_inserter(ours),
                 [&](const auto& one) { return api::isInside(one.pointer, '/' + key()); });
    if (ours == m_problems) {
        return;
    }
    m_problems = std::move(ours);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

QString PolicyRowsModel::freeName() const {
    const auto taken = policyProviders(m_document);
    for (int number = 1;; ++number) {
        const QString name = QStringLiteral("provider_%1").arg(number);
        if (!taken.contains(name)) {
            return name;
        }
    }
}

void PolicyRowsModel::append() {
    auto rows = m_rows;
    const auto name = toUtf8(freeName());
    if (m_list == List::Providers) {
        rows.push_back(boost::json::object{{"name", name}, {"weight", 0}});
    } else if (m_list == List::Shadows) {
        rows.push_back(boost::json::object{{"provider", name}, {"percent", 10}});
    } else {
        const auto shares = policyShares(m_document);
        rows.push_back(boost::json::object{{"when", boost::json::object{{"status", boost::json::array{"error"}}}},
                                           {"retry", 1},
                                           {"to", shares.isEmpty() ? name : toUtf8(shares.back().provider)}});
    }
    Q_EMIT edited(documentWith(std::move(rows)));
}

void PolicyRowsModel::remove(int row) {
    auto rows = m_rows;
    rows.erase(rows.begin() + row);
    Q_EMIT edited(documentWith(std::move(rows)));
}

api::Json PolicyRowsModel::documentWith(boost::json::array rows) const {
    const bool plain = std::all_of(rows.begin(), rows.end(), [](const auto& row) {
        return row.is_object() && row.get_object().size() == 2 && row.get_object().contains("weight");
    });
    if (m_list == List::Providers && m_asWeights && plain) {
        boost::json::object weights;
        for (const auto& row : rows) {
            weights[row.at("name").as_string()] = row.at("weight");
        }
        return withMember(m_document, {"weights"}, api::Json(std::move(weights)));
    }
    auto document = m_asWeights ? withMember(m_document, {"weights"}, std::nullopt) : m_document;
    const std::string_view member = m_list == List::Providers ? "providers" : std::string_view();
    if (!member.empty()) {
        return withMember(std::move(document), {member}, api::Json(std::move(rows)));
    }
    const auto own = key();
    return withMember(std::move(document), {std::string_view(own)},
                      rows.empty() ? std::nullopt : std::optional<api::Json>(std::move(rows)));
}

int PolicyRowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PolicyRowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

const api::Json* PolicyRowsModel::cell(const QModelIndex& index) const {
    const auto& column = columns()[static_cast<std::size_t>(index.column())];
    const auto* value = memberAt(m_rows[static_cast<std::size_t>(index.row())], {std::string_view(column.member)});
    if (value && m_list == List::Providers && index.column() == CostColumn && value->is_object()) {
        return memberAt(*value, {"per_request"});
    }
    if (!value && m_list == List::Providers && index.column() == WeightColumn) {  // beside a table of weights
        const auto name = toUtf8(textAt(m_rows[static_cast<std::size_t>(index.row())], {"name"}));
        return memberAt(m_document, {"weights", std::string_view(name)});
    }
    return value;
}

double PolicyRowsModel::share(int row) const {
    const auto shares = policyShares(m_document);
    return row < shares.size() ? shares[row].share : 0;
}

QString PolicyRowsModel::text(const QModelIndex& index) const {
    const auto kind = columns()[static_cast<std::size_t>(index.column())].kind;
    if (kind == Kind::Share) {
        return formatPart(share(index.row()));
    }
    const auto* value = cell(index);
    if (!value) {
        return kind == Kind::Condition                            ? tr("always")
               : m_list == List::Fallbacks && kind == Kind::Whole ? QStringLiteral("1")
                                                                  : QString();
    }
    if (value->is_number()) {
        return toText(api::printJson(*value));
    }
    if (const auto* text = value->if_string()) {
        return cutText(*text, kShownTitle);
    }
    return cutText(api::printJson(*value), kShownTitle);
}

QVariant PolicyRowsModel::written(const QModelIndex& index) const {
    const auto* value = cell(index);
    const auto kind = columns()[static_cast<std::size_t>(index.column())].kind;
    if (kind == Kind::Condition) {
        return value ? toText(api::printJson(*value)) : QStringLiteral("{}");
    }
    return text(index);
}

QString PolicyRowsModel::problemText(int row) const {
    const auto here =
        '/' + key() + '/' +
        (m_asWeights ? toUtf8(textAt(m_rows[static_cast<std::size_t>(row)], {"name"})) : std::to_string(row));
    QStringList lines;
    for (const auto& one : m_problems) {
        if (api::isWithin(one.pointer, here)) {
            lines << toText(one.message);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant PolicyRowsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto kind = columns()[static_cast<std::size_t>(index.column())].kind;
    switch (role) {
        case Qt::DisplayRole:
            return text(index);
        case Qt::EditRole:
            return written(index);
        case Qt::ToolTipRole: {
            const QString problem = problemText(index.row());
            return problem.isEmpty() ? text(index) : problem;
        }
        case Qt::AccessibleTextRole: {
            const QString problem = index.column() == 0 ? problemText(index.row()) : QString();
            return problem.isEmpty() ? text(index) : tr("%1: %2").arg(text(index), problem);
        }
        case Qt::TextAlignmentRole:
            return kind == Kind::Text || kind == Kind::Condition ? QVariant()
                                                                 : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
        case KindRole:
            return problemText(index.row()).isEmpty() ? -1 : static_cast<int>(api::Severity::error);
        case PointerRole:
            return toText('/' + key() + '/' + std::to_string(index.row()));
        case ProgressRole:
            return kind == Kind::Share ? QVariant(share(index.row())) : QVariant();
        default:
            return {};
    }
}

bool PolicyRowsModel::read(int column, const QVariant& typed, std::optional<api::Json>& value) const {
    const auto kind = columns()[static_cast<std::size_t>(column)].kind;
    const QString text = typed.toString().trimmed();
    if (kind == Kind::Text) {
        value = toUtf8(text);
        return !text.isEmpty();
    }
    if (text.isEmpty() || (kind == Kind::Condition && text == QLatin1String("{}"))) {
        value.reset();
        const bool needed = m_list != List::Fallbacks && column == WeightColumn;
        return !needed;
    }
    auto parsed = api::parseJson(toUtf8(text));
    if (!parsed.ok() || (kind == Kind::Condition ? !parsed->is_object() : !parsed->is_number())) {
        return false;
    }
    value = kind == Kind::Condition ? *parsed : jsonNumber(parsed->to_number<double>());
    return true;
}

bool PolicyRowsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    std::optional<api::Json> taken;
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || !m_editable ||
        value == written(index) || !read(index.column(), value, taken)) {
        return false;
    }
    auto rows = m_rows;
    auto& row = rows[static_cast<std::size_t>(index.row())];
    const std::string_view member = columns()[static_cast<std::size_t>(index.column())].member;
    const auto* cost = memberAt(row, {"cost", "per_request"});
    row = cost && member == "cost" ? withMember(row, {"cost", "per_request"}, taken) : withMember(row, {member}, taken);
    Q_EMIT edited(documentWith(std::move(rows)));
    return true;
}

Qt::ItemFlags PolicyRowsModel::flags(const QModelIndex& index) const {
    auto flags = QAbstractTableModel::flags(index);
    if (index.isValid() && m_editable && columns()[static_cast<std::size_t>(index.column())].kind != Kind::Share) {
        flags |= Qt::ItemIsEditable;
    }
    return flags;
}

QVariant PolicyRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const auto kind = columns()[static_cast<std::size_t>(section)].kind;
    if (role == Qt::TextAlignmentRole) {
        return kind == Kind::Text || kind == Kind::Condition ? QVariant(int(Qt::AlignLeft | Qt::AlignVCenter))
                                                             : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    }
    return role == Qt::DisplayRole ? QVariant(titleOf(section)) : QVariant();
}

}  // namespace beamline::ui
