// SPDX-License-Identifier: Apache-2.0
// What tasks say while they run, from node to node over one real server: who gets it, and how much.
#include "engine/nats/node_broadcast.h"
#include "tests/engine/nats/order_fixture.h"

namespace beamline::nats {
namespace {

constexpr const char* kSomeRun = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
constexpr const char* kOtherRun = "01ARZ3NDEKTSV4RRFFQ69G5FAW";

api::Event line(const std::string& run, const std::string& text) {
    api::Event event;
    event.kind = api::kOutputEvent;
    event.run = run;
    event.task = "/do/0/print";
    event.data = api::Json{{"stream", "stdout"}, {"text", text}};
    return event;
}

api::Event notice(const std::string& title, const std::string& text = {}) {
    api::Event event;
    event.kind = api::kNotifyEvent;
    event.data = api::Json{{"title", title}, {"text", text}};
    return event;
}

class Broadcasts : public OrderTest {
protected:
    struct Member {
        std::shared_ptr<Presence> presence;
        std::unique_ptr<NodeBroadcast> voice;
        std::mutex mutex;
        std::vector<api::Event> heard;

        ~Member() { voice.reset(); }
        std::size_t count() {
            const std::lock_guard lock(mutex);
            return heard.size();
        }
        /// Of lines their texts, of notices their titles.
        std::vector<std::string> texts() {
            const std::lock_guard lock(mutex);
            std::vector<std::string> out;
            for (const auto& event : heard) {
                out.emplace_back(event.data.at(event.kind == api::kOutputEvent ? "text" : "title").as_string());
            }
            return out;
        }
    };
    void SetUp() override {
        OrderTest::SetUp();
        if (!run(1, "max_payload: 65536")) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        m_watching = connect();
        auto spying = Listening::open(*m_watching, "beamline.node.v1.*.live", "", [this](natsMsg* message) {
            const std::lock_guard lock(m_mutex);
            m_seen.emplace_back(natsMsg_GetSubject(message), dataOf(message));
        });
        ASSERT_TRUE(spying.ok());
        m_spy = std::move(*spying);
        ASSERT_TRUE(m_watching->flush(kPatience).ok());
    }
    void TearDown() override {
        m_spy.reset();
        m_watching.reset();
        OrderTest::TearDown();
    }
    /// Subjects and messages between nodes.
    std::vector<std::pair<std::string, std::string>> seen() {
        const std::lock_guard lock(m_mutex);
        return m_seen;
    }
    std::unique_ptr<Member> member(const std::string& name) {
        auto made = std::make_unique<Member>();
        const auto connection = connect();
        made->presence = std::make_shared<Presence>(connection, [name] {
            api::NodeInfo info;
            info.id = name;
            info.roles = {"engine"};
            return info;
        });
        EXPECT_TRUE(made->presence->start().ok());
        made->voice = std::make_unique<NodeBroadcast>(connection, made->presence, name);
        made->voice->listen([to = made.get()](api::Event event) {
            const std::lock_guard lock(to->mutex);
            to->heard.push_back(std::move(event));
        });
        return made;
    }
    static bool know(std::initializer_list<Member*> all) {
        return eventually([&] {
            return std::all_of(all.begin(), all.end(),
                               [&](const auto* one) { return one->presence->others().size() == all.size() - 1; });
        });
    }
    std::shared_ptr<SharedConnection> m_watching;
    std::unique_ptr<Listening> m_spy;
    std::mutex m_mutex;
    std::vector<std::pair<std::string, std::string>> m_seen;
};

using Texts = std::vector<std::string>;

TEST_F(Broadcasts, LinesGoToWhoLooksAndNothingIsSentToNobody) {
    const auto a = member("a");
    const auto b = member("b");
    const auto c = member("c");
    ASSERT_TRUE(know({a.get(), b.get(), c.get()}));
    EXPECT_FALSE(a->voice->wanted(kSomeRun));
    a->voice->tell(line(kSomeRun, "unseen"));
    b->voice->watch({kSomeRun});
    ASSERT_TRUE(eventually([&] { return a->voice->wanted(kSomeRun); }));
    EXPECT_FALSE(a->voice->wanted(kOtherRun));
    EXPECT_FALSE(b->voice->wanted(kSomeRun)) << "it is itself who looks";
    a->voice->tell(line(kOtherRun, "of another run"));
    a->voice->tell(line(kSomeRun, "seen"));
    ASSERT_TRUE(eventually([&] { return b->count() > 0 && !seen().empty(); }));
    EXPECT_EQ(b->texts(), Texts{"seen"});
    EXPECT_EQ(b->heard.front().task, "/do/0/print");
    ASSERT_EQ(seen().size(), 1U);
    EXPECT_EQ(seen().front().first, "beamline.node.v1.b.live");
    EXPECT_EQ(a->voice->figures().messages, 1U);

    b->voice->watch({});
    ASSERT_TRUE(eventually([&] { return !a->voice->wanted(kSomeRun); }));
    a->voice->tell(line(kSomeRun, "unseen"));
    c->voice->watch({""});
    ASSERT_TRUE(eventually([&] { return a->voice->wanted(kOtherRun); }));
    a->voice->tell(line(kOtherRun, "one of all"));
    ASSERT_TRUE(eventually([&] { return c->count() > 0 && seen().size() > 1; }));
    EXPECT_EQ(c->texts(), Texts{"one of all"});
    EXPECT_EQ(seen().size(), 2U);
    EXPECT_EQ(b->count(), 1U);
}

TEST_F(Broadcasts, ANodeThatComesLearnsWhatIsLookedAtAndForgetsWhoGoes) {
    auto b = member("b");
    b->voice->watch({kSomeRun});
    const auto a = member("a");
    ASSERT_TRUE(eventually([&] { return a->voice->wanted(kSomeRun); }));
    b->presence->stop();
    EXPECT_TRUE(eventually([&] { return !a->voice->wanted(kSomeRun); }));
}

TEST_F(Broadcasts, ANoticeGoesToAllOthersOnce) {
    const auto a = member("a");
    const auto b = member("b");
    const auto c = member("c");
    ASSERT_TRUE(know({a.get(), b.get(), c.get()}));
    a->voice->tell(notice("first"));
    a->voice->tell(notice("last"));
    ASSERT_TRUE(eventually([&] { return b->count() > 1 && c->count() > 1; }));
    EXPECT_EQ(b->texts(), (Texts{"first", "last"}));
    EXPECT_EQ(c->texts(), (Texts{"first", "last"}));
    c->voice->tell(notice("back"));
    ASSERT_TRUE(eventually([&] { return a->count() > 0; }));
    EXPECT_EQ(a->texts(), Texts{"back"}) << "who tells hears nothing of it";
}

TEST_F(Broadcasts, AFloodIsDroppedAndWhatIsSentArrivesInOrder) {
    const auto a = member("a");
    const auto b = member("b");
    b->voice->watch({""});
    ASSERT_TRUE(eventually([&] { return a->voice->wanted(kSomeRun); }));
    constexpr std::size_t kLines = 100'000;  // ten times what may be sent in ten seconds
    const std::string rest(4'000, 'x');
    for (std::size_t i = 0; i < kLines; ++i) {
        a->voice->tell(line(kSomeRun, std::to_string(i) + rest));
    }
    a->voice->tell(notice("after it"));
    ASSERT_TRUE(eventually([&] { return b->count() > 0 && b->texts().back() == "after it"; }));
    const auto figures = a->voice->figures();
    EXPECT_GT(figures.dropped, kLines / 2);
    EXPECT_EQ(figures.dropped + b->count(), kLines + 1);
    EXPECT_GT(b->count(), 2 * figures.messages) << "several lines go together";
    const auto texts = b->texts();
    EXPECT_TRUE(std::is_sorted(texts.begin(), texts.end() - 1,
                               [](const auto& one, const auto& other) { return std::stoul(one) < std::stoul(other); }));
}

TEST_F(Broadcasts, ATextThatNoServerTakesIsCut) {
    const auto a = member("a");
    const auto b = member("b");
    ASSERT_TRUE(know({a.get(), b.get()}));
    b->voice->watch({""});
    ASSERT_TRUE(eventually([&] { return a->voice->wanted(kSomeRun); }));
    a->voice->tell(line(kSomeRun, std::string(200'000, 'x')));
    a->voice->tell(notice(std::string(200'000, 'x')));  // no text to cut: it is left out
    a->voice->tell(line(kSomeRun, std::string(40'000, 'y')));
    a->voice->tell(line(kSomeRun, std::string(40'000, 'z')));
    ASSERT_TRUE(eventually([&] { return b->count() >= 3; }));
    const auto texts = b->texts();
    EXPECT_GT(texts[0].size(), 10'000U);
    EXPECT_TRUE(texts[0].ends_with("x\u2026"));
    EXPECT_EQ(texts[1], std::string(40'000, 'y'));
    EXPECT_EQ(texts[2], std::string(40'000, 'z'));
}

TEST_F(Broadcasts, NonsenseIsNotBelieved) {
    const auto a = member("a");
    const auto b = member("b");
    b->voice->watch({"no id", "x\r\nBeamline-Goodbye: 1", std::string(100, 'x'), kSomeRun});
    ASSERT_TRUE(eventually([&] { return a->voice->wanted(kSomeRun); }));
    for (const auto* wrong : {"no", "x", "1"}) {
        EXPECT_FALSE(a->voice->wanted(wrong)) << wrong;
    }
    for (const auto* text : {"", "[", "{}", "[7]", R"([{"kind":"run.completed","run":"r"}])"}) {
        natsConnection_PublishString(m_watching->raw(), "beamline.node.v1.b.live", text);
    }
    auto durable = line(kSomeRun, "stored");
    durable.kind = "task.completed";
    a->voice->tell(durable);
    ASSERT_TRUE(m_watching->flush(kPatience).ok());
    a->voice->tell(line(kSomeRun, "good"));
    ASSERT_TRUE(eventually([&] { return b->count() > 0; }));
    EXPECT_EQ(b->texts(), Texts{"good"});
}

}  // namespace
}  // namespace beamline::nats
