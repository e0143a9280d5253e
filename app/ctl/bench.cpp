// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/bench.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <mutex>
#include <unordered_map>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/runtime/local_engine.h"

namespace beamline::ctl {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {
inline constexpr std::size_t kResultBytes = 100;  ///< of one task, as the benchmark's definition says
inline constexpr std::size_t kRecordBytes = 160;  ///< of one journaled fact around such a result

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double percentile(std::vector<double>& values, double p) {
    if (values.empty()) {
        return 0;
    }
    const auto index = static_cast<std::size_t>(p * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
    return values[index];
}

double rounded(double value) {
    const double scale = std::abs(value) >= 100 ? 1 : 1000;
    return static_cast<double>(static_cast<std::int64_t>(value * scale + 0.5)) / scale;
}

void print(const boost::json::object& line) {
    std::cout << api::printJson(line) << std::endl;
}

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentMb() {
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    file >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

/// A directory on the disk that is measured; gone with the object.
class ScratchDirectory {
public:
    explicit ScratchDirectory(const fs::path& below) {
        auto pattern = ((below.empty() ? fs::current_path() : below) / "beamline-bench-XXXXXX").string();
        if (mkdtemp(pattern.data())) {
            m_path = pattern;
        }
    }
    ~ScratchDirectory() {
        std::error_code ec;
        fs::remove_all(m_path, ec);
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

class EchoBlock : public blocks::Block {
public:
    EchoBlock() {
        m_info.name = "bench.echo";
        m_info.version = "1.0.0";
        m_info.summary = "Answers the same hundred bytes.";
        m_info.pool = "cpu";
        m_result = boost::json::object{{"value", std::string(kResultBytes - 12, 'x')}};
    }
    const api::FunctionInfo& info() const override { return m_info; }
    blocks::BlockResult run(const blocks::Invocation&) const override { return m_result; }

private:
    api::FunctionInfo m_info;
    api::Json m_result;
};

api::RequestContext identity() {
    api::RequestContext context;
    context.user = "bench";
    context.client = "beamctl";
    return context;
}

std::string header(const char* name) {
    return std::string("document: {dsl: '1.0.3', namespace: bench, name: ") + name + ", version: '1.0.0'}\ndo:\n";
}

api::Result<std::shared_ptr<runtime::LocalEngine>> openEngine(const fs::path& directory, int maxResident = 20'000) {
    runtime::EngineOptions options;
    options.dataDir = directory;
    options.maxResidentRuns = maxResident;
    options.extraBlocks.push_back(std::make_shared<EchoBlock>());
    return runtime::LocalEngine::open(std::move(options));
}

int complain(const api::Error& error) {
    std::cerr << "beamctl bench: " << error.message << '\n';
    return 2;
}

api::Result<api::DeployReply> deploy(api::Engine& engine, std::string source) {
    return api::callAndWait(engine, api::DeployWorkflow{std::move(source), "bench.yaml"}, identity());
}

/// Raw group commit: `group` records appended and one fdatasync, again and again. Records per second.
double rawLimit(const fs::path& directory, int group, double seconds) {
    const auto file = directory / "limit.dat";
    const int fd = ::open(file.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    const std::string bytes(kRecordBytes * static_cast<std::size_t>(group), 'r');
    const auto start = Clock::now();
    std::int64_t records = 0;
    while (fd >= 0 && since(start) < seconds) {
        if (::write(fd, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) || ::fdatasync(fd) != 0) {
            break;
        }
        records += group;
    }
    const double rate = static_cast<double>(records) / since(start);
    ::close(fd);
    fs::remove(file);
    return rate;
}

int benchLimit(const BenchOptions& options, const fs::path& directory) {
    for (const int group : options.concurrency) {
        const double rate = rawLimit(directory, group, options.seconds);
        print({{"bench", "limit"},
               {"group", group},
               {"record_bytes", kRecordBytes},
               {"records_per_s", rounded(rate)},
               {"syncs_per_s", rounded(rate / group)}});
    }
    return 0;
}

/// Keeps `concurrency` runs in flight and notes how long each took.
class Load {
public:
    Load(api::Engine& engine, int concurrency, std::string workflow)
        : m_engine(engine), m_workflow(std::move(workflow)), m_width(concurrency) {
        api::EventFilter filter;
        filter.tasks = false;
        m_subscription = engine.subscribe(filter, engine.health().seq, [this](const api::Event& event) {
            if (event.kind == "run.completed" || event.kind == "run.faulted") {
                ended(event);
            }
        });
    }

    void run(double seconds) {
        m_until = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
        m_open = m_width;
        for (int i = 0; i < m_width; ++i) {
            start();
        }
        std::unique_lock lock(m_mutex);
        m_done.wait(lock, [this] { return m_open == 0; });
    }

    std::vector<double> latencies;  ///< ms
    std::int64_t failed = 0;

private:
    void start() {
        const auto begin = Clock::now();
        api::StartRun op;
        op.ns = "bench";
        op.workflow = m_workflow;
        api::call<api::StartRun>(
            m_engine, std::move(op), identity(), [this, begin](api::Result<api::StartReply> reply) {
                std::unique_lock lock(m_mutex);
                if (!reply.ok()) {
                    ++failed;
                    if (--m_open == 0) {
                        m_done.notify_all();
                    }
                } else if (const auto early = m_early.find(reply->run); early != m_early.end()) {
                    latencies.push_back(std::chrono::duration<double, std::milli>(early->second - begin).count());
                    m_early.erase(early);
                    next(lock);
                } else {
                    m_begun.emplace(reply->run, begin);
                }
            });
    }

    void ended(const api::Event& event) {
        std::unique_lock lock(m_mutex);
        failed += event.kind == "run.faulted" ? 1 : 0;
        const auto found = m_begun.find(event.run);
        if (found == m_begun.end()) {
            m_early.emplace(event.run, Clock::now());  // its end was published before its start was answered
            return;
        }
        latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - found->second).count());
        m_begun.erase(found);
        next(lock);
    }

    /// One has ended: another takes its place, or the width shrinks towards the end. Releases the lock.
    void next(std::unique_lock<std::mutex>& lock) {
        if (Clock::now() < m_until) {
            lock.unlock();
            start();
        } else if (--m_open == 0) {
            m_done.notify_all();
        }
    }

    api::Engine& m_engine;
    std::string m_workflow;
    int m_width;
    Clock::time_point m_until;
    std::mutex m_mutex;
    std::condition_variable m_done;
    int m_open = 0;
    std::unordered_map<std::string, Clock::time_point> m_begun;
    std::unordered_map<std::string, Clock::time_point> m_early;
    std::unique_ptr<api::Subscription> m_subscription;
};

int benchSteps(const BenchOptions& options, const fs::path& directory) {
    auto engine = openEngine(directory / "data");
    if (!engine) {
        return complain(engine.error());
    }
    auto source = header("steps");
    for (int i = 0; i < options.tasks; ++i) {
        source += "  - step" + std::to_string(i) + ": {call: bench.echo, with: {n: " + std::to_string(i) + "}}\n";
    }
    if (auto deployed = deploy(**engine, source); !deployed) {
        return complain(deployed.error());
    }
    Load(**engine, 4, "steps").run(0.3);  // warm: definition parsed, files grown
    for (const int width : options.concurrency) {
        const double limit = rawLimit(directory, width, std::min(1.0, options.seconds));
        const auto before = (*engine)->journalHealth();
        const double cpu = cpuSeconds();
        const auto begin = Clock::now();
        Load load(**engine, width, "steps");
        load.run(options.seconds);
        const double seconds = since(begin);
        const double used = cpuSeconds() - cpu;
        const auto after = (*engine)->journalHealth();
        const auto runs = static_cast<double>(load.latencies.size());
        const double tasks = runs * options.tasks / seconds;
        print({{"bench", "steps"},
               {"tasks", options.tasks},
               {"concurrency", width},
               {"tasks_per_s", rounded(tasks)},
               {"workflows_per_s", rounded(runs / seconds)},
               {"p50_ms", rounded(percentile(load.latencies, 0.5))},
               {"p99_ms", rounded(percentile(load.latencies, 0.99))},
               {"fsyncs_per_workflow", rounded(static_cast<double>(after.commits - before.commits) / runs)},
               {"limit_records_per_s", rounded(limit)},
               {"ratio_to_limit", rounded(tasks / limit)},
               {"cpu_ms_per_workflow", rounded(used * 1000 / runs)},
               {"rss_mb", rounded(residentMb())},
               {"failed", load.failed}});
    }
    (*engine)->stop(std::chrono::seconds(5));
    return 0;
}

double openMs(const fs::path& directory, int maxResident) {
    const auto begin = Clock::now();
    auto engine = openEngine(directory, maxResident);
    if (!engine) {
        return -1;
    }
    api::ListRuns first;
    if (!api::callAndWait(**engine, first, identity())) {
        return -1;
    }
    const double ms = since(begin) * 1000;
    (*engine)->stop(std::chrono::seconds(1));
    return ms;
}

/// Starts runs, some at a time, and waits until all of them are acknowledged.
void startMany(api::Engine& engine, const char* workflow, std::int64_t runs) {
    std::mutex mutex;
    std::condition_variable room;
    std::int64_t open = 0;
    for (std::int64_t i = 0; i < runs; ++i) {
        std::unique_lock lock(mutex);
        room.wait(lock, [&] { return open < 2'000; });
        ++open;
        lock.unlock();
        api::StartRun op;
        op.ns = "bench";
        op.workflow = workflow;
        op.input = boost::json::object{{"n", i}};
        api::call<api::StartRun>(engine, std::move(op), identity(), [&](api::Result<api::StartReply>) {
            std::lock_guard guard(mutex);
            --open;
            room.notify_one();
        });
    }
    std::unique_lock lock(mutex);
    room.wait(lock, [&] { return open == 0; });
}

double processorSeconds() {
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

/// Runs that wait for one type of event, each for its own; an event for the last of them.
int benchEvents(const BenchOptions& options, const fs::path& directory) {
    const auto runs = options.runs ? options.runs : 10'000;
    auto engine = openEngine(directory);
    if (!engine) {
        return complain(engine.error());
    }
    if (auto deployed = deploy(**engine, header("hears") +
                                             "  - hear: {listen: {to: {one: {with: {type: bench.told}, correlate: {n: "
                                             "{from: '${ .data.n }', expect: '${ $workflow.input.n }'}}}}}}\n");
        !deployed) {
        return complain(deployed.error());
    }
    startMany(**engine, "hears", runs);
    const auto waiting = [&] { return (*engine)->health().waitingRuns; };
    for (std::int64_t told = 0; told < std::min<std::int64_t>(runs, 3); ++told) {
        const auto begin = Clock::now();
        const auto used = processorSeconds();
        const auto before = waiting();
        const auto published = api::callAndWait(**engine,
                                                api::PublishEvent{{{"specversion", "1.0"},
                                                                   {"id", std::to_string(told)},
                                                                   {"source", "/bench"},
                                                                   {"type", "bench.told"},
                                                                   {"data", {{"n", runs - 1 - told}}}}},
                                                identity());
        if (!published) {
            return complain(published.error());
        }
        while (waiting() == before || (*engine)->health().activeRuns > 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        print({{"bench", "events"},
               {"waiting_runs", before},
               {"ms_per_event", rounded(since(begin) * 1000)},
               {"processor_ms_per_event", rounded((processorSeconds() - used) * 1000)}});
    }
    (*engine)->stop(std::chrono::seconds(5));
    return 0;
}

int benchStart(const BenchOptions& options, const fs::path& directory) {
    const auto runs = options.runs ? options.runs : 100'000;
    const auto empty = directory / "empty";
    const auto full = directory / "full";
    openMs(empty, 100);
    const double emptyMs = openMs(empty, 100);
    {
        auto engine = openEngine(full);
        if (!engine) {
            return complain(engine.error());
        }
        if (auto deployed = deploy(**engine, header("waits") + "  - pause: {wait: {days: 1}}\n"); !deployed) {
            return complain(deployed.error());
        }
        startMany(**engine, "waits", runs);
        (*engine)->stop(std::chrono::seconds(5));
    }
    const double ms = openMs(full, 100);
    auto engine = openEngine(full);
    if (!engine) {
        return complain(engine.error());
    }
    const auto health = (*engine)->health();
    print({{"bench", "start"},
           {"waiting_runs", health.waitingRuns},
           {"resident_runs", health.activeRuns},
           {"open_ms", rounded(ms)},
           {"open_empty_ms", rounded(emptyMs)},
           {"ratio_to_empty", rounded(ms / emptyMs)},
           {"rss_mb", rounded(residentMb())}});
    return 0;
}

store::Change listedRun(store::Journal& journal, std::int64_t i, std::int64_t total) {
    static constexpr api::Phase kPhases[] = {api::Phase::completed, api::Phase::completed, api::Phase::completed,
                                             api::Phase::faulted,   api::Phase::waiting,   api::Phase::cancelled};
    store::Change change;
    change.run = journal.reserveRun();
    change.create = store::NewRun{std::string(64, 'd'), "bench", 0, {}, {}};
    store::RunRow row;
    auto& run = row.summary;
    run.createdAt = api::wallClock() - (total - i) * 100;
    run.id = api::newUlid(run.createdAt);
    run.ns = "bench";
    run.workflow = "flow-" + std::to_string(i % 50);
    run.version = "1.0.0";
    run.phase = kPhases[i % 6];
    run.startedAt = run.updatedAt = run.createdAt;
    run.endedAt = api::isFinal(run.phase) ? run.createdAt + 50 : 0;
    run.now = run.phase == api::Phase::faulted ? "timeout after 30 s at probe " + std::to_string(i) : "step";
    change.row = std::move(row);
    return change;
}

int benchList(const BenchOptions& options, const fs::path& directory) {
    const auto rows = options.runs ? options.runs : 1'000'000;
    store::JournalOptions journalOptions;
    journalOptions.file = directory / "journal.db";
    auto journal = store::Journal::open(journalOptions);
    if (!journal) {
        return complain(journal.error());
    }
    const auto begin = Clock::now();
    for (std::int64_t i = 0; i < rows; ++i) {
        (*journal)->write(listedRun(**journal, i, rows));
        if (i % 10'000 == 9'999) {
            (*journal)->flush();
        }
    }
    (*journal)->flush();
    print({{"bench", "list.fill"}, {"rows", rows}, {"rows_per_s", rounded(static_cast<double>(rows) / since(begin))}});
    const auto measure = [&](const char* name, const api::ListRuns& query, int times) {
        std::vector<double> ms;
        std::size_t items = 0;
        for (int i = 0; i < times; ++i) {
            const auto start = Clock::now();
            const auto page = (*journal)->listRuns(query);
            ms.push_back(since(start) * 1000);
            items = page ? page->items.size() : 0;
        }
        const double first = ms.front();
        print({{"bench", "list"},
               {"query", name},
               {"rows", rows},
               {"items", items},
               {"first_ms", rounded(first)},
               {"p50_ms", rounded(percentile(ms, 0.5))},
               {"p99_ms", rounded(percentile(ms, 0.99))}});
    };
    api::ListRuns query;
    measure("first page", query, 50);
    query.filter.phases = {api::Phase::faulted};
    measure("faulted", query, 50);
    query.filter.workflow = "flow-1*";
    measure("faulted, workflow prefix", query, 50);
    query = {};
    query.order = api::RunOrder::updated;
    measure("by update", query, 50);
    query = {};
    query.filter.text = "probe " + std::to_string(rows / 2 - rows / 2 % 6 + 3);
    measure("text, one match", query, 10);
    query.filter.text = "timeout";
    measure("text, many matches", query, 10);
    query.filter.text = "nothing has this";
    measure("text, no match", query, 10);
    return 0;
}
}  // namespace

int benchMain(const BenchOptions& options) {
    const ScratchDirectory scratch(options.directory);
    if (scratch.path().empty()) {
        std::cerr << "beamctl bench: no directory can be made in " << options.directory
                  << ". Give another with --dir.\n";
        return 2;
    }
    if (options.kind == "steps") {
        return benchSteps(options, scratch.path());
    }
    if (options.kind == "limit") {
        return benchLimit(options, scratch.path());
    }
    if (options.kind == "start") {
        return benchStart(options, scratch.path());
    }
    if (options.kind == "list") {
        return benchList(options, scratch.path());
    }
    if (options.kind == "events") {
        return benchEvents(options, scratch.path());
    }
    std::cerr << "beamctl bench: unknown benchmark '" << options.kind
              << "'. Known are steps, limit, start, list and events.\n";
    return 2;
}

}  // namespace beamline::ctl
