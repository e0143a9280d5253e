// SPDX-License-Identifier: Apache-2.0
#pragma once
// Work that takes its time: what it is, how far it is, and what can be done about it. GUI thread only.

#include <QFrame>

#include "engine/api/values.h"

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace beamline::ui {

class JobBar : public QFrame {
    Q_OBJECT
public:
    explicit JobBar(QWidget* parent = nullptr);
    /// Adds to the right, in order.
    void addButton(QWidget* button);
    /// `share` from 0 to 1, in the colour of `phase`; negative: no bar.
    void show(const QString& text, double share, api::Phase phase);
    void setClosable(bool closable);
    QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_row;
    QLabel* m_text;
    QWidget* m_bar;
    QToolButton* m_close;
    double m_share = -1;
    api::Phase m_phase = api::Phase::running;
};

}  // namespace beamline::ui
