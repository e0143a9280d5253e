// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rows of an AttentionModel as widgets, each with its one button: a click on the sentence shows what it is about,
// the button does what is to be done. GUI thread only.

#include <QVector>
#include <QWidget>

#include "ui/models/attention_model.h"

class QVBoxLayout;

namespace beamline::ui {

class AttentionRow;

class AttentionList : public QWidget {
    Q_OBJECT
public:
    explicit AttentionList(AttentionModel* model, QWidget* parent = nullptr);
    /// Why nothing can be changed now; empty: it can.
    void setObstacle(const QString& why);
    /// The buttons, in the order of the rows. Arrow keys go from one to the next.
    QVector<QWidget*> buttons() const;

Q_SIGNALS:
    /// What the row is about is to be shown.
    void shown(const beamline::ui::Attention& row);
    /// The button of the row, or Enter on it.
    void acted(const beamline::ui::Attention& row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange();
    AttentionRow* makeRow();
    void fill(int first, int last);

    AttentionModel* m_model;
    QVBoxLayout* m_layout;
    std::vector<AttentionRow*> m_rows;
    QString m_obstacle;
};

}  // namespace beamline::ui
