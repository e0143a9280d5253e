// SPDX-License-Identifier: Apache-2.0
#pragma once
// A part of the form of a policy: a title, what is wrong below it, its fields, or a table with its buttons. GUI thread
// only.

#include <QWidget>
#include <vector>

#include "engine/api/values.h"

class QGridLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace beamline::ui {

class PolicyRowsModel;
class TableView;

class PolicySection : public QWidget {
    Q_OBJECT
public:
    static constexpr int kShownRows = 6;  ///< of a table; further ones are scrolled to

    /// `members`: of the policy, whose problems are shown here.
    PolicySection(const QString& title, std::vector<std::string> members, QWidget* parent = nullptr);

    /// `buddy` takes the label as its accessible name when it has none.
    void addField(const QString& label, QWidget* field);
    void addWide(QWidget* widget);
    /// A table of rows that can be added, written in and removed; `what` one row is, for tool tips.
    TableView* addTable(PolicyRowsModel* model, const QString& add, const QString& remove);
    /// The problems of its members, a line each with its pointer.
    void showProblems(const std::vector<api::Problem>& problems);
    void setEditable(bool editable);

private:
    void fitTable();
    void colour();

    std::vector<std::string> m_members;
    QVBoxLayout* m_column;
    QGridLayout* m_fields = nullptr;
    QWidget* m_head;
    QLabel* m_problems;
    TableView* m_table = nullptr;
    PolicyRowsModel* m_model = nullptr;
    QToolButton* m_add = nullptr;
    QToolButton* m_remove = nullptr;
    QLabel* m_none = nullptr;
    bool m_editable = true;
    bool m_wrong = false;  ///< a mistake is among the problems
};

}  // namespace beamline::ui
