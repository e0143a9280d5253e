// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that can be set, by sections, found by a word. What is changed counts at once. GUI thread only.

#include <vector>

#include "ui/widgets/page.h"

class QLabel;
class QListWidget;
class QScrollArea;
class QVBoxLayout;

namespace beamline::ui {

class Card;
class EmptyState;
class SearchField;
class Settings;
class ShortcutBook;
class ShortcutTable;
struct SettingRow;
struct SettingSection;

class SettingsPage : public Page {
    Q_OBJECT
public:
    /// Both must outlive it.
    SettingsPage(Settings& settings, ShortcutBook& keys, QWidget* parent = nullptr);

    /// By its id; an unknown one leaves what is shown.
    void showSection(const QString& id);

    QString title() const override { return tr("Settings"); }
    QIcon icon() const override;
    QString here() const override;
    void activated() override;
    void focusFilter() override;

Q_SIGNALS:
    /// A row's button wants one of the window's commands.
    void commandWanted(const QString& id);

private:
    struct Row {
        QWidget* widget;
        QString words;
    };
    struct Section {
        QString id;
        Card* card;
        std::vector<Row> rows;
        QString words;
        bool keys;
    };

    void addSection(const SettingSection& section);
    QWidget* buildRow(const SettingRow& row);
    void start(const QString& command);
    void showFitting();

    Settings& m_settings;
    ShortcutBook& m_book;
    SearchField* m_search;
    QListWidget* m_list;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    EmptyState* m_nothing;
    ShortcutTable* m_keys = nullptr;
    std::vector<Section> m_sections;
};

}  // namespace beamline::ui
