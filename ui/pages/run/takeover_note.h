// SPDX-License-Identifier: Apache-2.0
#pragma once
// Of a re-run: that what is shown was taken over, or that the run begins here and with which input; and the way to the
// task in the run before. GUI thread only.

#include <QWidget>
#include <array>
#include <optional>

#include "engine/api/operations.h"

class QLabel;

namespace beamline::ui {

class Button;
class EngineSession;

class TakeoverNote : public QWidget {
    Q_OBJECT
public:
    /// What a run has taken over; `of` empty: it is no re-run.
    struct Takeover {
        QString run;
        QString of;      ///< the run before
        QString begins;  ///< ref of the task where it begins; empty: at the start, or it has not come there
        QString name;    ///< of that task
        bool operator==(const Takeover&) const = default;
    };

    explicit TakeoverNote(EngineSession* session, QWidget* parent = nullptr);

    /// `task` empty: the run as a whole. `over`: its result is that of the run before.
    void show(const Takeover& takeover, const QString& task, bool over);
    QString text() const;

Q_SIGNALS:
    /// That task of that run is to be shown.
    void taskAsked(const QString& run, const QString& ref);

private:
    enum Inputs { Before, Now };

    void askInputs();
    void say();
    QString sentence() const;

    EngineSession* m_session;
    Takeover m_takeover;
    QString m_task;
    bool m_over = false;
    std::array<std::optional<api::Json>, 2> m_inputs;  ///< of the task where it begins
    std::array<bool, 2> m_asked{};                     ///< and not in vain
    quint64 m_token = 0;
    QLabel* m_text;
    Button* m_show;
};

}  // namespace beamline::ui
