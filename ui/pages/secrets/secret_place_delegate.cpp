// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/secrets/secret_place_delegate.h"

#include <QPainter>

#include "ui/models/secret_list_model.h"

namespace beamline::ui {

void SecretPlaceDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const auto place = static_cast<SecretPlace>(index.data(KindRole).toInt());
    const bool bad = place == SecretPlace::Missing || place == SecretPlace::Refused;
    const auto role = bad                              ? Icon::Role::Faulted
                      : place == SecretPlace::Keychain ? Icon::Role::Completed
                                                       : Icon::Role::Text2;
    const QString name = bad                               ? QStringLiteral("warning")
                         : place == SecretPlace::Keychain  ? QStringLiteral("key")
                         : place == SecretPlace::Elsewhere ? QStringLiteral("external")
                                                           : QStringLiteral("file");
    Icon::get(name, role)
        .paint(&painter, QRect(rect.left(), rect.center().y() - space::kIcon / 2 + 1, space::kIcon, space::kIcon));
    painter.setPen(Icon::color(role));
    const QRect left = rect.adjusted(space::kIcon + space::k8, 0, 0, 0);
    painter.drawText(
        left, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, left.width()));
}

}  // namespace beamline::ui
