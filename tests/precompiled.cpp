// SPDX-License-Identifier: Apache-2.0
// Owns the precompiled header of the tests (tests/CMakeLists.txt), which needs a target with a source.
