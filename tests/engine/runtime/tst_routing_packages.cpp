// SPDX-License-Identifier: Apache-2.0
// Packages of extensions: looked at, installed, upgraded, taken back; and what their processes say.
#include <fstream>

#include "engine/api/json_codec.h"
#include "engine/blocks/process.h"
#include "engine/routing/package.h"
#include "engine/runtime/package_store.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
namespace fs = std::filesystem;

const std::vector<std::string> kUsual{"payload", "metadata"};

/// A post-processor that puts its word into every message, and says so.
constexpr const char* kStamp = R"py(
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print("stamped with WORD", file=sys.stderr, flush=True)
    print(json.dumps({"id": asked["id"], "response": {"metadata": {"stamp": "WORD"}}}), flush=True)
)py";

class RoutingPackages : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        const auto key = routing::newKey();
        ASSERT_TRUE(key.ok());
        m_key = *key;
        fs::create_directories(folder() / "keys");
        std::ofstream(folder() / "keys" / "ours.pub") << m_key.publicPem;
    }
    fs::path folder() const { return m_options.dataDir / "extensions"; }

    static routing::Package package(const std::string& version, const std::string& word = "one",
                                    const std::string& capabilities = "{}") {
        routing::Package made;
        made.manifest = boost::json::parse(R"({"id": "stamp", "type": "pre", "version": ")" + version +
                                           R"(", "transport": "process", "command": ["python3", "main.py"],
            "description": "Stamps", "timeout_ms": 5000, "capabilities": )" +
                                           capabilities + "}");
        std::string code = kStamp;
        for (auto at = code.find("WORD"); at != code.npos; at = code.find("WORD")) {
            code.replace(at, 4, word);
        }
        made.files = {{"lib/words.txt", false, "words"}, {"main.py", true, code}};
        return made;
    }
    std::string signedText(routing::Package made) {
        EXPECT_TRUE(routing::sign(made, "theirs", m_key.privatePem).ok());
        return routing::writePackage(made);
    }
    template <class Op>
    api::Result<typename Op::Reply> ask(Op op, const std::string& tenant = "default") {
        api::RequestContext context;
        context.user = "ann";
        context.tenant = tenant;
        return api::callAndWait(*m_engine, std::move(op), std::move(context));
    }
    api::Result<api::ExtensionReply> install(const std::string& text, std::vector<std::string> grants = kUsual,
                                             bool allowUnsigned = false, const std::string& tenant = "default") {
        return ask(api::InstallExtension{text, std::move(grants), allowUnsigned, "because"}, tenant);
    }
    /// What the installed extension puts into a message.
    std::string stamped() {
        const auto put = ask(api::PutPolicy{
            "p",
            boost::json::parse(
                R"({"version": "1.0", "pre": [{"id": "stamp", "mode": "required"}], "providers": [{"name": "a", "weight": 1}]})")});
        EXPECT_TRUE(put.ok());
        const auto tried = ask(api::DryRunRoute{
            boost::json::object{{"version", "1"},
                                {"tenant_id", "default"},
                                {"request_id", "r"},
                                {"policy_id", "p"},
                                {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}}});
        if (!tried.ok() || !tried->decision.errorCode.empty()) {
            return tried.ok() ? tried->decision.errorMessage : tried.error().message;
        }
        const auto* context = tried->decision.context.if_object();
        const auto* stamp = context ? context->if_contains("stamp") : nullptr;
        return stamp ? std::string(stamp->as_string()) : boost::json::serialize(tried->decision.context);
    }
    /// Everything below the folder of extensions but the keys.
    std::set<std::string> files() const {
        std::set<std::string> found;
        for (const auto& one : fs::recursive_directory_iterator(folder())) {
            const auto path = one.path().lexically_relative(folder()).generic_string();
            if (!path.starts_with("keys")) {
                found.insert(path);
            }
        }
        return found;
    }
    routing::KeyPair m_key;
};

}  // namespace

TEST_F(RoutingPackages, APackageIsLookedAtBeforeItIsInstalled) {
    open();
    const auto text = signedText(package("1.0.0", "one", R"({"network": true, "secrets": ["api-key"]})"));
    const auto report = ask(api::InspectPackage{text});
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->id, "stamp");
    EXPECT_EQ(report->type, "pre");
    EXPECT_EQ(report->version, "1.0.0");
    EXPECT_EQ(report->description, "Stamps");
    EXPECT_EQ(report->signedBy, "ours") << "as it is called here";
    EXPECT_EQ(report->fingerprint.size(), 64U);
    EXPECT_EQ(report->capabilities, (std::vector<std::string>{"network", "secret api-key", "payload", "metadata"}));
    EXPECT_EQ(report->added, report->capabilities);
    EXPECT_EQ(report->installed, "");
    EXPECT_TRUE(report->problems.empty());
    EXPECT_EQ(report->document.at("directory").as_string(), "stamp/1.0.0");
    EXPECT_TRUE(files().empty()) << "nothing is unpacked";
    ASSERT_TRUE(install(signedText(package("0.9.0"))).ok());
    const auto again = ask(api::InspectPackage{text});
    EXPECT_EQ(again->installed, "0.9.0");
    EXPECT_EQ(again->added, (std::vector<std::string>{"network", "secret api-key"}));
    const auto unknown = ask(api::InspectPackage{routing::writePackage(package("1.0.0"))});
    EXPECT_EQ(unknown->signedBy + unknown->fingerprint, "");
    const auto broken = ask(api::InspectPackage{"{}"});
    ASSERT_TRUE(broken.ok());
    EXPECT_FALSE(broken->problems.empty());
    auto keys = package("1.0.0");
    keys.manifest.as_object()["id"] = "keys";
    EXPECT_EQ(ask(api::InspectPackage{signedText(keys)})->problems.at(0).pointer, "/manifest/id");
    EXPECT_EQ(install(signedText(keys)).error().code, api::code::kInvalidDefinition);
}

TEST_F(RoutingPackages, ItWorksWhenItIsInstalledAndAfterARestart) {
    if (blocks::findProgram({"python3"}).empty()) {
        GTEST_SKIP() << "python3 is not installed: tests/run installs it.";
    }
    open();
    const auto done = install(signedText(package("1.0.0")));
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_EQ(done->extension.revision, 1);
    EXPECT_EQ(done->extension.version, "1.0.0");
    EXPECT_EQ(done->extension.signedBy, "ours");
    EXPECT_EQ(files(), (std::set<std::string>{"stamp", "stamp/1.0.0", "stamp/1.0.0/lib", "stamp/1.0.0/lib/words.txt",
                                              "stamp/1.0.0/main.py", "stamp/1.0.0/manifest.json"}));
    EXPECT_EQ(stamped(), "one");
    const auto log = ask(api::GetExtensionLog{"stamp"});
    ASSERT_TRUE(log.ok()) << log.error().message;
    ASSERT_TRUE(eventually([&] { return !ask(api::GetExtensionLog{"stamp"})->lines.empty(); }));
    const auto line = ask(api::GetExtensionLog{"stamp"})->lines.front();
    EXPECT_EQ(line.text, "stamped with one");
    EXPECT_EQ(line.instance, "1");
    EXPECT_GT(line.at, 0);
    EXPECT_EQ(ask(api::GetExtensionLog{"stamp"}, "other").error().code, api::code::kNotFound) << "of another tenant";
    reopen();
    EXPECT_EQ(stamped(), "one");
    EXPECT_EQ(ask(api::GetExtension{"stamp"})->info.signedBy, "ours");
}

TEST_F(RoutingPackages, UpgradesAndRollbacksChangeWhatRuns) {
    if (blocks::findProgram({"python3"}).empty()) {
        GTEST_SKIP() << "python3 is not installed: tests/run installs it.";
    }
    open();
    ASSERT_TRUE(install(signedText(package("1.0.0"))).ok());
    EXPECT_EQ(stamped(), "one");
    auto upgrade = api::InstallExtension{signedText(package("2.0.0", "two")), kUsual};
    upgrade.replaces = 7;
    EXPECT_EQ(ask(upgrade).error().code, api::code::kStale);
    EXPECT_EQ(files().count("stamp/2.0.0"), 0U) << "what was not registered does not stay";
    upgrade.replaces = 1;
    ASSERT_TRUE(ask(upgrade).ok());
    EXPECT_EQ(stamped(), "two");
    ASSERT_TRUE(ask(api::ControlExtension{"stamp", api::ExtensionAction::rollback, 1}).ok());
    EXPECT_EQ(stamped(), "one");
    EXPECT_EQ(ask(api::GetExtension{"stamp"})->info.version, "1.0.0");
}

TEST_F(RoutingPackages, ASignatureIsNeededUnlessItIsLetGo) {
    open();
    const auto unsignedText = routing::writePackage(package("1.0.0"));
    const auto refused = install(unsignedText);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kForbidden);
    EXPECT_EQ(refused.error().detail.at("signature").as_string(), "not_signed");
    fs::remove(folder() / "keys" / "ours.pub");
    const auto unknown = install(signedText(package("1.0.0")));
    EXPECT_EQ(unknown.error().code, api::code::kForbidden);
    EXPECT_EQ(unknown.error().detail.at("signature").as_string(), "unknown_key");
    EXPECT_TRUE(files().empty());
    EXPECT_TRUE(ask(api::ListExtensions{})->items.empty());
    const auto allowed = install(unsignedText, kUsual, true);
    ASSERT_TRUE(allowed.ok()) << allowed.error().message;
    EXPECT_EQ(allowed->extension.signedBy, "");
}

TEST_F(RoutingPackages, NobodySaysThatHeHasSignedIt) {
    open();
    auto liar = package("1.0.0");
    liar.manifest.as_object()["package"] = {{"signed_by", "ours"}};
    const auto done = install(routing::writePackage(liar), kUsual, true);
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_EQ(done->extension.signedBy, "");
    ASSERT_TRUE(ask(api::PutExtension{liar.manifest}).ok());
    EXPECT_EQ(ask(api::GetExtension{"stamp"})->info.signedBy, "");
}

TEST_F(RoutingPackages, WhatItAsksForMustBeGranted) {
    open();
    const auto text = signedText(package("1.0.0", "one", R"({"network": true, "secrets": ["api-key"]})"));
    const auto refused = install(text, {"payload", "metadata", "network"});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kForbidden);
    EXPECT_EQ(refused.error().detail.at("capabilities"), api::Json(boost::json::array{"secret api-key"}));
    EXPECT_TRUE(files().empty());
    const auto done = install(text, {"payload", "metadata", "network", "secret api-key", "read /etc"});
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_EQ(done->extension.capabilities,
              (std::vector<std::string>{"network", "secret api-key", "payload", "metadata"}))
        << "nothing that it did not ask for";
}

TEST_F(RoutingPackages, TheSameVersionIsTheSameContent) {
    open();
    ASSERT_TRUE(install(signedText(package("1.0.0"))).ok());
    const auto again = install(signedText(package("1.0.0")));
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(again->extension.revision, 2);
    const auto before = files();
    const auto other = install(signedText(package("1.0.0", "two")));
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, api::code::kConflict);
    auto fewer = package("1.0.0");
    fewer.files.erase(fewer.files.begin());
    EXPECT_EQ(install(signedText(fewer)).error().code, api::code::kConflict) << "a file less is something else, too";
    EXPECT_EQ(files(), before);
    EXPECT_EQ(ask(api::GetExtension{"stamp"})->info.revision, 2);
}

TEST_F(RoutingPackages, AFlippedBitAnywhereIsRefusedAndChangesNothing) {
    open();
    const auto text = signedText(package("1.0.0"));
    const auto step = std::max<std::size_t>(1, text.size() / 150);
    int refused = 0;
    for (std::size_t at = 0; at < text.size(); at += step) {
        auto bad = text;
        bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 7)));
        const auto same = api::parseJson(bad);
        if (same.ok() && *same == *api::parseJson(text)) {
            continue;  // white space
        }
        const auto done = install(bad);
        EXPECT_FALSE(done.ok()) << "byte " << at << " of " << text.size();
        refused += done.ok() ? 0 : 1;
    }
    EXPECT_GT(refused, 100);
    EXPECT_TRUE(files().empty());
    EXPECT_TRUE(ask(api::ListExtensions{})->items.empty());
}

TEST_F(RoutingPackages, WithoutRoomNothingIsLeft) {
    open();
    std::ofstream(folder() / "stamp") << "a file where the folder should be";
    const auto refused = install(signedText(package("1.0.0")));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kUnavailable);
    EXPECT_NE(refused.error().message.find("room and permissions"), std::string::npos) << refused.error().message;
    EXPECT_EQ(files(), (std::set<std::string>{"stamp"}));
    EXPECT_TRUE(ask(api::ListExtensions{})->items.empty());
    fs::remove(folder() / "stamp");
    EXPECT_TRUE(install(signedText(package("1.0.0"))).ok());
}

TEST_F(RoutingPackages, WhatACrashHasLeftGoes) {
    const auto left = folder() / "stamp" / ".1.0.0.unpacking";
    const auto theirs = folder() / "@acme" / "stamp" / ".2.0.0.unpacking";
    for (const auto& path : {left, theirs}) {
        fs::create_directories(path / "lib");
        std::ofstream(path / "lib" / "half") << "half";
    }
    fs::create_directories(folder() / "handmade");
    open();
    EXPECT_EQ(files(), (std::set<std::string>{"handmade"}));
    // Unpacked, and then the engine was killed before it was registered.
    ASSERT_TRUE(routing::unpack(package("1.0.0", "two"), folder() / "stamp/1.0.0").ok());
    const auto done = install(signedText(package("1.0.0")));
    ASSERT_TRUE(done.ok()) << done.error().message;
    std::ifstream main(folder() / "stamp/1.0.0/main.py");
    const std::string code((std::istreambuf_iterator<char>(main)), std::istreambuf_iterator<char>());
    EXPECT_NE(code.find("one"), std::string::npos);
}

TEST_F(RoutingPackages, AFewOldVersionsStay) {
    open();
    for (int i = 1; i <= 8; ++i) {
        ASSERT_TRUE(install(signedText(package(std::to_string(i) + ".0.0"))).ok());
    }
    const auto versions = [this] {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& one : fs::directory_iterator(folder() / "stamp")) {
            ++count;
        }
        return count;
    };
    EXPECT_TRUE(eventually([&] { return versions() == runtime::kMaxKeptVersions; })) << versions();
    EXPECT_TRUE(fs::exists(folder() / "stamp/8.0.0"));
    EXPECT_TRUE(fs::exists(folder() / "stamp/4.0.0"));
    EXPECT_FALSE(fs::exists(folder() / "stamp/3.0.0"));
    EXPECT_TRUE(ask(api::ControlExtension{"stamp", api::ExtensionAction::rollback, 4}).ok());
    const auto gone = ask(api::ControlExtension{"stamp", api::ExtensionAction::rollback, 1});
    ASSERT_FALSE(gone.ok());
    EXPECT_EQ(gone.error().code, api::code::kConflict);
    EXPECT_NE(gone.error().message.find("1.0.0"), std::string::npos);
}

TEST_F(RoutingPackages, TenantsHaveTheirOwn) {
    open();
    ASSERT_TRUE(install(signedText(package("1.0.0")), kUsual, false, "acme").ok());
    ASSERT_TRUE(install(signedText(package("1.0.0", "two")), kUsual, false, "../evil").ok());
    ASSERT_TRUE(install(signedText(package("1.0.0", "three"))).ok());
    EXPECT_TRUE(fs::exists(folder() / "@acme/stamp/1.0.0/main.py"));
    EXPECT_TRUE(fs::exists(folder() / "stamp/1.0.0/main.py"));
    EXPECT_FALSE(fs::exists(m_options.dataDir / "evil"));
    EXPECT_EQ(ask(api::ListExtensions{}, "acme")->items.size(), 1U);
    const auto places = {runtime::PackageStore::placeOf("a/b", "x", "1"), runtime::PackageStore::placeOf("a", "x", "1"),
                         runtime::PackageStore::placeOf("=a", "x", "1"), runtime::PackageStore::placeOf(".a", "x", "1"),
                         runtime::PackageStore::placeOf("default", "x", "1")};
    EXPECT_EQ(std::set<std::string>(places).size(), 5U);
}

}  // namespace beamline::test
