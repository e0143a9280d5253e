// SPDX-License-Identifier: Apache-2.0
#pragma once
// A form made from a JSON Schema, and the JSON that was filled in. GUI thread only.

#include <QWidget>
#include <memory>
#include <vector>

#include "engine/api/values.h"

class QVBoxLayout;

namespace beamline::ui {

class SchemaField;

/// Draws string (one line, text, enum, date, date-time, e-mail, uri), integer, number, boolean, arrays of scalars and
/// nested objects; what it cannot draw becomes a field for JSON text. The engine judges by the whole schema; the
/// form checks required, type, enum, limits, lengths, pattern and format, so that mistakes show where they are made.
class SchemaForm : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaxDepth = 4;     ///< deeper objects become JSON text
    static constexpr int kMaxFields = 200;  ///< more properties become JSON text

    explicit SchemaForm(QWidget* parent = nullptr);
    ~SchemaForm() override;
    /// Null or an empty schema: one field for JSON text. Values of the last schema are gone, defaults are filled in.
    void setSchema(const api::Json& schema);
    void setValue(const api::Json& value);
    /// Fields left empty that are not required are left out.
    api::Json value() const;
    /// True when nothing is wrong; otherwise messages stand at the fields and the first of them has the focus.
    bool validate();
    std::vector<api::Problem> problems() const;
    /// Shows what the engine found, each at the field of its pointer.
    void showProblems(const std::vector<api::Problem>& problems);
    void setReadOnly(bool readOnly);
    /// Where filling in begins; null: there is nothing to fill in.
    QWidget* firstField() const;

Q_SIGNALS:
    void changed();

private:
    void fieldChanged();
    void mark();

    std::vector<api::Problem> m_complained;  ///< shown beside their fields
    std::unique_ptr<SchemaField> m_root;
    QVBoxLayout* m_layout;
};

}  // namespace beamline::ui
