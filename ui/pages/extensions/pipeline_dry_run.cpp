// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/pipeline_dry_run.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/json_text.h"
#include "ui/models/pipeline_draft.h"
#include "ui/models/pipeline_run_model.h"
#include "ui/models/text_diff.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/mark_delegate.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QString sampleView() {
    return QStringLiteral("pipeline.samples");
}

api::Json firstSample() {
    return boost::json::object{{"message", boost::json::object{{"message_type", "chat"},
                                                               {"payload", boost::json::object{{"text", "Hello"}}},
                                                               {"metadata", boost::json::object()}}},
                               {"context", boost::json::object()}};
}

/// Of every provider: its chance, or why it was left out.
QString candidatesText(const api::RouteDecision& decision) {
    QStringList lines;
    for (const auto& one : decision.candidates) {
        const QString share = one.excluded.empty()
                                  ? PipelineDryRun::tr("%1 %").arg(QLocale().toString(one.share * 100, 'f', 0))
                                  : PipelineDryRun::tr("left out");
        lines << PipelineDryRun::tr("%1: %2. %3")
                     .arg(cutText(one.provider, kShownTitle), share, cutText(one.why, kShownText));
    }
    for (const auto& step : decision.steps) {
        if (!step.detail.empty()) {
            lines << cutText(step.detail, kShownText);
        }
    }
    return lines.join(QLatin1Char('\n'));
}
}  // namespace

PipelineDryRun::PipelineDryRun(EngineSession* session, PipelineDraft* draft, QWidget* parent)
    : QWidget(parent), m_session(session), m_draft(draft), m_model(new PipelineRunModel(this)) {
    m_run = addPageAction(this, "pipeline.run", tr("Try it"), QStringLiteral("dry-run"),
                          QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(space::k12);
    m_split->addWidget(buildMessage());
    m_split->addWidget(buildOutcome());
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({400, 760});
    column->addWidget(m_split);
    m_text->setSource(prettyJson(firstSample()));
    connect(m_run, &QAction::triggered, this, &PipelineDryRun::run);
    connect(m_samples, &QComboBox::activated, this, [this](int index) {
        if (const QString text = m_samples->itemData(index).toString(); !text.isEmpty()) {
            m_text->replaceAll(text);
            m_text->setFocus();
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PipelineDryRun::showStep);
    connect(draft, &PipelineDraft::documentChanged, this, [this] {
        m_stale = m_reply.has_value();
        m_old->setVisible(m_stale);
    });
    connect(draft, &PipelineDraft::stateChanged, this, [this] {
        if (m_draft->state() == PipelineDraft::State::Loading) {
            ++m_token;
            m_running = false;
            m_reply.reset();
            m_model->clear();
            m_stale = false;
            showStep();
        }
        updateActions();
    });
    connect(session, &EngineSession::healthChanged, this, &PipelineDryRun::updateActions);
    showSamples();
    showStep();
    updateActions();
}

QWidget* PipelineDryRun::buildMessage() {
    auto* card = new Card(tr("Message"), this);
    m_samples = new QComboBox(card);
    m_samples->setObjectName(QStringLiteral("dryRun.samples"));
    m_samples->setAccessibleName(tr("Earlier messages"));
    m_samples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_samples->setMinimumContentsLength(14);
    card->addToHeader(m_samples);
    auto* inside = new QWidget(card);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_text = new CodeEditor(inside);
    m_text->setObjectName(QStringLiteral("dryRun.message"));
    m_text->setAccessibleName(tr("Message and context as JSON"));
    m_bar = new InfoBar(inside);
    m_bar->setObjectName(QStringLiteral("dryRun.bar"));
    m_bar->hide();
    m_call = new QCheckBox(tr("Call the extensions"), inside);
    m_call->setChecked(true);
    m_call->setToolTip(tr("Without it only conditions and the choice of the provider are tried."));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k12, 0, space::k12, space::k12);
    row->addWidget(m_call, 1);
    row->addWidget(new Button(m_run, Button::Primary, inside));
    column->addWidget(m_text, 1);
    column->addWidget(m_bar);
    column->addLayout(row);
    card->addBody(inside);
    card->setMinimumWidth(extent::kDetailPane);
    return card;
}

QWidget* PipelineDryRun::buildOutcome() {
    auto* card = new Card(tr("What became of it"), this);
    m_old = new QLabel(tr("of the pipeline before the last change"), card);
    m_old->setProperty("muted", true);
    m_old->hide();
    card->addToHeader(m_old);
    auto* split = new QSplitter(Qt::Vertical, card);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k4);
    auto* upper = new QWidget(split);
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k4);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::k12, 0, space::k12, 0);
    line->setSpacing(space::k8);
    m_verdict = new Pill(upper);
    m_choice = new QLabel(upper);
    m_choice->setObjectName(QStringLiteral("dryRun.choice"));
    m_choice->setTextFormat(Qt::PlainText);
    m_choice->setWordWrap(true);
    line->addWidget(m_verdict);
    line->addWidget(m_choice, 1);
    m_table = new TableView(upper);
    m_table->setObjectName(QStringLiteral("dryRun.stages"));
    m_table->setAccessibleName(tr("Stages of the dry run"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(PipelineRunModel::StatusColumn, new MarkDelegate(m_table));
    m_table->setItemDelegateForColumn(PipelineRunModel::EffectColumn,
                                      new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    m_table->setColumnWidths({20, 15, 9, 12, 0});
    column->addLayout(line);
    column->addWidget(m_table, 1);
    m_tabs = new FoldingTabs(split);
    m_tabs->setProperty("inset", true);
    m_difference = new DiffView(m_tabs);
    m_difference->setAccessibleName(tr("What the stage changed"));
    m_after = new JsonView(m_tabs);
    m_candidates = new QPlainTextEdit(m_tabs);
    m_candidates->setReadOnly(true);
    m_candidates->setAccessibleName(tr("Why this provider"));
    m_tabs->addFolding(m_difference, tr("What it changed"));
    m_tabs->addFolding(m_after, tr("Message behind it"));
    m_tabs->addFolding(m_candidates, tr("Why this provider"));
    split->addWidget(upper);
    split->addWidget(m_tabs);
    split->setSizes({260, 300});
    m_stack = new ContentStack(split, card);
    card->addBody(m_stack);
    return card;
}

void PipelineDryRun::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool wide = width() >= extent::kWideCards;
    m_table->setColumnHidden(PipelineRunModel::MessageColumn, !wide);
    m_table->setColumnHidden(PipelineRunModel::TimeColumn, width() < extent::kWideCards * 3 / 4);
}

void PipelineDryRun::enter() {
    m_text->setFocus();
}

void PipelineDryRun::setLive(bool live) {
    m_live = live;
    updateActions();
}

void PipelineDryRun::updateActions() {
    const QString unknown = m_session->unknownTo(api::DryRunRoute::kInfo.name);
    const QString lacks = m_session->lacks(api::DryRunRoute::kInfo.permission);
    const QString why = !unknown.isEmpty()                                           ? unknown
                        : !lacks.isEmpty()                                           ? lacks
                        : !m_live || m_draft->state() != PipelineDraft::State::Ready ? tr("Choose a policy first.")
                        : m_running ? tr("The message is on its way…")
                                    : QString();
    m_run->setEnabled(why.isEmpty());
    m_run->setToolTip(why.isEmpty() ? tr("Send the message through the pipeline as it is edited.") : why);
}

/// Nothing when it is no JSON object: then the editor says where, and has the focus.
std::optional<api::Json> PipelineDryRun::sample() {
    const QString text = m_text->toPlainText();
    auto parsed = api::parseJson(toUtf8(text));
    if (parsed.ok() && !parsed->is_object()) {
        parsed = api::Error{api::code::kInvalidArgument,
                            toUtf8(tr("It must be a JSON object such as {\"message\": {\"payload\": {…}}}.")),
                            {},
                            false};
    }
    if (parsed.ok()) {
        m_text->setProblems({});
        return std::move(parsed).value();
    }
    const api::Problem problem = problemIn(text, parsed.error());
    m_text->setProblems({problem});
    m_bar->show(InfoBar::Error, tr("Line %1: %2").arg(problem.line).arg(toText(problem.message)), {}, false);
    m_text->goTo(problem.line, problem.column);
    m_text->setFocus();
    return std::nullopt;
}

void PipelineDryRun::run() {
    m_bar->hide();
    const auto given = sample();
    if (!given || m_running) {
        return;
    }
    remember(m_text->toPlainText());
    api::DryRunRoute op;
    op.request = requestOf(*given, toUtf8(m_session->tenant()), m_draft->policy());
    op.document = m_draft->document();
    op.callExtensions = m_call->isChecked();
    m_running = true;
    updateActions();
    m_session->call<api::DryRunRoute>(
        op, this, [this, token = ++m_token, sent = messageOf(op.request)](const api::Result<api::DryRunReply>& reply) {
            if (token == m_token) {
                take(sent, reply);
            }
        });
}

void PipelineDryRun::take(const api::Json& sent, const api::Result<api::DryRunReply>& reply) {
    m_running = false;
    updateActions();
    if (!reply.ok()) {
        m_bar->show(InfoBar::Error, tr("It was not tried. %1").arg(toText(reply.error().message)), {}, false);
        return;
    }
    m_stale = false;
    m_old->hide();
    m_reply = *reply;
    m_model->show(sent, *reply);
    int row = 0;  // the first that failed, else the first that changed something
    for (int i = m_model->rowCount() - 1; i >= 0; --i) {
        row = m_model->rowAt(i).changed ? i : row;
    }
    for (int i = m_model->rowCount() - 1; i >= 0; --i) {
        row = m_model->rowAt(i).mark == ClusterMark::Bad && !m_model->rowAt(i).isChoice ? i : row;
    }
    m_table->selectRow(row);
    showStep();
}

void PipelineDryRun::showStep() {
    if (!m_reply) {
        m_stack->showEmpty(QStringLiteral("dry-run"), tr("Nothing was tried yet"),
                           tr("Send a message through the pipeline as it is edited. Every stage shows what it made of "
                              "it; nothing is stored, and no provider is asked."));
        return;
    }
    m_stack->showContent();
    const auto& decision = m_reply->decision;
    const bool good = decision.errorCode.empty() && !decision.provider.empty();
    m_verdict->setText(good ? tr("Would be served") : tr("Would be refused"), good ? Pill::Good : Pill::Bad);
    m_choice->setText(choiceText(decision));
    m_candidates->setPlainText(candidatesText(decision));
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        return;
    }
    const auto& step = m_model->rowAt(index.row());
    m_tabs->setShown(0, !step.isChoice);
    m_tabs->setShown(2, step.isChoice);
    m_tabs->setCurrentIndex(step.isChoice ? 2 : m_tabs->currentIndex() == 1 ? 1 : 0);
    m_difference->setDiff(diffOf(prettyJson(inOrder(step.before)), prettyJson(inOrder(step.after)), -1));
    m_after->setValue(step.after);
}

// ---- samples ------------------------------------------------------------------------------------------------------

QStringList PipelineDryRun::samples() const {
    const auto* settings = m_session->settings();
    return settings ? settings->kept(sampleView(), toText(m_session->connectionProfile().id)) : m_unkept;
}

void PipelineDryRun::remember(const QString& text) {
    if (text.size() > kMaxSampleText) {
        return;
    }
    QStringList all = samples();
    all.removeAll(text);
    all.prepend(text);
    all = all.mid(0, kMaxSamples);
    if (auto* settings = m_session->settings()) {
        settings->setKept(sampleView(), toText(m_session->connectionProfile().id), all);
    } else {
        m_unkept = all;
    }
    showSamples();
}

void PipelineDryRun::showSamples() {
    m_samples->clear();
    m_samples->addItem(tr("Earlier messages"));
    for (const QString& text : samples()) {
        const auto json = api::parseJson(toUtf8(text));
        m_samples->addItem(
            json.ok() ? jsonSummary(messageOf(*json), kLongestWord * 2) : cutText(toUtf8(text), kLongestWord * 2),
            text);
    }
    m_samples->setEnabled(m_samples->count() > 1);
}

}  // namespace beamline::ui
