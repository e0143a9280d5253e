// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/tenants/tenant_pane.h"

#include <QAction>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <boost/mp11.hpp>
#include <cmath>

#include "ui/models/formatting.h"
#include "ui/models/tenant_book.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/tenants/limit_label.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr double kMostOfAQuota = 1e12;
constexpr double kMegabyte = 1e6;

/// What the user has not touched follows the engine.
template <class T>
void followPart(T& edited, const T& before, const T& now) {
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
        auto& value = edited.*member.pointer;
        if (value == before.*member.pointer) {
            value = now.*member.pointer;
        }
    });
}

void followTenant(api::TenantInfo& edited, const api::TenantInfo& before, const api::TenantInfo& now) {
    auto quotas = edited.quotas;
    auto budget = edited.budget;
    followPart(quotas, before.quotas, now.quotas);
    followPart(budget, before.budget, now.budget);
    followPart(edited, before, now);
    edited.quotas = quotas;
    edited.budget = budget;
    edited.revision = now.revision;
    edited.at = now.at;
    edited.author = now.author;
    edited.use = now.use;
}

QLabel* paneHeading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::current().font(TextRole::Strong));
    return label;
}
}  // namespace

TenantPane::TenantPane(EngineSession* session, TenantBook* book, QAction* save, QWidget* parent)
    : Card(parent), m_session(session), m_book(book) {
    setObjectName(QStringLiteral("tenants.pane"));
    setTitle(tr("Tenant"));
    m_state = new Pill(this);
    addToHeader(m_state);
    auto* body = buildBody();
    addBody(scrolledPage(body, this), false);
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    auto* usage = new Button(tr("See usage"), Button::Plain, buttons);
    usage->setObjectName(QStringLiteral("tenant.usage"));
    m_undo = new Button(tr("Undo changes"), Button::Secondary, buttons);
    m_undo->setObjectName(QStringLiteral("tenant.undo"));
    row->addWidget(usage);
    row->addStretch(1);
    row->addWidget(m_undo);
    row->addWidget(new Button(save, Button::Primary, buttons));
    addBody(buttons, true, 0);
    setMinimumWidth(std::max(extent::kForm, body->minimumSizeHint().width() + space::k24));  // it scrolls one way alone
    connect(usage, &QPushButton::clicked, this, &TenantPane::usageWanted);
    connect(m_undo, &QPushButton::clicked, this, &TenantPane::takeTheirs);
    connect(m_bar, &InfoBar::actionClicked, this, &TenantPane::takeTheirs);
    edited();
}

QWidget* TenantPane::buildBody() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(space::k12, space::k4, space::k12, space::k12);
    column->setSpacing(space::k12);
    m_bar = new InfoBar(body);
    m_bar->setObjectName(QStringLiteral("tenant.bar"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::k12);
    grid->setVerticalSpacing(space::k8);
    grid->setColumnStretch(2, 1);
    buildAbout(*grid);
    buildQuotas(*grid);
    buildBudget(*grid);
    m_about = new QLabel(body);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setProperty("muted", true);
    column->addWidget(m_bar);
    column->addLayout(grid);
    column->addWidget(m_about);
    column->addStretch(1);
    return body;
}

void TenantPane::buildAbout(QGridLayout& grid) {
    const auto line = [&](const char* name, const QString& label, const QString& hint) {
        auto* one = new QLineEdit(this);
        one->setObjectName(QString::fromLatin1(name));
        one->setAccessibleName(label);
        one->setPlaceholderText(hint);
        const int row = grid.rowCount();
        auto* text = new QLabel(label, this);
        text->setBuddy(one);
        grid.addWidget(text, row, 0);
        grid.addWidget(one, row, 1, 1, 2);
        return one;
    };
    m_title = line("tenant.title", tr("Title"), tr("As people call it"));
    m_namespaces = line("tenant.namespaces", tr("Namespaces"), tr("sales, billing"));
    m_namespaces->setToolTip(tr("Of workflows that are its own, with commas between. A namespace has one owner."));
    m_hint = new QLabel(this);
    m_hint->setObjectName(QStringLiteral("tenant.hint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setProperty("muted", true);
    grid.addWidget(m_hint, grid.rowCount(), 0, 1, 3);
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_edited.title = toUtf8(text.trimmed());
        edited();
    });
    connect(m_namespaces, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_edited.namespaces = namesOf(text);
        edited();
    });
}

template <class Part, class Value>
QDoubleSpinBox* TenantPane::addField(QGridLayout& grid, const QString& label, Part api::TenantInfo::*part,
                                     Value Part::*member, double unit, const QString& suffix,
                                     std::optional<TenantMeasure> measure) {
    Field field;
    field.spin = new QDoubleSpinBox(this);
    field.spin->setAccessibleName(label);
    field.spin->setDecimals(std::is_integral_v<Value> ? 0 : 2);
    field.spin->setRange(0, kMostOfAQuota);
    field.spin->setSpecialValueText(tr("no limit"));
    field.spin->setGroupSeparatorShown(true);
    field.spin->setSuffix(suffix);
    field.spin->setMinimumHeight(space::kControl);
    field.spin->setFixedWidth(extent::kSearch / 2);
    field.get = [part, member, unit](const api::TenantInfo& one) {
        return static_cast<double>(one.*part.*member) / unit;
    };
    field.set = [part, member, unit](api::TenantInfo& one, double value) {
        if constexpr (std::is_integral_v<Value>) {
            one.*part.*member = static_cast<Value>(std::llround(value * unit));
        } else {
            one.*part.*member = value * unit;
        }
    };
    field.measure = measure;
    const int row = grid.rowCount();
    auto* text = new QLabel(label, this);
    text->setBuddy(field.spin);
    grid.addWidget(text, row, 0);
    grid.addWidget(field.spin, row, 1);
    if (measure) {
        field.use = new LimitLabel(this);
        grid.addWidget(field.use, row, 2);
    }
    connect(field.spin, &QDoubleSpinBox::valueChanged, this, [this, set = field.set](double value) {
        if (!m_filling) {
            set(m_edited, value);
            edited();
        }
    });
    m_fields.push_back(field);
    return field.spin;
}

void TenantPane::buildQuotas(QGridLayout& grid) {
    using Quotas = api::TenantQuotas;
    const auto quotas = &api::TenantInfo::quotas;
    grid.addWidget(paneHeading(tr("What it may use"), this), grid.rowCount(), 0, 1, 3);
    addField(grid, tr("Active runs"), quotas, &Quotas::activeRuns, 1, {}, TenantMeasure::ActiveRuns)
        ->setObjectName(QStringLiteral("tenant.activeRuns"));
    addField(grid, tr("Runs a minute"), quotas, &Quotas::runsPerMinute, 1, {}, {});
    addField(grid, tr("Tasks at once"), quotas, &Quotas::concurrency, 1, {}, TenantMeasure::Tasks)
        ->setObjectName(QStringLiteral("tenant.concurrency"));
    addField(grid, tr("Tasks a second"), quotas, &Quotas::tasksPerSecond, 1, {}, {});
    addField(grid, tr("CPU time a day"), quotas, &Quotas::cpuSeconds, 1, tr(" s"), TenantMeasure::CpuSeconds);
    addField(grid, tr("Storage"), quotas, &Quotas::storageBytes, kMegabyte, tr(" MB"), TenantMeasure::Storage);
    addField(grid, tr("Policies"), quotas, &Quotas::policies, 1, {}, TenantMeasure::Policies);
    addField(grid, tr("Decisions a second"), quotas, &Quotas::decisionsPerSecond, 1, {}, {});
    m_share = new QSpinBox(this);
    m_share->setObjectName(QStringLiteral("tenant.share"));
    m_share->setAccessibleName(tr("Share"));
    m_share->setRange(1, api::kMaxTenantShare);
    m_share->setMinimumHeight(space::kControl);
    m_share->setFixedWidth(extent::kSearch / 2);
    auto* label = new QLabel(tr("Share"), this);
    label->setBuddy(m_share);
    m_share->setToolTip(tr("Its part of what many tenants ask for at once, against that of the others."));
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(m_share, row, 1);
    connect(m_share, &QSpinBox::valueChanged, this, [this](int value) {
        if (!m_filling) {
            m_edited.quotas.share = value;
            edited();
        }
    });
}

void TenantPane::buildBudget(QGridLayout& grid) {
    grid.addWidget(paneHeading(tr("Budget"), this), grid.rowCount(), 0, 1, 3);
    addField(grid, tr("Cost a month"), &api::TenantInfo::budget, &api::TenantBudget::monthly, 1, {},
             TenantMeasure::Cost)
        ->setObjectName(QStringLiteral("tenant.monthly"));
    m_warnAt = new QSpinBox(this);
    m_warnAt->setObjectName(QStringLiteral("tenant.warnAt"));
    m_warnAt->setAccessibleName(tr("Warn at"));
    m_warnAt->setRange(1, 100);
    m_warnAt->setSuffix(tr(" %"));
    m_warnAt->setMinimumHeight(space::kControl);
    m_warnAt->setFixedWidth(extent::kSearch / 2);
    auto* label = new QLabel(tr("Warn at"), this);
    label->setBuddy(m_warnAt);
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(m_warnAt, row, 1);
    m_stop = new QCheckBox(tr("When it is spent, start nothing that costs"), this);
    m_stop->setObjectName(QStringLiteral("tenant.stop"));
    grid.addWidget(m_stop, row + 1, 0, 1, 3);
    connect(m_warnAt, &QSpinBox::valueChanged, this, [this](int value) {
        if (!m_filling) {
            m_edited.budget.warnAt = value / 100.0;
            edited();
        }
    });
    connect(m_stop, &QCheckBox::toggled, this, [this](bool stop) {
        if (!m_filling) {
            m_edited.budget.stop = stop;
            edited();
        }
    });
}

void TenantPane::show(const api::TenantInfo& tenant) {
    if (m_base && m_base->id != tenant.id) {
        m_bar->hide();
        isChanged() ? (void)m_drafts.insert_or_assign(m_base->id, Draft{*m_base, m_edited})
                    : (void)m_drafts.erase(m_base->id);
        m_base.reset();
    }
    if (!m_base) {
        const auto draft = m_drafts.find(tenant.id);
        m_base = draft == m_drafts.end() ? tenant : draft->second.base;
        m_edited = draft == m_drafts.end() ? tenant : draft->second.edited;
    }
    followTenant(m_edited, *m_base, tenant);
    m_base = tenant;
    setTitle(tenantTitle(tenant));
    fill();
    edited();
}

void TenantPane::forget(const std::string& id) {
    m_drafts.erase(id);
    if (shown() == id) {
        m_base.reset();
        m_edited = {};
        m_bar->hide();
        edited();
    }
}

/// A field that says the same stays as it is: its cursor and what is half typed.
void TenantPane::fill() {
    m_filling = true;
    const auto say = [](QLineEdit* line, const QString& text) {
        if (line->text() != text) {
            line->setText(text);
        }
    };
    say(m_title, toText(m_edited.title));
    if (namesOf(m_namespaces->text()) != m_edited.namespaces) {
        m_namespaces->setText(joinedNames(m_edited.namespaces));
    }
    for (const auto& field : m_fields) {
        field.spin->setValue(field.get(m_edited));
    }
    m_share->setValue(m_edited.quotas.share);
    m_warnAt->setValue(static_cast<int>(std::lround(m_edited.budget.warnAt * 100)));
    m_stop->setChecked(m_edited.budget.stop);
    m_filling = false;
    showUse();
}

/// Beside the limits as they are typed: what a smaller one would mean is seen before it is saved.
void TenantPane::showUse() {
    for (const auto& field : m_fields) {
        if (field.use) {
            const double warnAt = field.measure == TenantMeasure::Cost ? m_edited.budget.warnAt : 0.8;
            field.use->setLimit(tenantLimit(m_edited, *field.measure), warnAt);
        }
    }
    m_state->setText(m_edited.suspended ? tr("Suspended") : tr("Active"),
                     m_edited.suspended ? Pill::Attention : Pill::Good);
    m_state->setVisible(m_base.has_value());
    QStringList about;
    if (m_edited.use.refused > 0) {
        about << tr("%n time(s) something was refused by a quota or the budget since the engine's start.", nullptr,
                    static_cast<int>(m_edited.use.refused));
    }
    if (m_edited.at != 0) {
        about << (m_edited.author.empty()
                      ? tr("Changed %1.").arg(formatAge(m_edited.at, Clock::now()))
                      : tr("Changed %1 by %2.")
                            .arg(formatAge(m_edited.at, Clock::now()), cutText(m_edited.author, kShownTitle)));
    }
    m_about->setText(about.join(QLatin1Char(' ')));
    m_about->setVisible(!about.isEmpty());
}

QString TenantPane::problem() const {
    for (const auto& ns : m_edited.namespaces) {
        const QString name = cutText(ns, kShownTitle);
        if (!problemOfTenantName(toText(ns)).isEmpty()) {
            return tr("“%1” is no namespace: small letters, digits, '.', '_' and '-'.").arg(name);
        }
        if (const auto owner = m_book->ownerOf(ns, m_edited.id); !owner.empty()) {
            return tr("The namespace %1 is owned by %2.").arg(name, cutText(owner, kShownTitle));
        }
    }
    return {};
}

void TenantPane::edited() {
    const QString wrong = m_base ? problem() : QString();
    m_hint->setText(!wrong.isEmpty() ? wrong : tr("Its workflows. Those of no tenant are the default one's."));
    setEnabled(m_base.has_value());
    m_undo->setEnabled(isChanged() && !m_saving);
    m_undo->setToolTip(isChanged() ? tr("Back to what the engine has.") : tr("Nothing is changed."));
    showUse();
    Q_EMIT changed();
}

QString TenantPane::obstacle() const {
    const QString away = m_session->obstacle(api::PutTenant::kInfo.name);
    return !away.isEmpty() ? away
           : !m_base       ? tr("Select a tenant first.")
           : m_saving      ? tr("The engine is being asked…")
           : !isChanged()  ? tr("Nothing is changed.")
                           : problem();
}

void TenantPane::takeTheirs() {
    if (m_base) {
        m_edited = *m_base;
        m_bar->hide();
        fill();
        edited();
    }
}

void TenantPane::enter() {
    m_fields.front().spin->setFocus();
    m_fields.front().spin->selectAll();
}

void TenantPane::save() {
    if (!obstacle().isEmpty()) {
        return;
    }
    m_saving = true;
    m_bar->hide();
    edited();
    api::PutTenant op{m_edited, {}, m_base->revision};
    m_session->call<api::PutTenant>(op, this, [this, id = m_edited.id](api::Result<api::TenantReply> reply) {
        m_saving = false;
        if (reply.ok()) {
            m_drafts.erase(id);
            if (shown() == id) {
                m_base = m_edited = reply->tenant;
                fill();
            }
            Q_EMIT saved(reply->tenant);
        } else if (reply.error().code == api::code::kStale) {
            m_bar->show(
                InfoBar::Warning,
                tr("Somebody has changed this tenant meanwhile. What you typed stands here; the rest is as they "
                   "left it. Save again to keep yours."),
                tr("Take theirs"));
            Q_EMIT stale();
        } else {
            m_bar->show(InfoBar::Error, toText(reply.error().message));
        }
        edited();
    });
}

}  // namespace beamline::ui
