// SPDX-License-Identifier: Apache-2.0
#pragma once
// Asks the engine for all that the page Overview shows, again when something happened and slowly otherwise, and only
// while somebody looks. GUI thread.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <array>

#include "ui/models/overview_facts.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

class OverviewModel : public QObject {
    Q_OBJECT
public:
    /// What is asked for by itself; each part has its own answer and its own mistakes.
    enum Part {
        Statistics,
        Total,
        Counts,
        Approvals,
        ApprovalCounts,
        Errors,
        Workflows,
        Before,
        Suspended,
        Recent,
        PartCount
    };
    static constexpr int kInterval = 10'000;      ///< ms between two questions when nothing happens
    static constexpr int kEventInterval = 1'000;  ///< and between two when much does
    static constexpr int kGroupInterval = 5'000;  ///< the same of groups, which cost the engine more
    static constexpr int kRecent = 8;             ///< runs that changed last
    static constexpr int kMissed = 2;             ///< rounds that a part lets pass without an answer until that is said

    explicit OverviewModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks at once and then again and again, or stops.
    void setLive(bool live);
    void refresh();
    void setSpan(OverviewSpan span);

    const OverviewFacts& facts() const { return m_facts; }
    /// Nothing has ever run, and nothing waits.
    bool isEmpty() const;
    /// What the last question for the part came to; a code that is empty when all is well.
    const api::Error& error(Part part) const { return m_parts[static_cast<std::size_t>(part)].error; }
    /// When the oldest of what is shown was answered while later questions were not; 0: all is fresh.
    api::Timestamp standsSince() const;
    /// In an archive it stands still.
    api::Timestamp now() const;

Q_SIGNALS:
    void changed(beamline::ui::OverviewModel::Part part);

private:
    struct Asked {
        bool open = false;
        bool again = false;  ///< something happened since it was asked
        int missed = 0;
        quint64 token = 0;
        api::Timestamp answeredAt = 0;
        api::Error error;
    };
    void ask(Part part);
    void askStatistics(Part part);
    void askGroups(Part part);
    void askBefore();
    void askRuns(Part part);
    template <class Op, class Value>
    void send(Part part, Op op, std::optional<Value>& into);
    void takeEvents(const std::vector<api::Event>& batch);
    void touch(std::initializer_list<Part> parts);
    void askTouched();

    EngineSession* m_session;
    OverviewFacts m_facts;
    std::array<Asked, PartCount> m_parts;
    std::array<bool, PartCount> m_touched{};
    bool m_live = false;
    QTimer m_timer;
    QTimer m_eventTimer;
    QElapsedTimer m_sinceGroups;
};

}  // namespace beamline::ui
