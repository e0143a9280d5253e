// SPDX-License-Identifier: Apache-2.0
#pragma once
// Progress as a thin bar in the colour of the phase; nothing when there is no work left to do. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// Roles give int done, int total and int(api::Phase). No bar for completed and cancelled rows or a total of 0.
class ProgressDelegate : public CellDelegate {
    Q_OBJECT
public:
    ProgressDelegate(int doneRole, int totalRole, int phaseRole, QObject* parent)
        : CellDelegate(parent), m_doneRole(doneRole), m_totalRole(totalRole), m_phaseRole(phaseRole) {}

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;

private:
    int m_doneRole;
    int m_totalRole;
    int m_phaseRole;
};

}  // namespace beamline::ui
