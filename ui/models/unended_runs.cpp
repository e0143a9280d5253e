// SPDX-License-Identifier: Apache-2.0
#include "ui/models/unended_runs.h"

#include <QCoreApplication>

#include "ui/models/workflow_runs.h"

namespace beamline::ui {

namespace {
struct UnendedRuns {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::UnendedRuns)
};
}  // namespace

QStringList unendedTexts(const std::map<std::string, std::int64_t>& byPhase) {
    QStringList texts;
    const auto many = [&](const std::vector<api::Phase>& phases) { return static_cast<int>(countIn(byPhase, phases)); };
    if (const int running = many({api::Phase::running, api::Phase::pending}); running > 0) {
        texts << UnendedRuns::tr("%n running", nullptr, running);
    }
    if (const int waiting = many({api::Phase::waiting}); waiting > 0) {
        texts << UnendedRuns::tr("%n waiting", nullptr, waiting);
    }
    if (const int suspended = many({api::Phase::suspended}); suspended > 0) {
        texts << UnendedRuns::tr("%n suspended", nullptr, suspended);
    }
    return texts;
}

}  // namespace beamline::ui
