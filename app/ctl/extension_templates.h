// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files of resources/extensions/template, carried in the program so that it needs none beside it. Any thread.

#include <string_view>
#include <vector>

namespace beamline::ctl {

struct TemplateFile {
    std::string_view language;  ///< python, node, cpp
    std::string_view name;
    std::string_view text;
};
/// Made when the program is built.
const std::vector<TemplateFile>& extensionTemplates();

}  // namespace beamline::ctl
