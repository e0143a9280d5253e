// SPDX-License-Identifier: Apache-2.0
#pragma once
// A row of round buttons of which one is chosen, each with a count. GUI thread only.

#include <QVector>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace beamline::ui {

class ChipBar : public QWidget {
    Q_OBJECT
public:
    explicit ChipBar(QWidget* parent = nullptr);
    /// Index of the new chip; the first is chosen.
    int addChip(const QString& text);
    /// Negative: no figure.
    void setCount(int index, qint64 count);
    /// -1: none is chosen.
    void setCurrent(int index);
    int current() const;

Q_SIGNALS:
    void currentChanged(int index);

private:
    QButtonGroup* m_group;
    QHBoxLayout* m_layout;
};

}  // namespace beamline::ui
