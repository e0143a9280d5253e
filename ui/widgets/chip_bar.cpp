// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chip_bar.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStyle>

#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

class Chip : public QAbstractButton {
public:
    static constexpr int kHeight = 26;

    Chip(const QString& text, QWidget* parent) : QAbstractButton(parent) {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setContextMenuPolicy(Qt::CustomContextMenu);
        connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
    }
    /// True when it is wider or narrower now.
    bool setCount(const QString& count) {
        const QSize before = sizeHint();
        m_count = count;
        setAccessibleDescription(m_count);
        update();
        return sizeHint() != before;
    }
    QString count() const { return m_count; }
    QSize sizeHint() const override {
        const QFontMetrics metrics(Theme::current().font(TextRole::Strong));
        const int count = m_count.isEmpty() ? 0 : metrics.horizontalAdvance(m_count) + space::k8;
        return {metrics.horizontalAdvance(text()) + count + space::k24, kHeight};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        const Tokens& t = theme.tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = theme.frame(rect());
        QPen pen(isChecked() ? t.accent : t.border, theme.line());
        if (!isEnabled()) {
            pen.setStyle(Qt::DashLine);
        }
        painter.setPen(pen);
        painter.setBrush(isChecked() ? t.accentSoft : underMouse() ? t.raised : t.surface);
        painter.drawRoundedRect(frame, height() / 2.0, height() / 2.0);
        if (hasKeyboardFocus(*this)) {
            const QRectF inner = frame.adjusted(2, 2, -2, -2);
            painter.setPen(QPen(t.accent, theme.ring()));
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2);
        }
        painter.setFont(Theme::current().font(isChecked() ? TextRole::Strong : TextRole::Body));
        painter.setPen(!isEnabled() ? t.text3 : isChecked() ? t.text : t.text2);
        const QRect inner = rect().adjusted(space::k12, 0, -space::k12, 0);
        painter.drawText(inner, int(Qt::AlignLeft | Qt::AlignVCenter), text());
        painter.setPen(t.text2);
        painter.drawText(inner, int(Qt::AlignRight | Qt::AlignVCenter), m_count);
    }

private:
    QString m_count;
};

ChipBar::ChipBar(QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this)), m_rest(new Button(QString(), Button::Plain, this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_rest->hide();
    connect(m_rest, &QAbstractButton::clicked, this, &ChipBar::showRest);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on) {
            place();
            Q_EMIT currentChanged(id);
        }
    });
}

int ChipBar::addChip(const QString& text, const QString& toolTip) {
    const int id = chipCount();
    auto* chip = new Chip(text, this);
    chip->setToolTip(toolTip);
    if (id == 0) {
        chip->setChecked(true);
    }
    m_group->addButton(chip, id);
    setTabOrder(id > 0 ? static_cast<QWidget*>(m_chips.back()) : m_rest, chip);
    setTabOrder(chip, m_rest);  // which keeps the place of all in the window's order
    if (m_tail) {
        setTabOrder(m_rest, m_tail);
    }
    m_chips.append(chip);
    connect(chip, &QWidget::customContextMenuRequested, this, [this, chip](const QPoint& at) {
        Q_EMIT menuRequested(static_cast<int>(m_chips.indexOf(chip)), chip->mapToGlobal(at));
    });
    chip->show();
    place();
    return id;
}

void ChipBar::clear() {
    for (Chip* chip : std::exchange(m_chips, {})) {
        m_group->removeButton(chip);
        chip->hide();
        chip->deleteLater();  // its menu may be what asked for this
    }
    place();
}

QAbstractButton* ChipBar::chip(int index) const {
    return m_chips.value(index);
}

void ChipBar::setCount(int index, qint64 count, bool more) {
    Chip* chip = m_chips.value(index);
    const QString figure = count < 0 ? QString() : QLocale().toString(count) + (more ? QStringLiteral("+") : QString());
    if (chip && chip->setCount(figure)) {
        place();
    }
}

void ChipBar::setCurrent(int index) {
    if (auto* chosen = m_group->checkedButton(); chosen && index < 0) {
        m_group->setExclusive(false);
        chosen->setChecked(false);
        m_group->setExclusive(true);
    }
    if (auto* chip = m_group->button(index)) {
        chip->setChecked(true);
    }
    place();
}

int ChipBar::current() const {
    return m_group->checkedId();
}

QAbstractButton* ChipBar::setTail(const QString& text) {
    auto* tail = new Chip(text, this);
    tail->setCheckable(false);
    m_tail = tail;
    place();
    return tail;
}

QSize ChipBar::sizeHint() const {
    int width = m_tail ? m_tail->sizeHint().width() : 0;
    for (const Chip* chip : m_chips) {
        width += chip->sizeHint().width() + space::k8;
    }
    return {width, space::kControl};
}

QSize ChipBar::minimumSizeHint() const {
    const int first = m_chips.isEmpty() ? 0 : m_chips.front()->sizeHint().width();
    return {first + extent::kNarrowNavigation + (m_tail ? m_tail->sizeHint().width() : 0), space::kControl};
}

/// The chips that have room, in their order; the chosen one always has.
QVector<int> ChipBar::fitting(int width) const {
    QVector<int> shown;
    int used = 0;
    const auto need = [this](int at) { return m_chips[at]->sizeHint().width() + space::k8; };
    for (int at = 0; at < chipCount() && used + need(at) <= width; ++at) {
        used += need(at);
        shown.append(at);
    }
    const int chosen = current();
    if (chosen >= 0 && chosen < chipCount() && !shown.contains(chosen)) {
        while (!shown.isEmpty() && used + need(chosen) > width) {
            used -= need(shown.takeLast());
        }
        shown.append(chosen);
    }
    return shown;
}

void ChipBar::place() {
    const int tail = m_tail ? m_tail->sizeHint().width() + space::k8 : 0;
    QVector<int> shown = fitting(width() - tail);
    const bool all = shown.size() == chipCount();
    if (!all) {
        shown = fitting(width() - tail - extent::kNarrowNavigation);
    }
    int x = 0;
    const auto put = [&](QWidget* one) {
        const QSize size = one->sizeHint();
        const QRect at(QPoint(x, (height() - size.height()) / 2), size);
        one->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
        x += size.width() + space::k8;
    };
    for (int at = 0; at < chipCount(); ++at) {
        const bool fits = shown.contains(at);
        m_chips[at]->setVisible(fits);
        if (fits) {
            put(m_chips[at]);
        }
    }
    m_rest->setVisible(!all);
    if (!all) {
        const int hidden = chipCount() - static_cast<int>(shown.size());
        m_rest->setText(QStringLiteral("+%1").arg(QLocale().toString(hidden)));
        m_rest->setAccessibleName(tr("%n more", nullptr, hidden));
        m_rest->setToolTip(m_rest->accessibleName());
        put(m_rest);
    }
    if (m_tail) {
        put(m_tail);
    }
}

void ChipBar::showRest() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int at = 0; at < chipCount(); ++at) {
        if (m_chips[at]->isHidden()) {
            const QString count = m_chips[at]->count();
            auto* action = menu->addAction(count.isEmpty() ? m_chips[at]->text()
                                                           : QStringLiteral("%1\t%2").arg(m_chips[at]->text(), count));
            connect(action, &QAction::triggered, this, [this, at] { setCurrent(at); });
        }
    }
    menu->popup(m_rest->mapToGlobal(QPoint(0, m_rest->height())));
}

void ChipBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

}  // namespace beamline::ui
