// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes on an order that fails, and what must be true of their journals in the end. Test threads.

#include "engine/api/json_codec.h"
#include "engine/store/follower.h"
#include "engine/store/offers.h"
#include "tests/engine/store/cluster_fixture.h"

namespace beamline::store::test {

class ClusterFaults : public testing::Test {
protected:
    struct Run {
        std::string id;
        RunKey key = 0;
    };
    void begin(int count, std::uint64_t seed = 1) {
        cluster = std::make_unique<FakeCluster>(seed);
        for (int i = 0; i < count; ++i) {
            add(std::string(1, static_cast<char>('a' + i)));
        }
    }
    ClusterNode& add(const std::string& name) {
        nodes.push_back(std::make_unique<ClusterNode>(*cluster, name, directory / (name + ".db")));
        EXPECT_TRUE(nodes.back()->await([&] { return nodes.back()->inOrder(); })) << (*nodes.back())->health().message;
        return *nodes.back();
    }
    ClusterNode& node(std::size_t i) { return *nodes[i]; }
    static Run newRun(ClusterNode& owner) {
        for (;;) {
            const auto id = api::newUlid(api::wallClock());
            if (const auto key = owner->reserveRun(id); owner->owns(key)) {
                return {id, key};
            }
        }
    }
    static Run create(ClusterNode& owner) {
        const auto run = newRun(owner);
        auto change = creation(run.key, summary(run.id, api::Phase::waiting));
        change.timers = {{1, 5'000}};
        change.subscriptions = {{2, true, {"t"}, 0}};
        const auto made = write(*owner, std::move(change));
        EXPECT_TRUE(made.ok()) << made.error().message;
        return run;
    }
    static void publish(ClusterNode& node, const std::string& key) {
        Message message;
        message.type = "t";
        message.key = key;
        message.data = "{}";
        std::promise<bool> done;
        node->publish(message, [&](const auto& position) { done.set_value(position.ok()); });
        EXPECT_TRUE(done.get_future().get());
    }
    /// Of three nodes c owns all; its last step, "only c has it", the others read when their reading is not paused any
    /// more.
    void beginWhereOnlyCHasAStep(Run& run) {
        begin(3);
        ASSERT_TRUE(node(2).ownAll());
        run = create(node(2));
        ASSERT_TRUE(node(0).await([&] { return atEnd(node(0)) && atEnd(node(1)); }));
        cluster->pauseReading("a", true);
        cluster->pauseReading("b", true);
        ASSERT_TRUE(write(*node(2), step(run.key, {"only c has it"})).ok());
    }
    bool atEnd(ClusterNode& one) { return one->place() == cluster->last() && one.inOrder(); }

    /// What each journal says of itself, if all say the same and nothing is left to be said once more.
    bool alike() {
        for (auto& each : nodes) {
            if (!atEnd(*each) || !readOffers(each->file(), {}, 0, 1).empty() || cluster->proposed(each->name()) > 0) {
                return false;
            }
        }
        std::set<std::string> states;
        const auto replies = cluster->peers("somebody")->ask(R"({"ask":"where","place":0})", kPeerPatience);
        for (const auto& reply : replies) {
            const auto json = api::parseJson(reply.data)->as_object();
            states.insert(boost::json::serialize(json.at("accepted")) + boost::json::serialize(json.at("chain")) +
                          boost::json::serialize(json.at("inside")));
        }
        return states.size() == 1 && replies.size() == nodes.size();
    }
    /// Lets the nodes speak until their journals are the same.
    void converge() {
        const auto until = std::chrono::steady_clock::now() + kLong;
        bool good = false;
        while (!(good = alike()) && std::chrono::steady_clock::now() < until) {
            for (auto& each : nodes) {
                each->renew();
            }
            const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
            node(0).await([&] { return alike() || std::chrono::steady_clock::now() > soon; });
        }
        EXPECT_TRUE(good) << states();
    }
    std::string states() {
        std::string text;
        for (auto& each : nodes) {
            text += each->name() + " at " + std::to_string((*each)->place()) + " " + (*each)->health().code + " " +
                    (*each)->health().message + " offers " + std::to_string(readOffers(each->file(), {}, 0, 9).size()) +
                    " proposed " + std::to_string(cluster->proposed(each->name())) + ", ";
        }
        for (auto& each : nodes) {
            for (const auto& word : cluster->proposals(each->name())) {
                text += "\n" + word.id + " at " + std::to_string(word.place) + " is a word of kind " +
                        std::to_string(decode(word.data)->word.index());
            }
        }
        for (const auto& reply : cluster->peers("somebody")->ask(R"({"ask":"where","place":0})", kPeerPatience)) {
            text += "\n" + reply.node + " says " + reply.data;
        }
        for (auto& each : nodes) {
            for (const auto& notice : each->notices()) {
                text += "\n" + each->name() + ": " + notice;
            }
        }
        return text + "\nof " + std::to_string(cluster->last());
    }
    void expectAlike() {
        converge();
        std::vector<std::string> dumps;
        for (auto& each : nodes) {
            EXPECT_EQ(damage(**each), "") << each->name();
            each->stop();
        }
        for (auto& each : nodes) {
            dumps.push_back(dump(each->file()));
        }
        for (std::size_t i = 1; i < dumps.size(); ++i) {
            EXPECT_EQ(difference(dumps[0], dumps[i]), "") << "in " << nodes[i]->name();
        }
        for (const auto& entry : std::filesystem::directory_iterator(directory / "")) {
            EXPECT_EQ(entry.path().string().find(".taken"), std::string::npos) << entry.path();
        }
    }

    TemporaryDirectory directory;
    std::unique_ptr<FakeCluster> cluster;
    std::vector<std::unique_ptr<ClusterNode>> nodes;
};

}  // namespace beamline::store::test
