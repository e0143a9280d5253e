// SPDX-License-Identifier: Apache-2.0
// Extensions at the command line: written, tested, packed, signed, registered and controlled.
#include <sys/stat.h>

#include "tests/contract/ctl/routing_fixture.h"
#include "tests/contract/ctl/terminal.h"

namespace beamline::test {
namespace {

using BeamctlExtensions = BeamctlRouting;

TEST_F(BeamctlExtensions, ANewOneIsTestedAtOnce) {
    for (const char* type : {"pre", "validator", "post", "provider"}) {
        const auto name = std::string("my-") + type;
        const auto made = run({"extension", "new", "work/" + name, "--language", "python", "--type", type});
        EXPECT_EQ(made.code, 0) << made.err;
        const auto manifest = json(readAll(m_directory / "work" / name / "manifest.json"));
        EXPECT_EQ(word(manifest.at("id")), name);
        EXPECT_EQ(word(manifest.at("type")), type);
        const auto tested = run({"extension", "test", "work/" + name});
        EXPECT_EQ(tested.code, 0) << type << tested.out << tested.err;
        EXPECT_EQ(lines(tested.out).size(), 2U) << tested.out;
    }
    const auto template_ = std::filesystem::path(BEAMLINE_SOURCE_DIR) / "resources/extensions/template";
    EXPECT_EQ(readAll(m_directory / "work/my-pre/extension.py"), readAll(template_ / "python/extension.py"));
    EXPECT_EQ(run({"extension", "new", "js", "--language", "node"}).code, 0);
    EXPECT_EQ(readAll(m_directory / "js/extension.mjs"), readAll(template_ / "node/extension.mjs"));
    const auto cpp = run({"extension", "new", "c", "--language", "cpp", "--id", "fast", "-o", "json"});
    EXPECT_EQ(word(json(cpp.out).at("id")), "fast") << cpp.err;
    EXPECT_TRUE(has(readAll(m_directory / "c/extension.cpp"), "kId = \"fast\""));
}

TEST_F(BeamctlExtensions, ANewOneOverwritesNothingAndHasAGoodId) {
    EXPECT_EQ(run({"extension", "new", ".", "--language", "python"}).code, 2) << "not empty";
    EXPECT_EQ(run({"extension", "new", "Bad Name", "--language", "python"}).code, 2);
    EXPECT_FALSE(std::filesystem::exists(m_directory / "Bad Name"));
    EXPECT_EQ(run({"extension", "new", "Bad Name", "--language", "python", "--id", "good"}).code, 0);
    EXPECT_EQ(run({"extension", "new", "x", "--language", "cobol"}).code, 2);
    EXPECT_EQ(run({"extension", "new", "x", "--language", "python", "--type", "magic"}).code, 2);
}

TEST_F(BeamctlExtensions, AFailingCaseIsToldWithWhatDiffers) {
    ASSERT_EQ(run({"extension", "new", "mine", "--language", "python"}).code, 0);
    file("mine/cases.json", R"([
  {"name": "right", "request": {"payload": {"x": 1}}, "response": {"payload": {"x": 1}, "metadata": {"seen_by": "mine"}}},
  {"name": "other", "request": {"payload": {"x": 1}}, "response": {"payload": {"x": 2}, "metadata": {"seen_by": "mine"}}},
  {"name": "no error", "request": {"payload": {}}, "error": "invalid_request"},
  {"name": "other error", "request": {}, "error": "internal"},
  {"name": "no answer", "request": {}, "status": "ok"}
])");
    const auto tested = run({"extension", "test", "mine"});
    EXPECT_EQ(tested.code, 4);
    for (const char* part : {"ok      right", "failed  other", "/payload/x should be 2, not 1", "failed  no error",
                             "failed  other error", "failed  no answer"}) {
        EXPECT_TRUE(has(tested.out, part)) << part << '\n' << tested.out;
    }
    const auto last = json(lines(tested.err).back());
    EXPECT_EQ(word(last.at("instance")), "/1");
    EXPECT_TRUE(has(word(last.at("detail")), "4 of 5")) << tested.err;
    const auto machine = run({"extension", "test", "mine", "-o", "json"});
    EXPECT_EQ(machine.code, 4);
    EXPECT_TRUE(json(machine.out).at(0).at("ok").as_bool());
    EXPECT_FALSE(json(machine.out).at(1).at("ok").as_bool());

    file("mine/extension.py", "raise SystemExit('broken on purpose')\n");
    const auto broken = run({"extension", "test", "mine"});
    EXPECT_EQ(broken.code, 4);
    EXPECT_TRUE(has(broken.err, "broken on purpose")) << broken.err;
}

TEST_F(BeamctlExtensions, WhatCannotBeTestedIsSaid) {
    ASSERT_EQ(run({"extension", "new", "mine", "--language", "python"}).code, 0);
    file("mine/cases.json", "[{\"name\": \"x\"},\n {\"request\": {}, \"status\": \"ok\", \"error\": \"e\"}]");
    const auto cases = run({"extension", "test", "mine"});
    EXPECT_EQ(cases.code, 3);
    EXPECT_TRUE(has(cases.err, "cases.json:1:2: error")) << cases.err;
    file("mine/cases.json", "{}");
    EXPECT_EQ(run({"extension", "test", "mine"}).code, 3);
    file("mine/cases.json", "[");
    EXPECT_EQ(run({"extension", "test", "mine"}).code, 3);
    std::filesystem::remove(m_directory / "mine/cases.json");
    EXPECT_EQ(run({"extension", "test", "mine"}).code, 2);
    file("mine/manifest.json", R"({"id": "mine"})");
    EXPECT_EQ(run({"extension", "test", "mine"}).code, 3);
    file("mine/manifest.json", R"({"id": "mine", "type": "pre", "version": "1.0.0", "transport": "nats"})");
    const auto nats = run({"extension", "test", "mine"});
    EXPECT_EQ(nats.code, 2);
    EXPECT_TRUE(has(nats.err, "NATS")) << nats.err;
    std::filesystem::remove(m_directory / "mine/manifest.json");
    EXPECT_EQ(run({"extension", "test", "mine"}).code, 2);
    ASSERT_EQ(put("p", kOnlyA).code, 0);
    EXPECT_EQ(at({"extension", "test", "nobody"}).code, 2);
}

TEST_F(BeamctlExtensions, PackagesAreMadeSignedAndChecked) {
    ASSERT_EQ(run({"extension", "new", "mine", "--language", "python"}).code, 0);
    ASSERT_EQ(run({"extension", "key", "ours"}).code, 0);
    struct stat status {};
    ASSERT_EQ(::stat((m_directory / "ours.key").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    const auto before = readAll(m_directory / "ours.key");
    EXPECT_EQ(run({"extension", "key", "ours"}).code, 2);
    std::filesystem::remove(m_directory / "ours.key");
    EXPECT_EQ(run({"extension", "key", "ours"}).code, 2) << "the public key is there";
    EXPECT_FALSE(std::filesystem::exists(m_directory / "ours.key"));
    file("ours.key", before);
    EXPECT_EQ(run({"extension", "key", "../x"}).code, 2);
    ASSERT_EQ(run({"extension", "key", "theirs"}).code, 0);

    const std::string package = "mine-1.0.0.beamline-extension";
    ASSERT_EQ(run({"extension", "pack", "mine"}).code, 0);
    ASSERT_EQ(run({"extension", "pack", "mine", "--to", "again"}).code, 0);
    EXPECT_EQ(readAll(m_directory / package), readAll(m_directory / "again")) << "the same folder, the same bytes";
    EXPECT_EQ(run({"extension", "verify", package}).code, 0);
    std::filesystem::create_directory(m_directory / "trusted");
    EXPECT_EQ(run({"extension", "verify", package, "--trust", "trusted"}).code, 3) << "it is not signed";
    EXPECT_EQ(run({"extension", "sign", package, "--key", "ours.key"}).code, 0);
    EXPECT_TRUE(has(run({"extension", "verify", package}).out, "signed by ours"));
    std::filesystem::copy_file(m_directory / "theirs.pub", m_directory / "trusted/theirs.pub");
    const auto unknown = run({"extension", "verify", package, "--trust", "trusted", "-o", "json"});
    EXPECT_EQ(unknown.code, 3);
    EXPECT_EQ(word(json(unknown.out).at("verdict")), "unknown_key");
    std::filesystem::copy_file(m_directory / "ours.pub", m_directory / "trusted/friend.pub");
    const auto trusted = run({"extension", "verify", package, "--trust", "trusted"});
    EXPECT_EQ(trusted.code, 0) << trusted.err;
    EXPECT_TRUE(has(trusted.out, "is signed by friend")) << trusted.out;

    auto text = readAll(m_directory / package);
    text.replace(text.find("\"1.0.0\""), 7, "\"1.0.1\"");
    file("changed", text);
    EXPECT_EQ(run({"extension", "verify", "changed"}).code, 3) << "a changed byte is found";
    EXPECT_EQ(run({"extension", "sign", "changed", "--key", "ours.key"}).code, 3);
    EXPECT_EQ(run({"extension", "sign", package, "--key", "ours.pub"}).code, 2);
    EXPECT_EQ(run({"extension", "sign", package, "--key", "missing.key"}).code, 2);
    EXPECT_EQ(run({"extension", "verify", package, "--trust", "nowhere"}).code, 2);
    EXPECT_EQ(run({"extension", "pack", "nowhere"}).code, 2);
    file("mine/.hidden", "x");
    EXPECT_EQ(run({"extension", "pack", "mine"}).code, 3);
}

TEST_F(BeamctlExtensions, TheyAreRegisteredControlledAndTakenBack) {
    const auto bad = at({"extension", "register", file("bad.json", "{\"id\": \"A B\",\n \"type\": \"magic\"}")});
    EXPECT_EQ(bad.code, 3);
    EXPECT_TRUE(has(bad.err, "bad.json:2:10: error: ")) << bad.err;
    const auto guard = file("guard.json", kGuard);
    const auto first = at({"extension", "register", guard, "--comment", "first", "--replaces", "0"});
    EXPECT_EQ(first.out, "guard registered, revision 1\n") << first.err;
    EXPECT_EQ(at({"extension", "register", guard, "--replaces", "0"}).code, 2);
    EXPECT_EQ(at({"extension", "disable", "guard"}).out, "guard disabled, revision 2\n");
    EXPECT_TRUE(has(at({"extensions"}).out, "disabled"));
    EXPECT_EQ(at({"extension", "enable", "guard"}).out, "guard enabled, revision 3\n");
    EXPECT_EQ(at({"extension", "release", "guard"}).code, 0);
    EXPECT_EQ(at({"extension", "rollback", "guard", "2"}).out, "guard is as in revision 2, revision 4\n");
    EXPECT_EQ(at({"extension", "rollback", "guard", "9"}).code, 2);
    EXPECT_EQ(at({"extension", "rollback", "guard", "x"}).code, 2);
    const auto shown = at({"extensions", "guard"});
    EXPECT_TRUE(has(shown.out, "python3 guard.py")) << shown.out;
    EXPECT_TRUE(has(shown.out, "REVISION")) << shown.out;
    const auto detail = told({"extensions", "guard"});
    EXPECT_EQ(detail.at("revisions").as_array().size(), 4U);
    EXPECT_EQ(word(detail.at("document").at("id")), "guard");
    EXPECT_EQ(at({"extension", "remove", "guard"}).code, 0);
    EXPECT_EQ(at({"extensions", "guard"}).code, 2);
    EXPECT_EQ(at({"extension", "enable", "guard"}).code, 2);
    EXPECT_TRUE(told({"extensions"}).at("items").as_array().empty());
}

TEST_F(BeamctlExtensions, ARegisteredOneIsTestedInTheDataDirectory) {
    ASSERT_EQ(put("p", kOnlyA).code, 0);  // so that the data directory is there
    ASSERT_EQ(run({"extension", "new", "data/extensions/mine", "--language", "python"}).code, 0);
    ASSERT_EQ(at({"extension", "register", "data/extensions/mine/manifest.json"}).code, 0);
    const auto tested = at({"extension", "test", "mine"});
    EXPECT_EQ(tested.code, 0) << tested.out << tested.err;
}

TEST_F(BeamctlExtensions, APackageIsInspectedInstalledUpgradedAndTakenBack) {
    ASSERT_EQ(run({"extension", "new", "mine", "--language", "python"}).code, 0);
    ASSERT_EQ(run({"extension", "key", "ours"}).code, 0);
    const std::string package = "mine-1.0.0.beamline-extension";
    ASSERT_EQ(run({"extension", "pack", "mine"}).code, 0);
    ASSERT_EQ(put("p", kOnlyA).code, 0);  // so that the data directory is there
    const auto refused = at({"extension", "install", package});
    EXPECT_EQ(refused.code, 2) << "it is not signed";
    EXPECT_TRUE(has(refused.err, "not signed")) << refused.err;
    EXPECT_TRUE(has(refused.err, "--allow-unsigned")) << refused.err;
    EXPECT_TRUE(told({"extensions"}).at("items").as_array().empty());

    ASSERT_EQ(run({"extension", "sign", package, "--key", "ours.key"}).code, 0);
    const std::filesystem::path keys = std::filesystem::path(m_data) / "extensions/keys";
    std::filesystem::create_directories(keys);
    std::filesystem::copy_file(m_directory / "ours.pub", keys / "ours.pub");
    const auto inspected = at({"extension", "inspect", package});
    EXPECT_EQ(inspected.code, 0) << inspected.err;
    EXPECT_TRUE(has(inspected.out, "ours, who is trusted")) << inspected.out;
    EXPECT_TRUE(has(inspected.out, "Asks for")) << inspected.out;
    const auto installed = at({"extension", "install", package, "--comment", "first"});
    EXPECT_EQ(installed.out, "mine 1.0.0 installed, revision 1\n") << installed.err;
    EXPECT_TRUE(has(at({"extensions", "mine"}).out, "Signed by:   ours")) << at({"extensions", "mine"}).out;
    const auto tested = at({"extension", "test", "mine"});
    EXPECT_EQ(tested.code, 0) << tested.out << tested.err;
    EXPECT_EQ(at({"extension", "log", "mine"}).code, 0);
    EXPECT_EQ(at({"extension", "log", "nobody"}).code, 2);

    change("mine/manifest.json", "1.0.0", "1.1.0");
    change("mine/manifest.json", "\"network\": false", "\"network\": true");
    const auto more = at({"extension", "install", "mine", "--allow-unsigned"});
    EXPECT_EQ(more.code, 2);
    EXPECT_TRUE(has(more.err, "network")) << more.err;
    const auto upgraded = at({"extension", "install", "mine", "--allow-unsigned", "--grant", "network"});
    EXPECT_EQ(upgraded.out, "mine 1.1.0 installed, revision 2\n") << upgraded.err;
    EXPECT_EQ(at({"extension", "rollback", "mine", "1"}).code, 0);
    EXPECT_EQ(word(told({"extensions", "mine"}).at("info").at("version")), "1.0.0");
    auto text = readAll(m_directory / package);
    text[text.size() / 2] = text[text.size() / 2] == 'a' ? 'b' : 'a';
    file("bad", text);
    EXPECT_EQ(at({"extension", "install", "bad"}).code, 3);
    EXPECT_EQ(at({"extension", "inspect", "bad"}).code, 3);
    EXPECT_EQ(at({"extension", "install", "missing"}).code, 2);
}

TEST_F(BeamctlExtensions, AtATerminalItIsAskedFor) {
    ASSERT_EQ(run({"extension", "new", "mine", "--language", "python"}).code, 0);
    change("mine/manifest.json", "\"network\": false", "\"network\": true");
    {
        Terminal terminal(m_directory, {"extension", "install", "mine", "--data-dir", m_data});
        ASSERT_TRUE(terminal.await("signed by nobody")) << terminal.screen();
        terminal.type("n\n");
        EXPECT_EQ(terminal.wait(), 5) << terminal.screen();
    }
    Terminal terminal(m_directory, {"extension", "install", "mine", "--data-dir", m_data});
    ASSERT_TRUE(terminal.await("signed by nobody")) << terminal.screen();
    terminal.type("y\n");
    ASSERT_TRUE(terminal.await("asks for: network")) << terminal.screen();
    terminal.type("y\n");
    ASSERT_TRUE(terminal.await("installed, revision 1")) << terminal.screen();
    EXPECT_EQ(terminal.wait(), 0);
}

}  // namespace
}  // namespace beamline::test
