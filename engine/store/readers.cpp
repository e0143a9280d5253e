// SPDX-License-Identifier: Apache-2.0
#include "engine/store/readers.h"

namespace beamline::store {

Readers::Lease::Lease(Readers& owner) : readers(owner) {
    std::unique_lock lock(readers.m_mutex);
    readers.m_returned.wait(lock, [this] { return !readers.m_free.empty(); });
    connection = std::move(readers.m_free.back());
    readers.m_free.pop_back();
}

Readers::Lease::~Lease() {
    {
        const std::lock_guard lock(readers.m_mutex);
        readers.m_free.push_back(std::move(connection));
    }
    readers.m_returned.notify_one();
}

}  // namespace beamline::store
