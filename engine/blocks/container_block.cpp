// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/container_block.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/container_cleaner.h"
#include "engine/blocks/file_access.h"
#include "engine/blocks/process_call.h"

namespace beamline::blocks {

namespace {
constexpr std::int64_t kAskMs = 15'000;  // for an answer whether there is an engine, and for removing
constexpr int kEngineFailed = 125;       // of podman and docker alike: the container was not run
constexpr std::size_t kMaxNameSize = 200;

constexpr std::string_view kOwn =
    R"("image": {"type": "string", "minLength": 1, "description": "Name of the image, best with its registry."},
    "name": {"type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$", "maxLength": 200,
             "description": "Of the container; otherwise it is made of the workflow and the task."},
    "command": {"type": "string", "description": "For sh -c in the container."},
    "ports": {"type": "object", "description": "Port of the container: port of this machine's loopback address."},
    "volumes": {"type": "object", "description": "Folder below the file roots: folder in the container."},
    "pullPolicy": {"enum": ["ifNotPresent", "always", "never"], "default": "ifNotPresent",
                   "description": "When the image is fetched."},
    "lifetime": {
      "type": "object", "required": ["cleanup"], "additionalProperties": false,
      "description": "What becomes of the container when it has ended.",
      "properties": {"cleanup": {"enum": ["always", "never", "eventually"], "default": "never",
                                 "description": "When it is removed."},
                     "after": {"type": ["object", "string"], "description": "A duration, for eventually."}},
      "if": {"properties": {"cleanup": {"const": "eventually"}}}, "then": {"required": ["after"]}
    })";
constexpr std::string_view kContainerExample = R"(
- countLines:
    run:
      container:
        image: docker.io/library/alpine:3
        command: wc -l
        stdin: ${ .text }
        lifetime:
          cleanup: always
)";

/// What podman and docker need of this process's environment.
std::map<std::string, std::string> engineEnvironment() {
    std::map<std::string, std::string> result;
    for (const auto* name : {"HOME", "PATH", "LANG", "XDG_RUNTIME_DIR", "DOCKER_HOST", "DOCKER_CONFIG",
                             "CONTAINER_HOST", "CONTAINERS_CONF", "DBUS_SESSION_BUS_ADDRESS"}) {
        if (const auto* value = std::getenv(name)) {
            result.emplace(name, value);
        }
    }
    return result;
}

ProcessRequest engineRequest(const std::string& what, std::vector<std::string> arguments) {
    ProcessRequest request;
    request.what = what;
    request.arguments = std::move(arguments);
    request.environment = engineEnvironment();
    request.trust = Trust::owner;
    return request;
}

Stop within(std::int64_t ms) {
    Invocation invocation;
    invocation.deadline = api::wallClock() + ms;
    return {invocation, {}};
}

/// podman or docker, whichever answers; empty: none does, and `why`.
std::string findEngine(const ProcessRunner& runner, std::string& why) {
    static std::mutex mutex;
    static std::string known;
    std::lock_guard lock(mutex);
    if (!known.empty()) {
        return known;
    }
    why = "neither podman nor docker is installed";
    for (const auto* name : {"podman", "docker"}) {
        const auto program = findProgram({name});
        if (program.empty()) {
            continue;
        }
        const auto asked = runner.run(engineRequest(name, {program, "info"}), within(kAskMs), {});
        if (asked.ok() && asked->code == 0) {
            return known = program;
        }
        auto said = !asked.ok() ? asked.error().message : asked->err;
        said.resize(std::min(said.find('\n'), said.size()));
        why = std::string(name) + " does not answer (" + said + ")";
    }
    return {};
}

std::string named(std::string text) {
    std::replace_if(
        text.begin(), text.end(),
        [](unsigned char c) { return c > 127 || (!std::isalnum(c) && c != '-' && c != '_' && c != '.'); }, '-');
    return text;
}

/// {workflow.name}-{uuid}.{workflow.namespace}-{task.name}; the uuid (RFC 9562, version 8) comes of the key.
std::string defaultName(const Invocation& invocation) {
    auto uuid = api::sha256(invocation.key).substr(0, 32);
    uuid[12] = '8';
    uuid[16] = 'a';
    for (const auto at : {20U, 16U, 12U, 8U}) {
        uuid.insert(at, "-");
    }
    auto name = named((invocation.workflow.empty() ? "beamline" : invocation.workflow) + '-' + uuid + '.' +
                      invocation.ns + '-' + invocation.task);
    name.resize(std::min(name.size(), kMaxNameSize));
    return name;
}

std::string cleanupOf(const boost::json::object& arguments) {
    const auto* lifetime = member(arguments, "lifetime").if_object();
    return lifetime ? text(*lifetime, "cleanup", "never") : "never";
}

api::Result<std::string> environmentFile(const boost::json::object& arguments) {
    std::string lines;
    for (const auto& [name, value] : processEnvironment(arguments)) {
        if (name.empty() || name.find_first_of("=\n# ") != name.npos || value.find_first_of("\n\r") != value.npos) {
            return fault("validation", 400,
                         "The variable '" + name +
                             "' cannot be given to a container: its name must have no space, '=' "
                             "or '#', and its value be one line.");
        }
        lines += name + '=' + value + '\n';
    }
    return lines;
}

api::Result<std::vector<std::string>> ports(const boost::json::object& arguments) {
    std::vector<std::string> result;
    if (const auto* map = member(arguments, "ports").if_object()) {
        for (const auto& one : *map) {
            const auto inside = std::string(one.key());
            const auto outside = processText(one.value());
            for (const auto& port : {inside.substr(0, inside.find('/')), outside}) {
                if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != port.npos) {
                    return fault("validation", 400, "'" + port + "' is no port; give numbers, such as {8080: 80}.");
                }
            }
            result.insert(result.end(), {"--publish", "127.0.0.1:" + outside + ":" + inside});
        }
    }
    return result;
}
}  // namespace

ContainerBlock::ContainerBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_runner(settings.process),
      m_cleaner(std::make_shared<ContainerCleaner>()),
      m_info(describe("container", "Runs a container with podman or docker.",
                      processSchema(R"("required": ["image"])", kOwn), kProcessOutput, kContainerExample)) {}

std::string ContainerBlock::note() const {
    std::string why;
    return findEngine(m_runner, why).empty() ? why : std::string();
}

BlockResult ContainerBlock::run(const Invocation& invocation) const {
    return settle(work(invocation, Stop(invocation, m_settings)));
}

api::Result<std::vector<std::string>> ContainerBlock::volumes(const boost::json::object& arguments) const {
    namespace fs = std::filesystem;
    std::vector<std::string> result;
    const FileAccess files(m_settings.fileRoots);
    const auto* map = member(arguments, "volumes").if_object();
    for (std::size_t i = 0; map && i < map->size(); ++i) {
        const auto& one = *(map->begin() + static_cast<std::ptrdiff_t>(i));
        const auto target = processText(one.value());
        const auto place = files.locate(std::string_view(one.key()));
        if (!place.ok()) {
            return place.error();
        }
        std::error_code ec;
        const auto root = fs::canonical(place->root, ec);
        const auto source = ec ? fs::path() : fs::canonical(root / place->relative, ec);
        const auto inside = std::mismatch(root.begin(), root.end(), source.begin(), source.end()).first == root.end();
        if (ec || !inside || source.string().find(':') != std::string::npos) {
            return fault("configuration", 400,
                         "The volume " + place->shown +
                             " cannot be given to a container: it must be there, lie below a "
                             "file root also behind links, and have no ':' in its path.");
        }
        if (target.empty() || target[0] != '/' || target.find(':') != target.npos) {
            return fault("validation", 400, "A volume needs an absolute path in the container, not '" + target + "'.");
        }
        result.insert(result.end(), {"--volume", source.string() + ":" + target});
    }
    return result;
}

api::Result<ProcessRequest> ContainerBlock::requestOf(const Invocation& invocation, const std::string& engine,
                                                      const std::string& name) const {
    const auto& arguments = invocation.arguments->get_object();
    const auto image = text(arguments, "image");
    const auto mapped = ports(arguments);
    const auto mounted = mapped.ok() ? volumes(arguments) : mapped;
    auto variables = environmentFile(arguments);
    if (!mounted.ok() || !variables.ok() || image[0] == '-') {
        return !mounted.ok()     ? mounted.error()
               : !variables.ok() ? variables.error()
                                 : fault("validation", 400, "'" + image + "' is no name of an image.");
    }
    const auto policy = text(arguments, "pullPolicy", "ifNotPresent");
    auto request = engineRequest("The container " + name, {engine, "run", "--name", name, "--pull",
                                                           policy == "ifNotPresent" ? "missing" : policy});
    request.kind = "container";
    request.shown = engine.substr(engine.rfind('/') + 1) + " run " + image;
    auto& list = request.arguments;
    if (cleanupOf(arguments) == "always") {
        list.emplace_back("--rm");
    }
    if (arguments.contains("stdin")) {
        list.emplace_back("--interactive");
        request.input = processText(arguments.at("stdin"));
    }
    list.insert(list.end(), mapped->begin(), mapped->end());
    list.insert(list.end(), mounted->begin(), mounted->end());
    if (!variables->empty()) {  // in a file: what stands in arguments can be read by everybody on the machine
        list.emplace_back("--env-file");
        request.fileAt = list.size();
        request.fileName = "environment";
        request.file = std::move(*variables);
    }
    list.push_back(image);
    if (arguments.contains("command")) {
        list.insert(list.end(), {"sh", "-c", text(arguments, "command"), "sh"});
    }
    for (auto& argument : processArguments(arguments)) {
        list.push_back(std::move(argument));
    }
    return request;
}

/// What became of the container itself, as `lifetime` wants it. `ended`: its program has come to its end.
void ContainerBlock::tidy(const Invocation& invocation, const std::string& engine, const std::string& name,
                          bool ended) const {
    const auto& arguments = invocation.arguments->get_object();
    const auto cleanup = cleanupOf(arguments);
    const auto tell = [runner = m_runner, engine](std::vector<std::string> words) {
        words.insert(words.begin(), engine);
        static_cast<void>(runner.run(engineRequest(engine, std::move(words)), within(kAskMs), {}));
    };
    if (!ended) {
        tell(cleanup == "always" ? std::vector<std::string>{"rm", "--force", name}
                                 : std::vector<std::string>{"kill", name});
    }
    if (cleanup == "eventually") {
        const auto after = core::parseDuration(arguments.at("lifetime").at("after"));
        m_cleaner->removeAfter(after.ok() ? *after : 0, name, [tell](const std::string& which) {
            tell({"rm", "--force", which});
        });
    }
}

api::Result<api::Json> ContainerBlock::work(const Invocation& invocation, const Stop& stop) const {
    const auto& arguments = invocation.arguments->get_object();
    std::string why;
    const auto engine = findEngine(m_runner, why);
    if (engine.empty()) {
        return fault("configuration", 500, "No container can be run: " + why + ".");
    }
    if (const auto* lifetime = member(arguments, "lifetime").if_object(); lifetime && lifetime->contains("after")) {
        if (const auto after = core::parseDuration(lifetime->at("after")); !after.ok()) {
            return fault("validation", 400, "lifetime.after: " + after.error().message);
        }
    }
    auto name = text(arguments, "name");
    if (name.empty()) {
        name = defaultName(invocation);
        const auto left = engineRequest(engine, {engine, "rm", "--force", name});
        static_cast<void>(m_runner.run(left, within(kAskMs), {}));  // of an attempt that a crash interrupted
    }
    const auto request = requestOf(invocation, engine, name);
    if (!request.ok()) {
        return request.error();
    }
    auto outcome = m_runner.run(*request, stop, invocation.output);
    tidy(invocation, engine, name, outcome.ok());
    if (!outcome.ok()) {
        return outcome.error();
    }
    if (outcome->code == kEngineFailed) {  // whatever `return` says: there is no result of it
        return processReturn(*request, std::move(*outcome), "stdout");
    }
    return processReturn(*request, std::move(*outcome), text(arguments, "return", "stdout"));
}

}  // namespace beamline::blocks
