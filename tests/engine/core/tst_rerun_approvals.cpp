// SPDX-License-Identifier: Apache-2.0
// What people decided in a run before: when it holds for the next one, and when they are asked anew.

#include "tests/engine/core/rerun_harness.h"

namespace beamline::core::testing {
namespace {

constexpr const char* kPays =
    "do:\n"
    "  - look: {set: {amount: 100}}\n"
    "  - ask: {call: approval, with: {subject: Pay, summary: As billed, context: '${ .amount }'}, output: {as: "
    "{amount: "
    "100}}}\n"
    "  - pay: {call: work, with: {return: '${ .amount }'}}\n";

/// The one warning of a task.
std::string warned(const api::Result<Rerun>& planned, const std::string& ref) {
    std::string all;
    for (const auto& warning : planned.ok() ? planned->plan.warnings : std::vector<api::Problem>()) {
        all += warning.pointer == ref ? warning.message : "";
    }
    return planned.ok() ? all : planned.error().message;
}

Driver paid() {
    Driver driver(kPays);
    driver.start();
    driver.must(driver.decision(1, "bob"));
    driver.toEnd();
    EXPECT_EQ(driver.ending(), "completed 100");
    return driver;
}

TEST(RerunApprovals, ADecisionIsTakenOverByNameAlone) {
    const auto before = paid();
    EXPECT_EQ(warned(planned(before, "/do/2/pay"), "/do/1/ask"),
              "The approval \"ask\" of bob is taken over: nobody is asked again, unless the input is edited.");
    EXPECT_EQ(warned(planned(before, "/do/1/ask"), "/do/1/ask"), "") << "it begins there";
    auto again = rerun(before, "/do/2/pay", {}, json(R"({"amount":100})"));
    EXPECT_EQ(called(again), Names{"pay"}) << "that is no edit";
}

TEST(RerunApprovals, WithAnEditedInputPeopleAreAskedAnewAndToldOfIt) {
    const auto before = paid();
    const auto input = json(R"({"amount":1000000})");
    const auto plan = planned(before, "/do/2/pay", {}, input);
    EXPECT_EQ(warned(plan, "/do/1/ask"),
              "The approval \"ask\" of bob is not taken over but asked anew: the input of a task behind it is edited.");
    auto again = rerun(before, "/do/2/pay", {}, input);
    EXPECT_TRUE(called(again).empty());
    ASSERT_EQ(again.machine().approvals().size(), 1U);
    EXPECT_EQ(again.machine().approvals()[0].summary,
              "As billed\n\nIn this run the task \"pay\" is given an edited input:\n\n```json\n"
              "{\"amount\":1000000}\n```\n");
    again.keepSnapshot();
    again.crash(true);
    const auto id = again.machine().approvals()[0].id;
    again.must(again.decision(static_cast<ActivityId>(std::stoul(id.substr(id.rfind('.') + 1))), "eve"));
    EXPECT_EQ(called(again), Names{"pay"});
    again.toEnd();
    EXPECT_EQ(again.ending(), "completed 1000000");
    again.expectReplay();
    EXPECT_EQ(warned(planned(again, "/do/2/pay"), "/do/1/ask"),
              "The approval \"ask\" of eve is taken over: nobody is asked again, unless the input is edited.");
    const auto large = rerun(before, "/do/2/pay", {}, Json(std::string(20'000, 'x')));
    EXPECT_NE(large.machine().approvals().at(0).summary.find(", 20002 bytes that begin with:"), std::string::npos);
}

TEST(RerunApprovals, ADecisionIsGoodForWhatWasAsked) {
    const auto before = paid();
    const std::string pays = kPays;
    const auto with = [&](const std::string& from, const std::string& to) {
        auto text = pays;
        return define(text.replace(text.find(from), from.size(), to));
    };
    const auto shows = with("set: {amount: 100}", "set: {amount: 999}");
    EXPECT_EQ(
        warned(planned(before, "/do/2/pay", shows), "/do/1/ask"),
        "The approval \"ask\" of bob is not taken over but asked anew: it shows something else in version 1.0.0.");
    auto again = rerun(before, "/do/2/pay", shows);
    EXPECT_TRUE(called(again).empty());
    ASSERT_EQ(again.machine().approvals().size(), 1U);
    EXPECT_EQ(again.machine().approvals()[0].context, Json(999));
    const auto written = with("output: {as: {amount: 100}}", "output: {as: {amount: 99}}");
    EXPECT_EQ(
        warned(planned(before, "/do/2/pay", written), "/do/1/ask"),
        "The approval \"ask\" of bob is not taken over but asked anew: it is written otherwise in version 1.0.0.");
    EXPECT_EQ(rerun(before, "/do/2/pay", written).machine().approvals().size(), 1U);
}

}  // namespace
}  // namespace beamline::core::testing
