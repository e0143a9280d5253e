// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sample_run.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"

namespace beamline::ui {

namespace {
constexpr int kSampleLimit = 1000;  // EUR: three of the invoices are above it

QString sampleFile(const char* name) {
    return QStringLiteral(":/samples/invoice-approval/") + QLatin1String(name);
}
}  // namespace

SampleRun::SampleRun(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kAskMs);
    connect(&m_rest, &QTimer::timeout, this, &SampleRun::ask);
    connect(session, &EngineSession::gap, this, &SampleRun::touch);
    connect(session, &EngineSession::healthChanged, this, &SampleRun::changed);  // what can be done now
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        const bool news = std::any_of(batch.begin(), batch.end(), [this](const api::Event& event) {
            return event.run == m_run.id || (event.ns == kNamespace && event.workflow == kWorkflow);
        });
        if (news) {
            touch();
        }
    });
    ask();
}

QString SampleRun::runPlace() const {
    return m_run.id.empty() ? QString() : QStringLiteral("run/") + toText(m_run.id);
}

QString SampleRun::approvalPlace() const {
    return m_approval.isEmpty() ? QString() : QStringLiteral("approvals/") + m_approval;
}

void SampleRun::setLive(bool live) {
    m_live = live;
    if (live && m_missed) {
        touch();
    }
}

void SampleRun::touch() {
    m_missed = !m_live;
    if (m_live && !m_rest.isActive()) {
        m_rest.start();
    }
}

void SampleRun::ask() {
    api::ListRuns latest;
    latest.filter.ns = kNamespace;
    latest.filter.workflow = kWorkflow;
    latest.limit = 1;
    m_session->call<api::ListRuns>(latest, this, [this, token = ++m_token](api::Result<api::RunPage> reply) {
        if (token == m_token && reply.ok()) {  // else what is known stays as it was
            take(std::move(reply->items));
        }
    });
}

void SampleRun::take(std::vector<api::RunSummary> runs) {
    m_run = runs.empty() ? api::RunSummary() : std::move(runs.front());
    if (runs.empty()) {
        settle(State::Missing);
    } else if (api::isFinal(m_run.phase)) {
        settle(State::Ended);
    } else {
        askApproval();
    }
}

void SampleRun::askApproval() {
    api::ListApprovals open;
    open.run = m_run.id;
    open.limit = 1;
    m_session->call<api::ListApprovals>(open, this, [this, token = m_token](api::Result<api::ApprovalPage> reply) {
        if (token != m_token) {
            return;
        }
        const bool waits = reply.ok() && !reply->items.empty();
        settle(waits ? State::Waiting : State::Running, waits ? reply->items.front() : api::Approval());
    });
}

void SampleRun::settle(State state, const api::Approval& approval) {
    m_state = state;
    m_approval = toText(approval.id);
    m_subject = cutText(approval.subject, kShownTitle);
    Q_EMIT changed();
}

QString SampleRun::obstacle() const {
    const auto* settings = m_session->settings();
    if (m_session->connectionProfile().kind != ConnectionKind::embedded || !settings || settings->dataDir().isEmpty()) {
        return tr("The sample is started in the engine of this console, and this window is on another one.");
    }
    const QString why = m_session->obstacle(api::DeployWorkflow::kInfo.name);
    return why.isEmpty() ? m_session->obstacle(api::StartRun::kInfo.name) : why;
}

/// Each run has a folder of its own: a ledger asks about an invoice once.
void SampleRun::start() {
    const QString why = obstacle();
    if (!why.isEmpty() || m_starting) {
        if (!why.isEmpty()) {
            fail(why);
        }
        return;
    }
    const QString folder = QStringLiteral("%1/%2").arg(
        QLatin1String(kWorkflow), QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmmss")));
    const QDir place(m_session->settings()->dataDir() + QStringLiteral("/files/") + folder);
    QFile source(sampleFile("invoice-approval.yaml"));
    QFile invoices(sampleFile("invoices.csv"));
    QFile copy(place.filePath(QStringLiteral("invoices.csv")));
    const bool read = source.open(QIODevice::ReadOnly) && invoices.open(QIODevice::ReadOnly);
    if (!read || !place.mkpath(QStringLiteral(".")) || !copy.open(QIODevice::WriteOnly) ||
        copy.write(invoices.readAll()) < 0 || !copy.flush()) {
        fail(tr("The invoices cannot be written to %1. Check that the folder can be written.")
                 .arg(QDir::toNativeSeparators(place.path())));
        return;
    }
    m_starting = true;
    Q_EMIT changed();
    deploy(source.readAll(), folder);
}

void SampleRun::deploy(const QByteArray& source, const QString& folder) {
    api::DeployWorkflow op{source.toStdString(), std::string(kWorkflow) + ".yaml"};
    m_session->call<api::DeployWorkflow>(std::move(op), this, [this, folder](api::Result<api::DeployReply> deployed) {
        if (!deployed.ok()) {
            fail(toText(deployed.error().message));
            return;
        }
        api::StartRun run;
        run.ns = deployed->workflow.ns;
        run.workflow = deployed->workflow.name;
        run.version = deployed->workflow.version;
        const std::string at = toUtf8(folder);
        run.input = api::Json{{"file", at + "/invoices.csv"}, {"folder", at}, {"limit", kSampleLimit}};
        m_session->call<api::StartRun>(std::move(run), this, [this](const api::Result<api::StartReply>& started) {
            if (!started.ok()) {
                fail(toText(started.error().message));
                return;
            }
            m_starting = false;
            ask();
        });
    });
}

void SampleRun::fail(const QString& why) {
    m_starting = false;
    Q_EMIT changed();
    Q_EMIT failed(why);
}

}  // namespace beamline::ui
