// SPDX-License-Identifier: Apache-2.0
// `beamctl extension new`: a folder with an extension that works, to be filled.
#include <fstream>
#include <iostream>

#include "app/ctl/extension_templates.h"
#include "app/ctl/routing_commands.h"
#include "engine/routing/extension.h"
#include "engine/routing/package.h"

namespace beamline::ctl {

namespace {
namespace fs = std::filesystem;

constexpr const char* kTemplateId = "my_extension";

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// What the template answers as this type, so that its first test passes. Of pre and post it is written beside it.
std::string casesOf(const std::string& type, const std::string& id, const std::string& written) {
    if (type == "validator") {
        return R"([
  {
    "name": "a message may go on",
    "request": {
      "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
      "tenant_id": "default",
      "payload": {"message_id": "m1", "message_type": "chat", "payload": {"text": "Hello"}, "metadata": {}},
      "metadata": {},
      "config": {}
    },
    "status": "ok"
  },
  {
    "name": "a request without a message is refused",
    "request": {"metadata": {}},
    "error": "invalid_request"
  }
]
)";
    }
    if (type == "provider") {
        return R"([
  {
    "name": "it says what it was asked",
    "request": {
      "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
      "tenant_id": "default",
      "provider_id": ")" +
               id + R"(",
      "prompt": "Hello",
      "parameters": {},
      "context": {}
    },
    "response": {"provider_id": ")" +
               id + R"(", "output": "Hello", "metadata": {}}
  },
  {
    "name": "a request without a prompt is refused",
    "request": {"provider_id": ")" +
               id + R"("},
    "error": "invalid_request"
  }
]
)";
    }
    return written;
}

/// The template's text for this extension.
std::string filled(const TemplateFile& file, const std::string& id, const std::string& type) {
    std::string text(file.text);
    replaceAll(text, kTemplateId, id);
    if (file.name == routing::kManifestFile) {
        replaceAll(text, R"("type": "pre")", R"("type": ")" + type + R"(")");
    }
    return file.name == "cases.json" ? casesOf(type, id, text) : text;
}

/// Whether the folder can be made or is empty.
bool isFree(const fs::path& folder) {
    std::error_code ec;
    return !fs::exists(fs::symlink_status(folder, ec)) || (fs::is_directory(folder, ec) && fs::is_empty(folder, ec));
}

api::Result<api::Unit> writeFile(const fs::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    return out.good() ? api::Result<api::Unit>(api::Unit{})
                      : badRequest(path.string() + " cannot be written. Check the rights of its folder.");
}

}  // namespace

int newExtension(const Globals& globals, const ExtensionCommand& command) {
    auto folder = fs::path(command.words[0]).lexically_normal();
    folder = folder.has_filename() ? folder : folder.parent_path();
    if (command.language.empty()) {
        note("It must be said in which language: --language python, node or cpp.");
        return kUsage;
    }
    if (!isFree(folder)) {
        note(folder.string() + " is there already and not empty. Choose a new folder.");
        return kUsage;
    }
    const auto id = command.id.empty() ? folder.filename().string() : command.id;
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& file : extensionTemplates()) {
        if (file.language == command.language) {
            files.emplace_back(file.name, filled(file, id, command.type));
        }
        if (file.language == command.language && file.name == routing::kManifestFile) {
            const auto manifest = api::parseJson(files.back().second);
            const auto reading = manifest.ok() ? routing::readExtension(*manifest) : routing::ExtensionReading{};
            if (!reading.extension) {
                note("\"" + id + "\" is no id for an extension: a-z, 0-9, _ and -. Another one: --id ID");
                return kUsage;
            }
        }
    }
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec) {
        return fail(badRequest(folder.string() + " cannot be made: " + ec.message() + "."));
    }
    boost::json::array made;
    for (const auto& [name, text] : files) {
        if (const auto written = writeFile(folder / name, text); !written.ok()) {
            return fail(written.error());
        }
        made.push_back(api::Json((folder / name).string()));
    }
    if (globals.format == Format::json) {
        printJson({{"id", id}, {"type", command.type}, {"folder", folder.string()}, {"files", std::move(made)}});
        return kCompleted;
    }
    std::cout << folder.string() << " has the extension " << id << '\n';
    if (command.language == "cpp") {
        note("Compile it: cd " + folder.string() + " && c++ -std=c++20 -O2 extension.cpp -o extension -lboost_json");
    }
    note("Put your work into answer(), then try it: beamctl extension test " + folder.string());
    return kCompleted;
}

}  // namespace beamline::ctl
