// SPDX-License-Identifier: Apache-2.0
#include "app/script/realm.h"

namespace beamline::script {

namespace {
/// What scripts of today expect and this engine does not bring (ECMAScript 2019 to 2022), as far as it is no syntax.
const char* const kAdditions = R"((function () {
"use strict";
const add = function (object, name, value) {
    if (object[name] === undefined) {
        Object.defineProperty(object, name, { value: value, writable: true, configurable: true });
    }
};
const flat = function (from, depth, to) {
    for (const item of from) {
        if (depth >= 1 && Array.isArray(item)) { flat(item, depth - 1, to); } else { to.push(item); }
    }
    return to;
};
const at = function (index) {
    const whole = Math.trunc(index) || 0;
    return this[whole < 0 ? whole + this.length : whole];
};
add(Array.prototype, "flat", function (depth) { return flat(this, depth === undefined ? 1 : Number(depth) || 0, []); });
add(Array.prototype, "flatMap", function (f, self) { return flat(this.map(f, self), 1, []); });
add(Array.prototype, "at", at);
add(String.prototype, "at", at);
add(String.prototype, "trimStart", function () { return String(this).replace(/^\s+/, ""); });
add(String.prototype, "trimEnd", function () { return ("x" + this).trim().slice(1); });
add(String.prototype, "replaceAll", function (what, by) {
    if (what instanceof RegExp) {
        if (!what.global) { throw new TypeError("replaceAll needs the flag g"); }
        return String(this).replace(what, by);
    }
    return String(this).replace(new RegExp(String(what).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g"), by);
});
add(Object, "fromEntries", function (entries) {
    const object = {};
    for (const [key, value] of entries) {
        Object.defineProperty(object, key, { value: value, writable: true, enumerable: true, configurable: true });
    }
    return object;
});
}))";

/// Takes what it needs before a script can change it. Function() accepts a body only if it is one: nothing in a source
/// can stand outside of its function.
const char* const kOpen = R"((function (globalThis, frozen) {
"use strict";
const Make = Function, parse = JSON.parse, stringify = JSON.stringify, apply = Reflect.apply, Later = Promise,
    freeze = Object.freeze,
    Mistake = Error;
const clock = { now: 0, seed: 1 };
const quiet = function () {};
Object.defineProperty(globalThis, "globalThis", { value: globalThis, writable: true, configurable: true });
globalThis.console = { log: quiet, info: quiet, warn: quiet, error: quiet, debug: quiet };
const told = function (thrown) {
    try {
        if (thrown instanceof Mistake) { return thrown.name + ": " + thrown.message; }
        return typeof thrown === "string" ? thrown : stringify(thrown) || "undefined";
    } catch (again) {
        return "something that cannot be shown";
    }
};
if (frozen) {
    lock(clock);
}
return {
    compile: function (parameters, body) {
        const f = apply(Make, undefined, parameters.concat(['"use strict";' + body]));
        if (frozen) {  // it knows itself by name
            freeze(f.prototype);
            freeze(f);
        }
        return f;
    },
    call: function (f, text, now) {  // a text, or a list of the one that says what was thrown
        clock.now = now;
        clock.seed = (Math.floor(now) >>> 0) ^ 0x9E3779B9;
        try {
            const value = apply(f, undefined, parse(text));
            if (value instanceof Later) {
                return ["TypeError: it gives a Promise; scripts cannot wait here, so give the value itself"];
            }
            const written = stringify(value);
            return written === undefined ? "null" : written;
        } catch (thrown) {
            return [told(thrown)];
        }
    }
};
)";

/// The clock and the dice are what the call says, nothing compiles text, and then everything that can be reached is
/// frozen: no expression sees what another one did.
const char* const kLock = R"(
function lock(clock) {
    const Real = Date, random = function () {  // xorshift
        let x = clock.seed | 0;
        x ^= x << 13; x ^= x >>> 17; x ^= x << 5;
        clock.seed = x === 0 ? 1 : x;
        return (x >>> 0) / 4294967296;
    };
    const Shown = function Date(...parts) {
        if (new.target === undefined) { return new Real(clock.now).toString(); }
        return Reflect.construct(Real, parts.length === 0 ? [clock.now] : parts, new.target);
    };
    Object.defineProperty(Shown, "prototype", { value: Real.prototype, writable: false });
    Object.defineProperty(Real.prototype, "constructor", { value: Shown });
    Shown.UTC = Real.UTC; Shown.parse = Real.parse; Shown.now = function () { return clock.now; };
    globalThis.Date = Shown;
    Math.random = random;
    const refuse = function (name) {
        return function () { throw new TypeError(name + " is not available in expressions"); };
    };
    const hide = function (object, key, value) {
        Object.defineProperty(object, key, { value: value, writable: false, configurable: true });
    };
    hide(Function.prototype, "constructor", refuse("Function"));
    hide(Object.getPrototypeOf(function* () {}), "constructor", refuse("GeneratorFunction"));
    hide(globalThis, "Function", refuse("Function"));
    hide(globalThis, "eval", refuse("eval"));
    for (const key of ["gc", "print", "Qt", "qsTr", "SharedArrayBuffer", "Atomics"]) { delete globalThis[key]; }
    for (const key of Object.getOwnPropertyNames(RegExp)) {  // $1, lastMatch, … remember the last match of anybody
        if (!["prototype", "length", "name"].includes(key)) { delete RegExp[key]; }
    }
    const seen = new Set(), open = [globalThis, [][Symbol.iterator](), new Map().entries(), new Set().values(),
        ""[Symbol.iterator](), (function* () {})(), function* () {}];
    while (open.length > 0) {
        const at = open.pop();
        if ((typeof at !== "object" && typeof at !== "function") || at === null || seen.has(at)) { continue; }
        seen.add(at);
        open.push(Object.getPrototypeOf(at));
        for (const key of Reflect.ownKeys(at)) {
            const property = Object.getOwnPropertyDescriptor(at, key);
            if (property !== undefined) { open.push(property.value, property.get, property.set); }
        }
    }
    for (const at of seen) { Object.freeze(at); }
}
}))";

}  // namespace

Realm::Realm(Kind kind) {
    m_engine.evaluate(QString::fromUtf8(kAdditions), QStringLiteral("additions")).call();
    const auto source = QString::fromUtf8(kOpen) + QString::fromUtf8(kLock);
    const auto made = m_engine.evaluate(source, QStringLiteral("realm"))
                          .call({m_engine.globalObject(), QJSValue(kind == Kind::frozen)});
    if (made.isError()) {
        qFatal("The JavaScript world could not be made: %s (line %d)", qPrintable(made.toString()),
               made.property(QStringLiteral("lineNumber")).toInt());
    }
    m_compile = made.property(QStringLiteral("compile"));
    m_call = made.property(QStringLiteral("call"));
}

QJSValue Realm::compile(const QStringList& parameters, const QString& body) {
    return m_compile.call({m_engine.toScriptValue(parameters), QJSValue(body)});
}

Outcome Realm::mistake(const QStringList& parameters, const QString& body) {
    // Function() does not say where. This does, and as the text is no function body, it can run what stands in it: here
    // that meets nobody else.
    Realm alone(Kind::open);
    const auto error = alone.m_engine.evaluate(QStringLiteral("(function (") + parameters.join(QLatin1Char(',')) +
                                               QStringLiteral(") {\"use strict\";") + body + QStringLiteral("})"));
    const auto line = error.property(QStringLiteral("lineNumber")).toInt();
    const bool told = error.isError() && error.errorType() == QJSValue::SyntaxError;
    auto message =
        told ? error.property(QStringLiteral("message")).toString() : QStringLiteral("it does not stand alone");
    if (!told || line < 1) {
        return {{}, "syntax", message};
    }
    const bool inside = line <= body.count(QLatin1Char('\n'));
    return {{},
            "syntax",
            inside ? QStringLiteral("%1 in line %2").arg(message).arg(line) : message + QStringLiteral(" at its end")};
}

Outcome Realm::call(const QJSValue& function, const QString& arguments, double nowMs) {
    const auto value = m_call.call({function, QJSValue(arguments), QJSValue(nowMs)});
    if (value.isString()) {
        return {value.toString(), nullptr, {}};
    }
    return {{}, "thrown", value.isArray() ? value.property(0).toString() : value.toString()};
}

}  // namespace beamline::script
