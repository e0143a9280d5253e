// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/walk.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QTest>

#include "engine/api/json_codec.h"
#include "tests/ui/sample_cluster.h"
#include "tests/ui/sample_extensions.h"
#include "tests/ui/sample_overview.h"
#include "tests/ui/sample_policies.h"
#include "tests/ui/sample_tenants.h"
#include "tests/ui/sample_workflow.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/shell/places.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/page.h"

namespace beamline::test {

using namespace beamline::ui;

std::shared_ptr<FixtureEngine> walkEngine() {
    auto engine = overviewEngine();
    engine->setCluster(sampleCluster());
    addExtensions(*engine);
    putTenants(*engine);
    putMembers(*engine);
    putMessages(*engine);
    engine->access.setUsage(sampleUsage({"acme", "default"}));
    for (const char* version : {"1.0.0", "1.1.0", "1.2.0"}) {
        engine->put(ledgerVersion(version, kSampleNow - 5 * 3'600'000LL));
    }
    int number = 0;
    for (const auto phase : {api::Phase::completed, api::Phase::faulted, api::Phase::waiting, api::Phase::suspended,
                             api::Phase::cancelled, api::Phase::running, api::Phase::pending}) {
        ++number;
        engine->put(ledgerRun(number, "1.2.0", phase, number * 600'000LL, 40'000, R"({"book":"main"})"));
    }
    engine->put(ledgerSchedule());
    addPolicies(*engine);
    api::StartBatch batch;
    batch.action = api::BatchAction::suspend;
    batch.runs = {engine->runs({}, true).front().id};
    (void)api::callAndWait(*engine, batch, sampleIdentity());
    return engine;
}

QStringList walkPlaces() {
    static const QMap<QString, QString> kWithContent{
        {QStringLiteral("run"), QStringLiteral("run/%1").arg(QLatin1String(kWaitingRun))},
        {QStringLiteral("compare"),
         QStringLiteral("compare/%1/%2").arg(QLatin1String(kWaitingRun), QLatin1String(kDeadRun))},
        {QStringLiteral("approvals"), QStringLiteral("approvals/%1").arg(QLatin1String(kInvoiceApproval))},
        {QStringLiteral("workflows"), QStringLiteral("workflows/examples/%1").arg(QLatin1String(kLedger))},
        {QStringLiteral("policies"), QStringLiteral("policies/%1").arg(QLatin1String(kChatPolicy))},
    };
    QStringList all;
    for (const auto& row : placeRows()) {
        if (row.passing) {
            continue;  // a dialog
        }
        const bool alone = std::count(row.parts.begin(), row.parts.end(), 0) > 0;
        if (!alone && !kWithContent.contains(row.head)) {
            qFatal("walkPlaces: what is to be opened of “%s”?", qPrintable(row.head));
        }
        all << kWithContent.value(row.head, row.head);
    }
    return all;
}

// ---- what was said ------------------------------------------------------------------------------------------------

void HeardEngine::note(const api::Json& json) const {
    if (json.is_object()) {
        for (const auto& [key, value] : json.get_object()) {
            m_heard += QLatin1Char('\n') + QString::fromUtf8(key.data(), qsizetype(key.size()));
            note(value);
        }
    } else if (json.is_array()) {
        for (const auto& value : json.get_array()) {
            note(value);
        }
    } else if (json.is_string()) {
        const auto& text = json.get_string();
        m_heard += QLatin1Char('\n') + QString::fromUtf8(text.data(), qsizetype(text.size()));
    }
}

bool HeardEngine::said(const QString& words) const {
    std::lock_guard lock(m_mutex);
    return m_heard.contains(words, Qt::CaseInsensitive);
}

api::ReplyHandler HeardEngine::hear(api::ReplyHandler handler) const {
    return [this, handler = std::move(handler)](api::Result<api::Reply> reply) {
        if (reply.ok()) {
            std::lock_guard lock(m_mutex);
            std::visit([this](const auto& value) { note(api::toJson(value)); }, *reply);
        }
        handler(std::move(reply));
    };
}

void HeardEngine::submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
    m_engine->submit(std::move(command), std::move(context), hear(std::move(handler)));
}

void HeardEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    m_engine->query(std::move(query), std::move(context), hear(std::move(handler)));
}

std::unique_ptr<api::Subscription> HeardEngine::subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) {
    return m_engine->subscribe(std::move(filter), from, std::move(sink));
}

api::Health HeardEngine::health() const {
    auto health = m_engine->health();
    std::lock_guard lock(m_mutex);
    note(api::toJson(health));
    return health;
}

// ---- the window ---------------------------------------------------------------------------------------------------

namespace {
/// What tells whether a page still fills itself.
QStringList sightOf(const QWidget& root) {
    QStringList sight;
    for (const auto* one : seen<QWidget>(root)) {
        const QRect at = one->geometry();
        sight << QStringLiteral("%1,%2,%3,%4").arg(at.x()).arg(at.y()).arg(at.width()).arg(at.height());
        if (const auto* label = qobject_cast<const QLabel*>(one)) {
            sight << label->text();
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(one)) {
            sight << button->text() + QString::number(button->isEnabled());
        } else if (const auto* view = qobject_cast<const QAbstractItemView*>(one); view && view->model()) {
            sight << QString::number(view->model()->rowCount());
        }
    }
    return sight;
}
}  // namespace

void WalkWindow::settle(const QWidget& root) {
    constexpr int kLook = 30;  // ms between two looks
    constexpr int kMost = 40;
    QStringList before;
    for (int same = 0, i = 0; same < 2 && i < kMost; ++i) {
        QTest::qWait(kLook);
        const QStringList now = sightOf(root);
        same = now == before ? same + 1 : 0;
        before = now;
    }
}

WalkWindow::WalkWindow(const QSize& size) {
    m_opener.given = {{QStringLiteral("dev-laptop"), {}, {"nats://127.0.0.1:4222"}, {}}};
    m_book.setContexts(m_opener.given);
    ConnectionProfile one;
    one.name = "Production Europe";
    one.servers = {"tls://nats-1.example.com:4222"};
    (void)m_book.put(one);
    m_window = std::make_unique<MainWindow>(m_settings);
    m_window->setConnections(&m_book, &m_opener);
    m_window->resize(size);
    m_window->show();
    auto session = std::make_unique<EngineSession>(m_engine, sampleIdentity(), QStringLiteral("default"));
    session->setSecrets(&m_secrets);
    m_window->setSession(std::move(session), true);
    (void)QTest::qWaitForWindowActive(m_window.get());
}

WalkWindow::~WalkWindow() = default;

bool WalkWindow::said(const QString& words) const {
    if (m_engine->said(words) || m_secrets.condition().why.contains(words) || m_folder.path().contains(words) ||
        QLatin1String(kSampleUser) == words) {
        return true;
    }
    const auto entries = m_book.entries();
    return std::any_of(entries.begin(), entries.end(), [&words](const auto& one) {
        return toText(one.profile.name).contains(words) || addressOf(one.profile).contains(words);
    });
}

Page* WalkWindow::page() const {
    const auto pages = seen<Page>(*m_window);
    return pages.isEmpty() ? nullptr : pages.front();
}

void WalkWindow::open(const QString& place) {
    m_window->open(place);
    settle(*m_window);
    bool chosen = false;
    for (auto* view : seen<QAbstractItemView>(*page())) {
        if (!qobject_cast<QHeaderView*>(view) && view->model() && view->model()->rowCount() > 0 &&
            !view->currentIndex().isValid() && view->selectionMode() != QAbstractItemView::NoSelection) {
            view->setCurrentIndex(view->model()->index(0, 0));
            chosen = true;
        }
    }
    if (chosen) {
        settle(*m_window);
    }
}

QDialog* WalkWindow::openDialog(QAction& command) {
    command.trigger();
    for (int i = 0; i < 20; ++i) {
        if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) {
            settle(*dialog);
            return dialog;
        }
        QTest::qWait(10);
    }
    return nullptr;
}

void WalkWindow::leave(QDialog& dialog) {
    const QPointer<QDialog> guard(&dialog);
    dialog.reject();
    (void)QTest::qWaitFor([&guard] { return !guard || !guard->isVisible(); });
}

QString whereIs(const QWidget& widget) {
    QStringList way;
    for (const QWidget* one = &widget; one && !one->isWindow() && !qobject_cast<const Page*>(one);
         one = one->parentWidget()) {
        QString name = QString::fromLatin1(one->metaObject()->className()).section(QLatin1String("::"), -1);
        name += one->objectName().isEmpty() ? QString() : QLatin1Char('#') + one->objectName();
        if (const auto* button = qobject_cast<const QAbstractButton*>(one); button && !button->text().isEmpty()) {
            name += QStringLiteral("“%1”").arg(button->text());
        } else if (!one->accessibleName().isEmpty()) {
            name += QStringLiteral("(%1)").arg(cutText(toUtf8(one->accessibleName()), 40));
        }
        way.prepend(name);
    }
    return way.mid(std::max<qsizetype>(0, way.size() - 4)).join(QStringLiteral(" > "));
}

}  // namespace beamline::test
