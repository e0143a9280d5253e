// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/folding_tabs.h"

#include <QEvent>
#include <QStyle>
#include <QTabBar>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
// As the theme's style sheet has them: beside the words, and between two tabs.
constexpr int kTabPadding = 2 * space::k2;
constexpr int kTabGap = space::k12;
constexpr int kTightGap = space::k4;
}  // namespace

FoldingTabs::FoldingTabs(QWidget* parent) : QTabWidget(parent) {
    tabBar()->setDrawBase(false);
    tabBar()->setUsesScrollButtons(false);
    tabBar()->setElideMode(Qt::ElideRight);  // if even that is too much
    tabBar()->setExpanding(false);
    setProperty("inset", true);
    connect(this, &QTabWidget::currentChanged, this, &FoldingTabs::fold);
    connect(&Theme::current(), &Theme::changed, this, &FoldingTabs::fold);
}

int FoldingTabs::addFolding(QWidget* page, const QString& text, const QString& icon) {
    m_tabs.push_back({text, icon});
    const int at = addTab(page, text);
    fold();
    return at;
}

void FoldingTabs::setLabel(int tab, const QString& text) {
    QString& label = m_tabs[static_cast<std::size_t>(tab)].text;
    if (label != text) {
        label = text;
        fold();
    }
}

void FoldingTabs::setShown(int tab, bool shown) {
    if (isTabVisible(tab) != shown) {
        setTabVisible(tab, shown);
        fold();
    }
}

void FoldingTabs::resizeEvent(QResizeEvent* event) {
    QTabWidget::resizeEvent(event);
    fold();
}

void FoldingTabs::changeEvent(QEvent* event) {
    QTabWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fold();
    }
}

int FoldingTabs::widthOf(int tab, bool folded, bool tight) const {
    const Tab& one = m_tabs[static_cast<std::size_t>(tab)];
    const bool icon = folded && !one.icon.isEmpty();
    const QFontMetrics strong(Theme::current().font(TextRole::Strong));  // as the current one is drawn
    return (icon ? int(space::kIcon) : strong.horizontalAdvance(one.text) + 1) + kTabPadding +
           (tight ? kTightGap : kTabGap);
}

int FoldingTabs::widthOfAll(bool folded, bool tight) const {
    int width = space::k16;
    for (int tab = 0; tab < static_cast<int>(m_tabs.size()); ++tab) {
        width += isTabVisible(tab) ? widthOf(tab, folded, tight) : 0;
    }
    return width;
}

/// First the gaps give way, then words for icons; the current one keeps its words as long as it can.
void FoldingTabs::fold() {
    if (static_cast<int>(m_tabs.size()) != count()) {
        return;  // while one is added
    }
    const bool tight = widthOfAll(false, false) > width();
    const bool folded = tight && widthOfAll(false, true) > width();
    const int all = folded ? widthOfAll(true, true) : 0;
    for (int tab = 0; tab < count(); ++tab) {
        const Tab& one = m_tabs[static_cast<std::size_t>(tab)];
        const int more = widthOf(tab, false, true) - widthOf(tab, true, true);
        const bool words = !folded || one.icon.isEmpty() || (tab == currentIndex() && all + more <= width());
        setTabText(tab, words ? one.text : QString());
        setTabIcon(
            tab, words ? QIcon() : Icon::get(one.icon, tab == currentIndex() ? Icon::Role::Accent : Icon::Role::Text2));
        setTabToolTip(tab, words ? QString() : one.text);
        tabBar()->setAccessibleTabName(tab, one.text);
    }
    if (m_tight != tight) {
        m_tight = tight;
        tabBar()->setProperty("tight", tight);
        tabBar()->style()->unpolish(tabBar());
        tabBar()->style()->polish(tabBar());
        tabBar()->updateGeometry();
    }
}

}  // namespace beamline::ui
