// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/secrets/secret_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/session/secret_store.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// What a workflow will see, without saying the value.
QString described(const QString& value) {
    const auto json = api::parseJson(toUtf8(value));
    if (json.ok() && json->is_object()) {
        QStringList members;
        for (const auto& member : json->get_object()) {
            members << toText(std::string_view(member.key()));
        }
        return members.isEmpty() ? SecretDialog::tr("A JSON object without members.")
                                 : SecretDialog::tr("A JSON object; workflows read its members %1.")
                                       .arg(cutText(toUtf8(members.join(QStringLiteral(", "))), kShownTitle));
    }
    if (value.trimmed().startsWith(QLatin1Char('{'))) {
        return SecretDialog::tr("Begins like a JSON object but is none, so it is kept as text. %1")
            .arg(json.ok() ? QString() : toText(json.error().message));
    }
    const int lines = static_cast<int>(value.count(QLatin1Char('\n'))) + 1;
    return lines > 1 ? SecretDialog::tr("Text of %n line(s).", nullptr, lines)
                     : SecretDialog::tr("Text of %n character(s).", nullptr, static_cast<int>(value.size()));
}

/// The expression that reads it: '-' and '.' would be operators.
QString readAs(const QString& name) {
    static const QRegularExpression kWord(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    return kWord.match(name).hasMatch() ? QStringLiteral("$secrets.%1").arg(name)
                                        : QStringLiteral("$secrets[\"%1\"]").arg(name);
}

QLabel* label(const QString& text, bool muted, QWidget* parent) {
    auto* one = new QLabel(text, parent);
    one->setTextFormat(Qt::PlainText);
    one->setWordWrap(true);
    one->setProperty("muted", muted);
    return one;
}
}  // namespace

SecretDialog::SecretDialog(SecretStore* store, Task task, const QString& name, const QString& note, QWidget* parent)
    : QDialog(parent), m_store(store) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    build(task, note);
    m_name->setText(name);
    m_name->setReadOnly(task != Task::Add);
    (name.isEmpty() ? m_name : m_value)->setFocus();
    connect(m_name, &QLineEdit::textChanged, this, &SecretDialog::check);
    connect(m_value, &QLineEdit::textChanged, this, &SecretDialog::check);
    connect(m_show, &QPushButton::toggled, this, &SecretDialog::reveal);
    connect(m_save, &QPushButton::clicked, this, &SecretDialog::save);
    check();
}

void SecretDialog::build(Task task, const QString& note) {
    setWindowTitle(task == Task::Add   ? tr("Add a secret")
                   : task == Task::Set ? tr("Set the value of a secret")
                                       : tr("Replace the value of a secret"));
    auto* title = label(windowTitle(), false, this);
    title->setFont(Theme::current().font(TextRole::Heading));
    m_bar = new InfoBar(this);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("secret.name"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setFont(Theme::current().font(TextRole::Mono));
    m_name->setMaxLength(kMaxSecretNameLength);
    m_nameHint = label({}, true, this);
    m_value = new QLineEdit(this);
    m_value->setObjectName(QStringLiteral("secret.value"));
    m_value->setAccessibleName(tr("Value"));
    m_value->setFont(Theme::current().font(TextRole::Mono));
    m_value->setMaxLength(Keychain::kMaxValueBytes + 1);  // what is longer is refused, not cut until it fits
    m_value->setEchoMode(QLineEdit::Password);
    m_value->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_valueHint = label({}, true, this);
    m_show = new Button(tr("Show"), Button::Secondary, this);
    m_show->setCheckable(true);
    m_show->setAutoDefault(false);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    cancel->setAutoDefault(false);
    m_save = new Button(task == Task::Replace ? tr("Replace") : tr("Store in the keychain"), Button::Primary, this);
    m_save->setDefault(true);
    auto* value = new QHBoxLayout;
    value->setSpacing(space::k8);
    value->addWidget(m_value, 1);
    value->addWidget(m_show);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k8);
    column->addWidget(title);
    if (!note.isEmpty()) {
        column->addWidget(label(note, true, this));
    }
    column->addWidget(m_bar);
    column->addSpacing(space::k4);
    column->addWidget(label(tr("Name"), false, this));
    column->addWidget(m_name);
    column->addWidget(m_nameHint);
    column->addSpacing(space::k8);
    column->addWidget(label(tr("Value"), false, this));
    column->addLayout(value);
    column->addWidget(m_valueHint);
    column->addStretch(1);
    column->addSpacing(space::k8);
    column->addLayout(buttons);
    setMinimumWidth(2 * extent::kDetailPane);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void SecretDialog::check() {
    const QString name = m_name->text();
    const QString value = m_value->text();
    const bool named = isSecretName(name);
    const bool taken = !m_name->isReadOnly() && m_store->names().contains(name);
    m_nameHint->setText(name.isEmpty() ? tr("As the workflow lists it below use: secrets:")
                        : !named ? tr("A name has letters, digits, '-', '_' and '.', and does not begin with '.'.")
                        : taken  ? tr("There is one of this name: its value will be replaced.")
                                 : tr("Workflows read it as %1").arg(readAs(name)));
    const bool fits = toUtf8(value).size() <= std::size_t(Keychain::kMaxValueBytes);
    m_valueHint->setText(value.isEmpty() ? tr("Text, or a JSON object whose members workflows read.")
                         : fits          ? described(value)
                                         : tr("A value has at most %1 KiB.").arg(Keychain::kMaxValueBytes / 1024));
    m_save->setEnabled(named && fits && !value.isEmpty() && !m_saving);
    m_save->setToolTip(m_saving          ? tr("The keychain is being asked…")
                       : !named          ? tr("Give a name first.")
                       : value.isEmpty() ? tr("Give a value first.")
                       : !fits           ? m_valueHint->text()
                                         : QString());
}

void SecretDialog::reveal(bool plain) {
    m_value->setEchoMode(plain ? QLineEdit::Normal : QLineEdit::Password);
    m_show->setText(plain ? tr("Hide") : tr("Show"));
}

void SecretDialog::save() {
    const QString name = m_name->text();
    if (!m_save->isEnabled()) {
        return;
    }
    m_saving = true;
    m_bar->hide();
    check();
    m_store->put(name, m_value->text(), [dialog = QPointer(this), name](const api::Result<api::Unit>& result) {
        if (!dialog) {
            return;
        }
        dialog->m_saving = false;
        if (!result.ok()) {
            dialog->m_bar->show(InfoBar::Error, toText(result.error().message), {}, false);
            dialog->check();
            return;
        }
        dialog->m_value->clear();
        Q_EMIT dialog->stored(name);
        dialog->accept();
    });
}

}  // namespace beamline::ui
