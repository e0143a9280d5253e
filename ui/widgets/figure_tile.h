// SPDX-License-Identifier: Apache-2.0
#pragma once
// A figure on a surface of its own: its name, the figure, one line about it. A button: what is behind the figure is one
// press away. GUI thread only.

#include <QAbstractButton>

namespace beamline::ui {

class FigureTile : public QAbstractButton {
    Q_OBJECT
public:
    explicit FigureTile(QWidget* parent = nullptr);

    void show(const QString& title, const QString& value, const QString& detail);
    QString title() const { return m_title; }
    QString value() const { return m_value; }
    QString detail() const { return m_detail; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    using QWidget::show;

private:
    QString m_title;
    QString m_value;
    QString m_detail;
};

}  // namespace beamline::ui
