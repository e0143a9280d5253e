// SPDX-License-Identifier: Apache-2.0
#pragma once
// A plain text in one line that gives way when room is short: cut with "…", whole in the tool tip and for copying. GUI
// thread only.

#include <QLabel>

namespace beamline::ui {

class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    const Qt::TextElideMode m_mode;
};

}  // namespace beamline::ui
