// SPDX-License-Identifier: Apache-2.0
// beamline-script: runs JavaScript that nobody vouches for. Started by an engine (engine/blocks/script_process.h), it
// answers requests on stdin (engine/blocks/script_protocol.h) until that ends, and can do nothing else.

#include <pthread.h>
#include <unistd.h>
#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <memory>
#include <utility>

#include "app/script/confinement.h"
#include "app/script/realm.h"
#include "app/script/watchdog.h"
#include "engine/blocks/script_protocol.h"

namespace beamline::script {

namespace {
constexpr std::int64_t kMistakeMs = 1000;

bool readAll(char* to, std::size_t size) {
    while (size > 0) {
        const auto got = ::read(STDIN_FILENO, to, size);
        if (got <= 0) {
            return false;
        }
        to += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

void writeAll(const QByteArray& bytes) {
    const char* from = bytes.constData();
    for (auto left = bytes.size(); left > 0;) {
        const auto put = ::write(STDOUT_FILENO, from, static_cast<std::size_t>(left));
        if (put <= 0) {
            _exit(0);  // nobody listens any more
        }
        from += put;
        left -= put;
    }
}

class Server {
public:
    explicit Server(Watchdog& watchdog) : m_watchdog(watchdog) {}

    void serve() {
        std::array<unsigned char, 4> head{};
        while (readAll(reinterpret_cast<char*>(head.data()), head.size())) {
            const std::size_t size = (std::size_t{head[0]} << 24) | (std::size_t{head[1]} << 16) |
                                     (std::size_t{head[2]} << 8) | std::size_t{head[3]};
            if (size > kMaxMessageBytes) {
                return;
            }
            QByteArray message(static_cast<qsizetype>(size), Qt::Uninitialized);
            if (!readAll(message.data(), size)) {
                return;
            }
            const auto line = message.indexOf('\n');
            const auto header = QJsonDocument::fromJson(message.left(line)).object();
            answer(handle(header, QString::fromUtf8(message.mid(line + 1))));
            if (m_wantSpare && !m_spare) {  // while nobody waits for it
                m_spare = std::make_unique<Realm>(Realm::Kind::open);
            }
        }
    }

private:
    static void answer(const Outcome& outcome) {
        QJsonObject header;
        if (outcome.error) {
            header[QStringLiteral("error")] = QString::fromLatin1(outcome.error);
            header[QStringLiteral("message")] = outcome.message.left(4096);
        }
        auto body = QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n' +
                    (outcome.error ? QByteArray("null") : outcome.value.toUtf8());
        if (static_cast<std::size_t>(body.size()) > kMaxMessageBytes) {
            return answer({{}, "thrown", QStringLiteral("RangeError: the value is too large")});
        }
        const auto size = static_cast<std::uint32_t>(body.size());
        const char head[] = {static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
                             static_cast<char>(size)};
        writeAll(QByteArray(head, 4) + body);
    }

    static QStringList parametersOf(const QJsonObject& header) {
        QStringList names;
        for (const auto& name : header[QStringLiteral("parameters")].toArray()) {
            names << name.toString();
        }
        return names;
    }

    Outcome handle(const QJsonObject& header, const QString& value) {
        const auto what = header[QStringLiteral("do")].toString();
        if (what == QLatin1String("ping")) {
            return {QStringLiteral("null"), nullptr, {}};
        }
        if (what == QLatin1String("check")) {
            const auto function = m_expressions.compile(parametersOf(header), bodyOf(header));
            return function.isCallable() ? Outcome{QStringLiteral("null"), nullptr, {}} : mistake(header);
        }
        if (what == QLatin1String("evaluate")) {
            return evaluate(header, value);
        }
        if (what == QLatin1String("run")) {
            const auto world = m_spare ? std::move(m_spare) : std::make_unique<Realm>(Realm::Kind::open);
            auto& realm = *world;
            m_wantSpare = true;
            const QStringList parameters{QStringLiteral("args")};
            const auto body = header[QStringLiteral("source")].toString() + QLatin1Char('\n');
            const auto function = realm.compile(parameters, body);
            return function.isCallable() ? timed(realm, function, QLatin1Char('[') + value + QLatin1Char(']'), header)
                                         : mistake(parameters, body);
        }
        return {{}, "protocol", QStringLiteral("The request is not understood.")};
    }

    /// The line feed ends a comment that the expression may end with.
    static QString bodyOf(const QJsonObject& header) {
        return QStringLiteral("return (") + header[QStringLiteral("source")].toString() + QStringLiteral("\n);");
    }

    Outcome mistake(const QJsonObject& header) { return mistake(parametersOf(header), bodyOf(header)); }
    Outcome mistake(const QStringList& parameters, const QString& body) {
        m_watchdog.begin(kMistakeMs, [] { _exit(kExitStuck); });
        auto outcome = Realm::mistake(parameters, body);
        m_watchdog.end();
        return outcome;
    }

    Outcome evaluate(const QJsonObject& header, const QString& arguments) {
        const auto id = header[QStringLiteral("id")].toString();
        auto function = m_functions.value(id);
        if (!function.isCallable()) {
            if (!header.contains(QStringLiteral("source"))) {
                return {{}, "unknown", {}};
            }
            function = m_expressions.compile(parametersOf(header), bodyOf(header));
            if (!function.isCallable()) {
                return mistake(header);
            }
            if (static_cast<std::size_t>(m_functions.size()) >= kMaxKeptFunctions) {
                m_functions.clear();
            }
            m_functions.insert(id, function);
        }
        return timed(m_expressions, function, arguments, header);
    }

    Outcome timed(Realm& realm, const QJSValue& function, const QString& arguments, const QJsonObject& header) {
        const auto limit = header[QStringLiteral("limitMs")].toInteger();
        m_watchdog.begin(limit, [&realm] { realm.interrupt(); });
        auto outcome = realm.call(function, arguments, header[QStringLiteral("now")].toDouble());
        if (m_watchdog.end()) {
            realm.resume();
            return {{}, "timeout", QStringLiteral("It computes for more than %1 ms").arg(limit)};
        }
        return outcome;
    }

    Watchdog& m_watchdog;
    Realm m_expressions{Realm::Kind::frozen};
    QHash<QString, QJSValue> m_functions;
    std::unique_ptr<Realm> m_spare;  ///< for the next script
    bool m_wantSpare = false;
};

/// QJSEngine asks where its stack ends; for the first thread that takes a file, for all others it does not.
void* serveScripts(void* watchdog) {
    Server server(*static_cast<Watchdog*>(watchdog));
    if (!confineEverything()) {
        _exit(kExitUnconfined);
    }
    server.serve();
    _exit(0);
}
}  // namespace

}  // namespace beamline::script

int main(int argc, char** argv) {
    using namespace beamline::script;
    constexpr std::size_t kStackBytes = 4 * 1024 * 1024;
    confineMemory();
    const QCoreApplication application(argc, argv);  // QJSEngine asks for one
    Watchdog watchdog;
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, kStackBytes);
    if (pthread_create(&thread, &attributes, serveScripts, &watchdog) != 0) {
        return kExitMemory;
    }
    watchdog.watch();
}
