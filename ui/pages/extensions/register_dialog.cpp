// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/register_dialog.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kFirstTimeoutMs = 1'000;
constexpr int kMostRegisteredMs = 300'000;  // of providers; others are refused above 5 s
}  // namespace

RegisterDialog::RegisterDialog(EngineSession* session, QWidget* parent) : QDialog(parent), m_session(session) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    build();
    connect(m_id, &QLineEdit::textChanged, this, &RegisterDialog::suggest);
    connect(m_type, &QComboBox::currentIndexChanged, this, &RegisterDialog::suggest);
    connect(m_transport, &QComboBox::currentIndexChanged, this, &RegisterDialog::suggest);
    connect(m_address, &QLineEdit::textChanged, this, &RegisterDialog::judge);
    connect(session, &EngineSession::healthChanged, this, &RegisterDialog::judge);
    connect(m_register, &QPushButton::clicked, this, &RegisterDialog::send);
    suggest();
    m_id->setFocus();
}

QLineEdit* RegisterDialog::field(const char* name, const QString& title) {
    auto* line = new QLineEdit(this);
    line->setObjectName(QStringLiteral("register.") + QLatin1String(name));
    line->setAccessibleName(title);
    return line;
}

void RegisterDialog::build() {
    setWindowTitle(tr("Register an extension"));
    auto* title = new QLabel(windowTitle(), this);
    title->setFont(Theme::current().font(TextRole::Heading));
    auto* note = new QLabel(tr("For a program that runs already, or lies beside the engine. Packages are installed "
                               "instead: drop the file onto the page."),
                            this);
    note->setWordWrap(true);
    note->setProperty("muted", true);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("register.bar"));
    m_bar->hide();
    m_id = field("id", tr("Id"));
    m_id->setPlaceholderText(QStringLiteral("normalize_text"));
    m_type = new QComboBox(this);
    m_type->setObjectName(QStringLiteral("register.type"));
    m_type->setAccessibleName(tr("Type"));
    for (const char* type : {"pre", "validator", "post", "provider"}) {
        m_type->addItem(extensionTypeText(type), QString::fromLatin1(type));
    }
    m_transport = new QComboBox(this);
    m_transport->setObjectName(QStringLiteral("register.transport"));
    m_transport->setAccessibleName(tr("Reached"));
    for (const char* transport : {"nats", "http", "process"}) {
        m_transport->addItem(extensionTransportText(transport), QString::fromLatin1(transport));
    }
    m_address = field("address", tr("Address"));
    m_addressTitle = new QLabel(this);
    m_addressTitle->setBuddy(m_address);
    m_version = field("version", tr("Version"));
    m_version->setText(QStringLiteral("1.0.0"));
    m_description = field("description", tr("Description"));
    m_timeout = new QSpinBox(this);
    m_timeout->setAccessibleName(tr("Time limit"));
    m_timeout->setRange(10, kMostRegisteredMs);
    m_timeout->setValue(kFirstTimeoutMs);
    m_timeout->setSuffix(tr(" ms"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::k16);
    form->setVerticalSpacing(space::k8);
    form->addRow(tr("Id"), m_id);
    form->addRow(tr("Type"), m_type);
    form->addRow(tr("Reached"), m_transport);
    form->addRow(m_addressTitle, m_address);
    form->addRow(tr("Version"), m_version);
    form->addRow(tr("Time limit"), m_timeout);
    form->addRow(tr("Description"), m_description);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    cancel->setAutoDefault(false);
    m_register = new Button(tr("Register"), Button::Primary, this);
    m_register->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_register);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k8);
    column->addWidget(title);
    column->addWidget(note);
    column->addWidget(m_bar);
    column->addLayout(form);
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(2 * extent::kDetailPane);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

/// What the address is called, and how one usually looks.
void RegisterDialog::suggest() {
    const QString transport = m_transport->currentData().toString();
    const QString type = m_type->currentData().toString();
    const QString id = m_id->text().isEmpty() ? m_id->placeholderText() : m_id->text();
    const bool nats = transport == QLatin1String("nats");
    const bool http = transport == QLatin1String("http");
    m_addressTitle->setText(nats ? tr("Subject") : http ? tr("URL") : tr("Command"));
    m_address->setAccessibleName(m_addressTitle->text());
    const QString word = type == QLatin1String("validator") ? QStringLiteral("validate") : type;
    m_address->setPlaceholderText(nats   ? (type == QLatin1String("provider")
                                                ? QStringLiteral("beamline.provider.%1.v1").arg(id)
                                                : QStringLiteral("beamline.ext.%1.%2.v1").arg(word, id))
                                  : http ? QStringLiteral("http://127.0.0.1:8080/%1").arg(id)
                                         : QStringLiteral("python3 main.py"));
    judge();
}

void RegisterDialog::judge() {
    const QString away = m_session->obstacle(api::PutExtension::kInfo.name);
    const QString why = !away.isEmpty()               ? away
                        : m_sending                   ? tr("The engine is being asked…")
                        : m_id->text().isEmpty()      ? tr("Give an id first.")
                        : m_address->text().isEmpty() ? tr("Say where it is reached first.")
                                                      : QString();
    m_register->setEnabled(why.isEmpty());
    m_register->setToolTip(why);
}

api::Json RegisterDialog::document() const {
    const QString transport = m_transport->currentData().toString();
    boost::json::object one{{"id", toUtf8(m_id->text().trimmed())},
                            {"type", toUtf8(m_type->currentData().toString())},
                            {"version", toUtf8(m_version->text().trimmed())},
                            {"transport", toUtf8(transport)},
                            {"timeout_ms", m_timeout->value()}};
    const QString address = m_address->text().trimmed();
    if (transport == QLatin1String("process")) {
        boost::json::array words;
        for (const QString& word : QProcess::splitCommand(address)) {
            words.emplace_back(toUtf8(word));
        }
        one["command"] = std::move(words);
    } else {
        one[transport == QLatin1String("http") ? "url" : "subject"] = toUtf8(address);
    }
    if (!m_description->text().isEmpty()) {
        one["description"] = toUtf8(m_description->text());
    }
    return one;
}

void RegisterDialog::send() {
    if (!m_register->isEnabled()) {
        return;
    }
    m_sending = true;
    m_bar->hide();
    judge();
    m_session->call<api::PutExtension>(
        {document(), {}, 0}, this, [this](const api::Result<api::ExtensionReply>& reply) {
            m_sending = false;
            judge();
            if (!reply.ok()) {
                m_bar->show(InfoBar::Error,
                            reply.error().code == api::code::kStale
                                ? tr("There is an extension %1 already. Choose another id, or change that one.")
                                      .arg(m_id->text())
                                : errorWithProblems(reply.error()),
                            {}, false);
                return;
            }
            Q_EMIT stored(reply->extension);
            accept();
        });
}

}  // namespace beamline::ui
