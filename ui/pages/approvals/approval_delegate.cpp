// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/approval_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QStyleOptionButton>
#include <algorithm>

#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

constexpr int kHeight = 62;
constexpr int kPillHeight = 20;

/// Paints a pill that ends at `right` and returns where it begins.
int pillBefore(QPainter& painter, int right, const QRect& line, const QString& text, const QColor& color,
               const QColor& soft) {
    const int width = pillWidth(text);
    const QRect rect(right - width, line.center().y() - kPillHeight / 2, width, kPillHeight);
    paintPill(painter, rect, text, color, soft);
    return rect.left() - space::k8;
}

/// Its workflow, behind what is known of it besides.
QString aboutOf(const QModelIndex& index) {
    QStringList parts;
    for (const int role :
         {ApprovalListModel::TogetherRole, ApprovalListModel::ClaimedRole, ApprovalListModel::AmountRole}) {
        parts << index.data(role).toString();
    }
    parts << index.siblingAtColumn(ApprovalListModel::WorkflowColumn).data().toString();
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

/// Whether it is part of the selection for a batch.
void paintMark(QPainter& painter, const QStyleOptionViewItem& option, const QRect& inner, bool on) {
    QStyleOptionButton box;
    box.rect = QRect(inner.left(), inner.center().y() - space::kIcon / 2, space::kIcon, space::kIcon);
    box.state = QStyle::State_Enabled | (on ? QStyle::State_On : QStyle::State_Off);
    const auto* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, &painter, option.widget);
}

}  // namespace

void ApprovalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    painter->save();
    if (option.state & QStyle::State_Selected) {
        paintSelection(*painter, option.rect);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, t.raised);
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.border);
    QRect inner = option.rect.adjusted(space::k16, space::k8, -space::k16, -space::k8);
    if (index.data(ApprovalListModel::SelectingRole).toBool()) {
        paintMark(*painter, option, inner, index.data(ApprovalListModel::SelectedRole).toBool());
        inner.setLeft(inner.left() + space::kIcon + space::k12);
    }
    const QRect first(inner.left(), inner.top(), inner.width(), inner.height() / 2);
    const QRect second(inner.left(), first.bottom() + 1, inner.width(), inner.height() - first.height());
    painter->setFont(theme.font(TextRole::Strong));
    painter->setPen(t.text);
    painter->drawText(first, int(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, first.width()));

    const auto state = static_cast<api::ApprovalState>(index.data(ApprovalListModel::StateRole).toInt());
    const auto risk = static_cast<api::Risk>(index.data(ApprovalListModel::RiskRole).toInt());
    const QString due = index.data(ApprovalListModel::DueTextRole).toString();
    painter->setFont(theme.font(TextRole::Body));
    painter->setPen(index.data(ApprovalListModel::OverdueRole).toBool() ? t.faulted : t.text2);
    const int dueWidth = tabularWidth(painter->font(), due);
    paintTabular(*painter, QRect(second.right() - dueWidth, second.top(), dueWidth + 1, second.height()),
                 Qt::AlignRight | Qt::AlignVCenter, due);
    int right = second.right() - dueWidth - space::k8;
    const QString kept = index.data(ApprovalListModel::KeptRole).toString();
    if (!kept.isEmpty()) {
        const bool refused = index.data(ApprovalListModel::RefusedRole).toBool();
        right = pillBefore(*painter, right, second, kept, refused ? t.faulted : t.accent,
                           refused ? t.faultedSoft : t.accentSoft);
    } else if (!api::isOpen(state)) {
        const bool good = state == api::ApprovalState::approved;
        const bool bad = state == api::ApprovalState::rejected;
        right = pillBefore(*painter, right, second, approvalStateText(state),
                           good  ? t.completed
                           : bad ? t.faulted
                                 : t.cancelled,
                           good  ? t.completedSoft
                           : bad ? t.faultedSoft
                                 : t.cancelledSoft);
    } else {
        const QString quorum = index.data(ApprovalListModel::QuorumRole).toString();
        if (risk != api::Risk::high || !quorum.endsWith(QLatin1String("/1"))) {
            right = pillBefore(*painter, right, second, quorum, t.waiting, t.waitingSoft);
        }
        if (risk == api::Risk::high && right - pillWidth(riskText(risk)) > second.left()) {
            right = pillBefore(*painter, right, second, riskText(risk), theme.riskColor(risk), theme.riskSoft(risk));
        }
    }
    painter->setFont(theme.font(TextRole::Body));
    painter->setPen(t.text2);
    const QString about = aboutOf(index);
    const int width = std::max(0, right - second.left());
    painter->drawText(QRect(second.left(), second.top(), width, second.height()), int(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(about, Qt::ElideRight, width));
    painter->restore();
}

QSize ApprovalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {option.rect.width(), kHeight};
}

}  // namespace beamline::ui
