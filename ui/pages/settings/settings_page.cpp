// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/settings_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/settings/setting_sections.h"
#include "ui/pages/settings/shortcut_book.h"
#include "ui/pages/settings/shortcut_table.h"
#include "ui/session/settings.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kWhole = 100;  // of the height that is left, against the space below

/// All words occur, in any order.
bool hasWords(const QString& text, const QString& wanted) {
    const auto words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}
}  // namespace

SettingsPage::SettingsPage(Settings& settings, ShortcutBook& keys, QWidget* parent)
    : Page(parent), m_settings(settings), m_book(keys) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    auto* header = new PageHeader(title(), this);
    m_search = new SearchField(tr("Search settings"), this);
    m_search->setMinimumWidth(extent::kWideSearch);
    header->addWidget(m_search);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k12);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Sections"));
    m_list->setItemDelegate(new CellDelegate(m_list));
    m_list->setFixedWidth(extent::kQueues + space::k24);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget(m_scroll);
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::k12);
    for (const auto& section : settingSections()) {
        addSection(section);
    }
    m_nothing = new EmptyState(inside);
    m_nothing->set(QStringLiteral("search"), tr("No setting fits"),
                   tr("Settings are found by their title, by what they do, and by the names and keys of commands."));
    m_column->addWidget(m_nothing, kWhole);
    m_column->addStretch(1);
    m_scroll->setWidget(inside);
    row->addWidget(m_list);
    row->addWidget(m_scroll, 1);
    column->addWidget(header);
    column->addLayout(row, 1);
    connect(m_search, &SearchField::searchChanged, this, &SettingsPage::showFitting);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_search->clear();
        showFitting();
    });
    m_list->setCurrentRow(0);
}

QIcon SettingsPage::icon() const {
    return Icon::get(QStringLiteral("settings"));
}

void SettingsPage::addSection(const SettingSection& section) {
    auto* card = new Card(section.title, this);
    Section one{section.id, card, {}, section.title, section.keys};
    auto* inside = new QWidget(card);
    auto* rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::k16);
    for (const auto& row : section.rows) {
        auto* widget = buildRow(row);
        rows->addWidget(widget);
        one.rows.push_back({widget, QStringLiteral("%1 %2 %3").arg(section.title, row.title, row.note)});
    }
    if (!section.keys) {
        card->addBody(inside, true, 0);
    } else {
        m_keys = new ShortcutTable(m_book, card);
        rows->addWidget(m_keys, 1);
        card->addBody(inside, true);
    }
    m_column->addWidget(card, section.keys ? kWhole : 0);
    auto* item = new QListWidgetItem(section.title, m_list);
    item->setData(Qt::UserRole, section.id);
    m_sections.push_back(std::move(one));
}

/// What it is on the left, what changes it on the right; the control has the title for its name.
QWidget* SettingsPage::buildRow(const SettingRow& row) {
    auto* widget = new QWidget(this);
    widget->setObjectName(row.id);
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::k24);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(space::k2);
    auto* title = new QLabel(row.title, widget);
    title->setFont(Theme::current().font(TextRole::Strong));
    auto* note = new QLabel(row.note, widget);
    note->setWordWrap(true);
    note->setProperty("muted", true);
    texts->addWidget(title);
    texts->addWidget(note);
    texts->addStretch(1);
    auto* control = row.make(
        m_settings, [this](const QString& id) { start(id); }, widget);
    control->setAccessibleName(row.title);
    control->setAccessibleDescription(row.note);
    line->addLayout(texts, 3);
    const bool fits = qobject_cast<QPushButton*>(control) != nullptr;  // as wide as its text
    line->addWidget(control, 2, fits ? Qt::AlignVCenter | Qt::AlignRight : Qt::AlignVCenter);
    return widget;
}

void SettingsPage::start(const QString& command) {
    if (command == QLatin1String("shortcuts.reset")) {
        m_book.resetAll();
    } else {
        Q_EMIT commandWanted(command);
    }
}

void SettingsPage::showSection(const QString& id) {
    const auto found =
        std::find_if(m_sections.begin(), m_sections.end(), [&](const Section& one) { return one.id == id; });
    if (found != m_sections.end()) {
        m_search->clear();
        m_list->setCurrentRow(static_cast<int>(found - m_sections.begin()));
        showFitting();
    }
}

QString SettingsPage::here() const {
    const auto* item = m_search->text().trimmed().isEmpty() ? m_list->currentItem() : nullptr;
    return item ? QStringLiteral("settings/") + item->data(Qt::UserRole).toString() : QString();
}

void SettingsPage::activated() {
    m_list->setFocus();
}

void SettingsPage::focusFilter() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

/// The chosen section; while something is searched, what fits of all of them.
void SettingsPage::showFitting() {
    const QString wanted = m_search->text().trimmed();
    bool any = false;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const auto& section = m_sections[i];
        const bool chosen = wanted.isEmpty() && m_list->currentRow() == static_cast<int>(i);
        bool fits = chosen;
        for (const auto& row : section.rows) {
            const bool shown = chosen || (!wanted.isEmpty() && hasWords(row.words, wanted));
            row.widget->setVisible(shown);
            fits = fits || shown;
        }
        if (section.keys) {
            const bool whole = chosen || (!wanted.isEmpty() && hasWords(section.words, wanted));
            const bool keys = m_keys->filter(whole ? QString() : wanted) > 0 && (whole || !wanted.isEmpty());
            m_keys->setVisible(keys);
            fits = fits || keys;
        }
        section.card->setVisible(fits);
        any = any || fits;
    }
    m_nothing->setVisible(!any);
}

}  // namespace beamline::ui
