// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rail on the left: the places there are, with a count of what waits there, and which engine this is. GUI thread
// only.

#include <QHash>
#include <QStringList>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QVBoxLayout;

namespace beamline::ui {

class ConnectionCard;
class NavButton;

class NavRail : public QWidget {
    Q_OBJECT
public:
    static constexpr int kWidest = 280;

    explicit NavRail(QWidget* parent = nullptr);

    /// `always`: it can be gone to without an engine. `bottom`: above the connection, apart from the others.
    void addPlace(const QString& place, const QString& icon, const QString& text, bool always, bool bottom);
    /// Said where the place is pointed at.
    void setKey(const QString& place, const QString& key);
    /// None is marked when the rail does not have it.
    void setCurrent(const QString& place);
    void setPlaceShown(const QString& place, bool shown);
    /// 0: no badge.
    void setBadge(const QString& place, qint64 count);
    /// Which connection this is; hidden until it is shown.
    ConnectionCard* connectionCard() const { return m_card; }
    /// False: there is nothing to be seen at the places, except at those that need no engine.
    void setPlacesEnabled(bool enabled);
    /// Icons only, for narrow windows.
    void setCompact(bool compact);

Q_SIGNALS:
    void chosen(const QString& place);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fit();

    QVBoxLayout* m_places;
    QButtonGroup* m_group;
    QHash<QString, NavButton*> m_buttons;
    QLabel* m_brand;
    ConnectionCard* m_card;
    QVBoxLayout* m_bottom;
    QStringList m_always;
    bool m_compact = false;
};

}  // namespace beamline::ui
