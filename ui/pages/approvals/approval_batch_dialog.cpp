// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/approval_batch_dialog.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr QSize kApprovalBatchSize(900, 600);
constexpr int kMaxGroups = 6;     // shown; more are counted
constexpr int kRiskLetters = 22;  // of a class, and the arrow
using Step = ApprovalBatchModel::Step;

QLabel* batchLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}
}  // namespace

ApprovalBatchDialog::ApprovalBatchDialog(EngineSession* session, std::vector<api::Approval> approvals, QWidget* parent)
    : QDialog(parent), m_model(new ApprovalBatchModel(session, std::move(approvals), this)) {
    setObjectName(QStringLiteral("approval.batchDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(kApprovalBatchSize);
    setWindowTitle(tr("Decide %n approval(s) together", nullptr, m_model->rowCount()));
    auto* title = batchLabel(windowTitle(), this);
    title->setFont(Theme::current().font(TextRole::Heading));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(title);
    column->addWidget(buildChoice());
    column->addWidget(buildGroups());
    column->addWidget(buildConfirm());
    column->addWidget(buildTable(), 1);
    m_text = batchLabel({}, this);
    m_text->setObjectName(QStringLiteral("batch.text"));
    column->addWidget(m_text);
    column->addWidget(buildFoot());
    connect(m_model, &ApprovalBatchModel::judged, this, &ApprovalBatchDialog::judge);
    connect(m_model, &ApprovalBatchModel::progressed, this, &ApprovalBatchDialog::say);
    connect(m_model, &ApprovalBatchModel::finished, this, &ApprovalBatchDialog::ended);
    judge();
    showConfirm();
    QWidget* first = !m_confirmRow->isHidden()     ? m_confirm
                     : m_model->risks().size() > 1 ? static_cast<QWidget*>(m_risk)
                                                   : m_comment;
    first->setFocus();
}

QWidget* ApprovalBatchDialog::buildChoice() {
    auto* choice = new QWidget(this);
    auto* row = new QHBoxLayout(choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k16);
    m_approve = new QRadioButton(tr("&Approve"), choice);
    m_reject = new QRadioButton(tr("&Reject"), choice);
    m_approve->setChecked(true);
    m_risk = new QComboBox(choice);
    m_risk->setAccessibleName(tr("Risk class that is decided"));
    m_risk->setMinimumContentsLength(kRiskLetters);
    m_risk->addItem(tr("Choose a risk class…"));
    for (const api::Risk risk : m_model->risks()) {
        m_risk->addItem(tr("Only %1").arg(riskText(risk)), static_cast<int>(risk));
    }
    m_mixed = batchLabel(tr("They differ in risk. Only one class is decided at a time."), choice);
    m_mixed->setProperty("muted", true);
    const bool mixed = m_model->risks().size() > 1;
    m_risk->setVisible(mixed);
    m_mixed->setVisible(mixed);
    row->addWidget(m_approve);
    row->addWidget(m_reject);
    row->addWidget(m_risk);
    row->addWidget(m_mixed, 1);
    if (!mixed) {
        row->addStretch(1);
    }
    connect(m_approve, &QRadioButton::toggled, this, [this](bool approve) {
        m_model->setOutcome(approve ? api::Outcome::approve : api::Outcome::reject);
        showConfirm();
    });
    connect(m_risk, &QComboBox::currentIndexChanged, this, [this](int index) {
        const QVariant risk = m_risk->itemData(index);
        m_model->setRisk(risk.isValid() ? std::optional(static_cast<api::Risk>(risk.toInt())) : std::nullopt);
        showConfirm();
    });
    return choice;
}

QWidget* ApprovalBatchDialog::buildGroups() {
    auto* card = new Card(this);
    auto* groups = new QWidget(card);
    auto* grid = new QGridLayout(groups);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::k12);
    grid->setVerticalSpacing(space::k4);
    grid->setColumnStretch(0, 1);
    const auto all = m_model->groups();
    int row = 0;
    for (const auto& group : all) {
        if (row == kMaxGroups) {
            grid->addWidget(batchLabel(tr("and %n more kind(s)", nullptr, static_cast<int>(all.size()) - row), groups),
                            row, 0);
            break;
        }
        auto* kind = batchLabel(breakable(group.kind), groups);
        kind->setFont(Theme::current().font(TextRole::Strong));
        auto* risk = new Pill(groups);
        risk->setRisk(group.risk);
        auto* about = new QLabel(tr("%n request(s)", nullptr, group.count) + QStringLiteral(", ") +
                                     tr("%n distinct payload(s)", nullptr, group.payloads),
                                 groups);
        about->setObjectName(QStringLiteral("batch.group"));
        about->setProperty("muted", true);
        grid->addWidget(kind, row, 0);
        grid->addWidget(risk, row, 1);
        grid->addWidget(about, row, 2);
        ++row;
    }
    card->addBody(groups, true, 0);
    return card;
}

QWidget* ApprovalBatchDialog::buildConfirm() {
    m_confirmRow = new QWidget(this);
    auto* column = new QVBoxLayout(m_confirmRow);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k4);
    m_confirmLabel = new QLabel(m_confirmRow);
    m_confirmLabel->setTextFormat(Qt::RichText);
    m_confirmLabel->setWordWrap(true);
    m_confirm = new QLineEdit(m_confirmRow);
    m_confirm->setAccessibleName(tr("Type the subject to include it"));
    m_confirm->setMinimumHeight(space::kControl);
    column->addWidget(m_confirmLabel);
    column->addWidget(m_confirm);
    connect(m_confirm, &QLineEdit::textChanged, this, &ApprovalBatchDialog::confirmTyped);
    return m_confirmRow;
}

QWidget* ApprovalBatchDialog::buildTable() {
    auto* card = new Card(this);
    m_table = new TableView(card);
    m_table->setAccessibleName(tr("What happens to each approval"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(ApprovalBatchModel::HashColumn,
                                      new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_table));
    m_table->setColumnWidths({26, 22, 9, 0});
    card->addBody(m_table);
    // Any of those whose name is still to be typed can be chosen; the others are left out.
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        if (m_model->nextToConfirm(index.row() - 1) == index.row()) {
            m_confirming = index.row() - 1;
            showConfirm();
        }
    });
    return card;
}

QWidget* ApprovalBatchDialog::buildFoot() {
    auto* foot = new QWidget(this);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    m_comment = new QLineEdit(foot);
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setPlaceholderText(tr("Comment, kept with each decision"));
    m_comment->setMinimumHeight(space::kControl);
    m_close = new Button(tr("Cancel"), Button::Secondary, foot);
    m_act = new Button(tr("Approve"), Button::Primary, foot);
    m_act->setObjectName(QStringLiteral("batch.act"));
    m_act->setAutoDefault(true);
    m_close->setAutoDefault(true);
    row->addWidget(m_comment, 1);
    row->addWidget(m_close);
    row->addWidget(m_act);
    connect(m_act, &QPushButton::clicked, this, &ApprovalBatchDialog::start);
    connect(m_comment, &QLineEdit::returnPressed, this,
            [this] { m_act->isEnabled() ? m_act->setFocus() : m_close->setFocus(); });
    connect(m_close, &QPushButton::clicked, this, &ApprovalBatchDialog::reject);
    return foot;
}

void ApprovalBatchDialog::judge() {
    const int able = m_model->count(Step::Able);
    m_act->setText(m_approve->isChecked() ? tr("Approve %1").arg(able) : tr("Reject %1").arg(able));
    m_act->setEnabled(m_stage == Stage::Asking && able > 0);
    m_act->setToolTip(m_act->isEnabled()                                ? QString()
                      : !m_model->risk() && m_model->risks().size() > 1 ? tr("Choose the risk class to decide first.")
                      : m_model->nextToConfirm() >= 0 ? tr("Type the subjects first: the risk is high.")
                                                      : tr("None of them can be decided so; the list says why."));
    say();
}

/// Asks for the next name, behind the one that was asked for last.
void ApprovalBatchDialog::showConfirm() {
    m_confirming = m_model->nextToConfirm(m_confirming);
    m_confirmRow->setVisible(m_confirming >= 0);
    if (m_confirming < 0) {
        return;
    }
    m_confirm->clear();
    m_confirmLabel->setText(tr("High risk, each is named: type <b>%1</b> to include it. What is not named is left out.")
                                .arg(breakable(confirmationOf(m_model->approvalAt(m_confirming))).toHtmlEscaped()));
    m_table->selectRow(m_confirming);
}

void ApprovalBatchDialog::confirmTyped(const QString& typed) {
    if (m_confirming >= 0 && m_model->confirm(m_confirming, typed)) {
        showConfirm();
        if (m_confirming < 0) {
            m_comment->setFocus();
        }
    }
}

void ApprovalBatchDialog::start() {
    if (m_stage != Stage::Asking || !m_act->isEnabled()) {
        return;
    }
    m_stage = Stage::Doing;
    for (QWidget* one : std::initializer_list<QWidget*>{m_act, m_approve, m_reject, m_risk, m_comment}) {
        one->setEnabled(false);
    }
    m_confirmRow->hide();
    m_close->setText(tr("Stop"));
    m_close->setFocus();
    m_model->start(toUtf8(m_comment->text().trimmed()));
}

void ApprovalBatchDialog::ended() {
    m_stage = Stage::Ended;
    m_act->hide();
    m_close->setText(tr("Close"));
    m_close->setFocus();
    say();
    Q_EMIT decidedSome();
}

QString ApprovalBatchDialog::whatIsDecided(int able, int unable) {
    QString text = able == 1 ? tr("This decides one approval. It cannot be undone.")
                             : tr("This decides %n approval(s), each by itself; the record of each says that they were "
                                  "decided together. It cannot be undone.",
                                  nullptr, able);
    if (unable > 0) {
        text += QLatin1Char(' ') + tr("%n cannot be decided so: the list says why.", nullptr, unable);
    }
    return text;
}

void ApprovalBatchDialog::say() {
    const int able = m_model->count(Step::Able);
    const int unable = m_model->count(Step::Unable);
    const int done = m_model->count(Step::Done);
    const int failed = m_model->count(Step::Failed);
    switch (m_stage) {
        case Stage::Asking:
            m_text->setText(able == 0 ? m_act->toolTip() : whatIsDecided(able, unable));
            break;
        case Stage::Doing:
            m_text->setText(tr("%1 of %2 decided, %3 failed.").arg(done).arg(m_model->rowCount() - unable).arg(failed));
            break;
        case Stage::Ended:
            m_text->setText(able > 0
                                ? tr("Stopped: %1 decided, %2 failed, %3 not begun.").arg(done).arg(failed).arg(able)
                                : tr("%1 decided, %2 failed, %3 left out.").arg(done).arg(failed).arg(unable));
            break;
    }
}

/// Enter elsewhere than on a button decides nothing and closes nothing; from the comment it leads to the button.
void ApprovalBatchDialog::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

void ApprovalBatchDialog::reject() {
    m_model->stop();
    if (m_stage != Stage::Doing) {
        QDialog::reject();
    }
}

}  // namespace beamline::ui
