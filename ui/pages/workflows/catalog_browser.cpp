// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/catalog_browser.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/function_docs.h"
#include "ui/models/function_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/markdown_view.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

/// Text that stands in a cell of a Markdown table as it is.
QString cell(const QString& text) {
    QString safe;
    for (const QChar c : cutText(toUtf8(text), kShownText)) {
        if (c == QLatin1Char('\n')) {
            safe += QLatin1Char(' ');
            continue;
        }
        if (QStringLiteral("\\|*_`<>[]#~$").contains(c)) {
            safe += QLatin1Char('\\');
        }
        safe += c;
    }
    return breakable(safe);
}

QString tableOf(const QVector<SchemaRow>& rows, const QString& title) {
    QString text = QStringLiteral("| %1 | |\n| --- | --- |\n").arg(title);
    for (const SchemaRow& row : rows) {
        QStringList about{cell(row.type)};
        if (row.required) {
            about << CatalogBrowser::tr("required");
        }
        QString words = QStringLiteral("*%1*").arg(about.join(QStringLiteral(", ")));
        words += row.description.isEmpty() ? QString() : QStringLiteral(" — ") + cell(row.description);
        words += row.defaultValue.isEmpty()
                     ? QString()
                     : QLatin1Char(' ') + CatalogBrowser::tr("Default: %1.").arg(cell(row.defaultValue));
        text += QStringLiteral("| %1**%2** | %3 |\n").arg(QString(row.depth * 2, QChar(0x00A0)), cell(row.name), words);
    }
    return text;
}

}  // namespace

QString functionMarkdown(const api::FunctionInfo& function) {
    QString text = cell(toText(function.summary)) + QStringLiteral("\n\n");
    const auto arguments = schemaRows(function.input);
    text += arguments.isEmpty() ? CatalogBrowser::tr("It takes no arguments.") + QStringLiteral("\n\n")
                                : tableOf(arguments, CatalogBrowser::tr("Takes")) + QLatin1Char('\n');
    const auto results = schemaRows(function.output);
    if (!results.isEmpty()) {
        text += tableOf(results, CatalogBrowser::tr("Gives"));
    } else if (!function.output.is_null()) {
        text += CatalogBrowser::tr("It gives %1.").arg(cell(schemaTypeText(function.output)));
    }
    return text;
}

CatalogBrowser::CatalogBrowser(FunctionListModel* model, QWidget* parent) : QWidget(parent), m_model(model) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::k12, 0, 0);
    column->setSpacing(space::k8);
    m_search = new SearchField(tr("Search functions"), this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k12, 0, space::k12, 0);
    row->addWidget(m_search);
    column->addLayout(row);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    m_table = new TableView(split);
    m_table->setAccessibleName(tr("Functions of the catalog"));
    m_table->setModel(m_model);
    m_table->horizontalHeader()->hide();
    m_table->setItemDelegate(new BadgeDelegate(m_table));
    m_table->setColumnWidths({0});
    m_table->setMinimumHeight(extent::kProblems);
    split->addWidget(m_table);
    split->addWidget(buildDocs());
    split->setSizes({190, 420});
    m_stack = new ContentStack(split, this);
    column->addWidget(m_stack, 1);
    connect(m_search, &SearchField::searchChanged, m_model, &FunctionListModel::setFilter);
    connect(m_model, &FunctionListModel::stateChanged, this, &CatalogBrowser::showState);
    connect(m_stack, &ContentStack::retryClicked, m_model, &FunctionListModel::refresh);
    connect(m_stack, &ContentStack::primaryClicked, m_search, &QLineEdit::clear);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CatalogBrowser::showCurrent);
    connect(m_table, &TableView::rowActivated, this, &CatalogBrowser::insert);
    showState();
}

QWidget* CatalogBrowser::buildDocs() {
    m_docs = new QScrollArea(this);
    m_docs->setWidgetResizable(true);
    m_docs->setFrameShape(QFrame::NoFrame);
    m_docs->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_docs->setAccessibleName(tr("About the function"));
    auto* page = new QWidget;
    m_docs->viewport()->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(space::k12, space::k8, space::k12, space::k12);
    column->setSpacing(space::k8);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::k8);
    m_title = new QLabel(page);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setFont(Theme::current().font(TextRole::Strong));
    m_pool = new QLabel(page);
    m_pool->setWordWrap(true);
    m_pool->setProperty("muted", true);
    m_insert = new Button(tr("Insert"), Button::Secondary, page);
    m_insert->setToolTip(tr("Put a task that calls it behind the task at the cursor (Enter in the list)"));
    head->addWidget(m_title, 1);
    head->addWidget(m_insert, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_pool);
    m_text = new MarkdownView(page);
    m_text->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_text);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("Example"), page);
    label->setFont(Theme::current().font(TextRole::Strong));
    auto* copy = new Button(tr("Copy"), Button::Plain, page);
    line->addWidget(label);
    line->addStretch(1);
    line->addWidget(copy);
    column->addLayout(line);
    m_example = new CodeEditor(page);
    m_example->setReadOnly(true);
    m_example->setGutterVisible(false);
    m_example->setProperty("bare", QVariant());
    m_example->setAccessibleName(tr("Example"));
    column->addWidget(m_example);
    column->addStretch(1);
    m_docs->setWidget(page);
    page->setAutoFillBackground(false);
    connect(m_insert, &QPushButton::clicked, this, &CatalogBrowser::insert);
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_example->toPlainText()); });
    return m_docs;
}

void CatalogBrowser::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void CatalogBrowser::showFunction(const QString& name) {
    if (m_model->rowOf(name) < 0) {
        m_search->clear();
    }
    if (const int row = m_model->rowOf(name); row >= 0) {
        m_table->selectRow(row);
    }
}

void CatalogBrowser::showState() {
    using State = FunctionListModel::State;
    if (m_model->rowCount() > 0) {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid()) {
            m_table->selectRow(0);
        }
    } else if (m_model->state() == State::Failed) {
        m_stack->showError(m_model->error());
    } else if (m_model->state() != State::Ready) {
        m_stack->showLoading(tr("Reading the catalog…"));
    } else if (!m_search->text().isEmpty()) {
        m_stack->showEmpty(QStringLiteral("search"), tr("No function fits"),
                           tr("Names, descriptions and arguments were searched."), tr("Clear search"));
    } else {
        m_stack->showEmpty(QStringLiteral("workflows"), tr("No functions"), tr("This engine offers none."));
    }
}

void CatalogBrowser::showCurrent() {
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        return;
    }
    const api::FunctionInfo& function = m_model->at(index.row());
    m_title->setText(breakable(cutText(function.name, kShownTitle)));
    m_pool->setText(breakable(
        tr("version %1 · %2").arg(cutText(function.version, kShownTitle), functionEffectText(function.effect))));
    m_text->setText(functionMarkdown(function));
    m_example->setSource(exampleText(function));
    const int lines = m_example->blockCount() + 1;
    m_example->setFixedHeight(lines * m_example->fontMetrics().lineSpacing() + space::k24);
    m_docs->ensureVisible(0, 0);
}

void CatalogBrowser::insert() {
    const QModelIndex index = m_table->currentIndex();
    if (index.isValid()) {
        Q_EMIT insertAsked(m_model->at(index.row()));
    }
}

}  // namespace beamline::ui
