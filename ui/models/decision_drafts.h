// SPDX-License-Identifier: Apache-2.0
#pragma once
// Comments and forms of approvals that are being written and are not decided yet: on the disk within two seconds, one
// file a connection, replaced as a whole. GUI thread; what is written is written on another.

#include <QObject>
#include <QTimer>
#include <future>
#include <map>
#include <optional>
#include <string>

#include "engine/api/values.h"

namespace beamline::ui {

/// Half a decision.
struct DecisionDraft {
    std::string comment;
    api::Json form;  ///< null: nothing was filled in
    api::Timestamp changedAt = 0;
    bool operator==(const DecisionDraft&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecisionDraft, (), (comment, form, changedAt))

class DecisionDrafts : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxDrafts = 200;            ///< more: the oldest is forgotten
    static constexpr std::size_t kMaxDraftBytes = 256 << 10;  ///< a larger one is kept while the program runs only
    static constexpr int kSaveMs = 1000;                      ///< from the first change to the file

    /// An empty `file`: kept while the program runs only. What cannot be read is left alone until something is kept.
    explicit DecisionDrafts(QString file, QObject* parent = nullptr);
    /// On the disk when it returns.
    ~DecisionDrafts() override;

    std::optional<DecisionDraft> find(const std::string& approval) const;
    /// A draft that holds nothing is forgotten.
    void keep(const std::string& approval, DecisionDraft draft);
    void forget(const std::string& approval);
    /// Writes what has changed; returns when it is on the disk. False: it is not.
    bool flush();
    std::size_t count() const { return m_drafts.size(); }
    const QString& file() const { return m_file; }

Q_SIGNALS:
    /// The file could not be written; it is tried again with the next change.
    void failed();

private:
    using Drafts = std::map<std::string, DecisionDraft>;
    using Changes = std::map<std::string, std::optional<DecisionDraft>>;
    static Drafts read(const QString& file);
    static bool write(const QString& file, const Changes& changes);
    static void bound(Drafts& drafts);
    void save();

    const QString m_file;
    Drafts m_drafts;
    Changes m_changes;  ///< not on the disk yet
    QTimer m_timer;
    std::future<bool> m_writer;
};

}  // namespace beamline::ui
