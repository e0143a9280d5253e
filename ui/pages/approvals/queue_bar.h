// SPDX-License-Identifier: Apache-2.0
#pragma once
// The queues of the inbox with how many wait in each: a list, or one line where there is no room for it. GUI thread
// only.

#include <QWidget>

class QComboBox;
class QListWidget;

namespace beamline::ui {

class QueueBar : public QWidget {
    Q_OBJECT
public:
    explicit QueueBar(const QStringList& names, QWidget* parent = nullptr);
    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }
    int current() const;
    void setCurrent(int queue);
    void setCount(int queue, const QString& count);
    /// `why` not empty: the queue cannot be chosen.
    void setObstacle(int queue, const QString& why);

Q_SIGNALS:
    void chosen(int queue);

private:
    void showLine(int queue);

    QStringList m_names;
    QListWidget* m_list;
    QComboBox* m_line;
    bool m_compact = false;
};

}  // namespace beamline::ui
