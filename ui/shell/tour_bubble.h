// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a tour says: a bubble over the window with its buttons, and the shade with a hole around what it is about. Both
// are children of the window; the shade lets every click through. GUI thread only.

#include <QFrame>
#include <QWidget>

class QLabel;

namespace beamline::ui {

class Button;

/// Darkens the window except for the hole, and points from the bubble to it.
class TourShade : public QWidget {
    Q_OBJECT
public:
    explicit TourShade(QWidget* window);

    /// In the window; an empty hole: nothing is darkened.
    void show(const QRect& hole, const QRect& bubble);
    const QRect& hole() const { return m_hole; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPolygonF arrow() const;

    QRect m_hole;
    QRect m_bubble;
};

/// The keyboard goes round in it: Enter and the arrow onwards go on, the other arrow back, Escape ends.
class TourBubble : public QFrame {
    Q_OBJECT
public:
    static constexpr int kWidth = 380;

    explicit TourBubble(QWidget* window);

    struct Words {
        QString title;
        QString text;
        QString act;       ///< a button of its own; empty: none
        QString obstacle;  ///< why it cannot be pressed
        int step = 0;
        int steps = 0;
    };
    /// `news`: another step, of which a screen reader is told; else what was said has changed.
    void say(const Words& words, bool news);
    void takeFocus();
    QString text() const;
    /// Beside `hole`, or over its lower corner where there is no room beside it; without one in the window's corner.
    QRect placeBeside(const QRect& hole) const;

Q_SIGNALS:
    void next();
    void back();
    void ended();
    void acted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool pressed(int key);

    QLabel* m_count;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_hint;
    Button* m_act;
    Button* m_end;
    Button* m_back;
    Button* m_next;
};

}  // namespace beamline::ui
