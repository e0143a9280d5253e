// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/markdown_view.h"

#include <QDesktopServices>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <QTextTableCellFormat>
#include <QUrl>
#include <cmath>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// Rows are told apart by a line below each, as in every other table here.
void underline(QTextTable& table) {
    for (int row = 0; row < table.rows(); ++row) {
        for (int column = 0; column < table.columns(); ++column) {
            QTextTableCell cell = table.cellAt(row, column);
            QTextTableCellFormat format = cell.format().toTableCellFormat();
            format.setBottomBorder(1);
            format.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBottomBorderBrush(Theme::current().tokens().border);
            cell.setFormat(format);
            if (row == 0 && table.rows() > 1) {  // a title stands over its figures
                QTextBlockFormat block;
                block.setAlignment(table.cellAt(1, column).firstCursorPosition().blockFormat().alignment());
                cell.firstCursorPosition().mergeBlockFormat(block);
            }
        }
    }
}
}  // namespace

MarkdownView::MarkdownView(QWidget* parent) : QTextBrowser(parent) {
    setProperty("bare", true);
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    document()->setDocumentMargin(0);
    document()->setIndentWidth(space::k16);
    document()->setDefaultFont(Theme::current().font(TextRole::Body));
    connect(this, &QTextBrowser::anchorClicked, this, &MarkdownView::openLink);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        if (!isHidden()) {
            setText(QString(m_markdown));  // lines of tables are drawn in the colour they were made with
        }
    });
}

void MarkdownView::setText(const QString& markdown) {
    m_markdown = markdown;
    const QString shown = markdown.size() > kMaxBytes ? markdown.left(kMaxBytes) + QStringLiteral("\n\n*") +
                                                            tr("The rest is not shown.") + QStringLiteral("*")
                                                      : markdown;
    document()->setMarkdown(
        shown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownNoHTML | QTextDocument::MarkdownDialectGitHub));
    for (auto* frame : document()->rootFrame()->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(0);
            format.setBorderCollapse(true);
            format.setCellPadding(space::k4);
            format.setTopMargin(space::k8);
            format.setBottomMargin(space::k8);
            format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
            table->setFormat(format);
            underline(*table);
        }
    }
    setTabChangesFocus(true);
    setVisible(!markdown.trimmed().isEmpty());
    updateGeometry();
}

QVariant MarkdownView::loadResource(int, const QUrl&) {
    return {};  // neither a server nor a file learns that this was looked at
}

QSize MarkdownView::sizeHint() const {
    const int wide = viewport()->width() > 0 ? viewport()->width() : 400;
    return {wide, heightForWidth(wide)};
}

int MarkdownView::heightForWidth(int width) const {
    // A copy would cost more than setting the width: the document is laid out for this view only.
    document()->setTextWidth(width);
    return static_cast<int>(std::ceil(document()->size().height())) + 2;
}

void MarkdownView::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    updateGeometry();
}

void MarkdownView::openLink(const QUrl& link) {
    const QString scheme = link.scheme().toLower();
    if (scheme == QLatin1String("https") || scheme == QLatin1String("http") || scheme == QLatin1String("mailto")) {
        QDesktopServices::openUrl(link);
    }
}

}  // namespace beamline::ui
