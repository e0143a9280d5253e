// SPDX-License-Identifier: Apache-2.0
// Every address of the table, on a real engine.

#include "engine/gateway/openapi.h"
#include "engine/gateway/routes.h"
#include "tests/engine/gateway/gateway_fixture.h"

namespace beamline::test {

using gateway::Face;

class Routes : public GatewayTest {
protected:
    void SetUp() override {
        GatewayTest::SetUp();
        serve();
        deploy(kWaiting);
        deploy(kQuick);
    }
};

/// A path of a route, each member set to a text of its kind.
std::string pathOf(const gateway::Route& route) {
    std::string path;
    for (const auto& part : route.parts) {
        path += '/';
        if (!part.starts_with('{')) {
            path += part;
            continue;
        }
        const auto* parameter = route.operation->parameter(part.substr(1, part.size() - 2));
        path += parameter->kind == gateway::ParameterKind::integer  ? "1"
                : parameter->kind == gateway::ParameterKind::choice ? parameter->choices.front()
                                                                    : "nobody";
    }
    return path;
}

TEST_F(Routes, EachIsServedAndSaysWhatIsWrongWithWhatItIsGiven) {
    for (const auto& route : gateway::routes()) {
        SCOPED_TRACE(route.method + " " + route.path);
        if (route.face == Face::events) {
            continue;
        }
        const auto path = pathOf(route);
        const auto answer = route.method == "GET" ? get(path) : post(path);
        EXPECT_TRUE(answer.status == 200 || (answer.status >= 400 && answer.status <= 409) || answer.status == 503)
            << answer.status << answer.body;
        EXPECT_NE(answer.body, "");
        if (answer.status >= 400) {
            EXPECT_TRUE(answer.error() == "invalid_request" || answer.error() == "not_found" ||
                        answer.error() == "conflict" || answer.error() == "invalid_schema" ||
                        answer.error() == "unavailable")
                << answer.body;
        }
        const auto other = ask({"DELETE", m_gateway->url() + path, {}, {}, {}});
        EXPECT_EQ(other.status, 405) << other.body;
        EXPECT_NE(other.header("allow").find(route.method), std::string::npos);
        if (route.face != Face::operation) {
            continue;
        }
        const auto unknown = route.method == "GET" ? get(path + "?colour=red") : post(path, R"({"colour":"red"})");
        EXPECT_EQ(unknown.status, 400) << unknown.body;
        EXPECT_NE(unknown.body.find("colour"), std::string::npos) << unknown.body;
        for (const auto& parameter : route.operation->parameters) {
            const bool typed = parameter.kind != gateway::ParameterKind::text && !parameter.list;
            if (typed && route.path.find('{' + parameter.name + '}') == std::string::npos) {
                const auto wrong = route.method == "GET" ? get(path + "?" + parameter.name + "=%7B") : HttpAnswer{};
                EXPECT_TRUE(route.method != "GET" || wrong.status == 400) << wrong.body;
                EXPECT_TRUE(route.method != "GET" || wrong.body.find(parameter.name) != std::string::npos);
            }
        }
    }
}

TEST_F(Routes, EachOperationHasAnAddressOfItsOwn) {
    for (const auto& operation : gateway::operationTable()) {
        const auto match = gateway::findRoute("POST", {"api", "v1", operation.name});
        ASSERT_NE(match.route, nullptr) << operation.name;
        EXPECT_EQ(match.route->operation, &operation);
    }
}

TEST_F(Routes, ARunFromItsDefinitionToItsEnd) {
    const auto run = start("quick", R"({"n":7})");
    ASSERT_TRUE(awaitPhase(run, "completed"));
    const auto detail = get("/api/v1/runs/" + run).json();
    EXPECT_EQ(detail.at("output").at("answer"), 7);
    const auto history = get("/api/v1/runs/" + run + "/history?withData=true&descending=true&limit=1").json();
    EXPECT_EQ(history.at("items").get_array().size(), 1U);
    EXPECT_EQ(history.at("items").at(0).at("kind"), "run.completed");
    const auto said = get("/api/v1/runs/" + run + "/history?task=/do/0/say&from=1").json();
    ASSERT_FALSE(said.at("items").get_array().empty());
    for (const auto& entry : said.at("items").get_array()) {
        EXPECT_EQ(entry.at("task"), "/do/0/say");
    }
    const auto later = get("/api/v1/runs/" + run + "/history?from=4102444800000").json();
    EXPECT_TRUE(later.at("items").get_array().empty());
    EXPECT_EQ(get("/api/v1/runs/" + run + "/task?task=/do/0/say").json().at("state").at("phase"), "completed");
    const auto same = post("/api/v1/get_run", R"({"run":")" + run + R"("})");
    EXPECT_EQ(same.json(), get("/api/v1/runs/" + run).json());
}

TEST_F(Routes, ListsTakeTheMembersOfTheirFilterAsParameters) {
    const auto waiting = start("waiting");
    const auto quick = start("quick", R"({"n":1})");
    ASSERT_TRUE(awaitPhase(quick, "completed"));
    ASSERT_TRUE(awaitPhase(waiting, "waiting"));
    const auto list = [&](const std::string& query) {
        std::vector<std::string> ids;
        const auto page = get("/api/v1/runs?" + query);
        EXPECT_EQ(page.status, 200) << page.body;
        const auto json = page.json();
        for (const auto& item : json.at("items").get_array()) {
            ids.emplace_back(item.at("id").get_string());
        }
        return ids;
    };
    EXPECT_EQ(list("phases=waiting"), std::vector{waiting});
    EXPECT_EQ(list("phases=waiting&phases=completed&order=created&descending=false"), (std::vector{waiting, quick}));
    EXPECT_EQ(list("workflow=qui*"), std::vector{quick});
    EXPECT_TRUE(list("labels=team=none").empty());
    EXPECT_EQ(get("/api/v1/runs/counts").json().at("byPhase").at("waiting"), 1);
    const auto wrong = get("/api/v1/runs?phases=sleeping");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_NE(wrong.body.find("\\\"phases\\\" must be one of pending, running"), std::string::npos) << wrong.body;
    EXPECT_EQ(get("/api/v1/runs?limit=1&limit=2").status, 400);
    EXPECT_EQ(get("/api/v1/runs?limit=99999999999999999999").status, 400);
}

TEST_F(Routes, RunsAreControlled) {
    deploy(kFaulty);
    const auto run = start("waiting");
    ASSERT_TRUE(awaitPhase(run, "waiting"));
    EXPECT_EQ(post("/api/v1/runs/" + run + "/suspend", R"({"reason":"lunch"})").status, 200);
    ASSERT_TRUE(awaitPhase(run, "suspended"));
    EXPECT_EQ(post("/api/v1/runs/" + run + "/resume").status, 200);
    EXPECT_EQ(post("/api/v1/runs/" + run + "/cancel", R"({"reason":"enough"})").status, 200);
    ASSERT_TRUE(awaitPhase(run, "cancelled"));
    const auto again = post("/api/v1/runs/" + run + "/resume");
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.error(), "conflict");
    EXPECT_EQ(post("/api/v1/runs/" + run + "/cancel", R"({"run":"another"})").status, 400);
    const auto faulty = start("faulty");
    ASSERT_TRUE(awaitPhase(faulty, "faulted"));
    EXPECT_EQ(post("/api/v1/runs/" + faulty + "/retry").status, 200);
    ASSERT_TRUE(awaitPhase(faulty, "faulted"));
    EXPECT_EQ(post("/api/v1/runs/" + faulty + "/discard").status, 200);
}

TEST_F(Routes, ApprovalsAreDecidedByWhoAsks) {
    deploy(kAsking);
    const auto run = start("asking");
    ASSERT_TRUE(awaitPhase(run, "waiting"));
    const auto list = get("/api/v1/approvals?queue=open&run=" + run).json();
    ASSERT_EQ(list.at("items").get_array().size(), 1U);
    const std::string id(list.at("items").at(0).at("id").get_string());
    const std::string hash(list.at("items").at(0).at("hash").get_string());
    EXPECT_EQ(
        post("/api/v1/approvals/" + id + "/claim", {}, {"X-Beamline-User: ann"}).json().at("approval").at("claimedBy"),
        "ann");
    EXPECT_EQ(post("/api/v1/approvals/" + id + "/comment", R"({"text":"Looks good."})").status, 200);
    const auto stale = post("/api/v1/approvals/" + id + "/decide", R"({"outcome":"approve","hash":"old"})");
    EXPECT_EQ(stale.status, 409);
    EXPECT_EQ(stale.json().at("error").at("cause"), "stale");
    const auto decided = post("/api/v1/approvals/" + id + "/decide",
                              R"({"outcome":"approve","hash":")" + hash + R"("})", {"X-Beamline-User: ann"});
    ASSERT_EQ(decided.status, 200) << decided.body;
    EXPECT_EQ(decided.json().at("approval").at("decisions").at(0).at("by"), "ann");
    EXPECT_TRUE(awaitPhase(run, "completed"));
    EXPECT_EQ(get("/api/v1/approvals/" + id).json().at("approval").at("state"), "approved");
}

TEST_F(Routes, WorkflowsAreDeployedAsTheyAreWritten) {
    EXPECT_EQ(post("/api/v1/workflows", kQuick, {}, "text/yaml; charset=utf-8").status, 200);  // the same again
    EXPECT_EQ(get("/api/v1/workflows/test/quick").json().at("source"), kQuick);
    EXPECT_EQ(get("/api/v1/workflows/test/quick/1.0.0").status, 200);
    EXPECT_EQ(get("/api/v1/workflows/test/quick/9.0.0").status, 404);
    const auto wrong = post("/api/v1/workflows", "do: []", {}, "application/yaml");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(wrong.error(), "invalid_schema");
    EXPECT_TRUE(wrong.json().at("error").at("details").at("problems").is_array()) << wrong.body;
    const auto checked = post("/api/v1/workflows/validate", "do: []", {}, "application/yaml");
    EXPECT_EQ(checked.status, 200);
    EXPECT_EQ(checked.json().at("valid"), false);
}

/// Every "$ref" of a document.
void collectReferences(const api::Json& json, std::set<std::string>& out) {
    if (const auto* object = json.if_object()) {
        for (const auto& member : *object) {
            if (member.key() == "$ref") {
                out.emplace(member.value().get_string());
            }
            collectReferences(member.value(), out);
        }
    } else if (const auto* array = json.if_array()) {
        for (const auto& item : *array) {
            collectReferences(item, out);
        }
    }
}

TEST_F(Routes, OpenApiDescribesAllOfThem) {
    const auto answer = get("/openapi.json");
    ASSERT_EQ(answer.status, 200);
    const auto document = answer.json();
    EXPECT_EQ(document.at("openapi"), "3.1.0");
    std::set<std::string> ids;
    for (const auto& route : gateway::routes()) {
        const auto* path = document.at("paths").get_object().if_contains(route.path);
        ASSERT_NE(path, nullptr) << route.path;
        const auto& operation = path->at(route.method == "GET" ? "get" : "post");
        EXPECT_TRUE(ids.emplace(operation.at("operationId").get_string()).second) << operation.at("operationId");
    }
    std::set<std::string> references;
    collectReferences(document, references);
    EXPECT_TRUE(references.contains("#/components/schemas/RunPage"));
    for (const auto& reference : references) {
        boost::system::error_code ec;
        EXPECT_NE(document.find_pointer(reference.substr(1), ec), nullptr) << reference;
    }
    const auto& schemas = document.at("components").at("schemas");
    EXPECT_EQ(schemas.at("RunSummary").at("properties").at("phase").at("enum").get_array().size(), 7U);
    EXPECT_EQ(schemas.at("ListRuns").at("properties").at("limit").at("default"), 100);
    EXPECT_FALSE(schemas.at("StartRun").get_object().contains("required"));
}

TEST_F(Routes, TheDocsLoadNothing) {
    const auto page = get("/docs");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.header("content-security-policy").find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(page.body.find("http://"), std::string::npos);
    EXPECT_EQ(page.body.find("https://"), std::string::npos);
    EXPECT_NE(page.body.find("/api/v1/runs/{run}/history"), std::string::npos);
}

}  // namespace beamline::test
