// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/rerun_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/workflow_list_model.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

RerunChoice::RerunChoice(bool faulted, QWidget* parent)
    : QWidget(parent), m_start(new QComboBox(this)), m_version(new QComboBox(this)), m_discard(new QCheckBox(this)) {
    m_start->setObjectName(QStringLiteral("bulk.start"));
    m_start->addItem(tr("The start of the workflow"), QString());
    m_start->addItem(tr("The task that faulted"), QString::fromLatin1(api::kRerunAtFault));
    m_version->setObjectName(QStringLiteral("bulk.version"));
    m_version->setEditable(true);
    m_version->setInsertPolicy(QComboBox::NoInsert);
    m_version->addItem(tr("The latest version"), QString::fromLatin1(api::kLatestVersion));
    m_version->addItem(tr("The version that each ran"), QString());
    m_version->setToolTip(tr("Or type another one, like 1.2.0."));
    m_discard->setObjectName(QStringLiteral("bulk.discard"));
    m_discard->setText(tr("Discard each faulted run once its new run has begun, so that nobody has to look at it"));
    m_discard->setChecked(faulted);
    m_discard->setVisible(faulted);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k8);
    for (const auto& [text, box, stretch] :
         {std::tuple(tr("Begin at"), m_start, 1), std::tuple(tr("Version"), m_version, 1)}) {
        auto* label = new QLabel(text, this);
        label->setBuddy(box);
        box->setAccessibleName(text);
        row->addWidget(label);
        row->addWidget(box, stretch);
        row->addSpacing(space::k8);
        connect(box, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT changed(true); });
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    column->addLayout(row);
    column->addWidget(m_discard);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, [this] { Q_EMIT changed(true); });
    connect(m_version->lineEdit(), &QLineEdit::textEdited, this, [this] {
        m_typing.start();
        Q_EMIT changing();
    });
    connect(m_discard, &QCheckBox::toggled, this, [this] { Q_EMIT changed(false); });
}

void RerunChoice::offerVersions(EngineSession* session, const QString& ns, const QString& workflow) {
    auto* versions = new WorkflowListModel(session, this);
    connect(versions, &PagedModel::loaded, this, [this, versions] {
        const QSignalBlocker block(m_version);
        for (int row = 0; row < versions->rowCount(); ++row) {
            if (const QString name = toText(versions->itemAt(row).version); m_version->findText(name) < 0) {
                m_version->addItem(name, name);
            }
        }
    });
    versions->setWorkflow(ns, workflow);
}

api::BatchRerun RerunChoice::value() const {
    const QString text = m_version->currentText().trimmed();
    const int known = m_version->findText(text);
    return {toUtf8(known < 0 ? text : m_version->itemData(known).toString()), toUtf8(m_start->currentData().toString()),
            m_discard->isChecked()};
}

}  // namespace beamline::ui
