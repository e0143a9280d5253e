// SPDX-License-Identifier: Apache-2.0
#pragma once
// What differs between two texts: lines that came, lines that went, and a few around them. GUI thread only.

#include <QPlainTextEdit>

#include "ui/models/text_diff.h"

namespace beamline::ui {

class DiffView : public QPlainTextEdit {
    Q_OBJECT
public:
    static constexpr int kMaxLines = 5000;  ///< further ones are counted

    explicit DiffView(QWidget* parent = nullptr);
    void setDiff(const TextDiff& diff);
    const TextDiff& diff() const { return m_diff; }
    /// Puts the cursor on the next line that differs.
    void goToChange(bool forward);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();
    void layoutGutter();
    void paintGutter();
    int numberWidth() const;

    QWidget* m_gutter;
    TextDiff m_diff;
};

}  // namespace beamline::ui
