// SPDX-License-Identifier: Apache-2.0
// Copying, moving, removing and watching lead nowhere outside of the file roots, with the kernel's help and without it.

#include <fcntl.h>
#include <sys/stat.h>

#include "engine/blocks/file_tree.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class FsChangesEscape : public BlockTest, public ::testing::WithParamInterface<FileAccess::Resolution> {
protected:
    void SetUp() override {
        put(base / "outside/secret", "secret");
        put(base / "outside/tree/secret", "secret");
        put(root / "inside/file", "fine");
    }
    FileAccess files() const { return FileAccess(settings.fileRoots, GetParam()); }
    Stop stop() const { return Stop(call(nullptr), settings); }

    template <class Work>
    std::string attempt(const std::string& path, Work work) const {
        const auto access = files();
        const auto place = access.locate(path);
        if (!place.ok()) {
            return place.error().code;
        }
        const auto done = work(access, *place);
        return done.ok() ? "done" : done.error().code;
    }
    CopyOptions options() const {
        CopyOptions all;
        all.overwrite = all.recursive = all.createDirectories = true;
        all.maxFileBytes = 1000;
        return all;
    }
    std::string copyFrom(const std::string& path) const {
        return attempt(path, [&](const auto& access, const auto& place) {
            return copyTree(access, place, *access.locate("copy"), options(), stop());
        });
    }
    std::string copyTo(const std::string& path) const {
        return attempt(path, [&](const auto& access, const auto& place) {
            return copyTree(access, *access.locate("inside/file"), place, options(), stop());
        });
    }
    std::string moveFrom(const std::string& path) const {
        return attempt(path, [&](const auto& access, const auto& place) {
            return access.move(place, *access.locate("moved"), true, true);
        });
    }
    std::string moveTo(const std::string& path) const {
        return attempt(path, [&](const auto& access, const auto& place) {
            return access.move(*access.locate("inside/file"), place, true, true);
        });
    }
    std::string remove(const std::string& path) const {
        return attempt(path, [&](const auto& access, const auto& place) { return access.remove(place, true, stop()); });
    }
    std::string watch(const std::string& path) const {
        return attempt(path, [&](const auto& access, const auto& place) {
            return access.watch(place, {{}, true, true, 0}, stop());
        });
    }
    void nothingHappened() const {
        EXPECT_EQ(slurp(base / "outside/secret"), "secret");
        EXPECT_EQ(slurp(base / "outside/tree/secret"), "secret");
        EXPECT_EQ(std::distance(std::filesystem::directory_iterator(base / "outside"), {}), 2);
        EXPECT_EQ(std::distance(std::filesystem::directory_iterator(base / "outside/tree"), {}), 1);
        EXPECT_EQ(slurp(root / "inside/file"), "fine");
    }
};

TEST_P(FsChangesEscape, ByText) {
    for (const std::string path : {"..", "../outside/secret", "inside/../../outside/secret", "/etc/passwd", "/"}) {
        for (const auto& answer :
             {copyFrom(path), copyTo(path), moveFrom(path), moveTo(path), remove(path), watch(path)}) {
            EXPECT_EQ(answer, "authorization") << path;
        }
    }
    nothingHappened();
}

TEST_P(FsChangesEscape, ByLink) {
    std::filesystem::create_symlink(base / "outside/secret", root / "file-link");
    std::filesystem::create_symlink("../outside", root / "dir-link");
    std::filesystem::create_symlink("/proc/self", root / "proc");
    for (const std::string path : {"dir-link/secret", "dir-link/tree", "proc/environ"}) {
        for (const auto& answer :
             {copyFrom(path), copyTo(path), moveFrom(path), moveTo(path), remove(path), watch(path)}) {
            EXPECT_EQ(answer, "authorization") << path;
        }
    }
    for (const std::string path : {"file-link", "dir-link"}) {
        EXPECT_EQ(copyFrom(path), "authorization") << path;
        EXPECT_EQ(copyTo(path), "authorization") << path;
        EXPECT_EQ(moveFrom(path), "authorization") << path;
        EXPECT_NE(moveTo(path), "done") << path;
        EXPECT_EQ(watch(path), "authorization") << path;
    }
    nothingHappened();
    EXPECT_EQ(remove("dir-link"), "done") << "the link itself goes";
    put(root / "tree/x", "1");
    std::filesystem::create_symlink(base / "outside/tree", root / "tree/link");
    EXPECT_EQ(remove("tree"), "done");
    EXPECT_FALSE(std::filesystem::exists(root / "tree"));
    nothingHappened();
}

TEST_P(FsChangesEscape, PipesAndDevicesDoNotHang) {
    ASSERT_EQ(::mkfifo((root / "fifo").c_str(), 0666), 0);
    EXPECT_EQ(copyFrom("fifo"), "validation");
    EXPECT_EQ(copyTo("fifo"), "validation");
    EXPECT_EQ(moveFrom("fifo"), "validation");
    EXPECT_EQ(moveTo("fifo"), "validation");
    EXPECT_EQ(watch("fifo"), "validation");
    EXPECT_EQ(remove("fifo"), "done");
    nothingHappened();
}

TEST_P(FsChangesEscape, WhoSwapsFoldersForLinksMeanwhileWinsNothing) {
    put(root / "work/tree/file", "1");
    std::atomic<bool> done = false;
    std::thread attacker([&] {
        while (!done) {
            ::rename((root / "work").c_str(), (root / "aside").c_str());
            (void)!::symlink((base / "outside").c_str(), (root / "work").c_str());
            ::unlink((root / "work").c_str());
            ::rename((root / "aside").c_str(), (root / "work").c_str());
        }
    });
    const auto access = files();
    for (int i = 0; i < 300; ++i) {
        copyFrom("work/tree");
        const auto copy = slurp(root / "copy/secret");
        EXPECT_NE(copy, "secret");
        remove("copy");
        copyTo("work/new");
        moveTo("work/other");
        put(root / "inside/file", "fine");
        remove("work/tree");
        remove("work/secret");
        if (const auto made = access.makeDirectory(*access.locate("work/tree")); made.ok()) {
            (void)access.write(*access.locate("work/tree/file"), "1", {false, true, 100}, stop());
        }
        watch("work");
    }
    done = true;
    attacker.join();
    nothingHappened();
}

INSTANTIATE_TEST_SUITE_P(Ways, FsChangesEscape,
                         ::testing::Values(FileAccess::Resolution::kernel, FileAccess::Resolution::stepwise),
                         [](const auto& way) {
                             return way.param == FileAccess::Resolution::kernel ? "kernel" : "stepwise";
                         });

}  // namespace
}  // namespace beamline::blocks
