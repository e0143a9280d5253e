// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_views.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "ui/models/run_cells.h"
#include "ui/models/run_query.h"

namespace beamline::ui {

namespace {

struct ViewWords {
    Q_DECLARE_TR_FUNCTIONS(RunViews)
};

constexpr int kMaxColumnWidth = 4000;

template <class E>
QString enumWord(E value) {
    return QString::fromLatin1(boost::describe::enum_to_string(value, ""));
}
template <class E>
std::optional<E> enumOf(const QJsonValue& word) {
    E value{};
    const bool known = boost::describe::enum_from_string(word.toString().toLatin1().constData(), value);
    return known ? std::optional(value) : std::nullopt;
}

QJsonObject layoutJson(const RunLayout& layout) {
    QJsonArray columns;
    for (const RunColumnPlace& one : layout.columns) {
        columns.append(QJsonObject{{QStringLiteral("id"), one.id}, {QStringLiteral("width"), one.width}});
    }
    return {{QStringLiteral("columns"), columns},
            {QStringLiteral("order"), enumWord(layout.order)},
            {QStringLiteral("descending"), layout.descending},
            {QStringLiteral("grouping"), layout.grouping ? enumWord(*layout.grouping) : QString()},
            {QStringLiteral("label"), layout.label}};
}

RunLayout layoutOf(const QJsonObject& json) {
    RunLayout layout;
    int labels = 0;
    for (const QJsonValue value : json.value(QLatin1String("columns")).toArray()) {
        const QString id = value[QLatin1String("id")].toString();
        const bool label = isLabelColumn(id);
        const bool twice = std::any_of(layout.columns.begin(), layout.columns.end(),
                                       [&](const RunColumnPlace& one) { return one.id == id; });
        if (twice || !(label || runColumnIds().contains(id)) || layout.columns.size() >= RunLayout::kMaxColumns ||
            (label && ++labels > RunLayout::kMaxLabels)) {
            continue;
        }
        layout.columns.append({id, std::clamp(value[QLatin1String("width")].toInt(), 0, kMaxColumnWidth)});
    }
    layout.order = enumOf<api::RunOrder>(json.value(QLatin1String("order"))).value_or(api::RunOrder::created);
    layout.descending = json.value(QLatin1String("descending")).toBool(true);
    layout.grouping = enumOf<api::RunGrouping>(json.value(QLatin1String("grouping")));
    layout.label = json.value(QLatin1String("label")).toString().left(static_cast<int>(kMaxQueryLength));
    if (layout.grouping == api::RunGrouping::label && layout.label.isEmpty()) {
        layout.grouping.reset();
    }
    return layout;
}

QString compact(const QJsonObject& json) {
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

}  // namespace

QString RunLayout::toJson() const {
    return compact(layoutJson(*this));
}

RunLayout RunLayout::fromJson(const QString& text) {
    return layoutOf(QJsonDocument::fromJson(text.toUtf8()).object());
}

QVector<RunView> RunViews::builtIn() {
    return {{ViewWords::tr("All"), {}, {}},
            {ViewWords::tr("Needs attention"), QStringLiteral("status:faulted,suspended"), {}},
            {ViewWords::tr("Running"), QStringLiteral("status:running,pending"), {}},
            {ViewWords::tr("Waiting"), QStringLiteral("status:waiting"), {}},
            {ViewWords::tr("Today"), QStringLiteral("since:today"), {}}};
}

QString RunViews::obstacle(const QString& name, int except) const {
    const QString plain = name.simplified();
    if (plain.isEmpty()) {
        return ViewWords::tr("Give the view a name.");
    }
    if (plain.size() > kMaxName) {
        return ViewWords::tr("A name has at most %n letter(s). Shorten it.", nullptr, kMaxName);
    }
    if (except < 0 && m_views.size() >= kMaxViews) {
        return ViewWords::tr("There are %n view(s) already, more are not kept. Delete one first.", nullptr, kMaxViews);
    }
    const auto has = [&](const QVector<RunView>& views) {
        return std::find_if(views.begin(), views.end(),
                            [&](const RunView& one) { return one.name.compare(plain, Qt::CaseInsensitive) == 0; });
    };
    const auto builtIns = builtIn();
    const auto own = has(m_views);
    if (has(builtIns) != builtIns.end() || (own != m_views.end() && own - m_views.begin() != except)) {
        return ViewWords::tr("There is a view %1 already. Choose another name.").arg(plain);
    }
    return {};
}

bool RunViews::add(RunView view) {
    if (!obstacle(view.name).isEmpty()) {
        return false;
    }
    view.name = view.name.simplified();
    m_views.append(std::move(view));
    return true;
}

bool RunViews::rename(int at, const QString& name) {
    if (at < 0 || at >= m_views.size() || !obstacle(name, at).isEmpty()) {
        return false;
    }
    m_views[at].name = name.simplified();
    return true;
}

void RunViews::replace(int at, RunView view) {
    if (at >= 0 && at < m_views.size()) {
        view.name = m_views[at].name;
        m_views[at] = std::move(view);
    }
}

void RunViews::remove(int at) {
    if (at >= 0 && at < m_views.size()) {
        m_views.removeAt(at);
    }
}

void RunViews::move(int from, int to) {
    if (from >= 0 && from < m_views.size() && to >= 0 && to < m_views.size()) {
        m_views.move(from, to);
    }
}

QStringList RunViews::toTexts() const {
    QStringList texts;
    for (const RunView& view : m_views) {
        texts << compact({{QStringLiteral("name"), view.name},
                          {QStringLiteral("query"), view.query},
                          {QStringLiteral("layout"), layoutJson(view.layout)}});
    }
    return texts;
}

RunViews RunViews::fromTexts(const QStringList& texts) {
    RunViews views;
    for (const QString& text : texts) {
        const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
        const QString query = json.value(QLatin1String("query")).toString();
        if (query.size() <= kMaxQueryLength) {
            views.add({json.value(QLatin1String("name")).toString(), query,
                       layoutOf(json.value(QLatin1String("layout")).toObject())});
        }
    }
    return views;
}

}  // namespace beamline::ui
