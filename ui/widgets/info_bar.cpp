// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/info_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTextLayout>
#include <QToolButton>

#include "ui/models/formatting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// The text as it is when it has no more lines than that in this width; otherwise cut at the end of the last.
QString firstLines(QString text, const QFont& font, int width, int most) {
    text.replace(u'\n', QChar::LineSeparator);
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WordWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
    }
    layout.endLayout();
    if (layout.lineCount() > most) {
        const auto last = layout.lineAt(most - 1).textStart();
        const QString rest = text.mid(last).section(QChar::LineSeparator, 0, 0);
        text = text.left(last) + QFontMetrics(font).elidedText(rest + QChar(0x2026), Qt::ElideRight, width);
    }
    return text.replace(QChar::LineSeparator, u'\n');
}
}  // namespace

InfoBar::InfoBar(QWidget* parent) : QFrame(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::k12, space::k4, space::k8, space::k4);
    row->setSpacing(space::k8);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action = new Button(QString(), Button::Secondary, this);
    m_more = new Button(QString(), Button::Plain, this);
    m_more->hide();
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(Icon::get(QStringLiteral("close")));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_more);
    row->addWidget(m_action);
    row->addWidget(m_close);
    setMinimumHeight(extent::kInfoBar);
    connect(m_action, &QPushButton::clicked, this, &InfoBar::actionClicked);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_whole = !m_whole;
        fit();
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        showIcon();
        update();
    });
    hide();
}

void InfoBar::showIcon() {
    const auto role = m_tone == Error     ? Icon::Role::Faulted
                      : m_tone == Warning ? Icon::Role::Waiting
                                          : Icon::Role::Accent;
    const auto name = m_tone == Error     ? QStringLiteral("error")
                      : m_tone == Warning ? QStringLiteral("warning")
                                          : QStringLiteral("info");
    m_icon->setPixmap(Icon::get(name, role).pixmap(QSize(18, 18), devicePixelRatioF()));
}

void InfoBar::show(Tone tone, const QString& text, const QString& action, bool closable) {
    const bool news = isHidden() || text != m_said;
    m_tone = tone;
    showIcon();
    m_whole = m_whole && !news;
    m_said = text;
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(closable);
    setAccessibleName(cutText(toUtf8(text), kShownText));
    QFrame::show();
    fit();
    update();
    if (news && tone == Error) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void InfoBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fit();
}

/// Whether all has room is told by the width without the button that shows the rest.
void InfoBar::fit() {
    const QString whole = breakable(cutText(toUtf8(m_said), kShownText));
    layout()->activate();
    const int more = m_more->isHidden() ? 0 : m_more->width() + space::k8;
    const int room = m_text->width() + more;
    const bool fits = firstLines(whole, m_text->font(), room, kMaxLines) == whole;
    m_more->setText(m_whole ? tr("Show less") : tr("Show all"));
    m_more->setVisible(!fits);
    layout()->activate();
    m_text->setText(fits || m_whole ? whole : firstLines(whole, m_text->font(), m_text->width(), kMaxLines));
    m_text->setToolTip(fits || m_whole ? QString() : cutText(toUtf8(m_said), kShownText));
}

QString InfoBar::text() const {
    return m_said;
}

void InfoBar::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_tone == Error     ? t.faulted
                        : m_tone == Warning ? t.waiting
                                            : t.accent,
                        Theme::current().line()));
    painter.setBrush(m_tone == Error ? t.faultedSoft : m_tone == Warning ? t.waitingSoft : t.accentSoft);
    painter.drawRoundedRect(Theme::current().frame(rect()), space::kRadius, space::kRadius);
}

}  // namespace beamline::ui
