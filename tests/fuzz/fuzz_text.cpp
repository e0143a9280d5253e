// SPDX-License-Identifier: Apache-2.0
// Whatever the text, as a table, a template or a cron expression it is refused or understood. A table that is written
// again reads as the same one.

#include <cstdint>
#include <cstdlib>

#include "engine/blocks/csv.h"
#include "engine/blocks/template_text.h"
#include "engine/core/definition/cron.h"

namespace {
using namespace beamline;

void table(std::string_view text) {
    const auto rows = blocks::parseCsv(text, ',', false, "text");
    if (!rows.ok()) {
        return;
    }
    for (const auto& row : rows->as_array()) {
        if (row.as_array().size() < 2) {  // a line that is empty is no row
            return;
        }
    }
    const auto written = blocks::writeCsv(*rows, ',');
    const auto again = written.ok() ? blocks::parseCsv(*written, ',', false, "text") : rows;
    if (!again.ok() || *again != *rows) {
        std::abort();
    }
}

void render(std::string_view text) {
    static const api::Json data =
        boost::json::parse(R"({"items": [{"name": "a|b", "last": false}, {"name": "<i>"}], "n": 1})");
    blocks::Invocation invocation;
    const blocks::Stop stop(invocation, blocks::BlockSettings());
    for (const auto format :
         {blocks::TemplateFormat::text, blocks::TemplateFormat::markdown, blocks::TemplateFormat::html}) {
        if (const auto parsed = blocks::TextTemplate::parse(text, format); parsed.ok()) {
            (void)parsed->render(data, stop);
        }
    }
}

void cron(std::string_view text) {
    if (const auto parsed = core::Cron::parse(text); parsed.ok()) {
        const api::Timestamp now = 1'764'168'285'000;
        if (const auto next = parsed->next(now); next && *next <= now) {
            std::abort();
        }
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    table(text);
    render(text);
    cron(text);
    return 0;
}
