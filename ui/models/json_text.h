// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where in a text of JSON something stands: the member of a pointer, a byte. Pure functions, any thread.

#include <QString>
#include <optional>

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::ui {

/// Counted from 1, as the editor does.
struct TextPlace {
    int line = 1;
    int column = 1;
    bool operator==(const TextPlace&) const = default;
};
TextPlace placeOfByte(const QString& text, std::size_t byte);
/// Of a member its name, of an item its value; when the pointer (RFC 6901) goes deeper than the text, what is nearest.
/// The text must be JSON.
TextPlace placeOfPointer(const QString& text, const QString& pointer);
/// A refusal of the JSON in `text` as a problem at its place: that of its byte or of its pointer in the error's detail.
api::Problem problemIn(const QString& text, const api::Error& error);

}  // namespace beamline::ui
