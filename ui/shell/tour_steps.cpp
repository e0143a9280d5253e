// SPDX-License-Identifier: Apache-2.0
// What each step of the tour shows and says, and when the user has done it.
#include <QAction>
#include <QListView>

#include "ui/models/sample_run.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/pages/overview/attention_list.h"
#include "ui/pages/run/past_bar.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/session/settings.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/tour.h"
#include "ui/widgets/button.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/page.h"

namespace beamline::ui {

namespace {
using Sample = SampleRun::State;
}  // namespace

QWidget* Tour::child(const char* name) const {
    return m_window.findChild<QWidget*>(QString::fromLatin1(name));
}

bool Tour::isPastOpen() const {
    return shown<PastBar>() != nullptr;
}

void Tour::closePast() {
    if (auto* bar = shown<PastBar>()) {
        bar->end();
    }
}

Tour::Stop Tour::stop() const {
    switch (m_step) {
        case OverviewStep:
            return overviewStop();
        case GraphStep:
            return graphStop();
        case InspectorStep:
            return inspectorStop();
        case PastStep:
            return pastStop();
        case ApprovalStep:
            return approvalStop();
        case ProblemsStep:
            return problemsStop();
        case PaletteStep:
            return paletteStop();
        default:
            return lastStop();
    }
}

/// There is no run to point at: one can be started, or it is said what would be seen.
void Tour::offerSample(Stop& stop, const QString& wouldSee) const {
    stop.place = QStringLiteral("runs");
    stop.target = nullptr;
    stop.done = nullptr;
    if (m_sample->state() == Sample::Unknown) {
        stop.text = tr("The engine is being asked for the sample run.");
        return;
    }
    const QString why = m_sample->obstacle();
    if (why.isEmpty()) {
        stop.text = tr("There is no sample run here yet. Start one, or read on: %1").arg(wouldSee);
        stop.act = tr("Start the sample");
        stop.run = [sample = m_sample] { sample->start(); };
    } else {
        stop.text = tr("There is no sample run here. %1 With it, you would see: %2").arg(why, wouldSee);
    }
}

Tour::Stop Tour::overviewStop() const {
    Stop stop;
    stop.title = tr("What needs you");
    stop.text =
        tr("The overview says first what needs a person: a decision that waits, a run that failed. Every row and "
           "every figure leads to what is behind it.");
    if (m_sample->state() == Sample::Waiting) {
        stop.text += QLatin1Char(' ') + tr("The sample run waits here for you.");
    }
    stop.place = QStringLiteral("overview");
    stop.target = [this]() -> QWidget* {
        auto* list = shown<AttentionList>();
        return list ? list->parentWidget() : child("overview.tile0");
    };
    stop.done = [this] { return !m_sample->runPlace().isEmpty() && m_window.place() == m_sample->runPlace(); };
    return stop;
}

Tour::Stop Tour::graphStop() const {
    Stop stop;
    stop.title = tr("A run and its graph");
    stop.place = m_sample->runPlace();
    stop.text =
        tr("This run has read twelve invoices, set some aside, entered the others into a ledger and asks about "
           "the large ones. Each box is a task as it is now, and changes while you look. Select one: by a "
           "click, or with F6 and the arrow keys.");
    stop.target = [this]() -> QWidget* {
        auto* graph = shown<GraphView>();
        return graph ? graph->parentWidget() : nullptr;
    };
    stop.hand = [this]() -> QWidget* { return shown<GraphView>(); };
    stop.done = [this] { return m_selected; };
    if (stop.place.isEmpty()) {
        offerSample(stop, tr("a run is shown as the graph of its tasks, each in its current state."));
    }
    return stop;
}

Tour::Stop Tour::inspectorStop() const {
    Stop stop;
    stop.title = tr("What went in and came out");
    stop.place = m_sample->runPlace();
    stop.text =
        tr("The inspector shows the selected task: what went in, what came out, each attempt, and what it said "
           "to the outside. When something fails, this is where the cause stands.");
    stop.target = [this]() -> QWidget* { return shown<TaskInspector>(); };
    if (stop.place.isEmpty()) {
        offerSample(stop, tr("beside the graph stands what went into a task, what came out, and why it failed."));
    }
    return stop;
}

/// The button, and once it is pressed the bar with the slider.
Tour::Stop Tour::pastStop() const {
    Stop stop;
    stop.title = tr("Back in time");
    stop.place = m_sample->runPlace();
    stop.text =
        tr("A run keeps its whole history. Press “Step through the past” and move the slider: graph and "
           "inspector show the run as it was then. The last button of the bar leads back to now.");
    stop.target = [this]() -> QWidget* {
        if (auto* bar = shown<PastBar>()) {
            return bar;
        }
        const auto* step = m_window.findChild<QAction*>(QStringLiteral("run.past"));
        for (auto* button : step ? m_window.findChildren<Button*>() : QList<Button*>()) {
            if (button->isVisible() && button->text() == step->text()) {
                return button;
            }
        }
        return nullptr;
    };
    stop.done = [this] { return m_opened && !isPastOpen(); };
    if (stop.place.isEmpty()) {
        offerSample(stop, tr("every moment of a run can be looked at again, with a slider over its history."));
    }
    return stop;
}

/// Stays until the user goes on.
Tour::Stop Tour::decidedStop() const {
    Stop stop;
    stop.title = tr("What became of it");
    stop.place = m_sample->runPlace();
    stop.text = m_sample->state() == Sample::Ended
                    ? tr("You have decided, and the run has ended: each box says how, and its history who decided. "
                         "Press “Next” when you have looked.")
                    : tr("You have decided, and the run goes on by itself. Its last tasks end while you look.");
    stop.target = [this]() -> QWidget* {
        auto* graph = shown<GraphView>();
        return graph ? graph->parentWidget() : nullptr;
    };
    stop.hand = [this]() -> QWidget* { return shown<GraphView>(); };
    return stop;
}

Tour::Stop Tour::approvalStop() const {
    if (m_decided) {
        return decidedStop();
    }
    Stop stop;
    stop.title = tr("A decision");
    stop.place = m_sample->approvalPlace();
    stop.target = [this]() -> QWidget* { return shown<DecisionPane>(); };
    stop.hand = [this]() -> QWidget* { return shown<QListView>(); };  // where the keys of the pane work at once
    if (!stop.place.isEmpty()) {
        const int seconds = m_settings.undoSeconds();
        stop.text = tr("Here the run asks: what it is about, what follows from either answer, who may decide. Choose a "
                       "cost centre, then approve or reject.") +
                    QLatin1Char(' ') +
                    (seconds > 0 ? tr("For %n second(s) it can be taken back; then the engine has it and the run goes "
                                      "on at once.",
                                      nullptr, seconds)
                                 : tr("The engine has it at once, and the run goes on."));
        // In a step that began before the request was known it is this one that is decided.
        stop.done = [this, asked = m_request.isEmpty() ? stop.place : m_request] {
            return m_sample->state() != Sample::Unknown && m_sample->approvalPlace() != asked;
        };
        return stop;
    }
    if (m_sample->runPlace().isEmpty() || m_sample->state() == Sample::Running) {
        offerSample(stop, tr("a run that needs a person waits here, with all that is needed to decide."));
    }
    stop.place = QStringLiteral("approvals");
    if (m_sample->state() == Sample::Running) {
        stop.text = tr("The sample run is at work and has nothing to ask at the moment. What it asks comes here.");
        stop.act.clear();
    } else if (m_sample->state() == Sample::Ended) {
        stop.text =
            tr("The sample run has been decided already and has ended. What waits for a person stands here; "
               "decided requests stay, with who decided, when and why.");
        if (m_sample->obstacle().isEmpty()) {
            stop.act = tr("Start the sample again");
            stop.run = [sample = m_sample] { sample->start(); };
        }
    }
    return stop;
}

Tour::Stop Tour::problemsStop() const {
    Stop stop;
    stop.title = tr("What goes wrong");
    stop.text =
        tr("Whatever is wrong with the engine, with a schedule or in this window is listed on this page, with "
           "what to do. The line at the bottom counts it and says how the engine is.");
    stop.place = QStringLiteral("problems");
    stop.target = [this] { return child("status.problems"); };
    return stop;
}

Tour::Stop Tour::paletteStop() const {
    Stop stop;
    stop.title = tr("Anything by a few letters");
    const auto* palette = m_window.commands().find(QStringLiteral("window.commands"));
    const QString key = palette->shortcut().toString(QKeySequence::NativeText);
    stop.text = (key.isEmpty() ? tr("“Go to anything” finds pages, runs, workflows, approvals, settings and commands.")
                               : tr("%1 finds pages, runs, workflows, approvals, settings and commands.").arg(key)) +
                QLatin1Char(' ') + tr("Try it: open it, type “runs”, and close it with Esc.");
    stop.target = [this] { return child("status.commands"); };
    stop.done = [this] { return m_opened && !m_window.findChild<CommandPalette*>(); };
    return stop;
}

/// What is really there: the menus may be hidden, and keys can be changed.
Tour::Stop Tour::lastStop() const {
    Stop stop;
    auto& commands = m_window.commands();
    const QString key = commands.find(QStringLiteral("window.commands"))->shortcut().toString(QKeySequence::NativeText);
    stop.title = tr("Where to go from here");
    stop.text =
        tr("This page is where workflows live. Write one of your own, or drop a file here; the editor checks it "
           "while you type. Start it, and it stands under Runs. Connections leads to engines on other machines.") +
        QLatin1Char(' ') +
        (!key.isEmpty() ? tr("%1 finds the tour again: “%2”.")
                              .arg(key, CommandRegistry::textOf(*commands.find(QStringLiteral("help.tour"))))
         : m_settings.isMenuShown() ? tr("The tour stays in the menu Help.")
                                    : tr("The tour stays in the menu Help, which Alt shows."));
    stop.place = QStringLiteral("workflows");
    return stop;
}

}  // namespace beamline::ui
