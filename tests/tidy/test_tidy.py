#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves that tidy.py finds each kind of breach and lets good sources pass, on small trees made up here."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import tidy  # noqa: E402

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
HEADER = SPDX + "#pragma once\n"
GOOD = {"README.md": "", "engine/api/engine.h": HEADER, "engine/store/journal.h": HEADER, "ui/session/session.h": HEADER}


def breaches(files):
    with tempfile.TemporaryDirectory() as root:
        for name, text in {**GOOD, **files}.items():
            path = Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tidy.Tidy(root).run()


def names(code):
    return [(name, last - first + 1) for name, first, last in tidy.functions(tidy.bare(code))]


class Rules(unittest.TestCase):
    def finds(self, what, name, text):
        found = breaches({name: text})
        self.assertEqual(len(found), 1, found)
        self.assertIn(what, found[0])
        self.assertTrue(found[0].startswith(name.split("/")[0]), found)

    def passes(self, name, text):
        self.assertEqual(breaches({name: text}), [])

    def testGoodTree(self):
        self.assertEqual(breaches({}), [])

    def testArrows(self):
        self.finds("engine/api may not include engine/store", "engine/api/a.cpp", SPDX + '#include "engine/store/journal.h"\n')
        self.finds("engine/api may not include ui/session", "engine/api/a.cpp", SPDX + '#include "ui/session/session.h"\n')
        self.finds("ui/models may not include engine/store", "ui/models/a.cpp", SPDX + '#  include "engine/store/journal.h"\n')
        self.passes("ui/models/a.cpp", SPDX + '#include "ui/session/session.h"\n#include "engine/api/engine.h"\n#include "a.moc"\n')
        self.finds("engine/gateway may not include engine/store", "engine/gateway/a.cpp", SPDX + '#include "engine/store/journal.h"\n')
        self.passes("app/ctl/a.cpp", SPDX + '#include "engine/store/journal.h"\n')
        self.passes("engine/api/a.cpp", SPDX + '// #include "engine/store/journal.h"\n/* \n#include "engine/store/journal.h"\n*/\n')
        self.finds("no file of ours", "engine/api/a.cpp", SPDX + '#include "result.h"\n')
        self.finds("in no room", "engine/attic/a.cpp", SPDX)

    def testLibraries(self):
        self.finds("engine/runtime/ only", "engine/core/a.cpp", SPDX + "#include <caf/all.hpp>\n")
        self.passes("engine/runtime/a.cpp", SPDX + "#include <caf/all.hpp>\n")
        self.finds("ui/session/ only", "ui/pages/a.cpp", SPDX + "#include <qt6keychain/keychain.h>\n")
        self.passes("ui/session/a.cpp", SPDX + "#include <qt6keychain/keychain.h>\n")
        self.finds("engine/store/ or", "engine/wire/a.cpp", SPDX + "#include <sqlite3.h>\n")
        self.passes("engine/blocks/sql_block.cpp", SPDX + "#include <sqlite3.h>\n")
        self.finds("engine/store/ or", "engine/blocks/http_block.cpp", SPDX + "#include <sqlite3.h>\n")
        self.finds("http_server.cpp only", "engine/gateway/a.cpp", SPDX + "#include <microhttpd.h>\n")
        self.finds("metrics.cpp only", "engine/runtime/a.cpp", SPDX + "#include <prometheus/counter.h>\n")
        self.finds("engine/nats/ only", "app/console/a.cpp", SPDX + "#include <nats.h>\n")
        self.finds("ui/ or app/console/ or app/script/ only", "engine/core/a.cpp", SPDX + "#include <QString>\n")
        self.finds("ui/ or app/console/ or app/script/ only", "app/ctl/a.cpp", SPDX + "#include <QtGlobal>\n")
        self.finds("umbrella", "ui/pages/a.cpp", SPDX + "#include <QtWidgets>\n")
        self.finds("umbrella", "ui/pages/a.cpp", SPDX + "#include <QtCharts/QtCharts>\n")
        self.passes("ui/pages/a.cpp", SPDX + "#include <QTableView>\n#include <QtGlobal>\n")

    def testFiles(self):
        self.finds("must begin with", "engine/api/a.cpp", "int a;\n")
        self.finds("must begin with", "tests/engine/tst_a.cpp", "int a;\n")
        self.finds("no SPDX", "tests/tool.py", "print()\n")
        self.finds("no SPDX", "installer/run", "#!/usr/bin/env bash\n")
        self.finds("pragma once", "ui/models/a.h", SPDX + "#ifndef A\n#endif\n")
        self.finds("601 lines", "ui/models/a.cpp", SPDX + "\n" * 600)
        self.passes("ui/models/a.cpp", SPDX + "\n" * 599)
        self.finds("top level", "scripts/a.txt", "")
        self.finds("leaves work", "engine/api/a.cpp", SPDX + "// TO" + "DO later\n")
        self.finds("leaves work", "tests/ui/a.cpp", SPDX + "// FIX" + "ME\n")

    def testLooks(self):
        for text in ['auto c = QColor(QStringLiteral("#ff8800"));', "QColor c(1, 2, 3);", 'label->setStyleSheet(u"padding: 4px"_qs);',
                     "font.setPixelSize(12);", 'x = u"font-size: large"_qs;', "layout->setContentsMargins(0, 12, 0, 0);",
                     "box->setSpacing(8);", "button->setIconSize(QSize(16, 16));", "p = QColor(Qt::red);"]:
            with self.subTest(text):
                self.finds("take it from the Theme", "ui/pages/runs/a.cpp", f"{SPDX}void f() {{ {text} }}\n")
                self.passes("ui/widgets/theme.cpp", f"{SPDX}void f() {{ {text} }}\n")
        for text in ["layout->setContentsMargins(0, 0, 0, 0);", "box->setSpacing(theme.space(2));", "QColor c(theme.accent());", "QColor c(Qt::transparent);",
                     'call(u"#anchor"_qs);', "box->setSpacing(2 * Theme::kUnit);"]:
            with self.subTest(text):
                self.passes("ui/pages/runs/a.cpp", f"{SPDX}void f() {{ {text} }}\n")


class Functions(unittest.TestCase):
    def testLengthLimit(self):
        long = SPDX + "int f() {\n" + "    g();\n" * 69 + "}\n"
        found = breaches({"engine/core/a.cpp": long})
        self.assertEqual(len(found), 1)
        self.assertIn("engine/core/a.cpp:2: f has 71 lines", found[0])
        self.assertEqual(breaches({"engine/core/a.cpp": long.replace("g();\n", "", 1)}), [])
        self.assertEqual(breaches({"tests/engine/a.cpp": long}), [])
        tidy.LONG_FUNCTIONS["engine/core/a.cpp:f"] = "a test's"
        self.addCleanup(tidy.LONG_FUNCTIONS.clear)
        self.assertEqual(breaches({"engine/core/a.cpp": long}), [])

    def testShapes(self):
        self.assertEqual(names("namespace a::b {\nint f(int x)\n    const {\n}\n}\n"), [("f", 3)])
        self.assertEqual(names("struct A : B<int> {\n    A() : m_a{1}, m_b(2), m_c{} {\n    }\n    ~A() {}\n    int m_a = 3;\n};"),
                         [("A", 2), ("~A", 1)])
        self.assertEqual(names("A::A(int a)\n    : m_a{a},\n      m_b{\n          2} {\n    g();\n}\n"), [("A::A", 6)])
        self.assertEqual(names("template <class T>\nauto f(T t) -> decltype(t) {\n    return [&] {\n        return t;\n    }();\n}"), [("f", 6)])
        self.assertEqual(names("const int kTable[] = {1,\n 2};\nstd::map<int, int> kMap{{1, 2}};\nauto x = make({1, 2});\nint f() {\n}"), [("f", 2)])
        self.assertEqual(names("bool operator==(const A& a) {\n}\nvoid operator()(int) {}\n"), [("operator==", 2), ("operator()", 1)])
        self.assertEqual(names("#define X(a) \\\n  struct a { \\\n  };\nDESCRIBE(A, (), (b))\n\nint f() {\n}\n"), [("f", 2)])
        self.assertEqual(names('int f() {\n    auto s = "}{";  // }}}\n    char c = \'}\';\n    auto r = R"(}})";\n    int n = 1\'000;\n}\n'), [("f", 6)])
        self.assertEqual(names('extern "C" {\nint f() {\n}\n}\nenum class E : int { a, b };\nclass alignas(64) C {\n  void g() {\n  }\n};\n'),
                         [("f", 2), ("g", 2)])
        self.assertEqual(names("int f() {\n    struct L {\n        int g() { return 1; }\n    };\n}\n"), [("f", 5)])


if __name__ == "__main__":
    unittest.main()
