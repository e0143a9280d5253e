// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/schema_field.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

QLabel* smallLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::current().font(TextRole::Small));
    return label;
}

/// JSON as text, for what no other field can draw.
class JsonField : public SchemaField {
public:
    JsonField(const api::Json& schema, const QString& title, bool required, Form& form, QWidget* parent)
        : SchemaField(schema, title, required, parent), m_editor(new QPlainTextEdit(m_widget)) {
        m_editor->setFont(Theme::current().font(TextRole::Mono));
        m_editor->setTabChangesFocus(true);
        m_editor->setMinimumHeight(extent::kEditor);
        m_editor->setPlaceholderText(SchemaField::tr("JSON, for example {\"name\": \"value\"}"));
        addEditor(m_editor);
        QObject::connect(m_editor, &QPlainTextEdit::textChanged, m_editor, [changed = form.changed] { changed(); });
        if (const auto* value = keyword("default")) {
            setValue(*value);
        }
    }
    std::optional<api::Json> value() const override {
        const std::string text = toUtf8(m_editor->toPlainText().trimmed());
        if (text.empty()) {
            return std::nullopt;
        }
        auto parsed = api::parseJson(text);
        return parsed.ok() ? std::optional<api::Json>(*parsed) : std::nullopt;
    }
    void setValue(const api::Json& value) override {
        m_editor->setPlainText(value.is_null() ? QString() : prettyJson(value));
    }
    void setReadOnly(bool readOnly) override { m_editor->setReadOnly(readOnly); }
    void focus() override { m_editor->setFocus(); }
    void check(const std::string& pointer, std::vector<api::Problem>& problems) const override {
        const std::string text = toUtf8(m_editor->toPlainText().trimmed());
        if (text.empty()) {
            if (m_required) {
                report(pointer, SchemaField::tr("This is required."), problems);
            }
            return;
        }
        const auto parsed = api::parseJson(text);
        if (!parsed.ok()) {
            report(pointer, toText(parsed.error().message), problems);
        } else if (const auto type = schemaType(m_schema);
                   (type == "object" && !parsed->is_object()) || (type == "array" && !parsed->is_array())) {
            report(pointer,
                   type == "object" ? SchemaField::tr("This must be an object: {…}.")
                                    : SchemaField::tr("This must be a list: […]."),
                   problems);
        }
    }

private:
    QPlainTextEdit* m_editor;
};

bool isScalar(const std::string& type) {
    return type == "string" || type == "integer" || type == "number" || type == "boolean";
}

}  // namespace

const api::Json& resolveRef(const api::Json& schema, const api::Json& root) {
    constexpr int kMaxRefs = 8;
    const api::Json* at = &schema;
    for (int i = 0; i < kMaxRefs; ++i) {
        const auto* ref = at->is_object() ? at->get_object().if_contains("$ref") : nullptr;
        if (!ref || !ref->is_string() || !ref->get_string().starts_with("#")) {
            break;
        }
        boost::system::error_code ec;
        const auto* target = root.find_pointer(ref->get_string().subview(1), ec);
        if (!target) {
            break;
        }
        at = target;
    }
    return *at;
}

std::string schemaType(const api::Json& schema) {
    const auto* object = schema.if_object();
    const auto* type = object ? object->if_contains("type") : nullptr;
    if (type && type->is_string()) {
        return std::string(type->get_string());
    }
    if (type && type->is_array()) {
        for (const auto& one : type->get_array()) {
            if (one.is_string() && one.get_string() != "null") {
                return std::string(one.get_string());
            }
        }
    }
    return object && object->contains("properties") ? "object" : "";
}

std::unique_ptr<SchemaField> SchemaField::make(const api::Json& given, const QString& title, bool required, int depth,
                                               Form& form, QWidget* parent) {
    const api::Json& schema = resolveRef(given, *form.root);
    const auto* object = schema.if_object();
    const std::string type = schemaType(schema);
    if (!object || --form.budget < 0) {
        return makeJsonField(schema, title, required, form, parent);
    }
    for (const char* several : {"oneOf", "anyOf", "allOf", "if", "$ref", "patternProperties"}) {
        if (object->contains(several)) {
            return makeJsonField(schema, title, required, form, parent);
        }
    }
    if (isScalar(type) || object->contains("enum") || object->contains("const")) {
        return makeScalarField(schema, title, required, form, parent);
    }
    if (type == "object" && object->contains("properties") && depth < SchemaForm::kMaxDepth) {
        return makeObjectField(schema, title, required, depth, form, parent);
    }
    const auto* items = object->if_contains("items");
    if (type == "array" && items && isScalar(schemaType(resolveRef(*items, *form.root)))) {
        return makeArrayField(schema, title, required, form, parent);
    }
    return makeJsonField(schema, title, required, form, parent);
}

std::unique_ptr<SchemaField> makeJsonField(const api::Json& schema, const QString& title, bool required,
                                           SchemaField::Form& form, QWidget* parent) {
    return std::make_unique<JsonField>(schema, title, required, form, parent);
}

SchemaField::SchemaField(const api::Json& schema, const QString& title, bool required, QWidget* parent)
    : m_schema(schema), m_title(title), m_required(required), m_widget(new QWidget(parent)) {
    m_layout = new QVBoxLayout(m_widget);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::k4);
    m_message = smallLabel(m_widget);
    m_message->setStyleSheet(QStringLiteral("color:%1").arg(Theme::current().tokens().faulted.name()));
    m_message->hide();
}

void SchemaField::addEditor(QWidget* editor) {
    const QString description = text("description");
    editor->setAccessibleName(m_title.isEmpty() ? SchemaField::tr("Value") : m_title);
    editor->setAccessibleDescription(description);
    if (!m_title.isEmpty()) {
        auto* label = new QLabel(m_required ? m_title + QStringLiteral(" *") : m_title, m_widget);
        label->setTextFormat(Qt::PlainText);
        label->setFont(Theme::current().font(TextRole::Strong));
        label->setBuddy(editor);
        if (m_required) {
            label->setToolTip(SchemaField::tr("Required"));
        }
        m_layout->addWidget(label);
    }
    m_layout->addWidget(editor);
    if (!description.isEmpty()) {
        auto* label = smallLabel(m_widget);
        label->setText(description);
        label->setForegroundRole(QPalette::PlaceholderText);
        m_layout->addWidget(label);
    }
    m_layout->addWidget(m_message);
}

const api::Json* SchemaField::keyword(const char* name) const {
    const auto* object = m_schema.if_object();
    return object ? object->if_contains(name) : nullptr;
}

double SchemaField::number(const char* name, double otherwise) const {
    const auto* value = keyword(name);
    boost::system::error_code ec;
    const double result = value ? value->to_number<double>(ec) : otherwise;
    return ec ? otherwise : result;
}

QString SchemaField::text(const char* name) const {
    const auto* value = keyword(name);
    return value && value->is_string() ? toText(value->get_string()) : QString();
}

void SchemaField::report(const std::string& pointer, const QString& message, std::vector<api::Problem>& problems) {
    api::Problem problem;
    problem.pointer = pointer;
    problem.message = toUtf8(message);
    problems.push_back(std::move(problem));
}

void SchemaField::showMessage(const QString& message) {
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
}

}  // namespace beamline::ui
