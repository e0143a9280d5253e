// SPDX-License-Identifier: Apache-2.0
#pragma once
// One of two runs that are compared: its letter, workflow, phase, times and id, and the way to it. GUI thread only.

#include "engine/api/operations.h"
#include "ui/widgets/card.h"

class QLabel;

namespace beamline::ui {

class Button;
class Pill;

class ComparedRun : public Card {
    Q_OBJECT
public:
    ComparedRun(const QString& letter, QWidget* parent);

    /// `until`: when a run that goes on is looked at.
    void showRun(const api::RunSummary& run, api::Timestamp until, const QString& difference);

Q_SIGNALS:
    void openClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitName();

    QString m_letter;
    QString m_workflow;
    Pill* m_phase;
    Pill* m_version;
    Pill* m_dryRun;
    QLabel* m_name;
    QLabel* m_times;
    Button* m_open;
};

}  // namespace beamline::ui
