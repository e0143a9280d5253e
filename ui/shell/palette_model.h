// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the palette offers for what is typed: commands and settings at once, runs, workflows and approvals as soon as
// the engine has found them. GUI thread only.

#include <QAbstractListModel>
#include <QTimer>
#include <array>
#include <functional>
#include <vector>

namespace beamline::ui {

class EngineSession;

/// Something to choose. Of those that fit alike the kinds come in this order.
struct PaletteEntry {
    enum class Kind { Command, Setting, Workflow, Approval, Run };
    Kind kind = Kind::Command;
    QString id;  ///< "command:go.runs", "run:<id>": what is remembered of it
    QString text;
    QString words;  ///< is searched too and not shown
    QString note;   ///< on the right, when there is no key
    QString key;
    QString icon;
    std::function<void()> choose;
};

class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int kRestMs = 80;        ///< after the last key until the engine is asked
    static constexpr int kFewestLetters = 2;  ///< that it is asked for
    static constexpr int kMaxFound = 8;       ///< of each kind that the engine finds
    static constexpr int kMaxShown = 60;
    /// NoteRole: QString. KeyRole: QString. IconRole: QString, a name of the icon set.
    enum OwnRoles { NoteRole = Qt::UserRole + 200, KeyRole, IconRole };

    /// `session` null: nothing is asked. `open` goes to a place.
    PaletteModel(std::vector<PaletteEntry> fixed, QStringList recent, EngineSession* session,
                 std::function<void(const QString&)> open, QObject* parent = nullptr);

    /// What has been found for an earlier text stays while it fits this one, until the new answer is there.
    void setText(const QString& text);
    /// The engine has answered for this text, or is not asked.
    bool isWhole() const { return m_open == 0 && !m_rest.isActive(); }
    const PaletteEntry& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// isWhole() is another one now.
    void wholeChanged();

private:
    void ask();
    template <class Op>
    void askFor(PaletteEntry::Kind kind, Op op);
    void take(PaletteEntry::Kind kind, std::vector<PaletteEntry> found);
    void rank();
    int scoreOf(const PaletteEntry& entry, bool found) const;

    const std::vector<PaletteEntry> m_fixed;
    const QStringList m_recent;
    EngineSession* m_session;
    std::function<void(const QString&)> m_go;
    QTimer m_rest;
    QString m_text;
    int m_token = 0;
    int m_open = 0;                                    ///< questions under way
    std::array<std::vector<PaletteEntry>, 3> m_found;  ///< workflows, approvals, runs
    std::array<QString, 3> m_foundFor;
    std::vector<PaletteEntry> m_rows;
};

}  // namespace beamline::ui
