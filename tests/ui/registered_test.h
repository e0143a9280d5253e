// SPDX-License-Identifier: Apache-2.0
#pragma once
// Many classes of tests in one program, because each program of its own costs half a minute to build. ctest starts the
// program once for each class, which therefore has a process of its own. Main thread.

#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#else
#include <QGuiApplication>
#endif

namespace beamline::test {

#ifdef QT_WIDGETS_LIB
using GuiApplication = QApplication;
#else
using GuiApplication = QGuiApplication;
#endif
using TestRunner = int (*)(int argc, char** argv);

/// Makes a class of tests known under the name of its file, and of its namespace, during static initialisation.
struct RegisteredTest {
    RegisteredTest(const char* name, TestRunner run);
};

template <class App, class Test>
int runTest(int argc, char** argv) {
    App application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

}  // namespace beamline::test

#define GUI_TEST(name, Class)                                      \
    static const beamline::test::RegisteredTest name##_registered( \
        #name, &beamline::test::runTest<beamline::test::GuiApplication, name::Class>);
/// For what needs no widget, and must not come to need one.
#define GUILESS_TEST(name, Class)                                  \
    static const beamline::test::RegisteredTest name##_registered( \
        #name, &beamline::test::runTest<QCoreApplication, name::Class>);
