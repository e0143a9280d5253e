// SPDX-License-Identifier: Apache-2.0
#pragma once
// One connection to a PostgreSQL server by libpq, never waiting longer than its task may. One thread at a time; errors
// come from fault().

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/blocks/fault.h"
#include "engine/blocks/network_policy.h"

struct pg_conn;
struct pg_result;

namespace beamline::blocks {

inline constexpr int kMaxSqlCancelMs = 2'000;  ///< that a server may take to see that it is to stop; then it is left

/// Where to, and as whom.
struct PostgresTarget {
    std::vector<std::pair<std::string, std::string>> settings;  ///< libpq's keywords
    std::string host;                                           ///< with its port: what connections are counted by
    std::string shown;                                          ///< for errors, without the password
    std::string password;

    std::string key() const;  ///< of connections that may be used for one another
    std::string withoutSecrets(std::string text) const;
};

/// `database` of the block: a postgresql:// URI, or {host, port, database, user, password, sslmode …}.
/// Its hosts are resolved here: libpq connects to addresses that `network` allows and to no others.
api::Result<PostgresTarget> postgresTarget(const api::Json& database, const BlockSettings& settings,
                                           const NetworkPolicy& network);
bool isPostgres(const api::Json& database);

/// A SQLSTATE (manual, appendix A) as an error of the standard types; `text` begins with what happened where.
api::Error postgresFault(const std::string& state, const std::string& text);

class PostgresLink {
public:
    struct Clear {
        void operator()(pg_result* result) const;
    };
    using ResultPtr = std::unique_ptr<pg_result, Clear>;
    struct Parameter {
        std::string text;
        bool null = false;
        bool bytes = false;
    };

    static api::Result<std::unique_ptr<PostgresLink>> connect(const PostgresTarget& target, const Stop& stop);
    ~PostgresLink();

    /// Without parameters several statements may stand in `sql`; it is the engine's own.
    api::Result<api::Unit> own(const std::string& sql, const Stop& stop);
    /// One statement of an author; results follow by next(), a row at a time.
    api::Result<api::Unit> send(const std::string& sql, const std::vector<Parameter>& parameters, const Stop& stop,
                                const std::string& where);
    /// The types that the server gives to the parameters of a statement.
    api::Result<std::vector<unsigned>> parameterTypes(const std::string& sql, const Stop& stop,
                                                      const std::string& where);
    /// Null when there are no more. An error result comes as error; the link is then ready for the next statement.
    api::Result<ResultPtr> next(const Stop& stop, const std::string& where);
    /// Stops what runs and reads what is left of it.
    void abandon();
    api::Result<api::Unit> putCopy(std::string_view bytes, const Stop& stop, const std::string& where);
    api::Result<api::Unit> endCopy(const Stop& stop, const std::string& where);
    /// Nothing at the end of the data.
    api::Result<std::optional<std::string>> getCopy(const Stop& stop, const std::string& where);
    /// Gives up a COPY that the server waits for.
    void refuseCopy();

    /// Sends what makes the session as new; recycled() reads the answer, later.
    void recycle();
    bool recycled();
    bool broken() const;
    bool inTransaction() const;
    int socket() const;
    const PostgresTarget& target() const { return m_target; }

    std::chrono::steady_clock::time_point idleSince;

private:
    explicit PostgresLink(PostgresTarget target) : m_target(std::move(target)) {}
    api::Result<api::Unit> poll(bool writing, const Stop& stop, const std::string& where);
    api::Result<api::Unit> flush(const Stop& stop, const std::string& where);
    api::Result<api::Unit> stopped(const Stop& stop, const std::string& where);
    api::Error lost(const std::string& where) const;
    api::Error error(const pg_result* result, const Stop& stop, const std::string& where) const;
    bool drain(int ms);
    void cancel();

    PostgresTarget m_target;
    pg_conn* m_connection = nullptr;
    bool m_broken = false;
};

}  // namespace beamline::blocks
