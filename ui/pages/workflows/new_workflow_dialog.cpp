// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/new_workflow_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kAboutRole = Qt::UserRole + 1;

class TemplateDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = Theme::current().tokens();
        painter->save();
        if (option.state & QStyle::State_Selected) {
            paintSelection(*painter, option.rect);
        }
        QRect rect = option.rect.adjusted(space::k12, space::k8, -space::k12, -space::k8);
        painter->setFont(Theme::current().font(TextRole::Strong));
        painter->setPen(t.text);
        painter->drawText(rect, int(Qt::AlignLeft | Qt::AlignTop), index.data().toString());
        rect.setTop(rect.top() + painter->fontMetrics().height() + space::k2);
        painter->setFont(Theme::current().font(TextRole::Small));
        painter->setPen(t.text2);
        painter->drawText(rect, int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap),
                          index.data(kAboutRole).toString());
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        const int strong = QFontMetrics(Theme::current().font(TextRole::Strong)).height();
        const int small = QFontMetrics(Theme::current().font(TextRole::Small)).height();
        return {0, strong + 2 * small + 2 * space::k8 + space::k4};
    }
};
}  // namespace

NewWorkflowDialog::NewWorkflowDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("New workflow"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    auto* title = new QLabel(tr("Begin a workflow with"), this);
    title->setFont(Theme::current().font(TextRole::Heading));
    column->addWidget(title);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* left = new Card(split);
    m_list = new QListWidget(left);
    m_list->setAccessibleName(tr("Templates"));
    m_list->setItemDelegate(new TemplateDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    left->addBody(m_list);
    left->setMinimumWidth(extent::kListPane);
    auto* right = new Card(split);
    m_text = new CodeEditor(right);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Text of the template"));
    right->addBody(m_text);
    split->addWidget(left);
    split->addWidget(right);
    split->setSizes({extent::kListPane, 2 * extent::kListPane});
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    auto* file = new Button(tr("Open a file…"), Button::Secondary, this);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    auto* create = new Button(tr("Begin"), Button::Primary, this);
    create->setDefault(true);
    buttons->addWidget(file);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(create);
    column->addLayout(buttons);
    for (const WorkflowTemplate& one : std::as_const(m_templates)) {
        auto* item = new QListWidgetItem(one.title, m_list);
        item->setData(kAboutRole, one.summary);
        item->setData(Qt::AccessibleTextRole, one.title + QStringLiteral(". ") + one.summary);
    }
    connect(m_list, &QListWidget::currentRowChanged, this, &NewWorkflowDialog::preview);
    connect(m_list, &QListWidget::itemActivated, this, &NewWorkflowDialog::choose);
    connect(create, &QPushButton::clicked, this, &NewWorkflowDialog::choose);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(file, &QPushButton::clicked, this, [this] {
        reject();
        Q_EMIT fileAsked();
    });
    m_list->setCurrentRow(0);
    m_list->setFocus();
    const QSize room = parentWidget() ? parentWidget()->window()->size() : QSize(1000, 700);
    resize(room * 3 / 4);
}

void NewWorkflowDialog::preview() {
    if (const int row = m_list->currentRow(); row >= 0) {
        m_text->setSource(m_templates[row].source);
    }
}

void NewWorkflowDialog::choose() {
    const int row = m_list->currentRow();
    if (row >= 0 && isVisible()) {
        accept();
        Q_EMIT chosen(m_templates[row].source);
    }
}

}  // namespace beamline::ui
