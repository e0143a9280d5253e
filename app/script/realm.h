// SPDX-License-Identifier: Apache-2.0
#pragma once
// A JavaScript world: one QJSEngine and what scripts find in it. Belongs to the thread that makes it; only interrupt()
// may be called from another one.
//
// The language is that of Qt 6.4's engine, ECMAScript 2016 in strict mode, with Object.entries and values, padStart,
// `?.` and `??`, and what is added here: flat, flatMap, at, fromEntries, trimStart, trimEnd, replaceAll. It has no
// object spread (`{...a}`), no async, no catch without a name, no class fields, no BigInt, no modules, no Intl, and in
// regular expressions no named groups and no looking behind. Scripts see no files, no network and no timers.

#include <QJSEngine>
#include <QJSValue>
#include <QString>
#include <QStringList>
#include <cstdint>

namespace beamline::script {

/// What became of a call: `value` is JSON text, or `error` says what kind of failure `message` is about.
struct Outcome {
    QString value;
    const char* error = nullptr;  ///< "syntax", "thrown"
    QString message;
};

class Realm {
public:
    /// `frozen`: for expressions, which share it. Nothing in it can be changed, the clock stands at what each call is
    /// told, and random numbers follow from it: the same call gives the same value. Otherwise: for one script, with the
    /// real clock.
    enum class Kind { frozen, open };
    explicit Realm(Kind kind);

    /// A function of these parameters with this body; an error value when it cannot be compiled.
    QJSValue compile(const QStringList& parameters, const QString& body);
    /// What is wrong with a body that cannot be compiled.
    static Outcome mistake(const QStringList& parameters, const QString& body);
    /// `arguments`: JSON text of an array. `nowMs`: the time that a frozen realm shows.
    Outcome call(const QJSValue& function, const QString& arguments, double nowMs);
    void interrupt() { m_engine.setInterrupted(true); }
    void resume() { m_engine.setInterrupted(false); }

private:
    QJSEngine m_engine;
    QJSValue m_compile;
    QJSValue m_call;
};

}  // namespace beamline::script
