// SPDX-License-Identifier: Apache-2.0
#pragma once
// Secrets of workflows. What a run keeps, shows and computes with are words that stand for the values; the values are
// put in place just before a function is called, and taken out of what it answers. Any thread.

#include <filesystem>
#include <functional>

#include "engine/core/machine/machine.h"

namespace beamline::runtime {

inline constexpr std::int64_t kMaxSecretBytes = 64 * 1024;
inline constexpr std::size_t kMinRedacted = 4;  ///< shorter values are in every other word: they are not searched for

/// The value of a secret: a text, or an object of texts. kNotFound when there is none; kUnavailable when the place
/// where it is kept cannot be asked now. May block for seconds; called by many threads at once.
using SecretSource = std::function<api::Result<api::Json>(const std::string& name)>;

/// What the text of a secret stands for: JSON when it is an object, else the text without the newline at its end.
api::Json secretValue(std::string text);

/// Files named like the secret in a folder. Only files that nobody but their owner can read are taken.
SecretSource secretFiles(std::filesystem::path folder);

/// Every value below the definition's secrets replaced by a word that stands for it, for the fact `started`. Names that
/// are not there or refused are left out. The words cannot be guessed: data that looks like one stands for nothing.
/// Null when nothing in the definition needs any. kUnavailable as of the source. `before`: the words of a run whose
/// results are taken over; what they stand for in those they stand for still.
api::Result<core::Data> secretWords(const SecretSource& source, const core::Definition& definition,
                                    const core::Data& before = {});

/// Words and values of one run.
class Redaction {
public:
    Redaction() = default;
    /// An error when a secret that the run began with is not there any more.
    static api::Result<Redaction> of(const SecretSource& source, const core::Data& words);
    bool empty() const { return m_pairs.empty(); }
    void add(std::string word, api::Json value);
    /// Words replaced by values: what a function gets.
    api::Json reveal(const api::Json& value) const;
    /// Values replaced by words: what it gave.
    api::Json hide(const api::Json& value) const;
    std::string hide(std::string text) const;

private:
    struct Pair {
        std::string word;
        api::Json value;
    };
    void sort();

    std::vector<Pair> m_pairs;  ///< long values first
};

}  // namespace beamline::runtime
