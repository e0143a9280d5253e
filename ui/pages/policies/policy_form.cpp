// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"
#include "ui/models/policy_rows_model.h"
#include "ui/pages/policies/column_giver.h"
#include "ui/pages/policies/policy_section.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
using PolicyPath = std::vector<std::string_view>;

/// Two members deep at most, as all fields of the form are.
const api::Json* policyMember(const api::Json& document, const PolicyPath& path) {
    return path.size() == 1 ? memberAt(document, {path[0]}) : memberAt(document, {path[0], path[1]});
}

api::Json withPolicyMember(const api::Json& document, const PolicyPath& path, std::optional<api::Json> value) {
    return path.size() == 1 ? withMember(document, {path[0]}, std::move(value))
                            : withMember(document, {path[0], path[1]}, std::move(value));
}

/// The wheel scrolls the form and does not change what it passes.
class SteadyWheel : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() == QEvent::Wheel && widget && !widget->hasFocus()) {
            event->ignore();
            return true;
        }
        return QObject::eventFilter(watched, event);
    }
};

template <class Spin>
void dressSpin(Spin* spin, QObject* steady) {
    spin->setMinimumHeight(space::kControl);
    spin->setMinimumWidth(0);
    spin->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    spin->setKeyboardTracking(false);
    spin->setFocusPolicy(Qt::StrongFocus);
    spin->installEventFilter(steady);
}
}  // namespace

PolicyForm::PolicyForm(QWidget* parent) : QWidget(parent) {
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(space::k16, space::k12, space::k16, space::k16);
    m_column->setSpacing(space::k16);
    buildProviders();
    buildCanary();
    buildLists();
    buildSessions();
    buildBreaker();
    buildLimits();
    buildStages();
    m_column->addStretch(1);
}

PolicySection* PolicyForm::section(const QString& title, std::vector<std::string> members) {
    auto* one = new PolicySection(title, std::move(members), this);
    m_column->addWidget(one);
    m_sections.push_back(one);
    return one;
}

void PolicyForm::buildProviders() {
    auto* part = section(tr("Providers"), {"providers", "weights"});
    auto* model = new PolicyRowsModel(PolicyRowsModel::List::Providers, this);
    auto* table = part->addTable(model, tr("Add a provider"), tr("Remove the selected provider"));
    table->setObjectName(QStringLiteral("policy.providers"));
    table->setAccessibleName(tr("Providers and weights"));
    table->setColumnWidths({0, 8, 7, 8, 8});
    constexpr int kLeastName = 128;
    new ColumnGiver(table, PolicyRowsModel::NameColumn, kLeastName,
                    {PolicyRowsModel::PriorityColumn, PolicyRowsModel::CostColumn, PolicyRowsModel::ShareColumn});
    m_lists.push_back(model);
    connect(model, &PolicyRowsModel::edited, this, &PolicyForm::change);
    onLoad([this, model] { model->setDocument(m_document); });
}

void PolicyForm::buildCanary() {
    auto* part = section(tr("Canary"), {"canary"});
    m_canary = new QComboBox(this);
    m_canary->setObjectName(QStringLiteral("policy.canary"));
    m_canary->setEditable(true);
    m_canary->setInsertPolicy(QComboBox::NoInsert);
    m_canary->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_canary->setMinimumContentsLength(8);
    m_canary->setAccessibleName(tr("Canary provider"));
    m_canary->lineEdit()->setPlaceholderText(tr("None"));
    m_canary->lineEdit()->setAccessibleName(tr("Canary provider"));
    m_percent = new QDoubleSpinBox(this);
    m_percent->setObjectName(QStringLiteral("policy.percent"));
    m_percent->setRange(0, 100);
    m_percent->setDecimals(1);
    m_percent->setSuffix(tr(" %"));
    m_percent->setAccessibleName(tr("Share of the canary"));
    auto* steady = new SteadyWheel(this);
    dressSpin(m_percent, steady);
    m_canary->setFocusPolicy(Qt::StrongFocus);
    m_canary->installEventFilter(steady);
    part->addField(tr("Provider"), m_canary);
    part->addField(tr("Share"), m_percent);
    const auto provider = [this] {
        const QString name = m_canary->currentText().trimmed();
        if (m_loading || name == textAt(m_document, {"canary", "provider"})) {
            return;
        }
        if (name.isEmpty()) {
            change(withMember(m_document, {"canary"}, std::nullopt));
            return;
        }
        auto document = withMember(m_document, {"canary", "provider"}, api::Json(toUtf8(name)));
        change(memberAt(document, {"canary", "percent"})
                   ? std::move(document)
                   : withMember(document, {"canary", "percent"}, jsonNumber(m_percent->value())));
    };
    connect(m_canary->lineEdit(), &QLineEdit::editingFinished, this, provider);
    connect(m_canary, &QComboBox::activated, this, provider);
    connect(m_percent, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (!m_loading && memberAt(m_document, {"canary"})) {
            change(withMember(m_document, {"canary", "percent"}, jsonNumber(value)));
        }
    });
    onLoad([this] {
        const auto canary = policyCanary(m_document);
        const QStringList names = policyProviders(m_document);
        m_canary->clear();
        m_canary->addItems(names);
        m_canary->setCurrentIndex(canary ? static_cast<int>(names.indexOf(canary->provider)) : -1);
        m_canary->setEditText(canary ? canary->provider : QString());
        m_percent->setValue(canary ? canary->percent : 0);
        m_percent->setEnabled(canary && m_obstacle.isEmpty());
        m_percent->setToolTip(canary ? m_obstacle : tr("Name the canary's provider first."));
    });
}

void PolicyForm::buildLists() {
    struct Part {
        PolicyRowsModel::List list;
        QString title;
        const char* member;
        QString add;
        QString remove;
        QVector<int> widths;
    };
    const std::vector<Part> parts{{PolicyRowsModel::List::Shadows,
                                   tr("Shadows"),
                                   "shadow",
                                   tr("Add a shadow: it gets a copy, its answers are thrown away"),
                                   tr("Remove the selected shadow"),
                                   {0, 10}},
                                  {PolicyRowsModel::List::Fallbacks,
                                   tr("Fallbacks"),
                                   "fallbacks",
                                   tr("Add a fallback"),
                                   tr("Remove the selected fallback"),
                                   {0, 9, 16}}};
    for (const auto& one : parts) {
        auto* part = section(one.title, {one.member, "fallback"});
        auto* model = new PolicyRowsModel(one.list, this);
        auto* table = part->addTable(model, one.add, one.remove);
        table->setObjectName(QStringLiteral("policy.") + QString::fromLatin1(one.member));
        table->setAccessibleName(one.title);
        table->setColumnWidths(one.widths);
        m_lists.push_back(model);
        connect(model, &PolicyRowsModel::edited, this, &PolicyForm::change);
        onLoad([this, model] { model->setDocument(m_document); });
    }
}

QCheckBox* PolicyForm::check(const QString& text, PolicyPath path, bool otherwise) {
    auto* box = new QCheckBox(text, this);
    connect(box, &QCheckBox::clicked, this,
            [this, path](bool on) { change(withPolicyMember(m_document, path, api::Json(on))); });
    onLoad([this, box, path, otherwise] {
        const auto* value = policyMember(m_document, path);
        box->setChecked(value && value->is_bool() ? value->get_bool() : otherwise);
    });
    return box;
}

/// Shows `otherwise` where the document says nothing, and writes nothing until somebody changes it.
QSpinBox* PolicyForm::whole(PolicyPath path, int otherwise, int least, int most, const QString& suffix) {
    auto* spin = new QSpinBox(this);
    spin->setRange(least, most);
    spin->setSuffix(suffix);
    dressSpin(spin, new SteadyWheel(spin));
    connect(spin, &QSpinBox::valueChanged, this, [this, path, least](int value) {
        if (!m_loading) {
            const bool none = value == 0 && least == 0;
            change(withPolicyMember(m_document, path, none ? std::nullopt : std::optional<api::Json>(value)));
        }
    });
    onLoad([this, spin, path, otherwise] {
        const auto* value = policyMember(m_document, path);
        spin->setValue(value && value->is_number() ? static_cast<int>(value->to_number<double>()) : otherwise);
    });
    return spin;
}

QLineEdit* PolicyForm::line(PolicyPath path, const QString& otherwise) {
    auto* edit = new QLineEdit(this);
    edit->setMinimumHeight(space::kControl);
    edit->setPlaceholderText(otherwise);
    connect(edit, &QLineEdit::textEdited, this, [this, path](const QString& text) {
        change(
            withPolicyMember(m_document, path, text.isEmpty() ? std::nullopt : std::optional<api::Json>(toUtf8(text))));
    });
    onLoad([this, edit, path] {
        const auto* value = policyMember(m_document, path);
        const auto* text = value ? value->if_string() : nullptr;
        const QString shown = text ? toText(*text) : QString();
        if (edit->text() != shown) {
            edit->setText(shown);
        }
    });
    return edit;
}

void PolicyForm::buildSessions() {
    auto* part = section(tr("Sessions"), {"sticky"});
    part->addWide(check(tr("A session keeps its provider"), {"sticky", "enabled"}, false));
    part->addField(tr("Told by"), line({"sticky", "session_key"}, QStringLiteral("session_id")));
    part->addField(tr("For"), line({"sticky", "ttl"}, QStringLiteral("10m")));
}

void PolicyForm::buildBreaker() {
    auto* part = section(tr("Circuit breaker"), {"circuit_breaker"});
    part->addWide(check(tr("Leave out a provider that fails"), {"circuit_breaker", "enabled"}, false));
    constexpr int kMostFailures = 1000;
    constexpr int kMostMs = 3'600'000;
    part->addField(tr("After failures"), whole({"circuit_breaker", "failure_threshold"}, 5, 1, kMostFailures, {}));
    part->addField(tr("Tried again after"), whole({"circuit_breaker", "timeout_ms"}, 60'000, 1, kMostMs, tr(" ms")));
}

void PolicyForm::buildLimits() {
    auto* part = section(tr("Choice and limits"), {"select", "deadline_ms", "hedge", "rate_limit"});
    auto* strategy = new QComboBox(this);
    strategy->addItem(tr("By weight"), QStringLiteral("weighted"));
    strategy->addItem(tr("Lowest latency"), QStringLiteral("latency"));
    strategy->addItem(tr("Lowest cost"), QStringLiteral("cost"));
    strategy->addItem(tr("Latency and cost"), QStringLiteral("balanced"));
    strategy->setFocusPolicy(Qt::StrongFocus);
    strategy->installEventFilter(new SteadyWheel(strategy));
    strategy->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    strategy->setMinimumContentsLength(8);
    connect(strategy, &QComboBox::activated, this, [this, strategy] {
        change(withMember(m_document, {"select", "strategy"}, api::Json(toUtf8(strategy->currentData().toString()))));
    });
    onLoad([this, strategy] {
        const QString wanted = textAt(m_document, {"select", "strategy"});
        strategy->setCurrentIndex(wanted.isEmpty() ? 0 : strategy->findData(wanted));
    });
    constexpr int kMostMs = 3'600'000;
    auto* deadline = whole({"deadline_ms"}, 0, 0, kMostMs, tr(" ms"));
    deadline->setSpecialValueText(tr("None"));
    part->addField(tr("Choose"), strategy);
    part->addField(tr("Deadline"), deadline);
}

/// They are put in order on the page Extensions, and in the JSON.
void PolicyForm::buildStages() {
    auto* part = section(tr("Extensions"), {"pre", "validators", "post"});
    m_stages = new QLabel(this);
    m_stages->setTextFormat(Qt::PlainText);
    m_stages->setWordWrap(true);
    m_stages->setProperty("muted", true);
    m_advice = new QLabel(this);
    m_advice->setObjectName(QStringLiteral("policy.advice"));
    m_advice->setTextFormat(Qt::PlainText);
    m_advice->setWordWrap(true);
    m_advice->hide();
    part->addWide(m_stages);
    part->addWide(m_advice);
    onLoad([this] {
        QStringList lines;
        for (const auto& [stage, title] : {std::pair(QStringLiteral("pre"), tr("Before: %1")),
                                           std::pair(QStringLiteral("validators"), tr("Validators: %1")),
                                           std::pair(QStringLiteral("post"), tr("After: %1"))}) {
            QStringList names;
            for (const auto& one : policyStages(m_document)) {
                if (one.stage == stage) {
                    names << (one.how.isEmpty() ? one.id : tr("%1 (%2)").arg(one.id, one.how));
                }
            }
            if (!names.isEmpty()) {
                lines << title.arg(names.join(QStringLiteral(", ")));
            }
        }
        m_stages->setText(lines.isEmpty() ? tr("None") : breakable(lines.join(QLatin1Char('\n'))));
    });
}

void PolicyForm::change(api::Json document) {
    if (m_loading || document == m_document) {
        return;
    }
    setDocument(document);
    Q_EMIT edited(m_document);
}

void PolicyForm::setDocument(const api::Json& document) {
    m_document = document;
    m_loading = true;
    for (const auto& load : m_loads) {
        load();
    }
    m_loading = false;
}

void PolicyForm::showProblems(const std::vector<api::Problem>& problems) {
    for (auto* one : m_sections) {
        one->showProblems(problems);
    }
}

void PolicyForm::setObstacle(const QString& why) {
    m_obstacle = why;
    for (auto* one : m_sections) {
        one->setEditable(why.isEmpty());
        one->setToolTip(why);
    }
    setDocument(m_document);
}

void PolicyForm::showComplexity(const std::optional<api::PipelineComplexity>& complexity) {
    QStringList lines;
    if (complexity && complexity->total > 0) {
        const QString level = complexity->level == "low"      ? tr("low")
                              : complexity->level == "medium" ? tr("medium")
                              : complexity->level == "high"   ? tr("high")
                                                              : tr("very high");
        lines << tr("Complexity %1 (%2 of 100), about %3 for each request.")
                     .arg(level)
                     .arg(complexity->score)
                     .arg(formatDuration(complexity->estimatedLatencyMs));
        for (const auto* list : {&complexity->warnings, &complexity->recommendations}) {
            for (const auto& one : *list) {
                lines << cutText(one, kShownText);
            }
        }
    }
    m_advice->setText(breakable(lines.join(QLatin1Char('\n'))));
    m_advice->setVisible(!lines.isEmpty());
}

}  // namespace beamline::ui
