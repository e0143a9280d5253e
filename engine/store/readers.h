// SPDX-License-Identifier: Apache-2.0
#pragma once
// A few connections for reading, lent to whoever asks; asking blocks while all are out. Any thread.

#include <condition_variable>
#include <mutex>
#include <vector>

#include "engine/store/sqlite.h"

namespace beamline::store {

class Readers {
public:
    Readers(std::vector<std::unique_ptr<Connection>> connections, std::string file)
        : m_free(std::move(connections)), m_file(std::move(file)) {}

    /// `read(connection)` inside one read transaction; its Result, or the connection's failure.
    template <class Read>
    auto operator()(Read read) -> decltype(read(std::declval<Connection&>())) {
        const Lease lease(*this);
        auto& connection = *lease.connection;
        auto result = [&] {
            const Snapshot snapshot(connection);
            return read(connection);
        }();
        if (auto failure = connection.takeFailure()) {
            return toError(*failure, m_file);
        }
        return result;
    }

private:
    struct Lease {
        explicit Lease(Readers& owner);
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Readers& readers;
        std::unique_ptr<Connection> connection;
    };

    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<Connection>> m_free;
    const std::string m_file;
};

}  // namespace beamline::store
