// SPDX-License-Identifier: Apache-2.0
#pragma once
// A JSON value to look at: as a tree or as text, with its size and copy of path and value; what should not be read over
// a shoulder is masked until it is revealed. GUI thread only.

#include <QWidget>

#include "engine/api/result.h"

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace beamline::ui {

class JsonTreeModel;

class JsonView : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaxTextBytes = 4 << 20;  ///< longer text is cut, with a line that says so

    explicit JsonView(QWidget* parent = nullptr);
    /// Keeps what is expanded when the value's shape stays. `emptyText` is shown for null.
    void setValue(const api::Json& value, const QString& emptyText = {});
    const api::Json& value() const { return m_value; }
    /// What is seen, and copied: masked where names say so, until it is revealed.
    const api::Json& shown() const;
    /// Of what the tree has selected, for its menu and for keys.
    QList<QAction*> copyActions() const { return m_copies; }
    void showText(bool text);
    /// From now on as high as what it shows, at most `most` pixels; without it, as high as its layout makes it.
    void growTo(int most);

private:
    void makeCopies();
    void reveal(bool all);
    void fillText();
    void showPage();
    void contextMenu(const QPoint& position);
    void fitHeight();

    api::Json m_value;
    QString m_emptyText;
    bool m_textStale = true;
    int m_most = 0;
    JsonTreeModel* m_model;
    QTreeView* m_tree;
    QPlainTextEdit* m_text;
    QStackedWidget* m_stack;
    QToolButton* m_treeButton;
    QToolButton* m_textButton;
    QToolButton* m_reveal;
    QLabel* m_size;
    QList<QAction*> m_copies;
};

}  // namespace beamline::ui
