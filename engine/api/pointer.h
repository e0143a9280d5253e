// SPDX-License-Identifier: Apache-2.0
#pragma once
// What JSON pointers (RFC 6901), and so the references of tasks, have to do with each other. Pure, any thread.

#include <string_view>

namespace beamline::api {

/// Whether `pointer` leads to something inside of what `outer` points to.
constexpr bool isInside(std::string_view pointer, std::string_view outer) {
    return pointer.size() > outer.size() && pointer.starts_with(outer) && pointer[outer.size()] == '/';
}

/// Whether it is `outer`, or leads to something inside of it.
constexpr bool isWithin(std::string_view pointer, std::string_view outer) {
    return pointer == outer || isInside(pointer, outer);
}

}  // namespace beamline::api
