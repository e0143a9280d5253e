// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roles that all models of the console share, so that one delegate serves every table. GUI thread.

#include <qnamespace.h>

namespace beamline::ui {

enum Roles {
    IdRole = Qt::UserRole + 1,        ///< QString: what the row is, whatever its position
    PhaseRole,                        ///< int: api::Phase; absent when the row has none
    VersionRole,                      ///< QString: drawn as a badge behind the text
    ProgressRole,                     ///< double 0 … 1; absent when there is nothing to show
    StartRole,                        ///< qint64: milliseconds since 1970, 0 when not begun
    EndRole,                          ///< qint64: milliseconds since 1970, 0 while it goes on
    PointerRole,                      ///< QString: JSON pointer
    KindRole,                         ///< int: what kind of value the row is (see the model)
    DryRunRole,                       ///< bool: the row is a dry run and marked, so that nobody takes it for a real one
    FirstOwnRole = Qt::UserRole + 64  ///< models start their own roles here
};

}  // namespace beamline::ui
