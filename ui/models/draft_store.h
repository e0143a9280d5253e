// SPDX-License-Identifier: Apache-2.0
#pragma once
// Texts that are being written and are not deployed yet, each a file of its own that is replaced as a whole: what was
// saved once survives a crash. GUI thread.

#include <QString>
#include <QVector>

#include "engine/api/result.h"

namespace beamline::ui {

struct Draft {
    QString id;
    QString name;  ///< of the workflow, as far as it could be read, or of the file
    QString version;
    QString path;  ///< the file it was read from; empty: none
    QString ns;    ///< of the deployed workflow it came from; empty: none
    QString workflow;
    QString from;          ///< the deployed version it came from
    qint64 changedAt = 0;  ///< milliseconds since 1970
    QString text;
};

class DraftStore {
public:
    static constexpr int kMaxDrafts = 200;                             ///< older ones are kept as files, not listed
    static constexpr qint64 kMaxTextBytes = 4 << 20;                   ///< a larger text is no definition
    static constexpr qint64 kMaxFileBytes = 6 * kMaxTextBytes + 4096;  ///< JSON may write a byte as six

    explicit DraftStore(QString folder) : m_folder(std::move(folder)) {}
    /// `drafts` in the engine's data directory when that is on this machine, otherwise in the user's data folder.
    static QString folderFor(const std::string& dataDir, const QString& profile);
    const QString& folder() const { return m_folder; }

    /// Newest first. Files that cannot be read are left alone and counted in `unreadable`.
    QVector<Draft> list(int* unreadable = nullptr) const;
    /// What save() would write, and where. `commit` may run on any thread; `committed` tells the store that it did.
    struct Writing {
        QString path;
        QByteArray content;
    };
    api::Result<Writing> prepare(Draft& draft) const;
    static api::Result<api::Unit> commit(const Writing& writing);
    void committed(const QString& id, const Writing& writing);
    /// Writes it, with an id when it has none yet. Somebody else's newer text under the same id is kept: this one gets
    /// a new id then. The error says what to do.
    api::Result<api::Unit> save(Draft& draft);
    /// It is being written here from now on: a change by somebody else is noticed.
    void opened(const QString& id);
    /// True when it is gone.
    bool remove(const QString& id);

private:
    QString pathOf(const QString& id) const;

    QString m_folder;
    QString m_lastId;          ///< written by us last …
    QByteArray m_lastContent;  ///< … with this content
};

}  // namespace beamline::ui
