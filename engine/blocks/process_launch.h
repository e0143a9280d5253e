// SPDX-License-Identifier: Apache-2.0
#pragma once
// One process through beamline-keeper, and what keeps it from harm. Private to the process runner; any thread.

#include <chrono>

#include "engine/blocks/process.h"

namespace beamline::blocks {

/// Cuts what a process writes into lines for a sink, within the limits above. One thread.
class OutputLines {
public:
    explicit OutputLines(const OutputSink& sink) : m_sink(sink) {}
    void add(bool isError, std::string_view bytes);
    void finish();

private:
    void tell(bool isError, std::string& line);

    const OutputSink& m_sink;
    std::string m_partial[2];
    std::chrono::steady_clock::time_point m_second;
    int m_told = 0;
    std::int64_t m_untold = 0;
};

struct Launch {
    std::string keeper;
    std::vector<std::string> options;      ///< of the keeper, "name=value"
    std::vector<std::string> arguments;    ///< the first is an absolute path
    std::vector<std::string> environment;  ///< "NAME=value"
    std::vector<std::string> sandbox;      ///< of bubblewrap, read by it from descriptor 7
    std::string input;
    std::string file;
    std::int64_t maxOutputBytes = 0;                    ///< of each stream
    std::function<void(std::string_view bytes)> heard;  ///< of talk(): see ProcessRequest
};
struct Ended {
    std::string answer;  ///< the keeper's
    bool flooded = false;
    std::string out;
    std::string err;
    std::string result;
};

/// Nothing of what it started is left when it comes back.
api::Result<Ended> launch(const Launch& launch, const std::string& what, const Stop& stop, OutputLines& lines);

inline constexpr std::size_t kMaxSaid = 2'048;  ///< bytes of the end of stderr that are kept

/// A process that is spoken to while it runs. Its functions wait for `patience` and no longer than it takes to look at
/// the clock, so that their caller can look whether to go on, and take what it writes to stderr on the way.
class Talk {
public:
    virtual ~Talk() = default;  ///< nothing of what it started is left
    /// Removes from `bytes` what it has taken. False: it reads no more.
    virtual bool write(std::string_view& bytes, std::chrono::milliseconds patience) = 0;
    /// Appends what it has written. False: it writes no more.
    virtual bool read(std::string& out, std::chrono::milliseconds patience) = 0;
    /// Bytes that were written and that it has not read yet.
    virtual std::size_t unread() const = 0;
    virtual void closeInput() = 0;
    /// Waits for its end and gives the keeper's answer, as Ended; empty: it has not come.
    virtual std::string end(std::chrono::milliseconds patience) = 0;
    virtual const std::string& said() const = 0;
};
/// launch.input is not read.
api::Result<std::unique_ptr<Talk>> talk(const Launch& launch, const std::string& what);

/// The error of a process that the keeper ended or could not start, by its answer.
api::Error notRun(const std::string& what, const std::string& answer, const ProcessSettings& settings);

/// Puts what bubblewrap needs around the program of `launch`: nothing but the system's programs can be read, nothing
/// but a working directory in memory written, and there is no network. `fileName`: where launch.file is seen.
void putIntoSandbox(Launch& launch, const ProcessSettings& settings, const std::string& fileName);
std::string pathInSandbox(const std::string& fileName);
inline constexpr const char* kSandboxHome = "/tmp/work";

/// A user that nobody else is, for a process of an engine that is root; 0 when this process is not.
unsigned processUser();
/// A new folder of that user for a process without a sandbox; it goes with the object.
class WorkingFolder {
public:
    static api::Result<WorkingFolder> make(unsigned user, const std::string& fileName, const std::string& file);
    WorkingFolder(WorkingFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
    WorkingFolder& operator=(WorkingFolder&&) = delete;
    ~WorkingFolder();
    const std::string& path() const { return m_path; }

private:
    explicit WorkingFolder(std::string path) : m_path(std::move(path)) {}
    std::string m_path;
};

/// What a process without a sandbox may read, ':' between the paths.
std::string visiblePaths(const ProcessSettings& settings);
Isolation probeIsolation(const std::string& keeper, bool trySandbox);
/// Where beamline-keeper is; empty when it is nowhere.
std::string findKeeper(const ProcessSettings& settings);

}  // namespace beamline::blocks
