// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/resources.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::runtime {

FetchedResources::FetchedResources(const blocks::BlockSettings& settings, bool required, blocks::CancelToken cancel)
    : m_settings(settings),
      m_reader(settings),
      m_required(required),
      m_cancel(std::move(cancel)),
      m_latest(api::wallClock() + kResourcesTimeoutMs) {}

api::Result<std::string> FetchedResources::read(const core::Json& endpoint) {
    blocks::Invocation invocation;
    invocation.key = "resource";
    invocation.deadline = std::min(api::wallClock() + kResourceTimeoutMs, m_latest);
    invocation.cancel = m_cancel;
    const blocks::Stop stop(invocation, m_settings);
    auto text = m_reader.read(endpoint, invocation, stop);
    if (!text) {
        return text;
    }
    m_bytes += text->size();
    if (m_bytes > kMaxResourceTexts) {
        return api::Error{
            api::code::kInvalidArgument,
            "The external resources of this definition have more than " + std::to_string(kMaxResourceTexts) + " bytes.",
            {},
            false};
    }
    m_texts[boost::json::serialize(endpoint)] = *text;
    return text;
}

std::string FetchedResources::kept() const {
    return m_texts.empty() ? std::string() : boost::json::serialize(api::toJson(m_texts));
}

KeptResources::KeptResources(const std::string& kept) {
    if (kept.empty()) {
        return;
    }
    if (const auto json = api::parseJson(kept)) {
        auto texts = api::fromJson<std::map<std::string, std::string>>(*json);
        m_texts = texts ? std::move(*texts) : m_texts;
    }
}

api::Result<std::string> KeptResources::read(const core::Json& endpoint) {
    const auto found = m_texts.find(boost::json::serialize(endpoint));
    if (found == m_texts.end()) {
        return api::Error{api::code::kNotFound, "it was not kept with the definition; deploy a new version", {}, false};
    }
    return found->second;
}

}  // namespace beamline::runtime
