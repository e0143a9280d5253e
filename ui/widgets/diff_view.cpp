// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diff_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>
#include <algorithm>

#include "ui/widgets/theme.h"

namespace beamline::ui {

using Kind = DiffLine::Kind;

DiffView::DiffView(QWidget* parent) : QPlainTextEdit(parent), m_gutter(new QWidget(this)) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(Theme::current().font(TextRole::Mono));
    setAccessibleName(tr("What differs"));
    m_gutter->installEventFilter(this);
    connect(this, &QPlainTextEdit::updateRequest, this, [this] { m_gutter->update(); });
    connect(&Theme::current(), &Theme::changed, this, &DiffView::fill);
    layoutGutter();
}

void DiffView::setDiff(const TextDiff& diff) {
    m_diff = diff;
    fill();
}

void DiffView::fill() {
    const Tokens& t = Theme::current().tokens();
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    const auto count = std::min<qsizetype>(m_diff.lines.size(), kMaxLines);
    for (qsizetype i = 0; i < count; ++i) {
        const DiffLine& line = m_diff.lines[i];
        QTextBlockFormat block;
        QTextCharFormat letters;
        letters.setForeground(line.kind == Kind::Skipped ? t.text3 : line.kind == Kind::Same ? t.text2 : t.text);
        if (line.kind == Kind::Added || line.kind == Kind::Removed) {
            block.setBackground(line.kind == Kind::Added ? t.completedSoft : t.faultedSoft);
        }
        if (i > 0) {
            cursor.insertBlock(block, letters);
        } else {
            cursor.setBlockFormat(block);
        }
        cursor.insertText(line.kind == Kind::Skipped ? tr("%n equal line(s)", nullptr, line.skipped) : line.text,
                          letters);
    }
    if (count < m_diff.lines.size()) {
        cursor.insertBlock(QTextBlockFormat());
        cursor.insertText(tr("… and %n more line(s).", nullptr, static_cast<int>(m_diff.lines.size() - count)));
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
    layoutGutter();
}

void DiffView::goToChange(bool forward) {
    const auto differs = [this](int line) {
        return line >= 0 && line < m_diff.lines.size() && m_diff.lines[line].kind != Kind::Same &&
               m_diff.lines[line].kind != Kind::Skipped;
    };
    const int step = forward ? 1 : -1;
    int line = textCursor().blockNumber();
    while (differs(line)) {
        line += step;
    }
    while (line >= 0 && line < m_diff.lines.size() && !differs(line)) {
        line += step;
    }
    if (differs(line)) {
        setTextCursor(QTextCursor(document()->findBlockByNumber(line)));
        centerCursor();
    }
}

void DiffView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_F8) {
        goToChange(!(event->modifiers() & Qt::ShiftModifier));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

int DiffView::numberWidth() const {
    int largest = 99;
    for (const DiffLine& line : m_diff.lines) {
        largest = std::max({largest, line.before, line.after});
    }
    return fontMetrics().horizontalAdvance(QString::number(largest)) + space::k8;
}

void DiffView::layoutGutter() {
    const int width = 2 * numberWidth() + fontMetrics().horizontalAdvance(QLatin1Char('+')) + space::k16;
    setViewportMargins(width, 0, 0, 0);
    const QRect rect = contentsRect();
    m_gutter->setGeometry(rect.left(), rect.top(), width, rect.height());
}

void DiffView::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    layoutGutter();
}

bool DiffView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_gutter && event->type() == QEvent::Paint) {
        paintGutter();
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void DiffView::paintGutter() {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(m_gutter);
    painter.setFont(font());
    const int width = numberWidth();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > m_gutter->height()) {
            break;
        }
        if (block.blockNumber() >= m_diff.lines.size()) {
            continue;
        }
        const DiffLine& line = m_diff.lines[block.blockNumber()];
        const bool added = line.kind == Kind::Added;
        const bool removed = line.kind == Kind::Removed;
        if (added || removed) {
            painter.fillRect(QRectF(0, rect.top(), m_gutter->width(), rect.height()),
                             added ? t.completedSoft : t.faultedSoft);
        }
        painter.setPen(t.text3);
        const auto number = [&](int value, int from) {
            if (value > 0) {
                painter.drawText(QRectF(from, rect.top(), width - space::k4, rect.height()), int(Qt::AlignRight),
                                 QString::number(value));
            }
        };
        number(line.before, 0);
        number(line.after, width);
        painter.setPen(added ? t.completed : removed ? t.faulted : t.text3);
        painter.drawText(QRectF(2 * width, rect.top(), m_gutter->width() - 2 * width, rect.height()),
                         int(Qt::AlignHCenter),
                         added                        ? QStringLiteral("+")
                         : removed                    ? QStringLiteral("−")
                         : line.kind == Kind::Skipped ? QStringLiteral("⋯")
                                                      : QString());
    }
}

}  // namespace beamline::ui
