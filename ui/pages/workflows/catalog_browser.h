// SPDX-License-Identifier: Apache-2.0
#pragma once
// The functions that tasks can call: search, what each takes and gives, an example, and a task for the editor. GUI
// thread only.

#include <QWidget>

#include "engine/api/values.h"

class QLabel;
class QScrollArea;

namespace beamline::ui {

class Button;
class CodeEditor;
class ContentStack;
class FunctionListModel;
class MarkdownView;
class SearchField;
class TableView;

class CatalogBrowser : public QWidget {
    Q_OBJECT
public:
    explicit CatalogBrowser(FunctionListModel* model, QWidget* parent = nullptr);

    void focusSearch();
    /// Chooses the function, if the catalog has it.
    void showFunction(const QString& name);

Q_SIGNALS:
    /// A task that calls `function`.
    void insertAsked(const beamline::api::FunctionInfo& function);

private:
    QWidget* buildDocs();
    void showState();
    void showCurrent();
    void insert();

    FunctionListModel* m_model;
    SearchField* m_search;
    TableView* m_table;
    ContentStack* m_stack;
    QScrollArea* m_docs;
    QLabel* m_title;
    QLabel* m_pool;
    MarkdownView* m_text;
    CodeEditor* m_example;
    Button* m_insert;
};

/// What a function takes and gives, as Markdown: a table of its arguments and one of its result.
QString functionMarkdown(const api::FunctionInfo& function);

}  // namespace beamline::ui
