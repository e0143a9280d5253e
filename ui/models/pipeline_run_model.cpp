// SPDX-License-Identifier: Apache-2.0
#include "ui/models/pipeline_run_model.h"

#include <QUuid>

#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/pipeline_document.h"

namespace beamline::ui {

namespace {
PipelineRunStep choiceOf(const api::RouteDecision& decision, const api::Json& message) {
    PipelineRunStep step;
    step.key = QStringLiteral("/choice");
    step.isChoice = true;
    step.type = PipelineRunModel::tr("Choice of the provider");
    const bool chosen = !decision.provider.empty();
    step.name = chosen ? toText(decision.provider) : PipelineRunModel::tr("No provider");
    step.status = chosen                       ? PipelineRunModel::tr("Chosen")
                  : decision.errorCode.empty() ? PipelineRunModel::tr("None")
                                               : PipelineRunModel::tr("Not reached");
    step.mark = chosen ? ClusterMark::Good : ClusterMark::Bad;
    step.effect = choiceText(decision);
    step.error = chosen ? QString() : toText(decision.errorMessage);
    step.before = step.after = message;
    return step;
}

const api::Json* requestMember(const api::Json& json, const char* key) {
    const auto* object = json.if_object();
    return object ? object->if_contains(key) : nullptr;
}

std::string wordIn(const api::Json& json, const char* key) {
    const auto* value = requestMember(json, key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
}  // namespace

QString choiceText(const api::RouteDecision& decision) {
    if (decision.provider.empty()) {
        return decision.errorMessage.empty() ? PipelineRunModel::tr("No provider could be chosen.")
                                             : toText(decision.errorMessage);
    }
    return PipelineRunModel::tr("%1 was chosen: %2.")
        .arg(cutText(decision.provider, kShownTitle), routeReasonText(decision.reason));
}

api::Json requestOf(const api::Json& sample, const std::string& tenant, const std::string& policy) {
    boost::json::object request = sample.is_object() ? sample.get_object() : boost::json::object();
    const auto give = [&request](const char* key, const std::string& value) {
        if (!request.contains(key)) {
            request[key] = value;
        }
    };
    give("version", "1");
    give("tenant_id", tenant.empty() ? api::kDefaultTenant : tenant);
    give("request_id", "dry-run-" + QUuid::createUuid().toString(QUuid::Id128).toStdString());
    request["policy_id"] = policy;
    if (auto* message = request.if_contains("message"); message && message->is_object()) {
        auto& object = message->get_object();
        if (!object.contains("message_id")) {
            object["message_id"] = request["request_id"];
        }
        if (!object.contains("metadata")) {
            object["metadata"] = boost::json::object();
        }
    }
    return request;
}

api::Json messageOf(const api::Json& request) {
    if (const auto* message = requestMember(request, "message")) {
        return *message;
    }
    const auto* task = requestMember(request, "task");
    boost::json::object message{{"message_id", wordIn(request, "request_id")},
                                {"message_type", task ? wordIn(*task, "type") : std::string()}};
    if (const auto* payload = task ? requestMember(*task, "payload") : nullptr) {
        message["payload"] = *payload;
    }
    const auto* metadata = requestMember(request, "metadata");
    message["metadata"] = metadata ? *metadata : api::Json(boost::json::object());
    return message;
}

void PipelineRunModel::show(const api::Json& sent, const api::DryRunReply& reply) {
    std::vector<PipelineRunStep> steps;
    api::Json message = sent;
    bool chosen = false;
    const auto choose = [&] {
        if (!std::exchange(chosen, true)) {
            steps.push_back(choiceOf(reply.decision, message));
        }
    };
    for (const auto& stage : reply.decision.stages) {
        if (stage.type == "post" || stage.type == "provider") {
            choose();
        }
        PipelineRunStep step;
        step.key = QStringLiteral("%1/%2").arg(steps.size()).arg(toText(stage.id));
        step.name = toText(stage.id);
        step.type = extensionTypeText(stage.type);
        step.status = stageStatusText(stage.status);
        step.mark = stageStatusMark(stage.status);
        step.time = stage.attempts == 0 ? QStringLiteral("–")
                                        : formatMicroseconds(static_cast<qint64>(stage.tookMs * 1000 + 0.5));
        step.effect = stageEffectText(stage.effect);
        step.error = toText(stage.error);
        step.before = message;
        step.after = stage.after.is_null() ? message : stage.after;
        step.changed = step.before != step.after;
        message = step.after;
        steps.push_back(std::move(step));
    }
    choose();
    merge(std::move(steps));
}

QVariant PipelineRunModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& step = rowAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn     ? cutText(toUtf8(step.name), kShownTitle)
                   : index.column() == StatusColumn ? step.status
                   : index.column() == TimeColumn   ? step.time
                   : index.column() == MessageColumn
                       ? (step.isChoice  ? QString()
                          : step.changed ? tr("Changed")
                                         : tr("As before"))
                       : cutText(toUtf8(step.error.isEmpty() || step.isChoice ? step.effect
                                        : step.effect.isEmpty()               ? step.error
                                                                : tr("%1: %2").arg(step.effect, step.error)),
                                 kShownTitle);
        case Qt::ToolTipRole:
            return index.column() == NameColumn ? QVariant(step.type)
                   : index.column() == EffectColumn && !step.error.isEmpty()
                       ? QVariant(cutText(toUtf8(step.error), kShownText))
                       : QVariant();
        case Qt::TextAlignmentRole:
            return headerData(index.column(), Qt::Horizontal, role);
        case IdRole:
            return step.key;
        case KindRole:
            return static_cast<int>(index.column() == StatusColumn ? step.mark : ClusterMark::Plain);
        default:
            return {};
    }
}

QVariant PipelineRunModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section == TimeColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    const QStringList titles{tr("Stage"), tr("Outcome"), tr("Took"), tr("Message"), tr("What came of it")};
    return role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

}  // namespace beamline::ui
