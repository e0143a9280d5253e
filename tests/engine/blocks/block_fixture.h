// SPDX-License-Identifier: Apache-2.0
#pragma once
// A folder of its own per test, and blocks called as the runtime calls them. One thread.

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <regex>
#include <sstream>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/block.h"
#include "engine/core/machine/machine.h"

namespace beamline::blocks {

class BlockTest : public ::testing::Test {
protected:
    BlockTest() {
        static std::atomic<int> count = 0;
        const std::filesystem::path memory = "/dev/shm";  // ten thousand files take seconds on a disk
        base = (::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path()) /
               ("beamline-blocks-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        root = base / "root";
        std::filesystem::create_directories(root);
        settings.fileRoots = {root};
    }
    ~BlockTest() override {
        std::error_code ec;
        std::filesystem::remove_all(base, ec);
    }

    static api::Json json(std::string_view text) {
        auto parsed = api::parseJson(text);
        EXPECT_TRUE(parsed.ok()) << text;
        return parsed.ok() ? *parsed : api::Json();
    }

    static Invocation call(api::Json arguments) {
        Invocation invocation;
        invocation.arguments = std::make_shared<const api::Json>(std::move(arguments));
        invocation.key = "run-1/do/0/step/1";
        return invocation;
    }

    BlockResult run(const std::string& function, const Invocation& invocation) {
        const Registry registry(settings);
        return listen(*registry.block(function), invocation);
    }
    /// The same with a block; what it tells of its exchanges is in `exchanges`, which begins anew.
    BlockResult listen(const Block& block, Invocation invocation) {
        std::vector<api::Exchange> heard;
        invocation.exchanged = [&](api::Exchange exchange) { heard.push_back(std::move(exchange)); };
        auto result = block.run(invocation);
        const std::lock_guard lock(m_mutex);  // some tests call from several threads
        exchanges = std::move(heard);
        return result;
    }
    /// Lines of "kind: request -> answer", with "! " before what failed; ports of this machine are PORT.
    std::string heard() const {
        std::string lines;
        for (const auto& exchange : exchanges) {
            lines += (exchange.failed ? "! " : "") + exchange.kind + ": " + exchange.request + " -> " +
                     exchange.answer + "\n";
        }
        return std::regex_replace(lines, std::regex("(127\\.0\\.0\\.1|localhost):[0-9]+"), "$1:PORT");
    }

    /// The result; an error fails the test.
    api::Json good(const std::string& function, api::Json arguments) {
        auto result = run(function, call(std::move(arguments)));
        if (const auto* error = std::get_if<api::WorkflowError>(&result)) {
            ADD_FAILURE() << error->type << " " << error->status << " " << error->detail;
            return {};
        }
        return std::get<api::Json>(result);
    }

    /// "type status" and the whole detail in `detail`; a result fails the test.
    std::string bad(const std::string& function, const Invocation& invocation) {
        const auto result = run(function, invocation);
        const auto* error = std::get_if<api::WorkflowError>(&result);
        if (!error) {
            ADD_FAILURE() << "no error: " << boost::json::serialize(std::get<api::Json>(result));
            return {};
        }
        detail = error->detail;
        return error->type.substr(error->type.rfind('/') + 1) + " " + std::to_string(error->status);
    }
    std::string bad(const std::string& function, api::Json arguments) {
        return bad(function, call(std::move(arguments)));
    }

    void put(const std::filesystem::path& path, std::string_view bytes) const {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
    }
    static std::string slurp(const std::filesystem::path& path) {
        std::ostringstream out;
        out << std::ifstream(path, std::ios::binary).rdbuf();
        return out.str();
    }
    bool said(std::string_view text) const { return detail.find(text) != detail.npos; }

    std::filesystem::path base;
    std::filesystem::path root;
    BlockSettings settings;
    std::string detail;
    std::vector<api::Exchange> exchanges;

private:
    std::mutex m_mutex;
};

}  // namespace beamline::blocks
