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
    explicit NavRail(QWidget* parent = nullptr);

    /// `always`: it can be gone to without an engine.
    void addPlace(const QString& place, const QString& icon, const QString& text, const QString& key,
                  bool always = false);
    void setCurrent(const QString& place);
    void setPlaceShown(const QString& place, bool shown);
    bool isPlaceHidden(const QString& place) const { return m_hidden.contains(place); }
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
    QVBoxLayout* m_places;
    QButtonGroup* m_group;
    QHash<QString, NavButton*> m_buttons;
    QLabel* m_brand;
    ConnectionCard* m_card;
    QStringList m_always;
    QStringList m_hidden;
};

}  // namespace beamline::ui
