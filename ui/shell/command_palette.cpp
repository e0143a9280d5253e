// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int KeyRole = Qt::UserRole + 1;

/// The command on the left, its key on the right.
class CommandDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        CellDelegate::paint(painter, option, index);
        painter->save();
        painter->setFont(Theme::current().font(TextRole::MonoSmall));
        painter->setPen(Theme::current().tokens().text2);
        painter->drawText(option.rect.adjusted(0, 0, -space::k12, 0), int(Qt::AlignRight | Qt::AlignVCenter),
                          index.data(KeyRole).toString());
        painter->restore();
    }
};

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}

/// All words of `wanted` occur in `text`, in any order.
bool matches(const QString& text, const QString& wanted) {
    const auto words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}
}  // namespace

CommandPalette::CommandPalette(QVector<QAction*> commands, QWidget* parent)
    : QDialog(parent), m_commands(std::move(commands)) {
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    constexpr int kWidth = 480;
    constexpr int kHeight = 320;
    resize(kWidth, kHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k12, space::k12, space::k12, space::k12);
    m_field = new QLineEdit(this);
    m_field->setPlaceholderText(tr("Type a command"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_list = new QListWidget(this);
    m_list->setAccessibleName(windowTitle());
    m_list->setItemDelegate(new CommandDelegate(m_list));
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::run);
    filter({});
    m_field->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Down || key == Qt::Key_Up) && m_list->count() > 0) {
            const int step = key == Qt::Key_Down ? 1 : m_list->count() - 1;
            m_list->setCurrentRow((m_list->currentRow() + step) % m_list->count());
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::filter(const QString& text) {
    m_list->clear();
    for (int i = 0; i < m_commands.size(); ++i) {
        // A button says "Start…" beside what it starts; in a list of commands that has to be said.
        const QString said = m_commands[i]->property("command").toString();
        const QString name = plain(said.isEmpty() ? m_commands[i]->text() : said);
        if (matches(name, text)) {
            const QString key = m_commands[i]->shortcut().toString(QKeySequence::NativeText);
            auto* item = new QListWidgetItem(name, m_list);
            item->setData(Qt::UserRole, i);
            item->setData(KeyRole, key);
            item->setData(Qt::AccessibleTextRole, key.isEmpty() ? name : tr("%1, key %2").arg(name, key));
        }
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run() {
    const auto* item = m_list->currentItem();
    if (!item) {
        return;
    }
    auto* action = m_commands[item->data(Qt::UserRole).toInt()];
    // After the dialog has gone, so that the focus is where the command expects it.
    QTimer::singleShot(0, action, &QAction::trigger);
    accept();
}

}  // namespace beamline::ui
