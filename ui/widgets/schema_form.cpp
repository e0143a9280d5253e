// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/schema_form.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/widgets/schema_field.h"

namespace beamline::ui {

SchemaForm::SchemaForm(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    setSchema({});
}

SchemaForm::~SchemaForm() = default;

void SchemaForm::setSchema(const api::Json& schema) {
    m_complained.clear();
    if (m_root) {
        delete m_root->widget();
        m_root.reset();
    }
    // `root` is read while the fields are made only; the schema may die afterwards.
    SchemaField::Form form{&schema, [this] { fieldChanged(); }, kMaxFields};
    const bool drawable = schema.is_object() && schemaType(schema) == "object";
    m_root = SchemaField::make(schema, drawable || schema.is_null() ? QString() : tr("Value"), drawable, 0, form, this);
    m_layout->addWidget(m_root->widget());
}

void SchemaForm::setValue(const api::Json& value) {
    m_root->setValue(value);
}

api::Json SchemaForm::value() const {
    return m_root->value().value_or(api::Json());
}

std::vector<api::Problem> SchemaForm::problems() const {
    std::vector<api::Problem> problems;
    m_root->check({}, problems);
    return problems;
}

/// What was complained of and is mended is no longer complained of; nothing new is while somebody types.
void SchemaForm::fieldChanged() {
    if (!m_complained.empty()) {
        const auto now = problems();
        std::erase_if(m_complained, [&now](const api::Problem& old) {
            return std::none_of(now.begin(), now.end(), [&old](const auto& one) { return one.pointer == old.pointer; });
        });
        mark();
    }
    Q_EMIT changed();
}

void SchemaForm::mark() {
    m_root->clearMessages();
    for (const auto& problem : m_complained) {
        auto* field = m_root->at(problem.pointer);
        (field ? field : m_root.get())->showMessage(toText(problem.message));
    }
}

bool SchemaForm::validate() {
    const auto found = problems();
    showProblems(found);
    return found.empty();
}

void SchemaForm::showProblems(const std::vector<api::Problem>& problems) {
    m_complained = problems;
    mark();
    if (!problems.empty()) {
        auto* first = m_root->at(problems.front().pointer);
        (first ? first : m_root.get())->focus();
    }
}

QWidget* SchemaForm::firstField() const {
    // What was just built is shown by its layout in a moment, and counts already.
    const auto isHiddenOnPurpose = [this](const QWidget* one) {
        while (one != this && !(one->isHidden() && one->testAttribute(Qt::WA_WState_ExplicitShowHide))) {
            one = one->parentWidget();
        }
        return one != this;
    };
    const auto fields = findChildren<QWidget*>();
    const auto first = std::find_if(fields.begin(), fields.end(), [&](const QWidget* one) {
        return !isHiddenOnPurpose(one) && one->isEnabled() && !one->focusProxy() &&
               (one->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
    });
    return first != fields.end() ? *first : nullptr;
}

void SchemaForm::setReadOnly(bool readOnly) {
    m_root->setReadOnly(readOnly);
}

}  // namespace beamline::ui
