// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: email`: sends one mail by SMTP. Any thread.

#include "engine/blocks/file_access.h"
#include "engine/blocks/mail_message.h"
#include "engine/blocks/network_policy.h"
#include "engine/blocks/smtp_client.h"

namespace beamline::blocks {

/// A task that is run again after a crash may send its mail twice, with the same Message-ID: mail programs and lists
/// recognise the second one by it.
class EmailBlock : public Block {
public:
    explicit EmailBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> send(const Invocation& invocation, const Stop& stop) const;
    api::Result<api::Unit> attach(const boost::json::object& arguments, MailMessage& message, const Stop& stop) const;
    api::Result<SmtpServer> serverOf(const boost::json::object& arguments) const;

    BlockSettings m_settings;
    FileAccess m_files;
    NetworkPolicy m_network;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
