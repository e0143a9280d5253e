// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/welcome/welcome_page.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/sample_run.h"
#include "ui/models/unended_runs.h"
#include "ui/models/workflow_runs.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/settings/shortcut_book.h"
#include "ui/pages/welcome/welcome_card.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
using Sample = SampleRun::State;
enum WelcomeCards { RunCard, ApprovalCard, StartCard, ConnectCard };
constexpr int kReadable = 760;  // width of a text that is read as a whole

QLabel* welcomeText(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}
}  // namespace

WelcomePage::WelcomePage(EngineSession* session, Settings& settings, ShortcutBook& keys, bool connects)
    : m_session(session), m_settings(settings), m_keys(keys), m_connects(connects) {
    setObjectName(QStringLiteral("welcome"));
}

QIcon WelcomePage::icon() const {
    return Icon::get(QStringLiteral("info"));
}

void WelcomePage::activated() {
    if (!m_sample) {
        build();
    }
    m_sample->setLive(true);
    m_live = true;
    askCounts();
    m_away->setChecked(m_settings.wasWelcomed());
    showNow();
}

void WelcomePage::deactivated() {
    m_live = false;
    if (m_sample) {
        m_sample->setLive(false);
    }
}

void WelcomePage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    auto* header = new PageHeader(tr("Welcome to Beamline"), this);
    auto* tour = new Button(tr("Take the tour"), Button::Primary, this);
    tour->setObjectName(QStringLiteral("welcome.tour"));
    tour->setAccessibleDescription(tr("Two minutes over the real window; Esc ends it."));
    tour->setToolTip(tour->accessibleDescription());
    header->addWidget(tour);
    connect(tour, &QPushButton::clicked, this, [this] { Q_EMIT commandWanted(QStringLiteral("help.tour")); });
    m_bar = new InfoBar(this);
    m_sample = new SampleRun(m_session, this);
    column->addWidget(header);
    column->addWidget(m_bar);
    column->addWidget(scrolledPage(buildBody(), this), 1);
    connect(m_sample, &SampleRun::changed, this, &WelcomePage::showNow);
    connect(m_sample, &SampleRun::failed, this,
            [this](const QString& why) { m_bar->show(InfoBar::Error, tr("The sample was not started: %1").arg(why)); });
    m_countRest.setSingleShot(true);
    m_countRest.setInterval(kCountMs);
    connect(&m_countRest, &QTimer::timeout, this, &WelcomePage::askCounts);
    connect(m_session, &EngineSession::gap, this, &WelcomePage::touchCounts);
    connect(m_session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [](const auto& event) { return event.summary.has_value(); })) {
            touchCounts();
        }
    });
    connect(&m_keys, &ShortcutBook::changed, this, &WelcomePage::showKeys);
    showKeys();
    setFocusProxy(tour);
}

QWidget* WelcomePage::buildBody() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    auto* words = welcomeText(body);
    words->setObjectName(QStringLiteral("welcome.words"));
    words->setText(introduction());
    words->setMaximumWidth(kReadable);
    column->addWidget(words);
    column->addWidget(buildNow());
    column->addWidget(buildCards());
    column->addWidget(buildKeys());
    m_away = new QCheckBox(tr("Do not show this page at start"), body);
    m_away->setObjectName(QStringLiteral("welcome.away"));
    connect(m_away, &QCheckBox::clicked, this, [this](bool on) { m_settings.setWelcomed(on); });
    column->addWidget(m_away);
    column->addStretch(1);
    return body;
}

QString WelcomePage::introduction() const {
    const bool own = m_session->connectionProfile().kind == ConnectionKind::embedded;
    const QStringList sentences{
        tr("Beamline runs workflows: steps that are written down in a file and may take seconds or months."),
        tr("This window shows each run as it goes; where a person must decide, it waits until somebody does."),
        own ? tr("The engine is inside: what it has acknowledged is on the disk and goes on after a crash or a "
                 "restart.")
            : tr("The engine of this window is on another machine and goes on when the window is closed.")};
    return sentences.join(QLatin1Char(' '));
}

QWidget* WelcomePage::buildNow() {
    auto* card = new Card(tr("The engine now"), this);
    m_phase = new Pill(card);
    card->addToHeader(m_phase);
    auto* inside = new QWidget(card);
    auto* row = new QHBoxLayout(inside);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    m_now = welcomeText(inside);
    m_now->setObjectName(QStringLiteral("welcome.now"));
    m_look = new Button(tr("Look at it"), Button::Secondary, inside);
    m_look->setObjectName(QStringLiteral("welcome.look"));
    m_act = new Button(QString(), Button::Primary, inside);
    m_act->setObjectName(QStringLiteral("welcome.act"));
    row->addWidget(m_now, 1);
    row->addWidget(m_look);
    row->addWidget(m_act);
    m_figures = welcomeText(card);
    m_figures->setObjectName(QStringLiteral("welcome.figures"));
    m_figures->setProperty("muted", true);
    card->addBody(inside, true, 0);
    card->addBody(m_figures, true, 0);
    connect(m_look, &QPushButton::clicked, this, [this] { Q_EMIT navigate(m_sample->runPlace()); });
    connect(m_act, &QPushButton::clicked, this, [this] {
        m_sample->state() == Sample::Waiting ? Q_EMIT navigate(m_sample->approvalPlace()) : m_sample->start();
    });
    return card;
}

QWidget* WelcomePage::buildCards() {
    auto* holder = new QWidget(this);
    m_cardGrid = new QGridLayout(holder);
    m_cardGrid->setContentsMargins(0, 0, 0, 0);
    m_cardGrid->setSpacing(space::k12);
    const char* icons[kCards] = {"run", "approvals", "workflows", "connection"};
    for (int i = 0; i < kCards; ++i) {
        auto* card = new WelcomeCard(QString::fromLatin1(icons[i]), holder);
        card->setObjectName(QStringLiteral("welcome.card%1").arg(i));
        card->setVisible(i != ConnectCard || m_connects);
        connect(card, &QAbstractButton::clicked, this, [this, i] { press(i); });
        m_cards[static_cast<std::size_t>(i)] = card;
    }
    arrange();
    return holder;
}

QWidget* WelcomePage::buildKeys() {
    auto* card = new Card(tr("Keys worth knowing"), this);
    auto* inside = new QWidget(card);
    m_keyGrid = new QGridLayout(inside);
    m_keyGrid->setContentsMargins(0, 0, 0, 0);
    m_keyGrid->setHorizontalSpacing(space::k12);
    m_keyGrid->setVerticalSpacing(space::k4);
    m_keyGrid->setColumnStretch(1, 1);
    m_keyGrid->setColumnStretch(3, 1);
    card->addBody(inside, true);
    return card;
}

void WelcomePage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    if (m_cardGrid) {
        arrange();
    }
}

void WelcomePage::arrange() {
    const int shown = m_connects ? kCards : kCards - 1;  // the last one leads to connections
    const int columns = width() >= extent::kWideCards ? shown : kCards / 2;
    for (int i = 0; i < kCards; ++i) {
        auto* card = m_cards[static_cast<std::size_t>(i)];
        m_cardGrid->removeWidget(card);
        m_cardGrid->addWidget(card, i / columns, i % columns);
        m_cardGrid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void WelcomePage::showNow() {
    const QString why = m_sample->obstacle();
    const Sample state = m_sample->state();
    const bool known = state == Sample::Running || state == Sample::Waiting || state == Sample::Ended;
    QString words;
    QString act;
    if (m_sample->isStarting()) {
        words = tr("The sample run is being started.");
    } else if (state == Sample::Unknown) {
        words = tr("The engine is being asked.");
    } else if (state == Sample::Missing) {
        words = tr("There is no sample run yet. It reads twelve invoices and asks a person about the large ones.");
        act = tr("Start the sample");
    } else if (state == Sample::Running) {
        words = tr("The sample run invoice-approval is at work.");
    } else if (state == Sample::Waiting) {
        words = tr("The sample run invoice-approval waits for a decision: %1.").arg(m_sample->subject());
        act = tr("Decide");
    } else {
        words = tr("The sample run invoice-approval has ended. All that it did is kept.");
        act = tr("Start it again");
    }
    m_now->setText(breakable(words));
    m_phase->setVisible(known);
    if (known) {
        m_phase->setPhase(m_sample->run().phase);
    }
    m_look->setVisible(known);
    m_act->setVisible(!act.isEmpty());
    m_act->setText(act);
    m_act->setEnabled(state == Sample::Waiting || why.isEmpty());
    m_act->setToolTip(m_act->isEnabled() ? QString() : why);
    m_act->setAccessibleDescription(m_act->toolTip());
    if (known) {
        m_bar->hide();
    }
    showFigures();
    showCards();
}

/// As the page Runs counts them: what is waited for, and what needs a repair.
void WelcomePage::showFigures() {
    const QString approvals = tr("%n open approval(s)", nullptr, int(m_session->health().openApprovals));
    if (!m_counts) {
        m_figures->setText(approvals);
        return;
    }
    QStringList parts = unendedTexts(m_counts->byPhase);
    if (parts.isEmpty()) {
        parts << tr("none running or waiting");
    }
    if (const auto faulted = countIn(m_counts->byPhase, {api::Phase::faulted}); faulted > 0) {
        parts << tr("%n faulted", nullptr, static_cast<int>(faulted));
    }
    m_figures->setText(tr("Of all runs: %1. %2.").arg(parts.join(QStringLiteral(", ")), approvals));
}

void WelcomePage::touchCounts() {
    if (m_live && !m_countRest.isActive()) {
        m_countRest.start();
    }
}

void WelcomePage::askCounts() {
    m_session->call<api::CountRuns>({}, this, [this, token = ++m_countToken](api::Result<api::RunCounts> reply) {
        if (token == m_countToken && reply.ok()) {  // else what is known stays as it was
            m_counts = std::move(*reply);
            showFigures();
        }
    });
}

void WelcomePage::showCards() {
    const QString run = m_sample->runPlace();
    const bool waits = m_sample->state() == Sample::Waiting;
    if (run.isEmpty()) {
        m_cards[RunCard]->show(tr("Look at runs"),
                               tr("All that ran and runs, found by a filter, with what went wrong."));
    } else {
        m_cards[RunCard]->show(tr("Look at the sample run"),
                               tr("Its graph, its history, and what went into each task and came out of it."));
    }
    waits ? m_cards[ApprovalCard]->show(
                tr("Decide its approval"),
                tr("Read what it asks, then approve or reject. For some seconds it can be taken back."))
          : m_cards[ApprovalCard]->show(tr("Look at approvals"), tr("What waits for a decision, yours and others'."));
    m_cards[StartCard]->show(tr("Start a workflow"), tr("Choose one, fill in what it needs, and watch it run."),
                             m_startKey);
    m_cards[ConnectCard]->show(tr("Connect to a cluster"),
                               tr("Engines on other machines are opened here as this one is."));
}

void WelcomePage::press(int card) {
    const bool waits = m_sample->state() == Sample::Waiting;
    switch (card) {
        case RunCard:
            Q_EMIT navigate(m_sample->runPlace().isEmpty() ? QStringLiteral("runs") : m_sample->runPlace());
            return;
        case ApprovalCard:
            Q_EMIT navigate(waits ? m_sample->approvalPlace() : QStringLiteral("approvals"));
            return;
        case StartCard:
            Q_EMIT navigate(QStringLiteral("start"));
            return;
        default:
            Q_EMIT navigate(QStringLiteral("connections"));
    }
}

/// As they are now: every key can be changed.
void WelcomePage::showKeys() {
    const auto all = m_keys.shortcuts();
    const auto keyOf = [&all](const char* id) {
        const auto found =
            std::find_if(all.begin(), all.end(), [id](const Shortcut& one) { return one.id == QLatin1String(id); });
        return found == all.end() || found->keys.isEmpty() ? QString()
                                                           : found->keys.first().toString(QKeySequence::NativeText);
    };
    const std::pair<QString, QString> rows[] = {
        {keyOf("window.commands"), tr("Pages, runs, workflows, settings and commands, by a few letters")},
        {keyOf("run.start"), tr("Start a workflow, from any page")},
        {keyOf("go.overview"), tr("Overview, and with the next numbers the pages below it")},
        {keyOf("page.filter"), tr("Filter what is on the page")},
        {keyOf("go.back"), tr("Back to where you were")},
        {keyOf("help.shortcuts"), tr("The keys of the page that you are on; each can be changed")}};
    qDeleteAll(m_keyGrid->parentWidget()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    int at = 0;
    for (const auto& [key, text] : rows) {
        if (key.isEmpty()) {
            continue;  // it was taken away
        }
        auto* words = welcomeText(m_keyGrid->parentWidget());
        words->setText(text);
        words->setAccessibleName(QStringLiteral("%1: %2").arg(key, text));
        m_keyGrid->addWidget(new Pill(key, Pill::Badge, m_keyGrid->parentWidget()), at / 2, at % 2 * 2,
                             Qt::AlignLeft | Qt::AlignVCenter);
        m_keyGrid->addWidget(words, at / 2, at % 2 * 2 + 1);
        ++at;
    }
    m_startKey = keyOf("run.start");
    const QString anything = keyOf("window.commands");
    m_away->setToolTip(anything.isEmpty() ? tr("“Go to anything” finds it again: “%1”.").arg(title())
                                          : tr("%1 finds it again: “%2”.").arg(anything, title()));
    showCards();
}

}  // namespace beamline::ui
