// SPDX-License-Identifier: Apache-2.0
#pragma once
// A field to filter by: magnifier, clear button, and one signal when typing rests. GUI thread only.

#include <QLineEdit>
#include <QTimer>

namespace beamline::ui {

class SearchField : public QLineEdit {
    Q_OBJECT
public:
    static constexpr int kRestMs = 200;

    explicit SearchField(const QString& placeholder, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Trimmed; once `kRestMs` after the last key, at once on Enter, Escape (which clears) and the clear button.
    void searchChanged(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void announce();

    QTimer m_rest;
    QString m_announced;
};

}  // namespace beamline::ui
