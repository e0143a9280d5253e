// SPDX-License-Identifier: Apache-2.0
#include "ui/session/run_feed.h"

#include <algorithm>

#include "ui/session/engine_session.h"

namespace beamline::ui {

RunFeed::RunFeed(EngineSession* session, const std::string& run, QObject* parent)
    : QObject(parent), m_run(run), m_inbox(kMaxPending, [this] {
          QMetaObject::invokeMethod(
              this,
              [this] {
                  if (!m_timer.isActive()) {
                      m_timer.start(kDrainInterval);
                  }
              },
              Qt::QueuedConnection);
      }) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RunFeed::drain);
    api::EventFilter filter;
    filter.run = run;
    filter.withData = true;
    m_subscription = session->subscribe(filter, [this](const api::Event& event) {
        if (event.run == m_run || event.kind == api::kGapEvent) {
            m_inbox.add(event);
        }
    });
}

RunFeed::~RunFeed() {
    m_subscription.reset();  // after it nothing is added any more
}

void RunFeed::drain() {
    auto batch = m_inbox.take(kMaxEventsAtOnce);
    if (batch.more) {
        m_timer.start(kDrainInterval);
    }
    if (batch.gap) {
        Q_EMIT gap();
    }
    if (!batch.events.empty()) {
        Q_EMIT arrived(batch.events);
    }
}

}  // namespace beamline::ui
