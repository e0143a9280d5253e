// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/tour.h"

#include <QAction>
#include <QApplication>
#include <QShortcut>
#include <algorithm>

#include "ui/models/sample_run.h"
#include "ui/session/engine_session.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/tour_bubble.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/page.h"

namespace beamline::ui {

Tour::Tour(MainWindow& window, EngineSession* session, const Settings& settings, int first)
    : QObject(&window),
      m_window(window),
      m_settings(settings),
      m_sample(new SampleRun(session, this)),
      m_shade(new TourShade(&window)),
      m_bubble(new TourBubble(&window)),
      m_turn(new QShortcut(QKeySequence(Qt::Key_F6), &window)) {
    setObjectName(QStringLiteral("tour"));
    connect(m_bubble, &TourBubble::next, this, [this] { m_step == LastStep ? Q_EMIT ended(true) : go(m_step + 1); });
    connect(m_bubble, &TourBubble::back, this, [this] { go(std::max(0, m_step - 1)); });
    connect(m_bubble, &TourBubble::ended, this, [this] { Q_EMIT ended(false); });
    connect(m_bubble, &TourBubble::acted, this, [this] {
        if (m_stop.run) {
            m_stop.run();
        }
    });
    connect(m_sample, &SampleRun::changed, this, [this] {
        look();  // what it waited for may have been decided
        show(false);
    });
    connect(m_sample, &SampleRun::failed, this, [this](const QString& why) {
        m_trouble = why;
        show(false);
    });
    connect(m_turn, &QShortcut::activated, this, &Tour::toPageOrBack);
    // Pages come, scroll and grow as their answers arrive: looking is simpler than being told of all that.
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &Tour::look);
    m_look.start();
    go(first);
}

Tour::~Tour() {
    delete m_turn;
    delete m_bubble;
    delete m_shade;
}

void Tour::leave() {
    closePast();
    m_look.stop();
    m_sample->disconnect(this);
    m_turn->setEnabled(false);
    m_bubble->hide();
    m_shade->hide();
}

void Tour::go(int step) {
    if (m_step == PastStep && step != PastStep) {
        closePast();
    }
    m_step = step;
    m_selected = m_opened = m_decided = false;
    m_request = m_sample->approvalPlace();
    m_trouble.clear();
    show(true);
    m_bubble->takeFocus();
}

/// What is said now; goes to the place of the step when that is another one than before.
void Tour::show(bool news) {
    const QString before = news ? QString() : m_stop.place;
    m_stop = stop();
    const bool follows = news || m_window.place() == before;  // whoever has gone elsewhere is not pulled back
    if (follows && !m_stop.place.isEmpty() && m_stop.place != before) {
        const bool held = m_bubble->isAncestorOf(QApplication::focusWidget());
        m_window.open(m_stop.place);
        if (held) {
            m_bubble->takeFocus();  // the page has taken it
        }
    }
    const QString text = m_trouble.isEmpty() ? m_stop.text : QStringLiteral("%1\n\n%2").arg(m_stop.text, m_trouble);
    const bool starts = m_sample->isStarting();
    m_bubble->say({m_stop.title, text, m_stop.act, starts ? tr("It is being started.") : QString(), m_step, kSteps},
                  news);
    place();
    m_shade->setVisible(true);
    m_bubble->setVisible(true);
    m_shade->raise();
    m_bubble->raise();
}

/// What the user does in the window.
void Tour::watch() {
    if (auto* graph = shown<GraphView>(); graph && graph != m_graph) {
        m_graph = graph;
        connect(graph, &GraphView::taskSelected, this,
                [this](const QString& task) { m_selected = m_selected || !task.isEmpty(); });
    }
    m_opened = m_opened || (m_step == PastStep && isPastOpen()) ||
               (m_step == PaletteStep && m_window.findChild<CommandPalette*>());
}

void Tour::look() {
    watch();
    const bool done = m_stop.done && m_stop.done();
    if (done && m_step == ApprovalStep) {
        m_decided = true;  // the next step leads to another page: the run is to be seen before
        show(true);
        m_bubble->takeFocus();
    } else if (done && m_step != LastStep) {
        go(m_step + 1);
    } else {
        place();
    }
}

void Tour::place() {
    const QWidget* target = m_stop.target ? m_stop.target() : nullptr;
    QRect hole;
    if (target && target->isVisible()) {
        hole = QRect(target->mapTo(&m_window, QPoint(0, 0)), target->size());
        for (const auto* at = target->parentWidget(); at && at != &m_window; at = at->parentWidget()) {
            hole &= QRect(at->mapTo(&m_window, QPoint(0, 0)), at->size());  // what has been scrolled away
        }
    }
    m_shade->setGeometry(m_window.rect());
    const QRect at = m_bubble->placeBeside(hole);
    m_bubble->move(at.topLeft());
    m_shade->show(hole, at);
}

/// Whoever wants to do with the keyboard what is spoken of.
void Tour::toPageOrBack() {
    if (!m_bubble->isAncestorOf(QApplication::focusWidget())) {
        m_bubble->takeFocus();
        return;
    }
    auto* target = m_stop.hand ? m_stop.hand() : m_stop.target ? m_stop.target() : nullptr;
    if (target && target->focusPolicy() == Qt::NoFocus) {
        const auto inside = target->findChildren<QWidget*>();
        const auto first = std::find_if(inside.begin(), inside.end(), [](const QWidget* one) {
            return one->isVisible() && one->isEnabled() && (one->focusPolicy() & Qt::TabFocus);
        });
        target = first == inside.end() ? nullptr : *first;
    }
    target = target ? target : shown<Page>();
    if (target) {
        target->setFocus(Qt::TabFocusReason);
    }
}

}  // namespace beamline::ui
