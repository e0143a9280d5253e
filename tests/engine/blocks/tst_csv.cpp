// SPDX-License-Identifier: Apache-2.0
// Tables as RFC 4180 has them, with every mistake named by its line.

#include <gtest/gtest.h>

#include "engine/blocks/csv.h"

namespace beamline::blocks {
namespace {

std::string read(std::string_view text, bool header = true, char delimiter = ',') {
    const auto rows = parseCsv(text, delimiter, header, "t.csv");
    return rows.ok() ? boost::json::serialize(*rows) : rows.error().message;
}

TEST(Csv, ReadsObjectsByHeader) {
    EXPECT_EQ(read("a,b\r\n1,2\r\n3,4\r\n"), R"([{"a":"1","b":"2"},{"a":"3","b":"4"}])");
    EXPECT_EQ(read("a,b\n1,2"), R"([{"a":"1","b":"2"}])") << "the last line may lack its end";
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "a\n1\n"),
              R"([{"a":"1"}])")
        << "a byte order mark is no part of the first name";
    EXPECT_EQ(read("a,b\n\n1,\n\r\n,2\n"), R"([{"a":"1","b":""},{"a":"","b":"2"}])");
    EXPECT_EQ(read(""), "[]");
    EXPECT_EQ(read("a,b\n"), "[]");
}

TEST(Csv, ReadsQuotes) {
    EXPECT_EQ(read("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n"), R"([{"a":"x,y","b":"say \"hi\""}])");
    EXPECT_EQ(read("a\n\"two\r\nlines\"\n"), R"([{"a":"two\r\nlines"}])");
    EXPECT_EQ(read("a,b\n\"\",\"\"\n"), R"([{"a":"","b":""}])");
}

TEST(Csv, ReadsArraysAndOtherDelimiters) {
    EXPECT_EQ(read("a;b\n1;2,5\n", false, ';'), R"([["a","b"],["1","2,5"]])");
    EXPECT_EQ(read("1\n2,3\n", false), R"([["1"],["2","3"]])") << "without a header rows may differ";
}

TEST(Csv, NamesTheLine) {
    EXPECT_NE(read("a,b\n1,2\n3\n").find("line 3, column 1: there are 1 fields, but the header names 2"),
              std::string::npos);
    EXPECT_NE(read("a,b\n\"1\n1\",2\n3,4,5\n").find("line 4, column 1:"), std::string::npos)
        << "lines inside quotes count";
    EXPECT_NE(read("a\nx\"y\n").find("line 2, column 2: a quote stands"), std::string::npos);
    EXPECT_NE(read("a\n\"x\"y\n").find("line 2, column 4: something follows"), std::string::npos);
    EXPECT_NE(read("a\nb\n\"x\n\n\n").find("line 3, column 1: the quoted field that begins here"), std::string::npos);
    EXPECT_NE(read("a\nx\ry\n").find("line 2, column 2: a carriage return"), std::string::npos);
    EXPECT_NE(read("a,a\n1,2\n").find("line 1, column 3: the column name \"a\" occurs twice"), std::string::npos);
    EXPECT_NE(read("a,\n1,2\n").find("line 1, column 3: column 2 has no name"), std::string::npos);
}

TEST(Csv, HasLimits) {
    EXPECT_EQ(read(std::string(kMaxCsvColumns - 1, ','), false).substr(0, 4), "[[\"\"");
    EXPECT_NE(read(std::string(kMaxCsvColumns, ','), false).find("more than 1000 columns"), std::string::npos);
    std::string many;
    for (std::size_t i = 0; i <= kMaxCsvFields / 1000; ++i) {
        many.append(999, ',').append("\n");
    }
    EXPECT_NE(read(many, false).find("more than 4000000 fields"), std::string::npos);
}

TEST(Csv, WritesWhatItReads) {
    const auto rows = boost::json::parse(R"([{"a":"x,y","b":"\"q\""},{"a":"l1\nl2","b":" "},{"b":"only"}])");
    const auto text = writeCsv(rows, ',');
    ASSERT_TRUE(text.ok());
    EXPECT_EQ(*text, "a,b\r\n\"x,y\",\"\"\"q\"\"\"\r\n\"l1\nl2\", \r\n,only\r\n");
    EXPECT_EQ(read(*text), R"([{"a":"x,y","b":"\"q\""},{"a":"l1\nl2","b":" "},{"a":"","b":"only"}])");
    EXPECT_EQ(*writeCsv(boost::json::parse(R"([[1, 2.5, true, null, "t;"]])"), ';'), "1;2.5;true;;\"t;\"\r\n");
    EXPECT_EQ(*writeCsv(boost::json::parse("[]"), ','), "");
}

TEST(Csv, WritesOnlyTables) {
    for (const char* wrong : {R"({"a":1})", R"([1])", R"([{"a":1},[1]])", R"([[1],{"a":1}])", R"([{"a":1},{"b":1}])",
                              R"([{"a":{}}])", R"([[[]]])"}) {
        EXPECT_FALSE(writeCsv(boost::json::parse(wrong), ',').ok()) << wrong;
    }
}

std::string table(std::string_view text, const CsvOptions& options) {
    const auto read = parseCsvTable(text, options, "t.csv");
    return read.ok() ? boost::json::serialize(read->rows) : read.error().message;
}

TEST(Csv, KnowsTypes) {
    CsvOptions options;
    options.types = {{"n", "number"}, {"i", "integer"}, {"b", "boolean"}};
    EXPECT_EQ(
        table("n,i,b,s\n1.5,-7,true,1\n,,,\n1e3,0,false,x\n", options),
        R"([{"n":1.5E0,"i":-7,"b":true,"s":"1"},{"n":null,"i":null,"b":null,"s":""},{"n":1E3,"i":0,"b":false,"s":"x"}])");
    EXPECT_NE(
        table("s,n,i,b\nää,1,x2,true\n", options).find("line 2, column 6: \"x2\" is no integer, which column i holds"),
        std::string::npos);
    for (const char* wrong : {"nan,1,true", "0x10,1,true", "1,1.5,true", "1,1,yes", "1 ,1,true"}) {
        EXPECT_NE(table("n,i,b\n" + std::string(wrong), options).find("line 2, column"), std::string::npos) << wrong;
    }
    EXPECT_NE(table("a\n1\n", options).find("`types` names n"), std::string::npos);
    options.header = false;
    options.types = {{"2", "integer"}};
    EXPECT_EQ(table("1,2\n3\n", options), R"([["1",2],["3"]])");
    options.types = {{"0", "integer"}};
    EXPECT_NE(table("1,2\n3\n", options).find("no such column"), std::string::npos);
}

TEST(Csv, TakesNamesAndOrder) {
    CsvOptions options;
    options.columns = {"x", "y"};
    EXPECT_EQ(table("a,b\n1,2\n", options), R"([{"x":"1","y":"2"}])");
    options.header = false;
    EXPECT_EQ(table("1,2\n", options), R"([{"x":"1","y":"2"}])");
    EXPECT_NE(table("1,2,3\n", options).find("there are 3 fields"), std::string::npos);
    const auto rows = boost::json::parse(R"([{"y":2,"x":1,"z":3},{"x":4}])");
    EXPECT_EQ(*writeCsv(rows, options), "1,2\r\n4,\r\n");
    options.header = true;
    options.lineFeedOnly = true;
    EXPECT_EQ(*writeCsv(rows, options), "x,y\n1,2\n4,\n");
    EXPECT_EQ(*writeCsv(boost::json::parse("[[1,2]]"), options), "x,y\n1,2\n");
    EXPECT_FALSE(writeCsv(boost::json::parse("[[1,2,3]]"), options).ok());
    options.columns = {"x", "x"};
    EXPECT_NE(table("1,2\n", options).find("twice"), std::string::npos);
}

}  // namespace
}  // namespace beamline::blocks
