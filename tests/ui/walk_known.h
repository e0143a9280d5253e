// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the walk finds and somebody still has to mend: tests/ui/walk_known.txt, one a line, "PLACE: words of the
// finding". A line that is found no more is to be taken out. Any thread.

#include <QFile>
#include <QStringList>

namespace beamline::test {

/// The findings of `place` that are not known.
inline QStringList unknown(const QString& place, const QStringList& found) {
    QFile file(QStringLiteral(BEAMLINE_SOURCE_DIR "/tests/ui/walk_known.txt"));
    const QString known = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    const QString head = place.section(QLatin1Char('/'), 0, 0) + QStringLiteral(": ");
    QStringList words;
    for (const QString& line : known.split(QLatin1Char('\n'))) {
        if (line.startsWith(head)) {
            words << line.mid(head.size());
        }
    }
    QStringList rest = found;
    rest.removeIf([&words](const QString& one) {
        return std::any_of(words.begin(), words.end(), [&one](const QString& part) { return one.contains(part); });
    });
    return rest;
}

}  // namespace beamline::test
