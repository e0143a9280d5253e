// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chip_bar.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
class Chip : public QAbstractButton {
public:
    Chip(const QString& text, QWidget* parent) : QAbstractButton(parent) {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
    }
    void setCount(qint64 count) {
        m_count = count < 0 ? QString() : QLocale().toString(count);
        setAccessibleDescription(m_count);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override {
        const QFontMetrics metrics(Theme::current().font(TextRole::Strong));
        const int count = m_count.isEmpty() ? 0 : metrics.horizontalAdvance(m_count) + space::k8;
        return {metrics.horizontalAdvance(text()) + count + space::k24, 26};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        const Tokens& t = theme.tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = theme.frame(rect());
        painter.setPen(hasKeyboardFocus(*this) ? QPen(t.accent, theme.ring())
                       : isChecked()           ? QPen(theme.isHighContrast() ? t.accent : t.accentSoft, theme.line())
                                               : QPen(t.border, theme.line()));
        painter.setBrush(isChecked() ? t.accentSoft : underMouse() ? t.raised : t.surface);
        painter.drawRoundedRect(frame, height() / 2.0, height() / 2.0);
        painter.setFont(Theme::current().font(isChecked() ? TextRole::Strong : TextRole::Body));
        painter.setPen(isChecked() ? t.text : t.text2);
        const QRect inner = rect().adjusted(space::k12, 0, -space::k12, 0);
        painter.drawText(inner, int(Qt::AlignLeft | Qt::AlignVCenter), text());
        painter.setPen(t.text2);
        painter.drawText(inner, int(Qt::AlignRight | Qt::AlignVCenter), m_count);
    }

private:
    QString m_count;
};
}  // namespace

ChipBar::ChipBar(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this)) {
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::k8);
    m_layout->addStretch(1);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on) {
            Q_EMIT currentChanged(id);
        }
    });
}

int ChipBar::addChip(const QString& text) {
    const int id = static_cast<int>(m_group->buttons().size());
    auto* chip = new Chip(text, this);
    if (id == 0) {
        chip->setChecked(true);
    }
    m_group->addButton(chip, id);
    m_layout->insertWidget(id, chip);
    return id;
}

void ChipBar::setCount(int index, qint64 count) {
    if (auto* chip = static_cast<Chip*>(m_group->button(index))) {
        chip->setCount(count);
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
}

int ChipBar::current() const {
    return m_group->checkedId();
}

}  // namespace beamline::ui
