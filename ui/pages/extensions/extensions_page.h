// SPDX-License-Identifier: Apache-2.0
#pragma once
// Extensions: those that are registered, the pipelines they stand in, and packages to install. GUI thread only.

#include <QPointer>

#include "ui/widgets/page.h"

class QDialog;
class QFileDialog;
class QStackedWidget;
class QTabBar;

namespace beamline::ui {

class EngineSession;
class ExtensionListModel;
class ExtensionRegistry;
class PageHeader;
class PipelineBuilder;

class ExtensionsPage : public Page {
    Q_OBJECT
public:
    explicit ExtensionsPage(EngineSession* session, QWidget* parent = nullptr);

    void showExtension(const QString& id);
    void showPipeline(const QString& policy);
    /// Looks into a package and asks what it may do.
    void install(const QString& path);

    QString title() const override { return tr("Extensions"); }
    QIcon icon() const override;
    QString here() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum Section { Registered, Pipeline, DryRun };
    void buildActions();
    void buildSections();
    void showSection();
    void showFigures();
    void updateActions();
    void choosePackage();
    void registerOne();

    EngineSession* m_session;
    ExtensionListModel* m_model;
    PageHeader* m_header;
    QTabBar* m_sections;
    QStackedWidget* m_stack;
    ExtensionRegistry* m_registry;
    PipelineBuilder* m_builder;
    QAction* m_install;
    QAction* m_register;
    bool m_front = false;
    QPointer<QDialog> m_dialog;
    QPointer<QFileDialog> m_files;
};

}  // namespace beamline::ui
