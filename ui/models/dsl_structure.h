// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may stand where in a definition (Open Workflow Specification, DSL 1.0.3): members with a line about each, and
// the words that a value is one of. Data and pure functions, any thread.

#include <QStringList>
#include <QVector>

#include "ui/models/yaml_place.h"

namespace beamline::ui {

struct DslMember {
    QString name;
    QString type;  ///< as in the table of dsl_structure.cpp
    QString text;  ///< one or two sentences
};

/// The type of what a path leads to. Types are words ("task"), "list X" and "map X"; the empty type is unknown or free.
struct DslPlace {
    QString type;
    int taskList = -1;  ///< index into the path of the item of the innermost task list, -1 outside of tasks
    int with = -1;      ///< index into the path of the innermost `with` of a call, -1 elsewhere
};
/// `call` is what the task around `with` calls: "http" and its like have members of their own here.
DslPlace dslPlace(const QVector<YamlStep>& path, const QString& call);

/// Members of a type; of a task, those that fit with the members it has already.
QVector<DslMember> dslMembers(const QString& type, const QVector<YamlPair>& siblings);
/// Type of the value of `key` in a mapping of this type.
QString dslTypeOf(const QString& type, const QString& key);
/// Words that a value of this type is one of; empty: any.
QStringList dslWords(const QString& type);
/// What `call` may be besides functions.
QVector<DslMember> dslCalls();
/// "call", "do", "for" …: what a task is known by.
const QStringList& dslTaskKinds();

}  // namespace beamline::ui
