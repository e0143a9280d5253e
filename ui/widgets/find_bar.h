// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds and replaces in an editor. Enter goes on, Shift+Enter back, Escape closes. GUI thread only.

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace beamline::ui {

class Button;
class CodeEditor;

class FindBar : public QWidget {
    Q_OBJECT
public:
    explicit FindBar(CodeEditor* editor, QWidget* parent = nullptr);
    /// Shows the bar with what is selected, and puts the cursor into it.
    void open(bool replace);
    void close();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void search();
    void step(bool forward);
    void tell(int number);

    CodeEditor* m_editor;
    QLineEdit* m_find;
    QLineEdit* m_replace;
    QLabel* m_count;
    QToolButton* m_case;
    QWidget* m_replaceRow;
    int m_found = 0;
};

}  // namespace beamline::ui
