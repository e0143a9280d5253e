// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a policy is written: form and JSON side by side, two views of one document, and what is wrong with it. GUI
// thread only.

#include <QTimer>
#include <QWidget>
#include <optional>

#include "engine/api/operations.h"

class QLabel;
class QSplitter;

namespace beamline::ui {

class CodeEditor;
class EngineSession;
class PolicyChecker;
class PolicyForm;
class ProblemListModel;
class TableView;

class PolicyEditor : public QWidget {
    Q_OBJECT
public:
    static constexpr int kSideBySide = 560;  ///< narrower, the JSON is below the form

    explicit PolicyEditor(EngineSession* session, QWidget* parent = nullptr);

    /// What is stored; what was written is gone.
    void open(const api::Json& stored);
    /// What was written is stored now, or is not stored and worth keeping.
    void setStored(const api::Json& stored);
    /// Takes the place of what is written, as an edit.
    void write(const api::Json& document);
    bool isChanged() const;
    /// Nothing while the text is no JSON.
    const std::optional<api::Json>& document() const { return m_document; }
    /// Mistakes that the engine found when it was to be stored.
    void showRefusal(const api::Error& error);
    /// `why` nothing can be changed now; empty: it can.
    void setObstacle(const QString& why);
    int errorCount() const;
    void check();
    CodeEditor* text() const { return m_text; }
    PolicyForm* form() const { return m_form; }

Q_SIGNALS:
    /// By who writes.
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildText();
    void formEdited(const api::Json& document);
    void textEdited();
    void checked(const api::PolicyCheck& check);
    void showProblems(std::vector<api::Problem> problems);
    void showVerdict();
    void updateForm();
    void goToProblem(int row);

    PolicyChecker* m_checker;
    ProblemListModel* m_problems;
    api::Json m_stored;
    std::optional<api::Json> m_document;
    QString m_obstacle;
    QString m_failure;  ///< why the last check had no answer
    bool m_syncing = false;
    bool m_known = false;  ///< there is an answer to the document as it is now
    QTimer m_mistake;      ///< typing rests on what is no JSON
    QSplitter* m_split;
    PolicyForm* m_form;
    CodeEditor* m_text;
    TableView* m_problemTable;
    QLabel* m_verdictIcon;
    QLabel* m_verdict;
};

}  // namespace beamline::ui
