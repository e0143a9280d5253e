// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/local_engine.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <caf/all.hpp>

#include "engine/api/ids.h"
#include "engine/runtime/access_desk.h"
#include "engine/runtime/cluster_node.h"
#include "engine/runtime/cluster_view.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/dead_letters.h"
#include "engine/runtime/definition_reader.h"
#include "engine/runtime/event_bus.h"
#include "engine/runtime/event_folder.h"
#include "engine/runtime/extension_caller.h"
#include "engine/runtime/janitor.h"
#include "engine/runtime/message_desk.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/processes.h"
#include "engine/runtime/queries.h"
#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/quota_world.h"
#include "engine/runtime/rate.h"
#include "engine/runtime/remote_work.h"
#include "engine/runtime/requests.h"
#include "engine/runtime/routing_desk.h"
#include "engine/runtime/scheduler.h"
#include "engine/runtime/settings.h"
#include "engine/runtime/supervisor.h"

namespace beamline::runtime {

namespace fs = std::filesystem;

namespace {
inline constexpr int kDeskThreads = 2;
inline constexpr int kStudyThreads = 2;
inline constexpr int kPastThreads = 2;
inline constexpr auto kDeskDrain = std::chrono::seconds(10);
inline constexpr auto kLaneDrain = std::chrono::seconds(2);
inline constexpr auto kUsagePatience = std::chrono::seconds(5);
inline constexpr const char* kJournalFile = "journal.db";
inline constexpr const char* kLockFile = "engine.lock";
inline constexpr const char* kExtensionsFolder = "extensions";
inline constexpr const char* kLogFile = "log/engine.jsonl";
inline constexpr const char* kLogProblem = "log";

/// Holds the data directory for this process; the kernel lets go of it however the process ends.
class DirectoryLock {
public:
    static api::Result<DirectoryLock> take(const fs::path& directory) {
        const auto file = directory / kLockFile;
        const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0) {
            return api::Error{api::code::kUnavailable,
                              "The data directory " + directory.string() + " cannot be written (" +
                                  std::generic_category().message(errno) +
                                  "). Choose another with --data-dir or mend its rights.",
                              {},
                              false};
        }
        if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
            ::close(fd);
            return api::Error{"locked", "Another process runs the engine of " + directory.string() + ".", {}, true};
        }
        return DirectoryLock(fd);
    }
    explicit DirectoryLock(int fd) : m_fd(fd) {}
    DirectoryLock(DirectoryLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    DirectoryLock& operator=(DirectoryLock&&) = delete;
    ~DirectoryLock() {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }

private:
    int m_fd;
};

caf::actor_system_config& configure(caf::actor_system_config& config, const EngineOptions& options) {
    // "sharing" sleeps on a condition variable when idle; the default, work stealing, polls a hundred times a second.
    config.set("scheduler.policy", caf::atom("sharing"));
    config.set("scheduler.max-threads", static_cast<size_t>(std::max(1, options.schedulerThreads)));
    return config;
}
}  // namespace

struct LocalEngine::Impl {
    Impl(EngineOptions given, DirectoryLock held, std::unique_ptr<store::Journal> opened,
         std::shared_ptr<JournalEars> ears)
        : options(std::move(given)),
          lock(std::move(held)),
          journal(std::move(opened)),
          log(options.log, [this](const std::string& problem) { tellLog(problem); }),
          registry(withSinks(options.blocks)),
          definitions(*journal, registry),
          feed(options.node.broadcast),
          cpu("cpu", options.cpu),
          gpu("gpu", options.gpu),
          io("io", options.io),
          batch(kBatchPool, {kBatchThreads, kMaxQueuedRequests, 0}),
          desk("desk", {kDeskThreads, kMaxQueuedRequests, 0}),
          study("study", {kStudyThreads, kMaxQueuedRequests, 0}),
          past("past", {kPastThreads, kMaxQueuedRequests, 0}),
          routes("routing", {kRoutingThreads, kMaxQueuedRequests, 0, kRoutingThreads * 3 / 4}),
          reader(options.blocks, registry),
          node(options.cluster.node.empty() ? nullptr
                                            : std::make_unique<ClusterNode>(options, *journal, std::move(ears))),
          services{options, log, *journal, registry, definitions, feed, problems, cpu, gpu, io, batch},
          usage(std::make_shared<UsageLedger>(usageWorld(options, *journal))),
          quotas(quotaWorld(options, *journal, problems, feed, services.stopping), usage),
          system(configure(config, options)),
          supervisor(system.spawn<Supervisor>(std::ref(withKeeper()))),
          remote(options.workQueue, options.secrets, problems, services.statistics),
          timers(
              *journal, [this](const std::vector<store::DueTimer>& due) { caf::anon_send(supervisor, TimersDue{due}); },
              [this] { return services.backlog < kMaxTimerBacklog; }),
          commands(services, supervisor),
          scheduler(services, commands),
          processes(services),
          messenger(services, supervisor, commands),
          queries(services),
          routing(services, options.routing.caller, routes),
          access(services, desk),
          messages(services),
          janitor(*journal, options.retention, problems, [this] { return services.actsFor(core::kSystemShard); }),
          eventFolder(options.eventFolder, publisher(), problems),
          eventInlet(services, options.eventBus, publisher()),
          eventOutlet(services, options.eventBus),
          deadLetters(services, options.deadLetters) {
        for (const auto& block : options.extraBlocks) {
            registry.add(block);
        }
        services.timers = &timers;
        services.messenger = &messenger;
        services.processes = &processes;
        services.reader = &reader;
        services.scheduler = &scheduler;
        services.remote = options.workQueue ? &remote : nullptr;
        services.routing = &routing;
        services.access = &access;
        services.usage = usage.get();
        services.quotas = &quotas;
        quotas.slots().onFreed([this] {
            for (auto* pool : {&cpu, &gpu, &io}) {
                pool->lookAgain();
            }
        });
        access.setUse([this](const std::string& tenant) { return quotas.useOf(tenant); });
        quotas.start();
        services.self = [this] { return self(); };
        journal->onHealthChange([this] { tellHealth(); });
        feed.publish({}, journal->health().seq);
        startLanes();
        timers.start();
        messenger.start();
        eventFolder.start();
        if (node) {
            node->start(
                services, supervisor,
                [this] {
                    startOutlet();
                    beginOnce();
                },
                [this] { endOnce(); });
        } else {
            caf::anon_send(supervisor, Recover{});
            beginOnce();
        }
        say("The engine has started, version " BEAMLINE_VERSION ".");
    }

    /// Before anything can write a message that they want.
    void startLanes() {
        if (!options.eventBus.publish.empty()) {
            services.lanes.push_back(&eventOutlet.lane());
        }
        if (!node) {
            startOutlet();
        }
        if (options.deadLetters.file.empty()) {
            Lane::close(*journal, DeadLetters::kLane);
        } else {
            services.lanes.push_back(&deadLetters.lane());
            deadLetters.start();
        }
    }

    void startOutlet() {
        options.eventBus.publish.empty() ? Lane::close(*journal, EventOutlet::kLane) : eventOutlet.start();
    }

    /// What exists once, in this engine or in its cluster.
    void beginOnce() {
        scheduler.start();
        if (options.eventBus.takes()) {
            eventInlet.start();
        }
    }

    void endOnce() {
        eventInlet.stop();
        scheduler.stop();
        eventOutlet.stop();
    }

    Services& withKeeper() {
        services.keeper = node ? &node->keeper() : nullptr;
        return services;
    }

    api::NodeInfo self() const { return nodeInfo(services, startedAt, rate.perSecond(services.tasksDone)); }

    /// Publishes an event from outside, as the command does.
    EventFolder::Publish publisher() {
        return [this](api::Json event, const EventFolder::Done& done) {
            commands.handle(api::PublishEvent{std::move(event)}, {}, [done](const auto& reply) {
                done(reply.ok() ? api::Result<std::int64_t>(reply->position)
                                : api::Result<std::int64_t>(reply.error()));
            });
        };
    }

    /// In the log that stays; what an ephemeral engine says goes to the people who wait for its one run.
    void say(const char* message) {
        if (!options.ephemeral) {
            log.write({telemetry::Level::info, "engine", message, {}, {}, {}, 0});
        }
    }

    /// What blocks say to people reaches the log and the feed.
    blocks::BlockSettings withSinks(blocks::BlockSettings settings) {
        settings.log = [this](const blocks::LogLine& line) {
            auto level = telemetry::Level::info;
            boost::describe::enum_from_string(line.level.c_str(), level);
            log.write({level, "workflow", line.message, line.origin.run, line.origin.task, line.data, 0});
        };
        settings.provider = [this](const blocks::ProviderAsk& ask) { return routing.run(ask); };
        settings.notify = [this](const blocks::Notice& notice) {
            api::Event event;
            event.kind = api::kNotifyEvent;
            event.at = api::wallClock();
            event.ns = namespaceOf(notice.origin.run);
            boost::json::object data{{"title", notice.title}, {"text", notice.text}, {"urgency", notice.urgency}};
            data["task"] = notice.origin.task;
            if (notice.link) {
                data["run"] = notice.origin.run;
            }
            event.data = std::move(data);
            feed.tell(std::move(event));
        };
        return settings;
    }

    /// Of a run that is under way; empty: it is not known.
    std::string namespaceOf(const std::string& run) {
        const auto found = journal->runSummaries({run});
        return found.ok() && found->front() ? found->front()->ns : std::string();
    }

    void tellLog(const std::string& problem) {
        problem.empty() ? problems.remove(kLogProblem) : problems.put(kLogProblem, problem);
    }

    /// What has changed is asked for: the event only says that it did.
    void tellHealth() {
        api::Event event;
        event.kind = "engine.health";
        event.at = api::wallClock();
        feed.publish(std::make_shared<std::vector<api::Event>>(1, event), journal->health().seq);
    }

    EngineOptions options;
    DirectoryLock lock;
    std::unique_ptr<store::Journal> journal;
    telemetry::Log log;
    blocks::Registry registry;
    DefinitionCache definitions;
    Feed feed;
    Problems problems{[this] { tellHealth(); },
                      [this](const std::string& code, const std::string& message) {
                          if (code != kLogProblem) {  // the log cannot tell that it cannot be written
                              log.write({telemetry::Level::warning, code, message, {}, {}, {}, 0});
                          }
                      }};
    Pool cpu;
    Pool gpu;
    Pool io;
    Pool batch;
    Pool desk;
    Pool study;  ///< of requests that read much
    Pool past;   ///< of those that may fold a whole run, once for many
    Pool routes;
    const Desks desks{desk, study, past, routes};
    DefinitionReader reader;
    std::unique_ptr<ClusterNode> node;  ///< null: an engine alone
    Services services;
    const std::shared_ptr<UsageLedger> usage;
    QuotaKeeper quotas;
    caf::actor_system_config config;
    caf::actor_system system;
    caf::actor supervisor;
    RemoteWork remote;
    Timers timers;
    Commands commands;
    Scheduler scheduler;
    Processes processes;
    Messenger messenger;
    Queries queries;
    RoutingDesk routing;
    AccessDesk access;
    MessageDesk messages;
    Janitor janitor;
    EventFolder eventFolder;
    EventInlet eventInlet;
    EventOutlet eventOutlet;
    DeadLetters deadLetters;
    mutable Rate rate;
    const api::Timestamp startedAt = api::wallClock();
    std::mutex stopMutex;
    std::atomic<bool> stopped{false};
    bool stuck = false;  ///< a block has not ended although it was cancelled
};

LocalEngine::LocalEngine(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
    m_impl->services.whole.setSelf(this);
}

api::Result<std::shared_ptr<LocalEngine>> LocalEngine::open(EngineOptions options) {
    std::error_code ec;
    fs::create_directories(options.dataDir, ec);
    if (!ec) {
        fs::permissions(options.dataDir, fs::perms::owner_all, ec);
    }
    if (ec) {
        return api::Error{api::code::kUnavailable,
                          "The data directory " + options.dataDir.string() + " cannot be used (" + ec.message() +
                              "). Choose another with --data-dir.",
                          {},
                          false};
    }
    options.dataDir = fs::canonical(options.dataDir, ec);
    auto lock = DirectoryLock::take(options.dataDir);
    if (!lock) {
        return lock.error();
    }
    if (auto read = readSettings(options.dataDir / kSettingsFile, options); !read) {
        return read.error();
    }
    if ((options.eventBus.takes() || !options.eventBus.publish.empty()) && !options.blocks.broker) {
        return api::Error{api::code::kInvalidArgument,
                          "This program has no client of NATS for the events of " + std::string(kSettingsFile) + ".",
                          {},
                          false};
    }
    if (!options.secrets) {
        options.secrets = secretFiles(options.dataDir / "secrets");
    }
    if (options.routing.extensions.empty()) {
        options.routing.extensions = options.dataDir / kExtensionsFolder;
    }
    if (!options.routing.caller) {
        options.routing.caller = std::make_shared<ExtensionCaller>(options.blocks, options.routing.address,
                                                                   options.routing.extensions, options.secrets);
    }
    if (options.blocks.fileRoots.empty()) {
        options.blocks.fileRoots.push_back(options.dataDir / "files");
    }
    if (options.log.file.empty() && !options.ephemeral && !options.logToStderr) {
        options.log.file = options.dataDir / kLogFile;
    }
    for (const auto& root : options.blocks.fileRoots) {
        fs::create_directories(root, ec);  // a root that cannot be made fails the tasks that use it, with its name
    }
    store::JournalOptions journalOptions;
    journalOptions.file = options.dataDir / kJournalFile;
    journalOptions.syncOff = options.ephemeral;
    journalOptions.vfs = options.journalVfs;
    auto ears = std::make_shared<JournalEars>();
    journalOptions.cluster = journalOf(options, ears);
    auto journal = store::Journal::open(journalOptions);
    if (!journal) {
        return journal.error();
    }
    auto impl = std::make_unique<Impl>(std::move(options), std::move(lock).value(), std::move(journal).value(),
                                       std::move(ears));
    return std::shared_ptr<LocalEngine>(new LocalEngine(std::move(impl)));
}

LocalEngine::~LocalEngine() {
    stop(std::chrono::milliseconds(0));
    if (m_impl->stuck) {
        // The thread of a block that ignores cancellation comes back to the pool, the registry and its (ended) actor,
        // or never. They stay; the journal and the lock go, so that the directory can be opened again.
        m_impl->journal.reset();
        { const auto released = std::move(m_impl->lock); }
        static_cast<void>(m_impl.release());
    }
}

void LocalEngine::stop(std::chrono::milliseconds drain) {
    std::lock_guard lock(m_impl->stopMutex);
    if (m_impl->stopped) {
        return;
    }
    auto& impl = *m_impl;
    impl.services.stopping = true;  // no new effects; what ends is still journaled
    impl.messages.cancel();
    // Requests under way are short and their callers wait for an answer, so they end whatever the limit is.
    const std::array requests{&impl.desk, &impl.study, &impl.past};
    const auto answered = std::chrono::steady_clock::now() + kDeskDrain;
    std::for_each(requests.begin(), requests.end(), [&](auto* pool) { pool->drain(answered); });
    impl.reader.stop();
    const auto until = std::chrono::steady_clock::now() + drain;
    impl.eventFolder.stop();
    if (impl.node) {
        impl.node->endOnce();
    }
    impl.eventInlet.stop();
    impl.timers.stop();
    impl.scheduler.stop();
    impl.messenger.stop();
    impl.commands.stop();
    impl.janitor.stop();
    for (auto* pool : {&impl.cpu, &impl.gpu, &impl.io, &impl.batch}) {
        pool->drain(until);
    }
    impl.routes.drain(std::chrono::steady_clock::now() + kDeskDrain);  // who waits for a provider has ended
    // Results of the last jobs are in the mailboxes before this message, so they are journaled before the actors go.
    caf::anon_send(impl.supervisor, Abandon{});
    impl.processes.stop();
    impl.remote.stop();
    impl.supervisor = nullptr;
    if (impl.node) {
        impl.node->letGo();
    }
    impl.system.await_all_actors_done();
    for (auto* pool : requests) {
        pool->join(std::chrono::steady_clock::time_point::max());
    }
    const auto patience = std::chrono::steady_clock::now() + impl.options.cancelPatience;
    for (auto* pool : {&impl.cpu, &impl.gpu, &impl.io, &impl.batch, &impl.routes}) {
        impl.stuck = !pool->join(patience) || impl.stuck;
    }
    impl.routing.stop();
    impl.access.stop();
    impl.quotas.stop();
    impl.usage->close(kUsagePatience);
    impl.messages.stop();
    impl.journal->flush();
    if (impl.node) {
        impl.node->leave();
    }
    const auto lanesEnd = std::chrono::steady_clock::now() + std::min<std::chrono::milliseconds>(drain, kLaneDrain);
    for (auto* lane : impl.services.lanes) {
        if (!impl.node || lane != &impl.eventOutlet.lane()) {  // in a cluster another node goes on with that
            lane->drain(lanesEnd);
        }
    }
    impl.eventOutlet.stop();
    impl.deadLetters.stop();
    impl.journal->flush();  // what the answers to the last changes have written
    impl.journal->onHealthChange({});
    impl.stopped = true;
    impl.say(impl.stuck ? "The engine has stopped while a block still ran." : "The engine has stopped.");
    if (impl.options.ephemeral) {
        std::error_code ec;
        fs::remove_all(impl.options.dataDir, ec);
    }
}

void LocalEngine::submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
    auto& impl = *m_impl;
    if (isEngineName(context.user)) {
        handler(api::Error{
            api::code::kForbidden, "Names that begin with 'run:' or 'schedule:' are the engine's own.", {}, false});
        return;
    }
    dispatch(impl.desks, impl.services, std::move(command), std::move(context), std::move(handler),
             [&impl]<class Op>(const Op& op, const auto& who, auto done) {
                 if constexpr (api::kIsRouting<Op>) {
                     impl.routing.handle(op, who, std::move(done));
                 } else if constexpr (api::kIsAccess<Op>) {
                     impl.access.handle(op, who, std::move(done));
                 } else if constexpr (api::kIsMessage<Op>) {
                     impl.messages.handle(op, who, std::move(done));
                 } else {
                     impl.commands.handle(op, who, std::move(done));
                 }
             });
}

void LocalEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    auto& impl = *m_impl;
    dispatch(impl.desks, impl.services, std::move(query), std::move(context), std::move(handler),
             [&impl]<class Op>(const Op& op, const auto& who, auto done) {
                 if constexpr (api::kIsRouting<Op>) {
                     impl.routing.handle(op, who, std::move(done));
                 } else if constexpr (std::is_same_v<Op, api::GetUsage>) {
                     done(impl.usage->read(op, who.tenant));
                 } else if constexpr (api::kIsAccess<Op>) {
                     impl.access.handle(op, who, std::move(done));
                 } else if constexpr (api::kIsMessage<Op>) {
                     impl.messages.handle(op, who, std::move(done));
                 } else if constexpr (std::is_same_v<Op, api::ValidateWorkflow>) {
                     impl.queries.validate(op, std::move(done));
                 } else {
                     done(impl.queries.handle(op, who));
                 }
             });
}

std::unique_ptr<api::Subscription> LocalEngine::subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) {
    return m_impl->feed.subscribe(std::move(filter), from, std::move(sink));
}

std::string LocalEngine::ownerOfRun(const std::string& run) const {
    const auto& node = m_impl->node;
    return node ? node->ownerOf(core::shardOf(run, node->keeper().shards())) : machineName();
}

std::string LocalEngine::ownerOfSystem() const {
    return m_impl->node ? m_impl->node->ownerOf(core::kSystemShard) : machineName();
}

std::vector<std::string> LocalEngine::owners() const {
    return m_impl->node ? m_impl->node->owners() : std::vector{machineName()};
}

void LocalEngine::catchUp(std::function<void(api::Result<api::Unit>)> done) {
    m_impl->journal->catchUp(std::move(done));
}

bool LocalEngine::handOver(std::chrono::milliseconds patience) {
    if (!m_impl->node) {
        return true;
    }
    auto& keeper = m_impl->node->keeper();
    auto given = std::make_shared<std::promise<bool>>();
    keeper.drain(true, [given](const auto& taken) { given->set_value(taken.ok()); });
    const auto until = std::chrono::steady_clock::now() + patience;
    auto taken = given->get_future();
    return taken.wait_until(until) == std::future_status::ready && taken.get() &&
           keeper.awaitNone(
               std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()));
}

api::Health LocalEngine::health() const {
    const auto& impl = *m_impl;
    const auto journal = impl.journal->health();
    api::Health health;
    health.engine = impl.options.name;
    health.version = BEAMLINE_VERSION;
    health.cluster = impl.options.node.cluster;
    health.node = impl.options.cluster.node;
    health.operations = operationNames();
    health.dataDir = impl.options.dataDir.string();
    health.startedAt = impl.startedAt;
    health.seq = journal.seq;
    health.activeRuns = impl.services.residentRuns;
    health.waitingRuns = impl.journal->waitingRuns();
    health.openApprovals = impl.journal->openApprovals();
    health.tasksPerSecond = impl.rate.perSecond(impl.services.tasksDone);
    health.pools = {impl.cpu.health(), impl.gpu.health(), impl.io.health()};
    health.problems = impl.problems.list();
    health.state = impl.stopped                                        ? api::HealthState::stopped
                   : impl.services.stopping                            ? api::HealthState::stopping
                   : !journal.accepting                                ? api::HealthState::refusing
                   : !health.problems.empty() || !journal.code.empty() ? api::HealthState::degraded
                                                                       : api::HealthState::healthy;
    if (!journal.accepting || !journal.code.empty()) {
        health.problems.insert(health.problems.begin(), {journal.code, journal.message, journal.since});
    }
    return health;
}

void LocalEngine::actThrough(std::weak_ptr<api::Engine> whole) {
    m_impl->services.whole.set(std::move(whole));
}

std::shared_ptr<access::AccessBook> LocalEngine::accessBook() const {
    return m_impl->access.book();
}

const fs::path& LocalEngine::dataDir() const {
    return m_impl->options.dataDir;
}

store::JournalHealth LocalEngine::journalHealth() const {
    return m_impl->journal->health();
}

}  // namespace beamline::runtime
