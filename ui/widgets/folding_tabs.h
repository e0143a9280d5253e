// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tabs that all stay in sight: what has no room for its words shows its icon, and says them in its tool tip and to
// screen readers. GUI thread only.

#include <QTabWidget>
#include <vector>

namespace beamline::ui {

class FoldingTabs : public QTabWidget {
    Q_OBJECT
public:
    explicit FoldingTabs(QWidget* parent = nullptr);

    /// `icon` in place of the words when room is short; empty: always the words. Use setLabel() and setShown() from
    /// then on.
    int addFolding(QWidget* page, const QString& text, const QString& icon = {});
    void setLabel(int tab, const QString& text);
    QString label(int tab) const { return m_tabs[static_cast<std::size_t>(tab)].text; }
    void setShown(int tab, bool shown);
    bool isFolded(int tab) const { return !label(tab).isEmpty() && tabText(tab).isEmpty(); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Tab {
        QString text;
        QString icon;
    };
    int widthOf(int tab, bool folded, bool tight) const;
    int widthOfAll(bool folded, bool tight) const;
    void fold();

    std::vector<Tab> m_tabs;
    bool m_tight = false;
};

}  // namespace beamline::ui
