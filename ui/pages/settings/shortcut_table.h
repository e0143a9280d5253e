// SPDX-License-Identifier: Apache-2.0
#pragma once
// The keys of all commands as a table: a new key is pressed into its cell. What is refused is said above. GUI thread
// only.

#include <QWidget>

namespace beamline::ui {

class Button;
class InfoBar;
class ShortcutBook;
class ShortcutModel;
class TableView;

class ShortcutTable : public QWidget {
    Q_OBJECT
public:
    /// `book` must outlive it.
    explicit ShortcutTable(ShortcutBook& book, QWidget* parent = nullptr);

    /// Shows those whose name, menu or key has all words of `text`, and returns their number.
    int filter(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void change();
    void give(const QString& id, const QKeySequence& key);
    void tell(const QString& refused);
    QString chosen() const;
    void updateButtons();

    ShortcutBook& m_book;
    ShortcutModel* m_model;
    InfoBar* m_bar;
    TableView* m_table;
    Button* m_change;
    Button* m_clear;
    Button* m_reset;
};

}  // namespace beamline::ui
