// SPDX-License-Identifier: Apache-2.0
// Measures what `call: sql` costs beside bare libpq, as one JSON line: bench_sql URI [CALLS]. Ratios in one run count,
// not the times.

#include <libpq-fe.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "engine/blocks/block.h"

using namespace beamline;

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kStatement = "SELECT i, 'row ' || i AS t FROM generate_series(1, $1::int) i";

double usEach(Clock::time_point begin, int calls) {
    return std::chrono::duration<double, std::micro>(Clock::now() - begin).count() / calls;
}

double bare(PGconn* connection, const char* rows, int calls) {
    const auto begin = Clock::now();
    for (int i = 0; i < calls; ++i) {
        PGresult* result = PQexecParams(connection, kStatement, 1, nullptr, &rows, nullptr, nullptr, 0);
        if (PQresultStatus(result) != PGRES_TUPLES_OK) {
            std::cerr << PQerrorMessage(connection);
            std::exit(1);
        }
        PQclear(result);
    }
    return usEach(begin, calls);
}

double block(const blocks::Registry& registry, const std::string& uri, int rows, int calls) {
    blocks::Invocation invocation;
    invocation.arguments = std::make_shared<const api::Json>(
        api::Json{{"database", uri}, {"statement", kStatement}, {"parameters", boost::json::array{rows}}});
    const auto begin = Clock::now();
    for (int i = 0; i < calls; ++i) {
        const auto result = registry.block("sql")->run(invocation);
        if (const auto* error = std::get_if<api::WorkflowError>(&result)) {
            std::cerr << error->detail << "\n";
            std::exit(1);
        }
    }
    return usEach(begin, calls);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: bench_sql postgresql://… [CALLS]\n";
        return 2;
    }
    const int calls = argc > 2 ? std::atoi(argv[2]) : 2000;
    PGconn* connection = PQconnectdb(argv[1]);
    const blocks::Registry registry(blocks::BlockSettings{});
    for (const int rows : {1, 1000}) {
        const auto text = std::to_string(rows);
        const int times = rows == 1 ? calls : calls / 10 + 1;
        bare(connection, text.c_str(), times / 10 + 1);
        block(registry, argv[1], rows, times / 10 + 1);
        const auto ofLibrary = bare(connection, text.c_str(), times);
        const auto ofBlock = block(registry, argv[1], rows, times);
        std::cout << boost::json::serialize(boost::json::object{{"bench", "sql"},
                                                                {"rows", rows},
                                                                {"calls", times},
                                                                {"libpq_us", ofLibrary},
                                                                {"block_us", ofBlock},
                                                                {"ratio", ofBlock / ofLibrary}})
                  << std::endl;
    }
    PQfinish(connection);
    return 0;
}
