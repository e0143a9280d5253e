// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/stream_words.h"

#include <algorithm>
#include <charconv>

#include "engine/api/json_codec.h"

namespace beamline::nats {

namespace {
std::uint64_t number(std::string_view text) {
    std::uint64_t out = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
    return problem == std::errc{} && end == text.data() + text.size() ? out : 0;
}

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(by, at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}
}  // namespace

std::size_t pieceSize(std::size_t maxPayload) {
    return maxPayload > 2 * kMaxWordHeaderBytes ? maxPayload - kMaxWordHeaderBytes
                                                : std::max<std::size_t>(maxPayload / 2, 1);
}

std::size_t piecesOf(std::size_t bytes, std::size_t size) {
    const auto pieces = bytes == 0 ? 1 : (bytes + size - 1) / size;
    return pieces <= kMaxWordParts ? pieces : 0;
}

std::string messageId(const std::string& word, int attempt, std::size_t piece) {
    return word + (attempt > 0 ? "~" + std::to_string(attempt) : "") + (piece > 0 ? ";" + std::to_string(piece) : "");
}

std::string printPlaces(const std::vector<std::uint64_t>& places) {
    std::string out;
    for (const auto place : places) {
        out += (out.empty() ? "" : ",") + std::to_string(place);
    }
    return out;
}

std::vector<std::uint64_t> readPlaces(std::string_view text) {
    std::vector<std::uint64_t> out;
    for (const auto one : split(text, ',')) {
        out.push_back(number(one));
    }
    return out.size() > kMaxWordParts || std::find(out.begin(), out.end(), 0) != out.end()
               ? std::vector<std::uint64_t>()
               : out;
}

Stored readStored(std::string_view answer) {
    Stored out;
    const auto json = api::parseJson(answer);
    const auto* object = json.ok() ? json->if_object() : nullptr;
    if (!object) {
        out.problem = "an answer that is no JSON object";
        return out;
    }
    if (const auto* error = object->if_contains("error"); error && error->is_object()) {
        const auto& said = error->get_object();
        const auto* code = said.if_contains("err_code");
        const auto* text = said.if_contains("description");
        out.code = code && code->is_int64() ? static_cast<int>(code->get_int64()) : -1;
        out.problem = text && text->is_string() ? std::string(text->get_string()) : "an error without a reason";
        return out;
    }
    const auto* place = object->if_contains("seq");
    const auto* duplicate = object->if_contains("duplicate");
    out.place = place && place->is_int64() ? static_cast<std::uint64_t>(place->get_int64()) : 0;
    out.duplicate = duplicate && duplicate->is_bool() && duplicate->get_bool();
    out.problem = out.place == 0 ? "an answer without a place" : "";
    return out;
}

Delivery readDelivery(std::string_view reply) {
    // $JS.ACK.<stream>.<consumer>.<times>.<place>.<number>.<time>.<pending>; newer servers put domain and account
    // behind ACK and may add a token.
    constexpr std::size_t kShort = 9;
    constexpr std::size_t kLong = 11;
    const auto tokens = split(reply, '.');
    if (!reply.starts_with("$JS.ACK.") || tokens.size() < kShort) {
        return {};
    }
    const std::size_t at = tokens.size() >= kLong ? 7 : 5;
    return {number(tokens[at]), number(tokens[at + 1])};
}

}  // namespace beamline::nats
