// SPDX-License-Identifier: Apache-2.0
#pragma once
// What stands where nothing is: what this place is for, one button, perhaps a second. GUI thread only.

#include <QWidget>

class QLabel;

namespace beamline::ui {

class Button;

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    /// `icon` is a name of the icon set; `text` may have several sentences.
    void set(const QString& icon, const QString& title, const QString& text);
    /// Empty text hides the button.
    void setPrimary(const QString& text);
    /// Why the primary button cannot be pressed now; empty: it can.
    void setPrimaryObstacle(const QString& why);
    void setSecondary(const QString& text);
    QString title() const;

Q_SIGNALS:
    void primaryClicked();
    void secondaryClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitText();
    void setIcon(const QString& name);

    QString m_name;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    Button* m_primary;
    Button* m_secondary;
};

}  // namespace beamline::ui
