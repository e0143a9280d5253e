// SPDX-License-Identifier: Apache-2.0
#include "ui/models/text_diff.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <vector>

namespace beamline::ui {

namespace {
struct TextDiffText {
    Q_DECLARE_TR_FUNCTIONS(TextDiffText)
};

using Kind = DiffLine::Kind;

QStringList linesOf(const QString& text) {
    QStringList lines = text.split(QLatin1Char('\n'));
    if (!lines.isEmpty() && lines.last().isEmpty()) {
        lines.removeLast();  // the end of the last line is no line
    }
    return lines;
}

/// Furthest points of every step, from which the way back is read.
class Script {
public:
    Script(const QStringList& before, const QStringList& after) : m_before(before), m_after(after) {}

    /// Kinds in order, from the first line to the last; empty and `false` when it would take too many steps.
    bool run(std::vector<Kind>& script) {
        const int n = static_cast<int>(m_before.size());
        const int m = static_cast<int>(m_after.size());
        const int most = std::min(n + m, kMaxDiffSteps);
        std::vector<int> furthest(static_cast<std::size_t>(2 * most + 3), 0);
        const auto at = [&](int k) -> int& { return furthest[static_cast<std::size_t>(k + most + 1)]; };
        for (int d = 0; d <= most; ++d) {
            m_trace.emplace_back(&at(-d - 1), &at(d + 1) + 1);
            for (int k = -d; k <= d; k += 2) {
                int x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
                while (x < n && x - k < m && m_before[x] == m_after[x - k]) {
                    ++x;
                }
                at(k) = x;
                if (x >= n && x - k >= m) {
                    walkBack(d, script);
                    return true;
                }
            }
        }
        return false;
    }

private:
    void walkBack(int d, std::vector<Kind>& script) const {
        int x = static_cast<int>(m_before.size());
        int y = static_cast<int>(m_after.size());
        for (; d >= 0; --d) {
            const auto& row = m_trace[static_cast<std::size_t>(d)];
            const auto at = [&](int k) { return row[static_cast<std::size_t>(k + d + 1)]; };
            const int k = x - y;
            const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
            const int beforeX = d == 0 ? 0 : down ? at(k + 1) : at(k - 1);
            const int beforeY = d == 0 ? 0 : beforeX - (down ? k + 1 : k - 1);
            while (x > beforeX && y > beforeY) {
                script.push_back(Kind::Same);
                --x, --y;
            }
            if (d > 0) {
                script.push_back(down ? Kind::Added : Kind::Removed);
                x = beforeX, y = beforeY;
            }
        }
        std::reverse(script.begin(), script.end());
    }

    const QStringList& m_before;
    const QStringList& m_after;
    std::vector<std::vector<int>> m_trace;
};

/// Equal lines further than `context` from what differs become one line that counts them.
QVector<DiffLine> folded(const QVector<DiffLine>& all, int context) {
    QVector<DiffLine> shown;
    for (int from = 0; from < all.size();) {
        if (all[from].kind != Kind::Same) {
            shown.append(all[from++]);
            continue;
        }
        int to = from;
        while (to < all.size() && all[to].kind == Kind::Same) {
            ++to;
        }
        const int head = from == 0 ? from : std::min(to, from + context);
        const int tail = to == all.size() ? to : std::max(head, to - context);
        for (int i = from; i < to; ++i) {
            if (tail - head > 1 && i == head) {
                shown.append({Kind::Skipped, 0, 0, {}, tail - head});
            }
            if (i < head || i >= tail || tail - head <= 1) {
                shown.append(all[i]);
            }
        }
        from = to;
    }
    return shown;
}

}  // namespace

TextDiff diffOf(const QString& before, const QString& after, int context) {
    TextDiff diff;
    const QStringList old = linesOf(before);
    const QStringList now = linesOf(after);
    std::vector<Kind> script;
    if (!Script(old, now).run(script)) {
        diff.coarse = true;
        script.assign(static_cast<std::size_t>(old.size()), Kind::Removed);
        script.insert(script.end(), static_cast<std::size_t>(now.size()), Kind::Added);
    }
    int a = 0;
    int b = 0;
    QVector<DiffLine> all;
    for (const Kind kind : script) {
        const bool isOld = kind != Kind::Added;
        const bool isNew = kind != Kind::Removed;
        all.append({kind, isOld ? a + 1 : 0, isNew ? b + 1 : 0, isNew ? now[b] : old[a], 0});
        a += isOld ? 1 : 0;
        b += isNew ? 1 : 0;
        diff.added += kind == Kind::Added ? 1 : 0;
        diff.removed += kind == Kind::Removed ? 1 : 0;
    }
    diff.lines = context < 0 ? all : folded(all, context);
    return diff;
}

QString linesText(const TextDiff& diff) {
    return TextDiffText::tr("%n line(s) came", nullptr, diff.added) + QStringLiteral(", ") +
           TextDiffText::tr("%n line(s) went", nullptr, diff.removed);
}

}  // namespace beamline::ui
