// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/walk_order.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QLayout>
#include <QTest>
#include <algorithm>

#include "tests/ui/walk.h"

namespace beamline::test {

namespace {
bool isTabStop(const QWidget& widget) {
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus &&
           !widget.focusProxy();
}

/// A widget or layout with what lies in it; `stops` of all of it, as numbers in the order of Tab.
struct Group {
    QRect rect;
    QVector<Group> parts;
    QVector<qsizetype> stops;
    const QWidget* widget = nullptr;
};

class Groups {
public:
    Groups(const QWidget& root, const QVector<QWidget*>& order) : m_root(root), m_order(order) {}

    Group of(const QWidget& widget) const {
        Group group;
        group.widget = &widget;
        group.rect = QRect(widget.mapTo(&m_root, QPoint(0, 0)), widget.size());
        if (const auto at = m_order.indexOf(&widget); at >= 0) {
            Group own;
            own.rect = group.rect;
            own.widget = &widget;
            own.stops = {at};
            group.parts << own;
        }
        QSet<const QWidget*> laid;
        if (const auto* layout = widget.layout()) {
            addItems(*layout, widget, group, laid);
        }
        for (const auto* child : widget.children()) {
            const auto* one = qobject_cast<const QWidget*>(child);
            if (one && !one->isWindow() && !one->isHidden() && !laid.contains(one)) {
                add(of(*one), group);
            }
        }
        finish(group);
        return group;
    }

private:
    void addItems(const QLayout& layout, const QWidget& holder, Group& group, QSet<const QWidget*>& laid) const {
        for (int i = 0; i < layout.count(); ++i) {
            auto* item = const_cast<QLayout&>(layout).itemAt(i);
            if (const auto* widget = item->widget()) {
                laid.insert(widget);
                if (!widget->isHidden()) {
                    add(of(*widget), group);
                }
            } else if (const auto* inner = item->layout()) {
                Group part;
                part.rect = inner->geometry().translated(holder.mapTo(&m_root, QPoint(0, 0)));
                addItems(*inner, holder, part, laid);
                finish(part);
                add(part, group);
            }
        }
    }
    static void add(const Group& part, Group& group) {
        if (!part.stops.isEmpty()) {
            group.parts << part;
        }
    }
    /// A group of one part is that part.
    static void finish(Group& group) {
        if (group.parts.size() == 1) {
            const Group only = group.parts.front();
            group = only;
            return;
        }
        for (const Group& part : group.parts) {
            group.stops << part.stops;
        }
        std::sort(group.stops.begin(), group.stops.end());
    }

    const QWidget& m_root;
    const QVector<QWidget*>& m_order;
};

/// Whether the eye is at `a` before it is at `b`.
bool isReadBefore(const QRect& a, const QRect& b, bool rightToLeft) {
    const QRect both = a.intersected(b);
    const auto area = [](const QRect& rect) { return double(rect.width()) * rect.height(); };
    if (!both.isEmpty() && area(both) > 0.5 * std::min(area(a), area(b))) {
        return false;  // one lies upon the other
    }
    const int shared = std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top());
    if (2 * shared > std::min(a.height(), b.height())) {
        return rightToLeft ? a.right() > b.right() : a.left() < b.left();
    }
    return a.center().y() < b.center().y();
}

void check(const Group& group, const QVector<QWidget*>& order, bool rightToLeft, QStringList& found) {
    auto parts = group.parts;
    std::sort(parts.begin(), parts.end(), [](const Group& a, const Group& b) { return a.stops[0] < b.stops[0]; });
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto& stops = parts[i].stops;
        if (stops.back() - stops.front() + 1 != stops.size()) {
            for (qsizetype at = 1; at < stops.size(); ++at) {
                if (stops[at] != stops[at - 1] + 1) {
                    found << QStringLiteral("between %1 and %2 of one group comes %3")
                                 .arg(whereIs(*order[stops[at - 1]]), whereIs(*order[stops[at]]),
                                      whereIs(*order[stops[at - 1] + 1]));
                    break;
                }
            }
        }
        for (qsizetype later = i + 1; later < parts.size(); ++later) {
            if (isReadBefore(parts[later].rect, parts[i].rect, rightToLeft)) {
                found << QStringLiteral("%1 comes after %2, but stands before it")
                             .arg(whereIs(*order[parts[later].stops[0]]), whereIs(*order[stops[0]]));
            }
        }
        check(parts[i], order, rightToLeft, found);
    }
}
}  // namespace

QVector<QWidget*> tabStops(const QWidget& root) {
    QVector<QWidget*> all;
    for (auto* one : seen<QWidget>(root)) {
        if (isTabStop(*one)) {
            all << one;
        }
    }
    return all;
}

QVector<QWidget*> tabRound(bool back, QString* problem, QVector<QWidget*>* hidden) {
    constexpr int kMost = 250;
    if (auto* first = QApplication::focusWidget(); first && !isTabStop(*first)) {
        QTest::keyClick(first, Qt::Key_Tab);  // a page without a list: nothing in it can be come back to
    }
    auto* start = QApplication::focusWidget();
    QVector<QWidget*> round;
    for (auto* at = start; at && round.size() < kMost;) {
        if (round.contains(at)) {
            *problem = QStringLiteral("it goes round without coming back, from %1").arg(whereIs(*at));
            return {};
        }
        round << at;
        if (hidden && !isInSight(*at)) {
            *hidden << at;
        }
        QTest::keyClick(at, back ? Qt::Key_Backtab : Qt::Key_Tab, back ? Qt::ShiftModifier : Qt::NoModifier);
        auto* next = QApplication::focusWidget();
        if (next == at) {
            *problem = QStringLiteral("it does not leave %1").arg(whereIs(*at));
            return {};
        }
        if (next == start) {
            return round;
        }
        at = next;
    }
    *problem = round.isEmpty() ? QStringLiteral("nothing has the focus")
                               : QStringLiteral("it is lost after %1").arg(whereIs(*round.back()));
    return {};
}

QStringList disorder(const QWidget& root, const QVector<QWidget*>& order) {
    QStringList found;
    check(Groups(root, order).of(root), order, root.layoutDirection() == Qt::RightToLeft, found);
    return found;
}

bool isInSight(const QWidget& widget) {
    for (const auto* up = widget.parentWidget(); up; up = up->parentWidget()) {
        if (!up->rect().intersects(QRect(widget.mapTo(up, QPoint(0, 0)), widget.size()))) {
            return false;
        }
        const auto* area = qobject_cast<const QAbstractScrollArea*>(up);
        if (!area || !area->viewport()->isAncestorOf(&widget)) {
            continue;
        }
        const QRect at(widget.mapTo(area->viewport(), QPoint(0, 0)), widget.size());
        const QRect port = area->viewport()->rect();
        const bool fits = at.height() <= port.height();
        if (fits ? at.top() < port.top() || at.bottom() > port.bottom() : !at.intersects(port)) {
            return false;
        }
    }
    return true;
}

}  // namespace beamline::test
