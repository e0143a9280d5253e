// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/takeover_note.h"

#include <QGridLayout>
#include <QLabel>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

TakeoverNote::TakeoverNote(EngineSession* session, QWidget* parent) : QWidget(parent), m_session(session) {
    setObjectName(QStringLiteral("run.takeover"));
    auto* grid = new QGridLayout(this);  // the button below: the inspector is narrow
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::k8);
    grid->setColumnStretch(1, 1);
    auto* icon = new QLabel(this);
    icon->setPixmap(Icon::get(QStringLiteral("copy"), Icon::Role::Text2).pixmap(space::kIcon));
    connect(&Theme::current(), &Theme::changed, icon,
            [icon] { icon->setPixmap(Icon::get(QStringLiteral("copy"), Icon::Role::Text2).pixmap(space::kIcon)); });
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_show = new Button(QString(), Button::Secondary, this);
    m_show->setObjectName(QStringLiteral("run.takeover.show"));
    grid->addWidget(icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_text, 0, 1);
    grid->addWidget(m_show, 1, 1, Qt::AlignLeft);
    connect(m_show, &QPushButton::clicked, this, [this] {
        const bool here = m_task.isEmpty();
        Q_EMIT taskAsked(here ? m_takeover.run : m_takeover.of, here ? m_takeover.begins : m_task);
    });
    hide();
}

void TakeoverNote::show(const Takeover& takeover, const QString& task, bool over) {
    if (takeover != m_takeover) {
        m_takeover = takeover;
        m_inputs = {};
        m_asked = {};
        ++m_token;
    }
    m_task = task;
    m_over = over;
    if (!m_takeover.begins.isEmpty() && (task.isEmpty() || task == m_takeover.begins)) {
        askInputs();
    }
    say();
}

QString TakeoverNote::text() const {
    return m_text->text();
}

/// The port does not say whether an input was edited: both are compared. Of a task that was come to several times it
/// is not known which of them is meant. What could not be read is asked for again when the note is shown the next time.
void TakeoverNote::askInputs() {
    for (const auto& [which, run] : {std::pair(Before, m_takeover.of), std::pair(Now, m_takeover.run)}) {
        if (std::exchange(m_asked[which], true)) {
            continue;
        }
        api::GetTask op;
        op.run = toUtf8(run);
        op.task = toUtf8(m_takeover.begins);
        m_session->call<api::GetTask>(op, this,
                                      [this, which = which, token = m_token](api::Result<api::TaskDetail> reply) {
                                          if (token != m_token) {
                                              return;
                                          }
                                          if (!reply.ok()) {  // next time, unless it is not kept any more
                                              m_asked[which] = reply.error().code == api::code::kNotFound;
                                          } else if (reply->state.iterations == 1) {
                                              m_inputs[which] = std::move(reply->input);
                                              say();
                                          }
                                      });
    }
}

QString TakeoverNote::sentence() const {
    const QString before = shortId(m_takeover.of);
    const bool known = m_inputs[Before] && m_inputs[Now];
    const bool edited = known && *m_inputs[Before] != *m_inputs[Now];
    if (m_takeover.of.isEmpty()) {
        return {};
    }
    if (m_over) {
        return tr("Taken over from run %1. It was not carried out here: input and output are those of then.")
            .arg(before);
    }
    if (m_takeover.begins.isEmpty()) {
        return {};
    }
    if (m_task.isEmpty()) {
        return edited ? tr("Begins at %1 with an edited input; what came before is taken over from run %2. Below is "
                           "the input that run was started with.")
                            .arg(m_takeover.name, before)
                      : tr("Begins at %1; what came before is taken over from run %2.").arg(m_takeover.name, before);
    }
    if (m_task != m_takeover.begins) {
        return {};
    }
    return edited  ? tr("The run begins here, with an input that was edited: run %1 had another one.").arg(before)
           : known ? tr("The run begins here, with the input that run %1 had.").arg(before)
                   : tr("The run begins here. What came before is taken over from run %1.").arg(before);
}

void TakeoverNote::say() {
    const QString text = sentence();
    m_text->setText(text);
    m_text->setToolTip(m_takeover.of);
    m_show->setText(m_task.isEmpty() ? tr("Show it") : tr("Show it there"));
    m_show->setToolTip(m_task.isEmpty() ? tr("Selects the task where the run begins.")
                                        : tr("Opens run %1 at this task.").arg(m_takeover.of));
    setVisible(!text.isEmpty());
}

}  // namespace beamline::ui
