// SPDX-License-Identifier: Apache-2.0
// What fs.get, fs.put and fs.list do with files as they should be; tst_fs_escape.cpp has the others.

#include <sys/stat.h>

#include "engine/blocks/encoding.h"
#include "engine/blocks/file_access.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class Fs : public BlockTest {};

TEST_F(Fs, ReadsAsAsked) {
    put(root / "a.txt", "one\r\ntwo\n");
    const auto file = good("fs.get", {{"path", "a.txt"}});
    EXPECT_EQ(file.at("content"), "one\r\ntwo\n");
    EXPECT_EQ(file.at("path"), "a.txt");
    EXPECT_EQ(file.at("size"), 9);
    EXPECT_EQ(file.at("sha256"), api::Json(api::sha256("one\r\ntwo\n")));
    EXPECT_EQ(file.at("modified").as_string().size(), 20U);
    EXPECT_EQ(good("fs.get", {{"path", "./x/../a.txt"}, {"as", "lines"}}).at("content"), json(R"(["one","two"])"));
    EXPECT_EQ(good("fs.get", {{"path", (root / "a.txt").string()}, {"as", "base64"}}).at("content"), "b25lDQp0d28K");
    put(root / "b.json", R"({"n": [1]})");
    EXPECT_EQ(good("fs.get", {{"path", "b.json"}, {"as", "json"}}).at("content"), json(R"({"n":[1]})"));
    put(root / "c.csv", "a;b\n1;2\n");
    EXPECT_EQ(good("fs.get", {{"path", "c.csv"}, {"as", "csv"}, {"delimiter", ";"}}).at("content"),
              json(R"([{"a":"1","b":"2"}])"));
    EXPECT_EQ(good("fs.get", {{"path", "c.csv"}, {"as", "csv"}, {"header", false}}).at("content"),
              json(R"([["a;b"],["1;2"]])"));
    put(root / "empty", "");
    EXPECT_EQ(good("fs.get", {{"path", "empty"}, {"as", "lines"}}).at("content"), json("[]"));
}

TEST_F(Fs, ReadsNothingElse) {
    put(root / "a.txt", "12345");
    EXPECT_EQ(bad("fs.get", {{"path", "none.txt"}}), "runtime 404");
    EXPECT_EQ(bad("fs.get", {{"path", "none/none.txt"}}), "runtime 404");
    EXPECT_EQ(bad("fs.get", {{"path", "."}}), "validation 400");
    EXPECT_EQ(bad("fs.get", {{"path", "a.txt/b"}}), "validation 400");
    EXPECT_EQ(bad("fs.get", {{"path", "a.txt"}, {"maxBytes", 4}}), "runtime 413");
    EXPECT_TRUE(said("larger than the 4 bytes"));
    put(root / "half.json", "{");
    EXPECT_EQ(bad("fs.get", {{"path", "half.json"}, {"as", "json"}}), "validation 422");
    settings.maxFileBytes = 4;
    EXPECT_EQ(bad("fs.get", {{"path", "a.txt"}, {"maxBytes", 100}}), "runtime 413");
    settings.maxFileBytes = 100;
    put(root / "binary", "a\xFF");
    EXPECT_EQ(bad("fs.get", {{"path", "binary"}}), "validation 422");
    EXPECT_TRUE(said("read it as base64"));
    put(root / "bad.csv", "a,b\n1\n");
    EXPECT_EQ(bad("fs.get", {{"path", "bad.csv"}, {"as", "csv"}}), "validation 422");
    EXPECT_TRUE(said("bad.csv is not a table, line 2, column 1:"));
}

TEST_F(Fs, LinesAreLimited) {
    put(root / "many", std::string(1'000'001, '\n'));
    EXPECT_EQ(bad("fs.get", {{"path", "many"}, {"as", "lines"}}), "runtime 413");
}

TEST_F(Fs, WritesAtOnce) {
    put(root / "out.txt", "old");
    ::chmod((root / "out.txt").c_str(), 0600);
    const auto written = good("fs.put", {{"path", "out.txt"}, {"content", "new content"}});
    EXPECT_EQ(slurp(root / "out.txt"), "new content");
    EXPECT_EQ(written.at("size"), 11);
    EXPECT_EQ(written.at("sha256"), api::Json(api::sha256("new content")));
    struct stat status {};
    ASSERT_EQ(::stat((root / "out.txt").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U) << "the permissions of the file it replaces stay";
    good("fs.put", {{"path", "b"}, {"content", "AP8="}, {"as", "base64"}});
    EXPECT_EQ(slurp(root / "b"), std::string("\0\xFF", 2));
    good("fs.put", {{"path", "j"}, {"content", json(R"({"a":[1,{}],"b":"ü"})")}, {"as", "json"}});
    EXPECT_EQ(slurp(root / "j"), "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"ü\"\n}\n");
    good("fs.put", {{"path", "t.csv"}, {"content", json(R"([{"a":1}])")}, {"as", "csv"}});
    EXPECT_EQ(slurp(root / "t.csv"), "a\r\n1\r\n");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(root), {}), 4) << "nothing is left over";
}

TEST_F(Fs, Appends) {
    good("fs.put", {{"path", "log"}, {"content", "a\n"}, {"append", true}});
    EXPECT_EQ(good("fs.put", {{"path", "log"}, {"content", "b\n"}, {"append", true}}).at("size"), 4);
    EXPECT_EQ(slurp(root / "log"), "a\nb\n");
    settings.maxFileBytes = 5;
    EXPECT_EQ(bad("fs.put", {{"path", "log"}, {"content", "c\n"}, {"append", true}}), "runtime 413");
    EXPECT_EQ(slurp(root / "log"), "a\nb\n");
}

TEST_F(Fs, AppendersDoNotMix) {
    const std::string line(5000, 'x');
    std::vector<std::thread> writers;
    for (int w = 0; w < 4; ++w) {
        writers.emplace_back([&, w] {
            for (int i = 0; i < 20; ++i) {
                good("fs.put", {{"path", "log"},
                                {"content", std::string(5000, static_cast<char>('a' + w)) + "\n"},
                                {"append", true}});
            }
        });
    }
    for (auto& writer : writers) {
        writer.join();
    }
    const auto lines = good("fs.get", {{"path", "log"}, {"as", "lines"}}).at("content").as_array();
    EXPECT_EQ(lines.size(), 80U);
    for (const auto& item : lines) {
        const auto& text = item.as_string();
        EXPECT_EQ(text.size(), 5000U);
        EXPECT_EQ(text.find_first_not_of(text.front()), text.npos);
    }
}

TEST_F(Fs, WritesOnlyWhatFits) {
    EXPECT_EQ(bad("fs.put", {{"path", "a/b/c.txt"}, {"content", "x"}}), "runtime 404");
    good("fs.put", {{"path", "a/b/c.txt"}, {"content", "x"}, {"createDirectories", true}});
    EXPECT_EQ(slurp(root / "a/b/c.txt"), "x");
    EXPECT_EQ(bad("fs.put", {{"path", "a/b"}, {"content", "x"}}), "validation 400");
    EXPECT_EQ(bad("fs.put", {{"path", "a/b/c.txt/d"}, {"content", "x"}, {"createDirectories", true}}),
              "validation 400");
    EXPECT_EQ(bad("fs.put", {{"path", "."}, {"content", "x"}}), "validation 400");
    EXPECT_EQ(bad("fs.put", {{"path", "x"}, {"content", 1}}), "validation 400");
    EXPECT_TRUE(said("as json"));
    EXPECT_EQ(bad("fs.put", {{"path", "x"}, {"content", "a b"}, {"as", "base64"}}), "validation 400");
    settings.maxFileBytes = 3;
    EXPECT_EQ(bad("fs.put", {{"path", "x"}, {"content", "1234"}}), "runtime 413");
    EXPECT_FALSE(std::filesystem::exists(root / "x"));
}

TEST_F(Fs, ListsSorted) {
    put(root / "d/b.txt", "bb");
    put(root / "d/a.txt", "a");
    put(root / "d/sub/c.txt", "");
    put(root / "d" / (std::string(kPartPrefix) + "1"), "half a file");
    std::filesystem::create_symlink("/etc", root / "d/link");
    const auto names = [&](api::Json arguments) {
        std::string all;
        const auto listed = good("fs.list", std::move(arguments));
        for (const auto& entry : listed.at("entries").as_array()) {
            all += std::string(entry.at("path").as_string()) + ":" + std::string(entry.at("type").as_string()) + " ";
        }
        return all;
    };
    EXPECT_EQ(names({{"path", "d"}}), "d/a.txt:file d/b.txt:file d/link:link d/sub:directory ");
    EXPECT_EQ(names({{"path", "d"}, {"recursive", true}, {"pattern", "*.txt"}}),
              "d/a.txt:file d/b.txt:file d/sub/c.txt:file ");
    EXPECT_EQ(names({{"path", "d"}, {"recursive", true}, {"pattern", "sub/*"}}), "d/sub/c.txt:file ");
    EXPECT_EQ(names({{"path", "."}, {"pattern", "d"}}), "d:directory ");
    const auto first = good("fs.list", {{"path", (root / "d").string()}, {"checksum", true}}).at("entries").at(1);
    EXPECT_EQ(first.at("path"), api::Json((root / "d/b.txt").string()));
    EXPECT_EQ(first.at("name"), "b.txt");
    EXPECT_EQ(first.at("size"), 2);
    EXPECT_EQ(first.at("sha256"), api::Json(api::sha256("bb")));
    EXPECT_EQ(bad("fs.list", {{"path", "none"}}), "runtime 404");
    EXPECT_EQ(bad("fs.list", {{"path", "d/a.txt"}}), "validation 400");
}

TEST_F(Fs, ListsAreLimited) {
    std::filesystem::create_directories(root / "many");
    for (std::size_t i = 0; i <= kMaxListEntries; ++i) {
        std::ofstream(root / "many" / std::to_string(i));
    }
    EXPECT_EQ(bad("fs.list", {{"path", "many"}}), "runtime 413");
    EXPECT_EQ(good("fs.list", {{"path", "many"}, {"pattern", "1000*"}}).at("entries").as_array().size(), 2U);
    std::string deep = "deep";
    for (std::size_t i = 0; i < kMaxPathDepth; ++i) {
        deep += "/d";
    }
    std::filesystem::create_directories(root / deep);
    EXPECT_EQ(bad("fs.list", {{"path", "deep"}, {"recursive", true}}), "runtime 413");
    EXPECT_EQ(bad("fs.list", {{"path", deep}}), "validation 400");
}

TEST_F(Fs, RootsAppearAndMustBeNamed) {
    settings.fileRoots = {base / "new/root", root};
    good("fs.put", {{"path", "a"}, {"content", "x"}});
    EXPECT_EQ(slurp(base / "new/root/a"), "x");
    put(root / "b", "second");
    EXPECT_EQ(good("fs.get", {{"path", (root / "b").string()}}).at("content"), "second");
    EXPECT_EQ(bad("fs.get", {{"path", "b"}}), "runtime 404") << "relative paths are below the first";
    settings.fileRoots.clear();
    EXPECT_EQ(bad("fs.get", {{"path", "a"}}), "configuration 400");
}

TEST_F(Fs, StopsWhenTold) {
    put(root / "a", "x");
    auto cancelled = call({{"path", "a"}});
    cancelled.cancel.cancel();
    EXPECT_EQ(bad("fs.get", cancelled), "runtime 499");
    auto late = call({{"path", "a"}, {"content", "y"}});
    late.deadline = api::wallClock() - 1;
    EXPECT_EQ(bad("fs.put", late), "timeout 408");
    EXPECT_EQ(slurp(root / "a"), "x");
    late.arguments = std::make_shared<const api::Json>(api::Json{{"path", "."}});
    EXPECT_EQ(bad("fs.list", late), "timeout 408");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(root), {}), 1) << "nothing is left over";
}

TEST(Pattern, Matches) {
    EXPECT_TRUE(matchesPattern("", "any/thing"));
    EXPECT_TRUE(matchesPattern("*.txt", "a.txt"));
    EXPECT_TRUE(matchesPattern("*.txt", "d/a.txt"));
    EXPECT_FALSE(matchesPattern("*.txt", "a.txt.gz"));
    EXPECT_TRUE(matchesPattern("a?c", "abc"));
    EXPECT_TRUE(matchesPattern("a?c", "aüc"));
    EXPECT_FALSE(matchesPattern("a??c", "aüc"));
    EXPECT_TRUE(matchesPattern("d/*", "d/a"));
    EXPECT_FALSE(matchesPattern("d/*", "d/e/a"));
    EXPECT_TRUE(matchesPattern("d/**", "d/e/a"));
    EXPECT_TRUE(matchesPattern("**/a", "d/e/a"));
    EXPECT_TRUE(matchesPattern("**/a", "a"));
    EXPECT_FALSE(matchesPattern("**/a", "d/ba"));
    EXPECT_TRUE(matchesPattern("d/**/a", "d/a"));
    EXPECT_FALSE(matchesPattern("a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(4000, 'a')));
}

TEST(Encoding, Base64) {
    const std::string all("\0\xFF\x10 any", 7);
    for (std::size_t length = 0; length <= all.size(); ++length) {
        EXPECT_EQ(base64Decode(base64Encode(all.substr(0, length))), all.substr(0, length));
    }
    EXPECT_EQ(base64Encode("M"), "TQ==");
    const std::string large((std::size_t{6} << 20) + 1, '\xFF');  // encoded in parts
    EXPECT_TRUE(base64Decode(base64Encode(large)) == large);
    for (const char* wrong : {"T", "TQ=", "TQ", "T===", "=Q==", "TQ==TQ==", "T Q=", "TQ-_"}) {
        EXPECT_FALSE(base64Decode(wrong)) << wrong;
    }
}

TEST(Encoding, Utf8) {
    for (const char* right : {"", "a", "ü", "€", "😀", "\xEF\xBF\xBF", "\xED\x9F\xBF"}) {
        EXPECT_TRUE(isUtf8(right)) << right;
    }
    for (const char* wrong : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80",
                              "\xF4\x90\x80\x80", "a\xFF"}) {
        EXPECT_FALSE(isUtf8(wrong));
        EXPECT_TRUE(isUtf8(cleanUtf8(wrong)));
    }
    for (std::size_t before = 0; before < 20; ++before) {  // whole words of ASCII are skipped
        const auto text = std::string(before, 'a') + "\xC3\xBC" + std::string(20 - before, 'b');
        EXPECT_TRUE(isUtf8(text)) << text;
        EXPECT_FALSE(isUtf8(text.substr(0, before + 1))) << before;
        EXPECT_FALSE(isUtf8(text.substr(0, before + 1) + std::string(20, 'b'))) << before;
    }
    EXPECT_EQ(cleanUtf8("a\xFF"
                        "b"),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_EQ(latin1ToUtf8("\xFC"), "ü");
}

TEST_F(Fs, WritesLinesAndReplacesOnlyWhenAllowed) {
    good("fs.put", {{"path", "l"}, {"content", {"one", "two"}}, {"as", "lines"}});
    EXPECT_EQ(slurp(root / "l"), "one\ntwo\n");
    EXPECT_EQ(bad("fs.put", {{"path", "l"}, {"content", "x"}, {"overwrite", false}}), "validation 409");
    EXPECT_EQ(slurp(root / "l"), "one\ntwo\n");
    good("fs.put", {{"path", "m"}, {"content", "x"}, {"overwrite", false}});
    EXPECT_EQ(bad("fs.put", {{"path", "l"}, {"content", {"a\nb"}}, {"as", "lines"}}), "validation 400");
    EXPECT_EQ(bad("fs.put", {{"path", "l"}, {"content", "a"}, {"as", "lines"}}), "validation 400");
}

}  // namespace
}  // namespace beamline::blocks
