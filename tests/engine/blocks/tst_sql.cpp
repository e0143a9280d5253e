// SPDX-License-Identifier: Apache-2.0
// Statements on SQLite files: what comes back, what is refused, and what stops.

#include <sys/stat.h>

#include "engine/blocks/sql_database.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class Sql : public BlockTest {
protected:
    static api::Json one(std::string_view statement, api::Json parameters = nullptr) {
        boost::json::object arguments{{"database", "d.db"}, {"statement", statement}};
        if (!parameters.is_null()) {
            arguments["parameters"] = std::move(parameters);
        }
        return arguments;
    }
    static api::Json many(std::string_view statements) {
        return boost::json::object{{"database", "d.db"}, {"statements", json(statements)}};
    }
    api::Json rows(std::string_view statement, api::Json parameters = nullptr) {
        return good("sql", one(statement, std::move(parameters))).at("rows");
    }
};

TEST_F(Sql, MapsValues) {
    good("sql", one("CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB, n)"));
    const auto done = good("sql", one("INSERT INTO t VALUES (?, ?, ?, ?, ?)",
                                      json(R"([9007199254740993, 1.5, "ü\u0000x", {"base64": "AP8="}, null])")));
    EXPECT_EQ(done, json(R"({"rows":[],"rowsAffected":1,"lastInsertId":1})"));
    EXPECT_EQ(rows("SELECT * FROM t"), json(R"([{"i":9007199254740993,"r":1.5,"s":"ü\u0000x","b":"AP8=","n":null}])"));
    EXPECT_EQ(rows("SELECT typeof(b) AS t, :flag AS f, @x AS x FROM t", json(R"({"flag":true,"x":"y"})")),
              json(R"([{"t":"blob","f":1,"x":"y"}])"));
    EXPECT_EQ(rows("SELECT 1 AS a, 2 AS a, 3 AS a"), json(R"([{"a":1,"a:1":2,"a:2":3}])"));
    EXPECT_EQ(rows("SELECT 9e999 AS x"), json(R"([{"x":null}])"));
    EXPECT_EQ(rows("SELECT CAST(x'41ff' AS TEXT) AS x"), json("[{\"x\":\"A\xEF\xBF\xBD\"}]"));
    EXPECT_EQ(rows("SELECT ?1 AS a, ?1 AS b; -- and nothing more", json("[\"x\"]")), json(R"([{"a":"x","b":"x"}])"));
}

TEST_F(Sql, CountsWhatChanged) {
    good("sql", one("CREATE TABLE t (a INTEGER PRIMARY KEY)"));
    const auto all = good("sql", many(R"j([{"statement": "INSERT INTO t VALUES (?), (?)", "parameters": [7, 8]},
                                          {"statement": "UPDATE t SET a = a + 1 WHERE a > :low", "parameters": {"low": 7}},
                                          {"statement": "DELETE FROM t WHERE a = 100"},
                                          {"statement": "CREATE INDEX i ON t (a)"},
                                          {"statement": "DELETE FROM t RETURNING a"}])j"));
    EXPECT_EQ(all.at(0), json(R"({"rows":[],"rowsAffected":2,"lastInsertId":8})"));
    EXPECT_EQ(all.at(1), json(R"({"rows":[],"rowsAffected":1,"lastInsertId":null})"));
    EXPECT_EQ(all.at(2).at("rowsAffected"), 0);
    EXPECT_EQ(all.at(3).at("rowsAffected"), 0);
    EXPECT_EQ(all.at(4), json(R"({"rows":[{"a":7},{"a":9}],"rowsAffected":2,"lastInsertId":null})"));
}

TEST_F(Sql, SeveralAreOneTransaction) {
    good("sql", one("CREATE TABLE t (a INTEGER PRIMARY KEY)"));
    EXPECT_EQ(
        bad("sql", many(R"j([{"statement": "INSERT INTO t VALUES (1)"}, {"statement": "INSERT INTO t VALUES (1)"}])j")),
        "validation 409");
    EXPECT_TRUE(said("(statement 2 of 2)")) << detail;
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":0}])"));
}

TEST_F(Sql, ConstraintsAreValidation) {
    good(
        "sql",
        many(R"j([{"statement": "CREATE TABLE p (id INTEGER PRIMARY KEY, u TEXT UNIQUE, n INT NOT NULL CHECK (n > 0))"},
                         {"statement": "CREATE TABLE c (p INTEGER REFERENCES p (id))"},
                         {"statement": "INSERT INTO p VALUES (1, 'a', 1)"}])j"));
    EXPECT_EQ(bad("sql", one("INSERT INTO p VALUES (1, 'b', 1)")), "validation 409");
    EXPECT_EQ(bad("sql", one("INSERT INTO p VALUES (2, 'a', 1)")), "validation 409");
    EXPECT_TRUE(said("UNIQUE constraint failed: p.u")) << detail;
    EXPECT_EQ(bad("sql", one("INSERT INTO p VALUES (2, 'b', NULL)")), "validation 422");
    EXPECT_EQ(bad("sql", one("INSERT INTO p VALUES (2, 'b', 0)")), "validation 422");
    EXPECT_EQ(bad("sql", one("INSERT INTO c VALUES (99)")), "validation 422") << "foreign keys are enforced";
}

TEST_F(Sql, ParametersAreNeverStatements) {
    good("sql", one("CREATE TABLE t (a TEXT)"));
    const std::string attack = "x'); DROP TABLE t; --";
    good("sql", one("INSERT INTO t VALUES (?)", boost::json::array{attack}));
    EXPECT_EQ(rows("SELECT a FROM t WHERE a = :a", boost::json::object{{"a", attack}}).at(0).at("a"),
              api::Json(attack));
    EXPECT_EQ(bad("sql", one("SELECT 1; DROP TABLE t")), "validation 400");
    EXPECT_TRUE(said("more than one statement"));
    EXPECT_EQ(bad("sql", one("SELECT 1; not sql")), "validation 400");
    EXPECT_EQ(bad("sql", one(std::string_view("SELECT 1\0; DROP TABLE t", 23))), "validation 400");
    EXPECT_EQ(bad("sql", one(" -- nothing")), "validation 400");
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":1}])"));
}

TEST_F(Sql, ParametersMustFit) {
    EXPECT_EQ(bad("sql", one("SELECT ?")), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT ?, ?", json("[1]"))), "validation 400");
    EXPECT_TRUE(said("?2 has no value")) << detail;
    EXPECT_EQ(bad("sql", one("SELECT ?", json("[1,2]"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT :a", json(R"({"b":1})"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT :a", json(R"({"a":1,"b":2})"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT ?", json("[[1]]"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT ?", json(R"([{"base64":"?"}])"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT ?", json("[18446744073709551615]"))), "validation 400");
}

TEST_F(Sql, MistakesHaveAPosition) {
    EXPECT_EQ(bad("sql", one("SELECT x FROM nowhere")), "validation 400");
    EXPECT_TRUE(said("no such table: nowhere")) << detail;
    EXPECT_EQ(bad("sql", many(R"j([{"statement": "SELECT 1"}, {"statement": "SELECT 1 FRUM x"}])j")), "validation 400");
    EXPECT_TRUE(said("(statement 2 of 2) at character 15")) << detail;
    put(root / "d.db", std::string(5000, 'x'));
    EXPECT_EQ(bad("sql", one("SELECT 1 FROM sqlite_master")), "validation 422");
}

TEST_F(Sql, OneFileAndNothingElse) {
    good("sql", one("CREATE TABLE t (a)"));
    const auto other = (base / "other.db").string();
    for (const std::string& statement :
         {"ATTACH '" + other + "' AS o", std::string("DETACH main"), std::string("PRAGMA journal_mode = WAL"),
          std::string("PRAGMA temp_store_directory = '/tmp'"), std::string("PRAGMA writable_schema = ON"),
          std::string("PRAGMA database_list"), std::string("SELECT load_extension('/x.so')"), std::string("BEGIN"),
          std::string("COMMIT"), std::string("SAVEPOINT s"), std::string("CREATE VIRTUAL TABLE v USING dbstat")}) {
        EXPECT_EQ(bad("sql", one(statement)), "authorization 403") << statement << ": " << detail;
    }
    EXPECT_EQ(bad("sql", one("VACUUM INTO '" + other + "'")), "validation 400");
    EXPECT_EQ(bad("sql", one("UPDATE sqlite_master SET sql = 'x'")), "validation 400") << "not even defensive";
    EXPECT_FALSE(std::filesystem::exists(other));
    EXPECT_EQ(rows("PRAGMA table_info(t)").as_array().size(), 1U);
    good("sql", one("CREATE VIRTUAL TABLE f USING fts5(body)"));
}

TEST_F(Sql, DatabasesLieBelowTheRoots) {
    const auto open = [&](std::string path) {
        return bad("sql", {{"database", std::move(path)}, {"statement", "CREATE TABLE t (a)"}});
    };
    std::filesystem::create_directories(base / "outside");
    std::filesystem::create_symlink(base / "outside", root / "link");
    std::filesystem::create_symlink(base / "outside/x.db", root / "link.db");
    EXPECT_EQ(open("../outside/x.db"), "authorization 403");
    EXPECT_EQ(open("link/x.db"), "authorization 403");
    EXPECT_EQ(open("link.db"), "authorization 403");
    good("sql", {{"database", "file:x.db?mode=memory"}, {"statement", "CREATE TABLE t (a)"}});
    EXPECT_TRUE(std::filesystem::exists(root / "file:x.db?mode=memory")) << "a name, never a URI";
    EXPECT_EQ(open("none/x.db"), "runtime 404");
    EXPECT_EQ(open("."), "validation 400");
    EXPECT_TRUE(std::filesystem::is_empty(base / "outside"));
}

TEST_F(Sql, JournalsThatAreLinksOrPipesAreNotOpened) {
    good("sql", one("CREATE TABLE t (a)"));
    put(base / "outside.journal", "precious");
    std::filesystem::create_symlink(base / "outside.journal", root / "d.db-journal");
    bad("sql", one("INSERT INTO t VALUES (1)"));
    EXPECT_EQ(slurp(base / "outside.journal"), "precious");
    std::filesystem::remove(root / "d.db-journal");
    ASSERT_EQ(::mkfifo((root / "d.db-journal").c_str(), 0666), 0);
    bad("sql", one("INSERT INTO t VALUES (1)"));
}

TEST_F(Sql, RowsAndBytesAreLimited) {
    const auto numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n";
    settings.maxSqlRows = 50;
    EXPECT_EQ(rows(numbers, json("[50]")).as_array().size(), 50U);
    EXPECT_EQ(bad("sql", one(numbers, json("[51]"))), "runtime 413");
    auto less = one(numbers, json("[11]"));
    less.as_object()["maxRows"] = 10;
    EXPECT_EQ(bad("sql", less), "runtime 413");
    settings.maxResponseBytes = 1000;
    EXPECT_EQ(bad("sql", one("SELECT hex(zeroblob(1000)) AS x")), "runtime 413");
    EXPECT_EQ(bad("sql", one("SELECT length(zeroblob(?))", boost::json::array{kMaxSqlValueBytes + 1})), "runtime 413");
    good("sql", one("CREATE TABLE t (a)"));
    EXPECT_EQ(bad("sql", one("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
                             "INSERT INTO t SELECT i FROM n RETURNING a")),
              "runtime 413");
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":0}])"));
}

TEST_F(Sql, TooManyReturnedRowsUndoTheChange) {
    settings.maxSqlRows = 2;
    good("sql", one("CREATE TABLE t (a)"));
    EXPECT_EQ(bad("sql", one("INSERT INTO t VALUES (1), (2), (3) RETURNING a")), "runtime 413");
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":0}])"));
}

constexpr auto kEndless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

TEST_F(Sql, EndlessStatementsAreCancelled) {
    auto invocation = call(one(kEndless));
    std::thread canceller([cancel = invocation.cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        cancel.cancel();
    });
    EXPECT_EQ(bad("sql", invocation), "runtime 499");
    canceller.join();
    invocation = call(one(kEndless));
    invocation.deadline = api::wallClock() + 50;
    EXPECT_EQ(bad("sql", invocation), "timeout 408");
    settings.defaultTimeoutMs = 50;
    EXPECT_EQ(bad("sql", one(kEndless)), "timeout 408");
}

TEST_F(Sql, TwoWritersTakeTurns) {
    good("sql", one("CREATE TABLE t (n INTEGER)"));
    good("sql", one("INSERT INTO t VALUES (0)"));
    std::vector<std::thread> writers;
    for (int w = 0; w < 2; ++w) {
        writers.emplace_back([&] {
            for (int i = 0; i < 25; ++i) {
                good("sql", many(R"j([{"statement": "SELECT n FROM t"}, {"statement": "UPDATE t SET n = n + 1"}])j"));
            }
        });
    }
    for (auto& writer : writers) {
        writer.join();
    }
    EXPECT_EQ(rows("SELECT n FROM t"), json(R"([{"n":50}])"));
}

TEST_F(Sql, WhoWaitsForAWriterStopsInTime) {
    good("sql", one("CREATE TABLE t (n INTEGER)"));
    const FileAccess files(settings.fileRoots);
    const Stop stop(call(nullptr), settings);
    const auto other = SqlDatabase::open(files, *files.locate("d.db"), {10, 1000, 0}, stop);
    ASSERT_TRUE(other.ok());
    ASSERT_TRUE((*other)->begin({}).ok());
    auto invocation = call(one("INSERT INTO t VALUES (1)"));
    invocation.deadline = api::wallClock() + 50;
    EXPECT_EQ(bad("sql", invocation), "timeout 408");
    ASSERT_TRUE((*other)->commit().ok());
    good("sql", one("INSERT INTO t VALUES (1)"));
}

}  // namespace
}  // namespace beamline::blocks
