// SPDX-License-Identifier: Apache-2.0
#include <QCalendarWidget>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <QWidgetAction>
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/widgets/schema_field.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

class ChoiceField : public SchemaField {
public:
    ChoiceField(const api::Json& schema, const QString& title, bool required, Form& form, QWidget* parent)
        : SchemaField(schema, title, required, parent), m_editor(new QComboBox(m_widget)) {
        const auto* given = keyword("default");
        if (!required || !given) {
            m_choices.emplace_back(std::nullopt);
            m_editor->addItem(required ? SchemaField::tr("Choose…") : SchemaField::tr("None"));
        }
        if (const auto* only = keyword("const")) {
            add(*only);
        } else if (const auto* list = keyword("enum"); list && list->is_array()) {
            for (const auto& one : list->get_array()) {
                add(one);
            }
        }
        addEditor(m_editor);
        if (given) {
            setValue(*given);
        } else if (required && m_choices.size() == 2) {
            m_editor->setCurrentIndex(1);
        }
        QObject::connect(m_editor, &QComboBox::currentIndexChanged, m_editor, [changed = form.changed] { changed(); });
    }
    std::optional<api::Json> value() const override {
        const int at = m_editor->currentIndex();
        return at < 0 ? std::nullopt : m_choices[static_cast<std::size_t>(at)];
    }
    void setValue(const api::Json& value) override {
        for (std::size_t i = 0; i < m_choices.size(); ++i) {
            if (m_choices[i] && *m_choices[i] == value) {
                m_editor->setCurrentIndex(static_cast<int>(i));
            }
        }
    }
    void setReadOnly(bool readOnly) override { m_editor->setEnabled(!readOnly); }
    void focus() override { m_editor->setFocus(); }
    void check(const std::string& pointer, std::vector<api::Problem>& problems) const override {
        if (m_required && !value()) {
            report(pointer, SchemaField::tr("Choose one of these."), problems);
        }
    }

private:
    void add(const api::Json& choice) {
        m_choices.emplace_back(choice);
        m_editor->addItem(choice.is_string() ? toText(choice.get_string()) : jsonSummary(choice));
    }

    QComboBox* m_editor;
    std::vector<std::optional<api::Json>> m_choices;
};

class BooleanField : public SchemaField {
public:
    BooleanField(const api::Json& schema, const QString& title, bool required, Form& form, QWidget* parent)
        : SchemaField(schema, QString(), required, parent), m_editor(new QCheckBox(title, m_widget)) {
        m_title = QString();
        addEditor(m_editor);
        m_editor->setAccessibleName(title);
        m_touched = required;
        if (const auto* given = keyword("default")) {
            setValue(*given);
        }
        QObject::connect(m_editor, &QCheckBox::toggled, m_editor, [this, changed = form.changed] {
            m_touched = true;
            changed();
        });
    }
    std::optional<api::Json> value() const override {
        return m_touched ? std::optional<api::Json>(m_editor->isChecked()) : std::nullopt;
    }
    void setValue(const api::Json& value) override {
        if (value.is_bool()) {
            m_touched = true;
            m_editor->setChecked(value.get_bool());
        }
    }
    void setReadOnly(bool readOnly) override { m_editor->setEnabled(!readOnly); }
    void focus() override { m_editor->setFocus(); }
    void check(const std::string&, std::vector<api::Problem>&) const override {}

private:
    QCheckBox* m_editor;
    bool m_touched = false;
};

/// Strings and numbers: one line of text that is read by type.
class LineField : public SchemaField {
public:
    LineField(const api::Json& schema, const QString& title, bool required, Form& form, QWidget* parent)
        : SchemaField(schema, title, required, parent), m_type(schemaType(schema)), m_format(text("format")) {
        constexpr int kLongText = 200;
        if (m_type == "string" && (number("maxLength", 0) > kLongText || m_format == QLatin1String("text") ||
                                   m_format == QLatin1String("markdown"))) {
            m_area = new QPlainTextEdit(m_widget);
            m_area->setTabChangesFocus(true);
            m_area->setFixedHeight(extent::kNote);
            addEditor(m_area);
            QObject::connect(m_area, &QPlainTextEdit::textChanged, m_area, [changed = form.changed] { changed(); });
        } else {
            makeLine(form);
        }
        if (const auto* given = keyword("default")) {
            setValue(*given);
        }
    }
    std::optional<api::Json> value() const override {
        const QString shown = content();
        if (shown.isEmpty()) {
            return std::nullopt;
        }
        return m_type == "string" ? std::optional<api::Json>(toUtf8(shown)) : readNumber(shown);
    }
    void setValue(const api::Json& value) override {
        const QString shown = value.is_string()                          ? toText(value.get_string())
                              : value.is_null() || value.is_structured() ? QString()
                                                                         : toText(api::printJson(value));
        m_area ? m_area->setPlainText(shown) : m_line->setText(shown);
    }
    void setReadOnly(bool readOnly) override { m_area ? m_area->setReadOnly(readOnly) : m_line->setReadOnly(readOnly); }
    void focus() override { m_area ? m_area->setFocus() : m_line->setFocus(); }
    void check(const std::string& pointer, std::vector<api::Problem>& problems) const override {
        const QString shown = content();
        QString message;
        if (shown.isEmpty()) {
            message = m_required ? SchemaField::tr("This is required.") : QString();
        } else {
            message = m_type == "string" ? checkText(shown) : checkNumber(shown);
        }
        if (!message.isEmpty()) {
            report(pointer, message, problems);
        }
    }

private:
    void makeLine(Form& form) {
        m_line = new QLineEdit(m_widget);
        QWidget* editor = m_line;
        if (m_format == QLatin1String("date")) {
            m_line->setPlaceholderText(SchemaField::tr("YYYY-MM-DD"));
            editor = withCalendar();
        } else if (m_format == QLatin1String("date-time")) {
            m_line->setPlaceholderText(QStringLiteral("2026-01-31T17:00:00Z"));
        } else if (const auto* examples = keyword("examples");
                   examples && examples->is_array() && !examples->get_array().empty()) {
            const auto& first = examples->get_array().front();
            m_line->setPlaceholderText(first.is_string() ? toText(first.get_string()) : jsonSummary(first));
        }
        addEditor(editor);
        m_line->setAccessibleName(editor->accessibleName());
        QObject::connect(m_line, &QLineEdit::textChanged, m_line, [changed = form.changed] { changed(); });
    }
    QWidget* withCalendar() {
        auto* holder = new QWidget(m_widget);
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        auto* button = new QToolButton(holder);
        button->setIcon(Icon::get(QStringLiteral("chevron-down")));
        button->setAutoRaise(true);
        button->setAccessibleName(SchemaField::tr("Choose a date for %1").arg(m_title));
        auto* menu = new QMenu(button);
        auto* action = new QWidgetAction(menu);
        auto* calendar = new QCalendarWidget(menu);
        action->setDefaultWidget(calendar);
        menu->addAction(action);
        QObject::connect(calendar, &QCalendarWidget::clicked, m_line, [this, menu](const QDate& date) {
            m_line->setText(date.toString(Qt::ISODate));
            menu->close();
        });
        button->setMenu(menu);
        button->setPopupMode(QToolButton::InstantPopup);
        row->addWidget(m_line, 1);
        row->addWidget(button);
        holder->setFocusProxy(m_line);
        return holder;
    }
    QString content() const { return m_area ? m_area->toPlainText() : m_line->text().trimmed(); }

    std::optional<api::Json> readNumber(const QString& shown) const {
        const std::string bytes = toUtf8(shown);
        const char* end = bytes.data() + bytes.size();
        std::int64_t whole = 0;
        if (auto read = std::from_chars(bytes.data(), end, whole); read.ec == std::errc() && read.ptr == end) {
            return api::Json(whole);
        }
        double broken = 0;
        auto read = std::from_chars(bytes.data(), end, broken);
        if (read.ec != std::errc() || read.ptr != end || !std::isfinite(broken)) {
            return std::nullopt;
        }
        const bool integral =
            std::trunc(broken) == broken;  // also one that no integer holds: it is too large, not broken
        return m_type == "integer" && !integral ? std::nullopt : std::optional<api::Json>(broken);
    }
    QString checkNumber(const QString& shown) const {
        const auto value = readNumber(shown);
        if (!value) {
            return m_type == "integer" ? SchemaField::tr("This must be a whole number.")
                                       : SchemaField::tr("This must be a number, like 12.5.");
        }
        const double n = value->to_number<double>();
        constexpr double kNone = std::numeric_limits<double>::infinity();
        if (const double low = number("minimum", -kNone); n < low) {
            return SchemaField::tr("This must be at least %1.").arg(low);
        }
        if (const double high = number("maximum", kNone); n > high) {
            return SchemaField::tr("This must be at most %1.").arg(high);
        }
        if (const double low = number("exclusiveMinimum", -kNone); n <= low) {
            return SchemaField::tr("This must be more than %1.").arg(low);
        }
        if (const double high = number("exclusiveMaximum", kNone); n >= high) {
            return SchemaField::tr("This must be less than %1.").arg(high);
        }
        if (const double step = number("multipleOf", 0); step > 0 && std::abs(std::remainder(n, step)) > step * 1e-9) {
            return SchemaField::tr("This must be a multiple of %1.").arg(step);
        }
        return {};
    }
    QString checkText(const QString& shown) const {
        const auto length = static_cast<double>(shown.toUcs4().size());
        if (const double low = number("minLength", 0); length < low) {
            return SchemaField::tr("This must have at least %n character(s).", nullptr, static_cast<int>(low));
        }
        if (const double high = number("maxLength", length); length > high) {
            return SchemaField::tr("This must have at most %n character(s).", nullptr, static_cast<int>(high));
        }
        if (const QString pattern = text("pattern"); !pattern.isEmpty()) {
            const QRegularExpression expression(pattern, QRegularExpression::UseUnicodePropertiesOption);
            if (expression.isValid() && !expression.match(shown).hasMatch()) {
                return SchemaField::tr("This does not have the expected form (%1).").arg(pattern);
            }
        }
        return checkFormat(shown);
    }
    QString checkFormat(const QString& shown) const {
        if (m_format == QLatin1String("date") && !QDate::fromString(shown, Qt::ISODate).isValid()) {
            return SchemaField::tr("This must be a date, like 2026-01-31.");
        }
        if (m_format == QLatin1String("date-time") && !QDateTime::fromString(shown, Qt::ISODate).isValid()) {
            return SchemaField::tr("This must be a date and time, like 2026-01-31T17:00:00Z.");
        }
        if (m_format == QLatin1String("email") && !shown.contains(QLatin1Char('@'))) {
            return SchemaField::tr("This must be an e-mail address.");
        }
        if (m_format == QLatin1String("uri") && QUrl(shown, QUrl::StrictMode).scheme().isEmpty()) {
            return SchemaField::tr("This must be an address, like https://example.com/.");
        }
        return {};
    }

    std::string m_type;
    QString m_format;
    QLineEdit* m_line = nullptr;
    QPlainTextEdit* m_area = nullptr;
};

}  // namespace

std::unique_ptr<SchemaField> makeScalarField(const api::Json& schema, const QString& title, bool required,
                                             SchemaField::Form& form, QWidget* parent) {
    const auto& object = schema.get_object();
    if (object.contains("enum") || object.contains("const")) {
        return std::make_unique<ChoiceField>(schema, title, required, form, parent);
    }
    if (schemaType(schema) == "boolean") {
        return std::make_unique<BooleanField>(schema, title, required, form, parent);
    }
    return std::make_unique<LineField>(schema, title, required, form, parent);
}

}  // namespace beamline::ui
