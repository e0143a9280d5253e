// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/input_editor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/redaction.h"
#include "ui/widgets/button.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

InputEditor::InputEditor(const QString& title, const QString& name, QWidget* parent) : QWidget(parent) {
    const auto called = [&name](const char* part) { return name + QLatin1String(part); };
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(title, this);
    m_reveal = new Button(JsonView::tr("Reveal"), Button::Plain, this);
    m_reveal->setObjectName(called(".reveal"));
    m_reveal->setToolTip(JsonView::tr("Values under names such as password or token are masked. Shows them."));
    m_reveal->hide();
    m_reset = new Button(tr("As it was"), Button::Plain, this);
    m_reset->setObjectName(called(".reset"));
    m_reset->setAccessibleName(tr("Puts the input back as it was"));
    line->addWidget(label);
    line->addStretch(1);
    line->addWidget(m_reveal);
    line->addWidget(m_reset);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(called(".input"));
    m_text->setFont(Theme::current().font(TextRole::Mono));
    m_text->setAccessibleName(tr("Input as JSON"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(extent::kEditor);
    label->setBuddy(m_text);
    setFocusProxy(m_text);
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(called(".verdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setProperty("muted", true);
    column->addLayout(line);
    column->addWidget(m_text, 1);
    column->addWidget(m_verdict);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_written = m_text->toPlainText();
        judge();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_written.reset();
        showInput();
    });
    connect(m_reveal, &QPushButton::clicked, this, [this] {
        m_written = prettyJson(*m_input);
        showInput();
        enter();
    });
    clear();
}

void InputEditor::setInput(const api::Json& input, const std::optional<QString>& written) {
    m_input = input;
    m_written = written;
    showInput();
}

void InputEditor::clear() {
    m_input.reset();
    judge();
}

void InputEditor::showInput() {
    const bool masks = !m_written && hasSensitive(*m_input, sensitiveNames());
    {
        const QSignalBlocker block(m_text);
        m_text->setPlainText(m_written ? *m_written : prettyJson(masked(*m_input, sensitiveNames())));
        m_text->setReadOnly(masks);  // a mask is no value to begin with
        m_text->setToolTip(masks ? m_reveal->toolTip() : QString());
        m_reveal->setVisible(masks);
    }
    judge();
}

void InputEditor::enter() {
    m_text->setFocus();
}

api::Result<api::Json> InputEditor::value() const {
    if (!m_input) {
        return api::Error{api::code::kInvalidInput, {}, {}, false};
    }
    return m_written ? api::parseJson(toUtf8(*m_written)) : api::Result<api::Json>(*m_input);
}

bool InputEditor::isChanged() const {
    const auto now = value();
    return m_input && (!now.ok() || now.value() != *m_input);
}

void InputEditor::judge() {
    const auto now = value();
    m_verdict->setText(!m_input      ? QString()
                       : !now.ok()   ? toText(now.error().message)
                       : isChanged() ? tr("This is JSON, and other than it was.")
                                     : tr("As it was."));
    m_text->setEnabled(m_input.has_value());
    m_reset->setEnabled(isChanged());
    Q_EMIT changed();
}

}  // namespace beamline::ui
