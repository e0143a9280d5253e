// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/worker_block.h"

#include <algorithm>

#include "engine/blocks/arguments.h"
#include "engine/blocks/fault.h"
#include "engine/core/machine/machine.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kWorkerInput = R"({
  "type": "object",
  "required": ["type"],
  "additionalProperties": false,
  "properties": {
    "pool": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$", "default": "default",
             "description": "The pool whose workers may take it."},
    "type": {"type": "string", "minLength": 1, "maxLength": 128,
             "description": "What the worker is to do. Workers of Beamline know beamline.call, echo, sleep, http, graphql, jmespath, javascript, sql, fs_blob_get and fs_blob_put; your own know what you teach them."},
    "payload": {"description": "What the worker gets; up to 512 KiB as JSON."},
    "labels": {"type": "object", "maxProperties": 16, "additionalProperties": {"type": "string", "maxLength": 256},
               "description": "Only workers that have all of these take it."},
    "timeout": {"type": "integer", "minimum": 1, "maximum": 604800000,
                "description": "Milliseconds until it must be done, the time in the queue included. Without it only the timeouts of the task and the workflow count, and it may take days."}
  }
})";
constexpr std::string_view kWorkerOutput = R"({"description": "What the worker answers."})";
constexpr std::string_view kWorkerExample = R"(
- makeThumbnail:
    call: worker
    with:
      pool: images
      type: thumbnail
      payload: { source: '${ .picture }', width: 320 }
      labels: { gpu: 'yes' }
      timeout: 600000
)";
}  // namespace

WorkerBlock::WorkerBlock()
    : m_info(describe(kWorkerFunction,
                      "Gives a task to a pool of workers, programs on other machines in any language, and waits for "
                      "the answer of the one that takes it.",
                      kWorkerInput, kWorkerOutput, kWorkerExample)) {}

BlockResult WorkerBlock::run(const Invocation&) const {
    return core::makeError("configuration",
                           "This engine has no workers: they are reached over NATS, by the nodes of a cluster. Run the "
                           "workflow on a node (beamlined --nats-url URL), or call the function itself.",
                           {});
}

bool isPoolName(std::string_view name) {
    return !name.empty() && name.size() <= kMaxPoolName && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '_';
    });
}

std::variant<Assignment, api::WorkflowError> assignmentOf(const api::Json& arguments, api::Timestamp now) {
    const auto* with = arguments.if_object();
    Assignment made;
    if (with) {
        made.pool = text(*with, "pool", kDefaultPool);
        made.type = text(*with, "type");
        made.payload = member(*with, "payload");
        if (const auto* labels = member(*with, "labels").if_object()) {
            for (const auto& [name, value] : *labels) {
                made.labels[name] = value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
            }
        }
        if (const auto ms = number(*with, "timeout", 0); ms > 0) {
            made.deadline = now + ms;
        }
    }
    if (made.type.empty() || !isPoolName(made.pool)) {
        return core::makeError(
            "validation", "A task for workers needs a type, and a pool whose name has letters, digits, - and _.", {});
    }
    if (boost::json::serialize(made.payload).size() > kMaxPayloadBytes) {
        return core::makeError("validation",
                               "The payload for the pool " + made.pool +
                                   " is larger than 512 KiB. Put large data where the worker can fetch it, and send "
                                   "its address.",
                               {});
    }
    return made;
}

}  // namespace beamline::blocks
