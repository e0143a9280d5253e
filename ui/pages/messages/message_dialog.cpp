// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/messages/message_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/json_text.h"
#include "ui/models/message_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kMessageWidth = 640;
constexpr int kHeadersHeight = 56;
constexpr int kReplyHeight = 140;
}  // namespace

MessageDialog::MessageDialog(EngineSession* session, const std::optional<api::MessageInfo>& like, QWidget* parent)
    : QDialog(parent), m_session(session) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setObjectName(QStringLiteral("message.dialog"));
    setWindowTitle(like ? tr("Edit and send again") : tr("New message"));
    build();
    fill(like.value_or(api::MessageInfo()));
    for (auto* line : {m_subject, m_type}) {
        connect(line, &QLineEdit::textChanged, this, &MessageDialog::check);
    }
    for (auto* text : {m_payload, m_headers}) {
        connect(text, &QPlainTextEdit::textChanged, this, &MessageDialog::check);
    }
    connect(m_policy, &QComboBox::editTextChanged, this, &MessageDialog::check);
    connect(m_publish, &QRadioButton::toggled, this, &MessageDialog::showKind);
    connect(m_session, &EngineSession::healthChanged, this, &MessageDialog::check);
    connect(m_send, &QPushButton::clicked, this, &MessageDialog::send);
    showKind();
    askPolicies();
    (m_publish->isChecked() ? static_cast<QWidget*>(m_subject) : m_policy)->setFocus();
}

void MessageDialog::build() {
    auto* title = new QLabel(windowTitle(), this);
    title->setFont(Theme::current().font(TextRole::Heading));
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("message.result"));
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(space::k16);
    m_form->setVerticalSpacing(space::k8);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(QString(), buildChoice());
    const auto line = [this](const char* name, const QString& label, const QString& hint) {
        auto* one = new QLineEdit(this);
        one->setObjectName(QString::fromLatin1(name));
        one->setAccessibleName(label);
        one->setPlaceholderText(hint);
        one->setMinimumHeight(space::kControl);
        m_form->addRow(label, one);
        return one;
    };
    m_subject = line("message.subject", tr("Subject"), tr("orders.new"));
    m_policy = new QComboBox(this);
    m_policy->setObjectName(QStringLiteral("message.policy"));
    m_policy->setAccessibleName(tr("Policy"));
    m_policy->setEditable(true);
    m_policy->setMinimumHeight(space::kControl);
    m_policy->addItem(QStringLiteral("default"));
    m_form->addRow(tr("Policy"), m_policy);
    m_type = line("message.type", tr("Type"), tr("chat; may be empty"));
    m_payload = addText("message.payloadText", tr("Payload"), extent::kEditor);
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(QStringLiteral("message.verdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setProperty("muted", true);
    m_form->addRow(QString(), m_verdict);
    m_headers = addText("message.headersText", tr("Headers"), kHeadersHeight);
    m_headers->setFixedHeight(kHeadersHeight);
    m_headers->setPlaceholderText(tr("Name: value, a line each; may be empty"));
    buildOptions();
    auto* close = new Button(tr("Close"), Button::Secondary, this);
    close->setAutoDefault(false);
    m_send = new Button(tr("Send"), Button::Primary, this);
    m_send->setObjectName(QStringLiteral("message.send"));
    m_send->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_send);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(title);
    column->addLayout(m_form, 1);
    column->addWidget(m_bar);
    column->addWidget(buildResult());
    column->addLayout(buttons);
    setMinimumWidth(kMessageWidth);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
}

QWidget* MessageDialog::buildChoice() {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::k16);
    m_publish = new QRadioButton(tr("Publish to a subject"), row);
    m_publish->setObjectName(QStringLiteral("message.publish"));
    m_route = new QRadioButton(tr("Let a policy choose who does it"), row);
    m_route->setObjectName(QStringLiteral("message.route"));
    line->addWidget(m_publish);
    line->addWidget(m_route);
    line->addStretch(1);
    return row;
}

QPlainTextEdit* MessageDialog::addText(const char* name, const QString& label, int height) {
    auto* text = new QPlainTextEdit(this);
    text->setObjectName(QString::fromLatin1(name));
    text->setAccessibleName(label);
    text->setFont(Theme::current().font(TextRole::Mono));
    text->setTabChangesFocus(true);
    text->setMinimumHeight(height);
    m_form->addRow(label, text);
    return text;
}

void MessageDialog::buildOptions() {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::k12);
    m_wait = new QCheckBox(tr("Wait for a reply"), row);
    m_wait->setObjectName(QStringLiteral("message.wait"));
    m_decideOnly = new QCheckBox(tr("Only decide: nobody does the work"), row);
    m_decideOnly->setObjectName(QStringLiteral("message.decideOnly"));
    m_timeout = new QSpinBox(row);
    m_timeout->setObjectName(QStringLiteral("message.timeout"));
    m_timeout->setAccessibleName(tr("At most so long"));
    m_timeout->setRange(1, api::kMaxMessageTimeoutMs / 1000);
    m_timeout->setValue(api::kMessageTimeoutMs / 1000);
    m_timeout->setPrefix(tr("at most "));
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setMinimumHeight(space::kControl);
    line->addWidget(m_wait);
    line->addWidget(m_decideOnly);
    line->addWidget(m_timeout);
    line->addStretch(1);
    m_form->addRow(QString(), row);
    connect(m_wait, &QCheckBox::toggled, this, &MessageDialog::showKind);
}

QWidget* MessageDialog::buildResult() {
    m_result = new QWidget(this);
    auto* column = new QVBoxLayout(m_result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k4);
    auto* label = new QLabel(tr("Reply"), m_result);
    label->setFont(Theme::current().font(TextRole::Strong));
    m_reply = new JsonView(m_result);
    m_reply->setObjectName(QStringLiteral("message.answer"));
    m_reply->setAccessibleName(tr("Reply"));
    m_reply->setFixedHeight(kReplyHeight);
    column->addWidget(label);
    column->addWidget(m_reply);
    m_result->hide();
    return m_result;
}

void MessageDialog::fill(const api::MessageInfo& like) {
    const bool routes = like.subject.empty() && !like.policy.empty();
    m_publish->setChecked(!routes);
    m_route->setChecked(routes);
    m_subject->setText(toText(like.subject));
    if (routes) {
        m_policy->setEditText(toText(like.policy));
    }
    m_type->setText(toText(like.type));
    m_payload->setPlainText(like.payload.is_null() ? QStringLiteral("{\n  \n}") : prettyJson(like.payload));
    m_headers->setPlainText(headersText(like.headers));
    m_wait->setChecked(like.status == "answered");
}

/// To choose from; whoever may not see them types a name.
void MessageDialog::askPolicies() {
    m_session->call<api::ListPolicies>({}, this, [this](const api::Result<api::ListPolicies::Reply>& reply) {
        if (!reply.ok()) {
            return;
        }
        const QString typed = m_policy->currentText();
        for (const auto& one : reply->items) {
            if (m_policy->findText(toText(one.policy)) < 0) {
                m_policy->addItem(toText(one.policy));
            }
        }
        m_policy->setEditText(typed);
    });
}

void MessageDialog::showKind() {
    const bool publish = m_publish->isChecked();
    m_form->setRowVisible(m_subject, publish);
    m_form->setRowVisible(m_policy, !publish);
    m_wait->setVisible(publish);
    m_decideOnly->setVisible(!publish);
    m_timeout->setVisible(!publish || m_wait->isChecked());
    check();
}

api::Result<api::SendMessage> MessageDialog::written() const {
    const auto wrong = [](const QString& text) {
        return api::Error{api::code::kInvalidArgument, toUtf8(text), {}, false};
    };
    api::SendMessage op;
    const bool publish = m_publish->isChecked();
    op.subject = publish ? toUtf8(m_subject->text().trimmed()) : std::string();
    op.policy = publish ? std::string() : toUtf8(m_policy->currentText().trimmed());
    if (publish && op.subject.empty()) {
        return wrong(tr("Give a subject first."));
    }
    if (QString::fromStdString(op.subject).contains(QLatin1Char(' ')) ||
        op.subject.find_first_of("*>") != std::string::npos) {
        return wrong(tr("A subject to publish to has no blanks and none of * and >."));
    }
    const std::string text = toUtf8(m_payload->toPlainText());
    if (text.size() > api::kMaxMessageBytes) {
        return wrong(tr("A payload has at most %1.").arg(formatSize(qint64(api::kMaxMessageBytes))));
    }
    auto payload = api::parseJson(text);
    if (!payload.ok()) {
        const auto at = problemIn(m_payload->toPlainText(), payload.error());
        return wrong(tr("The payload is no JSON, in line %1: %2").arg(at.line).arg(toText(payload.error().message)));
    }
    auto headers = headersOf(m_headers->toPlainText());
    if (!headers.ok()) {
        return headers.error();
    }
    op.payload = std::move(*payload);
    op.headers = std::move(*headers);
    op.type = toUtf8(m_type->text().trimmed());
    op.wait = publish && m_wait->isChecked();
    op.decideOnly = !publish && m_decideOnly->isChecked();
    op.timeoutMs = m_timeout->value() * 1000;
    return op;
}

void MessageDialog::check() {
    const auto now = written();
    m_verdict->setText(now.ok() ? tr("The payload is JSON.") : toText(now.error().message));
    const QString away = m_session->obstacle(api::SendMessage::kInfo.name);
    const QString why = !away.isEmpty() ? away
                        : m_sending     ? tr("It is being sent…")
                        : !now.ok()     ? toText(now.error().message)
                                        : QString();
    m_send->setEnabled(why.isEmpty());
    m_send->setToolTip(why.isEmpty() ? tr("Ctrl+Enter") : why);
}

void MessageDialog::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        event->modifiers() == Qt::ControlModifier) {
        send();
        return;
    }
    QDialog::keyPressEvent(event);
}

void MessageDialog::send() {
    auto op = written();
    if (!op.ok() || !m_send->isEnabled()) {
        return;
    }
    m_sending = true;
    m_bar->hide();
    m_result->hide();
    check();
    m_session->call<api::SendMessage>(std::move(*op), this, [this](const api::Result<api::MessageReply>& reply) {
        m_sending = false;
        if (reply.ok()) {
            showResult(reply->message);
            Q_EMIT sent(toText(reply->message.id));
        } else {
            m_bar->show(InfoBar::Error, errorWithProblems(reply.error()), {}, false);
        }
        check();
    });
}

void MessageDialog::showResult(const api::MessageInfo& message) {
    const QString took = formatMicroseconds(static_cast<qint64>(message.tookMs * 1000));
    if (message.status == "failed") {
        m_bar->show(InfoBar::Error, cutText(message.error, kShownText), {}, false);
    } else if (message.provider.empty()) {
        m_bar->show(InfoBar::Info,
                    message.status == "answered" ? tr("Answered after %1.").arg(took) : tr("Sent in %1.").arg(took), {},
                    false);
    } else {
        const QString provider = cutText(message.provider, kShownTitle);
        m_bar->show(InfoBar::Info,
                    message.reply.is_null() ? tr("%1 would do it.").arg(provider)
                                            : tr("%1 answered after %2.").arg(provider, took),
                    {}, false);
    }
    m_result->setVisible(!message.reply.is_null());
    m_reply->setValue(message.reply);
}

}  // namespace beamline::ui
