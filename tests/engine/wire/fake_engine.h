// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine whose answers, events and silence a test decides. Any thread.

#include <functional>
#include <map>
#include <mutex>

#include "engine/api/engine.h"

namespace beamline::test {

class FakeEngine final : public api::Engine {
public:
    /// Answers StartRun with the run "<workflow>-<user>", GetRun with an error; holds the rest until answerHeld().
    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override {
        if (const auto* start = std::get_if<api::StartRun>(&command)) {
            handler(api::Reply(api::StartReply{start->workflow + "-" + context.user, true}));
        } else {
            std::lock_guard lock(m_mutex);
            m_held.push_back(std::move(handler));
        }
    }
    void query(api::Query query, api::RequestContext, api::ReplyHandler handler) override {
        if (const auto* get = std::get_if<api::GetRun>(&query)) {
            handler(api::Error{api::code::kNotFound, "There is no run " + get->run + ".",
                               boost::json::object{{"run", get->run}}, false});
        } else if (const auto* workflow = std::get_if<api::GetWorkflow>(&query)) {
            api::WorkflowDetail detail;
            detail.source = std::string(std::stoul(workflow->name), 's');
            handler(api::Reply(std::move(detail)));
        } else {
            std::lock_guard lock(m_mutex);
            m_held.push_back(std::move(handler));
        }
    }
    std::size_t held() const {
        std::lock_guard lock(m_mutex);
        return m_held.size();
    }
    void answerHeld(const api::Result<api::Reply>& reply) {
        std::vector<api::ReplyHandler> held;
        {
            std::lock_guard lock(m_mutex);
            held.swap(m_held);
        }
        for (const auto& handler : held) {
            handler(reply);
        }
    }

    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override {
        std::lock_guard lock(m_mutex);
        const int id = ++m_lastId;
        m_subscribers[id] = {std::move(filter), std::move(sink)};
        m_subscribedFrom.push_back(from);
        for (const auto& event : m_events) {
            if (event.seq > from) {
                m_subscribers[id].second(event);
            }
        }
        return std::make_unique<Ticket>(*this, id);
    }
    /// Publishes to all subscribers and remembers the event for later ones.
    void publish(const api::Event& event) {
        std::lock_guard lock(m_mutex);
        m_events.push_back(event);
        m_health.seq = event.seq;
        for (const auto& [id, subscriber] : m_subscribers) {
            subscriber.second(event);
        }
    }
    std::size_t subscribers() const {
        std::lock_guard lock(m_mutex);
        return m_subscribers.size();
    }
    std::vector<api::Seq> subscribedFrom() const {
        std::lock_guard lock(m_mutex);
        return m_subscribedFrom;
    }

    api::Health health() const override {
        std::lock_guard lock(m_mutex);
        return m_health;
    }
    void setHealth(const api::Health& health) {
        std::lock_guard lock(m_mutex);
        m_health = health;
    }

private:
    class Ticket final : public api::Subscription {
    public:
        Ticket(FakeEngine& engine, int id) : m_engine(engine), m_id(id) {}
        ~Ticket() override {
            std::lock_guard lock(m_engine.m_mutex);
            m_engine.m_subscribers.erase(m_id);
        }

    private:
        FakeEngine& m_engine;
        const int m_id;
    };

    mutable std::mutex m_mutex;
    std::vector<api::ReplyHandler> m_held;
    std::map<int, std::pair<api::EventFilter, api::EventSink>> m_subscribers;
    std::vector<api::Seq> m_subscribedFrom;
    std::vector<api::Event> m_events;
    int m_lastId = 0;
    api::Health m_health = [] {
        api::Health health;
        health.state = api::HealthState::healthy;
        health.dataDir = "/data";
        return health;
    }();
};

}  // namespace beamline::test
