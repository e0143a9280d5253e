// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/messages/message_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/message_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/id_field.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

MessagePane::MessagePane(QWidget* parent) : Card(parent) {
    setObjectName(QStringLiteral("messages.pane"));
    setTitle(tr("Message"));
    m_state = new Pill(this);
    addToHeader(m_state);
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_bar = new InfoBar(head);
    m_bar->setObjectName(QStringLiteral("message.error"));
    m_id = new IdField(tr("Id of the message"), head);
    m_about = new QLabel(head);
    m_about->setObjectName(QStringLiteral("message.about"));
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setProperty("muted", true);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_links = new QWidget(head);
    auto* links = new QHBoxLayout(m_links);
    links->setContentsMargins(0, 0, 0, 0);
    links->setSpacing(space::k8);
    m_decision = new Button(tr("Why this provider?"), Button::Secondary, m_links);
    m_decision->setObjectName(QStringLiteral("message.decision"));
    m_repeats = new Button(tr("The one it repeats"), Button::Secondary, m_links);
    m_repeats->setObjectName(QStringLiteral("message.repeats"));
    links->addWidget(m_decision);
    links->addWidget(m_repeats);
    links->addStretch(1);
    column->addWidget(m_bar);
    column->addWidget(m_id);
    column->addWidget(m_about);
    column->addWidget(m_links);
    m_tabs = new FoldingTabs(this);
    m_tabs->setObjectName(QStringLiteral("message.tabs"));
    const auto view = [this](const char* name, const QString& spoken) {
        auto* one = new JsonView(m_tabs);
        one->setObjectName(QString::fromLatin1(name));
        one->setAccessibleName(spoken);
        m_tabs->addFolding(one, spoken);
        return one;
    };
    m_payload = view("message.payload", tr("Payload"));
    m_reply = view("message.reply", tr("Reply"));
    m_headers = view("message.headers", tr("Headers"));
    addBody(head, true, 0);
    addBody(m_tabs, false);
    setMinimumWidth(extent::kDetailPane);
    connect(m_decision, &QPushButton::clicked, this, [this] {
        Q_EMIT decisionWanted(m_decision->property("policy").toString(), m_decision->property("id").toString());
    });
    connect(m_repeats, &QPushButton::clicked, this,
            [this] { Q_EMIT messageWanted(m_repeats->property("id").toString()); });
    clear();
}

void MessagePane::clear() {
    showHead({});
    setTitle(tr("Message"));
    m_about->setText(tr("Select a message."));
    m_id->hide();
    m_state->hide();
    m_payload->setValue(nullptr, tr("Nothing is selected."));
    m_reply->setValue(nullptr, tr("Nothing is selected."));
    m_headers->setValue(nullptr, tr("Nothing is selected."));
}

void MessagePane::showHead(const api::MessageInfo& message) {
    m_message.reset();
    setTitle(messageWay(message));
    m_state->setText(messageStatusText(message.status), message.status == "failed" ? Pill::Bad : Pill::Good);
    m_state->show();
    m_id->setId(toText(message.id));
    m_id->show();
    if (message.error.empty()) {
        m_bar->hide();
    } else {
        m_bar->show(InfoBar::Error, cutText(message.error, kShownText), {}, false);
    }
    QStringList about{tr("Sent %1 by %2, took %3.")
                          .arg(formatExact(message.at), cutText(message.user, kShownTitle),
                               formatMicroseconds(static_cast<qint64>(message.tookMs * 1000)))};
    if (!message.type.empty()) {
        about << tr("Type: %1").arg(cutText(message.type, kShownTitle));
    }
    if (!message.tenant.empty()) {
        about << tr("Tenant: %1").arg(cutText(message.tenant, kShownTitle));
    }
    if (!message.traceId.empty()) {
        about << tr("Trace: %1").arg(cutText(message.traceId, kShownTitle));
    }
    m_about->setText(breakable(about.join(QLatin1Char('\n'))));
    m_decision->setProperty("id", toText(message.decision));
    m_decision->setProperty("policy", toText(message.policy));
    m_decision->setVisible(!message.decision.empty() && !message.policy.empty());
    m_repeats->setProperty("id", toText(message.retryOf));
    m_repeats->setVisible(!message.retryOf.empty());
    m_links->setVisible(!message.decision.empty() || !message.retryOf.empty());
    for (auto* view : {m_payload, m_headers, m_reply}) {
        view->setValue(nullptr, tr("Asking the engine…"));
    }
}

void MessagePane::show(const api::MessageInfo& message) {
    showHead(message);
    m_message = message;
    m_payload->setValue(message.payload, tr("It has no payload."));
    m_headers->setValue(message.headers, tr("It has no headers."));
    m_reply->setValue(message.reply,
                      message.status == "sent" ? tr("Nobody waited for a reply.") : tr("There is no reply."));
}

void MessagePane::fail(const api::Error& error) {
    m_bar->show(InfoBar::Error, tr("Its contents are not here: %1").arg(toText(error.message)), {}, false);
}

}  // namespace beamline::ui
