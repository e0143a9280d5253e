// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_welcome.h"

namespace beamline::test {

std::shared_ptr<FixtureEngine> welcomeEngine() {
    auto engine = sampleEngine();
    auto detail = api::callAndWait(*engine, api::GetRun{kWaitingRun}, sampleIdentity()).value();
    detail.run.ns = "samples";
    detail.run.version = "1.0.0";
    detail.run.now = "approval: 3 invoices above 1000 EUR";
    engine->put(detail);
    auto approval = api::callAndWait(*engine, api::GetApproval{kInvoiceApproval}, sampleIdentity()).value().approval;
    approval.ns = "samples";
    approval.version = "1.0.0";
    approval.subject = "3 invoices above 1000 EUR";
    approval.candidates = {};
    approval.quorum = 1;
    approval.decisions.clear();
    approval.comments.clear();
    approval.form = boost::json::parse(
        R"({"type":"object","properties":{"costCentre":{"type":"string","title":"Cost centre",
            "enum":["operations","office","travel"],"default":"operations"}}})");
    engine->put(approval, "approval.changed");
    return engine;
}

void endWelcomeRun(FixtureEngine& engine) {
    auto detail = api::callAndWait(engine, api::GetRun{kWaitingRun}, sampleIdentity()).value();
    detail.run.phase = api::Phase::completed;
    detail.run.endedAt = detail.run.updatedAt = kSampleNow;
    detail.run.now.clear();
    for (auto& task : detail.tasks) {
        task.phase = api::Phase::completed;
        task.endedAt = kSampleNow;
    }
    engine.put(detail);
    engine.put(detail.run);
}

}  // namespace beamline::test
