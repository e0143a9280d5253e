// SPDX-License-Identifier: Apache-2.0
#pragma once
// The text of a definition with line numbers and its problems marked in place. GUI thread only.

#include <QPlainTextEdit>
#include <vector>

#include "engine/api/values.h"

namespace beamline::ui {

class SourceView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit SourceView(QWidget* parent = nullptr);

    void setSource(const QString& text);
    /// Lines with a problem are marked; their tool tips say what is wrong.
    void setProblems(std::vector<api::Problem> problems);
    /// Puts the cursor there and scrolls to it; both count from 1.
    void goTo(int line, int column);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int gutterWidth() const;
    void paintGutter();
    void layoutGutter();
    void mark();
    const api::Problem* problemAt(int line) const;

    QWidget* m_gutter;
    std::vector<api::Problem> m_problems;
};

}  // namespace beamline::ui
