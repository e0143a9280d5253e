// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/palette_model.h"

#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/fuzzy_match.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
constexpr int kRecentBonus = 3000;
constexpr std::size_t kFirstFound = std::size_t(PaletteEntry::Kind::Workflow);

QString paletteName(const std::string& text) {
    return cutText(text, kShownTitle).simplified();
}

PaletteEntry entryOf(const api::RunSummary& run) {
    const QString id = toText(run.id);
    return {PaletteEntry::Kind::Run,
            QStringLiteral("run:") + id,
            QStringLiteral("%1 · %2").arg(paletteName(run.workflow), id),
            id,
            PaletteModel::tr("Run · %1").arg(phaseText(run.phase).toLower()),
            {},
            QStringLiteral("run"),
            {}};
}
PaletteEntry entryOf(const api::WorkflowInfo& info) {
    const QString name = QStringLiteral("%1/%2").arg(toText(info.ns), toText(info.name));
    return {PaletteEntry::Kind::Workflow,
            QStringLiteral("workflow:") + name,
            name,
            paletteName(info.title),
            PaletteModel::tr("Workflow"),
            {},
            QStringLiteral("workflows"),
            {}};
}
PaletteEntry entryOf(const api::Approval& approval) {
    const QString id = toText(approval.id);
    return {PaletteEntry::Kind::Approval,
            QStringLiteral("approval:") + id,
            paletteName(approval.subject),
            id,
            PaletteModel::tr("Approval · %1").arg(approvalStateText(approval.state).toLower()),
            {},
            QStringLiteral("approvals"),
            {}};
}
QString placeOf(const PaletteEntry& entry) {
    const QString what = entry.id.section(QLatin1Char(':'), 1);
    return entry.kind == PaletteEntry::Kind::Run        ? QStringLiteral("run/") + what
           : entry.kind == PaletteEntry::Kind::Workflow ? QStringLiteral("workflows/") + what
                                                        : QStringLiteral("approvals/") + what;
}
}  // namespace

PaletteModel::PaletteModel(std::vector<PaletteEntry> fixed, QStringList recent, EngineSession* session,
                           std::function<void(const QString&)> open, QObject* parent)
    : QAbstractListModel(parent),
      m_fixed(std::move(fixed)),
      m_recent(std::move(recent)),
      m_session(session),
      m_go(std::move(open)) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &PaletteModel::ask);
    if (session) {
        connect(session, &QObject::destroyed, this, [this] { m_session = nullptr; });
    }
    rank();
}

void PaletteModel::setText(const QString& text) {
    const QString wanted = text.simplified();
    if (wanted == m_text) {
        return;
    }
    m_text = wanted;
    ++m_token;
    m_open = 0;
    rank();
    if (m_session && m_text.size() >= kFewestLetters) {
        m_rest.start();
    } else {
        m_rest.stop();
    }
    Q_EMIT wholeChanged();
}

void PaletteModel::ask() {
    if (!m_session) {
        return;
    }
    const std::string text = toUtf8(m_text);
    api::ListWorkflows workflows;
    const auto slash = text.rfind('/');  // "namespace/name" is two members of it
    workflows.ns = slash == std::string::npos ? std::string() : text.substr(0, slash);
    workflows.text = slash == std::string::npos ? text : text.substr(slash + 1);
    workflows.limit = kMaxFound;
    api::ListApprovals approvals;
    approvals.text = text;
    approvals.limit = kMaxFound;
    api::ListRuns runs;
    runs.filter.text = text;
    runs.limit = kMaxFound;
    askFor(PaletteEntry::Kind::Workflow, std::move(workflows));
    askFor(PaletteEntry::Kind::Approval, std::move(approvals));
    askFor(PaletteEntry::Kind::Run, std::move(runs));
}

template <class Op>
void PaletteModel::askFor(PaletteEntry::Kind kind, Op op) {
    ++m_open;
    m_session->call<Op>(std::move(op), this, [this, kind, token = m_token](api::Result<typename Op::Reply> reply) {
        if (token != m_token) {
            return;
        }
        --m_open;
        std::vector<PaletteEntry> found;
        if (reply.ok()) {  // what may not be read is not offered
            for (const auto& item : reply->items) {
                found.push_back(entryOf(item));
                found.back().choose = [go = m_go, place = placeOf(found.back())] { go(place); };
            }
        }
        take(kind, std::move(found));
    });
}

void PaletteModel::take(PaletteEntry::Kind kind, std::vector<PaletteEntry> found) {
    const auto slot = std::size_t(kind) - kFirstFound;
    m_found[slot] = std::move(found);
    m_foundFor[slot] = m_text;
    rank();
    if (m_open == 0) {
        Q_EMIT wholeChanged();
    }
}

/// `found`: the engine says that it fits, be it by something that is not shown.
int PaletteModel::scoreOf(const PaletteEntry& entry, bool found) const {
    const int score = std::max(fuzzyScore(entry.text, m_text), fuzzyScore(entry.words, m_text));
    const auto place = m_recent.indexOf(entry.id);
    const int bonus = place < 0 ? 0 : kRecentBonus - static_cast<int>(std::min<qsizetype>(place, 99)) * 10;
    return score > 0 ? score + bonus : found ? 1 : 0;
}

void PaletteModel::rank() {
    std::vector<std::pair<int, const PaletteEntry*>> fitting;
    const auto add = [&](const PaletteEntry& entry, bool found) {
        if (const int score = scoreOf(entry, found); score > 0) {
            fitting.emplace_back(score, &entry);
        }
    };
    for (const auto& entry : m_fixed) {
        add(entry, false);
    }
    for (std::size_t slot = 0; slot < m_found.size() && m_text.size() >= kFewestLetters; ++slot) {
        for (const auto& entry : m_found[slot]) {
            add(entry, m_foundFor[slot] == m_text);
        }
    }
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    fitting.resize(std::min<std::size_t>(fitting.size(), kMaxShown));
    const bool same = std::equal(fitting.begin(), fitting.end(), m_rows.begin(), m_rows.end(),
                                 [](const auto& a, const PaletteEntry& b) { return a.second->id == b.id; });
    std::vector<PaletteEntry> rows;
    for (const auto& [score, entry] : fitting) {
        rows.push_back(*entry);
    }
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PaletteModel::rowOf(const QString& id) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& one) { return one.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& entry = at(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return entry.text;
        case Qt::ToolTipRole:
            return entry.text;
        case Qt::AccessibleTextRole:
            return !entry.key.isEmpty()    ? tr("%1, key %2").arg(entry.text, entry.key)
                   : !entry.note.isEmpty() ? QStringLiteral("%1, %2").arg(entry.text, entry.note)
                                           : entry.text;
        case NoteRole:
            return entry.note;
        case KeyRole:
            return entry.key;
        case IconRole:
            return entry.icon;
        default:
            return {};
    }
}

}  // namespace beamline::ui
