// SPDX-License-Identifier: Apache-2.0
// What fs.copy, fs.move, fs.delete, fs.checksum and fs.watch do with files; tst_fs_changes_escape.cpp has the attacks.

#include <sys/stat.h>

#include <thread>

#include "engine/blocks/file_tree.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class FsChanges : public BlockTest {
protected:
    /// Nothing that was being written is left.
    bool clean() const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().filename().string().starts_with(kPartPrefix)) {
                return false;
            }
        }
        return true;
    }
};

TEST_F(FsChanges, CopiesAFile) {
    put(root / "a.txt", "one");
    EXPECT_EQ(good("fs.copy", {{"from", "a.txt"}, {"to", "b.txt"}}), json(R"({"path":"b.txt","files":1,"bytes":3})"));
    EXPECT_EQ(slurp(root / "b.txt"), "one");
    EXPECT_EQ(bad("fs.copy", {{"from", "a.txt"}, {"to", "b.txt"}}), "validation 409");
    EXPECT_TRUE(said("overwrite: true"));
    put(root / "a.txt", "two");
    good("fs.copy", {{"from", "a.txt"}, {"to", "b.txt"}, {"overwrite", true}});
    EXPECT_EQ(slurp(root / "b.txt"), "two");
    EXPECT_EQ(bad("fs.copy", {{"from", "a.txt"}, {"to", "new/b.txt"}}), "runtime 404");
    good("fs.copy", {{"from", "a.txt"}, {"to", "new/b.txt"}, {"createDirectories", true}});
    EXPECT_EQ(slurp(root / "new/b.txt"), "two");
    EXPECT_EQ(bad("fs.copy", {{"from", "none"}, {"to", "c"}}), "runtime 404");
    EXPECT_EQ(bad("fs.copy", {{"from", "a.txt"}, {"to", "new"}, {"overwrite", true}}), "validation 400");
    settings.maxFileBytes = 2;
    EXPECT_EQ(bad("fs.copy", {{"from", "a.txt"}, {"to", "c.txt"}}), "runtime 413");
    EXPECT_FALSE(std::filesystem::exists(root / "c.txt"));
    EXPECT_TRUE(clean());
}

TEST_F(FsChanges, CopiesAFolderAsAWhole) {
    put(root / "tree/a", "1");
    put(root / "tree/sub/b", "22");
    std::filesystem::create_directories(root / "tree/empty");
    EXPECT_EQ(bad("fs.copy", {{"from", "tree"}, {"to", "copy"}}), "validation 400");
    EXPECT_EQ(good("fs.copy", {{"from", "tree"}, {"to", "copy"}, {"recursive", true}}).at("bytes"), 3);
    EXPECT_EQ(slurp(root / "copy/sub/b"), "22");
    EXPECT_TRUE(std::filesystem::is_directory(root / "copy/empty"));
    EXPECT_EQ(bad("fs.copy", {{"from", "tree"}, {"to", "copy"}, {"recursive", true}, {"overwrite", true}}),
              "validation 409");
    EXPECT_EQ(bad("fs.copy", {{"from", "tree"}, {"to", "tree/inner"}, {"recursive", true}}), "validation 400");
    EXPECT_EQ(bad("fs.copy", {{"from", "."}, {"to", "inner"}, {"recursive", true}}), "validation 400");
    std::filesystem::create_symlink("a", root / "tree/link");
    EXPECT_EQ(bad("fs.copy", {{"from", "tree"}, {"to", "other"}, {"recursive", true}}), "validation 422");
    EXPECT_TRUE(said("tree/link"));
    EXPECT_FALSE(std::filesystem::exists(root / "other")) << "half a copy is none";
    EXPECT_TRUE(clean());
}

TEST_F(FsChanges, CopiesAreBounded) {
    put(root / "tree/a", "1234");
    put(root / "tree/b", "1234");
    const FileAccess files(settings.fileRoots);
    CopyOptions options;
    options.recursive = true;
    options.maxFileBytes = 100;
    options.maxTreeBytes = 7;
    const auto copied =
        copyTree(files, *files.locate("tree"), *files.locate("copy"), options, Stop(call(nullptr), settings));
    ASSERT_FALSE(copied.ok());
    EXPECT_EQ(copied.error().detail, api::Json(413));
    EXPECT_FALSE(std::filesystem::exists(root / "copy"));
    EXPECT_TRUE(clean());
}

TEST_F(FsChanges, Moves) {
    put(root / "a", "1");
    put(root / "b", "2");
    EXPECT_EQ(bad("fs.move", {{"from", "a"}, {"to", "b"}}), "validation 409");
    EXPECT_EQ(slurp(root / "b"), "2");
    EXPECT_EQ(good("fs.move", {{"from", "a"}, {"to", "b"}, {"overwrite", true}}).at("moved"), true);
    EXPECT_EQ(slurp(root / "b"), "1");
    EXPECT_EQ(bad("fs.move", {{"from", "a"}, {"to", "b"}}), "runtime 404");
    EXPECT_EQ(good("fs.move", {{"from", "a"}, {"to", "b"}, {"ifMissing", "ignore"}}).at("moved"), false);
    EXPECT_EQ(bad("fs.move", {{"from", "a"}, {"to", "c"}, {"ifMissing", "ignore"}}), "runtime 404");
    put(root / "tree/x", "3");
    EXPECT_EQ(bad("fs.move", {{"from", "tree"}, {"to", "tree/in"}}), "validation 400");
    EXPECT_EQ(bad("fs.move", {{"from", "tree"}, {"to", "new/tree"}}), "runtime 404");
    good("fs.move", {{"from", "tree"}, {"to", "new/tree"}, {"createDirectories", true}});
    EXPECT_EQ(slurp(root / "new/tree/x"), "3");
    std::filesystem::create_directories(root / "empty");
    EXPECT_EQ(bad("fs.move", {{"from", "b"}, {"to", "empty"}, {"overwrite", true}}), "validation 409");
    EXPECT_EQ(bad("fs.move", {{"from", "new"}, {"to", "empty"}, {"overwrite", true}}), "validation 409");
    EXPECT_EQ(bad("fs.move", {{"from", "."}, {"to", "x"}}), "validation 400");
}

TEST_F(FsChanges, MovesAcrossFileSystems) {
    const auto other = std::filesystem::temp_directory_path() / ("beamline-other-" + std::to_string(::getpid()));
    std::filesystem::create_directories(other);
    struct stat here {};
    struct stat there {};
    ASSERT_EQ(::stat(root.c_str(), &here) + ::stat(other.c_str(), &there), 0);
    if (here.st_dev == there.st_dev) {
        std::filesystem::remove_all(other);
        GTEST_SKIP() << "/dev/shm and the temporary directory are one file system here";
    }
    settings.fileRoots.push_back(other);
    put(root / "tree/x", "3");
    good("fs.move", {{"from", "tree"}, {"to", (other / "tree").string()}});
    EXPECT_EQ(slurp(other / "tree/x"), "3");
    EXPECT_FALSE(std::filesystem::exists(root / "tree"));
    std::filesystem::remove_all(other);
}

TEST_F(FsChanges, Deletes) {
    put(root / "a", "1");
    EXPECT_EQ(good("fs.delete", {{"path", "a"}}).at("removed"), 1);
    EXPECT_EQ(good("fs.delete", {{"path", "a"}}).at("removed"), 0) << "done twice is done";
    EXPECT_EQ(bad("fs.delete", {{"path", "a"}, {"ifMissing", "fail"}}), "runtime 404");
    put(root / "tree/sub/b", "22");
    put(root / "tree/.beamline-part-7", "left by a crash");
    EXPECT_EQ(bad("fs.delete", {{"path", "tree"}}), "validation 400");
    EXPECT_EQ(good("fs.delete", {{"path", "tree"}, {"recursive", true}}).at("removed"), 4);
    EXPECT_FALSE(std::filesystem::exists(root / "tree"));
    EXPECT_EQ(bad("fs.delete", {{"path", "."}, {"recursive", true}}), "validation 400");
    EXPECT_TRUE(std::filesystem::exists(root));
}

TEST_F(FsChanges, TooLargeATreeStaysWhole) {
    std::filesystem::create_directories(root / "tree");
    for (std::size_t i = 0; i <= kMaxTreeEntries; ++i) {
        std::ofstream(root / "tree" / std::to_string(i));
    }
    EXPECT_EQ(bad("fs.delete", {{"path", "tree"}, {"recursive", true}}), "runtime 413");
    EXPECT_TRUE(std::filesystem::exists(root / "tree/0"));
    EXPECT_EQ(bad("fs.copy", {{"from", "tree"}, {"to", "copy"}, {"recursive", true}}), "runtime 413");
}

TEST_F(FsChanges, Checksums) {
    put(root / "abc", "abc");
    const auto sum = [&](const char* algorithm) {
        return good("fs.checksum", {{"path", "abc"}, {"algorithm", algorithm}}).at("checksum");
    };
    EXPECT_EQ(sum("md5"), "900150983cd24fb0d6963f7d28e17f72");
    EXPECT_EQ(sum("sha1"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(sum("sha256"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(std::string(sum("sha512").as_string()).substr(0, 16), "ddaf35a193617aba");
    EXPECT_EQ(good("fs.checksum",
                   {{"path", "abc"}, {"expected", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"}})
                  .at("size"),
              3);
    EXPECT_EQ(bad("fs.checksum", {{"path", "abc"}, {"expected", "00"}}), "validation 422");
    settings.maxFileBytes = 1;
    EXPECT_EQ(sum("md5"), "900150983cd24fb0d6963f7d28e17f72") << "nothing is kept, so the size is free";
    EXPECT_EQ(bad("fs.checksum", {{"path", "."}}), "validation 400");
}

TEST_F(FsChanges, WorkEndsWhenItMust) {
    put(root / "a", "1");
    put(root / "tree/a", "1");
    auto cancelled = call({{"from", "a"}, {"to", "b"}});
    cancelled.cancel.cancel();
    EXPECT_EQ(bad("fs.copy", cancelled), "runtime 499");
    auto late = call({{"path", "tree"}, {"recursive", true}});
    late.deadline = 1;
    EXPECT_EQ(bad("fs.delete", late), "timeout 408");
    EXPECT_TRUE(std::filesystem::exists(root / "tree/a"));
    EXPECT_TRUE(clean());
}

class FsWatching : public BlockTest {
protected:
    std::vector<std::string> paths(const api::Json& result) const {
        std::vector<std::string> all;
        for (const auto& entry : result.at("entries").as_array()) {
            all.emplace_back(entry.at("path").as_string());
        }
        return all;
    }
    /// Does `change` again and again until the watch has ended: it cannot tell when a watch has begun.
    api::Json whileWatching(api::Json arguments, const std::function<void()>& change) {
        std::atomic<bool> done = false;
        std::thread other([&] {
            while (!done) {
                change();
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
        auto result = good("fs.watch", std::move(arguments));
        done = true;
        other.join();
        return result;
    }
    using Paths = std::vector<std::string>;
};

TEST_F(FsWatching, FindsWhatIsThere) {
    put(root / "in/b.csv", "1");
    put(root / "in/a.csv", "1");
    put(root / "in/c.txt", "1");
    put(root / "in/sub/d.csv", "1");
    auto found = good("fs.watch", {{"path", "in"}, {"pattern", "*.csv"}});
    EXPECT_EQ(paths(found), (Paths{"in/a.csv", "in/b.csv"}));
    EXPECT_EQ(found.at("timedOut"), false);
    EXPECT_EQ(found.at("entries").at(0).at("size"), 1);
    found = good("fs.watch", {{"path", "in"}, {"pattern", "*.csv"}, {"recursive", true}});
    EXPECT_EQ(paths(found), (Paths{"in/a.csv", "in/b.csv", "in/sub/d.csv"}));
}

TEST_F(FsWatching, WaitsForAChange) {
    put(root / "in/old.csv", "1");
    const api::Json ask{{"path", "in"}, {"pattern", "*.csv"}, {"existing", false}};
    EXPECT_EQ(paths(whileWatching(ask, [&] { put(root / "in/new.csv", "12"); })), Paths{"in/new.csv"});
    EXPECT_EQ(paths(whileWatching(ask, [&] { put(root / "in/old.csv", "2"); })), Paths{"in/old.csv"});
    EXPECT_EQ(paths(whileWatching(ask,
                                  [&] {
                                      put(root / "in/x.part", "2");
                                      std::filesystem::rename(root / "in/x.part", root / "in/moved.csv");
                                  })),
              Paths{"in/moved.csv"});
    int number = 0;
    const auto deep = whileWatching({{"path", "in"}, {"pattern", "**/*.json"}, {"recursive", true}},
                                    [&] { put(root / "in" / std::to_string(++number) / "deep/f.json", "{}"); });
    EXPECT_TRUE(paths(deep).front().ends_with("/deep/f.json")) << "also in folders that are made meanwhile";
}

TEST_F(FsWatching, NeverTellsOfHalfAFile) {
    std::filesystem::create_directories(root / "in");
    std::ofstream open;
    int number = 0;
    const auto found = whileWatching({{"path", "in"}, {"existing", false}, {"timeout", "PT5S"}}, [&] {
        if (number == 0) {
            open.open(root / "in/open");
            open << "half" << std::flush;
        }
        if (++number == 40) {
            open.close();
        }
        if (number > 40) {
            put(root / "in/closed", "1");
        }
    });
    for (const auto& path : paths(found)) {
        EXPECT_TRUE(path == "in/closed" || number >= 40) << path;
    }
    EXPECT_FALSE(paths(found).empty());
}

TEST_F(FsWatching, Ends) {
    std::filesystem::create_directories(root / "in");
    const auto nothing = good("fs.watch", {{"path", "in"}, {"timeout", "PT0.1S"}});
    EXPECT_EQ(nothing, json(R"({"entries":[],"timedOut":true})"));
    auto late = call({{"path", "in"}});
    late.deadline = api::wallClock() + 60;
    EXPECT_EQ(bad("fs.watch", late), "timeout 408");
    auto cancelled = call({{"path", "in"}});
    std::thread other([cancel = cancelled.cancel] { cancel.cancel(); });
    EXPECT_EQ(bad("fs.watch", cancelled), "runtime 499");
    other.join();
    EXPECT_EQ(bad("fs.watch", {{"path", "in"}, {"timeout", "soon"}}), "validation 400");
    EXPECT_EQ(bad("fs.watch", {{"path", "none"}}), "runtime 404");
    put(root / "file", "1");
    EXPECT_EQ(bad("fs.watch", {{"path", "file"}}), "validation 400");
}

TEST_F(FsWatching, SaysWhenTheFolderGoes) {
    std::filesystem::create_directories(root / "in");
    std::atomic<bool> done = false;
    std::thread other([&] {
        for (bool away = false; !done; away = !away) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            std::error_code ec;
            std::filesystem::rename(root / (away ? "away" : "in"), root / (away ? "in" : "away"), ec);
        }
    });
    EXPECT_EQ(bad("fs.watch", {{"path", "in"}, {"existing", false}}), "runtime 404");
    done = true;
    other.join();
}

TEST_F(FsWatching, FoldersAreLimited) {
    for (std::size_t i = 0; i < kMaxWatchedFolders; ++i) {
        std::filesystem::create_directories(root / "in" / std::to_string(i));
    }
    EXPECT_EQ(bad("fs.watch", {{"path", "in"}, {"recursive", true}}), "runtime 413");
}

}  // namespace
}  // namespace beamline::blocks
