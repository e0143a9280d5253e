// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/blocks/a2a_block.h"
#include "engine/blocks/archive_block.h"
#include "engine/blocks/asyncapi_block.h"
#include "engine/blocks/block.h"
#include "engine/blocks/container_block.h"
#include "engine/blocks/csv_block.h"
#include "engine/blocks/email_block.h"
#include "engine/blocks/fs_checksum.h"
#include "engine/blocks/fs_copy.h"
#include "engine/blocks/fs_delete.h"
#include "engine/blocks/fs_get.h"
#include "engine/blocks/fs_list.h"
#include "engine/blocks/fs_move.h"
#include "engine/blocks/fs_put.h"
#include "engine/blocks/fs_watch.h"
#include "engine/blocks/graphql_block.h"
#include "engine/blocks/grpc_block.h"
#include "engine/blocks/http_block.h"
#include "engine/blocks/javascript_block.h"
#include "engine/blocks/jmespath_block.h"
#include "engine/blocks/log_block.h"
#include "engine/blocks/mcp_block.h"
#include "engine/blocks/nats_publish.h"
#include "engine/blocks/nats_request.h"
#include "engine/blocks/notify_block.h"
#include "engine/blocks/openapi_block.h"
#include "engine/blocks/provider_block.h"
#include "engine/blocks/script_block.h"
#include "engine/blocks/shell_block.h"
#include "engine/blocks/sql_block.h"
#include "engine/blocks/template_block.h"
#include "engine/blocks/worker_block.h"
#include "engine/core/approval/approval.h"

namespace beamline::blocks {

namespace {
/// "1", "1.2" and "1.2.3" all name version 1.2.3: an author may leave open what does not matter.
bool satisfies(const std::string& version, std::string_view wanted) {
    return wanted.empty() || version == wanted || version.starts_with(std::string(wanted) + ".");
}
}  // namespace

Registry::Registry(BlockSettings settings)
    : m_settings(std::move(settings)),
      m_agent(std::make_shared<HttpAgent>(m_settings)),
      m_scripts(std::make_shared<ScriptPool>(m_settings.scriptProgram)) {
    const auto& agent = m_agent;
    const auto resources = std::make_shared<ResourceReader>(agent);
    add(std::make_shared<A2aBlock>(agent, resources));
    add(std::make_shared<ArchiveBlock>(m_settings));
    add(std::make_shared<AsyncapiBlock>(agent, resources));
    add(std::make_shared<ContainerBlock>(m_settings));
    add(std::make_shared<CsvBlock>(m_settings));
    add(std::make_shared<EmailBlock>(m_settings));
    add(std::make_shared<FsChecksum>(m_settings));
    add(std::make_shared<FsCopy>(m_settings));
    add(std::make_shared<FsDelete>(m_settings));
    add(std::make_shared<FsGet>(m_settings));
    add(std::make_shared<FsList>(m_settings));
    add(std::make_shared<FsMove>(m_settings));
    add(std::make_shared<FsPut>(m_settings));
    add(std::make_shared<FsWatch>(m_settings));
    add(std::make_shared<GraphqlBlock>(agent));
    add(std::make_shared<GrpcBlock>(agent, resources));
    add(std::make_shared<HttpBlock>(agent));
    // Children of its own: a long script must not keep the expressions of all runs waiting.
    const auto pool = std::make_shared<ScriptPool>(m_settings.scriptProgram);
    add(std::make_shared<JavascriptBlock>(m_settings, pool));
    add(std::make_shared<JmespathBlock>(m_settings));
    add(std::make_shared<LogBlock>(m_settings));
    add(std::make_shared<McpBlock>(agent));
    add(std::make_shared<NatsPublish>(m_settings));
    add(std::make_shared<NatsRequest>(m_settings));
    add(std::make_shared<NotifyBlock>(m_settings));
    add(std::make_shared<OpenapiBlock>(agent, resources));
    add(std::make_shared<ProviderBlock>(m_settings));
    add(std::make_shared<ScriptBlock>(m_settings, pool));
    add(std::make_shared<ShellBlock>(m_settings));
    add(std::make_shared<SqlBlock>(m_settings));
    add(std::make_shared<TemplateBlock>(m_settings));
    add(std::make_shared<WorkerBlock>());
}

Registry::~Registry() = default;

const api::FunctionInfo* Registry::find(std::string_view name, std::string_view version) const {
    const auto* found = block(name);
    const auto& approval = core::approvalFunction();
    const auto* info = found ? &found->info() : name == approval.name ? &approval : nullptr;
    return info && satisfies(info->version, version) ? info : nullptr;
}

std::vector<api::FunctionInfo> Registry::list() const {
    std::vector<api::FunctionInfo> all{core::approvalFunction()};
    for (const auto& block : m_blocks) {
        all.push_back(block->info());
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
}

std::vector<api::FunctionInfo> Registry::listWithNotes() const {
    auto all = list();
    for (auto& info : all) {
        const auto* one = block(info.name);
        if (const auto note = one ? one->note() : std::string(); !note.empty()) {
            info.summary += " [" + note + "]";
        }
    }
    return all;
}

std::shared_ptr<core::ScriptHost> Registry::scripts() const {
    return m_scripts;
}

const Block* Registry::block(std::string_view name) const {
    const auto found =
        std::find_if(m_blocks.begin(), m_blocks.end(), [&](const auto& block) { return block->info().name == name; });
    return found == m_blocks.end() ? nullptr : found->get();
}

BlockResult Registry::authorization(const api::Json& policy, const Invocation& invocation) const {
    auto found = m_agent->authenticator().credentials(policy, {}, Stop(invocation, m_settings));
    return settle(found.ok() ? api::Result<api::Json>(api::Json(found->parameter)) : found.error());
}

void Registry::add(std::shared_ptr<Block> block) {
    std::erase_if(m_blocks, [&](const auto& old) { return old->info().name == block->info().name; });
    m_blocks.push_back(std::move(block));
}

}  // namespace beamline::blocks
