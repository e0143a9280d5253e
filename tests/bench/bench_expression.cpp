// SPDX-License-Identifier: Apache-2.0
// Measures the expression languages side by side, as JSON lines: bench_expression [SECONDS OF EACH]. The same three
// expressions in each language: what compiling a definition of 100 of them costs, how many evaluations a second one
// thread gets, what a listen task's `until` costs an event, and for JavaScript how long a warm call and a script of a
// task take. Needs beamline-script beside it.

#include <algorithm>
#include <chrono>
#include <iostream>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/script_pool.h"
#include "engine/core/expression/growing_list.h"

using namespace beamline;

namespace {
using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void print(const boost::json::object& line) {
    std::cout << api::printJson(line) << std::endl;
}

[[noreturn]] void fail(const std::string& message) {
    std::cerr << message << "\n";
    std::exit(1);
}

struct Subject {
    const char* name;
    const char* jq;
    const char* jmespath;
    const char* javascript;
};
constexpr Subject kSubjects[] = {
    {"path", ".order.customer.name", "order.customer.name", "$.order.customer.name"},
    {"filter and sum", "[.order.items[] | select(.price > 10) | .price] | add", "sum(order.items[?price > `10`].price)",
     "$.order.items.filter(i => i.price > 10).reduce((sum, i) => sum + i.price, 0)"},
    {"new object", "{who: .order.customer.name, skus: [.order.items[].sku], rate: $context.rate}",
     "{who: order.customer.name, skus: order.items[*].sku, rate: $context.rate}",
     "({who: $.order.customer.name, skus: $.order.items.map(i => i.sku), rate: $context.rate})"}};

/// About one kilobyte.
core::Data order() {
    boost::json::array items;
    for (int i = 0; i < 12; ++i) {
        items.push_back({{"sku", "sku-000" + std::to_string(i)}, {"price", i * 2.5}, {"note", "a line of some text"}});
    }
    return core::makeData(
        {{"order", {{"id", 4711}, {"customer", {{"name", "Ann"}, {"vip", true}}}, {"items", std::move(items)}}}});
}

const char* sourceOf(const Subject& subject, std::string_view language) {
    return language == "jq" ? subject.jq : language == "jmespath" ? subject.jmespath : subject.javascript;
}

void compile(std::string_view language, const std::shared_ptr<core::ScriptHost>& host) {
    constexpr int kCount = 100;
    const auto begin = Clock::now();
    const auto compiler = core::makeCompiler(language, core::kMaxExpressionSteps, host);
    for (int i = 0; i < kCount; ++i) {
        compiler->add(sourceOf(kSubjects[i % 3], language), {});
    }
    std::vector<core::ExpressionCompiler::Mistake> mistakes;
    if (!compiler->compile(mistakes)) {
        fail(mistakes.front().message);
    }
    print({{"bench", "compile"}, {"language", language}, {"expressions", kCount}, {"ms", msSince(begin)}});
}

void evaluate(std::string_view language, const Subject& subject, const std::shared_ptr<core::ScriptHost>& host,
              double seconds) {
    const auto compiler = core::makeCompiler(language, core::kMaxExpressionSteps, host);
    const auto id = compiler->add(sourceOf(subject, language), {});
    std::vector<core::ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    const auto input = order();
    core::Scope scope;
    scope.context = core::makeData({{"rate", 2}});
    std::vector<double> latencies;
    const auto begin = Clock::now();
    while (msSince(begin) < seconds * 1000) {
        const auto start = Clock::now();
        if (const auto value = program->evaluate(id, input, scope); !value) {
            fail(value.error().message);
        }
        latencies.push_back(msSince(start) * 1000);
    }
    const auto perSecond = static_cast<double>(latencies.size()) / (msSince(begin) / 1000);
    std::sort(latencies.begin(), latencies.end());
    print({{"bench", "evaluate"},
           {"language", language},
           {"expression", subject.name},
           {"per_s", static_cast<std::int64_t>(perSecond)},
           {"p50_us", latencies[latencies.size() / 2]},
           {"p99_us", latencies[latencies.size() * 99 / 100]}});
}

/// `until` of a listen task, asked after each event: of the growing list, and of a copy of all that came before.
void until(std::size_t events, bool copied) {
    const auto compiler = core::makeCompiler("jq");
    const auto id = compiler->add("(.[-1].n // 0) < 0 or (length < 0)", {});
    std::vector<core::ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    const core::Scope scope;
    core::GrowingList list;
    const auto begin = Clock::now();
    for (std::size_t i = 0; i < events; ++i) {
        list.add({{"n", i}, {"order", order()->at("order")}});
        const bool good = copied ? program->evaluate(id, core::makeData(*list.data()), scope).ok()
                                 : list.holds(*program, id, scope).ok();
        if (!good) {
            fail("`until` could not be evaluated");
        }
    }
    print({{"bench", "until"},
           {"events", events},
           {"list", copied ? "copied" : "growing"},
           {"us_per_event", msSince(begin) * 1000 / static_cast<double>(events)}});
}

/// What the function javascript does: a world of its own for each call.
void script(double seconds) {
    blocks::ScriptPool pool;
    const auto input = order();
    std::vector<double> latencies;
    const auto begin = Clock::now();
    while (msSince(begin) < seconds * 1000) {
        const auto start = Clock::now();
        if (const auto value = pool.run("return args.order.id", *input, blocks::Stop({}, {})); !value) {
            fail(value.error().message);
        }
        latencies.push_back(msSince(start));
    }
    const auto first = latencies.front();
    std::sort(latencies.begin(), latencies.end());
    print({{"bench", "script"},
           {"first_ms", first},
           {"p50_ms", latencies[latencies.size() / 2]},
           {"p99_ms", latencies[latencies.size() * 99 / 100]}});
}
}  // namespace

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 2;
    const auto host = std::make_shared<blocks::ScriptPool>();
    for (const auto language : core::kLanguages) {
        compile(language, host);
        for (const auto& subject : kSubjects) {
            evaluate(language, subject, host, seconds);
        }
    }
    for (const bool copied : {false, true}) {
        until(200, copied);
        until(1'000, copied);
    }
    script(seconds);
    return 0;
}
