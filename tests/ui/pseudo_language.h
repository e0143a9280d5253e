// SPDX-License-Identifier: Apache-2.0
#pragma once
// A language that nobody speaks: every text stays readable, has other letters, is longer, and stands in brackets. What
// has not passed through a translator, or has no room, shows. GUI thread.

#include <QTranslator>

class QWidget;

namespace beamline::test {

class PseudoLanguage : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* disambiguation, int n) const override;

    /// "Runs (%1)" as "[Řúñš (%1) ẋẋẋ]"; places to fill in, markup and keys stay as they are.
    static QString of(const QString& text);
};

/// Texts of what can be seen below `root`: labels, buttons, tabs, heads, cells, tool tips, names, commands.
QStringList textsOf(const QWidget& root);
/// The texts of this widget alone.
QStringList ownTexts(const QWidget& widget);
/// Without markup and marks of keys.
QString plainText(const QString& text);

/// What can be seen below `root` and has less room than its text needs, though nothing tells the rest: labels, buttons,
/// tabs, heads and cells that are neither wrapped nor shown in full by a tool tip. One sentence each.
QStringList cutTexts(const QWidget& root);

}  // namespace beamline::test
