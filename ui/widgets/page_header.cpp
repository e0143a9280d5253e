// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/page_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/widgets/pill.h"

namespace beamline::ui {

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
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(Theme::current().font(TextRole::Title));
    m_version = new Pill(this);
    m_version->hide();
    m_phase = new Pill(this);
    m_phase->hide();
    m_figures = new QLabel(this);
    m_figures->setTextFormat(Qt::RichText);
    m_left->addWidget(m_crumb);
    m_left->addWidget(m_title);
    m_left->addWidget(m_version);
    m_left->addWidget(m_phase);
    m_left->addSpacing(space::k8);
    m_left->addWidget(m_figures);
    setFixedHeight(extent::kPageHeader);
    setTitle(title);
}

void PageHeader::setTitle(const QString& title) {
    constexpr int kMaxWidth = 420;
    m_title->setText(m_title->fontMetrics().elidedText(title, Qt::ElideMiddle, kMaxWidth));
    m_title->setToolTip(m_title->text() == title ? QString() : title);
    m_title->setAccessibleName(title);
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

void PageHeader::setFigures(const QVector<Figure>& figures) {
    QString html;
    QStringList spoken;
    for (const Figure& figure : figures) {
        const QString value = QStringLiteral("<b>%1</b>").arg(figure.value.toHtmlEscaped());
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
