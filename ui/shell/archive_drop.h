// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lets archives of runs be dropped onto a window. GUI thread only.

#include <QObject>

class QMimeData;
class QWidget;

namespace beamline::ui {

class ArchiveDrop : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaxFiles = 10;  ///< opened of one drop; the others are left

    explicit ArchiveDrop(QWidget* window);
    /// By its name.
    static bool isArchive(const QString& path);

Q_SIGNALS:
    void dropped(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static QStringList archives(const QMimeData* data);
};

}  // namespace beamline::ui
