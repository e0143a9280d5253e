// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/remote_engine.h"

#include "engine/wire/remote_link.h"

namespace beamline::wire {

/// What a subscriber holds; it may outlive the engine.
class RemoteEngine::Ticket final : public api::Subscription {
public:
    Ticket(std::weak_ptr<Link> link, std::shared_ptr<Link::Feed> feed, std::uint64_t id)
        : m_link(std::move(link)), m_feed(std::move(feed)), m_id(id) {}
    ~Ticket() override {
        {
            std::lock_guard lock(m_feed->mutex);  // waits for a sink that is running
            m_feed->sink = nullptr;
        }
        if (auto link = m_link.lock()) {
            link->unsubscribe(m_id);
        }
    }

private:
    const std::weak_ptr<Link> m_link;
    const std::shared_ptr<Link::Feed> m_feed;
    const std::uint64_t m_id;
};

api::Result<std::shared_ptr<RemoteEngine>> RemoteEngine::connect(std::unique_ptr<Connector> connector,
                                                                 std::chrono::milliseconds wait,
                                                                 RemoteOptions options) {
    auto link = std::make_shared<Link>(std::move(connector), std::move(options));
    std::shared_ptr<RemoteEngine> engine(new RemoteEngine(link));
    link->start();
    auto greeted = link->waitForGreeting(wait);
    if (!greeted.ok()) {
        return greeted.error();
    }
    return engine;
}

RemoteEngine::RemoteEngine(std::shared_ptr<Link> link) : m_link(std::move(link)) {}

RemoteEngine::~RemoteEngine() {
    m_link->stop();
}

void RemoteEngine::submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
    auto operation = std::visit([](auto& op) { return Operation(std::move(op)); }, command);
    m_link->send(std::move(operation), std::move(context), std::move(handler));
}

void RemoteEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    auto operation = std::visit([](auto& op) { return Operation(std::move(op)); }, query);
    m_link->send(std::move(operation), std::move(context), std::move(handler));
}

std::unique_ptr<api::Subscription> RemoteEngine::subscribe(api::EventFilter filter, api::Seq from,
                                                           api::EventSink sink) {
    auto feed = std::make_shared<Link::Feed>();
    feed->filter = std::move(filter);
    feed->last = {from, -1};
    feed->sink = std::move(sink);
    const auto id = m_link->subscribe(feed);
    return std::make_unique<Ticket>(m_link, std::move(feed), id);
}

api::Health RemoteEngine::health() const {
    return m_link->health();
}

}  // namespace beamline::wire
