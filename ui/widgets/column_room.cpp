// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/column_room.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QToolTip>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/widgets/phase_counts_delegate.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kBesideText = space::kIcon + space::k4;  // what a delegate may paint there

int widestPhase() {
    const QFontMetrics metrics(Theme::current().font(TextRole::Body));
    int widest = 0;
    for (const auto phase : {api::Phase::pending, api::Phase::running, api::Phase::waiting, api::Phase::suspended,
                             api::Phase::cancelled, api::Phase::faulted, api::Phase::completed}) {
        widest = std::max(widest, metrics.horizontalAdvance(phaseText(phase)));
    }
    return widest + kBesideText + 2 * space::k12 + 1;
}

class CutTextTips : public QObject {
public:
    CutTextTips(QAbstractItemView& view, QHeaderView& header) : QObject(&header), m_view(view), m_header(header) {
        header.viewport()->installEventFilter(this);
        view.viewport()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ToolTip) {
            const auto* help = static_cast<QHelpEvent*>(event);
            const QString text = watched == m_header.viewport() ? cutTitle(help->pos()) : cutCell(help->pos());
            if (!text.isEmpty()) {
                QToolTip::showText(help->globalPos(), text, qobject_cast<QWidget*>(watched));
                return true;
            }
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QString cutTitle(const QPoint& at) const {
        const int section = m_header.logicalIndexAt(at);
        if (section < 0 || !m_header.model() || m_header.sectionSizeHint(section) <= m_header.sectionSize(section) ||
            !m_header.model()->headerData(section, m_header.orientation(), Qt::ToolTipRole).toString().isEmpty()) {
            return {};
        }
        return m_header.model()->headerData(section, m_header.orientation()).toString();
    }
    QString cutCell(const QPoint& at) const {
        const QModelIndex index = m_view.indexAt(at);
        const bool cut =
            index.isValid() && m_view.sizeHintForIndex(index).width() + kBesideText > m_view.visualRect(index).width();
        return cut && index.data(Qt::ToolTipRole).toString().isEmpty() ? index.data().toString() : QString();
    }

    QAbstractItemView& m_view;
    QHeaderView& m_header;
};
}  // namespace

int columnWidthFor(const QAbstractItemView& view, const QHeaderView& header, int column, int characters) {
    const int unit = QFontMetrics(Theme::current().font(TextRole::Body)).averageCharWidth();
    const auto* own = view.itemDelegateForColumn(column);
    const bool phases = qobject_cast<const PhaseDelegate*>(own) && !qobject_cast<const PhaseCountsDelegate*>(own);
    return std::max({characters * unit + 2 * space::k12, header.sectionSizeHint(column), phases ? widestPhase() : 0});
}

void tellCutTexts(QAbstractItemView& view, QHeaderView& header) {
    new CutTextTips(view, header);
}

}  // namespace beamline::ui
