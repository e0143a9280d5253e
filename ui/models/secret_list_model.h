// SPDX-License-Identifier: Apache-2.0
#pragma once
// Secrets by name: those that deployed workflows ask for and those that are kept, with where the value is. Names only.
// GUI thread.

#include <QAbstractTableModel>
#include <QStringList>
#include <map>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

/// The names that a definition lists in `use.secrets`.
QStringList secretsOf(const QString& source);

enum class SecretPlace {
    Keychain,
    File,
    Refused,  ///< a file that others can read: the engine does not take it
    Missing,
    Elsewhere,  ///< with another process, whose keychain, and maybe files, cannot be seen from here
};
/// Where the engine of `session` finds this one.
SecretPlace placeOfSecret(const EngineSession& session, const QString& name);
/// The folder in which the engine of `session` looks for files of secrets.
QString secretFolder(const EngineSession& session);

class SecretListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kMaxWorkflows = 1000;  ///< looked at; more are not, and isWhole() says so
    static constexpr int kMaxAtOnce = 4;        ///< questions to the engine under way

    enum Columns { NameColumn, PlaceColumn, NeededColumn, ColumnCount };
    enum class State { Idle, Loading, Ready, Failed };
    struct Row {
        QString name;
        SecretPlace place = SecretPlace::Missing;
        QStringList neededBy;  ///< "namespace/name" of deployed workflows, latest versions
        bool operator==(const Row&) const = default;
    };
    /// IdRole: the name. KindRole: int(SecretPlace).

    explicit SecretListModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks for the deployed workflows, and reads those that have changed since.
    void refresh();
    /// Looks again where the values are.
    void update();
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    /// All deployed workflows have been looked at: who is not named does not need it.
    bool isWhole() const { return m_whole; }
    int count(SecretPlace place) const;
    const Row& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Also when an answer changed nothing.
    void stateChanged();

private:
    void ask(const api::Cursor& after);
    void readNext();
    void fail(const api::Error& error);
    void finish();
    void setWhole(bool whole);
    void merge(std::vector<Row> rows);

    EngineSession* m_session;
    State m_state = State::Idle;
    api::Error m_error;
    std::vector<Row> m_rows;
    std::vector<api::WorkflowInfo> m_deployed;  ///< of the question under way
    std::size_t m_next = 0;
    int m_under = 0;
    std::map<std::string, QStringList> m_needs;  ///< by namespace/name/version
    std::vector<api::WorkflowInfo> m_known;      ///< of the last whole answer
    quint64 m_token = 0;                         ///< of the question under way
    bool m_cut = false;                          ///< likewise
    bool m_whole = false;
    bool m_asking = false;
    bool m_askAgain = false;
};

QString secretPlaceText(SecretPlace place);

}  // namespace beamline::ui
