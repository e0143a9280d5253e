// SPDX-License-Identifier: Apache-2.0
#pragma once
// A way into the console: an icon, what can be done, a sentence about it, its key. A button. GUI thread only.

#include <QAbstractButton>

namespace beamline::ui {

class WelcomeCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit WelcomeCard(const QString& icon, QWidget* parent = nullptr);

    /// `key` in the upper corner; empty: it has none.
    void show(const QString& title, const QString& sentence, const QString& key = {});
    QString title() const { return m_title; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    using QWidget::show;

private:
    QString m_icon;
    QString m_title;
    QString m_sentence;
    QString m_key;
};

}  // namespace beamline::ui
