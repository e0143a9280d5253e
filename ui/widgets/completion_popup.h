// SPDX-License-Identifier: Apache-2.0
#pragma once
// The list of what may be written at a cursor, with what is said about the chosen one beside it. It never takes the
// focus: the editor sends it the keys. GUI thread only.

#include <QFrame>
#include <QVector>

#include "ui/models/completion.h"

class QLabel;
class QListWidget;

namespace beamline::ui {

class CompletionPopup : public QFrame {
    Q_OBJECT
public:
    static constexpr int kMaxRows = 9;  ///< seen at once

    explicit CompletionPopup(QWidget* owner);

    /// Shows the list below `word`, a rectangle in the owner's coordinates, or above it where there is more room.
    /// `choose`: the first one is chosen; otherwise none is until an arrow is pressed.
    void offer(const QVector<Completion>& items, const QRect& word, bool choose);
    const QVector<Completion>& items() const { return m_items; }
    int current() const;
    /// Arrows, page keys, Enter, Tab, Escape; false for keys that are the editor's.
    bool takeKey(QKeyEvent* event);

Q_SIGNALS:
    void chosen(const beamline::ui::Completion& completion);

private:
    void showText();
    void place(const QRect& word);
    void accept();

    QWidget* m_owner;
    QListWidget* m_list;
    QLabel* m_text;
    QVector<Completion> m_items;
};

}  // namespace beamline::ui
