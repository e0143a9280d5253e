// SPDX-License-Identifier: Apache-2.0
#include "ui/models/notice_board.h"

#include <QStringList>
#include <algorithm>
#include <utility>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
constexpr std::array kAllKinds{NoticeKind::Approvals, NoticeKind::Faults, NoticeKind::Engine, NoticeKind::Workflows};

QString noticeLine(const QString& text) {
    return cutText(toUtf8(text.simplified()), NoticeBoard::kMaxLine);
}

/// Where people go to see all of a kind.
QString noticePlace(NoticeKind kind) {
    switch (kind) {
        case NoticeKind::Approvals:
            return QStringLiteral("approvals");
        case NoticeKind::Faults:
            return QStringLiteral("runs/q/status%3Afaulted");
        case NoticeKind::Engine:
            return QStringLiteral("problems");
        case NoticeKind::Workflows:
            break;
    }
    return QStringLiteral("runs");
}
}  // namespace

const QString NoticeBoard::kDigest = QStringLiteral("digest");

QString noticeKey(NoticeKind kind) {
    switch (kind) {
        case NoticeKind::Approvals:
            return QStringLiteral("approvals");
        case NoticeKind::Faults:
            return QStringLiteral("faults");
        case NoticeKind::Engine:
            return QStringLiteral("engine");
        case NoticeKind::Workflows:
            break;
    }
    return QStringLiteral("workflows");
}

NoticeBoard::NoticeBoard(std::function<QDateTime()> now, QObject* parent)
    : QObject(parent), m_now(now ? std::move(now) : [] { return QDateTime::currentDateTime(); }) {}

QString NoticeBoard::keyAt(std::size_t display) {
    return display == kDigestAt ? kDigest : noticeKey(static_cast<NoticeKind>(display));
}

/// Of what is no longer to be told nothing stays on view.
void NoticeBoard::setRules(const NoticeRules& rules) {
    if (rules == m_rules) {
        return;
    }
    m_rules = rules;
    for (const auto kind : kAllKinds) {
        if (!m_rules.told[static_cast<std::size_t>(kind)]) {
            pile(kind) = {};
        }
    }
    for (auto& display : m_displays) {
        display.dirty = true;  // details may come or go
    }
    flush();
}

void NoticeBoard::setWatched(bool watched) {
    if (watched == m_watched) {
        return;
    }
    m_watched = watched;
    if (watched) {
        drop(true);
        m_told = m_condition;
    }
}

void NoticeBoard::pauseUntil(const QDateTime& until) {
    m_pausedUntil = until;
    flush();
}

/// When it ends; invalid: it is not quiet.
QDateTime NoticeBoard::quietUntil(const QDateTime& now) const {
    QDateTime end;
    if (m_pausedUntil.isValid() && now < m_pausedUntil) {
        end = m_pausedUntil;
    }
    const QTime time = now.time();
    const bool overnight = m_rules.from > m_rules.to;
    const bool inside =
        overnight ? time >= m_rules.from || time < m_rules.to : time >= m_rules.from && time < m_rules.to;
    if (m_rules.quiet && m_rules.from.isValid() && m_rules.to.isValid() && m_rules.from != m_rules.to && inside) {
        QDateTime morning = now;
        morning.setTime(m_rules.to);
        if (morning <= now) {
            morning = morning.addDays(1);
        }
        end = end.isValid() ? std::max(end, morning) : morning;
    }
    return end;
}

void NoticeBoard::add(NoticeKind kind, const NoticeItem& item) {
    if (m_watched || !m_rules.told[static_cast<std::size_t>(kind)]) {
        return;
    }
    auto& all = pile(kind);
    const auto found =
        std::find_if(all.items.begin(), all.items.end(), [&](const NoticeItem& one) { return one.id == item.id; });
    if (found != all.items.end()) {
        if (*found == item) {
            return;
        }
        *found = item;
    } else if (all.items.size() < kMaxItems) {
        all.items.append(item);
    } else {
        all.more = true;
    }
    auto& display = m_displays[displayOf(kind)];
    display.dirty = display.grown = true;
    flush();
}

void NoticeBoard::remove(NoticeKind kind, const QString& id) {
    auto& all = pile(kind);
    if (all.items.removeIf([&](const NoticeItem& one) { return one.id == id; }) > 0) {
        m_displays[displayOf(kind)].dirty = true;
        flush();
    }
}

void NoticeBoard::setWaiting(const QVector<NoticeItem>& items, bool complete) {
    std::map<QString, NoticeItem> now;
    for (const auto& item : items) {
        now.emplace(item.id, item);
    }
    if (!complete) {
        now.insert(m_waiting.begin(), m_waiting.end());  // what is not on the page may still be so
    }
    const auto before = std::exchange(m_waiting, std::move(now));
    const bool first = !std::exchange(m_hasWaiting, true);
    for (const auto& [id, item] : before) {
        if (!m_waiting.contains(id)) {
            remove(NoticeKind::Approvals, id);
        }
    }
    for (const auto& item : items) {
        const auto found = before.find(item.id);
        // That it may be approved now, and could not a moment ago, is none.
        const bool news = !first && (found == before.end() || found->second.hash != item.hash);
        if (news) {
            add(NoticeKind::Approvals, item);
        }
    }
    while (m_waiting.size() > kMaxItems) {
        m_waiting.erase(m_waiting.begin());  // ids begin with their time: the oldest
    }
}

void NoticeBoard::setDone(const QString& id) {
    m_waiting.erase(id);
    remove(NoticeKind::Approvals, id);
}

/// What is well again is so at once; what is not may be a hiccup.
void NoticeBoard::setEngine(EngineCondition condition, const QString& why) {
    m_why = why;
    if (condition == m_condition) {
        return;
    }
    m_condition = condition;
    m_since = m_now().toMSecsSinceEpoch();
    if (condition == EngineCondition::Fine) {
        m_told = condition;
        remove(NoticeKind::Engine, noticeKey(NoticeKind::Engine));
        return;
    }
    flush();
}

void NoticeBoard::settleEngine(qint64 now) {
    if (m_condition == m_told) {
        return;
    }
    if (now < m_since + kSettleMs) {
        Q_EMIT tickWanted(m_since + kSettleMs - now);
        return;
    }
    m_told = m_condition;
    const QString title = m_condition == EngineCondition::Degraded   ? tr("The engine is degraded")
                          : m_condition == EngineCondition::Refusing ? tr("The engine takes no work")
                          : m_condition == EngineCondition::Stopped  ? tr("The engine has stopped")
                                                                     : tr("The engine cannot be reached");
    add(NoticeKind::Engine, {noticeKey(NoticeKind::Engine),
                             title,
                             m_why,
                             noticePlace(NoticeKind::Engine),
                             m_condition != EngineCondition::Degraded,
                             {},
                             {}});
}

void NoticeBoard::dismiss(const QString& key) {
    for (std::size_t i = 0; i < kDisplays; ++i) {
        if (keyAt(i) != key) {
            continue;
        }
        m_displays[i] = {};
        if (i == kDigestAt) {
            m_piles = {};
            m_digest = false;
        } else {
            m_piles[i] = {};
        }
    }
}

void NoticeBoard::drop(bool seen) {
    m_piles = {};
    m_digest = false;
    for (std::size_t i = 0; i < kDisplays; ++i) {
        if (std::exchange(m_displays[i], {}).shown) {
            Q_EMIT withdrawn(keyAt(i), seen);
        }
    }
}

void NoticeBoard::clear() {
    drop(false);
    m_hasWaiting = false;
    m_waiting.clear();
    m_condition = m_told = EngineCondition::Fine;
}

void NoticeBoard::tick() {
    flush();
}

void NoticeBoard::flush() {
    const QDateTime time = m_now();
    const qint64 now = time.toMSecsSinceEpoch();
    settleEngine(now);
    const QDateTime end = quietUntil(time);
    const bool wasQuiet = std::exchange(m_wasQuiet, end.isValid());
    const auto kinds =
        std::count_if(m_piles.begin(), m_piles.end(), [](const Pile& one) { return !one.items.isEmpty(); });
    if (end.isValid()) {
        Q_EMIT tickWanted(now < end.toMSecsSinceEpoch() ? end.toMSecsSinceEpoch() - now : 1);
    } else if (wasQuiet && kinds > 1 && !m_digest) {
        for (std::size_t i = 0; i < kNoticeKinds; ++i) {
            if (std::exchange(m_displays[i], {}).shown) {
                Q_EMIT withdrawn(keyAt(i), true);
            }
        }
        m_digest = true;
        m_displays[kDigestAt] = {false, true, true, 0};
    }
    for (std::size_t i = 0; i < kDisplays; ++i) {
        if (isEmpty(i)) {
            if (std::exchange(m_displays[i], {false, false, false, m_displays[i].nextAt}).shown) {
                Q_EMIT withdrawn(keyAt(i), false);
            }
            m_digest = m_digest && i != kDigestAt;
        } else if (!end.isValid()) {
            flush(i, now);
        }
    }
}

void NoticeBoard::flush(std::size_t index, qint64 now) {
    auto& display = m_displays[index];
    if (!display.dirty || (m_digest && index != kDigestAt)) {
        return;
    }
    if (now < display.nextAt) {
        Q_EMIT tickWanted(display.nextAt - now);
        return;
    }
    Notice notice = noticeOf(index);
    notice.quiet = display.shown && !display.grown;
    display = {true, false, false, now + kGatherMs};
    Q_EMIT shown(notice);
}

bool NoticeBoard::isEmpty(std::size_t display) const {
    return display == kDigestAt ? !m_digest || std::all_of(m_piles.begin(), m_piles.end(),
                                                           [](const Pile& one) { return one.items.isEmpty(); })
                                : m_digest || m_piles[display].items.isEmpty();
}

QString NoticeBoard::titled(const QString& what) const {
    return m_origin.isEmpty() ? what : QStringLiteral("%1 — %2").arg(what, m_origin);
}

QString NoticeBoard::headline(NoticeKind kind) const {
    const auto& all = m_piles[static_cast<std::size_t>(kind)];
    const int count = static_cast<int>(all.items.size());
    switch (kind) {
        case NoticeKind::Approvals:
            return all.more ? tr("More than %n approval(s) wait for you", nullptr, count)
                            : tr("%n approval(s) wait for you", nullptr, count);
        case NoticeKind::Faults:
            return all.more ? tr("More than %n run(s) faulted", nullptr, count)
                            : tr("%n run(s) faulted", nullptr, count);
        case NoticeKind::Engine:
            return all.items.first().title;
        case NoticeKind::Workflows:
            break;
    }
    return all.more ? tr("More than %n message(s) from workflows", nullptr, count)
                    : tr("%n message(s) from workflows", nullptr, count);
}

Notice NoticeBoard::noticeOf(std::size_t display) const {
    return display == kDigestAt ? digest() : noticeOf(static_cast<NoticeKind>(display));
}

Notice NoticeBoard::noticeOf(NoticeKind kind) const {
    const auto& all = m_piles[static_cast<std::size_t>(kind)];
    const auto& first = all.items.first();
    Notice notice;
    notice.key = noticeKey(kind);
    notice.critical =
        std::any_of(all.items.begin(), all.items.end(), [](const NoticeItem& one) { return one.critical; });
    if (all.items.size() == 1 && !all.more && m_rules.details) {
        notice.title = titled(noticeLine(first.title));
        notice.text = cutText(toUtf8(first.text), kMaxLine * kMaxLines);
        notice.place = first.place;
        notice.approval = first.approval;
        notice.hash = first.hash;
        return notice;
    }
    notice.title = titled(headline(kind));
    notice.place = all.items.size() == 1 && !all.more ? first.place : noticePlace(kind);
    if (!m_rules.details) {
        return notice;
    }
    QStringList lines;
    for (const auto& item : all.items.mid(0, kMaxLines)) {
        lines << noticeLine(kind == NoticeKind::Workflows ? item.title : item.text);
    }
    if (const int rest = static_cast<int>(all.items.size()) - kMaxLines; rest > 0) {
        lines << tr("and %n more", nullptr, rest);
    }
    notice.text = lines.join(QLatin1Char('\n'));
    return notice;
}

/// A line for each kind; it leads to the first of them.
Notice NoticeBoard::digest() const {
    Notice notice;
    notice.key = kDigest;
    notice.title = titled(tr("While notifications were off"));
    QStringList lines;
    for (const auto kind : kAllKinds) {
        if (m_piles[static_cast<std::size_t>(kind)].items.isEmpty()) {
            continue;
        }
        lines << headline(kind);
        if (notice.place.isEmpty()) {
            notice.place = noticePlace(kind);
        }
    }
    notice.text = lines.join(QLatin1Char('\n'));
    return notice;
}

}  // namespace beamline::ui
