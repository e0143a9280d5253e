// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_postgres_link.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>

#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr int kMaxLastWords = 4;
constexpr unsigned kByteaOid = 17;

std::string oneLine(std::string text) {
    while (text.ends_with('\n') || text.ends_with(' ') || text.ends_with('.')) {
        text.pop_back();
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// "FATAL:  28P01: password authentication failed": what libpq tells of the code when a connection is refused.
std::string connectState(const std::string& text) {
    for (auto at = text.find(":  "); at != text.npos; at = text.find(":  ", at + 1)) {
        const auto code = text.substr(at + 3, 5);
        const bool all = code.size() == 5 && std::all_of(code.begin(), code.end(), [](char c) {
                             return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                         });
        if (all && text.substr(at + 8, 2) == ": ") {
            return code;
        }
    }
    return {};
}

api::Error connectFault(const PGconn* connection, const PostgresTarget& target) {
    std::string text = PQerrorMessage(connection);
    const auto state = connectState(text);
    if (const auto location = text.find("\nLOCATION:"); location != text.npos) {
        text.resize(location);
    }
    text =
        "The database " + target.shown + " cannot be opened: " + oneLine(target.withoutSecrets(cleanUtf8(text))) + ".";
    if (PQconnectionNeedsPassword(connection) != 0) {
        return fault("authentication", 401, text + " Give a password.");
    }
    return state.empty() ? fault("communication", 503, text + " Check the address, and that the server runs.")
                         : postgresFault(state, text);
}

bool poll(int socket, short events, int ms) {
    pollfd entry{socket, events, 0};
    return ::poll(&entry, 1, ms) > 0;
}
}  // namespace

void PostgresLink::Clear::operator()(pg_result* result) const {
    PQclear(result);
}

PostgresLink::~PostgresLink() {
    PQfinish(m_connection);
}

api::Result<std::unique_ptr<PostgresLink>> PostgresLink::connect(const PostgresTarget& target, const Stop& stop) {
    std::vector<const char*> names;
    std::vector<const char*> values;
    for (const auto& [name, value] : target.settings) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    std::unique_ptr<PostgresLink> link(new PostgresLink(target));
    link->m_connection = PQconnectStartParams(names.data(), values.data(), 0);
    auto* connection = link->m_connection;
    if (!connection) {
        return fault("runtime", 500, "There is no memory for a connection to " + target.shown + ".");
    }
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);  // the code of a refused connection is told in no other way
    PQsetNoticeProcessor(
        connection, [](void*, const char*) {}, nullptr);
    auto state = PGRES_POLLING_WRITING;
    while (PQstatus(connection) != CONNECTION_BAD && state != PGRES_POLLING_OK) {
        if (stop.requested()) {
            return stop.error("Connecting to " + target.shown);
        }
        if (!blocks::poll(PQsocket(connection), state == PGRES_POLLING_READING ? POLLIN : POLLOUT, kLookMs)) {
            continue;
        }
        state = PQconnectPoll(connection);
        if (state == PGRES_POLLING_FAILED) {
            break;
        }
    }
    if (PQstatus(connection) != CONNECTION_OK) {
        return connectFault(connection, target);
    }
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
    PQsetnonblocking(connection, 1);
    return link;
}

api::Error PostgresLink::lost(const std::string& where) const {
    return fault("communication", 503,
                 "The connection to " + m_target.shown + " was lost" + where + ": " +
                     oneLine(m_target.withoutSecrets(cleanUtf8(PQerrorMessage(m_connection)))) + ".");
}

api::Error PostgresLink::error(const PGresult* result, const Stop& stop, const std::string& where) const {
    const auto field = [&](int code) {
        const char* text = PQresultErrorField(result, code);
        return text ? m_target.withoutSecrets(cleanUtf8(text)) : std::string();
    };
    const std::string state = field(PG_DIAG_SQLSTATE);
    if (stop.requested() && (state == "57014" || state.empty())) {
        return stop.error("The database work" + where + " on " + m_target.shown);
    }
    if (state.empty()) {
        return lost(where);
    }
    const auto position = field(PG_DIAG_STATEMENT_POSITION);
    const auto detail = field(PG_DIAG_MESSAGE_DETAIL);
    const auto hint = field(PG_DIAG_MESSAGE_HINT);
    return postgresFault(state, "PostgreSQL says of " + m_target.shown + where +
                                    (position.empty() ? "" : " at character " + position) + ": " +
                                    oneLine(field(PG_DIAG_MESSAGE_PRIMARY)) + "." +
                                    (detail.empty() ? "" : " " + oneLine(detail) + ".") +
                                    (hint.empty() ? "" : " " + oneLine(hint) + ".") + " (" + state + ")");
}

void PostgresLink::cancel() {
    const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> request(PQgetCancel(m_connection), PQfreeCancel);
    std::array<char, 256> why{};
    if (request) {
        PQcancel(request.get(), why.data(), static_cast<int>(why.size()));
    }
}

bool PostgresLink::drain(int ms) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
    for (;;) {
        while (PQisBusy(m_connection) != 0) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            if (left.count() <= 0 || PQflush(m_connection) < 0) {
                return false;
            }
            blocks::poll(PQsocket(m_connection), POLLIN,
                         static_cast<int>(std::min<std::int64_t>(left.count(), kLookMs)));
            if (PQconsumeInput(m_connection) == 0) {
                return false;
            }
        }
        const ResultPtr result(PQgetResult(m_connection));
        if (!result) {
            return PQstatus(m_connection) == CONNECTION_OK;
        }
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
            return false;
        }
    }
}

void PostgresLink::abandon() {
    if (!m_broken) {
        cancel();
        m_broken = !drain(kMaxSqlCancelMs);
    }
}

api::Result<api::Unit> PostgresLink::stopped(const Stop& stop, const std::string& where) {
    abandon();
    return stop.error("The database work" + where + " on " + m_target.shown);
}

api::Result<api::Unit> PostgresLink::poll(bool writing, const Stop& stop, const std::string& where) {
    if (stop.requested()) {
        return stopped(stop, where);
    }
    blocks::poll(PQsocket(m_connection), static_cast<short>(writing ? POLLIN | POLLOUT : POLLIN), kLookMs);
    if (PQconsumeInput(m_connection) == 0) {
        m_broken = true;
        return lost(where);
    }
    return api::Unit{};
}

api::Result<api::Unit> PostgresLink::flush(const Stop& stop, const std::string& where) {
    for (;;) {
        const int left = PQflush(m_connection);
        if (left < 0) {
            m_broken = true;
            return lost(where);
        }
        if (left == 0) {
            return api::Unit{};
        }
        if (auto waited = poll(true, stop, where); !waited.ok()) {
            return waited;
        }
    }
}

api::Result<api::Unit> PostgresLink::send(const std::string& sql, const std::vector<Parameter>& parameters,
                                          const Stop& stop, const std::string& where) {
    std::vector<Oid> types;
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
    for (const auto& parameter : parameters) {
        types.push_back(parameter.bytes ? kByteaOid : 0);
        values.push_back(parameter.null ? nullptr : parameter.text.c_str());
        lengths.push_back(static_cast<int>(parameter.text.size()));
        formats.push_back(parameter.bytes ? 1 : 0);
    }
    if (PQsendQueryParams(m_connection, sql.c_str(), static_cast<int>(parameters.size()), types.data(), values.data(),
                          lengths.data(), formats.data(), 0) == 0) {
        m_broken = true;
        return lost(where);
    }
    PQsetSingleRowMode(m_connection);
    return flush(stop, where);
}

api::Result<PostgresLink::ResultPtr> PostgresLink::next(const Stop& stop, const std::string& where) {
    while (PQisBusy(m_connection) != 0) {
        if (auto waited = poll(false, stop, where); !waited.ok()) {
            return waited.error();
        }
    }
    ResultPtr result(PQgetResult(m_connection));
    if (!result) {
        return result;
    }
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE && status != PGRES_NONFATAL_ERROR) {
        return result;
    }
    auto failure = error(result.get(), stop, where);
    m_broken = !drain(kMaxSqlCancelMs) || m_broken;
    return failure;
}

api::Result<api::Unit> PostgresLink::own(const std::string& sql, const Stop& stop) {
    if (PQsendQuery(m_connection, sql.c_str()) == 0) {
        m_broken = true;
        return lost({});
    }
    if (auto sent = flush(stop, {}); !sent.ok()) {
        return sent;
    }
    for (;;) {
        auto result = next(stop, {});
        if (!result.ok()) {
            return result.error();
        }
        if (!*result) {
            return api::Unit{};
        }
    }
}

api::Result<std::vector<unsigned>> PostgresLink::parameterTypes(const std::string& sql, const Stop& stop,
                                                                const std::string& where) {
    std::vector<unsigned> types;
    for (const bool describing : {false, true}) {
        const int sent = describing ? PQsendDescribePrepared(m_connection, "")
                                    : PQsendPrepare(m_connection, "", sql.c_str(), 0, nullptr);
        if (sent == 0) {
            m_broken = true;
            return lost(where);
        }
        if (auto flushed = flush(stop, where); !flushed.ok()) {
            return flushed.error();
        }
        for (;;) {
            auto result = next(stop, where);
            if (!result.ok()) {
                return result.error();
            }
            if (!*result) {
                break;
            }
            for (int i = 0; describing && i < PQnparams(result->get()); ++i) {
                types.push_back(PQparamtype(result->get(), i));
            }
        }
    }
    return types;
}

api::Result<api::Unit> PostgresLink::putCopy(std::string_view bytes, const Stop& stop, const std::string& where) {
    if (stop.requested()) {
        refuseCopy();
        return stop.error("The database work" + where + " on " + m_target.shown);
    }
    if (PQputCopyData(m_connection, bytes.data(), static_cast<int>(bytes.size())) < 0) {
        m_broken = true;
        return lost(where);
    }
    return flush(stop, where);
}

api::Result<api::Unit> PostgresLink::endCopy(const Stop& stop, const std::string& where) {
    if (PQputCopyEnd(m_connection, nullptr) < 0) {
        m_broken = true;
        return lost(where);
    }
    return flush(stop, where);
}

void PostgresLink::refuseCopy() {
    PQputCopyEnd(m_connection, "given up");
    m_broken = !drain(kMaxSqlCancelMs) || m_broken;
}

api::Result<std::optional<std::string>> PostgresLink::getCopy(const Stop& stop, const std::string& where) {
    for (;;) {
        char* data = nullptr;
        const int size = PQgetCopyData(m_connection, &data, 1);
        const std::unique_ptr<char, decltype(&PQfreemem)> owner(data, PQfreemem);
        if (size > 0) {
            return std::optional(std::string(data, static_cast<std::size_t>(size)));
        }
        if (size < 0) {  // the end, or an error that next() reads
            return std::optional<std::string>();
        }
        if (auto waited = poll(false, stop, where); !waited.ok()) {
            return waited.error();
        }
    }
}

void PostgresLink::recycle() {
    if (m_broken || inTransaction() || PQtransactionStatus(m_connection) != PQTRANS_IDLE ||
        PQsendQuery(m_connection, "DISCARD ALL") == 0 || PQflush(m_connection) != 0) {
        m_broken = true;
    }
}

bool PostgresLink::recycled() {
    m_broken = m_broken || PQconsumeInput(m_connection) == 0 || !drain(kMaxSqlCancelMs);
    // What is to be read now is a last word of a server that has closed the connection meanwhile, and its end.
    for (int i = 0; i < kMaxLastWords && !m_broken && blocks::poll(PQsocket(m_connection), POLLIN, 0); ++i) {
        m_broken = PQconsumeInput(m_connection) == 0;
        PQisBusy(m_connection);
    }
    return !broken();
}

bool PostgresLink::broken() const {
    return m_broken || PQstatus(m_connection) != CONNECTION_OK;
}

bool PostgresLink::inTransaction() const {
    const auto status = PQtransactionStatus(m_connection);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

int PostgresLink::socket() const {
    return PQsocket(m_connection);
}

}  // namespace beamline::blocks
