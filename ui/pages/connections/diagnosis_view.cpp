// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/connections/diagnosis_view.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QString stateText(DiagnosisStep::State state) {
    switch (state) {
        case DiagnosisStep::Passed:
            return DiagnosisView::tr("passed");
        case DiagnosisStep::Warned:
            return DiagnosisView::tr("to be looked at");
        case DiagnosisStep::Failed:
            return DiagnosisView::tr("failed");
        case DiagnosisStep::NotTried:
            break;
    }
    return DiagnosisView::tr("not tried");
}

QIcon iconOf(DiagnosisStep::State state) {
    switch (state) {
        case DiagnosisStep::Passed:
            return Icon::get(QStringLiteral("check"), Icon::Role::Completed);
        case DiagnosisStep::Warned:
            return Icon::get(QStringLiteral("warning"), Icon::Role::Waiting);
        case DiagnosisStep::Failed:
            return Icon::get(QStringLiteral("error"), Icon::Role::Faulted);
        case DiagnosisStep::NotTried:
            break;
    }
    return Icon::get(QStringLiteral("minus"), Icon::Role::Text3);
}
}  // namespace

DiagnosisView::DiagnosisView(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(space::k8);
    setAccessibleName(tr("Result of the test"));
}

void DiagnosisView::clear() {
    while (auto* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_text.clear();
}

void DiagnosisView::addLine(const QIcon& icon, const QString& title, const QString& sentence, bool tried) {
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    auto* mark = new QLabel(line);
    mark->setPixmap(icon.pixmap(QSize(space::kIcon, space::kIcon), devicePixelRatioF()));
    auto* name = new QLabel(title, line);
    name->setTextFormat(Qt::PlainText);
    name->setFont(Theme::current().font(TextRole::Strong));
    name->setFixedWidth(extent::kSearch / 2);
    auto* said = new QLabel(breakable(cutText(toUtf8(sentence), kShownText)), line);
    said->setTextFormat(Qt::PlainText);
    said->setWordWrap(true);
    said->setTextInteractionFlags(Qt::TextSelectableByMouse);
    said->setProperty("muted", true);
    name->setProperty("muted", !tried);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(name, 0, Qt::AlignTop);
    row->addWidget(said, 1);
    m_rows->addWidget(line);
}

void DiagnosisView::showTesting() {
    clear();
    m_text = tr("Testing…");
    addLine(Icon::get(QStringLiteral("clock"), Icon::Role::Text2), m_text,
            tr("Address, TLS, sign-in, permissions, JetStream and Beamline are looked at one after the other."), true);
    setAccessibleDescription(m_text);
}

void DiagnosisView::show(const std::vector<DiagnosisStep>& steps) {
    clear();
    QStringList lines;
    for (std::size_t i = 0; i < steps.size() && i < kMaxSteps; ++i) {
        const auto& step = steps[i];
        const bool tried = step.state != DiagnosisStep::NotTried;
        const QString sentence = step.sentence.isEmpty() && !tried ? tr("Not tried.") : step.sentence;
        addLine(iconOf(step.state), step.title, sentence, tried);
        lines << QStringLiteral("%1 %2: %3").arg(step.title, stateText(step.state), sentence);
    }
    m_text = lines.join(QLatin1Char('\n'));
    setAccessibleDescription(m_text);
}

}  // namespace beamline::ui
