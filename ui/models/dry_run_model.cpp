// SPDX-License-Identifier: Apache-2.0
#include "ui/models/dry_run_model.h"

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
constexpr int kSummary = 200;  // letters

const api::Json* memberOf(const api::Json& json, std::string_view name) {
    const auto* object = json.if_object();
    return object ? object->if_contains(name) : nullptr;
}

std::string textOf(const api::Json& json, std::string_view name) {
    const auto* member = memberOf(json, name);
    return member && member->is_string() ? std::string(member->get_string()) : std::string();
}

/// What an argument comes down to: an endpoint may be an object with its address.
QString inShort(const std::string& name, const api::Json& value) {
    if (const auto* inner = memberOf(value, "uri")) {
        return inShort(name, *inner);
    }
    if (const auto* inner = memberOf(value, "name")) {
        return inShort(name, *inner);
    }
    if (value.is_string()) {
        const QString text = cutText(std::string_view(value.get_string()), kSummary).simplified();
        return name == "method" ? text.toUpper() : text;
    }
    return cutText(api::printJson(value), kSummary);
}

QString answerText(const api::Json& data) {
    const std::string outcome = textOf(data, "outcome");
    const auto* mock = memberOf(data, "mock");
    if ((outcome == "answered" || outcome == "failed") && mock && mock->is_int64()) {
        const auto number = mock->get_int64() + 1;
        return outcome == "answered" ? DryRunModel::tr("Mock %1").arg(number)
                                     : DryRunModel::tr("Mock %1, an error").arg(number);
    }
    static const std::pair<const char*, const char*> kWords[] = {
        {"refused", QT_TRANSLATE_NOOP("beamline::ui::DryRunModel", "Refused: no mock")},
        {"skipped", QT_TRANSLATE_NOOP("beamline::ui::DryRunModel", "Skipped")},
        {"waiting", QT_TRANSLATE_NOOP("beamline::ui::DryRunModel", "Waits for events")},
        {"not published", QT_TRANSLATE_NOOP("beamline::ui::DryRunModel", "Not published")},
        {"not started", QT_TRANSLATE_NOOP("beamline::ui::DryRunModel", "Not started")},
    };
    for (const auto& [code, word] : kWords) {
        if (outcome == code) {
            return DryRunModel::tr(word);
        }
    }
    return toText(outcome);
}

api::Phase phaseOf(const std::string& outcome) {
    return outcome == "answered"                         ? api::Phase::completed
           : outcome == "failed" || outcome == "refused" ? api::Phase::faulted
           : outcome == "waiting"                        ? api::Phase::waiting
                                                         : api::Phase::cancelled;
}
}  // namespace

QString callSummary(const std::string& function, const api::Json& arguments) {
    static constexpr const char* kTelling[] = {
        "method", "endpoint", "operationId", "service", "operation", "channel", "statement", "query", "command",
        "image",  "code",     "from",        "path",    "to",        "subject", "type",      "server"};
    constexpr int kMost = 2;
    QString text = cutText(function, kShownTitle);
    if (const auto* wait = memberOf(arguments, "milliseconds"); wait && wait->is_number() && function == "wait") {
        return text + QLatin1Char(' ') + formatDuration(wait->to_number<qint64>());
    }
    int said = 0;
    for (const char* name : kTelling) {
        const auto* value = said < kMost ? memberOf(arguments, name) : nullptr;
        if (value && !value->is_null()) {
            text += QLatin1Char(' ') + inShort(name, *value);
            ++said;
        }
    }
    const bool empty = arguments.is_null() || (arguments.is_object() && arguments.get_object().empty());
    return said > 0 || empty ? text : text + QLatin1Char(' ') + cutText(api::printJson(arguments), kSummary);
}

bool wasRefused(const api::HistoryEntry& entry) {
    return entry.kind == kDryRunEntry && textOf(entry.data, "outcome") == "refused";
}

api::Json planWithMock(api::Json plan, const api::HistoryEntry& refused) {
    if (!plan.is_object()) {
        plan = boost::json::object();
    }
    auto& mocks = plan.get_object()["mocks"];
    if (!mocks.is_array()) {
        mocks = boost::json::array();
    }
    mocks.get_array().push_back(
        {{"task", refused.task}, {"function", textOf(refused.data, "function")}, {"output", nullptr}});
    return plan;
}

DryRunModel::DryRunModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {}

void DryRunModel::setRun(const QString& run) {
    m_run = toUtf8(run);
    clearRows();
}

const api::Json& DryRunModel::argumentsAt(int row) const {
    static const api::Json kNone;
    const auto* arguments = row >= 0 && row < rowCount() ? memberOf(itemAt(row).data, "arguments") : nullptr;
    return arguments ? *arguments : kNone;
}

QStringList DryRunModel::columnTitles() const {
    return {tr("Task"), tr("What"), tr("Answered by")};
}

api::GetHistory DryRunModel::question() const {
    api::GetHistory op;
    op.run = m_run;
    op.kind = kDryRunEntry;
    op.withData = true;
    return op;
}

std::string DryRunModel::keyOf(const api::HistoryEntry& entry) const {
    return std::to_string(entry.seq) + "." + std::to_string(entry.index);
}

QVariant DryRunModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::HistoryEntry& entry = itemAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
                case TaskColumn:
                    return entry.iteration > 1 ? tr("%1 · %2").arg(toText(entry.name)).arg(entry.iteration)
                                               : toText(entry.name);
                case WhatColumn:
                    return callSummary(textOf(entry.data, "function"), argumentsAt(index.row()));
                case AnswerColumn:
                    return answerText(entry.data);
                default:
                    return {};
            }
        case Qt::ToolTipRole:
            return index.column() == TaskColumn ? toText(entry.task)
                                                : breakable(cutText(toUtf8(index.data().toString()), kShownText));
        case IdRole:
            return toText(keyOf(entry));
        case TaskRefRole:
            return toText(entry.task);
        case PhaseRole:
            return static_cast<int>(phaseOf(textOf(entry.data, "outcome")));
        default:
            return {};
    }
}

}  // namespace beamline::ui
