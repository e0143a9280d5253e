// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/extensions_page.h"

#include <QAction>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QStackedWidget>
#include <QTabBar>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/models/extension_list_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/extensions/extension_registry.h"
#include "ui/pages/extensions/install_dialog.h"
#include "ui/pages/extensions/pipeline_builder.h"
#include "ui/pages/extensions/register_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// The first package of what is dragged; empty: there is none.
QString packageIn(const QMimeData* data) {
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile() && InstallDialog::isPackage(url.toLocalFile())) {
            return url.toLocalFile();
        }
    }
    return {};
}
}  // namespace

ExtensionsPage::ExtensionsPage(EngineSession* session, QWidget* parent)
    : Page(parent), m_session(session), m_model(new ExtensionListModel(session, this)) {
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_header = new PageHeader(title(), this);
    buildActions();
    buildSections();
    column->addWidget(m_header);
    column->addWidget(m_sections, 0, Qt::AlignLeft);
    column->addWidget(m_stack, 1);
    connect(m_model, &ExtensionListModel::stateChanged, this, &ExtensionsPage::showFigures);
    connect(m_registry, &ExtensionRegistry::installAsked, m_install, &QAction::trigger);
    connect(m_registry, &ExtensionRegistry::registerAsked, m_register, &QAction::trigger);
    connect(m_builder, &PipelineBuilder::registryAsked, this, &ExtensionsPage::showExtension);
    connect(m_builder, &PipelineBuilder::policiesAsked, this, [this] { Q_EMIT navigate(QStringLiteral("policies")); });
    connect(m_builder, &PipelineBuilder::changedChanged, this, [this] {
        m_sections->setTabText(Pipeline, m_builder->isChanged() ? tr("Pipeline (changed)") : tr("Pipeline"));
    });
    connect(session, &EngineSession::healthChanged, this, &ExtensionsPage::updateActions);
    connect(session, &EngineSession::accessChanged, this, &ExtensionsPage::updateActions);
    showSection();
}

QIcon ExtensionsPage::icon() const {
    return Icon::get(QStringLiteral("extension"));
}

void ExtensionsPage::buildActions() {
    m_register = addPageAction(this, "extension.register", tr("Register…"));
    m_install = addPageAction(this, "extension.install", tr("Install…"));
    connect(m_install, &QAction::triggered, this, &ExtensionsPage::choosePackage);
    connect(m_register, &QAction::triggered, this, &ExtensionsPage::registerOne);
    m_header->addWidget(new Button(m_register, Button::Secondary, this));
    m_header->addWidget(new Button(m_install, Button::Primary, this));
}

void ExtensionsPage::buildSections() {
    m_sections = new QTabBar(this);
    m_sections->setDrawBase(false);
    m_sections->setExpanding(false);
    m_sections->setAccessibleName(tr("Registered extensions, pipeline or dry run"));
    m_sections->addTab(tr("Registered"));
    m_sections->addTab(tr("Pipeline"));
    m_sections->addTab(tr("Dry run"));
    m_stack = new QStackedWidget(this);
    m_registry = new ExtensionRegistry(m_session, m_model, m_stack);
    m_builder = new PipelineBuilder(m_session, m_model, m_stack);
    m_stack->addWidget(m_registry);
    m_stack->addWidget(m_builder);
    addActions(m_registry->actions());
    addActions(m_builder->commands());
    connect(m_sections, &QTabBar::currentChanged, this, &ExtensionsPage::showSection);
}

void ExtensionsPage::showSection() {
    const int section = m_sections->currentIndex();
    m_stack->setCurrentIndex(section == Registered ? 0 : 1);
    if (section != Registered) {
        m_builder->setDryRun(section == DryRun);
    }
    m_registry->setLive(m_front && section == Registered);
    m_builder->setLive(m_front && section != Registered);
    updateActions();
}

void ExtensionsPage::activated() {
    m_front = true;
    m_model->setLive(true);
    showSection();
    m_sections->currentIndex() == Registered ? m_registry->enter() : m_builder->enter();
}

void ExtensionsPage::deactivated() {
    m_front = false;
    m_model->setLive(false);
    showSection();
}

void ExtensionsPage::refresh() {
    m_model->refresh();
    if (m_sections->currentIndex() != Registered) {
        m_builder->refresh();
    }
}

void ExtensionsPage::showExtension(const QString& id) {
    m_sections->setCurrentIndex(Registered);
    m_registry->showExtension(id);
    m_registry->enter();
}

void ExtensionsPage::showPipeline(const QString& policy) {
    m_sections->setCurrentIndex(Pipeline);
    m_builder->showPolicy(policy);
    m_builder->enter();
}

QString ExtensionsPage::here() const {
    if (m_sections->currentIndex() != Registered) {
        const QString policy = m_builder->policy();
        return policy.isEmpty() ? QString() : QStringLiteral("extensions/pipeline/") + policy;
    }
    const QString chosen = m_registry->chosen();
    return chosen.isEmpty() ? QStringLiteral("extensions") : QStringLiteral("extensions/") + chosen;
}

void ExtensionsPage::showFigures() {
    QVector<PageHeader::Figure> figures;
    if (m_model->state() != ExtensionListModel::State::Loading) {
        figures << PageHeader::Figure{formatCount(m_model->rowCount()), tr("in all"), {}, false};
    }
    if (const int troubled = m_model->troubledCount(); troubled > 0) {
        figures << PageHeader::Figure{formatCount(troubled), tr("in trouble"), {}, false};
    }
    m_header->setFigures(figures);
}

void ExtensionsPage::updateActions() {
    const auto set = [this](QAction* action, const char* operation, const QString& what) {
        const QString why = m_session->obstacle(operation);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    set(m_install, api::InstallExtension::kInfo.name,
        tr("Install a package (.beamline-extension); it can be dropped onto this page, too."));
    set(m_register, api::PutExtension::kInfo.name, tr("Register an extension that runs elsewhere."));
}

void ExtensionsPage::choosePackage() {
    if (m_files || m_dialog) {
        return;
    }
    m_files = new QFileDialog(window(), tr("Install an extension"), {}, tr("Packages (*.beamline-extension)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setFileMode(QFileDialog::ExistingFile);
    connect(m_files, &QFileDialog::fileSelected, this, &ExtensionsPage::install);
    m_files->open();
}

void ExtensionsPage::install(const QString& path) {
    if (m_dialog) {
        return;
    }
    auto* dialog = new InstallDialog(m_session, path, window());
    connect(dialog, &InstallDialog::installed, this, [this](const api::ExtensionInfo& info, bool upgraded) {
        const QString what = QStringLiteral("%1 %2").arg(toText(info.id), toText(info.version));
        m_registry->tell(upgraded ? tr("%1 is installed in the place of the version before.").arg(what)
                                  : tr("%1 is installed. Add it to a pipeline to use it.").arg(what));
        m_model->refresh();
        showExtension(toText(info.id));
    });
    m_dialog = dialog;
    dialog->open();
}

void ExtensionsPage::registerOne() {
    if (m_dialog) {
        return;
    }
    auto* dialog = new RegisterDialog(m_session, window());
    connect(dialog, &RegisterDialog::stored, this, [this](const api::ExtensionInfo& info) {
        m_registry->tell(tr("%1 is registered. Add it to a pipeline to use it.").arg(toText(info.id)));
        m_model->refresh();
        showExtension(toText(info.id));
    });
    m_dialog = dialog;
    dialog->open();
}

// ---- packages that are dropped ------------------------------------------------------------------------------------

void ExtensionsPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!packageIn(event->mimeData()).isEmpty() && m_install->isEnabled()) {
        event->acceptProposedAction();
    } else {
        Page::dragEnterEvent(event);
    }
}

void ExtensionsPage::dropEvent(QDropEvent* event) {
    const QString path = packageIn(event->mimeData());
    if (path.isEmpty() || !m_install->isEnabled()) {
        Page::dropEvent(event);
        return;
    }
    event->acceptProposedAction();
    install(path);
}

}  // namespace beamline::ui
