// SPDX-License-Identifier: Apache-2.0
#pragma once
// Extensions that are asked by POST. Any thread.

#include "engine/blocks/http_client.h"
#include "engine/runtime/extension_answer.h"

namespace beamline::runtime {

class ExtensionHttp {
public:
    explicit ExtensionHttp(const blocks::BlockSettings& settings) : m_client(settings) {}
    /// 2xx with a JSON object is an answer; redirects are not followed.
    routing::Caller::Answer call(const ExtensionCall& call);

private:
    blocks::HttpClient m_client;
};

}  // namespace beamline::runtime
