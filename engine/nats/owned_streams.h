// SPDX-License-Identifier: Apache-2.0
#pragma once
// What nats.c tells of streams and consumers, as owners. Any thread.

#include <nats/nats.h>

#include <memory>

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

}  // namespace beamline::nats
