// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/schema_form.h"

#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/widgets/schema_field.h"

namespace beamline::ui {

SchemaForm::SchemaForm(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    setSchema({});
}

SchemaForm::~SchemaForm() = default;

void SchemaForm::setSchema(const api::Json& schema) {
    if (m_root) {
        delete m_root->widget();
        m_root.reset();
    }
    // `root` is read while the fields are made only; the schema may die afterwards.
    SchemaField::Form form{&schema, [this] { Q_EMIT changed(); }, kMaxFields};
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

bool SchemaForm::validate() {
    const auto found = problems();
    showProblems(found);
    return found.empty();
}

void SchemaForm::showProblems(const std::vector<api::Problem>& problems) {
    m_root->clearMessages();
    SchemaField* first = nullptr;
    for (const auto& problem : problems) {
        auto* field = m_root->at(problem.pointer);
        field = field ? field : m_root.get();
        field->showMessage(toText(problem.message));
        first = first ? first : field;
    }
    if (first) {
        first->focus();
    }
}

void SchemaForm::setReadOnly(bool readOnly) {
    m_root->setReadOnly(readOnly);
}

}  // namespace beamline::ui
