// SPDX-License-Identifier: Apache-2.0
#pragma once
// A whole identifier in one line: to be selected, and copied by a button. It gives way when room is short. GUI thread
// only.

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace beamline::ui {

class IdField : public QWidget {
    Q_OBJECT
public:
    /// `name`: what it is the id of, for screen readers and the tool tip.
    explicit IdField(const QString& name, QWidget* parent = nullptr);

    void setId(const QString& id);
    QString id() const;

private:
    QString m_name;
    QLineEdit* m_text;
    QToolButton* m_copy;
};

}  // namespace beamline::ui
