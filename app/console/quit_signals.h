// SPDX-License-Identifier: Apache-2.0
#pragma once
// SIGINT, SIGTERM and SIGHUP as a Qt signal, so that a session's end stops the engine in order. GUI thread; POSIX only.

#include <QObject>

namespace beamline::app {

class QuitSignals : public QObject {
    Q_OBJECT
public:
    explicit QuitSignals(QObject* parent = nullptr);

Q_SIGNALS:
    void quitAsked();
};

}  // namespace beamline::app
