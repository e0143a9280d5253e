// SPDX-License-Identifier: Apache-2.0
#pragma once
// Connections that lead to fixture engines, for tests of the page Connections and of the switcher. GUI thread.

#include <QPointer>
#include <map>

#include "tests/ui/sample_data.h"
#include "ui/session/engine_opener.h"

namespace beamline::test {

class FixtureOpener : public ui::EngineOpener {
public:
    std::vector<ui::ImportedContext> given;
    std::vector<ui::DiagnosisStep> steps;
    std::string lastSecret;
    ui::ConnectionProfile lastProfile;
    int diagnosed = 0;
    bool silent = false;  ///< tests do not end

    void open(const ui::ConnectionProfile& profile, const std::string& secret, QObject*, Opened done) override {
        lastProfile = profile;
        lastSecret = secret;
        done(ui::OpenedEngine{sampleEngine(), sampleIdentity(), false, false, {}, {}});
    }
    void close(ui::OpenedEngine, std::function<void()> done) override { done(); }
    void diagnose(const ui::ConnectionProfile& profile, const std::string& secret, QObject* context,
                  Diagnosed done) override {
        lastProfile = profile;
        lastSecret = secret;
        ++diagnosed;
        if (!silent) {
            QMetaObject::invokeMethod(
                context, [done, found = steps] { done(found); }, Qt::QueuedConnection);
        }
    }
    std::vector<ui::ImportedContext> contexts() override { return given; }
};

inline std::vector<ui::DiagnosisStep> sampleSteps(bool refused) {
    using Step = ui::DiagnosisStep;
    const auto text = [](const char* words) { return QString::fromUtf8(words); };
    std::vector<Step> all{{Step::Passed, text("Address"), text("10.0.0.11:4222 answers.")},
                          {Step::Passed, text("TLS"),
                           text("Encrypted; the certificate of nats-1.example.com is valid "
                                "until 3 March 2027.")}};
    if (refused) {
        all.push_back({Step::Failed, text("Sign-in"),
                       text("The server refuses the user “ops”: the password is wrong, or the user is not known. Edit "
                            "the connection and enter it again.")});
        for (const char* title : {"Permissions", "JetStream", "Beamline"}) {
            all.push_back({Step::NotTried, text(title), {}});
        }
        return all;
    }
    all.push_back({Step::Passed, text("Sign-in"), text("As user ops.")});
    all.push_back({Step::Passed, text("Permissions"), text("Requests and answers get through.")});
    all.push_back({Step::Warned, text("JetStream"), text("This user may not see it. Only nodes need to.")});
    all.push_back(
        {Step::Passed, text("Beamline"), text("Version 0.1.0, node n1 of the cluster prod-eu, 0.8 ms away.")});
    return all;
}

}  // namespace beamline::test
