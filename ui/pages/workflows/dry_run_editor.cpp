// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/dry_run_editor.h"

#include <QLabel>
#include <QVBoxLayout>
#include <tuple>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/json_text.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/card.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

DryRunEditor::DryRunEditor(EngineSession* session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    auto* title = new QLabel(tr("What answers instead of the world"), this);
    title->setFont(Theme::current().font(TextRole::Strong));
    auto* hint = new QLabel(
        tr("The first mock that fits a call answers it, with its <tt>output</tt> or <tt>error</tt>; <tt>*</tt> in "
           "<tt>task</tt> or <tt>function</tt> stands for anything."),
        this);
    hint->setWordWrap(true);
    hint->setProperty("muted", true);
    auto* card = new Card(this);
    m_text = new CodeEditor(card);
    m_text->setAccessibleName(tr("Plan of the dry run as JSON"));
    title->setBuddy(m_text);
    card->addBody(m_text);
    m_bar = new InfoBar(this);
    m_bar->hide();
    m_obstacle = new InfoBar(this);
    m_obstacle->hide();
    column->addWidget(title);
    column->addWidget(hint);
    column->addWidget(card, 1);
    column->addWidget(m_bar);
    column->addWidget(m_obstacle);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckMs);
    connect(m_text, &QPlainTextEdit::textChanged, &m_checkTimer, QOverload<>::of(&QTimer::start));
    connect(&m_checkTimer, &QTimer::timeout, this, [this] { std::ignore = check(); });
    connect(m_obstacle, &InfoBar::actionClicked, this, &DryRunEditor::retryClicked);
}

void DryRunEditor::setPlan(const api::Json& plan) {
    if (isEmpty()) {
        m_text->setSource(prettyJson(plan));
    } else {
        m_text->replaceAll(prettyJson(plan));
    }
    std::ignore = check();
}

void DryRunEditor::ask(const QString& ns, const QString& name, const QString& version, bool fill) {
    forget();
    api::SuggestMocks op;
    op.ns = toUtf8(ns);
    op.workflow = toUtf8(name);
    op.version = toUtf8(version);
    const QString before = m_text->toPlainText();
    m_session->call<api::SuggestMocks>(
        op, this, [this, token = m_token, fill, before](api::Result<api::MocksReply> reply) {
            if (token != m_token) {
                return;
            }
            m_answered = reply.ok();
            if (!reply.ok()) {
                m_obstacle->show(InfoBar::Error,
                                 tr("No dry run can be started, as the engine suggests no mocks: %1 An engine older "
                                    "than this console would start a real run instead.")
                                     .arg(toText(reply.error().message)),
                                 tr("Ask again"), false);
            } else if (fill && m_text->toPlainText() == before) {
                setPlan(reply->plan);
            }
            Q_EMIT obstacleChanged();
        });
}

void DryRunEditor::forget() {
    ++m_token;
    m_answered = false;
    m_obstacle->hide();
    Q_EMIT obstacleChanged();
}

QString DryRunEditor::obstacle() const {
    return m_answered               ? QString()
           : m_obstacle->isHidden() ? tr("Whether the engine knows dry runs is being asked…")
                                    : m_obstacle->text();
}

void DryRunEditor::goToLastMock() {
    const auto parsed = check();
    const auto* plan = parsed.ok() ? parsed->if_object() : nullptr;
    const auto* mocks = plan ? plan->if_contains("mocks") : nullptr;
    if (mocks && mocks->is_array() && !mocks->get_array().empty()) {
        const auto place = placeOfPointer(m_text->toPlainText(),
                                          QStringLiteral("/mocks/%1/output").arg(mocks->get_array().size() - 1));
        m_text->goTo(place.line, place.column);
        m_text->moveCursor(QTextCursor::EndOfLine, QTextCursor::KeepAnchor);
    }
}

bool DryRunEditor::isEmpty() const {
    return m_text->document()->isEmpty();
}

api::Result<api::Json> DryRunEditor::check() {
    m_checkTimer.stop();
    auto parsed = api::parseJson(toUtf8(m_text->toPlainText()));
    if (parsed.ok() && !parsed->is_object()) {
        parsed = api::Error{api::code::kInvalidArgument,
                            toUtf8(tr("The plan of a dry run is a JSON object, such as {\"mocks\": []}.")),
                            {},
                            false};
    }
    if (parsed.ok() || isEmpty()) {
        m_text->setProblems({});
        m_bar->hide();
    } else {
        showProblem(parsed.error());
    }
    return parsed;
}

std::optional<api::Json> DryRunEditor::plan() {
    auto parsed = check();
    if (parsed.ok()) {
        return std::move(parsed).value();
    }
    showProblem(parsed.error());
    m_text->goToProblem(true);
    m_text->setFocus();
    return std::nullopt;
}

bool DryRunEditor::showRefusal(const api::Error& error) {
    if (error.code != api::code::kInvalidArgument || !error.detail.is_string()) {
        return false;
    }
    showProblem(error);
    m_text->setFocus();
    return true;
}

void DryRunEditor::showProblem(const api::Error& error) {
    const api::Problem problem = problemIn(m_text->toPlainText(), error);
    m_text->setProblems({problem});
    m_bar->show(InfoBar::Error, tr("Line %1: %2").arg(problem.line).arg(toText(problem.message)), {}, false);
}

}  // namespace beamline::ui
