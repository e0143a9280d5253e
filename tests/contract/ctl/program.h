// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs beamctl as a script does: arguments, stdin, exit code, both outputs. One thread.

#include <filesystem>
#include <string>
#include <vector>

namespace beamline::test {

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

/// A program under way; killed with the object when nobody waited for it.
class Program {
public:
    /// Runs in `directory`, which also takes the outputs; `output` is another place for what goes to stdout.
    Program(const std::filesystem::path& directory, const std::vector<std::string>& arguments,
            const std::string& input = {}, const std::string& output = {});
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    Outcome wait();
    void signal(int number) const;
    /// What it has written to stdout and stderr so far.
    std::string output() const;
    std::string errors() const;

private:
    std::filesystem::path m_base;
    int m_pid = -1;
};

std::string readAll(const std::filesystem::path& path);
std::vector<std::string> lines(const std::string& text);

}  // namespace beamline::test
