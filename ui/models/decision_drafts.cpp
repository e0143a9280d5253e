// SPDX-License-Identifier: Apache-2.0
#include "ui/models/decision_drafts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>
#include <mutex>
#include <utility>

#include "engine/api/json_codec.h"

namespace beamline::ui {

namespace {
constexpr const char* kDraftsMember = "drafts";
constexpr qint64 kMaxDraftsFile = qint64(DecisionDrafts::kMaxDrafts * DecisionDrafts::kMaxDraftBytes) * 2;

/// Windows of one connection share its file.
std::mutex& draftsFileMutex() {
    static std::mutex mutex;
    return mutex;
}

bool fitsFile(const DecisionDraft& draft) {
    return draft.comment.size() + api::printJson(draft.form).size() <= DecisionDrafts::kMaxDraftBytes;
}
}  // namespace

DecisionDrafts::DecisionDrafts(QString file, QObject* parent)
    : QObject(parent), m_file(std::move(file)), m_timer(this) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSaveMs);
    connect(&m_timer, &QTimer::timeout, this, &DecisionDrafts::save);
    std::lock_guard lock(draftsFileMutex());
    m_drafts = read(m_file);
}

DecisionDrafts::~DecisionDrafts() {
    flush();
}

std::optional<DecisionDraft> DecisionDrafts::find(const std::string& approval) const {
    const auto found = m_drafts.find(approval);
    return found == m_drafts.end() ? std::nullopt : std::optional(found->second);
}

void DecisionDrafts::keep(const std::string& approval, DecisionDraft draft) {
    if (draft.comment.empty() && draft.form.is_null()) {
        forget(approval);
        return;
    }
    auto& there = m_drafts[approval];
    if (there.comment == draft.comment && there.form == draft.form) {
        return;
    }
    there = std::move(draft);
    m_changes[approval] = fitsFile(there) ? std::optional(there) : std::nullopt;
    bound(m_drafts);
    if (!m_timer.isActive()) {
        m_timer.start();
    }
}

void DecisionDrafts::forget(const std::string& approval) {
    if (m_drafts.erase(approval) > 0) {
        m_changes[approval] = std::nullopt;
        if (!m_timer.isActive()) {
            m_timer.start();
        }
    }
}

void DecisionDrafts::bound(Drafts& drafts) {
    while (drafts.size() > kMaxDrafts) {
        drafts.erase(std::min_element(drafts.begin(), drafts.end(), [](const auto& a, const auto& b) {
            return a.second.changedAt < b.second.changedAt;
        }));
    }
}

void DecisionDrafts::save() {
    if (m_writer.valid() && m_writer.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        m_timer.start();  // the disk is slow: what has changed meanwhile goes with the next
        return;
    }
    if (m_writer.valid() && !m_writer.get()) {
        for (const auto& [approval, draft] : m_drafts) {
            m_changes.emplace(approval, fitsFile(draft) ? std::optional(draft) : std::nullopt);  // as the last one had
        }
        Q_EMIT failed();
    }
    m_writer = std::async(std::launch::async,
                          [file = m_file, changes = std::exchange(m_changes, {})] { return write(file, changes); });
}

bool DecisionDrafts::flush() {
    m_timer.stop();
    const bool before = !m_writer.valid() || m_writer.get();
    return write(m_file, std::exchange(m_changes, {})) && before;
}

DecisionDrafts::Drafts DecisionDrafts::read(const QString& path) {
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > kMaxDraftsFile) {
        return {};
    }
    const auto json = api::parseJson(file.readAll().toStdString());
    const auto* members = json.ok() ? json->if_object() : nullptr;
    const auto* list = members ? members->if_contains(kDraftsMember) : nullptr;
    auto drafts = list ? api::fromJson<Drafts>(*list) : api::Result<Drafts>(Drafts{});
    return drafts.ok() ? std::move(*drafts) : Drafts{};
}

bool DecisionDrafts::write(const QString& path, const Changes& changes) {
    if (path.isEmpty() || changes.empty()) {
        return true;
    }
    std::lock_guard lock(draftsFileMutex());
    auto drafts = read(path);  // another window may have written meanwhile
    for (const auto& [approval, draft] : changes) {
        if (draft) {
            drafts[approval] = *draft;
        } else {
            drafts.erase(approval);
        }
    }
    bound(drafts);
    if (!QDir().mkpath(QFileInfo(path).absolutePath())) {
        return false;
    }
    QSaveFile file(path);
    const std::string text = api::printJson(api::Json{{kDraftsMember, api::toJson(drafts)}}, api::JsonLayout::indented);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
           file.write(text.data(), qint64(text.size())) == qint64(text.size()) && file.commit();  // with an fsync
}

}  // namespace beamline::ui
