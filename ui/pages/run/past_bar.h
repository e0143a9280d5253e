// SPDX-License-Identifier: Apache-2.0
#pragma once
// Steps through the past of one run, entry by entry of its history. GUI thread only.

#include <QFrame>
#include <vector>

#include "engine/api/operations.h"

class QLabel;
class QSlider;

namespace beamline::ui {

class Button;
class EngineSession;

class PastBar : public QFrame {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxEntries = 20'000;  ///< from the first one; a run with more is shown so far

    explicit PastBar(EngineSession* session, QWidget* parent = nullptr);

    /// Reads the history of the run and shows its last entry, or that one. Hidden until then.
    void begin(const QString& run, api::Seq seq = 0, int index = 0);
    /// The same with the last entry that was written by then.
    void beginAt(const QString& run, api::Timestamp at);
    /// Back to now; hides.
    void end();
    /// Shown entry, from 1; 0: now.
    qint64 entry() const { return m_entry; }
    /// When the shown entry was written; 0: now.
    api::Timestamp moment() const;

Q_SIGNALS:
    void entryChanged(qint64 entry);
    void failed(const beamline::api::Error& error);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void open(const QString& run);
    void ask(api::Cursor after);
    void take(api::HistoryPage page);
    void go(qint64 entry);
    void show(qint64 entry);
    qint64 wanted() const;

    EngineSession* m_session;
    QString m_run;
    std::vector<api::HistoryEntry> m_entries;
    bool m_cut = false;
    std::pair<api::Seq, int> m_wanted;
    api::Timestamp m_wantedAt = 0;
    qint64 m_entry = 0;
    quint64 m_token = 0;
    Button* m_first;
    Button* m_previous;
    QSlider* m_slider;
    Button* m_next;
    Button* m_last;
    QLabel* m_text;
};

}  // namespace beamline::ui
