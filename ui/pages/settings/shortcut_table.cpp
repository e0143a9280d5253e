// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/shortcut_table.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/pages/settings/shortcut_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// Takes the next key with its modifiers, whatever the window would do with it. Escape and Tab leave it.
class KeyField : public QLineEdit {
public:
    KeyField(std::function<void(KeyField*, const QKeySequence&)> taken, QWidget* parent)
        : QLineEdit(parent), m_taken(std::move(taken)) {
        setReadOnly(true);
        setPlaceholderText(ShortcutTable::tr("Press the keys"));
        setAccessibleName(ShortcutTable::tr("Press the new keys; Escape keeps the old ones"));
    }

protected:
    bool event(QEvent* event) override {
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        return QLineEdit::event(event);
    }
    void keyPressEvent(QKeyEvent* event) override {
        switch (event->key()) {
            case Qt::Key_Control:
            case Qt::Key_Shift:
            case Qt::Key_Alt:
            case Qt::Key_AltGr:
            case Qt::Key_Meta:
            case Qt::Key_CapsLock:
            case Qt::Key_unknown:
                return;
            case Qt::Key_Escape:
            case Qt::Key_Tab:
            case Qt::Key_Backtab:
                event->ignore();  // the delegate closes it
                return;
            default:
                break;
        }
        auto modifiers = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
        const QString text = event->text();
        // Shift counts unless the character is written with it anyway.
        if ((event->modifiers() & Qt::ShiftModifier) &&
            (text.isEmpty() || !text[0].isPrint() || text[0].isLetterOrNumber() || text[0].isSpace())) {
            modifiers |= Qt::ShiftModifier;
        }
        m_taken(this, QKeySequence(QKeyCombination(modifiers, Qt::Key(event->key()))));
    }

private:
    std::function<void(KeyField*, const QKeySequence&)> m_taken;
};

class KeyDelegate : public CellDelegate {
public:
    KeyDelegate(std::function<void(const QString&, const QKeySequence&)> give, QObject* parent)
        : CellDelegate(TextRole::Mono, Icon::Role::Text, parent), m_give(std::move(give)) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override {
        auto* self = const_cast<KeyDelegate*>(this);
        const QString id = index.data(IdRole).toString();
        auto* field = new KeyField(
            [self, id](KeyField* editor, const QKeySequence& key) {
                Q_EMIT self->closeEditor(editor, NoHint);
                self->m_give(id, key);
            },
            parent);
        field->setObjectName(QStringLiteral("shortcut.field"));
        return field;
    }
    void setEditorData(QWidget*, const QModelIndex&) const override {}
    void setModelData(QWidget*, QAbstractItemModel*, const QModelIndex&) const override {}

private:
    std::function<void(const QString&, const QKeySequence&)> m_give;
};
}  // namespace

ShortcutTable::ShortcutTable(ShortcutBook& book, QWidget* parent)
    : QWidget(parent), m_book(book), m_model(new ShortcutModel(book, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("shortcuts.bar"));
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("shortcuts.table"));
    m_table->setAccessibleName(tr("Commands and their keys"));
    m_table->setModel(m_model);
    m_table->setMinimumHeight(extent::kCode);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setItemDelegateForColumn(
        ShortcutModel::KeyColumn,
        new KeyDelegate([this](const QString& id, const QKeySequence& key) { give(id, key); }, m_table));
    for (int other : {ShortcutModel::MenuColumn, ShortcutModel::StateColumn}) {
        m_table->setItemDelegateForColumn(other, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    m_change = new Button(tr("Change…"), Button::Secondary, this);
    m_clear = new Button(tr("Remove"), Button::Secondary, this);
    m_reset = new Button(tr("Reset"), Button::Secondary, this);
    buttons->addStretch(1);
    for (Button* one : {m_clear, m_reset, m_change}) {
        buttons->addWidget(one);
    }
    column->addWidget(m_bar);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    connect(m_table, &TableView::rowActivated, this, &ShortcutTable::change);
    connect(m_change, &QPushButton::clicked, this, &ShortcutTable::change);
    connect(m_clear, &QPushButton::clicked, this, [this] { tell(m_book.assign(chosen(), {})); });
    connect(m_reset, &QPushButton::clicked, this, [this] { tell(m_book.reset(chosen())); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutTable::updateButtons);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ShortcutTable::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ShortcutTable::updateButtons);
    updateButtons();
}

/// Where there is little room a command and its keys are all.
void ShortcutTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool wide = width() >= extent::kForm + extent::kListPane;
    m_table->setColumnWidths({0, wide ? 26 : 20, 14, 12});
    for (int column : {ShortcutModel::MenuColumn, ShortcutModel::StateColumn}) {
        m_table->setColumnHidden(column, !wide);
    }
}

int ShortcutTable::filter(const QString& text) {
    m_model->setFilter(text);
    if (!m_table->currentIndex().isValid()) {
        m_table->selectRow(0);
    }
    return m_model->rowCount();
}

QString ShortcutTable::chosen() const {
    return m_table->currentIndex().siblingAtColumn(0).data(IdRole).toString();
}

void ShortcutTable::change() {
    const auto index = m_table->currentIndex();
    if (index.isValid()) {
        m_bar->hide();
        const auto key = index.siblingAtColumn(ShortcutModel::KeyColumn);
        m_table->scrollTo(key);
        m_table->edit(key);
    }
}

void ShortcutTable::give(const QString& id, const QKeySequence& key) {
    tell(m_book.assign(id, {key}));
    m_table->selectRow(m_model->rowOf(id));
    m_table->setFocus();
}

void ShortcutTable::tell(const QString& refused) {
    if (refused.isEmpty()) {
        m_bar->hide();
    } else {
        m_bar->show(InfoBar::Warning, refused);
    }
}

void ShortcutTable::updateButtons() {
    const auto index = m_table->currentIndex();
    const QString none = index.isValid() ? QString() : tr("Select a command first.");
    const auto* one = index.isValid() ? &m_model->at(index.row()) : nullptr;
    const auto set = [](Button* button, const QString& what, const QString& why) {
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? what : why);
    };
    set(m_change, tr("Press another key for it (Enter)."), none);
    set(m_clear, tr("It has no key then."), one && one->keys.isEmpty() ? tr("It has no key.") : none);
    set(m_reset, tr("Give it the keys it came with."),
        one && !one->changed ? tr("It has the keys it came with.") : none);
}

}  // namespace beamline::ui
