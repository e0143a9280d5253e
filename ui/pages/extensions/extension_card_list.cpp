// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/extension_card_list.h"

#include <QDrag>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/pipeline_lane_model.h"
#include "ui/pages/extensions/extension_card_delegate.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

const char* const ExtensionCardList::kMimeType = "application/x-beamline-extension-card";

ExtensionCardList::ExtensionCardList(ExtensionCardModel* model, std::optional<PipelineLane> lane, QWidget* parent)
    : QListView(parent), m_lane(lane) {
    setModel(model);
    setItemDelegate(new ExtensionCardDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);  // cards are lit under the pointer
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(lane ? Qt::MoveAction : Qt::CopyAction);
    connect(this, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT cardActivated(index.row()); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(model, signal, this, &ExtensionCardList::fit);
    }
}

void ExtensionCardList::choose(int row) {
    setCurrentIndex(model()->index(std::min(row, model()->rowCount() - 1), 0));
}

void ExtensionCardList::setHint(const QString& hint) {
    m_hint = hint;
    setStatusTip(hint);
    viewport()->update();
}

void ExtensionCardList::setGrowing(bool growing) {
    m_growing = growing;
    fit();
}

void ExtensionCardList::fit() {
    const int card = itemDelegate()->sizeHint({}, {}).height();
    setMinimumHeight(m_growing ? std::max(1, model()->rowCount()) * card + space::k4 : card + space::k4);
    setMaximumHeight(m_growing ? minimumHeight() : QWIDGETSIZE_MAX);
}

QSize ExtensionCardList::minimumSizeHint() const {
    return {0, itemDelegate()->sizeHint({}, {}).height() + space::k4};
}

QMimeData* ExtensionCardList::mimeOf(int row) const {
    const QModelIndex index = model()->index(row, 0);
    boost::json::object what{{"id", toUtf8(index.data(IdRole).toString())},
                             {"type", toUtf8(index.data(ExtensionCardModel::WordRole).toString())},
                             {"row", row}};
    if (m_lane) {
        what["lane"] = laneMember(*m_lane);
    }
    auto* mime = new QMimeData;
    mime->setData(QString::fromLatin1(kMimeType), QByteArray::fromStdString(api::printJson(what)));
    return mime;
}

std::optional<ExtensionCardList::Dragged> ExtensionCardList::dragged(const QMimeData* data) {
    const auto json = api::parseJson(data->data(QString::fromLatin1(kMimeType)).toStdString());
    if (!json.ok() || !json->is_object()) {
        return std::nullopt;
    }
    const auto& object = json->get_object();
    const auto word = [&object](const char* key) {
        const auto* value = object.if_contains(key);
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    Dragged what;
    what.id = toText(word("id"));
    what.type = word("type");
    for (const auto lane : kPipelineLanes) {
        if (word("lane") == laneMember(lane)) {
            what.lane = lane;
        }
    }
    const auto* row = object.if_contains("row");
    what.row = row && row->is_int64() ? static_cast<int>(row->get_int64()) : -1;
    return what.id.isEmpty() ? std::nullopt : std::optional(what);
}

/// A lane takes its own cards, and of the palette those of its type; the palette takes cards of lanes.
bool ExtensionCardList::takes(const Dragged& what) const {
    return !m_lane ? what.lane.has_value() : what.lane ? what.lane == m_lane : what.type == laneType(*m_lane);
}

int ExtensionCardList::dropRow(const QPoint& position) const {
    int row = 0;
    while (row < model()->rowCount() && visualRect(model()->index(row, 0)).center().y() < position.y()) {
        ++row;
    }
    return row;
}

void ExtensionCardList::startDrag(Qt::DropActions) {
    if (row() < 0) {
        return;
    }
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeOf(row()));
    const QRect card = visualRect(currentIndex());
    drag->setPixmap(viewport()->grab(card));
    drag->setHotSpot(viewport()->mapFromGlobal(QCursor::pos()) - card.topLeft());
    drag->exec(Qt::CopyAction | Qt::MoveAction, defaultDropAction());
}

void ExtensionCardList::dragEnterEvent(QDragEnterEvent* event) {
    dragMoveEvent(event);
}

void ExtensionCardList::dragMoveEvent(QDragMoveEvent* event) {
    const auto what = dragged(event->mimeData());
    if (!what) {
        event->ignore();  // a file is for the page
        return;
    }
    const bool fits = takes(*what);
    m_dropRow = fits && m_lane ? dropRow(event->position().toPoint()) : -1;
    viewport()->update();
    fits ? event->acceptProposedAction() : event->ignore();
}

void ExtensionCardList::dragLeaveEvent(QDragLeaveEvent*) {
    m_dropRow = -1;
    viewport()->update();
}

void ExtensionCardList::dropEvent(QDropEvent* event) {
    m_dropRow = -1;
    viewport()->update();
    const auto what = dragged(event->mimeData());
    if (!what || !takes(*what)) {
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    const int to = dropRow(event->position().toPoint());
    if (!m_lane) {
        Q_EMIT stageTakenOut(*what->lane, what->row);
    } else if (what->lane) {
        Q_EMIT stageDropped(what->row, to > what->row ? to - 1 : to);
    } else {
        Q_EMIT extensionDropped(what->id, to);
    }
}

void ExtensionCardList::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    const Tokens& t = Theme::current().tokens();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (model()->rowCount() == 0 && !m_hint.isEmpty()) {
        const QRect box = viewport()->rect().adjusted(space::k2, space::k4, -space::k2, -space::k4);
        const QRect frame(box.left(), box.top(), box.width(),
                          std::min(box.height(), itemDelegate()->sizeHint({}, {}).height() - space::k8));
        QPen pen(m_dropRow >= 0 ? t.accent : t.text3, Theme::current().line());
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawRoundedRect(Theme::current().frame(frame), space::kRadius, space::kRadius);
        painter.setPen(t.text2);
        painter.setFont(Theme::current().font(TextRole::Small));
        painter.drawText(frame.adjusted(space::k8, space::k4, -space::k8, -space::k4),
                         int(Qt::AlignCenter | Qt::TextWordWrap), m_hint);
    } else if (m_dropRow >= 0) {
        const QRect last = visualRect(model()->index(model()->rowCount() - 1, 0));
        const int y = m_dropRow < model()->rowCount() ? visualRect(model()->index(m_dropRow, 0)).top() : last.bottom();
        painter.fillRect(QRect(space::k2, std::max(0, y - 1), viewport()->width() - 2 * space::k2, 3), t.accent);
    }
}

void ExtensionCardList::keyPressEvent(QKeyEvent* event) {
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && row() >= 0) {
        Q_EMIT cardActivated(row());
    } else if (plain && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        const bool back = (event->key() == Qt::Key_Left) == (layoutDirection() == Qt::LeftToRight);
        Q_EMIT neighbourAsked(back ? -1 : 1);
    } else if (event->modifiers() & Qt::ControlModifier) {
        QAbstractScrollArea::keyPressEvent(event);  // Ctrl and an arrow moves the card, not the cursor
    } else {
        QListView::keyPressEvent(event);
    }
}

void ExtensionCardList::focusInEvent(QFocusEvent* event) {
    if (row() < 0 && model()->rowCount() > 0) {
        choose(0);
    }
    QListView::focusInEvent(event);
}

}  // namespace beamline::ui
