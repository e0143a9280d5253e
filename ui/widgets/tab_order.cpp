// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/tab_order.h"

#include <QLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSet>
#include <QTextEdit>
#include <QVector>
#include <QWidget>
#include <algorithm>

namespace beamline::ui {

namespace {
/// A widget or layout that has controls, with them in their order.
struct Walked {
    QRect rect;  ///< in the window
    QVector<QWidget*> stops;
};

class TabWalk {
public:
    explicit TabWalk(QWidget& window) : m_window(window), m_rightToLeft(window.layoutDirection() == Qt::RightToLeft) {}

    QVector<QWidget*> stops() const { return of(m_window).stops; }

private:
    Walked of(QWidget& widget) const {
        QVector<Walked> parts;
        QSet<const QWidget*> laid;
        if (auto* layout = widget.layout()) {
            addItems(*layout, widget, parts, laid);
        }
        for (auto* child : widget.children()) {
            auto* one = qobject_cast<QWidget*>(child);
            if (one && !laid.contains(one)) {
                add(*one, parts);
            }
        }
        Walked walked{QRect(widget.mapTo(&m_window, QPoint(0, 0)), widget.size()), {}};
        if ((widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget.focusProxy()) {
            walked.stops << &widget;
        }
        walked.stops << inOrder(std::move(parts));
        return walked;
    }

    void addItems(QLayout& layout, QWidget& holder, QVector<Walked>& parts, QSet<const QWidget*>& laid) const {
        for (int i = 0; i < layout.count(); ++i) {
            auto* item = layout.itemAt(i);
            if (auto* widget = item->widget()) {
                laid.insert(widget);
                add(*widget, parts);
            } else if (auto* inner = item->layout()) {
                QVector<Walked> own;
                addItems(*inner, holder, own, laid);
                const QRect rect = inner->geometry().translated(holder.mapTo(&m_window, QPoint(0, 0)));
                if (auto stops = inOrder(std::move(own)); !stops.isEmpty()) {
                    parts << Walked{rect, std::move(stops)};
                }
            }
        }
    }

    void add(QWidget& widget, QVector<Walked>& parts) const {
        if (!widget.isWindow() && !widget.isHidden() && widget.isEnabled()) {
            if (auto walked = of(widget); !walked.stops.isEmpty()) {
                parts << std::move(walked);
            }
        }
    }

    /// Rows are what shares half of its height with the first of the row.
    QVector<QWidget*> inOrder(QVector<Walked> parts) const {
        std::stable_sort(parts.begin(), parts.end(),
                         [](const Walked& a, const Walked& b) { return a.rect.top() < b.rect.top(); });
        const auto isBefore = [this](const Walked& a, const Walked& b) {
            return m_rightToLeft ? a.rect.right() > b.rect.right() : a.rect.left() < b.rect.left();
        };
        QVector<QWidget*> stops;
        for (auto row = parts.begin(); row != parts.end();) {
            const QRect first = row->rect;
            const auto end = std::find_if(row, parts.end(), [&first](const Walked& one) {
                const int shared = std::min(first.bottom(), one.rect.bottom()) - one.rect.top();
                return 2 * shared <= std::min(first.height(), one.rect.height());
            });
            const auto next = end == row ? row + 1 : end;
            std::stable_sort(row, next, isBefore);
            for (; row != next; ++row) {
                stops << row->stops;
            }
        }
        return stops;
    }

    QWidget& m_window;
    bool m_rightToLeft;
};
}  // namespace

bool tabInReadingOrder(QWidget& window, bool next) {
    const auto stops = TabWalk(window).stops();
    auto* from = window.focusWidget();
    while (from && from != &window && !stops.contains(from)) {
        from = from->parentWidget();
    }
    const auto at = stops.indexOf(from);
    if (stops.isEmpty() || (stops.size() == 1 && at == 0)) {
        return false;
    }
    const auto to = next ? at + 1 : at < 0 ? stops.size() - 1 : at + stops.size() - 1;
    auto* target = stops[to % stops.size()];
    target->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (auto* outer = target->parentWidget(); outer; outer = outer->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(outer)) {
            // Of a list ensureWidgetVisible() shows the current row alone. What is too large shows its beginning.
            const QRect all(target->mapTo(area->widget(), QPoint(0, 0)), target->size());
            area->ensureVisible(all.right() + 1, all.bottom() + 1, 0, 0);
            area->ensureVisible(all.left(), all.top(), 0, 0);
        }
    }
    return true;
}

bool takesTab(const QWidget& widget) {
    const auto* plain = qobject_cast<const QPlainTextEdit*>(&widget);
    const auto* rich = qobject_cast<const QTextEdit*>(&widget);
    return (plain && !plain->tabChangesFocus()) || (rich && !rich->tabChangesFocus());
}

}  // namespace beamline::ui
