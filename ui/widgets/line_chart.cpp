// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/line_chart.h"

#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QStringList>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

namespace beamline::ui {

namespace {
/// The next of 1, 2, 5, 10, … so that the axis ends at a figure that people read.
double roundUp(double value) {
    if (value <= 1) {
        return 1;
    }
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 4.0, 5.0, 8.0, 10.0}) {
        if (value <= step * power) {
            return step * power;
        }
    }
    return value;
}

/// Lines that lie on one another are all seen: the first is broad, the second a narrow one along its middle, the third
/// dashes that let both through. One line alone is a line.
QPen penOf(qsizetype line, qsizetype lines, const QColor& color) {
    constexpr double kThin = 2;
    constexpr double kBroad = 5;
    QPen pen(color, line == 0 && lines > 1 ? kBroad : kThin);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    if (line >= 2) {
        pen.setDashPattern({3, 3});
    }
    return pen;
}

/// How the line looks, in letters.
QString sampleOf(qsizetype line, qsizetype lines) {
    return lines < 2   ? QString()
           : line == 0 ? QStringLiteral("\u2501 ")
           : line == 1 ? QStringLiteral("\u2500 ")
                       : QStringLiteral("\u2504 ");
}

/// With its day where the same hour may come twice.
QString timeText(qint64 at, qint64 span) {
    constexpr qint64 kManyHours = 20 * 3'600'000LL;
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at),
                              span > kManyHours ? QStringLiteral("ddd HH:mm") : QStringLiteral("HH:mm"));
}
}  // namespace

LineChart::LineChart(Format format, QWidget* parent)
    : QWidget(parent),
      m_format(std::move(format)),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_time(new QDateTimeAxis(this)),
      m_values(new QValueAxis(this)) {
    setLayoutDirection(Qt::LeftToRight);  // time runs as the axes of Qt Charts do, in every language
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    auto* times = new QHBoxLayout;  // where the line begins and ends says more than ticks between
    times->setContentsMargins(0, 0, 0, 0);
    m_begin = new QLabel(this);
    m_end = new QLabel(this);
    for (QLabel* label : {m_begin, m_end}) {
        label->setFont(Theme::current().font(TextRole::Small));
        label->setProperty("muted", true);
    }
    times->addWidget(m_begin);
    times->addStretch(1);
    times->addWidget(m_end);
    column->addLayout(times);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setInteractive(false);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->installEventFilter(this);
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_values->setTickCount(3);
    m_values->setMin(0);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_values, Qt::AlignLeft);
    m_time->setVisible(false);
    setFixedHeight(extent::kChart);
    connect(&Theme::current(), &Theme::changed, this, &LineChart::draw);
    draw();
}

LineChart::~LineChart() = default;

void LineChart::show(QVector<Line> lines, qint64 from, qint64 to, qint64 step) {
    m_lines = std::move(lines);
    m_from = from;
    m_to = to;
    m_step = step;
    draw();
    setAccessibleDescription(summary());
}

void LineChart::draw() {
    const Tokens& t = Theme::current().tokens();
    const QFont small = Theme::current().font(TextRole::Small);
    m_chart->removeAllSeries();
    double most = 0;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line& line = std::as_const(m_lines)[i];
        QLineSeries* part = nullptr;
        qint64 before = 0;
        for (const QPointF& point : line.points) {
            if (!part || point.x() - static_cast<double>(before) > 1.5 * static_cast<double>(m_step)) {
                part = new QLineSeries(m_chart);
                part->setPen(penOf(i, m_lines.size(), Icon::color(line.color)));
                m_chart->addSeries(part);
                part->attachAxis(m_time);
                part->attachAxis(m_values);
            }
            part->append(point);
            part->setPointsVisible(part->count() == 1);  // which is no line yet
            before = static_cast<qint64>(point.x());
            most = std::max(most, point.y());
        }
    }
    const auto hour = [this](qint64 at) { return timeText(at, m_to - m_from); };
    const bool none = std::all_of(m_lines.begin(), m_lines.end(), [](const Line& one) { return one.points.isEmpty(); });
    m_begin->setText(m_to == 0 ? QString() : none ? tr("Nothing measured yet") : hour(m_from));
    m_end->setText(m_to == 0 || none ? QString() : hour(m_to));
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(m_from), QDateTime::fromMSecsSinceEpoch(m_to));
    const double top = std::max(2.0, roundUp(most));  // whole numbers at its three marks
    m_values->setRange(0, top);
    m_values->setLabelsFont(small);
    m_values->setLabelsColor(t.text3);
    m_values->setGridLinePen(QPen(t.border, 1, Qt::DotLine));
    m_values->setLineVisible(false);
    m_values->setLabelFormat(std::fmod(top, 2) != 0 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
}

QString LineChart::legend() const {
    QStringList names;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line& line = m_lines[i];
        names << QStringLiteral("<b style=\"color:%1\">%2%3</b>")
                     .arg(Icon::color(line.color).name(), sampleOf(i, m_lines.size()), line.name.toHtmlEscaped());
    }
    return names.join(QStringLiteral(" · "));
}

QString LineChart::textAt(int x) const {
    if (m_lines.isEmpty() || m_lines.front().points.isEmpty()) {
        return {};
    }
    const double wanted = m_chart->mapToValue(m_chart->mapFromScene(m_view->mapToScene(QPoint(x, 0)))).x();
    const auto& points = m_lines.front().points;
    const auto nearest = std::min_element(points.begin(), points.end(), [wanted](const QPointF& a, const QPointF& b) {
        return std::abs(a.x() - wanted) < std::abs(b.x() - wanted);
    });
    if (std::abs(nearest->x() - wanted) > static_cast<double>(m_step)) {
        return {};
    }
    const auto at = nearest - points.begin();
    QStringList lines{timeText(static_cast<qint64>(nearest->x()), m_to - m_from)};
    for (const Line& line : m_lines) {
        if (at < line.points.size()) {
            lines << QStringLiteral("%1: %2").arg(line.name, m_format(line.points[at].y()));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

QString LineChart::summary() const {
    QStringList parts;
    for (const Line& line : m_lines) {
        if (!line.points.isEmpty()) {
            parts << QStringLiteral("%1 %2").arg(line.name, m_format(line.points.back().y()));
        }
    }
    return parts.join(QStringLiteral(", "));
}

bool LineChart::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = textAt(help->pos().x());
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace beamline::ui
