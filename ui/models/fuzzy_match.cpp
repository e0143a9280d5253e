// SPDX-License-Identifier: Apache-2.0
#include "ui/models/fuzzy_match.h"

#include <algorithm>

namespace beamline::ui {

namespace {
constexpr int kFuzzyWhole = 100;
constexpr int kFuzzyBegin = 80;
constexpr int kFuzzyWord = 60;
constexpr int kFuzzyInside = 40;
constexpr int kFuzzyGaps = 10;
constexpr qsizetype kMaxGappy =
    8;  // letters of a word that may be found with gaps: in longer ones chance would find them

bool beginsWord(const QString& text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// Each letter of `word` in order, the first of them where a word begins.
bool fitsWithGaps(const QString& text, const QString& word) {
    if (word.size() < 2 || word.size() > kMaxGappy) {
        return false;
    }
    qsizetype next = 0;
    for (qsizetype at = 0; at < text.size() && next < word.size(); ++at) {
        const bool same = text[at].toCaseFolded() == word[next].toCaseFolded();
        next += same && (next > 0 || beginsWord(text, at)) ? 1 : 0;
    }
    return next == word.size();
}

int wordScore(const QString& text, const QString& word) {
    int best = 0;
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0 && best < kFuzzyWord;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        best = std::max(best, at == 0                ? (text.size() == word.size() ? kFuzzyWhole : kFuzzyBegin)
                              : beginsWord(text, at) ? kFuzzyWord
                                                     : kFuzzyInside);
    }
    return best > 0 ? best : fitsWithGaps(text, word) ? kFuzzyGaps : 0;
}
}  // namespace

int fuzzyScore(const QString& text, const QString& wanted) {
    const auto words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int sum = 1;
    for (const QString& word : words) {
        const int score = wordScore(text, word);
        if (score == 0) {
            return 0;
        }
        sum += score;
    }
    // Of texts that fit alike the one with less beside it is meant.
    return words.isEmpty()
               ? 1
               : sum * 100 / static_cast<int>(words.size()) - static_cast<int>(std::min<qsizetype>(text.size(), 99));
}

}  // namespace beamline::ui
