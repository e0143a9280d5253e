// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/completion_popup.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "ui/models/formatting.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kDetailRole = Qt::UserRole + 1;
constexpr int kKindRole = Qt::UserRole + 2;
constexpr int kListWidth = 36;  // in letters
constexpr int kTextWidth = 34;

QString iconOf(Completion::Kind kind) {
    switch (kind) {
        case Completion::Kind::Function:
            return QStringLiteral("workflows");
        case Completion::Kind::TaskKind:
            return QStringLiteral("run");
        case Completion::Kind::Name:
            return QStringLiteral("branch");
        case Completion::Kind::Argument:
        case Completion::Kind::Member:
            return QStringLiteral("minus");
        case Completion::Kind::Word:
            return QStringLiteral("check");
    }
    return {};
}

class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = Theme::current().tokens();
        painter->save();
        if (option.state & QStyle::State_Selected) {
            paintSelectedRow(*painter, option);
        }
        QRect rect = option.rect.adjusted(space::k8, 0, -space::k8, 0);
        const auto kind = Completion::Kind(index.data(kKindRole).toInt());
        Icon::get(iconOf(kind), Icon::Role::Text3)
            .paint(painter, QRect(rect.left(), rect.center().y() - space::k8 + 1, space::kIcon, space::kIcon));
        rect.setLeft(rect.left() + space::kIcon + space::k8);
        painter->setFont(Theme::current().font(TextRole::Mono));
        painter->setPen(t.text);
        const QString label = index.data(Qt::DisplayRole).toString();
        const int width = std::min(painter->fontMetrics().horizontalAdvance(label), rect.width());
        painter->drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter),
                          painter->fontMetrics().elidedText(label, Qt::ElideMiddle, rect.width()));
        rect.setLeft(rect.left() + width + space::k12);
        painter->setFont(Theme::current().font(TextRole::Small));
        painter->setPen(t.text2);
        painter->drawText(
            rect, int(Qt::AlignRight | Qt::AlignVCenter),
            painter->fontMetrics().elidedText(index.data(kDetailRole).toString(), Qt::ElideRight, rect.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, space::k24}; }
};
}  // namespace

CompletionPopup::CompletionPopup(QWidget* owner) : QFrame(owner->window()), m_owner(owner) {
    setProperty("popup", true);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Completions"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(1, 1, 1, 1);
    row->setSpacing(0);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Completions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_text->setMargin(space::k12);
    m_text->setProperty("muted", true);
    row->addWidget(m_list);
    row->addWidget(m_text, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionPopup::showText);
    connect(m_list, &QListWidget::itemClicked, this, &CompletionPopup::accept);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
    hide();
}

void CompletionPopup::offer(const QVector<Completion>& items, const QRect& word, bool choose) {
    m_items = items;
    {
        const QSignalBlocker block(m_list);
        m_list->clear();
        for (const Completion& one : items) {
            auto* item = new QListWidgetItem(one.label, m_list);
            item->setData(kDetailRole, one.detail);
            item->setData(kKindRole, int(one.kind));
            item->setData(Qt::AccessibleTextRole,
                          one.detail.isEmpty() ? one.label : one.label + QStringLiteral(", ") + one.detail);
        }
        m_list->setCurrentRow(choose ? 0 : -1);
    }
    showText();
    place(word);
    show();
    raise();
}

int CompletionPopup::current() const {
    return isVisible() ? m_list->currentRow() : -1;
}

void CompletionPopup::showText() {
    const int row = m_list->currentRow();
    const QString text = row < 0 || row >= m_items.size() ? QString() : m_items[row].text;
    m_text->setText(breakable(cutText(toUtf8(text), kShownText)));
    if (row >= 0 && isVisible()) {
        QAccessibleEvent event(m_list, QAccessible::Focus);
        event.setChild(row);
        QAccessible::updateAccessibility(&event);
    }
}

void CompletionPopup::place(const QRect& word) {
    const int letter = QFontMetrics(Theme::current().font(TextRole::Body)).averageCharWidth();
    const QRect room = window()->rect().adjusted(space::k8, space::k8, -space::k8, -space::k8);
    const bool texts =
        std::any_of(m_items.begin(), m_items.end(), [](const Completion& one) { return !one.text.isEmpty(); });
    const int listWidth = kListWidth * letter;
    const int textWidth = std::min(kTextWidth * letter, room.width() - listWidth);
    const bool beside = texts && textWidth > listWidth / 2;
    m_list->setFixedWidth(listWidth);
    m_text->setVisible(beside);
    m_text->setFixedWidth(beside ? textWidth : 0);
    int tallest = 0;
    for (const Completion& one : std::as_const(m_items)) {
        if (beside) {
            const QString text = breakable(cutText(toUtf8(one.text), kShownText));
            tallest = std::max(
                tallest, m_text->fontMetrics()
                             .boundingRect(0, 0, textWidth - 2 * space::k12, room.height(), Qt::TextWordWrap, text)
                             .height());
        }
    }
    const int rows = std::clamp(static_cast<int>(m_items.size()), 1, kMaxRows);
    const int least = rows * space::k24;
    const int most = kMaxRows * space::k24;
    const int height = space::k8 + std::max(least, std::min(most, beside ? tallest + 2 * space::k12 : 0));
    const QPoint corner = m_owner->mapTo(window(), word.bottomLeft());
    const int above = m_owner->mapTo(window(), word.topLeft()).y() - space::k4 - height;
    const int below = corner.y() + space::k4;
    const int width = 2 + listWidth + (beside ? textWidth : 0);
    const int y = below + height <= room.bottom() || above < room.top() ? below : above;
    setGeometry(std::clamp(corner.x() - space::k24, room.left(), std::max(room.left(), room.right() - width)), y, width,
                height);
}

bool CompletionPopup::takeKey(QKeyEvent* event) {
    if (!isVisible()) {
        return false;
    }
    const int row = m_list->currentRow();
    const int count = m_list->count();
    switch (event->key()) {
        case Qt::Key_Down:
            m_list->setCurrentRow((row + 1) % count);
            return true;
        case Qt::Key_Up:
            m_list->setCurrentRow((row <= 0 ? count : row) - 1);
            return true;
        case Qt::Key_PageDown:
            m_list->setCurrentRow(std::min(row + kMaxRows, count - 1));
            return true;
        case Qt::Key_PageUp:
            m_list->setCurrentRow(std::max(row - kMaxRows, 0));
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
            if (row < 0 || event->modifiers() != Qt::NoModifier) {
                hide();
                return false;
            }
            accept();
            return true;
        default:
            return false;
    }
}

void CompletionPopup::accept() {
    const int row = m_list->currentRow();
    hide();
    if (row >= 0 && row < m_items.size()) {
        Q_EMIT chosen(Completion(m_items[row]));
    }
}

}  // namespace beamline::ui
