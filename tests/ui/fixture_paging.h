// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the fixture's lists are searched and cut into pages. Any thread.

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <string>
#include <vector>

#include "engine/api/operations.h"

namespace beamline::test {

inline api::Error notFound(const std::string& what, const std::string& id) {
    return {api::code::kNotFound, "There is no " + what + " " + id + ".", {}, false};
}

inline bool holds(const std::string& text, const std::string& part) {
    return boost::algorithm::to_lower_copy(text).find(boost::algorithm::to_lower_copy(part)) != std::string::npos;
}

/// Items behind `after`, at most `limit`; the cursor is the key of the last one.
template <class Page, class Key>
Page cut(std::vector<typename decltype(Page::items)::value_type> all, int limit, const api::Cursor& after, Key key,
         api::Seq seq) {
    Page page;
    page.seq = seq;
    auto from = all.begin();
    if (!after.empty()) {
        from = std::find_if(all.begin(), all.end(), [&](const auto& item) { return key(item) == after; });
        from = from == all.end() ? from : std::next(from);
    }
    const auto count = std::min<std::ptrdiff_t>(all.end() - from, std::min(limit, api::kMaxPageSize));
    page.items.assign(from, from + count);
    if (from + count != all.end() && !page.items.empty()) {
        page.next = key(page.items.back());
    }
    return page;
}

}  // namespace beamline::test
