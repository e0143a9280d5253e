// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may be written at the cursor of a definition: members and words of the language, functions of the catalog and
// their arguments, names of the document. Pure, any thread that owns it.

#include <QString>
#include <QVector>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/dsl_structure.h"
#include "ui/models/yaml_place.h"

namespace beamline::ui {

struct Completion {
    enum class Kind { Member, TaskKind, Function, Argument, Word, Name };
    Kind kind = Kind::Word;
    QString label;   ///< what the list shows
    QString insert;  ///< takes the place of the word; lines behind the first are indented as the member is
    QString detail;  ///< a word or two beside the label: the type
    QString text;    ///< what is said about it: plain text of some lines
};

class CompletionSource {
public:
    static constexpr int kMaxItems = 200;

    void setFunctions(std::vector<api::FunctionInfo> functions);
    const std::vector<api::FunctionInfo>& functions() const { return m_functions; }
    const api::FunctionInfo* function(const QString& call) const;

    /// Those that begin with the word first, then those that hold it; in the order of the language.
    QVector<Completion> at(const LineSource& lines, const YamlPlace& place) const;

private:
    void members(const DslPlace& where, const YamlPlace& place, QVector<Completion>& out) const;
    void values(const LineSource& lines, const DslPlace& where, const YamlPlace& place, QVector<Completion>& out) const;
    void calls(const LineSource& lines, const YamlPlace& place, QVector<Completion>& out) const;
    bool arguments(const DslPlace& where, const YamlPlace& place, const QString& call, QVector<Completion>& out) const;

    std::vector<api::FunctionInfo> m_functions;
};

/// What the task around `place` calls; empty when it calls nothing or the cursor is in no call.
QString callAround(const LineSource& lines, const YamlPlace& place);
/// Names below `use`.`list`.
QStringList namesUnderUse(const LineSource& lines, const QString& list);

}  // namespace beamline::ui
