// SPDX-License-Identifier: Apache-2.0
// Documents with their versions, facts that pass, and decisions of routing.
#include "engine/store/document_table.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {

namespace {

StoredDocument document(const std::string& id, const std::string& data, const std::string& tenant = "t") {
    return {"policy", tenant, id, 0, 1'000, "ann", "why", false, data, true};
}

template <class Call>
api::Result<std::int64_t> waitFor(Call call) {
    std::promise<api::Result<std::int64_t>> promise;
    call([&promise](api::Result<std::int64_t> done) { promise.set_value(std::move(done)); });
    return promise.get_future().get();
}

api::Result<std::int64_t> put(Journal& journal, StoredDocument one, std::int64_t replaces = -1) {
    return waitFor([&](auto done) { journal.putDocument(std::move(one), replaces, std::move(done)); });
}

void keep(Journal& journal, std::vector<Kept> kept) {
    EXPECT_TRUE(waitFor([&](auto done) { journal.keep(std::move(kept), std::move(done)); }).ok());
}

void record(Journal& journal, std::vector<StoredDecision> decisions) {
    EXPECT_TRUE(waitFor([&](auto done) { journal.recordDecisions(std::move(decisions), std::move(done)); }).ok());
}

StoredDecision decision(int n, const std::string& tenant = "t") {
    return {"D" + std::to_string(n),        1'000 + n, tenant, n % 2 ? "odd" : "even", n % 3 ? "a" : "b", n % 5 == 0,
            "request-" + std::to_string(n), "{}"};
}

std::string valueOf(Journal& journal, const std::string& key, api::Timestamp now, const std::string& tenant = "t") {
    const auto found = journal.kept("sticky", tenant, key, now);
    EXPECT_TRUE(found.ok());
    return found.ok() && *found ? (*found)->value : "none";
}

class Documents : public testing::Test {
protected:
    TemporaryDirectory directory;
    std::filesystem::path file = directory / "journal.db";
};

}  // namespace

TEST_F(Documents, EveryVersionStaysAndSaysWhoMadeItAndWhy) {
    auto journal = open(file);
    EXPECT_EQ(*put(*journal, document("p", "{\"v\":1}"), 0), 1);
    EXPECT_EQ(*put(*journal, document("p", "{\"v\":2}"), 1), 2);
    EXPECT_EQ(*put(*journal, document("q", "{}")), 1);
    EXPECT_EQ(*put(*journal, document("p", "{\"of\":\"another\"}", "other")), 1);
    journal.reset();
    journal = open(file);
    const auto latest = journal->documents("policy", "t");
    ASSERT_TRUE(latest.ok());
    ASSERT_EQ(latest->size(), 2U);
    EXPECT_EQ(latest->at(0).data, "{\"v\":2}");
    EXPECT_EQ(journal->documents("policy", "")->size(), 3U) << "of all tenants";
    EXPECT_TRUE(journal->documents("extension", "t")->empty());
    const auto versions = journal->documentVersions("policy", "t", "p", 0, 10);
    ASSERT_EQ(versions->size(), 2U);
    EXPECT_EQ(versions->at(0).version, 2);
    EXPECT_TRUE(versions->at(0).latest);
    EXPECT_FALSE(versions->at(1).latest);
    EXPECT_EQ(versions->at(1).author, "ann");
    EXPECT_EQ(versions->at(1).comment, "why");
    EXPECT_EQ(journal->documentVersions("policy", "t", "p", 2, 10)->size(), 1U);
    EXPECT_EQ((*journal->document("policy", "t", "p", 1))->data, "{\"v\":1}");
    EXPECT_EQ((*journal->document("policy", "t", "p", 0))->version, 2);
    EXPECT_FALSE(*journal->document("policy", "t", "p", 3));
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(Documents, WhatWasMadeFromAnOldVersionIsRefused) {
    auto journal = open(file);
    EXPECT_EQ(put(*journal, document("p", "1"), 3).error().code, api::code::kStale) << "there is none";
    ASSERT_TRUE(put(*journal, document("p", "1"), 0).ok());
    EXPECT_EQ(put(*journal, document("p", "2"), 0).error().code, api::code::kStale) << "there is one";
    ASSERT_TRUE(put(*journal, document("p", "2"), 1).ok());
    const auto late = put(*journal, document("p", "3"), 1);
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().code, api::code::kStale);
    EXPECT_EQ(late.error().detail, (api::Json{{"version", 2}}));
    EXPECT_EQ((*journal->document("policy", "t", "p", 0))->data, "2");
}

TEST_F(Documents, WhatIsRemovedKeepsItsVersionsAndGoesOnUnderItsName) {
    auto journal = open(file);
    auto gone = document("p", "{}");
    gone.removed = true;
    EXPECT_EQ(put(*journal, gone).error().code, api::code::kNotFound);
    ASSERT_TRUE(put(*journal, document("p", "1")).ok());
    EXPECT_EQ(*put(*journal, gone), 2);
    EXPECT_TRUE(journal->documents("policy", "t")->empty());
    EXPECT_EQ(journal->documents("policy", "t", true)->size(), 1U);
    EXPECT_TRUE((*journal->document("policy", "t", "p", 0))->removed);
    EXPECT_EQ(*put(*journal, gone), 2) << "the very same once more";
    gone.at = 2'000;
    EXPECT_EQ(put(*journal, gone).error().code, api::code::kNotFound) << "twice";
    EXPECT_EQ(*put(*journal, document("p", "2"), 0), 3);
    EXPECT_EQ(journal->documentVersions("policy", "t", "p", 0, 10)->size(), 3U);
}

TEST_F(Documents, FactsPassAndTheFirstOfTwoWinsWhenItIsAskedFor) {
    auto journal = open(file);
    const auto now = api::wallClock();
    keep(*journal,
         {{"sticky", "t", "s1", "a", now + 100'000, false}, {"sticky", "u", "s1", "z", now + 100'000, false}});
    EXPECT_EQ(valueOf(*journal, "s1", now), "a");
    EXPECT_EQ(valueOf(*journal, "s1", now, "u"), "z") << "of another tenant";
    EXPECT_EQ(valueOf(*journal, "s1", now + 100'000), "none") << "it has passed";
    keep(*journal, {{"sticky", "t", "s1", "b", now + 200'000, true}});
    EXPECT_EQ(valueOf(*journal, "s1", now), "a");
    keep(*journal, {{"sticky", "t", "s1", "c", now + 200'000, false}});
    EXPECT_EQ(valueOf(*journal, "s1", now + 150'000), "c");
    keep(*journal, {{"sticky", "t", "s2", "old", now - 1, false}});
    keep(*journal, {{"sticky", "t", "s2", "new", now + 100'000, true}});
    EXPECT_EQ(valueOf(*journal, "s2", now), "new") << "one that has passed does not win";
    journal.reset();
    journal = open(file);
    EXPECT_EQ(valueOf(*journal, "s1", now + 150'000), "c");
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(Documents, FactsAreReadFromOneKeyToAnother) {
    auto journal = open(file);
    const auto now = api::wallClock();
    keep(*journal, {{"usage", "", "1/b", "b", now + 100'000, false},
                    {"usage", "", "1/a", "a", now + 100'000, false},
                    {"usage", "", "2/a", "c", now + 100'000, false},
                    {"usage", "", "1/c", "gone", now - 1, false},
                    {"usage", "t", "1/a", "of another", now + 100'000, false},
                    {"other", "", "1/a", "of another kind", now + 100'000, false}});
    const auto found = journal->keptBetween("usage", "", "1/", "2/", now);
    ASSERT_TRUE(found.ok());
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ(found->at(0).value, "a");
    EXPECT_EQ(found->at(1).value, "b");
}

TEST_F(Documents, RunsAreAddedUpByALabel) {
    auto journal = open(file);
    const auto create = [&](const std::string& id, const std::string& tenant, api::Phase phase,
                            const std::string& fact) {
        auto one = summary(id, phase);
        if (!tenant.empty()) {
            one.labels["beamline.tenant"] = tenant;
        }
        if (phase == api::Phase::completed) {
            one.endedAt = 2'000;
        }
        ASSERT_TRUE(write(*journal, creation(journal->reserveRun(), one, {fact})).ok());
    };
    create("r1", "acme", api::Phase::running, "12345");
    create("r2", "acme", api::Phase::waiting, "\u00e9");
    create("r3", "acme", api::Phase::completed, "123");
    create("r4", "", api::Phase::suspended, "1234");
    create("r5", "", api::Phase::completed, "1");
    const auto active = journal->activeByLabel("beamline.tenant");
    ASSERT_TRUE(active.ok());
    EXPECT_EQ(*active, (std::map<std::string, std::int64_t>{{"", 1}, {"acme", 2}}));
    const auto bytes = journal->bytesByLabel("beamline.tenant");
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(*bytes, (std::map<std::string, std::int64_t>{{"", 5}, {"acme", 10}}));
    EXPECT_EQ(journal->bytesByLabel("beamline.tenant", [] { return true; }).error().code, api::code::kUnavailable);
}

TEST_F(Documents, PassedFactsGoAFewAtATime) {
    auto journal = open(file);
    const auto now = api::wallClock();
    std::vector<Kept> old;
    for (int i = 0; i < 200; ++i) {
        old.push_back({"sticky", "t", std::to_string(i), "x", now - 1'000, false});
    }
    keep(*journal, old);
    const auto rows = [&] {
        journal->flush();
        Connection connection(file.string(), SQLITE_OPEN_READONLY, {});
        return std::pair(connection.number("SELECT count(*) FROM kept"),
                         connection.number("SELECT value FROM meta WHERE name='kept'"));
    };
    EXPECT_EQ(rows(), std::pair(std::int64_t{200}, std::int64_t{200}));
    keep(*journal, {{"sticky", "t", "new", "x", now + 100'000, false}});
    EXPECT_EQ(rows(), std::pair(201 - kMaxExpiredAtOnce, 201 - kMaxExpiredAtOnce));
    for (int i = 0; i < 3; ++i) {
        keep(*journal, {{"sticky", "t", "new", "x", now + 100'000, false}});
    }
    EXPECT_EQ(rows(), std::pair(std::int64_t{1}, std::int64_t{1}));
}

TEST_F(Documents, DecisionsAreFoundByTenantPolicyProviderTextAndTime) {
    auto journal = open(file);
    std::vector<StoredDecision> all;
    for (int i = 0; i < 30; ++i) {
        all.push_back(decision(i));
    }
    all.push_back(decision(100, "other"));
    record(*journal, all);
    record(*journal, {decision(3)});  // again
    const auto ids = [&](DecisionQuery query) {
        std::vector<std::string> found;
        query.tenant = query.tenant.empty() ? "t" : query.tenant;
        const auto rows = journal->decisions(query);
        EXPECT_TRUE(rows.ok());
        for (const auto& row : rows->rows) {
            found.push_back(row.id);
        }
        return found;
    };
    EXPECT_EQ(ids({}).size(), 30U);
    EXPECT_EQ(ids({}).front(), "D29") << "newest first";
    EXPECT_EQ(ids({"other", {}, {}, {}, false, 0, 1'000'000, 0, 10}), std::vector<std::string>{"D100"});
    EXPECT_EQ(ids({"t", "odd", "b", {}, false, 0, 1'000'000, 0, 100}),
              (std::vector<std::string>{"D27", "D21", "D15", "D9", "D3"}));
    EXPECT_EQ(ids({"t", {}, {}, "request-12", false, 0, 1'000'000, 0, 100}), std::vector<std::string>{"D12"});
    EXPECT_EQ(ids({"t", {}, {}, {}, true, 0, 1'000'000, 0, 100}).size(), 6U);
    EXPECT_EQ(ids({"t", {}, {}, {}, false, 1'010, 1'012, 0, 100}), (std::vector<std::string>{"D12", "D11", "D10"}));
    DecisionQuery page{"t", {}, {}, {}, false, 0, 1'000'000, 0, 20};
    const auto first = journal->decisions(page);
    ASSERT_EQ(first->rows.size(), 20U);
    page.before = first->next;
    const auto second = journal->decisions(page);
    EXPECT_EQ(second->rows.size(), 10U);
    EXPECT_EQ(second->next, 0);
    page.before = 0;
    page.oldestFirst = true;
    const auto oldest = journal->decisions(page);
    EXPECT_EQ(oldest->rows.front().id, "D0");
    page.before = oldest->next;
    EXPECT_EQ(journal->decisions(page)->rows.back().id, "D29");
    EXPECT_EQ((*journal->decision("t", "D7"))->words, "request-7");
    EXPECT_FALSE(*journal->decision("other", "D7")) << "of another tenant";
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(Documents, TheNewestDecisionsStay) {
    auto journal = open(file);
    record(*journal, {decision(1)});
    {
        journal.reset();
        Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
        auto far = decision(2);
        connection.prepared("INSERT INTO decision VALUES(?,?,?,?,?,?,?,?,?,?)")
            .with(kMaxDecisions, std::string_view(far.id), far.at, std::string_view(far.tenant),
                  std::string_view(far.policy), std::string_view(far.provider), std::int64_t{far.failed},
                  std::string_view(far.words), decisionCrc(far), std::string_view(far.data))
            .run();
        ASSERT_FALSE(connection.failed());
    }
    journal = open(file);
    record(*journal, {decision(3)});
    EXPECT_FALSE(*journal->decision("t", "D1"));
    EXPECT_TRUE(*journal->decision("t", "D2"));
    EXPECT_TRUE(*journal->decision("t", "D3"));
}

TEST_F(Documents, DamageIsFoundAndTheRestIsRecovered) {
    {
        auto journal = open(file);
        ASSERT_TRUE(put(*journal, document("p", "1")).ok());
        ASSERT_TRUE(put(*journal, document("q", "1")).ok());
        keep(*journal, {{"sticky", "t", "s", "a", api::wallClock() + 1'000'000, false}});
        record(*journal, {decision(1), decision(2)});
    }
    {
        Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
        ASSERT_TRUE(
            connection.execute("UPDATE document SET author='eve' WHERE id='p'; UPDATE decision SET provider='x' WHERE "
                               "id='D1'; UPDATE kept SET tenant='u'"));
    }
    auto journal = open(file);
    const auto found = damage(*journal);
    EXPECT_NE(found.find("document policy t/p"), std::string::npos) << found;
    EXPECT_NE(found.find("decision D1"), std::string::npos) << found;
    EXPECT_NE(found.find("kept sticky u/s"), std::string::npos) << found;
    EXPECT_EQ(journal->document("policy", "t", "p", 0).error().code, api::code::kCorrupt);
    journal.reset();
    const auto saved = directory / "saved.db";
    const auto report = Journal::recover(file, saved);
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_NE(report->find("table document: 1 rows kept, 1 with a wrong checksum left out"), std::string::npos)
        << *report;
    journal = open(saved);
    EXPECT_EQ(damage(*journal), "");
    EXPECT_TRUE(*journal->document("policy", "t", "q", 0));
    EXPECT_TRUE(*journal->decision("t", "D2"));
}

TEST_F(Documents, AJournalOfBeforeHasNoneAndTakesThem) {
    open(file).reset();
    makeOlder(file, 5);
    auto journal = open(file);
    EXPECT_TRUE(journal->documents("policy", "")->empty());
    EXPECT_EQ(*put(*journal, document("p", "1")), 1);
}

}  // namespace beamline::store::test
