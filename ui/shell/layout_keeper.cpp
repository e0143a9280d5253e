// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/layout_keeper.h"

#include <QSplitter>
#include <algorithm>

#include "ui/session/settings.h"

namespace beamline::ui {

LayoutKeeper::LayoutKeeper(Settings& settings, QObject* parent) : QObject(parent), m_settings(settings) {}

void LayoutKeeper::keep(const QString& name, QWidget* page) {
    m_kept.erase(std::remove_if(m_kept.begin(), m_kept.end(), [](const Kept& one) { return !one.splitter; }),
                 m_kept.end());
    int number = 0;
    for (auto* splitter : page->findChildren<QSplitter*>()) {
        const QString own = splitter->objectName();
        const QString view = QStringLiteral("%1.%2").arg(name, own.isEmpty() ? QString::number(++number) : own);
        m_kept.push_back({splitter, splitter->saveState()});
        splitter->restoreState(m_settings.viewState(view, kVersion));
        connect(splitter, &QSplitter::splitterMoved, this,
                [this, splitter, view] { m_settings.setViewState(view, kVersion, splitter->saveState()); });
    }
}

void LayoutKeeper::reset() {
    for (const auto& one : m_kept) {
        if (one.splitter) {
            one.splitter->restoreState(one.first);
        }
    }
}

}  // namespace beamline::ui
