// SPDX-License-Identifier: Apache-2.0
// The inbox at the command line: delegate, escalate, snooze, and the queues that a request then is in.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>

#include "tests/contract/ctl/program.h"
#include "tests/engine/wire/event_log.h"

namespace beamline::test {
namespace {

class BeamctlInbox : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamctl-inbox-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_directory = pattern;
        std::ofstream(m_directory / "flow.yaml")
            << "document: {dsl: '1.0.3', namespace: test, name: flow, version: '1.0.0'}\n"
               "do:\n  - ask: {call: approval, with: {subject: Really, risk: high, escalation: {users: [chief]}}}\n";
        m_owner =
            std::make_unique<Program>(m_directory, std::vector<std::string>{"run", "flow.yaml", "--data-dir", "data"});
        ASSERT_TRUE(eventually([&] {
            std::smatch found;
            const auto text = m_owner->errors();
            const bool told = std::regex_search(text, found, std::regex("beamctl approve ([0-9A-Z]{26}\\.[0-9]+)"));
            m_id = told ? found[1].str() : "";
            return told;
        })) << m_owner->errors();
    }
    void TearDown() override {
        m_owner.reset();
        std::filesystem::remove_all(m_directory);
    }
    Outcome at(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--data-dir", "data"});
        return Program(m_directory, arguments).wait();
    }
    bool lists(const std::string& queue) const {
        const auto outcome = at({"approvals", "--queue", queue, "--workflow", "fl*", "--risk", "high"});
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return outcome.out.find(m_id) != std::string::npos;
    }

    std::filesystem::path m_directory;
    std::unique_ptr<Program> m_owner;
    std::string m_id;
};

TEST_F(BeamctlInbox, ARequestIsDelegatedPutOffAndEscalated) {
    EXPECT_TRUE(lists("mine"));
    EXPECT_TRUE(lists("unclaimed"));
    EXPECT_EQ(at({"delegate", m_id, "--to", "bob"}).code, 2) << "until when?";
    EXPECT_EQ(at({"delegate", m_id, "--to", "bob", "--until", "soon"}).code, 2);
    const auto given = at({"delegate", m_id, "--to", "bob", "--until", "2h", "--comment", "on leave"});
    EXPECT_EQ(given.code, 0) << given.err;
    EXPECT_EQ(given.out.rfind(m_id + " delegated to bob until 2", 0), 0u) << given.out;
    EXPECT_FALSE(lists("mine"));
    EXPECT_TRUE(lists("others"));
    const auto record = at({"approvals", m_id}).out;
    EXPECT_TRUE(std::regex_search(record, std::regex("Delegated: .* to bob until .*: on leave"))) << record;
    EXPECT_EQ(at({"delegate", m_id}).out, m_id + " is yours again\n");
    EXPECT_EQ(at({"snooze", m_id, "--until", "90d"}).code, 2);
    EXPECT_EQ(at({"snooze", m_id, "--until", "7d"}).out.rfind(m_id + " put off until 2", 0), 0u);
    EXPECT_TRUE(lists("snoozed"));
    EXPECT_FALSE(lists("mine"));
    EXPECT_EQ(at({"snooze", m_id}).out, m_id + " is no longer put off\n");
    EXPECT_EQ(at({"escalate", m_id, "--comment", "too much"}).out, m_id + " escalated\n");
    EXPECT_NE(at({"escalate", m_id}).code, 0) << "once";
    EXPECT_NE(at({"approvals", m_id}).out.find("too much"), std::string::npos);
    EXPECT_EQ(at({"approve", m_id}).code, 0);
    EXPECT_EQ(m_owner->wait().code, 0) << m_owner->errors();
}

TEST_F(BeamctlInbox, SeveralAreDecidedTogether) {
    ASSERT_EQ(at({"deploy", "flow.yaml"}).code, 0);
    ASSERT_EQ(at({"start", "test/flow"}).code, 0);
    std::string other;
    ASSERT_TRUE(eventually([&] {
        const auto list = at({"approvals"}).out;
        std::smatch found;
        for (auto rest = list; std::regex_search(rest, found, std::regex("[0-9A-Z]{26}\\.[0-9]+"));
             rest = found.suffix()) {
            other = found.str() == m_id ? other : found.str();
        }
        return !other.empty();
    }));
    EXPECT_EQ(at({"approve", m_id, other, "--hash", "x"}).code, 2);
    const auto both = at({"approve", m_id, other, m_id, "--comment", "for friday"});
    EXPECT_EQ(both.code, 0) << both.err;
    EXPECT_EQ(both.out, m_id + " approved\n" + other + " approved\n");
    std::smatch told;
    ASSERT_TRUE(std::regex_search(both.err, told, std::regex("approvals --batch ([0-9A-Z]{26})"))) << both.err;
    const auto batch = told[1].str();
    const auto list = at({"approvals", "--batch", batch}).out;
    EXPECT_NE(list.find(m_id), std::string::npos) << list;
    EXPECT_NE(list.find(other), std::string::npos) << list;
    EXPECT_EQ(at({"approvals", "--batch", "another"}).out.find(m_id), std::string::npos);
    const auto record = at({"approvals", other}).out;
    EXPECT_NE(record.find("one of 2 decided together: beamctl approvals --batch " + batch), std::string::npos)
        << record;
    const auto past = at({"history", other.substr(0, other.find('.'))}).out;
    EXPECT_NE(past.find("one of 2 decided together, batch " + batch), std::string::npos) << past;
    EXPECT_EQ(m_owner->wait().code, 0) << m_owner->errors();
}

TEST_F(BeamctlInbox, ThatItsRunStaysSuspendedIsTold) {
    const std::string run = m_id.substr(0, m_id.find('.'));
    EXPECT_EQ(at({"approvals", m_id}).out.find("suspended"), std::string::npos);
    ASSERT_EQ(at({"suspend", run}).code, 0);
    const auto shown = at({"approvals", m_id});
    EXPECT_NE(shown.out.find("Its run is suspended and stays so"), std::string::npos) << shown.out;
    const auto decided = at({"approve", m_id});
    EXPECT_EQ(decided.code, 0);
    EXPECT_EQ(decided.out, m_id + " approved\n");
    EXPECT_NE(decided.err.find("beamctl resume " + run), std::string::npos) << decided.err;
    ASSERT_EQ(at({"resume", run}).code, 0);
    EXPECT_EQ(m_owner->wait().code, 0) << m_owner->errors();
}

}  // namespace
}  // namespace beamline::test
