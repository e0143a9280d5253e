// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_section.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/pointer.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_rows_model.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kLabelWidth = 112;

QToolButton* sectionButton(const char* icon, const QString& text, QWidget* parent) {
    auto* one = new QToolButton(parent);
    one->setIcon(Icon::get(QString::fromLatin1(icon)));
    one->setAutoRaise(true);
    one->setAccessibleName(text);
    one->setToolTip(text);
    return one;
}
}  // namespace

PolicySection::PolicySection(const QString& title, std::vector<std::string> members, QWidget* parent)
    : QWidget(parent), m_members(std::move(members)) {
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::k8);
    m_head = new QWidget(this);
    auto* row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k4);
    auto* label = new QLabel(title, m_head);
    label->setFont(Theme::current().font(TextRole::Strong));
    row->addWidget(label);
    row->addStretch(1);
    m_problems = new QLabel(this);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setWordWrap(true);
    m_problems->setFont(Theme::current().font(TextRole::Small));
    m_problems->hide();
    connect(&Theme::current(), &Theme::changed, this, &PolicySection::colour);
    colour();
    m_column->addWidget(m_head);
    m_column->addWidget(m_problems);
}

void PolicySection::addField(const QString& label, QWidget* field) {
    if (!m_fields) {
        m_fields = new QGridLayout;
        m_fields->setHorizontalSpacing(space::k8);
        m_fields->setVerticalSpacing(space::k8);
        m_fields->setColumnMinimumWidth(0, kLabelWidth);
        m_fields->setColumnStretch(1, 1);
        m_column->addLayout(m_fields);
    }
    const int row = m_fields->rowCount();
    auto* name = new QLabel(label, this);
    name->setProperty("muted", true);
    name->setBuddy(field);
    if (field->accessibleName().isEmpty()) {
        field->setAccessibleName(label);
    }
    m_fields->addWidget(name, row, 0);
    m_fields->addWidget(field, row, 1);
}

void PolicySection::addWide(QWidget* widget) {
    m_column->addWidget(widget);
}

TableView* PolicySection::addTable(PolicyRowsModel* model, const QString& add, const QString& remove) {
    m_model = model;
    m_add = sectionButton("plus", add, m_head);
    m_remove = sectionButton("minus", remove, m_head);
    m_head->layout()->addWidget(m_add);
    m_head->layout()->addWidget(m_remove);
    m_table = new TableView(this);
    m_table->setModel(model);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_none = new QLabel(tr("None"), this);
    m_none->setProperty("muted", true);
    m_column->addWidget(m_table);
    m_column->addWidget(m_none);
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        // The Enter that ends an edit comes here, too, before the editor is gone.
        if (index.flags().testFlag(Qt::ItemIsEditable) && !m_table->isPersistentEditorOpen(index)) {
            m_table->edit(index);
        }
    });
    connect(m_add, &QToolButton::clicked, this, [this] {
        m_model->append();
        const int last = m_model->rowCount() - 1;
        m_table->setFocus();
        m_table->setCurrentIndex(m_model->index(last, 0));
    });
    connect(m_remove, &QToolButton::clicked, this, [this] {
        if (m_table->currentIndex().isValid()) {
            m_model->remove(m_table->currentIndex().row());
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { setEditable(m_editable); });
    connect(model, &QAbstractItemModel::rowsInserted, this, &PolicySection::fitTable);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &PolicySection::fitTable);
    fitTable();
    setEditable(true);
    return m_table;
}

void PolicySection::fitTable() {
    const int rows = m_model->rowCount();
    m_table->setVisible(rows > 0);
    m_none->setVisible(rows == 0);
    m_table->setFixedHeight(extent::kTableHeader + std::clamp(rows, 1, kShownRows) * space::kRow + space::k2);
    setEditable(m_editable);
}

void PolicySection::setEditable(bool editable) {
    m_editable = editable;
    if (m_model) {
        m_model->setEditable(editable);
        m_add->setEnabled(editable);
        const bool chosen = m_table->currentIndex().isValid() && m_model->rowCount() > 0;
        m_remove->setEnabled(editable && chosen);
        return;
    }
    for (auto* one : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (one->focusPolicy() != Qt::NoFocus) {
            one->setEnabled(editable);
        }
    }
}

void PolicySection::colour() {
    const Tokens& t = Theme::current().tokens();
    m_problems->setStyleSheet(QStringLiteral("color:%1").arg((m_wrong ? t.faulted : t.waiting).name()));
}

void PolicySection::showProblems(const std::vector<api::Problem>& problems) {
    QStringList lines;
    m_wrong = false;
    for (const auto& one : problems) {
        const bool ours = std::any_of(m_members.begin(), m_members.end(),
                                      [&one](const auto& member) { return api::isWithin(one.pointer, '/' + member); });
        if (ours) {
            m_wrong = m_wrong || one.severity == api::Severity::error;
            lines << tr("%1: %2").arg(toText(one.pointer), cutText(one.message, kShownText));
        }
    }
    colour();
    m_problems->setText(lines.join(QLatin1Char('\n')));
    m_problems->setVisible(!lines.isEmpty());
    if (m_model) {
        m_model->setProblems(problems);
    }
}

}  // namespace beamline::ui
