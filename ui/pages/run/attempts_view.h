// SPDX-License-Identifier: Apache-2.0
#pragma once
// The attempts of a task with what they said to the outside, and below them the whole text of the selected one. GUI
// thread only.

#include <QPersistentModelIndex>
#include <QWidget>
#include <vector>

#include "engine/api/values.h"

class QListView;
class QPlainTextEdit;

namespace beamline::ui {

class AttemptListModel;

class AttemptsView : public QWidget {
    Q_OBJECT
public:
    explicit AttemptsView(QWidget* parent = nullptr);

    /// The selection stays on what it was; another task begins at its last failure.
    void setAttempts(std::vector<api::TaskAttempt> attempts, bool otherTask);
    /// See AttemptListModel::setMoment.
    void setMoment(api::Timestamp at);

private:
    void keepScroll(int maximum);
    void showCurrent();
    void copy() const;

    AttemptListModel* m_model;
    QListView* m_list;
    QPlainTextEdit* m_text;
    QPersistentModelIndex m_shownOf;
    int m_scrolled = -1;  ///< where the list was before its layout began anew; -1: nothing to go back to
    QString m_shown;      ///< as it was given to m_text, which changes some of the characters
};

}  // namespace beamline::ui
