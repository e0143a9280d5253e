// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/local_engine.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <caf/all.hpp>

#include "engine/api/ids.h"
#include "engine/api/moved.h"
#include "engine/runtime/cluster_view.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/dead_letters.h"
#include "engine/runtime/definition_reader.h"
#include "engine/runtime/event_bus.h"
#include "engine/runtime/event_folder.h"
#include "engine/runtime/janitor.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/processes.h"
#include "engine/runtime/queries.h"
#include "engine/runtime/refold.h"
#include "engine/runtime/scheduler.h"
#include "engine/runtime/settings.h"
#include "engine/runtime/shard_keeper.h"
#include "engine/runtime/supervisor.h"
#include "engine/runtime/system_duties.h"

namespace beamline::runtime {

namespace fs = std::filesystem;

namespace {
inline constexpr int kDeskThreads = 2;
inline constexpr auto kDeskDrain = std::chrono::seconds(10);
inline constexpr auto kLaneDrain = std::chrono::seconds(2);
inline constexpr const char* kJournalFile = "journal.db";
inline constexpr const char* kLockFile = "engine.lock";
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

/// Completed tasks over the last ten seconds, from samples taken whenever somebody asks for health.
class Rate {
public:
    double perSecond(std::uint64_t count) {
        const auto now = std::chrono::steady_clock::now();
        std::lock_guard lock(m_mutex);
        while (m_samples.size() > 1 && now - m_samples.front().first > std::chrono::seconds(10)) {
            m_samples.pop_front();
        }
        if (m_samples.empty() || now - m_samples.back().first > std::chrono::milliseconds(250)) {
            m_samples.emplace_back(now, count);
        }
        const std::chrono::duration<double> span = now - m_samples.front().first;
        return span.count() < 0.2 ? 0 : static_cast<double>(count - m_samples.front().second) / span.count();
    }

private:
    std::mutex m_mutex;
    std::deque<std::pair<std::chrono::steady_clock::time_point, std::uint64_t>> m_samples;
};
}  // namespace

struct LocalEngine::Impl {
    Impl(EngineOptions given, DirectoryLock held, std::unique_ptr<store::Journal> opened,
         std::shared_ptr<JournalEars> listener)
        : options(std::move(given)),
          lock(std::move(held)),
          journal(std::move(opened)),
          log(options.log, [this](const std::string& problem) { tellLog(problem); }),
          registry(withSinks(options.blocks)),
          definitions(*journal, registry),
          cpu("cpu", options.cpu),
          gpu("gpu", options.gpu),
          io("io", options.io),
          desk("desk", {kDeskThreads, kMaxQueuedRequests, 0}),
          reader(options.blocks, registry),
          ears(std::move(listener)),
          keeper(options.cluster.node.empty() ? nullptr : std::make_unique<ShardKeeper>(*journal, options)),
          services{options, log, *journal, registry, definitions, feed, problems, cpu, gpu, io},
          system(configure(config, options)),
          supervisor(system.spawn<Supervisor>(std::ref(withKeeper()))),
          timers(
              *journal, [this](const std::vector<store::DueTimer>& due) { caf::anon_send(supervisor, TimersDue{due}); },
              [this] { return services.backlog < kMaxTimerBacklog; }),
          commands(services, supervisor),
          scheduler(services, commands),
          processes(services),
          messenger(services, supervisor, commands),
          queries(services),
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
        services.self = [this] { return self(); };
        journal->onHealthChange([this] { tellHealth(); });
        feed.publish({}, journal->health().seq);
        startLanes();
        timers.start();
        messenger.start();
        eventFolder.start();
        if (keeper) {
            joinCluster();
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
        if (!keeper) {
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
        services.keeper = keeper.get();
        return services;
    }

    template <class Message>
    void tellSupervisor(Message message) {
        const std::lock_guard lock(supervisorMutex);
        if (supervisor) {
            caf::anon_send(supervisor, message);
        }
    }

    void joinCluster() {
        once = std::make_unique<SystemDuties>(
            [this] {
                startOutlet();
                beginOnce();
            },
            [this] { endOnce(); });
        ShardDuties duties;
        duties.begin = [this](int shard, std::int64_t delivered) {
            tellSupervisor(ShardBegins{shard});
            timers.rescan();
            processes.begin();
            if (shard == core::kSystemShard) {  // its schedules listen to events, too
                once->take([this, delivered] { messenger.begin(core::kSystemShard, delivered); });
            } else {
                messenger.begin(shard, delivered);
            }
        };
        duties.hold = [this](int shard) { messenger.hold(shard); };
        duties.yield = [this](int shard) {
            services.quiet.set(shard, false);
            tellSupervisor(ShardYields{shard});
            leave(shard);
        };
        duties.quiet = [this](int shard) {
            return services.quiet.contains(shard) && (shard != core::kSystemShard || once->ended());
        };
        duties.stop = [this](int shard) {
            tellSupervisor(ShardStops{shard});
            messenger.end(shard);
            leave(shard);
        };
        duties.delivered = [this](int shard) { return messenger.mark(shard); };
        keeper->start(std::move(duties));
        ears->listen([this](const store::Applied& what) { applied(what); },
                     [this](const core::LeaseWord& word) { keeper->heard(word); });
    }

    void leaveCluster() {
        if (keeper) {
            keeper->stop();
            ears->listen({}, {});
        }
    }

    void leave(int shard) {
        processes.forget(shard);
        if (shard == core::kSystemShard) {
            once->give();
        }
    }

    /// Another node has done something; on the journal's thread.
    void applied(const store::Applied& what) {
        auto events = what.events;
        const auto tell = [&](bool changed, const char* kind) {
            const auto told = [kind](const auto& event) { return event.kind == kind; };
            if (changed && std::none_of(events.begin(), events.end(), told)) {
                auto& event = events.emplace_back();
                event.kind = kind;
                event.at = api::wallClock();
            }
        };
        tell(what.workflows, "workflow.deployed");
        tell(what.schedules, "schedule.changed");
        feed.publish(events.empty() ? nullptr : std::make_shared<std::vector<api::Event>>(std::move(events)), what.seq);
        if (what.workflows) {
            definitions.forgetNames();
        }
        if (what.messages) {
            services.news();
        }
        if (what.anew) {
            takenOver();
        }
    }

    /// The journal has become that of another node, whatever was in memory of it.
    void takenOver() {
        const auto leases = keeper->leases();
        for (int shard = 0; shard < keeper->shards(); ++shard) {
            if (keeper->acts(shard)) {
                tellSupervisor(ShardStops{shard});
                tellSupervisor(ShardBegins{shard});
                messenger.begin(shard, leases[static_cast<std::size_t>(shard)].delivered);
            }
        }
        definitions.forgetNames();
        timers.rescan();
        feed.publish({}, journal->health().seq, 0);  // who listens has missed something
        services.news();
    }

    api::NodeInfo self() const {
        api::NodeInfo node;
        node.host = machineName();
        node.id = keeper ? options.cluster.node : node.host;
        node.version = BEAMLINE_VERSION;
        node.roles = options.node.roles;
        node.state = keeper && keeper->draining() ? api::NodeState::draining : api::NodeState::online;
        node.startedAt = startedAt;
        node.seenAt = api::wallClock();
        node.load = machineLoad();
        node.cores = static_cast<int>(std::thread::hardware_concurrency());
        node.memoryBytes = ownMemory();
        node.activeRuns = services.residentRuns;
        node.tasksPerSecond = rate.perSecond(services.tasksDone);
        node.place = journal->place();
        return node;
    }

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
        settings.notify = [this](const blocks::Notice& notice) {
            api::Event event;
            event.kind = api::kNotifyEvent;
            event.at = api::wallClock();
            boost::json::object data{{"title", notice.title}, {"text", notice.text}, {"urgency", notice.urgency}};
            data["task"] = notice.origin.task;
            if (notice.link) {
                data["run"] = notice.origin.run;
            }
            event.data = std::move(data);
            feed.publish(std::make_shared<std::vector<api::Event>>(1, event), journal->health().seq);
        };
        return settings;
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
    Pool desk;
    DefinitionReader reader;
    std::shared_ptr<JournalEars> ears;
    std::unique_ptr<ShardKeeper> keeper;  ///< null: an engine alone
    Services services;
    caf::actor_system_config config;
    caf::actor_system system;
    std::mutex supervisorMutex;
    caf::actor supervisor;
    Timers timers;
    Commands commands;
    Scheduler scheduler;
    Processes processes;
    Messenger messenger;
    Queries queries;
    Janitor janitor;
    EventFolder eventFolder;
    EventInlet eventInlet;
    EventOutlet eventOutlet;
    DeadLetters deadLetters;
    std::unique_ptr<SystemDuties> once;
    mutable Rate rate;
    const api::Timestamp startedAt = api::wallClock();
    std::mutex stopMutex;
    std::atomic<bool> stopped{false};
    bool stuck = false;  ///< a block has not ended although it was cancelled
};

LocalEngine::LocalEngine(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

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
    journalOptions.cluster = options.cluster;
    if (!options.cluster.node.empty()) {
        journalOptions.cluster.applied = [ears](store::Applied what) { ears->applied(std::move(what)); };
        journalOptions.cluster.leased = [ears](const core::LeaseWord& word) { ears->leased(word); };
        const auto catalog = std::make_shared<blocks::Registry>(options.blocks);
        for (const auto& block : options.extraBlocks) {
            catalog->add(block);
        }
        journalOptions.cluster.refold = [catalog, refold = refolder(*catalog)](const auto& workflow, const auto& run) {
            return refold(workflow, run);
        };
    }
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
    // Requests under way are short and their callers wait for an answer, so they end whatever the limit is.
    impl.desk.drain(std::chrono::steady_clock::now() + kDeskDrain);
    impl.reader.stop();
    const auto until = std::chrono::steady_clock::now() + drain;
    impl.eventFolder.stop();
    if (impl.once) {
        impl.messenger.hold(core::kSystemShard);  // what its schedules do not hear any more, the next owner's do
        impl.once->stop();
    }
    impl.eventInlet.stop();
    impl.timers.stop();
    impl.scheduler.stop();
    impl.messenger.stop();
    impl.commands.stop();
    impl.janitor.stop();
    impl.cpu.drain(until);
    impl.gpu.drain(until);
    impl.io.drain(until);
    // Results of the last jobs are in the mailboxes before this message, so they are journaled before the actors go.
    caf::anon_send(impl.supervisor, Abandon{});
    impl.processes.stop();
    {
        const std::lock_guard letGo(impl.supervisorMutex);
        impl.supervisor = nullptr;
    }
    impl.system.await_all_actors_done();
    impl.desk.join(std::chrono::steady_clock::time_point::max());
    const auto patience = std::chrono::steady_clock::now() + impl.options.cancelPatience;
    for (auto* pool : {&impl.cpu, &impl.gpu, &impl.io}) {
        impl.stuck = !pool->join(patience) || impl.stuck;
    }
    impl.journal->flush();
    impl.leaveCluster();
    const auto lanesEnd = std::chrono::steady_clock::now() + std::min<std::chrono::milliseconds>(drain, kLaneDrain);
    for (auto* lane : impl.services.lanes) {
        if (!impl.keeper || lane != &impl.eventOutlet.lane()) {  // in a cluster another node goes on with that
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

namespace {
/// In a cluster another node is asked at once.
api::Error stoppingError(bool clustered) {
    api::Error error{api::code::kUnavailable,
                     "The engine is stopping and takes nothing new. Try again when it has started.",
                     {},
                     true};
    return clustered ? api::movedError(error.message) : error;
}
api::Error busyError() {
    return {api::code::kOverloaded,
            "The engine has " + std::to_string(kMaxQueuedRequests) + " requests waiting, its limit. Try again shortly.",
            {},
            true};
}

template <class T>
Commands::Handler<T> widen(api::ReplyHandler handler) {
    return [handler = std::move(handler)](api::Result<T> result) {
        result.ok() ? handler(api::Reply(std::move(*result))) : handler(result.error());
    };
}

/// Whatever a request runs into, its caller gets an answer and the engine goes on.
template <class Work>
void guarded(const api::ReplyHandler& handler, const Work& work) {
    std::string what;
    try {
        work();
        return;
    } catch (const std::exception& problem) {
        what = problem.what();
    } catch (...) {
        what = "unknown";
    }
    handler(api::Error{
        api::code::kInternal, "The engine could not do this because of a mistake in it: " + what, {}, false});
}

bool expired(const api::RequestContext& context) {
    return context.deadline && context.deadline <= api::wallClock();
}
const char* const kTooLate = "The request waited longer than its deadline; nothing was done. Try again.";
}  // namespace

void LocalEngine::submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
    auto& impl = *m_impl;
    if (impl.services.stopping) {
        handler(stoppingError(impl.services.clustered()));
        return;
    }
    Job job;
    job.dropped = [handler, clustered = impl.services.clustered()] { handler(stoppingError(clustered)); };
    job.run = [&impl, command = std::move(command), context = std::move(context), handler] {
        if (expired(context)) {
            handler(api::Error{api::code::kDeadline, kTooLate, {}, true});
            return;
        }
        if (isEngineName(context.user)) {
            handler(api::Error{
                api::code::kForbidden, "Names that begin with 'run:' or 'schedule:' are the engine's own.", {}, false});
            return;
        }
        guarded(handler, [&] {
            std::visit(
                [&](const auto& op) {
                    using Reply = typename std::remove_cvref_t<decltype(op)>::Reply;
                    impl.commands.handle(op, context, widen<Reply>(handler));
                },
                command);
        });
    };
    if (!impl.desk.submit(std::move(job))) {
        handler(impl.services.stopping ? stoppingError(impl.services.clustered()) : busyError());
    }
}

void LocalEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    auto& impl = *m_impl;
    if (impl.services.stopping) {
        handler(stoppingError(impl.services.clustered()));
        return;
    }
    Job job;
    job.dropped = [handler, clustered = impl.services.clustered()] { handler(stoppingError(clustered)); };
    job.run = [&impl, query = std::move(query), context = std::move(context), handler] {
        if (expired(context)) {
            handler(api::Error{api::code::kDeadline, kTooLate, {}, true});
            return;
        }
        guarded(handler, [&] {
            std::visit(
                [&](const auto& op) {
                    using Reply = typename std::remove_cvref_t<decltype(op)>::Reply;
                    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(op)>, api::ValidateWorkflow>) {
                        impl.queries.validate(op, widen<Reply>(handler));
                    } else {
                        widen<Reply>(handler)(impl.queries.handle(op, context));
                    }
                },
                query);
        });
    };
    if (!impl.desk.submit(std::move(job))) {
        handler(impl.services.stopping ? stoppingError(impl.services.clustered()) : busyError());
    }
}

std::unique_ptr<api::Subscription> LocalEngine::subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) {
    return m_impl->feed.subscribe(std::move(filter), from, std::move(sink));
}

namespace {
std::vector<std::string> operationNames() {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>>(
        [&](auto op) { names.push_back(decltype(op)::type::kInfo.name); });
    return names;
}
}  // namespace

std::string LocalEngine::ownerOfRun(const std::string& run) const {
    const auto& keeper = m_impl->keeper;
    return keeper ? keeper->leases()[static_cast<std::size_t>(core::shardOf(run, keeper->shards()))].owner
                  : machineName();
}

std::string LocalEngine::ownerOfSystem() const {
    return m_impl->keeper ? m_impl->keeper->leases()[core::kSystemShard].owner : machineName();
}

std::vector<std::string> LocalEngine::owners() const {
    if (!m_impl->keeper) {
        return {machineName()};
    }
    std::set<std::string> names;
    for (const auto& lease : m_impl->keeper->leases()) {
        names.insert(lease.owner);
    }
    names.erase({});
    return {names.begin(), names.end()};
}

void LocalEngine::catchUp(std::function<void(api::Result<api::Unit>)> done) {
    m_impl->journal->catchUp(std::move(done));
}

bool LocalEngine::handOver(std::chrono::milliseconds patience) {
    return !m_impl->keeper || (m_impl->keeper->drain(true).ok() && m_impl->keeper->awaitNone(patience));
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

const fs::path& LocalEngine::dataDir() const {
    return m_impl->options.dataDir;
}

store::JournalHealth LocalEngine::journalHealth() const {
    return m_impl->journal->health();
}

}  // namespace beamline::runtime
