// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tour over the real window and the real sample run: each step goes to its place, points at what is there, and goes
// on when its button is pressed or when the user does what it speaks of. Nothing in the window is blocked meanwhile.
// GUI thread only.

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <functional>

#include "ui/shell/main_window.h"

class QShortcut;

namespace beamline::ui {

class EngineSession;
class SampleRun;
class Settings;
class TourBubble;
class TourShade;

class Tour : public QObject {
    Q_OBJECT
public:
    enum Step { OverviewStep, GraphStep, InspectorStep, PastStep, ApprovalStep, ProblemsStep, PaletteStep, LastStep };
    static constexpr int kSteps = LastStep + 1;
    static constexpr int kLookMs = 100;  ///< between two looks at where the widgets are and what the user has done

    /// Begins at `first`. Ends before `session` does.
    Tour(MainWindow& window, EngineSession* session, const Settings& settings, int first = OverviewStep);
    ~Tour() override;

    int step() const { return m_step; }
    void go(int step);
    /// Shows and does nothing any more.
    void leave();

Q_SIGNALS:
    /// By the user; `whole`: after its last step.
    void ended(bool whole);

private:
    struct Stop {
        QString title;
        QString text;
        QString place;                     ///< to go to; empty: wherever the window is
        std::function<QWidget*()> target;  ///< null while there is none
        std::function<QWidget*()> hand;    ///< what F6 leads to; none: something in the target
        std::function<bool()> done;        ///< by the user; none: only the buttons go on
        QString act;
        std::function<void()> run;  ///< what the button `act` does
    };

    Stop stop() const;
    Stop overviewStop() const;
    Stop graphStop() const;
    Stop inspectorStop() const;
    Stop pastStop() const;
    Stop approvalStop() const;
    Stop decidedStop() const;
    Stop problemsStop() const;
    Stop paletteStop() const;
    Stop lastStop() const;
    void offerSample(Stop& stop, const QString& wouldSee) const;
    /// The one that is on view; null: none.
    template <class T>
    T* shown() const {
        const auto all = m_window.findChildren<T*>();
        const auto found = std::find_if(all.begin(), all.end(), [](const T* one) { return one->isVisible(); });
        return found == all.end() ? nullptr : *found;
    }
    QWidget* child(const char* name) const;
    bool isPastOpen() const;
    void closePast();

    void show(bool news);
    void look();
    void watch();
    void place();
    void toPageOrBack();

    MainWindow& m_window;
    const Settings& m_settings;
    SampleRun* m_sample;
    TourShade* m_shade;
    TourBubble* m_bubble;
    QShortcut* m_turn;  ///< F6
    QTimer m_look;
    Stop m_stop;
    int m_step = OverviewStep;
    // What the user has done in this step.
    bool m_selected = false;    ///< a task
    bool m_opened = false;      ///< the past, or the palette
    bool m_decided = false;     ///< the request, and what became of the run is on view
    QString m_request;          ///< that waited when the step began
    QString m_trouble;          ///< why the sample was not started
    QPointer<QWidget> m_graph;  ///< whose selection is followed
};

}  // namespace beamline::ui
