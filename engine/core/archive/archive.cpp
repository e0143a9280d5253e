// SPDX-License-Identifier: Apache-2.0
#include "engine/core/archive/archive.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/core/archive/past.h"

namespace beamline::core {

namespace {
constexpr const char* kFormat = "beamlineArchive";

api::Error noArchive(const std::string& why) {
    return {api::code::kInvalidArgument,
            "This is no archive of a run: " + why + ". Make one with: beamctl export RUN.",
            {},
            false};
}

/// The summary after a step, from the one before.
api::Result<api::RunSummary> changed(const api::RunSummary& before, const Json& changes) {
    const auto* members = changes.if_object();
    if (!members) {
        return before;
    }
    auto json = api::toJson(before);
    for (const auto& member : *members) {
        if (member.value().is_null()) {
            json.get_object().erase(member.key());
        } else {
            json.get_object()[member.key()] = member.value();
        }
    }
    return api::fromJson<api::RunSummary>(json);
}

void settle(api::RunDetail& run, const ArchivedStep& step) {
    if (auto summary = changed(run.run, step.run)) {
        run.run = std::move(*summary);
    }
    for (const auto& state : step.tasks) {
        for (auto& task : run.tasks) {
            if (task.ref == state.ref) {
                task = state;
            }
        }
    }
}

/// Before anything happened to it.
api::RunDetail unbegun(const Archive& archive) {
    auto run = archive.run;
    run.input = run.output = nullptr;
    run.approvals.clear();
    run.seq = 0;
    auto& summary = run.run;
    summary.phase = api::Phase::pending;
    summary.startedAt = summary.updatedAt = summary.endedAt = 0;
    summary.now.clear();
    summary.tasksDone = 0;
    summary.error.reset();
    for (auto& task : run.tasks) {
        task.phase = api::Phase::pending;
        task.attempt = task.iterations = 0;
        task.startedAt = task.endedAt = 0;
    }
    return run;
}

/// What the rest of the program relies on.
api::Result<api::Unit> check(const Archive& archive) {
    if (archive.run.run.id.empty()) {
        return noArchive("it names no run");
    }
    std::size_t entries = 0;
    std::pair<api::Seq, int> last{0, -1};
    auto summary = unbegun(archive).run;
    for (const auto& step : archive.steps) {
        auto next = changed(summary, step.run);
        if (!next || next->id != archive.run.run.id) {
            return noArchive("what it says of the run after entry " + std::to_string(entries) + " cannot be read");
        }
        summary = std::move(*next);
        for (const auto& entry : step.entries) {
            const std::pair<api::Seq, int> key{entry.seq, entry.index};
            if (++entries > kMaxArchiveEntries || !(key > last)) {
                return noArchive("its history is out of order at entry " + std::to_string(entries));
            }
            last = key;
        }
    }
    return api::Unit{};
}
}  // namespace

api::Result<Json> writeArchive(const Archive& archive) {
    // Read again at once: some numbers have two spellings, and the checksum is that of what is read.
    auto content = api::parseJson(api::printJson(api::toJson(archive)), kMaxArchiveDepth);
    if (!content) {
        return content.error();
    }
    const auto text = api::canonicalJson(*content);
    if (text.size() > kMaxArchiveBytes) {
        return api::Error{api::code::kOverloaded,
                          "The archive of the run would have " + std::to_string(text.size() >> 20) + " MiB; at most " +
                              std::to_string(kMaxArchiveBytes >> 20) +
                              " are made. Leave out its data, or read the run where it is.",
                          {},
                          false};
    }
    return Json{{kFormat, kArchiveFormat}, {"checksum", api::sha256(text)}, {"content", std::move(*content)}};
}

api::Result<Archive> readArchive(const Json& file) {
    const auto* object = file.if_object();
    const auto* format = object ? object->if_contains(kFormat) : nullptr;
    const auto* checksum = object ? object->if_contains("checksum") : nullptr;
    const auto* content = object ? object->if_contains("content") : nullptr;
    if (!format || !format->is_int64()) {
        return noArchive("it does not say \"" + std::string(kFormat) + "\"");
    }
    if (format->get_int64() > kArchiveFormat) {
        return api::Error{api::code::kInvalidArgument,
                          "This archive has the format " + std::to_string(format->get_int64()) +
                              "; this program reads up to " + std::to_string(kArchiveFormat) +
                              ". Open it with the version of Beamline that made it, or a newer one.",
                          {},
                          false};
    }
    if (!content || !content->is_object() || !checksum || !checksum->is_string() || format->get_int64() < 1) {
        return noArchive("its content or its checksum is missing");
    }
    if (checksum->get_string() != api::sha256(api::canonicalJson(*content))) {
        return api::Error{api::code::kCorrupt,
                          "The archive is damaged: its content is not what was written, its checksum does not match. "
                          "Export the run again, or copy the file again.",
                          {},
                          false};
    }
    auto archive = api::fromJson<Archive>(*content);
    if (!archive) {
        return noArchive(archive.error().message);
    }
    if (auto checked = check(*archive); !checked) {
        return checked.error();
    }
    return archive;
}

api::Result<Archive> readArchiveText(std::string_view text) {
    if (text.size() > kMaxArchiveFileBytes) {
        return noArchive("it has more than " + std::to_string(kMaxArchiveFileBytes >> 20) + " MiB");
    }
    auto json = api::parseJson(text, kMaxArchiveDepth);
    return json ? readArchive(*json) : api::Result<Archive>(noArchive(json.error().message));
}

api::Result<api::RunDetail> runAsOf(const Archive& archive, std::int64_t asOf) {
    if (asOf == 0) {
        return archive.run;
    }
    auto run = unbegun(archive);
    ApprovalsSeen approvals;
    std::int64_t seen = 0;
    for (const auto& step : archive.steps) {
        const auto before = seen;
        for (const auto& entry : step.entries) {
            if (seen == asOf) {
                break;
            }
            advance(run, entry, entry.data.is_null() ? nullptr : &entry.data);
            ++seen;
            for (const auto& approval : step.approvals) {
                if (entry.kind.starts_with("approval.") && approval.task == entry.task) {
                    approvals.see(approval);
                }
            }
        }
        const bool whole = seen == before + static_cast<std::int64_t>(step.entries.size());
        if (whole) {
            settle(run, step);
        }
        if (seen == asOf) {
            run.approvals = approvals.ids();
            return run;
        }
    }
    return beyondHistory(asOf, seen);
}

Json rawInputOf(const Archive& archive) {
    const bool known = !archive.steps.empty() && !archive.steps.front().entries.empty() &&
                       archive.steps.front().entries.front().kind == "run.created";
    return known ? archive.steps.front().entries.front().data : Json(boost::json::object());
}

std::vector<api::Approval> approvalsOf(const Archive& archive) {
    std::vector<api::Approval> result;
    for (const auto& step : archive.steps) {
        for (const auto& approval : step.approvals) {
            const auto known =
                std::find_if(result.begin(), result.end(), [&](const auto& other) { return other.id == approval.id; });
            known == result.end() ? result.push_back(approval) : void(*known = approval);
        }
    }
    return result;
}

}  // namespace beamline::core
