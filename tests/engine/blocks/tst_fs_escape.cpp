// SPDX-License-Identifier: Apache-2.0
// No way leads out of the file roots and nothing makes a reader hang, with the kernel's help and without it.

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "engine/blocks/file_access.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class FsEscape : public BlockTest, public ::testing::WithParamInterface<FileAccess::Resolution> {
protected:
    void SetUp() override {
        put(base / "outside/secret", "secret");
        put(root / "inside/file", "fine");
    }
    FileAccess files() const { return FileAccess(settings.fileRoots, GetParam()); }
    Stop stop() const { return Stop(call(nullptr), settings); }

    std::string read(const std::string& path) const {
        const auto access = files();
        const auto place = access.locate(path);
        if (!place.ok()) {
            return place.error().code;
        }
        const auto content = access.read(*place, 1000, stop());
        return content.ok() ? "<" + content->bytes + ">" : content.error().code;
    }
    std::string write(const std::string& path, bool append, bool create = true) const {
        const auto access = files();
        const auto place = access.locate(path);
        if (!place.ok()) {
            return place.error().code;
        }
        const auto status = access.write(*place, "bad", {append, create, 1000}, stop());
        return status.ok() ? "written" : status.error().code;
    }
    std::string list(const std::string& path) const {
        const auto access = files();
        const auto place = access.locate(path);
        if (!place.ok()) {
            return place.error().code;
        }
        const auto entries = access.list(*place, {{}, true, true}, stop());
        if (!entries.ok()) {
            return entries.error().code;
        }
        std::string all;
        for (const auto& entry : *entries) {
            all += entry.path + " ";
        }
        return all;
    }
    std::string pin(const std::string& path) const {
        const auto access = files();
        const auto place = access.locate(path);
        const auto pinned = access.pin(*place);
        return pinned.ok() ? "pinned" : pinned.error().code;
    }
};

TEST_P(FsEscape, ByText) {
    for (const std::string path : {"..", "../outside/secret", "inside/../../outside/secret", "/etc/passwd", "/",
                                   "//etc/passwd", "/proc/self/environ"}) {
        EXPECT_EQ(read(path), "authorization") << path;
        EXPECT_EQ(write(path, false), "authorization") << path;
        EXPECT_EQ(list(path), "authorization") << path;
    }
    EXPECT_EQ(read(root.string() + "/../outside/secret"), "authorization");
    EXPECT_EQ(read(root.string() + "2/secret"), "authorization") << "a name that only begins like the root";
    EXPECT_EQ(read(std::string("inside/file\0/x", 14)), "validation");
    EXPECT_EQ(read(""), "validation");
    EXPECT_EQ(read(std::string(kMaxPathBytes + 1, 'a')), "validation");
    EXPECT_EQ(read(std::string(300, 'a')), "validation") << "longer than a name may be";
    EXPECT_EQ(read("~/.ssh/id_rsa"), "runtime") << "a tilde is a name like any other";
    EXPECT_EQ(read("inside//./file/"), "<fine>");
}

TEST_P(FsEscape, ByLink) {
    std::filesystem::create_symlink(base / "outside/secret", root / "file-link");
    std::filesystem::create_symlink("../outside", root / "dir-link");
    std::filesystem::create_symlink("/proc/self", root / "proc");
    std::filesystem::create_symlink("inside/file", root / "inner-link");
    std::filesystem::create_symlink("loop", root / "loop");
    std::filesystem::create_symlink(base / "outside/new", root / "dangling");
    for (const std::string path :
         {"file-link", "dir-link/secret", "proc/environ", "proc/root/etc/passwd", "inner-link", "loop", "dangling"}) {
        EXPECT_EQ(read(path), "authorization") << path;
        EXPECT_EQ(pin(path), "authorization") << path;
    }
    for (const std::string path : {"file-link", "dir-link/secret", "dir-link/new/x", "dangling"}) {
        EXPECT_EQ(write(path, false), "authorization") << path;
        EXPECT_EQ(write(path, true), "authorization") << path;
    }
    EXPECT_EQ(list("dir-link"), "authorization");
    EXPECT_EQ(list("."), "dangling dir-link file-link inner-link inside inside/file loop proc ")
        << "named, not followed";
    EXPECT_EQ(slurp(base / "outside/secret"), "secret");
    EXPECT_FALSE(std::filesystem::exists(base / "outside/new"));
}

TEST_P(FsEscape, PipesSocketsAndDevicesDoNotHang) {
    ASSERT_EQ(::mkfifo((root / "fifo").c_str(), 0666), 0);
    const int sock = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (root / "sock").string().copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(sock, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    std::vector<std::string> names{"fifo", "sock"};
    if (::mknod((root / "zero").c_str(), S_IFCHR | 0666, 1 << 8 | 5) == 0) {
        names.emplace_back("zero");
    }
    for (const auto& name : names) {
        EXPECT_EQ(read(name), "validation") << name;
        EXPECT_EQ(write(name, false), "validation") << name;
        EXPECT_EQ(write(name, true), "validation") << name;
        EXPECT_EQ(pin(name), "validation") << name;
    }
    EXPECT_EQ(list(".").substr(0, 5), "fifo ");
    ::close(sock);
}

TEST_P(FsEscape, DevicesOfTheSystemAsRoot) {
    settings.fileRoots = {"/dev"};
    EXPECT_EQ(read("zero"), "validation");
    EXPECT_EQ(write("null", true, false), "validation");
}

TEST_P(FsEscape, WhoSwapsFoldersForLinksMeanwhileWinsNothing) {
    std::filesystem::create_directories(base / "outside/inside");
    put(base / "outside/inside/file", "secret");
    std::atomic<bool> done = false;
    std::thread attacker([&] {
        while (!done) {
            ::rename((root / "inside").c_str(), (root / "aside").c_str());
            (void)!::symlink((base / "outside/inside").c_str(), (root / "inside").c_str());
            ::unlink((root / "inside").c_str());
            ::rename((root / "aside").c_str(), (root / "inside").c_str());
        }
    });
    int seen = 0;
    for (int i = 0; i < 20'000 && seen < 200; ++i) {
        const auto content = read("inside/file");
        ASSERT_NE(content, "<secret>");
        seen += content == "<fine>" ? 1 : 0;
        write("inside/new", i % 2 == 0, false);
        ASSERT_EQ(list("inside").find("new2"), std::string::npos);
    }
    done = true;
    attacker.join();
    EXPECT_GT(seen, 0);
    EXPECT_FALSE(std::filesystem::exists(base / "outside/inside/new"));
    EXPECT_EQ(slurp(base / "outside/inside/file"), "secret");
}

INSTANTIATE_TEST_SUITE_P(Ways, FsEscape,
                         ::testing::Values(FileAccess::Resolution::kernel, FileAccess::Resolution::stepwise),
                         [](const auto& way) {
                             return way.param == FileAccess::Resolution::kernel ? "kernel" : "stepwise";
                         });

}  // namespace
}  // namespace beamline::blocks
