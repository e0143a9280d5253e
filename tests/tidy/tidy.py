#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves the rules of the house on the sources: who may include whom, sizes, and what must not appear.

Usage: tidy.py [ROOT]. Prints one line for each breach (file:line: what, and what to do) and exits 1 if there is any.
"""
import re
import subprocess
import sys
from pathlib import Path

MAX_FUNCTION_LINES = 70
MAX_FILE_LINES = 600

# Functions that may be longer, as "file:function": "reason". Aim at none.
LONG_FUNCTIONS = {}

# Room -> rooms it may include, besides itself. A room is the longest matching prefix of a path.
ENGINE = {
    "engine/api": [],
    "engine/access": ["engine/api"],
    "engine/core": ["engine/api"],
    "engine/store": ["engine/core", "engine/api"],
    "engine/blocks": ["engine/core", "engine/api"],
    "engine/routing": ["engine/core", "engine/api"],
    "engine/telemetry": ["engine/api"],
    "engine/runtime": ["engine/access", "engine/store", "engine/blocks", "engine/routing", "engine/telemetry", "engine/core", "engine/api"],
    "engine/nats": ["engine/wire", "engine/store", "engine/blocks", "engine/core", "engine/api"],
    "engine/wire": ["engine/api"],
    "engine/gateway": ["engine/telemetry", "engine/api"],
}
UI = {
    "ui/session": ["engine/api"],
    "ui/models": ["ui/session", "engine/api"],
    "ui/widgets": ["ui/models", "ui/session", "engine/api"],
    "ui/pages": ["ui/widgets", "ui/models", "ui/session", "engine/api"],
    "ui/shell": ["ui/pages", "ui/widgets", "ui/models", "ui/session", "engine/api"],
}
ROOMS = {**ENGINE, **UI, "app": [*ENGINE, *UI]}

# Library headers -> the only places that may see them.
LIBRARIES = [
    (re.compile(r"caf/"), ["engine/runtime/"]),
    (re.compile(r"nats"), ["engine/nats/"]),
    (re.compile(r"archive(_entry)?\.h"), ["engine/blocks/archive"]),
    (re.compile(r"grpc"), ["engine/blocks/grpc_channel.cpp"]),
    (re.compile(r"(libpq|postgresql/)"), ["engine/blocks/sql"]),
    (re.compile(r"microhttpd"), ["engine/gateway/http_server.cpp"]),
    (re.compile(r"prometheus/"), ["engine/telemetry/metrics.cpp"]),
    (re.compile(r"sqlite3"), ["engine/store/", "engine/blocks/sql"]),
    (re.compile(r"record\.pb\.h"), ["engine/store/record.cpp"]),
    (re.compile(r"(Q[A-Z]|Qt[A-Z])"), ["ui/", "app/console/", "app/script/"]),
    (re.compile(r"(qt6keychain/|QDBus)"), ["ui/session/"]),
]
UMBRELLAS = re.compile(r"(Qt(Core|Gui|Widgets|Network|Test|Svg|Charts|Concurrent|Qml|Sql)(/Qt\w+)?|bits/stdc\+\+\.h)$")

TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CHANGELOG.md", "app", "engine", "ui", "resources",
             "translations", "tests", "installer"}
LEFTOVERS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
THEME = "ui/widgets/theme"
LOOKS = [
    (re.compile(r'"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b'), "a colour"),
    (re.compile(r"\bQColor\b\s*\w*\s*[({]\s*(\d|Qt::(?!transparent))|\bqRgba?\s*\(\s*\d|\brgba?\s*\(\s*\d"), "a colour"),
    (re.compile(r"\bset(Point|Pixel)SizeF?\s*\(\s*\d|\bfont-size\s*:|\bfont-family\s*:|\bsetFamil\w+\s*\(\s*(u?\"|QStringLiteral)"),
     "a font or its size"),
    (re.compile(r"\b[1-9]\d*px\b"), "a pixel size"),
    (re.compile(r"\bset(ContentsMargins|Spacing|HorizontalSpacing|VerticalSpacing|DefaultSectionSize|IconSize|"
                r"(Fixed|Minimum|Maximum)(Size|Width|Height))\s*\((QSize\()?([^()]*,)?\s*([2-9]|\d\d+)\s*[,)]"),
     "a pixel size"),
]


TOKENS = re.compile(r'(?P<comment>//[^\n]*|/\*.*?\*/)|R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"'
                    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'", re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)


def spaces(text):
    return re.sub(r"[^\n]", " ", text)


def withoutComments(text):
    """The source with comments blanked out; every line stays where it is."""
    return TOKENS.sub(lambda m: spaces(m.group(0)) if m.group("comment") else m.group(0), text)


def bare(text):
    """The source without comments, directives and the insides of literals; every line stays where it is."""
    code = TOKENS.sub(lambda m: spaces(m.group(0)) if m.group("comment") else '"' + spaces(m.group(0)[1:-1]) + '"', text)
    return DIRECTIVE.sub(lambda m: spaces(m.group(0)), code)


def scopeOf(head):
    """What a brace opens that stands at namespace or class level behind `head`: outer, init, function or inner."""
    head = re.sub(r"\balignas\s*\([^()]*\)", "", head)
    if re.search(r"\b(namespace|class|struct|union|enum)\b[^()=]*$", head) or re.search(r'\bextern\s+"[^"]*"\s*$', head):
        return "outer"
    if re.search(r"\)[^;{}]*[^:]:(?!:).*[\w>]\s*$", head, re.S):
        return "init"  # m_member{…} of a constructor: its body is still to come
    if re.search(r"=\s*$", head) or not re.search(r"[\w>=\-+*/!<&|^%\[\]]\s*\(", head):
        return "inner"
    return "function"


def functions(code):
    """(name, first line, last line) of every function definition in bare code; a lambda counts with its function."""
    scopes = []
    start = parens = 0  # where the text before the next brace begins; how many brackets are open
    found = None
    for match in re.finditer(r"[()\[\]{};]", code):
        at, char = match.start(), match.group(0)
        if char in "([":
            parens += 1
        elif char in ")]":
            parens -= 1
        elif char == "{":
            scope = "inner"
            if parens == 0 and all(open_scope == "outer" for open_scope in scopes):
                head = re.split(r"\n[ \t]*\n", code[start:at].rstrip())[-1]  # no signature has an empty line inside
                scope = scopeOf(head)
                if scope == "function":
                    name = re.search(r"(operator\s*\S+?|[~\w:]+)\s*\(", head)
                    lead = len(head) - len(head.lstrip())
                    found = name.group(1) if name else "?", code.count("\n", 0, start + code[start:at].rfind(head) + lead) + 1
            scopes.append(scope)
            if scope != "init":
                start = at + 1
        elif char == "}":
            scope = scopes.pop() if scopes else "outer"
            if scope == "function":
                yield (*found, code.count("\n", 0, at) + 1)
            if scope != "init":
                start = at + 1
        elif parens == 0:
            start = at + 1


class Tidy:
    def __init__(self, root):
        self.root = Path(root)
        self.breaches = []

    def breach(self, path, line, what):
        self.breaches.append(f"{path}:{line}: {what}")

    def files(self):
        """Everything that is or could be committed, as paths from the top."""
        if (self.root / ".git").exists():
            listed = subprocess.run(["git", "-C", str(self.root), "ls-files", "-co", "--exclude-standard"],
                                    capture_output=True, text=True, check=True).stdout.splitlines()
            return sorted(name for name in set(listed) if (self.root / name).is_file())
        return sorted(str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.is_file())

    def run(self):
        names = self.files()
        for top in sorted({name.split("/")[0] for name in names}):
            if top not in TOP_LEVEL and not top.startswith("."):
                self.breach(top, 1, "does not belong to the top level; give it a room (README, \"where to find what\")")
        for name in names:
            if name.endswith((".cpp", ".h")):
                self.source(name, (self.root / name).read_text(encoding="utf-8"))
            elif name.endswith((".py", ".sh")) or re.fullmatch(r"(installer|tests|\.ci)/run", name):
                self.script(name, (self.root / name).read_text(encoding="utf-8"))
        return self.breaches

    def script(self, name, text):
        if "SPDX-License-Identifier: Apache-2.0" not in "\n".join(text.splitlines()[:3]):
            self.breach(name, 1, "has no SPDX line; add '# SPDX-License-Identifier: Apache-2.0'")

    def source(self, name, text):
        lines = text.splitlines()
        product = name.startswith(("engine/", "ui/", "app/"))
        if not lines or lines[0] != "// SPDX-License-Identifier: Apache-2.0":
            self.breach(name, 1, "must begin with '// SPDX-License-Identifier: Apache-2.0'")
        if name.endswith(".h") and "#pragma once" not in lines[:3]:
            self.breach(name, 2, "is a header without '#pragma once' behind its SPDX line")
        for number, line in enumerate(lines, 1):
            if LEFTOVERS.search(line):
                self.breach(name, number, "leaves work behind; do it, or say in README what is missing")
        if not product:
            return
        if len(lines) > MAX_FILE_LINES:
            self.breach(name, MAX_FILE_LINES, f"has {len(lines)} lines of at most {MAX_FILE_LINES}; split it by subject")
        for function, first, last in functions(bare(text)):
            if last - first + 1 > MAX_FUNCTION_LINES and f"{name}:{function}" not in LONG_FUNCTIONS:
                self.breach(name, first, f"{function} has {last - first + 1} lines of at most {MAX_FUNCTION_LINES}; split it")
        code = withoutComments(text)
        self.includes(name, code)
        self.looks(name, code)

    def includes(self, name, code):
        room = roomOf(name)
        if room is None:
            self.breach(name, 1, "is in no room that tests/tidy/tidy.py knows; add the room and what it may include")
            return
        for number, line in enumerate(code.splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not match:
                continue
            quote, header = match.groups()
            if quote == '"' and not header.endswith(".moc"):
                other = roomOf(header)
                if other is None or not (self.root / header).is_file():
                    self.breach(name, number, f'"{header}" is no file of ours; write the path from the top, or <…> for a library')
                elif other != room and other not in ROOMS[room]:
                    self.breach(name, number, f"{room} may not include {other}; declare an interface in {room} instead")
            for library, places in LIBRARIES:
                if library.match(header) and not name.startswith(tuple(places)):
                    self.breach(name, number, f"<{header}> belongs in {' or '.join(places)} only")
            if UMBRELLAS.match(header):
                self.breach(name, number, f"<{header}> is an umbrella header; include the classes one by one")

    def looks(self, name, code):
        if name.startswith(THEME) or not name.startswith(("ui/", "app/console/")):
            return
        for number, line in enumerate(code.splitlines(), 1):
            for pattern, what in LOOKS:
                if pattern.search(line):
                    self.breach(name, number, f"writes {what} down; take it from the Theme")


def roomOf(path):
    rooms = [room for room in ROOMS if path.startswith(room + "/")]
    return max(rooms, key=len, default=None)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    breaches = Tidy(root).run()
    print("\n".join(breaches) or "tidy")
    sys.exit(1 if breaches else 0)


if __name__ == "__main__":
    main()
