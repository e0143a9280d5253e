// SPDX-License-Identifier: Apache-2.0
// Takes values out of an archive before it leaves the engine.
#include <algorithm>
#include <set>

#include "engine/api/json_codec.h"
#include "engine/core/archive/archive.h"
#include "engine/core/definition/source_document.h"

namespace beamline::core {

namespace {
std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool isExpression(std::string_view text) {
    return text.find("${") != text.npos;
}

/// Entries whose data is the engine's own: errors and exchanges, in which only texts are data.
bool isTold(const std::string& kind) {
    return kind.ends_with(".faulted") || kind == "task.retried" || kind == "task.exchanged";
}

class Redactor {
public:
    explicit Redactor(const std::vector<std::string>& names) {
        for (const auto& name : names) {
            m_names.insert(lower(name));
        }
    }

    /// First all texts that stand below the names are gathered, then they are taken out everywhere.
    void gather(const Json& value, bool named = false) {
        if (const auto* object = value.if_object()) {
            for (const auto& member : *object) {
                gather(member.value(), named || isNamed(member.key()));
            }
        } else if (const auto* array = value.if_array()) {
            for (const auto& item : *array) {
                gather(item, named);
            }
        } else if (named && value.is_string()) {
            const std::string_view text(value.get_string());
            if (text.size() >= kMinRedactedText && !isExpression(text)) {
                m_texts.emplace_back(text);
            }
        }
    }
    void gathered() {
        std::sort(m_texts.begin(), m_texts.end(),
                  [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
        m_texts.erase(std::unique(m_texts.begin(), m_texts.end()), m_texts.end());
    }

    void text(std::string& value) const {
        for (const auto& wanted : m_texts) {
            for (auto at = value.find(wanted); at != value.npos; at = value.find(wanted, at)) {
                value.replace(at, wanted.size(), kRedacted);
                at += std::string_view(kRedacted).size();
            }
        }
    }
    void texts(Json& value) const { value = taken(value, Names::none); }
    void data(Json& value) const { value = taken(value, Names::all); }
    /// Of a definition and its schemas names are names of members too: only what stands there literally is a value.
    void literals(Json& value) const { value = taken(value, Names::literals); }

private:
    enum class Names { none, all, literals };

    bool isNamed(std::string_view key) const { return m_names.contains(lower(key)); }

    static bool isLiteral(const Json& value) {
        return value.is_number() || (value.is_string() && !isExpression(value.get_string()));
    }

    Json taken(const Json& value, Names names) const {
        if (const auto* object = value.if_object()) {
            boost::json::object out;
            for (const auto& member : *object) {
                std::string key(member.key());
                const bool out_of_it =
                    names != Names::none && isNamed(key) && (names == Names::all || isLiteral(member.value()));
                text(key);
                out[key] = out_of_it ? Json(kRedacted) : taken(member.value(), names);
            }
            return out;
        }
        if (const auto* array = value.if_array()) {
            boost::json::array out;
            for (const auto& item : *array) {
                out.push_back(taken(item, names));
            }
            return out;
        }
        if (const auto* given = value.if_string()) {
            std::string out(*given);
            text(out);
            return Json(out);
        }
        return value;
    }

    std::set<std::string> m_names;
    std::vector<std::string> m_texts;
};

/// Visits everything in an archive that may hold data, by what it is.
template <class Visitor>
void visit(Archive& archive, Visitor& visitor) {
    const auto labels = [&](api::Labels& all) {
        for (auto& [key, value] : all) {
            visitor.label(key, value);
        }
    };
    visitor.data(archive.run.input);
    visitor.data(archive.run.output);
    visitor.plan(archive.run.dryRun);
    visitor.plan(archive.mocks);
    visitor.line(archive.run.run.now);
    labels(archive.run.run.labels);
    if (archive.run.run.error) {
        visitor.error(*archive.run.run.error);
    }
    for (auto& step : archive.steps) {
        for (auto& entry : step.entries) {
            visitor.entry(entry);
        }
        for (auto& approval : step.approvals) {
            visitor.approval(approval);
        }
        if (auto* changed = step.run.if_object()) {
            visitor.summary(*changed);
        }
    }
}

/// The parts that are the same for both ways.
struct Named {
    Redactor& redactor;

    void line(std::string& value) const { redactor.text(value); }
    void data(Json& value) const { redactor.data(value); }
    void label(const std::string& key, std::string& value) const {
        Json pair{{key, value}};
        redactor.data(pair);
        value = pair.get_object().begin()->value().get_string();
    }
    void error(api::WorkflowError& error) const {
        redactor.text(error.title);
        redactor.text(error.detail);
    }
    void plan(Json& plan) const {
        auto* object = plan.if_object();
        auto* mocks = object ? object->if_contains("mocks") : nullptr;
        for (auto& mock : mocks && mocks->is_array() ? mocks->get_array() : none) {
            for (const auto* member : {"output", "with"}) {
                if (auto* value = mock.is_object() ? mock.get_object().if_contains(member) : nullptr) {
                    redactor.data(*value);
                }
            }
            redactor.texts(mock);
        }
    }
    void entry(api::HistoryEntry& entry) const {
        redactor.text(entry.detail);
        auto* object = entry.data.if_object();
        if (isTold(entry.kind)) {
            redactor.texts(entry.data);
        } else if (auto* arguments =
                       object && entry.kind == "task.dry-run" ? object->if_contains("arguments") : nullptr) {
            redactor.data(*arguments);
        } else {
            redactor.data(entry.data);
        }
    }
    void approval(api::Approval& approval) const {
        redactor.data(approval.context);
        redactor.literals(approval.form);
        for (auto* value : {&approval.subject, &approval.summary, &approval.onApprove, &approval.onReject}) {
            redactor.text(*value);
        }
        for (auto& decision : approval.decisions) {
            redactor.data(decision.data);
            redactor.text(decision.comment);
        }
        for (auto& comment : approval.comments) {
            redactor.text(comment.text);
        }
        for (auto& given : approval.delegations) {
            redactor.text(given.comment);
        }
    }
    void summary(boost::json::object& changed) const {
        for (const auto* member : {"now", "error"}) {
            if (auto* value = changed.if_contains(member)) {
                redactor.texts(*value);
            }
        }
        if (auto* value = changed.if_contains("labels")) {
            redactor.data(*value);
        }
    }
    mutable boost::json::array none{};
};

/// Gathers what Named takes out.
struct Gathering {
    Redactor& redactor;

    void line(std::string&) const {}
    void data(Json& value) const { redactor.gather(value); }
    void label(const std::string& key, std::string& value) const { redactor.gather(Json{{key, value}}); }
    void error(api::WorkflowError&) const {}
    void plan(Json& value) const { redactor.gather(value); }
    void entry(api::HistoryEntry& entry) const {
        if (!isTold(entry.kind)) {
            redactor.gather(entry.data);
        }
    }
    void approval(api::Approval& approval) const {
        redactor.gather(approval.context);
        for (const auto& decision : approval.decisions) {
            redactor.gather(decision.data);
        }
    }
    void summary(boost::json::object&) const {}
};

/// Leaves what happened, and when, and nothing that may be made of data.
struct WithoutData {
    void line(std::string& value) const { value.clear(); }
    void data(Json& value) const { value = nullptr; }
    void label(const std::string& key, std::string& value) const {
        if (key != api::kDryRunLabel && key != "parent") {
            value = kRedacted;
        }
    }
    void error(api::WorkflowError& error) const { error.title = error.detail = kRedacted; }
    void plan(Json& plan) const {
        if (!plan.is_null()) {
            plan = boost::json::object{{"mocks", boost::json::array()}};
        }
    }
    void entry(api::HistoryEntry& entry) const {
        if (!entry.kind.starts_with("run.correlation")) {
            entry.detail.clear();  // there it is the task
        }
        auto error = isTold(entry.kind) ? api::fromJson<api::WorkflowError>(entry.data)
                                        : api::Result<api::WorkflowError>(api::Error{});
        entry.data = nullptr;
        if (error) {
            this->error(*error);
            entry.data = api::toJson(*error);
        }
    }
    void approval(api::Approval& approval) const {
        approval.subject = kRedacted;
        for (auto* value : {&approval.summary, &approval.onApprove, &approval.onReject}) {
            value->clear();
        }
        approval.context = approval.form = nullptr;
        for (auto& decision : approval.decisions) {
            decision.data = nullptr;
            decision.comment.clear();
        }
        for (auto& comment : approval.comments) {
            comment.text = kRedacted;
        }
        for (auto& given : approval.delegations) {
            given.comment.clear();
        }
    }
    void summary(boost::json::object& changed) const {
        changed.erase("now");
        if (auto* value = changed.if_contains("error")) {
            auto error = api::fromJson<api::WorkflowError>(*value);
            if (error && value->is_object()) {
                this->error(*error);
                *value = api::toJson(*error);
            }
        }
        if (auto* labels = changed.if_contains("labels"); labels && labels->is_object()) {
            for (auto& member : labels->get_object()) {
                std::string value(member.value().is_string() ? member.value().get_string() : "");
                label(std::string(member.key()), value);
                member.value() = value;
            }
        }
    }
};

/// The text stays as it is written when there is nothing in it to be taken out; else a value could stand in it in other
/// letters, and it is written anew.
void redactSource(std::string& source, const Redactor& redactor) {
    auto document = readSource(source).json;
    auto clean = document;
    redactor.literals(clean);
    if (clean != document) {
        source = api::printJson(clean, api::JsonLayout::indented) + '\n';
    } else {
        redactor.text(source);  // in comments
    }
}
}  // namespace

void redact(Archive& archive, const std::vector<std::string>& names, bool withData) {
    archive.redacted = names;
    archive.withData = withData;
    Redactor redactor(names);
    if (!names.empty()) {
        Gathering gathering{redactor};
        visit(archive, gathering);
        redactor.gather(readSource(archive.source).json);
        redactor.gathered();
        Named named{redactor};
        visit(archive, named);
        redactSource(archive.source, redactor);
        redactor.text(archive.resources);
        redactor.text(archive.workflow.title);
        redactor.text(archive.workflow.summary);
        redactor.literals(archive.workflow.inputSchema);
    }
    if (!withData) {
        WithoutData without;
        visit(archive, without);
        archive.mocks = nullptr;
    }
}

}  // namespace beamline::core
