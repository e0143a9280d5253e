// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the shell knows of a page. GUI thread only.

#include <QAction>
#include <QIcon>
#include <QKeySequence>
#include <QString>
#include <QWidget>

namespace beamline::ui {

/// A page's own commands are its QWidget::actions(): those with an objectName ("approval.approve") are listed by the
/// shell's command registry. Use Qt::WidgetWithChildrenShortcut for their shortcuts.
class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    virtual QIcon icon() const { return {}; }
    /// The place that brings back what is on view now, with what is selected or filtered: where "back" returns to and
    /// what a link leads to. Empty: the place it was opened by.
    virtual QString here() const { return {}; }
    /// "<ns>/<name>" of the workflow that what is on view belongs to: "Start run…" proposes it. Empty: none.
    virtual QString workflow() const { return {}; }
    /// The page is now in front / no longer in front. What is hidden does not tick: mark dirty and catch up here.
    virtual void activated() {}
    virtual void deactivated() {}
    /// F5, Ctrl+R.
    virtual void refresh() {}
    /// Ctrl+F: puts the cursor into the page's filter, if it has one.
    virtual void focusFilter() {}

Q_SIGNALS:
    /// title() is another one now.
    void titleChanged();
    /// "runs", "run/<id>", "approvals", "approvals/<id>", "workflows", "workflows/<ns>/<name>", "deadletters",
    /// "secrets", "secrets/<name>", "cluster", "connections", "problems", "settings", "settings/<section>",
    /// "start" (choose a workflow and start it), "start/<ns>/<name>". The table is ui/shell/places.cpp.
    void navigate(const QString& place);
};

/// A command of a page: listed by its id ("approval.approve"), reached by `key` while the page has the keyboard, and
/// not repeated by a key held down. `icon` is a name of Icon, empty for none.
QAction* addPageAction(QWidget* page, const char* id, const QString& text, const QString& icon = {},
                       const QKeySequence& key = {});

}  // namespace beamline::ui
