// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/source_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

SourceView::SourceView(QWidget* parent) : QPlainTextEdit(parent), m_gutter(new QWidget(this)) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setProperty("bare", true);
    setFont(Theme::current().font(TextRole::Mono));
    setAccessibleName(tr("Source"));
    m_gutter->installEventFilter(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SourceView::layoutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this] { m_gutter->update(); });
    connect(&Theme::current(), &Theme::changed, this, &SourceView::mark);
    layoutGutter();
}

void SourceView::setSource(const QString& text) {
    setPlainText(text);
    m_problems.clear();
    mark();
}

void SourceView::setProblems(std::vector<api::Problem> problems) {
    m_problems = std::move(problems);
    mark();
}

void SourceView::goTo(int line, int column) {
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid()) {
        return;
    }
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, std::max(0, block.length() - 1)));
    setTextCursor(cursor);
    centerCursor();
}

const api::Problem* SourceView::problemAt(int line) const {
    const auto found =
        std::find_if(m_problems.begin(), m_problems.end(), [&](const auto& one) { return one.line == line; });
    return found == m_problems.end() ? nullptr : &*found;
}

void SourceView::mark() {
    const Tokens& t = Theme::current().tokens();
    QList<QTextEdit::ExtraSelection> marks;
    for (const auto& problem : m_problems) {
        const QTextBlock block = document()->findBlockByNumber(problem.line - 1);
        if (problem.line > 0 && block.isValid()) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(block);
            selection.format.setBackground(problem.severity == api::Severity::error ? t.faultedSoft : t.waitingSoft);
            selection.format.setProperty(QTextFormat::FullWidthSelection, true);
            marks << selection;
        }
    }
    setExtraSelections(marks);
    m_gutter->update();
}

int SourceView::gutterWidth() const {
    const int digits = std::max<int>(3, static_cast<int>(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + space::k16 + space::k8;
}

void SourceView::layoutGutter() {
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect rect = contentsRect();
    m_gutter->setGeometry(rect.left(), rect.top(), gutterWidth(), rect.height());
}

void SourceView::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    layoutGutter();
}

bool SourceView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_gutter && event->type() == QEvent::Paint) {
        paintGutter();
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void SourceView::paintGutter() {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(m_gutter);
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > m_gutter->height()) {
            break;
        }
        const auto* problem = problemAt(block.blockNumber() + 1);
        painter.setPen(!problem ? t.text3 : problem->severity == api::Severity::error ? t.faulted : t.waiting);
        painter.drawText(QRectF(0, rect.top(), m_gutter->width() - space::k12, rect.height()),
                         int(Qt::AlignRight | Qt::AlignTop), QString::number(block.blockNumber() + 1));
    }
}

bool SourceView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int line = cursorForPosition(viewport()->mapFrom(this, help->pos())).blockNumber() + 1;
        const auto* problem = problemAt(line);
        problem ? QToolTip::showText(help->globalPos(), toText(problem->message), this) : QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::event(event);
}

}  // namespace beamline::ui
