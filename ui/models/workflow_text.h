// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small edits of a definition's text that keep everything else as it was written. Pure functions, any thread.

#include <QString>
#include <QVector>
#include <optional>

namespace beamline::ui {

/// Characters `from` to `from + length` of a text and what stands there.
struct TextRange {
    int from = 0;
    int length = 0;
    QString text;
};

/// The value of document.`member`, without quotes, wherever YAML or JSON has it.
std::optional<TextRange> documentMember(const QString& source, const QString& member);
/// The version behind this one: 1.2.3 gives 1.2.4, and 1.2.3-rc.1 gives 1.2.3 (semver.org). Empty for what is none.
QString nextPatch(const QString& version);
/// Whether `a` comes before `b` (semver.org §11). What is no version comes before every one.
bool versionBefore(const QString& a, const QString& b);
/// The source with another document.version; empty when it has none to replace.
QString withVersion(const QString& source, const QString& version);
/// Indented by `column`, all lines behind the first.
QString indentRest(const QString& text, int column);

struct WorkflowTemplate {
    QString title;
    QString summary;
    QString source;
};
/// What a new workflow begins with; each is valid as it is.
QVector<WorkflowTemplate> workflowTemplates();

}  // namespace beamline::ui
