// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_palette.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/key_font.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// An icon and what it is on the left; on the right its key, or what kind of thing it is.
class PaletteDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override {
        const QString icon = index.data(PaletteModel::IconRole).toString();
        const QString key = index.data(PaletteModel::KeyRole).toString();
        const QString note = key.isEmpty() ? index.data(PaletteModel::NoteRole).toString() : key;
        const auto& theme = Theme::current();
        if (!icon.isEmpty()) {
            Icon::get(icon, Icon::Role::Text3)
                .paint(&painter,
                       QRect(rect.left(), rect.center().y() - space::kIcon / 2 + 1, space::kIcon, space::kIcon));
        }
        painter.save();
        painter.setFont(key.isEmpty() ? theme.font(TextRole::Small) : keyFont(key));
        painter.setPen(theme.tokens().text2);
        const int wide = std::min(painter.fontMetrics().horizontalAdvance(note) + space::k4, rect.width() / 2);
        painter.drawText(rect, int(Qt::AlignRight | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(note, Qt::ElideRight, wide));
        painter.restore();
        CellDelegate::paintContent(painter, rect.adjusted(space::kIcon + space::k8, 0, -wide - space::k12, 0), index);
    }
};
}  // namespace

CommandPalette::CommandPalette(PaletteModel* model, QWidget* parent) : QDialog(parent), m_model(model) {
    model->setParent(this);
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    constexpr int kWidth = 620;
    constexpr int kHeight = 420;
    resize(kWidth, kHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k12, space::k12, space::k12, space::k12);
    column->setSpacing(space::k8);
    m_field = new QLineEdit(this);
    m_field->setPlaceholderText(tr("A command, a page, a run, a workflow, an approval or a setting"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_list = new QListView(this);
    m_list->setAccessibleName(windowTitle());
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setModel(m_model);
    m_hint = new QLabel(this);
    m_hint->setProperty("muted", true);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_moved = false;
        m_pressed = false;
        m_current.clear();
        m_model->setText(text);
        showRows();
    });
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::press);
    connect(m_list, &QListView::activated, this, &CommandPalette::run);
    connect(m_list, &QListView::pressed, this, [this] { m_moved = true; });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        m_current = index.isValid() ? m_model->at(index.row()).id : m_current;
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &CommandPalette::showRows);
    connect(m_model, &PaletteModel::wholeChanged, this, [this] {
        const bool pressed = m_model->isWhole() && std::exchange(m_pressed, false);
        showRows();
        if (pressed) {
            run();
        }
    });
    showRows();
    m_field->setFocus();
}

/// What was chosen by keys stays chosen; else the best is, whatever is found later.
void CommandPalette::showRows() {
    if (m_model->rowCount() > 0) {
        m_list->setCurrentIndex(m_model->index(m_moved ? std::max(m_model->rowOf(m_current), 0) : 0, 0));
    }
    m_hint->setText(m_pressed                 ? tr("Searching… Enter again opens what is selected now.")
                    : m_model->rowCount() > 0 ? tr("↑ ↓ to choose, Enter to go there")
                    : m_model->isWhole()      ? tr("Nothing fits. Runs are found by id, workflow, label or error.")
                                              : tr("Searching…"));
}

void CommandPalette::move(int by) {
    const int count = m_model->rowCount();
    if (count > 0) {
        const int row = m_list->currentIndex().row() + by;
        m_moved = true;
        m_pressed = false;
        m_list->setCurrentIndex(
            m_model->index(std::abs(by) == 1 ? (row + count) % count : std::clamp(row, 0, count - 1), 0));
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        constexpr int kPage = 10;
        switch (static_cast<QKeyEvent*>(event)->key()) {
            case Qt::Key_Down:
                move(1);
                return true;
            case Qt::Key_Up:
                move(-1);
                return true;
            case Qt::Key_PageDown:
                move(kPage);
                return true;
            case Qt::Key_PageUp:
                move(-kPage);
                return true;
            default:
                break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

/// Who types fast and presses Enter means the best of all that is found, which is not there yet.
void CommandPalette::press() {
    if (m_moved || m_model->isWhole() || std::exchange(m_pressed, true)) {
        run();
    } else {
        showRows();
    }
}

void CommandPalette::run() {
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) {
        return;
    }
    const auto entry = m_model->at(index.row());
    Q_EMIT chosen(entry.id);
    // After the dialog has gone, so that the focus is where the command expects it.
    QTimer::singleShot(0, parent(), entry.choose);
    accept();
}

}  // namespace beamline::ui
