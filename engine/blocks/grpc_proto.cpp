// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/grpc_proto.h"

#include <google/protobuf/compiler/importer.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/json_util.h>

#include <map>

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
namespace pb = google::protobuf;

constexpr const char* kMainFile = "/document.proto";  // a name that no import may have
constexpr std::size_t kMaxProblems = 5;

/// Files as the compiler asks for them, read once.
class Files : public pb::compiler::SourceTree {
public:
    Files(const std::string& text, const GrpcMethod::Import& import) : m_import(import) { m_texts[kMainFile] = text; }

    pb::io::ZeroCopyInputStream* Open(const std::string& name) override {
        auto found = m_texts.find(name);
        if (found == m_texts.end()) {
            if (m_texts.size() > static_cast<std::size_t>(kMaxProtoFiles)) {
                m_why = "more than " + std::to_string(kMaxProtoFiles) + " files are imported";
                return nullptr;
            }
            auto text = m_import(name);
            if (!text.ok()) {
                m_why = text.error().message;
                m_failure = m_failure ? m_failure : std::optional(text.error());
                return nullptr;
            }
            found = m_texts.emplace(name, std::move(*text)).first;
        }
        m_bytes += found->second.size();
        if (m_bytes > kMaxProtoBytes) {
            m_why = "the files have more than " + std::to_string(kMaxProtoBytes) + " bytes together";
            return nullptr;
        }
        return new pb::io::ArrayInputStream(found->second.data(), static_cast<int>(found->second.size()));
    }
    std::string GetLastErrorMessage() override { return m_why; }
    /// Why the first import could not be read.
    const std::optional<api::Error>& failure() const { return m_failure; }

private:
    GrpcMethod::Import m_import;
    std::map<std::string, std::string> m_texts;
    std::size_t m_bytes = 0;
    std::string m_why;
    std::optional<api::Error> m_failure;
};

/// What is wrong with the texts, the first few things of it.
class Problems {
public:
    void add(const std::string& file, const std::string& where, const std::string& message) {
        if (m_count++ < kMaxProblems) {
            m_text += (m_text.empty() ? "" : "; ") + (file == kMainFile ? std::string("the document") : file) + where +
                      ": " + message;
        }
    }
    const std::string& text() const { return m_text; }

private:
    std::size_t m_count = 0;
    std::string m_text;
};

class SyntaxProblems : public pb::compiler::MultiFileErrorCollector {
public:
    explicit SyntaxProblems(Problems& problems) : m_problems(problems) {}
    void AddError(const std::string& file, int line, int column, const std::string& message) override {
        const bool placed = line >= 0;
        m_problems.add(file, placed ? ":" + std::to_string(line + 1) + ":" + std::to_string(column + 1) : std::string(),
                       message);
    }

private:
    Problems& m_problems;
};

class MeaningProblems : public pb::DescriptorPool::ErrorCollector {
public:
    explicit MeaningProblems(Problems& problems) : m_problems(problems) {}
    void AddError(const std::string& file, const std::string& element, const pb::Message*, ErrorLocation,
                  const std::string& message) override {
        m_problems.add(file, " (" + element + ")", message);
    }

private:
    Problems& m_problems;
};

const pb::ServiceDescriptor* findService(const pb::FileDescriptor& file, const std::string& name) {
    const pb::ServiceDescriptor* found = nullptr;
    const auto look = [&](const pb::FileDescriptor& in) {
        for (int i = 0; i < in.service_count(); ++i) {
            const auto* service = in.service(i);
            if (service->full_name() == name || (service->name() == name && !found)) {
                found = service;
            }
        }
    };
    look(file);
    for (int i = 0; i < file.dependency_count(); ++i) {
        look(*file.dependency(i));
    }
    return found;
}

std::string names(const pb::FileDescriptor& file) {
    std::string out;
    for (int i = 0; i < file.service_count(); ++i) {
        out += (i == 0 ? "" : ", ") + file.service(i)->full_name();
    }
    return out.empty() ? "none" : out;
}

std::string names(const pb::ServiceDescriptor& service) {
    std::string out;
    for (int i = 0; i < service.method_count(); ++i) {
        out += (i == 0 ? "" : ", ") + service.method(i)->name();
    }
    return out.empty() ? "none" : out;
}

}  // namespace

struct GrpcMethod::Impl {
    Impl(const std::string& text, const Import& import)
        : files(text, import),
          syntax(problems),
          meaning(problems),
          source(&files),
          known(*pb::DescriptorPool::generated_pool()),
          all(&known, &source),
          pool(&all, &meaning),
          factory(&pool) {
        source.RecordErrorsTo(&syntax);
    }

    Files files;
    Problems problems;
    SyntaxProblems syntax;
    MeaningProblems meaning;
    pb::compiler::SourceTreeDescriptorDatabase source;
    pb::DescriptorPoolDatabase known;
    pb::MergedDescriptorDatabase all;
    pb::DescriptorPool pool;
    pb::DynamicMessageFactory factory;
    const pb::MethodDescriptor* method = nullptr;
    std::string path;
};

GrpcMethod::GrpcMethod(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
GrpcMethod::GrpcMethod(GrpcMethod&&) noexcept = default;
GrpcMethod::~GrpcMethod() = default;

api::Result<GrpcMethod> GrpcMethod::load(const std::string& text, const Import& import, const std::string& service,
                                         const std::string& method) {
#if GOOGLE_PROTOBUF_VERSION < 4022000  // later it is Abseil's log, which is silent by itself
    const pb::LogSilencer silent;      // a text without `syntax` is proto2, and stderr is the program's own
#endif
    auto impl = std::make_unique<Impl>(text, import);
    const auto* file = impl->pool.FindFileByName(kMainFile);
    if (!file) {
        if (const auto& failure = impl->files.failure()) {
            return *failure;
        }
        return misconfigured("The proto document cannot be used: " + cleanUtf8(impl->problems.text()) + ".");
    }
    const auto* found = findService(*file, service);
    if (!found) {
        return misconfigured("The proto document has no service " + service + "; it has " + names(*file) + ".");
    }
    impl->method = found->FindMethodByName(method);
    if (!impl->method) {
        return misconfigured("The service " + found->full_name() + " has no method " + method + "; it has " +
                             names(*found) + ".");
    }
    impl->path = "/" + found->full_name() + "/" + method;
    return GrpcMethod(std::move(impl));
}

const std::string& GrpcMethod::path() const {
    return m_impl->path;
}

bool GrpcMethod::clientStreams() const {
    return m_impl->method->client_streaming();
}

bool GrpcMethod::serverStreams() const {
    return m_impl->method->server_streaming();
}

api::Result<std::string> GrpcMethod::request(const api::Json& arguments) const {
    const auto* type = m_impl->method->input_type();
    const std::unique_ptr<pb::Message> message(m_impl->factory.GetPrototype(type)->New());
    const auto status = pb::util::JsonStringToMessage(boost::json::serialize(arguments), message.get());
    if (!status.ok()) {
        return fault("validation", 400,
                     "The arguments are no " + type->full_name() + ": " + cleanUtf8(status.message().ToString()) + ".");
    }
    if (!message->IsInitialized()) {
        return fault("validation", 400,
                     "The arguments lack what a " + type->full_name() +
                         " must have: " + message->InitializationErrorString() + ".");
    }
    return message->SerializeAsString();
}

api::Result<api::Json> GrpcMethod::answer(const std::string& bytes) const {
    const auto* type = m_impl->method->output_type();
    const std::unique_ptr<pb::Message> message(m_impl->factory.GetPrototype(type)->New());
    if (!message->ParsePartialFromString(bytes)) {
        return fault("communication", 502, m_impl->path + " answered with what is no " + type->full_name() + ".");
    }
    pb::util::JsonPrintOptions options;
    options.always_print_primitive_fields = true;
    std::string text;
    const auto status = pb::util::MessageToJsonString(*message, &text, options);
    auto json = status.ok() ? api::parseJson(text) : api::Result<api::Json>(api::Json());
    if (!status.ok() || !json.ok()) {
        return fault("communication", 502,
                     "The answer of " + m_impl->path + " cannot be written as JSON: " +
                         cleanUtf8(status.ok() ? json.error().message : status.message().ToString()) + ".");
    }
    return json;
}

}  // namespace beamline::blocks
