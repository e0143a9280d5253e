// SPDX-License-Identifier: Apache-2.0
#pragma once
// English as it is written in the source, with its plurals: "%n run(s)" is "1 run" or "2 runs". GUI thread only.

#include <QTranslator>

namespace beamline::ui {

/// Without it Qt shows the source text of a plural. A language's own translator is installed after it and wins.
class EnglishPlurals : public QTranslator {
    Q_OBJECT
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int n) const override {
        QString text = QString::fromUtf8(source);
        // A null answer means "not mine": only plurals are.
        return n < 0 || !text.contains(QLatin1String("(s)"))
                   ? QString()
                   : text.replace(QLatin1String("(s)"), n == 1 ? QLatin1String("") : QLatin1String("s"));
    }
};

}  // namespace beamline::ui
