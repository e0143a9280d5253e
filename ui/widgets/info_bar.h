// SPDX-License-Identifier: Apache-2.0
#pragma once
// A line above a page for a condition that lasts, with what can be done about it. A long text is cut after a few lines,
// so that the page below stays in its place, until all of it is asked for. GUI thread only.

#include <QFrame>

class QLabel;
class QToolButton;

namespace beamline::ui {

class Button;

class InfoBar : public QFrame {
    Q_OBJECT
public:
    enum Tone { Info, Warning, Error };
    static constexpr int kMaxLines = 2;  ///< that are shown unasked

    explicit InfoBar(QWidget* parent = nullptr);
    /// Shows the bar. `action` empty: no button. Errors are announced to screen readers.
    void show(Tone tone, const QString& text, const QString& action = {}, bool closable = true);
    QString text() const;

Q_SIGNALS:
    void actionClicked();
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showIcon();
    void fit();

    Tone m_tone = Info;
    QLabel* m_icon;
    QString m_said;
    bool m_whole = false;
    QLabel* m_text;
    Button* m_more;
    Button* m_action;
    QToolButton* m_close;
};

}  // namespace beamline::ui
