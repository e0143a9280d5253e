// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/export_dialog.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSaveFile>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/redaction.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kWidth = 560;

QLabel* sentence(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}
}  // namespace

ExportDialog::ExportDialog(EngineSession* session, const api::RunSummary& run, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_run(run.id),
      m_fileName(QStringLiteral("%1-%2.beamline-run.json").arg(toText(run.workflow), toText(run.id).right(6))) {
    setObjectName(QStringLiteral("run.exportDialog"));
    setWindowTitle(tr("Export run"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setMinimumWidth(kWidth);
    auto* title = sentence(tr("Take %1 with you").arg(cutText(run.workflow, kShownTitle)), this);
    title->setFont(Theme::current().font(TextRole::Heading));
    auto* about =
        sentence(tr("The file holds the definition, everything that happened, and the data. Any console opens "
                    "it without an engine, steps through it, and runs it again with mocks. Values of secrets "
                    "are never in it."),
                 this);
    about->setProperty("muted", true);
    m_bar = new InfoBar(this);
    m_bar->hide();
    m_names = new QLineEdit(this);
    m_names->setObjectName(QStringLiteral("export.names"));
    m_names->setText(sensitiveNames().join(QStringLiteral(", ")));
    m_names->setPlaceholderText(tr("password, email, iban"));
    m_names->setAccessibleName(tr("Names of members to take out"));
    m_noData = new QCheckBox(tr("Leave out all data: only what happened, and when"), this);
    m_noData->setObjectName(QStringLiteral("export.noData"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::k12);
    form->addRow(tr("Take out"), m_names);
    auto* hint = sentence(tr("Values of members with these names, in any case, and the same texts wherever else they "
                             "stand. Numbers are taken out only where the member stands."),
                          this);
    hint->setProperty("muted", true);
    m_size = sentence({}, this);
    m_size->setObjectName(QStringLiteral("export.size"));
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    m_save = new Button(tr("Save…"), Button::Primary, this);
    m_save->setObjectName(QStringLiteral("export.save"));
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addWidget(m_size, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    for (QWidget* one : std::initializer_list<QWidget*>{title, about, m_bar}) {
        column->addWidget(one);
    }
    column->addLayout(form);
    column->addWidget(hint);
    column->addWidget(m_noData);
    column->addLayout(buttons);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kAskDelay);
    connect(&m_delay, &QTimer::timeout, this, &ExportDialog::ask);
    connect(m_names, &QLineEdit::textEdited, this, [this] { m_proposes = false; });
    connect(m_names, &QLineEdit::textChanged, this, &ExportDialog::changed);
    connect(m_noData, &QCheckBox::toggled, this, [this](bool on) {
        m_names->setEnabled(!on);
        changed();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    changed();
    m_delay.stop();
    ask();
}

void ExportDialog::changed() {
    ++m_token;
    m_archive.reset();
    m_save->setEnabled(false);
    m_size->setText(tr("Making the archive…"));
    m_delay.start();
}

void ExportDialog::ask() {
    api::ExportRun op;
    op.run = m_run;
    op.withData = !m_noData->isChecked();
    for (const QString& name : m_names->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty()) {
            op.redact.push_back(toUtf8(name.trimmed()));
        }
    }
    m_session->call<api::ExportRun>(std::move(op), this,
                                    [this, token = ++m_token](api::Result<api::ExportReply> reply) {
                                        if (token == m_token) {
                                            take(std::move(reply));
                                        }
                                    });
}

/// The engine knows names, not words of them: what is masked on view is proposed by its whole name. False: by now it
/// is.
bool ExportDialog::addMasked(const api::Json& archive) {
    QStringList names = sensitiveNames();
    for (const QString& name : sensitiveNamesIn(archive, names)) {
        if (names.size() < kMaxProposed && !name.contains(QLatin1Char(',')) &&
            !names.contains(name, Qt::CaseInsensitive)) {
            names << name;
        }
    }
    if (names.size() == sensitiveNames().size()) {
        return false;
    }
    m_names->setText(names.join(QStringLiteral(", ")));
    return true;
}

void ExportDialog::take(api::Result<api::ExportReply> reply) {
    if (!reply.ok()) {
        m_size->clear();
        m_bar->show(InfoBar::Error, toText(reply.error().message), {}, false);
        return;
    }
    m_bar->hide();
    if (!m_noData->isChecked() && std::exchange(m_proposes, false) && addMasked(reply->archive)) {
        return;
    }
    m_archive = api::printJson(reply->archive) + '\n';
    m_size->setText(formatSize(static_cast<qint64>(m_archive->size())));
    m_save->setEnabled(true);
}

void ExportDialog::chooseFile() {
    if (m_files || !m_archive) {
        return;
    }
    m_files = new QFileDialog(this, tr("Export run"), m_fileName, tr("Archives of runs (*.beamline-run.json)"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setAcceptMode(QFileDialog::AcceptSave);
    m_files->setDefaultSuffix(QStringLiteral("beamline-run.json"));
    connect(m_files, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (saveTo(path)) {
            accept();
        }
    });
    m_files->open();
}

bool ExportDialog::saveTo(const QString& path) {
    if (!m_archive) {
        return false;
    }
    QSaveFile file(path);
    const auto size = static_cast<qint64>(m_archive->size());
    if (!file.open(QIODevice::WriteOnly) || file.write(m_archive->data(), size) != size || !file.commit()) {
        m_bar->show(InfoBar::Error,
                    tr("%1 cannot be written: %2. Choose another place.").arg(path, file.errorString()));
        return false;
    }
    return true;
}

}  // namespace beamline::ui
