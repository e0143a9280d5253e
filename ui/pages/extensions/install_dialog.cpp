// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/install_dialog.h"

#include <QCheckBox>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/json_codec.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QLabel* installLabel(QWidget* parent, bool muted = false) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("muted", muted);
    return label;
}

bool holdsWord(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}
}  // namespace

bool InstallDialog::isPackage(const QString& path) {
    return path.endsWith(QLatin1String(".beamline-extension"), Qt::CaseInsensitive);
}

InstallDialog::InstallDialog(EngineSession* session, const QString& path, QWidget* parent)
    : QDialog(parent), m_session(session), m_path(path) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    build();
    connect(m_install, &QPushButton::clicked, this, &InstallDialog::install);
    connect(m_stack, &ContentStack::retryClicked, this, &InstallDialog::read);
    connect(m_unsigned, &QCheckBox::toggled, this, &InstallDialog::judge);
    connect(session, &EngineSession::healthChanged, this, &InstallDialog::judge);
    read();
}

void InstallDialog::build() {
    setWindowTitle(tr("Install an extension"));
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("install.bar"));
    m_bar->hide();
    m_stack = new ContentStack(buildContent(), this);
    auto* file = installLabel(this, true);
    file->setText(breakable(QFileInfo(m_path).fileName()));
    auto* title = installLabel(this);
    title->setText(windowTitle());
    title->setFont(Theme::current().font(TextRole::Heading));
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    cancel->setAutoDefault(false);
    m_install = new Button(tr("Install"), Button::Primary, this);
    m_install->setObjectName(QStringLiteral("install.go"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_install);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k8);
    column->addWidget(title);
    column->addWidget(file);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    column->addLayout(buttons);
    setMinimumWidth(2 * extent::kDetailPane);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

QWidget* InstallDialog::buildContent() {
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, space::k8, 0, 0);
    column->setSpacing(space::k8);
    m_name = installLabel(body);
    m_name->setFont(Theme::current().font(TextRole::Strong));
    m_name->setObjectName(QStringLiteral("install.name"));
    m_version = new Pill(body);
    auto* top = new QHBoxLayout;
    top->addWidget(m_name, 1);
    top->addWidget(m_version);
    m_about = installLabel(body, true);
    m_signature = installLabel(body);
    m_signature->setObjectName(QStringLiteral("install.signature"));
    m_grantTitle = installLabel(body);
    m_grantTitle->setFont(Theme::current().font(TextRole::Strong));
    m_grantRows = new QVBoxLayout;
    m_grantRows->setSpacing(space::k4);
    m_unsigned = new QCheckBox(tr("Install it although nobody known has signed it"), body);
    m_unsigned->setObjectName(QStringLiteral("install.unsigned"));
    auto* label = new QLabel(tr("Comment"), body);
    m_comment = new QLineEdit(body);
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setMaxLength(static_cast<int>(kShownTitle));
    label->setBuddy(m_comment);
    column->addLayout(top);
    column->addWidget(m_about);
    column->addWidget(m_signature);
    column->addWidget(m_unsigned);
    column->addSpacing(space::k4);
    column->addWidget(m_grantTitle);
    column->addLayout(m_grantRows);
    column->addSpacing(space::k4);
    column->addWidget(label);
    column->addWidget(m_comment);
    column->addStretch(1);
    return body;
}

void InstallDialog::read() {
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_stack->showError(
            {api::code::kNotFound, toUtf8(tr("The file cannot be read: %1.").arg(file.errorString())), {}, false});
    } else if (file.size() > kMaxPackageFile) {
        m_stack->showError({api::code::kInvalidArgument,
                            toUtf8(tr("The file has %1; a package has at most %2.")
                                       .arg(formatSize(file.size()), formatSize(kMaxPackageFile))),
                            {},
                            false});
    } else {
        m_package = file.readAll().toStdString();
        inspect();
    }
    judge();
}

void InstallDialog::inspect() {
    m_stack->showLoading(tr("The engine looks into the package…"));
    m_session->call<api::InspectPackage>({m_package}, this, [this](api::Result<api::PackageReport> reply) {
        if (reply.ok()) {
            show(std::move(*reply));
        } else {
            m_stack->showError(reply.error());
        }
        judge();
    });
}

void InstallDialog::show(api::PackageReport report) {
    m_report = std::move(report);
    m_known = true;
    const bool upgrade = !m_report.installed.empty();
    m_name->setText(m_report.id.empty() ? tr("No extension can be read from it")
                                        : breakable(cutText(m_report.id, kShownTitle)));
    m_version->setVisible(!m_report.version.empty());
    m_version->setText(cutText(m_report.version, kLongestWord), Pill::Badge);
    QStringList about;
    if (!m_report.type.empty()) {
        about << extensionTypeText(m_report.type);
    }
    about << cutText(m_report.description, kShownText);
    if (upgrade) {
        about << tr("Takes the place of version %1, which stays as an earlier revision.")
                     .arg(cutText(m_report.installed, kLongestWord));
    }
    about.removeAll(QString());
    m_about->setText(breakable(about.join(QLatin1Char('\n'))));
    const QString print = breakable(cutText(m_report.fingerprint, kShownTitle));
    m_signature->setText(!m_report.signedBy.empty() ? tr("Signed by %1, whose key this engine trusts.\nFingerprint %2")
                                                          .arg(cutText(m_report.signedBy, kShownTitle), print)
                         : !m_report.fingerprint.empty()
                             ? tr("Signed by a key that this engine does not trust.\nFingerprint %1").arg(print)
                             : tr("Not signed: nobody vouches for what is in it."));
    m_signature->setVisible(!m_report.id.empty());
    m_unsigned->setVisible(m_report.signedBy.empty() && !m_report.id.empty());
    m_install->setText(upgrade ? tr("Upgrade") : tr("Install"));
    if (m_report.problems.empty()) {
        m_bar->hide();
    } else {
        m_bar->show(InfoBar::Error,
                    errorWithProblems({api::code::kInvalidDefinition,
                                       toUtf8(tr("It cannot be installed: the package has mistakes.")),
                                       api::toJson(m_report.problems), false}),
                    {}, false);
    }
    showGrants();
    m_stack->showContent();
    adjustSize();
}

/// What the version that is there may do already, is granted beforehand; the rest is for who installs to say.
void InstallDialog::showGrants() {
    qDeleteAll(m_grants);
    m_grants.clear();
    const bool upgrade = !m_report.installed.empty();
    m_grantTitle->setText(m_report.capabilities.empty() ? tr("It asks for nothing") : tr("It asks to be allowed to"));
    for (const auto& capability : m_report.capabilities) {
        const bool added = holdsWord(m_report.added, capability);
        const QString text = capabilityText(capability);
        auto* box = new QCheckBox(upgrade && added ? tr("%1 (new)").arg(text) : text, this);
        box->setObjectName(QStringLiteral("install.grant.") + toText(capability));
        box->setProperty("capability", toText(capability));
        box->setChecked(upgrade && !added);
        QFont font = box->font();
        font.setBold((upgrade && added) || (!upgrade && isFarReaching(capability)));
        box->setFont(font);
        m_grantRows->addWidget(box);
        m_grants << box;
        connect(box, &QCheckBox::toggled, this, &InstallDialog::judge);
    }
}

void InstallDialog::judge() {
    const QString away = m_session->obstacle(api::InstallExtension::kInfo.name);
    const bool granted =
        std::all_of(m_grants.begin(), m_grants.end(), [](const QCheckBox* box) { return box->isChecked(); });
    const QString why = !away.isEmpty()              ? away
                        : !m_known                   ? tr("The package has not been read.")
                        : !m_report.problems.empty() ? tr("The package has mistakes.")
                        : m_sending                  ? tr("The engine is being asked…")
                        : m_report.signedBy.empty() && !m_unsigned->isChecked()
                            ? tr("Nobody known has signed it: say that you want it all the same.")
                        : !granted ? tr("Allow what it asks for, or do not install it.")
                                   : QString();
    m_install->setEnabled(why.isEmpty());
    m_install->setToolTip(why);
}

void InstallDialog::install() {
    if (!m_install->isEnabled()) {
        return;
    }
    api::InstallExtension op;
    op.package = m_package;
    for (const auto* box : m_grants) {
        op.grants.push_back(toUtf8(box->property("capability").toString()));
    }
    op.allowUnsigned = m_report.signedBy.empty() && m_unsigned->isChecked();
    op.comment = toUtf8(m_comment->text());
    m_sending = true;
    m_bar->hide();
    judge();
    m_session->call<api::InstallExtension>(std::move(op), this, [this](const api::Result<api::ExtensionReply>& reply) {
        m_sending = false;
        judge();
        if (!reply.ok()) {
            m_bar->show(InfoBar::Error, errorWithProblems(reply.error()), {}, false);
            return;
        }
        Q_EMIT installed(reply->extension, !m_report.installed.empty());
        accept();
    });
}

}  // namespace beamline::ui
