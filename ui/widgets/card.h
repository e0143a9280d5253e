// SPDX-License-Identifier: Apache-2.0
#pragma once
// A framed surface with an optional title line. GUI thread only.

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace beamline::ui {

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    explicit Card(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Right of the title: a label, a small button.
    void addToHeader(QWidget* widget);
    /// `padded`: the space of the title line around it; a table comes without.
    void addBody(QWidget* widget, bool padded = false, int stretch = 1);
    QVBoxLayout* body() const { return m_body; }

private:
    QVBoxLayout* m_body;
    QWidget* m_header;
    QHBoxLayout* m_headerLayout;
    QLabel* m_title;
};

}  // namespace beamline::ui
