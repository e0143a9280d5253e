// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/problems/problems_page.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QItemSelectionModel>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/open_problem_model.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/severity_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kProblemTickMs = 10'000;
}  // namespace

ProblemsPage::ProblemsPage(EngineSession* session, OpenProblemModel* model, QWidget* parent)
    : Page(parent), m_session(session), m_model(model) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    buildTable();
    auto* card = new Card(this);
    m_stack = new ContentStack(m_table, card);
    card->addBody(m_stack);
    buildDetail();
    column->addWidget(m_header);
    column->addWidget(card, 1);
    column->addWidget(m_detail);
    m_tick.setInterval(kProblemTickMs);
    connect(&m_tick, &QTimer::timeout, m_model, &OpenProblemModel::tick);
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_model, change, this, &ProblemsPage::showState);
    }
    connect(m_model, &QAbstractItemModel::rowsMoved, this, &ProblemsPage::showState);
    connect(m_model, &OpenProblemModel::countChanged, this, &ProblemsPage::showState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ProblemsPage::showDetail);
    showState();
}

QIcon ProblemsPage::icon() const {
    return Icon::get(QStringLiteral("warning"));
}

void ProblemsPage::buildActions() {
    m_copy = addPageAction(this, "problems.copy", tr("Copy"), QStringLiteral("copy"), QKeySequence(QKeySequence::Copy));
    m_dismiss =
        addPageAction(this, "problems.dismiss", tr("Dismiss"), QStringLiteral("check"), QKeySequence(Qt::Key_Delete));
    m_open = addPageAction(this, "problems.open", tr("Go to its cause"), {}, QKeySequence(Qt::Key_O));
    connect(m_copy, &QAction::triggered, this, &ProblemsPage::copy);
    connect(m_dismiss, &QAction::triggered, this, &ProblemsPage::dismiss);
    connect(m_open, &QAction::triggered, this, [this] {
        const auto index = m_table->currentIndex();
        if (index.isValid() && !m_model->at(index.row()).place.isEmpty()) {
            Q_EMIT navigate(m_model->at(index.row()).place);
        }
    });
    m_header->addWidget(new Button(m_copy, Button::Secondary, this));
    m_header->addWidget(new Button(m_dismiss, Button::Secondary, this));
    m_header->addWidget(new Button(m_open, Button::Primary, this));
}

void ProblemsPage::buildTable() {
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("problems.table"));
    m_table->setAccessibleName(title());
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(OpenProblemModel::SeverityColumn, new SeverityDelegate(m_table));
    for (int column : {OpenProblemModel::WhatColumn, OpenProblemModel::SinceColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setItemDelegateForColumn(OpenProblemModel::MessageColumn,
                                      new CellDelegate(TextRole::Body, Icon::Role::Text, m_table));
    connect(m_table, &TableView::rowActivated, m_open, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProblemsPage::showDetail);
}

void ProblemsPage::buildDetail() {
    m_detail = new Card(tr("What to do"), this);
    auto* inside = new QWidget(m_detail);
    auto* rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::k8);
    m_message = new QLabel(inside);
    m_facts = new QLabel(inside);
    m_facts->setProperty("muted", true);
    for (QLabel* label : {m_message, m_facts}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        rows->addWidget(label);
    }
    m_detail->addBody(inside, true, 0);
}

void ProblemsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    m_table->setColumnWidths({14, width() >= extent::kWideCards ? 34 : 22, 0, 14});
}

void ProblemsPage::activated() {
    m_model->refresh();
    m_model->tick();
    m_tick.start();
    m_table->setFocus();
}

void ProblemsPage::deactivated() {
    m_tick.stop();
}

void ProblemsPage::refresh() {
    m_session->refreshHealth();
    m_model->refresh();
}

void ProblemsPage::showState() {
    const int errors = m_model->errors();
    const int warnings = m_model->count() - errors;
    QVector<PageHeader::Figure> figures;
    if (errors > 0) {
        figures << PageHeader::Figure{formatCount(errors), tr("error(s)", nullptr, errors), {}, false};
    }
    if (warnings > 0) {
        figures << PageHeader::Figure{formatCount(warnings), tr("warning(s)", nullptr, warnings), {}, false};
    }
    m_header->setFigures(figures);
    if (m_model->rowCount() == 0) {
        m_stack->showEmpty(QStringLiteral("check"), tr("No problems"),
                           tr("What is wrong with the engine, its cluster, its schedules and this console, runs that "
                              "are faulted and approvals that are overdue are listed here with what to do about it, "
                              "and leave by themselves when they are mended."));
    } else {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid()) {
            m_table->selectRow(0);
        }
    }
    showDetail();
}

void ProblemsPage::showDetail() {
    const auto index = m_table->currentIndex();
    const auto* one = index.isValid() ? &m_model->at(index.row()) : nullptr;
    const auto set = [](QAction* action, const QString& what, const QString& why) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    const QString none = one ? QString() : tr("There is no problem.");
    set(m_open, tr("Show the page where it can be mended."),
        one && one->place.isEmpty() ? tr("Its cause is on no page of this console.") : none);
    set(m_dismiss, tr("Take it off the list."),
        one && one->report < 0 ? tr("It is so now, and goes when it is mended.") : none);
    set(m_copy, tr("Copy it as text."), none);
    m_detail->setVisible(one);
    if (one) {
        m_message->setText(breakable(one->message));
        QStringList facts{one->what};
        if (one->since != 0) {
            facts << tr("since %1").arg(formatExact(one->since));
        }
        if (!one->code.isEmpty()) {
            facts << tr("code %1").arg(one->code);
        }
        m_facts->setText(facts.join(QStringLiteral(" · ")));
    }
}

void ProblemsPage::dismiss() {
    const auto index = m_table->currentIndex();
    if (index.isValid() && m_model->at(index.row()).report >= 0) {
        m_session->dismissProblem(m_model->at(index.row()).report);
    }
}

void ProblemsPage::copy() {
    const auto index = m_table->currentIndex();
    if (index.isValid()) {
        const auto& one = m_model->at(index.row());
        QApplication::clipboard()->setText(
            QStringLiteral("%1 · %2 · %3\n%4").arg(severityText(one.severity), one.what, one.code, one.message));
    }
}

}  // namespace beamline::ui
