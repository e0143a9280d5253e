// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: template`: text, Markdown or HTML from a template of the author's and data of a run. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

/// The syntax is that of template_text.h. Data is escaped for the format and never read as a template.
class TemplateBlock : public Block {
public:
    explicit TemplateBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> fill(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
