// SPDX-License-Identifier: Apache-2.0
#include "engine/core/archive/archive.h"

#include <algorithm>

#include "engine/core/archive/past.h"
#include "engine/core/archive/task_past.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {

namespace {
constexpr const char* kAsks =
    "do:\n"
    "- get: {call: work, with: {id: '${ .id }'}}\n"
    "- keep: {set: {name: '${ .name }'}}\n"
    "- ask: {call: approval, with: {subject: '${ \"May \\(.name) go?\" }', context: {Token: '${ .name }'}}}\n"
    "- last: {set: {done: true}}\n";

/// A run that is told fact by fact, a second each.
class Taken {
public:
    explicit Taken(const std::string& body, const char* input = "{}") : m_definition(define(body)), m_body(body) {
        m_writer.emplace(m_definition, RunIdentity{"01RUN", 1'000, {{"Token", "Rex"}}, "ada"});
        Fact fact;
        fact.data = makeData(json(input));
        fact.by = "ada";
        add(std::move(fact));
    }
    Taken& add(Fact fact) {
        fact.at = m_at += 1'000;
        const auto added = m_writer->add(fact, m_seq++);
        EXPECT_TRUE(added.ok()) << added.error().message;
        return *this;
    }
    Taken& gives(ActivityId activity, const char* output) {
        Fact fact;
        fact.kind = FactKind::succeeded;
        fact.activity = activity;
        fact.data = makeData(json(output));
        return add(std::move(fact));
    }
    Taken& fails(ActivityId activity, const std::string& detail) {
        Fact fact;
        fact.kind = FactKind::failed;
        fact.activity = activity;
        fact.error = makeError("communication", detail, {});
        return add(std::move(fact));
    }
    Taken& fires(ActivityId activity) {
        Fact fact;
        fact.kind = FactKind::timer;
        fact.activity = activity;
        return add(std::move(fact));
    }
    Archive finish() {
        auto archive = m_writer->finish();
        archive.source = "document: {dsl: '1.0.3', namespace: test, name: sample, version: '1.0.0'}\n" + m_body;
        archive.workflow = m_definition->info;
        return archive;
    }
    const DefinitionPtr& definition() const { return m_definition; }

private:
    DefinitionPtr m_definition;
    const std::string m_body;
    std::optional<ArchiveWriter> m_writer;
    api::Timestamp m_at = 1'000;
    api::Seq m_seq = 10;
};

std::int64_t entries(const Archive& archive) {
    std::int64_t count = 0;
    for (const auto& step : archive.steps) {
        count += static_cast<std::int64_t>(step.entries.size());
    }
    return count;
}

const api::TaskState& task(const api::RunDetail& run, const std::string& name) {
    return *std::find_if(run.tasks.begin(), run.tasks.end(), [&](const auto& one) { return one.name == name; });
}

/// After the entry of this kind and task.
api::RunDetail after(const Archive& archive, const std::string& kind, const std::string& name = {}) {
    std::int64_t seen = 0;
    for (const auto& step : archive.steps) {
        for (const auto& entry : step.entries) {
            ++seen;
            if (entry.kind == kind && entry.name == name) {
                auto run = runAsOf(archive, seen);
                EXPECT_TRUE(run.ok());
                return *run;
            }
        }
    }
    ADD_FAILURE() << kind << ' ' << name;
    return archive.run;
}

std::string printed(const Archive& archive) {
    const auto file = writeArchive(archive);
    EXPECT_TRUE(file.ok());
    return api::printJson(*file);
}
}  // namespace

TEST(Archive, ARunIsShownAfterEachOfItsEntries) {
    const auto archive = Taken(kAsks, R"({"id": 7})").gives(1, R"({"name": "Rex"})").finish();
    const auto created = after(archive, "run.created");
    EXPECT_EQ(created.run.phase, api::Phase::pending);
    EXPECT_EQ(task(created, "get").phase, api::Phase::pending);
    EXPECT_EQ(created.run.tasksDone, 0);
    const auto started = after(archive, "task.started", "get");
    EXPECT_EQ(task(started, "get").phase, api::Phase::running);
    EXPECT_EQ(started.run.now, "get");
    EXPECT_EQ(started.input, json(R"({"id": 7})"));
    EXPECT_TRUE(started.approvals.empty());
    const auto kept = after(archive, "task.started", "keep");  // in the middle of a step
    EXPECT_EQ(task(kept, "get").phase, api::Phase::completed);
    EXPECT_EQ(task(kept, "get").endedAt, 3'000);
    EXPECT_EQ(task(kept, "keep").phase, api::Phase::running);
    EXPECT_EQ(task(kept, "ask").phase, api::Phase::pending);
    EXPECT_EQ(kept.run.tasksDone, 1);
    const auto asked = after(archive, "approval.raised", "ask");
    EXPECT_EQ(asked.approvals.size(), 1u);
    EXPECT_EQ(task(asked, "ask").phase, api::Phase::waiting);
    EXPECT_EQ(asked.run.now, "approval: May Rex go?");
    // The last one is how the run was when it was taken.
    const auto last = runAsOf(archive, entries(archive));
    ASSERT_TRUE(last.ok());
    EXPECT_EQ(api::toJson(*last), api::toJson(archive.run));
    for (const auto wrong : {entries(archive) + 1, std::int64_t{-1}}) {
        const auto refused = runAsOf(archive, wrong);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().code, api::code::kInvalidArgument);
    }
}

TEST(Archive, IsReadAsItWasWritten) {
    auto taken = Taken(kAsks, R"({"id": 0.1, "small": 1e-300, "odd": 0.30000000000000004, "zero": -0.0, "big": 1e21})");
    const auto archive = taken.gives(1, R"({"name": "R\u00e9x", "n": 18446744073709551615})").finish();
    const auto text = printed(archive);
    const auto read = readArchiveText(text);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(printed(*read), text);
    const auto run = api::parseJson(api::printJson(api::toJson(archive.run)));  // -0 is 0 from there on
    EXPECT_EQ(api::canonicalJson(api::toJson(read->run)), api::canonicalJson(*run));
    // Neither the order of members nor white space is a part of it.
    const auto parsed = api::parseJson(text);
    EXPECT_TRUE(readArchiveText(api::printJson(*parsed, api::JsonLayout::indented)).ok());
    EXPECT_TRUE(readArchiveText(api::canonicalJson(*parsed)).ok());
}

TEST(Archive, WhatIsDamagedNewerOrNoneIsRefused) {
    const auto text = printed(Taken(kAsks, R"({"id": 7})").finish());
    const auto code = [](const std::string& changed) {
        const auto read = readArchiveText(changed);
        EXPECT_FALSE(read.ok()) << changed.substr(0, 80);
        return read.ok() ? "" : read.error().code;
    };
    auto damaged = text;
    damaged.replace(damaged.find("{\"id\":7}"), 8, "{\"id\":8}");
    EXPECT_EQ(code(damaged), api::code::kCorrupt);
    EXPECT_EQ(code(text.substr(0, text.size() / 2)), api::code::kInvalidArgument);
    EXPECT_EQ(code("{}"), api::code::kInvalidArgument);
    EXPECT_EQ(code(""), api::code::kInvalidArgument);
    EXPECT_EQ(code("[]"), api::code::kInvalidArgument);
    auto newer = *api::parseJson(text);
    newer.as_object()["beamlineArchive"] = kArchiveFormat + 1;
    const auto refused = readArchive(newer);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().message.find("newer"), std::string::npos) << refused.error().message;
}

TEST(Archive, NamedValuesAreTakenOutWhereverTheyStand) {
    auto taken = Taken(
        "do:\n"
        "- get: {call: work, with: {Password: literal-word, id: '${ .password }', n: 5}}\n"
        "- ask: {call: approval, with: {subject: '${ \"For \\(.token)\" }', context: {TOKEN: '${ .token }', n: 5}}}\n",
        R"({"password": "hunter22", "deep": [{"PassWord": {"a": ["swordfish"]}}], "url": "http://h/?p=hunter22"})");
    auto archive = taken.gives(1, R"({"token": "tok-1234", "n": 5})").finish();
    archive.source = "# not literal-word\n" + archive.source;
    redact(archive, {"PASSWORD", "token"}, true);
    const auto text = printed(archive);
    for (const auto* value : {"hunter22", "swordfish", "tok-1234", "literal-word", "Rex"}) {
        EXPECT_EQ(text.find(value), std::string::npos) << value;
    }
    EXPECT_NE(text.find("http://h/?p=[redacted]"), std::string::npos);
    const auto read = readArchiveText(text);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read->redacted, (std::vector<std::string>{"PASSWORD", "token"}));
    EXPECT_TRUE(parseDefinition(read->source, catalog()).definition) << read->source;
    EXPECT_NE(read->source.find("${ .password }"), std::string::npos) << "what is computed stays";
    EXPECT_EQ(after(*read, "approval.raised", "ask").approvals.size(), 1u);
    EXPECT_EQ(approvalsOf(*read).at(0).subject, "For [redacted]");
    EXPECT_EQ(approvalsOf(*read).at(0).context.at("n"), 5);
}

TEST(Archive, WithoutDataStaysWhatHappened) {
    auto archive = Taken(kAsks, R"({"id": "in-7"})").fails(1, "no answer for in-7").finish();
    const auto whole = archive;
    redact(archive, {}, false);
    const auto text = printed(archive);
    for (const auto* value : {"in-7", "Rex"}) {
        EXPECT_EQ(text.find(value), std::string::npos) << value;
    }
    const auto read = readArchiveText(text);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_FALSE(read->withData);
    EXPECT_TRUE(read->mocks.is_null());
    ASSERT_EQ(entries(*read), entries(whole));
    for (std::int64_t n = 1; n <= entries(whole); ++n) {
        const auto bare = runAsOf(*read, n);
        const auto full = runAsOf(whole, n);
        EXPECT_EQ(bare->run.phase, full->run.phase) << n;
        EXPECT_EQ(api::toJson(bare->tasks), api::toJson(full->tasks)) << n;
    }
    EXPECT_EQ(read->run.run.error->type, whole.run.run.error->type);
    EXPECT_EQ(read->run.run.error->detail, kRedacted);
}

TEST(Archive, WhatWasAnsweredAnswersADryRun) {
    auto taken = Taken(
        "do:\n"
        "- safe:\n"
        "    try: [{get: {call: work, with: {id: 1}}}]\n"
        "    catch: {retry: {delay: {seconds: 1}, limit: {attempt: {count: 3}}}}\n"
        "- again:\n"
        "    for: {each: i, in: '${ [1, 2, 3] }'}\n"
        "    do: [{one: {call: work, with: {i: '${ $i }'}, output: {as: .got}}}]\n");
    taken.fails(1, "down").fires(2).gives(3, R"({"a": 1})");
    taken.gives(4, R"({"got": 10})").gives(5, R"({"got": 20})").gives(6, R"({"got": 20})");
    const auto archive = taken.finish();
    ASSERT_EQ(archive.run.run.phase, api::Phase::completed);
    const auto& mocks = archive.mocks.at("mocks").as_array();
    ASSERT_EQ(mocks.size(), 4u) << archive.mocks;
    EXPECT_EQ(mocks[0].at("times"), 1);
    EXPECT_EQ(mocks[0].at("error").at("detail"), "down");
    EXPECT_EQ(mocks[2].at("output"), json(R"({"got": 10})")) << "as it was given, before output.as";
    EXPECT_FALSE(mocks[3].as_object().contains("times")) << "the last one answers whoever asks again";
    Machine machine(taken.definition(), {"01AGAIN", 1, {}, "ada"});
    Fact fact;
    fact.at = 1;
    fact.data = makeData(rawInputOf(archive));
    fact.dryRun = makeData(archive.mocks);
    auto step = machine.apply(fact);
    ASSERT_TRUE(step.ok()) << step.error().message;
    for (const auto& effect : step->effects) {
        if (const auto* timer = std::get_if<SetTimer>(&effect)) {
            fact = {};
            fact.kind = FactKind::timer;
            fact.at = timer->dueAt;
            fact.activity = timer->activity;
            ASSERT_TRUE(machine.apply(fact).ok());
            break;
        }
    }
    EXPECT_EQ(machine.phase(), api::Phase::completed);
    EXPECT_EQ(*machine.output(), archive.run.output);
}

TEST(Archive, ARunThatIsTooLargeIsNotArchived) {
    ArchiveWriter writer(define("do:\n- get: {call: work, with: {}}\n"), {"01RUN", 1, {}, "ada"});
    Fact fact;
    fact.at = 1;
    fact.data = makeData(boost::json::object{{"text", std::string(kMaxArchiveBytes / 3, 'x')}});
    const auto added = writer.add(fact, 1);  // as input of the run, created and started, and of the task
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().code, api::code::kOverloaded);
    EXPECT_NE(added.error().message.find("48 MiB"), std::string::npos) << added.error().message;
}

}  // namespace beamline::core::testing
