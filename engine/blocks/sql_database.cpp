// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <array>
#include <cstring>
#include <mutex>
#include <thread>

#include "engine/blocks/encoding.h"
#include "engine/blocks/sql_values.h"

namespace beamline::blocks {

namespace {
constexpr const char* kVfsName = "beamline-beneath";
constexpr int kStepsBetweenLooks = 1000;  // of the virtual machine, well below a millisecond
constexpr auto kBusyPause = std::chrono::milliseconds(10);

/// The platform's VFS, except that it takes paths as they are (resolving them again would undo the pin), opens nothing
/// but regular files, and has no temporary ones.
int openPlain(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags) {
    struct stat status {};
    if (!name || (::lstat(name, &status) == 0 && !S_ISREG(status.st_mode))) {
        file->pMethods = nullptr;
        return SQLITE_CANTOPEN;
    }
    return sqlite3_vfs_find(nullptr)->xOpen(vfs, name, file, flags, outFlags);
}

int keepPath(sqlite3_vfs*, const char* name, int size, char* out) {
    const auto length = std::strlen(name);
    if (length >= static_cast<std::size_t>(size)) {
        return SQLITE_CANTOPEN;
    }
    std::memcpy(out, name, length + 1);
    return SQLITE_OK;
}

void registerVfs() {
    static std::once_flag once;
    static sqlite3_vfs vfs;
    std::call_once(once, [] {
        sqlite3_initialize();
        vfs = *sqlite3_vfs_find(nullptr);
        vfs.zName = kVfsName;
        vfs.pNext = nullptr;
        vfs.xOpen = openPlain;
        vfs.xFullPathname = keepPath;
        sqlite3_vfs_register(&vfs, 0);
    });
}

template <std::size_t N>
bool oneOf(const char* name, const std::array<const char*, N>& names) {
    return name &&
           std::any_of(names.begin(), names.end(), [&](const char* n) { return sqlite3_stricmp(n, name) == 0; });
}

constexpr std::array kPragmas{"table_info",   "table_xinfo",      "table_list",        "index_list",      "index_info",
                              "index_xinfo",  "foreign_key_list", "foreign_key_check", "integrity_check", "quick_check",
                              "user_version", "data_version",     "application_id",    "page_count",      "page_size"};
constexpr std::array kModules{"fts5", "rtree", "rtree_i32"};
constexpr std::array kForbiddenFunctions{"load_extension", "fts3_tokenizer"};

/// Names that are unique within a row: a second "id" becomes "id:1", as SQLite itself does it.
std::vector<std::string> columnNames(sqlite3_stmt* statement) {
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const char* given = sqlite3_column_name(statement, i);
        const auto base = cleanUtf8(given ? given : "");
        auto name = base;
        for (int n = 1; std::find(names.begin(), names.end(), name) != names.end(); ++n) {
            name = base + ":" + std::to_string(n);
        }
        names.push_back(std::move(name));
    }
    return names;
}
}  // namespace

void SqlDatabase::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

SqlDatabase::SqlDatabase(PinnedFile file, std::string shown, const SqlLimits& limits, const Stop& stop)
    : m_file(std::move(file)), m_shown(std::move(shown)), m_limits(limits), m_stop(stop) {}

SqlDatabase::~SqlDatabase() {
    std::optional<ExchangeRecord> rollback;
    if (m_db && sqlite3_get_autocommit(m_db) == 0) {
        rollback.emplace(m_stop, "sql", "ROLLBACK");
        rollback->answered("done");
    }
    sqlite3_close_v2(m_db);  // rolls back what was not committed
}

api::Result<std::unique_ptr<SqlDatabase>> SqlDatabase::open(const FileAccess& files, const Place& place,
                                                            const SqlLimits& limits, const Stop& stop) {
    registerVfs();
    auto file = files.pin(place);
    if (!file.ok()) {
        return file.error();
    }
    std::unique_ptr<SqlDatabase> database(new SqlDatabase(std::move(*file), place.shown, limits, stop));
    const auto connected = database->connect();
    if (!connected.ok()) {
        return connected.error();
    }
    return database;
}

api::Result<api::Unit> SqlDatabase::connect() {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                      SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(m_file.path().c_str(), &m_db, flags, kVfsName) != SQLITE_OK) {
        return error({});
    }
    for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
                                        {SQLITE_DBCONFIG_DQS_DML, 0},
                                        {SQLITE_DBCONFIG_DQS_DDL, 0}}) {
        sqlite3_db_config(m_db, option, value, nullptr);
    }
    for (const auto& [limit, value] : {std::pair{SQLITE_LIMIT_ATTACHED, 0},
                                       {SQLITE_LIMIT_LENGTH, kMaxSqlValueBytes},
                                       {SQLITE_LIMIT_SQL_LENGTH, kMaxSqlStatementBytes},
                                       {SQLITE_LIMIT_COLUMN, kMaxSqlColumns},
                                       {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
                                       {SQLITE_LIMIT_WORKER_THREADS, 0}}) {
        sqlite3_limit(m_db, limit, value);
    }
    m_memoryBefore = sqlite3_memory_used();
    sqlite3_progress_handler(
        m_db, kStepsBetweenLooks, [](void* self) { return static_cast<SqlDatabase*>(self)->interrupted(); }, this);
    sqlite3_busy_handler(
        m_db,
        [](void* self, int) {
            if (static_cast<SqlDatabase*>(self)->m_stop.requested()) {
                return 0;
            }
            std::this_thread::sleep_for(kBusyPause);
            return 1;
        },
        this);
    sqlite3_set_authorizer(
        m_db,
        [](void* self, int action, const char* first, const char* second, const char*, const char*) {
            return static_cast<SqlDatabase*>(self)->authorize(action, first, second);
        },
        this);
    return own("PRAGMA temp_store = MEMORY");  // temporary files would lie outside the roots
}

int SqlDatabase::interrupted() const {
    return m_stop.requested() || sqlite3_memory_used() - m_memoryBefore > kMaxSqlMemoryBytes ? 1 : 0;
}

int SqlDatabase::authorize(int action, const char* first, const char* second) {
    const auto deny = [&](const char* what, const char* name) {
        m_denied = std::string(what) + (name ? std::string(" ") + name : std::string());
        return SQLITE_DENY;
    };
    if (m_own) {
        return SQLITE_OK;
    }
    switch (action) {
        case SQLITE_ATTACH:
        case SQLITE_DETACH:
            return deny("attaching another database (VACUUM does it too)", nullptr);
        case SQLITE_TRANSACTION:
        case SQLITE_SAVEPOINT:
            return deny("controlling the transaction, which the task itself does:", first);
        case SQLITE_PRAGMA:
            return oneOf(first, kPragmas) ? SQLITE_OK : deny("the pragma", first);
        case SQLITE_CREATE_VTABLE:
        case SQLITE_DROP_VTABLE:
            return oneOf(second, kModules) ? SQLITE_OK : deny("the virtual table module", second);
        case SQLITE_FUNCTION:
            return oneOf(second, kForbiddenFunctions) ? deny("the function", second) : SQLITE_OK;
        default:
            return SQLITE_OK;
    }
}

api::Error SqlDatabase::error(const std::string& where) {
    const int code = sqlite3_extended_errcode(m_db);
    const int offset = sqlite3_error_offset(m_db);
    const auto at = where + (offset >= 0 ? " at character " + std::to_string(offset + 1) : std::string());
    const auto text = "SQLite says of " + m_shown + at + ": " + cleanUtf8(sqlite3_errmsg(m_db)) + ".";
    if (m_stop.requested() && (code & 0xFF) != SQLITE_CONSTRAINT) {
        return m_stop.error("The database work" + where + " on " + m_shown);
    }
    if (!m_denied.empty()) {
        return fault("authorization", 403,
                     "The statement" + where + " on " + m_shown + " is not allowed: " + m_denied +
                         "; workflows use one database file by plain statements.");
    }
    switch (code & 0xFF) {
        case SQLITE_CONSTRAINT:
            return fault("validation",
                         code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
                                 code == SQLITE_CONSTRAINT_ROWID
                             ? 409
                             : 422,
                         text);
        case SQLITE_ERROR:
        case SQLITE_MISMATCH:
        case SQLITE_RANGE:
            return fault("validation", 400, text + " Correct the statement or its parameters.");
        case SQLITE_TOOBIG:
            return fault("runtime", 413, text + " A value may have " + std::to_string(kMaxSqlValueBytes) + " bytes.");
        case SQLITE_INTERRUPT:
        case SQLITE_NOMEM:
            return fault("runtime", 413,
                         "The statement" + where + " on " + m_shown + " needs more than " +
                             std::to_string(kMaxSqlMemoryBytes) + " bytes of memory; select less at once.");
        case SQLITE_READONLY:
            if (m_readOnly) {
                return fault("authorization", 403, text + " The task has set `readOnly`.");
            }
            [[fallthrough]];
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return fault("authorization", 403, text + " Check the permissions of the file and its folder.");
        case SQLITE_NOTADB:
            return fault("validation", 422, text + " Name another file.");
        case SQLITE_FULL:
            return fault("runtime", 507, text + " Make room and retry.");
        default:
            return fault("runtime", 500, text);
    }
}

api::Result<api::Unit> SqlDatabase::own(const char* sql) {
    m_own = true;
    const int code = sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr);
    m_own = false;
    return code == SQLITE_OK ? api::Result<api::Unit>(api::Unit{}) : error({});
}

api::Result<api::Unit> SqlDatabase::control(const char* sql, const char* shown) {
    ExchangeRecord record(m_stop, "sql", shown);
    return record.passed(own(sql), [](api::Unit) { return "done"; });
}

api::Result<api::Unit> SqlDatabase::begin(const SqlTransaction& transaction) {
    m_readOnly = transaction.readOnly;
    return m_readOnly ? control("PRAGMA query_only = ON; BEGIN", "BEGIN")
                      : control("BEGIN IMMEDIATE", "BEGIN IMMEDIATE");
}

api::Result<api::Unit> SqlDatabase::commit() {
    if (m_stop.requested()) {
        return m_stop.error("The database work on " + m_shown);
    }
    return control("COMMIT", "COMMIT");
}

api::Result<SqlDatabase::StatementPtr> SqlDatabase::prepare(const std::string& sql, const std::string& where) {
    if (sql.find('\0') != sql.npos) {
        return fault("validation", 400, "The statement" + where + " holds a zero byte.");
    }
    m_denied.clear();
    const char* rest = sql.c_str();
    StatementPtr found;
    while (*rest != '\0') {
        sqlite3_stmt* next = nullptr;
        const int code = sqlite3_prepare_v2(m_db, rest, -1, &next, &rest);
        StatementPtr statement(next);
        if (found && (next || code != SQLITE_OK)) {
            return fault("validation", 400,
                         "The text" + where + " holds more than one statement; list them under `statements`.");
        }
        if (code != SQLITE_OK) {
            return error(where);
        }
        if (next) {
            found = std::move(statement);
        }
    }
    if (!found) {
        return fault("validation", 400, "The statement" + where + " is empty.");
    }
    return found;
}

api::Result<bool> SqlDatabase::alone(const std::string& sql) {
    const auto statement = prepare(sql, {});
    if (!statement.ok()) {
        ExchangeRecord(m_stop, "sql", sql).failed(statement.error());
        return statement.error();
    }
    return sqlite3_stmt_readonly(statement->get()) != 0;
}

api::Result<api::Json> SqlDatabase::rows(sqlite3_stmt* statement, const std::string& where) {
    const auto names = columnNames(statement);
    boost::json::array rows;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (rows.size() == static_cast<std::size_t>(m_limits.rows)) {
            return fault("runtime", 413,
                         "The statement" + where + " returns more than " + std::to_string(m_limits.rows) +
                             " rows; add a LIMIT, or page by key.");
        }
        boost::json::object row;
        row.reserve(names.size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            const int column = static_cast<int>(i);
            auto value = columnValue(statement, column);
            m_limits.bytes -= static_cast<std::int64_t>(kCellCost + names[i].size() +
                                                        (value.is_string() ? value.get_string().size() : 0));
            row.emplace(names[i], std::move(value));
        }
        if (m_limits.bytes < 0) {
            return fault("runtime", 413, "The result" + where + " is too large; select fewer rows or columns.");
        }
        rows.emplace_back(std::move(row));
    }
    return code == SQLITE_DONE ? api::Result<api::Json>(api::Json(std::move(rows))) : error(where);
}

api::Result<api::Json> SqlDatabase::execute(const std::string& sql, const api::Json& parameters,
                                            const std::string& where) {
    if (m_stop.requested()) {
        return m_stop.error("The database work" + where + " on " + m_shown);
    }
    ExchangeRecord record(m_stop, "sql", sql);
    return record.passed(carryOut(sql, parameters, where), sqlAnswer);
}

api::Result<api::Json> SqlDatabase::carryOut(const std::string& sql, const api::Json& parameters,
                                             const std::string& where) {
    const auto statement = prepare(sql, where);
    if (!statement.ok()) {
        return statement.error();
    }
    if (const auto bound = bindParameters(statement->get(), parameters, where); !bound.ok()) {
        return bound.error();
    }
    const auto changesBefore = sqlite3_total_changes64(m_db);
    sqlite3_set_last_insert_rowid(m_db, 0);
    auto found = rows(statement->get(), where);
    if (!found.ok()) {
        return found.error();
    }
    const auto inserted = sqlite3_last_insert_rowid(m_db);
    boost::json::object result;
    result["rows"] = std::move(*found);
    result["rowsAffected"] = sqlite3_total_changes64(m_db) == changesBefore ? 0 : sqlite3_changes64(m_db);
    result["lastInsertId"] = inserted == 0 ? api::Json() : api::Json(inserted);
    return api::Json(std::move(result));
}

api::Result<api::Json> SqlDatabase::copyFrom(const boost::json::object&, const std::string& where) {
    return fault("validation", 400,
                 "Only PostgreSQL has `copyFrom`" + where + "; for SQLite, list INSERT statements in one transaction.");
}

api::Result<api::Json> SqlDatabase::copyTo(const boost::json::object&, const std::string& where) {
    return fault("validation", 400,
                 "Only PostgreSQL has `copyTo`" + where + "; for SQLite, select the rows and write them with fs.put.");
}

}  // namespace beamline::blocks
