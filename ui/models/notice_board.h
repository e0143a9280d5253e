// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is worth telling while nobody looks: what is shown, when, how much of it is summed up, and when it is taken
// back. It knows neither desktop nor window and has no timer: it is told what happens and what time it is. GUI thread.

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QTime>
#include <QVector>
#include <array>
#include <functional>
#include <map>
#include <string>

namespace beamline::ui {

enum class NoticeKind { Approvals, Faults, Engine, Workflows };
inline constexpr std::size_t kNoticeKinds = 4;
/// "approvals", "faults", "engine", "workflows": of settings, and the key of what is shown.
QString noticeKey(NoticeKind kind);

struct NoticeRules {
    std::array<bool, kNoticeKinds> told{true, true, true, true};
    bool details = true;  ///< otherwise only how many
    bool quiet = false;   ///< nothing is told from `from` to `to`; never when they are the same
    QTime from;
    QTime to;
    bool operator==(const NoticeRules&) const = default;
};

/// One thing that is so, or was said.
struct NoticeItem {
    QString id;     ///< within its kind
    QString title;  ///< when it is alone: what it is
    QString text;   ///< of what; one line
    QString place;
    bool critical = false;
    std::string approval;  ///< it may be approved without a look at it: its id; empty: it may not
    std::string hash;      ///< of the request; with another one it is another request
    bool operator==(const NoticeItem&) const = default;
};

/// What is to be shown; it takes the place of what has the same key.
struct Notice {
    QString key;
    QString title;  ///< with the connection it is of
    QString text;
    QString place;  ///< where it leads
    bool critical = false;
    bool quiet = false;  ///< there is nothing new in it
    std::string approval;
    std::string hash;
    bool operator==(const Notice&) const = default;
};

enum class EngineCondition { Fine, Degraded, Refusing, Stopped, Unreachable };

class NoticeBoard : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kGatherMs = 5'000;  ///< at most one notice of a kind in this time: what comes is summed up
    static constexpr qint64 kSettleMs = 3'000;  ///< so long an engine is not well before it is told
    static constexpr int kMaxItems = 500;       ///< of a kind; of more it is said that there are more
    static constexpr int kMaxLines = 3;         ///< that name what was summed up
    static constexpr qsizetype kMaxLine = 120;  ///< letters
    static constexpr qint64 kPauseMs = 3'600'000;  ///< that people ask for
    static const QString kDigest;                  ///< key of the summary after a quiet time

    /// `now`: in the time zone of who is told; the system's when there is none.
    explicit NoticeBoard(std::function<QDateTime()> now = {}, QObject* parent = nullptr);

    void setOrigin(const QString& origin) { m_origin = origin; }
    void setRules(const NoticeRules& rules);
    /// Somebody looks: what there is has been seen, and what comes is.
    void setWatched(bool watched);
    bool isWatched() const { return m_watched; }
    /// Nothing is told until then; an invalid time: go on.
    void pauseUntil(const QDateTime& until);
    bool isQuiet() const { return quietUntil(m_now()).isValid(); }

    void add(NoticeKind kind, const NoticeItem& item);
    /// It is no longer so.
    void remove(NoticeKind kind, const QString& id);
    /// The requests that wait for the user. Those of the first time after clear() are no news. `complete`: there are no
    /// others, so that what is missing has been dealt with.
    void setWaiting(const QVector<NoticeItem>& items, bool complete);
    /// One of those has been dealt with.
    void setDone(const QString& id);
    void setEngine(EngineCondition condition, const QString& why);
    /// The user has put away what has this key.
    void dismiss(const QString& key);
    /// There is no engine any more.
    void clear();
    /// To be called when tickWanted() said.
    void tick();

Q_SIGNALS:
    void shown(const beamline::ui::Notice& notice);
    /// `seen`: somebody looked at the window; otherwise it is no longer true.
    void withdrawn(const QString& key, bool seen);
    void tickWanted(qint64 inMs);

private:
    struct Pile {
        QVector<NoticeItem> items;  ///< as they came
        bool more = false;          ///< than kMaxItems
    };
    struct Display {
        bool shown = false;
        bool dirty = false;
        bool grown = false;
        qint64 nextAt = 0;
    };
    static constexpr std::size_t kDisplays = kNoticeKinds + 1;
    static constexpr std::size_t kDigestAt = kNoticeKinds;

    Pile& pile(NoticeKind kind) { return m_piles[static_cast<std::size_t>(kind)]; }
    std::size_t displayOf(NoticeKind kind) const { return m_digest ? kDigestAt : static_cast<std::size_t>(kind); }
    QDateTime quietUntil(const QDateTime& now) const;
    void settleEngine(qint64 now);
    void flush();
    void flush(std::size_t display, qint64 now);
    void drop(bool seen);
    bool isEmpty(std::size_t display) const;
    Notice noticeOf(std::size_t display) const;
    Notice noticeOf(NoticeKind kind) const;
    Notice digest() const;
    QString headline(NoticeKind kind) const;
    QString titled(const QString& what) const;
    static QString keyAt(std::size_t display);

    std::function<QDateTime()> m_now;
    QString m_origin;
    NoticeRules m_rules;
    bool m_watched = false;
    bool m_wasQuiet = false;
    bool m_digest = false;
    QDateTime m_pausedUntil;
    std::array<Pile, kNoticeKinds> m_piles;
    std::array<Display, kDisplays> m_displays;
    bool m_hasWaiting = false;
    std::map<QString, NoticeItem> m_waiting;  ///< as of the last setWaiting()
    EngineCondition m_condition = EngineCondition::Fine;
    EngineCondition m_told = EngineCondition::Fine;
    QString m_why;
    qint64 m_since = 0;
};

}  // namespace beamline::ui
