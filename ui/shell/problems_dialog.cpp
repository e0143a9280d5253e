// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/problems_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

ProblemsDialog::ProblemsDialog(EngineSession* session, QWidget* parent)
    : QDialog(parent), m_session(session), m_model(new QStandardItemModel(this)) {
    setWindowTitle(tr("Problems"));
    setAttribute(Qt::WA_DeleteOnClose);
    constexpr int kWidth = 760;
    constexpr int kHeight = 440;
    resize(kWidth, kHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k16, space::k16, space::k16, space::k16);
    column->setSpacing(space::k12);
    auto* card = new Card(this);
    m_table = new TableView(card);
    m_table->setAccessibleName(windowTitle());
    card->addBody(m_table);
    m_detail = new QPlainTextEdit(this);
    m_detail->setReadOnly(true);
    m_detail->setTabChangesFocus(true);
    m_detail->setAccessibleName(tr("The selected problem"));
    constexpr int kDetailHeight = 110;
    m_detail->setFixedHeight(kDetailHeight);
    m_clear = new Button(tr("Clear"), Button::Secondary, this);
    auto* close = new Button(tr("Close"), Button::Primary, this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_clear);
    buttons->addWidget(close);
    column->addWidget(card, 1);
    column->addWidget(m_detail);
    column->addLayout(buttons);
    m_table->setModel(m_model);
    fill();
    connect(m_clear, &QPushButton::clicked, session, &EngineSession::clearProblems);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(session, &EngineSession::problemRaised, this, &ProblemsDialog::fill);
    connect(session, &EngineSession::problemsCleared, this, &ProblemsDialog::fill);
    connect(session, &QObject::destroyed, this, &QDialog::close);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProblemsDialog::showDetail);
    m_table->selectRow(0);
}

void ProblemsDialog::fill() {
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("When"), tr("What"), tr("Message")});
    const auto now = Clock::now();
    const auto add = [this](const QString& when, const QString& what, const QString& message, const QString& code) {
        QList<QStandardItem*> row{new QStandardItem(when), new QStandardItem(what), new QStandardItem(message)};
        row[0]->setData(what + QStringLiteral("\n\n") + message + QStringLiteral("\n\n") + code, Qt::UserRole);
        m_model->appendRow(row);
    };
    for (const auto& problem : m_session->health().problems) {
        add(tr("now"), tr("Engine"), toText(problem.message), toText(problem.code));
    }
    const auto& problems = m_session->problems();
    for (auto problem = problems.crbegin(); problem != problems.crend(); ++problem) {
        add(formatTime(problem->at.toMSecsSinceEpoch(), now), problem->what, errorWithProblems(problem->error),
            toText(problem->error.code));
    }
    m_clear->setEnabled(!problems.isEmpty());
    m_clear->setToolTip(problems.isEmpty()
                            ? tr("There is nothing to clear: what the engine has now stays until it is mended.")
                            : QString());
    m_table->setColumnWidths({18, 26, 0});
    showDetail();
}

void ProblemsDialog::showDetail() {
    const auto row = m_table->currentIndex().row();
    m_detail->setPlainText(row >= 0 ? m_model->index(row, 0).data(Qt::UserRole).toString() : tr("No problems."));
}

}  // namespace beamline::ui
