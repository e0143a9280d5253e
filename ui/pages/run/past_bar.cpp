// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/past_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

PastBar::PastBar(EngineSession* session, QWidget* parent) : QFrame(parent), m_session(session) {
    setObjectName(QStringLiteral("run.pastBar"));
    setAccessibleName(tr("The past of the run"));
    const auto button = [this](const QString& text, const QString& name, const char* id) {
        auto* one = new Button(text, Button::Secondary, this);
        one->setAccessibleName(name);
        one->setToolTip(name);
        one->setObjectName(QString::fromLatin1(id));
        return one;
    };
    m_first = button(tr("First"), tr("First entry of the history"), "past.first");
    m_previous = button(tr("Back"), tr("Entry before"), "past.previous");
    m_next = button(tr("Next"), tr("Entry after"), "past.next");
    m_last = button(tr("Last"), tr("Last entry of the history"), "past.last");
    auto* now = button(tr("Back to now"), tr("Shows the run as it is now"), "past.now");
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setAccessibleName(tr("Entry of the history"));
    m_slider->setObjectName(QStringLiteral("past.slider"));
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("past.text"));
    m_text->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k8);
    for (QWidget* one : std::initializer_list<QWidget*>{m_first, m_previous}) {
        row->addWidget(one);
    }
    row->addWidget(m_slider, 1);
    for (QWidget* one : std::initializer_list<QWidget*>{m_next, m_last, now}) {
        row->addWidget(one);
    }
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(space::k12, space::k8, space::k12, space::k8);
    rows->setSpacing(space::k4);
    rows->addWidget(m_text);
    rows->addLayout(row);
    connect(m_first, &QPushButton::clicked, this, [this] { go(1); });
    connect(m_previous, &QPushButton::clicked, this, [this] { go(m_entry - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(m_entry + 1); });
    connect(m_last, &QPushButton::clicked, this, [this] { go(static_cast<qint64>(m_entries.size())); });
    connect(now, &QPushButton::clicked, this, &PastBar::end);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { show(value); });
    hide();
}

/// The entry that was asked for, else the last one.
qint64 PastBar::wanted() const {
    const auto before = std::find_if(m_entries.rbegin(), m_entries.rend(), [this](const api::HistoryEntry& one) {
        return m_wantedAt != 0 ? one.at <= m_wantedAt : std::pair(one.seq, one.index) == m_wanted;
    });
    const auto count = static_cast<qint64>(m_entries.size());
    return before != m_entries.rend() ? count - (before - m_entries.rbegin()) : m_wantedAt != 0 ? 1 : count;
}

void PastBar::begin(const QString& run, api::Seq seq, int index) {
    m_wanted = {seq, index};
    m_wantedAt = 0;
    open(run);
}

void PastBar::beginAt(const QString& run, api::Timestamp at) {
    m_wanted = {};
    m_wantedAt = at;
    open(run);
}

void PastBar::open(const QString& run) {
    if (m_entry != 0 && run == m_run) {
        return go(wanted());
    }
    m_run = run;
    m_entry = 0;
    m_entries.clear();
    m_cut = false;
    ++m_token;
    ask({});
}

void PastBar::end() {
    ++m_token;
    m_entries.clear();
    hide();
    if (std::exchange(m_entry, 0) != 0) {
        Q_EMIT entryChanged(0);
    }
}

api::Timestamp PastBar::moment() const {
    return m_entry == 0 ? 0 : m_entries[static_cast<std::size_t>(m_entry - 1)].at;
}

void PastBar::ask(api::Cursor after) {
    api::GetHistory op;
    op.run = toUtf8(m_run);
    op.limit = api::kMaxPageSize;
    op.after = std::move(after);
    m_session->call<api::GetHistory>(op, this, [this, token = m_token](api::Result<api::HistoryPage> reply) {
        if (token != m_token) {
            return;
        }
        if (reply.ok()) {
            take(std::move(*reply));
        } else {
            Q_EMIT failed(reply.error());
        }
    });
}

void PastBar::take(api::HistoryPage page) {
    std::move(page.items.begin(), page.items.end(), std::back_inserter(m_entries));
    m_cut = !page.next.empty() && m_entries.size() >= kMaxEntries;
    if (!page.next.empty() && !m_cut) {
        ask(std::move(page.next));
        return;
    }
    if (m_entries.empty()) {
        return;
    }
    {
        const QSignalBlocker block(m_slider);
        m_slider->setRange(1, static_cast<int>(m_entries.size()));
        m_slider->setPageStep(std::max(1, static_cast<int>(m_entries.size()) / 10));
        m_slider->setValue(static_cast<int>(wanted()));
    }
    QFrame::show();
    m_slider->setFocus();
    show(wanted());
}

void PastBar::go(qint64 entry) {
    m_slider->setValue(static_cast<int>(entry));
}

void PastBar::show(qint64 entry) {
    const auto count = static_cast<qint64>(m_entries.size());
    if (entry < 1 || entry > count) {
        return;
    }
    const auto& one = m_entries[static_cast<std::size_t>(entry - 1)];
    QString text =
        tr("After entry %1 of %2, %3: %4")
            .arg(formatCount(entry), formatCount(count), formatTime(one.at, Clock::now()), eventText(one.kind));
    if (!one.name.empty()) {
        text += QStringLiteral(" · ") + cutText(one.name, kShownTitle);
    }
    if (!one.detail.empty()) {
        text += QStringLiteral(" · ") + cutText(one.detail, kShownTitle);
    }
    if (m_cut) {
        text += tr(" (only the first %1 can be stepped through)").arg(formatCount(count));
    }
    m_text->setText(text);
    m_text->setToolTip(text);
    m_first->setEnabled(entry > 1);
    m_previous->setEnabled(entry > 1);
    m_next->setEnabled(entry < count);
    m_last->setEnabled(entry < count);
    if (std::exchange(m_entry, entry) != entry) {
        Q_EMIT entryChanged(entry);
    }
}

void PastBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::current().tokens().accent, Theme::current().line()));
    painter.setBrush(Theme::current().tokens().accentSoft);
    painter.drawRoundedRect(Theme::current().frame(rect()), space::kRadius, space::kRadius);
}

}  // namespace beamline::ui
