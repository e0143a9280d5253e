// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happened in a run, entry by entry: of one kind or all, from its end or from its beginning. GUI thread only.

#include <QWidget>

#include "engine/api/values.h"

class QComboBox;
class QLabel;

namespace beamline::ui {

class ContentStack;
class HistoryModel;
class TableView;

class HistoryView : public QWidget {
    Q_OBJECT
public:
    explicit HistoryView(HistoryModel* model, QWidget* parent = nullptr);

    /// All of it, newest first.
    void reset();
    /// Room for the times of a run of that day.
    void fitTimes(api::Timestamp createdAt);

Q_SIGNALS:
    void taskChosen(const QString& ref);
    /// Enter or double click: the run as it was then.
    void entryActivated(quint64 seq, int index);

private:
    void showState();
    void ask();

    HistoryModel* m_model;
    QComboBox* m_kind;
    QComboBox* m_order;
    QLabel* m_count;
    TableView* m_table;
    ContentStack* m_stack;
};

}  // namespace beamline::ui
