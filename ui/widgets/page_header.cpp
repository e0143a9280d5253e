// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/page_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "ui/widgets/pill.h"

namespace beamline::ui {

/// One line that gives way when the header is short of room: everything else in it is a fact or a button.
class TitleLabel : public QLabel {
public:
    explicit TitleLabel(QWidget* parent) : QLabel(parent) {
        setFont(Theme::current().font(TextRole::Title));
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        setTextFormat(Qt::PlainText);
    }
    QSize sizeHint() const override {
        constexpr int kMaxWidth = 420;
        return {std::min(fontMetrics().horizontalAdvance(text()) + 1, kMaxWidth), fontMetrics().height()};
    }
    QSize minimumSizeHint() const override {
        constexpr int kMinWidth = 80;
        return {std::min(sizeHint().width(), kMinWidth), fontMetrics().height()};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideMiddle, width());
        painter.setPen(Theme::current().tokens().text);
        painter.drawText(rect(), int(Qt::AlignLeft | Qt::AlignVCenter), shown);
        setToolTip(shown == text() ? QString() : text());
    }
};

namespace {
/// Hides the figures while the title would be cut for them.
class FigureRoom : public QObject {
public:
    FigureRoom(QWidget* header, QLabel* figures) : QObject(header), m_header(header), m_figures(figures) {
        header->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) {
            const int own = m_figures->isHidden() ? m_figures->sizeHint().width() + space::k8 : 0;
            m_figures->setVisible(m_header->layout()->sizeHint().width() + own <= m_header->width());
        }
        return false;
    }

private:
    QWidget* m_header;
    QLabel* m_figures;
};
}  // namespace

PageHeader::PageHeader(const QString& title, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k16);
    m_left = new QHBoxLayout;
    m_left->setSpacing(space::k8);
    m_right = new QHBoxLayout;
    m_right->setSpacing(space::k8);
    row->addLayout(m_left);
    row->addStretch(1);
    row->addLayout(m_right);

    m_crumb = new QToolButton(this);
    m_crumb->setAutoRaise(true);
    m_crumb->setProperty("bare", true);
    m_crumb->hide();
    connect(m_crumb, &QToolButton::clicked, this, &PageHeader::crumbClicked);
    m_title = new TitleLabel(this);
    m_version = new Pill(this);
    m_version->hide();
    m_phase = new Pill(this);
    m_phase->hide();
    m_dryRun = new Pill(this);
    m_dryRun->setDryRun();
    m_dryRun->hide();
    m_figures = new QLabel(this);
    m_figures->setTextFormat(Qt::RichText);
    m_figures->setProperty("muted", true);
    connect(&Theme::current(), &Theme::changed, this, [this] { setFigures(QVector<Figure>(m_shown)); });
    m_left->addWidget(m_crumb);
    m_left->addWidget(m_title);
    m_left->addWidget(m_version);
    m_left->addWidget(m_phase);
    m_left->addWidget(m_dryRun);
    m_left->addSpacing(space::k8);
    m_left->addWidget(m_figures);
    new FigureRoom(this, m_figures);
    setFixedHeight(extent::kPageHeader);
    setTitle(title);
}

void PageHeader::setTitle(const QString& title) {
    m_title->setText(title);
}

void PageHeader::setCrumb(const QString& text) {
    m_crumb->setText(text.isEmpty() ? text : text + QStringLiteral(" /"));
    m_crumb->setAccessibleName(tr("Back to %1").arg(text));
    m_crumb->setToolTip(m_crumb->accessibleName());
    m_crumb->setVisible(!text.isEmpty());
}

void PageHeader::setVersion(const QString& version) {
    m_version->setText(version, Pill::Badge);
    m_version->setVisible(!version.isEmpty());
}

void PageHeader::setPhase(std::optional<api::Phase> phase) {
    if (phase) {
        m_phase->setPhase(*phase);
    }
    m_phase->setVisible(phase.has_value());
}

void PageHeader::setDryRun(bool dryRun) {
    m_dryRun->setVisible(dryRun);
}

void PageHeader::setFigures(const QVector<Figure>& figures) {
    m_shown = figures;
    const QString ink = Theme::current().tokens().text.name();
    QString html;
    QStringList spoken;
    for (const Figure& figure : figures) {
        const QString value = QStringLiteral("<b style=\"color:%1\">%2</b>").arg(ink, figure.value.toHtmlEscaped());
        const QString label = figure.label.toHtmlEscaped();
        html += (html.isEmpty() ? QString() : QStringLiteral("&nbsp;&nbsp;&nbsp; ")) +
                (figure.labelFirst ? label + QStringLiteral(" ") + value : value + QStringLiteral(" ") + label);
        spoken += figure.labelFirst ? figure.label + QStringLiteral(" ") + figure.value
                                    : figure.value + QStringLiteral(" ") + figure.label;
    }
    m_figures->setText(html);
    m_figures->setAccessibleName(spoken.join(QStringLiteral(", ")));
    QStringList tips;
    for (const Figure& figure : figures) {
        if (!figure.toolTip.isEmpty()) {
            tips += figure.toolTip;
        }
    }
    m_figures->setToolTip(tips.join(QLatin1Char('\n')));
}

void PageHeader::addWidget(QWidget* widget) {
    m_right->addWidget(widget);
}

}  // namespace beamline::ui
