// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/extension_pane.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <utility>

#include "ui/models/extension_revision_model.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QLabel* paneLabel(QWidget* parent, bool muted = false) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("muted", muted);
    return label;
}

QVBoxLayout* paneColumn(QWidget* parent) {
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins(space::k16, space::k12, space::k16, space::k12);
    column->setSpacing(space::k8);
    return column;
}
}  // namespace

ExtensionPane::ExtensionPane(EngineSession* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_revisions(new ExtensionRevisionModel(session, this)) {
    buildActions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::k12, 0, 0);
    column->setSpacing(space::k8);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(space::k16, 0, space::k16, 0);
    top->setSpacing(space::k8);
    m_name = paneLabel(this);
    m_name->setFont(Theme::current().font(TextRole::Heading));
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_version = new Pill(this);
    m_health = new Pill(this);
    top->addWidget(m_name, 1);
    top->addWidget(m_version);
    top->addWidget(m_health);
    m_trouble = new InfoBar(this);
    m_trouble->setObjectName(QStringLiteral("extension.trouble"));
    m_trouble->hide();
    auto* bar = new QVBoxLayout;
    bar->setContentsMargins(space::k12, 0, space::k12, 0);
    bar->addWidget(m_trouble);
    m_tabs = new FoldingTabs(this);
    m_tabs->setProperty("inset", true);
    m_tabs->addFolding(buildFacts(), tr("Overview"), QStringLiteral("info"));
    m_tabs->addFolding(buildConfig(), tr("Settings"), QStringLiteral("settings"));
    m_tabs->addFolding(buildRevisions(), tr("Revisions"), QStringLiteral("clock"));
    m_tabs->addFolding(buildLog(), tr("Log"), QStringLiteral("file"));
    column->addLayout(top);
    column->addLayout(bar);
    column->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ExtensionPane::tabChosen);
    connect(m_form, &SchemaForm::changed, this, [this] {
        m_edited = m_edited || !m_filling;
        updateActions();
    });
    connect(m_revisionTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ExtensionPane::updateActions);
    connect(m_revisions, &ExtensionRevisionModel::loaded, this, [this] {
        if (m_revisions->rowCount() > 0 && !m_revisionTable->currentIndex().isValid()) {
            m_revisionTable->selectRow(0);
        }
        updateActions();
    });
    updateActions();
}

void ExtensionPane::buildActions() {
    m_saveConfig = addPageAction(this, "extension.saveSettings", tr("Save settings"));
    m_rollback = addPageAction(this, "extension.rollback", tr("Roll back to this revision"));
    connect(m_saveConfig, &QAction::triggered, this, &ExtensionPane::saveConfig);
    connect(m_rollback, &QAction::triggered, this, &ExtensionPane::rollBack);
}

QWidget* ExtensionPane::buildFacts() {
    m_facts = new QTextBrowser(this);
    m_facts->setObjectName(QStringLiteral("extension.facts"));
    m_facts->setAccessibleName(tr("Overview"));
    m_facts->setFrameShape(QFrame::NoFrame);
    m_facts->setOpenLinks(false);
    m_facts->setTabChangesFocus(true);
    m_facts->document()->setDocumentMargin(space::k12);
    return m_facts;
}

QWidget* ExtensionPane::buildConfig() {
    auto* page = new QWidget(this);
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, space::k12);
    whole->setSpacing(space::k8);
    m_configBar = new InfoBar(page);
    m_configBar->setObjectName(QStringLiteral("extension.configBar"));
    m_configBar->hide();
    auto* body = new QWidget(page);
    auto* column = paneColumn(body);
    m_form = new SchemaForm(body);
    m_form->setObjectName(QStringLiteral("extension.config"));
    column->addWidget(m_form);
    column->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k16, 0, space::k16, 0);
    row->addStretch(1);
    row->addWidget(new Button(m_saveConfig, Button::Primary, page));
    whole->addWidget(m_configBar);
    whole->addWidget(scrolledPage(body, page), 1);
    whole->addLayout(row);
    return page;
}

QWidget* ExtensionPane::buildRevisions() {
    auto* page = new QWidget(this);
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, space::k12);
    whole->setSpacing(space::k8);
    m_revisionBar = new InfoBar(page);
    m_revisionBar->setObjectName(QStringLiteral("extension.revisionBar"));
    m_revisionBar->hide();
    m_revisionTable = new TableView(page);
    m_revisionTable->setObjectName(QStringLiteral("extension.revisions"));
    m_revisionTable->setAccessibleName(tr("Revisions"));
    m_revisionTable->setModel(m_revisions);
    m_revisionTable->setItemDelegateForColumn(ExtensionRevisionModel::RevisionColumn,
                                              new BadgeDelegate(m_revisionTable));
    m_revisionTable->setItemDelegateForColumn(ExtensionRevisionModel::AtColumn,
                                              new CellDelegate(TextRole::Body, Icon::Role::Text2, m_revisionTable));
    m_revisionTable->setColumnWidths({18, 11, 9, 0});
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::k16, 0, space::k16, 0);
    row->addStretch(1);
    row->addWidget(new Button(m_rollback, Button::Secondary, page));
    whole->addWidget(m_revisionBar);
    whole->addWidget(m_revisionTable, 1);
    whole->addLayout(row);
    return page;
}

QWidget* ExtensionPane::buildLog() {
    auto* page = new QWidget(this);
    auto* column = paneColumn(page);
    m_logNote = paneLabel(page, true);
    m_log = new QPlainTextEdit(page);
    m_log->setObjectName(QStringLiteral("extension.log"));
    m_log->setAccessibleName(tr("Log"));
    m_log->setReadOnly(true);
    m_log->setTabChangesFocus(true);
    m_log->setFont(Theme::current().font(TextRole::MonoSmall));
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    column->addWidget(m_logNote);
    column->addWidget(m_log, 1);
    return page;
}

void ExtensionPane::show(const api::ExtensionInfo* info) {
    if (!info) {
        m_info = {};
        m_hasDetail = m_edited = false;
        m_revisions->show({});
        return;
    }
    const bool another = info->id != m_info.id;
    const bool newer = info->revision != m_info.revision;
    m_info = *info;
    if (another) {
        m_edited = m_hasDetail = false;
        m_configBar->hide();
        m_revisionBar->hide();
        m_log->clear();
    }
    showFacts();
    if (another || newer) {
        m_revisions->show(m_info.id);
        askDetail();
    }
    if (m_tabs->currentIndex() == 3) {
        askLog();
    }
    updateActions();
}

void ExtensionPane::showFacts() {
    const auto mark = extensionHealthMark(m_info);
    m_name->setText(breakable(cutText(m_info.id, kShownTitle)));
    m_version->setText(cutText(m_info.version, kLongestWord), Pill::Badge);
    m_health->setText(extensionHealthText(m_info), mark == ClusterMark::Good        ? Pill::Good
                                                   : mark == ClusterMark::Attention ? Pill::Attention
                                                   : mark == ClusterMark::Bad       ? Pill::Bad
                                                                                    : Pill::Neutral);
    const QString trouble = extensionTrouble(m_info);
    if (trouble.isEmpty()) {
        m_trouble->hide();
    } else {
        m_trouble->show(m_info.enabled ? InfoBar::Error : InfoBar::Info, trouble, {}, false);
    }
    const auto now = Clock::now();
    QVector<std::pair<QString, QString>> facts{
        {tr("Success"), tr("%1 of %n call(s)", nullptr, static_cast<int>(m_info.calls)).arg(successText(m_info))},
        {tr("Latency"), tr("p50 %1 · p95 %2 · p99 %3")
                            .arg(latencyText(m_info, m_info.p50Ms), latencyText(m_info, m_info.p95Ms),
                                 latencyText(m_info, m_info.p99Ms))},
        {tr("Circuit"), circuitText(m_info.circuit)},
        {tr("Last success"), formatAge(m_info.lastSuccessAt, now)},
        {tr("Type"), extensionTypeText(m_info.type)},
        {tr("Reached"), extensionTransportText(m_info.transport)},
        {tr("Address"), cutText(m_info.address, kShownTitle)},
        {tr("Signed by"), m_info.signedBy.empty() ? tr("Nobody: it was not installed from a signed package")
                                                  : cutText(m_info.signedBy, kShownTitle)},
        {tr("Registered"), tr("revision %1, %2, by %3")
                               .arg(m_info.revision)
                               .arg(formatAge(m_info.at, now), cutText(m_info.author, kShownTitle))},
    };
    if (!m_info.lastError.empty()) {
        facts << std::pair{tr("Last error"), tr("%1 (%2)").arg(cutText(m_info.lastError, kShownText),
                                                               formatAge(m_info.lastErrorAt, now))};
    }
    QString html =
        m_info.description.empty()
            ? QString()
            : QStringLiteral("<p>%1</p>").arg(breakable(cutText(m_info.description, kShownText)).toHtmlEscaped());
    html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
    const QString colour = Theme::current().tokens().text2.name();
    for (const auto& [title, value] : facts) {
        html += QStringLiteral("<tr><td style='color:%1; white-space:nowrap'>%2&nbsp;&nbsp;&nbsp;</td><td>%3</td></tr>")
                    .arg(colour, title.toHtmlEscaped(), breakable(value).toHtmlEscaped());
    }
    html += QStringLiteral("</table><p><b>%1</b></p>").arg(tr("What it may do").toHtmlEscaped());
    if (m_info.capabilities.empty()) {
        html += QStringLiteral("<p>%1</p>").arg(tr("Nothing beyond answering.").toHtmlEscaped());
    }
    for (const auto& capability : m_info.capabilities) {
        html += QStringLiteral("• %1<br/>").arg(breakable(capabilityText(capability)).toHtmlEscaped());
    }
    if (std::exchange(m_shownFacts, html) != html) {  // what is read or selected is left alone
        m_facts->setHtml(html);
    }
}

}  // namespace beamline::ui
