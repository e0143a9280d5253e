// SPDX-License-Identifier: Apache-2.0
#pragma once
// Asks what a new policy is called. GUI thread only.

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;

namespace beamline::ui {

class Button;

class PolicyNameDialog : public QDialog {
    Q_OBJECT
public:
    /// `taken`: names that are there already.
    PolicyNameDialog(const QString& title, const QString& note, const QString& proposed, QStringList taken,
                     QWidget* parent = nullptr);

Q_SIGNALS:
    void named(const QString& name);

private:
    void check();

    QStringList m_taken;
    QLineEdit* m_name;
    QLabel* m_hint;
    Button* m_begin;
};

}  // namespace beamline::ui
