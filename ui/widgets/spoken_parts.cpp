// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/spoken_parts.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <QWidget>
#include <map>

namespace beamline::ui {

namespace {
class SpokenPart : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    SpokenPart(QWidget* widget, int index) : m_widget(widget), m_index(index) {}

    bool isValid() const override { return parts() && m_index < parts()->partCount(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_widget ? m_widget->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_widget); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        const QRect own = isValid() ? parts()->part(m_index).rect : QRect();
        return own.isEmpty() ? own : QRect(m_widget->mapToGlobal(own.topLeft()), own.size());
    }
    QString text(QAccessible::Text what) const override {
        if (!isValid()) {
            return {};
        }
        const auto part = parts()->part(m_index);
        return what == QAccessible::Name ? part.name : what == QAccessible::Description ? part.description : QString();
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.invalid = !isValid();
        if (isValid()) {
            const auto part = parts()->part(m_index);
            state.selectable = true;
            state.selected = part.selected;
            state.focused = part.selected && m_widget->hasFocus();
            state.expandable = part.opens;
            state.expanded = part.opens && part.open;
            state.collapsed = part.opens && !part.open;
            state.offscreen = !m_widget->rect().intersects(part.rect);
        }
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override {
        if (isValid() && name == pressAction()) {
            parts()->choosePart(m_index);
        }
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    SpokenParts* parts() const { return dynamic_cast<SpokenParts*>(m_widget.data()); }

    QPointer<QWidget> m_widget;
    int m_index;
};

class SpokenList : public QAccessibleWidget {
public:
    explicit SpokenList(QWidget* widget) : QAccessibleWidget(widget, QAccessible::List) {}
    ~SpokenList() override {
        for (const auto& [index, id] : m_children) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }

    int childCount() const override { return parts().partCount(); }
    QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= childCount()) {
            return nullptr;
        }
        const auto known = m_children.find(index);
        const auto id = known != m_children.end()
                            ? known->second
                            : QAccessible::registerAccessibleInterface(new SpokenPart(widget(), index));
        m_children[index] = id;
        return QAccessible::accessibleInterface(id);
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (const auto& [index, id] : m_children) {
            if (QAccessible::accessibleInterface(id) == wanted) {
                return index;
            }
        }
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const QPoint at = widget()->mapFromGlobal(QPoint(x, y));
        for (int index = childCount() - 1; index >= 0; --index) {  // what is inside comes later
            if (parts().part(index).rect.contains(at)) {
                return child(index);
            }
        }
        return nullptr;
    }
    QAccessibleInterface* focusChild() const override {
        for (int index = 0; widget()->hasFocus() && index < childCount(); ++index) {
            if (parts().part(index).selected) {
                return child(index);
            }
        }
        return QAccessibleWidget::focusChild();
    }

private:
    const SpokenParts& parts() const { return dynamic_cast<const SpokenParts&>(*widget()); }

    mutable std::map<int, QAccessible::Id> m_children;
};

QAccessibleInterface* make(const QString& className, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    if (!widget || className != QLatin1String(object->metaObject()->className())) {
        return nullptr;
    }
    if (dynamic_cast<SpokenParts*>(widget)) {
        return new SpokenList(widget);
    }
    return className == QLatin1String("beamline::ui::LineChart") ? new QAccessibleWidget(widget, QAccessible::Chart)
           : className == QLatin1String("beamline::ui::Pill") ? new QAccessibleWidget(widget, QAccessible::StaticText)
           : className == QLatin1String("QScrollArea")        ? new QAccessibleWidget(widget, QAccessible::Pane)
                                                              : nullptr;
}
}  // namespace

void installSpokenParts() {
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed);
}

}  // namespace beamline::ui
