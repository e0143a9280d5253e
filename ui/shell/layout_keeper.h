// SPDX-License-Identifier: Apache-2.0
#pragma once
// Remembers how the panes of pages were drawn apart. GUI thread only.

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <vector>

class QSplitter;
class QWidget;

namespace beamline::ui {

class Settings;

class LayoutKeeper : public QObject {
    Q_OBJECT
public:
    static constexpr int kVersion = 1;  ///< changes when pages get other panes: older states are ignored

    /// `settings` must outlive it.
    explicit LayoutKeeper(Settings& settings, QObject* parent);

    /// Gives the page's splitters the state they were left in, and keeps every later one until the page goes.
    void keep(const QString& name, QWidget* page);
    /// As they came.
    void reset();

private:
    struct Kept {
        QPointer<QSplitter> splitter;
        QByteArray first;
    };

    Settings& m_settings;
    std::vector<Kept> m_kept;
};

}  // namespace beamline::ui
