// SPDX-License-Identifier: Apache-2.0
// Archives: what goes in comes out, nothing leads out, nothing grows without bound.

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "engine/blocks/archive_file.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class Archives : public BlockTest {
protected:
    struct Item {
        std::string name;
        std::string content;
        int type = AE_IFREG;
        std::string link = {};
    };
    /// An archive as somebody else wrote it, with whatever names they like.
    void forge(const std::string& name, const std::vector<Item>& items, bool zip = false) {
        auto* a = archive_write_new();
        zip ? archive_write_set_format_zip(a) : archive_write_set_format_gnutar(a);
        ASSERT_EQ(archive_write_open_filename(a, (root / name).c_str()), ARCHIVE_OK);
        for (const auto& item : items) {
            auto* entry = archive_entry_new();
            archive_entry_set_pathname(entry, item.name.c_str());
            archive_entry_set_filetype(entry, static_cast<unsigned>(item.type));
            archive_entry_set_perm(entry, 06777);
            archive_entry_set_size(entry, static_cast<la_int64_t>(item.content.size()));
            if (item.type == AE_IFLNK) {
                archive_entry_set_symlink(entry, item.link.c_str());
            } else if (!item.link.empty()) {
                archive_entry_set_hardlink(entry, item.link.c_str());
            }
            archive_write_header(a, entry);
            archive_write_data(a, item.content.data(), item.content.size());
            archive_entry_free(entry);
        }
        archive_write_free(a);
    }
    bool clean() const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().filename().string().starts_with(kPartPrefix)) {
                return false;
            }
        }
        return true;
    }
    static api::Json extract(const std::string& path, const std::string& to) {
        return {{"operation", "extract"}, {"path", path}, {"to", to}};
    }
};

TEST_F(Archives, ComeOutAsTheyWentIn) {
    put(root / "data/a.txt", "one");
    put(root / "data/sub/Grüße.txt", std::string(300'000, 'x'));
    std::filesystem::create_directories(root / "data/empty");
    put(root / "extra", "more");
    for (const std::string end : {"zip", "tar", "tar.gz", "tar.xz", "tar.zst"}) {
        const auto made = good("archive", {{"operation", "create"},
                                           {"path", "a." + end},
                                           {"from", {"data", {{"path", "extra"}, {"name", "in/renamed"}}}}});
        EXPECT_EQ(made.at("format"), api::Json(end));
        EXPECT_EQ(made.at("size").as_int64(),
                  static_cast<std::int64_t>(std::filesystem::file_size(root / ("a." + end))));
        const auto listed = good("archive", {{"operation", "list"}, {"path", "a." + end}});
        EXPECT_EQ(listed.at("format"), api::Json(end));
        std::string names;
        for (const auto& entry : listed.at("entries").as_array()) {
            names += std::string(entry.at("path").as_string()) + " ";
        }
        EXPECT_EQ(names, "data data/a.txt data/empty data/sub data/sub/Grüße.txt in/renamed ") << end;
        const auto out = good("archive", extract("a." + end, "out-" + end));
        EXPECT_EQ(out.at("files"), 3);
        EXPECT_EQ(out.at("bytes"), 300'007);
        EXPECT_EQ(slurp(root / ("out-" + end) / "data/sub/Grüße.txt").size(), 300'000U);
        EXPECT_EQ(slurp(root / ("out-" + end) / "in/renamed"), "more");
        EXPECT_TRUE(std::filesystem::is_directory(root / ("out-" + end) / "data/empty"));
    }
    EXPECT_TRUE(clean());
}

TEST_F(Archives, AreMadeAtOnceOrNotAtAll) {
    put(root / "a", "one");
    const api::Json ask{{"operation", "create"}, {"path", "x.zip"}, {"from", {"a"}}};
    good("archive", ask);
    EXPECT_EQ(bad("archive", ask), "validation 409");
    auto again = ask;
    again.as_object()["overwrite"] = true;
    good("archive", again);
    again.as_object()["from"] = {"a", "none"};
    EXPECT_EQ(bad("archive", again), "runtime 404");
    EXPECT_EQ(good("archive", {{"operation", "list"}, {"path", "x.zip"}}).at("entries").as_array().size(), 1U);
    std::filesystem::create_symlink("a", root / "link");
    EXPECT_EQ(bad("archive", {{"operation", "create"}, {"path", "y.tar"}, {"from", {"link"}}}), "validation 422");
    EXPECT_EQ(bad("archive", {{"operation", "create"}, {"path", "y.rar"}, {"from", {"a"}}}), "validation 400");
    EXPECT_EQ(bad("archive", {{"operation", "create"}, {"path", "y.tar"}, {"from", {"../a"}}}), "authorization 403");
    EXPECT_EQ(
        bad("archive", {{"operation", "create"}, {"path", "y.tar"}, {"from", {{{"path", "a"}, {"name", "../b"}}}}}),
        "validation 400");
    EXPECT_FALSE(std::filesystem::exists(root / "y.tar"));
    std::filesystem::remove(root / "link");
    good("archive", {{"operation", "create"}, {"path", "all.tar"}, {"from", {"."}}});
    good("archive", {{"operation", "create"}, {"path", "all.tar"}, {"from", {"."}}, {"overwrite", true}});
    EXPECT_EQ(good("archive", {{"operation", "list"}, {"path", "all.tar"}}).at("entries").as_array().size(), 2U)
        << "not itself";
    EXPECT_TRUE(clean());
}

TEST_F(Archives, NothingLeadsOut) {
    for (const bool zip : {false, true}) {
        for (const std::string name : {"../evil", "a/../../evil", "/evil", "a/..", "..\\evil", ".beamline-part-1"}) {
            forge("evil", {{"good", "1"}, {name, "evil"}}, zip);
            EXPECT_EQ(bad("archive", extract("evil", "out")), "validation 422") << name;
            EXPECT_FALSE(std::filesystem::exists(root / "out")) << "all or nothing";
        }
    }
    EXPECT_FALSE(std::filesystem::exists(root / "evil2"));
    EXPECT_FALSE(std::filesystem::exists(base / "evil"));
    EXPECT_TRUE(clean());
}

TEST_F(Archives, LinksDevicesAndPermissionsAreNotTaken) {
    put(base / "outside/file", "fine");
    forge("links", {{"to-outside", "", AE_IFLNK, (base / "outside").string()},
                    {"hard", "", AE_IFREG, "/etc/passwd"},
                    {"pipe", "", AE_IFIFO, {}},
                    {"plain", "1"}});
    const auto out = good("archive", extract("links", "out"));
    EXPECT_EQ(out.at("skipped"), json(R"(["to-outside","hard","pipe"])"));
    EXPECT_EQ(out.at("files"), 1);
    struct stat status {};
    ASSERT_EQ(::stat((root / "out/plain").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 06111U, 0U);
    // Through a link of the archive's own nothing is written either.
    forge("through", {{"l", "", AE_IFLNK, (base / "outside").string()}, {"l/file", "evil"}});
    good("archive", extract("through", "out2"));
    EXPECT_EQ(slurp(base / "outside/file"), "fine");
    EXPECT_EQ(slurp(root / "out2/l/file"), "evil");
}

TEST_F(Archives, FilesAreNotReplacedUnasked) {
    put(root / "out/a", "mine");
    put(root / "out/keep", "mine");
    forge("x.tar", {{"new", "n"}, {"a", "theirs"}, {"sub/b", "b"}});
    EXPECT_EQ(bad("archive", extract("x.tar", "out")), "validation 409");
    EXPECT_FALSE(std::filesystem::exists(root / "out/new"));
    auto ask = extract("x.tar", "out");
    ask.as_object()["overwrite"] = true;
    good("archive", ask);
    EXPECT_EQ(slurp(root / "out/a") + slurp(root / "out/keep") + slurp(root / "out/sub/b"), "theirsmineb");
    forge("y.tar", {{"out", "1"}, {"out", "2"}});
    EXPECT_EQ(bad("archive", extract("y.tar", "twice")), "validation 422");
    EXPECT_EQ(bad("archive", extract("x.tar", "out/keep")), "validation 409");
    std::filesystem::create_symlink(base, root / "link");
    EXPECT_EQ(bad("archive", extract("x.tar", "link/out")), "authorization 403");
    EXPECT_TRUE(clean());
}

TEST_F(Archives, BombsAreDefused) {
    settings.maxFileBytes = 1 << 30;
    put(root / "zeros", std::string(64 << 20, '\0'));
    for (const std::string end : {"zip", "tar.gz", "tar.xz", "tar.zst"}) {
        good("archive", {{"operation", "create"}, {"path", "bomb." + end}, {"from", {"zeros"}}});
        EXPECT_EQ(bad("archive", extract("bomb." + end, "out")), "runtime 413") << end;
        EXPECT_FALSE(std::filesystem::exists(root / "out"));
    }
    put(root / "a", "12345");
    good("archive", {{"operation", "create"}, {"path", "a.zip"}, {"from", {"a"}}});
    auto ask = extract("a.zip", "out");
    ask.as_object()["maxBytes"] = 4;
    EXPECT_EQ(bad("archive", ask), "runtime 413");
    settings.maxFileBytes = 4;
    EXPECT_EQ(bad("archive", extract("a.zip", "out")), "runtime 413");
    std::vector<Item> many;
    for (std::size_t i = 0; i <= kMaxArchiveEntries; ++i) {
        many.push_back({std::to_string(i), ""});
    }
    forge("many.tar", many);
    EXPECT_EQ(bad("archive", {{"operation", "list"}, {"path", "many.tar"}}), "runtime 413");
    EXPECT_TRUE(clean());
}

TEST_F(Archives, WhatIsNoneIsSaid) {
    put(root / "text", "this is no archive, only some text that is long enough to be looked at");
    EXPECT_EQ(bad("archive", {{"operation", "list"}, {"path", "text"}}), "validation 422");
    EXPECT_EQ(bad("archive", {{"operation", "list"}, {"path", "none"}}), "runtime 404");
    put(root / "a", std::string(100'000, 'a') + "end");
    good("archive", {{"operation", "create"}, {"path", "a.tar.gz"}, {"from", {"a"}}});
    std::filesystem::resize_file(root / "a.tar.gz", 60);
    EXPECT_EQ(bad("archive", extract("a.tar.gz", "out")), "validation 422");
    EXPECT_TRUE(clean());
    auto cancelled = call({{"operation", "create"}, {"path", "b.zip"}, {"from", {"a"}}});
    cancelled.cancel.cancel();
    EXPECT_EQ(bad("archive", cancelled), "runtime 499");
    EXPECT_TRUE(clean());
}

}  // namespace
}  // namespace beamline::blocks
