// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a word of the order lies in a stream: one message, or several when it is longer than the server takes. Plain
// values, any thread.
//
// A long word is first stored in parts that mean nothing alone; its last message brings the places of all of them, so
// that a reader can begin anywhere and the place of the word is that of its last message.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace beamline::nats {

inline constexpr const char* kMessageId = "Nats-Msg-Id";      ///< by which a server drops what it has already
inline constexpr const char* kWordId = "Beamline-Id";         ///< where it differs from that
inline constexpr const char* kWordPart = "Beamline-Part";     ///< "2": this is no word but a part of one
inline constexpr const char* kWordParts = "Beamline-Parts";   ///< "10,12": places of the parts before this last one
inline constexpr std::string_view kBarrierTopic = "barrier";  ///< messages that say nothing

inline constexpr std::size_t kMaxWordHeaderBytes = 4 * 1024;  ///< kept free in each message for subject and headers
inline constexpr std::size_t kMaxWordParts =
    256;  ///< with a server that takes less than a 256th of a word, none is sent

/// Bytes of a word that one message takes, of a server that takes messages of `maxPayload`.
std::size_t pieceSize(std::size_t maxPayload);
/// Bytes of the longest word that such a server takes.
inline std::size_t longestWord(std::size_t maxPayload) {
    return pieceSize(maxPayload) * kMaxWordParts;
}
/// How many messages a word is; 0: too many.
std::size_t piecesOf(std::size_t bytes, std::size_t size);

/// The id by which the server knows a message again: of the `attempt`-th (0: first) try, for piece `piece` (0: a word
/// that is one message).
std::string messageId(const std::string& word, int attempt, std::size_t piece);

std::string printPlaces(const std::vector<std::uint64_t>& places);
/// Empty when it is none.
std::vector<std::uint64_t> readPlaces(std::string_view text);

/// What JetStream says about a stored message.
struct Stored {
    std::uint64_t place = 0;  ///< 0: it is not stored
    bool duplicate = false;   ///< it was there before, at that place
    int code = 0;             ///< of JetStream's error; 503: nobody listens
    std::string problem;
};
Stored readStored(std::string_view answer);

/// Where a delivered message stands, of its subject for acknowledgements.
struct Delivery {
    std::uint64_t place = 0;   ///< in the stream; 0: it is no such subject
    std::uint64_t number = 0;  ///< of the consumer's deliveries
};
Delivery readDelivery(std::string_view reply);

}  // namespace beamline::nats
