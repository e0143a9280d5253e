// SPDX-License-Identifier: Apache-2.0
// `beamctl extension test`: asks an extension its cases.json, started as an engine starts it.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>

#include "app/ctl/routing_commands.h"
#include "engine/api/operations.h"
#include "engine/routing/extension.h"
#include "engine/routing/package.h"
#include "engine/routing/policy_difference.h"
#include "engine/runtime/extension_caller.h"

namespace beamline::ctl {

namespace {
namespace fs = std::filesystem;

constexpr const char* kCasesFile = "cases.json";
constexpr const char* kExtensionsFolder = "extensions";
constexpr std::chrono::milliseconds kCasePatience{10'000};  ///< programs that start take longer than their answers
constexpr std::size_t kMaxCases = 1'000;

struct TestCase {
    std::string name;
    boost::json::object request;
    std::optional<boost::json::object> response;
    std::string status;
    std::string error;
};
struct TestSubject {
    routing::Extension extension;
    fs::path folder;
};
struct CaseOutcome {
    std::vector<std::string> wrong;  ///< empty: as it should be
    std::string remark;
    double tookMs = 0;
};

/// Of a case; a problem when it is none.
std::optional<api::Problem> readCase(const api::Json& json, std::size_t index, TestCase& out) {
    const auto problem = [&](const char* member, const std::string& message) {
        return api::Problem{api::Severity::error, 0, 0, "/" + std::to_string(index) + member, message};
    };
    const auto* object = json.if_object();
    const auto* request = object ? object->if_contains("request") : nullptr;
    if (!request || !request->is_object()) {
        return problem("", "A case has a request, an object, and what must come: response, status or error.");
    }
    out.request = request->get_object();
    const auto text = [&](const char* name) {
        const auto* member = object->if_contains(name);
        return member && member->is_string() ? std::string(member->get_string()) : std::string();
    };
    out.name = text("name").empty() ? "case " + std::to_string(index + 1) : text("name");
    out.status = text("status");
    out.error = text("error");
    if (const auto* response = object->if_contains("response")) {
        if (!response->is_object()) {
            return problem("/response", "A response is an object.");
        }
        out.response = response->get_object();
    }
    if ((out.response ? 1 : 0) + (out.status.empty() ? 0 : 1) + (out.error.empty() ? 0 : 1) != 1) {
        return problem("", "A case says one of: response, status, error.");
    }
    return std::nullopt;
}

/// Empty: they were told to be wrong.
std::vector<TestCase> readCases(const fs::path& file, int& code) {
    std::string text;
    const auto json = readJson(file.string(), {}, &text);
    if (!json.ok()) {
        code = fail(json.error(), file.string());
        return {};
    }
    std::vector<TestCase> cases;
    std::vector<api::Problem> problems;
    const auto* array = json->if_array();
    if (!array || array->empty() || array->size() > kMaxCases) {
        problems.push_back(
            {api::Severity::error, 0, 0, "", "This must be a list of cases: what is asked, what comes."});
    }
    for (std::size_t i = 0; problems.empty() && array && i < array->size(); ++i) {
        if (auto problem = readCase((*array)[i], i, cases.emplace_back())) {
            problems.push_back(std::move(*problem));
        }
    }
    if (!problems.empty()) {
        printProblems(file.string(), std::move(problems), text);
        code = kInvalid;
        return {};
    }
    return cases;
}

std::optional<TestSubject> subjectOf(const routing::ExtensionReading& reading, const fs::path& folder,
                                     const std::string& file, const std::string& text, int& code) {
    if (!reading.extension) {
        printProblems(file, reading.problems, text);
        code = kInvalid;
        return std::nullopt;
    }
    if (reading.extension->instances.empty() ||
        reading.extension->instances.front().transport == routing::Transport::nats) {
        note("'" + reading.extension->id +
             "' is reached over NATS. What is tested here is started as a process: give "
             "its manifest \"transport\": \"process\" and a command, or an http address.");
        code = kUsage;
        return std::nullopt;
    }
    return TestSubject{*reading.extension, folder};
}

/// Of a folder with a manifest.
std::optional<TestSubject> subjectOfFolder(const std::string& path, int& code) {
    std::error_code ec;
    const auto folder = fs::canonical(path, ec);
    const auto file = (fs::path(path) / routing::kManifestFile).string();
    std::string text;
    const auto manifest = readJson(file, {}, &text);
    if (!manifest.ok()) {
        code = fail(manifest.error(), file);
        return std::nullopt;
    }
    auto subject = subjectOf(routing::readExtension(*manifest), folder, file, text, code);
    if (subject) {
        for (auto& instance : subject->extension.instances) {
            instance.directory = folder.filename().string();
        }
    }
    return subject;
}

/// Of one that is registered, whose folder lies in the data directory.
std::optional<TestSubject> subjectOfId(const Globals& globals, const std::string& id, int& code) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        code = fail(client.error());
        return std::nullopt;
    }
    const auto detail = (*client)->call(api::GetExtension{id, 0});
    if (!detail.ok()) {
        note("There is neither a folder " + id + " nor an extension of that name: " + detail.error().message);
        code = exitCodeOf(detail.error());
        return std::nullopt;
    }
    const auto root = (*client)->dataDir();
    if (root.empty()) {
        note("The files of '" + id + "' lie on the nodes of the cluster. Test its folder: beamctl extension test DIR");
        code = kUsage;
        return std::nullopt;
    }
    auto subject = subjectOf(routing::readExtension(detail->document, detail->info.tenant), {}, id, {}, code);
    if (subject) {
        auto& directory = subject->extension.instances.front().directory;
        subject->folder = root / kExtensionsFolder / (directory.empty() ? id : directory);
        directory = subject->folder.filename().string();
    }
    return subject;
}

class CaseRunner {
public:
    CaseRunner(const routing::Extension& extension, const fs::path& folder)
        : m_extension(extension),
          m_caller(blocks::BlockSettings{}, blocks::BrokerAddress{}, folder.parent_path(), {}) {}

    CaseOutcome run(const TestCase& test) {
        CaseOutcome outcome;
        const auto patience = std::max(kCasePatience, std::chrono::milliseconds(m_extension.timeoutMs));
        const auto begin = std::chrono::steady_clock::now();
        const auto answer = m_caller.call(m_extension, m_extension.instances.front(), test.request, patience, {});
        outcome.tookMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
        if (const auto* error = std::get_if<routing::CallError>(&answer)) {
            judgeError(test, *error, outcome);
        } else {
            judgeAnswer(test, std::get<boost::json::object>(answer), outcome);
        }
        return outcome;
    }
    std::vector<std::string> log() { return m_caller.log(m_extension.key()); }

private:
    static void judgeError(const TestCase& test, const routing::CallError& error, CaseOutcome& outcome) {
        const bool refused = error.kind == routing::CallError::Kind::refused;
        if (test.error.empty()) {
            outcome.wrong.push_back((refused ? "it answered with an error: " : "") + error.message);
        } else if (!refused) {
            outcome.wrong.push_back("the error " + test.error + " should come: " + error.message);
        } else if (error.message != test.error && !error.message.starts_with(test.error + ":")) {
            outcome.wrong.push_back("the error " + test.error + " should come, not " + error.message);
        }
    }

    static void judgeAnswer(const TestCase& test, const boost::json::object& answer, CaseOutcome& outcome) {
        if (!test.error.empty()) {
            outcome.wrong.push_back("the error " + test.error + " should come, not " + api::printJson(answer));
            return;
        }
        if (!test.response) {
            const auto* status = answer.if_contains("status");
            if (!status || !status->is_string() || status->get_string() != test.status) {
                outcome.wrong.push_back("the status " + test.status + " should come, not " + api::printJson(answer));
            }
            return;
        }
        for (const auto& one : routing::policyDifference(*test.response, answer)) {
            const auto& difference = one.as_object();
            const auto* before = difference.if_contains("before");
            const auto* after = difference.if_contains("after");
            const auto* at = difference.if_contains("pointer");
            const std::string pointer = at && at->is_string() ? std::string(at->get_string()) : std::string();
            outcome.wrong.push_back((pointer.empty() ? "/" : pointer) + " should be " +
                                    api::printJson(before ? *before : api::Json()) + ", not " +
                                    api::printJson(after ? *after : api::Json()));
        }
    }

    const routing::Extension m_extension;
    runtime::ExtensionCaller m_caller;
};

void printOutcome(const TestCase& test, const CaseOutcome& outcome, int timeoutMs) {
    std::cout << (outcome.wrong.empty() ? "ok      " : "failed  ") << cell(test.name) << " ("
              << millisecondsText(std::round(outcome.tookMs)) << ")\n";
    for (const auto& wrong : outcome.wrong) {
        std::cout << "        " << cell(wrong) << '\n';
    }
    if (outcome.wrong.empty() && outcome.tookMs > timeoutMs) {
        note("\"" + test.name + "\" took longer than timeout_ms allows (" + std::to_string(timeoutMs) +
             " ms); the first case starts the program.");
    }
}

boost::json::object jsonOfOutcome(const TestCase& test, const CaseOutcome& outcome) {
    boost::json::array wrong;
    for (const auto& one : outcome.wrong) {
        wrong.push_back(api::Json(one));
    }
    return {
        {"name", test.name}, {"ok", outcome.wrong.empty()}, {"tookMs", outcome.tookMs}, {"wrong", std::move(wrong)}};
}

int runCases(const Globals& globals, const TestSubject& subject, const std::vector<TestCase>& cases) {
    CaseRunner runner(subject.extension, subject.folder);
    boost::json::array results;
    std::vector<std::size_t> failed;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto outcome = runner.run(cases[i]);
        if (!outcome.wrong.empty()) {
            failed.push_back(i);
        }
        if (globals.format == Format::json) {
            results.push_back(jsonOfOutcome(cases[i], outcome));
        } else {
            printOutcome(cases[i], outcome, subject.extension.timeoutMs);
        }
    }
    if (globals.format == Format::json) {
        printJson(results);
    }
    if (failed.empty()) {
        return kCompleted;
    }
    std::cout.flush();
    for (const auto& line : runner.log()) {
        note(subject.extension.id + ": " + line);
    }
    printWorkflowError({"https://beamline.io/errors/extension/test", 400, "Cases failed",
                        std::to_string(failed.size()) + " of " + std::to_string(cases.size()) +
                            " cases failed, the first is: " + cases[failed.front()].name,
                        "/" + std::to_string(failed.front())});
    return kFaulted;
}

}  // namespace

int testExtension(const Globals& globals, const ExtensionCommand& command) {
    std::error_code ec;
    int code = kCompleted;
    const auto& what = command.words[0];
    const auto subject = fs::is_directory(what, ec) ? subjectOfFolder(what, code) : subjectOfId(globals, what, code);
    if (!subject) {
        return code;
    }
    const auto cases = readCases(subject->folder / kCasesFile, code);
    return cases.empty() ? code : runCases(globals, *subject, cases);
}

}  // namespace beamline::ctl
