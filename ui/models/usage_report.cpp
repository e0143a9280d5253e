// SPDX-License-Identifier: Apache-2.0
#include "ui/models/usage_report.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/run_export.h"

namespace beamline::ui {

namespace {
struct UsageReportText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::UsageReportText)
};

constexpr int kReportDpi = 144;
constexpr int kReportRow = 34;      // dots of a line of the table
constexpr int kReportChart = 300;   // dots that the chart is high
constexpr double kKeyShare = 0.25;  // of the width, for the column of keys

/// Paper is white whatever the console looks like.
class ReportPainter {
public:
    ReportPainter(QPdfWriter& writer, const UsageBook& book, const UsageInks& inks)
        : m_writer(writer), m_book(book), m_inks(inks), m_painter(&writer) {
        m_size = m_writer.pageLayout().paintRectPixels(kReportDpi).size();
    }

    int paint(UsageMeasure measure) {
        paintHead();
        paintChart(measure);
        paintTable();
        paintFoot();
        return m_page;
    }

private:
    void font(int points, bool bold, const QColor& ink) {
        QFont font = m_painter.font();
        font.setPointSize(points);
        font.setBold(bold);
        m_painter.setFont(font);
        m_painter.setPen(ink);
    }

    void write(const QString& text, int height) {
        m_painter.drawText(QRect(0, m_y, m_size.width(), height), int(Qt::AlignLeft | Qt::AlignVCenter), text);
        m_y += height;
    }

    void paintHead() {
        font(18, true, m_inks.text);
        write(usageTitleText(m_book.group()), 60);
        font(10, false, m_inks.pale);
        write(usageRangeText(m_book), 34);
        const auto total = m_book.total();
        QStringList sums;
        for (const auto measure : {UsageMeasure::Cost, UsageMeasure::Tokens, UsageMeasure::Calls, UsageMeasure::Failed,
                                   UsageMeasure::Runs, UsageMeasure::Tasks, UsageMeasure::CpuSeconds}) {
            sums << QStringLiteral("%1 %2").arg(usageTitle(measure), usageText(usageValue(total, measure), measure));
        }
        write(sums.join(QStringLiteral("  ·  ")), 34);
        if (!m_book.usage().complete) {
            write(UsageReportText::tr("There was more than an answer holds: the dearest are listed."), 34);
        }
        m_y += 20;
    }

    void paintChart(UsageMeasure measure) {
        font(11, true, m_inks.text);
        write(UsageReportText::tr("%1 over time").arg(usageTitle(measure)), 40);
        const auto values = m_book.line(std::nullopt, measure);
        double most = 0;
        for (const auto& [at, value] : values) {
            most = std::max(most, value);
        }
        font(8, false, m_inks.pale);
        write(usageText(most, measure), 24);
        const QRectF area(0, m_y, m_size.width(), kReportChart);
        m_painter.setPen(QPen(m_inks.rule, 1));
        for (const double part : {0.0, 0.5, 1.0}) {
            m_painter.drawLine(QPointF(0, area.top() + part * area.height()),
                               QPointF(area.right(), area.top() + part * area.height()));
        }
        QPolygonF line;
        const double span = static_cast<double>(std::max<api::Timestamp>(m_book.to() - m_book.from(), 1));
        for (const auto& [at, value] : values) {
            const double x = static_cast<double>(at - m_book.from()) / span * area.width();
            line << QPointF(std::clamp(x, 0.0, area.width()),
                            area.bottom() - (most > 0 ? value / most : 0) * area.height());
        }
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(m_inks.line, 3));
        m_painter.drawPolyline(line);
        m_y += kReportChart + 8;
        font(8, false, m_inks.pale);
        const QRect days(0, m_y, m_size.width(), 24);
        m_painter.drawText(days, int(Qt::AlignLeft | Qt::AlignVCenter), day(m_book.from()));
        m_painter.drawText(days, int(Qt::AlignRight | Qt::AlignVCenter), day(m_book.to()));
        m_y += 50;
    }

    static QString day(api::Timestamp at) {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at).date(), QLocale::ShortFormat);
    }

    void paintCells(const std::function<QString(int)>& text) {
        const int key = static_cast<int>(m_size.width() * kKeyShare);
        const int other = (m_size.width() - key) / (UsageModel::ColumnCount - 1);
        for (int column = 0; column < UsageModel::ColumnCount; ++column) {
            const bool first = column == UsageModel::KeyColumn;
            const QRect cell(first ? 0 : key + (column - 1) * other, m_y, (first ? key : other) - 6, kReportRow);
            m_painter.drawText(cell, int((first ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter),
                               m_painter.fontMetrics().elidedText(text(column), Qt::ElideMiddle, cell.width()));
        }
        m_y += kReportRow;
        m_painter.setPen(QPen(m_inks.rule, 1));
        m_painter.drawLine(0, m_y, m_size.width(), m_y);
    }

    void paintTitles() {
        font(7, true, m_inks.pale);
        paintCells([this](int column) { return UsageModel::columnTitle(column, m_book.group()); });
    }

    void paintTable() {
        paintTitles();
        for (const auto& row : m_book.usage().rows) {
            if (m_y + 2 * kReportRow > m_size.height()) {
                paintFoot();
                m_writer.newPage();
                ++m_page;
                m_y = 0;
                paintTitles();
            }
            font(8, false, m_inks.text);
            paintCells([&row](int column) { return UsageModel::text(row, column); });
        }
    }

    void paintFoot() {
        font(7, false, m_inks.pale);
        m_painter.drawText(QRect(0, m_size.height() - kReportRow, m_size.width(), kReportRow),
                           int(Qt::AlignRight | Qt::AlignVCenter), UsageReportText::tr("Page %1").arg(m_page));
    }

    QPdfWriter& m_writer;
    const UsageBook& m_book;
    const UsageInks& m_inks;
    QPainter m_painter;
    QSize m_size;
    int m_y = 0;
    int m_page = 1;
};
}  // namespace

QByteArray usageCsv(const UsageBook& book) {
    const auto number = [](double value) { return QByteArray::number(value, 'g', 15); };
    QByteArray csv = "key,runs,tasks,faulted,taskSeconds,cpuSeconds,decisions,calls,failed,tokens,cost\r\n";
    for (const auto& row : book.usage().rows) {
        QByteArrayList fields{csvField(toText(row.key))};
        for (const auto count : {row.runs, row.tasks, row.faulted}) {
            fields << QByteArray::number(qint64(count));
        }
        fields << number(row.taskSeconds) << number(row.cpuSeconds);
        for (const auto count : {row.decisions, row.calls, row.failed, row.tokens}) {
            fields << QByteArray::number(qint64(count));
        }
        csv += (fields << number(row.cost)).join(',') + "\r\n";
    }
    return csv;
}

QString usageRangeText(const UsageBook& book) {
    const auto text = [](api::Timestamp at) {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::ShortFormat);
    };
    return UsageReportText::tr("%1 to %2").arg(text(book.from()), text(book.to()));
}

UsagePdf usagePdf(const UsageBook& book, UsageMeasure measure, const UsageInks& inks) {
    UsagePdf made;
    QBuffer buffer(&made.bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kReportDpi);
    writer.setPageSize(QPageSize(QPageSize::A4));
    constexpr int kMargin = 15;
    writer.setPageMargins(QMarginsF(kMargin, kMargin, kMargin, kMargin), QPageLayout::Millimeter);
    writer.setTitle(usageTitleText(book.group()));
    writer.setCreator(QStringLiteral("Beamline"));
    {
        ReportPainter painter(writer, book, inks);
        made.pages = painter.paint(measure);
    }
    buffer.close();
    return made;
}

}  // namespace beamline::ui
