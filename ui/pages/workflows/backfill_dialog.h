// SPDX-License-Identifier: Apache-2.0
#pragma once
// Starts what a schedule would have started in a time that is past. GUI thread only.

#include <QDialog>
#include <optional>

#include "engine/api/operations.h"

class QLabel;
class QLineEdit;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;

class BackfillDialog : public QDialog {
    Q_OBJECT
public:
    BackfillDialog(EngineSession* session, const api::Schedule& schedule, QWidget* parent = nullptr);

Q_SIGNALS:
    /// So many runs were started; 0: every tick had its run already.
    void filled(int runs);

private:
    static std::optional<api::Timestamp> timeIn(const QLineEdit& field);
    void look();
    void fill();

    EngineSession* m_session;
    api::Schedule m_schedule;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QLabel* m_count;
    InfoBar* m_bar;
    Button* m_fill;
};

}  // namespace beamline::ui
