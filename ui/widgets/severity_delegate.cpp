// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/severity_delegate.h"

#include <QPainter>

#include "ui/models/roles.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"

namespace beamline::ui {

void SeverityDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const bool error = api::Severity(index.data(KindRole).toInt()) == api::Severity::error;
    const QRect icon(rect.left(), rect.center().y() - space::kIcon / 2 + 1, space::kIcon, space::kIcon);
    Icon::get(error ? QStringLiteral("error") : QStringLiteral("warning"),
              error ? Icon::Role::Faulted : Icon::Role::Waiting)
        .paint(&painter, inReading(painter, rect, icon));
    CellDelegate::paintContent(painter, inReading(painter, rect, rect.adjusted(space::kIcon + space::k8, 0, 0, 0)),
                               index);
}

}  // namespace beamline::ui
