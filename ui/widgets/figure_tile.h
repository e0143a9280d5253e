// SPDX-License-Identifier: Apache-2.0
#pragma once
// A figure on a surface of its own: its name, the figure, a few words about it, in two lines where one has no room for
// them. A button: what is behind the figure is one press away. GUI thread only.

#include <QAbstractButton>
#include <QStringList>

namespace beamline::ui {

class FigureTile : public QAbstractButton {
    Q_OBJECT
public:
    explicit FigureTile(QWidget* parent = nullptr);

    void show(const QString& title, const QString& value, const QString& detail);
    QString title() const { return m_title; }
    QString value() const { return m_value; }
    QString detail() const { return m_detail; }
    /// The detail as it is shown in a tile of this width: lines, of which the last one may be cut by an ellipsis.
    QStringList detailLines(int width) const;
    /// Whether some of its texts have no room.
    bool isCut() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    using QWidget::show;

private:
    QString m_title;
    QString m_value;
    QString m_detail;
};

}  // namespace beamline::ui
