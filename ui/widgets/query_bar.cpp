// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/query_bar.h"

#include <QAccessible>
#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/completion_popup.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

/// The line itself: sends keys to the bar first, and draws a wave below mistakes.
class QueryField : public QLineEdit {
public:
    explicit QueryField(QueryBar* bar) : QLineEdit(bar), m_bar(bar) {}

    QRect partRect(qsizetype offset, qsizetype length) const {
        const QFontMetrics metrics(font());
        const QRect cursor = cursorRect();
        const auto at = [&](qsizetype letter) {
            return cursor.center().x() + metrics.horizontalAdvance(text().left(letter)) -
                   metrics.horizontalAdvance(text().left(cursorPosition()));
        };
        return {QPoint(at(offset), cursor.top()), QPoint(at(offset + length), cursor.bottom())};
    }

protected:
    bool event(QEvent* event) override {
        // Tab would leave the field before keyPressEvent() sees it.
        if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab &&
            m_bar->takeKey(static_cast<QKeyEvent*>(event))) {
            return true;
        }
        return QLineEdit::event(event);
    }
    void keyPressEvent(QKeyEvent* event) override {
        if (!m_bar->takeKey(event)) {
            QLineEdit::keyPressEvent(event);
        }
    }
    void focusInEvent(QFocusEvent* event) override {
        QLineEdit::focusInEvent(event);
        Q_EMIT m_bar->entered();
    }
    void focusOutEvent(QFocusEvent* event) override {
        QLineEdit::focusOutEvent(event);
        m_bar->left(event->reason());
    }
    void paintEvent(QPaintEvent* event) override {
        QLineEdit::paintEvent(event);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipRect(rect().adjusted(space::k24 + space::k4, 0, -space::k24, 0));  // between the two buttons
        painter.setPen(QPen(Theme::current().tokens().faulted, 1.2));
        for (const QueryMistake& mistake : std::as_const(m_bar->m_mistakes)) {
            const QRect part = partRect(mistake.offset, mistake.length);
            QPainterPath wave(QPointF(part.left(), part.bottom()));
            bool up = true;
            for (int x = part.left() + space::k2; x <= part.right(); x += space::k2) {
                wave.lineTo(x, part.bottom() - (up ? space::k2 : 0));
                up = !up;
            }
            painter.drawPath(wave);
        }
    }

private:
    QueryBar* m_bar;
};

QueryBar::QueryBar(const QString& name, const QString& placeholder, Reader reader, Completer completer, QWidget* parent)
    : QWidget(parent),
      m_reader(std::move(reader)),
      m_completer(std::move(completer)),
      m_field(new QueryField(this)),
      m_note(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k4);
    m_field->setAccessibleName(name);
    m_field->setPlaceholderText(placeholder);
    m_field->setAccessibleDescription(placeholder);
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumHeight(space::kControl);
    m_field->setMaxLength(2 * kMaxQueryLength);  // a mistake is told, a book is not laid out
    m_field->addAction(Icon::get(QStringLiteral("search")), QLineEdit::LeadingPosition)->setEnabled(false);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->hide();
    column->addWidget(m_field);
    column->addWidget(m_note);
    setFocusProxy(m_field);
    const auto tint = [this] {
        m_note->setStyleSheet(QStringLiteral("color:%1").arg(Theme::current().tokens().faulted.name()));
    };
    tint();
    showMistakes({});
    connect(&Theme::current(), &Theme::changed, m_note, tint);

    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, [this] { apply(false); });
    connect(m_field, &QLineEdit::textChanged, this, &QueryBar::edited);
    connect(m_field, &QLineEdit::textEdited, this, [this] {
        m_place = -1;
        offer(false);
    });
    connect(m_field, &QLineEdit::returnPressed, this, [this] { apply(true); });
}

// Now: the focus that leaves with it has nobody to tell.
QueryBar::~QueryBar() {
    delete m_field;
    delete m_popup;
}

QString QueryBar::text() const {
    return m_field->text();
}

void QueryBar::setText(const QString& text) {
    {
        const QSignalBlocker block(m_field);
        m_field->setText(text);
    }
    m_place = -1;
    closePopup();
    m_rest.stop();
    showMistakes(m_reader(m_field->text()));
    if (m_mistakes.isEmpty()) {
        m_applied = m_field->text();
        Q_EMIT appliedChanged(m_applied);
    }
}

QString QueryBar::mistake() const {
    return m_note->isHidden() ? QString() : m_note->text();
}

void QueryBar::selectAll() {
    m_field->selectAll();
}

void QueryBar::setHistory(const QStringList& history) {
    m_history.clear();
    for (const QString& text : history) {
        if (m_history.size() < kMaxHistory && !text.isEmpty() && text.size() <= kMaxQueryLength) {
            m_history.append(text);
        }
    }
    m_place = -1;
}

bool QueryBar::isChoosing() const {
    return m_popup && m_popup->isVisible();
}

void QueryBar::closePopup() {
    if (m_popup) {
        m_popup->hide();
    }
}

bool QueryBar::takeKey(QKeyEvent* event) {
    const int key = event->key();
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer(true);
        return true;
    }
    if (isChoosing()) {
        if (key == Qt::Key_Tab && plain && m_popup->current() < 0) {
            QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, Qt::NoModifier);
            m_popup->takeKey(&down);
        }
        if (m_popup->takeKey(event)) {
            m_rest.start();  // what stands there may be meant after all
            return true;
        }
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End) {
            closePopup();
        }
    }
    if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
        m_field->clear();
        return true;
    }
    return plain && ((key == Qt::Key_Up && recall(1)) || (key == Qt::Key_Down && recall(-1)));
}

/// Who has gone elsewhere in the window is no longer thinking: what is not finished is a mistake now.
void QueryBar::left(Qt::FocusReason reason) {
    closePopup();
    const bool comesBack = reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason;
    if (m_rest.isActive() || (!comesBack && m_field->text() != m_applied)) {
        apply(false);
    }
    if (m_field->text() == m_applied) {
        remember(m_applied);
    }
}

void QueryBar::edited() {
    if (m_field->text().isEmpty()) {
        closePopup();
        apply(false);
        return;
    }
    if (!m_mistakes.isEmpty()) {
        showMistakes(m_reader(m_field->text()));  // their places have moved, or they are mended
    }
    m_rest.start();
}

/// `finished`: Enter says that the text is meant as it stands.
void QueryBar::apply(bool finished) {
    m_rest.stop();
    const QString text = m_field->text();
    if (!finished && isChoosing()) {
        return;
    }
    auto mistakes = m_reader(text);
    if (!finished && m_field->hasFocus()) {
        const auto cursor = m_field->cursorPosition();
        const auto writing = mistakes.removeIf(
            [&](const QueryMistake& one) { return one.unfinished && one.offset + one.length == cursor; });
        if (writing > 0 && mistakes.isEmpty()) {
            showMistakes({});
            return;  // somebody is thinking in the middle of a condition
        }
    }
    showMistakes(mistakes);
    if (!mistakes.isEmpty()) {
        return;
    }
    if (finished) {
        remember(text);
    }
    if (finished || text != m_applied) {
        m_applied = text;
        Q_EMIT appliedChanged(text);
    }
}

void QueryBar::showMistakes(const QVector<QueryMistake>& mistakes) {
    m_mistakes = mistakes;
    m_field->update();
    QStringList all;
    for (const QueryMistake& one : mistakes) {
        all << one.text;
    }
    const int more = static_cast<int>(all.size()) - 1;
    const QString note = all.value(0) + (more > 0 ? u' ' + tr("And %n more mistake(s).", nullptr, more) : QString());
    const bool other = note != mistake();
    const bool isNew = !note.isEmpty() && other;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_field->setToolTip(all.isEmpty() ? tr("Ctrl+Space shows what can be written, Up and Down what was asked before")
                                      : all.join(u'\n'));
    m_field->setAccessibleDescription(note.isEmpty() ? m_field->placeholderText() : note);
    if (isNew) {
        QAccessibleEvent event(m_field, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    if (other) {
        Q_EMIT mistakeChanged(note);
    }
}

/// `asked`: by key; otherwise only what is being written is completed.
void QueryBar::offer(bool asked) {
    const QString text = m_field->text();
    const int cursor = m_field->cursorPosition();
    m_offered = m_completer(text, cursor);
    if (m_offered.items.isEmpty() || (!asked && (cursor == 0 || text[cursor - 1].isSpace()))) {
        closePopup();
        return;
    }
    if (!m_popup) {
        m_popup = new CompletionPopup(m_field);
        connect(m_popup, &CompletionPopup::chosen, this, &QueryBar::insert);
    }
    const int x = m_field->partRect(m_offered.offset, 0).left();
    m_popup->offer(m_offered.items, {x, 0, 1, m_field->height()}, asked);  // clear of the frame
}

void QueryBar::insert(const Completion& completion) {
    const QueryCompletions place = m_offered;
    if (place.offset + place.length > m_field->text().size()) {
        return;
    }
    m_field->setSelection(static_cast<int>(place.offset), static_cast<int>(place.length));
    m_field->insert(completion.insert);  // one step back undoes it; what follows a key is offered next
}

void QueryBar::remember(const QString& text) {
    const QString plain = text.trimmed();
    if (plain.isEmpty() || m_history.value(0) == plain) {
        return;
    }
    m_history.removeAll(plain);
    m_history.prepend(plain);
    m_history = m_history.mid(0, kMaxHistory);
    m_place = -1;
    Q_EMIT historyChanged(m_history);
}

/// Up goes back; down comes forward, at last to what was being written.
bool QueryBar::recall(int step) {
    int place = m_place + step;
    if (m_place < 0 && m_history.value(0) == m_field->text().trimmed()) {
        ++place;  // it stands there already
    }
    if (place < -1 || place >= m_history.size() || (m_place < 0 && step < 0)) {
        return true;
    }
    if (m_place < 0) {
        m_draft = m_field->text();
    }
    m_place = place;
    closePopup();
    m_field->setText(place < 0 ? m_draft : m_history[place]);
    return true;
}

}  // namespace beamline::ui
