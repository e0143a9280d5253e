// SPDX-License-Identifier: Apache-2.0
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <charconv>

#include "ui/models/formatting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/schema_field.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

/// "/a~1b/0" gives "a/b" and leaves "/0" (RFC 6901).
std::string firstToken(std::string_view& pointer) {
    std::string token;
    pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    for (std::size_t i = 0; i < end; ++i) {
        const bool escaped = pointer[i] == '~' && i + 1 < end;
        token += escaped ? (pointer[++i] == '1' ? '/' : '~') : pointer[i];
    }
    pointer.remove_prefix(end);
    return token;
}

std::string escaped(std::string_view key) {
    std::string token;
    for (const char c : key) {
        token += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    }
    return token;
}

class ObjectField : public SchemaField {
public:
    ObjectField(const api::Json& schema, const QString& title, bool required, int depth, Form& form, QWidget* parent)
        : SchemaField(schema, title, required, parent) {
        auto* body = new QWidget(m_widget);
        auto* column = new QVBoxLayout(body);
        column->setContentsMargins(depth > 0 ? space::k16 : 0, 0, 0, 0);
        column->setSpacing(space::k12);
        addEditor(body);
        std::vector<std::string> needed;
        if (const auto* list = keyword("required"); list && list->is_array()) {
            for (const auto& name : list->get_array()) {
                if (name.is_string()) {
                    needed.emplace_back(name.get_string());
                }
            }
        }
        const auto& properties = schema.at("properties");
        if (!properties.is_object()) {
            return;
        }
        for (const auto& entry : properties.get_object()) {
            const std::string name(entry.key());
            const auto& own = resolveRef(entry.value(), *form.root);
            const auto* caption = own.is_object() ? own.get_object().if_contains("title") : nullptr;
            const QString label = caption && caption->is_string() ? toText(caption->get_string()) : toText(name);
            const bool must = std::find(needed.begin(), needed.end(), name) != needed.end();
            auto field = SchemaField::make(entry.value(), label, must, depth + 1, form, body);
            column->addWidget(field->widget());
            m_fields.emplace_back(name, std::move(field));
        }
        if (const auto* given = keyword("default")) {
            setValue(*given);
        }
    }
    std::optional<api::Json> value() const override {
        boost::json::object result = m_extra;
        for (const auto& [name, field] : m_fields) {
            if (auto value = field->value()) {
                result[name] = std::move(*value);
            }
        }
        return result.empty() && !m_required ? std::nullopt : std::optional<api::Json>(std::move(result));
    }
    void setValue(const api::Json& value) override {
        if (!value.is_object()) {
            return;
        }
        m_extra.clear();
        for (const auto& entry : value.get_object()) {
            const auto found = std::find_if(m_fields.begin(), m_fields.end(),
                                            [&](const auto& field) { return field.first == entry.key(); });
            if (found != m_fields.end()) {
                found->second->setValue(entry.value());
            } else {
                m_extra.emplace(entry.key(), entry.value());  // kept although no field shows it
            }
        }
    }
    void setReadOnly(bool readOnly) override {
        for (auto& [name, field] : m_fields) {
            field->setReadOnly(readOnly);
        }
    }
    void focus() override {
        if (!m_fields.empty()) {
            m_fields.front().second->focus();
        }
    }
    void check(const std::string& pointer, std::vector<api::Problem>& problems) const override {
        if (!m_required && !value()) {
            return;  // an optional group that is left empty has no required fields
        }
        for (const auto& [name, field] : m_fields) {
            field->check(pointer + "/" + escaped(name), problems);
        }
    }
    SchemaField* at(std::string_view pointer) override {
        if (pointer.empty() || pointer.front() != '/') {
            return this;
        }
        const std::string token = firstToken(pointer);
        for (auto& [name, field] : m_fields) {
            if (name == token) {
                auto* below = field->at(pointer);
                return below ? below : field.get();
            }
        }
        return this;
    }
    void clearMessages() override {
        SchemaField::clearMessages();
        for (auto& [name, field] : m_fields) {
            field->clearMessages();
        }
    }

private:
    std::vector<std::pair<std::string, std::unique_ptr<SchemaField>>> m_fields;
    boost::json::object m_extra;
};

class ArrayField : public SchemaField {
public:
    static constexpr std::size_t kMaxRows = 100;  ///< longer lists are for the JSON tab

    ArrayField(const api::Json& schema, const QString& title, bool required, Form& form, QWidget* parent)
        : SchemaField(schema, title, required, parent), m_changed(form.changed) {
        m_items = resolveRef(schema.at("items"), *form.root);
        m_body = new QWidget(m_widget);
        m_column = new QVBoxLayout(m_body);
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(space::k4);
        m_add = new Button(SchemaField::tr("Add"), Button::Secondary, m_body);
        m_add->setIcon(Icon::get(QStringLiteral("plus")));
        m_add->setAccessibleName(SchemaField::tr("Add to %1").arg(title));
        m_column->addWidget(m_add, 0, Qt::AlignLeft);
        addEditor(m_body);
        QObject::connect(m_add, &QPushButton::clicked, m_add, [this] {
            addRow();
            m_rows.back().field->focus();
            m_changed();
        });
        if (const auto* given = keyword("default")) {
            setValue(*given);
        }
    }
    std::optional<api::Json> value() const override {
        boost::json::array result;
        for (const auto& row : m_rows) {
            if (auto value = row.field->value()) {
                result.push_back(std::move(*value));
            }
        }
        return result.empty() && !m_required ? std::nullopt : std::optional<api::Json>(std::move(result));
    }
    void setValue(const api::Json& value) override {
        while (!m_rows.empty()) {
            removeRow(m_rows.back().holder);
        }
        if (const auto* list = value.if_array()) {
            for (std::size_t i = 0; i < std::min(list->size(), kMaxRows); ++i) {
                addRow();
                m_rows.back().field->setValue((*list)[i]);
            }
        }
    }
    void setReadOnly(bool readOnly) override {
        m_add->setVisible(!readOnly);
        for (auto& row : m_rows) {
            row.field->setReadOnly(readOnly);
            row.remove->setVisible(!readOnly);
        }
    }
    void focus() override { m_rows.empty() ? m_add->setFocus() : m_rows.front().field->focus(); }
    void check(const std::string& pointer, std::vector<api::Problem>& problems) const override {
        const auto count = static_cast<double>(m_rows.size());
        if (const double low = number("minItems", m_required ? 0 : -1); count < low) {
            report(pointer, SchemaField::tr("At least %n item(s) are needed.", nullptr, static_cast<int>(low)),
                   problems);
        }
        if (const double high = number("maxItems", count); count > high) {
            report(pointer, SchemaField::tr("At most %n item(s) are allowed.", nullptr, static_cast<int>(high)),
                   problems);
        }
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            m_rows[i].field->check(pointer + "/" + std::to_string(i), problems);
        }
    }
    SchemaField* at(std::string_view pointer) override {
        if (pointer.empty() || pointer.front() != '/') {
            return this;
        }
        const std::string token = firstToken(pointer);
        std::size_t row = 0;
        const auto read = std::from_chars(token.data(), token.data() + token.size(), row);
        return read.ec == std::errc() && row < m_rows.size() ? m_rows[row].field.get() : this;
    }
    void clearMessages() override {
        SchemaField::clearMessages();
        for (auto& row : m_rows) {
            row.field->clearMessages();
        }
    }

private:
    struct Row {
        QWidget* holder;
        QToolButton* remove;
        std::unique_ptr<SchemaField> field;
    };

    void addRow() {
        auto* holder = new QWidget(m_body);
        auto* line = new QHBoxLayout(holder);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(space::k4);
        Form form{&m_items, m_changed, 2};
        auto field = makeScalarField(m_items, QString(), true, form, holder);
        auto* remove = new QToolButton(holder);
        remove->setIcon(Icon::get(QStringLiteral("close")));
        remove->setAutoRaise(true);
        remove->setAccessibleName(SchemaField::tr("Remove this item"));
        remove->setToolTip(remove->accessibleName());
        line->addWidget(field->widget(), 1);
        line->addWidget(remove, 0, Qt::AlignTop);
        m_column->insertWidget(static_cast<int>(m_rows.size()), holder);
        m_rows.push_back({holder, remove, std::move(field)});
        m_add->setEnabled(m_rows.size() < kMaxRows);
        QObject::connect(remove, &QToolButton::clicked, holder, [this, holder] {
            removeRow(holder);
            m_changed();
        });
    }
    void removeRow(QWidget* holder) {
        std::erase_if(m_rows, [holder](const Row& row) { return row.holder == holder; });
        holder->hide();
        holder->deleteLater();
        m_add->setEnabled(true);
    }

    api::Json m_items;
    std::function<void()> m_changed;
    QWidget* m_body;
    QVBoxLayout* m_column;
    Button* m_add;
    std::vector<Row> m_rows;
};

}  // namespace

std::unique_ptr<SchemaField> makeObjectField(const api::Json& schema, const QString& title, bool required, int depth,
                                             SchemaField::Form& form, QWidget* parent) {
    return std::make_unique<ObjectField>(schema, title, required, depth, form, parent);
}

std::unique_ptr<SchemaField> makeArrayField(const api::Json& schema, const QString& title, bool required,
                                            SchemaField::Form& form, QWidget* parent) {
    return std::make_unique<ArrayField>(schema, title, required, form, parent);
}

}  // namespace beamline::ui
