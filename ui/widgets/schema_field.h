// SPDX-License-Identifier: Apache-2.0
#pragma once
// One value of a SchemaForm: its editor, what is wrong with it, its JSON. GUI thread only.

#include <QCoreApplication>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/values.h"

class QLabel;
class QVBoxLayout;
class QWidget;

namespace beamline::ui {

class SchemaField {
    Q_DECLARE_TR_FUNCTIONS(SchemaField)
public:
    /// What all fields of one form share.
    struct Form {
        const api::Json* root = nullptr;  ///< for local $ref
        std::function<void()> changed;
        int budget = 0;  ///< fields that may still be made
    };

    /// Never null: what cannot be drawn is a field for JSON text. `title` is what the label says, empty for none.
    static std::unique_ptr<SchemaField> make(const api::Json& schema, const QString& title, bool required, int depth,
                                             Form& form, QWidget* parent);
    virtual ~SchemaField() = default;

    QWidget* widget() const { return m_widget; }
    bool required() const { return m_required; }
    /// Nothing: left empty.
    virtual std::optional<api::Json> value() const = 0;
    virtual void setValue(const api::Json& value) = 0;
    virtual void setReadOnly(bool readOnly) = 0;
    virtual void focus() = 0;
    /// Appends what is wrong here and below; `pointer` is this field's.
    virtual void check(const std::string& pointer, std::vector<api::Problem>& problems) const = 0;
    /// The field that `pointer` (relative to this one) belongs to: itself, or one below.
    virtual SchemaField* at(std::string_view pointer) { return pointer.empty() ? this : nullptr; }
    virtual void clearMessages() { showMessage({}); }
    void showMessage(const QString& message);

protected:
    SchemaField(const api::Json& schema, const QString& title, bool required, QWidget* parent);
    /// Puts the editor between label and description and gives it its name.
    void addEditor(QWidget* editor);
    const api::Json* keyword(const char* name) const;
    double number(const char* name, double otherwise) const;
    QString text(const char* name) const;
    static void report(const std::string& pointer, const QString& message, std::vector<api::Problem>& problems);

    api::Json m_schema;
    QString m_title;
    bool m_required;
    QWidget* m_widget;
    QVBoxLayout* m_layout;
    QLabel* m_message;
};

/// The schema that a local "$ref" names, or the schema itself; at most eight references deep.
const api::Json& resolveRef(const api::Json& schema, const api::Json& root);
/// "string", "object" …; of several types the first that is not null; empty when the schema does not say.
std::string schemaType(const api::Json& schema);

std::unique_ptr<SchemaField> makeScalarField(const api::Json& schema, const QString& title, bool required,
                                             SchemaField::Form& form, QWidget* parent);
std::unique_ptr<SchemaField> makeObjectField(const api::Json& schema, const QString& title, bool required, int depth,
                                             SchemaField::Form& form, QWidget* parent);
std::unique_ptr<SchemaField> makeArrayField(const api::Json& schema, const QString& title, bool required,
                                            SchemaField::Form& form, QWidget* parent);
std::unique_ptr<SchemaField> makeJsonField(const api::Json& schema, const QString& title, bool required,
                                           SchemaField::Form& form, QWidget* parent);

}  // namespace beamline::ui
