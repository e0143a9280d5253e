// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/connections/connection_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScreen>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <boost/mp11.hpp>

#include "ui/models/formatting.h"
#include "ui/pages/connections/diagnosis_view.h"
#include "ui/session/keychain.h"
#include "ui/widgets/button.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QString authText(ConnectionAuth auth) {
    switch (auth) {
        case ConnectionAuth::none:
            return ConnectionDialog::tr("Nobody signs in");
        case ConnectionAuth::password:
            return ConnectionDialog::tr("User and password");
        case ConnectionAuth::token:
            return ConnectionDialog::tr("Token");
        case ConnectionAuth::nkey:
            return ConnectionDialog::tr("NKey seed");
        case ConnectionAuth::credentials:
            return ConnectionDialog::tr("Credentials (.creds)");
    }
    return {};
}

QString secretText(ConnectionAuth auth) {
    return auth == ConnectionAuth::password ? ConnectionDialog::tr("Password")
           : auth == ConnectionAuth::token  ? ConnectionDialog::tr("Token")
           : auth == ConnectionAuth::nkey   ? ConnectionDialog::tr("Seed")
                                            : ConnectionDialog::tr("Credentials");
}

QString joined(const std::vector<std::string>& servers) {
    QStringList all;
    for (const auto& one : servers) {
        all << toText(one);
    }
    return all.join(QStringLiteral(", "));
}
}  // namespace

ConnectionDialog::ConnectionDialog(ConnectionBook* book, EngineOpener* opener, ConnectionProfile profile,
                                   QWidget* parent)
    : QDialog(parent),
      m_book(book),
      m_opener(opener),
      m_given(std::move(profile)),
      m_own(m_given.kind == ConnectionKind::nats) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    build();
    fill();
    for (auto* one : findChildren<QLineEdit*>()) {
        connect(one, &QLineEdit::textChanged, this, &ConnectionDialog::check);
        one->setMinimumHeight(space::kControl);  // the result of a test must not squeeze it
    }
    connect(m_auth, &QComboBox::currentIndexChanged, this, &ConnectionDialog::authChanged);
    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(m_save, &QPushButton::clicked, this, &ConnectionDialog::save);
    authChanged();
    (m_own ? static_cast<QWidget*>(m_name) : m_color)->setFocus();
}

QLineEdit* ConnectionDialog::field(const char* name, const QString& label, const QString& hint) {
    auto* one = new QLineEdit(this);
    one->setObjectName(QString::fromLatin1(name));
    one->setAccessibleName(label);
    one->setPlaceholderText(hint);
    m_form->addRow(label, one);
    m_form->setRowVisible(one, m_own);
    return one;
}

/// A path, typed or chosen.
QLineEdit* ConnectionDialog::fileField(const char* name, const QString& label, const QString& hint,
                                       const QString& what) {
    auto* row = new QWidget(this);
    auto* one = new QLineEdit(row);
    one->setObjectName(QString::fromLatin1(name));
    one->setAccessibleName(label);
    one->setPlaceholderText(hint);
    auto* choose = chooser(QString::fromLatin1(name) + QStringLiteral(".choose"), what,
                           [one](const QString& path) { one->setText(path); });
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::k8);
    line->addWidget(one, 1);
    line->addWidget(choose);
    m_form->addRow(label, row);
    m_form->setRowVisible(row, m_own);
    return one;
}

Button* ConnectionDialog::chooser(const QString& name, const QString& what, std::function<void(const QString&)> take) {
    auto* button = new Button(tr("Choose…"), Button::Secondary, this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    button->setAccessibleName(what);
    button->setToolTip(what);
    connect(button, &QPushButton::clicked, this, [this, what, take = std::move(take)] {
        if (m_files) {
            m_files->raise();
            return;
        }
        m_files = new QFileDialog(this, what);
        m_files->setAttribute(Qt::WA_DeleteOnClose);
        m_files->setFileMode(QFileDialog::ExistingFile);
        connect(m_files, &QFileDialog::fileSelected, this, take);
        m_files->open();
    });
    return button;
}

/// Its text is kept as if it had been pasted; the file is not needed afterwards.
void ConnectionDialog::takeCredentials(const QString& path) {
    constexpr qint64 kMost = 64 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMost) {
        m_bar->show(InfoBar::Error, file.isOpen()
                                        ? tr("%1 is too long for credentials. Choose a .creds file.").arg(path)
                                        : tr("%1 cannot be read: %2").arg(path, file.errorString()));
        return;
    }
    m_bar->hide();
    m_credentials->setPlainText(QString::fromUtf8(file.readAll()));
}

/// As high as what is in it needs; a layout alone would squeeze the fields.
void ConnectionDialog::fit() {
    layout()->activate();
    const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height();
    resize(width(), std::min(needed, screen()->availableSize().height()));
}

void ConnectionDialog::build() {
    setWindowTitle(!m_own               ? tr("How %1 looks").arg(cutText(m_given.name, kLongestWord))
                   : m_given.id.empty() ? tr("Add a connection")
                                        : tr("Edit the connection"));
    auto* title = new QLabel(windowTitle(), this);
    title->setFont(Theme::current().font(TextRole::Heading));
    title->setTextFormat(Qt::PlainText);
    m_bar = new InfoBar(this);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(space::k16);
    m_form->setVerticalSpacing(space::k8);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = field("connection.name", tr("Name"), tr("Production Europe"));
    m_servers = field("connection.servers", tr("Servers"), tr("nats://host:4222, several with commas"));
    m_auth = new QComboBox(this);
    m_auth->setObjectName(QStringLiteral("connection.auth"));
    m_auth->setAccessibleName(tr("Sign in"));
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<ConnectionAuth>>(
        [this](auto one) { m_auth->addItem(authText(one.value), static_cast<int>(one.value)); });
    m_form->addRow(tr("Sign in"), m_auth);
    m_form->setRowVisible(m_auth, m_own);
    m_user = field("connection.user", tr("User"), {});
    m_secret = field("connection.secret", tr("Secret"), {});
    m_secret->setEchoMode(QLineEdit::Password);
    buildCredentials();
    m_secretNote = new QLabel(this);
    m_secretNote->setWordWrap(true);
    m_secretNote->setProperty("muted", true);
    m_form->addRow(QString(), m_secretNote);
    m_caFile = fileField("connection.caFile", tr("Authorities"), tr("PEM file; empty: those of the system"),
                         tr("Choose the file of the authorities"));
    m_certFile = fileField("connection.certFile", tr("Certificate"), tr("PEM file, with its key; empty: none"),
                           tr("Choose the file of the certificate"));
    m_keyFile = fileField("connection.keyFile", tr("Its key"), tr("PEM file"), tr("Choose the file of the key"));
    buildTenant(*m_form);
    buildLooks(*m_form);
    m_diagnosis = new DiagnosisView(this);
    m_diagnosis->hide();
    m_test = new Button(tr("Test"), Button::Secondary, this);
    m_test->setAutoDefault(false);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    cancel->setAutoDefault(false);
    m_save = new Button(tr("Save"), Button::Primary, this);
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addWidget(m_test);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    column->addWidget(title);
    column->addWidget(m_bar);
    column->addLayout(m_form);
    column->addWidget(m_diagnosis);
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(extent::kForm + 2 * space::k24 + extent::kSearch / 2);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ConnectionDialog::buildCredentials() {
    m_credentials = new QPlainTextEdit(this);
    m_credentials->setObjectName(QStringLiteral("connection.credentials"));
    m_credentials->setAccessibleName(tr("Credentials"));
    m_credentials->setTabChangesFocus(true);
    m_credentials->setFixedHeight(extent::kNote);
    m_credentials->setFont(Theme::current().font(TextRole::MonoSmall));
    m_credentialsRow = new QWidget(this);
    auto* pasted = new QHBoxLayout(m_credentialsRow);
    pasted->setContentsMargins(0, 0, 0, 0);
    pasted->setSpacing(space::k8);
    pasted->addWidget(m_credentials, 1);
    pasted->addWidget(chooser(QStringLiteral("connection.credentials.choose"), tr("Choose the .creds file"),
                              [this](const QString& path) { takeCredentials(path); }),
                      0, Qt::AlignTop);
    m_form->addRow(tr("Credentials"), m_credentialsRow);
}

/// Of every kind: also the embedded engine has tenants.
void ConnectionDialog::buildTenant(QFormLayout& form) {
    m_tenant = new QLineEdit(this);
    m_tenant->setObjectName(QStringLiteral("connection.tenant"));
    m_tenant->setAccessibleName(tr("Tenant"));
    m_tenant->setPlaceholderText(tr("As whose member you ask; empty: of no one tenant"));
    form.addRow(tr("Tenant"), m_tenant);
}

void ConnectionDialog::buildLooks(QFormLayout& form) {
    m_color = new QComboBox(this);
    m_color->setObjectName(QStringLiteral("connection.color"));
    m_color->setAccessibleName(tr("Colour"));
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<ConnectionColor>>([this](auto one) {
        QPixmap swatch(space::kIcon, space::kIcon);
        swatch.fill(one.value == ConnectionColor::none ? QColor(Qt::transparent) : connectionColor(one.value));
        m_color->addItem(QIcon(swatch), connectionColorText(one.value), static_cast<int>(one.value));
    });
    m_production = new QCheckBox(tr("Production: a band with its name over every page"), this);
    m_production->setObjectName(QStringLiteral("connection.production"));
    m_readOnly = new QCheckBox(tr("Looking only: nothing is changed over this connection"), this);
    m_readOnly->setObjectName(QStringLiteral("connection.readOnly"));
    form.addRow(tr("Colour"), m_color);
    form.addRow(QString(), m_production);
    form.addRow(QString(), m_readOnly);
}

void ConnectionDialog::fill() {
    m_name->setText(toText(m_given.name));
    m_servers->setText(joined(m_given.servers));
    m_auth->setCurrentIndex(m_auth->findData(static_cast<int>(m_given.auth)));
    m_user->setText(toText(m_given.user));
    m_caFile->setText(toText(m_given.caFile));
    m_certFile->setText(toText(m_given.certFile));
    m_keyFile->setText(toText(m_given.keyFile));
    m_tenant->setText(toText(m_given.tenant));
    m_color->setCurrentIndex(m_color->findData(static_cast<int>(m_given.color)));
    m_production->setChecked(m_given.production);
    m_readOnly->setChecked(m_given.readOnly);
}

void ConnectionDialog::authChanged() {
    const auto auth = static_cast<ConnectionAuth>(m_auth->currentData().toInt());
    const bool text = auth == ConnectionAuth::credentials;
    const bool kept = !m_given.id.empty() && auth == m_given.auth && m_book->hasSecret(m_given.id);
    m_form->setRowVisible(m_user, m_own && auth == ConnectionAuth::password);
    m_form->setRowVisible(m_secret, m_own && auth != ConnectionAuth::none && !text);
    m_form->setRowVisible(m_credentialsRow, m_own && text);
    m_form->setRowVisible(m_secretNote, m_own && auth != ConnectionAuth::none);
    if (auto* label = qobject_cast<QLabel*>(m_form->labelForField(m_secret))) {
        label->setText(secretText(auth));
    }
    m_secret->setAccessibleName(secretText(auth));
    const QString same = kept ? tr("One is kept; leave it empty to keep that.") : QString();
    m_secret->setPlaceholderText(same);
    m_credentials->setPlaceholderText(kept ? same : tr("The text of the .creds file"));
    m_secretNote->setText(
        m_book->isForSitting(m_given.id)
            ? tr("Kept until Beamline ends, because no keychain answers here.")
            : tr("It goes into the keychain of this desktop; where there is none it is kept until Beamline ends."));
    check();
}

ConnectionProfile ConnectionDialog::entered() const {
    ConnectionProfile profile = m_given;
    if (m_own) {
        profile.name = toUtf8(m_name->text().trimmed());
        profile.servers = serversOf(m_servers->text());
        profile.auth = static_cast<ConnectionAuth>(m_auth->currentData().toInt());
        profile.user = profile.auth == ConnectionAuth::password ? toUtf8(m_user->text().trimmed()) : std::string();
        profile.caFile = toUtf8(m_caFile->text().trimmed());
        profile.certFile = toUtf8(m_certFile->text().trimmed());
        profile.keyFile = toUtf8(m_keyFile->text().trimmed());
    }
    profile.tenant = toUtf8(m_tenant->text().trimmed());
    profile.color = static_cast<ConnectionColor>(m_color->currentData().toInt());
    profile.production = m_production->isChecked();
    profile.readOnly = m_readOnly->isChecked();
    return profile;
}

void ConnectionDialog::check() {
    const QString problem = problemOf(entered());
    m_save->setEnabled(problem.isEmpty());
    m_save->setToolTip(problem);
    m_test->setEnabled(problem.isEmpty() && !m_testing);
    m_test->setToolTip(m_testing ? tr("It is being tested…") : problem);
}

void ConnectionDialog::test() {
    const ConnectionProfile profile = entered();
    m_testing = true;
    m_diagnosis->showTesting();
    m_diagnosis->setVisible(true);
    check();
    const auto start = [this, profile](const std::string& secret) {
        m_opener->diagnose(profile, secret, this, [this](const std::vector<DiagnosisStep>& steps) {
            m_testing = false;
            m_diagnosis->show(steps);
            check();
            QTimer::singleShot(0, this, &ConnectionDialog::fit);  // when its lines are laid out
        });
    };
    const bool text = profile.auth == ConnectionAuth::credentials;
    const std::string typed = toUtf8(text ? m_credentials->toPlainText() : m_secret->text());
    if (!needsSecret(profile) || !typed.empty() || m_given.id.empty()) {
        start(typed);
        return;
    }
    m_book->secret(m_given.id, this, [start](const api::Result<std::string>& kept) {
        start(kept.ok() ? *kept : std::string());  // the test says what a missing one means
    });
}

void ConnectionDialog::save() {
    const ConnectionProfile profile = entered();
    const auto put = m_book->put(profile);
    if (!put.ok()) {
        m_bar->show(InfoBar::Error, toText(put.error().message), {}, false);
        return;
    }
    const QString id = toText(*put);
    const bool text = profile.auth == ConnectionAuth::credentials;
    const QString typed = text ? m_credentials->toPlainText() : m_secret->text();
    const bool drops = m_own && profile.auth == ConnectionAuth::none && m_book->hasSecret(*put);
    if (m_own && ((needsSecret(profile) && !typed.isEmpty()) || drops)) {
        m_save->setEnabled(false);
        m_book->setSecret(*put, drops ? QString() : typed,
                          [dialog = QPointer(this), id](ConnectionBook::Kept kept, const QString& why) {
                              if (dialog) {
                                  Q_EMIT dialog->stored(
                                      id, kept == ConnectionBook::Kept::Sitting
                                              ? tr("Its secret is kept until Beamline ends, then it has to be entered "
                                                   "again. %1")
                                                    .arg(why)
                                              : QString());
                                  dialog->accept();
                              }
                          });
        return;
    }
    Q_EMIT stored(id, {});
    accept();
}

}  // namespace beamline::ui
