// SPDX-License-Identifier: Apache-2.0
#pragma once
// A row of round buttons of which one is chosen, each with a count. What does not fit waits in a menu. GUI thread only.

#include <QVector>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;

namespace beamline::ui {

class Button;
class Chip;

class ChipBar : public QWidget {
    Q_OBJECT
public:
    explicit ChipBar(QWidget* parent = nullptr);
    /// Index of the new chip; the first is chosen.
    int addChip(const QString& text, const QString& toolTip = {});
    void clear();
    int chipCount() const { return static_cast<int>(m_chips.size()); }
    QAbstractButton* chip(int index) const;
    /// Negative: no figure. `more`: at least so many.
    void setCount(int index, qint64 count, bool more = false);
    /// -1: none is chosen.
    void setCurrent(int index);
    int current() const;
    /// A button in the looks of a chip behind the last one.
    QAbstractButton* setTail(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);
    /// By the mouse or by key on a chip.
    void menuRequested(int index, const QPoint& globalPosition);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    void showRest();
    QVector<int> fitting(int width) const;

    QButtonGroup* m_group;
    QVector<Chip*> m_chips;
    Button* m_rest;
    QWidget* m_tail = nullptr;
};

}  // namespace beamline::ui
