// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/registered_test.h"

#include <cstdio>
#include <map>
#include <string_view>

namespace beamline::test {

namespace {
std::map<std::string_view, TestRunner>& registered() {
    static std::map<std::string_view, TestRunner> all;
    return all;
}
}  // namespace

RegisteredTest::RegisteredTest(const char* name, TestRunner run) {
    registered().emplace(name, run);
}

}  // namespace beamline::test

/// `PROGRAM tst_x [ARGUMENT of Qt Test...]`
int main(int argc, char** argv) {
    const auto& all = beamline::test::registered();
    const auto found = argc > 1 ? all.find(argv[1]) : all.end();
    if (found != all.end()) {
        argv[1] = argv[0];
        return found->second(argc - 1, argv + 1);
    }
    std::fprintf(stderr, "Which test? One of:\n");
    for (const auto& [name, run] : all) {
        std::fprintf(stderr, "  %s\n", name.data());
    }
    return 2;
}
