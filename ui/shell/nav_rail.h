// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rail on the left: the places there are, with a count of what waits there, and which engine this is. GUI thread
// only.

#include <QHash>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QVBoxLayout;

namespace beamline::ui {

class NavButton;

class NavRail : public QWidget {
    Q_OBJECT
public:
    explicit NavRail(QWidget* parent = nullptr);

    void addPlace(const QString& place, const QString& icon, const QString& text, const QString& key);
    void setCurrent(const QString& place);
    /// 0: no badge.
    void setBadge(const QString& place, qint64 count);
    /// An empty name: there is none now.
    void setEngine(const QString& engine, const QString& profile, const QString& toolTip);
    /// Icons only, for narrow windows.
    void setCompact(bool compact);

Q_SIGNALS:
    void chosen(const QString& place);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_places;
    QButtonGroup* m_group;
    QHash<QString, NavButton*> m_buttons;
    QLabel* m_brand;
    QWidget* m_engineCard;
    bool m_known = false;
    bool m_compact = false;
    QLabel* m_engine;
    QLabel* m_profile;
};

}  // namespace beamline::ui
