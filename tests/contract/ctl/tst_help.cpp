// SPDX-License-Identifier: Apache-2.0
// What the command line says of itself: help, completion, manual, functions, and what was probably meant.
#include "tests/contract/ctl/beamctl_fixture.h"

namespace beamline::test {
namespace {

TEST_F(Beamctl, HelpExplainsOneCommand) {
    const auto outcome = run({"help", "list"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_NE(outcome.out.find("--status"), std::string::npos);
    EXPECT_NE(run({"help"}).out.find("approvals"), std::string::npos) << "all commands";
    EXPECT_EQ(run({"list", "--flying"}).err.substr(0, 9), "beamctl: ");
}

TEST_F(Beamctl, SlipsAreAnsweredWithWhatWasProbablyMeant) {
    EXPECT_NE(run({"lst"}).err.find("\"list\""), std::string::npos);
    EXPECT_NE(run({"fly"}).err.find("beamctl help"), std::string::npos);
    EXPECT_NE(run({}).err.find("approvals"), std::string::npos) << "all commands are listed";
    EXPECT_EQ(run({"run", "-", "--input", "-"}).code, 2);
    const auto data = run({"approve", "x", "--data", "{bad"});
    EXPECT_EQ(data.code, 3);
    EXPECT_EQ(data.err.rfind("--data:1:2: error: ", 0), 0u) << data.err;
    const auto both = json(run({"validate", "-o", "json", "missing.yaml"}).out);
    EXPECT_EQ(both.at(0).at("error").at("code"), "argument.invalid");
}

TEST_F(Beamctl, BashCompletesCommandsOptionsAndTheirValues) {
    file("completion.bash", run({"completion", "bash"}).out);
    file("try.bash", R"(source ./completion.bash
complete_words() { COMP_WORDS=(beamctl "$@"); COMP_CWORD=$#; COMPREPLY=(); _beamctl; echo "${COMPREPLY[*]}"; }
complete_words app
complete_words --prof
complete_words -o ''
complete_words --profile list sh
complete_words list --status comp
complete_words list --sta
complete_words completion ''
complete_words schedule b
complete_words run --input try
)");
    const auto command = "cd '" + m_directory.string() + "' && bash ./try.bash >completed.txt 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << readAll(m_directory / "completed.txt");
    EXPECT_EQ(
        readAll(m_directory / "completed.txt"),
        "approvals approve\n--profile\ntable json\nshow\ncompleted\n--status\nbash zsh fish\nbackfill\ntry.bash\n");
}

TEST_F(Beamctl, CompletionAndManualKnowEveryCommandAndOption) {
    EXPECT_EQ(run({"completion", "tcsh"}).code, 2);
    for (const char* shell : {"bash", "zsh", "fish"}) {
        EXPECT_GT(run({"completion", shell}).out.size(), 1000u) << shell;
    }
    auto manual = readAll(std::filesystem::path(BEAMLINE_SOURCE_DIR) / "installer/linux/beamctl.1");
    manual = std::regex_replace(manual, std::regex(R"(\\-)"), "-");
    manual = std::regex_replace(manual, std::regex(R"(\\f.)"), "");
    const auto script = run({"completion", "fish"}).out;
    const std::regex command("-a ([a-z]+) -d");
    const std::regex option(" -l ([a-z-]+)");
    int options = 0;
    for (const auto& line : lines(script)) {
        std::smatch found;
        if (line.find("__fish_use_subcommand") != std::string::npos && std::regex_search(line, found, command)) {
            EXPECT_TRUE(std::regex_search(manual, std::regex("\\b" + found[1].str() + "\\b"))) << found[1];
        } else if (std::regex_search(line, found, option)) {
            EXPECT_NE(manual.find("--" + found[1].str()), std::string::npos) << found[1];
            ++options;
        }
    }
    EXPECT_GT(options, 50);
}

TEST_F(Beamctl, FunctionsExplainsOneWithAnExampleThatRuns) {
    const auto list = run({"functions"});
    EXPECT_EQ(list.code, 0);
    EXPECT_NE(list.out.find("fs.copy"), std::string::npos);
    const auto one = run({"functions", "fs.checksum"});
    EXPECT_EQ(one.code, 0);
    for (const char* part :
         {"INPUT", "algorithm", "default \"sha256\"", "path  string  required", "OUTPUT", "EXAMPLE"}) {
        EXPECT_NE(one.out.find(part), std::string::npos) << part << one.out;
    }
    const auto example = one.out.substr(one.out.find("EXAMPLE\n") + 8);
    EXPECT_EQ(run({"validate", file("example.yaml", kHead + ("do:\n" + example))}).code, 0);
    const auto whole = json(run({"functions", "email", "--output", "json"}).out);
    EXPECT_EQ(whole.at("name"), "email");
    EXPECT_FALSE(whole.at("example").as_string().empty());
    EXPECT_EQ(run({"functions", "nothing"}).code, 2);
}

}  // namespace
}  // namespace beamline::test
