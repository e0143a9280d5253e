// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/pipeline_stage_pane.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/extension_list_model.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/pipeline_draft.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kStageRestMs = 400;  // after the last key in a field of JSON
constexpr int kMostTimeoutMs = 5'000;
constexpr int kMostRetries = 3;

QLabel* stageLabel(QWidget* parent, bool muted) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("muted", muted);
    return label;
}

Pill::Tone toneOfMark(ClusterMark mark) {
    return mark == ClusterMark::Good        ? Pill::Good
           : mark == ClusterMark::Attention ? Pill::Attention
           : mark == ClusterMark::Bad       ? Pill::Bad
                                            : Pill::Neutral;
}
}  // namespace

PipelineStagePane::PipelineStagePane(PipelineDraft* draft, ExtensionListModel* extensions, QWidget* parent)
    : QWidget(parent), m_draft(draft), m_extensions(extensions) {
    build();
    m_rest.setSingleShot(true);
    m_rest.setInterval(kStageRestMs);
    connect(&m_rest, &QTimer::timeout, this, &PipelineStagePane::takeTyped);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        set(m_lane == PipelineLane::Validators ? "on_fail" : "mode",
            api::Json(toUtf8(m_choice->currentData().toString())));
    });
    connect(m_timeout, &QSpinBox::valueChanged, this,
            [this](int ms) { set("timeout_ms", ms > 0 ? std::optional<api::Json>(ms) : std::nullopt); });
    connect(m_retry, &QSpinBox::valueChanged, this,
            [this](int times) { set("retry", times >= 0 ? std::optional<api::Json>(times) : std::nullopt); });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT registryAsked(m_name->text()); });
    const auto colour = [this] {
        const QString sheet = QStringLiteral("color:%1").arg(Theme::current().tokens().faulted.name());
        for (auto* label : {m_problems, m_config.mistake, m_when.mistake}) {
            label->setStyleSheet(sheet);
        }
    };
    connect(&Theme::current(), &Theme::changed, this, colour);
    colour();
    connect(draft, &PipelineDraft::documentChanged, this, &PipelineStagePane::fill);
    connect(draft, &PipelineDraft::checked, this, &PipelineStagePane::fill);
    connect(extensions, &ExtensionListModel::stateChanged, this, &PipelineStagePane::fill);
    fill();
}

void PipelineStagePane::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_nothing = stageLabel(this, true);
    m_nothing->setText(tr("Choose an extension of a lane to say what the policy asks of it."));
    m_body = new QWidget(this);
    column->addWidget(m_nothing);
    column->addWidget(m_body);
    column->addStretch(1);
    auto* inside = new QVBoxLayout(m_body);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(space::k8);
    auto* top = new QHBoxLayout;
    m_name = stageLabel(m_body, false);
    m_name->setFont(Theme::current().font(TextRole::Heading));
    m_health = new Pill(m_body);
    top->addWidget(m_name, 1);
    top->addWidget(m_health);
    m_facts = stageLabel(m_body, true);
    m_problems = stageLabel(m_body, false);
    m_problems->setObjectName(QStringLiteral("stage.problems"));
    inside->addLayout(top);
    inside->addWidget(m_facts);
    inside->addWidget(m_problems);
    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(space::k4);
    m_choice = new QComboBox(m_body);
    m_choice->setObjectName(QStringLiteral("stage.choice"));
    m_choiceTitle = new QLabel(m_body);
    m_choiceTitle->setBuddy(m_choice);
    m_timeout = new QSpinBox(m_body);
    m_timeout->setObjectName(QStringLiteral("stage.timeout"));
    m_timeout->setAccessibleName(tr("Time limit"));
    m_timeout->setRange(0, kMostTimeoutMs);
    m_timeout->setSingleStep(50);
    m_timeout->setSuffix(tr(" ms"));
    m_timeout->setSpecialValueText(tr("As registered"));
    m_retry = new QSpinBox(m_body);
    m_retry->setObjectName(QStringLiteral("stage.retry"));
    m_retry->setAccessibleName(tr("Retries after it was too late"));
    m_retry->setRange(-1, kMostRetries);
    m_retry->setSpecialValueText(tr("As registered"));
    form->addRow(m_choiceTitle, m_choice);
    form->addRow(tr("Time limit"), m_timeout);
    form->addRow(tr("Retries after it was too late"), m_retry);
    m_config = addJson(form, "config", tr("Settings, over those it is registered with"), QStringLiteral("{}"));
    m_when = addJson(form, "when", tr("Only for requests whose context has"), QStringLiteral("{\"tier\": [\"gold\"]}"));
    inside->addLayout(form);
    m_open = new Button(tr("Show in the registry"), Button::Plain, m_body);
    inside->addWidget(m_open, 0, Qt::AlignLeft);
}

PipelineStagePane::JsonField PipelineStagePane::addJson(QFormLayout* form, const char* member, const QString& title,
                                                        const QString& hint) {
    auto* text = new QPlainTextEdit(m_body);
    text->setObjectName(QStringLiteral("stage.") + QLatin1String(member));
    text->setAccessibleName(title);
    text->setFont(Theme::current().font(TextRole::MonoSmall));
    text->setPlaceholderText(hint);
    text->setTabChangesFocus(true);
    text->setFixedHeight(extent::kComment);
    auto* mistake = stageLabel(m_body, false);
    mistake->setObjectName(text->objectName() + QStringLiteral(".mistake"));
    mistake->hide();
    auto* holder = new QVBoxLayout;
    holder->setSpacing(space::k2);
    holder->addWidget(text);
    holder->addWidget(mistake);
    form->addRow(title, holder);
    connect(text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_filling) {
            m_rest.start();
        }
    });
    return {member, text, mistake};
}

void PipelineStagePane::show(PipelineLane lane, int row) {
    flush();
    m_lane = lane;
    m_row = row;
    fill();
}

void PipelineStagePane::enter() {
    m_choice->setFocus();
}

void PipelineStagePane::set(const char* member, const std::optional<api::Json>& value) {
    if (!m_filling && m_row >= 0) {
        m_draft->set(m_lane, m_row, member, value);
    }
}

void PipelineStagePane::flush() {
    if (m_rest.isActive()) {
        m_rest.stop();
        takeTyped();
    }
}

void PipelineStagePane::takeTyped() {
    takeJson(m_config);
    takeJson(m_when);
}

/// What is no JSON object stays where it is typed, with what is wrong with it.
void PipelineStagePane::takeJson(const JsonField& field) {
    const QString text = field.text->toPlainText().trimmed();
    const auto parsed = api::parseJson(toUtf8(text));
    const bool good = text.isEmpty() || (parsed.ok() && parsed->is_object());
    field.mistake->setVisible(!good);
    if (good) {
        set(field.member, text.isEmpty() ? std::nullopt : std::optional(*parsed));
    } else {
        field.mistake->setText(parsed.ok() ? tr("It must be a JSON object, {…}.") : toText(parsed.error().message));
    }
}

/// What is being typed is left alone: only another value comes in its place.
void PipelineStagePane::fillJson(const JsonField& field, const api::Json& value) {
    const auto typed = api::parseJson(toUtf8(field.text->toPlainText()));
    const bool same = value.is_null() ? field.text->toPlainText().trimmed().isEmpty() : typed.ok() && *typed == value;
    if (!same && !m_rest.isActive()) {
        field.text->setPlainText(value.is_null() ? QString() : prettyJson(value));
        field.mistake->hide();
    }
}

void PipelineStagePane::fill() {
    const auto stages = stagesOf(m_draft->document(), m_lane);
    const bool chosen = m_row >= 0 && m_row < static_cast<int>(stages.size());
    m_body->setVisible(chosen);
    m_nothing->setVisible(!chosen);
    if (!chosen) {
        return;
    }
    const auto& stage = stages[static_cast<std::size_t>(m_row)];
    const bool validator = m_lane == PipelineLane::Validators;
    m_filling = true;
    m_name->setText(breakable(cutText(stage.id, kShownTitle)));
    const auto* info = m_extensions->find(stage.id);
    m_health->setText(info ? extensionHealthText(*info) : tr("Not registered"),
                      info ? toneOfMark(extensionHealthMark(*info)) : Pill::Bad);
    m_facts->setText(info ? tr("%1 %2 · p95 %3 · success %4")
                                .arg(extensionTypeText(info->type), cutText(info->version, kLongestWord),
                                     latencyText(*info, info->p95Ms), successText(*info))
                          : extensionTypeText(laneType(m_lane)));
    m_open->setVisible(info != nullptr);
    QStringList problems = info ? QStringList{extensionTrouble(*info)} : QStringList();
    for (const auto& problem : m_draft->check().problems) {
        if (rowOfProblem(problem, m_lane) == m_row) {
            problems << cutText(problem.message, kShownText);
        }
    }
    problems.removeAll(QString());
    m_problems->setText(breakable(problems.join(QLatin1Char('\n'))));
    m_problems->setVisible(!problems.isEmpty());
    const QString title = validator ? tr("When it rejects or fails") : tr("When it fails");
    if (m_choiceTitle->text() != title || m_choice->count() == 0) {
        m_choiceTitle->setText(title);
        m_choice->setAccessibleName(title);
        m_choice->clear();
        if (validator) {
            m_choice->addItem(tr("Block the request"), QStringLiteral("block"));
            m_choice->addItem(tr("Warn, and go on"), QStringLiteral("warn"));
            m_choice->addItem(tr("Ignore it, and go on"), QStringLiteral("ignore"));
        } else {
            m_choice->addItem(tr("Go on without it (optional)"), QStringLiteral("optional"));
            m_choice->addItem(tr("Fail the request (required)"), QStringLiteral("required"));
        }
    }
    m_choice->setCurrentIndex(m_choice->findData(validator        ? toText(stage.onFail)
                                                 : stage.required ? QStringLiteral("required")
                                                                  : QStringLiteral("optional")));
    m_timeout->setValue(stage.timeoutMs.value_or(0));
    m_retry->setValue(stage.retry.value_or(-1));
    fillJson(m_config, stage.config);
    fillJson(m_when, stage.when);
    m_filling = false;
}

}  // namespace beamline::ui
