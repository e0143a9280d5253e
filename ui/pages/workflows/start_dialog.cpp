// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/start_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/workflow_list_model.h"
#include "ui/pages/workflows/dry_run_editor.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
enum StartTabs { FormTab, JsonTab };
constexpr QSize kSize(560, 600);
constexpr QSize kDryRunSize(1000, 640);
}  // namespace

StartDialog::StartDialog(EngineSession* session, const QString& ns, const QString& name, const QString& version,
                         QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_ns(ns),
      m_name(name),
      m_version(version),
      m_workflows(new WorkflowListModel(session, this)) {
    setWindowTitle(tr("Start run"));
    setModal(true);
    resize(kSize);
    build();
    connect(m_workflows, &PagedModel::loaded, this, &StartDialog::fillWorkflows);
    connect(m_workflows, &PagedModel::stateChanged, this, [this] {
        if (m_workflows->state() == PagedModel::State::Failed) {
            fail(toText(m_workflows->error().message));
        }
    });
    if (m_name.isEmpty()) {
        m_choice->setFocus();
        m_workflows->setText({});
    } else {
        m_choice->addItem(m_version.isEmpty() ? m_name : QStringLiteral("%1 %2").arg(m_name, m_version));
        m_choice->setEnabled(false);
        load();
    }
}

void StartDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    m_choice = new QComboBox(this);
    m_choice->setAccessibleName(tr("Workflow"));
    m_about = new QLabel(this);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setProperty("muted", true);
    m_bar = new InfoBar(this);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k24);
    split->addWidget(buildInput());
    m_plan = new DryRunEditor(m_session, split);
    m_plan->hide();
    split->setSizes({420, 500});
    m_dryRun = new QCheckBox(tr("Dry run"), this);
    auto* about = new QLabel(
        tr("Rehearses the run: what would change the world is answered by mocks or refused, everything else is real."),
        this);
    about->setWordWrap(true);
    about->setProperty("muted", true);
    m_dryRun->setToolTip(about->text());
    m_dryRun->setAccessibleDescription(about->text());
    auto* rehearsal = new QHBoxLayout;
    rehearsal->setSpacing(space::k12);
    rehearsal->addWidget(m_dryRun, 0, Qt::AlignTop);
    rehearsal->addWidget(about, 1);
    m_labels = new QLineEdit(this);
    m_labels->setPlaceholderText(tr("team=finance, month=11"));
    m_key = new QLineEdit(this);
    m_key->setPlaceholderText(tr("Starting twice with the same key makes one run"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::k12);
    form->setVerticalSpacing(space::k8);
    form->addRow(tr("Labels"), m_labels);
    form->addRow(tr("Idempotency key"), m_key);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    m_start = new Button(tr("Start run"), Button::Primary, this);
    m_start->setDefault(true);
    m_start->setEnabled(false);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_start);
    column->addWidget(m_choice);
    column->addWidget(m_about);
    column->addWidget(m_bar);
    column->addWidget(split, 1);
    column->addLayout(form);
    column->addLayout(rehearsal);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &StartDialog::start);
    connect(m_session, &EngineSession::healthChanged, this, &StartDialog::updateStart);
    connect(m_choice, &QComboBox::activated, this, &StartDialog::chosen);
    connect(m_tabs, &QTabWidget::currentChanged, this, &StartDialog::changeTab);
    connect(m_dryRun, &QCheckBox::toggled, this, &StartDialog::setDryRun);
    connect(m_plan, &DryRunEditor::obstacleChanged, this, &StartDialog::updateStart);
    connect(m_plan, &DryRunEditor::retryClicked, this, &StartDialog::askForMocks);
}

/// Form and JSON of one value.
QWidget* StartDialog::buildInput() {
    m_tabs = new QTabWidget(this);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("Form or JSON"));
    m_form = new SchemaForm(this);
    auto* scroll = new QScrollArea(m_tabs);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);  // its fields take it, and it follows them
    scroll->setWidgetResizable(true);
    auto* holder = new QWidget;
    auto* inner = new QVBoxLayout(holder);
    inner->setContentsMargins(0, space::k12, 0, space::k8);
    inner->addWidget(m_form);
    inner->addStretch(1);
    scroll->setWidget(holder);
    scroll->viewport()->setAutoFillBackground(false);
    holder->setAutoFillBackground(false);
    m_json = new QPlainTextEdit(m_tabs);
    m_json->setFont(Theme::current().font(TextRole::Mono));
    m_json->setAccessibleName(tr("Input as JSON"));
    m_json->setTabChangesFocus(true);
    m_json->setPlaceholderText(tr("Nothing yet. Write JSON here, for example {\"name\": \"value\"}"));
    m_tabs->addTab(scroll, tr("Form"));
    m_tabs->addTab(m_json, tr("JSON"));
    return m_tabs;
}

void StartDialog::propose(api::Json input) {
    m_given = input.is_null() ? api::Json(boost::json::object()) : std::move(input);
}

void StartDialog::rehearse(api::Json input, const api::Json& plan) {
    propose(std::move(input));
    m_plan->setPlan(plan);
    m_dryRun->setChecked(true);
    m_plan->goToLastMock();
}

void StartDialog::setDryRun(bool dryRun) {
    setWindowTitle(dryRun ? tr("Start dry run") : tr("Start run"));
    m_start->setText(windowTitle());
    m_plan->setVisible(dryRun);
    const QSize room = parentWidget() ? parentWidget()->window()->size() : kDryRunSize;
    const QPoint center = geometry().center();
    resize(dryRun ? kDryRunSize.boundedTo(room).expandedTo(minimumSizeHint()) : kSize);
    if (isVisible()) {
        move(pos() + center - geometry().center());
    }
    askForMocks();
    updateStart();
}

/// Also where there is a plan already: the answer says that the engine knows dry runs.
void StartDialog::askForMocks() {
    if (!m_dryRun->isChecked() || !m_loaded) {
        return;
    }
    const bool fill = m_plan->isEmpty() || std::exchange(m_planOfOther, false);
    if (fill || !m_plan->obstacle().isEmpty()) {
        m_plan->ask(m_ns, m_name, m_version, fill);
    }
}

void StartDialog::updateStart() {
    const QString away = m_session->obstacle(api::StartRun::kInfo.name);
    const QString obstacle = !away.isEmpty() ? away : m_dryRun->isChecked() ? m_plan->obstacle() : QString();
    m_start->setEnabled(m_loaded && !m_starting && obstacle.isEmpty());
    m_start->setToolTip(obstacle);
}

void StartDialog::fail(const QString& text) {
    m_bar->show(InfoBar::Error, text);
}

void StartDialog::fillWorkflows() {
    const QString before = m_ns + QLatin1Char('/') + m_name;
    m_choice->clear();
    for (int row = 0; row < m_workflows->rowCount(); ++row) {
        const auto& info = m_workflows->itemAt(row);
        m_choice->addItem(QStringLiteral("%1 %2").arg(toText(info.name), toText(info.version)),
                          toText(m_workflows->keyOf(info)));
        m_choice->setItemData(row, toText(info.title), Qt::ToolTipRole);
    }
    if (m_choice->count() == 0) {
        m_bar->show(InfoBar::Info, tr("No workflow is deployed yet. Deploy one on the page Workflows."), {}, false);
        return;
    }
    const int known = m_choice->findData(before);
    m_choice->setCurrentIndex(std::max(0, known));
    if (known < 0) {
        chosen(0);
    }
}

void StartDialog::chosen(int index) {
    const QString key = m_choice->itemData(index).toString();
    m_ns = key.section(QLatin1Char('/'), 0, 0);
    m_name = key.section(QLatin1Char('/'), 1);
    m_version.clear();
    m_planOfOther = !m_plan->isEmpty();
    load();
}

void StartDialog::load() {
    m_loaded = false;
    m_plan->forget();
    updateStart();
    api::GetWorkflow op;
    op.ns = toUtf8(m_ns);
    op.name = toUtf8(m_name);
    op.version = toUtf8(m_version);
    m_session->call<api::GetWorkflow>(op, this, [this, token = ++m_token](api::Result<api::WorkflowDetail> reply) {
        if (token == m_token) {
            take(std::move(reply));
        }
    });
}

void StartDialog::take(api::Result<api::WorkflowDetail> reply) {
    if (!reply.ok()) {
        fail(toText(reply.error().message));
        return;
    }
    m_bar->hide();
    m_loaded = true;
    updateStart();
    const api::WorkflowInfo& info = reply->info;
    m_about->setText(toText(info.summary.empty() ? info.title : info.summary));
    m_about->setVisible(!m_about->text().isEmpty());
    m_hasForm = info.inputSchema.is_object();
    m_json->clear();
    if (m_hasForm) {
        m_form->setSchema(info.inputSchema);
        m_blank = m_form->value();
    }
    {
        const QSignalBlocker block(m_tabs);  // nothing was written for this workflow yet that a form could take over
        m_tabs->setTabVisible(FormTab, m_hasForm);
        m_tabs->setCurrentIndex(m_hasForm ? FormTab : JsonTab);
    }
    fillInput();
    // While it was loading the focus had nowhere to go but to what was there already.
    if (!m_choice->isEnabled() && !m_dryRun->isChecked() && m_labels->text().isEmpty() && m_key->text().isEmpty()) {
        QMetaObject::invokeMethod(this, &StartDialog::goToInput, Qt::QueuedConnection);  // when the fields are on view
    }
    askForMocks();
    m_json->setToolTip(m_hasForm ? QString()
                                 : tr("The workflow does not say what its input looks like. Empty counts as {}."));
}

/// With what was given to begin with; as JSON where the form has no place for all of it.
void StartDialog::fillInput() {
    if (!m_given) {
        return;
    }
    const api::Json given = *std::exchange(m_given, std::nullopt);
    const QSignalBlocker block(m_tabs);
    m_json->setPlainText(prettyJson(given));
    if (m_hasForm) {
        m_form->setValue(given);
        m_tabs->setCurrentIndex(m_form->value() == given ? FormTab : JsonTab);
    }
}

/// What stands on the JSON tab; nothing is an empty object, as on a form that was left empty.
api::Result<api::Json> StartDialog::written() const {
    const QString text = m_json->toPlainText().trimmed();
    return text.isEmpty() ? api::Result<api::Json>(api::Json(boost::json::object())) : api::parseJson(toUtf8(text));
}

/// Both tabs speak of one value: what was filled in on one is there on the other.
void StartDialog::changeTab(int tab) {
    if (!m_loaded || !m_hasForm) {
        return;
    }
    if (tab == JsonTab) {
        m_json->setPlainText(prettyJson(m_form->value()));
        return;
    }
    const auto parsed = written();
    if (parsed.ok()) {
        m_form->setValue(parsed.value());
        m_bar->hide();
    } else {
        const QSignalBlocker block(m_tabs);
        m_tabs->setCurrentIndex(JsonTab);
        fail(toText(parsed.error().message));
    }
}

std::optional<api::Json> StartDialog::input() {
    if (m_hasForm && m_tabs->currentIndex() == FormTab) {
        if (!m_form->validate()) {
            return std::nullopt;
        }
        return m_form->value();
    }
    auto parsed = written();
    if (!parsed.ok()) {
        fail(toText(parsed.error().message));
        return std::nullopt;
    }
    return std::move(parsed.value());
}

std::optional<api::Labels> StartDialog::labels() {
    api::Labels labels;
    for (const QString& part : m_labels->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(QLatin1Char('='));
        const QString key = part.left(equals).trimmed();
        if (equals < 0 || key.isEmpty()) {
            fail(tr("“%1” is not a label. Write name=value, with commas between labels.").arg(part.trimmed()));
            m_labels->setFocus();
            return std::nullopt;
        }
        labels[toUtf8(key)] = toUtf8(part.mid(equals + 1).trimmed());
    }
    return labels;
}

void StartDialog::start() {
    m_bar->hide();
    auto value = input();
    auto named = value ? labels() : std::nullopt;
    auto plan = value && named && m_dryRun->isChecked() ? m_plan->plan() : std::nullopt;
    if (!value || !named || (m_dryRun->isChecked() && !plan)) {
        return;
    }
    api::StartRun op;
    op.ns = toUtf8(m_ns);
    op.workflow = toUtf8(m_name);
    op.version = toUtf8(m_version);
    op.input = std::move(*value);
    op.labels = std::move(*named);
    op.idempotencyKey = toUtf8(m_key->text().trimmed());
    op.dryRun = plan ? std::move(*plan) : api::Json();
    m_starting = true;
    updateStart();
    m_session->call<api::StartRun>(op, this, [this](api::Result<api::StartReply> reply) {
        m_starting = false;
        updateStart();
        if (reply.ok()) {
            Q_EMIT started(toText(reply->run));
            accept();
            return;
        }
        if (m_dryRun->isChecked() && m_plan->showRefusal(reply.error())) {
            return;
        }
        fail(toText(reply.error().message));
        if (m_hasForm && reply.error().code == api::code::kInvalidInput) {
            m_form->showProblems(problemsOf(reply.error()));
        }
    });
}

}  // namespace beamline::ui
