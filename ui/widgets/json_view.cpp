// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/json_view.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/json_tree_model.h"
#include "ui/models/redaction.h"
#include "ui/models/roles.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kRowHeight = 22;

/// Keys in plain ink, values in the colour of their kind.
class JsonDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = Theme::current().tokens();
        painter->save();
        if (option.state & QStyle::State_Selected) {
            paintSelectedRow(*painter, option, index.column() == JsonTreeModel::KeyColumn);
        }
        painter->setFont(Theme::current().font(TextRole::Mono));
        painter->setPen(index.column() == JsonTreeModel::KeyColumn ? t.text : color(index));
        const QRect rect = option.rect.adjusted(2, 0, -4, 0);
        painter->drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter),
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        const QFontMetrics metrics(Theme::current().font(TextRole::Mono));
        return {metrics.horizontalAdvance(index.data().toString()) + space::k12, kRowHeight};
    }

private:
    static QColor color(const QModelIndex& index) {
        const Tokens& t = Theme::current().tokens();
        switch (static_cast<boost::json::kind>(index.data(KindRole).toInt())) {
            case boost::json::kind::string:
                return t.completed;
            case boost::json::kind::int64:
            case boost::json::kind::uint64:
            case boost::json::kind::double_:
                return t.running;
            case boost::json::kind::bool_:
                return t.suspended;
            case boost::json::kind::null:
            case boost::json::kind::array:
            case boost::json::kind::object:
                return t.text3;
        }
        return t.text;
    }
};

QToolButton* modeButton(const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    return button;
}
}  // namespace

JsonView::JsonView(QWidget* parent) : QWidget(parent), m_model(new JsonTreeModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k4);
    auto* modes = new QHBoxLayout;
    m_treeButton = modeButton(tr("Tree"), this);
    m_textButton = modeButton(tr("Text"), this);
    auto* copy = new QToolButton(this);
    copy->setIcon(Icon::get(QStringLiteral("copy")));
    copy->setAutoRaise(true);
    copy->setAccessibleName(tr("Copy the JSON"));
    copy->setToolTip(copy->accessibleName());
    auto* group = new QButtonGroup(this);
    group->addButton(m_treeButton);
    group->addButton(m_textButton);
    m_size = new QLabel(this);
    m_size->setProperty("muted", true);
    m_size->setFont(Theme::current().font(TextRole::Small));
    m_size->setContentsMargins(space::k16, 0, 0, 0);
    m_reveal = modeButton(tr("Reveal"), this);
    m_reveal->setObjectName(QStringLiteral("json.reveal"));
    m_reveal->setToolTip(tr("Values under names such as password or token are masked. Shows them."));
    m_reveal->hide();
    modes->addWidget(m_size);
    modes->addStretch(1);
    modes->addWidget(m_reveal);
    modes->addWidget(m_treeButton);
    modes->addWidget(m_textButton);
    modes->addWidget(copy);
    m_tree = new QTreeView(this);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new JsonDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setAccessibleName(tr("JSON as a tree"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->viewport()->setAutoFillBackground(false);
    m_tree->header()->setStretchLastSection(true);
    m_text = new QPlainTextEdit(this);
    m_text->setProperty("bare", true);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(Theme::current().font(TextRole::Mono));
    m_text->setAccessibleName(tr("JSON as text"));
    m_text->setTabChangesFocus(true);
    m_text->viewport()->setAutoFillBackground(false);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);
    column->addLayout(modes);
    column->addWidget(m_stack, 1);
    m_treeButton->setChecked(true);
    connect(m_textButton, &QToolButton::toggled, this, &JsonView::showText);
    connect(m_reveal, &QToolButton::toggled, this, &JsonView::reveal);
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(prettyJson(shown())); });
    makeCopies();
    connect(m_tree, &QWidget::customContextMenuRequested, this, &JsonView::contextMenu);
    connect(m_tree, &QTreeView::expanded, this, &JsonView::fitHeight);
    connect(m_tree, &QTreeView::collapsed, this, &JsonView::fitHeight);
    connect(&Theme::current(), &Theme::changed, m_tree->viewport(), QOverload<>::of(&QWidget::update));
}

/// Ctrl+C copies the value, the others are in the menu.
void JsonView::makeCopies() {
    const auto add = [this](const QString& text, const QKeySequence& key, auto what) {
        auto* action = new QAction(text, m_tree);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, what] {
            if (const QModelIndex index = m_tree->currentIndex(); index.isValid()) {
                QApplication::clipboard()->setText(what(index.siblingAtColumn(0)));
            }
        });
        m_tree->addAction(action);
        m_copies << action;
    };
    add(tr("Copy value"), QKeySequence::Copy,
        [this](const QModelIndex& at) { return prettyJson(m_model->valueAt(at)); });
    add(tr("Copy path (JSON pointer)"), {}, [this](const QModelIndex& at) { return m_model->pointerAt(at); });
    add(tr("Copy path (jq)"), {}, [this](const QModelIndex& at) { return m_model->jqPathAt(at); });
}

const api::Json& JsonView::shown() const {
    return m_model->json();
}

void JsonView::reveal(bool all) {
    m_textStale = true;
    m_model->setJson(all ? m_value : masked(m_value, sensitiveNames()));
    constexpr int kOpenLevels = 1;
    m_tree->expandToDepth(kOpenLevels);
    m_tree->resizeColumnToContents(JsonTreeModel::KeyColumn);
    showPage();
}

void JsonView::setValue(const api::Json& value, const QString& emptyText) {
    if (value == m_value && emptyText == m_emptyText) {
        return;
    }
    m_value = value;
    m_emptyText = emptyText;
    m_size->setText(value.is_null() ? QString() : jsonSizeText(value));
    const QSignalBlocker block(m_reveal);
    m_reveal->setChecked(false);  // another value is another secret
    m_reveal->setVisible(hasSensitive(value, sensitiveNames()));
    reveal(false);
}

/// A scalar and nothing at all have no branches: they are text in either mode.
void JsonView::showPage() {
    const bool text = m_textButton->isChecked() || m_model->rowCount() == 0;
    if (text) {
        fillText();
    }
    m_stack->setCurrentIndex(text ? 1 : 0);
    fitHeight();
}

void JsonView::growTo(int most) {
    m_most = most;
    fitHeight();
}

void JsonView::fitHeight() {
    if (m_most <= 0) {
        return;
    }
    const int rest = m_treeButton->sizeHint().height() + space::k4 + space::k8;
    int height = rest;
    if (m_stack->currentIndex() == 1) {
        const int lines = m_text->document()->blockCount();
        height += std::min(lines, m_most) * m_text->fontMetrics().lineSpacing() + space::k8;
    } else {
        for (QModelIndex at = m_model->index(0, 0); at.isValid() && height < m_most; at = m_tree->indexBelow(at)) {
            height += kRowHeight;
        }
    }
    setFixedHeight(std::min(height, m_most));
}

void JsonView::showText(bool text) {
    m_textButton->setChecked(text);
    m_treeButton->setChecked(!text);
    showPage();
}

void JsonView::fillText() {
    if (!m_textStale) {
        return;
    }
    m_textStale = false;
    QString text = m_value.is_null() && !m_emptyText.isEmpty() ? m_emptyText : prettyJson(shown());
    if (text.size() > kMaxTextBytes) {
        text.truncate(kMaxTextBytes);
        text += QLatin1Char('\n') + tr("… cut here; copy gives all of it.");
    }
    m_text->setPlainText(text);
}

void JsonView::contextMenu(const QPoint& position) {
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid()) {
        return;
    }
    m_tree->setCurrentIndex(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_copies);
    menu->addSeparator();
    menu->addAction(tr("Expand all below"), this,
                    [this, at = QPersistentModelIndex(index)] { m_tree->expandRecursively(at, 8); });
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

}  // namespace beamline::ui
