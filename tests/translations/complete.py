#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every text of the console has its translation in every language, with the same places to fill in.

complete.py LUPDATE ROOT: brings a copy of translations/*.ts up to date with the sources and looks at what is in it.
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

FORMS = {"de": 2, "ru": 3}


def holes(text):
    return sorted(set(re.findall(r"%L?\d|%n", text)))


def mnemonics(text):
    return len(re.findall(r"&(?=[^\W\d_])(?!\w+;)", text))


def mistakes(source, forms, plural, wanted):
    if plural and len(forms) != wanted:
        yield f"has {len(forms)} forms, {wanted} are needed"
    for form in forms:
        if not form.strip():
            yield "is empty"
            continue
        lost = set(holes(source)) ^ set(holes(form))
        if lost - ({"%n"} if plural else set()):
            yield f"differs in {', '.join(sorted(lost))}"
        if source.endswith("…") != form.endswith("…"):
            yield "begins or loses an ellipsis"
        if source.count("\n") != form.count("\n"):
            yield "has other line breaks"
        if sorted(re.findall(r"</?\w+", source)) != sorted(re.findall(r"</?\w+", form)):
            yield "has other tags"
        if mnemonics(source) != mnemonics(form):
            yield "has other mnemonics"


def check(path):
    language = path.stem.split("_")[1]
    count, wrong = 0, []
    for context in ET.parse(path).getroot().findall("context"):
        name = context.findtext("name")
        for message in context.findall("message"):
            count += 1
            source, translation = message.findtext("source"), message.find("translation")
            plural = message.get("numerus") == "yes"
            forms = [f.text or "" for f in translation.findall("numerusform")] if plural else [translation.text or ""]
            told = ["is not translated"] if translation.get("type") == "unfinished" else \
                list(mistakes(source, forms, plural, FORMS[language]))
            wrong += [f"{path.name}: {name}: {source!r} {what}" for what in told]
    return count, wrong


def main():
    lupdate, root = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(shutil.copy(ts, folder)) for ts in sorted((root / "translations").glob("*.ts"))]
        subprocess.run([lupdate, "-silent", "-no-obsolete", "-locations", "none", "-I", root, root / "ui", root / "app/console",
                        "-ts", *copies], check=True, stderr=subprocess.DEVNULL)
        wrong = []
        for path in copies:
            count, found = check(path)
            wrong += found
            print(f"{path.name}: {count} texts")
    if wrong:
        print("\n".join(wrong[:100]))
        print(f"{len(wrong)} to mend: 'cmake --build --preset dev --target translations' brings the .ts files up to date.")
    return 1 if wrong or not copies else 0


if __name__ == "__main__":
    sys.exit(main())
