// SPDX-License-Identifier: Apache-2.0
// `beamctl message send|list|show|retry|tail`: messages that people send by hand.
#include <algorithm>
#include <iostream>

#include "app/ctl/event_queue.h"
#include "app/ctl/routing_commands.h"
#include "engine/api/ids.h"
#include "engine/api/operations.h"

namespace beamline::ctl {

namespace {

constexpr std::int64_t kMessageGraceMs = 10'000;  ///< beyond the time that a message may take

/// JSON of --data, or the text of --text; nothing of both: null.
api::Result<api::Json> payloadOf(const MessageCommand& command) {
    const auto& data = command.data;
    if (command.given.contains("text")) {
        return api::Json(command.text);
    }
    if (data.empty()) {
        return api::Json();
    }
    return data == "-" ? readJson("-", {}) : data.front() == '@' ? readJson(data.substr(1), {}) : parseArgument(data);
}

api::Result<api::Json> headersOf(const MessageCommand& command) {
    boost::json::object headers;
    for (const auto& word : command.headers) {
        const auto equals = word.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return badRequest("A header is written NAME=VALUE, not \"" + word + "\".");
        }
        headers[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return headers.empty() ? api::Json() : api::Json(std::move(headers));
}

std::string placeOf(const api::MessageInfo& message) {
    return !message.subject.empty() ? message.subject : "policy " + message.policy;
}

void describeMessage(const api::MessageInfo& message) {
    const auto shown = [](const api::Json& json) { return json.is_null() ? std::string() : indented(json); };
    printFields({{"Message", message.id},
                 {"At", timeText(message.at)},
                 {"By", message.user},
                 {"To", placeOf(message)},
                 {"Type", message.type},
                 {"Status", message.status},
                 {"Error", message.error},
                 {"Provider", message.provider},
                 {"Decision", message.decision},
                 {"Trace", message.traceId},
                 {"Repeats", message.retryOf},
                 {"Took", millisecondsText(message.tookMs)},
                 {"Headers", shown(message.headers)},
                 {"Payload", shown(message.payload)},
                 {"Reply", shown(message.reply)}});
}

/// 4 with the reason as the last line of stderr, when it failed.
int toldMessage(const Globals& globals, const api::MessageInfo& message) {
    if (globals.format == Format::json) {
        printJson(api::toJson(message));
    } else if (!message.reply.is_null()) {
        printJson(message.reply);
    } else if (message.status != "failed") {
        std::cout << message.id << ' ' << message.status << " to " << placeOf(message) << '\n';
    }
    if (message.status != "failed") {
        return kCompleted;
    }
    note("The message is kept as " + message.id + "; send it again: beamctl message retry " + message.id);
    printWorkflowError({"https://beamline.io/errors/message/failed", 503, "Message failed", message.error, "/"});
    return kFaulted;
}

int sendMessage(const Globals& globals, const MessageCommand& command) {
    api::SendMessage operation;
    operation.subject = command.words.empty() ? std::string() : command.words[0];
    operation.policy = command.policy;
    operation.type = command.type;
    operation.wait = command.wait;
    operation.decideOnly = command.decideOnly;
    operation.timeoutMs = command.timeoutMs;
    if (!operation.subject.empty() && (command.given.contains("policy") || command.decideOnly)) {
        note(
            "A message goes to a subject, or a policy routes it: --policy and --decide-only are for those without "
            "one.");
        return kUsage;
    }
    auto payload = payloadOf(command);
    auto headers = headersOf(command);
    if (!payload.ok() || !headers.ok()) {
        return payload.ok() ? fail(headers.error()) : fail(payload.error(), "--data");
    }
    operation.payload = std::move(*payload);
    operation.headers = std::move(*headers);
    const auto client = Client::open(globals, Client::Directory::made);
    if (!client.ok()) {
        return fail(client.error());
    }
    (*client)->setDeadline(api::wallClock() + kMessageGraceMs +
                           (command.timeoutMs > 0 ? command.timeoutMs : api::kMessageTimeoutMs));
    const auto reply = (*client)->call(operation);
    return reply.ok() ? toldMessage(globals, reply->message) : fail(reply.error());
}

int retryMessage(const Globals& globals, const MessageCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    (*client)->setDeadline(api::wallClock() + kMessageGraceMs + api::kMaxMessageTimeoutMs);
    const auto reply = (*client)->call(api::RetryMessage{command.words[0]});
    return reply.ok() ? toldMessage(globals, reply->message) : fail(reply.error());
}

int showMessage(const Globals& globals, const MessageCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(api::GetMessage{command.words[0]});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(reply->message));
    } else {
        describeMessage(reply->message);
    }
    return kCompleted;
}

std::vector<std::string> rowOf(const api::MessageInfo& message) {
    return {message.id,   timeText(message.at), message.status,   placeOf(message),
            message.type, message.user,         message.provider, millisecondsText(message.tookMs),
            message.error};
}

int listMessages(const Globals& globals, const MessageCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto page = (*client)->call(api::ListMessages{command.text, command.status, command.limit, command.after});
    if (!page.ok()) {
        return fail(page.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
        return kCompleted;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& message : page->items) {
        rows.push_back(rowOf(message));
    }
    printTable({"MESSAGE", "AT", "STATUS", "TO", "TYPE", "BY", "PROVIDER", "TOOK", "ERROR"}, rows);
    if (rows.empty()) {
        note("There are no such messages. Send one: beamctl message send SUBJECT --text Hello");
    }
    if (!page->next.empty()) {
        note("There are more: --after " + page->next);
    }
    return kCompleted;
}

/// The messages that an event tells of.
void printSent(const Globals& globals, Client& client, const api::Event& event) {
    if (event.kind == api::kGapEvent) {
        note("Some messages were not told of: beamctl message list");
        return;
    }
    if (event.kind != "message.sent") {
        return;
    }
    const auto* data = event.data.if_object();
    const auto* id = data ? data->if_contains("id") : nullptr;
    const auto reply = client.call(api::GetMessage{id && id->is_string() ? std::string(id->get_string()) : event.name});
    if (!reply.ok()) {
        return;  // of another tenant
    }
    const auto& message = reply->message;
    if (globals.format == Format::json) {
        std::cout << api::printJson(api::toJson(message)) << '\n';
    } else {
        std::cout << timeText(message.at) << "  " << message.id << "  " << message.status << "  "
                  << cell(placeOf(message)) << (message.type.empty() ? "" : "  ") << cell(message.type)
                  << (message.error.empty() ? "" : "  ") << cell(message.error) << '\n';
    }
}

int tailMessages(const Globals& globals, const MessageCommand&) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    Interrupts interrupts;
    auto last = (*client)->engine().health().seq;
    api::EventFilter filter;
    filter.tasks = false;
    filter.withData = true;
    filter.tenant = globals.tenant;
    EventQueue events((*client)->engine(), filter, last, interrupts);
    (*client)->onRevived = [&] { events.follow((*client)->engine(), last); };
    note("Messages of " + (*client)->place() + " as they are sent. Ctrl+C ends it.");
    while (std::cout.flush() && events.wait(kLookEveryMs) != EventQueue::Wake::interrupted) {
        for (const auto& event : events.take()) {
            last = std::max(last, event.seq);
            printSent(globals, **client, event);
        }
        (*client)->revive();
    }
    return kCompleted;
}

const std::vector<Action<MessageCommand>>& messageActions() {
    static const std::vector<Action<MessageCommand>> actions{
        {"send",
         0,
         1,
         {"data", "text", "header", "type", "policy", "wait", "decide-only", "timeout"},
         "[SUBJECT] [--data JSON|--text TEXT] [--header NAME=VALUE]... [--type TYPE] [--wait] [--policy NAME] "
         "[--decide-only] [--timeout MS]",
         sendMessage},
        {"list",
         0,
         0,
         {"text", "status", "limit", "after"},
         "[--text TEXT] [--status STATUS] [--limit N] [--after CURSOR]",
         listMessages},
        {"show", 1, 1, {}, "ID", showMessage},
        {"retry", 1, 1, {}, "ID", retryMessage},
        {"tail", 0, 0, {}, "", tailMessages},
    };
    return actions;
}

}  // namespace

int message(const Globals& globals, const MessageCommand& command) {
    return runAction(globals, command, "message", messageActions());
}

}  // namespace beamline::ctl
