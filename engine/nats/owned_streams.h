// SPDX-License-Identifier: Apache-2.0
#pragma once
// What nats.c tells of streams and consumers, as owners. Any thread.

#include <nats/nats.h>

#include <memory>
#include <type_traits>

namespace beamline::nats {

struct FreeStream {
    void operator()(jsStreamInfo* info) const { jsStreamInfo_Destroy(info); }
    void operator()(jsConsumerInfo* info) const { jsConsumerInfo_Destroy(info); }
    void operator()(jsConsumerInfoList* list) const { jsConsumerInfoList_Destroy(list); }
    void operator()(jsStreamNamesList* list) const { jsStreamNamesList_Destroy(list); }
};
using OwnedStream = std::unique_ptr<jsStreamInfo, FreeStream>;
using OwnedConsumer = std::unique_ptr<jsConsumerInfo, FreeStream>;
using OwnedConsumers = std::unique_ptr<jsConsumerInfoList, FreeStream>;
using OwnedNames = std::unique_ptr<jsStreamNamesList, FreeStream>;

/// In the middle of an election a server may answer with nothing in it, and nats.c takes that for an answer. By
/// reference: what is told comes with the call.
template <class Info>
natsStatus whole(natsStatus status, Info* const& info) {
    bool full = info && info->Config;
    if constexpr (std::is_same_v<Info, jsConsumerInfo>) {
        full = full && info->Name && *info->Name;
    }
    return status != NATS_OK || full ? status : NATS_ERR;
}

}  // namespace beamline::nats
