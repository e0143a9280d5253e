// SPDX-License-Identifier: Apache-2.0
// Who said what: the file, the environment and the flags against the table of settings.
#include <fstream>

#include "app/daemon/daemon_options.h"
#include "engine/api/json_codec.h"
#include "engine/api/pointer.h"
#include "engine/core/definition/source_document.h"

namespace beamline::daemon {

namespace {

namespace fs = std::filesystem;

std::string choicesOf(const std::string& value) {
    std::string text;
    for (std::size_t start = 0; start <= value.size();) {
        const auto end = std::min(value.find('|', start), value.size());
        text += (text.empty() ? "" : end == value.size() ? " or " : ", ") + value.substr(start, end - start);
        start = end + 1;
    }
    return text;
}

/// A value of a file as the text that flags and the environment would give. Nothing: another kind is needed.
std::optional<std::string> textOf(const Setting& setting, const api::Json& value) {
    if (value.is_string()) {
        return setting.kind == ValueKind::number ? std::nullopt
                                                 : std::optional<std::string>(std::string(value.get_string()));
    }
    if (setting.kind == ValueKind::number && value.is_number()) {
        return api::printJson(value);
    }
    if (setting.kind != ValueKind::list || !value.is_array()) {
        return {};
    }
    std::string joined;
    for (const auto& item : value.get_array()) {
        if (!item.is_string()) {
            return {};
        }
        joined += (joined.empty() ? "" : ",") + std::string(item.get_string());
    }
    return joined;
}

const char* kindText(ValueKind kind) {
    return kind == ValueKind::number ? "A number is needed."
           : kind == ValueKind::list ? "A list of texts is needed."
                                     : "A text is needed.";
}

/// Reads one file into what was said.
class FileReader {
public:
    FileReader(fs::path file, Configuration& into) : m_file(std::move(file)), m_into(into) {}

    void read() {
        std::error_code ec;
        const auto size = fs::is_regular_file(m_file, ec) ? fs::file_size(m_file, ec) : 0;
        std::ifstream in(m_file, std::ios::binary);
        if (ec || !in || !fs::is_regular_file(m_file, ec) || size > static_cast<std::uintmax_t>(kMaxConfigBytes)) {
            mistake(m_file.string(),
                    "The file cannot be read, or has more than " + std::to_string(kMaxConfigBytes / 1024) + " KiB.");
            return;
        }
        const std::string source{std::istreambuf_iterator<char>(in), {}};
        if (source.find_first_not_of(" \t\r\n") == source.npos) {
            return;
        }
        m_document = core::readSource(source);
        for (const auto& problem : m_document.problems) {
            mistake(m_file.string() + ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column),
                    problem.message);
        }
        if (m_document.problems.empty()) {
            take({}, m_document.json);
        }
    }

private:
    void mistake(const std::string& where, const std::string& what) {
        m_into.mistakes.push_back(where + ": " + what);
        m_into.inFile = true;
    }
    std::string place(const std::string& pointer) const {
        const auto at = m_document.placesOf(pointer).key;
        return m_file.string() + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " +
               (pointer.empty() ? "/" : pointer);
    }
    void take(const std::string& pointer, const api::Json& value) {
        if (value.is_null()) {
            return;  // a name whose value is left out
        }
        for (std::size_t i = 0; i < settings().size(); ++i) {
            const auto& setting = settings()[i];
            if (pointer == setting.pointer) {
                auto said = textOf(setting, value);
                if (!said) {
                    mistake(place(pointer), kindText(setting.kind));
                    return;
                }
                if (setting.kind == ValueKind::path && !said->empty()) {
                    said = (m_file.parent_path() / *said).lexically_normal().string();
                }
                m_into.said[i] = {*said, place(pointer), "file " + m_file.string()};
                return;
            }
        }
        const auto inside = namesIn(pointer);
        if (inside.empty()) {
            const auto above = pointer.substr(0, pointer.rfind('/'));
            mistake(place(pointer), "There is no such setting. " + (above.empty() ? "The file" : above) + " takes " +
                                        namesIn(above) + ".");
        } else if (!value.is_object()) {
            mistake(place(pointer), "Names with values are needed here: " + inside + ".");
        } else {
            for (const auto& member : value.get_object()) {
                take(pointer + core::pointerStep(std::string_view(member.key())), member.value());
            }
        }
    }
    static std::string namesIn(const std::string& pointer) {
        std::vector<std::string> names;
        for (const auto& setting : settings()) {
            const std::string whole = setting.pointer;
            if (api::isInside(whole, pointer)) {
                const auto from = pointer.size() + 1;
                const auto name = whole.substr(from, whole.find('/', from) - from);
                if (std::find(names.begin(), names.end(), name) == names.end()) {
                    names.push_back(name);
                }
            }
        }
        std::string text;
        for (const auto& name : names) {
            text += (text.empty() ? "" : ", ") + name;
        }
        return text;
    }

    const fs::path m_file;
    Configuration& m_into;
    core::SourceDocument m_document;
};

/// Names that begin like ours and mean nothing: one letter wrong would go unnoticed. A remark, not a mistake, because
/// Kubernetes puts names such as BEAMLINE_PORT there for a service that is called like the program.
void remarkUnknown(const std::map<std::string, std::string>& environment, Configuration& into) {
    for (const auto& [name, value] : environment) {
        const bool ours = name.starts_with("BEAMLINE_") && name != "BEAMLINE_CONFIG";
        const bool known = std::any_of(settings().begin(), settings().end(),
                                       [&n = name](const Setting& setting) { return n == setting.env; });
        if (ours && !known) {
            into.remarks.push_back("The variable " + name + " of the environment is no setting and has no effect.");
        }
    }
}

void apply(Configuration& into) {
    for (std::size_t i = 0; i < settings().size(); ++i) {
        const auto& setting = settings()[i];
        auto& said = into.said[i];
        std::string wrong;
        if (setting.kind == ValueKind::choice &&
            ("|" + std::string(setting.value) + "|").find("|" + said.text + "|") == std::string::npos) {
            wrong = "Allowed are " + choicesOf(setting.value) + ".";
        } else {
            wrong = setting.set(into.options, said.text);
        }
        if (!wrong.empty()) {
            into.mistakes.push_back(said.origin + ": " + wrong);
            into.inFile = into.inFile || said.shown.starts_with("file ");
        }
    }
}

void checkTogether(Configuration& into) {
    const auto& options = into.options;
    if (!options.natsUrl.empty() && !options.natsContext.empty()) {
        into.mistakes.push_back(
            "--nats-url and --nats-context (or /nats/url and /nats/context) both say which NATS "
            "to use; one must go.");
    }
    if (options.worker && !options.clustered()) {
        into.mistakes.push_back("The role worker takes the tasks of a cluster: give --nats-url or --nats-context.");
    }
    if (!options.engine && options.gateway && !options.clustered()) {
        into.mistakes.push_back(
            "A gateway without an engine of its own needs a cluster: give --nats-url or "
            "--nats-context, or the role engine, too.");
    }
    if (!options.engine && !options.gateway && options.router && !options.clustered()) {
        into.mistakes.push_back(
            "A router without an engine of its own asks that of a cluster: give --nats-url or "
            "--nats-context.");
    }
}

}  // namespace

Configuration configure(const fs::path& file, const std::map<std::string, std::string>& flags,
                        const std::map<std::string, std::string>& environment) {
    Configuration made;
    for (const auto& setting : settings()) {
        made.said.push_back({setting.fallback, std::string(setting.flag) + " (default)", "default"});
    }
    if (!file.empty()) {
        std::error_code ec;
        FileReader(fs::absolute(file, ec), made).read();
    }
    for (std::size_t i = 0; i < settings().size(); ++i) {
        const auto& setting = settings()[i];
        if (const auto it = environment.find(setting.env); it != environment.end() && !it->second.empty()) {
            made.said[i] = {it->second, setting.env, std::string("environment ") + setting.env};
        }
        if (const auto it = flags.find(setting.flag); it != flags.end()) {
            made.said[i] = {it->second, setting.flag, std::string("flag ") + setting.flag};
        }
    }
    remarkUnknown(environment, made);
    apply(made);
    checkTogether(made);
    return made;
}

std::string printed(const Configuration& configuration) {
    std::string text;
    std::string group;
    for (std::size_t i = 0; i < settings().size(); ++i) {
        const auto& setting = settings()[i];
        const auto& said = configuration.said[i];
        const std::string pointer = setting.pointer;
        const auto slash = pointer.rfind('/');
        if (const auto above = pointer.substr(1, slash == 0 ? 0 : slash - 1); above != group) {
            group = above;
            text += group.empty() ? "" : group + ":\n";
        }
        auto value = setting.kind == ValueKind::number ? said.text : api::printJson(api::Json(said.text));
        if (setting.kind == ValueKind::list) {
            boost::json::array items;
            for (std::size_t start = 0; !said.text.empty() && start <= said.text.size();) {
                const auto end = std::min(said.text.find(',', start), said.text.size());
                items.emplace_back(said.text.substr(start, end - start));
                start = end + 1;
            }
            value = api::printJson(items);
        } else if (pointer == "/dataDir" && said.text.empty()) {
            value = api::printJson(api::Json(configuration.options.dataDir.string()));
        }
        text += (group.empty() ? "" : "  ") + pointer.substr(slash + 1) + ": " + value + "  # " + said.shown + '\n';
    }
    return text;
}

}  // namespace beamline::daemon
