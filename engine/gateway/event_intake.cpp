// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/event_intake.h"

#include <mutex>

#include "engine/api/cloud_event.h"
#include "engine/api/json_codec.h"
#include "engine/gateway/routes.h"

namespace beamline::gateway {

namespace {

constexpr std::string_view kBatchType = "application/cloudevents-batch+json";

/// The answers of a batch as they come.
class Batch {
public:
    Batch(std::size_t size, std::function<void(api::Result<api::Json>)> answer)
        : m_results(size), m_left(size), m_answer(std::move(answer)) {}

    void put(std::size_t index, const api::Result<api::PublishReply>& reply) {
        std::unique_lock lock(m_mutex);
        auto& result = m_results[index];
        if (reply.ok()) {
            result = api::toJson(*reply);
        } else {
            result = boost::json::object{{"error", api::toJson(reply.error())}};
            if (index < m_failed) {
                m_failed = index;
                m_error = reply.error();
            }
        }
        if (--m_left > 0) {
            return;
        }
        lock.unlock();  // it was the last: nobody else comes
        boost::json::array results(m_results.begin(), m_results.end());
        if (m_failed == kNone) {
            m_answer(api::Json(boost::json::object{{"results", std::move(results)}}));
            return;
        }
        m_error.message = "Event " + std::to_string(m_failed) + " of the batch was not published: " + m_error.message +
                          " Those that have a position were; the batch can be sent again as it is.";
        m_error.detail = boost::json::object{{"results", std::move(results)}};
        m_answer(std::move(m_error));
    }

private:
    static constexpr auto kNone = static_cast<std::size_t>(-1);

    std::mutex m_mutex;
    std::vector<api::Json> m_results;
    std::size_t m_left;
    std::size_t m_failed = kNone;
    api::Error m_error;
    const std::function<void(api::Result<api::Json>)> m_answer;
};

}  // namespace

api::Result<Intake> readEvents(const HttpRequest& request) {
    Intake intake;
    if (mediaType(request) != kBatchType) {
        auto event = api::readCloudEvent(request.headers, request.body, api::kCloudEventsOverHttp);
        if (!event.ok()) {
            return event.error();
        }
        intake.events.push_back(std::move(*event));
        return intake;
    }
    intake.batch = true;
    auto json = api::parseJson(request.body);
    if (!json.ok() || !json->is_array()) {
        return json.ok() ? badRequest("A batch of events is a JSON array.") : json.error();
    }
    auto& events = json->get_array();
    if (events.empty() || events.size() > kMaxBatch) {
        return badRequest("A batch has from 1 to " + std::to_string(kMaxBatch) + " events, and this one has " +
                          std::to_string(events.size()) + ".");
    }
    intake.events.assign(std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
    return intake;
}

void publish(api::Engine& engine, Intake intake, const api::RequestContext& context,
             std::function<void(api::Result<api::Json>)> answer) {
    if (!intake.batch) {
        api::call(engine, api::PublishEvent{std::move(intake.events.front())}, context,
                  [answer = std::move(answer)](api::Result<api::PublishReply> reply) {
                      answer(reply.ok() ? api::Result<api::Json>(api::toJson(*reply)) : reply.error());
                  });
        return;
    }
    const auto batch = std::make_shared<Batch>(intake.events.size(), std::move(answer));
    for (std::size_t i = 0; i < intake.events.size(); ++i) {
        api::call(engine, api::PublishEvent{std::move(intake.events[i])}, context,
                  [batch, i](const api::Result<api::PublishReply>& reply) { batch->put(i, reply); });
    }
}

}  // namespace beamline::gateway
