// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/walk_names.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAccessible>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QStyledItemDelegate>
#include <QToolButton>

#include "tests/ui/walk.h"

namespace beamline::test {

namespace {
/// Opens what views keep to themselves.
struct OpenView : QAbstractItemView {
    using QAbstractItemView::initViewItemOption;
};

bool isPlain(const QImage& image) {
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        if (std::any_of(line, line + image.width(), [first](QRgb one) { return one != first; })) {
            return false;
        }
    }
    return true;
}

/// Whether there is more than ground in it.
bool showsSomething(const QAbstractItemView& view, const QModelIndex& index, const QSize& size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    (view.*(&OpenView::initViewItemOption))(&option);
    option.rect = QRect(QPoint(0, 0), size);
    option.state = QStyle::State_Enabled;
    view.itemDelegateForIndex(index)->paint(&painter, option, index);
    painter.end();
    return !isPlain(image);
}

QString spokenOf(const QModelIndex& index) {
    const QString said = index.data(Qt::AccessibleTextRole).toString();
    return said.isEmpty() ? index.data().toString() : said;
}

void checkCells(const QAbstractItemView& view, QStringList& found) {
    constexpr int kRows = 12;
    const auto& model = *view.model();
    QSet<int> silent;  // once for each column
    for (int row = 0; row < std::min(model.rowCount(view.rootIndex()), kRows); ++row) {
        for (int column = 0; column < model.columnCount(view.rootIndex()); ++column) {
            const auto index = model.index(row, column, view.rootIndex());
            const QRect at = view.visualRect(index);
            if (at.isEmpty() || silent.contains(column) || !view.viewport()->rect().intersects(at) ||
                !spokenOf(index).trimmed().isEmpty() || !showsSomething(view, index, at.size())) {
                continue;
            }
            silent.insert(column);
            found << QStringLiteral("%1 shows something in column %2 (“%3”) and says nothing")
                         .arg(whereIs(view))
                         .arg(column)
                         .arg(model.headerData(column, Qt::Horizontal).toString());
        }
    }
}

/// A name is a word of people's, not of the program.
bool isWord(const QString& name, const QWidget& widget) {
    static const QStringList kIcons = QDir(QStringLiteral(":/icons")).entryList();
    static const QRegularExpression kId(QStringLiteral("^[a-z]+([.][a-zA-Z]+)+$"));
    return !kIcons.contains(name + QStringLiteral(".svg")) && name != widget.objectName() &&
           !kId.match(name).hasMatch();
}

/// Made by us, painted by itself, and nothing else in it.
bool isPainted(const QWidget& widget) {
    if (!widget.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly).isEmpty() ||
        qobject_cast<const QLabel*>(&widget)) {
        return false;
    }
    const auto* frame = qobject_cast<const QFrame*>(&widget);
    if (frame && (frame->frameShape() == QFrame::HLine || frame->frameShape() == QFrame::VLine)) {
        return false;  // a line between others
    }
    const auto* meta = widget.metaObject();
    const bool plain = meta == &QWidget::staticMetaObject || meta == &QFrame::staticMetaObject;
    if (plain && !qobject_cast<const QAbstractScrollArea*>(widget.parentWidget())) {
        return !isPlain(const_cast<QWidget&>(widget).grab().toImage().convertToFormat(QImage::Format_RGB32));
    }
    return QLatin1String(meta->className()).startsWith(QLatin1String("beamline"));
}

bool isPartOfAnother(const QWidget& widget) {
    return qobject_cast<const QScrollBar*>(&widget) || qobject_cast<const QSplitterHandle*>(&widget) ||
           qobject_cast<const QHeaderView*>(&widget) || widget.focusProxy() ||
           QLatin1String(widget.metaObject()->className()) == QLatin1String("QLineEditIconButton") ||
           widget.objectName().startsWith(QLatin1String("qt_"));
}

void checkState(const QWidget& widget, const QAccessibleInterface& spoken, QStringList& found) {
    const auto state = spoken.state();
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    if (bool(state.disabled) == widget.isEnabled()) {
        found << QStringLiteral("%1 does not say whether it can be used").arg(whereIs(widget));
    }
    if (button && button->isCheckable() && (!state.checkable || bool(state.checked) != button->isChecked())) {
        found << QStringLiteral("%1 does not say whether it is checked").arg(whereIs(widget));
    }
    const auto* tool = qobject_cast<const QToolButton*>(button);
    if (tool && tool->menu() && !state.hasPopup) {
        found << QStringLiteral("%1 does not say that it has a menu").arg(whereIs(widget));
    }
}

void checkControl(const QWidget& widget, QStringList& found) {
    auto* spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(&widget));
    const QString name = spoken ? spoken->text(QAccessible::Name).trimmed() : QString();
    if (name.isEmpty()) {
        found << QStringLiteral("%1 has no name").arg(whereIs(widget));
        return;
    }
    if (!isWord(name, widget)) {
        found << QStringLiteral("%1: “%2” is no name").arg(whereIs(widget), name);
    }
    const auto role = spoken->role();
    if (role == QAccessible::NoRole || role == QAccessible::Client || role == QAccessible::Window) {
        found << QStringLiteral("%1 does not say what it is (role %2)").arg(whereIs(widget)).arg(role, 0, 16);
    }
    checkState(widget, *spoken, found);
}
}  // namespace

QStringList unspoken(const QWidget& root) {
    QStringList found;
    for (const auto* one : seen<QWidget>(root)) {
        if (isPartOfAnother(*one) || one->visibleRegion().isEmpty()) {
            continue;
        }
        if (one->focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton*>(one) ||
            qobject_cast<const QProgressBar*>(one) || qobject_cast<const QAbstractSlider*>(one) || isPainted(*one)) {
            checkControl(*one, found);
        }
        if (const auto* view = qobject_cast<const QAbstractItemView*>(one); view && view->model()) {
            checkCells(*view, found);
        }
    }
    found.removeDuplicates();
    return found;
}

}  // namespace beamline::test
