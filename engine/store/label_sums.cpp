// SPDX-License-Identifier: Apache-2.0
// What the runs of one value of a label hold together: how many have not ended, how many bytes they take.

#include <unordered_map>

#include "engine/store/journal.h"
#include "engine/store/journal_impl.h"

namespace beamline::store {

namespace {
constexpr std::int64_t kEventsAtOnce = 20'000;  // between two of them others get the connection

using BytesByRun = std::unordered_map<RunKey, std::int64_t>;

/// The events behind `after`; answers the last one, 0: there are none.
std::int64_t addEvents(Connection& connection, std::int64_t after, BytesByRun& bytes) {
    auto& rows = connection
                     .prepared(
                         "SELECT run,sum(length(CAST(data AS BLOB))),max(seq) FROM (SELECT run,data,seq FROM event "
                         "WHERE seq>? ORDER BY seq LIMIT ?) GROUP BY run")
                     .with(after, kEventsAtOnce);
    std::int64_t last = 0;
    while (rows.row()) {
        bytes[rows.integer(0)] += rows.integer(1);
        last = std::max(last, rows.integer(2));
    }
    return last;
}
}  // namespace

api::Result<std::map<std::string, std::int64_t>> Journal::activeByLabel(const std::string& label) {
    const auto path = "$.\"" + label + '"';
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::map<std::string, std::int64_t>> {
        auto& rows = connection
                         .prepared(
                             "SELECT iif(json_valid(labels),coalesce(json_extract(labels,?),''),'') AS value,count(*) "
                             "FROM run INDEXED BY run_phase WHERE phase IN (0,1,2,3) AND ns<>'beamline' GROUP BY value")
                         .with(std::string_view(path));
        std::map<std::string, std::int64_t> found;
        while (rows.row()) {
            found[rows.string(0)] = rows.integer(1);
        }
        return found;
    });
}

api::Result<std::map<std::string, std::int64_t>> Journal::bytesByLabel(const std::string& label,
                                                                       const std::function<bool()>& cancelled) {
    BytesByRun bytes;
    for (std::int64_t last = 0;;) {
        const auto read = (*m_impl->readers)(
            [&](Connection& connection) -> api::Result<std::int64_t> { return addEvents(connection, last, bytes); });
        if (!read.ok()) {
            return read.error();
        }
        if (cancelled && cancelled()) {
            return api::Error{api::code::kUnavailable, "The engine is stopping.", {}, true};
        }
        last = *read;
        if (last == 0) {
            break;
        }
    }
    return (*m_impl->readers)([&](Connection& connection) -> api::Result<std::map<std::string, std::int64_t>> {
        auto& snapshots = connection.prepared("SELECT run,length(CAST(data AS BLOB)) FROM snapshot");
        while (snapshots.row()) {
            bytes[snapshots.integer(0)] += snapshots.integer(1);
        }
        std::map<std::string, std::int64_t> found;
        auto& rows = connection.prepared("SELECT value,run FROM label WHERE name=?").with(std::string_view(label));
        while (rows.row()) {
            if (const auto known = bytes.find(rows.integer(1)); known != bytes.end()) {
                found[rows.string(0)] += known->second;
                bytes.erase(known);
            }
        }
        for (const auto& [run, size] : bytes) {
            found[{}] += size;
        }
        return found;
    });
}

}  // namespace beamline::store
