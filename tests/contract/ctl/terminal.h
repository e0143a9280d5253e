// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs beamctl as a person does: at a terminal of its own, reading what appears and typing. One thread.

#include <filesystem>
#include <string>
#include <vector>

namespace beamline::test {

class Terminal {
public:
    /// Runs in `directory`; the terminal has 80 columns.
    Terminal(const std::filesystem::path& directory, const std::vector<std::string>& arguments);
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// Reads until `text` appears behind what was awaited before; false when the program ends without it.
    bool await(const std::string& text);
    /// What the keyboard gives; "\x03" is Ctrl+C.
    void type(const std::string& text) const;
    /// Reads to the end; the exit code.
    int wait();
    const std::string& screen() const { return m_screen; }

private:
    bool read();

    int m_descriptor = -1;
    int m_pid = -1;
    std::string m_screen;
    std::size_t m_seen = 0;
};

}  // namespace beamline::test
