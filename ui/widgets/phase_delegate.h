// SPDX-License-Identifier: Apache-2.0
#pragma once
// A phase as icon, word and colour. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// `phaseRole` gives int(api::Phase); Qt::DisplayRole, when not empty, replaces the phase's word ("Retried").
class PhaseDelegate : public CellDelegate {
    Q_OBJECT
public:
    PhaseDelegate(int phaseRole, QObject* parent) : CellDelegate(parent), m_phaseRole(phaseRole) {}

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;

private:
    int m_phaseRole;
};

}  // namespace beamline::ui
