// SPDX-License-Identifier: Apache-2.0
#pragma once
// Puts a value into the keychain: for a new name, or in the place of the one that is there, which is not shown. GUI
// thread only.

#include <QDialog>

class QLabel;
class QLineEdit;

namespace beamline::ui {

class Button;
class InfoBar;
class SecretStore;

class SecretDialog : public QDialog {
    Q_OBJECT
public:
    enum class Task { Add, Set, Replace };  ///< Set: the name is known, its value is not

    /// `note`: what the user should know of this name; may be empty. `store` must outlive the dialog.
    SecretDialog(SecretStore* store, Task task, const QString& name, const QString& note, QWidget* parent = nullptr);

Q_SIGNALS:
    void stored(const QString& name);

private:
    void build(Task task, const QString& note);
    void check();
    void reveal(bool plain);
    void save();

    SecretStore* m_store;
    QLineEdit* m_name;
    QLineEdit* m_value;
    QLabel* m_nameHint;
    QLabel* m_valueHint;
    InfoBar* m_bar;
    Button* m_show;
    Button* m_save;
    bool m_saving = false;
};

}  // namespace beamline::ui
