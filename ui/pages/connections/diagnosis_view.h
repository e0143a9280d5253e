// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the test of a connection found, step by step: icon, title, sentence. GUI thread only.

#include <QWidget>
#include <vector>

#include "ui/session/engine_opener.h"

class QVBoxLayout;

namespace beamline::ui {

class DiagnosisView : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxSteps = 20;  ///< the first that come are shown

    explicit DiagnosisView(QWidget* parent = nullptr);

    void showTesting();
    void show(const std::vector<DiagnosisStep>& steps);
    /// "Address passed: …" and so on, a line each.
    QString text() const { return m_text; }

private:
    void clear();
    void addLine(const QIcon& icon, const QString& title, const QString& sentence, bool tried);

    QVBoxLayout* m_rows;
    QString m_text;
};

}  // namespace beamline::ui
