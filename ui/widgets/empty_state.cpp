// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

EmptyState::EmptyState(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setSpacing(space::k8);
    m_icon = new QLabel(this);
    m_icon->setAlignment(Qt::AlignCenter);
    m_title = new QLabel(this);
    m_title->setFont(Theme::current().font(TextRole::Heading));
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_text = new QLabel(this);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setProperty("muted", true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_primary = new Button(QString(), Button::Primary, this);
    m_secondary = new Button(QString(), Button::Secondary, this);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(m_primary);
    buttons->addWidget(m_secondary);
    buttons->addStretch(1);
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addWidget(m_title);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(space::k8);
    column->addLayout(buttons);
    column->addStretch(3);
    m_primary->hide();
    m_secondary->hide();
    connect(m_primary, &QPushButton::clicked, this, &EmptyState::primaryClicked);
    connect(m_secondary, &QPushButton::clicked, this, &EmptyState::secondaryClicked);
    connect(&Theme::current(), &Theme::changed, this, [this] { setIcon(m_name); });
}

void EmptyState::set(const QString& icon, const QString& title, const QString& text) {
    m_name = icon;
    setIcon(icon);
    m_title->setText(title);
    m_text->setText(text);
    fitText();
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void EmptyState::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitText();
}

/// A wrapping label beside stretches is given the height of one line: it is told its size.
void EmptyState::fitText() {
    constexpr int kTextWidth = 440;
    const int width = std::clamp(this->width() - 2 * space::k16, 160, kTextWidth);
    m_text->setMinimumHeight(0);  // or the height of a narrower moment would stay
    m_text->setFixedSize(width, m_text->text().isEmpty() ? 0 : m_text->heightForWidth(width));
}

void EmptyState::setIcon(const QString& name) {
    constexpr int kSize = 40;
    m_icon->setPixmap(Icon::get(name, Icon::Role::Text3).pixmap(QSize(kSize, kSize), devicePixelRatioF()));
}

void EmptyState::setPrimary(const QString& text) {
    m_primary->setText(text);
    m_primary->setVisible(!text.isEmpty());
}

void EmptyState::setPrimaryObstacle(const QString& why) {
    m_primary->setEnabled(why.isEmpty());
    m_primary->setToolTip(why);
    m_primary->setAccessibleDescription(why);
}

void EmptyState::setSecondary(const QString& text) {
    m_secondary->setText(text);
    m_secondary->setVisible(!text.isEmpty());
}

QString EmptyState::title() const {
    return m_title->text();
}

}  // namespace beamline::ui
