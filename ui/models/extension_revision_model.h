// SPDX-License-Identifier: Apache-2.0
#pragma once
// The revisions of one extension, newest first. GUI thread.

#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

struct ExtensionRevision {
    std::string key;  ///< its number
    api::ExtensionInfo info;
    bool newest = false;
    bool operator==(const ExtensionRevision&) const = default;
};

class ExtensionRevisionModel : public KeyedTable<ExtensionRevision> {
    Q_OBJECT
public:
    enum Columns { RevisionColumn, AtColumn, AuthorColumn, SignedColumn, ColumnCount };

    explicit ExtensionRevisionModel(EngineSession* session, QObject* parent = nullptr)
        : KeyedTable(parent), m_session(session) {}

    /// Asks for those of this one; of none: forgets all.
    void show(const std::string& extension);
    const api::Error& error() const { return m_error; }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();

private:
    EngineSession* m_session;
    std::string m_extension;
    api::Error m_error;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
