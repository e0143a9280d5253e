// SPDX-License-Identifier: Apache-2.0
#pragma once
// A few lines over time, each drawn in a way of its own; spans of which nothing is known are left open. GUI thread
// only.

#include <QPointF>
#include <QVector>
#include <QWidget>
#include <functional>

#include "ui/widgets/theme.h"

class QChart;
class QChartView;
class QDateTimeAxis;
class QLabel;
class QValueAxis;

namespace beamline::ui {

class LineChart : public QWidget {
    Q_OBJECT
public:
    struct Line {
        QString name;
        Icon::Role color = Icon::Role::Running;
        QVector<QPointF> points;  ///< milliseconds since 1970, value; in order of time
    };
    using Format = std::function<QString(double)>;

    /// `format` writes a value for people: for the axis and the tool tip.
    explicit LineChart(Format format, QWidget* parent = nullptr);
    ~LineChart() override;

    /// `step`: milliseconds of one point; points that lie further apart are not joined.
    void show(QVector<Line> lines, qint64 from, qint64 to, qint64 step);
    /// The names in their colours: rich text, for the title line of a card.
    QString legend() const;
    /// What was at the instant nearest to this x of the widget; empty: nothing is known of it.
    QString textAt(int x) const;
    /// Values of the newest point, for who cannot see the lines.
    QString summary() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void draw();

    Format m_format;
    QVector<Line> m_lines;
    qint64 m_from = 0;
    qint64 m_to = 0;
    qint64 m_step = 0;
    QChart* m_chart;
    QChartView* m_view;
    QDateTimeAxis* m_time;
    QValueAxis* m_values;
    QLabel* m_begin;
    QLabel* m_end;
};

}  // namespace beamline::ui
