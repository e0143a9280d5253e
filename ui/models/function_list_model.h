// SPDX-License-Identifier: Apache-2.0
#pragma once
// The functions of the engine's catalog that hold a text, by name. The port gives all of them at once, so this is one
// of the few lists that are filtered here. GUI thread.

#include <QAbstractTableModel>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

class FunctionListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class State { Idle, Loading, Ready, Failed };
    /// IdRole: "name:version". VersionRole: the version.

    explicit FunctionListModel(EngineSession* session, QObject* parent = nullptr);

    void refresh();
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    /// Name, summary and arguments are searched.
    void setFilter(const QString& text);
    const std::vector<api::FunctionInfo>& all() const { return m_all; }
    const api::FunctionInfo& at(int row) const {
        return m_all[static_cast<std::size_t>(m_shown[static_cast<std::size_t>(row)])];
    }
    int rowOf(const QString& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void stateChanged();

private:
    void filter();

    EngineSession* m_session;
    State m_state = State::Idle;
    api::Error m_error;
    QString m_text;
    std::vector<api::FunctionInfo> m_all;
    std::vector<int> m_shown;
};

}  // namespace beamline::ui
