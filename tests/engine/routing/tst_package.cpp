// SPDX-License-Identifier: Apache-2.0
// Packages of extensions: what goes in comes out, and nothing else does. Keys are made here and thrown away.

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/routing/extension.h"
#include "engine/routing/package.h"

namespace beamline::test {
namespace {
using namespace routing;
namespace fs = std::filesystem;

class PackageTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "beamline-package-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_base = pattern;
        put("ext/manifest.json", R"({"id": "tidy", "type": "pre", "version": "1.2.0", "command": ["./main.py"]})");
        put("ext/main.py", "#!/usr/bin/env python3\nprint('hello')\n", 0755);
        put("ext/data/words.txt", std::string("one\0two\n", 8));
        put("ext/data/Empty", "");
    }
    void TearDown() override { fs::remove_all(m_base); }

    void put(const std::string& name, const std::string& content, unsigned mode = 0644) const {
        fs::create_directories((m_base / name).parent_path());
        std::ofstream(m_base / name, std::ios::binary) << content;
        fs::permissions(m_base / name, static_cast<fs::perms>(mode));
    }
    std::string get(const std::string& name) const {
        std::ifstream in(m_base / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    Package packed() const {
        auto reading = packFolder(m_base / "ext");
        EXPECT_TRUE(reading.package) << told(reading.problems);
        return reading.package.value_or(Package{});
    }
    std::size_t entriesOf(const fs::path& folder) const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
    static std::string told(const std::vector<api::Problem>& problems) {
        std::string out;
        for (const auto& problem : problems) {
            out += problem.pointer + ": " + problem.message + "\n";
        }
        return out;
    }
    /// A package's text with something done to it.
    template <class Change>
    static PackageReading changed(const Package& package, Change change) {
        auto json = *api::parseJson(writePackage(package));
        change(json.get_object());
        return readPackage(boost::json::serialize(json));
    }
    static boost::json::object& file(boost::json::object& top, std::size_t i) {
        return top["files"].get_array()[i].get_object();
    }
    /// A registration that has nothing but what it must have, and something more.
    static api::Json bare(const std::string& name = "description", const std::string& value = "") {
        boost::json::object out{{"id", "a"}, {"type", "pre"}, {"version", "1"}};
        out[name] = value;
        return out;
    }
    static KeyPair key() {
        auto made = newKey();
        EXPECT_TRUE(made.ok());
        return *made;
    }
    /// A private key that another program has made.
    static std::string foreignKey(const char* type, bool withPassword) {
        EVP_PKEY* made = std::string_view(type) == "EC" ? EVP_PKEY_Q_keygen(nullptr, nullptr, type, "P-256")
                                                        : EVP_PKEY_Q_keygen(nullptr, nullptr, type);
        BIO* memory = BIO_new(BIO_s_mem());
        EXPECT_EQ(
            PEM_write_bio_PKCS8PrivateKey(memory, made, withPassword ? EVP_aes_256_cbc() : nullptr,
                                          withPassword ? "beamline" : nullptr, withPassword ? 8 : 0, nullptr, nullptr),
            1);
        char* data = nullptr;
        const auto size = BIO_get_mem_data(memory, &data);
        std::string pem(data, static_cast<std::size_t>(size));
        BIO_free(memory);
        EVP_PKEY_free(made);
        return pem;
    }
    static TrustedKey trust(const std::string& name, const KeyPair& pair) {
        return {name, *readPublicKey(pair.publicPem)};
    }
    static Package signedBy(Package package, const std::string& name, const KeyPair& pair) {
        const auto done = sign(package, name, pair.privatePem);
        EXPECT_TRUE(done.ok());
        return package;
    }
    static void expectProblem(const PackageReading& reading, const std::string& pointer, const std::string& words) {
        EXPECT_FALSE(reading.package);
        EXPECT_TRUE(std::any_of(reading.problems.begin(), reading.problems.end(),
                                [&](const api::Problem& problem) {
                                    return problem.pointer == pointer &&
                                           problem.message.find(words) != std::string::npos;
                                }))
            << pointer << " " << words << " is not in\n"
            << told(reading.problems);
    }

    fs::path m_base;
};

TEST_F(PackageTest, AFolderComesOutAsItWentIn) {
    const auto package = packed();
    EXPECT_EQ(package.fileName(), "tidy-1.2.0.beamline-extension");
    ASSERT_EQ(package.files.size(), 3U) << "the manifest is not among them";
    EXPECT_EQ(package.files[0].path, "data/Empty");
    EXPECT_EQ(package.files[2].path, "main.py");
    const auto text = writePackage(package);
    const auto read = readPackage(text);
    ASSERT_TRUE(read.package) << told(read.problems);
    EXPECT_EQ(writePackage(*read.package), text);

    ASSERT_TRUE(unpack(*read.package, m_base / "installed/tidy-1.2.0/").ok()) << "folders above it are made";
    EXPECT_EQ(get("installed/tidy-1.2.0/main.py"), get("ext/main.py"));
    EXPECT_EQ(get("installed/tidy-1.2.0/data/words.txt"), std::string("one\0two\n", 8));
    struct stat status {};
    ASSERT_EQ(::stat((m_base / "installed/tidy-1.2.0/main.py").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0755U);
    ASSERT_EQ(::stat((m_base / "installed/tidy-1.2.0/data/words.txt").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0644U);
    const auto again = packFolder(m_base / "installed/tidy-1.2.0");
    ASSERT_TRUE(again.package) << told(again.problems);
    EXPECT_EQ(writePackage(*again.package), text);
    EXPECT_EQ(entriesOf(m_base / "installed"), 1U) << "nothing is left beside it";
}

TEST_F(PackageTest, TheSameFolderGivesTheSameBytes) {
    const auto text = writePackage(packed());
    fs::create_directories(m_base / "other");
    for (const auto* name : {"manifest.json", "main.py", "data/words.txt", "data/Empty"}) {  // in another order
        put(std::string("other/") + name, get(std::string("ext/") + name),
            name == std::string("main.py") ? 0700 : 0600);
    }
    put("other/__pycache__/main.cpython-311.pyc", "compiled at some time");
    const auto other = packFolder((m_base / "other").string() + "/");
    ASSERT_TRUE(other.package) << told(other.problems);
    EXPECT_EQ(writePackage(*other.package), text);
    put("other/manifest.json", R"({"version":"1.2.0","id":"tidy", "command":["./main.py"], "type":"pre"})");
    EXPECT_EQ(packFolder(m_base / "other").package->checksum(), packed().checksum()) << "the order of members";
    put("other/data/words.txt", get("ext/data/words.txt"), 0755);
    EXPECT_NE(packFolder(m_base / "other").package->checksum(), packed().checksum()) << "the mode counts";
}

TEST_F(PackageTest, AFlippedBitAnywhereIsRefusedOrChangesNothing) {
    const auto text = writePackage(signedBy(packed(), "ours", key()));
    int refused = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const int bit : {0, 2, 5, static_cast<int>(i % 8)}) {
            auto flipped = text;
            flipped[i] = static_cast<char>(static_cast<unsigned char>(flipped[i]) ^ 1U << bit);
            const auto reading = readPackage(flipped);
            if (reading.package) {
                ASSERT_EQ(writePackage(*reading.package), text) << "bit " << bit << " of byte " << i;
                continue;
            }
            ++refused;
            ASSERT_FALSE(reading.problems.empty());
            ASSERT_GT(reading.problems[0].message.size(), 15U);
        }
    }
    EXPECT_GT(refused, static_cast<int>(text.size()) * 3);
    for (std::size_t length = 0; length + 1 < text.size(); length += 7) {
        ASSERT_FALSE(readPackage(text.substr(0, length)).package) << length;
    }
}

TEST_F(PackageTest, SaysWhatWasChanged) {
    const auto package = packed();
    auto reading = changed(package, [](auto& top) { file(top, 2)["content"] = api::base64Encode("other"); });
    expectProblem(reading, "/files/2/sha256", "\"main.py\" does not have its checksum");
    EXPECT_EQ(reading.problems.size(), 1U) << told(reading.problems);
    expectProblem(changed(package, [](auto& top) { file(top, 2)["mode"] = "0644"; }), "/checksum", "path or mode");
    expectProblem(changed(package, [](auto& top) { top["manifest"].get_object()["command"] = "rm"; }), "/checksum",
                  "the manifest");
    expectProblem(changed(package, [](auto& top) { top["files"].get_array().erase(top["files"].get_array().begin()); }),
                  "/checksum", "not what was packed");
    expectProblem(changed(package, [](auto& top) { top.erase("checksum"); }), "/checksum", "");
    EXPECT_FALSE(changed(package, [](auto& top) { top["checksum"] = 1; }).package);
}

TEST_F(PackageTest, PathsThatLeadOutAreRefused) {
    for (const auto* path : {"/etc/passwd",
                             "../x",
                             "a/../../x",
                             "..",
                             ".",
                             "",
                             "a//b",
                             "a/",
                             "./a",
                             "a\\b",
                             "C:x",
                             ".hidden",
                             "a/.git/x",
                             "a\nb",
                             "end.",
                             "end ",
                             "what?",
                             "manifest.json",
                             "MANIFEST.JSON",
                             "manifest.json/x"}) {
        const Package made{bare(), {{path, false, "x"}}, {}};
        const auto reading = readPackage(writePackage(made));  // with checksums that fit
        expectProblem(reading, "/files/0/path", "The path");
        const auto done = unpack(made, m_base / "target");
        ASSERT_FALSE(done.ok()) << path;
        EXPECT_EQ(done.error().code, api::code::kInvalidDefinition);
    }
    expectProblem(readPackage(writePackage({bare(), {{"a\xff", false, ""}}, {}})), "", "JSON");
    EXPECT_EQ(problemsOf({bare(), {{"a\xff", false, ""}}, {}}).size(), 1U);
    EXPECT_EQ(problemsOf({bare(), {{std::string(241, 'a'), false, ""}}, {}}).size(), 1U);
    EXPECT_TRUE(problemsOf({bare(), {{std::string(240, 'a'), false, ""}}, {}}).empty());
    EXPECT_TRUE(problemsOf({bare(), {{"größe/a b.txt", false, ""}}, {}}).empty());
    EXPECT_EQ(entriesOf(m_base), 1U) << "nothing was written";
}

TEST_F(PackageTest, NoFileTakesThePlaceOfAnother) {
    const auto problems = [](std::vector<PackageFile> files) {
        return told(problemsOf({bare(), std::move(files), {}}));
    };
    EXPECT_NE(problems({{"a", false, ""}, {"a", true, ""}}).find("/files/1/path: The path \"a\" is there twice"),
              std::string::npos);
    EXPECT_NE(problems({{"A", false, ""}, {"a", true, ""}}).find("upper from lower"), std::string::npos);
    EXPECT_NE(problems({{"a", false, ""}, {"a/b", true, ""}}).find("below another file"), std::string::npos);
    EXPECT_NE(problems({{"A/b", false, ""}, {"a", true, ""}}).find("twice"), std::string::npos);
    EXPECT_NE(problems({{"b", false, ""}, {"a", true, ""}}).find("order of their paths"), std::string::npos);
    EXPECT_EQ(problems({{"a", false, ""}, {"a-b", false, ""}, {"a.b/c", true, ""}}), "");
}

TEST_F(PackageTest, EveryMistakeIsToldAtOnce) {
    const auto reading = changed(packed(), [](auto& top) {
        top["extra/~"] = true;
        top["manifest"].get_object()["id"] = "../evil";
        top["manifest"].get_object().erase("version");
        file(top, 0)["path"] = "../x";
        file(top, 0)["mode"] = "4755";
        file(top, 0)["more"] = 1;
        file(top, 1)["content"] = "not base 64!";
        file(top, 2)["content"] = boost::json::array{};
        top["files"].get_array().push_back("what");
        top["signatures"] = boost::json::array{1, {{"key", "."}}, {{"key", "a"}, {"public", "AAAA"}}};
    });
    for (const auto* pointer : {"/extra~1~0", "/manifest/id", "/manifest/version", "/files/0/path", "/files/0/mode",
                                "/files/0/more", "/files/1/content", "/files/2/content", "/files/3", "/signatures/0",
                                "/signatures/1/key", "/signatures/2/public"}) {
        expectProblem(reading, pointer, "");
    }
    EXPECT_EQ(reading.problems.size(), 12U) << told(reading.problems);
    expectProblem(readPackage("[]"), "", "object");
    expectProblem(readPackage("{\"format\": "), "", "JSON");
    expectProblem(readPackage(R"({"format": "beamline-extension/2"})"), "/format", "newer");
    const auto bare = readPackage(R"({"format": "beamline-extension/1"})");
    for (const auto* pointer : {"/manifest", "/files", "/signatures"}) {
        expectProblem(bare, pointer, "must be");
    }
}

TEST_F(PackageTest, TheManifestIsARegistration) {
    const auto problems = [](const std::string& manifest, std::vector<PackageFile> files) {
        return told(problemsOf({*api::parseJson(manifest), std::move(files), {}}));
    };
    const std::string begin = R"({"id": "a", "type": "pre", "version": "1", )";
    EXPECT_EQ(problems(begin + R"("command": ["python3", "main.py"]})", {}), "") << "a program of the machine";
    EXPECT_EQ(problems(begin + R"("command": ["./bin/./run"]})", {{"bin/run", true, ""}}), "");
    EXPECT_EQ(problems(begin + R"("command": ["./run"]})", {}),
              "/manifest/command: The program \"run\" is not among the files; compile it, or put it there.\n");
    EXPECT_EQ(problems(begin + R"("command": ["./run"]})", {{"run", false, ""}}),
              "/manifest/command: The program \"run\" is no program; make its file executable.\n");
    EXPECT_EQ(problems(begin + R"("instances": [{"url": "https://a.example"}, {"command": ["bin/run"]}]})", {}),
              "/manifest/instances/1/command: The program \"bin/run\" is not among the files; compile it, or put it "
              "there.\n");
    EXPECT_NE(problems(begin + R"("timeout_ms": 1})", {}).find("/manifest/timeout_ms: "), std::string::npos);
    EXPECT_NE(problems(R"({"name": "a", "type": "pre"})", {}).find("/manifest/id: A package needs"), std::string::npos);
    EXPECT_NE(problems(R"({"name": "a", "type": "pre"})", {}).find("/manifest/version: A package needs"),
              std::string::npos);

    const auto text = writePackage({*api::parseJson(begin + R"("colour": "red"})"), {}, {}});
    const auto odd = readPackage(text);
    ASSERT_TRUE(odd.package) << "a warning is no error";
    ASSERT_EQ(odd.problems.size(), 1U);
    EXPECT_EQ(odd.problems[0].severity, api::Severity::warning);
    EXPECT_EQ(odd.problems[0].pointer, "/manifest/colour");
    EXPECT_TRUE(unpack(*odd.package, m_base / "odd").ok());
}

TEST_F(PackageTest, TheExamplesCanBePacked) {
    const auto examples = fs::path(BEAMLINE_SOURCE_DIR) / "resources/extensions";
    int packedOnes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(examples)) {
        if (entry.path().filename() != kManifestFile) {
            continue;
        }
        const auto name = entry.path().parent_path().filename().string();
        fs::create_directories(m_base / "example");
        fs::copy(entry.path().parent_path(), m_base / "example" / name, fs::copy_options::recursive);
        const auto program = name == "cpp" ? "extension" : "word_count";
        if (entry.path().string().find("/cpp/") != std::string::npos) {
            expectProblem(packFolder(m_base / "example" / name), "/manifest/command", "compile it");
            put("example/" + name + "/" + program, "compiled", 0755);
        }
        const auto reading = packFolder(m_base / "example" / name);
        ASSERT_TRUE(reading.package) << name << told(reading.problems);
        EXPECT_TRUE(reading.problems.empty()) << name << told(reading.problems);
        ++packedOnes;
    }
    EXPECT_EQ(packedOnes, 8);
}

TEST_F(PackageTest, Limits) {
    expectProblem(readPackage(std::string(kMaxPackageTextBytes + 1, ' ')), "", "larger than 48 MiB");
    Package many{bare(), {}, {}};
    for (std::size_t i = 0; i <= kMaxPackageFiles; ++i) {
        many.files.push_back({"f" + std::to_string(10'000 + i), false, ""});
    }
    expectProblem(readPackage(writePackage(many)), "/files", "more than 1000 files");
    EXPECT_EQ(problemsOf(many).size(), 1U);
    many.files.pop_back();
    EXPECT_TRUE(readPackage(writePackage(many)).package);
    for (auto& one : many.files) {
        one.path = "../" + one.path;
    }
    EXPECT_EQ(readPackage(writePackage(many)).problems.size(), kMaxPackageProblems);

    Package large{bare(), {{"a", false, std::string(kMaxPackageBytes, 'a')}}, {}};
    const auto text = writePackage(large);
    EXPECT_LE(text.size(), kMaxPackageTextBytes);
    EXPECT_TRUE(readPackage(text).package);
    large.files.push_back({"b", false, "b"});
    EXPECT_NE(told(problemsOf(large)).find("/files: The files have more than 32 MiB"), std::string::npos);

    Package wordy{bare("description", std::string(kMaxExtensionBytes, 'a')), {}, {}};
    expectProblem(readPackage(writePackage(wordy)), "/manifest", "at most 262144");
    EXPECT_EQ(problemsOf({bare("id", std::string(129, 'a')), {}, {}}).size(), 1U);
    EXPECT_TRUE(problemsOf({bare("id", std::string(128, 'a')), {}, {}}).empty());
}

TEST_F(PackageTest, AFolderIsPackedOnlyWhenAllOfItMayBe) {
    put("ext/.git/config", "secret");
    put("ext/signing.pem", key().privatePem);
    put("ext/old-1.0.beamline-extension", "{}");
    fs::create_symlink("/etc/passwd", m_base / "ext/link");
    fs::create_directory_symlink("/etc", m_base / "ext/data/etc");
    ASSERT_EQ(::mkfifo((m_base / "ext/pipe").c_str(), 0600), 0);
    const auto reading = packFolder(m_base / "ext");
    EXPECT_FALSE(reading.package);
    const auto all = told(reading.problems);
    EXPECT_EQ(reading.problems.size(), 6U) << all;
    for (const auto* words : {".git is hidden", "signing.pem has a private key", "is a package itself",
                              "link is no plain file", "data/etc is no plain file", "pipe is no plain file"}) {
        EXPECT_NE(all.find(words), std::string::npos) << words << " is not in\n" << all;
    }
    EXPECT_NE(told(packFolder(m_base / "nothing").problems).find("cannot be read"), std::string::npos);
    fs::create_directories(m_base / "empty");
    EXPECT_NE(told(packFolder(m_base / "empty").problems).find("manifest.json is missing"), std::string::npos);
    put("empty/manifest.json", "{\"id\": ");
    EXPECT_NE(told(packFolder(m_base / "empty").problems).find("not JSON"), std::string::npos);
    put("empty/manifest.json", std::string(4 * kMaxExtensionBytes + 1, ' '));
    EXPECT_NE(told(packFolder(m_base / "empty").problems).find("larger than 1024 KiB"), std::string::npos);
    put("empty/manifest.json", R"({"id": "a"})");
    EXPECT_NE(told(packFolder(m_base / "empty").problems).find("/manifest/version: "), std::string::npos);
    EXPECT_NE(told(packFolder(m_base / "empty").problems).find("/manifest/type: "), std::string::npos);
}

TEST_F(PackageTest, AFolderWithTooMuchIsRefused) {
    put("ext/large", "");
    fs::resize_file(m_base / "ext/large", kMaxPackageBytes + 1);  // takes no room on the disk
    EXPECT_NE(told(packFolder(m_base / "ext").problems).find("large cannot be read, or is too much"),
              std::string::npos);
    fs::remove(m_base / "ext/large");
    for (std::size_t i = 0; i < kMaxPackageFiles; ++i) {
        put("ext/many/" + std::to_string(i), "");
    }
    const auto reading = packFolder(m_base / "ext");
    EXPECT_FALSE(reading.package);
    EXPECT_EQ(reading.problems.size(), 1U) << "there is no use in going on";
}

TEST_F(PackageTest, SignedByWhoIsTrusted) {
    const auto ours = key();
    const auto other = key();
    EXPECT_NE(ours.privatePem, other.privatePem);
    const auto package = packed();
    auto verdict = verify(package, {trust("ours", ours)});
    EXPECT_EQ(verdict.state, Verdict::State::notSigned);
    EXPECT_NE(verdict.why.find("not signed"), std::string::npos);

    const auto read = readPackage(writePackage(signedBy(package, "release", ours)));
    ASSERT_TRUE(read.package) << told(read.problems);
    verdict = verify(*read.package, {trust("other", other), trust("ours", ours)});
    EXPECT_EQ(verdict.state, Verdict::State::trusted) << verdict.why;
    EXPECT_EQ(verdict.signers, std::vector<std::string>{"ours"}) << "as the key is named here";
    EXPECT_EQ(verdict.why, "");
    for (const auto& keys : {std::vector<TrustedKey>{}, {trust("release", other)}}) {
        verdict = verify(*read.package, keys);
        EXPECT_EQ(verdict.state, Verdict::State::unknownKey);
        EXPECT_TRUE(verdict.signers.empty());
        EXPECT_NE(verdict.why.find("release (" + api::base64Encode(*readPublicKey(ours.publicPem))), std::string::npos);
    }
    EXPECT_EQ(read.package->checksum(), package.checksum()) << "signing changes nothing else";
}

TEST_F(PackageTest, WhoChangesTheContentCannotKeepTheSignature) {
    const auto ours = key();
    const auto package = signedBy(packed(), "ours", ours);
    auto evil = package;
    evil.files[2].content += "import evil\n";
    EXPECT_EQ(verify(evil, {trust("ours", ours)}).state, Verdict::State::damaged);
    expectProblem(readPackage(writePackage(evil)), "/signatures/0/signature", "not by this key over this content");
    evil = package;
    evil.signatures[0].key = "theirs";
    EXPECT_EQ(verify(evil, {trust("ours", ours)}).state, Verdict::State::damaged) << "the name is signed, too";
    evil = package;
    evil.files[2].content += "import evil\n";
    evil.signatures.clear();
    evil = signedBy(evil, "ours", key());
    EXPECT_EQ(verify(evil, {trust("ours", ours)}).state, Verdict::State::unknownKey);
    evil.signatures.push_back(package.signatures[0]);
    const auto verdict = verify(evil, {trust("ours", ours)});
    EXPECT_EQ(verdict.state, Verdict::State::damaged);
    EXPECT_TRUE(verdict.signers.empty());
}

TEST_F(PackageTest, KeysCanBeChanged) {
    const auto before = key();
    const auto after = key();
    const auto both = readPackage(writePackage(signedBy(signedBy(packed(), "y2025", before), "y2026", after))).package;
    ASSERT_TRUE(both);
    EXPECT_EQ(verify(*both, {trust("old", before)}).signers, std::vector<std::string>{"old"});
    EXPECT_EQ(verify(*both, {trust("new", after)}).signers, std::vector<std::string>{"new"});
    EXPECT_EQ(verify(*both, {trust("new", after), trust("old", before)}).signers,
              (std::vector<std::string>{"old", "new"}));
    EXPECT_EQ(signedBy(*both, "again", after).signatures.size(), 2U) << "one signature of a key";

    auto twice = *both;
    twice.signatures.push_back(twice.signatures[0]);
    expectProblem(readPackage(writePackage(twice)), "/signatures/2/public", "twice");
    auto many = packed();
    for (std::size_t i = 0; i < kMaxPackageSignatures; ++i) {
        many = signedBy(many, "key" + std::to_string(i), key());
    }
    EXPECT_TRUE(readPackage(writePackage(many)).package);
    const auto full = sign(many, "more", after.privatePem);
    ASSERT_FALSE(full.ok());
    EXPECT_EQ(full.error().code, api::code::kConflict);
    many.signatures.push_back({"more", std::string(32, 'a'), std::string(64, 'a')});
    expectProblem(readPackage(writePackage(many)), "/signatures", "at most 16");
}

TEST_F(PackageTest, WhatIsNoKeyIsRefused) {
    auto package = packed();
    const auto pair = key();
    for (const auto& pem : {std::string(), std::string("what"), pair.publicPem, foreignKey("EC", false),
                            foreignKey("ED25519", true), pair.privatePem.substr(0, pair.privatePem.size() / 2),
                            pair.privatePem + std::string(kMaxKeyFileBytes, '\n')}) {
        const auto done = sign(package, "ours", pem);
        ASSERT_FALSE(done.ok()) << pem;
        EXPECT_EQ(done.error().code, api::code::kInvalidArgument);
        EXPECT_EQ(done.error().message.find("MC4"), std::string::npos) << "no part of a key is told";
    }
    for (const auto* name : {"", ".", "a b", "a/b", "ä"}) {
        EXPECT_FALSE(sign(package, name, pair.privatePem).ok()) << name;
    }
    EXPECT_FALSE(sign(package, std::string(129, 'a'), pair.privatePem).ok());
    EXPECT_TRUE(package.signatures.empty());
    EXPECT_FALSE(readPublicKey(pair.privatePem).ok());
    EXPECT_FALSE(readPublicKey("").ok());
    EXPECT_EQ(*publicKeyOf(pair.privatePem), *readPublicKey(pair.publicPem));
    EXPECT_FALSE(isSignature("", "text", *readPublicKey(pair.publicPem)));
    EXPECT_FALSE(isSignature(std::string(64, '\0'), "text", ""));
    EXPECT_FALSE(isSignature(std::string(64, '\0'), "text", std::string(32, '\xff')));
}

TEST_F(PackageTest, TrustedKeysAreFilesOfAFolder) {
    EXPECT_TRUE(trustedKeys(m_base / "nothing").keys.empty());
    EXPECT_TRUE(trustedKeys(m_base / "nothing").problems.empty());
    const auto ours = key();
    put("keys/team.pub", ours.publicPem);
    put("elsewhere/second", key().publicPem);
    fs::create_symlink(m_base / "elsewhere/second", m_base / "keys/a-link.pub");
    put("keys/notes.txt", "not a key");
    put("keys/broken.pub", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    put("keys/large.pub", ours.publicPem + std::string(kMaxKeyFileBytes, '\n'));
    put("keys/spaced name.pub", ours.publicPem);
    put("keys/folder.pub/x", "");
    const auto trusted = trustedKeys(m_base / "keys");
    ASSERT_EQ(trusted.keys.size(), 2U);
    EXPECT_EQ(trusted.keys[0].name, "a-link");
    EXPECT_EQ(trusted.keys[1].name, "team");
    EXPECT_EQ(trusted.keys[1].publicKey, *readPublicKey(ours.publicPem));
    EXPECT_EQ(trusted.problems.size(), 4U) << told(trusted.problems);
    EXPECT_FALSE(trustedKeys(m_base / "keys/team.pub").problems.empty()) << "that is no folder";
    for (std::size_t i = 0; i <= kMaxTrustedKeys; ++i) {
        put("many/k" + std::to_string(i) + ".pub", ours.publicPem);
    }
    EXPECT_EQ(trustedKeys(m_base / "many").keys.size(), kMaxTrustedKeys);
    EXPECT_EQ(trustedKeys(m_base / "many").problems.size(), 1U);
}

TEST_F(PackageTest, UnpackingLeavesNothingHalf) {
    const auto package = packed();
    put("in/.tidy.unpacking/main.py", "half of");  // of one that was killed
    ASSERT_TRUE(unpack(package, m_base / "in/tidy").ok());
    EXPECT_EQ(entriesOf(m_base / "in"), 1U);
    EXPECT_EQ(entriesOf(m_base / "in/tidy"), 3U);
    put("in/tidy/__pycache__/x.pyc", "");
    EXPECT_TRUE(unpack(package, m_base / "in/tidy").ok()) << "it is there";

    const auto expectConflict = [&](const fs::path& target) {
        const auto done = unpack(package, target);
        ASSERT_FALSE(done.ok());
        EXPECT_EQ(done.error().code, api::code::kConflict);
    };
    put("in/tidy/main.py", "changed", 0755);
    expectConflict(m_base / "in/tidy");
    EXPECT_EQ(get("in/tidy/main.py"), "changed") << "what is there is left alone";
    put("in/tidy/main.py", get("ext/main.py"), 0644);
    expectConflict(m_base / "in/tidy");
    fs::remove(m_base / "in/tidy/main.py");
    fs::create_symlink(m_base / "ext/main.py", m_base / "in/tidy/main.py");
    expectConflict(m_base / "in/tidy");
    expectConflict(m_base / "ext/main.py");
    fs::create_symlink(m_base / "nowhere", m_base / "dangling");
    expectConflict(m_base / "dangling");
    for (const auto* target : {"/", ".", "..", "a/..", ""}) {
        const auto done = unpack(package, target);
        ASSERT_FALSE(done.ok()) << target;
        EXPECT_EQ(done.error().code, api::code::kInvalidArgument) << target;
    }
    const auto below = unpack(package, m_base / "ext/main.py/tidy");
    ASSERT_FALSE(below.ok());
    EXPECT_EQ(below.error().code, api::code::kUnavailable);
}

TEST_F(PackageTest, AFailedUnpackingIsTakenAway) {
    put("ext/zz/large", std::string(100'000, 'x'));
    const auto package = packed();
    put("in/there", "");
    struct rlimit before {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit tight { 50'000, before.rlim_max };  // a full disk, for the last of its files
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto done = unpack(package, m_base / "in/tidy");
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    ::signal(SIGXFSZ, handler);
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().code, api::code::kUnavailable);
    EXPECT_TRUE(done.error().retryable);
    EXPECT_NE(done.error().message.find("zz/large cannot be written"), std::string::npos) << done.error().message;
    EXPECT_EQ(entriesOf(m_base / "in"), 1U);
    EXPECT_TRUE(unpack(package, m_base / "in/tidy").ok());

    const auto unnamed = unpack(package, m_base / "in" / std::string(250, 'n'));  // longer than the system's names
    ASSERT_FALSE(unnamed.ok());
    EXPECT_EQ(unnamed.error().code, api::code::kUnavailable);
    EXPECT_EQ(entriesOf(m_base / "in"), 2U);
}

}  // namespace
}  // namespace beamline::test
