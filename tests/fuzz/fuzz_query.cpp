// SPDX-License-Identifier: Apache-2.0
// Whatever is typed as a filter, each mistake lies in the text and says what to do, and what is understood is written
// in a form that reads as the same filter and stays as it is.

#include <cstdint>
#include <cstdlib>

#include "ui/models/run_query.h"
#include "ui/models/run_query_completion.h"

namespace {
using namespace beamline;

constexpr api::Timestamp kNow = 1'795'556'776'000;

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

QStringList known(const QString& key) {
    return {key, QStringLiteral("two words"), QStringLiteral("say \"no\"")};
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size))
                          .left(ui::kMaxQueryLength + 1);
    const auto query = ui::parseRunQuery(text, kNow);
    require(query.mistakes.size() <= ui::kMaxQueryMistakes);
    for (const auto& mistake : query.mistakes) {
        require(!mistake.text.isEmpty() && mistake.offset >= 0 && mistake.length > 0 &&
                mistake.offset + mistake.length <= text.size());
    }
    if (query.ok()) {
        const QString written = ui::runQueryText(query.filter);
        const auto again = ui::parseRunQuery(written, kNow + 1);
        require(written.size() > ui::kMaxQueryLength ||
                (again.ok() && again.filter == query.filter && ui::runQueryText(again.filter) == written));
        const auto chosen = ui::parseRunQuery(ui::withPhases(text, {api::Phase::waiting}), kNow);
        require(chosen.ok() ? chosen.filter.phases == std::vector{api::Phase::waiting}
                            : text.size() + 20 > ui::kMaxQueryLength);
    }
    const qsizetype cursor = size == 0 ? 0 : data[0] % (text.size() + 1);
    const auto offered = ui::completeRunQuery(text, cursor, known);
    require(offered.offset >= 0 && offered.length >= 0 && offered.offset + offered.length <= text.size());
    return 0;
}
