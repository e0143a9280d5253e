// SPDX-License-Identifier: Apache-2.0
// Statements on a PostgreSQL server: values, parameters, transactions, copies, errors, and the connections kept.

#include "engine/blocks/sql_postgres_pool.h"
#include "engine/blocks/sql_text.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/postgres_server.h"

namespace beamline::blocks {
namespace {

class Postgres : public BlockTest {
protected:
    static void SetUpTestSuite() { s_server = PostgresServer::start(); }
    static void TearDownTestSuite() { s_server.reset(); }
    void SetUp() override {
        if (!s_server) {
            GTEST_SKIP() << "PostgreSQL is not installed (package postgresql); nothing of it was tested.";
        }
        good("sql", one("DROP SCHEMA IF EXISTS public CASCADE"));
        good("sql", one("CREATE SCHEMA public"));
    }

    static api::Json one(std::string_view statement, api::Json parameters = nullptr) {
        boost::json::object arguments{{"database", s_server->uri()}, {"statement", statement}};
        if (!parameters.is_null()) {
            arguments["parameters"] = std::move(parameters);
        }
        return arguments;
    }
    static api::Json many(std::string_view statements, api::Json more = boost::json::object()) {
        auto& arguments = more.as_object();
        arguments["database"] = s_server->uri();
        arguments["statements"] = json(statements);
        return more;
    }
    api::Json rows(std::string_view statement, api::Json parameters = nullptr) {
        return good("sql", one(statement, std::move(parameters))).at("rows");
    }

    static std::unique_ptr<PostgresServer> s_server;
};

std::unique_ptr<PostgresServer> Postgres::s_server;

TEST_F(Postgres, MapsValues) {
    EXPECT_EQ(rows("SELECT true AS b, 1::int2 AS i2, 2::int4 AS i4, 9007199254740993::int8 AS i8, 1.5::float4 AS f4, "
                   "0.1::float8 AS f8, 'NaN'::float8 AS nan, 12345678901234567890.123456789::numeric AS n"),
              json(R"([{"b":true,"i2":1,"i4":2,"i8":9007199254740993,"f4":1.5,"f8":0.1,"nan":null,
                        "n":"12345678901234567890.123456789"}])"));
    EXPECT_EQ(rows(R"(SELECT 'ü'::text AS t, 'v'::varchar(5) AS v, 'c'::char(3) AS c, '{"a":[1,2.5]}'::json AS j,
                      '{"b":null}'::jsonb AS jb, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS u,
                      '\x00ff'::bytea AS y, NULL AS z)"),
              json(R"([{"t":"ü","v":"v","c":"c  ","j":{"a":[1,2.5]},"jb":{"b":null},
                        "u":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11","y":"AP8=","z":null}])"));
    EXPECT_EQ(rows("SELECT date '2026-01-31' AS d, time '08:00:00.5' AS t, timestamp '2026-01-31 08:00' AS ts, "
                   "timestamptz '2026-01-31 08:00+05:30' AS tz, interval '1 day 2 hours' AS i, "
                   "'infinity'::timestamp AS inf"),
              json(R"([{"d":"2026-01-31","t":"08:00:00.5","ts":"2026-01-31T08:00:00","tz":"2026-01-31T02:30:00Z",
                        "i":"P1DT2H","inf":"infinity"}])"));
    EXPECT_EQ(rows(R"(SELECT ARRAY[1,NULL,3] AS i, ARRAY['a,b','"q"','NULL',NULL,'']::text[] AS t,
                      ARRAY[[true,false],[false,true]] AS m, '{}'::int[] AS e, ARRAY['{"a":1}'::jsonb] AS j,
                      '[2:3]={5,6}'::int[] AS o)"),
              json(R"([{"i":[1,null,3],"t":["a,b","\"q\"","NULL",null,""],"m":[[true,false],[false,true]],"e":[],
                        "j":[{"a":1}],"o":[5,6]}])"));
    EXPECT_EQ(rows("SELECT 1 AS a, 2 AS a, 3 AS a"), json(R"([{"a":1,"a:1":2,"a:2":3}])"));
    EXPECT_EQ(rows("SELECT sum(i) AS s, count(*) AS c FROM generate_series(1, 3) i"), json(R"([{"s":6,"c":3}])"));
}

TEST_F(Postgres, EachStatementIsToldWithoutItsValues) {
    const Registry registry(settings);
    const auto& sql = *registry.block("sql");
    ASSERT_FALSE(std::holds_alternative<api::WorkflowError>(listen(sql, call(one("SELECT 1")))));
    EXPECT_EQ(heard(), "sql: connect to 127.0.0.1:PORT/postgres -> connected\nsql: SELECT 1 -> 1 row\n");
    const auto all = many(R"x([
        {"statement": "CREATE TABLE t (a int, b text)"},
        {"statement": "INSERT INTO t VALUES (:a, :b) RETURNING a", "parameters": {"a": 1, "b": "private"}},
        {"copyFrom": {"table": "t", "rows": [{"a": 2, "b": "private"}, {"a": 3, "b": null}]}},
        {"copyTo": {"query": "SELECT a FROM t ORDER BY a", "file": "t.csv"}}])x",
                          boost::json::object{{"isolation", "serializable"}});
    ASSERT_FALSE(std::holds_alternative<api::WorkflowError>(listen(sql, call(all))));
    EXPECT_EQ(
        heard(),
        "sql: BEGIN ISOLATION LEVEL SERIALIZABLE -> done\n"
        "sql: CREATE TABLE t (a int, b text) -> 0 rows\n"
        "sql: INSERT INTO t VALUES (:a, :b) RETURNING a -> 1 row, 1 changed\n"
        "sql: COPY \"t\" (\"a\", \"b\") FROM STDIN WITH (FORMAT csv, DELIMITER ',', HEADER false) -> 2 rows copied\n"
        "sql: COPY (SELECT a FROM t ORDER BY a\n) TO STDOUT WITH (FORMAT csv, DELIMITER ',', HEADER false) -> 3 rows "
        "copied\n"
        "sql: COMMIT -> done\n");
    EXPECT_EQ(exchanges.at(4).received, 6);
    listen(sql, call(many(R"([{"statement": "DELETE FROM t"}, {"statement": "SELECT nothing FROM t"}])")));
    EXPECT_TRUE(
        heard().starts_with("sql: BEGIN -> done\nsql: DELETE FROM t -> 3 rows changed\n"
                            "! sql: SELECT nothing FROM t -> PostgreSQL says of "))
        << heard();
    EXPECT_TRUE(heard().ends_with("\nsql: ROLLBACK -> done\n")) << heard();
    EXPECT_EQ(bad("sql", api::Json{{"database", s_server->uri("tester", "wr0ng-pw")}, {"statement", "SELECT 1"}}),
              "authentication 401");
    EXPECT_TRUE(heard().starts_with("! sql: connect to ")) << heard();
    EXPECT_EQ(heard().find("-pw"), std::string::npos) << heard();
}

TEST_F(Postgres, ACancelledStatementIsToldAndItsEnd) {
    auto slow = call(many(R"x([{"statement": "SELECT pg_sleep(60)"}])x"));
    slow.deadline = api::wallClock() + 300;
    EXPECT_EQ(bad("sql", slow), "timeout 408");
    ASSERT_GE(exchanges.size(), 2U) << heard();
    EXPECT_EQ(exchanges.back().request, "ROLLBACK");
    EXPECT_FALSE(exchanges.back().failed) << heard();
    EXPECT_TRUE(exchanges.at(exchanges.size() - 2).failed) << heard();
}

TEST_F(Postgres, EnumsAndTheirArrays) {
    good("sql", one("CREATE TYPE mood AS ENUM ('sad', 'ok')"));
    good("sql", one("CREATE TABLE p (m mood, all_of_them mood[])"));
    good("sql", one("INSERT INTO p VALUES ($1, $2)", json(R"(["ok", ["sad", null, "ok"]])")));
    EXPECT_EQ(rows("SELECT * FROM p"), json(R"([{"m":"ok","all_of_them":["sad",null,"ok"]}])"));
}

TEST_F(Postgres, TakesParameters) {
    good("sql",
         one("CREATE TABLE t (b bool, i int8, f float8, n numeric, s text, j jsonb, ja jsonb, y bytea, a text[], "
             "ii int[], z int)"));
    const auto done = good(
        "sql", one("INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                   json(R"([true, 9007199254740993, 1.25, "0.10", "a'b\"c\\", {"k":[1]}, [1,{"x":2}], {"base64":"AP8="},
                            ["x,y", "q\"\\", null], [1,2], null])")));
    EXPECT_EQ(done, json(R"({"rows":[],"rowsAffected":1,"lastInsertId":null})"));
    EXPECT_EQ(rows("SELECT * FROM t"),
              json(R"([{"b":true,"i":9007199254740993,"f":1.25,"n":"0.10","s":"a'b\"c\\","j":{"k":[1]},
                        "ja":[1,{"x":2}],"y":"AP8=","a":["x,y","q\"\\",null],"ii":[1,2],"z":null}])"));
    EXPECT_EQ(rows("SELECT :a::int + :b AS s, ':a' AS t, \":c\" AS c /* :d */ FROM (SELECT 1 AS \":c\") q -- :e",
                   json(R"({"a":2,"b":3})")),
              json(R"([{"s":5,"t":":a","c":1}])"));
    const std::string attack = "x'); DROP TABLE t; --";
    EXPECT_EQ(rows("SELECT $1::text AS a", boost::json::array{attack}).at(0).at("a"), api::Json(attack));
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":1}])"));
}

TEST_F(Postgres, ParametersMustFit) {
    EXPECT_EQ(bad("sql", one("SELECT $1::int")), "validation 400");
    EXPECT_TRUE(said("0 parameters for the 1")) << detail;
    EXPECT_EQ(bad("sql", one("SELECT $1::int", json("[1,2]"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT :a::int", json(R"({"b":1})"))), "validation 400");
    EXPECT_TRUE(said(":a has no value")) << detail;
    EXPECT_EQ(bad("sql", one("SELECT :a::int", json(R"({"a":1,"b":1})"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT $1::int", json(R"(["x"])"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT $1::text", json(R"(["a\u0000"])"))), "validation 400");
    EXPECT_EQ(bad("sql", one("SELECT 1; DROP TABLE t")), "validation 400") << "one statement";
    EXPECT_EQ(bad("sql", one(" -- nothing")), "validation 400");
}

TEST_F(Postgres, NamesInTextAreFoundByTheRulesOfTheLanguage) {
    const auto text = readSqlText("select E'\\':x' || $q$ :y $$ $q$, a::b, :n, :n, $3, x$1 /* /* :z */ :w */", true);
    EXPECT_EQ(text.sql, "select E'\\':x' || $q$ :y $$ $q$, a::b, $1, $1, $3, x$1 /* /* :z */ :w */");
    EXPECT_EQ(text.names, std::vector<std::string>{"n"});
    EXPECT_EQ(text.positions, 3);
    EXPECT_EQ(text.keyword, "SELECT");
    EXPECT_EQ(quoteSqlName("a.b\"c", true), "\"a\".\"b\"\"c\"");
    EXPECT_EQ(readSqlText("-- x\n/* y */ (Insert", false).keyword, "INSERT");
}

TEST_F(Postgres, SeveralAreOneTransaction) {
    good("sql", one("CREATE TABLE t (a int PRIMARY KEY CHECK (a < 100))"));
    const auto all = good("sql", many(R"j([{"statement": "INSERT INTO t VALUES ($1), ($2)", "parameters": [7, 8]},
                                          {"statement": "UPDATE t SET a = a + 1 WHERE a > :low", "parameters": {"low": 7}},
                                          {"statement": "DELETE FROM t RETURNING a"}])j"));
    EXPECT_EQ(all.at(0).at("rowsAffected"), 2);
    EXPECT_EQ(all.at(1).at("rowsAffected"), 1);
    EXPECT_EQ(all.at(2), json(R"({"rows":[{"a":7},{"a":9}],"rowsAffected":2,"lastInsertId":null})"));
    EXPECT_EQ(
        bad("sql", many(R"j([{"statement": "INSERT INTO t VALUES (1)"}, {"statement": "INSERT INTO t VALUES (1)"}])j")),
        "validation 409");
    EXPECT_TRUE(said("(statement 2 of 2)")) << detail;
    EXPECT_EQ(bad("sql", one("INSERT INTO t VALUES (100)")), "validation 422");
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":0}])"));
    for (const auto* statement : {"BEGIN", "COMMIT", "rollback", "/* x */ SAVEPOINT s", "END", "START TRANSACTION"}) {
        EXPECT_EQ(bad("sql", one(statement)), "authorization 403") << statement;
    }
}

TEST_F(Postgres, IsolationAndReadOnly) {
    const auto level = good("sql", many(R"j([{"statement": "SHOW transaction_isolation"},
                                            {"statement": "SHOW transaction_read_only"}])j",
                                        json(R"({"isolation":"repeatableRead","readOnly":true})")));
    EXPECT_EQ(level.at(0).at("rows").at(0).at("transaction_isolation"), "repeatable read");
    EXPECT_EQ(level.at(1).at("rows").at(0).at("transaction_read_only"), "on");
    auto writing = one("CREATE TABLE t (a int)");
    writing.as_object()["readOnly"] = true;
    EXPECT_EQ(bad("sql", writing), "authorization 403");
    EXPECT_EQ(rows("SHOW transaction_isolation").at(0).at("transaction_isolation"), "read committed");
}

TEST_F(Postgres, RowsAndBytesAreLimited) {
    settings.maxSqlRows = 50;
    EXPECT_EQ(rows("SELECT * FROM generate_series(1, 50)").as_array().size(), 50U);
    EXPECT_EQ(bad("sql", one("SELECT * FROM generate_series(1, 10000000)")), "runtime 413");
    good("sql", one("CREATE TABLE t (a int)"));
    EXPECT_EQ(bad("sql", one("INSERT INTO t SELECT generate_series(1, 51) RETURNING a")), "runtime 413");
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":0}])"));
    settings.maxResponseBytes = 1000;
    EXPECT_EQ(bad("sql", one("SELECT repeat('x', 2000) AS x")), "runtime 413");
}

TEST_F(Postgres, ErrorsHaveTheirTypes) {
    EXPECT_EQ(bad("sql", one("SELECT x FROM nowhere")), "validation 400");
    EXPECT_TRUE(said("\"nowhere\" does not exist")) << detail;
    EXPECT_TRUE(said("at character 15")) << detail;
    auto wrong = one("SELECT 1");
    wrong.as_object()["database"] = s_server->uri("tester", "wrong-password");
    EXPECT_EQ(bad("sql", wrong), "authentication 401");
    EXPECT_FALSE(said("wrong-password"));
    wrong.as_object()["database"] = json(R"({"host":"127.0.0.1","user":"nobody-known","database":"postgres"})");
    wrong.as_object()["database"].as_object()["port"] = s_server->port();
    EXPECT_EQ(bad("sql", wrong), "authentication 401");
    wrong.as_object()["database"] =
        "postgresql://tester:s3cret-pw@127.0.0.1:" + std::to_string(s_server->port()) + "/none";
    EXPECT_EQ(bad("sql", wrong), "configuration 404");
    wrong.as_object()["database"] = "postgresql://tester:s3cret-pw@127.0.0.1:" + std::to_string(freePort()) + "/x";
    EXPECT_EQ(bad("sql", wrong), "communication 503");
    EXPECT_FALSE(said("s3cret-pw")) << detail;
    wrong.as_object()["database"] = s_server->uri() + "?sslmode=require";
    EXPECT_EQ(bad("sql", wrong), "communication 503");
    for (const auto* query : {"?passfile=/etc/shadow", "?service=x", "?sslkey=/etc/shadow", "?options=-c%20x=y"}) {
        wrong.as_object()["database"] = s_server->uri() + query;
        EXPECT_EQ(bad("sql", wrong), "configuration 400") << query;
    }
    wrong.as_object()["database"] = "postgresql://a:s3cret-pw@[::1/x";
    EXPECT_EQ(bad("sql", wrong), "configuration 400");
    EXPECT_FALSE(said("s3cret-pw")) << detail;
}

TEST_F(Postgres, PermissionsAreAuthorization) {
    good("sql", one("DROP ROLE IF EXISTS weak"));
    good("sql", one("CREATE ROLE weak LOGIN PASSWORD 'weak-pw'"));
    good("sql", one("CREATE TABLE private (a int)"));
    auto arguments = one("SELECT * FROM public.private");
    arguments.as_object()["database"] = s_server->uri("weak", "weak-pw");
    EXPECT_EQ(bad("sql", arguments), "authorization 403") << detail;
}

TEST_F(Postgres, ConnectsOnlyWhereItMay) {
    settings.network.deny = {"127.0.0.0/8"};
    EXPECT_EQ(bad("sql", one("SELECT 1")), "authorization 403");
    auto arguments = one("SELECT 1");
    arguments.as_object()["database"] = s_server->uri() + "?hostaddr=127.0.0.1";
    EXPECT_EQ(bad("sql", arguments), "authorization 403");
    settings.network = {{"127.0.0.1"}, {}};
    good("sql", one("SELECT 1"));
    const auto port = ":" + std::to_string(s_server->port());
    arguments.as_object()["database"] =
        "postgresql://tester:s3cret-pw@127.0.0.1:" + std::to_string(freePort()) + ",127.0.0.1" + port + "/postgres";
    good("sql", arguments);
}

TEST_F(Postgres, SocketsAreHostsToo) {
    auto arguments = one("SELECT 1 AS a");
    arguments.as_object()["database"] = {
        {"host", s_server->base().string()}, {"port", s_server->port()}, {"user", "tester"},
        {"password", "s3cret-pw"},           {"database", "postgres"},   {"applicationName", "app"}};
    EXPECT_EQ(good("sql", arguments).at("rows"), json(R"([{"a":1}])"));
}

TEST_F(Postgres, LongStatementsStop) {
    auto invocation = call(one("SELECT pg_sleep(60)"));
    std::thread canceller([cancel = invocation.cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        cancel.cancel();
    });
    EXPECT_EQ(bad("sql", invocation), "runtime 499");
    canceller.join();
    invocation = call(one("SELECT pg_sleep(60)"));
    invocation.deadline = api::wallClock() + 100;
    EXPECT_EQ(bad("sql", invocation), "timeout 408");
    EXPECT_EQ(rows("SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep%' "
                   "AND pid <> pg_backend_pid()"),
              json(R"([{"n":0}])"))
        << "the server works no longer either";
    invocation = call(one("SELECT 1"));
    invocation.deadline = api::wallClock() + 300LL * 24 * 3600 * 1000;
    EXPECT_TRUE(std::holds_alternative<api::Json>(run("sql", invocation))) << "a limit longer than the server knows";
    EXPECT_EQ(bad("sql", many(R"j([{"statement": "SET LOCAL statement_timeout = 20"},
                                   {"statement": "SELECT pg_sleep(60)"}])j")),
              "timeout 408");
}

TEST_F(Postgres, CopiesRowsAndFiles) {
    good("sql", one("CREATE TABLE t (id int, name text, data jsonb, raw bytea)"));
    auto copy = json(R"({"copyFrom":{"table":"public.t","rows":[{"id":1,"name":"a,\"b\"\n","data":{"x":1}},
                        {"id":2,"name":null,"raw":{"base64":"AP8="}},{"id":3,"name":""}],
                        "columns":["id","name","data","raw"]}})");
    copy.as_object()["database"] = s_server->uri();
    EXPECT_EQ(good("sql", copy), json(R"({"rows":[],"rowsAffected":3,"lastInsertId":null})"));
    EXPECT_EQ(
        rows("SELECT * FROM t ORDER BY id"),
        json(R"([{"id":1,"name":"a,\"b\"\n","data":{"x":1},"raw":null},{"id":2,"name":null,"data":null,"raw":"AP8="},
                       {"id":3,"name":"","data":null,"raw":null}])"));
    const auto both = good("sql", many(R"j([
        {"copyTo": {"query": "SELECT id, name FROM t ORDER BY id", "file": "out.csv", "header": true, "delimiter": ";"}},
        {"copyFrom": {"table": "t", "columns": ["id", "name"], "file": "out.csv", "header": true, "delimiter": ";"}}])j"));
    EXPECT_EQ(both.at(0).at("rowsAffected"), 3);
    EXPECT_EQ(both.at(1).at("rowsAffected"), 3);
    EXPECT_EQ(slurp(root / "out.csv"), "id;name\n1;\"a,\"\"b\"\"\n\"\n2;\n3;\"\"\n");
    EXPECT_EQ(rows("SELECT count(*) AS n FROM t"), json(R"([{"n":6}])"));
    copy.as_object()["copyFrom"].as_object()["rows"] = json(R"([{"id":"no number"}])");
    EXPECT_EQ(bad("sql", copy), "validation 400");
    copy.as_object()["copyFrom"].as_object()["rows"] = json(R"([{"id":1,"other":2}])");
    EXPECT_EQ(bad("sql", copy), "validation 400");
    copy.as_object()["copyFrom"] = json(R"({"table":"t","file":"../x.csv"})");
    EXPECT_EQ(bad("sql", copy), "authorization 403");
    EXPECT_EQ(bad("sql", one("COPY t FROM STDIN")), "validation 400");
    EXPECT_EQ(bad("sql", one("COPY t TO STDOUT")), "validation 400");
    settings.maxFileBytes = 10;
    auto out = json(R"({"copyTo":{"table":"t","file":"big.csv"}})");
    out.as_object()["database"] = s_server->uri();
    EXPECT_EQ(bad("sql", out), "runtime 413");
    EXPECT_EQ(bad("sql", {{"database", "d.db"}, {"copyTo", json(R"({"table":"t","file":"x"})")}}), "validation 400");
}

TEST_F(Postgres, ConnectionsAreKeptAndAsNew) {
    const Registry registry(settings);
    const auto ask = [&](std::string_view statement) {
        const auto result = registry.block("sql")->run(call(one(statement)));
        const auto* value = std::get_if<api::Json>(&result);
        return value ? value->at("rows") : api::Json("failed");
    };
    const auto first = ask("SELECT pg_backend_pid() AS p");
    EXPECT_EQ(ask("SELECT pg_backend_pid() AS p"), first);
    ask("SET datestyle = 'German'");
    ask("CREATE TEMP TABLE leftover (a int)");
    EXPECT_EQ(ask("SELECT date '2026-01-31' AS d"), json(R"([{"d":"2026-01-31"}])"));
    EXPECT_EQ(ask("SELECT to_regclass('leftover') AS t"), json(R"([{"t":null}])"));
    good("sql", one("SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                    "backend_type = 'client backend'"));
    EXPECT_EQ(ask("SELECT 1 AS a"), json(R"([{"a":1}])")) << "a broken one is not used again";
}

TEST_F(Postgres, ThePoolIsBounded) {
    const auto target = *postgresTarget(api::Json(s_server->uri()), settings, NetworkPolicy(settings.network));
    PostgresPool pool(std::chrono::milliseconds(50));
    const Stop stop(call(nullptr), settings);
    std::vector<PostgresPool::LinkPtr> taken;
    for (int i = 0; i < kMaxSqlConnectionsPerHost; ++i) {
        auto link = pool.take(target, stop);
        ASSERT_TRUE(link.ok()) << link.error().message;
        taken.push_back(std::move(*link));
    }
    auto hurried = call(nullptr);
    hurried.deadline = api::wallClock() + 20;
    const auto refused = pool.take(target, Stop(hurried, settings));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "timeout");
    for (auto& link : taken) {
        pool.giveBack(std::move(link));
    }
    for (int i = 0; i < 500 && pool.idle() > 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(pool.idle(), 0U) << "unused connections are closed";
    EXPECT_TRUE(pool.take(target, stop).ok());
}

TEST_F(Postgres, ConcurrentWritersAreToldToRetry) {
    good("sql", one("CREATE TABLE t (n int)"));
    good("sql", one("INSERT INTO t VALUES (0)"));
    std::atomic<int> retried = 0;
    std::vector<std::thread> writers;
    for (int w = 0; w < 2; ++w) {
        writers.emplace_back([&] {
            const Registry registry(settings);
            for (int i = 0; i < 10;) {
                const auto result = registry.block("sql")->run(
                    call(many(R"j([{"statement": "SELECT n FROM t"}, {"statement": "UPDATE t SET n = n + 1"}])j",
                              json(R"({"isolation":"serializable"})"))));
                const auto* error = std::get_if<api::WorkflowError>(&result);
                if (!error) {
                    ++i;
                    continue;
                }
                ASSERT_EQ(error->status, 409) << error->detail;
                ++retried;
            }
        });
    }
    for (auto& writer : writers) {
        writer.join();
    }
    EXPECT_EQ(rows("SELECT n FROM t"), json(R"([{"n":20}])"));
}

}  // namespace
}  // namespace beamline::blocks
