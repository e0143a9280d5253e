// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/start_page.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kSlowMs = 3000;

/// The command in the sentence of the engine, which knows the file: "… or run: beamctl recover …".
QString commandOf(const api::Error& error) {
    static const QRegularExpression kCommand(QStringLiteral("(beamctl [^\\n]+?)\\.?$"));
    return kCommand.match(toText(error.message)).captured(1);
}
}  // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent), m_slow(new QTimer(this)) {
    auto* column = new QVBoxLayout(this);
    m_state = new EmptyState(this);
    m_commandRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_commandRow);
    row->addStretch(1);
    m_command = new QLabel(m_commandRow);
    m_command->setTextFormat(Qt::PlainText);
    m_command->setFont(Theme::current().font(TextRole::Mono));
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* copy = new Button(tr("Copy command"), Button::Secondary, m_commandRow);
    copy->setIcon(Icon::get(QStringLiteral("copy")));
    row->addWidget(m_command);
    row->addWidget(copy);
    row->addStretch(1);
    column->addWidget(m_state, 1);
    column->addWidget(m_commandRow);
    column->addSpacing(space::k24);
    m_commandRow->hide();
    m_slow->setSingleShot(true);
    m_slow->setInterval(kSlowMs);
    connect(m_slow, &QTimer::timeout, this, [this] {
        if (m_elsewhere) {
            return;
        }
        m_state->set(QStringLiteral("database"), tr("Still starting the engine"),
                     tr("A long journal is being read: %1. The window stays usable; nothing is lost if you quit.")
                         .arg(m_dataDir));
    });
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_command->text()); });
    connect(m_state, &EmptyState::primaryClicked, this, &StartPage::retry);
    connect(m_state, &EmptyState::secondaryClicked, this,
            [this] { m_elsewhere ? Q_EMIT connections() : Q_EMIT quit(); });
}

void StartPage::showConnecting(const QString& name, const QString& address) {
    m_elsewhere = true;
    m_slow->stop();
    m_commandRow->hide();
    m_state->set(QStringLiteral("connection"), tr("Connecting to %1").arg(name),
                 tr("Waiting for an engine to answer at %1.").arg(address));
    m_state->setPrimary({});
    m_state->setSecondary(tr("Connections…"));
}

void StartPage::showUnreached(const api::Error& error, const QString& name) {
    m_elsewhere = true;
    m_slow->stop();
    m_commandRow->hide();
    const bool refused = error.code == api::code::kForbidden;
    m_state->set(refused ? QStringLiteral("key") : QStringLiteral("error"),
                 refused ? tr("%1 refuses this connection").arg(name) : tr("%1 cannot be reached").arg(name),
                 toText(error.message) + QStringLiteral("\n\n") +
                     (refused ? tr("Check user, key and permissions of the connection, and test it there.")
                              : tr("Test the connection to see which step fails. Nothing waits for it: what runs there "
                                   "goes on without this console.")));
    m_state->setPrimary(tr("Try again"));
    m_state->setSecondary(tr("Connections…"));
}

void StartPage::showStarting(const QString& dataDir) {
    m_elsewhere = false;
    m_dataDir = dataDir;
    m_commandRow->hide();
    m_state->set(QStringLiteral("database"), tr("Starting the engine"), tr("Opening the journal in %1.").arg(dataDir));
    m_state->setPrimary({});
    m_state->setSecondary({});
    m_slow->start();
}

void StartPage::showFailure(const api::Error& error, const QString& dataDir) {
    m_elsewhere = false;
    m_slow->stop();
    QString title = tr("The engine could not be opened");
    QString advice;
    if (error.code == api::code::kCorrupt) {
        title = tr("The journal is damaged");
        advice = tr("Nothing has been changed. Copy the folder %1 somewhere safe before you run the command below.")
                     .arg(dataDir);
    } else if (error.code == api::code::kUnavailable || error.code == api::code::kConflict) {
        advice = tr("Another program may own the data in %1. Close it, or wait until it has stopped, and try again.")
                     .arg(dataDir);
    } else {
        advice =
            tr("The data lies in %1; check that the folder can be written and that the disk is not full.").arg(dataDir);
    }
    m_state->set(QStringLiteral("error"), title, toText(error.message) + QStringLiteral("\n\n") + advice);
    m_state->setPrimary(tr("Try again"));
    m_state->setSecondary(tr("Quit"));
    QString command = commandOf(error);
    m_command->setText(command);
    m_commandRow->setVisible(!command.isEmpty());
}

void StartPage::showStopping() {
    m_slow->stop();
    m_commandRow->hide();
    m_state->set(QStringLiteral("database"), tr("Stopping the engine"),
                 tr("What is in flight is being finished. Runs that wait resume when Beamline is started again."));
    m_state->setPrimary({});
    m_state->setSecondary({});
}

QString StartPage::text() const {
    return m_state->accessibleName() + QLatin1Char('\n') + m_state->accessibleDescription();
}

}  // namespace beamline::ui
