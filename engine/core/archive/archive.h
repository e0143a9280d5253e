// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run in a file: its definition, what happened to it step by step, and the answers of the world to it. It tells what
// was recorded and folds nothing, so that values can be taken out of it and any later version can show it. Pure, any
// thread.
//
// {"beamlineArchive": 1, "checksum": sha256 of the canonical JSON of `content`, "content": an Archive}

#include <map>

#include "engine/api/json_codec.h"
#include "engine/api/operations.h"
#include "engine/core/machine/machine.h"

namespace beamline::core {

inline constexpr int kArchiveFormat = 1;  ///< newer ones are refused; unknown members of this one are ignored
inline constexpr std::size_t kMaxArchiveBytes = 48 * 1024 * 1024;  ///< of its content; a larger run is not exported
inline constexpr std::size_t kMaxArchiveFileBytes = 4 * kMaxArchiveBytes;  ///< that is read: it may be indented
inline constexpr std::size_t kMaxArchiveDepth = api::kMaxJsonDepth + 16;   ///< values lie that much deeper in it
inline constexpr std::size_t kMaxArchiveEntries = 1'000'000;               ///< of its history, likewise
inline constexpr std::size_t kMaxRedactedNames = 100;
/// Texts that were taken out somewhere are looked for in all other texts too; shorter ones are in every other word.
inline constexpr std::size_t kMinRedactedText = 4;
inline constexpr const char* kRedacted = "[redacted]";  ///< what stands in the place of a value

/// What came of one durable event.
struct ArchivedStep {
    std::vector<api::HistoryEntry> entries;  ///< with data
    Json run;                                ///< members of the run's summary that are others since
    std::vector<api::TaskState> tasks;       ///< those that are others since
    std::vector<api::Approval> approvals;    ///< likewise
};
BOOST_DESCRIBE_STRUCT(ArchivedStep, (), (entries, run, tasks, approvals))

struct Archive {
    std::string version;  ///< of the engine that made it
    std::string engine;   ///< its name
    api::Timestamp takenAt = 0;
    std::vector<std::string> redacted;  ///< names of members whose values are taken out
    bool withData = true;
    std::string startedBy;
    api::WorkflowInfo workflow;
    std::string source;     ///< the definition
    std::string resources;  ///< external texts that were read for it, as JSON
    api::RunDetail run;     ///< as it was then
    std::vector<ArchivedStep> steps;
    Json mocks;  ///< plan of a dry run in which what was answered is answered again
};
BOOST_DESCRIBE_STRUCT(Archive, (),
                      (version, engine, takenAt, redacted, withData, startedBy, workflow, source, resources, run, steps,
                       mocks))

/// Folds a run's facts, one after the other from the first, into an archive.
class ArchiveWriter {
public:
    ArchiveWriter(DefinitionPtr definition, const RunIdentity& identity);
    /// Errors: what the machine answers, and kOverloaded when the run is larger than an archive may be.
    api::Result<api::Unit> add(const Fact& fact, api::Seq seq);
    /// The rest is the caller's: version, engine, takenAt, workflow, source, resources.
    Archive finish();
    const Machine& machine() const { return m_machine; }

private:
    void answered(const Fact& fact);
    void remember(const Effect& effect);
    void tookOver(const Json& plan);
    void tell(const Step& step, ArchivedStep& archived);
    void mock(TaskIndex task, const std::string& function, const Data& output,
              const std::optional<api::WorkflowError>& error);

    DefinitionPtr m_definition;
    Machine m_machine;
    Archive m_archive;
    std::map<ActivityId, std::pair<TaskIndex, std::string>> m_asked;  ///< task and function by activity
    boost::json::array m_mocks;
    std::map<TaskIndex, std::size_t> m_last;  ///< of its mocks
    std::size_t m_entries = 0;
    std::size_t m_bytes = 0;
    std::vector<api::TaskState> m_tasks;
    Json m_summary;
};

/// Takes out the values of members with these names (any case) wherever they stand, also the same texts in other texts
/// and in the definition; without data all input, output, data and texts that may be made of them.
void redact(Archive& archive, const std::vector<std::string>& names, bool withData);

/// The file's JSON, and back: kCorrupt when it is damaged, kInvalidArgument when it is no archive or a newer one.
api::Result<Json> writeArchive(const Archive& archive);
api::Result<Archive> readArchive(const Json& file);
api::Result<Archive> readArchiveText(std::string_view text);

/// The run as it was after `asOf` entries of its history, 0: at the end.
api::Result<api::RunDetail> runAsOf(const Archive& archive, std::int64_t asOf);
/// What it was started with; an empty object when that is not known.
Json rawInputOf(const Archive& archive);
/// The approvals, as they were then.
std::vector<api::Approval> approvalsOf(const Archive& archive);

}  // namespace beamline::core
