// SPDX-License-Identifier: Apache-2.0
// Nodes that do anything at any time on an order that does anything to them, by seeds: BEAMLINE_SEEDS=n runs as many,
// from BEAMLINE_FIRST_SEED.

#include "tests/engine/store/cluster_faults.h"

namespace beamline::store::test {
namespace {

class Simulation : public ClusterFaults {
protected:
    /// `disasters`: the order loses what it had. Then a run may have been gone on with by who had not read all of it.
    void run(std::uint64_t seed, bool disasters) {
        m_random.seed(seed);
        m_disasters = disasters;
        begin(3, seed);
        for (int i = 0; i < kSteps; ++i) {
            act();
        }
        heal();
        converge();
        check();
        checkPause();
        expectAlike();
        nodes.clear();
        m_written.clear();
        m_published.clear();
        m_runs.clear();
        m_refused.clear();
        m_off.clear();
    }

private:
    static constexpr int kSteps = 150;
    struct Written {
        RunKey run = 0;
        std::string fact;
        std::future<api::Result<api::Seq>> done;
    };
    struct Pause {
        api::Timestamp turned = 0;
        bool paused = false;
        std::future<bool> stored;
    };
    int any(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    ClusterNode& anyNode() { return node(static_cast<std::size_t>(any(3))); }

    void act() {
        auto& one = anyNode();
        const auto what = any(100);
        if (what < 8) {
            one.claim(any(kShards));
        } else if (what < 20) {
            makeRun(one);
        } else if (what < 25) {
            makePause(one);
        } else if (what < 75) {
            makeStep(one);
        } else if (what < 83) {
            makeMessage(one);
        } else if (what < 85) {
            one.renew();
        } else if (what < 88) {
            m_off.insert(one.name());
            cluster->cut(one.name(), true);
        } else if (what < 92) {
            m_off.erase(one.name());
            cluster->cut(one.name(), false);
            cluster->hold(one.name(), false);
        } else if (what < 94) {
            m_off.insert(one.name());
            cluster->hold(one.name(), true);
        } else if (what < 97) {
            one.stop();  // what was on its way may or may not arrive
            one.start();
            m_refused.erase(one.name());
        } else if (m_disasters && what == 97) {
            makeDisaster();
        } else if (what < 98) {
            cluster->forget(static_cast<std::size_t>(any(20)));
        } else {
            cluster->disturb(any(40), any(40), any(40));
        }
    }
    void makeDisaster() {
        switch (any(3)) {
            case 0:
                cluster->goBack(static_cast<std::size_t>(1 + any(10)));
                break;
            case 1:
                cluster->makeAnew();
                break;
            default:
                cluster->hide(anyNode().name(), cluster->last() + 1 + static_cast<std::uint64_t>(any(3)));
        }
    }
    void heal() {
        cluster->disturb(0, 0, 0);
        for (auto& each : nodes) {
            cluster->cut(each->name(), false);
            cluster->hold(each->name(), false);
        }
    }
    void makeRun(ClusterNode& owner) {
        const auto id = api::newUlid(api::wallClock());
        const auto key = owner->reserveRun(id);
        if (owner->owns(key)) {
            const auto fact = "fact " + std::to_string(++m_facts);
            auto change = creation(key, summary(id), {fact});
            m_written.push_back({key, fact, writing(*owner, std::move(change))});
            m_runs.push_back(key);
        }
    }
    void makeStep(ClusterNode& owner) {
        if (m_runs.empty()) {
            return;
        }
        const auto key =
            m_runs[m_runs.size() - 1 -
                   static_cast<std::size_t>(any(static_cast<int>(std::min<std::size_t>(m_runs.size(), 6))))];
        if (!owner->owns(key)) {
            return;
        }
        auto& refused = m_refused[owner.name()];
        if (!refused.contains(key)) {  // who goes on with a run reads it first
            if (m_off.contains(owner.name()) || !owner->takeUpRun(key).ok()) {
                return;
            }
            refused.insert(key);
        }
        const auto fact = "fact " + std::to_string(++m_facts);
        auto change = step(key, {fact});
        if (any(3) == 0) {
            change.timers = {{static_cast<std::uint32_t>(any(3)), 1'000 + any(1'000)}};
        }
        if (any(3) == 0) {
            change.messages.resize(1);
            change.messages[0].run = key;
            change.messages[0].type = "t";
            change.messages[0].data = fact;
        }
        m_written.push_back({key, fact, writing(*owner, std::move(change))});
        auto& done = m_written.back().done;
        if (done.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
            refused.erase(key);
        }
    }
    /// Or the end of one.
    void makePause(ClusterNode& owner) {
        if (!owner->ownsShard(core::kSystemShard)) {
            return;
        }
        StoredSchedule schedule;
        schedule.ns = "default";
        schedule.name = "orders";
        schedule.paused = any(2) == 0;
        schedule.turned = ++m_facts;
        auto promise = std::make_shared<std::promise<bool>>();
        m_pauses.push_back({schedule.turned, schedule.paused, promise->get_future()});
        owner->putSchedule(schedule, [promise](const auto& stored) { promise->set_value(stored.ok()); });
    }
    /// The last word that was acknowledged counts, or a later one.
    void checkPause() {
        StoredSchedule last;
        for (auto& pause : m_pauses) {
            ASSERT_EQ(pause.stored.wait_for(kLong), std::future_status::ready) << pause.turned;
            if (pause.stored.get()) {
                last.turned = pause.turned;
                last.paused = pause.paused;
            }
        }
        for (auto& each : nodes) {
            const auto schedules = (*each)->schedules();
            ASSERT_TRUE(schedules.ok());
            if (schedules->empty()) {
                EXPECT_FALSE(last.paused) << "in " << each->name();  // its workflow makes it anew
                continue;
            }
            const auto& now = schedules->front();
            EXPECT_GE(now.turned, last.turned) << each->name();
            EXPECT_TRUE(now.turned > last.turned || now.paused == last.paused) << each->name();
        }
        m_pauses.clear();
    }
    void makeMessage(ClusterNode& one) {
        Message message;
        message.type = "t";
        message.key = "key " + std::to_string(++m_facts);
        message.data = message.key;
        auto promise = std::make_shared<std::promise<bool>>();
        m_published.emplace_back(message.key, promise->get_future());
        one->publish(message, [promise](const auto& position) { promise->set_value(position.ok()); });
    }
    void check() {
        std::set<std::string> kept;
        for (auto& each : nodes) {
            std::map<std::string, int> count;
            for (const auto key : m_runs) {
                if (const auto facts = (*each)->facts(key)) {
                    for (const auto& fact : *facts) {
                        ++count[fact.payload];
                    }
                }
            }
            for (const auto& [fact, times] : count) {
                EXPECT_EQ(times, 1) << fact << " in " << each->name();
            }
            const auto messages = (*each)->messages(0, 100'000);
            for (const auto& message : *messages) {
                ++count[message.data];
            }
            if (each == nodes.front()) {
                settleAnswers();
            }
            for (const auto& fact : m_acknowledged) {
                if (m_disasters && fact.starts_with("fact")) {
                    continue;
                }
                EXPECT_GE(count[fact], 1) << fact << " is lost in " << each->name();
            }
        }
    }
    void settleAnswers() {
        m_acknowledged.clear();
        for (auto& written : m_written) {
            ASSERT_EQ(written.done.wait_for(kLong), std::future_status::ready) << written.fact;
            if (written.done.get().ok()) {
                m_acknowledged.insert(written.fact);
            }
        }
        for (auto& [key, done] : m_published) {
            ASSERT_EQ(done.wait_for(kLong), std::future_status::ready) << key;
            if (done.get()) {
                m_acknowledged.insert(key);
            }
        }
        m_total += m_acknowledged.size();
    }

protected:
    std::size_t m_total = 0;

private:
    std::mt19937_64 m_random;
    std::vector<Written> m_written;
    std::vector<std::pair<std::string, std::future<bool>>> m_published;
    std::vector<Pause> m_pauses;
    std::vector<RunKey> m_runs;
    std::map<std::string, std::set<RunKey>> m_refused;  ///< by node: runs that it has read
    std::set<std::string> m_off;
    std::set<std::string> m_acknowledged;
    int m_facts = 0;
    bool m_disasters = false;

protected:
    void runSeeds(bool disasters) {
        const auto* asked = std::getenv("BEAMLINE_SEEDS");
        const auto* first = std::getenv("BEAMLINE_FIRST_SEED");
        const auto from = first ? std::strtoull(first, nullptr, 10) : 1;
        const auto count = asked ? std::strtoull(asked, nullptr, 10) : 15;
        for (auto seed = from; seed < from + count && !HasFailure(); ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            run(seed, disasters);
            for (const char* name : {"a", "b", "c"}) {
                for (const char* suffix : {"", "-wal", "-shm"}) {
                    std::filesystem::remove((directory / (name + std::string(".db"))).string() + suffix);
                }
            }
        }
        EXPECT_GT(m_total, count) << "enough happened";
    }
};

TEST_F(Simulation, NothingAcknowledgedIsLostAndAllJournalsAreAlike) {
    runSeeds(false);
}

TEST_F(Simulation, JournalsAreAlikeAfterDisastersToo) {
    runSeeds(true);
}

}  // namespace
}  // namespace beamline::store::test
