// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_name_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

PolicyNameDialog::PolicyNameDialog(const QString& title, const QString& note, const QString& proposed,
                                   QStringList taken, QWidget* parent)
    : QDialog(parent), m_taken(std::move(taken)) {
    constexpr int kMaxName = 128;
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(title);
    auto* head = new QLabel(title, this);
    head->setFont(Theme::current().font(TextRole::Heading));
    auto* about = new QLabel(note, this);
    about->setWordWrap(true);
    about->setProperty("muted", true);
    auto* label = new QLabel(tr("Name"), this);
    m_name = new QLineEdit(proposed, this);
    m_name->setObjectName(QStringLiteral("policy.name"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(kMaxName);
    m_name->setMinimumHeight(space::kControl);
    label->setBuddy(m_name);
    m_hint = new QLabel(this);
    m_hint->setWordWrap(true);
    m_hint->setProperty("muted", true);
    auto* cancel = new Button(tr("Cancel"), Button::Secondary, this);
    cancel->setAutoDefault(false);
    m_begin = new Button(tr("Begin"), Button::Primary, this);
    m_begin->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_begin);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k8);
    column->addWidget(head);
    column->addWidget(about);
    column->addSpacing(space::k4);
    column->addWidget(label);
    column->addWidget(m_name);
    column->addWidget(m_hint);
    column->addStretch(1);
    column->addSpacing(space::k8);
    column->addLayout(buttons);
    setMinimumWidth(extent::kForm);
    connect(m_name, &QLineEdit::textChanged, this, &PolicyNameDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_begin, &QPushButton::clicked, this, [this] {
        const QString name = m_name->text();
        accept();
        Q_EMIT named(name);
    });
    m_name->setFocus();
    m_name->selectAll();
    check();
}

void PolicyNameDialog::check() {
    static const QRegularExpression kName(QStringLiteral("^[A-Za-z0-9_.-]+$"));
    const QString name = m_name->text();
    const QString why = name.isEmpty()                  ? tr("Requests name it as their policy_id.")
                        : !kName.match(name).hasMatch() ? tr("A name has letters, digits, '_', '.' and '-'.")
                        : m_taken.contains(name)        ? tr("There is one of this name already.")
                                                        : QString();
    m_hint->setText(why.isEmpty() ? tr("Requests name it as their policy_id.") : why);
    m_begin->setEnabled(why.isEmpty());
    m_begin->setToolTip(name.isEmpty() ? tr("Give a name first.") : why);
}

}  // namespace beamline::ui
